//! Settings that are taken out, with what would be left empty by that, and the bytes that go
//! with each: its line, or the separator on one side.
//!
//! What an insertion added is taken out to the byte.

use std::collections::{BTreeMap, BTreeSet};

use crate::edit::locate::{is_special, key_of, push_selector};
use crate::edit::path_tree::{NodeId, PathTree};
use crate::edit::tokens;
use crate::replacement::Replacement;
use crate::token::{Span, Token, TokenKind};
use crate::tree::{Block, Document, Entry, Expr, ExprKind, Item, ItemKind};

/// Which values of a setting are taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// All of them; of a scope, all that is in it.
    All,
    /// The one that is written there.
    Only(Span),
    /// All but the one that is written there.
    AllBut(Span),
}

/// Which blocks go with their settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EmptyBlocks {
    /// Those that have nothing left, not even a comment.
    WithoutComment,
    /// Those without a setting, whatever else is in them.
    All,
}

/// What is taken out of a text.
#[derive(Debug)]
pub(super) struct Removal<'p> {
    /// The paths of the settings, among others.
    pub(super) tree: &'p PathTree<'p>,
    /// What goes of a setting, by the number of its path.
    pub(super) which: BTreeMap<usize, Which>,
    pub(super) empty_blocks: EmptyBlocks,
    /// The braces of blocks that stay in any case.
    pub(super) kept_blocks: BTreeSet<Span>,
}

impl Removal<'_> {
    /// Takes out the unconditional assignments of the settings.
    pub(super) fn replacements(&self, document: &Document<'_>) -> Vec<Replacement> {
        let mut search = Search {
            document,
            removal: self,
            selector: String::new(),
            cuts: Cuts::of(document),
        };
        let gone = search.gone(&document.items, Place::Scope(PathTree::ROOT));
        search.cuts.statements(&document.items, &gone, true);
        search.cuts.replacements
    }
}

/// Which statements, entries and blocks go.
struct Search<'r, 'd, 't> {
    document: &'d Document<'t>,
    removal: &'r Removal<'r>,
    /// Room for the name of a selector.
    selector: String,
    cuts: Cuts<'d, 't>,
}

/// How a path stands to those that are taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// None of them is in it, nor it in one of them.
    Apart,
    /// Some of them are below it.
    Scope(NodeId),
    /// It is one of them, or below it.
    Target(Which),
}

impl<'t> Search<'_, '_, 't> {
    fn step(&self, from: Place, name: &str) -> Place {
        let Place::Scope(scope) = from else {
            return from;
        };
        let tree = self.removal.tree;
        let Some(node) = tree.child(scope, name) else {
            return Place::Apart;
        };
        match tree.path_at(node) {
            None => Place::Scope(node),
            Some(number) => match self.removal.which.get(&number) {
                Some(which) => Place::Target(*which),
                None => Place::Apart,
            },
        }
    }

