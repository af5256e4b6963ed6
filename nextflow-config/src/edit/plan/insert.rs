//! Settings that are added to a block, in its own layout.

use crate::edit::layout::{Equals, Layout, last_before, quote_of};
use crate::edit::{literal, tokens};
use crate::path;
use crate::replacement::Replacement;
use crate::token::{Quote, TokenKind};
use crate::tree::{Block, Document};
use crate::value::Value;

/// A setting to be written, with its names as far as they are not those of the block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'w> {
    pub(super) names: &'w [String],
    pub(super) value: &'w Value,
}

/// Adds settings to a block.
pub(super) fn into_block(
    document: &Document<'_>,
    layout: &Layout<'_>,
    block: &Block<'_>,
    lines: &[Line<'_>],
) -> Option<Replacement> {
    let brace = block.braces.end.checked_sub(1)?;
    let (kind, last) = last_before(document, brace)?;
    let is_empty = last.start == block.braces.start;
    let is_one_line = !tokens::has_line_break(document, block.braces.start, brace);
    let is_last_line = tokens::has_line_break(document, last.end, brace);
    let equals = Equals::of(document, &block.items);
    let quote = quote_of(&block.items);
    let mut with = String::new();
    if is_last_line {
        // The brace has a line of its own: new lines come before it, after the last of them
        // that says something.
        let mut rest = tokens::after(document, last.end);
        let line_end = rest.find(|token| token.kind == TokenKind::LineBreak)?;
        let indent = indent(document, layout, block);
        let column = indent.chars().count();
        let end = line_end_before(document, layout, line_end.span().end);
        for line in lines {
            with.push_str(&indent);
            push(&mut with, column, line, &equals, quote);
            with.push_str(end);
        }
        return Some(Replacement {
            span: tokens::empty_span(line_end.span().end),
            with,
        });
    }
    let item = block.items.last();
    let is_own_line = item.is_some_and(|item| {
        !is_one_line && tokens::line_start(document, item.span.start).is_some()
    });
    let (separator, column) = if is_own_line {
        let indent = indent(document, layout, block);
        (
            format!("{}{indent}", layout.line_end),
            indent.chars().count(),
        )
    } else {
        ("; ".to_owned(), 0)
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
            push(&mut with, column, line, &equals, quote);
        } else {
            push(&mut with, 0, line, &one_line, quote);
        }
    }
    if is_empty && last.end == brace {
        with.push(' ');
    }
    Some(Replacement {
        span: tokens::empty_span(at),
        with,
    })
}

/// Writes a setting, of which the line has so many characters already.
pub(super) fn push(
    text: &mut String,
    column: usize,
    line: &Line<'_>,
    equals: &Equals<'_>,
    quote: Quote,
) {
    let names = path::joined(line.names);
    text.push_str(&names);
    equals.push(text, column + names.chars().count());
    text.push_str(&literal::written(line.value, quote));
}

/// The indent of the last statement that begins a line, or one level more than the block's.
fn indent(document: &Document<'_>, layout: &Layout<'_>, block: &Block<'_>) -> String {
    let mut starts = block.items.iter().rev().map(|item| item.span.start);
    let own = starts.find_map(|start| {
        let line = tokens::line_start(document, start)?;
        Some(tokens::text_between(document, line, start).to_owned())
    });
    own.unwrap_or_else(|| {
        let outer = tokens::indent(document, block.name.span.start);
        format!("{outer}{}", layout.indent)
    })
}

/// A line end that stays one where the text goes on.
fn line_end_before(document: &Document<'_>, layout: &Layout<'_>, at: usize) -> &'static str {
    let rest = document.text.get(at..).unwrap_or_default();
    if layout.line_end == "\r" && rest.starts_with('\n') {
        "\n"
    } else {
        layout.line_end
    }
}
