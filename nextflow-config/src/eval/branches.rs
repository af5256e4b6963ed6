//! Conditions: what is run, what would be run with other parameters, and what may be.

use super::super::reading::Certainty;
use super::super::tree::{Body, Case, Expr, Item};
use super::scopes::Slot;
use super::{Held, Machine, ScopeId, Stop};

impl<'t> Machine<'t> {
    pub(super) fn exec_if(
        &mut self,
        condition: &'t Expr<'t>,
        then: &'t Body<'t>,
        otherwise: Option<&'t Body<'t>>,
    ) -> Result<Held<'t>, Stop<'t>> {
        self.certainty = Certainty::Sure;
        let value = self.eval(condition)?;
        let certainty = self.certainty;
        let (run, other) = match self.truth(&value) {
            Some(true) => (Some(then), otherwise),
            Some(false) => (otherwise, Some(then)),
            None => {
                self.exec_in_doubt(&then.items);
                if let Some(otherwise) = otherwise {
                    self.exec_in_doubt(&otherwise.items);
                }
                return Ok(Held::Unknown);
            }
        };
        if let (Some(other), true) = (other, certainty > Certainty::Sure) {
            self.foresee(&other.items);
        }
        let Some(run) = run else {
            self.certainty = self.certainty.max(certainty);
            return Ok(Held::Null);
        };
        self.exec_while(certainty, &run.items)
    }

    /// The cases are compared in order; the one without a test is for what no other is for.
    pub(super) fn exec_switch(
        &mut self,
        value: &'t Expr<'t>,
        cases: &'t [Case<'t>],
    ) -> Result<Held<'t>, Stop<'t>> {
        self.certainty = Certainty::Sure;
        let value = self.eval(value)?;
        let mut first = None;
        for (index, case) in cases.iter().enumerate() {
            let Some(test) = &case.test else { continue };
            let test = self.eval(test)?;
            match self.is_case(&value, &test) {
                Some(true) => {
                    first = Some(index);
                    break;
                }
                Some(false) => {}
                None => {
                    for case in cases {
                        self.exec_in_doubt(&case.items);
                    }
                    return Ok(Held::Unknown);
                }
            }
        }
        let certainty = self.certainty;
        let first = first.or_else(|| cases.iter().position(|case| case.test.is_none()));
        let first = first.unwrap_or(cases.len());
        let mut last = Held::Null;
        let mut is_run = false;
        let mut is_over = false;
        for (index, case) in cases.iter().enumerate() {
            is_run |= index == first;
            if is_run && !is_over {
                last = self.exec_while(certainty, &case.items)?;
                is_over = case.breaks;
            } else if certainty > Certainty::Sure {
                self.foresee(&case.items);
            }
        }
        Ok(last)
    }

    fn is_case(&self, value: &Held<'t>, test: &Held<'t>) -> Option<bool> {
        match test {
            Held::Text(_) | Held::Int(_) | Held::Bool(_) | Held::Null => self.same(value, test),
            Held::List(values) => self.contains(values, value),
            _ => None,
        }
    }

    /// Runs what is run as long as something of this certainty is so.
    pub(super) fn exec_while(
        &mut self,
        certainty: Certainty,
        items: &'t [Item<'t>],
    ) -> Result<Held<'t>, Stop<'t>> {
        let floor = self.floor;
        self.floor = floor.max(certainty);
        let result = self.exec(items);
        self.floor = floor;
        self.certainty = self.certainty.max(certainty);
        result
    }

    /// Runs what may or may not be run: all it sets is unknown afterwards.
    pub(super) fn exec_in_doubt(&mut self, items: &'t [Item<'t>]) {
        self.doubt += 1;
        // Whether it is refused there is not known either.
        if let Err(Stop::Returned(_)) = self.exec(items) {
            self.may_have_left = true;
        }
        self.doubt -= 1;
    }

    /// What is not run, but would be with other parameters: all that it would change is less
    /// sure, and nothing is changed.
    fn foresee(&mut self, items: &'t [Item<'t>]) {
        let size: usize = self.scopes.iter().map(|scope| scope.entries.len()).sum();
        let cost = u32::try_from(size / 16).unwrap_or(u32::MAX);
        self.budget = self.budget.saturating_sub(cost);
        if !self.spend() {
            return;
        }
        let (scopes, frames) = (self.scopes.clone(), self.frames.clone());
        let (locals, legacy) = (self.locals.clone(), self.legacy.clone());
        let (includes, left) = (self.includes.len(), self.may_have_left);
        // Whether it is refused there or leaves does not matter here.
        let _ = self.exec_while(Certainty::UnlessParams, items);
        self.includes.truncate(includes);
        self.may_have_left = left;
        self.frames = frames;
        self.legacy = legacy;
        let locals = std::mem::replace(&mut self.locals, locals);
        for (old, new) in self.locals.iter_mut().zip(&locals) {
            old.2 = old.2.max(new.2);
        }
        let scopes = std::mem::replace(&mut self.scopes, scopes);
        let mut changed = Vec::new();
        for (index, (old, new)) in self.scopes.iter().zip(&scopes).enumerate() {
            for (slot, (old, new)) in old.entries.iter().zip(new.entries.iter()).enumerate() {
                if old.key != new.key || old.place != new.place || old.certainty != new.certainty {
                    changed.push((ScopeId(index), slot));
                }
            }
        }
        for (scope, slot) in changed {
            self.doubt_slot(scope, slot, 0);
        }
    }

    fn doubt_slot(&mut self, scope: ScopeId, slot: usize, depth: usize) {
        let entries = self.scopes.get_mut(scope.0).map(|scope| &mut scope.entries);
        let Some(slot) = entries.and_then(|entries| entries.get_mut(slot)) else {
            return;
        };
        slot.certainty = Certainty::UnlessParams;
        if let (
            Slot {
                value: Held::Scope(inner),
                ..
            },
            true,
        ) = (&*slot, depth < 40)
        {
            let inner = *inner;
            for slot in 0..self.slots(inner).len() {
                if self.spend() {
                    self.doubt_slot(inner, slot, depth + 1);
                }
            }
        }
    }
}
