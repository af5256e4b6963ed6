//! The tokens before and after a place of a text.

use crate::token::{Span, Token, TokenKind};
use crate::tree::Document;

/// The tokens from a place on, which is the start of a token.
pub(super) fn after(document: &Document<'_>, at: usize) -> impl Iterator<Item = Token> {
    let first = index(document, at);
    document
        .tokens
        .get(first..)
        .unwrap_or_default()
        .iter()
        .copied()
}

/// The tokens before a place, the nearest first.
pub(super) fn before(document: &Document<'_>, at: usize) -> impl Iterator<Item = Token> {
    let end = index(document, at);
    let tokens = document.tokens.get(..end).unwrap_or_default();
    tokens.iter().rev().copied()
}

fn index(document: &Document<'_>, at: usize) -> usize {
    document
        .tokens
        .partition_point(|token| token.span().start < at)
}

/// Whether a line ends between two places.
pub(super) fn has_line_break(document: &Document<'_>, from: usize, to: usize) -> bool {
    has(document, from, to, |kind| kind == TokenKind::LineBreak)
}

/// Whether there is a comment between two places.
pub(super) fn has_comment(document: &Document<'_>, from: usize, to: usize) -> bool {
    has(document, from, to, is_comment)
}

fn has(document: &Document<'_>, from: usize, to: usize, is: impl Fn(TokenKind) -> bool) -> bool {
    after(document, from)
        .take_while(|token| token.span().start < to)
        .any(|token| is(token.kind))
}

pub(super) fn is_comment(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::LineComment | TokenKind::BlockComment)
}

/// Where the line starts, if there are only blanks before the place in it.
pub(super) fn line_start(document: &Document<'_>, at: usize) -> Option<usize> {
    let mut start = at;
    for token in before(document, at) {
        match token.kind {
            TokenKind::Whitespace => start = token.span().start,
            TokenKind::LineBreak => return Some(start),
            _ => return None,
        }
    }
    Some(start)
}

/// The blanks at the start of the line of a place.
pub(super) fn indent<'t>(document: &Document<'t>, at: usize) -> &'t str {
    let mut first = None;
    for token in before(document, at) {
        if token.kind == TokenKind::LineBreak {
            break;
        }
        first = Some(token);
    }
    match first {
        Some(token) if token.kind == TokenKind::Whitespace => token.span().of(document.text),
        _ => "",
    }
}

/// How many characters there are before a place in its line.
pub(super) fn column(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    before.get(line..).unwrap_or_default().chars().count()
}

/// The text between two places.
pub(super) fn text_between<'t>(document: &Document<'t>, start: usize, end: usize) -> &'t str {
    document.text.get(start..end).unwrap_or_default()
}

/// The empty span at a place.
pub(super) fn empty_span(at: usize) -> Span {
    Span { start: at, end: at }
}
