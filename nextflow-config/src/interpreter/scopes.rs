//! The scopes and maps that settings are in, and what they come to in the end.

use std::rc::Rc;

use super::radix_map::{RadixMap, Values};
use super::{Interpreter, MAX_SIZE, RuntimeValue, ScopeId};
use crate::capacity::reserve_for_rest;
use crate::reading::{Certainty, EmptyScope, MissingName, Parser, Setting};
use crate::symbols::Symbol;
use crate::token::{SmallSpan, Span};
use crate::value::Value;

/// A scope of settings, or a map: entries in the order in which they came, no two with one
/// name. A copy takes no time.
#[derive(Clone)]
pub(super) struct Scope<'t> {
    /// Whether a missing entry is made when it is read, as Groovy's `ConfigObject` does.
    pub(super) grows: bool,
    entries: RadixMap<Slot<'t>>,
    /// How many entries there have been.
    next: u32,
    len: u32,
    /// Where the entry of a name is. Empty as long as looking through the entries is as fast.
    places: RadixMap<u32>,
    /// So many entries at the start are settled, if not more.
    settled: u32,
    /// Whether there has been a scope or map among the entries.
    has_inner: bool,
    /// Whether it is that of the parameters.
    is_params: bool,
    /// What was looked for in vain so that it was made.
    missing: Option<Rc<Missing>>,
}

/// A name that was looked for in vain.
#[derive(Debug)]
pub(super) struct Missing {
    /// The name as it is written.
    name: String,
    span: Span,
    /// The scope that it was looked for in, and has an entry of the name since.
    holder: ScopeId,
    /// Whether it is one of a parameter, which somebody else than the text may set.
    is_parameter: bool,
    /// Whether it is certainly looked for, and not only under a condition.
    is_certain: bool,
    /// How many files had been included before, which may have set it.
    includes: usize,
}

/// One entry of a scope.
#[derive(Clone, Debug)]
pub(super) struct Slot<'t> {
    pub(super) key: Symbol,
    pub(super) value: RuntimeValue<'t>,
    pub(super) span: SmallSpan,
    pub(super) certainty: Certainty,
    /// How many files had been included before it was set; [`SETTLED`] when none that comes
    /// later can set it anew.
    pub(super) includes: u32,
}

const SETTLED: u32 = u32::MAX;

/// From how many entries on their places are kept: those of one node of the map.
const MANY: u32 = 16;

impl<'t> Scope<'t> {
    pub(super) fn new(grows: bool) -> Self {
        Self {
            grows,
            entries: RadixMap::default(),
            next: 0,
            len: 0,
            places: RadixMap::default(),
            settled: 0,
            has_inner: false,
            is_params: false,
            missing: None,
        }
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.len as usize
    }

    /// The entries in order.
    pub(super) fn slots(&self) -> Values<'_, Slot<'t>> {
        self.entries.values()
    }

    fn find(&self, key: Symbol) -> Option<u32> {
        if self.next > MANY {
            return self.places.get(key.0).copied();
        }
        (0..self.next).find(|place| self.entries.get(*place).is_some_and(|it| it.key == key))
    }

