//! Settings that are added to a block, in its own style.

use super::super::token::TokenKind;
use super::super::tree::{Block, Document};
use super::super::value::Value;
use super::style::{Equals, Style, last_before, quote_of};
use super::{Replacement, around, names, writing};

/// A setting to be written, with its names as far as they are not those of the block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'w> {
    pub(super) names: &'w [String],
    pub(super) value: &'w Value,
}

/// Adds settings to a block.
pub(super) fn into_block(
    document: &Document<'_>,
    style: &Style<'_>,
    block: &Block<'_>,
    lines: &[Line<'_>],
) -> Option<Replacement> {
    let brace = block.braces.end.checked_sub(1)?;
    let (kind, last) = last_before(document, brace)?;
    let is_empty = last.start == block.braces.start;
    let is_one_line = !around::has_line_break(document, block.braces.start, brace);
    let is_last_line = around::has_line_break(document, last.end, brace);
    let equals = Equals::of(document, &block.items);
    let quote = quote_of(&block.items);
    let mut with = String::new();
    if is_last_line {
        // The brace has a line of its own: new lines come before it, after the last of them
        // that says something.
        let mut tokens = around::after(document, last.end);
        let line_end = tokens.find(|token| token.kind == TokenKind::LineBreak)?;
        let indent = indent(document, style, block);
        for line in lines {
            with.push_str(&indent);
            push(&mut with, indent.chars().count(), line, &equals, quote);
            with.push_str(line_end_before(document, style, line_end.span.end));
        }
        return Some(Replacement {
            span: around::point(line_end.span.end),
            with,
        });
    }
    let item = block.items.last();
    let is_own_line = item.is_some_and(|item| {
        !is_one_line && around::line_start(document, item.span.start).is_some()
    });
    let separator = if is_own_line {
        format!("{}{}", style.line_end, indent(document, style, block))
    } else {
        "; ".to_owned()
    };
    // A semicolon at the end stays there.
    let at = if kind == TokenKind::Semicolon {
        last.start
    } else {
        last.end
    };
    let one_line = equals.clone().in_one_line();
    for line in lines {
        if item.is_none() && with.is_empty() {
            with.push(' ');
        } else {
            with.push_str(&separator);
        }
        if is_own_line {
            let column = indent(document, style, block).chars().count();
            push(&mut with, column, line, &equals, quote);
        } else {
            push(&mut with, 0, line, &one_line, quote);
        }
    }
    if is_empty && last.end == brace {
        with.push(' ');
    }
    Some(Replacement {
        span: around::point(at),
        with,
    })
}

/// Writes a setting, of which the line has so many characters already.
pub(super) fn push(
    text: &mut String,
    column: usize,
    line: &Line<'_>,
    equals: &Equals<'_>,
    quote: super::super::token::Quote,
) {
    let path = names::joined(line.names);
    text.push_str(&path);
    equals.push(text, column + path.chars().count());
    text.push_str(&writing::written(line.value, quote));
}

/// The indent of the last statement that begins a line, or one level more than the block's.
fn indent(document: &Document<'_>, style: &Style<'_>, block: &Block<'_>) -> String {
    let mut starts = block.items.iter().rev().map(|item| item.span.start);
    let own = starts.find_map(|start| {
        let line = around::line_start(document, start)?;
        Some(around::between(document, line, start).to_owned())
    });
    own.unwrap_or_else(|| {
        let outer = around::indent(document, block.name.span.start);
        format!("{outer}{}", style.indent)
    })
}

/// A line end that stays one where the text goes on.
fn line_end_before(document: &Document<'_>, style: &Style<'_>, at: usize) -> &'static str {
    let rest = document.text.get(at..).unwrap_or_default();
    if style.line_end == "\r" && rest.starts_with('\n') {
        "\n"
    } else {
        style.line_end
    }
}
