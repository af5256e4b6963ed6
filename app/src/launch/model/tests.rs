use serde_json::json;
use wavepass_core::failure::Failure;
use wavepass_core::launch::RefusedBy;
use wavepass_core::platform::compute_envs::ComputeEnvEntry;
use wavepass_core::platform::pipelines::PipelineEntry;
use wavepass_core::platform::request_error::RequestError;
use wavepass_core::scope::WorkspaceId;
use wavepass_core::wave::push::PUSHES_WITH_NOTHING;

use super::pipeline::{WaveOfLaunch, some_names, told_late, too_long, with_wave};
use super::*;
use crate::ui::store::Model;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const ON: Option<Value> = Some(Value::Bool(true));
const WORKSPACE: Scope = Scope::Workspace(WorkspaceId(42));

fn failed(kind: Failure) -> ApplyError {
    ApplyError::Failed {
        failure: RequestError::new(kind),
        unknown_fields: Vec::new(),
        is_in_workspace: true,
    }
}

fn page() -> LaunchModel {
    LaunchModel::new(Some(WORKSPACE), WaveSetup::default(), "")
}

/// A page with a text that was read.
fn page_with(text: &str) -> LaunchModel {
    let mut page = page();
    page.update(Event::Opened(text.to_owned()));
    page
}

fn typed(page: &mut LaunchModel, text: &str) -> Vec<Effect> {
    page.update(Event::Typed(text.into()))
}

fn pipeline(name: &str, config: &str) -> Arc<Loaded> {
    let launch = json!({ "configText": config, "configProfiles": ["test"] });
    let serde_json::Value::Object(launch) = launch else {
        panic!("a launch is an object")
    };
    Arc::new(Loaded {
        entry: PipelineEntry {
            pipeline_id: 7,
            name: name.to_owned(),
            ..PipelineEntry::default()
        },
        launch: launch.into(),
    })
}

/// What is done about a row of events.
fn effects(page: &mut LaunchModel, events: Vec<Event>) -> Vec<Effect> {
    events
        .into_iter()
        .flat_map(|event| page.update(event))
        .collect()
}

fn said(effects: &[Effect]) -> Vec<&str> {
    let said = effects.iter().filter_map(|effect| match effect {
        Effect::Say(sentence) | Effect::Notify(sentence) => Some(sentence.as_str()),
        _ => None,
    });
    said.collect()
}

#[test]
fn a_page_begins_with_wave_to_be_switched_on() {
    let page = page();
    assert_eq!(page.draft().text, "wave { enabled = true }\n");
    assert_eq!(page.fragment(), "wave.enabled=true");
    assert!(page.now().findings.is_empty(), "nothing is there yet");
}

#[test]
fn an_address_says_what_is_wanted_and_where_it_goes() {
    let fragment = "wave.freeze=true&target=command-line";
    let page = LaunchModel::new(None, WaveSetup::default(), fragment);
    assert_eq!(page.target(), Target::CommandLine);
    assert_eq!(page.wanted(Choice::Freeze), ON.as_ref());
    assert_eq!(page.wanted(Choice::Wave), None);
    assert_eq!(page.fragment(), fragment);
}

#[test]
fn typing_is_read_after_the_last_pause_only() {
    let mut page = page();
    assert_eq!(typed(&mut page, "wave."), [Effect::WaitForPause(1)]);
    assert_eq!(
        typed(&mut page, "wave.enabled = true"),
        [Effect::WaitForPause(2)]
    );
    assert!(!page.is_settled());
    page.update(Event::Paused(1));
    assert_eq!(**page.read_text(), *"", "somebody typed on");
    page.update(Event::Paused(2));
    assert_eq!(**page.read_text(), *"wave.enabled = true");
    assert!(page.is_settled());
    assert_eq!(page.now().value(Choice::Wave), ON.as_ref());
}

#[test]
fn what_was_typed_is_read_at_once_when_the_editor_is_left() {
    let mut page = page();
    typed(&mut page, "docker.enabled = true");
    assert_eq!(page.update(Event::Left), []);
    assert!(page.draft().text.starts_with("docker.enabled = true"));
}

#[test]
fn a_text_that_was_read_is_not_read_again() {
    let mut page = page_with("docker.enabled = true\n");
    let before = Arc::clone(page.now());
    page.update(Event::Left);
    assert!(Arc::ptr_eq(&before, page.now()));
}

