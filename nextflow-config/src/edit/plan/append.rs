//! Settings that are added at the end of a text: lines with dots, or one tidy block.

use std::collections::{BTreeMap, BTreeSet};

use super::insert::{self, Line};
use crate::edit::layout::{Equals, Layout, quote_of};
use crate::edit::{literal, tokens};
use crate::path;
use crate::replacement::Replacement;
use crate::token::{Quote, TokenKind};
use crate::tree::{Document, Item, ItemKind};
use crate::value::Value;

/// A setting to be added.
#[derive(Clone, Copy, Debug)]
pub(super) struct Addition<'w> {
    pub(super) names: &'w [String],
    pub(super) value: &'w Value,
    pub(super) form: Form,
}

impl Addition<'_> {
    /// The outermost scope.
    fn scope(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
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
    layout: &Layout<'_>,
    additions: &[Addition<'_>],
) -> Replacement {
    let neighbours = neighbours(document, additions);
    let mut blocks: BTreeMap<&str, Vec<Line<'_>>> = BTreeMap::new();
    for addition in additions.iter().filter(|it| it.form == Form::Block) {
        let names = addition.names.get(1..).unwrap_or_default();
        let value = addition.value;
        let block = blocks.entry(addition.scope()).or_default();
        block.push(Line { names, value });
    }
    let mut parts: Vec<(String, bool)> = Vec::new();
    for addition in additions {
        let block = match addition.form {
            Form::Block => match blocks.remove(addition.scope()) {
                Some(block) => block,
                // It is in the block of an earlier one.
                None => continue,
            },
            Form::Dotted | Form::Map(_) => Vec::new(),
        };
        parts.push(part(document, layout, addition, &block, neighbours));
    }
    let mut with = start(document, layout, neighbours);
    let mut was_block = None;
    for (part, is_block) in parts {
        if let Some(was_block) = was_block {
            with.push_str(layout.line_end);
            if was_block || is_block {
                with.push_str(layout.line_end);
            }
        }
        with.push_str(&part);
        was_block = Some(is_block);
    }
    if document.text.is_empty() || ends_in_line_end(document) {
        with.push_str(layout.line_end);
    }
    Replacement {
        span: tokens::empty_span(document.text.len()),
        with,
    }
}

/// One line or block, and whether it is a block of several lines.
fn part(
    document: &Document<'_>,
    layout: &Layout<'_>,
    addition: &Addition<'_>,
    block: &[Line<'_>],
    neighbours: &[Item<'_>],
) -> (String, bool) {
    let mut text = String::new();
    let scope = addition.scope();
    match (addition.form, block) {
        (Form::Block, [single]) => {
            text.push_str(scope);
            text.push_str(" { ");
            let equals = Equals::usual();
            insert::push(&mut text, 0, single, &equals, Quote::Single);
            text.push_str(" }");
        }
        (Form::Block, lines) => {
            push_block(&mut text, layout, "", scope, lines);
            return (text, true);
        }
        (Form::Map(count), _) => {
            let (names, rest) = addition.names.split_at(count.min(addition.names.len()));
            text.push_str(&path::joined(names));
            text.push_str(" = ");
            for name in rest {
                text.push('[');
                path::push_name(&mut text, name);
                text.push_str(": ");
            }
            text.push_str(&literal::written(addition.value, Quote::Single));
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
fn push_block(text: &mut String, layout: &Layout<'_>, outer: &str, name: &str, lines: &[Line<'_>]) {
    let indent = format!("{outer}{}", layout.indent);
    let mut inner_scopes: BTreeMap<&str, Vec<Line<'_>>> = BTreeMap::new();
    for line in lines {
        if let [scope, rest @ ..] = line.names
            && !rest.is_empty()
            // No parser of both takes a quoted name in front of a block's line.
            && path::is_plain(scope)
        {
            let names = rest;
            let value = line.value;
            let inner = inner_scopes.entry(scope).or_default();
            inner.push(Line { names, value });
        }
    }
    let mut written: BTreeSet<&str> = BTreeSet::new();
    let equals = Equals::usual();
    text.push_str(name);
    text.push_str(" {");
    text.push_str(layout.line_end);
    for line in lines {
        let scope = match line.names {
            [scope, _, ..] => Some(&**scope),
            _ => None,
        };
        let inner = scope.and_then(|scope| inner_scopes.get_key_value(scope));
        match inner {
            Some((scope, inner)) if inner.len() > 1 => {
                if !written.insert(scope) {
                    continue;
                }
                text.push_str(&indent);
                push_block(text, layout, &indent, scope, inner);
            }
            _ => {
                text.push_str(&indent);
                insert::push(text, 0, line, &equals, Quote::Single);
            }
        }
        text.push_str(layout.line_end);
    }
    text.push_str(outer);
    text.push('}');
}

/// What comes between the text and the first addition.
fn start(document: &Document<'_>, layout: &Layout<'_>, neighbours: &[Item<'_>]) -> String {
    let mut start = String::new();
    if document.text.is_empty() {
        return start;
    }
    if !ends_in_line_end(document) {
        start.push_str(layout.line_end);
    }
    // A line goes right below those of its scope, and after a blank line otherwise.
    if neighbours.is_empty() {
        // LF after a lone CR would be one line end with it.
        let is_joined = document.text.ends_with('\r') && layout.line_end == "\n";
        start.push_str(if is_joined { "\r\n" } else { layout.line_end });
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
                && setting.path.first().map(|name| &*name.text) == Some(addition.scope())
        }
        _ => false,
    };
    let Some(last) = document.items.last() else {
        return &[];
    };
    let mut rest = tokens::after(document, last.span.end)
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
