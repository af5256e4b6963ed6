use super::*;
use crate::diagnostic::Severity;
use crate::diagnostic::{Repair, Suggestion};
use crate::edit::{Change, Replacement};

#[path = "findings/differences_tests.rs"]
mod differences;
#[path = "findings/properties_tests.rs"]
mod properties;
#[path = "findings/repairs_tests.rs"]
mod repairs;
#[path = "findings/statements_tests.rs"]
mod statements;
#[path = "findings/syntax_tests.rs"]
mod syntax;
#[path = "findings/values_tests.rs"]
mod values;
#[path = "findings/wave_tests.rs"]
mod wave;
#[path = "findings/with_context_tests.rs"]
mod with_context;

fn said_in(text: &str, context: &Context<'_>) -> Vec<Diagnostic> {
    findings(&Document::parse(text), context)
}

fn said(text: &str) -> Vec<Diagnostic> {
    said_in(text, &Context::default())
}

fn codes_in(text: &str, context: &Context<'_>) -> Vec<String> {
    said_in(text, context)
        .iter()
        .map(Diagnostic::code)
        .collect()
}

fn codes(text: &str) -> Vec<String> {
    codes_in(text, &Context::default())
}

/// What is said under a code, which has to be said.
#[track_caller]
fn the(code: &str, text: &str) -> Diagnostic {
    the_in(code, text, &Context::default())
}

#[track_caller]
fn the_in(code: &str, text: &str, context: &Context<'_>) -> Diagnostic {
    let all = said_in(text, context);
    let names: Vec<String> = all.iter().map(Diagnostic::code).collect();
    let found = all.into_iter().find(|finding| finding.code() == code);
    found.unwrap_or_else(|| panic!("{code} is not said of {text:?}, but {names:?}"))
}

/// Whether exactly this is said, in this order.
#[track_caller]
fn assert_codes(text: &str, expected: &[&str]) {
    assert_eq!(codes(text), expected, "{text}");
}

/// The piece of the text that a finding is about.
fn marked<'t>(finding: &Diagnostic, text: &'t str) -> &'t str {
    finding.span.map_or("", |span| span.of(text))
}

fn apply(text: &str, replacements: &[Replacement]) -> String {
    let mut result = String::new();
    let mut at = 0;
    for replacement in replacements {
        assert!(replacement.span.start >= at, "in order, without overlaps");
        result.push_str(&text[at..replacement.span.start]);
        result.push_str(&replacement.with);
        at = replacement.span.end;
    }
    result.push_str(&text[at..]);
    result
}

/// The text after a fix that replaces characters.
#[track_caller]
fn repaired(finding: &Diagnostic, text: &str) -> String {
    match finding.suggestion.as_ref().map(|fix| &fix.repair) {
        Some(Repair::Replace(replacements)) => apply(text, replacements),
        other => panic!("{other:?} replaces nothing"),
    }
}
