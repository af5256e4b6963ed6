//! What a text comes to for both parsers, and whether an edit changed only what it should.

use std::collections::BTreeMap;

use super::super::reading::{Certainty, Reading, Refusal, Semantics, Setting, read};
use super::super::token::Span;
use super::super::tree::Document;
use super::super::value::Value;
use super::names::covers;
use super::plan::Wanted;

/// What both parsers make of a text.
pub(super) struct Views {
    readings: [Reading; 2],
}

/// What is not as it should be after an edit.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Miss {
    /// These changes, by their number, have no effect; and where the first of them is set
    /// instead.
    NotEffective(Vec<usize>, Option<Span>),
    /// Another setting became something else.
    Other(String),
    /// A parser that took the text does not take it any more.
    Refused(Refusal),
    /// The changes cannot be made at once.
    Tangled,
}

impl Views {
    pub(super) fn of(document: &Document<'_>, profiles: &[&str]) -> Self {
        let of = |semantics| read(document, semantics, profiles);
        Self {
            readings: [of(Semantics::V1), of(Semantics::V2)],
        }
    }

    /// The readings of the parsers that take the text.
    pub(super) fn accepted(&self) -> impl Iterator<Item = &Reading> {
        self.readings.iter().filter(|it| it.refusal.is_none())
    }

    /// Why the text is refused, if both parsers do.
    pub(super) fn refusal(&self) -> Option<&Refusal> {
        let [legacy, strict] = &self.readings;
        legacy.refusal.as_ref().filter(|_| strict.refusal.is_some())
    }

    /// Where a setting is made, for the first parser that has it.
    pub(super) fn place(&self, path: &str) -> Option<Span> {
        let mut settings = self.accepted().filter_map(|reading| reading.get(path));
        settings.next().map(|setting| setting.place)
    }

    /// Whether a change is in effect for every parser that takes the text.
    pub(super) fn has(&self, wanted: &Wanted) -> bool {
        self.accepted().all(|reading| has(reading, wanted))
    }

    /// Says what an edit spoilt, these being the views before it.
    pub(super) fn check(&self, after: &Self, wanted: &[Wanted]) -> Result<(), Miss> {
        let mut missed = Vec::new();
        for (index, wanted) in wanted.iter().enumerate() {
            if !after.has(wanted) {
                missed.push(index);
            }
        }
        for (before, after) in self.readings.iter().zip(&after.readings) {
            if let (None, Some(refusal)) = (&before.refusal, &after.refusal) {
                return Err(Miss::Refused(refusal.clone()));
            }
        }
        if let Some(wanted) = missed.first().and_then(|index| wanted.get(*index)) {
            let mut spoilt = after.accepted().filter(|reading| !has(reading, wanted));
            let place = spoilt
                .find_map(|it| it.get(&wanted.path))
                .map(|it| it.place);
            return Err(Miss::NotEffective(missed, place));
        }
        for (before, after) in self.readings.iter().zip(&after.readings) {
            if before.refusal.is_none()
                && let Some(path) = other_change(before, after, wanted)
            {
                return Err(Miss::Other(path));
            }
        }
        Ok(())
    }
}

fn has(reading: &Reading, wanted: &Wanted) -> bool {
    match &wanted.to {
        Some(value) => reading.get(&wanted.path).is_some_and(|setting| {
            setting.certainty == Certainty::Sure && is_same(&setting.value, value)
        }),
        None => !reading
            .settings
            .iter()
            .any(|it| covers(&wanted.path, &it.path)),
    }
}

/// Whether a value is the wanted one. A duration is the same in words and as a text.
pub(super) fn is_same(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        #[expect(clippy::cast_precision_loss, reason = "only compared")]
        (Value::Int(int), Value::Float(float)) | (Value::Float(float), Value::Int(int)) => {
            (*int as f64).total_cmp(float).is_eq()
        }
        (Value::Text(text), units @ (Value::Duration(_) | Value::Memory(_)))
        | (units @ (Value::Duration(_) | Value::Memory(_)), Value::Text(text)) => {
            let is_time = matches!(units, Value::Duration(_));
            Value::parse_units(text, is_time).as_ref() == Some(units)
        }
        (Value::List(found), Value::List(wanted)) => {
            let mut pairs = found.iter().zip(wanted);
            found.len() == wanted.len() && pairs.all(|(found, wanted)| is_same(found, wanted))
        }
        (found, wanted) => found == wanted,
    }
}

/// The first setting that is not wanted and not as it was.
fn other_change(before: &Reading, after: &Reading, wanted: &[Wanted]) -> Option<String> {
    let is_other = |setting: &&Setting| !wanted.iter().any(|it| covers(&it.path, &setting.path));
    // `null` or `false` gives way to a scope of its name, and is back without it.
    let is_replaced = |setting: &Setting, by_scope: bool| {
        setting.value.truth() == Some(false)
            && wanted
                .iter()
                .any(|it| it.to.is_some() == by_scope && covers(&setting.path, &it.path))
    };
    let is_equal = |a: &Setting, b: &Setting| a.path == b.path && is_like(&a.value, &b.value);
    let (mut old, mut new) = (
        before.settings.iter().filter(is_other),
        after.settings.iter().filter(is_other),
    );
    // Nearly always they are in the same order.
    loop {
        match (old.next(), new.next()) {
            (None, None) => break,
            (Some(a), Some(b)) if is_equal(a, b) => {}
            (a, b) => {
                let old: BTreeMap<&str, &Setting> =
                    a.into_iter().chain(old).map(|it| (&*it.path, it)).collect();
                let new: BTreeMap<&str, &Setting> =
                    b.into_iter().chain(new).map(|it| (&*it.path, it)).collect();
                let changed = old.values().find(|setting| match new.get(&*setting.path) {
                    Some(now) => !is_like(&now.value, &setting.value),
                    None => !is_replaced(setting, true),
                });
                let added = new.values().find(|setting| {
                    !old.contains_key(&*setting.path) && !is_replaced(setting, false)
                });
                if let Some(setting) = changed.or(added) {
                    return Some(setting.path.clone());
                }
                break;
            }
        }
    }
    let empty = after.empty_scopes.iter();
    let mut new_empty = empty.filter(|scope| !before.empty_scopes.contains(scope));
    if let Some(scope) = new_empty.next() {
        return Some(scope.clone());
    }
    let files = |reading: &Reading| -> Vec<Option<String>> {
        reading
            .includes
            .iter()
            .map(|include| include.path.clone())
            .collect()
    };
    if before.profiles != after.profiles || files(before) != files(after) {
        return Some("includeConfig".to_owned());
    }
    None
}

/// Whether two values are the same, not-a-number included.
fn is_like(a: &Value, b: &Value) -> bool {
    a == b || matches!((a, b), (Value::Float(a), Value::Float(b)) if a.total_cmp(b).is_eq())
}
