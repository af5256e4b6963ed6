use std::cell::RefCell;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use serde_json::{Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;
use wavepass_core::credentials::description::SECRET_TELLS_ITS_END;
use wavepass_core::credentials::form::NAME_TAKEN;
use wavepass_core::credentials::name::UNUSUAL_LENGTH;
use wavepass_core::failure::Failure;
use wavepass_core::finding::value::{REQUIRED, SURROUNDING_WHITE_SPACE};
use wavepass_core::finding::{Edit, Finding};
use wavepass_core::login;
use wavepass_core::platform::reader::Fields;
use wavepass_core::platform::request_error::RequestError;
use wavepass_core::registry::server::RESPELLED;
use wavepass_core::wave::MatchRule;

use super::*;

#[path = "model/rotation_tests.rs"]
mod rotation;

const NOW: i64 = 1_790_000_000;
const SENTINEL: &str = "S3ntinel!S3ntinel!";
/// The second is no login of the first, whatever the password is.
const NEVER: (&str, &str) = ("123456789012.dkr.ecr.eu-west-1.amazonaws.com", "somebody");

/// A form for new registry credentials.
fn adding() -> FormModel {
    let form = CredentialsForm::of(Provider::ContainerRegistry);
    FormModel::adding(form, WaveSetup::default())
}

/// The form for new credentials with everything that has to be there.
fn filled() -> FormModel {
    let mut form = adding();
    tell(
        &mut form,
        [
            typed(Field::Name, "mine"),
            typed(Field::UserName, "me"),
            typed(Field::Password, SENTINEL),
            typed(Field::Registry, "quay.io"),
        ],
    );
    form
}

/// The form that changes the credentials of [`row`].
fn editing() -> FormModel {
    let stored = stored("acr", "acr.example.com");
    edit(Described::read(&json!({ "credentials": stored }), "id-acr").unwrap())
}

fn edit(described: Described) -> FormModel {
    let id = described.summary.id.clone().unwrap();
    FormModel::editing(id, described, BlankSecret::Kept, WaveSetup::default())
}

/// Stored credentials as Platform describes them, whose id is the name with `id-` before it.
fn stored(name: &str, registry: &str) -> Value {
    json!({"id": format!("id-{name}"), "name": name, "provider": "container-reg",
           "keys": {"userName": "me", "password": null, "registry": registry}})
}

/// Stored credentials in a list.
fn row(name: &str, registry: &str) -> CredentialsSummary {
    CredentialsSummary::read(Fields::of(&stored(name, registry)).unwrap()).unwrap()
}

fn failed(kind: Failure) -> SaveError {
    SaveError::Failed(RequestError::new(kind))
}

fn typed(field: Field, text: &str) -> Event {
    let text = Secret::from(text);
    Event::Typed { field, text }
}

fn left(field: Field) -> Event {
    Event::Left { field, now: NOW }
}

fn submitted() -> Event {
    Event::Submitted { now: NOW }
}

fn refused(error: SaveError) -> Event {
    Event::Answered {
        name: "mine".into(),
        answer: Err(error),
    }
}

/// Tells a form what happened. What it wants done then, in short.
fn tell(form: &mut FormModel, events: impl IntoIterator<Item = Event>) -> Vec<String> {
    let effects = events.into_iter().flat_map(|event| form.update(event));
    effects.map(|effect| short(&effect)).collect()
}

fn short(effect: &Effect) -> String {
    match effect {
        Effect::CheckName(name) => format!("check {name}"),
        Effect::Send(request) => format!("send {}", request.name()),
        Effect::AddAll(planned) => format!("add {}", planned.len()),
        Effect::Read(reading) => format!("read {} {:?}", reading.version, reading.field),
        Effect::Focus(target) => format!("focus {}", target.id()),
        Effect::Say(sentence) => format!("say {sentence}"),
        Effect::Notify(sentence) => format!("notify {sentence}"),
        Effect::Tell(sentence) => format!("tell {sentence}"),
        Effect::TellInList { title, said } => format!("list: {title}: {said}"),
        Effect::GoToList(arrival) => format!("list with {}", arrival.id),
    }
}

fn due(form: &FormModel, field: Field) -> Vec<Finding> {
    form.due(field, &form.judge(NOW))
}

fn codes(findings: &[Finding]) -> Vec<Code> {
    findings.iter().map(|finding| finding.code).collect()
}

/// The fields of what the summary lists: errors, and warnings.
fn summary(form: &FormModel) -> (Vec<Field>, Vec<Field>) {
    let judgement = form.judge(NOW);
    let fields = |found: Vec<(Field, Finding)>| found.into_iter().map(|(field, _)| field).collect();
    (
        fields(form.errors(&judgement)),
        fields(form.warnings(&judgement)),
    )
}

/// What a future gives that waits for nothing from outside.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

#[test]
fn findings_of_a_field_are_due_once_it_was_left_or_the_form_was_submitted() {
    for (events, expected) in [
        (vec![], false),
        (vec![typed(Field::Name, "a b")], false),
        (
            vec![typed(Field::Name, "a b"), left(Field::UserName)],
            false,
        ),
        (vec![typed(Field::Name, "a b"), left(Field::Name)], true),
        (vec![left(Field::Name), typed(Field::Name, "a b")], false),
        (vec![typed(Field::Name, "a b"), submitted()], true),
        // Correcting it takes them away, and only that.
        (
            vec![submitted(), typed(Field::Name, "ab"), left(Field::Name)],
            false,
        ),
    ] {
        let told = format!("{events:?}");
        let mut form = adding();
        tell(&mut form, events);
        assert_eq!(!due(&form, Field::Name).is_empty(), expected, "{told}");
    }
}

#[test]
fn who_passes_through_an_empty_name_is_not_scolded_and_through_another_field_is() {
    let mut form = adding();
    tell(&mut form, [left(Field::Name), left(Field::UserName)]);
    assert_eq!(due(&form, Field::Name), []);
    assert_eq!(codes(&due(&form, Field::UserName)), [REQUIRED]);
}

#[test]
fn errors_stand_before_other_findings_of_a_field() {
    let mut form = adding();
    let taken = Event::NameChecked {
        name: "a".into(),
        answer: NameAnswer::Taken,
    };
    tell(
        &mut form,
        [typed(Field::Name, "a"), taken, left(Field::Name)],
    );
    let expected = [NAME_TAKEN, UNUSUAL_LENGTH];
    assert_eq!(codes(&due(&form, Field::Name)), expected);
}

#[test]
fn a_host_that_is_only_spelled_otherwise_is_put_right_when_it_is_left() {
    for (leaves, at_once) in [
        (left(Field::Registry), true),
        (submitted(), true),
        (left(Field::UserName), false),
    ] {
        let told = format!("{leaves:?}");
        let mut form = adding();
        tell(
            &mut form,
            [typed(Field::Registry, "https://quay.io/v2"), leaves],
        );
        let expected = if at_once {
            "quay.io"
        } else {
            "https://quay.io/v2"
        };
        assert_eq!(form.value(Field::Registry), expected, "{told}");
    }
}

#[test]
fn a_host_that_will_be_put_right_is_judged_as_what_it_becomes() {
    let mut form = filled();
    tell(&mut form, [typed(Field::Registry, "https://Quay.io/")]);
    assert!(
        !form.judge(NOW).never_works,
        "nothing has to be insisted on"
    );
    let seen = form.wave_match();
    assert_eq!(
        seen.images,
        Images::Like(vec!["quay.io/team/tool:1.0".to_owned()])
    );
    let told = seen.respelling.unwrap();
    assert!(told.contains("changed to quay.io"), "{told}");

    // What was taken back stays as it was typed, and so does what is more than spelling.
    tell(
        &mut form,
        [
            left(Field::Registry),
            Event::Mended {
                field: Field::Registry,
                text: "https://Quay.io/".into(),
            },
        ],
    );
    assert!(form.judge(NOW).never_works);
    assert_eq!(form.wave_match().respelling, None);
    tell(&mut form, [typed(Field::Registry, "quay.io:443x")]);
    assert_eq!(form.wave_match().respelling, None);
}

#[test]
fn what_was_put_right_is_told_with_a_way_back_until_somebody_types() {
    let mut form = adding();
    tell(
        &mut form,
        [typed(Field::Registry, " quay.io"), left(Field::Registry)],
    );
    let found = due(&form, Field::Registry);
    let notice = found.iter().find(|f| f.code == RESPELLED).unwrap();
    assert!(
        notice
            .message
            .starts_with("Changed to quay.io: removed white space")
    );
    let fix = notice.fix.as_ref().unwrap();
    assert_eq!(fix.label, "Undo");
    assert_eq!(fix.edit.apply("quay.io"), " quay.io");

    tell(&mut form, [typed(Field::Registry, "quay.io")]);
    assert!(!codes(&due(&form, Field::Registry)).contains(&RESPELLED));
}

#[test]
fn what_was_taken_back_is_not_put_right_again_but_something_else_is() {
    let mut form = adding();
    let undo = Event::Mended {
        field: Field::Registry,
        text: " quay.io".into(),
    };
    let effects = tell(
        &mut form,
        [
            typed(Field::Registry, " quay.io"),
            left(Field::Registry),
            undo,
            left(Field::Registry),
        ],
    );
    assert_eq!(effects, ["focus registry"]);
    assert_eq!(form.value(Field::Registry), " quay.io");
    assert!(!codes(&due(&form, Field::Registry)).contains(&RESPELLED));

    tell(
        &mut form,
        [typed(Field::Registry, " ghcr.io"), left(Field::Registry)],
    );
    assert_eq!(form.value(Field::Registry), "ghcr.io");
}

#[test]
fn a_form_in_order_is_sent_at_once() {
    assert_eq!(tell(&mut filled(), [submitted()]), ["send mine"]);
}

#[test]
fn errors_stop_a_submission_and_are_listed_in_the_order_of_the_form() {
    let mut form = adding();
    assert_eq!(summary(&form), (vec![], vec![]));
    assert_eq!(tell(&mut form, [submitted()]), ["focus summary"]);
    let expected = [Field::Name, Field::UserName, Field::Password];
    assert_eq!(summary(&form), (expected.to_vec(), vec![]));
    assert!(form.is_wrong(&form.judge(NOW)));
    tell(&mut form, [typed(Field::UserName, "me")]);
    assert_eq!(summary(&form).0, [Field::Name, Field::Password]);
}

#[test]
fn a_warning_stops_a_submission_only_while_nobody_has_seen_it() {
    let spaces = || typed(Field::UserName, " me");
    for (events, sent) in [
        // Never shown.
        (vec![spaces(), submitted()], false),
        // Shown when the field was left.
        (vec![spaces(), left(Field::UserName), submitted()], true),
        // Leaving another field shows nothing of this one.
        (vec![spaces(), left(Field::Password), submitted()], false),
        // Shown by the first submission.
        (vec![spaces(), submitted(), submitted()], true),
        // Seen once, and not there any more.
        (
            vec![
                spaces(),
                submitted(),
                typed(Field::UserName, "me"),
                submitted(),
            ],
            true,
        ),
        // The host was changed under the hands of who pressed Enter.
        (vec![typed(Field::Registry, " quay.io"), submitted()], false),
        (
            vec![typed(Field::Registry, " quay.io"), submitted(), submitted()],
            true,
        ),
    ] {
        let told = format!("{events:?}");
        let mut form = filled();
        let effects = tell(&mut form, events);
        let last = effects.last().map(String::as_str);
        let expected = if sent { "send mine" } else { "focus summary" };
        assert_eq!(last, Some(expected), "{told}");
    }
}

#[test]
fn what_stopped_a_submission_is_listed_as_long_as_it_holds() {
    let mut form = filled();
    tell(&mut form, [typed(Field::UserName, " me"), submitted()]);
    assert_eq!(summary(&form), (vec![], vec![Field::UserName]));
    assert!(!form.is_wrong(&form.judge(NOW)));
    tell(&mut form, [typed(Field::UserName, "me")]);
    assert_eq!(summary(&form), (vec![], vec![]));
    tell(&mut form, [typed(Field::UserName, " me"), submitted()]);
    assert_eq!(
        summary(&form),
        (vec![], vec![]),
        "it was seen, so it is sent"
    );

    let mut form = filled();
    tell(
        &mut form,
        [typed(Field::Registry, "https://quay.io"), submitted()],
    );
    assert_eq!(summary(&form), (vec![], vec![Field::Registry]));
    tell(
        &mut form,
        [Event::Mended {
            field: Field::Registry,
            text: "quay.io".into(),
        }],
    );
    assert_eq!(summary(&form), (vec![], vec![]));
}

#[test]
fn warnings_wait_until_the_errors_beside_them_are_gone() {
    let mut form = filled();
    tell(
        &mut form,
        [
            typed(Field::UserName, " me"),
            typed(Field::Name, ""),
            submitted(),
        ],
    );
    assert_eq!(summary(&form), (vec![Field::Name], vec![]));
    tell(&mut form, [typed(Field::Name, "mine")]);
    assert_eq!(summary(&form), (vec![], vec![Field::UserName]));
}

#[test]
fn what_can_never_work_is_sent_only_for_somebody_who_insists() {
    let (host, user) = NEVER;
    let mut form = filled();
    let never = [typed(Field::Registry, host), typed(Field::UserName, user)];
    let looked_at = [
        left(Field::Registry),
        left(Field::UserName),
        left(Field::Password),
    ];
    tell(&mut form, never.into_iter().chain(looked_at));
    assert!(form.judge(NOW).never_works);
    for _ in 0..2 {
        assert_eq!(tell(&mut form, [submitted()]), ["focus summary"]);
    }
    tell(&mut form, [Event::Insisted(true), Event::Insisted(false)]);
    assert_eq!(tell(&mut form, [submitted()]), ["focus summary"]);
    assert_eq!(
        tell(&mut form, [Event::Insisted(true), submitted()]),
        ["send mine"]
    );
}

#[test]
fn a_second_press_does_nothing_while_a_request_is_under_way() {
    let mut form = filled();
    tell(&mut form, [submitted()]);
    assert!(form.is_pending());
    let again = [submitted(), typed(Field::UserName, ""), submitted()];
    assert_eq!(tell(&mut form, again), [""; 0]);
    // Without this the next press would do nothing either.
    tell(&mut form, [refused(failed(Failure::Offline))]);
    assert!(!form.is_pending());
    assert_eq!(tell(&mut form, [submitted()]), ["focus summary"]);
}

#[test]
fn what_was_stored_is_said_and_leads_to_the_list_without_a_trace_in_the_form() {
    let answer = || Event::Answered {
        name: "mine".into(),
        answer: Ok("id-mine".into()),
    };
    let mut form = filled();
    let effects = tell(&mut form, [submitted(), answer()]);
    let expected = [
        "send mine",
        "say Credentials mine added.",
        "list with id-mine",
    ];
    assert_eq!(effects, expected);
    assert_eq!(form.value(Field::Password), "");
    assert!(!form.is_dirty() && !form.is_pending());

    let mut form = editing();
    let effects = tell(
        &mut form,
        [typed(Field::UserName, "you"), submitted(), answer()],
    );
    assert_eq!(effects[0], "send acr");
    assert!(
        effects[1].starts_with("list: Credentials saved: Credentials mine saved."),
        "{effects:?}"
    );
    assert_eq!(effects.len(), 2);
}

#[test]
fn a_refusal_keeps_what_was_typed_and_stands_until_the_next_try() {
    let mut form = filled();
    let effects = tell(&mut form, [submitted(), refused(failed(Failure::Offline))]);
    assert_eq!(effects, ["send mine", "focus summary"]);
    assert_eq!(form.refusal(), Some(&failed(Failure::Offline)));
    assert!(form.is_wrong(&form.judge(NOW)));
    assert_eq!(form.value(Field::Password), SENTINEL);
    tell(&mut form, [typed(Field::UserName, "other")]);
    assert_eq!(form.refusal(), Some(&failed(Failure::Offline)));
    assert_eq!(tell(&mut form, [submitted()]), ["send mine"]);
    assert_eq!(form.refusal(), None);
}

#[test]
fn a_session_that_ran_out_is_no_refusal() {
    let mut form = filled();
    let effects = tell(
        &mut form,
        [submitted(), refused(failed(Failure::Unauthorized))],
    );
    assert_eq!(effects, ["send mine"]);
    assert_eq!(form.refusal(), None);
    assert!(!form.is_pending());
}

#[test]
fn a_name_that_was_free_and_is_refused_is_taken() {
    let free = || Event::NameChecked {
        name: "mine".into(),
        answer: NameAnswer::Free,
    };
    let mut form = filled();
    tell(
        &mut form,
        [free(), submitted(), refused(SaveError::NameTaken)],
    );
    // Once the help still said that the name was free.
    assert_eq!(form.name_known(), NameKnown::Taken);
    assert_eq!(codes(&due(&form, Field::Name)), [NAME_TAKEN]);
    assert_eq!(tell(&mut form, [submitted()]), ["focus summary"]);

    // It is about the name that was sent, not about the one that is typed by now.
    let mut form = filled();
    let conflict = refused(SaveError::NameTaken);
    tell(
        &mut form,
        [submitted(), typed(Field::Name, "other"), conflict],
    );
    assert_eq!(form.name_known(), NameKnown::Asked);
    assert_eq!(codes(&due(&form, Field::Name)), []);
    tell(&mut form, [typed(Field::Name, "mine")]);
    assert_eq!(codes(&due(&form, Field::Name)), [NAME_TAKEN]);
}

#[test]
fn what_is_answered_after_the_form_was_left_is_told_all_the_same() {
    let edit = editing().purpose().clone();
    let ok = || Ok("1".to_owned());
    let lost = || Err(failed(Failure::Unauthorized));
    let unknown = || Err(failed(Failure::Offline));
    for (purpose, answer, expected) in [
        (&Purpose::Add, ok(), "say Credentials mine added."),
        (&edit, ok(), "tell Credentials mine saved."),
        (
            &Purpose::Add,
            lost(),
            "notify Credentials mine were not added, because your session had ended.",
        ),
        (
            &edit,
            lost(),
            "notify Credentials mine were not changed, because your session had ended.",
        ),
        (
            &Purpose::Add,
            unknown(),
            "notify It is not certain whether credentials mine were added",
        ),
    ] {
        let said = short(&said_too_late(purpose, "mine", &answer, true));
        assert!(said.starts_with(expected), "{said}");
    }
}

#[test]
fn the_server_is_asked_about_each_new_name_that_can_be_one() {
    let mut form = adding();
    for (event, expected, known) in [
        (Event::Opened, None, NameKnown::Unasked),
        (typed(Field::Name, "a"), Some("check a"), NameKnown::Asked),
        (typed(Field::Name, "a"), None, NameKnown::Asked),
        (typed(Field::UserName, "me"), None, NameKnown::Asked),
        (typed(Field::Name, "a b"), None, NameKnown::Unasked),
        (typed(Field::Name, ""), None, NameKnown::Unasked),
        (
            Event::Mended {
                field: Field::Name,
                text: "ab".into(),
            },
            Some("check ab"),
            NameKnown::Asked,
        ),
    ] {
        let told = format!("{event:?}");
        let effects = tell(&mut form, [event]);
        let asked = effects.iter().find(|effect| effect.starts_with("check"));
        assert_eq!(asked.map(String::as_str), expected, "{told}");
        assert_eq!(form.name_known(), known, "{told}");
    }
}

#[test]
fn a_name_from_a_link_is_asked_about_at_once_and_a_stored_one_never() {
    let mut initial = CredentialsForm::of(Provider::ContainerRegistry);
    initial.set(Field::Name, "linked");
    let mut form = FormModel::adding(initial, WaveSetup::default());
    assert_eq!(tell(&mut form, [Event::Opened]), ["check linked"]);
    assert_eq!(tell(&mut editing(), [Event::Opened]), [""; 0]);
}

#[test]
fn only_an_answer_about_the_name_in_the_form_counts() {
    let answer = |name: &str, is_free| Event::NameChecked {
        name: name.into(),
        answer: match is_free {
            Some(true) => NameAnswer::Free,
            Some(false) => NameAnswer::Taken,
            None => NameAnswer::Unknown,
        },
    };
    for (answers, known, is_error) in [
        (vec![answer("quick", Some(true))], NameKnown::Free, false),
        (vec![answer("quick", Some(false))], NameKnown::Taken, true),
        (vec![answer("quick", None)], NameKnown::NoAnswer, false),
        (vec![answer("slow", Some(false))], NameKnown::Asked, false),
        (
            vec![answer("quick", Some(true)), answer("slow", Some(false))],
            NameKnown::Free,
            false,
        ),
        // Somebody has deleted the other one meanwhile.
        (
            vec![answer("quick", Some(false)), answer("quick", Some(true))],
            NameKnown::Free,
            false,
        ),
        // What was found to be taken is not free because nobody answers.
        (
            vec![answer("quick", Some(false)), answer("quick", None)],
            NameKnown::NoAnswer,
            true,
        ),
    ] {
        let told = format!("{answers:?}");
        let mut form = adding();
        let typing = [
            typed(Field::Name, "slow"),
            typed(Field::Name, "quick"),
            left(Field::Name),
        ];
        tell(&mut form, typing.into_iter().chain(answers));
        assert_eq!(form.name_known(), known, "{told}");
        assert_eq!(!due(&form, Field::Name).is_empty(), is_error, "{told}");
    }
}

#[test]
fn a_session_that_runs_out_takes_the_secret_and_nothing_else() {
    let mut form = filled();
    assert_eq!(tell(&mut form, [Event::SessionLost]), [""; 0]);
    assert_eq!(form.value(Field::Password), "");
    assert_eq!(form.value(Field::UserName), "me");
    assert_eq!(form.value(Field::Registry), "quay.io");
    let back = [Event::SessionRestored, Event::SessionRestored];
    assert_eq!(tell(&mut form, back), ["focus password"]);
}

#[test]
fn a_session_that_was_never_lost_moves_no_focus() {
    assert_eq!(tell(&mut filled(), [Event::SessionRestored]), [""; 0]);
}

#[test]
fn a_new_secret_that_was_forgotten_is_asked_for_and_the_stored_one_is_not_kept_instead() {
    for (events, expected) in [
        (
            vec![
                typed(Field::Password, SENTINEL),
                Event::SessionLost,
                submitted(),
            ],
            "focus summary",
        ),
        (vec![Event::SessionLost, submitted()], "send acr"),
        (
            vec![
                typed(Field::Password, SENTINEL),
                Event::SessionLost,
                typed(Field::Password, SENTINEL),
                submitted(),
            ],
            "send acr",
        ),
    ] {
        let told = format!("{events:?}");
        assert_eq!(tell(&mut editing(), events), [expected], "{told}");
    }
}

#[test]
fn an_edit_keeps_the_stored_secret_for_the_host_that_it_is_for() {
    let mut form = editing();
    assert!(form.is_edit() && !form.is_dirty());
    assert_eq!(tell(&mut form, [submitted()]), ["send acr"]);
    let mut form = editing();
    assert_eq!(
        tell(&mut form, [typed(Field::Registry, "quay.io"), submitted()]),
        ["focus summary"]
    );
    assert_eq!(summary(&form).0, [Field::Password]);
}

/// Whether it is told that other credentials are for the same host.
fn is_shadowed(form: &FormModel) -> bool {
    let codes = codes(&due(form, Field::Registry));
    codes.iter().any(|code| code.to_string() == "shadowed")
}

#[test]
fn the_place_among_others_of_the_registry_is_told_from_platforms_list() {
    let acr = |name| row(name, "acr.example.com");
    let quay = || row("q", "quay.io");
    let warned = |list: Vec<CredentialsSummary>| {
        let mut form = editing();
        tell(
            &mut form,
            [Event::StoredListed(list), left(Field::Registry)],
        );
        let used = form.wave_match().place.map(|place| place.used);
        (is_shadowed(&form), used)
    };
    let used = |name: &str| Some((name.to_owned(), format!("id-{name}")));
    for (list, expected) in [
        (vec![acr("acr"), acr("second"), quay()], (false, Some(None))),
        (vec![acr("first"), acr("acr")], (true, Some(used("first")))),
        (vec![acr("acr"), quay()], (false, None)),
        (vec![acr("acr")], (false, None)),
    ] {
        let names: Vec<_> = list.iter().map(|row| row.name.clone()).collect();
        assert_eq!(warned(list), expected, "{names:?}");
    }
    let mut form = adding();
    tell(
        &mut form,
        [
            Event::StoredListed(vec![quay()]),
            typed(Field::Registry, "quay.io"),
            left(Field::Registry),
        ],
    );
    assert!(is_shadowed(&form));
    assert_eq!(form.wave_match().place.unwrap().used, used("q"));
}

#[test]
fn what_wave_never_uses_is_not_greeted_as_if_it_did() {
    let arrival_of = |registry: &str, user: &str, list: Vec<CredentialsSummary>| {
        let mut form = filled();
        tell(
            &mut form,
            [
                typed(Field::Registry, registry),
                typed(Field::UserName, user),
                Event::StoredListed(list),
                Event::Insisted(true),
                submitted(),
                submitted(),
            ],
        );
        let answer = Ok("1".to_owned());
        let name = form.value(Field::Name).to_owned();
        let effects = form.update(Event::Answered { name, answer });
        let arrival = effects.into_iter().find_map(|effect| match effect {
            Effect::GoToList(arrival) => Some(arrival),
            _ => None,
        });
        arrival.unwrap().unused
    };
    let arrival = |registry: &str, list| arrival_of(registry, "me", list);
    let (host, user) = NEVER;
    assert!(
        arrival_of(host, user, Vec::new()).is_some(),
        "a login that cannot work"
    );
    let quay = || vec![row("first", "quay.io")];
    assert_eq!(arrival("ghcr.io", quay()), None);
    let shadowed = arrival("quay.io", quay()).unwrap();
    assert!(
        shadowed.starts_with("first has this registry already"),
        "{shadowed}"
    );
    assert!(arrival("ghcr.io/acme/*", Vec::new()).is_some());
}

#[test]
fn a_registry_with_a_path_is_shown_under_each_rule_that_may_hold() {
    let images = |registry: &str, rule| {
        let wave = WaveSetup {
            rule,
            ..WaveSetup::default()
        };
        let mut initial = CredentialsForm::of(Provider::ContainerRegistry);
        initial.set(Field::Registry, registry);
        FormModel::adding(initial, wave).wave_match().images
    };
    let path = "ghcr.io/acme";
    let like = vec!["ghcr.io/acme/tool:1.0".to_owned()];
    assert_eq!(images(path, None), Images::LikeByPath(like.clone()));
    let by_path = Some(MatchRule::LongestPath);
    assert_eq!(images(path, by_path), Images::Like(like));
    let by_host = Some(MatchRule::ExactHost);
    assert!(matches!(images(path, by_host), Images::None(_)));
    for rule in [None, by_host, by_path] {
        assert!(matches!(images("ghcr.io", rule), Images::Like(_)));
        assert!(matches!(images("ghcr.io/acme/*", rule), Images::None(_)));
        assert_eq!(images("ghcr.io/acme/", rule), images(path, rule));
    }
}

#[test]
fn what_shares_images_is_named_where_wave_may_match_paths() {
    let reach = |registry: &str, rule| {
        let wave = WaveSetup {
            rule,
            ..WaveSetup::default()
        };
        let mut initial = CredentialsForm::of(Provider::ContainerRegistry);
        initial.set(Field::Registry, registry);
        let mut form = FormModel::adding(initial, wave);
        let list = vec![row("all", "ghcr.io"), row("acme", "ghcr.io/acme")];
        tell(&mut form, [Event::StoredListed(list)]);
        form.wave_match().reach.unwrap()
    };
    let host = reach("ghcr.io", None);
    assert!(host.ends_with("takes acme for ghcr.io/acme."), "{host}");
    let path = reach("ghcr.io/other", None);
    assert!(
        path.ends_with("takes these before all for ghcr.io."),
        "{path}"
    );
    let by_host = reach("ghcr.io", Some(MatchRule::ExactHost));
    assert_eq!(by_host, "Every repository of the registry counts.");
    assert!(!reach("quay.io", None).contains("Wave"));
}

#[test]
fn who_insisted_did_so_on_what_stood_there_before() {
    for change in [
        typed(Field::UserName, "AKIAIOSFODNN7EXAMPLE"),
        typed(Field::Password, "another S3ntinel!"),
        Event::Mended {
            field: Field::Registry,
            text: "ghcr.io".into(),
        },
        Event::RegistryChosen(Some(Registry::Ecr)),
    ] {
        let mut form = filled();
        tell(
            &mut form,
            [Event::Insisted(true), typed(Field::UserName, "me")],
        );
        assert!(form.insists(), "nothing has changed");
        form.update(change);
        assert!(!form.insists());
    }
}

#[test]
fn a_chosen_kind_asks_for_its_server_and_says_so() {
    let mut form = adding();
    let registry = Kind::ContainerRegistry.field(Field::Registry).unwrap();
    assert!(!form.requires(registry) && !form.tells_registry());
    tell(&mut form, [Event::RegistryChosen(Some(Registry::Acr))]);
    assert!(form.requires(registry) && !form.tells_registry());
    tell(
        &mut form,
        [
            typed(Field::Name, "mine"),
            typed(Field::UserName, "me"),
            typed(Field::Password, SENTINEL),
        ],
    );
    assert_eq!(tell(&mut form, [submitted()]), ["focus summary"]);
    let errors = form.errors(&form.judge(NOW));
    let errors: Vec<_> = errors
        .iter()
        .map(|(field, finding)| (*field, finding.code))
        .collect();
    assert_eq!(errors, [(Field::Registry, REQUIRED)]);
    tell(
        &mut form,
        [Event::RegistryChosen(Some(Registry::DockerHub))],
    );
    assert!(!form.requires(registry) && form.tells_registry());
}

#[test]
fn a_chosen_kind_of_registry_fills_in_its_only_host_and_nothing_that_was_typed() {
    let choose = |id| Event::RegistryChosen(Registry::from_id(id));
    let only = |id| Registry::from_id(id).and_then(only_host).unwrap();
    for (events, host) in [
        (vec![choose("quay")], only("quay")),
        (vec![choose("quay"), choose("ghcr")], only("ghcr")),
        (vec![choose("quay"), choose("ecr")], ""),
        (vec![choose("quay"), choose("")], ""),
        (
            vec![typed(Field::Registry, "mine.io"), choose("quay")],
            "mine.io",
        ),
        (
            vec![
                choose("quay"),
                typed(Field::Registry, "mine.io"),
                choose("ghcr"),
            ],
            "mine.io",
        ),
    ] {
        let told = format!("{events:?}");
        let mut form = adding();
        tell(&mut form, events);
        assert_eq!(form.value(Field::Registry), host, "{told}");
    }
}

#[test]
fn a_host_that_tells_its_kind_counts_more_than_a_choice() {
    let (quay, harbor) = (Registry::from_id("quay"), Registry::from_id("harbor"));
    assert!(quay.is_some() && harbor.is_some());
    let mut form = adding();
    tell(
        &mut form,
        [
            Event::RegistryChosen(harbor),
            typed(Field::Registry, "reg.example.com"),
        ],
    );
    assert_eq!(form.registry_kind(), harbor);
    tell(&mut form, [typed(Field::Registry, "quay.io")]);
    assert_eq!(form.registry_kind(), quay);
    assert_eq!(form.chosen_registry(), harbor);
}

#[test]
fn a_fix_puts_its_text_in_and_gives_the_focus_back() {
    let mut form = filled();
    tell(
        &mut form,
        [typed(Field::UserName, " me "), left(Field::UserName)],
    );
    let fix = due(&form, Field::UserName).remove(0).fix.unwrap();
    assert_eq!(fix.edit, Edit::Trim);
    let text = Secret::new(fix.edit.apply(form.value(Field::UserName)));
    let effects = tell(
        &mut form,
        [Event::Mended {
            field: Field::UserName,
            text,
        }],
    );
    assert_eq!(effects, ["focus user-name"]);
    assert_eq!(form.value(Field::UserName), "me");
}

#[test]
fn what_a_link_filled_in_is_nothing_to_lose_and_what_was_typed_or_chosen_is() {
    let mut form = FormModel::adding(CredentialsForm::default(), WaveSetup::default());
    assert!(!form.is_dirty());
    tell(&mut form, [typed(Field::Provider, "container-reg")]);
    assert!(form.is_dirty());
    tell(&mut form, [typed(Field::Provider, "")]);
    assert!(!form.is_dirty());
    assert!(!adding().is_dirty());
    assert!(filled().is_dirty());
}

const LOGIN: &str = "docker login quay.io -u robot -p S3ntinel!S3ntinel!";
const LOGIN_WITHOUT_PASSWORD: &str = "docker login ghcr.io -u me --password-stdin";
/// `quay.io`, `ghcr.io` with logins, and a third without one.
const SEVERAL: &str = r#"{"auths": {
    "quay.io": {"auth": "cTpTM250aW5lbCFTM250aW5lbCE="},
    "ghcr.io": {"auth": "ZzpTM250aW5lbCFTM250aW5lbCE="}},
    "credHelpers": {"myregistry.azurecr.io": "acr"}}"#;

