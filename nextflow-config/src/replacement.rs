//! A piece of a text that is replaced: what edits and suggestions come to in the end.

use crate::token::Span;

/// A range of a text and what is there afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// What is replaced; empty where something is inserted.
    pub span: Span,
    /// What is there instead.
    pub with: String,
}

impl Replacement {
    /// A text after replacements, which are in order and do not overlap. One that does not
    /// fit the text is left out.
    pub fn apply(text: &str, replacements: &[Self]) -> String {
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
}

/// What gives back the text from what [`Replacement::apply`] made of it.
pub(crate) fn inverse(text: &str, replacements: &[Replacement]) -> Vec<Replacement> {
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
