//! Variables that are declared with a constant and never change: the constant is written where
//! they are used.

use super::references::{Constant, is_simple, use_of};
use super::{Candidate, Proof, Rewrite, Text};
use crate::token::{Quote, Span, TokenKind};
use crate::tree::{Document, Expr, ExprKind, Item, ItemKind, TextPart};

/// The text without a variable. That counts for Groovy as the same program, whatever it does
/// with the values, so every token of that name has to be known to be a use.
pub(super) fn inlined(text: &Text<'_>, item: &Item<'_>) -> Option<Candidate> {
    let document = text.document;
    let ItemKind::Declaration(names, Some(value)) = &item.kind else {
        return None;
    };
    let [name] = names.as_slice() else {
        return None;
    };
    // Methods and classes do not see it, and may have another of the name.
    let is_simple_text = document
        .items
        .iter()
        .all(|it| !matches!(it.kind, ItemKind::Function(..) | ItemKind::Other));
    let is_outermost = document.items.iter().any(|it| it.span == item.span);
    let head = Span {
        start: item.span.start,
        end: name.span.start,
    };
    if !is_simple_text
        || !is_outermost
        || !is_typed_like(head.of(document.text), document.text, value)
        || text.readings.iter().any(|it| it.refusal.is_some())
    {
        return None;
    }
    let literal = value.span.of(document.text);
    let constant = Constant {
        literal,
        characters: match &value.kind {
            ExprKind::Text(..) => literal.get(1..literal.len() - 1),
            _ => Some(literal),
        }
        .filter(|it| is_simple(it)),
    };
    let name = &*name.text;
    let mut rewrites = vec![removal(document, item)];
    let is_number = matches!(value.kind, ExprKind::Number);
    for (index, token) in document.tokens.iter().enumerate() {
        let span = token.span();
        let written = span.of(document.text);
        let is_name = match token.kind {
            TokenKind::Name => written == name,
            TokenKind::Variable => {
                let path = written.strip_prefix('$').unwrap_or(written);
                // A property of the value.
                let is_path = path
                    .strip_prefix(name)
                    .is_some_and(|it| it.starts_with('.'));
                if is_path && span.start >= item.span.start {
                    return None;
                }
                path == name
            }
            _ => false,
        };
        if !is_name || item.span.contains(span) {
            continue;
        }
        match role(document, index, is_number) {
            Role::Property => continue,
            Role::Use if span.start > item.span.end => {}
            _ => return None,
        }
        rewrites.push(use_of(text, index, &constant)?);
    }
    Some(Candidate {
        rewrites,
        proof: Proof::Same,
    })
}

/// What a token with the name of a variable is.
enum Role {
    /// The variable.
    Use,
    /// The name of something in something else.
    Property,
    /// What cannot be told from the tokens beside it, or changes the variable.
    Other,
}

fn role(document: &Document<'_>, index: usize, is_number: bool) -> Role {
    let is_seen = |kind: TokenKind| !kind.is_trivia() && kind != TokenKind::LineBreak;
    let all = &document.tokens;
    if all
        .get(index)
        .is_some_and(|it| it.kind == TokenKind::Variable)
    {
        return Role::Use;
    }
    let mut before = all.iter().take(index).rev().filter(|it| is_seen(it.kind));
    let mut after = all.iter().skip(index + 1).filter(|it| is_seen(it.kind));
    let text = |token: &crate::token::Token| token.span().of(document.text).to_owned();
    let is_step = |written: &str| matches!(written, "++" | "--" | "@");
    match before.next() {
        Some(token) if matches!(token.kind, TokenKind::Dot | TokenKind::OtherDot) => {
            return Role::Property;
        }
        // A type, a label, a second declaration.
        Some(token)
            if token.kind == TokenKind::Name && !matches!(&*text(token), "in" | "return") =>
        {
            return Role::Other;
        }
        Some(token) if is_step(&text(token)) => return Role::Other,
        _ => {}
    }
    match after.next() {
        Some(token) => match token.kind {
            TokenKind::Colon
            | TokenKind::Assign
            | TokenKind::OtherAssign
            | TokenKind::Arrow
            | TokenKind::OtherDot
            | TokenKind::OpenParen
            | TokenKind::OpenBrace
            | TokenKind::OpenBracket => Role::Other,
            TokenKind::Dot if is_number => Role::Other,
            TokenKind::Operator if is_step(&text(token)) => Role::Other,
            _ => Role::Use,
        },
        None => Role::Use,
    }
}

/// Whether a constant has the type that is written in front of a variable, so that it is not
/// made into something else.
fn is_typed_like(head: &str, text: &str, value: &Expr<'_>) -> bool {
    let written = value.span.of(text);
    let is_whole = written.bytes().all(|it| it.is_ascii_digit()) && written.len() < 10;
    let is_constant = match &value.kind {
        ExprKind::Bool(_) | ExprKind::Number => true,
        ExprKind::Text(Quote::Single | Quote::Double, parts) => {
            parts.iter().all(|part| matches!(part, TextPart::Chunk(_)))
        }
        _ => false,
    };
    is_constant
        && head.split_ascii_whitespace().all(|word| match word {
            "def" | "final" | "var" => true,
            "String" => matches!(value.kind, ExprKind::Text(..)),
            "int" | "Integer" => is_whole,
            "boolean" | "Boolean" => matches!(value.kind, ExprKind::Bool(_)),
            _ => false,
        })
}

/// A statement taken out, with its line where it is alone in it.
fn removal(document: &Document<'_>, item: &Item<'_>) -> Rewrite {
    let text = document.text;
    let blank = |c: char| matches!(c, ' ' | '\t');
    let before = text.get(..item.span.start).unwrap_or_default();
    let line = before.trim_end_matches(blank);
    let indent = before.len() - line.len();
    let mut start = item.span.start;
    let rest = text.get(item.span.end..).unwrap_or_default();
    let after = rest.trim_start_matches(blank);
    let after = after.strip_prefix(';').unwrap_or(after);
    let mut after = after.trim_start_matches(blank);
    if line.is_empty() || line.ends_with(['\n', '\r']) {
        let next = after
            .strip_prefix("\r\n")
            .or_else(|| after.strip_prefix(['\n', '\r']));
        if let Some(next) = next.or_else(|| Some(after).filter(|it| it.is_empty())) {
            start -= indent;
            after = next;
        }
    }
    let span = Span {
        start,
        end: text.len() - after.len(),
    };
    let message = "The strict parser takes no variables here, and this one never changes, so it is taken out.";
    Rewrite::new(span, "", message)
}
