//! Single tokens that mean nothing to the legacy parser and are refused by the strict one.

use super::{Candidate, Proof, strings};
use crate::token::{Quote, Span, TokenKind};
use crate::tree::Document;

/// A text without the token, or with another.
pub(super) fn token(document: &Document<'_>, kind: TokenKind, place: Span) -> Option<Candidate> {
    let (span, with, message) = match kind {
        TokenKind::Semicolon => (
            place,
            "",
            "The strict parser takes no semicolon before the first statement, so it is taken out.",
        ),
        TokenKind::LineComment => (
            Span {
                start: place.start,
                end: place.start + "#!".len(),
            },
            "// #!",
            "`#!` begins no comment for the strict parser, so there is `//` in front of it.",
        ),
        TokenKind::Quote(Quote::DollarSlashy) => return strings::quoted(document, place.start),
        _ => return None,
    };
    Some(Candidate::one(span, with, message, Proof::Same))
}
