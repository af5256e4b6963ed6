//! What the sign-in page does about a link, a token, and who turns out to be signed in.

use wavepass_core::failure::Failure;
use wavepass_core::platform::request_error::RequestError;
use wavepass_core::secret::Secret;
use wavepass_core::session::{Mode, SessionInfo, SignIn};

use crate::shell::routes;
use crate::shell::session::SessionState;
use crate::ui::store::Model;

/// The sign-in page.
pub(super) struct SignInModel {
    /// The path to go to afterwards, as the address has it.
    next: String,
    /// What is known of the session.
    session: SessionState,
    /// Counts the attempts, so that an answer to an earlier one is not taken for the last one's.
    attempts: u32,
    /// The attempt that is under way.
    pending: Option<Means>,
    /// Why the last attempt failed.
    failure: Option<String>,
}

/// What somebody signs in with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Means {
    /// The link that the server printed.
    Link,
    /// A personal access token.
    Token,
}

/// What can happen.
pub(super) enum Event {
    /// The page was opened with a sign-in link, or one was opened while it was shown.
    LinkOpened(Secret),
    /// An access token was entered.
    TokenEntered(Secret),
    /// The server has answered the attempt of that number.
    Answered(u32, Result<(), RequestError>),
    /// This is known of the session now.
    SessionIs(SessionState),
}

/// What is to be done outside of the model.
#[cfg_attr(test, derive(Debug))]
pub(super) enum Effect {
    /// Sign in, and tell [`Event::Answered`] with this number.
    SignIn(u32, SignIn),
    /// Somebody is signed in: go on to this path of the app.
    GoOn(String),
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// That it is being found out who is signed in.
    Loading,
    /// That this could not be found out, and why; and the ways to sign in anew, where the server
    /// says what it is.
    Failed(RequestError, Option<SessionInfo>),
    /// The ways to sign in to this server.
    Ways(SessionInfo),
}

impl SignInModel {
    /// A page that leads on to a path when somebody is signed in.
    pub(super) const fn new(next: String) -> Self {
        Self {
            next,
            session: SessionState::Loading,
            attempts: 0,
            pending: None,
            failure: None,
        }
    }

    /// What the page shows.
    pub(super) fn shown(&self) -> Shown {
        match &self.session {
            SessionState::Loading | SessionState::SignedIn(..) => Shown::Loading,
            SessionState::Failed(why, info) => Shown::Failed(why.clone(), info.clone()),
            SessionState::Anonymous(info) => Shown::Ways(info.clone()),
        }
    }

    /// Whether an attempt is under way.
    pub(super) const fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// Why the last attempt failed.
    pub(super) fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    fn attempt(&mut self, means: Means, proof: SignIn) -> Vec<Effect> {
        self.attempts += 1;
        self.pending = Some(means);
        vec![Effect::SignIn(self.attempts, proof)]
    }

    /// Who is signed in has no business here, even if the link was of no use.
    fn go_on(&self) -> Vec<Effect> {
        let signed_in = matches!(self.session, SessionState::SignedIn(..));
        (signed_in && !self.is_pending())
            .then(|| Effect::GoOn(routes::inside_the_app(&self.next)))
            .into_iter()
            .collect()
    }
}

impl Model for SignInModel {
    type Event = Event;
    type Effect = Effect;

    fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::LinkOpened(secret) => self.attempt(Means::Link, SignIn::Link(secret)),
            // A link works once, so it is never dropped; a token can be sent again.
            Event::TokenEntered(_) if self.is_pending() => Vec::new(),
            Event::TokenEntered(token) => self.attempt(Means::Token, SignIn::AccessToken(token)),
            Event::Answered(number, _) if number != self.attempts => Vec::new(),
            Event::Answered(_, done) => {
                let means = self.pending.take();
                self.failure = done
                    .err()
                    .zip(means)
                    .map(|(error, means)| explain(&error, means));
                self.go_on()
            }
            Event::SessionIs(session) => {
                self.session = session;
                self.go_on()
            }
        }
    }
}

