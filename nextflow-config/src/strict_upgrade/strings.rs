//! Strings between slashes that the strict parser does not have, in quotes.

use super::{Candidate, Proof};
use crate::lexer::tokens;
use crate::token::{Quote, Span, Token, TokenKind};
use crate::tree::Document;
use crate::value::unescape;

/// The string that begins there in quotes, with the same characters and the same code in it.
pub(super) fn quoted(document: &Document<'_>, start: usize) -> Option<Candidate> {
    let text = document.text;
    let first = document
        .tokens
        .partition_point(|token| token.span().start < start);
    let rest = document.tokens.get(first..)?;
    let TokenKind::Quote(old) = rest.first()?.kind else {
        return None;
    };
    let length = length(rest)?;
    let whole = rest.first()?.span().to(rest.get(length - 1)?.span());
    let inner = rest.get(1..length - 1)?;
    let is_plain = inner.iter().all(|token| token.kind == TokenKind::Text);
    let has_line = whole.of(text).contains(['\n', '\r']);
    let (new, sign) = match (is_plain, has_line) {
        (true, false) => (Quote::Single, '\''),
        (true, true) => (Quote::TripleSingle, '\''),
        (false, false) => (Quote::Double, '"'),
        (false, true) => (Quote::TripleDouble, '"'),
    };
    let mut with = new.end().to_owned();
    let mut depth = 0_usize;
    for token in inner {
        let written = token.span().of(text);
        match token.kind {
            TokenKind::Text if depth == 0 => {
                let chunk = encoded(&unescape(written, old), sign)?;
                with.push_str(&chunk);
                continue;
            }
            TokenKind::OpenInterpolation => depth += 1,
            TokenKind::CloseInterpolation => depth = depth.saturating_sub(1),
            TokenKind::Unknown => return None,
            _ => {}
        }
        with.push_str(written);
    }
    with.push_str(new.end());
    // A character that was escaped could have become a part of the name before it.
    if variables(&with, &tokens(&with)) != variables(text, inner) {
        return None;
    }
    let message = format!(
        "The strict parser does not have this kind of string, so it is between `{0}` and `{0}`.",
        new.end()
    );
    Some(Candidate::one(whole, with, message, Proof::Same))
}

/// How many tokens a string has, from its first.
fn length(tokens: &[Token]) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Quote(_) => depth += 1,
            TokenKind::EndQuote if depth == 1 => return Some(index + 1),
            TokenKind::EndQuote => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Characters as they are written between quotes.
fn encoded(characters: &str, sign: char) -> Option<String> {
    let mut written = String::with_capacity(characters.len());
    for c in characters.chars() {
        if c.is_control() && !matches!(c, '\n' | '\t') {
            return None;
        }
        if c == '\\' || c == sign || c == '$' && sign == '"' {
            written.push('\\');
        }
        written.push(c);
    }
    Some(written)
}

fn variables<'t>(text: &'t str, tokens: &[Token]) -> Vec<&'t str> {
    let variables = tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Variable);
    variables
        .map(|token| Span::of(token.span(), text))
        .collect()
}
