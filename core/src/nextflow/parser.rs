//! Builds the tree of a text. Start at [`Document::parse`].
//!
//! It reads Groovy, of which both parsers know a part, and never stops at what it does not
//! understand: it notes a [`Problem`], leaves the statement as it is and goes on with the
//! next. Depth is limited, so no text exhausts the stack.

mod closures;
mod declarations;
mod expressions;
mod items;
mod literals;
mod postfix;
mod statements;

use super::lexer::tokens;
use super::token::{Span, Token, TokenKind};
use super::tree::{Document, Expr, ExprKind, Problem, ProblemKind};

/// How many levels of brackets and how many of expressions are followed.
const MAX_DEPTH: u32 = 120;

/// A statement could not be read; the problem has been noted.
#[derive(Clone, Copy, Debug)]
struct Failed;

type Parsed<T> = Result<T, Failed>;

impl<'t> Document<'t> {
    /// Reads any text.
    pub fn parse(text: &'t str) -> Self {
        let tokens = tokens(text);
        let mut parser = Parser {
            text,
            tokens: &tokens,
            at: 0,
            last_end: 0,
            level: 0,
            tallest: 0,
            in_brackets: false,
            problems: Vec::new(),
        };
        for token in &tokens {
            let kind = match token.kind {
                TokenKind::Unknown => ProblemKind::BadCharacter,
                TokenKind::OpenComment => ProblemKind::NeverClosed,
                _ => continue,
            };
            parser.problems.push(Problem {
                kind,
                span: token.span,
            });
        }
        parser.skip_trivia();
        let items = parser.document();
        let problems = parser.problems;
        Self {
            text,
            tokens,
            items,
            problems,
        }
    }
}

struct Parser<'t, 'k> {
    text: &'t str,
    tokens: &'k [Token],
    /// The next token that is not trivia.
    at: usize,
    last_end: usize,
    level: u32,
    /// The depth of the deepest expression of the statements that are being read.
    tallest: u32,
    /// Whether a line end means nothing here.
    in_brackets: bool,
    problems: Vec<Problem>,
}

impl<'t> Parser<'t, '_> {
    fn token(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    fn kind(&self) -> Option<TokenKind> {
        self.token().map(|token| token.kind)
    }

    fn is(&self, kind: TokenKind) -> bool {
        self.kind() == Some(kind)
    }

    fn word(&self) -> &'t str {
        self.token().map_or("", |token| token.span.of(self.text))
    }

    fn is_word(&self, word: &str) -> bool {
        self.is(TokenKind::Name) && self.word() == word
    }

    /// Where the next token is; at the end of the text its last byte.
    fn here(&self) -> Span {
        self.token().map_or(
            Span {
                start: self.text.len(),
                end: self.text.len(),
            },
            |token| token.span,
        )
    }

    /// The place of what began here and has just been read.
    fn since(&self, start: Span) -> Span {
        Span {
            start: start.start,
            end: self.last_end.max(start.start),
        }
    }

    fn bump(&mut self) -> Span {
        let span = self.here();
        self.last_end = span.end;
        self.at += 1;
        self.skip_trivia();
        span
    }

    fn skip_trivia(&mut self) {
        while self.kind().is_some_and(super::token::TokenKind::is_trivia) {
            self.at += 1;
        }
    }

    fn skip_lines(&mut self) {
        while self.is(TokenKind::LineBreak) {
            self.at += 1;
            self.skip_trivia();
        }
    }

    /// The place among the tokens of what follows after any line ends.
    fn past_lines(&self) -> usize {
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        let lines = rest
            .iter()
            .take_while(|token| token.kind == TokenKind::LineBreak || token.kind.is_trivia());
        self.at + lines.count()
    }

    fn accept(&mut self, kind: TokenKind) -> Option<Span> {
        self.is(kind).then(|| self.bump())
    }

    fn expect(&mut self, kind: TokenKind) -> Parsed<Span> {
        self.accept(kind)
            .ok_or_else(|| self.fail(ProblemKind::Unexpected))
    }

    /// Takes what closes a bracket that was opened there.
    fn close(&mut self, kind: TokenKind, opened: Span) -> Parsed<Span> {
        match self.token() {
            Some(token) if token.kind == kind => Ok(self.bump()),
            Some(_) => Err(self.fail(ProblemKind::Unexpected)),
            None => Err(self.fail_at(ProblemKind::NeverClosed, opened)),
        }
    }

    fn fail(&mut self, kind: ProblemKind) -> Failed {
        let span = self.here();
        self.fail_at(kind, span)
    }

    fn fail_at(&mut self, kind: ProblemKind, span: Span) -> Failed {
        self.problems.push(Problem { kind, span });
        Failed
    }

    /// Reads something that is one level deeper.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.level >= MAX_DEPTH {
            return Err(self.fail(ProblemKind::TooDeep));
        }
        self.level += 1;
        let result = read(self);
        self.level -= 1;
        result
    }

    /// Reads something in which a line end means nothing, or something again.
    fn within<T>(
        &mut self,
        in_brackets: bool,
        read: impl FnOnce(&mut Self) -> Parsed<T>,
    ) -> Parsed<T> {
        let before = std::mem::replace(&mut self.in_brackets, in_brackets);
        let result = self.deeper(read);
        self.in_brackets = before;
        result
    }

    /// Makes an expression above others that are `below` levels deep.
    fn expr(&mut self, span: Span, below: u32, kind: ExprKind<'t>) -> Parsed<Expr<'t>> {
        let depth = below + 1;
        if depth > MAX_DEPTH {
            return Err(self.fail_at(ProblemKind::TooDeep, span));
        }
        self.tallest = self.tallest.max(depth);
        Ok(Expr { span, kind, depth })
    }

    /// Goes to the end of a statement that cannot be read: past brackets that match, up to
    /// a separator or a brace that closes what is around.
    fn skip_statement(&mut self) {
        let mut open = 0_u32;
        while let Some(kind) = self.kind() {
            let ends = matches!(
                kind,
                TokenKind::CloseBrace
                    | TokenKind::CloseInterpolation
                    | TokenKind::LineBreak
                    | TokenKind::Semicolon
            );
            if ends && open == 0 {
                return;
            }
            match kind {
                TokenKind::OpenBrace
                | TokenKind::OpenBracket
                | TokenKind::OpenParen
                | TokenKind::OpenInterpolation => open += 1,
                TokenKind::CloseBrace
                | TokenKind::CloseBracket
                | TokenKind::CloseParen
                | TokenKind::CloseInterpolation => open = open.saturating_sub(1),
                _ => {}
            }
            self.bump();
        }
    }
}

#[cfg(test)]
#[path = "parser_tests.rs"]
mod tests;
