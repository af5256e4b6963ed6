//! Names in values: what stands for a variable or another setting is replaced with its value.

use super::{Candidate, Proof, Rewrite, Text};
use crate::edit::literal;
use crate::keywords::is_keyword;
use crate::lint::syntax::is_near_secret;
use crate::reading::Certainty;
use crate::token::{Quote, Span, TokenKind};
use crate::tree::{Document, ItemKind};
use crate::value::Value;

/// A constant as it is written, and its characters if these may stand in any string.
pub(super) struct Constant<'c> {
    pub(super) literal: &'c str,
    pub(super) characters: Option<&'c str>,
}

/// The value of another setting in place of its name. A secret is not written a second time.
pub(super) fn inlined(text: &Text<'_>, place: Span) -> Option<Candidate> {
    let document = text.document;
    let index = index_of(document, place.start)?;
    let (path, last) = written_path(document, index)?;
    // Which of several profiles come together is not known.
    let in_profiles = document.items.iter().any(|item| {
        let is_profiles =
            matches!(&item.kind, ItemKind::Block(block) if block.name.text == "profiles");
        is_profiles && item.span.contains(place)
    });
    let setting = text.readings.first()?.get(&path)?;
    if in_profiles
        || setting.certainty != Certainty::Sure
        || is_near_secret(document, place)
        || is_near_secret(document, setting.span)
        || !matches!(
            setting.value,
            Value::Bool(_) | Value::Int(_) | Value::Text(_)
        )
        || literal::check(&setting.value).is_err()
    {
        return None;
    }
    let literal = literal::written(&setting.value, Quote::Single);
    let value = setting.value.to_string();
    let constant = Constant {
        literal: &literal,
        characters: Some(&*value).filter(|it| is_simple(it)),
    };
    let (span, with) = put_in(document, (index, last), &constant, true)?;
    let message = "For the strict parser a value cannot read this name, so what it stands for is written here.";
    Some(Candidate::one(span, with, message, Proof::Value(place)))
}

/// The path that begins with a token, and the index of its last token.
fn written_path(document: &Document<'_>, index: usize) -> Option<(String, usize)> {
    let written = |index: usize| Some(document.tokens.get(index)?.span().of(document.text));
    let kind = |index: usize| Some(document.tokens.get(index)?.kind);
    if kind(index)? == TokenKind::Variable {
        return Some((written(index)?.strip_prefix('$')?.to_owned(), index));
    }
    let mut path = written(index)?.to_owned();
    let mut last = index;
    while kind(last + 1) == Some(TokenKind::Dot)
        && kind(last + 2) == Some(TokenKind::Name)
        && !matches!(
            kind(last + 3),
            Some(TokenKind::OpenParen | TokenKind::OpenBrace)
        )
    {
        path.push('.');
        path.push_str(written(last + 2)?);
        last += 2;
    }
    (!is_keyword(&path)).then_some((path, last))
}

pub(super) fn index_of(document: &Document<'_>, place: usize) -> Option<usize> {
    let tokens = &document.tokens;
    let index = tokens.partition_point(|token| token.span().start < place);
    (tokens.get(index)?.span().start == place).then_some(index)
}

/// Whether characters mean themselves in any string.
pub(super) fn is_simple(characters: &str) -> bool {
    let mut all = characters.chars();
    all.all(|c| c.is_ascii_alphanumeric() || " _.:@+,=-/".contains(c))
}

/// What is replaced where a constant is put in place of tokens. In a string its characters may
/// become a part of it.
pub(super) fn put_in(
    document: &Document<'_>,
    (first, last): (usize, usize),
    constant: &Constant<'_>,
    may_join: bool,
) -> Option<(Span, String)> {
    let token = |index: usize| document.tokens.get(index);
    let kind = |index: usize| token(index).map(|it| it.kind);
    let before = |index: usize| index.checked_sub(1).and_then(token);
    let is_variable = kind(first)? == TokenKind::Variable;
    let is_whole = is_variable
        || before(first).is_some_and(|it| it.kind == TokenKind::OpenInterpolation)
            && kind(last + 1) == Some(TokenKind::CloseInterpolation);
    let named = token(first)?.span().to(token(last)?.span());
    if !is_whole {
        return Some((named, constant.literal.to_owned()));
    }
    let (open, close) = if is_variable {
        (first, last)
    } else {
        (first.checked_sub(1)?, last + 1)
    };
    let whole = token(open)?.span().to(token(close)?.span());
    // Between slashes others characters are special.
    if is_between_slashes(document, open) {
        return None;
    }
    let is_apart = before(open).is_none_or(|it| {
        it.kind != TokenKind::Variable && !it.span().of(document.text).contains('\\')
    });
    match constant.characters {
        Some(characters) if may_join && is_apart => Some((whole, characters.to_owned())),
        _ if is_variable => Some((whole, format!("${{{}}}", constant.literal))),
        _ => Some((named, constant.literal.to_owned())),
    }
}

/// Whether the string around a token is one between slashes.
fn is_between_slashes(document: &Document<'_>, index: usize) -> bool {
    let mut depth = 0_usize;
    for token in document.tokens.iter().take(index).rev() {
        match token.kind {
            TokenKind::EndQuote => depth += 1,
            TokenKind::Quote(quote) if depth == 0 => {
                return matches!(quote, Quote::Slashy | Quote::DollarSlashy);
            }
            TokenKind::Quote(_) => depth -= 1,
            _ => {}
        }
    }
    false
}

/// The rewrite of one use of a variable.
pub(super) fn use_of(text: &Text<'_>, index: usize, constant: &Constant<'_>) -> Option<Rewrite> {
    let place = text.document.tokens.get(index)?.span();
    let may_join = text.is_known(place);
    let (span, with) = put_in(text.document, (index, index), constant, may_join)?;
    let message =
        "The strict parser knows no variables here, so the value of this one is written here.";
    Some(Rewrite::new(span, with, message))
}
