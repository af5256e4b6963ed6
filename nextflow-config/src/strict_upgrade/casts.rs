//! `(Type) value` as `value as Type`.

use super::{Candidate, Proof};
use crate::token::{Span, TokenKind};
use crate::tree::{Document, Expr, ExprKind};

/// The other way of writing a cast. The two do not always come to the same, so it counts only
/// where the value is known.
pub(super) fn coercion(document: &Document<'_>, cast: &Expr<'_>) -> Option<Candidate> {
    let ExprKind::Cast(kind, value) = &cast.kind else {
        return None;
    };
    let text = document.text;
    let gap = Span {
        start: kind.end,
        end: value.span.start,
    };
    // Nothing that is between them may be lost.
    if gap.of(text).trim() != ")" {
        return None;
    }
    let (kind, written) = (kind.of(text), value.span.of(text));
    let is_simple = matches!(
        value.kind,
        ExprKind::Number | ExprKind::Text(..) | ExprKind::Name(_) | ExprKind::Paren(_)
    );
    let operand = if is_simple {
        written.to_owned()
    } else {
        format!("({written})")
    };
    let with = if is_alone(document, cast.span) {
        format!("{operand} as {kind}")
    } else {
        format!("({operand} as {kind})")
    };
    let message =
        "The strict parser has no casts, so there is `as` with the type behind the value.";
    Some(Candidate::one(
        cast.span,
        with,
        message,
        Proof::Value(cast.span),
    ))
}

/// Whether an expression is all of a value.
fn is_alone(document: &Document<'_>, place: Span) -> bool {
    let from = |at| document.tokens.partition_point(|it| it.span().start < at);
    let (start, end) = (from(place.start), from(place.end));
    let before = document.tokens.get(..start).unwrap_or_default();
    let after = document.tokens.get(end..).unwrap_or_default();
    let mut before = before.iter().rev().filter(|it| !it.kind.is_trivia());
    let mut after = after.iter().filter(|it| !it.kind.is_trivia());
    let is_first = matches!(before.next().map(|it| it.kind), Some(TokenKind::Assign));
    is_first
        && match after.next().map(|it| it.kind) {
            Some(TokenKind::CloseBrace | TokenKind::Semicolon) | None => true,
            // The next line may go on with an operator.
            Some(TokenKind::LineBreak) => after
                .find(|it| it.kind != TokenKind::LineBreak)
                .is_none_or(|it| matches!(it.kind, TokenKind::Name | TokenKind::CloseBrace)),
            _ => false,
        }
}