    /// Which statements go as a whole. Of the others, what goes of them has been noted.
    fn gone(&mut self, items: &[Item<'t>], place: Place) -> Vec<bool> {
        items.iter().map(|item| self.item(item, place)).collect()
    }

    fn item(&mut self, item: &Item<'t>, place: Place) -> bool {
        match &item.kind {
            ItemKind::Setting(setting) => {
                let mut place = place;
                for name in &setting.path {
                    place = self.step(place, &name.text);
                }
                self.value(&setting.value, place)
            }
            ItemKind::Block(block) if matches!(place, Place::Scope(scope) if is_special(block, scope)) => {
                false
            }
            ItemKind::Block(block) => self.block(block, self.step(place, &block.name.text)),
            ItemKind::Selector(kind, block) => {
                self.selector.clear();
                push_selector(&mut self.selector, kind, block);
                self.block(block, self.step(place, &self.selector))
            }
            _ => false,
        }
    }

    fn block(&mut self, block: &Block<'t>, place: Place) -> bool {
        if place == Place::Apart {
            return false;
        }
        let gone = self.gone(&block.items, place);
        let has_nothing = gone.iter().all(|gone| *gone);
        let is_emptied = match self.removal.empty_blocks {
            EmptyBlocks::All => has_nothing,
            EmptyBlocks::WithoutComment => {
                has_nothing && !gone.is_empty() && !self.has_own_comment(block.braces)
            }
        };
        if is_emptied && !self.removal.kept_blocks.contains(&block.braces) {
            return true;
        }
        self.cuts.statements(&block.items, &gone, false);
        false
    }

    /// Whether there is a comment that has a line of its own.
    fn has_own_comment(&self, braces: Span) -> bool {
        tokens::after(self.document, braces.start)
            .take_while(|token| token.span().start < braces.end)
            .filter(|token| tokens::is_comment(token.kind))
            .any(|token| tokens::line_start(self.document, token.span().start).is_some())
    }

    fn value(&mut self, value: &Expr<'t>, place: Place) -> bool {
        match (place, &value.kind) {
            (Place::Target(which), _) => match which {
                Which::All => true,
                Which::Only(only) => value.span == only,
                Which::AllBut(kept) => value.span != kept,
            },
            (Place::Scope(_), ExprKind::Map(entries)) if !entries.is_empty() => {
                let gone: Vec<bool> = entries
                    .iter()
                    .map(|entry| self.entry(entry, place))
                    .collect();
                let is_emptied = gone.iter().all(|gone| *gone);
                if !is_emptied {
                    self.cuts.entries(entries, &gone);
                }
                is_emptied
            }
            _ => false,
        }
    }

    fn entry(&mut self, entry: &Entry<'t>, place: Place) -> bool {
        key_of(self.document.text, entry)
            .is_some_and(|key| self.value(&entry.value, self.step(place, &key)))
    }
}

/// Collects the ranges that are taken out.
struct Cuts<'d, 't> {
    document: &'d Document<'t>,
    replacements: Vec<Replacement>,
}

/// Some statements in a row of one line that all go.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    /// Where the statement after it starts, if it is in the same line, and in any line.
    next_in_line: Option<usize>,
    next: Option<usize>,
    has_previous_in_line: bool,
}

impl<'d, 't> Cuts<'d, 't> {
    fn of(document: &'d Document<'t>) -> Self {
        Self {
            document,
            replacements: Vec::new(),
        }
    }