/// A text was put into the box, and read.
fn pasted(form: &mut FormModel, text: &str) -> Vec<String> {
    let effects = form.update(Event::Pasted(text.into()));
    read(form, effects)
}

/// A text was pasted into an empty field, and is read.
fn into_field(form: &mut FormModel, field: Field, text: &str) -> Vec<Effect> {
    form.update(Event::PastedIntoField {
        field,
        text: text.into(),
        whole: text.into(),
    })
}

/// Reads what the form wants read, as the page does.
fn read(form: &mut FormModel, effects: Vec<Effect>) -> Vec<String> {
    let answers = effects.into_iter().filter_map(|effect| match effect {
        Effect::Read(reading) => Some(answer(&reading)),
        _ => None,
    });
    let answers: Vec<_> = answers.collect();
    tell(form, answers)
}

fn answer(reading: &Reading) -> Event {
    let text = reading.text.expose();
    let read = match reading.field {
        Some(field) => login::read_in_field(field, text),
        None => login::read(text),
    };
    Event::PastedRead {
        version: reading.version,
        read: read.ok_or(NotRead::Unknown),
    }
}

fn is_on_offer(form: &FormModel) -> bool {
    matches!(form.paste_shown(), Shown::Offer(_)) && form.offer().is_some()
}

#[test]
fn a_text_that_is_known_is_offered_before_anything_is_filled_in() {
    let mut form = adding();
    let effects = pasted(&mut form, LOGIN);
    let expected = [
        "say Found a docker login command. Nothing is filled in yet.",
        "focus paste-found",
    ];
    assert_eq!(effects, expected);
    assert!(is_on_offer(&form) && !form.is_dirty());
}

