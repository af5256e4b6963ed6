use serde_json::json;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;
use wavepass_core::platform::pipelines::PipelineEntry;
use wavepass_core::platform::reader::Fields;
use wavepass_core::wave::coverage::Action;

use super::*;

const TWO: &str = "quay.io/org/tool:1\nghcr.io/org/other:2";

fn images() -> ImagesModel {
    ImagesModel::new(Place::Personal, WaveSetup::default())
}

fn typed(text: &str) -> Event {
    Event::Typed(Text(text.to_owned()))
}

fn named(images: &[&str]) -> Event {
    let images = images.iter().map(|&image| image.to_owned());
    Event::Named(images.collect(), Vec::new())
}

fn tell(images: &mut ImagesModel, events: impl IntoIterator<Item = Event>) -> Vec<Effect> {
    let effects = events.into_iter().flat_map(|event| images.update(event));
    effects.collect()
}

fn renamed(query: &str) -> Effect {
    Effect::Rename(format!("/images{query}"))
}

fn found(images: &ImagesModel) -> &Found {
    images.found().unwrap()
}

#[test]
fn nothing_is_looked_at_before_somebody_asks() {
    let mut images = images();
    assert_eq!(tell(&mut images, [typed(TWO)]), []);
    assert_eq!(images.found(), None);
}

#[test]
fn a_check_finds_the_images_puts_them_into_the_address_and_fetches_the_list_again() {
    let mut images = images();
    let effects = tell(&mut images, [typed(TWO), Event::Checked]);
    let address = renamed("?image=quay.io%2Forg%2Ftool%3A1&image=ghcr.io%2Forg%2Fother%3A2");
    assert_eq!(effects, [Effect::FetchAgain, address]);
    assert_eq!(
        found(&images).images,
        ["quay.io/org/tool:1", "ghcr.io/org/other:2"]
    );
}

#[test]
fn every_check_is_said_although_it_finds_the_same() {
    let mut images = images();
    tell(&mut images, [typed(TWO), Event::Checked]);
    let first = found(&images).number;
    tell(&mut images, [Event::Checked]);
    assert!(found(&images).number > first);
}

/// A log that is too long to be read at once.
fn long_log() -> String {
    let line = "Nov-22 12:00:00.000 [main] INFO nextflow.Session - Submitted process\n";
    let mut log = line.repeat(LONG / line.len() + 1);
    log.push_str("docker: command not found\n");
    log
}

/// What an effect asks to be read, read.
fn read(effect: &Effect) -> Event {
    let Effect::Read(text, number) = effect else {
        panic!("{effect:?} reads nothing");
    };
    Event::Read(Arc::new(Found::of(diagnose(&text.0), *number)))
}

#[test]
fn a_long_log_is_read_in_parts_and_shown_when_it_is_done() {
    let mut images = images();
    let effects = tell(&mut images, [typed(&long_log()), Event::Checked]);
    assert_eq!(effects[0], Effect::FetchAgain);
    assert!(images.is_reading());
    assert_eq!(images.found(), None);
    assert_eq!(tell(&mut images, [read(&effects[1])]), [renamed("")]);
    assert!(!images.is_reading());
    assert_eq!(found(&images).diagnoses.len(), 1);
}

#[test]
fn what_was_read_for_an_earlier_check_is_dropped() {
    let mut images = images();
    let effects = tell(&mut images, [typed(&long_log()), Event::Checked]);
    tell(&mut images, [typed(TWO), Event::Checked]);
    assert_eq!(tell(&mut images, [read(&effects[1])]), []);
    assert_eq!(found(&images).images.len(), 2);
    assert!(!images.is_reading());
}

#[test]
fn what_is_typed_after_a_check_leaves_its_result() {
    let mut images = images();
    tell(&mut images, [typed(TWO), Event::Checked]);
    let before = images.found().cloned();
    tell(&mut images, [typed("docker.io/other:1")]);
    assert_eq!(images.found().cloned(), before);
}

