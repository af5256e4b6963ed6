use serde_json::json;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;
use wavepass_core::credentials::{CredentialsForm, Field, Provider, ValidationContext};
use wavepass_core::failure::Failure;
use wavepass_core::platform::WorkspaceId;
use wavepass_core::platform::reader::Fields;
use wavepass_core::platform::request_error::RequestError;

use super::*;

const SENTINEL: &str = "S3ntinel!S3ntinel!";

fn place(workspace: &str) -> Place {
    Place::Workspace {
        org: "acme".to_owned(),
        workspace: workspace.to_owned(),
    }
}

/// Three workspaces, for credentials named `mine`.
fn copying() -> CopyModel {
    let targets = ["alpha", "beta", "gamma"].into_iter().zip(1..);
    let targets = targets.map(|(name, id)| {
        Target::new(place(name), Scope::Workspace(WorkspaceId(id)), None, "mine")
    });
    CopyModel::new(
        &stored("aws", None),
        WaveSetup::default(),
        targets.collect(),
    )
}

/// The same for a registry, where the lists of targets are looked at.
fn copying_registry() -> CopyModel {
    CopyModel {
        registry: Some("quay.io".to_owned()),
        ..copying()
    }
}

/// Stored credentials named `mine`.
fn stored(provider: &str, registry: Option<&str>) -> CredentialsSummary {
    let row = json!({"id": "id", "name": "mine", "provider": provider,
        "keys": {"registry": registry}});
    CredentialsSummary::read(Fields::of(&row).unwrap()).unwrap()
}

/// The list of a target: the registries of what is there.
fn listed(at: usize, registries: &[&str]) -> Event {
    let rows = registries.iter().map(|registry| CredentialsSummary {
        name: format!("of-{registry}"),
        ..stored("container-reg", Some(registry))
    });
    let listed = Listed {
        rows: rows.collect(),
        ..Listed::default()
    };
    let listed = Ok(listed);
    Event::Listed { at, listed }
}

fn request() -> CredentialsRequest {
    let mut form = CredentialsForm::of(Provider::ContainerRegistry);
    for (field, text) in [
        (Field::Name, "mine"),
        (Field::UserName, "me"),
        (Field::Password, SENTINEL),
        (Field::Registry, "quay.io"),
    ] {
        form.set(field, text);
    }
    form.validate(&ValidationContext::default()).unwrap()
}

fn chosen(at: usize) -> Event {
    Event::Chosen {
        at,
        is_chosen: true,
    }
}

fn started() -> Event {
    Event::Started(request())
}

fn added(at: usize) -> Event {
    let answer = Ok(format!("id-{at}"));
    Event::Answered { at, answer }
}

fn failed(at: usize, kind: Failure) -> Event {
    refused(at, SaveError::Failed(RequestError::new(kind)))
}

fn refused(at: usize, error: SaveError) -> Event {
    let answer = Err(error);
    Event::Answered { at, answer }
}

fn checked(at: usize, name: &str, answer: NameAnswer) -> Event {
    let name = name.to_owned();
    Event::NameChecked { at, name, answer }
}

fn found(at: usize, found: Result<bool, &str>) -> Event {
    let found = found.map_err(str::to_owned);
    Event::LookedUp { at, found }
}

/// Tells the model what happened. What it wants done then, in short.
fn tell(copy: &mut CopyModel, events: impl IntoIterator<Item = Event>) -> Vec<String> {
    let effects = events.into_iter().flat_map(|event| copy.update(event));
    effects.map(|effect| short(&effect)).collect()
}

fn short(effect: &Effect) -> String {
    match effect {
        Effect::CheckName { at, name, .. } => format!("check {at} {name}"),
        Effect::List { at, .. } => format!("list {at}"),
        Effect::Send { at, request, .. } => format!("send {at} {}", request.name()),
        Effect::LookUp { at, name, .. } => format!("look up {at} {name}"),
        Effect::End { is_done } => format!("end {is_done}"),
        Effect::Say(sentence) => format!("say {sentence}"),
        Effect::FocusTargets => "focus".to_owned(),
    }
}