#[test]
fn a_text_that_is_not_known_or_cannot_be_read_is_said_to_be() {
    let mut form = adding();
    assert_eq!(pasted(&mut form, "just some words"), [""; 0]);
    assert_eq!(form.paste_shown(), Shown::NotRead(NotRead::Unknown));
    let effects = form.update(Event::Pasted(LOGIN.into()));
    assert_eq!(form.paste_shown(), Shown::Nothing, "it is being read");
    let Some(Effect::Read(reading)) = effects.first() else {
        panic!("{effects:?}")
    };
    let version = reading.version;
    tell(
        &mut form,
        [Event::PastedRead {
            version,
            read: Err(NotRead::NoReader),
        }],
    );
    assert_eq!(form.paste_shown(), Shown::NotRead(NotRead::NoReader));
}

#[test]
fn an_answer_about_an_earlier_text_is_dropped() {
    for after in [
        Event::Pasted("other".into()),
        Event::ThrowAwayPressed,
        Event::SessionLost,
    ] {
        let told = format!("{after:?}");
        let mut form = adding();
        let effects = form.update(Event::Pasted(LOGIN.into()));
        tell(&mut form, [after]);
        assert_eq!(read(&mut form, effects), [""; 0], "{told}");
        assert_eq!(form.paste_shown(), Shown::Nothing, "{told}");
    }
}

