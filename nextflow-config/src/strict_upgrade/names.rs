//! Keywords that are names: in quotes both parsers take them.

use super::{Candidate, Proof};
use crate::token::Span;
use crate::tree::Document;

/// A name in quotes.
pub(super) fn quoted(document: &Document<'_>, name: Span) -> Candidate {
    let word = name.of(document.text);
    let message = format!(
        "`{word}` is a keyword of the strict parser, so the name is in quotes: `'{word}'`."
    );
    Candidate::one(name, format!("'{word}'"), message, Proof::Same)
}
