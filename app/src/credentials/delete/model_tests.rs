use serde_json::json;
use wavepass_core::credentials::dependents::Subject;
use wavepass_core::failure::Failure;
use wavepass_core::platform::compute_envs::ComputeEnvEntry;
use wavepass_core::platform::reader::Fields;

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn row_of(name: &str, registry: &str) -> CredentialsSummary {
    let row = json!({"id": format!("id-{name}"), "name": name, "provider": "container-reg",
        "keys": {"userName": "u", "registry": registry}});
    CredentialsSummary::read(Fields::of(&row).unwrap()).unwrap()
}

fn row(name: &str) -> CredentialsSummary {
    row_of(name, "quay.io")
}

fn failed(kind: Failure) -> DeleteError {
    DeleteError::Failed(RequestError::new(kind))
}

/// What is found where these compute environments use what was chosen.
fn found(used_by: &[&str]) -> Found {
    let rows: Vec<_> = used_by
        .iter()
        .map(|name| json!({"id": name, "name": name, "credentialsId": "id-mine"}))
        .collect();
    let list = ComputeEnvEntry::read_list(&json!({ "computeEnvs": rows })).unwrap();
    let subject = Subject {
        id: "id-mine",
        is_registry: false,
    };
    Found {
        dependents: Ok(Dependents::of_list(&list, subject).complete(&[])),
        neighbours: None,
    }
}

fn not_found() -> Found {
    Found {
        dependents: Err(RequestError::new(Failure::Offline)),
        neighbours: None,
    }
}

fn tell(events: impl IntoIterator<Item = Event>) -> (DeletionModel, Vec<Effect>) {
    let mut model = DeletionModel::new(WaveSetup::default());
    let effects = events.into_iter().flat_map(|event| model.update(event));
    let effects = effects.collect();
    (model, effects)
}

fn chosen() -> Event {
    Event::Chosen(row("mine"), 0)
}

/// Chosen, and nothing depends on it.
fn asked() -> [Event; 2] {
    [chosen(), Event::Looked(1, found(&[]))]
}

fn looks(number: u32) -> Effect {
    Effect::Look(number, row("mine"))
}

#[test]
fn nothing_is_deleted_before_somebody_has_confirmed_it() {
    for events in [
        vec![chosen()],
        vec![Event::Confirmed],
        vec![chosen(), Event::Cancelled, Event::Confirmed],
    ] {
        let (model, effects) = tell(events);
        assert!(!effects.iter().any(|it| matches!(it, Effect::Delete(_))));
        assert!(!model.is_pending());
    }
    let (model, effects) = tell(asked().into_iter().chain([Event::Confirmed]));
    assert_eq!(effects, [looks(1), Effect::Delete(row("mine"))]);
    assert!(model.is_pending());
}

#[test]
fn nothing_is_deleted_before_it_was_shown_what_depends_on_it() {
    let (model, effects) = tell([chosen(), Event::Confirmed]);
    assert_eq!(effects, [looks(1)]);
    assert!(model.is_looking());
    // That it could not be found out is an answer too.
    let events = [chosen(), Event::Looked(1, not_found()), Event::Confirmed];
    let (model, effects) = tell(events);
    assert_eq!(effects.last(), Some(&Effect::Delete(row("mine"))));
    assert!(model.found().unwrap().dependents.is_err());
}

#[test]
fn the_name_is_asked_for_only_where_something_depends_on_it() {
    let asked = |found| {
        let (model, _) = tell([chosen(), Event::Looked(1, found)]);
        model.asks_name()
    };
    assert!(asked(found(&["batch"])));
    assert!(!asked(found(&[])));
    assert!(!asked(not_found()));
}

#[test]
fn the_name_is_compared_without_blanks_around_it_and_with_case() {
    for (typed, is_enough) in [
        ("mine", true),
        (" mine\n", true),
        ("", false),
        ("Mine", false),
        ("min", false),
        ("mine mine", false),
    ] {
        let (model, effects) = tell([
            chosen(),
            Event::Looked(1, found(&["batch"])),
            Event::Typed(typed.to_owned()),
            Event::Confirmed,
        ]);
        let last = if is_enough {
            Effect::Delete(row("mine"))
        } else {
            Effect::FocusName
        };
        assert_eq!(effects.last(), Some(&last), "{typed:?}");
        assert_eq!(model.lacks_name(), !is_enough, "{typed:?}");
    }
}

#[test]
fn a_name_that_was_missing_is_no_longer_when_it_is_typed_and_forgotten_with_the_question() {
    let missed = || {
        [
            chosen(),
            Event::Looked(1, found(&["batch"])),
            Event::Typed("x".to_owned()),
            Event::Confirmed,
        ]
    };
    let typed = [Event::Typed("mine".to_owned())];
    assert!(!tell(missed().into_iter().chain(typed)).0.lacks_name());
    let again = [Event::Cancelled, chosen()];
    let (model, _) = tell(missed().into_iter().chain(again));
    assert_eq!((model.typed(), model.lacks_name()), ("", false));
}

