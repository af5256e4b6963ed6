//! The third stage: replacements as such. They are put in order, applied, turned round, and
//! joined with those of a later step.

use std::collections::VecDeque;

use crate::replacement::Replacement;
use crate::token::Span;

/// Where a place of the new text was in the original, if it was there.
pub(super) fn original(replacements: &[Replacement], place: Span) -> Option<Span> {
    let (mut removed, mut added) = (0, 0);
    for replacement in replacements {
        let start = replacement.span.start + added - removed;
        if place.end <= start {
            break;
        }
        if place.start < start + replacement.with.len() {
            return None;
        }
        removed += replacement.span.end - replacement.span.start;
        added += replacement.with.len();
    }
    Some(Span {
        start: place.start + removed - added,
        end: place.end + removed - added,
    })
}

/// Puts replacements in order, joins those that touch, and says whether they are free of
/// overlaps. What is inserted at one place stays in the order in which it was given.
pub(super) fn in_order(replacements: &mut Vec<Replacement>) -> bool {
    replacements.sort_by_key(|it| (it.span.start, it.span.end));
    let overlaps = |pair: &[Replacement]| match pair {
        [a, b] => b.span.start < a.span.end,
        _ => false,
    };
    if replacements.windows(2).any(overlaps) {
        return false;
    }
    replacements.dedup_by(|next, last| {
        let touches = next.span.start == last.span.end;
        if touches {
            last.span.end = next.span.end;
            last.with.push_str(&next.with);
        }
        touches
    });
    true
}

/// The replacements that come to the same as the first ones and then the others, which are
/// about the text that the first ones made.
pub(super) fn joined(first: &[Replacement], then: &[Replacement]) -> Vec<Replacement> {
    let mut made = pieces(first);
    let mut joined = Vec::with_capacity(made.len() + then.len());
    let mut at = 0;
    for replacement in then {
        let Span { start, end } = replacement.span;
        take(&mut made, start - at, |piece| joined.push(piece));
        take(&mut made, end - start, |piece| match piece {
            Piece::Kept(span) | Piece::Gone(span) => joined.push(Piece::Gone(span)),
            Piece::Written(_) => {}
        });
        joined.push(Piece::Written(&replacement.with));
        at = end;
    }
    joined.extend(made);
    replacements_of(joined)
}

/// What a text is made of after replacements.
#[derive(Clone, Copy, Debug)]
enum Piece<'r> {
    /// A range of the original text that is there.
    Kept(Span),
    /// One that is not there.
    Gone(Span),
    /// What was not in the original text.
    Written(&'r str),
}

fn pieces(replacements: &[Replacement]) -> VecDeque<Piece<'_>> {
    let mut pieces = VecDeque::with_capacity(replacements.len() * 3 + 1);
    let mut start = 0;
    for replacement in replacements {
        let end = replacement.span.start;
        pieces.push_back(Piece::Kept(Span { start, end }));
        pieces.push_back(Piece::Gone(replacement.span));
        pieces.push_back(Piece::Written(&replacement.with));
        start = replacement.span.end;
    }
    // The end of the text is not known here, and does not matter.
    let end = usize::MAX;
    pieces.push_back(Piece::Kept(Span { start, end }));
    pieces
}

/// Takes pieces that come to so many bytes of the text that they make.
fn take<'r>(pieces: &mut VecDeque<Piece<'r>>, bytes: usize, mut each: impl FnMut(Piece<'r>)) {
    let mut left = bytes;
    while left > 0 {
        let (head, tail) = match pieces.pop_front() {
            None => return,
            Some(Piece::Kept(Span { start, end })) if end - start > left => {
                let middle = start + left;
                let head = Span { start, end: middle };
                let tail = Span { start: middle, end };
                (Piece::Kept(head), Some(Piece::Kept(tail)))
            }
            Some(Piece::Written(text)) if text.len() > left => {
                let (head, tail) = text.split_at(left);
                (Piece::Written(head), Some(Piece::Written(tail)))
            }
            Some(piece) => (piece, None),
        };
        left -= match head {
            Piece::Kept(span) => span.end - span.start,
            Piece::Gone(_) => 0,
            Piece::Written(text) => text.len(),
        };
        each(head);
        if let Some(tail) = tail {
            pieces.push_front(tail);
        }
    }
}