#[test]
fn an_address_that_names_images_is_asked_for_without_a_press() {
    let mut images = images();
    let effects = tell(&mut images, [named(&["quay.io/org/tool:1"])]);
    assert_eq!(effects, [renamed("?image=quay.io%2Forg%2Ftool%3A1")]);
    assert_eq!(images.text(), "quay.io/org/tool:1");
    assert_eq!(found(&images).images, ["quay.io/org/tool:1"]);
}

#[test]
fn an_address_that_names_nothing_changes_nothing_at_first_and_empties_the_page_later() {
    let mut images = images();
    tell(&mut images, [typed("being typed")]);
    assert_eq!(tell(&mut images, [named(&[])]), []);
    assert_eq!(images.text(), "being typed");

    tell(&mut images, [named(&["quay.io/org/tool:1"])]);
    assert_eq!(tell(&mut images, [named(&[])]), [renamed("")]);
    assert_eq!(images.text(), "");
    assert_eq!(images.found(), None);
}

#[test]
fn an_address_that_the_page_has_made_is_not_asked_for_again() {
    let mut images = images();
    let log = "Some words before\nquay.io/org/tool:1\n";
    tell(&mut images, [typed(log), Event::Checked]);
    assert_eq!(tell(&mut images, [named(&["quay.io/org/tool:1"])]), []);
    assert_eq!(images.text(), log);
    let number = found(&images).number;
    // Back, and forward again.
    tell(
        &mut images,
        [named(&["ghcr.io/a"]), named(&["quay.io/org/tool:1"])],
    );
    assert_eq!(images.text(), "quay.io/org/tool:1");
    assert_eq!(found(&images).number, number + 2);
}

#[test]
fn an_address_that_holds_only_some_of_the_images_is_not_taken_for_another() {
    let many: Vec<_> = (0..200)
        .map(|n| format!("quay.io/org/tool-{n}:1"))
        .collect();
    let mut images = images();
    tell(&mut images, [typed(&many.join("\n")), Event::Checked]);
    let (_, held) = address(&Place::Personal, &many, &[]);
    assert!((10..many.len()).contains(&held), "{held}");
    assert_eq!(
        tell(
            &mut images,
            [Event::Named(many[..held].to_vec(), Vec::new())]
        ),
        []
    );
    assert_eq!(found(&images).images.len(), many.len());
}

#[test]
fn how_wave_is_set_up_is_kept_and_how_a_run_is_launched_is_not() {
    for (told, is_kept) in [
        (Assumption::Launch(Launch::Token), false),
        (Assumption::Environment(Environment::AwsBatch, None), false),
        (Assumption::Role(Role::Reads), false),
        (Assumption::WaveHost(WaveHost::SelfHosted), true),
        (Assumption::Reserved("a.io, b.io".into()), true),
    ] {
        let mut images = images();
        let effects = tell(&mut images, [Event::Assumed(told.clone())]);
        let setup = images.assumed().setup();
        let expected: Vec<_> = is_kept
            .then_some(Effect::KeepSetup(setup))
            .into_iter()
            .collect();
        assert_eq!(effects, expected, "{told:?}");
        assert_ne!(
            *images.assumed(),
            Assumed::of(WaveSetup::default()),
            "{told:?}"
        );
    }
}

