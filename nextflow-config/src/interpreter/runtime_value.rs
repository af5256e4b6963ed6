//! Values that a text says directly, and how large those that it makes may become.

use std::rc::Rc;

use super::{Held, List, MAX_LISTS, MAX_SIZE, Machine};
use crate::tree::{Expr, ExprKind};
use crate::value::Value;

impl<'t> List<'t> {
    pub(super) fn values(&self) -> &[Held<'t>] {
        &self.values
    }
}

impl<'t> Machine<'t> {
    /// A list, unless it is larger or nested more deeply than anything that is written by
    /// hand: one may hold itself over and over.
    pub(super) fn list_of(&self, values: Vec<Held<'t>>) -> Held<'t> {
        let (mut weight, mut depth) = (1_usize, 1);
        for value in &values {
            weight = weight.saturating_add(match value {
                Held::List(list) => list.weight,
                Held::Text(text) => 1 + text.len() / 64,
                _ => 1,
            });
            if let Held::List(list) = value {
                depth = depth.max(list.depth + 1);
            }
        }
        if weight > MAX_SIZE.max(self.text.len()) || depth > MAX_LISTS || !self.allows(values.len())
        {
            return Held::Unknown;
        }
        Held::List(Rc::new(List {
            values,
            weight,
            depth,
        }))
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
        Value::Text(value) => Held::Text(value.into()),
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
            let decimals = u16::try_from(decimals).ok().filter(|_| is_decimal);
            Held::Float(value, decimals)
        });
    }
    if plain.len() > 1 && plain.starts_with('0') {
        return radix(1, 8);
    }
    plain.parse().map_or(Held::Unknown, Held::Int)
}