#[test]
fn a_pending_change_shows_in_what_comes_out_and_the_address_but_not_what_is_read() {
    let mut page = page_with("docker.enabled = true\n");
    let now = Arc::clone(page.now());
    let effects = page.update(Event::Chosen(Choice::Freeze, ON));
    let fragment = "wave.enabled=true&wave.freeze=true".to_owned();
    assert_eq!(effects, [Effect::SetFragment(fragment)]);
    assert!(page.draft().text.contains("freeze = true"));
    assert!(Arc::ptr_eq(&now, page.now()));
}

#[test]
fn a_change_that_another_excludes_is_refused_in_words_and_changes_nothing() {
    let mut page = page();
    page.update(Event::Chosen(Choice::Freeze, ON));
    let before = page.draft().text.clone();
    let effects = page.update(Event::Chosen(Choice::Mirror, ON));
    assert!(said(&effects)[0].contains("exclude each other"));
    assert!(page.refusal(Choice::Mirror).is_some());
    assert!(page.refusal(Choice::Freeze).is_none());
    assert_eq!(page.draft().text, before);
    let codes: Vec<_> = page.choice_findings(Choice::Mirror);
    assert_eq!(codes[0].code, CONTRADICTION);
}

#[test]
fn a_repository_is_missed_only_where_something_needs_it() {
    let mut page = page();
    let missing = |page: &LaunchModel| {
        let findings = page.choice_findings(Choice::BuildRepository);
        findings.iter().any(|finding| finding.code == REQUIRED)
    };
    assert!(!missing(&page));
    page.update(Event::Chosen(Choice::Freeze, ON));
    assert!(missing(&page));
    let repository = Value::Text("quay.io/lab/wave".to_owned());
    page.update(Event::Chosen(Choice::BuildRepository, Some(repository)));
    assert!(!missing(&page));
}

#[test]
fn which_credential_pushes_is_told_once_the_list_is_there() {
    let mut page = page();
    let repository = Value::Text("quay.io/lab/wave".to_owned());
    page.update(Event::Chosen(Choice::BuildRepository, Some(repository)));
    let pushes = |page: &LaunchModel| {
        let findings = page.choice_findings(Choice::BuildRepository);
        findings
            .iter()
            .any(|finding| finding.code == PUSHES_WITH_NOTHING)
    };
    assert!(!pushes(&page));
    let made = page.made();
    page.update(Event::CredentialsListed(Vec::new()));
    assert!(pushes(&page));
    assert_ne!(page.made(), made, "views have to look again");
    page.update(Event::Chosen(Choice::BuildRepository, None));
    assert!(!pushes(&page));
}

#[test]
fn a_profile_counts_from_when_it_is_chosen_until_it_is_not() {
    let mut page = page_with("profiles { cloud { wave.enabled = true } }\n");
    assert_eq!(page.now().profiles, ["cloud"]);
    assert_eq!(page.now().value(Choice::Wave), None);
    page.update(Event::ProfileChosen("cloud".to_owned(), true));
    assert_eq!(page.now().value(Choice::Wave), ON.as_ref());
    page.update(Event::ProfileChosen("cloud".to_owned(), false));
    assert_eq!(page.now().value(Choice::Wave), None);
    assert_eq!(page.profiles(), [""; 0]);
}

#[test]
fn an_option_that_a_version_does_not_have_is_told_for_that_version_only() {
    let mut page = page_with("wave.mirror = true\nwave.build.repository = 'quay.io/a/b'\n");
    let is_too_new = |page: &LaunchModel| {
        let mut findings = page.now().findings.iter();
        findings.any(|said| said.code().starts_with("option-too-new"))
    };
    assert!(!is_too_new(&page));
    page.update(Event::VersionTyped("22.04".to_owned()));
    assert!(is_too_new(&page));
    page.update(Event::VersionTyped("25.10".to_owned()));
    assert!(!is_too_new(&page));
    page.update(Event::VersionTyped("newest".to_owned()));
    assert!(!is_too_new(&page));
}

#[test]
fn a_fix_changes_the_text_that_is_there_and_says_so() {
    let mut page = page_with("wave.enabled = 'true'\n");
    let fix = page.now().findings.iter().find_map(|said| said.fix.clone());
    let effects = page.update(Event::FixPressed(
        fix.expect("a text in place of true has a fix"),
    ));
    assert!(matches!(effects[0], Effect::Replace(_)), "{effects:?}");
    assert!(said(&effects)[0].starts_with("Done: "));
    assert_eq!(**page.read_text(), *"wave.enabled = true\n");
    assert!(page.is_settled());
}

