//! What is said about a text, against what is expected to be said.

use serde_json::Value as Json;

use super::comparison::Comparison;

/// Something that is said about a text.
pub(crate) struct Report {
    /// The code with its subject.
    pub(crate) code: String,
    /// Whether it is more than worth knowing.
    pub(crate) is_serious: bool,
    /// Whether it is an error.
    pub(crate) is_error: bool,
    /// The line of its place, counted from 1.
    pub(crate) line: Option<usize>,
    /// The sentence.
    pub(crate) message: String,
}

/// The codes that call a text unreadable.
const UNREADABLE: [&str; 5] = [
    "syntax-error",
    "bad-character",
    "v2-syntax",
    "v1-syntax",
    "refused",
];

/// Each finding that a sample expects is there. What is said beyond that is noted: it needs a
/// reason.
pub(super) fn expected(comparison: &mut Comparison, facts: &Json, said: &[Report]) {
    let Some(expected) = facts["findings"].as_array() else {
        return;
    };
    let expected: Vec<&str> = expected.iter().filter_map(Json::as_str).collect();
    for code in &expected {
        if !said.iter().any(|it| it.code == *code) {
            comparison.miss(&format!("findings: not said: {code}"));
        }
    }
    let mut beyond: Vec<&str> = said.iter().map(|it| &*it.code).collect();
    beyond.retain(|code| !expected.contains(code));
    beyond.dedup();
    if !beyond.is_empty() {
        comparison.note(&format!("also said: {}", beyond.join(", ")));
    }
}

/// A text that both parsers take is not called unreadable, and any other is.
pub(super) fn refusals(comparison: &mut Comparison, facts: &Json, said: &[Report]) {
    let is_taken = facts["v1"]["ok"] == true && facts["v2"]["ok"] == true;
    let wrong = said.iter().find(|it| {
        let code = it.code.split([':', '@']).next();
        it.is_serious && code.is_some_and(|code| UNREADABLE.contains(&code))
    });
    match wrong {
        Some(wrong) if is_taken => comparison.miss(&format!("findings: {}", wrong.message)),
        None if !is_taken => comparison.miss("findings: nothing said of the refusal"),
        _ => {}
    }
}
