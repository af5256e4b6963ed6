//! Several credentials to which something is done, one after the other, and what became of each.
//!
//! One request is sent at a time, and what is done is never asked for again. Start at [`Series`].

use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::platform::outcome::NotDone;

/// What is done to them, in the words of what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verb {
    /// "Deleting".
    pub(crate) doing: &'static str,
    /// "Deleted".
    pub(crate) done: &'static str,
    /// "deleted".
    pub(crate) past: &'static str,
}

/// How far one of them is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Others are first.
    Waiting,
    /// It is under way.
    Sending,
    /// It is done.
    Done,
    /// Nothing was sent.
    NotSent,
    /// It was not done, for this reason.
    Kept(String),
    /// Whether it was done is not certain, for this reason.
    Uncertain(String),
}

impl State {
    /// What is said of it.
    pub(crate) fn sentence(&self, verb: Verb) -> String {
        let Verb { doing, done, past } = verb;
        match self {
            Self::Waiting => "Waiting".to_owned(),
            Self::Sending => format!("{doing}…"),
            Self::Done => done.to_owned(),
            Self::NotSent => format!("Not {past}: nothing was sent for it."),
            Self::Kept(why) => format!("Not {past}. {why}"),
            Self::Uncertain(why) => format!("It is not certain whether it was {past}. {why}"),
        }
    }

    const fn has_failed(&self) -> bool {
        matches!(self, Self::NotSent | Self::Kept(_) | Self::Uncertain(_))
    }
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// The credentials.
    pub(crate) row: CredentialsSummary,
    /// How far they are.
    pub(crate) state: State,
}

/// All of them, and how far they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Series {
    verb: Verb,
    items: Vec<Item>,
}

impl Series {
    /// None yet.
    pub(crate) const fn new(verb: Verb) -> Self {
        Self {
            verb,
            items: Vec::new(),
        }
    }

    /// These, of which nothing is done yet.
    pub(crate) fn begin(&mut self, rows: Vec<CredentialsSummary>) {
        let state = State::Waiting;
        let items = rows.into_iter().map(|row| Item {
            row,
            state: state.clone(),
        });
        self.items = items.collect();
    }

    /// Ends it, and gives the ids of those that are done.
    pub(crate) fn end(&mut self) -> Vec<String> {
        let items = std::mem::take(&mut self.items).into_iter();
        let done = items.filter(|item| item.state == State::Done);
        done.filter_map(|item| item.row.id).collect()
    }

    /// All of them, in the order in which they come.
    pub(crate) fn items(&self) -> &[Item] {
        &self.items
    }

    /// What is said of one of them.
    pub(crate) fn sentence(&self, at: usize) -> String {
        let item = self.items.get(at);
        item.map(|item| item.state.sentence(self.verb))
            .unwrap_or_default()
    }

    /// How many they are, in words.
    pub(crate) fn how_many(&self) -> String {
        how_many(self.items.len())
    }

    /// Whether some wait for others.
    pub(crate) fn has_waiting(&self) -> bool {
        self.items.iter().any(|item| item.state == State::Waiting)
    }

    /// The next one, which is under way from now on: its number and its id.
    pub(crate) fn next(&mut self) -> Option<(usize, String)> {
        let mut items = self.items.iter_mut().enumerate();
        let (at, item) = items.find(|(_, item)| item.state == State::Waiting)?;
        item.state = State::Sending;
        Some((at, item.row.id.clone().unwrap_or_default()))
    }

    /// It came to this with one of them, for this reason where it was not done. What fails for the
    /// next one too ends it: nothing more is sent then.
    pub(crate) fn answered<E: NotDone>(
        &mut self,
        at: usize,
        answer: &Result<(), E>,
        why: impl Fn(&E) -> String,
    ) {
        let Some(item) = self.items.get_mut(at) else {
            return;
        };
        item.state = match answer {
            Ok(()) => State::Done,
            // The dialog above asks to sign in again, and this is read afterwards.
            Err(error) if error.is_signed_out() => {
                State::Kept("Your session had ended.".to_owned())
            }
            Err(error) if error.may_have_been_done() => State::Uncertain(why(error)),
            Err(error) => State::Kept(why(error)),
        };
        if answer.as_ref().is_err_and(NotDone::concerns_all) {
            self.stop();
        }
    }

