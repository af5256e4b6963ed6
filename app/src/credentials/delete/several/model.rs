//! Several credentials that are to be deleted: what depends on them, and what became of each.
//!
//! One request is sent at a time. What is gone is never asked for again, and where it is not certain
//! whether it is, the list is looked at before another try. Start at [`Event`].

use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::credentials::dependents::Dependents;
use wavepass_core::credentials::summary::gap;
use wavepass_core::platform::outcome::{DeleteError, NotDone};
use wavepass_core::platform::reader::Listed;
use wavepass_core::platform::request_error::RequestError;
use wavepass_core::registry::wave_setup::WaveSetup;
use wavepass_core::wave::MatchRule;
use wavepass_core::wave::credential::StoredCredential;
use wavepass_core::wave::usage::afterwards_of_all;

use crate::credentials::several::{Series, State, Verb};
use crate::ui::store::Model;

/// What can happen. Credentials are told by their number.
#[derive(Debug)]
pub(crate) enum Event {
    /// These are to be deleted.
    Chosen(Vec<CredentialsSummary>),
    /// What depends on them is to be looked up once more.
    LookAgain,
    /// The look-up of that number has come to an end.
    Looked(u32, Found),
    /// Something was typed to confirm it.
    Typed(String),
    /// They are to be deleted.
    Confirmed,
    /// The server has answered.
    Answered(usize, Result<(), DeleteError>),
    /// What was not sent yet is to be kept.
    Stopped,
    /// Those that failed are to be deleted after all.
    TryAgain,
    /// The list was looked at: the ids in it, or why they are not known.
    LookedUp(Result<Vec<String>, String>),
    /// They are to be kept, or what became of them was read.
    Closed,
}

/// What is to be done outside of the model.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Look up what depends on these, with the number of the look-up.
    Look(u32, Vec<CredentialsSummary>),
    /// Put the focus where the words are typed.
    FocusWords,
    /// Put the focus on what is running, or on what became of it.
    FocusProgress,
    /// Delete these.
    Delete(usize, String),
    /// Look at the list.
    LookUp,
    /// Say something to people who do not see the page change.
    Say(String),
    /// Show good news.
    Tell(String),
    /// Show what has to be known, until it is dismissed.
    Notify(String),
    /// Nothing is asked any more, and these are gone.
    End(Vec<String>),
}

/// What was found. Each may fail without the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The compute environments that use each of them.
    pub(crate) dependents: Result<Vec<Dependents>, RequestError>,
    /// The list that they are in, where one of them is for a registry.
    pub(crate) neighbours: Option<Result<Listed<CredentialsSummary>, RequestError>>,
}

/// What becomes of images by one rule of Wave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Then {
    /// The rule, where others come to something else.
    pub(crate) rule: Option<MatchRule>,
    /// What becomes of the images of each registry; with the name of those that take over, with
    /// which the sentence ends.
    pub(crate) sentences: Vec<(String, Option<String>)>,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Step {
    /// Nothing is to be deleted.
    #[default]
    Idle,
    /// Somebody is asked.
    Asking,
    /// They are deleted, one after the other.
    Running,
    /// Some could not be deleted.
    Ended,
}

/// What is done to them.
const DELETING: Verb = Verb {
    doing: "Deleting",
    done: "Deleted",
    past: "deleted",
};

/// Credentials that are to be deleted, and how far that is.
#[derive(Clone, Debug)]
pub(crate) struct SeveralModel {
    step: Step,
    series: Series,
    found: Option<Found>,
    /// How often something was looked up, so that a late answer is not believed.
    lookups: u32,
    /// What was typed to confirm it.
    typed: String,
    /// Whether it was confirmed without the words.
    wants_words: bool,
    setup: WaveSetup,
}

impl SeveralModel {
    /// Nothing is to be deleted yet, and Wave is set up like this.
    pub(crate) fn new(setup: WaveSetup) -> Self {
        Self {
            step: Step::Idle,
            series: Series::new(DELETING),
            found: None,
            lookups: 0,
            typed: String::new(),
            wants_words: false,
            setup,
        }
    }

    /// How far it is.
    pub(crate) const fn step(&self) -> Step {
        self.step
    }