#[test]
fn an_offer_is_dropped_when_it_is_thrown_away_and_with_the_session() {
    for (event, expected) in [
        (Event::ThrowAwayPressed, vec!["focus name"]),
        (Event::SessionLost, vec![]),
    ] {
        let mut form = adding();
        pasted(&mut form, LOGIN);
        assert_eq!(tell(&mut form, [event]), expected);
        assert!(!is_on_offer(&form));
        assert_eq!(tell(&mut form, [Event::FillPressed { now: NOW }]), [""; 0]);
    }
}

#[test]
fn a_field_holds_what_was_pasted_while_it_is_read_and_gets_back_what_it_held() {
    let mut form = adding();
    tell(&mut form, [typed(Field::UserName, "before")]);
    let effects = into_field(&mut form, Field::UserName, LOGIN);
    assert_eq!(form.value(Field::UserName), LOGIN);
    read(&mut form, effects);
    assert_eq!(form.value(Field::UserName), "before");
    assert!(is_on_offer(&form));
}

#[test]
fn a_field_in_which_somebody_has_typed_on_keeps_that() {
    let mut form = adding();
    let effects = into_field(&mut form, Field::UserName, LOGIN);
    tell(&mut form, [typed(Field::UserName, "typed on")]);
    read(&mut form, effects);
    assert_eq!(form.value(Field::UserName), "typed on");
    assert!(is_on_offer(&form));
}