    /// Keeps what waits from being sent.
    pub(crate) fn stop(&mut self) {
        for item in &mut self.items {
            if item.state == State::Waiting {
                item.state = State::NotSent;
            }
        }
    }

    /// Has those wait again of which it is certain that they are not done.
    pub(crate) fn wait_again(&mut self) {
        for item in &mut self.items {
            if matches!(item.state, State::NotSent | State::Kept(_)) {
                item.state = State::Waiting;
            }
        }
    }

    /// Whether it is not certain of some.
    pub(crate) fn is_uncertain(&self) -> bool {
        let mut items = self.items.iter();
        items.any(|item| matches!(item.state, State::Uncertain(_)))
    }

    /// Settles those of which it is not certain.
    pub(crate) fn settle(&mut self, state: impl Fn(&CredentialsSummary) -> State) {
        for item in &mut self.items {
            if matches!(item.state, State::Uncertain(_)) {
                item.state = state(&item.row);
            }
        }
    }

    /// How many are done, and how many came to an end in one way or the other.
    pub(crate) fn done(&self) -> (usize, usize) {
        let count = |is: fn(&State) -> bool| self.items.iter().filter(|it| is(&it.state)).count();
        let done = count(|state| *state == State::Done);
        (done, done + count(State::has_failed))
    }

    /// What came of it.
    pub(crate) fn outcome(&self) -> String {
        let past = self.verb.past;
        let (done, _) = self.done();
        let (kept, open) = (self.kept().len(), self.uncertain().len());
        let mut parts = vec![format!("{done} of {} {past}", self.how_many())];
        if kept > 0 {
            parts.push(format!("{kept} not {past}"));
        }
        if open > 0 {
            parts.push(format!("of {open} it is not certain"));
        }
        format!("{}.", parts.join(", "))
    }

    /// The names of those that are done.
    pub(crate) fn finished(&self) -> Vec<String> {
        self.names(|state| *state == State::Done)
    }

    /// That some are done, with their names; none where none is.
    pub(crate) fn finished_sentence(&self) -> Option<String> {
        let names = self.finished();
        let past = self.verb.past;
        (!names.is_empty()).then(|| format!("{} {past}: {}.", how_many(names.len()), named(&names)))
    }

    /// The names of those that were not done.
    pub(crate) fn kept(&self) -> Vec<String> {
        self.names(|state| matches!(state, State::Kept(_) | State::NotSent))
    }

    /// The names of those of which it is not certain.
    pub(crate) fn uncertain(&self) -> Vec<String> {
        self.names(|state| matches!(state, State::Uncertain(_)))
    }

    /// What is said to somebody who has left before the end, and why that came.
    pub(crate) fn left(&self, why: Option<String>) -> String {
        let past = self.verb.past;
        let mut said = vec![format!("You left before all were {past}.")];
        said.extend(self.finished_sentence());
        let (kept, uncertain) = (self.kept(), self.uncertain());
        if !kept.is_empty() {
            said.push(format!("Not {past}: {}.", named(&kept)));
        }
        if !uncertain.is_empty() {
            said.push(format!(
                "Not certain, look at the list: {}.",
                named(&uncertain)
            ));
        }
        said.extend(why);
        said.join(" ")
    }

    fn names(&self, are: fn(&State) -> bool) -> Vec<String> {
        let items = self.items.iter().filter(|item| are(&item.state));
        items.map(|item| item.row.label().to_owned()).collect()
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

/// Names for a sentence: not more than a few, and how many more there are.
fn named(names: &[String]) -> String {
    let some = names.get(..NAMED).unwrap_or(names).join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => some,
        more => format!("{some} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn not_more_than_a_few_names_are_in_a_sentence() {
        let of = |count| named(&vec!["x".to_owned(); count]);
        assert_eq!(of(5), "x, x, x, x, x");
        assert_eq!(of(7), "x, x, x, x, x and 2 more");
    }
}
