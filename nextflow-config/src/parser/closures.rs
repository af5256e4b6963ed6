//! Closures, lambdas and what else may start with a bracket.

use super::super::token::{Span, TokenKind};
use super::super::tree::{Body, Closure, Expr, ExprKind, Name, ProblemKind};
use super::statements::is_primitive;
use super::{Parsed, Parser};

impl<'t> Parser<'t, '_> {
    pub(super) fn lambda(&mut self, start: Span, parameters: Vec<Name<'t>>) -> Parsed<Expr<'t>> {
        self.expect(TokenKind::Arrow)?;
        self.skip_lines();
        let above = std::mem::take(&mut self.tallest);
        let body = if self.is(TokenKind::OpenBrace) {
            self.braces()?
        } else {
            let from = self.here;
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
            ExprKind::Closure(Box::new(Closure {
                parameters,
                arrow: true,
                body,
            })),
        )
    }

    /// `{ … }` as a value.
    pub(super) fn closure(&mut self) -> Parsed<Expr<'t>> {
        let open = self.here;
        let (closure, depth) = self.closure_and_depth()?;
        let span = self.since(open);
        self.expr(span, depth, ExprKind::Closure(Box::new(closure)))
    }

    /// `{ … }` and how deep the expressions in it are.
    pub(super) fn closure_and_depth(&mut self) -> Parsed<(Closure<'t>, u32)> {
        let open = self.expect(TokenKind::OpenBrace)?;
        let above = std::mem::take(&mut self.tallest);
        let arrow = self.arrow();
        let mut parameters = Vec::new();
        if let Some(arrow) = arrow {
            while self.at < arrow {
                let name = self.is(TokenKind::Name).then(|| self.word());
                let span = self.bump();
                let is_last = matches!(
                    self.kind,
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
        Ok((closure, depth))
    }

    /// Where the arrow is, if this is a closure with parameters.
    pub(super) fn arrow(&mut self) -> Option<usize> {
        if !self.is_arrow_near(200) {
            return None;
        }
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
    pub(super) fn paren(&mut self) -> Parsed<Expr<'t>> {
        let open = self.here;
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
            self.kind,
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

    pub(super) fn lambda_parameters(&mut self) -> Option<Vec<Name<'t>>> {
        if !self.is_arrow_near(99) {
            return None;
        }
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
                let span = self.here;
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
}
