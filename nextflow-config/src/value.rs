//! Values of settings, as Nextflow has them after it read the text.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use super::token::Quote;

/// What a setting is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Only a run can tell: it comes from a function, the environment, a condition.
    Unknown,
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A map in a list, or an empty one.
    Map(Vec<(String, Value)>),
    /// A closure, which Nextflow evaluates for every task.
    Closure,
    /// A duration in milliseconds.
    Duration(i64),
    /// An amount of memory in bytes.
    Memory(i64),
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Self::Int(value.into())
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

/// Writes a value the way Nextflow shows it: `2m`, `8 GB`, `[conda, container]`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("unknown"),
            Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Int(value) => value.fmt(f),
            Self::Float(value) => write!(f, "{value:?}"),
            Self::Text(value) => f.write_str(value),
            Self::List(values) => {
                f.write_char('[')?;
                for (place, value) in values.iter().enumerate() {
                    f.write_str(if place > 0 { ", " } else { "" })?;
                    value.fmt(f)?;
                }
                f.write_char(']')
            }
            Self::Map(entries) if entries.is_empty() => f.write_str("[:]"),
            Self::Map(entries) => {
                f.write_char('[')?;
                for (place, (key, value)) in entries.iter().enumerate() {
                    f.write_str(if place > 0 { ", " } else { "" })?;
                    write!(f, "{key}:{value}")?;
                }
                f.write_char(']')
            }
            Self::Closure => f.write_str("{ … }"),
            Self::Duration(millis) => duration(f, *millis),
            Self::Memory(bytes) => memory(f, *bytes),
        }
    }
}

/// Nextflow's units: their names and what each is in milliseconds or bytes.
const TIMES: [(i64, &[&str]); 5] = [
    (86_400_000, &["d", "day", "days"]),
    (3_600_000, &["h", "hour", "hours"]),
    (60_000, &["m", "min", "minute", "minutes"]),
    (1_000, &["s", "sec", "second", "seconds"]),
    (1, &["ms", "milli", "millis"]),
];

