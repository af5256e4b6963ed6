//! Values while a text is followed: those that it says directly, and how large those that it
//! makes may become.

use std::rc::Rc;

use super::text::Text;
use super::{Interpreter, MAX_LISTS, MAX_SIZE};
use crate::tree::{Closure, Expr, ExprKind};
use crate::value::Value;

/// Which scope or map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ScopeId(pub(super) u32);

/// A value while a text is followed: like [`crate::Value`], with scopes by reference.
#[derive(Clone, Debug)]
pub(super) enum RuntimeValue<'t> {
    Unknown,
    Null,
    Bool(bool),
    /// A whole number of 32 bits, with which Groovy calculates unless one is larger.
    Int(i64),
    /// A whole number of 64 bits.
    Long(i64),
    /// The number, and how many decimals it is written with where that is known.
    Float(f64, Option<u16>),
    Text(Text<'t>),
    List(Rc<List<'t>>),
    /// A scope or a map.
    Scope(ScopeId),
    Closure(&'t Closure<'t>),
    Duration(i64),
    Memory(i64),
}

/// A list, and how much it holds with all that is in it.
#[derive(Debug)]
pub(super) struct List<'t> {
    values: Vec<RuntimeValue<'t>>,
    /// How many values are in it and in lists in it, and pieces of texts.
    weight: usize,
    /// How many lists are in one another.
    depth: u32,
}

impl<'t> List<'t> {
    pub(super) fn values(&self) -> &[RuntimeValue<'t>] {
        &self.values
    }

    /// How many values are in it and in lists in it, and pieces of texts.
    pub(super) fn weight(&self) -> usize {
        self.weight
    }
}

impl<'t> Interpreter<'t> {
    /// The name of the class that a value has in Java, where it has one here.
    pub(super) fn class_of(&self, value: &RuntimeValue<'t>) -> Option<&'static str> {
        Some(match value {
            RuntimeValue::Bool(_) => "java.lang.Boolean",
            RuntimeValue::Int(_) => "java.lang.Integer",
            RuntimeValue::Long(_) => "java.lang.Long",
            RuntimeValue::Text(_) => "java.lang.String",
            RuntimeValue::Scope(_) if self.grows(value) => "groovy.util.ConfigObject",
            RuntimeValue::Scope(_) => "java.util.LinkedHashMap",
            RuntimeValue::Duration(_) => "nextflow.util.Duration",
            RuntimeValue::Memory(_) => "nextflow.util.MemoryUnit",
            RuntimeValue::Unknown
            | RuntimeValue::Null
            | RuntimeValue::Float(..)
            | RuntimeValue::List(_)
            | RuntimeValue::Closure(_) => return None,
        })
    }

    /// A list, unless it is larger or nested more deeply than anything that is written by
    /// hand: one may hold itself over and over.
    pub(super) fn list_of(&self, values: Vec<RuntimeValue<'t>>) -> RuntimeValue<'t> {
        let (mut weight, mut depth) = (1_usize, 1);
        for value in &values {
            weight = weight.saturating_add(match value {
                RuntimeValue::List(list) => list.weight,
                RuntimeValue::Text(text) => 1 + text.len() / 64,
                _ => 1,
            });
            if let RuntimeValue::List(list) = value {
                depth = depth.max(list.depth + 1);
            }
        }
        if weight > MAX_SIZE.max(self.text.len()) || depth > MAX_LISTS || !self.allows(values.len())
        {
            return RuntimeValue::Unknown;
        }
        RuntimeValue::List(Rc::new(List {
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

pub(super) fn from_value<'t>(value: Value) -> RuntimeValue<'t> {
    match value {
        Value::Duration(value) => RuntimeValue::Duration(value),
        Value::Memory(value) => RuntimeValue::Memory(value),
        Value::Bool(value) => RuntimeValue::Bool(value),
        Value::Text(value) => RuntimeValue::Text(value.into()),
        _ => RuntimeValue::Unknown,
    }
}

pub(super) fn class_constant<'t>(target: &Expr<'_>, name: &str) -> Option<RuntimeValue<'t>> {
    match (&target.kind, name) {
        (ExprKind::Name("Boolean"), "TRUE") => Some(RuntimeValue::Bool(true)),
        (ExprKind::Name("Boolean"), "FALSE") => Some(RuntimeValue::Bool(false)),
        _ => None,
    }
}

/// A number as Groovy reads it.
pub(super) fn number<'t>(written: &str) -> RuntimeValue<'t> {
    // Most are as plain as this.
    let is_plain = written.len() < 19 && written.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain && (written.len() == 1 || !written.starts_with('0')) {
        return written.parse().map_or(RuntimeValue::Unknown, whole);
    }
    let is_long = written.ends_with(['l', 'L', 'g', 'G']);
    let sized = move |value| {
        if is_long {
            RuntimeValue::Long(value)
        } else {
            whole(value)
        }
    };
    let digits: String = written.chars().filter(|c| *c != '_').collect();
    let radix = |prefix: usize, radix: u32| {
        let digits = digits
            .get(prefix..)
            .unwrap_or_default()
            .trim_end_matches(['l', 'L', 'i', 'I', 'g', 'G']);
        i64::from_str_radix(digits, radix).map_or(RuntimeValue::Unknown, sized)
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
        return plain.parse().map_or(RuntimeValue::Unknown, |value| {
            let decimals = u16::try_from(decimals).ok().filter(|_| is_decimal);
            RuntimeValue::Float(value, decimals)
        });
    }
    if plain.len() > 1 && plain.starts_with('0') {
        return radix(1, 8);
    }
    plain.parse().map_or(RuntimeValue::Unknown, sized)
}

/// A whole number in the smallest class that holds it.
pub(super) fn whole<'t>(value: i64) -> RuntimeValue<'t> {
    if i32::try_from(value).is_ok() {
        RuntimeValue::Int(value)
    } else {
        RuntimeValue::Long(value)
    }
}
