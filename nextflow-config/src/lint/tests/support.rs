//! What the tests of all rules need: the diagnostics of a text, by code or by place.

use crate::diagnostic::{Diagnostic, Repair};
use crate::lint::{Launcher, LintOptions, lint};
use crate::readings::Readings;
use crate::replacement::Replacement;
use crate::token::Span;
use crate::tree::Document;

/// A launch by Platform of which nothing else is known.
pub(in crate::lint) const PLATFORM: LintOptions = LintOptions {
    launcher: Launcher::Platform,
    ..COMMAND_LINE
};

/// A run outside Platform of which nothing else is known.
pub(in crate::lint) const COMMAND_LINE: LintOptions = LintOptions {
    parser: None,
    nextflow: None,
    launcher: Launcher::CommandLine,
    may_quote: |_| true,
};

/// What is found in a text.
pub(in crate::lint) fn found_with(text: &str, options: &LintOptions) -> Vec<Diagnostic> {
    found_of_run(text, &[], options)
}

/// What is found in a text when a run selects profiles.
pub(in crate::lint) fn found_of_run(
    text: &str,
    profiles: &[&str],
    options: &LintOptions,
) -> Vec<Diagnostic> {
    let document = Document::parse(text);
    lint(&document, &Readings::of(&document, profiles), options)
}

/// The codes with their subjects of what is found when a run selects profiles.
pub(in crate::lint) fn codes_of_run(text: &str, profiles: &[&str]) -> Vec<String> {
    let found = found_of_run(text, profiles, &PLATFORM);
    found.iter().map(Diagnostic::code_with_subject).collect()
}

pub(in crate::lint) fn found(text: &str) -> Vec<Diagnostic> {
    found_with(text, &PLATFORM)
}

/// The codes with their subjects of what is found.
pub(in crate::lint) fn codes_with(text: &str, options: &LintOptions) -> Vec<String> {
    let found = found_with(text, options);
    found.iter().map(Diagnostic::code_with_subject).collect()
}

pub(in crate::lint) fn codes(text: &str) -> Vec<String> {
    codes_with(text, &PLATFORM)
}

/// What is found under a code, which has to be there.
#[track_caller]
pub(in crate::lint) fn the_with(code: &str, text: &str, options: &LintOptions) -> Diagnostic {
    let all = found_with(text, options);
    let codes: Vec<String> = all.iter().map(Diagnostic::code_with_subject).collect();
    let found = all.into_iter().find(|it| it.code_with_subject() == code);
    found.unwrap_or_else(|| panic!("{code} is not found in {text:?}, but {codes:?}"))
}

#[track_caller]
pub(in crate::lint) fn the(code: &str, text: &str) -> Diagnostic {
    the_with(code, text, &PLATFORM)
}

/// Whether exactly this is found, in this order.
#[track_caller]
pub(in crate::lint) fn assert_codes(text: &str, expected: &[&str]) {
    assert_eq!(codes(text), expected, "{text}");
}

/// Checks a text whose comments point with carets at the places of all diagnostics and say
/// their codes, and a part of the message where it matters:
///
/// ```text
///     wave.enabled = 'true'
/// //                 ^^^^^^ text-boolean:wave.enabled Wave stays off
/// ```
#[track_caller]
pub(in crate::lint) fn check(text: &str) {
    let mut expected = Vec::new();
    let (mut line_start, mut start) = (0, 0);
    for line in text.split_inclusive('\n') {
        let carets = line.trim_start().starts_with("//").then(|| line.find('^'));
        match carets.flatten() {
            Some(at) => {
                let (carets, says) = line[at..].trim_end().split_once(' ').unwrap();
                let (code, part) = says.split_once(' ').unwrap_or((says, ""));
                let span = Span {
                    start: line_start + at,
                    end: line_start + at + carets.len(),
                };
                expected.push((span, code, part));
            }
            None => line_start = start,
        }
        start += line.len();
    }
    let found = found(text);
    let shown = |list: Vec<(Span, String)>| -> Vec<String> {
        let of_text = |(span, code): (Span, String)| format!("{code} at {:?}", span.of(text));
        list.into_iter().map(of_text).collect()
    };
    let places = found
        .iter()
        .map(|it| (it.span.unwrap(), it.code_with_subject()));
    let wanted = expected.iter().map(|it| (it.0, it.1.to_owned()));
    let (places, wanted): (Vec<_>, Vec<_>) = (places.collect(), wanted.collect());
    assert_eq!(shown(places.clone()), shown(wanted.clone()), "{text}");
    assert_eq!(places, wanted, "{text}");
    for (diagnostic, (_, _, part)) in found.iter().zip(expected) {
        assert!(diagnostic.message.contains(part), "{}", diagnostic.message);
    }
}

/// The piece of the text that a diagnostic is about.
pub(in crate::lint) fn marked<'t>(diagnostic: &Diagnostic, text: &'t str) -> &'t str {
    diagnostic.span.map_or("", |span| span.of(text))
}

pub(in crate::lint) fn apply(text: &str, replacements: &[Replacement]) -> String {
    Replacement::apply(text, replacements).unwrap()
}

/// The text after a suggestion that replaces characters.
#[track_caller]
pub(in crate::lint) fn repaired(diagnostic: &Diagnostic, text: &str) -> String {
    match diagnostic.suggestion.as_ref().map(|it| &it.repair) {
        Some(Repair::Replace(replacements)) => apply(text, replacements),
        other => panic!("{other:?} replaces nothing"),
    }
}

/// What a suggestion sets an option to.
pub(in crate::lint) fn sets(diagnostic: &Diagnostic) -> Option<(String, String)> {
    match diagnostic.suggestion.as_ref().map(|it| &it.repair) {
        Some(Repair::Change(changes)) => {
            let change = changes.first()?;
            Some((change.path.clone(), change.to.as_ref()?.to_string()))
        }
        _ => None,
    }
}

/// A text about each setting, what is found and to what the suggestion sets it.
#[track_caller]
pub(in crate::lint) fn assert_sets(code: &str, cases: &[(&str, Option<&str>)]) {
    for (text, expected) in cases {
        let diagnostic = the(code, text);
        let set = sets(&diagnostic).map(|(_, value)| value);
        assert_eq!(set.as_deref(), *expected, "{text}");
        assert!(diagnostic.span.is_some(), "{text}");
    }
}