const SIZES: [&str; 9] = ["B", "KB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];

impl Value {
    /// The value of `8.GB` or `30.min`, if the name is a unit.
    pub(super) fn with_unit(amount: f64, unit: &str) -> Option<Self> {
        if let Some((factor, _)) = TIMES.iter().find(|(_, names)| names.contains(&unit)) {
            return whole(amount, *factor).map(Self::Duration);
        }
        let upper = unit.to_ascii_uppercase();
        let is_upper = upper == unit;
        let exponent = SIZES.iter().take(7).position(|size| {
            *size == upper || (is_upper && size.len() == 2 && size.starts_with(&upper))
        })?;
        let factor = 1024_i64.checked_pow(u32::try_from(exponent).ok()?)?;
        whole(amount, factor).map(Self::Memory)
    }

    /// A duration or an amount as a text says it: `10m`, `1h 30m`, `8 GB`.
    pub(super) fn parse_units(text: &str, wants_time: bool) -> Option<Self> {
        let mut total = 0_i64;
        let mut rest = text.trim();
        if rest.is_empty() {
            return None;
        }
        while !rest.is_empty() {
            let number = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
            let amount: f64 = rest.get(..number)?.parse().ok()?;
            let unit_on = rest.get(number..)?.trim_start();
            let unit = unit_on
                .find(|c: char| !c.is_ascii_alphabetic())
                .unwrap_or(unit_on.len());
            match (Self::with_unit(amount, unit_on.get(..unit)?)?, wants_time) {
                (Self::Duration(part), true) | (Self::Memory(part), false) => {
                    total = total.checked_add(part)?;
                }
                _ => return None,
            }
            rest = unit_on.get(unit..)?.trim_start();
        }
        Some(if wants_time {
            Self::Duration(total)
        } else {
            Self::Memory(total)
        })
    }

    /// What Groovy takes for true. `None` when only a run can tell.
    pub fn truth(&self) -> Option<bool> {
        Some(match self {
            Self::Unknown => return None,
            Self::Null => false,
            Self::Bool(value) => *value,
            Self::Int(value) | Self::Duration(value) | Self::Memory(value) => *value != 0,
            Self::Float(value) => *value != 0.0,
            Self::Text(value) => !value.is_empty(),
            Self::List(values) => !values.is_empty(),
            Self::Map(entries) => !entries.is_empty(),
            Self::Closure => true,
        })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "rounds as Nextflow does"
)]
fn whole(amount: f64, factor: i64) -> Option<i64> {
    let value = amount * factor as f64;
    (value.abs() < 9e18).then_some(value as i64)
}

fn duration(f: &mut fmt::Formatter<'_>, millis: i64) -> fmt::Result {
    if millis < 1_000 {
        return write!(f, "{millis}ms");
    }
    if millis < 60_000 {
        return decimal(f, millis, 1_000).and_then(|()| f.write_char('s'));
    }
    let mut rest = millis;
    let mut is_first = true;
    for (factor, names) in TIMES.iter().take(4) {
        let count = rest / factor;
        rest %= factor;
        if count > 0 {
            f.write_str(if is_first { "" } else { " " })?;
            write!(f, "{count}{}", names.first().unwrap_or(&""))?;
            is_first = false;
        }
    }
    Ok(())
}

fn memory(f: &mut fmt::Formatter<'_>, bytes: i64) -> fmt::Result {
    let mut unit = 0;
    let mut factor = 1_i64;
    while unit < 6 && bytes / 1024 >= factor {
        factor *= 1024;
        unit += 1;
    }
    decimal(f, bytes, factor)?;
    write!(f, " {}", SIZES.get(unit).unwrap_or(&"B"))
}

/// Writes a quotient with one decimal, if it is not zero.
fn decimal(f: &mut fmt::Formatter<'_>, amount: i64, factor: i64) -> fmt::Result {
    let tenths = (i128::from(amount) * 10 + i128::from(factor) / 2) / i128::from(factor);
    if tenths % 10 == 0 {
        write!(f, "{}", tenths / 10)
    } else {
        write!(f, "{}.{}", tenths / 10, tenths % 10)
    }
}

/// The characters that a piece of a string stands for. CR LF and CR read as LF.
pub(super) fn unescape(raw: &str, quote: Quote) -> Cow<'_, str> {
    let is_special = |byte| matches!(byte, b'\\' | b'\r' | b'$');
    if !raw.bytes().any(is_special) {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, quote) {
            ('\r', _) => {
                rest.next_if_eq(&'\n');
                text.push('\n');
            }
            ('$', Quote::DollarSlashy) => {
                text.push(rest.next_if(|c| matches!(c, '$' | '/')).unwrap_or('$'));
            }
            ('\\', Quote::Slashy) => text.push(rest.next_if_eq(&'/').unwrap_or('\\')),
            ('\\', Quote::DollarSlashy) => text.push('\\'),
            ('\\', _) => escape(&mut rest, &mut text),
            _ => text.push(c),
        }
    }
    Cow::Owned(text)
}

fn escape(rest: &mut std::iter::Peekable<std::str::Chars<'_>>, text: &mut String) {
    let Some(c) = rest.next() else { return };
    match c {
        'n' => text.push('\n'),
        't' => text.push('\t'),
        'r' => text.push('\r'),
        'b' => text.push('\u{8}'),
        'f' => text.push('\u{c}'),
        's' => text.push(' '),
        '\n' => {}
        '\r' => {
            rest.next_if_eq(&'\n');
        }
        'u' => {
            while rest.next_if_eq(&'u').is_some() {}
            let mut code = 0;
            for _ in 0..4 {
                let digit = rest
                    .next_if(char::is_ascii_hexdigit)
                    .and_then(|c| c.to_digit(16));
                code = code * 16 + digit.unwrap_or(0);
            }
            text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        '0'..='7' => {
            let mut code = c.to_digit(8).unwrap_or(0);
            for _ in 0..2 {
                let Some(digit) = rest.peek().and_then(|c| c.to_digit(8)) else {
                    break;
                };
                if code * 8 + digit > 255 {
                    break;
                }
                code = code * 8 + digit;
                rest.next();
            }
            text.extend(char::from_u32(code));
        }
        other => text.push(other),
    }
}

#[cfg(test)]
mod tests;