fn states(copy: &CopyModel) -> Vec<State> {
    copy.targets().iter().map(|it| it.state.clone()).collect()
}

fn said(there: usize, count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("say Credentials mine are in {there} of {count} chosen workspace{plural}.")
}

#[test]
fn chosen_targets_get_them_one_after_the_other_and_once() {
    let mut copy = copying();
    let effects = tell(&mut copy, [chosen(0), chosen(2), started()]);
    assert_eq!(effects, ["check 0 mine", "check 2 mine", "send 0 mine"]);
    assert_eq!(
        states(&copy),
        [State::Sending, State::NotSent, State::Waiting]
    );
    // A second press, and an answer of a target that was not asked, send nothing.
    assert_eq!(tell(&mut copy, [started()]), [""; 0]);
    assert_eq!(tell(&mut copy, [added(0)]), ["send 2 mine"]);
    let end = ["end true".to_owned(), said(2, 2)];
    assert_eq!(tell(&mut copy, [added(2)]), end);
    assert!(!copy.is_running());
    // What is there is never sent again, whatever is pressed.
    let again = tell(&mut copy, [chosen(0), Event::RetryPressed(0), started()]);
    assert!(
        !again.iter().any(|effect| effect.starts_with("send")),
        "{again:?}"
    );
    assert_eq!(tell(&mut copy, [chosen(1), started()])[1], "send 1 mine");
}

#[test]
fn a_refusal_stands_in_its_row_and_can_be_tried_again() {
    let mut copy = copying();
    tell(&mut copy, [chosen(0), chosen(1), started()]);
    let effects = tell(&mut copy, [failed(0, Failure::Forbidden)]);
    assert_eq!(effects, ["send 1 mine"], "the others go on");
    assert!(matches!(states(&copy)[0], State::Refused(_)));
    let end = ["end false".to_owned(), said(1, 2)];
    assert_eq!(tell(&mut copy, [added(1)]), end);
    assert_eq!(tell(&mut copy, [Event::RetryPressed(0)]), ["send 0 mine"]);
    let end = ["end true".to_owned(), said(2, 2)];
    assert_eq!(tell(&mut copy, [added(0)]), end);
}

#[test]
fn another_try_while_others_are_sent_waits_for_its_turn() {
    let mut copy = copying();
    tell(&mut copy, [chosen(0), chosen(1), started()]);
    tell(&mut copy, [failed(0, Failure::Refused)]);
    assert_eq!(tell(&mut copy, [Event::RetryPressed(0)]), [""; 0]);
    assert_eq!(states(&copy)[0], State::Waiting);
    assert_eq!(tell(&mut copy, [added(1)]), ["send 0 mine"]);
}

#[test]
fn what_is_not_certain_is_looked_up_before_it_is_sent_again() {
    for (answer, state, sends) in [
        (Ok(true), State::IsThere { was_free: true }, false),
        (Ok(false), State::Sending, true),
        (Err("No."), State::Uncertain("No.".to_owned()), false),
    ] {
        let mut copy = copying();
        let free = checked(0, "mine", NameAnswer::Free);
        tell(
            &mut copy,
            [chosen(0), free, started(), failed(0, Failure::Timeout)],
        );
        assert!(matches!(states(&copy)[0], State::Uncertain(_)));
        // Neither the button of the form nor another name or choice sends it.
        let unchosen = Event::Chosen {
            at: 0,
            is_chosen: false,
        };
        let name = "other".to_owned();
        let events = [unchosen, Event::Named { at: 0, name }, started()];
        let effects = tell(&mut copy, events);
        assert!(
            !effects.iter().any(|it| it.starts_with("send")),
            "{effects:?}"
        );
        assert_eq!(
            tell(&mut copy, [Event::RetryPressed(0)]),
            ["look up 0 mine"]
        );
        assert_eq!(
            tell(&mut copy, [Event::RetryPressed(0), started()]),
            [""; 0]
        );
        let effects = tell(&mut copy, [found(0, answer)]);
        assert_eq!(states(&copy), [state, State::NotSent, State::NotSent]);
        assert_eq!(
            effects.iter().any(|it| it == "send 0 mine"),
            sends,
            "{effects:?}"
        );
    }
}

