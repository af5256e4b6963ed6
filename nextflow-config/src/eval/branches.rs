//! Conditions: what is run, what would be run with other parameters, and what may be.

use super::super::reading::Certainty;
use super::super::tree::{Body, Case, Expr, Item};
use super::{Held, Machine, Scope, ScopeId, Stop};

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
            Held::List(list) => self.contains(list.values(), value),
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
        if !self.spend() {
            return;
        }
        let (scopes, scope_count) = (self.scopes.clone(), self.scope_count);
        let (environment, variables) = (self.environment.snapshot(), self.variables.clone());
        let legacy = self.legacy.clone();
        let (includes, left) = (self.includes.len(), self.may_have_left);
        // Whether it is refused there or leaves does not matter here.
        let _ = self.exec_while(Certainty::UnlessParams, items);
        self.includes.truncate(includes);
        self.may_have_left = left;
        self.environment.restore(environment);
        self.legacy = legacy;
        let variables = std::mem::replace(&mut self.variables, variables);
        self.variables.doubt_as(&variables);
        let scopes = std::mem::replace(&mut self.scopes, scopes);
        self.scope_count = scope_count;
        for id in self.scopes.changed_since(&scopes) {
            self.doubt_as(ScopeId(id), scopes.get(id));
        }
    }

    /// Makes the entries of a scope less sure that are not as they are in a copy that went on.
    fn doubt_as(&mut self, id: ScopeId, copy: Option<&Scope<'t>>) {
        let (Some(scope), Some(copy)) = (self.scope(id), copy) else {
            return;
        };
        let mut changed = Vec::new();
        for at in scope.changed_since(copy) {
            let (Some(old), new) = (scope.at(at), copy.at(at)) else {
                continue;
            };
            let is_same = new.is_some_and(|new| {
                old.key == new.key && old.place == new.place && old.certainty == new.certainty
            });
            // A scope that was only opened again holds what it held.
            let is_same_scope = match (&old.value, new.map(|new| &new.value)) {
                (Held::Scope(old), Some(Held::Scope(new))) => old == new,
                _ => false,
            };
            if !is_same {
                changed.push((at, is_same_scope));
            }
        }
        for (at, is_same_scope) in changed {
            self.doubt_slot(id, at, !is_same_scope);
        }
    }
}
