//! Values that stand for themselves: names, numbers, strings, lists, maps, closures.

use std::borrow::Cow;

use super::super::token::{Quote, Span, TokenKind};
use super::super::tree::{Body, Closure, Entry, Expr, ExprKind, Name, ProblemKind, TextPart};
use super::super::value::unescape;
use super::statements::is_primitive;
use super::{Parsed, Parser};

impl<'t> Parser<'t, '_> {
    pub(super) fn primary(&mut self) -> Parsed<Expr<'t>> {
        let Some(token) = self.token() else {
            return Err(self.fail(ProblemKind::Unexpected));
        };
        match token.kind {
            TokenKind::Name => self.named(),
            TokenKind::Number => {
                let span = self.bump();
                self.expr(span, 0, ExprKind::Number)
            }
            TokenKind::Quote(quote) => self.string(quote),
            TokenKind::OpenBrace => self.closure(),
            TokenKind::OpenBracket => self.list(),
            TokenKind::OpenParen => self.paren(),
            _ => Err(self.fail(ProblemKind::Unexpected)),
        }
    }

    fn named(&mut self) -> Parsed<Expr<'t>> {
        let start = self.here();
        let word = self.word();
        if self.kind_after(1) == Some(TokenKind::Arrow) {
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
                self.expr(start, 0, kind)
            }
            "new" if self.kind_after(1) == Some(TokenKind::Name) => {
                self.bump();
                self.type_name()?;
                let arguments = match self.kind() {
                    Some(TokenKind::OpenParen) => self.arguments()?,
                    _ => Vec::new(),
                };
                let depth = arguments.iter().map(|argument| argument.value.depth).max();
                let span = self.since(start);
                self.expr(span, depth.unwrap_or(0), ExprKind::New(arguments))
            }
            // Words that cannot be values. A setting's name is not read here.
            "else" | "case" | "catch" | "finally" => Err(self.fail(ProblemKind::Unexpected)),
            _ => self.name_only(),
        }
    }

    /// A name or keyword, whatever it means elsewhere.
    pub(super) fn name_only(&mut self) -> Parsed<Expr<'t>> {
        let word = self.word();
        let span = self.bump();
        self.expr(span, 0, ExprKind::Name(word))
    }

    fn lambda(&mut self, start: Span, parameters: Vec<Name<'t>>) -> Parsed<Expr<'t>> {
        self.expect(TokenKind::Arrow)?;
        self.skip_lines();
        let above = std::mem::take(&mut self.tallest);
        let body = if self.is(TokenKind::OpenBrace) {
            self.braces()?
        } else {
            let from = self.here();
            let value = self.deeper(|parser| parser.assignment(false))?;
            let span = self.since(from);
            let item = super::super::tree::Item {
                span,
                kind: super::super::tree::ItemKind::Expression(value),
            };
            Body {
                span,
                items: vec![item],
            }
        };
        let depth = self.tallest;
        self.tallest = above.max(depth);
        let span = self.since(start);
        self.expr(
            span,
            depth,
            ExprKind::Closure(Closure {
                parameters,
                arrow: true,
                body,
            }),
        )
    }

    /// `{ … }` as a value.
    pub(super) fn closure(&mut self) -> Parsed<Expr<'t>> {
        let open = self.expect(TokenKind::OpenBrace)?;
        let above = std::mem::take(&mut self.tallest);
        let arrow = self.arrow();
        let mut parameters = Vec::new();
        if let Some(arrow) = arrow {
            while self.at < arrow {
                let name = self.is(TokenKind::Name).then(|| self.word());
                let span = self.bump();
                let is_last = matches!(
                    self.kind(),
                    Some(TokenKind::Comma | TokenKind::Arrow | TokenKind::Assign)
                );
                if let Some(text) = name
                    && is_last
                {
                    parameters.push(Name {
                        span,
                        text: text.into(),
                        quoted: false,
                    });
                }
            }
            self.bump();
        }
        let items = self.within(false, |parser| Ok(parser.items()))?;
        self.close(TokenKind::CloseBrace, open)?;
        let span = self.since(open);
        let body = Body { span, items };
        let depth = self.tallest;
        self.tallest = above.max(depth);
        let closure = Closure {
            parameters,
            arrow: arrow.is_some(),
            body,
        };
        self.expr(span, depth, ExprKind::Closure(closure))
    }

    /// Where the arrow is, if this is a closure with parameters.
    fn arrow(&self) -> Option<usize> {
        let mut after_name = false;
        for (offset, token) in self.tokens.get(self.at..)?.iter().enumerate().take(200) {
            match token.kind {
                TokenKind::Arrow => return Some(self.at + offset),
                TokenKind::LineBreak if after_name => return None,
                TokenKind::Name | TokenKind::Number | TokenKind::CloseBracket => after_name = true,
                TokenKind::Comma => after_name = false,
                TokenKind::Operator if matches!(token.span.of(self.text), "<" | ">") => {}
                TokenKind::LineBreak
                | TokenKind::Dot
                | TokenKind::Assign
                | TokenKind::OpenBracket
                | TokenKind::Quote(_)
                | TokenKind::Text
                | TokenKind::EndQuote => {}
                kind if kind.is_trivia() => {}
                _ => return None,
            }
        }
        None
    }

    /// `(x)`, `(Type) x` or `(x, y) -> …`.
    fn paren(&mut self) -> Parsed<Expr<'t>> {
        let open = self.here();
        if let Some(parameters) = self.lambda_parameters() {
            return self.lambda(open, parameters);
        }
        self.bump();
        let inner = self.within(true, |parser| {
            parser.skip_lines();
            let mut inner = vec![parser.assignment(false)?];
            parser.skip_lines();
            while parser.accept(TokenKind::Comma).is_some() {
                parser.skip_lines();
                inner.push(parser.assignment(false)?);
                parser.skip_lines();
            }
            Ok(inner)
        })?;
        self.close(TokenKind::CloseParen, open)?;
        let span = self.since(open);
        let depth = inner.iter().map(|expr| expr.depth).max().unwrap_or(0);
        if inner.len() > 1 {
            // `(a, b) = [1, 2]`
            return self.expr(span, depth, ExprKind::List(inner));
        }
        let Some(value) = inner.into_iter().next() else {
            return Err(self.fail_at(ProblemKind::Unexpected, span));
        };
        let is_type = match &value.kind {
            ExprKind::Name(name) => is_primitive(name) || name.starts_with(char::is_uppercase),
            _ => false,
        };
        let is_operand = matches!(
            self.kind(),
            Some(TokenKind::Name | TokenKind::Number | TokenKind::Quote(_) | TokenKind::OpenParen)
        ) && !matches!(self.word(), "in" | "as" | "instanceof");
        if is_type && is_operand {
            let operand = self.deeper(|parser| parser.ternary(false))?;
            let depth = operand.depth;
            let span = self.since(open);
            return self.expr(span, depth, ExprKind::Cast(value.span, Box::new(operand)));
        }
        self.expr(span, depth, ExprKind::Paren(Box::new(value)))
    }

    fn lambda_parameters(&mut self) -> Option<Vec<Name<'t>>> {
        let rest = self.tokens.get(self.at..)?;
        let close = rest
            .iter()
            .take(50)
            .position(|token| token.kind == TokenKind::CloseParen)?;
        let arrow = rest
            .get(close + 1..)?
            .iter()
            .find(|token| !token.kind.is_trivia())?;
        if arrow.kind != TokenKind::Arrow {
            return None;
        }
        let end = self.at + close;
        let mut parameters = Vec::new();
        while self.at <= end {
            if self.is(TokenKind::Name) {
                let text = self.word().into();
                let span = self.here();
                parameters.push(Name {
                    span,
                    text,
                    quoted: false,
                });
            }
            self.bump();
        }
        Some(parameters)
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
            let start = self.here();
            let is_spread = self.is(TokenKind::Operator) && self.word() == "*";
            if is_spread {
                self.bump();
            }
            let key = if is_spread && self.is(TokenKind::Colon) {
                self.expr(start, 0, ExprKind::Name("*"))?
            } else if self.is(TokenKind::Name) && self.kind_after(1) == Some(TokenKind::Colon) {
                self.name_only()?
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
        let open = self.bump_in_string();
        let mut parts = Vec::new();
        let mut depth = 0;
        loop {
            match self.kind() {
                Some(TokenKind::Text) => parts.push(TextPart::Chunk(self.bump_in_string())),
                Some(TokenKind::Variable) => parts.push(TextPart::Variable(self.bump_in_string())),
                Some(TokenKind::Unknown) => {
                    self.bump_in_string();
                }
                Some(TokenKind::OpenInterpolation) => {
                    let start = self.bump();
                    let inner = self.within(true, Self::interpolated)?;
                    depth = depth.max(inner.as_ref().map_or(0, |inner| inner.depth));
                    if !self.is(TokenKind::CloseInterpolation) {
                        return Err(self.fail_at(ProblemKind::NeverClosed, start));
                    }
                    self.bump_in_string();
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

    fn interpolated(&mut self) -> Parsed<Option<Expr<'t>>> {
        self.skip_lines();
        if self.is(TokenKind::CloseInterpolation) {
            return Ok(None);
        }
        if self.is(TokenKind::Arrow) {
            let start = self.here();
            return self.lambda(start, Vec::new()).map(Some);
        }
        let value = self.assignment(false)?;
        self.skip_lines();
        Ok(Some(value))
    }

    /// Takes a token in a string, where blanks are text.
    fn bump_in_string(&mut self) -> Span {
        let span = self.here();
        self.last_end = span.end;
        self.at += 1;
        span
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
