//! One situation of a configuration: what has to be said of it, what may not, and where.

use nextflow_config::{Document, Parser, Reading, Value, read};
use serde_json::Value as Json;

use super::comparison::{Comparison, is_equal};
use super::diagnostics::Report;

/// What stands before the words that a message quotes as a parser's.
const QUOTE: &str = "It says: ";

/// Compares what is said of a situation, and what its settings are, with what is expected.
pub(super) fn check(comparison: &mut Comparison, facts: &Json, said: &[Report]) {
    let text = facts["config"].as_str().unwrap_or_default();
    let profiles: Vec<&str> = facts["profile"].as_str().into_iter().collect();
    let expected = &facts["expect"];
    let document = Document::parse(text);
    let [legacy, strict] =
        [Parser::Legacy, Parser::Strict].map(|parser| read(&document, parser, &profiles));
    let stops = has(said, "unknown-attribute");
    taken(comparison, "v1", &expected["v1"], &legacy, stops);
    taken(comparison, "v2", &expected["v2"], &strict, false);
    values(comparison, &expected["values"], &legacy);
    codes(comparison, expected, said);
    places(comparison, &expected["lines"], said);
    if let Some(words) = expected["says"].as_str() {
        let mut quotes = said
            .iter()
            .filter_map(|it| it.message.split_once(QUOTE))
            .map(|(_, quote)| quote);
        if !quotes.any(|quote| quote.starts_with(words)) {
            comparison.miss(&format!("says: nothing quotes {words:?}"));
        }
    }
    let is_error = said.iter().any(|it| it.is_error);
    if let Some(exit) = expected["exit"].as_i64()
        && exit != i64::from(is_error)
    {
        let errors: Vec<&str> = said
            .iter()
            .filter(|it| it.is_error)
            .map(|it| &*it.code)
            .collect();
        comparison.miss(&format!("exit: expected {exit}, errors are {errors:?}"));
    }
}

/// Whether a parser takes the text by itself. A name that is set nowhere stops it as well.
fn taken(comparison: &mut Comparison, key: &str, expected: &Json, reading: &Reading, stops: bool) {
    let found = if reading.refusal.is_some() || stops {
        "error"
    } else {
        "ok"
    };
    if let Some(expected) = expected.as_str()
        && expected != found
    {
        let refusal = &reading.refusal;
        comparison.miss(&format!("{key}: expected {expected}, got {refusal:?}"));
    }
}

/// The settings in effect.
fn values(comparison: &mut Comparison, expected: &Json, reading: &Reading) {
    for (path, value) in expected.as_object().into_iter().flatten() {
        let found = reading.get(path).map(|setting| &setting.value);
        if !found.is_some_and(|found| *found != Value::Unknown && is_equal(found, value)) {
            comparison.miss(&format!("values: {path}: expected {value}, got {found:?}"));
        }
    }
}

/// What has to be among the findings, and what may not. A code alone stands for every subject,
/// `code:a.b` for `a.b` and what is below it.
fn codes(comparison: &mut Comparison, expected: &Json, said: &[Report]) {
    let of = |field: &str| {
        let codes = expected[field].as_array().into_iter().flatten();
        codes.filter_map(Json::as_str).collect::<Vec<_>>()
    };
    for code in of("must") {
        if !has(said, code) {
            comparison.miss(&format!("must: not said: {code}"));
        }
    }
    for code in of("must_not") {
        if let Some(wrong) = said.iter().find(|it| is_of(&it.code, code)) {
            let (code, message) = (&wrong.code, &wrong.message);
            comparison.miss(&format!("must_not: {code}: {message}"));
        }
    }
}

fn has(said: &[Report], code: &str) -> bool {
    said.iter().any(|it| is_of(&it.code, code))
}

fn is_of(code: &str, wanted: &str) -> bool {
    code.strip_prefix(wanted).is_some_and(|rest| {
        let marks: &[char] = if wanted.contains(':') {
            &['.']
        } else {
            &[':', '@']
        };
        rest.is_empty() || rest.starts_with(marks)
    })
}

/// The lines of the findings of a code.
fn places(comparison: &mut Comparison, expected: &Json, said: &[Report]) {
    for (code, lines) in expected.as_object().into_iter().flatten() {
        let found = said.iter().filter(|it| is_of(&it.code, code));
        let found: Vec<Option<usize>> = found.map(|it| it.line).collect();
        let lines = lines.as_array().into_iter().flatten();
        let lines: Vec<Option<usize>> = lines
            .map(|line| line.as_u64().and_then(|line| usize::try_from(line).ok()))
            .collect();
        if found != lines {
            comparison.miss(&format!("lines: {code}: expected {lines:?}, got {found:?}"));
        }
    }
}