#[test]
fn a_value_that_is_pasted_into_a_field_stays_there_and_nothing_is_said() {
    let phrase = "correct horse battery staple";
    let mut form = adding();
    let effects = into_field(&mut form, Field::Password, phrase);
    assert_eq!(read(&mut form, effects), [""; 0]);
    assert_eq!(form.value(Field::Password), phrase);
    assert_eq!(form.paste_shown(), Shown::Nothing);
}

#[test]
fn filling_in_leads_to_what_the_text_did_not_give() {
    for (text, effects) in [
        (
            LOGIN,
            [
                "check quay-io",
                "say Filled 3 fields from a docker login command. The name quay-io is proposed.",
                "focus name",
            ],
        ),
        (
            LOGIN_WITHOUT_PASSWORD,
            [
                "check ghcr-io",
                "say Filled 2 fields from a docker login command. The name ghcr-io is proposed.",
                "focus password",
            ],
        ),
    ] {
        let mut form = FormModel::adding(CredentialsForm::default(), WaveSetup::default());
        pasted(&mut form, text);
        assert_eq!(tell(&mut form, [Event::FillPressed { now: NOW }]), effects);
        assert_eq!(form.kind(), Some(Kind::ContainerRegistry));
        assert!(!is_on_offer(&form), "what was filled in is not kept beside");
        assert_eq!(form.paste_shown(), Shown::Nothing);
    }
}