#[test]
fn a_fix_that_cannot_be_done_leaves_the_text_alone_and_says_so() {
    let mut page = page_with("wave {");
    let change = nextflow_config::Change::set("wave.enabled", Value::Bool(true));
    let fix = ConfigFix {
        label: "Turn Wave on".to_owned(),
        repair: nextflow_config::Repair::Change(vec![change]),
    };
    let effects = page.update(Event::FixPressed(fix));
    assert!(said(&effects)[0].contains("by hand"));
    assert_eq!(**page.read_text(), *"wave {");
}

#[test]
fn the_config_of_a_pipeline_comes_with_its_profiles_and_keeps_the_pending_changes() {
    let mut page = page();
    let effects = page.update(Event::PipelineLoaded(pipeline("rna", "process.cpus = 2\n")));
    assert_eq!(effects[0], Effect::PutText("process.cpus = 2\n".to_owned()));
    assert_eq!(
        effects[1],
        Effect::Say("The config of rna is loaded.".to_owned())
    );
    assert_eq!(page.profiles(), ["test"]);
    assert_eq!(page.wanted(Choice::Wave), ON.as_ref());
    assert!(!page.is_unsaved(), "the pipeline has it");
}

#[test]
fn loading_over_a_text_says_how_to_get_that_back() {
    let mut page = page_with("x.y = 1\n");
    let effects = page.update(Event::PipelineLoaded(pipeline("rna", "")));
    assert!(said(&effects)[0].contains("Ctrl+Z"));
}

#[test]
fn a_text_is_unsaved_until_it_is_empty_or_what_the_pipeline_has() {
    let mut page = page();
    assert!(!page.is_unsaved());
    typed(&mut page, "a.b = 1");
    assert!(page.is_unsaved(), "typed, even before it is read");
    typed(&mut page, "  \n");
    assert!(!page.is_unsaved());
    page.update(Event::PipelineLoaded(pipeline("rna", "a.b = 1")));
    assert!(!page.is_unsaved());
    typed(&mut page, "a.b = 2");
    assert!(page.is_unsaved());
}

#[test]
fn a_config_is_applied_to_the_pipeline_that_it_was_loaded_from_in_the_launch_form_only() {
    let mut page = page();
    assert!(!page.can_apply());
    page.update(Event::PipelineLoaded(pipeline("rna", "")));
    assert!(page.can_apply());
    page.update(Event::TargetChosen(Target::CommandLine));
    assert!(!page.can_apply());
}

#[test]
fn applying_asks_first_sends_once_and_then_wants_nothing_more() {
    let mut page = page();
    let loaded = pipeline("rna", "process.cpus = 2\n");
    page.update(Event::PipelineLoaded(Arc::clone(&loaded)));
    assert_eq!(page.update(Event::ApplyConfirmed), [], "nobody was asked");
    page.update(Event::ApplyPressed);
    assert_eq!(*page.applying(), Applying::Asked(None));
    let text = page.draft().text.clone();
    assert!(text.contains("enabled = true"));
    let sent = effects(
        &mut page,
        vec![Event::ApplyConfirmed, Event::ApplyConfirmed],
    );
    assert_eq!(
        sent,
        [Effect::Apply(Arc::clone(&loaded), text.clone())],
        "once"
    );
    page.update(Event::ApplyCancelled);
    assert_eq!(*page.applying(), Applying::Sent, "it is under way");
    page.update(Event::PipelineRead(pipeline("rna", &text)));
    let done = page.update(Event::Applied(loaded, text.clone(), Ok(Applied::Now)));
    assert_eq!(done[0], Effect::PutText(text.clone()));
    assert!(said(&done)[0].contains("rna has the new config"));
    assert_eq!(*page.applying(), Applying::No);
    assert_eq!(page.draft().text, text, "nothing is wanted any more");
    assert!(!page.is_unsaved());
}

#[test]
fn a_draft_is_not_said_to_be_launched() {
    let mut page = page();
    page.update(Event::PipelineLoaded(pipeline("rna", "")));
    page.update(Event::ApplyPressed);
    page.update(Event::ApplyConfirmed);
    let done = page.update(Event::Applied(
        pipeline("rna", ""),
        String::new(),
        Ok(Applied::Draft(None)),
    ));
    assert!(said(&done)[0].contains("draft of rna"));
}

