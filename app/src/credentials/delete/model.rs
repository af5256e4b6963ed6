//! The question before credentials are deleted, and what became of it.

use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::platform::outcome::{DeleteError, NotDone};

use crate::ui::store::Model;

/// What is to be deleted, and how far that is.
#[derive(Debug, Default)]
pub(crate) enum DeletionModel {
    /// Nothing.
    #[default]
    Idle,
    /// Somebody is asked, and told why the last try failed.
    Asking(CredentialsSummary, Option<DeleteError>),
    /// It is being deleted. What is under way cannot be called off, and its answer belongs to
    /// this question.
    Deleting(CredentialsSummary),
}

/// What can happen.
#[derive(Debug)]
pub(crate) enum Event {
    /// Delete was chosen for credentials.
    Chosen(CredentialsSummary),
    /// They are to be kept.
    Cancelled,
    /// They are to be deleted.
    Confirmed,
    /// The server has answered.
    Answered(Result<(), DeleteError>),
}

/// What is to be done outside of the model.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Delete these.
    Delete(CredentialsSummary),
    /// They are gone: show what is left.
    ShowRest(CredentialsSummary),
}

impl DeletionModel {
    /// What is to be deleted.
    pub(crate) const fn target(&self) -> Option<&CredentialsSummary> {
        match self {
            Self::Idle => None,
            Self::Asking(row, _) | Self::Deleting(row) => Some(row),
        }
    }

    /// Whether a deletion is under way.
    pub(crate) const fn is_pending(&self) -> bool {
        matches!(self, Self::Deleting(_))
    }

    /// Why the last try failed.
    pub(crate) const fn failure(&self) -> Option<&DeleteError> {
        match self {
            Self::Asking(_, failure) => failure.as_ref(),
            Self::Idle | Self::Deleting(_) => None,
        }
    }
}

impl Model for DeletionModel {
    type Event = Event;
    type Effect = Effect;

    fn update(&mut self, event: Event) -> Vec<Effect> {
        let (next, effect) = match (std::mem::take(self), event) {
            (Self::Idle | Self::Asking(..), Event::Chosen(row)) => (Self::Asking(row, None), None),
            (Self::Asking(row, _), Event::Confirmed) => {
                (Self::Deleting(row.clone()), Some(Effect::Delete(row)))
            }
            (Self::Deleting(row), Event::Answered(Ok(()))) => {
                (Self::Idle, Some(Effect::ShowRest(row)))
            }
            // The shell asks to sign in again; the question would be in the way.
            (Self::Deleting(_), Event::Answered(Err(error))) if error.is_signed_out() => {
                (Self::Idle, None)
            }
            (Self::Asking(..), Event::Cancelled) => (Self::Idle, None),
            (Self::Deleting(row), Event::Answered(Err(error))) => {
                (Self::Asking(row, Some(error)), None)
            }
            (same, _) => (same, None),
        };
        *self = next;
        effect.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wavepass_core::failure::Failure;
    use wavepass_core::platform::reader::Fields;
    use wavepass_core::platform::request_error::RequestError;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn row(name: &str) -> CredentialsSummary {
        let row = json!({"id": format!("id-{name}"), "name": name, "provider": "container-reg"});
        CredentialsSummary::read(Fields::of(&row).unwrap()).unwrap()
    }

    fn failed(kind: Failure) -> DeleteError {
        DeleteError::Failed(RequestError::new(kind))
    }

    fn tell(events: impl IntoIterator<Item = Event>) -> (DeletionModel, Vec<Effect>) {
        let mut model = DeletionModel::default();
        let effects = events.into_iter().flat_map(|event| model.update(event));
        let effects = effects.collect();
        (model, effects)
    }

    fn chosen() -> Event {
        Event::Chosen(row("mine"))
    }

    #[test]
    fn nothing_is_deleted_before_somebody_has_confirmed_it() {
        for events in [
            vec![chosen()],
            vec![Event::Confirmed],
            vec![chosen(), Event::Cancelled, Event::Confirmed],
        ] {
            assert_eq!(tell(events).1, []);
        }
        let (model, effects) = tell([chosen(), Event::Confirmed]);
        assert_eq!(effects, [Effect::Delete(row("mine"))]);
        assert!(model.is_pending());
    }

    #[test]
    fn the_last_choice_is_the_one_that_is_asked_about() {
        let (_, effects) = tell([chosen(), Event::Chosen(row("other")), Event::Confirmed]);
        assert_eq!(effects, [Effect::Delete(row("other"))]);
    }

    #[test]
    fn what_is_under_way_is_neither_called_off_nor_done_twice() {
        for event in [
            Event::Cancelled,
            Event::Confirmed,
            Event::Chosen(row("other")),
        ] {
            let (model, effects) = tell([chosen(), Event::Confirmed, event]);
            assert_eq!(model.target(), Some(&row("mine")));
            assert!(model.is_pending());
            assert_eq!(effects.len(), 1);
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
            let (model, mut effects) = tell([chosen(), Event::Confirmed, Event::Answered(answer)]);
            assert_eq!(model.target().is_some(), is_open);
            assert_eq!(model.failure(), failure.as_ref());
            assert!(!model.is_pending());
            effects.remove(0);
            assert_eq!(effects.pop(), shown);
        }
    }

    #[test]
    fn a_failure_is_forgotten_with_the_next_try_and_with_the_question() {
        let failed = || {
            [
                chosen(),
                Event::Confirmed,
                Event::Answered(Err(failed(Failure::Offline))),
            ]
        };
        for next in [
            vec![Event::Confirmed],
            vec![chosen()],
            vec![Event::Cancelled, chosen()],
        ] {
            let (model, _) = tell(failed().into_iter().chain(next));
            assert!(model.target().is_some());
            assert_eq!(model.failure(), None);
        }
    }
}
