//! Values in the Groovy of Nextflow's configuration, in what both of its parsers read.
//!
//! Start at [`value`].

use super::visible::{hex, is_visible};
use nextflow_config::{Value, units};

/// A text in single quotes, in which nothing is interpolated.
pub fn string(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    for c in text.chars() {
        match c {
            '\'' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if is_visible(c) => quoted.push(c),
            c => {
                quoted.push_str("\\u");
                quoted.push_str(&hex(c));
            }
        }
    }
    quoted.push('\'');
    quoted
}

/// A value as an expression. `None` for what has no written form: what only a run can tell,
/// closures, negative durations and amounts, numbers that are none.
pub fn value(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => "null".to_owned(),
        Value::Bool(yes) => yes.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) if number.is_finite() => format!("{number:?}"),
        Value::Float(_) | Value::Unknown | Value::Closure => return None,
        Value::Text(text) => string(text),
        Value::List(values) => list(&values.iter().map(self::value).collect::<Option<Vec<_>>>()?),
        Value::Map(entries) if entries.is_empty() => "[:]".to_owned(),
        Value::Map(entries) => list(
            &entries
                .iter()
                .map(|(key, held)| Some(format!("{}: {}", string(key), self::value(held)?)))
                .collect::<Option<Vec<_>>>()?,
        ),
        Value::Duration(millis) => units::duration(*millis)?,
        Value::Memory(bytes) => units::memory(*bytes)?,
    })
}

fn list(parts: &[String]) -> String {
    format!("[{}]", parts.join(", "))
}

/// Whether a name needs no quotes behind a dot, nor anything else where a block begins.
pub(super) fn is_plain_name(name: &str) -> bool {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    starts
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !KEYWORDS.split_ascii_whitespace().any(|word| word == name)
}

/// Words that one of the parsers does not take for a name.
const KEYWORDS: &str = "abstract as assert boolean break byte case catch char class const \
    continue def default do double else enum extends false final finally float for goto if \
    implements import in includeConfig instanceof int interface long native new null package \
    private protected public return short static super switch synchronized this throw throws \
    transient true try var void volatile while";

#[cfg(test)]
#[path = "groovy_tests.rs"]
mod tests;