#[test]
fn a_refusal_keeps_the_question_open_with_the_reason_and_it_can_be_tried_again() {
    let mut page = page();
    page.update(Event::PipelineLoaded(pipeline("rna", "a.b = 1\n")));
    let wanted = page.fragment();
    page.update(Event::ApplyPressed);
    page.update(Event::ApplyConfirmed);
    let text = page.draft().text.clone();
    let after = page.update(Event::Applied(
        pipeline("rna", "a.b = 1\n"),
        text,
        Err(failed(Failure::Forbidden)),
    ));
    assert_eq!(after, []);
    assert_eq!(
        *page.applying(),
        Applying::Asked(Some(failed(Failure::Forbidden)))
    );
    assert_eq!(
        page.fragment(),
        wanted,
        "nothing of what was wanted is lost"
    );
    assert_eq!(page.update(Event::ApplyConfirmed).len(), 1);
}

#[test]
fn a_text_that_no_parser_takes_is_not_sent() {
    let mut page = page();
    page.update(Event::PipelineLoaded(pipeline("rna", "wave {")));
    page.update(Event::ApplyPressed);
    assert_eq!(page.draft().overview.refused, RefusedBy::Both);
    assert_eq!(page.update(Event::ApplyConfirmed), []);
    assert_eq!(*page.applying(), Applying::Asked(None));
}

#[test]
fn what_is_typed_while_the_question_is_asked_for_is_part_of_what_is_applied() {
    let mut page = page();
    page.update(Event::PipelineLoaded(pipeline("rna", "")));
    typed(&mut page, "process.cpus = 4\n");
    page.update(Event::ApplyPressed);
    assert!(page.draft().text.starts_with("process.cpus = 4\n"));
}

#[test]
fn on_the_command_line_the_workspace_and_a_token_from_the_environment_come_out_too() {
    let mut page = page();
    page.update(Event::TargetChosen(Target::CommandLine));
    let text = &page.draft().text;
    assert!(text.contains("workspaceId = 42"), "{text}");
    assert!(text.contains("TOWER_ACCESS_TOKEN"), "{text}");
    page.update(Event::TargetChosen(Target::LaunchForm));
    assert!(!page.draft().text.contains("workspaceId"));
}

#[test]
fn an_address_that_is_changed_by_hand_replaces_what_is_wanted() {
    let mut page = page();
    page.update(Event::Chosen(Choice::Freeze, ON));
    let effects = page.update(Event::AddressChanged("wave.mirror=true".to_owned()));
    assert_eq!(
        effects,
        [Effect::SetFragment("wave.mirror=true".to_owned())]
    );
    assert_eq!(page.wanted(Choice::Freeze), None);
    assert_eq!(page.wanted(Choice::Mirror), ON.as_ref());
}

#[test]
fn a_choice_that_is_refused_for_another_reason_says_that_one() {
    let mut page = page_with("wave.freeze = true\nwave.strategy = 'conda'\n");
    page.update(Event::Chosen(Choice::Mirror, ON));
    let first = page.refusal(Choice::Mirror).unwrap_or_default();
    assert!(first.contains("Switch Freeze off"), "{first}");
    typed(&mut page, "wave.strategy = 'conda'\n");
    page.update(Event::Left);
    assert_eq!(
        page.refusal(Choice::Mirror),
        None,
        "it may not be so any more"
    );
    page.update(Event::Chosen(Choice::Mirror, ON));
    let second = page.refusal(Choice::Mirror).unwrap_or_default();
    assert!(second.contains("must have container"), "{second}");
}

#[test]
fn what_comes_to_the_same_is_kept_as_it_was() {
    let mut page = page_with("docker.enabled = true\n");
    let (now, draft) = (Arc::clone(page.now()), Arc::clone(page.draft()));
    page.update(Event::VersionTyped("25.1".to_owned()));
    page.update(Event::ApplyPressed);
    assert!(Arc::ptr_eq(&now, page.now()));
    assert!(Arc::ptr_eq(&draft, page.draft()));
}

#[test]
fn what_was_applied_to_one_pipeline_is_not_said_of_another_that_was_loaded_meanwhile() {
    let mut page = page();
    let first = pipeline("rna", "a.b = 1\n");
    page.update(Event::PipelineLoaded(Arc::clone(&first)));
    page.update(Event::ApplyPressed);
    page.update(Event::ApplyConfirmed);
    let mut other = pipeline("dna", "c.d = 2\n");
    if let Some(other) = Arc::get_mut(&mut other) {
        other.entry.pipeline_id = 8;
    }
    page.update(Event::PipelineLoaded(other));
    page.update(Event::PipelineRead(Arc::clone(&first)));
    let done = page.update(Event::Applied(first, String::new(), Ok(Applied::Now)));
    assert_eq!(done.len(), 1);
    assert!(said(&done)[0].contains("rna has the new config"));
    assert_eq!(**page.read_text(), *"c.d = 2\n");
    let name = page.pipeline().map(|loaded| loaded.entry.name.clone());
    assert_eq!(name.as_deref(), Some("dna"));
}

