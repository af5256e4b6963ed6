//! Replacements that follow one another, seen from the text before the first of them.

use super::Rewrite;
use crate::replacement::Replacement;
use crate::token::Span;

/// Rewrites of an original and then of the result, as rewrites of the original. `last` is the
/// text after both.
pub(super) fn composed(first: &[Rewrite], then: &[Rewrite], last: &str) -> Vec<Rewrite> {
    // Both as places in the text between, the first with their places in the original.
    let mut shift = 0_isize;
    let mut all: Vec<(Span, Option<Span>, &str)> = Vec::new();
    for rewrite in first {
        let Replacement { span, with } = &rewrite.replacement;
        let start = span.start.saturating_add_signed(shift);
        let end = start + with.len();
        all.push((Span { start, end }, Some(*span), &rewrite.message));
        shift += growth(rewrite);
    }
    let later = then.iter();
    all.extend(later.map(|it| (it.replacement.span, None, &*it.message)));
    all.sort_by_key(|(span, ..)| *span);
    let mut result = Vec::new();
    let mut rest = all.iter().peekable();
    // How much longer the text between is than the original up to here.
    let mut shift = 0_isize;
    while let Some((place, original, message)) = rest.next() {
        let (mut place, mut messages) = (*place, vec![*message]);
        let start = place.start.saturating_add_signed(-shift);
        let mut note = |place: Span, original: Option<Span>| {
            if let Some(original) = original {
                shift += signed(place.end - place.start) - signed(original.end - original.start);
            }
        };
        note(place, *original);
        // Those that overlap are one.
        while let Some((next, original, message)) =
            rest.next_if(|(next, ..)| next.start < place.end)
        {
            note(*next, *original);
            place.end = place.end.max(next.end);
            if !messages.contains(message) {
                messages.push(message);
            }
        }
        let end = place.end.saturating_add_signed(-shift);
        let now = Span {
            start: forward(then, place.start),
            end: forward(then, place.end),
        };
        let original = Span { start, end };
        result.push(Rewrite::new(original, now.of(last), messages.join(" ")));
    }
    result
}

/// Where a place is after rewrites, none of which begins before it and ends after it.
fn forward(rewrites: &[Rewrite], place: usize) -> usize {
    let before = rewrites.iter();
    let before = before.take_while(|it| it.replacement.span.end <= place);
    let shift: isize = before.map(growth).sum();
    place.saturating_add_signed(shift)
}

/// Where a place of the result is in the original. What was put in is where it was put.
pub(super) fn original(rewrites: &[Rewrite], place: Span) -> Span {
    let back = |at: usize, is_end: bool| {
        let mut shift = 0_isize;
        for rewrite in rewrites {
            let Replacement { span, with } = &rewrite.replacement;
            let start = span.start.saturating_add_signed(shift);
            let end = start + with.len();
            if at < start || at == start && is_end {
                break;
            }
            if at < end || at == end && is_end {
                return if is_end { span.end } else { span.start };
            }
            shift += growth(rewrite);
        }
        at.saturating_add_signed(-shift)
    };
    let start = back(place.start, false);
    let end = back(place.end, true).max(start);
    Span { start, end }
}

/// How much longer a rewrite makes the text.
fn growth(rewrite: &Rewrite) -> isize {
    let Replacement { span, with } = &rewrite.replacement;
    signed(with.len()) - signed(span.end - span.start)
}

/// A text is far shorter than what this cannot hold.
fn signed(length: usize) -> isize {
    isize::try_from(length).unwrap_or(isize::MAX)
}
