//! The bytes that go with a statement: its line, or the separator on one side.
//!
//! What an insertion added is taken out to the byte.

use super::super::super::token::{Span, Token, TokenKind};
use super::super::super::tree::{Document, Entry, Item};
use super::super::{Replacement, around};

/// Collects what is taken out.
pub(super) struct Places<'d, 't> {
    document: &'d Document<'t>,
    pub(super) replacements: Vec<Replacement>,
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

impl<'d, 't> Places<'d, 't> {
    pub(super) fn new(document: &'d Document<'t>) -> Self {
        Self {
            document,
            replacements: Vec::new(),
        }
    }

    /// Takes out those statements of a block, or of the text, that go.
    pub(super) fn statements(&mut self, items: &[Item<'_>], gone: &[bool], is_outermost: bool) {
        // Where the text will end.
        let mut text_end = is_outermost.then_some(self.document.text.len());
        let mut after: Option<Span> = None;
        let mut run: Option<Run> = None;
        for (item, gone) in items.iter().zip(gone).rev() {
            let is_same_line = after.is_some_and(|after| {
                !around::has_line_break(self.document, item.span.end, after.start)
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
            return self.take_out(start, run.end);
        }
        if let Some(next) = run.next_in_line {
            return self.take_out(run.start, next);
        }
        let tail = self.tail(run.end);
        match (around::line_start(document, run.start), tail) {
            (Some(start), Tail::Line { end, .. }) => {
                let Some(limit) = text_end.as_mut() else {
                    return self.take_out(start, end);
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
                self.take_out(start, end);
            }
            (Some(start), Tail::Brace { end }) => {
                let mut before = around::before(document, start);
                let line_break = before.next();
                let is_free = before
                    .find(|token| token.kind != TokenKind::Blank)
                    .is_some_and(|token| token.kind != TokenKind::LineComment);
                match line_break {
                    Some(token) if is_free => self.take_out(token.span.start, end),
                    _ => self.take_out(run.start, end),
                }
            }
            (None, Tail::Line { .. }) => match run.next {
                // The first one after a brace makes room for the next.
                Some(next) if self.is_after_brace(run.start, run.end, next) => {
                    self.take_out(run.start, next);
                }
                _ => self.take_out(run.start, run.end),
            },
            _ => self.take_out(run.start, tail.end()),
        }
    }

    /// Where to start when the last line of the text goes: an addition came after a blank
    /// line, and left a text without a last line end without one.
    fn start_at_text_end(&self, start: usize, tail: Tail, text_end: usize) -> usize {
        let mut start = start;
        let is_break = |token: &Token| token.kind == TokenKind::LineBreak;
        let mut before = around::before(self.document, start);
        let (last, one_before) = (before.next().filter(is_break), before.next());
        if let (Some(last), Some(_)) = (last, one_before.filter(is_break)) {
            start = last.span.start;
        }
        let keeps_line_end = match tail {
            Tail::Line { end, is_ended } => is_ended && end <= text_end,
            Tail::Brace { .. } | Tail::Other { .. } => true,
        };
        if keeps_line_end {
            return start;
        }
        let last = around::before(self.document, start).next();
        last.filter(is_break)
            .map_or(start, |token| token.span.start)
    }

    /// The semicolon in front of a statement, with blanks before it.
    fn separator_before(&self, at: usize) -> Option<usize> {
        let mut tokens = around::before(self.document, at).peekable();
        let semicolon = tokens.find(|token| !token.kind.is_trivia())?;
        if semicolon.kind != TokenKind::Semicolon {
            return None;
        }
        let blank = tokens.next_if(|token| token.kind == TokenKind::Blank);
        Some(blank.unwrap_or(semicolon).span.start)
    }

    /// What follows a statement in its line.
    fn tail(&self, at: usize) -> Tail {
        let mut end = at;
        for token in around::after(self.document, at) {
            match token.kind {
                TokenKind::Blank | TokenKind::LineComment => {}
                TokenKind::BlockComment
                    if !token.span.of(self.document.text).contains(['\n', '\r']) => {}
                TokenKind::Semicolon => end = token.span.end,
                TokenKind::LineBreak => {
                    return Tail::Line {
                        end: token.span.end,
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
        let mut before = around::before(self.document, start);
        before
            .find(|token| token.kind != TokenKind::Blank)
            .is_some_and(|token| token.kind == TokenKind::OpenBrace)
            && !around::has_comment(self.document, end, next)
    }

    /// Takes out those entries of a map that go; some stay.
    pub(super) fn entries(&mut self, entries: &[Entry<'_>], gone: &[bool]) {
        let mut last_kept: Option<&Entry<'_>> = None;
        let mut pending: Option<&Entry<'_>> = None;
        for (entry, gone) in entries.iter().zip(gone) {
            if *gone {
                pending = pending.or(Some(entry));
                continue;
            }
            if let Some(first) = pending.take() {
                self.take_out(first.key.span.start, entry.key.span.start);
            }
            last_kept = Some(entry);
        }
        let (Some(first), Some(last)) = (pending, entries.last()) else {
            return;
        };
        let end = last.value.span.end;
        match last_kept {
            Some(kept)
                if !around::has_comment(
                    self.document,
                    kept.value.span.end,
                    first.key.span.start,
                ) =>
            {
                self.take_out(kept.value.span.end, end);
            }
            _ => self.take_out(first.key.span.start, end),
        }
    }

    fn take_out(&mut self, start: usize, end: usize) {
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