/// What a pipeline is launched with since somebody else has changed it.
fn changed_to(config: &str) -> ApplyError {
    ApplyError::Changed(Box::new(pipeline("rna", config).launch.clone()))
}

#[test]
fn what_somebody_else_has_changed_is_not_undone_and_the_wishes_are_put_into_it() {
    let mut page = page();
    page.update(Event::PipelineLoaded(pipeline("rna", "a.b = 1\n")));
    page.update(Event::Chosen(Choice::Wave, ON));
    page.update(Event::ApplyPressed);
    let sent = page.update(Event::ApplyConfirmed);
    let [Effect::Apply(to, text)] = sent.as_slice() else {
        panic!("{sent:?}")
    };
    page.update(Event::Applied(
        to.clone(),
        text.clone(),
        Err(changed_to("a.b = 2\n")),
    ));
    // Sending the same again would undo it.
    assert_eq!(page.update(Event::ApplyConfirmed), []);
    let effects = page.update(Event::ApplyAnew);
    assert_eq!(effects, [Effect::PutText("a.b = 2\n".into())]);
    let proposal = page.proposal().unwrap();
    assert_eq!(proposal.loaded.launch.config_text(), "a.b = 2\n");
    assert!(
        proposal.draft.text.contains("a.b = 2") && proposal.draft.text.contains("enabled = true")
    );
    assert_eq!(page.update(Event::ApplyConfirmed).len(), 1);
}

#[test]
fn what_nextflow_would_stop_with_is_not_applied_and_what_it_stops_with_already_is_no_reason() {
    let repository = || Some(Value::Text("https://quay.io/acme/b:1".into()));
    let mut page = page();
    page.update(Event::Chosen(Choice::BuildRepository, repository()));
    page.update(Event::ApplyTo(pipeline("rna", "")));
    let proposal = page.proposal().unwrap();
    assert!(!proposal.new_errors.is_empty());
    assert_eq!(page.update(Event::ApplyConfirmed), []);
    page.update(Event::ApplyCancelled);
    page.update(Event::Chosen(Choice::BuildRepository, None));
    let bad = "wave.build.repository = 'https://quay.io/acme/b:1'\n";
    page.update(Event::ApplyTo(pipeline("rna", bad)));
    assert_eq!(page.proposal().unwrap().new_errors, [""; 0]);
    assert_eq!(page.update(Event::ApplyConfirmed).len(), 1);
}

#[test]
fn another_pipeline_gets_wave_also_where_the_text_in_the_editor_has_it() {
    let mut page = page_with("wave.enabled = true\n");
    page.update(Event::Chosen(Choice::Freeze, ON));
    page.update(Event::ApplyTo(pipeline("rna", "a.b = 1\n")));
    let text = page.proposal().unwrap().draft.text.clone();
    assert!(
        text.contains("enabled = true") && text.contains("freeze = true"),
        "{text}"
    );
}

#[test]
fn what_was_typed_into_a_config_stays_when_somebody_else_has_changed_it() {
    let mut page = page();
    page.update(Event::PipelineLoaded(pipeline("rna", "a.b = 1\n")));
    typed(&mut page, "a.b = 1\nc.d = 3\n");
    page.update(Event::ApplyPressed);
    page.update(Event::ApplyConfirmed);
    let to = pipeline("rna", "a.b = 1\n");
    page.update(Event::Applied(
        to,
        String::new(),
        Err(changed_to("a.b = 2\n")),
    ));
    assert_eq!(page.update(Event::ApplyAnew), []);
    // The difference shows what becomes of theirs, and it is said.
    let proposal = page.proposal().unwrap();
    assert!(proposal.overwrites);
    assert_eq!(proposal.loaded.launch.config_text(), "a.b = 2\n");
    assert!(proposal.draft.text.starts_with("a.b = 1\nc.d = 3\n"));
}

#[test]
fn a_pipeline_that_was_to_get_wave_alone_still_is_when_somebody_else_has_changed_it() {
    let mut page = page();
    let loaded = pipeline("rna", "a.b = 1\n");
    page.update(Event::SwitchOnIn(Arc::clone(&loaded)));
    page.update(Event::ApplyConfirmed);
    page.update(Event::Applied(
        loaded,
        String::new(),
        Err(changed_to("a.b = 2\n")),
    ));
    page.update(Event::ApplyAnew);
    let text = page.proposal().unwrap().draft.text.clone();
    assert!(
        text.contains("a.b = 2") && text.contains("enabled = true"),
        "{text}"
    );
}

