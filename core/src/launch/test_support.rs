//! What the tests of the rules need: the findings of a text, by code.

use nextflow_config::{Document, Repair};

use super::{ConfigFinding, Context, findings};

pub(super) fn said_in(text: &str, context: &Context<'_>) -> Vec<ConfigFinding> {
    findings(&Document::parse(text), context)
}

pub(super) fn said(text: &str) -> Vec<ConfigFinding> {
    said_in(text, &Context::default())
}

pub(super) fn codes_in(text: &str, context: &Context<'_>) -> Vec<String> {
    said_in(text, context)
        .iter()
        .map(ConfigFinding::code)
        .collect()
}

pub(super) fn codes(text: &str) -> Vec<String> {
    codes_in(text, &Context::default())
}

/// What is said under a code, which has to be said.
#[track_caller]
pub(super) fn the(code: &str, text: &str) -> ConfigFinding {
    the_in(code, text, &Context::default())
}

#[track_caller]
pub(super) fn the_in(code: &str, text: &str, context: &Context<'_>) -> ConfigFinding {
    let all = said_in(text, context);
    let names: Vec<String> = all.iter().map(ConfigFinding::code).collect();
    let found = all.into_iter().find(|finding| finding.code() == code);
    found.unwrap_or_else(|| panic!("{code} is not said of {text:?}, but {names:?}"))
}

/// Whether exactly this is said, in this order.
#[track_caller]
pub(super) fn assert_codes(text: &str, expected: &[&str]) {
    assert_eq!(codes(text), expected, "{text}");
}

/// The piece of the text that a finding is about.
pub(super) fn marked<'t>(finding: &ConfigFinding, text: &'t str) -> &'t str {
    finding.span.map_or("", |span| span.of(text))
}

/// The text after a fix that replaces characters.
#[track_caller]
pub(super) fn repaired(finding: &ConfigFinding, text: &str) -> String {
    match finding.fix.as_ref().map(|fix| &fix.repair) {
        Some(Repair::Replace(replacements)) => {
            nextflow_config::Replacement::apply(text, replacements).unwrap()
        }
        other => panic!("{other:?} replaces nothing"),
    }
}