/// Where an access token comes from.
pub(super) const fn token_help(mode: Mode) -> &'static str {
    match mode {
        Mode::Embedded => "Make one in a terminal with: wavepass token create NAME",
        Mode::Gateway => "Made under “Your tokens” in the user menu of Seqera Platform.",
    }
}

fn explain(error: &RequestError, means: Means) -> String {
    match (error.kind, means) {
        (Failure::Unauthorized, Means::Link) => "This link has been used or belongs to an \
            earlier start of the server. Restart the server for a new one, or enter an access \
            token."
            .to_owned(),
        (Failure::Unauthorized | Failure::Forbidden, Means::Token) => {
            "This token is not valid here. Check that it \
            was copied whole and has not been deleted."
                .to_owned()
        }
        _ => error.sentence(),
    }
}

#[cfg(test)]
mod tests {
    use wavepass_core::platform::user::Person;

    use super::*;
    use crate::shell::session::Account;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn info() -> SessionInfo {
        SessionInfo {
            signed_in: false,
            mode: Mode::Embedded,
            platform: None,
            wave_rules: None,
            own_wave: false,
        }
    }

    fn offline() -> RequestError {
        RequestError::new(Failure::Offline)
    }

    fn anonymous() -> Event {
        Event::SessionIs(SessionState::Anonymous(info()))
    }

    fn signed_in() -> Event {
        let account = Account {
            user: Person {
                id: Some(1),
                user_name: Some("local".to_owned()),
                ..Person::default()
            },
            workspaces: Vec::new(),
            no_workspaces: None,
            unreadable: None,
        };
        Event::SessionIs(SessionState::SignedIn(info(), Box::new(account)))
    }

    fn link() -> Event {
        Event::LinkOpened(Secret::from("once"))
    }

    fn token() -> Event {
        Event::TokenEntered(Secret::from("token"))
    }

    fn refused(number: u32) -> Event {
        Event::Answered(number, Err(RequestError::new(Failure::Unauthorized)))
    }

    /// What is asked for of the outside, without the secrets.
    #[derive(Debug, PartialEq, Eq)]
    enum Asked {
        Link(u32),
        Token(u32),
        GoOn(String),
    }

    fn tell(events: impl IntoIterator<Item = Event>) -> (SignInModel, Vec<Asked>) {
        let mut model = SignInModel::new("/images?image=a".to_owned());
        let effects = events.into_iter().flat_map(|event| model.update(event));
        let effects = effects.map(|effect| match effect {
            Effect::SignIn(number, SignIn::Link(_)) => Asked::Link(number),
            Effect::SignIn(number, SignIn::AccessToken(_)) => Asked::Token(number),
            Effect::GoOn(path) => Asked::GoOn(path),
        });
        let effects = effects.collect();
        (model, effects)
    }

    fn go_on() -> Asked {
        Asked::GoOn("/images?image=a".to_owned())
    }

    #[test]
    fn the_ways_to_sign_in_show_once_nobody_is_signed_in() {
        let failed = || SessionState::Failed(offline(), None);
        for (events, shown) in [
            (vec![], Shown::Loading),
            (vec![anonymous()], Shown::Ways(info())),
            (vec![signed_in()], Shown::Loading),
            (
                vec![Event::SessionIs(failed())],
                Shown::Failed(offline(), None),
            ),
            (
                vec![Event::SessionIs(failed()), anonymous()],
                Shown::Ways(info()),
            ),
            // There is a session with which nothing can be done: another one can be begun.
            (
                vec![Event::SessionIs(SessionState::Failed(
                    offline(),
                    Some(info()),
                ))],
                Shown::Failed(offline(), Some(info())),
            ),
        ] {
            assert_eq!(tell(events).0.shown(), shown);
        }
    }

