//! Replacements as such: applied, turned round, found between two texts.

use super::super::token::Span;
use super::Replacement;

/// The text after the replacements. One that does not fit is left out.
pub(super) fn apply(text: &str, replacements: &[Replacement]) -> String {
    let added: usize = replacements.iter().map(|it| it.with.len()).sum();
    let mut result = String::with_capacity(text.len() + added);
    let mut at = 0;
    for replacement in replacements {
        let Some(before) = text.get(at..replacement.span.start) else {
            continue;
        };
        if !text.is_char_boundary(replacement.span.end)
            || replacement.span.end < replacement.span.start
        {
            continue;
        }
        result.push_str(before);
        result.push_str(&replacement.with);
        at = replacement.span.end;
    }
    result.push_str(text.get(at..).unwrap_or_default());
    result
}

/// What gives back the text from what [`apply`] made of it.
pub(super) fn inverse(text: &str, replacements: &[Replacement]) -> Vec<Replacement> {
    let (mut removed, mut added) = (0, 0);
    let mut inverse = Vec::with_capacity(replacements.len());
    for replacement in replacements {
        let start = replacement.span.start + added - removed;
        inverse.push(Replacement {
            span: Span {
                start,
                end: start + replacement.with.len(),
            },
            with: replacement.span.of(text).to_owned(),
        });
        removed += replacement.span.end - replacement.span.start;
        added += replacement.with.len();
    }
    inverse
}

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

/// The one replacement that makes the second text of the first. Empty when they are equal.
pub(super) fn between(old: &str, new: &str) -> Vec<Replacement> {
    if old == new {
        return Vec::new();
    }
    let pairs = old.char_indices().zip(new.chars());
    let start = pairs
        .take_while(|((_, a), b)| a == b)
        .last()
        .map_or(0, |((at, a), _)| at + a.len_utf8());
    let (old_rest, new_rest) = (
        old.get(start..).unwrap_or_default(),
        new.get(start..).unwrap_or_default(),
    );
    let pairs = old_rest.chars().rev().zip(new_rest.chars().rev());
    let tail: usize = pairs
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    vec![Replacement {
        span: Span {
            start,
            end: old.len() - tail,
        },
        with: new
            .get(start..new.len() - tail)
            .unwrap_or_default()
            .to_owned(),
    }]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

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
        let changed = apply(text, &all);
        assert_eq!(changed, "1 and two ");
        assert_eq!(apply(&changed, &inverse(text, &all)), text);
        let two = Span { start: 6, end: 9 };
        assert_eq!(original(&all, two), Some(Span { start: 4, end: 7 }));
        assert_eq!(original(&all, Span { start: 2, end: 9 }), None);
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        let all = [
            replacement(9, 9, "x"),
            replacement(1, 2, "y"),
            replacement(2, 1, "z"),
        ];
        assert_eq!(apply("é.", &all), "é.");
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

    proptest! {
        #[test]
        fn one_replacement_leads_from_any_text_to_any_other(old in "[abé]{0,9}", new in "[abé]{0,9}") {
            let all = between(&old, &new);
            prop_assert_eq!(apply(&old, &all), new);
            prop_assert!(all.len() < 2);
        }
    }
}