#[test]
fn a_link_carries_what_is_assumed_and_who_opens_it_assumes_the_same() {
    let mut sender = images();
    for told in [
        Assumption::Launch(Launch::Token),
        Assumption::Environment(Environment::Other, Some("azb".into())),
        Assumption::Wave(Switched::On),
        Assumption::Role(Role::DoesNotRead),
        Assumption::WaveHost(WaveHost::SelfHosted),
        Assumption::Rule(Rule::ExactHost),
        Assumption::Reserved("cache.example.com, S3cret!".into()),
    ] {
        tell(&mut sender, [Event::Assumed(told)]);
    }
    let parameters = sender.assumed().parameters();
    let (link, _) = address(
        &Place::Personal,
        &["quay.io/org/tool:1".into()],
        &parameters,
    );
    assert!(!link.contains("S3cret"), "{link}");
    let mut receiver = images();
    let effects = receiver.update(Event::Named(vec!["quay.io/org/tool:1".into()], parameters));
    assert_eq!(
        effects,
        [Effect::Rename(link)],
        "it is not kept for the next visit"
    );
    let mut expected = sender.assumed().clone();
    expected.environment_name = None;
    expected.reserved = "cache.example.com".into();
    assert_eq!(*receiver.assumed(), expected);
}

#[test]
fn what_everybody_assumes_is_in_no_address_and_how_wave_is_set_up_is_in_each_link() {
    let assumed = Assumed::of(WaveSetup::default());
    assert_eq!(assumed.parameters(), []);
    let for_others = assumed.parameters_for_others();
    let names: Vec<_> = for_others.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["host", "rule"]);
    // Who has set up Wave in another way sees what the sender has seen.
    let mut receiver = Assumed::of(WaveSetup {
        host: WaveHost::SelfHosted,
        rule: Some(MatchRule::ExactHost),
        ..WaveSetup::default()
    });
    for (name, value) in for_others {
        receiver.take(name, &value);
    }
    assert_eq!(receiver, assumed);
}

#[test]
fn a_link_from_a_compute_environment_tells_where_the_images_run_and_keeps_what_is_typed() {
    let mut images = images();
    tell(&mut images, [typed("quay.io/org/tool:1")]);
    let told = vec![
        ("environment", "google-batch".to_owned()),
        ("wave", "on".to_owned()),
    ];
    assert_eq!(images.update(Event::Named(Vec::new(), told)), []);
    assert_eq!(
        images.assumed().words(),
        "Launched by Platform, not on AWS Batch, Seqera’s Wave, which is on"
    );
    assert_eq!(images.text(), "quay.io/org/tool:1");
}

#[test]
fn an_address_with_something_unknown_in_it_changes_nothing() {
    let mut assumed = Assumed::of(WaveSetup::default());
    assumed.take("rule", "sideways");
    assumed.take("speed", "on");
    assert_eq!(assumed, Assumed::of(WaveSetup::default()));
}

