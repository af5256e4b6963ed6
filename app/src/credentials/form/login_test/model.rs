//! A test of the login that is typed: when it is under way, and what came of it.
//!
//! What came of a login is not said of another one: it goes when something is typed.

use wavepass_core::failure::Failure;
use wavepass_core::finding::Finding;
use wavepass_core::platform::request_error::RequestError;
use wavepass_core::registry::login_test::{LOGIN_NOT_PROVED, LoginTest, Outcome, WHERE};
use wavepass_core::secret::Secret;

use crate::ui::store::Model;

/// A test, or none yet.
#[derive(Debug, Default)]
pub(super) struct LoginTestModel {
    image: String,
    /// Counts what was asked and what was typed, so that only the answer to the last counts.
    turn: u32,
    state: State,
}

/// How far it is.
#[derive(Debug, Default)]
enum State {
    #[default]
    None,
    /// What has to be typed first.
    Incomplete(&'static str),
    Pending {
        host: String,
    },
    Done {
        host: String,
        answer: Result<Outcome, RequestError>,
    },
}

/// What there is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// What it is.
    pub(super) finding: Finding,
    /// Where it was tried, where it was.
    pub(super) at: Option<&'static str>,
}

impl Said {
    /// For who does not see it.
    fn aloud(&self) -> String {
        let at = self.at.map(|at| format!(" {at}")).unwrap_or_default();
        format!("{}{at}", self.finding.message)
    }

    /// That nothing is known.
    fn nothing(sentence: impl Into<String>) -> Self {
        Self {
            finding: Finding::warning(LOGIN_NOT_PROVED, sentence),
            at: None,
        }
    }
}

/// What can happen.
#[derive(Debug)]
pub(super) enum Event {
    /// An image was typed that has to be readable.
    ImageTyped(String),
    /// The login was changed.
    LoginChanged,
    /// The login is to be tried.
    Pressed {
        /// The registry as it would be stored.
        registry: String,
        /// The user name.
        user_name: String,
        /// The password or token.
        password: Secret,
    },
    /// The server has answered the test of that turn.
    Answered(u32, Result<Outcome, RequestError>),
}

/// What is to be done outside of the model.
#[derive(Debug)]
pub(super) enum Effect {
    /// Have the server try this, in that turn.
    Ask(u32, Box<LoginTest>),
    /// Say something to people who do not see the page change.
    Say(String),
}

/// What it means that the server gave no outcome.
fn no_answer(failure: &RequestError) -> String {
    match failure.kind {
        Failure::Limited => {
            "Ten tests a minute are taken. Wait a moment, then try again.".to_owned()
        }
        Failure::Offline | Failure::Timeout => "This server gave no answer, so what came of the \
                                                test is not known. Try again."
            .to_owned(),
        _ if failure.may_have_been_done() => {
            "What came of the test is not known. Try again.".to_owned()
        }
        _ => format!("The login was not tried. {}", failure.sentence()),
    }
}

impl LoginTestModel {
    /// The image that has to be readable.
    pub(super) fn image(&self) -> &str {
        &self.image
    }

    /// Whether a test is under way.
    pub(super) const fn is_pending(&self) -> bool {
        matches!(self.state, State::Pending { .. })
    }

    /// What there is to say.
    pub(super) fn said(&self) -> Option<Said> {
        match &self.state {
            State::None | State::Pending { .. } => None,
            State::Incomplete(sentence) => Some(Said::nothing(*sentence)),
            State::Done { host, answer } => Some(match answer {
                Ok(outcome) => Said {
                    finding: outcome.finding(host),
                    at: outcome.was_tried().then_some(WHERE),
                },
                Err(failure) => Said::nothing(no_answer(failure)),
            }),
        }
    }

    fn press(&mut self, registry: String, user_name: String, password: Secret) -> Vec<Effect> {
        if self.is_pending() {
            return Vec::new();
        }
        let missing = match (user_name.trim().is_empty(), password.is_empty()) {
            (true, true) => Some("Enter a user name and a password or token first."),
            (true, false) => Some("Enter a user name first."),
            (false, true) => {
                Some("Enter the password or token first: a stored one is not told to anybody.")
            }
            (false, false) => None,
        };
        if let Some(sentence) = missing {
            self.state = State::Incomplete(sentence);
            return vec![Effect::Say(sentence.to_owned())];
        }
        self.turn += 1;
        let image = self.image.trim();
        let test = LoginTest {
            registry,
            user_name,
            password,
            image: (!image.is_empty()).then(|| image.to_owned()),
        };
        self.state = State::Pending {
            host: test.host().to_owned(),
        };
        vec![Effect::Ask(self.turn, Box::new(test))]
    }

    fn forget(&mut self) {
        self.turn += 1;
        self.state = State::None;
    }
}

impl Model for LoginTestModel {
    type Event = Event;
    type Effect = Effect;

    fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::ImageTyped(image) => {
                self.image = image;
                self.forget();
            }
            Event::LoginChanged => self.forget(),
            Event::Pressed {
                registry,
                user_name,
                password,
            } => return self.press(registry, user_name, password),
            Event::Answered(turn, answer) => {
                if let State::Pending { host } = &self.state
                    && turn == self.turn
                {
                    let host = host.clone();
                    self.state = State::Done { host, answer };
                    let said = self.said().into_iter();
                    return said.map(|said| Effect::Say(said.aloud())).collect();
                }
            }
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;
    use wavepass_core::finding::Severity;

    use super::*;

    fn pressed(registry: &str, user_name: &str, password: &str) -> Event {
        Event::Pressed {
            registry: registry.to_owned(),
            user_name: user_name.to_owned(),
            password: password.into(),
        }
    }

    fn sentence(model: &LoginTestModel) -> String {
        model
            .said()
            .map(|said| said.finding.message)
            .unwrap_or_default()
    }

    #[test]
    fn a_login_is_tried_and_what_came_of_it_is_said_with_where() {
        let mut model = LoginTestModel::default();
        model.update(Event::ImageTyped(" quay.io/team/tool:1 ".to_owned()));
        let effects = model.update(pressed("quay.io", "me", "S3ntinel"));
        let [Effect::Ask(1 | 2, test)] = effects.as_slice() else {
            panic!("{effects:?}")
        };
        assert_eq!(test.registry, "quay.io");
        assert_eq!(test.image.as_deref(), Some("quay.io/team/tool:1"));
        assert!(model.is_pending());
        // A second press changes nothing.
        assert!(model.update(pressed("quay.io", "me", "other")).is_empty());
        let turn = model.turn;
        let effects = model.update(Event::Answered(turn, Ok(Outcome::Rejected)));
        assert_eq!(effects.len(), 1);
        let said = model.said().unwrap();
        assert!(said.finding.is_error());
        assert_eq!(said.at, Some(WHERE));
        assert!(
            said.finding.message.starts_with("quay.io refuses"),
            "{said:?}"
        );
    }

    #[test]
    fn an_empty_registry_is_docker_hub() {
        let mut model = LoginTestModel::default();
        model.update(pressed("", "me", "S3ntinel"));
        model.update(Event::Answered(model.turn, Ok(Outcome::Rejected)));
        assert!(sentence(&model).starts_with("docker.io refuses"));
    }

    #[test]
    fn what_is_missing_is_asked_for_and_nothing_is_sent() {
        for (user, password, expected) in [
            ("", "", "a user name and a password"),
            ("", "x", "Enter a user name first"),
            ("me", "", "a stored one is not told"),
        ] {
            let mut model = LoginTestModel::default();
            let effects = model.update(pressed("quay.io", user, password));
            assert!(
                matches!(effects.as_slice(), [Effect::Say(_)]),
                "{effects:?}"
            );
            assert!(sentence(&model).contains(expected), "{}", sentence(&model));
        }
    }

    #[test]
    fn what_came_of_one_login_is_not_said_of_another() {
        let mut model = LoginTestModel::default();
        model.update(pressed("quay.io", "me", "S3ntinel"));
        let turn = model.turn;
        model.update(Event::LoginChanged);
        assert!(!model.is_pending());
        assert!(
            model
                .update(Event::Answered(turn, Ok(Outcome::Accepted)))
                .is_empty()
        );
        assert_eq!(model.said(), None);
        model.update(pressed("quay.io", "me", "S3ntinel"));
        model.update(Event::Answered(model.turn, Ok(Outcome::Accepted)));
        assert!(model.said().is_some());
        model.update(Event::LoginChanged);
        assert_eq!(model.said(), None);
    }

    #[test]
    fn a_request_that_failed_says_nothing_of_the_login() {
        for (kind, expected) in [
            (Failure::Limited, "Ten tests a minute"),
            (Failure::Offline, "what came of the test is not known"),
            (Failure::Timeout, "what came of the test is not known"),
            (Failure::Failed, "What came of the test is not known"),
            (Failure::Refused, "The login was not tried."),
        ] {
            let mut model = LoginTestModel::default();
            model.update(pressed("quay.io", "me", "S3ntinel"));
            model.update(Event::Answered(model.turn, Err(RequestError::new(kind))));
            let said = model.said().unwrap();
            assert_eq!((said.finding.severity, said.at), (Severity::Warning, None));
            assert!(said.finding.message.contains(expected), "{said:?}");
            assert!(!said.finding.message.contains("Platform"), "{said:?}");
        }
    }

    #[test]
    fn no_debug_output_has_the_secret() {
        let mut model = LoginTestModel::default();
        let event = pressed("quay.io", "me", "S3ntinel");
        let asked = format!("{event:?}");
        let effects = model.update(event);
        let seen = format!("{asked}{effects:?}{model:?}");
        assert!(!seen.contains("S3ntinel"), "{seen}");
    }
}