#[test]
fn a_name_is_proposed_where_none_was_typed_and_gives_way_to_those_that_are_taken() {
    let mut form = adding();
    tell(
        &mut form,
        [Event::StoredListed(vec![row("quay-io", "quay.io")])],
    );
    pasted(&mut form, LOGIN);
    tell(&mut form, [Event::FillPressed { now: NOW }]);
    assert_eq!(form.value(Field::Name), "quay-io-2");

    // A link tells the host before anybody knows what is stored.
    let mut link = CredentialsForm::of(Provider::ContainerRegistry);
    link.set(Field::Registry, "quay.io");
    let mut form = FormModel::adding(link, WaveSetup::default());
    assert_eq!(tell(&mut form, [Event::Opened]), ["check quay-io"]);
    let listed = Event::StoredListed(vec![row("quay-io", "quay.io")]);
    assert_eq!(tell(&mut form, [listed]), ["check quay-io-2"]);
    assert!(!form.is_dirty(), "nobody has typed anything");
    // Who takes it away is not given another, nor is who typed one.
    tell(&mut form, [typed(Field::Name, ""), Event::Opened]);
    assert_eq!(form.value(Field::Name), "");
    tell(&mut form, [typed(Field::Name, "mine")]);
    pasted(&mut form, LOGIN_WITHOUT_PASSWORD);
    tell(&mut form, [Event::FillPressed { now: NOW }]);
    assert_eq!(form.value(Field::Name), "mine");

    // Without a host there is nothing to make one of; stored credentials have one.
    assert_eq!(tell(&mut adding(), [Event::Opened]), [""; 0]);
    assert_eq!(tell(&mut editing(), [Event::Opened]), [""; 0]);
}

#[test]
fn the_end_that_a_pasted_text_tells_is_written_down() {
    let mut form = adding();
    pasted(
        &mut form,
        r#"{"credentials": {"passwords": [{"name": "password1", "value": "S3ntinel!S3ntinel!",
            "expiry": "2027-01-31T10:00:00Z"}], "username": "token"},
            "id": "/subscriptions/s/resourceGroups/r/providers/Microsoft.ContainerRegistry/registries/acme/tokens/token"}"#,
    );
    tell(&mut form, [Event::FillPressed { now: NOW }]);
    assert_eq!(form.value(Field::Expires), "2027-01-31");
    assert_eq!(due(&form, Field::Expires), []);
}

#[test]
fn the_end_that_a_secret_tells_is_proposed_once_the_secret_was_left() {
    // Its claims are `{"exp":1797776000}`.
    let token = "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3OTc3NzYwMDB9.c2lnbmF0dXJl";
    let mut form = filled();
    tell(&mut form, [typed(Field::Password, token)]);
    assert_eq!(due(&form, Field::Expires), []);
    tell(&mut form, [left(Field::Password)]);
    let found = due(&form, Field::Expires);
    assert_eq!(codes(&found), [SECRET_TELLS_ITS_END]);
    let fix = found[0].fix.as_ref().unwrap();
    let day = fix.edit.apply("");
    assert_eq!(day, "2026-12-20");
    tell(&mut form, [typed(Field::Expires, &day)]);
    assert_eq!(due(&form, Field::Expires), []);
}

#[test]
fn the_end_of_a_token_of_another_provider_is_proposed_once_it_was_left() {
    let token = "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3OTc3NzYwMDB9.c2lnbmF0dXJl";
    let mut form = adding();
    tell(
        &mut form,
        [
            typed(Field::Kind, Kind::KubernetesToken.id()),
            typed(Field::Key("k8s-token"), token),
        ],
    );
    assert_eq!(form.kind(), Some(Kind::KubernetesToken));
    assert_eq!(due(&form, Field::Expires), []);
    tell(&mut form, [left(Field::Key("k8s-token"))]);
    assert_eq!(codes(&due(&form, Field::Expires)), [SECRET_TELLS_ITS_END]);
}

#[test]
fn the_guide_is_led_to_where_it_says_which_login_to_store() {
    let guide = |registry: &str, password: &str| {
        let mut form = filled();
        tell(
            &mut form,
            [
                typed(Field::Registry, registry),
                typed(Field::Password, password),
                left(Field::Password),
            ],
        );
        let judgement = form.judge(NOW);
        form.guide(Field::Password, &judgement)
    };
    let ghcr = (Registry::Ghcr, "ghcr.io".to_owned());
    let fine_grained = format!("github_pat_{}", "a".repeat(82));
    assert_eq!(guide("ghcr.io", &fine_grained), Some(ghcr));
    assert_eq!(guide("ghcr.io", "<password>"), None);
    assert_eq!(guide("registry.example.org", &fine_grained), None);
}

#[test]
fn what_was_filled_in_counts_as_looked_at() {
    let mut form = adding();
    pasted(
        &mut form,
        "docker login quay.io -u ' robot' -p S3ntinel!S3ntinel!",
    );
    tell(&mut form, [Event::FillPressed { now: NOW }]);
    assert!(codes(&due(&form, Field::UserName)).contains(&SURROUNDING_WHITE_SPACE));
    assert_eq!(due(&form, Field::Name), []);
}

#[test]
fn of_several_entries_the_first_with_a_secret_is_looked_at_until_another_is_chosen() {
    let mut form = adding();
    pasted(&mut form, SEVERAL);
    let offer = form.offer().unwrap();
    let hosts: Vec<_> = offer
        .pasted
        .entries
        .iter()
        .filter_map(|e| e.registry.get().cloned())
        .collect();
    assert_eq!(hosts.len(), 3);
    assert!(offer.pasted.entries[offer.chosen].password.get().is_some());
    let ghcr = hosts.iter().position(|host| host == "ghcr.io").unwrap();
    let shown = form.paste_shown();
    tell(&mut form, [Event::EntryChosen(ghcr)]);
    assert_eq!(form.paste_shown(), shown, "it is the same offer");
    tell(&mut form, [Event::FillPressed { now: NOW }]);
    assert_eq!(form.value(Field::UserName), "g");
    assert_eq!(form.value(Field::Password), SENTINEL);
}

#[test]
fn a_name_in_a_text_is_taken_only_where_there_is_none() {
    let named = "tw credentials add container-reg --name their-name -u me -p S3ntinel!S3ntinel! --registry quay.io";
    let fill = |mut form: FormModel| {
        pasted(&mut form, named);
        tell(&mut form, [Event::FillPressed { now: NOW }]);
        form.value(Field::Name).to_owned()
    };
    assert_eq!(fill(adding()), "their-name");
    assert_eq!(fill(filled()), "mine");
    assert_eq!(fill(editing()), "acr");
}