#[test]
fn whose_credentials_were_found_is_claimed_only_where_nobody_had_the_name_before() {
    let mut copy = copying();
    tell(
        &mut copy,
        [chosen(0), started(), failed(0, Failure::Timeout)],
    );
    tell(&mut copy, [Event::RetryPressed(0), found(0, Ok(true))]);
    assert_eq!(states(&copy)[0], State::IsThere { was_free: false });
}

#[test]
fn what_fails_for_all_keeps_the_others_from_being_sent() {
    for (kind, is_certain) in [
        (Failure::Unauthorized, true),
        (Failure::Limited, true),
        (Failure::Offline, false),
    ] {
        let mut copy = copying();
        tell(&mut copy, [chosen(0), chosen(1), started()]);
        let end = ["end false".to_owned(), said(0, 2)];
        assert_eq!(tell(&mut copy, [failed(0, kind)]), end, "{kind:?}");
        assert_eq!(states(&copy)[1], State::NotSent, "{kind:?}");
        assert_eq!(matches!(states(&copy)[0], State::Uncertain(_)), !is_certain);
    }
}

#[test]
fn a_taken_name_is_not_sent_and_another_one_is_offered() {
    let mut copy = copying();
    let taken = checked(0, "mine", NameAnswer::Taken);
    let effects = tell(&mut copy, [chosen(0), chosen(1), taken, started()]);
    assert_eq!(effects.last().unwrap(), "send 1 mine");
    let finding = copy.targets()[0].name_error().unwrap();
    assert_eq!(finding.code, NAME_TAKEN);
    assert_eq!(finding.fix.unwrap().edit.apply("mine"), "mine-2");
    tell(&mut copy, [added(1)]);
    // A late answer about the name before says nothing.
    let name = "mine-2".to_owned();
    let late = checked(0, "mine", NameAnswer::Taken);
    let effects = tell(&mut copy, [Event::Named { at: 0, name }, late, started()]);
    assert_eq!(effects, ["check 0 mine-2", "send 0 mine-2"]);
}

#[test]
fn a_name_that_was_taken_meanwhile_is_asked_for_too() {
    let mut copy = copying();
    tell(
        &mut copy,
        [chosen(0), started(), refused(0, SaveError::NameTaken)],
    );
    assert!(copy.targets()[0].name_error().is_some());
    assert_eq!(tell(&mut copy, [Event::RetryPressed(0)]), [""; 0]);
    let name = "bad name".to_owned();
    assert_eq!(tell(&mut copy, [Event::Named { at: 0, name }]), [""; 0]);
    assert!(copy.targets()[0].name_error().is_some());
    let name = "other".to_owned();
    let effects = tell(
        &mut copy,
        [Event::Named { at: 0, name }, Event::RetryPressed(0)],
    );
    assert_eq!(effects, ["check 0 other", "send 0 other"]);
}

#[test]
fn nowhere_is_no_place_to_copy_to() {
    let mut copy = copying();
    assert_eq!(tell(&mut copy, [started()]), ["end false", "focus"]);
    assert!(copy.lacks_target());
    tell(&mut copy, [chosen(1)]);
    assert!(!copy.lacks_target());
}

#[test]
fn a_lost_session_forgets_the_secret_and_what_was_added_stays_so() {
    let mut copy = copying();
    tell(
        &mut copy,
        [chosen(0), chosen(1), chosen(2), started(), added(0)],
    );
    tell(
        &mut copy,
        [Event::SessionLost, failed(1, Failure::Unauthorized)],
    );
    let states = states(&copy);
    assert_eq!(states[1..], [State::NotSent, State::NotSent]);
    assert!(copy.request.is_none() && !copy.is_running());
    // With the secret typed once more it goes on where it was.
    assert_eq!(tell(&mut copy, [started()]), ["send 1 mine"]);
}

