//! Line ends where a value may not go over to the next line for the strict parser: they move to
//! where it may, or go.

use super::{Candidate, Proof};
use crate::token::Span;
use crate::tree::{Binary, Document, Name};

/// A gap in one line. Comments stay where they are, so a gap with one is left alone.
pub(super) fn joined(document: &Document<'_>, gap: Span) -> Option<Candidate> {
    let written = gap.of(document.text);
    if written.contains(['/', '\\']) {
        return None;
    }
    let mut with = String::new();
    for piece in written.split_ascii_whitespace() {
        with.push_str(piece);
    }
    // A space is between a name and what follows its colon, and nothing beside a dot.
    if with.contains(':') {
        with.push(' ');
    }
    let message = "The strict parser takes no line end here, so both parts are in one line.";
    Some(Candidate::one(gap, with, message, Proof::Same))
}

/// A `+` or `-` at the end of its line in place of the start of the next.
pub(super) fn trailing_operator(document: &Document<'_>, binary: &Binary<'_>) -> Option<Candidate> {
    let text = document.text;
    let gap = |start, end| Span { start, end }.of(text);
    let before = gap(binary.left.span.end, binary.operator.start);
    let after = gap(binary.operator.end, binary.right.span.start);
    if before.contains('\\') {
        return None;
    }
    let operator = binary.operator.of(text);
    let with = format!(
        " {operator}{before}{}",
        after.trim_start_matches([' ', '\t'])
    );
    let message = format!(
        "For the strict parser no line begins with `{operator}`, so it is at the end of the line before."
    );
    let whole = Span {
        start: binary.left.span.end,
        end: binary.right.span.start,
    };
    Some(Candidate::one(whole, with, message, Proof::Same))
}

/// The last comma of a list right after its last element.
pub(super) fn comma(document: &Document<'_>, rest: Span) -> Option<Candidate> {
    let (gap, _) = rest.of(document.text).split_once(',')?;
    let span = Span {
        start: rest.start,
        end: rest.start + gap.len() + 1,
    };
    let message =
        "For the strict parser no line begins with a comma, so it follows the last element.";
    Some(Candidate::one(
        span,
        format!(",{gap}"),
        message,
        Proof::Same,
    ))
}

/// The names of a path in one line.
pub(super) fn path(document: &Document<'_>, path: &[Name<'_>]) -> Option<Candidate> {
    let whole = path.first()?.span.to(path.last()?.span);
    let names: Vec<&str> = path
        .iter()
        .map(|name| name.span.of(document.text))
        .collect();
    let gaps = path.windows(2).filter_map(|pair| {
        let [before, after] = pair else { return None };
        let (start, end) = (before.span.end, after.span.start);
        Some(Span { start, end }.of(document.text))
    });
    // A comment stays.
    if gaps.into_iter().any(|gap| gap.trim() != ".") {
        return None;
    }
    let message =
        "The strict parser wants the names of a setting side by side, so they are in one line.";
    Some(Candidate::one(whole, names.join("."), message, Proof::Same))
}
