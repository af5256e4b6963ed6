use serde_json::json;
use wavepass_core::failure::Failure;
use wavepass_core::platform::reader::Listed;

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn rows(names: &str) -> Vec<CredentialsSummary> {
    let rows = names.chars().map(
        |name| json!({"id": name.to_string(), "name": format!("cred-{name}"), "provider": "aws"}),
    );
    let answer = json!({ "credentials": rows.collect::<Vec<_>>() });
    let listed = Listed::read(&answer, CredentialsSummary::LIST, CredentialsSummary::read);
    listed.unwrap().rows
}

fn asked(names: &str) -> DescribeModel {
    let mut model = DescribeModel::default();
    model.update(Event::Chosen(rows(names)));
    model
}

fn with_words(names: &str) -> DescribeModel {
    let mut model = asked(names);
    model.update(Event::WantsWords(true));
    model.update(Event::Words(" of A ".to_owned()));
    model
}

fn words(at: usize, id: &str) -> Effect {
    let change = Change {
        words: Some("of A".to_owned()),
        day: NewDay::AsItIs,
    };
    Effect::Describe(at, id.to_owned(), change)
}

fn failed(kind: Failure) -> Result<(), NotDescribed> {
    let failure = RequestError::new(kind);
    Err(NotDescribed::Failed(SaveError::Failed(failure)))
}

#[test]
fn they_are_changed_one_after_the_other_and_then_that_is_told() {
    let mut model = with_words("ab");
    let effects = model.update(Event::Confirmed);
    assert_eq!(effects, [Effect::FocusProgress, words(0, "a")]);
    assert_eq!(model.update(Event::Answered(0, Ok(()))), [words(1, "b")]);
    assert_eq!(
        model.update(Event::Answered(1, Ok(()))),
        [
            Effect::Tell("2 credentials changed: cred-a, cred-b.".to_owned()),
            Effect::End,
        ]
    );
    assert_eq!(model.step(), Step::Idle);
}

#[test]
fn who_has_not_said_what_to_change_is_asked_and_nothing_is_sent() {
    let mut model = asked("a");
    assert!(!model.lacks_choice());
    assert_eq!(model.update(Event::Confirmed), [Effect::FocusChoice]);
    assert!(model.lacks_choice());
    model.update(Event::WantsDay(true));
    assert!(!model.lacks_choice());
    model.update(Event::Day("soon".to_owned()));
    assert_eq!(model.day_findings(0).len(), 1);
    assert_eq!(model.update(Event::Confirmed), [Effect::FocusDay]);
    model.update(Event::WantsDay(false));
    assert_eq!(model.update(Event::Confirmed), [Effect::FocusChoice]);
    // Nothing was done, so nothing is loaded again.
    assert_eq!(model.update(Event::Closed), []);
}

#[test]
fn only_what_is_chosen_is_changed_and_an_empty_one_takes_away() {
    let before = Description::read("Robot [expires 2027-01-31]");
    let day = NewDay::On(Day::parse("2028-02-29").unwrap());
    for (words, day, after) in [
        (None, day, "Robot [expires 2028-02-29]"),
        (None, NewDay::Never, "Robot"),
        (Some("of A"), NewDay::AsItIs, "of A [expires 2027-01-31]"),
        (Some(""), NewDay::AsItIs, "[expires 2027-01-31]"),
        (Some(""), NewDay::Never, ""),
        (None, NewDay::AsItIs, "Robot [expires 2027-01-31]"),
    ] {
        let change = Change {
            words: words.map(str::to_owned),
            day,
        };
        assert_eq!(change.of(&before).to_text(), after, "{change:?}");
    }
    let mut model = asked("a");
    model.update(Event::WantsDay(true));
    let change = Change {
        words: None,
        day: NewDay::Never,
    };
    assert_eq!(
        model.update(Event::Confirmed)[1],
        Effect::Describe(0, "a".to_owned(), change)
    );
}

#[test]
fn what_failed_is_said_of_each_and_tried_again_with_what_is_not_certain() {
    let mut model = with_words("abc");
    model.update(Event::Confirmed);
    let not_read = NotDescribed::NotRead(RequestError::new(Failure::Refused));
    model.update(Event::Answered(0, Err(not_read)));
    model.update(Event::Answered(1, Ok(())));
    let effects = model.update(Event::Answered(2, Err(NotDescribed::UnknownProvider)));
    assert_eq!(
        effects,
        [
            Effect::Say("1 of 3 credentials changed, 2 not changed.".to_owned()),
            Effect::FocusProgress,
        ]
    );
    assert_eq!(model.step(), Step::Ended);
    let said = model.series().sentence(0);
    assert!(
        said.starts_with("Not changed. It could not be read."),
        "{said}"
    );
    let said = model.series().sentence(2);
    assert!(said.contains("nothing was sent"), "{said}");
    let effects = model.update(Event::TryAgain);
    assert_eq!(effects, [Effect::FocusProgress, words(0, "a")]);
    // The connection is gone: the rest would fare no better.
    model.update(Event::Answered(0, failed(Failure::Offline)));
    let said = model.series().sentence(0);
    assert!(
        said.starts_with("It is not certain whether it was changed."),
        "{said}"
    );
    assert_eq!(
        model.series().sentence(2),
        "Not changed: nothing was sent for it."
    );
    assert_eq!(
        model.update(Event::TryAgain),
        [Effect::FocusProgress, words(0, "a")]
    );
    model.update(Event::Answered(0, Ok(())));
    model.update(Event::Stopped);
    model.update(Event::Answered(2, Ok(())));
    assert_eq!(model.step(), Step::Idle);
}

#[test]
fn who_stops_or_leaves_hears_what_was_done() {
    let mut model = with_words("abc");
    model.update(Event::Confirmed);
    model.update(Event::Stopped);
    model.update(Event::Answered(0, Ok(())));
    assert_eq!(model.step(), Step::Ended);
    assert_eq!(
        model.series().outcome(),
        "1 of 3 credentials changed, 2 not changed."
    );
    assert_eq!(model.update(Event::Closed), [Effect::End]);

    let mut model = with_words("ab");
    model.update(Event::Confirmed);
    assert_eq!(
        model.left(0, Ok(())),
        Effect::Notify(
            "You left before all were changed. 1 credential changed: cred-a. Not changed: cred-b."
                .to_owned()
        )
    );
    let mut model = with_words("a");
    model.update(Event::Confirmed);
    let told = Effect::Tell("1 credential changed: cred-a.".to_owned());
    assert_eq!(model.left(0, Ok(())), told);
}
