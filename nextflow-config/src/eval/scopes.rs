//! The scopes and maps that settings are in, and what they come to in the end.

use super::super::reading::{Certainty, Semantics, Setting};
use super::super::token::Span;
use super::super::value::Value;
use super::by_name::{ByName, Named};
use super::{Held, MAX_SIZE, Machine};

/// Which scope or map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct ScopeId(pub(in super::super) usize);

/// A scope of settings, or a map.
#[derive(Clone, Debug)]
pub(in super::super) struct Scope<'t> {
    /// Whether a missing entry is made when it is read, as Groovy's `ConfigObject` does.
    pub(in super::super) grows: bool,
    pub(in super::super) entries: ByName<Slot<'t>>,
}

/// One entry of a scope.
#[derive(Clone, Debug)]
pub(in super::super) struct Slot<'t> {
    pub(in super::super) key: String,
    pub(in super::super) value: Held<'t>,
    pub(in super::super) place: Span,
    pub(in super::super) certainty: Certainty,
    /// How many files had been included before it was set.
    pub(in super::super) includes: usize,
}

/// What the scopes come to.
#[derive(Default)]
struct Found {
    settings: Vec<Setting>,
    empty: Vec<String>,
    visited: usize,
}

impl Named for Slot<'_> {
    fn name(&self) -> &str {
        &self.key
    }
}

const NOWHERE: Span = Span { start: 0, end: 0 };
/// A scope that is part of itself is shown this often.
const MAX_NESTING: usize = 40;

impl<'t> Machine<'t> {
    pub(in super::super) fn new_scope(&mut self, grows: bool) -> ScopeId {
        self.scopes.push(Scope {
            grows,
            entries: ByName::default(),
        });
        ScopeId(self.scopes.len() - 1)
    }

    pub(in super::super) fn slots(&self, scope: ScopeId) -> &[Slot<'t>] {
        let scope = self.scopes.get(scope.0);
        scope.map_or(&[], |scope| &*scope.entries)
    }

    pub(in super::super) fn grows(&self, value: &Held<'t>) -> bool {
        matches!(value, Held::Scope(id) if self.scopes.get(id.0).is_some_and(|scope| scope.grows))
    }