#[test]
fn what_is_assumed_is_in_the_address_once_there_is_a_result() {
    let mut images = images();
    let told = || Event::Assumed(Assumption::Launch(Launch::Token));
    assert_eq!(tell(&mut images, [told()]), []);
    tell(&mut images, [typed("quay.io/org/tool:1"), Event::Checked]);
    let effects = images.update(told());
    let [Effect::Rename(address)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert!(address.ends_with("&run=token"), "{address}");
}

#[test]
fn a_match_holds_for_sure_once_it_is_known_that_wave_is_on() {
    let stored = json!({"id": "1", "name": "quay", "provider": "container-reg",
        "keys": {"registry": "quay.io"}});
    let stored = CredentialsSummary::read(Fields::of(&stored).unwrap()).unwrap();
    let label = |text: &str, wave: Switched| {
        let mut images = images();
        let told = Event::Assumed(Assumption::Wave(wave));
        tell(&mut images, [told, typed(text), Event::Checked]);
        let list = [stored.clone()];
        let coverage = found(&images).coverage(images.assumed(), Scope::Personal, Some(&list), &[]);
        coverage.rows[0].label()
    };
    let on = "wave.enabled = true\nprocess.container = 'quay.io/org/tool:1'";
    let off = "wave.enabled = false\nprocess.container = 'quay.io/org/tool:1'";
    let through_wave = "Container image 'quay.io/org/tool:1' does not exist or access is not \
                        authorized";
    assert_eq!(
        label("quay.io/org/tool:1", Switched::Unknown),
        "Match, when Wave is on"
    );
    assert_eq!(label("quay.io/org/tool:1", Switched::On), "Match");
    assert_eq!(label(on, Switched::Unknown), "Match");
    assert_eq!(label(off, Switched::On), "Wave is off");
    assert_eq!(label(through_wave, Switched::Unknown), "Match");
}

fn pipeline(launch: serde_json::Value) -> Arc<Loaded> {
    let serde_json::Value::Object(launch) = launch else {
        panic!("a launch is an object")
    };
    Arc::new(Loaded {
        entry: PipelineEntry {
            pipeline_id: 7,
            name: "rnaseq-qc".to_owned(),
            ..PipelineEntry::default()
        },
        launch: launch.into(),
    })
}

fn environment(platform: &str, has_wave: bool) -> ComputeEnvEntry {
    ComputeEnvEntry {
        id: "ce1".to_owned(),
        name: "batch".to_owned(),
        platform: Some(platform.to_owned()),
        wave_enabled: Some(has_wave),
        ..ComputeEnvEntry::default()
    }
}

#[test]
fn a_pipeline_is_checked_with_its_own_profiles_and_compute_environment() {
    let mut images = images();
    let config = "profiles {\narm { process.container = 'quay.io/acme/arm:1' }\n\
                  gpu { process.container = 'quay.io/acme/gpu:1' }\n}";
    let loaded = pipeline(json!({ "configText": config, "configProfiles": ["gpu"] }));
    let batch = environment("aws-batch", true);
    images.update(Event::PipelineLoaded(loaded, Some(Box::new(batch))));
    let looked_at = found(&images);
    assert_eq!(looked_at.images, ["quay.io/acme/gpu:1"]);
    assert!(
        looked_at
            .read_as
            .starts_with("the config of the pipeline rnaseq-qc, with the profile gpu;"),
        "{}",
        looked_at.read_as
    );
    assert_eq!(
        images.assumed().words(),
        "Launched by Platform, on batch (on AWS Batch), Seqera’s Wave, which is on"
    );
    assert_eq!(images.text(), config, "it can be changed and checked again");
    // What is typed then is nobody's config, and every profile counts.
    tell(&mut images, [typed(config), Event::Checked]);
    assert_eq!(found(&images).images.len(), 2);
}

#[test]
fn a_pipeline_whose_config_names_no_container_is_told_where_its_images_are() {
    for config in ["", "process.cpus = 2"] {
        let mut images = images();
        images.update(Event::PipelineLoaded(
            pipeline(json!({ "configText": config })),
            None,
        ));
        let looked_at = found(&images);
        let coverage = looked_at.coverage(images.assumed(), Scope::Personal, Some(&[]), &[]);
        assert!(looked_at.is_nothing());
        assert!(
            looked_at.sentence(&coverage).contains("nextflow inspect"),
            "{config}"
        );
    }
}

#[test]
fn what_is_said_of_the_rule_is_kept_by_itself() {
    for (rule, kept) in [
        (Rule::ExactHost, Some(MatchRule::ExactHost)),
        (Rule::LongestPath, Some(MatchRule::LongestPath)),
        (Rule::Unknown, None),
    ] {
        let mut images = images();
        let effects = tell(&mut images, [Event::Assumed(Assumption::Rule(rule))]);
        assert_eq!(effects, [Effect::KeepRule(kept)]);
    }
}

#[test]
fn what_is_assumed_is_said_in_words() {
    let mut images = images();
    let words = "Launched by Platform, compute environment not known, Seqera’s Wave";
    assert_eq!(images.assumed().words(), words);
    for told in [
        Assumption::Launch(Launch::NoToken),
        Assumption::Environment(Environment::Other, None),
        Assumption::Role(Role::DoesNotRead),
        Assumption::WaveHost(WaveHost::SelfHosted),
        Assumption::Rule(Rule::LongestPath),
    ] {
        tell(&mut images, [Event::Assumed(told)]);
    }
    let words = "Started with nextflow run, without a token, by somebody who may not read keys, \
                 not on AWS Batch, self-hosted Wave that matches paths";
    assert_eq!(images.assumed().words(), words);
}

#[test]
fn what_is_told_changes_what_wave_does_with_the_same_images() {
    let mut images = images();
    tell(&mut images, [typed("quay.io/org/tool:1"), Event::Checked]);
    let stored = json!({"id": "1", "name": "quay", "provider": "container-reg",
        "keys": {"registry": "quay.io"}});
    let stored = CredentialsSummary::read(Fields::of(&stored).unwrap()).unwrap();
    let used = |images: &ImagesModel| {
        let list = [stored.clone()];
        let found = found(images);
        let coverage = found.coverage(images.assumed(), Scope::Personal, Some(&list), &[]);
        coverage.rows[0].credential.is_some()
    };
    assert!(used(&images));
    tell(
        &mut images,
        [Event::Assumed(Assumption::Launch(Launch::NoToken))],
    );
    assert!(
        !used(&images),
        "without a token no stored credential is used"
    );
}

#[test]
fn a_registry_that_an_error_names_without_an_image_is_looked_up_too() {
    let stored = json!({"id": "1", "name": "hub", "provider": "container-reg",
        "keys": {"registry": "docker.io"}});
    let stored = CredentialsSummary::read(Fields::of(&stored).unwrap()).unwrap();
    let limit = "toomanyrequests: You have reached your unauthenticated pull rate limit. \
                 https://www.docker.com/increase-rate-limit";
    for (list, is_missing) in [(vec![stored], false), (vec![], true)] {
        let mut images = images();
        tell(&mut images, [typed(limit), Event::Checked]);
        let found = found(&images);
        let coverage = found.coverage(images.assumed(), Scope::Personal, Some(&list), &[]);
        assert!(coverage.rows.is_empty());
        let likely = found.diagnoses[0].explain(&coverage).likely.concat();
        assert_eq!(
            likely.contains("There is no credential"),
            is_missing,
            "{likely}"
        );
        let remedy = found.diagnoses[0].remedy(&coverage);
        let adds = matches!(remedy, Some(Action::Add(_)));
        assert_eq!(adds, is_missing, "{remedy:?}");
    }
}

#[test]
fn what_was_found_is_said_in_a_sentence() {
    for (text, expected) in [
        ("no images here, only words", NOTHING),
        ("quay.io/org/tool:1", "1 image"),
    ] {
        let mut images = images();
        tell(&mut images, [typed(text), Event::Checked]);
        let found = found(&images);
        let coverage = found.coverage(images.assumed(), Scope::Personal, Some(&[]), &[]);
        let sentence = found.sentence(&coverage);
        assert!(sentence.contains(expected), "{sentence}");
        assert_eq!(found.is_nothing(), expected == NOTHING, "{text}");
    }
}

#[test]
fn no_debug_output_shows_what_was_pasted() {
    let mut images = images();
    let event = typed("docker login -u me -p S3ntinel!S3ntinel! quay.io");
    let seen = format!("{event:?}");
    tell(&mut images, [event, Event::Checked]);
    for text in [seen, format!("{images:?}")] {
        assert!(!text.contains("S3ntinel"), "{text}");
    }
}

#[test]
fn an_example_takes_the_place_of_nothing_that_was_pasted() {
    let mut images = ImagesModel::new(Place::Personal, WaveSetup::default());
    assert!(images.offers_examples());
    images.update(Event::ExamplePressed(Example::Error));
    assert!(images.offers_examples(), "another one can be tried");
    assert_eq!(images.found().unwrap().diagnoses.len(), 1);
    images.update(Event::Typed(Text("quay.io/acme/tool:1".to_owned())));
    assert!(!images.offers_examples());
    images.update(Event::Typed(Text("  \n".to_owned())));
    images.update(Event::Checked);
    assert!(images.found().unwrap().is_blank && images.offers_examples());
}
