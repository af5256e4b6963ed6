//! The fourth stage: both parsers read the result, and every request has to be in effect and
//! all other settings as they were.

use std::collections::BTreeMap;

use super::effect::effects;
use super::path_tree::PathTree;
use super::request::Request;
use crate::path::{is_at_or_below, names};
use crate::reading::{EmptyScope, Reading, Refusal, Setting};
use crate::readings::Readings;
use crate::token::Span;
use crate::value::Value;

/// What is not as it should be after an edit.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Violation {
    /// These requests, by their number, have no effect.
    NotInEffect {
        requests: Vec<usize>,
        /// Where the first of them is set instead.
        instead: Option<Span>,
    },
    /// The named other setting became something else.
    OtherChanged(String),
    /// A parser that took the text does not take it any more.
    Refused(Refusal),
    /// The requests cannot be made at once: their replacements overlap.
    Overlapping,
}

/// Says what an edit spoilt.
pub(super) fn verify(
    before: &Readings,
    after: &Readings,
    requests: &[Request],
    tree: &PathTree<'_>,
) -> Result<(), Violation> {
    for (before, after) in before.both().into_iter().zip(after.both()) {
        if let (None, Some(refusal)) = (&before.refusal, &after.refusal) {
            return Err(Violation::Refused(refusal.clone()));
        }
    }
    let in_effect: Vec<Vec<_>> = after
        .accepted()
        .map(|reading| effects(reading, requests, tree))
        .collect();
    let is_missed = |number: &usize, request: &Request| {
        let mut effects = in_effect.iter().filter_map(|it| it.get(*number));
        effects.any(|effect| !effect.has(request.value.as_ref()))
    };
    let missed: Vec<usize> = requests
        .iter()
        .enumerate()
        .filter(|(number, request)| is_missed(number, request))
        .map(|(number, _)| number)
        .collect();
    if let Some((first, request)) = missed
        .first()
        .and_then(|it| Some((*it, requests.get(*it)?)))
    {
        let effects = in_effect.iter().filter_map(|it| it.get(first));
        let mut spoilt = effects.filter(|effect| !effect.has(request.value.as_ref()));
        let setting = spoilt.find_map(|effect| effect.setting);
        return Err(Violation::NotInEffect {
            instead: setting.map(|setting| setting.span),
            requests: missed,
        });
    }
    for (before, after) in before.both().into_iter().zip(after.both()) {
        if before.refusal.is_none()
            && let Some(path) = other_change(before, after, requests, tree)
        {
            return Err(Violation::OtherChanged(path));
        }
    }
    Ok(())
}

/// The first setting that is not requested and not as it was.
fn other_change(
    before: &Reading,
    after: &Reading,
    requests: &[Request],
    tree: &PathTree<'_>,
) -> Option<String> {
    if let Some(setting) = other_setting(&before.settings, &after.settings, requests, tree) {
        return Some(setting.path.clone());
    }
    if let Some(scope) = new_scope(&before.empty_scopes, &after.empty_scopes) {
        return Some(scope.path.clone());
    }
    let files = |reading: &'_ Reading| {
        let includes = reading.includes.iter();
        includes.map(|include| include.path.clone()).collect()
    };
    let (old, new): (Vec<_>, Vec<_>) = (files(before), files(after));
    (before.profiles != after.profiles || old != new).then(|| "includeConfig".to_owned())
}

/// The first other setting that is not the same. Nearly always, most are the same in the same
/// order, so what the two have in common at the start and the end is passed over first.
fn other_setting<'r>(
    before: &'r [Setting],
    after: &'r [Setting],
    requests: &[Request],
    tree: &PathTree<'_>,
) -> Option<&'r Setting> {
    let is_equal = |a: &Setting, b: &Setting| a.path == b.path && is_like(&a.value, &b.value);
    let start = before
        .iter()
        .zip(after)
        .take_while(|(a, b)| is_equal(a, b))
        .count();
    let (before, after) = (before.get(start..)?, after.get(start..)?);
    let end = before
        .iter()
        .rev()
        .zip(after.iter().rev())
        .take_while(|(a, b)| is_equal(a, b))
        .count();
    let others = |settings: &'r [Setting]| -> BTreeMap<&'r str, &'r Setting> {
        settings
            .iter()
            .take(settings.len() - end)
            .filter(|setting| !is_requested(&setting.path, tree))
            .map(|setting| (&*setting.path, setting))
            .collect()
    };
    let (old, new) = (others(before), others(after));
    // `null` or `false` gives way to a scope of its name, and is back without it.
    let is_replaced = |setting: &Setting, by_scope: bool| {
        setting.value.truth() == Some(false)
            && requests.iter().any(|request| {
                request.value.is_some() == by_scope
                    && is_at_or_below(request.path.as_str(), &setting.path)
            })
    };
    let changed = old.values().find(|setting| match new.get(&*setting.path) {
        Some(now) => !is_like(&now.value, &setting.value),
        None => !is_replaced(setting, true),
    });
    let added = || {
        new.values()
            .find(|setting| !old.contains_key(&*setting.path) && !is_replaced(setting, false))
    };
    changed.or_else(added).copied()
}

/// Whether a setting is a requested one, or is in one.
fn is_requested(path: &str, tree: &PathTree<'_>) -> bool {
    let mut nodes = tree.along(names(path));
    nodes.any(|node| tree.path_at(node).is_some())
}

/// The first scope that was not empty before. Nearly always they are the same in the same order.
fn new_scope<'r>(before: &[EmptyScope], after: &'r [EmptyScope]) -> Option<&'r EmptyScope> {
    let both = before.iter().zip(after);
    let same = both.take_while(|(a, b)| a.path == b.path).count();
    let mut others = after.get(same..)?.iter().peekable();
    others.peek()?;
    let mut before: Vec<&str> = before.iter().map(|scope| &*scope.path).collect();
    before.sort_unstable();
    others.find(|scope| before.binary_search(&&*scope.path).is_err())
}

/// Whether two values are the same, not-a-number included.
fn is_like(a: &Value, b: &Value) -> bool {
    a == b || matches!((a, b), (Value::Float(a), Value::Float(b)) if a.total_cmp(b).is_eq())
}