    pub(super) fn get(&self, key: Symbol) -> Option<&Slot<'t>> {
        if self.next > MANY {
            return self.entries.get(*self.places.get(key.0)?);
        }
        self.slots().find(|slot| slot.key == key)
    }

    /// An entry to be changed. Its name has to stay.
    fn get_at(&mut self, place: u32) -> Option<&mut Slot<'t>> {
        self.entries.get_mut(place)
    }

    /// Sets the entry of a name, where it is or after all others.
    fn set(&mut self, slot: Slot<'t>) {
        let known = self.find(slot.key);
        let place = known.unwrap_or(self.next);
        self.has_inner |= matches!(slot.value, RuntimeValue::Scope(_));
        if slot.includes < SETTLED {
            self.settled = self.settled.min(place);
        } else if self.settled == place {
            self.settled += 1;
        }
        if known.is_some() {
            return self.entries.insert(place, slot);
        }
        let key = slot.key;
        self.entries.insert(place, slot);
        self.next += 1;
        self.len += 1;
        if self.next > MANY + 1 {
            self.places.insert(key.0, place);
        } else if self.next > MANY {
            for place in 0..self.next {
                if let Some(slot) = self.entries.get(place) {
                    self.places.insert(slot.key.0, place);
                }
            }
        }
    }

    pub(super) fn remove(&mut self, key: Symbol) {
        if let Some(place) = self.find(key) {
            self.entries.remove(place);
            self.places.remove(key.0);
            self.len -= 1;
        }
    }

    /// The places of entries that may not be as in the scope that this is a copy of.
    pub(super) fn changed_since(&self, copied: &Self) -> Vec<u32> {
        self.entries.changed_since(&copied.entries)
    }

    pub(super) fn at(&self, place: u32) -> Option<&Slot<'t>> {
        self.entries.get(place)
    }
}

/// What the scopes come to.
#[derive(Default)]
struct Found {
    settings: Vec<Setting>,
    empty: Vec<EmptyScope>,
    visited: usize,
    /// How many maps are around.
    maps: usize,
    /// How large all values are together, in the units of the allowance.
    size: usize,
    /// Where in the text the entry is that is being gone through, and how long the text is.
    progress: (usize, usize),
}

impl Found {
    fn add_setting(&mut self, setting: Setting) {
        reserve_for_rest(&mut self.settings, self.progress.0, self.progress.1);
        self.settings.push(setting);
    }

    fn add_empty(&mut self, scope: EmptyScope) {
        reserve_for_rest(&mut self.empty, self.progress.0, self.progress.1);
        self.empty.push(scope);
    }
}

const NOWHERE: Span = Span { start: 0, end: 0 };
/// A scope that is part of itself is shown this often.
pub(super) const MAX_NESTING: usize = 40;

impl<'t> Interpreter<'t> {
    pub(super) fn new_scope(&mut self, grows: bool) -> ScopeId {
        self.add_scope(Scope::new(grows))
    }

    /// A scope that is made because a name was looked for in vain.
    pub(super) fn missing_scope(
        &mut self,
        within: Option<ScopeId>,
        name: &str,
        span: Span,
    ) -> ScopeId {
        let around = within.and_then(|scope| self.scope(scope));
        let outer = around.and_then(|scope| scope.missing.as_deref());
        let is_of_params = around.is_some_and(|scope| scope.is_params);
        let written = match (outer, is_of_params) {
            (Some(outer), _) => format!("{}.{name}", outer.name),
            (None, true) => format!("params.{name}"),
            (None, false) if within.is_some() => self.written_before(span, name),
            (None, false) => name.to_owned(),
        };
        let is_whole = within.is_none() && name == "params";
        let holder = within.unwrap_or_else(|| self.environment.innermost());
        // In the block of the parameters a word by itself is one of them.
        let is_parameter = is_whole
            || is_of_params
            || self.is_params(holder)
            || outer.is_some_and(|it| it.is_parameter);
        let missing = Missing {
            name: written,
            span,
            holder,
            is_parameter,
            is_certain: self.doubt == 0 && self.maybe == 0 && self.floor == Certainty::Sure,
            includes: self.includes.len(),
        };
        let mut scope = Scope::new(true);
        scope.is_params = is_whole;
        scope.missing = Some(Rc::new(missing));
        self.add_scope(scope)
    }

    /// A name with what is written before it: `docker.registry`.
    fn written_before(&self, span: Span, name: &str) -> String {
        let before = Span {
            start: 0,
            end: span.start,
        };
        let before = before.of(self.text);
        let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        let start = before.trim_end_matches(is_path).len();
        let path = before.get(start..).unwrap_or_default();
        format!("{}{name}", path.trim_start_matches('.'))
    }

