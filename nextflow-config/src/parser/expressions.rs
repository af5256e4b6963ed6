//! Expressions: operators by precedence, then what may follow a value.

use super::super::token::{Span, TokenKind};
use super::super::tree::{Expr, ExprKind};
use super::{Parsed, Parser};

impl<'t> Parser<'t, '_> {
    /// An expression, assignments included. At the head of a statement a brace on the next
    /// line belongs to the name before it.
    pub(super) fn assignment(&mut self, is_head: bool) -> Parsed<Expr<'t>> {
        self.deeper(|parser| {
            let start = parser.here;
            let value = parser.unary(is_head)?;
            if parser.goes_on() {
                parser.assignment_after(start, value)
            } else {
                Ok(value)
            }
        })
    }

    /// What follows the first value of an expression that may be an assignment.
    pub(super) fn assignment_after(&mut self, start: Span, value: Expr<'t>) -> Parsed<Expr<'t>> {
        let target = self.ternary_after(start, value)?;
        if !matches!(
            self.past_kind,
            Some(TokenKind::Assign | TokenKind::OtherAssign)
        ) {
            return Ok(target);
        }
        self.skip_lines();
        let operator = self.bump();
        let value = self.assigned()?;
        let depth = target.depth.max(value.depth);
        let span = self.since(start);
        self.expr(
            span,
            depth,
            ExprKind::Assign(Box::new(target), operator, Box::new(value)),
        )
    }

    /// What stands after an equals sign.
    pub(super) fn assigned(&mut self) -> Parsed<Expr<'t>> {
        self.skip_lines();
        let value = self.assignment(false)?;
        if !self.in_brackets && self.starts_argument() && super::items::is_callable(&value) {
            return self.bare_call(value.span, value);
        }
        Ok(value)
    }

    /// Whether an operator, a question mark or an equals sign is next, also on the next line.
    /// Mostly it is not, and then nothing else has to be asked.
    pub(super) fn goes_on(&self) -> bool {
        match self.past_kind {
            Some(
                TokenKind::Operator
                | TokenKind::Question
                | TokenKind::Assign
                | TokenKind::OtherAssign,
            ) => true,
            Some(TokenKind::Name) => matches!(self.word_past_lines(), "in" | "as" | "instanceof"),
            _ => false,
        }
    }

    /// An expression without assignments.
    pub(super) fn ternary(&mut self, is_head: bool) -> Parsed<Expr<'t>> {
        let start = self.here;
        let value = self.unary(is_head)?;
        self.ternary_after(start, value)
    }

    fn ternary_after(&mut self, start: Span, value: Expr<'t>) -> Parsed<Expr<'t>> {
        let condition = self.binary_after(start, value, 1)?;
        if self.past_kind == Some(TokenKind::Operator) && self.word_past_lines() == "?:" {
            self.skip_lines();
            let operator = self.bump();
            self.skip_lines();
            let other = self.deeper(|parser| parser.ternary(false))?;
            let depth = condition.depth.max(other.depth);
            let span = self.since(start);
            return self.expr(
                span,
                depth,
                ExprKind::Binary(Box::new(condition), operator, Box::new(other)),
            );
        }
        if self.past_kind != Some(TokenKind::Question) {
            return Ok(condition);
        }
        self.skip_lines();
        self.bump();
        self.skip_lines();
        let then = self.deeper(|parser| parser.assignment(false))?;
        self.skip_lines();
        self.expect(TokenKind::Colon)?;
        self.skip_lines();
        let other = self.deeper(|parser| parser.assignment(false))?;
        let depth = condition.depth.max(then.depth).max(other.depth);
        let span = self.since(start);
        self.expr(
            span,
            depth,
            ExprKind::Ternary(Box::new(condition), Box::new(then), Box::new(other)),
        )
    }

    fn binary(&mut self, least: u8) -> Parsed<Expr<'t>> {
        let start = self.here;
        let value = self.unary(false)?;
        self.binary_after(start, value, least)
    }

    fn binary_after(&mut self, start: Span, value: Expr<'t>, least: u8) -> Parsed<Expr<'t>> {
        let mut left = value;
        while let Some((place, operator, strength)) = self.operator() {
            if strength < least {
                break;
            }
            self.go_to(place);
            self.bump();
            if operator.end > self.last_end {
                self.bump();
            }
            let depth = left.depth;
            if matches!(operator.of(self.text), "as" | "instanceof" | "!instanceof") {
                self.skip_lines();
                let type_name = self.type_name()?;
                let span = self.since(start);
                let kind = if operator.of(self.text) == "as" {
                    ExprKind::As(Box::new(left), type_name)
                } else {
                    ExprKind::Unary(operator, Box::new(left))
                };
                left = self.expr(span, depth, kind)?;
                continue;
            }
            self.skip_lines();
            let right = self.deeper(|parser| parser.binary(strength + 1))?;
            let span = self.since(start);
            let depth = depth.max(right.depth);
            left = self.expr(
                span,
                depth,
                ExprKind::Binary(Box::new(left), operator, Box::new(right)),
            )?;
        }
        Ok(left)
    }

    /// The binary operator that comes next, also on the next line where that goes on.
    fn operator(&self) -> Option<(usize, Span, u8)> {
        let crosses = self.is(TokenKind::LineBreak);
        let place = self.past_lines;
        let token = self.tokens.get(place)?;
        let text = token.span.of(self.text);
        let (span, strength) = match token.kind {
            TokenKind::Operator if text == "!" => {
                let next = self.tokens.get(place + 1)?;
                match next.span.of(self.text) {
                    "in" | "instanceof" => (token.span.to(next.span), 8),
                    _ => return None,
                }
            }
            TokenKind::Operator => (token.span, strength(text)?),
            TokenKind::Name if matches!(text, "in" | "as" | "instanceof") => (token.span, 8),
            _ => return None,
        };
        if crosses && !self.in_brackets && matches!(text, "+" | "-") {
            return None;
        }
        Some((place, span, strength))
    }

    fn unary(&mut self, is_head: bool) -> Parsed<Expr<'t>> {
        let start = self.here;
        let is_prefix = self.is(TokenKind::Operator)
            && matches!(self.word(), "!" | "-" | "+" | "~" | "++" | "--");
        if is_prefix {
            let operator = self.bump();
            self.skip_lines();
            let operand = self.deeper(|parser| parser.unary(false))?;
            let span = self.since(start);
            let depth = operand.depth;
            return self.expr(span, depth, ExprKind::Unary(operator, Box::new(operand)));
        }
        let value = self.primary()?;
        if self.has_postfix(is_head) {
            self.postfix(value, is_head)
        } else {
            Ok(value)
        }
    }

    /// A type, as after `as`.
    pub(super) fn type_name(&mut self) -> Parsed<Span> {
        let start = self.here;
        self.simple_name()?;
        while self.is(TokenKind::Dot) {
            self.bump();
            self.simple_name()?;
        }
        if self.is(TokenKind::Operator) && self.word() == "<" {
            while !matches!(self.kind, None | Some(TokenKind::LineBreak)) {
                let is_last = self.word().ends_with('>');
                self.bump();
                if is_last {
                    break;
                }
            }
        }
        while self.is(TokenKind::OpenBracket) && self.kind_after() == Some(TokenKind::CloseBracket)
        {
            self.bump();
            self.bump();
        }
        Ok(self.since(start))
    }
}

/// How tightly a binary operator binds. Conditional ones are not among them.
fn strength(operator: &str) -> Option<u8> {
    Some(match operator {
        "||" => 1,
        "&&" => 2,
        "|" => 3,
        "^" => 4,
        "&" => 5,
        "=~" | "==~" => 6,
        "==" | "!=" | "<=>" | "===" | "!==" => 7,
        "<" | "<=" | ">" | ">=" => 8,
        "<<" | ">>" | ">>>" | ".." | "..<" => 9,
        "+" | "-" => 10,
        "*" | "/" | "%" => 11,
        "**" => 12,
        _ => return None,
    })
}