#[test]
fn what_became_of_it_is_told_where_the_page_is_gone_and_claims_only_what_is_known() {
    for (outcome, beginning) in [
        (Ok(Applied::Now), "rna has the new config."),
        (
            Ok(Applied::Draft(None)),
            "The new config is in a draft of rna.",
        ),
        (
            Err(ApplyError::Changed(Box::default())),
            "rna: Somebody changed this pipeline after you loaded it, so nothing was applied.",
        ),
        (
            Err(failed(Failure::Offline)),
            "rna: It is not certain whether it was applied: load the pipeline again to see. The server",
        ),
        // Still true when somebody has signed in again.
        (
            Err(failed(Failure::Unauthorized)),
            "The config was not applied to rna, because your session had ended.",
        ),
    ] {
        let told = told_late("rna", &outcome);
        assert!(told.starts_with(beginning), "{told}");
    }
}

#[test]
fn what_is_in_a_draft_is_neither_unsaved_nor_applied_twice() {
    let mut page = page();
    let loaded = pipeline("rna", "a.b = 1\n");
    let new = "a.b = 2\n".to_owned();
    effects(
        &mut page,
        vec![
            Event::PipelineLoaded(Arc::clone(&loaded)),
            Event::Opened(new.clone()),
        ],
    );
    assert!(page.is_unsaved());
    let draft = Event::Applied(loaded, new, Ok(Applied::Draft(None)));
    effects(
        &mut page,
        vec![Event::ApplyPressed, Event::ApplyConfirmed, draft],
    );
    assert!(!page.is_unsaved());
    let sent = effects(&mut page, vec![Event::ApplyPressed, Event::ApplyConfirmed]);
    assert_eq!(sent, []);
    assert!(page.obstacle().unwrap().contains("in a draft"));
    // Another text is another draft.
    let other = Event::Opened("a.b = 3\n".to_owned());
    effects(
        &mut page,
        vec![Event::ApplyCancelled, other, Event::ApplyPressed],
    );
    assert!(page.is_unsaved() && page.obstacle().is_none());
}

#[test]
fn a_text_that_is_too_long_for_the_installation_is_not_sent() {
    for (longest, is_sent) in [(None, true), (Some(10_000), true), (Some(8), false)] {
        let mut page = page();
        let sent = effects(
            &mut page,
            vec![
                Event::LongestTold(longest),
                Event::PipelineLoaded(pipeline("rna", "a.b = é\n")),
                Event::Opened("a.b = 2\n".to_owned()),
                Event::ApplyPressed,
                Event::ApplyConfirmed,
            ],
        );
        let is_apply = |effect: &Effect| matches!(effect, Effect::Apply(..));
        assert_eq!(sent.iter().any(is_apply), is_sent, "{longest:?}");
    }
    assert!(too_long("é", Some(1)).is_none(), "characters, not bytes");
}

#[test]
fn a_pipeline_that_another_workspace_shares_is_not_changed_from_here() {
    for (workspace, can) in [(None, true), (Some(42), true), (Some(43), false)] {
        let loaded = pipeline("rna", "a.b = 1\n");
        let mut entry = loaded.entry.clone();
        entry.workspace_id = workspace.map(WorkspaceId);
        let launch = loaded.launch.clone();
        let mut page = page();
        let loaded = Arc::new(Loaded { entry, launch });
        effects(&mut page, vec![Event::ApplyTo(loaded)]);
        assert_eq!(page.obstacle().is_none(), can, "{workspace:?}");
    }
}

#[test]
fn wave_is_on_only_where_runs_can_start() {
    let row = |name: &str, status: Option<&str>| ComputeEnvEntry {
        id: name.to_owned(),
        name: name.to_owned(),
        status: status.map(str::to_owned),
        wave_enabled: Some(true),
        ..ComputeEnvEntry::default()
    };
    let all = [
        row("ready", Some("AVAILABLE")),
        row("old", None),
        row("gone", Some("DELETING")),
        row("broken", Some("ERRORED")),
    ];
    assert_eq!(with_wave(&all, None), ["ready", "old"]);
    let on = |id: &str| {
        let launch =
            json!({ "computeEnv": {"id": id, "name": id, "config": {"waveEnabled": true}} });
        let serde_json::Value::Object(launch) = launch else {
            panic!("a launch is an object")
        };
        let launch = launch.into();
        let entry = PipelineEntry::default();
        with_wave(&all, Some(&Loaded { entry, launch }))
    };
    assert_eq!(on("ready"), ["ready"]);
    assert_eq!(on("elsewhere"), ["elsewhere"]);
    assert_eq!(on("broken"), [""; 0]);
}

