//! Settings that are added at the end of a text: lines with dots, or one tidy block.

use super::super::token::{Quote, TokenKind};
use super::super::tree::{Document, Item, ItemKind};
use super::super::value::Value;
use super::insert::{self, Line};
use super::style::{Equals, Style, quote_of};
use super::{Replacement, around, names, writing};

/// A setting to be added.
#[derive(Clone, Copy, Debug)]
pub(super) struct Addition<'w> {
    pub(super) names: &'w [String],
    pub(super) value: &'w Value,
    pub(super) form: Form,
}

/// How a setting is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `wave.enabled = true`
    Dotted,
    /// In a block of its own, with others of its scope. The scope has nothing yet.
    Block,
    /// `wave.build = [repository: 'x']`, with so many names in front.
    Map(usize),
}

/// Adds settings at the end of the text, the scopes in the order in which they come.
pub(super) fn at_end(
    document: &Document<'_>,
    style: &Style<'_>,
    additions: &[Addition<'_>],
) -> Replacement {
    let neighbours = neighbours(document, additions);
    let mut parts: Vec<(String, bool)> = Vec::new();
    let mut done = vec![false; additions.len()];
    for (index, addition) in additions.iter().enumerate() {
        if done.get(index) == Some(&true) {
            continue;
        }
        let mut block: Vec<Line<'_>> = Vec::new();
        for (other, done) in additions.iter().zip(&mut done) {
            if addition.form == Form::Block
                && other.form == Form::Block
                && other.names.first() == addition.names.first()
            {
                *done = true;
                block.push(Line {
                    names: other.names.get(1..).unwrap_or_default(),
                    value: other.value,
                });
            }
        }
        parts.push(part(document, style, addition, &block, neighbours));
    }
    let mut with = start(document, style, neighbours);
    let mut was_block = None;
    for (part, is_block) in parts {
        if let Some(was_block) = was_block {
            with.push_str(style.line_end);
            if was_block || is_block {
                with.push_str(style.line_end);
            }
        }
        with.push_str(&part);
        was_block = Some(is_block);
    }
    if document.text.is_empty() || ends_in_line_end(document) {
        with.push_str(style.line_end);
    }
    Replacement {
        span: around::point(document.text.len()),
        with,
    }
}

/// One line or block, and whether it is a block of several lines.
fn part(
    document: &Document<'_>,
    style: &Style<'_>,
    addition: &Addition<'_>,
    block: &[Line<'_>],
    neighbours: &[Item<'_>],
) -> (String, bool) {
    let mut text = String::new();
    let scope = addition.names.first().map_or("", String::as_str);
    match (addition.form, block) {
        (Form::Block, [single]) => {
            text.push_str(scope);
            text.push_str(" { ");
            let equals = Equals::usual();
            insert::push(&mut text, 0, single, &equals, Quote::Single);
            text.push_str(" }");
        }
        (Form::Block, lines) => {
            push_block(&mut text, style, "", scope, lines);
            return (text, true);
        }
        (Form::Map(count), _) => {
            let (path, rest) = addition.names.split_at(count.min(addition.names.len()));
            text.push_str(&names::joined(path));
            text.push_str(" = ");
            for name in rest {
                text.push('[');
                names::push(&mut text, name);
                text.push_str(": ");
            }
            text.push_str(&writing::written(addition.value, Quote::Single));
            text.extend(std::iter::repeat_n(']', rest.len()));
        }
        (Form::Dotted, _) => {
            let line = Line {
                names: addition.names,
                value: addition.value,
            };
            let equals = Equals::of(document, neighbours);
            insert::push(&mut text, 0, &line, &equals, quote_of(neighbours));
        }
    }
    (text, false)
}

/// `scope { … }` over several lines. Settings that share an inner scope share its block.
fn push_block(text: &mut String, style: &Style<'_>, outer: &str, name: &str, lines: &[Line<'_>]) {
    let indent = format!("{outer}{}", style.indent);
    let shares = |a: &Line<'_>, b: &Line<'_>| {
        a.names.len() > 1 && b.names.len() > 1 && a.names.first() == b.names.first()
    };
    let equals = Equals::usual();
    text.push_str(name);
    text.push_str(" {");
    text.push_str(style.line_end);
    for (index, line) in lines.iter().enumerate() {
        let earlier = lines.get(..index).unwrap_or_default();
        if earlier.iter().any(|other| shares(line, other)) {
            continue;
        }
        let inner: Vec<Line<'_>> = lines
            .iter()
            .filter(|other| shares(line, other))
            .map(|other| Line {
                names: other.names.get(1..).unwrap_or_default(),
                value: other.value,
            })
            .collect();
        text.push_str(&indent);
        match (inner.as_slice(), line.names.first()) {
            ([_, _, ..], Some(first)) if names::is_plain(first) => {
                push_block(text, style, &indent, first, &inner);
            }
            _ => insert::push(text, 0, line, &equals, Quote::Single),
        }
        text.push_str(style.line_end);
    }
    text.push_str(outer);
    text.push('}');
}

/// What comes between the text and the first addition.
fn start(document: &Document<'_>, style: &Style<'_>, neighbours: &[Item<'_>]) -> String {
    let mut start = String::new();
    if document.text.is_empty() {
        return start;
    }
    if !ends_in_line_end(document) {
        start.push_str(style.line_end);
    }
    // A line goes right below those of its scope, and after a blank line otherwise.
    if neighbours.is_empty() {
        // LF after a lone CR would be one line end with it.
        let is_joined = document.text.ends_with('\r') && style.line_end == "\n";
        start.push_str(if is_joined { "\r\n" } else { style.line_end });
    }
    start
}

fn ends_in_line_end(document: &Document<'_>) -> bool {
    let last = document.tokens.last();
    last.is_some_and(|token| token.kind == TokenKind::LineBreak)
}

/// The lines of the same scope that the text ends with, if it does.
fn neighbours<'d, 't>(document: &'d Document<'t>, additions: &[Addition<'_>]) -> &'d [Item<'t>] {
    let Some(addition) = additions.first() else {
        return &[];
    };
    let is_near = |item: &Item<'_>| match &item.kind {
        ItemKind::Setting(setting) => {
            setting.path.len() > 1
                && setting.path.first().map(|name| &*name.text)
                    == addition.names.first().map(String::as_str)
        }
        _ => false,
    };
    let Some(last) = document.items.last() else {
        return &[];
    };
    let mut rest = around::after(document, last.span.end)
        .skip_while(|token| token.kind.is_trivia() || token.kind == TokenKind::Semicolon);
    let ends_here = match rest.next() {
        None => true,
        Some(token) => token.kind == TokenKind::LineBreak && rest.next().is_none(),
    };
    let is_lone_return = document.text.ends_with('\r');
    if addition.form == Form::Block || !ends_here || is_lone_return {
        return &[];
    }
    let count = document
        .items
        .iter()
        .rev()
        .take_while(|item| is_near(item))
        .count();
    document
        .items
        .get(document.items.len() - count..)
        .unwrap_or_default()
}
