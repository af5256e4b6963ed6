//! Where among the tokens the parser is, and what comes next.
//!
//! What is asked for all the time (the next token, the one after the line ends) is found once,
//! when the parser moves, so that nothing is looked for twice.

use super::TreeParser;
use crate::token::{Span, TokenKind};

impl<'t> TreeParser<'t, '_> {
    /// Makes the first token from there on that is not trivia the next one.
    pub(super) fn go_to(&mut self, place: usize) {
        let mut at = place;
        let next = loop {
            match self.tokens.get(at) {
                Some(token) if token.kind.is_trivia() => at += 1,
                next => break next,
            }
        };
        self.kind = next.map(|token| token.kind);
        let end = self.text.len();
        self.here = next.map_or(Span { start: end, end }, |token| token.span());
        // From one line end to the next there is nothing else, so what follows them is known.
        let is_known = self.at < at && at < self.past_lines;
        self.at = at;
        if is_known {
            return;
        }
        self.past_lines = at;
        self.past_kind = self.kind;
        if matches!(self.kind, Some(TokenKind::LineBreak)) {
            self.look_past_lines();
        }
    }

    fn look_past_lines(&mut self) {
        self.past_kind = None;
        while let Some(token) = self.tokens.get(self.past_lines) {
            if !matches!(token.kind, TokenKind::LineBreak) && !token.kind.is_trivia() {
                self.past_kind = Some(token.kind);
                break;
            }
            self.past_lines += 1;
        }
    }

    pub(super) fn is(&self, kind: TokenKind) -> bool {
        self.kind == Some(kind)
    }

    pub(super) fn word(&self) -> &'t str {
        self.here.of(self.text)
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.is(TokenKind::Name) && self.word() == word
    }

    /// What follows after any line ends, as it is written.
    pub(super) fn word_past_lines(&self) -> &'t str {
        let token = self.tokens.get(self.past_lines);
        token.map_or("", |token| token.span().of(self.text))
    }

    /// The place of what has just been read and began here.
    pub(super) fn since(&self, start: Span) -> Span {
        Span {
            start: start.start,
            end: self.last_end.max(start.start),
        }
    }

    pub(super) fn bump(&mut self) -> Span {
        let span = self.here;
        self.last_end = span.end;
        self.go_to(self.at + 1);
        span
    }

    pub(super) fn skip_lines(&mut self) {
        if self.is(TokenKind::LineBreak) {
            self.go_to(self.past_lines);
        }
    }

    /// The kind of the token after the next one, trivia not counted.
    pub(super) fn kind_after(&self) -> Option<TokenKind> {
        self.kind_from(self.at + 1)
    }

    /// The kind of the first token from there on that is not trivia.
    fn kind_from(&self, place: usize) -> Option<TokenKind> {
        let mut place = place;
        while let Some(token) = self.tokens.get(place) {
            if !token.kind.is_trivia() {
                return Some(token.kind);
            }
            place += 1;
        }
        None
    }

    /// Whether an arrow is among the next tokens.
    pub(super) fn is_arrow_near(&mut self, tokens: usize) -> bool {
        if self.next_arrow < self.at || self.next_arrow == 0 {
            let rest = self.tokens.get(self.at..).unwrap_or_default();
            let mut kinds = rest.iter().map(|token| token.kind);
            let ahead = kinds.position(|kind| matches!(kind, TokenKind::Arrow));
            self.next_arrow = self.at + ahead.unwrap_or(rest.len());
        }
        self.next_arrow < self.tokens.len() && self.next_arrow - self.at < tokens
    }
}
