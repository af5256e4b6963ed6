//! Expressions: operators by precedence, what may follow a value, and values that stand for
//! themselves: names, strings, lists, maps, closures.

use std::borrow::Cow;

use super::{Parsed, TreeParser};
use crate::capacity::push_to_short;
use crate::token::{Quote, Span, TokenKind};
use crate::tree::{
    Argument, ArgumentStyle, Binary, Body, Closure, Entry, Expr, ExprKind, Name, ProblemKind,
    Property, Ternary, TextPart,
};
use crate::value::unescape;

impl<'t> TreeParser<'t, '_> {
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
        if !self.in_brackets && self.is_command(&value) {
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
            let binary = Binary {
                left: condition,
                operator,
                right: other,
            };
            return self.expr(span, depth, ExprKind::Binary(Box::new(binary)));
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
        let ternary = Ternary {
            condition,
            then,
            otherwise: other,
        };
        self.expr(span, depth, ExprKind::Ternary(Box::new(ternary)))
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
            let binary = Binary {
                left,
                operator,
                right,
            };
            left = self.expr(span, depth, ExprKind::Binary(Box::new(binary)))?;
        }
        Ok(left)
    }

    /// The binary operator that comes next, also on the next line where that goes on.
    fn operator(&self) -> Option<(usize, Span, u8)> {
        let crosses = self.is(TokenKind::LineBreak);
        let place = self.past_lines;
        let token = self.tokens.get(place)?;
        let text = token.span().of(self.text);
        let (span, strength) = match token.kind {
            TokenKind::Operator if text == "!" => {
                let next = self.tokens.get(place + 1)?;
                match next.span().of(self.text) {
                    "in" | "instanceof" => (token.span().to(next.span()), 8),
                    _ => return None,
                }
            }
            TokenKind::Operator => (token.span(), strength(text)?),
            TokenKind::Name if matches!(text, "in" | "as" | "instanceof") => (token.span(), 8),
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
        "<<" | ">>" | ">>>" | ".." | "..<" | "<.." | "<..<" => 9,
        "+" | "-" => 10,
        "*" | "/" | "%" => 11,
        "**" => 12,
        _ => return None,
    })
}