    /// The value, or that it is not known if it is that of a parameter that nothing sets.
    pub(super) fn unless_missing(&self, value: RuntimeValue<'t>) -> RuntimeValue<'t> {
        if self.is_missing_parameter(&value) {
            RuntimeValue::Unknown
        } else {
            value
        }
    }

    pub(super) fn is_missing_parameter(&self, value: &RuntimeValue<'t>) -> bool {
        let RuntimeValue::Scope(id) = value else {
            return false;
        };
        let scope = self.scope(*id).filter(|scope| scope.len == 0);
        let missing = scope.and_then(|scope| scope.missing.as_deref());
        missing.is_some_and(|missing| missing.is_parameter)
    }

    /// Whether it is the scope of all parameters, which nothing has set so far.
    pub(super) fn is_whole_params(&self, value: &RuntimeValue<'t>) -> bool {
        let RuntimeValue::Scope(id) = value else {
            return false;
        };
        self.scope(*id).is_some_and(|scope| scope.is_params)
    }

    /// The scope of the parameters, when a block opens it.
    pub(super) fn mark_params(&mut self, scope: ScopeId) {
        if let Some(scope) = self.scopes.get_mut(scope.0) {
            scope.is_params = true;
        }
    }

    /// Whether a property is one of a parameter that is missing and that may not be looked for
    /// at all, so that nothing is made of it.
    pub(super) fn is_read_in_doubt(&self, target: &RuntimeValue<'t>, name: &str) -> bool {
        let RuntimeValue::Scope(id) = target else {
            return false;
        };
        let is_in_doubt = self.doubt > 0 || self.maybe > 0;
        let is_there = || {
            let name = self.symbols.get(name);
            name.is_some_and(|name| self.slot(*id, name).is_some())
        };
        is_in_doubt
            && (self.is_params(*id) || self.is_missing_parameter(target))
            && self.grows(target)
            && !is_there()
    }

    /// Whether a scope is that of the parameters.
    pub(super) fn is_params(&self, scope: ScopeId) -> bool {
        self.scope(scope).is_some_and(|scope| scope.is_params)
    }

    fn add_scope(&mut self, scope: Scope<'t>) -> ScopeId {
        let id = self.scope_count;
        self.scopes.insert(id, scope);
        self.scope_count += 1;
        ScopeId(id)
    }

    pub(super) fn scope(&self, scope: ScopeId) -> Option<&Scope<'t>> {
        self.scopes.get(scope.0)
    }

    /// How many entries a scope has.
    pub(super) fn len(&self, scope: ScopeId) -> usize {
        self.scope(scope).map_or(0, Scope::len)
    }

    pub(super) fn slots(&self, scope: ScopeId) -> Values<'_, Slot<'t>> {
        self.scope(scope).map(Scope::slots).unwrap_or_default()
    }

    pub(super) fn grows(&self, value: &RuntimeValue<'t>) -> bool {
        matches!(value, RuntimeValue::Scope(id) if self.scope(*id).is_some_and(|scope| scope.grows))
    }

