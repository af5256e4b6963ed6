//! What is to be written about several credentials, and what became of each.
//!
//! Each is read before it is changed, so that only what was asked for changes. A try again writes
//! the same once more, which does no harm. Start at [`Event`].

use wavepass_core::credentials::{CredentialsSummary, Day, Description};
use wavepass_core::finding::Finding;
use wavepass_core::platform::outcome::{NotDone, SaveError};
use wavepass_core::platform::request_error::RequestError;

use crate::credentials::several::{Series, State, Verb};
use crate::ui::store::Model;

/// What is done to them.
const CHANGING: Verb = Verb {
    doing: "Changing",
    done: "Changed",
    past: "changed",
};

/// What can happen. Credentials are told by their number.
#[derive(Debug)]
pub(crate) enum Event {
    /// These are to be described.
    Chosen(Vec<CredentialsSummary>),
    /// The words are to be changed, or to be left.
    WantsWords(bool),
    /// The words were typed.
    Words(String),
    /// The day is to be changed, or to be left.
    WantsDay(bool),
    /// The day was chosen.
    Day(String),
    /// They are to be changed.
    Confirmed,
    /// It came to this with one of them.
    Answered(usize, Result<(), NotDescribed>),
    /// What was not sent yet is to be left.
    Stopped,
    /// Those that failed are to be changed after all.
    TryAgain,
    /// They are to be left, or what became of them was read.
    Closed,
}

/// What is to be done outside of the model.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Put the focus where the day is typed.
    FocusDay,
    /// Put the focus on what has to be chosen.
    FocusChoice,
    /// Put the focus on what is running, or on what became of it.
    FocusProgress,
    /// Read this one and write this about it.
    Describe(usize, String, Change),
    /// Say something to people who do not see the page change.
    Say(String),
    /// Show good news.
    Tell(String),
    /// Show what has to be known, until it is dismissed.
    Notify(String),
    /// Nothing is asked any more, and something may have changed.
    End,
}

/// What is to be written instead of what is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Change {
    /// The words; empty ones take them away.
    pub(crate) words: Option<String>,
    /// The day.
    pub(crate) day: NewDay,
}

/// The day that is to be written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NewDay {
    /// What is there stays.
    #[default]
    AsItIs,
    /// What is there is taken away.
    Never,
    /// This one.
    On(Day),
}

impl Change {
    /// What is written then about one of which this is written.
    pub(crate) fn of(&self, before: &Description) -> Description {
        let Description { words, expires } = before.clone();
        Description {
            words: self.words.clone().unwrap_or(words),
            expires: match self.day {
                NewDay::AsItIs => expires,
                NewDay::Never => None,
                NewDay::On(day) => Some(day),
            },
        }
    }
}

/// Why one was not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotDescribed {
    /// It could not be read.
    NotRead(RequestError),
    /// Its provider is not known.
    UnknownProvider,
    /// The change failed.
    Failed(SaveError),
}

impl NotDone for NotDescribed {
    fn failed(&self) -> Option<&RequestError> {
        match self {
            Self::NotRead(failure) => Some(failure),
            Self::UnknownProvider => None,
            Self::Failed(error) => error.failed(),
        }
    }

    fn may_have_been_done(&self) -> bool {
        matches!(self, Self::Failed(error) if error.may_have_been_done())
    }

    fn sentence(&self) -> String {
        match self {
            Self::NotRead(failure) => format!("It could not be read. {}", failure.sentence()),
            Self::UnknownProvider => "Its provider is not known here, nor which of its values are \
                                      secrets, so nothing was sent. Change it in Platform."
                .to_owned(),
            Self::Failed(error) => error.sentence(),
        }
    }
}

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Step {
    /// Nothing is to be changed.
    #[default]
    Idle,
    /// Somebody is asked.
    Asking,
    /// They are changed, one after the other.
    Running,
    /// Some could not be changed.
    Ended,
}

/// What is to be written, and how far that is.
#[derive(Clone, Debug)]
pub(crate) struct DescribeModel {
    step: Step,
    series: Series,
    /// The words, where they are to be changed.
    words: Option<String>,
    /// The day as it was typed, where it is to be changed.
    day: Option<String>,
    /// Whether somebody wanted to go on.
    was_confirmed: bool,
}

impl Default for DescribeModel {
    fn default() -> Self {
        Self {
            step: Step::Idle,
            series: Series::new(CHANGING),
            words: None,
            day: None,
            was_confirmed: false,
        }
    }
}

impl DescribeModel {
    /// How far it is.
    pub(crate) const fn step(&self) -> Step {
        self.step
    }

    /// The credentials, and how far each is.
    pub(crate) const fn series(&self) -> &Series {
        &self.series
    }

