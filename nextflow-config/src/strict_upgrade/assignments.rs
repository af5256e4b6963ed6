//! Assignments to something else than a plain path.

use super::{Candidate, Proof};
use crate::keywords::is_keyword;
use crate::token::{Quote, Span};
use crate::tree::{Document, Expr, ExprKind, TextPart};

/// The assignment as one of a path: `a['b'] = 1` as `a.b = 1`, `params.a += 1` as
/// `params.a = params.a + 1`.
pub(super) fn plain(document: &Document<'_>, assignment: &Expr<'_>) -> Option<Candidate> {
    let ExprKind::Assign(target, operator, value) = &assignment.kind else {
        return None;
    };
    let text = document.text;
    let names = path(document, target)?;
    let path = names.join(".");
    let written = operator.of(text);
    let start = assignment.span.start;
    let head = Span {
        start,
        end: operator.end,
    };
    // A comment would be lost.
    let between = Span {
        start: target.span.end,
        end: operator.start,
    };
    if !between.of(text).trim().is_empty() {
        return None;
    }
    if written == "=" {
        let message =
            "The strict parser assigns to paths only, so there is the path of the setting.";
        let with = format!("{path} =");
        return Some(Candidate::one(
            head,
            with,
            message,
            Proof::Setting(assignment.span),
        ));
    }
    // Other settings than parameters cannot be read there.
    let operator = written
        .strip_suffix('=')
        .filter(|it| matches!(*it, "+" | "-" | "*"))?;
    if names.len() < 2 || names.first().is_none_or(|name| name != "params") {
        return None;
    }
    let gap = Span {
        start: head.end,
        end: value.span.start,
    };
    if !gap.of(text).trim().is_empty() {
        return None;
    }
    let is_simple = matches!(
        value.kind,
        ExprKind::Number
            | ExprKind::Text(..)
            | ExprKind::Name(_)
            | ExprKind::List(_)
            | ExprKind::Map(_)
            | ExprKind::Paren(_)
    );
    let added = value.span.of(text);
    let added = if is_simple {
        added.to_owned()
    } else {
        format!("({added})")
    };
    let with = format!("{path} = {path} {operator} {added}");
    let message =
        format!("The strict parser has no `{written}`, so the parameter is on both sides of `=`.");
    let whole = head.to(value.span);
    Some(Candidate::one(whole, with, message, Proof::Same))
}

/// The names of a path in whatever form, those that need quotes in quotes.
fn path(document: &Document<'_>, target: &Expr<'_>) -> Option<Vec<String>> {
    let text = document.text;
    let (mut names, last) = match &target.kind {
        ExprKind::Name(name) => (Vec::new(), (*name).to_owned()),
        ExprKind::Paren(inner) => return path(document, inner),
        ExprKind::Property(property) => {
            if !matches!(property.dot.of(text), "." | "?.") {
                return None;
            }
            let name = property.name.span.of(text).to_owned();
            (path(document, &property.target)?, name)
        }
        ExprKind::Index(target, indices) => {
            let [index] = indices.as_slice() else {
                return None;
            };
            let ExprKind::Text(Quote::Single | Quote::Double, parts) = &index.kind else {
                return None;
            };
            let [TextPart::Chunk(chunk)] = parts.as_slice() else {
                return None;
            };
            let name = chunk.of(text);
            let mut characters = name.chars();
            let is_plain = characters.next().is_some_and(|c| c.is_ascii_alphabetic())
                && characters.all(|c| c.is_ascii_alphanumeric() || c == '_')
                && !is_keyword(name);
            let name = if is_plain {
                name.to_owned()
            } else {
                index.span.of(text).to_owned()
            };
            (path(document, target)?, name)
        }
        _ => return None,
    };
    // A line end or comment in it.
    if last.contains(['\n', '\r']) || target.span.of(text).contains("/*") {
        return None;
    }
    names.push(last);
    Some(names)
}