#[test]
fn a_long_list_of_names_is_counted() {
    let names = |count: usize| (0..count).map(|n| n.to_string()).collect::<Vec<_>>();
    assert_eq!(some_names(&names(2)), "0, 1");
    assert_eq!(some_names(&names(5)), "0, 1, 2, 3, 4");
    assert_eq!(some_names(&names(7)), "0, 1, 2, 3, 4 and 2 more");
}

#[test]
fn what_is_wanted_goes_into_the_config_of_a_pipeline_whatever_is_in_the_editor() {
    let mut page = page_with("docker.enabled = true\n");
    let loaded = pipeline("rna", "process.cpus = 2\nwave.enabled = false\n");
    effects(
        &mut page,
        vec![
            Event::Chosen(Choice::Wave, ON),
            Event::ApplyTo(Arc::clone(&loaded)),
        ],
    );
    let new = "process.cpus = 2\nwave.enabled = true\n";
    assert_eq!(page.proposal().unwrap().draft.text, new);
    let sent = effects(&mut page, vec![Event::ApplyConfirmed]);
    assert_eq!(sent, [Effect::Apply(Arc::clone(&loaded), new.to_owned())]);
    let told = effects(
        &mut page,
        vec![Event::Applied(loaded, new.to_owned(), Ok(Applied::Now))],
    );
    assert!(matches!(told.as_slice(), [Effect::Notify(_)]), "{told:?}");
    // The text and what is wanted of it stay.
    assert_eq!(&*page.text, "docker.enabled = true\n");
    assert!(page.wants_something() && page.proposal().is_none());
}

#[test]
fn of_the_pipeline_whose_config_is_in_the_editor_that_is_what_it_gets() {
    let loaded = pipeline("rna", "a.b = 1\n");
    let mut page = page();
    effects(
        &mut page,
        vec![
            Event::PipelineLoaded(Arc::clone(&loaded)),
            Event::Opened("a.b = 2\n".to_owned()),
            Event::ApplyTo(loaded),
        ],
    );
    let text = &page.proposal().unwrap().draft.text;
    assert!(text.starts_with("a.b = 2\n"), "{text}");
}

#[test]
fn a_whole_file_gives_the_field_of_a_launch_only_what_is_new() {
    let whole = "includeConfig 'conf/base.config'\nprocess.cpus = { 2 * task.attempt }\n";
    let mut page = page_with(whole);
    effects(&mut page, vec![Event::Chosen(Choice::Wave, ON)]);
    assert_eq!(page.new_lines().as_deref(), Some("wave { enabled = true }"));
    for (events, what) in [
        (
            vec![Event::TargetChosen(Target::PipelineFile)],
            "a file is whole",
        ),
        (
            vec![Event::Chosen(Choice::Wave, Some(Value::Bool(false)))],
            "nothing is new",
        ),
        (
            vec![Event::Opened(String::new())],
            "there is nothing else than what is new",
        ),
        (
            vec![Event::PipelineLoaded(pipeline("rna", whole))],
            "the text is that of the field",
        ),
    ] {
        let mut page = page_with(whole);
        effects(&mut page, vec![Event::Chosen(Choice::Wave, ON)]);
        effects(&mut page, events);
        assert_eq!(page.new_lines(), None, "{what}");
    }
    // What is taken out is in no new line.
    let mut page = page_with("wave.freeze = true\n");
    effects(
        &mut page,
        vec![
            Event::Chosen(Choice::Wave, ON),
            Event::Chosen(Choice::Freeze, None),
        ],
    );
    assert_eq!(page.new_lines(), None);
}

#[test]
fn what_is_said_of_an_option_is_named_in_the_result_and_said_there() {
    let mut page = page();
    effects(
        &mut page,
        vec![
            Event::Chosen(Choice::Freeze, ON),
            Event::Chosen(
                Choice::BuildRepository,
                Some(Value::Text("https://quay.io/a/b:1".into())),
            ),
        ],
    );
    let (findings, choices) = page.verdict();
    assert_eq!(choices, [Choice::BuildRepository]);
    assert!(findings.iter().all(|it| !it.message.contains("protocol")));
    let said = page.choice_findings(Choice::BuildRepository);
    let fix = said.iter().find_map(|it| it.fix.as_ref()).unwrap();
    assert_eq!(fix.edit, Edit::Replace("quay.io/a/b".to_owned()));
    // Its neighbours have nothing to say.
    effects(
        &mut page,
        vec![Event::Chosen(
            Choice::BuildRepository,
            Some(Value::Text("quay.io/a/b".into())),
        )],
    );
    assert_eq!(page.verdict().1, []);
}

