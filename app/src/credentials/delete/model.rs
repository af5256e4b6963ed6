//! The question before credentials are deleted: what depends on them, and what became of it.

use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::credentials::dependents::Dependents;
use wavepass_core::credentials::summary::gap;
use wavepass_core::platform::outcome::{DeleteError, NotDone};
use wavepass_core::platform::reader::Listed;
use wavepass_core::platform::request_error::RequestError;
use wavepass_core::registry::wave_setup::WaveSetup;
use wavepass_core::wave::MatchRule;
use wavepass_core::wave::credential::StoredCredential;
use wavepass_core::wave::usage::afterwards;

use crate::ui::foreign::visible;
use crate::ui::store::Model;

/// For how long what was looked up is taken for what is so, in milliseconds.
const FRESH: i64 = 30_000;

/// What is to be deleted, what depends on it, and how far that is.
#[derive(Debug)]
pub(crate) struct DeletionModel {
    step: Step,
    lookup: Option<Lookup>,
    /// How often something was looked up, so that a late answer is not believed.
    lookups: u32,
    /// What was typed to confirm it.
    typed: String,
    /// Whether it was confirmed without the name.
    wants_name: bool,
    setup: WaveSetup,
}

/// How far it is.
#[derive(Debug, Default)]
enum Step {
    /// Nothing is to be deleted.
    #[default]
    Idle,
    /// Somebody is asked, and told why the last try failed.
    Asking(CredentialsSummary, Option<DeleteError>),
    /// It is being deleted. What is under way cannot be called off, and its answer belongs to
    /// this question.
    Deleting(CredentialsSummary),
}

/// What is looked up of credentials.
#[derive(Debug)]
struct Lookup {
    row: CredentialsSummary,
    began: i64,
    /// None while it is under way.
    found: Option<Found>,
}

/// What was found. Each may fail without the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The compute environments that use them.
    pub(crate) dependents: Result<Dependents, RequestError>,
    /// The list that they are in, of registry credentials.
    pub(crate) neighbours: Option<Result<Listed<CredentialsSummary>, RequestError>>,
}

/// What becomes of the images of registry credentials.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Images {
    /// By rules of Wave: which, where they differ, and what becomes of them.
    pub(crate) then: Vec<Then>,
    /// What stands in the way of a full answer.
    pub(crate) gap: Option<String>,
}

/// What becomes of them by one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Then {
    /// The rule, where others come to something else.
    pub(crate) rule: Option<MatchRule>,
    /// What becomes of them.
    pub(crate) sentence: String,
    /// Name and id of the credentials that take over, with which the sentence ends.
    pub(crate) successor: Option<(String, String)>,
}

/// What can happen.
#[derive(Debug)]
pub(crate) enum Event {
    /// Delete is at hand for credentials, at a time in milliseconds.
    AtHand(CredentialsSummary, i64),
    /// Delete was chosen for credentials, at a time in milliseconds.
    Chosen(CredentialsSummary, i64),
    /// What depends on them is to be looked up once more.
    LookAgain(i64),
    /// The look-up of that number has come to an end.
    Looked(u32, Found),
    /// Something was typed to confirm it.
    Typed(String),
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
    /// Look up what depends on these, with the number of the look-up.
    Look(u32, CredentialsSummary),
    /// Put the focus where the name is typed.
    FocusName,
    /// Delete these.
    Delete(CredentialsSummary),
    /// They are gone: show what is left.
    ShowRest(CredentialsSummary),
}

impl DeletionModel {
    /// Nothing is to be deleted yet, and Wave is set up like this.
    pub(crate) fn new(setup: WaveSetup) -> Self {
        Self {
            step: Step::Idle,
            lookup: None,
            lookups: 0,
            typed: String::new(),
            wants_name: false,
            setup,
        }
    }

    /// What is to be deleted.
    pub(crate) const fn target(&self) -> Option<&CredentialsSummary> {
        match &self.step {
            Step::Idle => None,
            Step::Asking(row, _) | Step::Deleting(row) => Some(row),
        }
    }

    /// Whether a deletion is under way.
    pub(crate) const fn is_pending(&self) -> bool {
        matches!(self.step, Step::Deleting(_))
    }

    /// Whether what depends on them is being looked up.
    pub(crate) fn is_looking(&self) -> bool {
        self.lookup.as_ref().is_some_and(|it| it.found.is_none())
    }

    /// What was found to depend on them; none until that is known.
    pub(crate) fn found(&self) -> Option<&Found> {
        self.lookup.as_ref()?.found.as_ref()
    }

