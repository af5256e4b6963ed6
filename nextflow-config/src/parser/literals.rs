//! Values that stand for themselves: names, numbers, strings, lists, maps, closures.

use std::borrow::Cow;

use super::super::token::{Quote, TokenKind};
use super::super::tree::{Entry, Expr, ExprKind, Name, ProblemKind, TextPart};
use super::super::value::unescape;
use super::{Parsed, Parser};

impl<'t> Parser<'t, '_> {
    pub(super) fn primary(&mut self) -> Parsed<Expr<'t>> {
        let Some(kind) = self.kind else {
            return Err(self.fail(ProblemKind::Unexpected));
        };
        match kind {
            TokenKind::Name => self.named(),
            TokenKind::Number => {
                let span = self.bump();
                Ok(self.leaf(span, ExprKind::Number))
            }
            TokenKind::Quote(quote) => self.string(quote),
            TokenKind::OpenBrace => self.closure(),
            TokenKind::OpenBracket => self.list(),
            TokenKind::OpenParen => self.paren(),
            _ => Err(self.fail(ProblemKind::Unexpected)),
        }
    }

    fn named(&mut self) -> Parsed<Expr<'t>> {
        let start = self.here;
        let word = self.word();
        if word == "switch" && self.kind_after() == Some(TokenKind::OpenParen) {
            return self.switch_value();
        }
        if self.is_arrow_near(99) && self.kind_after() == Some(TokenKind::Arrow) {
            let parameters = vec![self.simple_name()?];
            return self.lambda(start, parameters);
        }
        match word {
            "null" | "true" | "false" => {
                self.bump();
                let kind = if word == "null" {
                    ExprKind::Null
                } else {
                    ExprKind::Bool(word == "true")
                };
                Ok(self.leaf(start, kind))
            }
            "new" if self.kind_after() == Some(TokenKind::Name) => {
                self.bump();
                self.type_name()?;
                let arguments = match self.kind {
                    Some(TokenKind::OpenParen) => self.arguments()?,
                    _ => Vec::new(),
                };
                let depth = arguments.iter().map(|argument| argument.value.depth).max();
                let span = self.since(start);
                self.expr(span, depth.unwrap_or(0), ExprKind::New(arguments))
            }
            // Words that cannot be values. A setting's name is not read here.
            "else" | "case" | "catch" | "finally" => Err(self.fail(ProblemKind::Unexpected)),
            _ => Ok(self.name_only()),
        }
    }

    /// A name or keyword, whatever it means elsewhere.
    pub(super) fn name_only(&mut self) -> Expr<'t> {
        let word = self.word();
        let span = self.bump();
        self.leaf(span, ExprKind::Name(word))
    }

    /// `switch (…) { … }` as a value, of which only a run can tell what it is.
    fn switch_value(&mut self) -> Parsed<Expr<'t>> {
        let start = self.here;
        let above = std::mem::take(&mut self.tallest);
        let name = self.name_only();
        self.bracketed()?;
        self.skip_lines();
        let open = self.expect(TokenKind::OpenBrace)?;
        self.within(false, Self::cases)?;
        self.close(TokenKind::CloseBrace, open)?;
        let depth = self.tallest;
        self.tallest = above.max(depth);
        let span = self.since(start);
        self.expr(span, depth, ExprKind::Call(Box::new(name), Vec::new()))
    }

    /// A list or a map.
    fn list(&mut self) -> Parsed<Expr<'t>> {
        let open = self.bump();
        let kind = self.within(true, Self::elements)?;
        self.close(TokenKind::CloseBracket, open)?;
        let span = self.since(open);
        let depth = match &kind {
            ExprKind::List(elements) => elements.iter().map(|element| element.depth).max(),
            ExprKind::Map(entries) => entries
                .iter()
                .map(|entry| entry.key.depth.max(entry.value.depth))
                .max(),
            _ => None,
        };
        self.expr(span, depth.unwrap_or(0), kind)
    }

    fn elements(&mut self) -> Parsed<ExprKind<'t>> {
        let (mut elements, mut entries) = (Vec::new(), Vec::new());
        self.skip_lines();
        if self.accept(TokenKind::Colon).is_some() {
            self.skip_lines();
            return Ok(ExprKind::Map(entries));
        }
        while !self.is(TokenKind::CloseBracket) {
            let start = self.here;
            let is_spread = self.is(TokenKind::Operator) && self.word() == "*";
            if is_spread {
                self.bump();
            }
            let key = if is_spread && self.is(TokenKind::Colon) {
                self.leaf(start, ExprKind::Name("*"))
            } else if self.is(TokenKind::Name) && self.kind_after() == Some(TokenKind::Colon) {
                self.name_only()
            } else {
                self.assignment(false)?
            };
            self.skip_lines();
            if self.accept(TokenKind::Colon).is_some() {
                self.skip_lines();
                let value = self.assignment(false)?;
                entries.push(Entry { key, value });
            } else if is_spread {
                let depth = key.depth;
                let span = self.since(start);
                elements.push(self.expr(span, depth, ExprKind::Spread(Box::new(key)))?);
            } else {
                elements.push(key);
            }
            self.skip_lines();
            if self.accept(TokenKind::Comma).is_none() {
                break;
            }
            self.skip_lines();
        }
        match (elements.is_empty(), entries.is_empty()) {
            (true, false) => Ok(ExprKind::Map(entries)),
            (_, true) => Ok(ExprKind::List(elements)),
            (false, false) => Err(self.fail(ProblemKind::Unexpected)),
        }
    }

    fn string(&mut self, quote: Quote) -> Parsed<Expr<'t>> {
        let open = self.bump();
        let mut parts = Vec::new();
        let mut depth = 0;
        loop {
            match self.kind {
                Some(TokenKind::Text) => parts.push(TextPart::Chunk(self.bump())),
                Some(TokenKind::Variable) => parts.push(TextPart::Variable(self.bump())),
                Some(TokenKind::Unknown) => {
                    self.bump();
                }
                Some(TokenKind::OpenInterpolation) => {
                    let start = self.bump();
                    let inner = self.within(true, Self::interpolated)?;
                    depth = depth.max(inner.as_ref().map_or(0, |inner| inner.depth));
                    if !self.is(TokenKind::CloseInterpolation) {
                        return Err(self.fail_at(ProblemKind::NeverClosed, start));
                    }
                    self.bump();
                    parts.push(TextPart::Code(self.since(start), inner));
                }
                Some(TokenKind::EndQuote) => {
                    self.bump();
                    break;
                }
                _ => return Err(self.fail_at(ProblemKind::NeverClosed, open)),
            }
        }
        let span = self.since(open);
        self.expr(span, depth, ExprKind::Text(quote, parts))
    }

    fn interpolated(&mut self) -> Parsed<Option<Box<Expr<'t>>>> {
        self.skip_lines();
        if self.is(TokenKind::CloseInterpolation) {
            return Ok(None);
        }
        if self.is(TokenKind::Arrow) {
            let start = self.here;
            return Ok(Some(Box::new(self.lambda(start, Vec::new())?)));
        }
        let value = self.assignment(false)?;
        self.skip_lines();
        Ok(Some(Box::new(value)))
    }
}

/// The name that an expression is, if it can stand in a path: a name or a plain string.
pub(super) fn as_name<'t>(text: &'t str, expr: &Expr<'t>) -> Option<Name<'t>> {
    let (name, quoted) = match &expr.kind {
        ExprKind::Name(name) => (Cow::Borrowed(*name), false),
        ExprKind::Text(quote, parts) => match parts.as_slice() {
            [] => (Cow::Borrowed(""), true),
            [TextPart::Chunk(span)] => (unescape(span.of(text), *quote), true),
            _ => return None,
        },
        _ => return None,
    };
    Some(Name {
        span: expr.span,
        text: name,
        quoted,
    })
}
