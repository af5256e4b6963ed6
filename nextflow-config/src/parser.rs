//! Builds the tree of a text. Start at [`Document::parse`].
//!
//! It reads Groovy, of which both parsers know a part, and never stops at what it does not
//! understand: it notes a [`Problem`], leaves the statement as it is and goes on with the
//! next. Depth is limited, so no text exhausts the stack.

mod cursor;
mod expressions;
mod settings;
mod spelling;
mod statements;

use super::lexer::tokens;
use super::token::{Span, Token, TokenKind};
use super::tree::{Document, Expr, ExprKind, Item, Problem, ProblemKind};

/// How many levels of brackets and how many of expressions are followed.
const MAX_DEPTH: u32 = 120;

/// A statement could not be read; the problem has been noted.
#[derive(Clone, Copy, Debug)]
struct Failed;

type Parsed<T> = Result<T, Failed>;

impl<'t> Document<'t> {
    /// Reads any text. What cannot be understood is in [`Document::problems`], and the
    /// statements around it are read all the same.
    ///
    /// ```
    /// use nextflow_config::Document;
    ///
    /// let document = Document::parse("wave.enabled = true\nwave.endpoint = 'x\ndocker.enabled = true");
    /// assert_eq!(document.items.len(), 3);
    /// assert_eq!(document.problems.len(), 1);
    /// ```
    pub fn parse(text: &'t str) -> Self {
        let tokens = tokens(text);
        let mut parser = TreeParser::new(text, &tokens);
        let items = parser.document();
        let problems = parser.problems;
        Self {
            text,
            misspelling: spelling::first_problem(text, &tokens),
            tokens,
            items,
            problems,
        }
    }
}

struct TreeParser<'t, 'k> {
    text: &'t str,
    tokens: &'k [Token],
    /// The place of the next token that is not trivia.
    at: usize,
    /// What that token is. These and the following are asked for all the time.
    kind: Option<TokenKind>,
    /// Where that token is; at the end of the text its last byte.
    here: Span,
    /// The place of what follows after any line ends, and what it is.
    past_lines: usize,
    past_kind: Option<TokenKind>,
    /// The place of the next arrow. There are few, and a look ahead for one is long.
    next_arrow: usize,
    last_end: usize,
    level: u32,
    /// The depth of the deepest expression of the statements that are being read.
    tallest: u32,
    /// Whether a line end means nothing here.
    in_brackets: bool,
    /// Whether a closure that is a value or a function is being read, which is code and not a
    /// part of the configuration.
    in_code: bool,
    problems: Vec<Problem>,
    /// The statements of the bodies that are being read, those of inner ones last. They are
    /// large, and a list that is made when their number is known needs no room to grow.
    open_items: Vec<Item<'t>>,
}

impl<'t, 'k> TreeParser<'t, 'k> {
    fn new(text: &'t str, tokens: &'k [Token]) -> Self {
        let mut problems = Vec::new();
        let end = tokens.last().map_or(0, |token| token.span().end);
        if end < text.len() {
            // More than the places of tokens can tell.
            problems.push(Problem {
                kind: ProblemKind::Unexpected,
                span: Span { start: end, end },
            });
        }
        for token in tokens {
            let kind = match token.kind {
                TokenKind::Unknown => ProblemKind::BadCharacter,
                TokenKind::OpenComment => ProblemKind::NeverClosed,
                _ => continue,
            };
            problems.push(Problem {
                kind,
                span: token.span(),
            });
        }
        let mut parser = TreeParser {
            text,
            tokens,
            at: 0,
            kind: None,
            here: Span { start: 0, end: 0 },
            past_lines: 0,
            past_kind: None,
            next_arrow: 0,
            last_end: 0,
            level: 0,
            tallest: 0,
            in_brackets: false,
            in_code: false,
            problems,
            open_items: Vec::new(),
        };
        parser.go_to(0);
        parser
    }
}

impl<'t> TreeParser<'t, '_> {
    fn accept(&mut self, kind: TokenKind) -> Option<Span> {
        self.is(kind).then(|| self.bump())
    }

    fn expect(&mut self, kind: TokenKind) -> Parsed<Span> {
        self.accept(kind)
            .ok_or_else(|| self.fail(ProblemKind::Unexpected))
    }

    /// Takes what closes a bracket that was opened there.
    fn close(&mut self, kind: TokenKind, opened: Span) -> Parsed<Span> {
        match self.kind {
            Some(found) if found == kind => Ok(self.bump()),
            Some(_) => Err(self.fail(ProblemKind::Unexpected)),
            None => Err(self.fail_at(ProblemKind::NeverClosed, opened)),
        }
    }

    fn fail(&mut self, kind: ProblemKind) -> Failed {
        self.fail_at(kind, self.here)
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

    /// Reads what is code and not a part of the configuration.
    fn code<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        let before = std::mem::replace(&mut self.in_code, true);
        let result = read(self);
        self.in_code = before;
        result
    }

    /// Makes an expression above others that are `below` levels deep.
    fn expr(&mut self, span: Span, below: u32, kind: ExprKind<'t>) -> Parsed<Expr<'t>> {
        let depth = self.above(span, below)?;
        Ok(Expr { span, kind, depth })
    }

    /// The depth of an expression above others that are `below` levels deep.
    fn above(&mut self, span: Span, below: u32) -> Parsed<u32> {
        let depth = below + 1;
        if depth > MAX_DEPTH {
            return Err(self.fail_at(ProblemKind::TooDeep, span));
        }
        self.tallest = self.tallest.max(depth);
        Ok(depth)
    }

    /// Makes an expression that has no others in it.
    fn leaf(&mut self, span: Span, kind: ExprKind<'t>) -> Expr<'t> {
        self.tallest = self.tallest.max(1);
        Expr {
            span,
            kind,
            depth: 1,
        }
    }

    /// Goes to the end of a statement that cannot be read: past brackets that match, up to
    /// a separator or a brace that closes what is around.
    fn skip_statement(&mut self) {
        let mut open = 0_u32;
        while let Some(kind) = self.kind {
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
mod tests;