    /// What becomes of the images that Wave uses them for; none of other credentials, and until
    /// that is known.
    pub(crate) fn images(&self) -> Option<Images> {
        let lookup = self.lookup.as_ref()?;
        let list = match lookup.found.as_ref()?.neighbours.as_ref()? {
            Ok(list) => list,
            Err(failure) => {
                return Some(Images {
                    then: Vec::new(),
                    gap: Some(format!(
                        "Which credentials Wave takes in their place is not known: the list could \
                         not be loaded. {}",
                        failure.sentence()
                    )),
                });
            }
        };
        let stored: Vec<_> = list.rows.iter().map(StoredCredential::from).collect();
        let id = lookup.row.id.as_deref().unwrap_or_default();
        // Without them in it the list tells nothing of their place.
        let place = stored.iter().position(|other| other.id == id)?;
        let all = afterwards(&stored, place, &self.setup);
        let differ = all.len() > 1;
        let then = all.iter().filter_map(|(rule, then)| {
            let sentence = match then.sentence() {
                Some(sentence) => sentence,
                None if differ => "Nothing changes: Wave uses them for no image.".to_owned(),
                None => return None,
            };
            let successor = then.successor();
            Some(Then {
                rule: differ.then_some(*rule),
                sentence,
                successor: successor.map(|it| (it.name.to_owned(), it.id.to_owned())),
            })
        });
        Some(Images {
            then: then.collect(),
            gap: gap(list),
        })
    }

    /// Whether the name has to be typed: something is known to depend on them.
    pub(crate) fn asks_name(&self) -> bool {
        let dependents = self.found().map(|found| &found.dependents);
        matches!(dependents, Some(Ok(dependents)) if dependents.are_there())
    }

    /// What was typed to confirm it.
    pub(crate) fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether it was confirmed without the name, which is still not there.
    pub(crate) fn lacks_name(&self) -> bool {
        self.wants_name && !self.has_name()
    }

    /// Why the last try failed.
    pub(crate) const fn failure(&self) -> Option<&DeleteError> {
        match &self.step {
            Step::Asking(_, failure) => failure.as_ref(),
            Step::Idle | Step::Deleting(_) => None,
        }
    }

    /// Whether the name was typed, as it is or as it is shown. Blanks around it do not count.
    fn has_name(&self) -> bool {
        let typed = self.typed.trim();
        self.target().is_some_and(|row| {
            let name = row.label().trim();
            typed == name || typed == visible(name)
        })
    }

    /// Looks up what depends on a row, unless that is known or under way.
    fn look(&mut self, row: &CredentialsSummary, now: i64) -> Option<Effect> {
        let is_fresh = self.lookup.as_ref().is_some_and(|lookup| {
            let age = now.saturating_sub(lookup.began);
            let failed = matches!(&lookup.found, Some(found) if found.has_failed());
            lookup.row.id == row.id && (0..FRESH).contains(&age) && !failed
        });
        if is_fresh {
            return None;
        }
        self.lookups += 1;
        self.lookup = Some(Lookup {
            row: row.clone(),
            began: now,
            found: None,
        });
        Some(Effect::Look(self.lookups, row.clone()))
    }

    fn confirm(&mut self) -> Option<Effect> {
        if self.is_looking() {
            return None;
        }
        if self.asks_name() && !self.has_name() {
            self.wants_name = true;
            return Some(Effect::FocusName);
        }
        let Step::Asking(row, _) = std::mem::take(&mut self.step) else {
            return None;
        };
        self.step = Step::Deleting(row.clone());
        Some(Effect::Delete(row))
    }
}

impl Found {
    /// Whether something could not be looked up at all.
    fn has_failed(&self) -> bool {
        self.dependents.is_err() || matches!(self.neighbours, Some(Err(_)))
    }
}

impl Model for DeletionModel {
    type Event = Event;
    type Effect = Effect;

    fn update(&mut self, event: Event) -> Vec<Effect> {
        let effect = match (&self.step, event) {
            // What is asked about stays.
            (Step::Idle, Event::AtHand(row, now)) => self.look(&row, now),
            (Step::Idle | Step::Asking(..), Event::Chosen(row, now)) => {
                let look = self.look(&row, now);
                self.step = Step::Asking(row, None);
                self.typed.clear();
                self.wants_name = false;
                look
            }
            (Step::Asking(row, _), Event::LookAgain(now)) => {
                let row = row.clone();
                self.lookup = None;
                self.look(&row, now)
            }
            (_, Event::Looked(number, found)) if number == self.lookups => {
                if let Some(lookup) = &mut self.lookup {
                    lookup.found = Some(found);
                }
                None
            }
            (Step::Asking(..), Event::Typed(text)) => {
                self.typed = text;
                None
            }
            (Step::Asking(..), Event::Confirmed) => self.confirm(),
            (Step::Asking(..), Event::Cancelled) => {
                self.step = Step::Idle;
                None
            }
            (Step::Deleting(row), Event::Answered(answer)) => {
                let row = row.clone();
                match answer {
                    Ok(()) => {
                        self.step = Step::Idle;
                        self.lookup = None;
                        Some(Effect::ShowRest(row))
                    }
                    // The shell asks to sign in again; the question would be in the way.
                    Err(error) if error.is_signed_out() => {
                        self.step = Step::Idle;
                        None
                    }
                    Err(error) => {
                        self.step = Step::Asking(row, Some(error));
                        None
                    }
                }
            }
            _ => None,
        };
        effect.into_iter().collect()
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