    pub(in super::super) fn slot(&self, scope: ScopeId, key: &str) -> Option<&Slot<'t>> {
        let entries = &self.scopes.get(scope.0)?.entries;
        entries.get(entries.find(key)?)
    }

    /// Sets an entry. Where a condition is open, what it will be is unknown.
    pub(in super::super) fn put(
        &mut self,
        scope: ScopeId,
        key: &str,
        value: Held<'t>,
        place: Span,
    ) {
        // What is set in a scope is in doubt, not that there is one; a map is a value.
        let value = if self.doubt > 0 && !self.grows(&value) {
            let old = self.slot(scope, key).map(|slot| &slot.value);
            if old.is_some_and(|old| self.same(old, &value) == Some(true)) {
                return;
            }
            Held::Unknown
        } else {
            value
        };
        let certainty = self.certainty.max(self.floor);
        let includes = self.includes.len();
        self.put_as(
            scope,
            Slot {
                key: key.to_owned(),
                value,
                place,
                certainty,
                includes,
            },
        );
    }

    pub(in super::super) fn put_as(&mut self, scope: ScopeId, slot: Slot<'t>) {
        let Some(scope) = self.scopes.get_mut(scope.0) else {
            return;
        };
        let old = scope.entries.find(&slot.key);
        match old.and_then(|place| scope.entries.get_mut(place)) {
            Some(old) => *old = slot,
            None => {
                scope.entries.push(slot);
            }
        }
    }

    /// A file that is included after something was set may set it anew.
    fn unless_included(&self, slot: &Slot<'t>) -> Certainty {
        if slot.includes < self.includes.len() {
            Certainty::UnlessIncluded
        } else {
            Certainty::Sure
        }
    }

    /// Groovy's truth. `None` when only a run can tell.
    pub(in super::super) fn truth(&self, value: &Held<'t>) -> Option<bool> {
        match value {
            Held::Scope(id) => Some(!self.slots(*id).is_empty()),
            Held::List(values) => Some(!values.is_empty()),
            Held::Text(text) => Some(!text.is_empty()),
            other => self.value(other).truth(),
        }
    }

    /// The settings below the outermost scope, and the scopes without any.
    pub(in super::super) fn settings(&self) -> (Vec<Setting>, Vec<String>) {
        let mut found = Found::default();
        self.collect(self.root(), &mut String::new(), 0, &mut found);
        (found.settings, found.empty)
    }

    /// Adds what is in a scope. The path is that of the scope, and again when this is done.
    fn collect(&self, scope: ScopeId, path: &mut String, depth: usize, found: &mut Found) {
        let outer = path.len();
        for slot in self.slots(scope) {
            // A scope may be part of itself, over and over.
            found.visited += 1;
            if depth > MAX_NESTING || found.visited > MAX_SIZE {
                break;
            }
            path.truncate(outer);
            path.push_str(if outer > 0 { "." } else { "" });
            push_quoted(path, &slot.key);
            match &slot.value {
                Held::Scope(inner) if !self.slots(*inner).is_empty() => {
                    self.collect(*inner, path, depth + 1, found);
                }
                Held::Scope(_) if self.semantics == Semantics::V2 => {
                    if path != "params" {
                        found.empty.push(path.clone());
                    }
                }
                value if self.grows(value) => found.empty.push(path.clone()),
                // Where following the text was given up, nothing is known.
                _ if self.budget == 0 => found.settings.push(Setting {
                    path: path.clone(),
                    value: Value::Unknown,
                    place: slot.place,
                    certainty: slot.certainty,
                }),
                value => found.settings.push(Setting {
                    path: path.clone(),
                    value: self.value(value),
                    place: slot.place,
                    certainty: slot.certainty.max(self.unless_included(slot)),
                }),
            }
        }
        path.truncate(outer);
    }

    /// The value as others see it.
    pub(in super::super) fn value(&self, held: &Held<'t>) -> Value {
        self.value_within(held, 0, &mut 0)
    }

    fn value_within(&self, held: &Held<'t>, depth: usize, size: &mut usize) -> Value {
        *size += match held {
            Held::Text(text) => 1 + text.len() / 64,
            _ => 1,
        };
        match held {
            Held::Unknown => Value::Unknown,
            Held::Null => Value::Null,
            Held::Bool(value) => Value::Bool(*value),
            Held::Int(value) => Value::Int(*value),
            Held::Float(value, _) => Value::Float(*value),
            Held::Text(value) => Value::Text(value.clone()),
            Held::Closure(_) => Value::Closure,
            Held::Duration(value) => Value::Duration(*value),
            Held::Memory(value) => Value::Memory(*value),
            _ if depth > MAX_NESTING || *size > MAX_SIZE => Value::Unknown,
            Held::List(values) => {
                let values = values.iter();
                Value::List(
                    values
                        .map(|value| self.value_within(value, depth + 1, size))
                        .collect(),
                )
            }
            Held::Scope(scope) => {
                let mut entries = Vec::new();
                for slot in self.slots(*scope) {
                    entries.push((
                        slot.key.clone(),
                        self.value_within(&slot.value, depth + 1, size),
                    ));
                }
                Value::Map(entries)
            }
        }
    }

    /// Groovy's `ConfigObject.merge`: entries of the other win, scopes are merged.
    pub(in super::super) fn merge(&mut self, into: ScopeId, other: ScopeId, depth: usize) {
        if into == other || depth > MAX_NESTING || !self.spend() {
            return;
        }
        let slots = self.slots(other).to_vec();
        self.spend_on_copies(slots.len());
        for slot in slots {
            let old = self.slot(into, &slot.key).map(|slot| slot.value.clone());
            match (old, &slot.value) {
                (Some(Held::Scope(old)), Held::Scope(new)) if !self.slots(old).is_empty() => {
                    self.merge(old, *new, depth + 1);
                }
                _ => self.put_as(into, slot),
            }
        }
    }

    /// Keeps settings safe from files that are included from now on.
    pub(in super::super) fn settle(&mut self, scope: ScopeId, depth: usize) {
        if depth > MAX_NESTING || !self.spend() {
            return;
        }
        for at in 0..self.slots(scope).len() {
            let entries = self.scopes.get_mut(scope.0).map(|scope| &mut scope.entries);
            let Some(slot) = entries.and_then(|entries| entries.get_mut(at)) else {
                continue;
            };
            if slot.includes < self.includes.len() {
                slot.certainty = slot.certainty.max(Certainty::UnlessIncluded);
            }
            slot.includes = usize::MAX;
            if let Held::Scope(inner) = slot.value {
                self.settle(inner, depth + 1);
            }
        }
    }

    /// A scope with the same entries.
    pub(in super::super) fn copy(&mut self, scope: ScopeId) -> ScopeId {
        let copy = self.scopes.get(scope.0).cloned();
        self.spend_on_copies(self.slots(scope).len());
        self.scopes.extend(copy);
        ScopeId(self.scopes.len() - 1)
    }

    /// Where something is that nothing in the text stands for.
    pub(in super::super) fn nowhere() -> Span {
        NOWHERE
    }
}

fn push_quoted(path: &mut String, key: &str) {
    let is_plain = key
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'))
        && !key.starts_with(|c: char| c.is_ascii_digit())
        && !key.is_empty();
    let quote = if is_plain { "" } else { "'" };
    path.push_str(quote);
    path.push_str(key);
    path.push_str(quote);
}
