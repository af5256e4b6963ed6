//! What may follow a value: `.name`, `[…]`, `(…)`, `{ … }`, `++`.

use super::super::token::TokenKind;
use super::super::tree::{Argument, ArgumentStyle, Expr, ExprKind, Name, ProblemKind};
use super::{Parsed, Parser};

impl<'t> Parser<'t, '_> {
    /// Whether something is next that may belong to the value before it.
    pub(super) fn has_postfix(&self, is_head: bool) -> bool {
        match self.kind {
            Some(
                TokenKind::Dot
                | TokenKind::OtherDot
                | TokenKind::OpenParen
                | TokenKind::OpenBracket
                | TokenKind::OpenBrace
                | TokenKind::Operator,
            ) => true,
            Some(TokenKind::LineBreak) => match self.past_kind {
                Some(TokenKind::Dot | TokenKind::OtherDot) => true,
                Some(TokenKind::OpenBrace) => is_head,
                _ => false,
            },
            _ => false,
        }
    }

    pub(super) fn postfix(&mut self, value: Expr<'t>, is_head: bool) -> Parsed<Expr<'t>> {
        let mut value = value;
        loop {
            let start = value.span;
            let next = self.past_kind;
            value = match self.kind {
                Some(TokenKind::Dot | TokenKind::OtherDot) => self.property(value)?,
                Some(TokenKind::LineBreak)
                    if matches!(next, Some(TokenKind::Dot | TokenKind::OtherDot)) =>
                {
                    self.skip_lines();
                    self.property(value)?
                }
                Some(TokenKind::OpenParen) => {
                    let arguments = self.arguments()?;
                    if self.is(TokenKind::OpenBrace) {
                        self.trailing(value, arguments)?
                    } else {
                        let deepest = arguments.iter().map(|argument| argument.value.depth).max();
                        let depth = value.depth.max(deepest.unwrap_or(0));
                        let span = self.since(start);
                        self.expr(span, depth, ExprKind::Call(Box::new(value), arguments))?
                    }
                }
                Some(TokenKind::OpenBracket) if self.is_index(&value) => self.index(value)?,
                Some(TokenKind::OpenBrace) if takes_closure(&value) => {
                    self.trailing(value, Vec::new())?
                }
                Some(TokenKind::LineBreak)
                    if is_head && next == Some(TokenKind::OpenBrace) && takes_closure(&value) =>
                {
                    self.skip_lines();
                    self.trailing(value, Vec::new())?
                }
                Some(TokenKind::Operator) if matches!(self.word(), "++" | "--") => {
                    let operator = self.bump();
                    let depth = value.depth;
                    let span = self.since(start);
                    self.expr(span, depth, ExprKind::Unary(operator, Box::new(value)))?
                }
                _ => return Ok(value),
            };
        }
    }

    /// A list after a space is an argument: `println [1]`; an index touches its list.
    pub(super) fn is_index(&self, value: &Expr<'t>) -> bool {
        value.span.end == self.here.start || !super::items::is_callable(value)
    }

    pub(super) fn index(&mut self, target: Expr<'t>) -> Parsed<Expr<'t>> {
        let open = self.bump();
        let (indices, depth) = self.within(true, |parser| {
            let mut indices = Vec::new();
            let mut depth = target.depth;
            parser.skip_lines();
            while !parser.is(TokenKind::CloseBracket) {
                let index = parser.assignment(false)?;
                depth = depth.max(index.depth);
                indices.push(index);
                parser.skip_lines();
                if parser.accept(TokenKind::Comma).is_none() {
                    break;
                }
                parser.skip_lines();
            }
            Ok((indices, depth))
        })?;
        self.close(TokenKind::CloseBracket, open)?;
        let span = self.since(target.span);
        self.expr(span, depth, ExprKind::Index(Box::new(target), indices))
    }

    pub(super) fn property(&mut self, target: Expr<'t>) -> Parsed<Expr<'t>> {
        let dot = self.bump();
        self.skip_lines();
        let mut depth = target.depth;
        let name = match self.kind {
            Some(TokenKind::Name) => self.simple_name()?,
            Some(TokenKind::Quote(_)) => {
                let text = self.primary()?;
                depth = depth.max(text.depth);
                super::literals::as_name(self.text, &text).unwrap_or(Name {
                    span: text.span,
                    text: "".into(),
                    quoted: true,
                })
            }
            Some(TokenKind::OpenParen) => {
                let inner = self.primary()?;
                Name {
                    span: inner.span,
                    text: "".into(),
                    quoted: true,
                }
            }
            _ => return Err(self.fail(ProblemKind::Unexpected)),
        };
        let span = self.since(target.span);
        let kind = ExprKind::Property(Box::new(target), dot, Box::new(name));
        self.expr(span, depth, kind)
    }

    /// `( … )` after what is called.
    pub(super) fn arguments(&mut self) -> Parsed<Vec<Argument<'t>>> {
        let open = self.expect(TokenKind::OpenParen)?;
        let arguments = self.within(true, |parser| {
            let mut arguments = Vec::new();
            parser.skip_lines();
            while !parser.is(TokenKind::CloseParen) {
                if arguments.is_empty() {
                    // Mostly there is one.
                    arguments.reserve_exact(1);
                }
                arguments.push(parser.argument(ArgumentStyle::Bracketed)?);
                parser.skip_lines();
                if parser.accept(TokenKind::Comma).is_none() {
                    break;
                }
                parser.skip_lines();
            }
            Ok(arguments)
        })?;
        self.close(TokenKind::CloseParen, open)?;
        Ok(arguments)
    }

    /// One argument, with its name if it has one.
    pub(super) fn argument(&mut self, style: ArgumentStyle) -> Parsed<Argument<'t>> {
        if self.is(TokenKind::Operator) && self.word() == "*" {
            self.bump();
            self.accept(TokenKind::Colon);
        }
        let value = if self.is(TokenKind::Name) && self.kind_after() == Some(TokenKind::Colon) {
            self.name_only()
        } else {
            self.assignment(false)?
        };
        if self.accept(TokenKind::Colon).is_none() {
            return Ok(Argument {
                name: None,
                value,
                style,
            });
        }
        self.skip_lines();
        let name = Some(Box::new(value));
        let value = self.assignment(false)?;
        Ok(Argument { name, value, style })
    }

    /// A closure as an argument after the others.
    pub(super) fn trailing(
        &mut self,
        target: Expr<'t>,
        arguments: Vec<Argument<'t>>,
    ) -> Parsed<Expr<'t>> {
        let closure = self.closure()?;
        self.call_with(target, arguments, closure)
    }

    /// A call with a closure that has been read.
    pub(super) fn call_with(
        &mut self,
        target: Expr<'t>,
        mut arguments: Vec<Argument<'t>>,
        closure: Expr<'t>,
    ) -> Parsed<Expr<'t>> {
        let depth = target.depth.max(closure.depth);
        let deepest = arguments.iter().map(|argument| argument.value.depth).max();
        arguments.reserve_exact(1);
        arguments.push(Argument {
            name: None,
            value: closure,
            style: ArgumentStyle::Trailing,
        });
        let span = self.since(target.span);
        self.expr(
            span,
            depth.max(deepest.unwrap_or(0)),
            ExprKind::Call(Box::new(target), arguments),
        )
    }
}

/// Whether a closure may follow: `name { }`, `'name' { }`, `a.b { }`, `f(x) { }`.
fn takes_closure(value: &Expr<'_>) -> bool {
    matches!(
        value.kind,
        ExprKind::Name(_) | ExprKind::Property(..) | ExprKind::Call(..) | ExprKind::Text(..)
    )
}