    /// Those that are to be deleted, and how far each is.
    pub(crate) const fn series(&self) -> &Series {
        &self.series
    }

    /// What was found to depend on them; none until that is known.
    pub(crate) const fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }

    /// What depends on one of them; empty where nothing does, and until that is known.
    pub(crate) fn users_of(&self, at: usize) -> Vec<String> {
        let dependents = self
            .found
            .as_ref()
            .and_then(|it| it.dependents.as_ref().ok());
        let dependents = dependents.and_then(|all| all.get(at));
        let users = dependents.map(|it| it.used_by.iter().map(|env| env.name.clone()).collect());
        users.unwrap_or_default()
    }

    /// What becomes of the images that Wave uses them for, and what stands in the way of a full
    /// answer.
    pub(crate) fn images(&self) -> (Vec<Then>, Option<String>) {
        let list = match self.found.as_ref().and_then(|it| it.neighbours.as_ref()) {
            None => return (Vec::new(), None),
            Some(Ok(list)) => list,
            Some(Err(failure)) => {
                let why = failure.sentence();
                let gap = format!(
                    "Which credentials Wave takes in their place is not known: the list could not \
                     be loaded. {why}"
                );
                return (Vec::new(), Some(gap));
            }
        };
        let stored: Vec<_> = list.rows.iter().map(StoredCredential::from).collect();
        let is_gone = |id: &str| {
            let mut items = self.series.items().iter();
            items.any(|item| item.row.id.as_deref() == Some(id))
        };
        let gone: Vec<_> = (0..stored.len())
            .filter(|at| stored.get(*at).is_some_and(|it| is_gone(it.id)))
            .collect();
        let all = afterwards_of_all(&stored, &gone, &self.setup);
        let differ = all.len() > 1;
        let then = all.iter().map(|(rule, told)| {
            let told = told.iter().filter_map(|it| {
                let successor = it.successor().map(|it| it.name.to_owned());
                Some((it.sentence()?, successor))
            });
            let mut sentences: Vec<_> = told.collect();
            if sentences.is_empty() && differ {
                let nothing = "Nothing changes: Wave uses them for no image.";
                sentences.push((nothing.to_owned(), None));
            }
            Then {
                rule: differ.then_some(*rule),
                sentences,
            }
        });
        (then.collect(), gap(list))
    }

    /// Whether what depends on them is being looked up.
    pub(crate) const fn is_looking(&self) -> bool {
        matches!(self.step, Step::Asking) && self.found.is_none()
    }

    /// Whether words have to be typed: something is known to depend on one of them.
    pub(crate) fn asks_words(&self) -> bool {
        let dependents = self
            .found
            .as_ref()
            .and_then(|it| it.dependents.as_ref().ok());
        dependents.is_some_and(|all| all.iter().any(Dependents::are_there))
    }

    /// The words that have to be typed.
    pub(crate) fn words(&self) -> String {
        format!("delete {}", self.series.items().len())
    }

    /// What was typed to confirm it.
    pub(crate) fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether it was confirmed without the words, which are still not there.
    pub(crate) fn lacks_words(&self) -> bool {
        self.wants_words && !self.has_words()
    }

    fn has_words(&self) -> bool {
        let typed: Vec<_> = self
            .typed
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        typed.join(" ") == self.words()
    }

    /// What the question is called.
    pub(crate) fn title(&self) -> String {
        match self.step {
            Step::Idle | Step::Asking => format!("Delete {}?", self.series.how_many()),
            Step::Running => format!("Deleting {}", self.series.how_many()),
            Step::Ended if self.series.kept().is_empty() => {
                "Not all are known to be deleted".to_owned()
            }
            Step::Ended => "Not all were deleted".to_owned(),
        }
    }

    /// What is shown when the answer about one of them comes to somebody who has left the page.
    /// Nothing more is sent then.
    pub(crate) fn left(mut self, at: usize, answer: Result<(), DeleteError>) -> Effect {
        let why = answer.as_ref().err().map(why_not);
        self.series.stop();
        let mut effects = self.answered(at, &answer).into_iter();
        if let Some(all) = effects.find(|effect| matches!(effect, Effect::Tell(_))) {
            return all;
        }
        Effect::Notify(self.series.left(why))
    }

    fn look(&mut self) -> Vec<Effect> {
        self.lookups += 1;
        self.found = None;
        let items = self.series.items().iter();
        let rows = items.map(|item| item.row.clone()).collect();
        vec![Effect::Look(self.lookups, rows)]
    }

    fn confirm(&mut self) -> Vec<Effect> {
        if self.is_looking() {
            return Vec::new();
        }
        if self.asks_words() && !self.has_words() {
            self.wants_words = true;
            return vec![Effect::FocusWords];
        }
        self.step = Step::Running;
        let mut effects = vec![Effect::FocusProgress];
        effects.extend(self.go_on());
        effects
    }

    /// Deletes the next one, or says what came of all.
    fn go_on(&mut self) -> Vec<Effect> {
        if let Some((at, id)) = self.series.next() {
            return vec![Effect::Delete(at, id)];
        }
        let (gone, _) = self.series.done();
        if gone == self.series.items().len() {
            let mut effects: Vec<_> = self
                .series
                .finished_sentence()
                .map(Effect::Tell)
                .into_iter()
                .collect();
            effects.extend(self.close());
            return effects;
        }
        self.step = Step::Ended;
        vec![Effect::Say(self.series.outcome()), Effect::FocusProgress]
    }

    fn answered(&mut self, at: usize, answer: &Result<(), DeleteError>) -> Vec<Effect> {
        self.series.answered(at, answer, why_not);
        self.go_on()
    }

    fn try_again(&mut self) -> Vec<Effect> {
        self.step = Step::Running;
        self.series.wait_again();
        let mut effects = vec![Effect::FocusProgress];
        if self.series.is_uncertain() {
            effects.push(Effect::LookUp);
        } else {
            effects.extend(self.go_on());
        }
        effects
    }

    fn looked_up(&mut self, found: &Result<Vec<String>, String>) -> Vec<Effect> {
        self.series.settle(|row| match found {
            Err(why) => State::Uncertain(why.clone()),
            Ok(ids) if row.id.as_ref().is_some_and(|id| ids.contains(id)) => State::Waiting,
            Ok(_) => State::Done,
        });
        // Without the list the rest would most likely fare no better.
        if found.is_err() {
            self.series.stop();
        }
        self.go_on()
    }

    fn close(&mut self) -> Vec<Effect> {
        self.step = Step::Idle;
        // A look-up that is under way is for what was asked.
        self.lookups += 1;
        vec![Effect::End(self.series.end())]
    }
}