    pub(super) fn slot(&self, scope: ScopeId, key: Symbol) -> Option<&Slot<'t>> {
        self.scope(scope)?.get(key)
    }

    /// Sets an entry. Where a condition is open, what it will be is unknown.
    pub(super) fn put(&mut self, scope: ScopeId, key: Symbol, value: RuntimeValue<'t>, span: Span) {
        // What is set in a scope is in doubt, not that there is one; a map is a value.
        let value = if self.doubt > 0 && !self.grows(&value) {
            let old = self.slot(scope, key).map(|slot| &slot.value);
            if old.is_some_and(|old| self.same(old, &value) == Some(true)) {
                return;
            }
            RuntimeValue::Unknown
        } else {
            value
        };
        let slot = self.new_slot(key, value, span);
        self.put_as(scope, slot);
    }

    /// An entry that is as sure as the statement that is run.
    pub(super) fn new_slot(&self, key: Symbol, value: RuntimeValue<'t>, span: Span) -> Slot<'t> {
        Slot {
            key,
            value,
            span: SmallSpan::within(span),
            certainty: self.certainty.max(self.floor),
            includes: self.include_count(),
        }
    }

    pub(super) fn put_as(&mut self, scope: ScopeId, slot: Slot<'t>) {
        if let Some(scope) = self.scopes.get_mut(scope.0) {
            scope.set(slot);
        }
    }

    /// Takes an entry away.
    pub(super) fn remove(&mut self, scope: ScopeId, key: Symbol) {
        if let Some(scope) = self.scopes.get_mut(scope.0) {
            scope.remove(key);
        }
    }

    fn include_count(&self) -> u32 {
        u32::try_from(self.includes.len()).unwrap_or(u32::MAX)
    }

    /// A file that is included after something was set may set it anew.
    fn unless_included(&self, slot: &Slot<'t>) -> Certainty {
        if slot.includes < self.include_count() {
            Certainty::UnlessIncluded
        } else {
            Certainty::Sure
        }
    }

    /// Groovy's truth. `None` when only a run can tell.
    pub(super) fn truth(&self, value: &RuntimeValue<'t>) -> Option<bool> {
        Some(match value {
            RuntimeValue::Unknown => return None,
            _ if self.is_missing_parameter(value) => return None,
            RuntimeValue::Null => false,
            RuntimeValue::Bool(value) => *value,
            RuntimeValue::Int(value)
            | RuntimeValue::Long(value)
            | RuntimeValue::Duration(value)
            | RuntimeValue::Memory(value) => *value != 0,
            RuntimeValue::Float(value, _) => *value != 0.0,
            RuntimeValue::Text(text) => !text.is_empty(),
            RuntimeValue::List(list) => !list.values().is_empty(),
            RuntimeValue::Scope(id) => self.len(*id) > 0,
            RuntimeValue::Closure(_) => true,
        })
    }

    /// The settings below the outermost scope, and the scopes without any.
    pub(super) fn settings(&self) -> (Vec<Setting>, Vec<EmptyScope>) {
        let mut found = Found {
            progress: (0, self.text.len()),
            ..Found::default()
        };
        self.collect(self.root(), &mut String::new(), 0, &mut found);
        (found.settings, found.empty)
    }

    /// Adds what is in a scope. The path is that of the scope, and again when this is done.
    fn collect(&self, scope: ScopeId, path: &mut String, depth: usize, found: &mut Found) {
        let outer = path.len();
        for slot in self.slots(scope) {
            found.progress.0 = slot.span.span().end;
            path.truncate(outer);
            path.push_str(if outer > 0 { "." } else { "" });
            push_quoted(path, self.symbols.name(slot.key));
            found.visited += 1;
            // A scope may be part of itself, over and over; but no text has more settings than
            // bytes.
            let is_too_much = depth > MAX_NESTING || found.visited > MAX_SIZE + self.text.len();
            match &slot.value {
                RuntimeValue::Scope(inner) if self.len(*inner) > 0 && !is_too_much => {
                    let is_map = self.parser == Parser::Legacy && !self.grows(&slot.value);
                    found.maps += usize::from(is_map);
                    self.collect(*inner, path, depth + 1, found);
                    found.maps -= usize::from(is_map);
                }
                RuntimeValue::Scope(inner)
                    if self.parser == Parser::Strict && self.len(*inner) == 0 =>
                {
                    if path != "params" {
                        found.add_empty(self.empty_scope(path, slot, *inner));
                    }
                }
                RuntimeValue::Scope(inner) if self.grows(&slot.value) && self.len(*inner) == 0 => {
                    let empty = self.empty_scope(path, slot, *inner);
                    let missing = self.scope(*inner).and_then(|it| it.missing.as_deref());
                    let is_own = |it: &Missing| {
                        it.holder == scope && it.name.ends_with(self.symbols.name(slot.key))
                    };
                    // A setting that takes what is missing is set all the same.
                    if missing.is_some_and(|missing| !is_own(missing)) {
                        found.add_setting(Setting {
                            path: path.clone(),
                            value: Value::Unknown,
                            span: slot.span.span(),
                            certainty: slot.certainty,
                        });
                    }
                    // Nextflow does not look for empty scopes in maps.
                    if found.maps == 0 {
                        found.add_empty(empty);
                    }
                }
                // Where following the text was given up, nothing is known.
                _ if self.budget == 0 || is_too_much => found.add_setting(Setting {
                    path: path.clone(),
                    value: Value::Unknown,
                    span: slot.span.span(),
                    certainty: slot.certainty,
                }),
                value => {
                    // What a text says once fits; many copies of something long do not.
                    let room = super::ALLOWANCE.saturating_add(self.text.len());
                    let left = room.saturating_sub(found.size);
                    let mut size = 0;
                    let value = self.value_within(value, 0, &mut size, left);
                    found.size += size;
                    found.add_setting(Setting {
                        path: path.clone(),
                        value,
                        span: slot.span.span(),
                        certainty: slot.certainty.max(self.unless_included(slot)),
                    });
                }
            }
        }
        path.truncate(outer);
    }

    fn empty_scope(&self, path: &str, slot: &Slot<'t>, scope: ScopeId) -> EmptyScope {
        let missing = self.scope(scope).and_then(|scope| scope.missing.as_deref());
        let (span, certainty) = match missing {
            Some(missing) if missing.includes > 0 => (missing.span, Certainty::UnlessIncluded),
            Some(missing) if !missing.is_certain => (missing.span, Certainty::UnlessParams),
            Some(missing) => (missing.span, Certainty::Sure),
            None if !self.includes.is_empty() => (slot.span.span(), Certainty::UnlessIncluded),
            None => (slot.span.span(), slot.certainty),
        };
        EmptyScope {
            path: path.to_owned(),
            span,
            certainty,
            missing: missing.map(|missing| MissingName {
                name: missing.name.clone(),
                is_parameter: missing.is_parameter,
            }),
        }
    }

    /// The value as others see it.
    pub(super) fn value(&self, value: &RuntimeValue<'t>) -> Value {
        self.value_within(value, 0, &mut 0, MAX_SIZE)
    }

    fn value_within(
        &self,
        value: &RuntimeValue<'t>,
        depth: usize,
        size: &mut usize,
        most: usize,
    ) -> Value {
        *size += match value {
            RuntimeValue::Text(text) => 1 + text.len() / 16,
            _ => 1,
        };
        match value {
            _ if *size > most => Value::Unknown,
            RuntimeValue::Unknown => Value::Unknown,
            RuntimeValue::Null => Value::Null,
            RuntimeValue::Bool(value) => Value::Bool(*value),
            RuntimeValue::Int(value) | RuntimeValue::Long(value) => Value::Int(*value),
            RuntimeValue::Float(value, _) => Value::Float(*value),
            RuntimeValue::Text(value) => Value::Text(value.to_string()),
            RuntimeValue::Closure(_) => Value::Closure,
            RuntimeValue::Duration(value) => Value::Duration(*value),
            RuntimeValue::Memory(value) => Value::Memory(*value),
            _ if depth > MAX_NESTING => Value::Unknown,
            RuntimeValue::List(list) if *size + list.values().len() > most => Value::Unknown,
            RuntimeValue::List(list) => {
                let values = list.values().iter();
                Value::List(
                    values
                        .map(|value| self.value_within(value, depth + 1, size, most))
                        .collect(),
                )
            }
            value if self.is_missing_parameter(value) => Value::Unknown,
            RuntimeValue::Scope(scope) if *size + self.len(*scope) > most => Value::Unknown,
            RuntimeValue::Scope(scope) => {
                let mut entries = Vec::with_capacity(self.len(*scope));
                for slot in self.slots(*scope) {
                    entries.push((
                        self.symbols.name(slot.key).to_owned(),
                        self.value_within(&slot.value, depth + 1, size, most),
                    ));
                }
                Value::Map(entries)
            }
        }
    }

    /// Groovy's `ConfigObject.merge`: entries of the other win, scopes are merged.
    pub(super) fn merge(&mut self, into: ScopeId, other: ScopeId, depth: usize) {
        if into == other || depth > MAX_NESTING || !self.spend() {
            return;
        }
        let (Some(old), Some(new)) = (self.scope(into), self.scope(other)) else {
            return;
        };
        // To merge an entry with itself changes nothing, and a copy shares most of them.
        let changed = new.changed_since(old).into_iter();
        let slots: Vec<Slot<'t>> = changed.filter_map(|at| new.at(at).cloned()).collect();
        for slot in slots {
            let old = self.slot(into, slot.key).map(|slot| &slot.value);
            match (old, &slot.value) {
                (Some(RuntimeValue::Scope(old)), RuntimeValue::Scope(new))
                    if self.len(*old) > 0 =>
                {
                    self.merge(*old, *new, depth + 1);
                }
                _ => self.put_as(into, slot),
            }
        }
    }

    /// Keeps settings safe from files that are included from now on.
    pub(super) fn settle(&mut self, scope: ScopeId, depth: usize) {
        if depth > MAX_NESTING || !self.spend() {
            return;
        }
        let includes = self.include_count();
        let Some(Scope {
            next,
            settled,
            has_inner,
            ..
        }) = self.scopes.get(scope.0)
        else {
            return;
        };
        let places = if *has_inner { 0 } else { *settled }..*next;
        self.budget = self
            .budget
            .saturating_sub(places.end.saturating_sub(places.start) / 16);
        for at in places {
            let Some(slot) = self.scope(scope).and_then(|scope| scope.at(at)) else {
                continue;
            };
            let inner = match slot.value {
                RuntimeValue::Scope(inner) => Some(inner),
                _ => None,
            };
            // To change what a copy shares would be to copy it.
            if slot.includes < SETTLED
                && let Some(scope) = self.scopes.get_mut(scope.0)
                && let Some(slot) = scope.get_at(at)
            {
                if slot.includes < includes {
                    slot.certainty = slot.certainty.max(Certainty::UnlessIncluded);
                }
                slot.includes = SETTLED;
            }
            if let Some(inner) = inner {
                self.settle(inner, depth + 1);
            }
        }
        if let Some(scope) = self.scopes.get_mut(scope.0) {
            scope.settled = scope.next;
        }
    }

    /// Says that an entry may be another one, with all that is in it or without.
    pub(super) fn doubt_slot(&mut self, scope: ScopeId, at: u32, with_inner: bool) {
        self.doubt_slot_within(scope, at, if with_inner { 0 } else { MAX_NESTING });
    }

    fn doubt_slot_within(&mut self, scope: ScopeId, at: u32, depth: usize) {
        let slot = self.scopes.get_mut(scope.0).and_then(|it| it.get_at(at));
        let Some(slot) = slot else { return };
        slot.certainty = Certainty::UnlessParams;
        if let (RuntimeValue::Scope(inner), true) = (&slot.value, depth < MAX_NESTING) {
            let inner = *inner;
            let count = self.scope(inner).map_or(0, |scope| scope.next);
            for at in 0..count {
                if self.spend() {
                    self.doubt_slot_within(inner, at, depth + 1);
                }
            }
        }
    }

    /// A scope with the same entries.
    pub(super) fn copy(&mut self, scope: ScopeId) -> ScopeId {
        let copy = self.scope(scope).cloned();
        self.add_scope(copy.unwrap_or_else(|| Scope::new(true)))
    }

    /// Where something is that nothing in the text stands for.
    pub(super) fn nowhere() -> Span {
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