#[test]
fn what_is_at_hand_is_looked_up_once_and_again_when_it_is_old() {
    let at_hand = |now| Event::AtHand(row("mine"), now);
    let choose = |now| Event::Chosen(row("mine"), now);
    for (events, count) in [
        (vec![at_hand(0), choose(FRESH - 1)], 1),
        (
            vec![at_hand(0), Event::Looked(1, found(&[])), choose(10)],
            1,
        ),
        (vec![at_hand(0), choose(FRESH)], 2),
        // A clock that was put back.
        (vec![at_hand(9), choose(0)], 2),
        (vec![Event::AtHand(row("other"), 0), choose(1)], 2),
        (
            vec![at_hand(0), Event::Looked(1, not_found()), choose(1)],
            2,
        ),
        (vec![choose(0), Event::LookAgain(1)], 2),
        // Another menu behind the question.
        (vec![choose(0), Event::AtHand(row("other"), 1)], 1),
    ] {
        let shown = format!("{events:?}");
        let (_, effects) = tell(events);
        assert_eq!(effects.len(), count, "{shown}");
    }
}

#[test]
fn a_late_answer_about_other_credentials_is_not_believed() {
    let (model, _) = tell([
        Event::AtHand(row("other"), 0),
        chosen(),
        Event::Looked(1, found(&["batch"])),
    ]);
    assert!(model.is_looking() && model.found().is_none());
}

fn images(list: &[CredentialsSummary]) -> Images {
    let found = Found {
        neighbours: Some(Ok(Listed {
            rows: list.to_vec(),
            unreadable: 0,
        })),
        ..found(&[])
    };
    tell([chosen(), Event::Looked(1, found)])
        .0
        .images()
        .unwrap()
}

#[test]
fn who_takes_over_is_named_and_that_nobody_does_is_said() {
    let next = images(&[row("mine"), row("next")]);
    let [then] = next.then.as_slice() else {
        panic!("both rules come to the same: {next:?}");
    };
    assert_eq!(
        then.successor,
        Some(("next".to_owned(), "id-next".to_owned()))
    );
    let none = images(&[row("mine"), row_of("next", "ghcr.io")]);
    assert_eq!(none.then[0].successor, None);
    assert!(
        none.then[0]
            .sentence
            .contains("none of the stored credentials")
    );
    let behind = images(&[row("first"), row("mine")]);
    assert_eq!((behind.then, behind.gap), (Vec::new(), None));
}

#[test]
fn where_the_rules_differ_each_says_what_becomes_of_the_images() {
    let mine = row_of("mine", "ghcr.io/acme");
    let all = images(&[mine, row_of("host", "ghcr.io")]);
    let rules: Vec<_> = all.then.iter().map(|then| then.rule).collect();
    assert_eq!(rules, MatchRule::ALL.map(Some));
    assert!(all.then[0].sentence.starts_with("Nothing changes"));
    let host = Some(("host".to_owned(), "id-host".to_owned()));
    assert_eq!(all.then[1].successor, host);
}

#[test]
fn without_the_list_it_is_not_known_who_takes_over() {
    let found = Found {
        neighbours: Some(Err(RequestError::new(Failure::Offline))),
        ..found(&[])
    };
    let (model, _) = tell([chosen(), Event::Looked(1, found)]);
    let images = model.images().unwrap();
    assert_eq!(images.then, []);
    assert!(images.gap.unwrap().contains("is not known"));
    // Of other credentials there is nothing to say.
    assert_eq!(tell(asked()).0.images(), None);
}

#[test]
fn the_last_choice_is_the_one_that_is_asked_about() {
    let other = Event::Chosen(row("other"), 0);
    let looked = Event::Looked(2, found(&[]));
    let (_, effects) = tell([chosen(), other, looked, Event::Confirmed]);
    assert_eq!(effects.last(), Some(&Effect::Delete(row("other"))));
}

#[test]
fn what_is_under_way_is_neither_called_off_nor_done_twice() {
    for event in [
        Event::Cancelled,
        Event::Confirmed,
        Event::Chosen(row("other"), 0),
        Event::LookAgain(0),
        Event::Typed("x".to_owned()),
    ] {
        let (model, effects) = tell(asked().into_iter().chain([Event::Confirmed, event]));
        assert_eq!(model.target(), Some(&row("mine")));
        assert!(model.is_pending());
        assert_eq!(effects.len(), 2);
    }
}

#[test]
fn what_became_of_it_closes_the_question_or_stands_in_it() {
    let gone = Effect::ShowRest(row("mine"));
    for (answer, is_open, failure, shown) in [
        (Ok(()), false, None, Some(gone)),
        (Err(failed(Failure::Unauthorized)), false, None, None),
        (
            Err(failed(Failure::Offline)),
            true,
            Some(failed(Failure::Offline)),
            None,
        ),
    ] {
        let events = [Event::Confirmed, Event::Answered(answer)];
        let (model, mut effects) = tell(asked().into_iter().chain(events));
        assert_eq!(model.target().is_some(), is_open);
        assert_eq!(model.failure(), failure.as_ref());
        assert!(!model.is_pending());
        effects.drain(..2);
        assert_eq!(effects.pop(), shown);
    }
}

#[test]
fn a_failure_is_forgotten_with_the_next_try_and_with_the_question() {
    let failed = || {
        asked().into_iter().chain([
            Event::Confirmed,
            Event::Answered(Err(failed(Failure::Offline))),
        ])
    };
    for next in [
        vec![Event::Confirmed],
        vec![chosen()],
        vec![Event::Cancelled, chosen()],
    ] {
        let (model, _) = tell(failed().chain(next));
        assert!(model.target().is_some());
        assert_eq!(model.failure(), None);
    }
}
