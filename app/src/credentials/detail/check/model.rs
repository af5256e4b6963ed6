//! A check of one credential at its provider: when it is under way, and what came of it.

use wavepass_core::credentials::Kind;
use wavepass_core::credentials::validation::{Validation, why_not_checked};
use wavepass_core::platform::request_error::RequestError;
use wavepass_core::platform::service_info::Installation;

use crate::ui::store::Model;

/// A check, or none yet.
#[derive(Debug)]
pub(crate) struct CheckModel {
    installation: Installation,
    kind: Option<Kind>,
    is_pending: bool,
    answer: Option<Result<Validation, RequestError>>,
}

/// What came of a check, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// How it looks.
    pub(crate) tone: Tone,
    /// What it is.
    pub(crate) sentence: String,
    /// Platform's reason.
    pub(crate) why: Option<String>,
}

/// How an outcome looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// The provider takes them.
    Good,
    /// It does not.
    Bad,
    /// Nobody knows.
    Uncertain,
    /// Something that is newer than this program.
    Neutral,
}

/// What can happen.
#[derive(Debug)]
pub(crate) enum Event {
    /// A check is wanted.
    Pressed,
    /// Platform has answered.
    Answered(Result<Validation, RequestError>),
}

/// What is to be done outside of the model.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Have Platform check them.
    Check,
    /// See what Platform has kept of it.
    LookAgain,
}

impl CheckModel {
    /// No check yet, of an installation that may be able to.
    pub(crate) const fn new(installation: Installation, kind: Option<Kind>) -> Self {
        Self {
            installation,
            kind,
            is_pending: false,
            answer: None,
        }
    }

    /// Whether one is under way.
    pub(crate) const fn is_pending(&self) -> bool {
        self.is_pending
    }

    /// What came of the last one.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        Some(match self.answer.as_ref()? {
            Ok(validation) => Outcome {
                tone: match validation {
                    Validation::Good => Tone::Good,
                    Validation::Invalid(_) => Tone::Bad,
                    Validation::NotNow(_) => Tone::Uncertain,
                    Validation::Other(_) => Tone::Neutral,
                },
                sentence: validation.sentence(self.kind),
                why: validation.why().map(str::to_owned),
            },
            Err(failure) => Outcome {
                tone: Tone::Uncertain,
                sentence: why_not_checked(failure, &self.installation),
                why: None,
            },
        })
    }
}

impl Model for CheckModel {
    type Event = Event;
    type Effect = Effect;

    fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Pressed if self.is_pending => Vec::new(),
            Event::Pressed => {
                self.is_pending = true;
                // The last outcome says nothing of this one.
                self.answer = None;
                vec![Effect::Check]
            }
            Event::Answered(answer) => {
                self.is_pending = false;
                let is_answer = answer.is_ok();
                self.answer = Some(answer);
                if is_answer {
                    vec![Effect::LookAgain]
                } else {
                    Vec::new()
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use wavepass_core::failure::Failure;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn tell(events: impl IntoIterator<Item = Event>) -> (CheckModel, Vec<Effect>) {
        let mut model = CheckModel::new(Installation::default(), None);
        let effects = events.into_iter().flat_map(|event| model.update(event));
        let effects = effects.collect();
        (model, effects)
    }

    #[test]
    fn a_check_is_sent_once_while_it_is_under_way() {
        let (model, effects) = tell([Event::Pressed, Event::Pressed]);
        assert_eq!(effects, [Effect::Check]);
        assert!(model.is_pending());
        assert_eq!(model.outcome(), None);
    }

    #[test]
    fn what_platform_has_kept_is_looked_at_only_after_an_answer() {
        let good = Event::Answered(Ok(Validation::Good));
        assert_eq!(
            tell([Event::Pressed, good]).1,
            [Effect::Check, Effect::LookAgain]
        );
        let offline = Event::Answered(Err(RequestError::new(Failure::Offline)));
        assert_eq!(tell([Event::Pressed, offline]).1, [Effect::Check]);
    }

    #[test]
    fn only_what_the_provider_takes_looks_good() {
        for (answer, tone) in [
            (Ok(Validation::Good), Tone::Good),
            (Ok(Validation::Invalid(None)), Tone::Bad),
            (Ok(Validation::NotNow(None)), Tone::Uncertain),
            (Ok(Validation::Other("NEW".to_owned())), Tone::Neutral),
            (Err(RequestError::new(Failure::Offline)), Tone::Uncertain),
        ] {
            let (model, _) = tell([Event::Pressed, Event::Answered(answer)]);
            assert_eq!(model.outcome().unwrap().tone, tone);
            assert!(!model.is_pending());
        }
    }

    #[test]
    fn the_last_outcome_is_gone_while_the_next_check_is_under_way() {
        let answered = Event::Answered(Ok(Validation::Good));
        let (model, _) = tell([Event::Pressed, answered, Event::Pressed]);
        assert_eq!(model.outcome(), None);
    }
}