/// Adds everything that is on offer, as the page does, with these answers of the server.
fn add_everything(
    form: &mut FormModel,
    answers: impl IntoIterator<Item = Result<String, SaveError>>,
) -> (Vec<String>, Vec<String>) {
    let effects = form.update(Event::AddAllPressed { now: NOW });
    let Some(Effect::AddAll(planned)) = effects.into_iter().next() else {
        return (Vec::new(), Vec::new());
    };
    let sent = RefCell::new(Vec::new());
    let answers = RefCell::new(answers.into_iter());
    let done = now(add_all(planned, async |request: &CredentialsRequest| {
        sent.borrow_mut().push(request.name().to_string());
        answers.borrow_mut().next().unwrap()
    }));
    (sent.into_inner(), tell(form, [Event::AllAdded(done)]))
}

#[test]
fn every_complete_entry_is_added_under_a_name_of_its_own_and_the_rest_stays_on_offer() {
    let mut form = adding();
    tell(
        &mut form,
        [Event::StoredListed(vec![row(
            "quay-io",
            "elsewhere.example.com",
        )])],
    );
    pasted(&mut form, SEVERAL);
    let (sent, effects) = add_everything(&mut form, [Ok("1".to_owned()), Ok("2".to_owned())]);
    assert_eq!(sent, ["quay-io-2", "ghcr-io"]);
    assert_eq!(
        effects,
        ["list: Credentials added: Added quay-io-2 and ghcr-io."]
    );
    assert!(!is_on_offer(&form));
}

#[test]
fn what_could_not_be_added_stays_on_offer_with_the_page() {
    let mut form = adding();
    pasted(&mut form, SEVERAL);
    let answers = [Ok("1".to_owned()), Err(failed(Failure::Limited))];
    let (_, effects) = add_everything(&mut form, answers);
    assert_eq!(effects.len(), 1, "{effects:?}");
    let expected = "notify Added quay-io. ghcr.io was not added: The server asks for fewer";
    assert!(effects[0].starts_with(expected), "{effects:?}");
    let offer = form.offer().unwrap();
    let rest = offer
        .pasted
        .entries
        .iter()
        .filter_map(|entry| entry.registry.get());
    let rest: Vec<_> = rest.collect();
    assert!(rest.iter().any(|host| *host == "ghcr.io"), "{rest:?}");
    assert!(!rest.iter().any(|host| *host == "quay.io"), "{rest:?}");
    assert!(!form.is_pending());
}

#[test]
fn without_a_session_no_further_secret_is_sent() {
    let mut form = adding();
    pasted(&mut form, SEVERAL);
    let (sent, effects) = add_everything(&mut form, [Err(failed(Failure::Unauthorized))]);
    assert_eq!(sent.len(), 1);
    assert_eq!(
        effects[0].matches("the session has run out.").count(),
        2,
        "{effects:?}"
    );
}

#[test]
fn what_the_form_would_warn_of_is_left_to_a_person() {
    let mut form = adding();
    tell(
        &mut form,
        [Event::StoredListed(vec![row("first", "quay.io")])],
    );
    pasted(&mut form, SEVERAL);
    let (sent, effects) = add_everything(&mut form, [Ok("1".to_owned())]);
    assert_eq!(sent, ["ghcr-io"]);
    assert!(
        effects[0].contains("quay.io was not added: first has the registry quay.io already."),
        "{effects:?}"
    );
    assert!(is_on_offer(&form));
}

#[test]
fn of_two_logins_for_one_host_only_the_first_is_added() {
    let twice = "docker login quay.io -u a -p S3ntinel!S3ntinel!\n\
                 docker login quay.io -u b -p S3ntinel!S3ntinel!";
    let mut form = adding();
    pasted(&mut form, twice);
    let (sent, effects) = add_everything(&mut form, [Ok("1".to_owned())]);
    assert_eq!(sent, ["quay-io"]);
    let expected = "quay.io was not added: quay-io has the registry quay.io already.";
    assert!(effects[0].contains(expected), "{effects:?}");
    let rest = &form.offer().unwrap().pasted.entries;
    let users: Vec<_> = rest.iter().map(|entry| entry.user_name.get()).collect();
    assert_eq!(
        users,
        [Some(&"b".to_owned())],
        "the other one stays on offer"
    );
}

#[test]
fn the_page_stays_after_adding_everything_while_there_is_something_else_in_the_form() {
    let mut form = adding();
    tell(&mut form, [typed(Field::UserName, "somebody else")]);
    pasted(&mut form, SEVERAL);
    let (_, effects) = add_everything(&mut form, [Ok("1".to_owned()), Ok("2".to_owned())]);
    assert_eq!(effects, ["tell Added quay-io and ghcr-io."]);
    assert_eq!(form.value(Field::UserName), "somebody else");
}

#[test]
fn the_form_waits_while_everything_is_added_and_is_as_it_was_afterwards() {
    let mut form = filled();
    tell(&mut form, [submitted(), refused(failed(Failure::Offline))]);
    pasted(&mut form, SEVERAL);
    let effects = tell(&mut form, [Event::AddAllPressed { now: NOW }]);
    assert_eq!(effects, ["add 2"]);
    assert!(form.is_pending());
    assert_eq!(form.refusal(), Some(&failed(Failure::Offline)));
    let meanwhile = [submitted(), Event::AddAllPressed { now: NOW }];
    assert_eq!(tell(&mut form, meanwhile), [""; 0]);
    // The offer may be gone by the time that all is added.
    tell(
        &mut form,
        [Event::SessionLost, Event::AllAdded(AddedAll::default())],
    );
    assert!(!form.is_pending() && !is_on_offer(&form));
    assert_eq!(form.refusal(), Some(&failed(Failure::Offline)));
}

#[test]
fn nothing_is_added_from_an_offer_while_the_form_is_being_sent() {
    let mut form = filled();
    pasted(&mut form, SEVERAL);
    let effects = tell(&mut form, [submitted(), Event::AddAllPressed { now: NOW }]);
    assert_eq!(effects, ["send mine"]);
}

#[test]
fn no_debug_output_of_the_form_its_events_and_effects_shows_a_secret() {
    let in_host = format!("me:{SENTINEL}@quay.io");
    let mut form = filled();
    let mut seen = Vec::new();
    for event in [
        typed(Field::Password, SENTINEL),
        left(Field::Password),
        typed(Field::Registry, &in_host),
        left(Field::Registry),
        Event::Mended {
            field: Field::Registry,
            text: in_host.as_str().into(),
        },
        typed(Field::Registry, "quay.io"),
        submitted(),
        refused(failed(Failure::Offline)),
        Event::PastedIntoField {
            field: Field::Password,
            text: LOGIN.into(),
            whole: LOGIN.into(),
        },
        Event::Pasted(SEVERAL.into()),
    ] {
        seen.push(format!("{event:?}"));
        let effects = form.update(event);
        seen.push(format!("{effects:?} {form:#?}"));
        for effect in &effects {
            if let Effect::Read(reading) = effect {
                let answer = answer(reading);
                seen.push(format!("{answer:?}"));
                seen.push(format!("{:?} {form:#?}", form.update(answer)));
            }
        }
    }
    assert!(is_on_offer(&form), "the last one offers something to hide");
    let effects = form.update(Event::AddAllPressed { now: NOW });
    assert!(matches!(effects.as_slice(), [Effect::AddAll(planned)] if planned.len() == 2));
    seen.push(format!("{effects:?} {form:?}"));
    for text in seen {
        assert!(!text.contains("S3ntinel"), "{text}");
    }
}

#[test]
fn a_name_that_the_server_refuses_is_told_with_its_reason_and_can_be_sent_all_the_same() {
    let mut form = filled();
    let answer = NameAnswer::Refused(Some("too short".to_owned()));
    let name = "mine".to_owned();
    tell(&mut form, [Event::NameChecked { name, answer }]);
    assert!(form.name_known().words().ends_with("too short"));
    assert_eq!(tell(&mut form, [submitted()]), ["send mine"]);
}

