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

/// How far one of them is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Others are first.
    Waiting,
    /// It is being deleted.
    Sending,
    /// It is gone.
    Gone,
    /// Nothing was sent.
    NotSent,
    /// It was kept, for this reason.
    Kept(String),
    /// Whether it is gone is not certain, for this reason.
    Uncertain(String),
}

impl State {
    /// What is said of it.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Self::Waiting => "Waiting".to_owned(),
            Self::Sending => "Deleting…".to_owned(),
            Self::Gone => "Deleted".to_owned(),
            Self::NotSent => "Not deleted: nothing was sent for it.".to_owned(),
            Self::Kept(why) => format!("Not deleted. {why}"),
            Self::Uncertain(why) => format!("It is not certain whether it was deleted. {why}"),
        }
    }

    const fn has_failed(&self) -> bool {
        matches!(self, Self::NotSent | Self::Kept(_) | Self::Uncertain(_))
    }
}

/// One of those that are to be deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// The credentials.
    pub(crate) row: CredentialsSummary,
    /// How far they are.
    pub(crate) state: State,
}

/// Credentials that are to be deleted, and how far that is.
#[derive(Clone, Debug)]
pub(crate) struct SeveralModel {
    step: Step,
    items: Vec<Item>,
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
            items: Vec::new(),
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

    /// Those that are to be deleted.
    pub(crate) fn items(&self) -> &[Item] {
        &self.items
    }

