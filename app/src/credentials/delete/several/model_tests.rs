use serde_json::json;
use wavepass_core::credentials::dependents::{Dependents, Subject};
use wavepass_core::failure::Failure;
use wavepass_core::platform::compute_envs::ComputeEnvEntry;

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn list(names: &str) -> Listed<CredentialsSummary> {
    let rows: Vec<_> = names
        .chars()
        .map(|name| {
            json!({
                "id": name.to_string(), "name": format!("cred-{name}"), "provider": "container-reg",
                "keys": {"userName": "u", "registry": if name == 'd' { "ghcr.io" } else { "quay.io" }},
            })
        })
        .collect();
    let answer = json!({ "credentials": rows });
    Listed::read(&answer, CredentialsSummary::LIST, CredentialsSummary::read).unwrap()
}

/// Nothing depends on any, or the compute environment signs in with the first.
fn found(names: &str, is_used: bool) -> Found {
    let by = if is_used { "a" } else { "other" };
    let envs = json!({"computeEnvs": [
        {"id": "e1", "name": "env-1", "platform": "aws-batch", "credentialsId": by, "waveEnabled": true},
    ]});
    let envs = ComputeEnvEntry::read_list(&envs).unwrap();
    let dependents = names.chars().map(|name| {
        let id = name.to_string();
        let subject = Subject {
            id: &id,
            is_registry: false,
        };
        Dependents::of_list(&envs, subject).complete(&[])
    });
    Found {
        dependents: Ok(dependents.collect()),
        neighbours: Some(Ok(list("abcd"))),
    }
}

fn asked(names: &str, is_used: bool) -> SeveralModel {
    let mut model = SeveralModel::new(WaveSetup::default());
    model.update(Event::Chosen(list(names).rows));
    assert!(model.is_looking());
    assert!(
        model.update(Event::Confirmed).is_empty(),
        "not before it is known"
    );
    model.update(Event::Looked(1, found(names, is_used)));
    model
}

fn delete(at: usize, id: &str) -> Effect {
    Effect::Delete(at, id.to_owned())
}

fn failed(kind: Failure) -> DeleteError {
    DeleteError::Failed(RequestError::new(kind))
}

fn states(model: &SeveralModel) -> Vec<&'static str> {
    let items = model.series().items().iter();
    let states = items.map(|item| match item.state {
        State::Waiting => "waiting",
        State::Sending => "sending",
        State::Done => "gone",
        State::NotSent => "not sent",
        State::Kept(_) => "kept",
        State::Uncertain(_) => "uncertain",
    });
    states.collect()
}

#[test]
fn they_are_deleted_one_after_the_other_and_then_that_is_told() {
    let mut model = asked("abc", false);
    assert!(!model.asks_words());
    let effects = model.update(Event::Confirmed);
    assert_eq!(effects, [Effect::FocusProgress, delete(0, "a")]);
    assert_eq!(model.update(Event::Answered(0, Ok(()))), [delete(1, "b")]);
    assert_eq!(model.series().done(), (1, 1));
    assert_eq!(model.update(Event::Answered(1, Ok(()))), [delete(2, "c")]);
    let ids = ["a", "b", "c"].map(str::to_owned).to_vec();
    assert_eq!(
        model.update(Event::Answered(2, Ok(()))),
        [
            Effect::Tell("3 credentials deleted: cred-a, cred-b, cred-c.".to_owned()),
            Effect::End(ids),
        ]
    );
    assert_eq!(model.step(), Step::Idle);
}

#[test]
fn where_something_depends_on_one_the_words_have_to_be_typed() {
    let mut model = asked("ab", true);
    assert!(model.asks_words());
    assert_eq!(model.users_of(0), ["env-1"]);
    assert!(model.users_of(1).is_empty());
    assert_eq!(model.update(Event::Confirmed), [Effect::FocusWords]);
    assert!(model.lacks_words());
    for wrong in ["delete", "delete 3", "cred-a"] {
        model.update(Event::Typed(wrong.to_owned()));
        assert_eq!(model.update(Event::Confirmed), [Effect::FocusWords]);
    }
    model.update(Event::Typed(" Delete  2 ".to_owned()));
    assert_eq!(model.update(Event::Confirmed).len(), 2);
}

#[test]
fn none_of_those_that_go_is_said_to_take_over() {
    let of = |names: &str| {
        let (then, gap) = asked(names, false).images();
        assert_eq!(gap, None);
        let all = then.into_iter().flat_map(|then| then.sentences);
        all.map(|(_, by)| by.unwrap_or_default())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("ab"), ["cred-c"]);
    assert_eq!(of("abc"), [""]);
    assert_eq!(of("bc"), [""; 0]);
}

#[test]
fn what_could_not_be_looked_up_is_said_to_be_not_known() {
    let mut model = SeveralModel::new(WaveSetup::default());
    model.update(Event::Chosen(list("ab").rows));
    let error = || RequestError::new(Failure::Offline);
    let nothing = Found {
        dependents: Err(error()),
        neighbours: Some(Err(error())),
    };
    model.update(Event::Looked(1, nothing));
    assert!(!model.asks_words());
    let (_, gap) = model.images();
    assert!(gap.unwrap().contains("is not known"));
    assert!(matches!(
        model.update(Event::LookAgain).as_slice(),
        [Effect::Look(2, _)]
    ));
    // The first look-up is not believed any more.
    model.update(Event::Looked(1, found("ab", false)));
    assert!(model.is_looking());
}