/// The replacements that make such pieces: one for all that is between two that are kept.
fn replacements_of(pieces: Vec<Piece<'_>>) -> Vec<Replacement> {
    let mut replacements = Vec::new();
    let mut open = Replacement {
        span: Span { start: 0, end: 0 },
        with: String::new(),
    };
    for piece in pieces {
        match piece {
            Piece::Kept(span) if span.start == span.end => {}
            Piece::Kept(span) => {
                let next = Replacement {
                    span: Span {
                        start: span.end,
                        end: span.end,
                    },
                    with: String::new(),
                };
                let done = std::mem::replace(&mut open, next);
                if !done.with.is_empty() || done.span.start < done.span.end {
                    replacements.push(done);
                }
            }
            Piece::Gone(span) => open.span.end = span.end,
            Piece::Written(text) => open.with.push_str(text),
        }
    }
    replacements
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::replacement::inverse;

    fn replacement(start: usize, end: usize, with: &str) -> Replacement {
        Replacement {
            span: Span { start, end },
            with: with.to_owned(),
        }
    }

    #[test]
    fn replacements_are_applied_and_turned_round() {
        let text = "one two three";
        let all = [
            replacement(0, 3, "1"),
            replacement(4, 4, "and "),
            replacement(8, 13, ""),
        ];
        let changed = Replacement::apply(text, &all).unwrap();
        assert_eq!(changed, "1 and two ");
        let undone = Replacement::apply(&changed, &inverse(text, &all));
        assert_eq!(undone.unwrap(), text);
        let two = Span { start: 6, end: 9 };
        assert_eq!(original(&all, two), Some(Span { start: 4, end: 7 }));
        assert_eq!(original(&all, Span { start: 2, end: 9 }), None);
    }

    #[test]
    fn overlaps_are_found_and_neighbours_joined() {
        let mut all = vec![
            replacement(4, 6, "b"),
            replacement(2, 4, "a"),
            replacement(4, 4, "+"),
        ];
        assert!(in_order(&mut all));
        assert_eq!(all, [replacement(2, 6, "a+b")]);
        all.push(replacement(5, 7, "c"));
        assert!(!in_order(&mut all));
    }

    /// Replacements of a text, from places in it and what is there instead.
    fn replacements(text: &str, parts: &[(usize, usize, &'static str)]) -> Vec<Replacement> {
        let mut all: Vec<Replacement> = Vec::new();
        let mut at = 0;
        for (gap, length, with) in parts {
            let start = (at + gap).min(text.len());
            let end = (start + length).min(text.len());
            all.push(replacement(start, end, with));
            at = end + 1;
        }
        all.retain(|it| it.span.start <= text.len());
        let is_ordered = in_order(&mut all);
        assert!(is_ordered);
        all
    }

    proptest! {
        #[test]
        fn joined_replacements_come_to_the_same_as_one_after_the_other(
            text in "[a-f]{0,20}",
            first in prop::collection::vec((0..5_usize, 0..4_usize, prop::sample::select(vec!["", "1", "22", "345"])), 0..4),
            then in prop::collection::vec((0..5_usize, 0..4_usize, prop::sample::select(vec!["", "6", "78"])), 0..4),
        ) {
            let first = replacements(&text, &first);
            let made = Replacement::apply(&text, &first).unwrap();
            let then = replacements(&made, &then);
            let all = joined(&first, &then);
            prop_assert_eq!(Replacement::apply(&text, &all), Replacement::apply(&made, &then));
            let is_apart = |pair: &[Replacement]| pair[0].span.end < pair[1].span.start;
            prop_assert!(all.windows(2).all(is_apart), "{all:?}");
        }
    }
}