    /// How many they are, in words.
    pub(crate) fn how_many(&self) -> String {
        how_many(self.items.len())
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
            let mut items = self.items.iter();
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
        format!("delete {}", self.items.len())
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

    /// How many are gone, and how many are done with in one way or the other.
    pub(crate) fn done(&self) -> (usize, usize) {
        let count = |is: fn(&State) -> bool| self.items.iter().filter(|it| is(&it.state)).count();
        let gone = count(|state| *state == State::Gone);
        (gone, gone + count(State::has_failed))
    }

    /// What the question is called.
    pub(crate) fn title(&self) -> String {
        match self.step {
            Step::Idle | Step::Asking => format!("Delete {}?", self.how_many()),
            Step::Running => format!("Deleting {}", self.how_many()),
            Step::Ended if self.kept().is_empty() => "Not all are known to be deleted".to_owned(),
            Step::Ended => "Not all were deleted".to_owned(),
        }
    }

    /// What came of it.
    pub(crate) fn outcome(&self) -> String {
        let (gone, _) = self.done();
        let (kept, open) = (self.kept().len(), self.uncertain().len());
        let mut parts = vec![format!("{gone} of {} deleted", self.how_many())];
        if kept > 0 {
            parts.push(format!("{kept} not deleted"));
        }
        if open > 0 {
            parts.push(format!("of {open} it is not certain"));
        }
        format!("{}.", parts.join(", "))
    }

    /// What is shown when the answer about one of them comes to somebody who has left the page.
    /// Nothing more is sent then.
    pub(crate) fn left(mut self, at: usize, answer: Result<(), DeleteError>) -> Effect {
        let why = answer.as_ref().err().map(why_not);
        self.stop();
        let mut effects = self.answered(at, answer).into_iter();
        if let Some(all) = effects.find(|effect| matches!(effect, Effect::Tell(_))) {
            return all;
        }
        let (kept, uncertain) = (self.kept(), self.uncertain());
        let mut said = vec!["You left before all were deleted.".to_owned()];
        let gone = self.names(|state| *state == State::Gone);
        if !gone.is_empty() {
            said.push(deleted(&gone));
        }
        if !kept.is_empty() {
            said.push(format!("Not deleted: {}.", named(&kept)));
        }
        if !uncertain.is_empty() {
            said.push(format!(
                "Not certain, look at the list: {}.",
                named(&uncertain)
            ));
        }
        said.extend(why);
        Effect::Notify(said.join(" "))
    }

    /// Those that were not deleted.
    fn kept(&self) -> Vec<String> {
        self.names(|state| matches!(state, State::Kept(_) | State::NotSent))
    }

    /// Those of which it is not certain.
    fn uncertain(&self) -> Vec<String> {
        self.names(|state| matches!(state, State::Uncertain(_)))
    }

    fn names(&self, are: fn(&State) -> bool) -> Vec<String> {
        let items = self.items.iter().filter(|item| are(&item.state));
        items.map(|item| item.row.label().to_owned()).collect()
    }

    fn look(&mut self) -> Vec<Effect> {
        self.lookups += 1;
        self.found = None;
        let rows = self.items.iter().map(|item| item.row.clone()).collect();
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
        let mut items = self.items.iter_mut().enumerate();
        if let Some((at, item)) = items.find(|(_, item)| item.state == State::Waiting) {
            item.state = State::Sending;
            let id = item.row.id.clone().unwrap_or_default();
            return vec![Effect::Delete(at, id)];
        }
        let (gone, _) = self.done();
        if gone == self.items.len() {
            let names = self.names(|state| *state == State::Gone);
            let mut effects = vec![Effect::Tell(deleted(&names))];
            effects.extend(self.close());
            return effects;
        }
        self.step = Step::Ended;
        vec![Effect::Say(self.outcome()), Effect::FocusProgress]
    }

    fn answered(&mut self, at: usize, answer: Result<(), DeleteError>) -> Vec<Effect> {
        let Some(item) = self.items.get_mut(at) else {
            return Vec::new();
        };
        let mut stops = false;
        item.state = match answer {
            Ok(()) => State::Gone,
            Err(error) => {
                stops = error.concerns_all();
                let why = why_not(&error);
                if error.is_signed_out() {
                    // The dialog above asks to sign in again, and this is read afterwards.
                    State::Kept("Your session had ended.".to_owned())
                } else if error.may_have_been_done() {
                    State::Uncertain(why)
                } else {
                    State::Kept(why)
                }
            }
        };
        if stops {
            self.stop();
        }
        self.go_on()
    }

    /// Keeps what waits from being sent.
    fn stop(&mut self) {
        for item in &mut self.items {
            if item.state == State::Waiting {
                item.state = State::NotSent;
            }
        }
    }

    fn try_again(&mut self) -> Vec<Effect> {
        self.step = Step::Running;
        let mut is_open = false;
        for item in &mut self.items {
            match item.state {
                State::Uncertain(_) => is_open = true,
                State::NotSent | State::Kept(_) => item.state = State::Waiting,
                State::Waiting | State::Sending | State::Gone => {}
            }
        }
        let mut effects = vec![Effect::FocusProgress];
        if is_open {
            effects.push(Effect::LookUp);
        } else {
            effects.extend(self.go_on());
        }
        effects
    }

    fn looked_up(&mut self, found: &Result<Vec<String>, String>) -> Vec<Effect> {
        for item in &mut self.items {
            if !matches!(item.state, State::Uncertain(_)) {
                continue;
            }
            item.state = match found {
                Err(why) => State::Uncertain(why.clone()),
                Ok(ids) if item.row.id.as_ref().is_some_and(|id| ids.contains(id)) => {
                    State::Waiting
                }
                Ok(_) => State::Gone,
            };
        }
        // Without the list the rest would most likely fare no better.
        if found.is_err() {
            self.stop();
        }
        self.go_on()
    }

    fn close(&mut self) -> Vec<Effect> {
        self.step = Step::Idle;
        // A look-up that is under way is for what was asked.
        self.lookups += 1;
        let items = std::mem::take(&mut self.items).into_iter();
        let gone = items.filter(|item| item.state == State::Gone);
        vec![Effect::End(gone.filter_map(|item| item.row.id).collect())]
    }
}

/// So many credentials, in words.
fn how_many(count: usize) -> String {
    match count {
        1 => "1 credential".to_owned(),
        count => format!("{count} credentials"),
    }
}

/// How many names a sentence has, at most.
const NAMED: usize = 5;

/// That these are gone.
fn deleted(names: &[String]) -> String {
    format!("{} deleted: {}.", how_many(names.len()), named(names))
}

/// Names for a sentence: not more than a few, and how many more there are.
fn named(names: &[String]) -> String {
    let some = names.get(..NAMED).unwrap_or(names).join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => some,
        more => format!("{some} and {more} more"),
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
                let items = rows.into_iter();
                self.items = items
                    .map(|row| Item {
                        row,
                        state: State::Waiting,
                    })
                    .collect();
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
            (Step::Running, Event::Answered(at, answer)) => self.answered(at, answer),
            (Step::Running, Event::LookedUp(found)) => self.looked_up(&found),
            (Step::Running, Event::Stopped) => {
                self.stop();
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