    #[test]
    fn who_is_signed_in_goes_on_once_no_attempt_is_under_way() {
        for (events, asked) in [
            (vec![signed_in()], vec![go_on()]),
            (vec![anonymous(), token()], vec![Asked::Token(1)]),
            // The session is known before the answer has come back, or after it.
            (
                vec![anonymous(), token(), signed_in()],
                vec![Asked::Token(1)],
            ),
            (
                vec![
                    anonymous(),
                    token(),
                    signed_in(),
                    Event::Answered(1, Ok(())),
                ],
                vec![Asked::Token(1), go_on()],
            ),
            (
                vec![
                    anonymous(),
                    token(),
                    Event::Answered(1, Ok(())),
                    signed_in(),
                ],
                vec![Asked::Token(1), go_on()],
            ),
            // The link was of no use, and of no harm.
            (
                vec![link(), signed_in(), refused(1)],
                vec![Asked::Link(1), go_on()],
            ),
        ] {
            assert_eq!(tell(events).1, asked);
        }
    }

    #[test]
    fn the_way_on_stays_inside_the_app() {
        let mut model = SignInModel::new("//evil.example".to_owned());
        let effects = model.update(signed_in());
        assert!(matches!(effects.as_slice(), [Effect::GoOn(path)] if path == "/"));
    }

    #[test]
    fn a_refusal_says_what_was_refused() {
        for (attempt, words) in [(link(), "This link"), (token(), "This token")] {
            let (model, _) = tell([anonymous(), attempt, refused(1)]);
            assert!(model.failure().is_some_and(|said| said.starts_with(words)));
            assert!(!model.is_pending());
        }
        let (model, _) = tell([link(), Event::Answered(1, Err(offline()))]);
        let expected = RequestError::new(Failure::Offline).sentence();
        assert_eq!(model.failure(), Some(expected.as_str()));
    }

    #[test]
    fn a_token_that_platform_forbids_is_not_valid_and_one_that_it_could_not_check_may_be() {
        let forbidden = Event::Answered(1, Err(RequestError::new(Failure::Forbidden)));
        let (model, _) = tell([anonymous(), token(), forbidden]);
        assert!(
            model
                .failure()
                .is_some_and(|said| said.starts_with("This token is not valid"))
        );
        for kind in [
            Failure::Failed,
            Failure::Limited,
            Failure::Garbled,
            Failure::Timeout,
        ] {
            let (model, _) = tell([
                anonymous(),
                token(),
                Event::Answered(1, Err(RequestError::new(kind))),
            ]);
            assert!(
                model
                    .failure()
                    .is_some_and(|said| !said.contains("not valid"))
            );
        }
    }

    #[test]
    fn a_failure_stays_until_the_next_attempt_is_answered() {
        let failed = || [anonymous(), token(), refused(1)];
        let (model, _) = tell(failed().into_iter().chain([token()]));
        assert!(model.failure().is_some());
        let (model, _) = tell(
            failed()
                .into_iter()
                .chain([token(), Event::Answered(2, Ok(()))]),
        );
        assert_eq!(model.failure(), None);
    }

    #[test]
    fn a_second_press_sends_no_second_token_and_a_link_is_never_dropped() {
        let (_, asked) = tell([anonymous(), token(), token()]);
        assert_eq!(asked, [Asked::Token(1)]);
        let (model, asked) = tell([anonymous(), token(), link()]);
        assert_eq!(asked, [Asked::Token(1), Asked::Link(2)]);
        assert!(model.is_pending());
    }

    #[test]
    fn the_answer_to_an_earlier_attempt_is_not_taken_for_the_last_ones() {
        let (model, _) = tell([anonymous(), token(), link(), refused(1)]);
        assert!(model.is_pending());
        assert_eq!(model.failure(), None);
        let (model, _) = tell([anonymous(), token(), link(), refused(1), refused(2)]);
        assert!(
            model
                .failure()
                .is_some_and(|said| said.starts_with("This link"))
        );
    }
}