    /// The words, where they are to be changed.
    pub(crate) const fn words(&self) -> Option<&String> {
        self.words.as_ref()
    }

    /// The day as it was typed, where it is to be changed.
    pub(crate) const fn day(&self) -> Option<&String> {
        self.day.as_ref()
    }

    /// What there is to say of the day.
    pub(crate) fn day_findings(&self, now: i64) -> Vec<Finding> {
        let typed = self.day.as_deref().unwrap_or_default();
        Day::findings(typed, now)
    }

    /// Whether somebody wanted to go on who has not said with what.
    pub(crate) const fn lacks_choice(&self) -> bool {
        self.was_confirmed && self.words.is_none() && self.day.is_none()
    }

    /// What the dialog is called.
    pub(crate) fn title(&self) -> String {
        match self.step {
            Step::Idle | Step::Asking => format!("Describe {}", self.series.how_many()),
            Step::Running => format!("Changing {}", self.series.how_many()),
            Step::Ended => "Not all were changed".to_owned(),
        }
    }

    /// What is shown when the answer about one of them comes to somebody who has left the page.
    /// Nothing more is sent then.
    pub(crate) fn left(mut self, at: usize, answer: Result<(), NotDescribed>) -> Effect {
        let why = answer.as_ref().err().map(NotDone::sentence);
        self.series.stop();
        let mut effects = self.answered(at, &answer).into_iter();
        let good = effects.find(|effect| matches!(effect, Effect::Tell(_)));
        good.unwrap_or_else(|| Effect::Notify(self.series.left(why)))
    }

    /// What is to be written; none while that is not clear.
    fn change(&self) -> Option<Change> {
        let day = match self.day.as_deref() {
            None => NewDay::AsItIs,
            Some("") => NewDay::Never,
            Some(typed) => NewDay::On(Day::parse(typed)?),
        };
        let words = self.words.as_ref().map(|words| words.trim().to_owned());
        let change = Change { words, day };
        (change != Change::default()).then_some(change)
    }

    fn confirm(&mut self) -> Vec<Effect> {
        self.was_confirmed = true;
        if self.change().is_none() {
            let focus = if self.lacks_choice() {
                Effect::FocusChoice
            } else {
                Effect::FocusDay
            };
            return vec![focus];
        }
        self.step = Step::Running;
        self.go_on(vec![Effect::FocusProgress])
    }

    /// Changes the next one, or says what came of all.
    fn go_on(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        if let Some(change) = self.change()
            && let Some((at, id)) = self.series.next()
        {
            effects.push(Effect::Describe(at, id, change));
            return effects;
        }
        if self.series.done().0 == self.series.items().len() {
            effects.extend(self.series.finished_sentence().map(Effect::Tell));
            effects.extend(self.close());
            return effects;
        }
        self.step = Step::Ended;
        effects.extend([Effect::Say(self.series.outcome()), Effect::FocusProgress]);
        effects
    }

    fn answered(&mut self, at: usize, answer: &Result<(), NotDescribed>) -> Vec<Effect> {
        self.series.answered(at, answer, NotDone::sentence);
        self.go_on(Vec::new())
    }

    fn close(&mut self) -> Vec<Effect> {
        let has_begun = self.step != Step::Asking;
        self.step = Step::Idle;
        self.series.end();
        has_begun.then_some(Effect::End).into_iter().collect()
    }
}

impl Model for DescribeModel {
    type Event = Event;
    type Effect = Effect;

    fn update(&mut self, event: Event) -> Vec<Effect> {
        match (self.step, event) {
            (Step::Idle, Event::Chosen(rows)) if !rows.is_empty() => {
                *self = Self::default();
                self.series.begin(rows);
                self.step = Step::Asking;
            }
            (Step::Asking, Event::WantsWords(wants)) => self.words = wants.then(String::new),
            (Step::Asking, Event::Words(words)) => self.words = Some(words),
            (Step::Asking, Event::WantsDay(wants)) => self.day = wants.then(String::new),
            (Step::Asking, Event::Day(day)) => self.day = Some(day),
            (Step::Asking, Event::Confirmed) => return self.confirm(),
            (Step::Running, Event::Answered(at, answer)) => return self.answered(at, &answer),
            (Step::Running, Event::Stopped) => self.series.stop(),
            (Step::Ended, Event::TryAgain) => {
                self.step = Step::Running;
                self.series.settle(|_| State::Waiting);
                self.series.wait_again();
                return self.go_on(vec![Effect::FocusProgress]);
            }
            (Step::Asking | Step::Ended, Event::Closed) => return self.close(),
            _ => {}
        }
        Vec::new()
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