#[test]
fn one_that_is_kept_does_not_keep_the_others_and_can_be_tried_again() {
    let mut model = asked("abc", false);
    model.update(Event::Confirmed);
    let in_use = DeleteError::InUse(Vec::new());
    assert_eq!(
        model.update(Event::Answered(0, Err(in_use))),
        [delete(1, "b")]
    );
    model.update(Event::Answered(1, Ok(())));
    model.update(Event::Answered(2, Ok(())));
    assert_eq!(states(&model), ["kept", "gone", "gone"]);
    assert_eq!(model.step(), Step::Ended);
    assert_eq!(
        model.series().outcome(),
        "2 of 3 credentials deleted, 1 not deleted."
    );
    let effects = model.update(Event::TryAgain);
    assert_eq!(effects, [Effect::FocusProgress, delete(0, "a")]);
    let effects = model.update(Event::Answered(0, Ok(())));
    assert!(matches!(
        effects.as_slice(),
        [Effect::Tell(_), Effect::End(_)]
    ));
}

#[test]
fn a_lost_connection_stops_the_rest_and_leaves_one_uncertain_that_is_looked_for_first() {
    let mut model = asked("abc", false);
    model.update(Event::Confirmed);
    model.update(Event::Answered(0, Ok(())));
    model.update(Event::Answered(1, Err(failed(Failure::Offline))));
    assert_eq!(states(&model), ["gone", "uncertain", "not sent"]);
    let effects = model.update(Event::TryAgain);
    assert_eq!(effects, [Effect::FocusProgress, Effect::LookUp]);
    // Nothing is known yet.
    model.update(Event::LookedUp(Err("offline".to_owned())));
    assert_eq!(states(&model), ["gone", "uncertain", "not sent"]);
    model.update(Event::TryAgain);
    let left = Ok(vec!["c".to_owned()]);
    assert_eq!(model.update(Event::LookedUp(left)), [delete(2, "c")]);
    assert_eq!(states(&model), ["gone", "gone", "sending"]);
}

#[test]
fn who_stops_keeps_what_was_not_sent_and_hears_what_is_gone() {
    let mut model = asked("abc", false);
    model.update(Event::Confirmed);
    assert!(model.update(Event::Stopped).is_empty());
    assert!(model.update(Event::Closed).is_empty(), "one is under way");
    let effects = model.update(Event::Answered(0, Ok(())));
    let outcome = "1 of 3 credentials deleted, 2 not deleted.".to_owned();
    assert_eq!(effects, [Effect::Say(outcome), Effect::FocusProgress]);
    let gone = vec!["a".to_owned()];
    assert_eq!(model.update(Event::Closed), [Effect::End(gone)]);
    let mut model = asked("abc", false);
    assert_eq!(model.update(Event::Closed), [Effect::End(Vec::new())]);
}

#[test]
fn who_left_hears_what_is_gone_and_of_each_other_one_what_is_known() {
    let in_use = || DeleteError::InUse(Vec::new());
    let offline = || failed(Failure::Offline);
    let mut model = asked("abc", false);
    model.update(Event::Confirmed);
    let left = |model: &SeveralModel, at, answer| match model.clone().left(at, answer) {
        Effect::Tell(said) => format!("good: {said}"),
        Effect::Notify(said) => said,
        other => format!("{other:?}"),
    };
    assert_eq!(
        left(&model, 0, Ok(())),
        "You left before all were deleted. 1 credential deleted: cred-a. Not deleted: cred-b, \
         cred-c."
    );
    let said = left(&model, 0, Err(in_use()));
    let begin = "You left before all were deleted. Not deleted: cred-a, cred-b, cred-c. Something";
    assert!(said.starts_with(begin), "{said}");
    let said = left(&model, 0, Err(offline()));
    assert!(
        said.contains("Not deleted: cred-b, cred-c. Not certain, look at the list: cred-a. The"),
        "{said}"
    );
    model.update(Event::Answered(0, Ok(())));
    model.update(Event::Answered(1, Ok(())));
    // Nothing is left that was not deleted.
    let good = "good: 3 credentials deleted: cred-a, cred-b, cred-c.";
    assert_eq!(left(&model, 2, Ok(())), good);
    let said = left(&model, 2, Err(offline()));
    assert!(!said.contains("Not deleted"), "{said}");
    // One that was kept before is told with what comes after it.
    let mut model = asked("ab", false);
    model.update(Event::Confirmed);
    model.update(Event::Answered(0, Err(in_use())));
    assert!(left(&model, 1, Ok(())).contains("1 credential deleted: cred-b. Not deleted: cred-a."));
}

#[test]
fn not_more_is_claimed_than_that_it_is_not_known() {
    let mut model = asked("ab", false);
    assert_eq!(model.title(), "Delete 2 credentials?");
    model.update(Event::Confirmed);
    assert_eq!(model.title(), "Deleting 2 credentials");
    model.update(Event::Answered(0, Ok(())));
    model.update(Event::Answered(1, Err(failed(Failure::Failed))));
    assert_eq!(model.title(), "Not all are known to be deleted");
    assert_eq!(
        model.series().outcome(),
        "1 of 2 credentials deleted, of 1 it is not certain."
    );
    let mut model = asked("ab", false);
    model.update(Event::Confirmed);
    model.update(Event::Answered(0, Err(failed(Failure::Unauthorized))));
    assert_eq!(model.title(), "Not all were deleted");
    assert_eq!(
        model.series().sentence(0),
        "Not deleted. Your session had ended."
    );
    assert_eq!(states(&model), ["kept", "not sent"]);
}
