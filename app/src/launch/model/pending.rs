//! What somebody wants of a text, choice by choice.
//!
//! A choice that says what the text says already is no change. Start at [`PendingChanges::choose`].

use nextflow_config::{Change, Value};
use wavepass_core::launch::{Choice, Input, Overview, objection};

/// What is wanted.
#[derive(Debug, Default, PartialEq)]
pub(super) struct PendingChanges {
    all: Vec<(Choice, Option<Value>)>,
    /// What could not be chosen last, and why.
    refused: Option<(Choice, &'static str)>,
}

impl PendingChanges {
    /// What is pending, as changes of a text.
    pub(super) fn changes(&self) -> Vec<Change> {
        let change = |(choice, to): &(Choice, Option<Value>)| Change {
            path: choice.path().to_owned(),
            to: to.clone(),
        };
        self.all.iter().map(change).collect()
    }

    /// The value that a choice has when everything that is wanted is done.
    pub(super) fn wanted<'v>(&'v self, choice: Choice, now: &'v Overview) -> Option<&'v Value> {
        match self.all.iter().find(|(pending, _)| *pending == choice) {
            Some((_, to)) => to.as_ref(),
            None => now.value(choice),
        }
    }

    /// Why the last choice was refused, if it was this one.
    pub(super) fn refused(&self, choice: Choice) -> Option<&'static str> {
        let (refused, reason) = self.refused?;
        (refused == choice).then_some(reason)
    }

    /// Says no more why the last choice was refused.
    pub(super) fn forget_refusal(&mut self) {
        self.refused = None;
    }

    /// Wants a value of a choice, or that it is not set.
    ///
    /// # Errors
    ///
    /// Why it cannot be chosen beside the others; then nothing changes.
    pub(super) fn choose(
        &mut self,
        choice: Choice,
        to: Option<Value>,
        now: &Overview,
    ) -> Result<(), &'static str> {
        let beside = |other: Choice| self.wanted(other, now);
        if let Some(reason) = objection(choice, to.as_ref(), &beside) {
            self.refused = Some((choice, reason));
            return Err(reason);
        }
        self.refused = None;
        // A switch that is not set is off.
        let is_off = to == Some(Value::Bool(false)) && choice.input() == Input::Switch;
        let is_so = match now.value(choice) {
            None => to.is_none() || is_off,
            set => set == to.as_ref(),
        };
        self.all.retain(|(other, _)| *other != choice);
        if !is_so {
            self.all.push((choice, to));
            self.all.sort_by_key(|(choice, _)| *choice);
        }
        Ok(())
    }

    /// Wants these in place of all others, as far as they go together.
    pub(super) fn replace(&mut self, all: Vec<(Choice, Option<Value>)>, now: &Overview) {
        self.clear();
        for (choice, to) in all {
            // An address that asks for what excludes each other gets the first of it.
            let _ = self.choose(choice, to, now);
        }
        self.refused = None;
    }

    /// Wants nothing any more, for instance because it was done.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use wavepass_core::launch::Context;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const ON: Option<Value> = Some(Value::Bool(true));
    const OFF: Option<Value> = Some(Value::Bool(false));

    fn overview(text: &str) -> Overview {
        Overview::of(text, &Context::default())
    }

    #[test]
    fn what_the_text_says_already_is_no_pending_change() {
        let now = overview("wave.enabled = true");
        let mut pending = PendingChanges::default();
        assert_eq!(pending.choose(Choice::Wave, OFF, &now), Ok(()));
        assert_eq!(pending.changes().len(), 1);
        assert_eq!(pending.choose(Choice::Wave, ON, &now), Ok(()));
        assert_eq!(pending.changes(), []);
    }

    #[test]
    fn of_what_excludes_each_other_the_first_is_wanted() {
        let now = overview("");
        let mut pending = PendingChanges::default();
        pending.replace(vec![(Choice::Freeze, ON), (Choice::Mirror, ON)], &now);
        assert_eq!(pending.wanted(Choice::Freeze, &now), ON.as_ref());
        assert_eq!(pending.wanted(Choice::Mirror, &now), None);
    }

    #[test]
    fn a_switch_that_is_put_back_is_no_pending_change() {
        let now = overview("");
        let mut pending = PendingChanges::default();
        assert_eq!(pending.choose(Choice::Freeze, ON, &now), Ok(()));
        assert_eq!(pending.choose(Choice::Freeze, OFF, &now), Ok(()));
        assert_eq!(pending.changes(), []);
    }

    #[test]
    fn a_choice_that_another_excludes_changes_nothing_and_says_why() {
        let now = overview("");
        let mut pending = PendingChanges::default();
        assert_eq!(pending.choose(Choice::Freeze, ON, &now), Ok(()));
        assert!(pending.choose(Choice::Mirror, ON, &now).is_err());
        assert_eq!(pending.wanted(Choice::Mirror, &now), None);
        assert!(pending.refused(Choice::Mirror).is_some());
        assert_eq!(pending.choose(Choice::Freeze, None, &now), Ok(()));
        assert!(pending.refused(Choice::Mirror).is_none());
        assert_eq!(pending.choose(Choice::Mirror, ON, &now), Ok(()));
    }
}