#[test]
fn an_option_that_is_newer_than_the_given_version_says_so_and_no_other() {
    let mut page = page();
    assert!(!page.is_too_old_for(Choice::Mirror), "no version is given");
    for (version, is_too_old) in [
        ("24.04", true),
        ("24.10", false),
        ("25.10", false),
        ("x", false),
    ] {
        page.update(Event::VersionTyped(version.to_owned()));
        assert_eq!(page.is_too_old_for(Choice::Mirror), is_too_old, "{version}");
    }
}

#[test]
fn whether_a_launch_has_wave_on_is_told_by_its_config_first() {
    let row = |on: Option<bool>| ComputeEnvEntry {
        id: "ce".to_owned(),
        name: "batch".to_owned(),
        wave_enabled: on,
        ..ComputeEnvEntry::default()
    };
    let of = |config: &str, on: Option<bool>| {
        let launch = json!({
            "configText": config, "configProfiles": ["test"], "computeEnv": {"id": "ce"},
        });
        let serde_json::Value::Object(launch) = launch else {
            panic!("a launch is an object")
        };
        let loaded = Loaded {
            entry: PipelineEntry::default(),
            launch: launch.into(),
        };
        WaveOfLaunch::of(&loaded, &[row(on)])
    };
    let by_env = WaveOfLaunch::OnByComputeEnv("batch".to_owned());
    for (config, on, expected) in [
        ("wave.enabled = true", Some(false), WaveOfLaunch::OnByConfig),
        (
            "wave.enabled = false",
            Some(true),
            WaveOfLaunch::OffByConfig,
        ),
        (
            "wave.enabled = params.w",
            Some(true),
            WaveOfLaunch::Computed,
        ),
        (
            "profiles { test { wave.enabled = true } }",
            None,
            WaveOfLaunch::OnByConfig,
        ),
        (
            "profiles { other { wave.enabled = true } }",
            Some(false),
            WaveOfLaunch::NotOn,
        ),
        ("", Some(true), by_env),
        ("process.cpus = 2", Some(false), WaveOfLaunch::NotOn),
        ("", None, WaveOfLaunch::NotTold),
    ] {
        assert_eq!(of(config, on), expected, "{config} {on:?}");
    }
}

#[test]
fn wave_is_switched_on_in_a_pipeline_also_where_the_text_has_it_already() {
    let mut page = page_with("wave.enabled = true\n");
    let loaded = pipeline("rna", "process.cpus = 2\n");
    effects(
        &mut page,
        vec![
            Event::Chosen(Choice::Wave, Some(Value::Bool(false))),
            Event::ApplyTo(Arc::clone(&loaded)),
        ],
    );
    // Who wants it off does not get it.
    let text = &page.proposal().unwrap().draft.text;
    assert!(!text.contains("enabled = true"), "{text}");
    effects(
        &mut page,
        vec![Event::ApplyCancelled, Event::SwitchOnIn(loaded)],
    );
    let text = &page.proposal().unwrap().draft.text;
    assert_eq!(text, "process.cpus = 2\n\nwave.enabled = true\n");
}

#[test]
fn switching_wave_on_loses_nothing_that_was_typed_into_the_config_of_the_same_pipeline() {
    let loaded = pipeline("rna", "process.cpus = 2\n");
    let mut page = page();
    effects(
        &mut page,
        vec![
            Event::PipelineLoaded(Arc::clone(&loaded)),
            Event::Opened("process.cpus = 4\n".to_owned()),
            Event::Chosen(Choice::Wave, Some(Value::Bool(false))),
            Event::SwitchOnIn(loaded),
        ],
    );
    let text = &page.proposal().unwrap().draft.text;
    assert!(text.starts_with("process.cpus = 4\n"), "{text}");
    assert!(text.contains("enabled = true"), "{text}");
}

#[test]
fn a_text_has_something_on_only_where_something_is() {
    for (text, has) in [
        ("", false),
        ("process.cpus = 2\n", false),
        ("wave.freeze = false\n", false),
        ("wave.enabled = true\n", true),
        ("wave.build.repository = 'quay.io/a/b'\n", true),
    ] {
        assert_eq!(page_with(text).has_something_on(), has, "{text}");
    }
}