    /// Takes out those statements of a block, or of the text, that go.
    fn statements(&mut self, items: &[Item<'_>], gone: &[bool], is_outermost: bool) {
        // Where the text will end.
        let mut text_end = is_outermost.then_some(self.document.text.len());
        let mut after: Option<Span> = None;
        let mut run: Option<Run> = None;
        for (item, gone) in items.iter().zip(gone).rev() {
            if !gone && run.is_none() {
                after = Some(item.span);
                continue;
            }
            let is_same_line = after.is_some_and(|after| {
                !tokens::has_line_break(self.document, item.span.end, after.start)
            });
            if let Some(mut open) = run.take() {
                if is_same_line && *gone {
                    open.start = item.span.start;
                    run = Some(open);
                } else {
                    open.has_previous_in_line = is_same_line;
                    self.run(open, &mut text_end);
                }
            }
            if *gone && run.is_none() {
                let next = after.map(|after| after.start);
                run = Some(Run {
                    start: item.span.start,
                    end: item.span.end,
                    next_in_line: next.filter(|_| is_same_line),
                    next,
                    has_previous_in_line: false,
                });
            }
            after = Some(item.span);
        }
        if let Some(open) = run {
            self.run(open, &mut text_end);
        }
    }

    fn run(&mut self, run: Run, text_end: &mut Option<usize>) {
        let document = self.document;
        if run.has_previous_in_line {
            let start = self.separator_before(run.start).unwrap_or(run.start);
            return self.cut(start, run.end);
        }
        if let Some(next) = run.next_in_line {
            return self.cut(run.start, next);
        }
        let tail = self.tail(run.end);
        match (tokens::line_start(document, run.start), tail) {
            (Some(start), Tail::Line { end, .. }) => {
                let Some(limit) = text_end.as_mut() else {
                    return self.cut(start, end);
                };
                let end = end.min(*limit);
                let start = if end == *limit {
                    self.start_at_text_end(start, tail, *limit)
                } else {
                    start
                };
                if end == *limit {
                    *limit = start;
                }
                self.cut(start, end);
            }
            (Some(start), Tail::Brace { end }) => {
                let mut before = tokens::before(document, start);
                let line_break = before.next();
                let is_free = before
                    .find(|token| token.kind != TokenKind::Whitespace)
                    .is_some_and(|token| token.kind != TokenKind::LineComment);
                match line_break {
                    Some(token) if is_free => self.cut(token.span().start, end),
                    _ => self.cut(run.start, end),
                }
            }
            (None, Tail::Line { .. }) => match run.next {
                // The first one after a brace makes room for the next.
                Some(next) if self.is_after_brace(run.start, run.end, next) => {
                    self.cut(run.start, next);
                }
                _ => self.cut(run.start, run.end),
            },
            _ => self.cut(run.start, tail.end()),
        }
    }

    /// Where to start when the last line of the text goes: an addition came after a blank
    /// line, and left a text without a last line end without one.
    fn start_at_text_end(&self, start: usize, tail: Tail, text_end: usize) -> usize {
        let mut start = start;
        let is_break = |token: &Token| token.kind == TokenKind::LineBreak;
        let mut before = tokens::before(self.document, start);
        let (last, one_before) = (before.next().filter(is_break), before.next());
        if let (Some(last), Some(_)) = (last, one_before.filter(is_break)) {
            start = last.span().start;
        }
        let keeps_line_end = match tail {
            Tail::Line { end, is_ended } => is_ended && end <= text_end,
            Tail::Brace { .. } | Tail::Other { .. } => true,
        };
        if keeps_line_end {
            return start;
        }
        let last = tokens::before(self.document, start).next();
        last.filter(is_break)
            .map_or(start, |token| token.span().start)
    }

    /// The semicolon in front of a statement, with blanks before it.
    fn separator_before(&self, at: usize) -> Option<usize> {
        let mut before = tokens::before(self.document, at).peekable();
        let semicolon = before.find(|token| !token.kind.is_trivia())?;
        if semicolon.kind != TokenKind::Semicolon {
            return None;
        }
        let blank = before.next_if(|token| token.kind == TokenKind::Whitespace);
        Some(blank.unwrap_or(semicolon).span().start)
    }

    /// What follows a statement in its line.
    fn tail(&self, at: usize) -> Tail {
        let mut end = at;
        for token in tokens::after(self.document, at) {
            match token.kind {
                TokenKind::Whitespace | TokenKind::LineComment => {}
                TokenKind::BlockComment
                    if !token.span().of(self.document.text).contains(['\n', '\r']) => {}
                TokenKind::Semicolon => end = token.span().end,
                TokenKind::LineBreak => {
                    return Tail::Line {
                        end: token.span().end,
                        is_ended: true,
                    };
                }
                TokenKind::CloseBrace => return Tail::Brace { end },
                _ => return Tail::Other { end },
            }
        }
        Tail::Line {
            end: self.document.text.len(),
            is_ended: false,
        }
    }

    fn is_after_brace(&self, start: usize, end: usize, next: usize) -> bool {
        let mut before = tokens::before(self.document, start);
        before
            .find(|token| token.kind != TokenKind::Whitespace)
            .is_some_and(|token| token.kind == TokenKind::OpenBrace)
            && !tokens::has_comment(self.document, end, next)
    }

    /// Takes out those entries of a map that go; some stay.
    fn entries(&mut self, entries: &[Entry<'_>], gone: &[bool]) {
        let mut last_kept: Option<&Entry<'_>> = None;
        let mut pending: Option<&Entry<'_>> = None;
        for (entry, gone) in entries.iter().zip(gone) {
            if *gone {
                pending = pending.or(Some(entry));
                continue;
            }
            if let Some(first) = pending.take() {
                self.cut(first.key.span.start, entry.key.span.start);
            }
            last_kept = Some(entry);
        }
        let (Some(first), Some(last)) = (pending, entries.last()) else {
            return;
        };
        let end = last.value.span.end;
        match last_kept {
            Some(kept)
                if !tokens::has_comment(
                    self.document,
                    kept.value.span.end,
                    first.key.span.start,
                ) =>
            {
                self.cut(kept.value.span.end, end);
            }
            _ => self.cut(first.key.span.start, end),
        }
    }

    fn cut(&mut self, start: usize, end: usize) {
        self.replacements.push(Replacement {
            span: Span { start, end },
            with: String::new(),
        });
    }
}

/// What follows a statement in its line.
#[derive(Clone, Copy)]
enum Tail {
    /// Nothing but a comment. The end of the line, and whether it is a line end.
    Line { end: usize, is_ended: bool },
    /// A brace that closes what is around. The end of the statement with its semicolon.
    Brace { end: usize },
    /// Something else.
    Other { end: usize },
}

impl Tail {
    fn end(self) -> usize {
        match self {
            Self::Line { end, .. } | Self::Brace { end } | Self::Other { end } => end,
        }
    }
}