/// Why one was not deleted, with what uses it.
fn why_not(error: &DeleteError) -> String {
    let mut said = error.sentence();
    if let DeleteError::InUse(conflicts) = error {
        let names = conflicts.iter();
        let names = names.filter_map(|it| it.name.clone().or_else(|| it.id.clone()));
        let names: Vec<_> = names.collect();
        if !names.is_empty() {
            said = format!("{said} They are used by {}.", names.join(", "));
        }
    }
    said
}

impl Model for SeveralModel {
    type Event = Event;
    type Effect = Effect;

    fn update(&mut self, event: Event) -> Vec<Effect> {
        match (self.step, event) {
            (Step::Idle, Event::Chosen(rows)) if !rows.is_empty() => {
                self.series.begin(rows);
                self.step = Step::Asking;
                self.typed.clear();
                self.wants_words = false;
                self.look()
            }
            (Step::Asking, Event::LookAgain) => self.look(),
            (Step::Asking, Event::Looked(number, found)) if number == self.lookups => {
                self.found = Some(found);
                Vec::new()
            }
            (Step::Asking, Event::Typed(text)) => {
                self.typed = text;
                Vec::new()
            }
            (Step::Asking, Event::Confirmed) => self.confirm(),
            (Step::Running, Event::Answered(at, answer)) => self.answered(at, &answer),
            (Step::Running, Event::LookedUp(found)) => self.looked_up(&found),
            (Step::Running, Event::Stopped) => {
                self.series.stop();
                Vec::new()
            }
            (Step::Ended, Event::TryAgain) => self.try_again(),
            (Step::Asking | Step::Ended, Event::Closed) => self.close(),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