#[test]
fn targets_are_found_by_a_part_of_their_names() {
    let copy = copying();
    assert_eq!(copy.found(""), [0, 1, 2]);
    assert_eq!(copy.found(" BET "), [1]);
    assert_eq!(copy.found("acme / g"), [2]);
    assert_eq!(copy.found("nothing"), [0; 0]);
}

#[test]
fn no_secret_is_shown_to_who_debugs() {
    let mut copy = copying();
    tell(&mut copy, [chosen(0), started()]);
    assert!(!format!("{copy:?} {:?}", started()).contains(SENTINEL));
}

#[test]
fn what_is_there_for_the_same_images_is_asked_once_for_a_chosen_target_and_told() {
    let mut copy = copying_registry();
    let again = Event::Chosen {
        at: 0,
        is_chosen: false,
    };
    let asked = tell(&mut copy, [chosen(0), again, chosen(0)]);
    assert_eq!(asked, ["check 0 mine", "list 0", "check 0 mine"]);
    assert_eq!(copy.rivalled(), 0);
    assert_eq!(tell(&mut copy, [listed(0, &["quay.io"])]), [""; 0]);
    assert_eq!(copy.rivalled(), 1);
    assert!(copy.targets()[0].has_rivals());
    // What was told before is no reason to stop.
    assert_eq!(tell(&mut copy, [started()]), ["send 0 mine"]);
    assert_eq!(copy.rivalled(), 0);
    // Others are no rivals, and those that are for no registry have none.
    let mut copy = copying_registry();
    tell(&mut copy, [chosen(0), listed(0, &["ghcr.io"])]);
    assert_eq!(copy.rivalled(), 0);
    assert_eq!(tell(&mut copying(), [chosen(0)]), ["check 0 mine"]);
}

#[test]
fn nothing_is_sent_to_a_target_before_its_list_is_known_and_what_it_tells_late_is_shown_first() {
    let mut copy = copying_registry();
    tell(&mut copy, [chosen(0), chosen(1), listed(1, &[])]);
    // The first one is waited for; the second is sent meanwhile.
    assert_eq!(tell(&mut copy, [started()]), ["send 1 mine"]);
    assert_eq!(tell(&mut copy, [listed(0, &["quay.io"])]), [""; 0]);
    assert_eq!(copy.targets()[0].state, State::Held);
    let ended = tell(&mut copy, [added(1)]);
    assert_eq!(
        ended,
        ["end false".to_owned(), "focus".to_owned(), said(1, 2)]
    );
    // Once more, and it is sent all the same.
    assert_eq!(tell(&mut copy, [started()]), ["send 0 mine"]);
    let end = ["end true".to_owned(), said(2, 2)];
    assert_eq!(tell(&mut copy, [added(0)]), end);

    let mut copy = copying_registry();
    assert_eq!(
        tell(&mut copy, [chosen(0), started()]),
        ["check 0 mine", "list 0"]
    );
    assert_eq!(tell(&mut copy, [listed(0, &["ghcr.io"])]), ["send 0 mine"]);
}

#[test]
fn a_list_that_cannot_be_had_keeps_nothing_back_and_is_asked_for_again() {
    let mut copy = copying_registry();
    tell(&mut copy, [chosen(0), started()]);
    let listed = Err("Too slow.".to_owned());
    let sent = tell(&mut copy, [Event::Listed { at: 0, listed }]);
    assert_eq!(sent, ["send 0 mine"]);
    assert_eq!(
        copy.targets()[0].rivals,
        RivalsKnown::Failed("Too slow.".to_owned())
    );
    tell(&mut copy, [failed(0, Failure::Forbidden)]);
    let again = tell(&mut copy, [chosen(0)]);
    assert!(again.contains(&"list 0".to_owned()), "{again:?}");
}

#[test]
fn a_name_that_the_list_has_is_taken() {
    let mut copy = copying_registry();
    let rows = vec![stored("container-reg", Some("ghcr.io"))];
    let listed = Ok(Listed {
        rows,
        ..Listed::default()
    });
    tell(&mut copy, [chosen(0), Event::Listed { at: 0, listed }]);
    assert_eq!(copy.targets()[0].known, NameKnown::Taken);
    assert!(copy.targets()[0].name_error().is_some());
}
