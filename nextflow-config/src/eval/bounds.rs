//! Values that a text says directly, and how large those that it makes may become.

use super::super::tree::{Expr, ExprKind};
use super::super::value::Value;
use super::{Held, MAX_SIZE};

/// A list, unless it holds itself over and over.
pub(super) fn bounded(values: Vec<Held<'_>>) -> Held<'_> {
    let size: usize = values
        .iter()
        .map(|value| weight(value, 0))
        .fold(0, usize::saturating_add);
    if size < MAX_SIZE {
        Held::List(values)
    } else {
        Held::Unknown
    }
}

/// How much a value holds, that in lists in it included. One that is nested like nothing that
/// is written by hand holds too much.
fn weight(value: &Held<'_>, depth: u32) -> usize {
    match value {
        Held::List(_) if depth > 40 => MAX_SIZE,
        Held::List(values) => {
            let inner = values.iter().map(|value| weight(value, depth + 1));
            inner.fold(1, usize::saturating_add)
        }
        Held::Text(text) => 1 + text.len() / 64,
        _ => 1,
    }
}

pub(super) fn is_known(value: &Value) -> bool {
    match value {
        Value::Unknown | Value::Closure => false,
        Value::List(values) => values.iter().all(is_known),
        Value::Map(entries) => entries.iter().all(|(_, value)| is_known(value)),
        _ => true,
    }
}

pub(super) fn held<'t>(value: Value) -> Held<'t> {
    match value {
        Value::Duration(value) => Held::Duration(value),
        Value::Memory(value) => Held::Memory(value),
        Value::Bool(value) => Held::Bool(value),
        Value::Text(value) => Held::Text(value),
        _ => Held::Unknown,
    }
}

pub(super) fn class_constant<'t>(target: &Expr<'_>, name: &str) -> Option<Held<'t>> {
    match (&target.kind, name) {
        (ExprKind::Name("Boolean"), "TRUE") => Some(Held::Bool(true)),
        (ExprKind::Name("Boolean"), "FALSE") => Some(Held::Bool(false)),
        _ => None,
    }
}

/// A number as Groovy reads it.
pub(super) fn number<'t>(written: &str) -> Held<'t> {
    // Most are as plain as this.
    let is_plain = written.len() < 19 && written.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain && (written.len() == 1 || !written.starts_with('0')) {
        return written.parse().map_or(Held::Unknown, Held::Int);
    }
    let digits: String = written.chars().filter(|c| *c != '_').collect();
    let radix = |prefix: usize, radix: u32| {
        let digits = digits
            .get(prefix..)
            .unwrap_or_default()
            .trim_end_matches(['l', 'L', 'i', 'I', 'g', 'G']);
        i64::from_str_radix(digits, radix).map_or(Held::Unknown, Held::Int)
    };
    let lower = digits.to_ascii_lowercase();
    if lower.starts_with("0x") {
        return radix(2, 16);
    }
    if lower.starts_with("0b") {
        return radix(2, 2);
    }
    let plain = lower.trim_end_matches(['l', 'i', 'g', 'f', 'd']);
    if plain.contains(['.', 'e']) || lower.ends_with(['f', 'd']) {
        let is_decimal = !plain.contains('e') && !lower.ends_with(['f', 'd']);
        let decimals = plain
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len());
        return plain.parse().map_or(Held::Unknown, |value| {
            Held::Float(value, is_decimal.then_some(decimals))
        });
    }
    if plain.len() > 1 && plain.starts_with('0') {
        return radix(1, 8);
    }
    plain.parse().map_or(Held::Unknown, Held::Int)
}