#[test]
fn an_edit_of_an_unknown_registry_begins_empty_and_says_nothing_of_docker_hub() {
    let unknown = json!({"credentials": {"id": "id-old", "name": "old",
        "provider": "container-reg"}});
    let mut form = edit(Described::read(&unknown, "id-old").unwrap());
    assert_eq!(form.value(Field::Registry), "");
    assert!(form.hides_registry() && !form.tells_registry());
    tell(
        &mut form,
        [
            Event::StoredListed(vec![row("hub", "docker.io")]),
            typed(Field::UserName, "me"),
            left(Field::Registry),
        ],
    );
    assert_eq!(codes(&due(&form, Field::Registry)), []);
    assert!(matches!(form.wave_match().images, Images::None(_)));
    assert_eq!(tell(&mut form, [submitted()]), ["send old"]);

    // The neighbour: a stored null is Docker Hub.
    let null = json!({"credentials": {"id": "id-hub", "name": "hub", "provider": "container-reg",
        "keys": {"userName": "me", "registry": null}}});
    let form = edit(Described::read(&null, "id-hub").unwrap());
    assert_eq!(form.value(Field::Registry), "docker.io");
}

#[test]
fn what_becomes_of_a_blank_secret_is_promised_only_where_it_is_known() {
    let described = || {
        let stored = stored("acr", "acr.example.com");
        Described::read(&json!({ "credentials": stored }), "id-acr").unwrap()
    };
    for (blank, is_likely) in [(BlankSecret::Kept, false), (BlankSecret::LikelyKept, true)] {
        assert_eq!(blank.help().contains("most likely"), is_likely);
        for (secret, says) in [("", is_likely), ("new-S3ntinel!", false)] {
            let mut form =
                FormModel::editing("id-acr".into(), described(), blank, WaveSetup::default());
            tell(
                &mut form,
                [
                    typed(Field::UserName, "other"),
                    typed(Field::Password, secret),
                ],
            );
            let (name, answer) = ("acr".to_owned(), Ok("id-acr".to_owned()));
            let effects = tell(&mut form, [Event::Answered { name, answer }]);
            let said = effects
                .iter()
                .any(|effect| effect.contains("most likely stayed"));
            assert_eq!(said, says, "{blank:?} {secret:?}");
        }
    }
}

/// The form for new credentials of a kind.
fn adding_kind(kind: Kind) -> FormModel {
    FormModel::adding(CredentialsForm::of_kind(kind), WaveSetup::default())
}

const TOKEN: Field = Field::Key("k8s-token");
const CERTIFICATE: Field = Field::Key("k8s-certificate");

#[test]
fn switching_the_kind_switches_the_fields_and_keeps_what_was_typed() {
    let mut form = adding_kind(Kind::KubernetesToken);
    assert_eq!(
        form.kinds(),
        [Kind::KubernetesToken, Kind::KubernetesCertificate]
    );
    tell(
        &mut form,
        [
            typed(TOKEN, SENTINEL),
            typed(Field::Kind, "k8s-certificate"),
            typed(CERTIFICATE, "c"),
            typed(Field::Kind, "k8s"),
        ],
    );
    assert_eq!(form.value(TOKEN), SENTINEL);
    assert_eq!(form.value(CERTIFICATE), "c");
    let sent = tell(&mut form, [typed(Field::Name, "cluster"), submitted()]);
    assert_eq!(sent.last().unwrap(), "send cluster");
}

#[test]
fn a_provider_with_one_kind_has_no_choice_and_stored_credentials_stay_with_their_provider() {
    assert_eq!(adding_kind(Kind::Ssh).kinds(), []);
    assert_eq!(adding_kind(Kind::AzureEntra).kinds().len(), 3);
    let stored = json!({"credentials": {"name": "a", "provider": "azure_entra",
        "keys": {"tenantId": "t"}}});
    let form = edit(Described::read(&stored, "id-a").unwrap());
    assert_eq!(
        (form.kind(), form.kinds()),
        (Some(Kind::AzureEntra), vec![])
    );
    let aws = json!({"credentials": {"name": "a", "provider": "aws",
        "keys": {"accessKey": "a", "secretKey": null}}});
    let form = edit(Described::read(&aws, "id-a").unwrap());
    assert_eq!(form.kinds().len(), 3);
}

#[test]
fn an_edit_keeps_stored_secrets_and_another_kind_asks_for_its_own() {
    let stored = json!({"credentials": {"name": "cluster", "provider": "k8s",
        "keys": {"token": null, "discriminator": "k8s"}}});
    let mut form = edit(Described::read(&stored, "id-cluster").unwrap());
    let token = Kind::KubernetesToken.field(TOKEN).unwrap();
    assert!(form.keeps_secrets() && !form.requires(token));
    assert_eq!(tell(&mut form, [submitted()]), ["send cluster"]);
    let mut form = edit(Described::read(&stored, "id-cluster").unwrap());
    tell(
        &mut form,
        [typed(Field::Kind, "k8s-certificate"), submitted()],
    );
    assert!(!form.keeps_secrets());
    let key = Field::Key("k8s-private-key");
    assert_eq!(summary(&form).0, [CERTIFICATE, key]);
}

#[test]
fn a_host_that_was_typed_for_a_registry_is_no_matter_of_another_provider() {
    let mut form = filled();
    tell(
        &mut form,
        [
            typed(Field::Registry, "https://quay.io"),
            typed(Field::Provider, "ssh"),
            typed(
                Field::Key("ssh-private-key"),
                "-----BEGIN RSA PRIVATE KEY-----\nx\n-----END RSA PRIVATE KEY-----",
            ),
        ],
    );
    assert_eq!(tell(&mut form, [submitted()]).last().unwrap(), "send mine");
    assert_eq!(form.value(Field::Registry), "https://quay.io");
}

#[test]
fn a_forgotten_secret_of_any_provider_is_asked_for_by_its_name() {
    let stored =
        json!({"credentials": {"name": "cluster", "provider": "k8s", "keys": {"token": null}}});
    let mut form = edit(Described::read(&stored, "id-cluster").unwrap());
    let events = [
        typed(TOKEN, SENTINEL),
        Event::SessionLost,
        Event::SessionRestored,
    ];
    assert_eq!(tell(&mut form, events), ["focus k8s-token"]);
    tell(&mut form, [submitted()]);
    let said = due(&form, TOKEN);
    assert!(
        said[0]
            .message
            .starts_with("The new service account token was forgotten"),
        "{said:?}"
    );
}

#[test]
fn what_a_pasted_text_fits_is_offered_and_filled_in_with_its_provider() {
    let text = "machine github.com login me password FAKE";
    let mut form = FormModel::adding(CredentialsForm::default(), WaveSetup::default());
    tell(&mut form, [Event::Pasted(Secret::from(text))]);
    let Shown::Nothing = form.paste_shown() else {
        panic!("it is still being read");
    };
    let version = 1;
    let read = Err(NotRead::Unknown);
    tell(&mut form, [Event::PastedRead { version, read }]);
    let fits = login::fits(text);
    let told = tell(&mut form, [Event::FitsRead { version, fits }]);
    assert_eq!(told.last().unwrap(), "focus paste-found");
    assert_eq!(form.fits().len(), 1);
    let told = tell(&mut form, [Event::FitPressed { at: 0, now: NOW }]);
    assert_eq!(
        told,
        [
            "say Filled 3 fields from the .netrc, github.com.",
            "focus name"
        ]
    );
    assert_eq!(form.kind(), Some(Kind::GitHubToken));
    assert_eq!(form.value(Field::Key("github-username")), "me");
    assert!(form.fits().is_empty());
    // A late answer, and one for a text that was thrown away, are no offer.
    let fits = login::fits(text);
    tell(&mut form, [Event::FitsRead { version, fits }]);
    assert!(form.fits().is_empty());
}