impl<'t> TreeParser<'t, '_> {
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
        value.span.end == self.here.start || !is_callable(value)
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
                push_to_short(&mut indices, index);
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
                as_name(self.text, &text).unwrap_or(Name {
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
        let kind = ExprKind::Property(Box::new(Property { target, dot, name }));
        self.expr(span, depth, kind)
    }

    /// `( … )` after what is called.
    pub(super) fn arguments(&mut self) -> Parsed<Vec<Argument<'t>>> {
        let open = self.expect(TokenKind::OpenParen)?;
        let arguments = self.within(true, |parser| {
            let mut arguments = Vec::new();
            parser.skip_lines();
            while !parser.is(TokenKind::CloseParen) {
                push_to_short(&mut arguments, parser.argument(ArgumentStyle::Bracketed)?);
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

impl<'t> TreeParser<'t, '_> {
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
            TokenKind::OpenBrace => self.code(Self::closure),
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
                Some(TokenKind::Text) => {
                    push_to_short(&mut parts, TextPart::Chunk(self.bump()));
                }
                Some(TokenKind::Variable) => {
                    push_to_short(&mut parts, TextPart::Variable(self.bump()));
                }
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
                    push_to_short(&mut parts, TextPart::Code(self.since(start), inner));
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

impl<'t> TreeParser<'t, '_> {
    /// Whether what follows is an argument of the expression before it, without brackets.
    ///
    /// In code Groovy takes it for one of anything but an operation: `24h` is a call of 24. In a
    /// configuration nothing but a name can be meant to be called.
    pub(super) fn is_command(&self, head: &Expr<'t>) -> bool {
        self.starts_argument()
            && (is_callable(head)
                || self.in_code
                    && !matches!(
                        head.kind,
                        ExprKind::Binary(_)
                            | ExprKind::Ternary(_)
                            | ExprKind::Assign(..)
                            | ExprKind::Closure(_)
                    ))
    }
}

/// Whether a call stands there with its arguments in brackets or a closure, so that only a name
/// can follow it: `f(x) y` is `f(x).y`.
pub(super) fn is_called(head: &Expr<'_>) -> bool {
    matches!(&head.kind, ExprKind::Call(_, arguments)
        if arguments.iter().all(|argument| argument.style != ArgumentStyle::Bare))
}

/// Whether something after a space can be its argument.
pub(super) fn is_callable(head: &Expr<'_>) -> bool {
    matches!(head.kind, ExprKind::Name(_) | ExprKind::Property(..))
}

/// Names of Java's primitive types.
pub(super) fn is_primitive(word: &str) -> bool {
    matches!(
        word,
        "boolean" | "byte" | "char" | "short" | "int" | "long" | "float" | "double" | "void"
    )
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

impl<'t> TreeParser<'t, '_> {
    pub(super) fn lambda(&mut self, start: Span, parameters: Vec<Name<'t>>) -> Parsed<Expr<'t>> {
        self.expect(TokenKind::Arrow)?;
        self.skip_lines();
        let above = std::mem::take(&mut self.tallest);
        let body = if self.is(TokenKind::OpenBrace) {
            self.code(Self::braces)?
        } else {
            let from = self.here;
            let value = self.deeper(|parser| parser.assignment(false))?;
            let span = self.since(from);
            let item = crate::tree::Item {
                span,
                kind: crate::tree::ItemKind::Expression(value),
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
                    let name = Name {
                        span,
                        text: text.into(),
                        quoted: false,
                    };
                    push_to_short(&mut parameters, name);
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
                TokenKind::Operator if matches!(token.span().of(self.text), "<" | ">") => {}
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
        if self.is_generic_in_brackets() {
            self.bump();
            let start = self.here;
            while !matches!(self.kind, None | Some(TokenKind::CloseParen)) {
                self.bump();
            }
            let type_name = self.since(start);
            self.close(TokenKind::CloseParen, open)?;
            return self.cast(open, type_name);
        }
        self.bump();
        let inner = self.within(true, |parser| {
            parser.skip_lines();
            let start = parser.here;
            let mut first = parser.assignment(false)?;
            parser.skip_lines();
            // Groovy takes words behind it for arguments, as in a statement.
            if parser.is(TokenKind::Name) && parser.starts_argument() {
                first = parser.bare_call(start, first)?;
                parser.skip_lines();
            }
            let mut inner = vec![first];
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
            return self.cast(open, value.span);
        }
        self.expr(span, depth, ExprKind::Paren(Box::new(value)))
    }

    /// What a type in brackets before it makes of a value. It binds like a sign.
    fn cast(&mut self, open: Span, type_name: Span) -> Parsed<Expr<'t>> {
        let operand = self.deeper(|parser| parser.unary(false))?;
        let depth = operand.depth;
        let span = self.since(open);
        self.expr(span, depth, ExprKind::Cast(type_name, Box::new(operand)))
    }

    /// Whether a type with types of its own stands in brackets: `(List<String>)`.
    fn is_generic_in_brackets(&self) -> bool {
        let rest = self.tokens.get(self.at + 1..).unwrap_or_default();
        let mut rest = rest.iter().filter(|token| !token.kind.is_trivia());
        let is_type = rest.next().is_some_and(|token| {
            token.kind == TokenKind::Name
                && token.span().of(self.text).starts_with(char::is_uppercase)
        });
        if !is_type || rest.next().is_none_or(|it| it.span().of(self.text) != "<") {
            return false;
        }
        let mut is_closed = false;
        for token in rest {
            match (token.kind, token.span().of(self.text)) {
                (TokenKind::CloseParen, _) => return is_closed,
                (TokenKind::Operator, ">" | ">>" | ">>>") => is_closed = true,
                (TokenKind::Name | TokenKind::Comma | TokenKind::Dot | TokenKind::Question, _)
                | (TokenKind::Operator, "<") => is_closed = false,
                _ => return false,
            }
        }
        false
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
                let name = Name {
                    span,
                    text,
                    quoted: false,
                };
                push_to_short(&mut parameters, name);
            }
            self.bump();
        }
        Some(parameters)
    }
}
