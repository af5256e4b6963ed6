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

/// A replacement that does not fit: it is not within the text, cuts a character in two, or
/// begins before the end of the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a replacement of the bytes {} to {} does not fit the text", span.start, span.end)]
#[non_exhaustive]
pub struct ReplacementError {
    /// What was to be replaced.
    pub span: Span,
}

impl Replacement {
    /// A text after replacements, which are in order and do not overlap.
    ///
    /// ```
    /// use nextflow_config::{Replacement, Span};
    ///
    /// let text = "wave.enabled = 'true'";
    /// let replacement = Replacement { span: Span { start: 15, end: 21 }, with: "true".into() };
    /// let all = [replacement];
    /// assert_eq!(Replacement::apply(text, &all).as_deref(), Ok("wave.enabled = true"));
    /// assert!(Replacement::apply("wave {}", &all).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// The first one that does not fit.
    pub fn apply(text: &str, replacements: &[Self]) -> Result<String, ReplacementError> {
        let added: usize = replacements.iter().map(|it| it.with.len()).sum();
        let mut result = String::with_capacity(text.len() + added);
        let mut at = 0;
        for Self { span, with } in replacements {
            let before = text.get(at..span.start);
            let replaced = text.get(span.start..span.end);
            let (Some(before), Some(_)) = (before, replaced) else {
                return Err(ReplacementError { span: *span });
            };
            result.push_str(before);
            result.push_str(with);
            at = span.end;
        }
        result.push_str(text.get(at..).unwrap_or_default());
        Ok(result)
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

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn applied(text: &str, spans: &[(usize, usize)]) -> Result<String, ReplacementError> {
        let replacement = |&(start, end): &(usize, usize)| Replacement {
            span: Span { start, end },
            with: "x".to_owned(),
        };
        Replacement::apply(text, &spans.iter().map(replacement).collect::<Vec<_>>())
    }

    #[test]
    fn what_fits_is_replaced() {
        assert_eq!(applied("é.", &[(0, 2), (2, 2), (3, 3)]).unwrap(), "xx.x");
        assert_eq!(applied("", &[]).unwrap(), "");
    }

    #[test]
    fn what_does_not_fit_is_named_and_nothing_is_left_out() {
        for (spans, wrong) in [
            (&[(9, 9)][..], (9, 9)),
            (&[(0, 2), (2, 9)], (2, 9)),
            (&[(0, 1)], (0, 1)),
            (&[(1, 2)], (1, 2)),
            (&[(2, 0)], (2, 0)),
            (&[(0, 2), (0, 2)], (0, 2)),
            (&[(2, 3), (0, 2)], (0, 2)),
        ] {
            let (start, end) = wrong;
            let span = Span { start, end };
            assert_eq!(applied("é.", spans), Err(ReplacementError { span }));
        }
    }
}
