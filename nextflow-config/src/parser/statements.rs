//! Statements: those of a configuration (blocks, selectors, includes, labels), those that are
//! code, which only the legacy parser takes, and how they are told apart.

use super::expressions::{as_name, is_called, is_primitive};
use super::settings::Common;
use super::{Parsed, TreeParser};
use crate::capacity::{push_to_short, reserve_for_rest};
use crate::token::{Span, TokenKind};
use crate::tree::{
    ArgumentStyle, Assignment, Block, Body, Case, Closure, Expr, ExprKind, Item, ItemKind, Name,
    ProblemKind, Property,
};

impl<'t> TreeParser<'t, '_> {
    /// Everything up to the end of the text.
    pub(super) fn document(&mut self) -> Vec<Item<'t>> {
        loop {
            self.read_items();
            if self.kind.is_none() {
                let mut items = std::mem::take(&mut self.open_items);
                // Where most statements are in blocks, there was room for more.
                if items.len() < items.capacity() / 2 {
                    items.shrink_to_fit();
                }
                return items;
            }
            self.fail(ProblemKind::NothingToClose);
            self.bump();
        }
    }

    /// Statements up to a bracket that closes what is around, or the end.
    pub(super) fn items(&mut self) -> Vec<Item<'t>> {
        let first = self.open_items.len();
        self.read_items();
        self.open_items.drain(first..).collect()
    }

    /// Adds them to the statements of the bodies that are being read.
    fn read_items(&mut self) {
        loop {
            while matches!(self.kind, Some(TokenKind::LineBreak | TokenKind::Semicolon)) {
                self.go_to(self.past_lines.max(self.at + 1));
            }
            if self.is_end() {
                return;
            }
            let item = self.item();
            reserve_for_rest(&mut self.open_items, self.last_end, self.text.len());
            self.open_items.push(item);
            let is_separated = self.is_end()
                || matches!(self.kind, Some(TokenKind::LineBreak | TokenKind::Semicolon));
            if !is_separated {
                self.fail(ProblemKind::NotSeparated);
            }
        }
    }

    fn is_end(&self) -> bool {
        matches!(
            self.kind,
            None | Some(
                TokenKind::CloseBrace
                    | TokenKind::CloseParen
                    | TokenKind::CloseBracket
                    | TokenKind::CloseInterpolation
            )
        ) || matches!(self.kind, Some(TokenKind::Name))
            && matches!(self.word(), "case" | "default")
            && self.in_switch()
    }

    /// Whether a case follows, which ends the one before.
    fn in_switch(&self) -> bool {
        let next = self.kind_after();
        if self.is_word("default") {
            next == Some(TokenKind::Colon)
        } else {
            !matches!(next, None | Some(TokenKind::Assign | TokenKind::Dot))
        }
    }

    /// One statement, readable or not.
    pub(super) fn item(&mut self) -> Item<'t> {
        let start = self.here;
        let before = self.at;
        let kind = if let Ok(kind) = self.deeper(Self::statement) {
            kind
        } else {
            self.skip_statement();
            ItemKind::Unreadable
        };
        if self.at == before {
            // Whatever it is, the next statement cannot start with it as well.
            self.bump();
        }
        Item {
            span: self.since(start),
            kind,
        }
    }

    /// `name: …`, with the name already known to be followed by a colon.
    pub(super) fn label(&mut self) -> Parsed<ItemKind<'t>> {
        let name = self.simple_name()?;
        self.expect(TokenKind::Colon)?;
        let is_selector = matches!(&*name.text, "withName" | "withLabel") && !name.quoted;
        self.skip_lines();
        if self.is_end() || self.is(TokenKind::Semicolon) {
            return Ok(ItemKind::Label(name, None));
        }
        let item = self.item();
        Ok(match item.kind {
            ItemKind::Block(block) if is_selector => ItemKind::Selector(Box::new(name), block),
            _ => ItemKind::Label(name, Some(Box::new(item))),
        })
    }

    /// A statement that starts with an expression.
    pub(super) fn expression_statement(&mut self) -> Parsed<ItemKind<'t>> {
        let start = self.here;
        let head = match self.common_statement()? {
            Some(Common::Whole(item)) => return Ok(item),
            Some(Common::Start(head)) => head,
            None => self.assignment(true)?,
        };
        if self.is_command(&head) {
            let call = self.bare_call(start, head)?;
            return Ok(ItemKind::Expression(call));
        }
        Ok(classify(self.text, head))
    }

    /// `name argument, argument`, and words that go on after that: `a b c d` is `a(b).c(d)`.
    pub(super) fn bare_call(&mut self, start: Span, target: Expr<'t>) -> Parsed<Expr<'t>> {
        let mut call = if is_called(&target) {
            target
        } else {
            self.bare_call_of(start, target)?
        };
        while self.goes_on_with_name() {
            let no_dot = Span {
                start: self.here.start,
                end: self.here.start,
            };
            let depth = call.depth;
            let name = if self.is(TokenKind::Name) {
                self.simple_name()?
            } else {
                let value = self.primary()?;
                as_name(self.text, &value).unwrap_or(Name {
                    span: value.span,
                    text: "".into(),
                    quoted: true,
                })
            };
            let property = ExprKind::Property(Box::new(Property {
                target: call,
                dot: no_dot,
                name,
            }));
            let property = self.expr(self.since(start), depth, property)?;
            call = self.postfix(property, true)?;
            if self.starts_argument() && !is_called(&call) {
                call = self.bare_call_of(start, call)?;
            }
        }
        Ok(call)
    }

    /// Whether what follows a call is the name of what comes after it. In code it may be a text or
    /// a number.
    fn goes_on_with_name(&self) -> bool {
        self.starts_argument()
            && (self.is(TokenKind::Name) || self.in_code && !self.is(TokenKind::OpenBracket))
    }

    fn bare_call_of(&mut self, start: Span, target: Expr<'t>) -> Parsed<Expr<'t>> {
        let mut arguments = Vec::new();
        let mut depth = target.depth;
        loop {
            let argument = self.argument(ArgumentStyle::Bare)?;
            depth = depth.max(argument.value.depth);
            push_to_short(&mut arguments, argument);
            if self.accept(TokenKind::Comma).is_none() {
                break;
            }
            self.skip_lines();
        }
        let span = self.since(start);
        self.expr(span, depth, ExprKind::Call(Box::new(target), arguments))
    }

    /// Statements between braces.
    pub(super) fn braces(&mut self) -> Parsed<Body<'t>> {
        let open = self.expect(TokenKind::OpenBrace)?;
        let items = self.within(false, |parser| Ok(parser.items()))?;
        self.close(TokenKind::CloseBrace, open)?;
        Ok(Body {
            span: self.since(open),
            items,
        })
    }

    /// Whether the next token can start an argument that is not in brackets.
    pub(super) fn starts_argument(&self) -> bool {
        match self.kind {
            Some(TokenKind::Name) => !matches!(self.word(), "in" | "as" | "instanceof" | "else"),
            Some(TokenKind::Number | TokenKind::Quote(_) | TokenKind::OpenBracket) => true,
            _ => false,
        }
    }
}

/// The shapes of a configuration among the expressions.
fn classify<'t>(text: &'t str, expr: Expr<'t>) -> ItemKind<'t> {
    match expr.kind {
        ExprKind::Assign(target, operator, value) if operator.end == operator.start + 1 => {
            match path_of(text, &target) {
                Some(path) => ItemKind::Setting(Assignment {
                    path: path.into(),
                    equals: operator,
                    value: *value,
                }),
                None => ItemKind::Expression(Expr {
                    kind: ExprKind::Assign(target, operator, value),
                    ..expr
                }),
            }
        }
        ExprKind::Call(target, mut arguments) => {
            let name = block_name(text, &target);
            let closure = match (arguments.pop(), arguments.is_empty()) {
                (Some(last), true) if last.style == ArgumentStyle::Trailing => last,
                (last, _) => {
                    arguments.extend(last);
                    return ItemKind::Expression(Expr {
                        kind: ExprKind::Call(target, arguments),
                        ..expr
                    });
                }
            };
            match (name, closure.value.kind) {
                (Some(name), ExprKind::Closure(closure)) if !closure.arrow => {
                    ItemKind::Block(Block {
                        name,
                        braces: closure.body.span,
                        items: closure.body.items,
                    })
                }
                (_, kind) => {
                    let value = Expr {
                        kind,
                        ..closure.value
                    };
                    let closure = crate::tree::Argument { value, ..closure };
                    ItemKind::Expression(Expr {
                        kind: ExprKind::Call(target, vec![closure]),
                        ..expr
                    })
                }
            }
        }
        kind => ItemKind::Expression(Expr { kind, ..expr }),
    }
}

fn block_name<'t>(text: &'t str, target: &Expr<'t>) -> Option<Name<'t>> {
    match path_of(text, target)?.as_slice() {
        [name] => Some(name.clone()),
        _ => None,
    }
}

/// The names of `a.'b'.c`, if it is nothing else.
fn path_of<'t>(text: &'t str, target: &Expr<'t>) -> Option<Vec<Name<'t>>> {
    let mut path = match &target.kind {
        ExprKind::Property(it) if it.dot.end == it.dot.start + 1 => path_of(text, &it.target)?,
        _ => Vec::new(),
    };
    path.push(match &target.kind {
        ExprKind::Property(it) if it.dot.end == it.dot.start + 1 => it.name.clone(),
        _ => as_name(text, target)?,
    });
    Some(path)
}

impl<'t> TreeParser<'t, '_> {
    pub(super) fn statement(&mut self) -> Parsed<ItemKind<'t>> {
        if self.is(TokenKind::Operator) && self.word() == "@" {
            return self.annotation();
        }
        if !self.is(TokenKind::Name) {
            return self.expression_statement();
        }
        let follows = self.kind_after();
        match follows {
            Some(TokenKind::Colon) => return self.label(),
            // A keyword in front of one of these is the name of a setting or block.
            Some(TokenKind::Assign | TokenKind::Dot) => return self.expression_statement(),
            _ => {}
        }
        match self.word() {
            "includeConfig" if !matches!(follows, None | Some(TokenKind::LineBreak)) => {
                self.include()
            }
            "if" => self.if_statement(),
            "for" | "while" if follows == Some(TokenKind::OpenParen) => self.loop_statement(),
            "switch" if follows == Some(TokenKind::OpenParen) => self.switch_statement(),
            "try" if follows == Some(TokenKind::OpenBrace) => self.try_statement(),
            "def" | "var" | "final" | "static" if follows != Some(TokenKind::OpenBrace) => {
                self.bump();
                self.declaration()
            }
            "return" | "throw" => {
                self.bump();
                let is_bare = self.is_end_of_statement();
                let value = if is_bare {
                    None
                } else {
                    Some(self.assignment(false)?)
                };
                Ok(ItemKind::Return(value))
            }
            "import" | "package" | "assert" | "break" | "continue" => {
                self.skip_statement();
                Ok(ItemKind::Other)
            }
            "class" | "interface" | "enum" | "trait" if follows == Some(TokenKind::Name) => {
                self.skip_statement();
                Ok(ItemKind::Other)
            }
            _ if self.is_typed() => self.declaration(),
            _ => self.expression_statement(),
        }
    }

    pub(super) fn is_end_of_statement(&self) -> bool {
        matches!(
            self.kind,
            None | Some(TokenKind::LineBreak | TokenKind::Semicolon | TokenKind::CloseBrace)
        )
    }

    fn annotation(&mut self) -> Parsed<ItemKind<'t>> {
        self.bump();
        self.expect(TokenKind::Name)?;
        if self.is(TokenKind::OpenParen) {
            self.arguments()?;
        }
        self.skip_lines();
        if self.is_end_of_statement() {
            return Ok(ItemKind::Other);
        }
        self.deeper(Self::statement)
    }

    fn include(&mut self) -> Parsed<ItemKind<'t>> {
        self.bump();
        Ok(ItemKind::Include(self.assignment(false)?))
    }

    fn if_statement(&mut self) -> Parsed<ItemKind<'t>> {
        self.bump();
        let condition = self.bracketed()?;
        let then = self.body()?;
        let next = self.tokens.get(self.past_lines..).unwrap_or_default();
        let mut next = next.iter().filter(|token| !token.kind.is_trivia());
        let mut is_else = next.next();
        if is_else.is_some_and(|token| token.kind == TokenKind::Semicolon) {
            is_else = next.find(|token| token.kind != TokenKind::LineBreak);
        }
        let mut otherwise = None;
        if is_else.is_some_and(|token| token.span().of(self.text) == "else") {
            self.skip_lines();
            self.accept(TokenKind::Semicolon);
            self.skip_lines();
            self.bump();
            otherwise = Some(self.body()?);
        }
        Ok(ItemKind::If(Box::new(condition), then, otherwise))
    }

    /// `( … )` around one expression.
    pub(super) fn bracketed(&mut self) -> Parsed<Expr<'t>> {
        let open = self.expect(TokenKind::OpenParen)?;
        self.within(true, |parser| {
            parser.skip_lines();
            let value = parser.assignment(false)?;
            parser.skip_lines();
            Ok(value)
        })
        .and_then(|value| self.close(TokenKind::CloseParen, open).map(|_| value))
    }

    /// Statements between braces, or a single one.
    fn body(&mut self) -> Parsed<Body<'t>> {
        self.skip_lines();
        if self.is(TokenKind::OpenBrace) {
            return self.braces();
        }
        let start = self.here;
        let items = vec![self.item()];
        Ok(Body {
            span: self.since(start),
            items,
        })
    }

    fn loop_statement(&mut self) -> Parsed<ItemKind<'t>> {
        let is_for = self.word() == "for";
        self.bump();
        if !is_for {
            let condition = self.bracketed()?;
            return Ok(ItemKind::Loop(
                None,
                Some(Box::new(condition)),
                self.body()?,
            ));
        }
        let open = self.expect(TokenKind::OpenParen)?;
        let (variable, over) = self.within(true, Self::loop_head)?;
        self.close(TokenKind::CloseParen, open)?;
        Ok(ItemKind::Loop(variable, over.map(Box::new), self.body()?))
    }

    /// `x in list`, `def x : list`. The parts of a counting loop are skipped.
    fn loop_head(&mut self) -> Parsed<(Option<Name<'t>>, Option<Expr<'t>>)> {
        let mut variable = None;
        while self.is(TokenKind::Name) && !self.is_word("in") {
            variable = Some(self.simple_name()?);
        }
        if variable.is_some() && (self.is_word("in") || self.is(TokenKind::Colon)) {
            self.bump();
            return Ok((variable, Some(self.assignment(false)?)));
        }
        let mut open = 0_u32;
        while let Some(kind) = self.kind {
            match kind {
                TokenKind::OpenParen => open += 1,
                TokenKind::CloseParen if open == 0 => break,
                TokenKind::CloseParen => open -= 1,
                _ => {}
            }
            self.bump();
        }
        Ok((None, None))
    }

    fn switch_statement(&mut self) -> Parsed<ItemKind<'t>> {
        self.bump();
        let value = self.bracketed()?;
        self.skip_lines();
        let open = self.expect(TokenKind::OpenBrace)?;
        let cases = self.within(false, Self::cases)?;
        self.close(TokenKind::CloseBrace, open)?;
        Ok(ItemKind::Switch(value, cases))
    }

    pub(super) fn cases(&mut self) -> Parsed<Vec<Case<'t>>> {
        let mut cases = Vec::new();
        loop {
            while matches!(self.kind, Some(TokenKind::LineBreak | TokenKind::Semicolon)) {
                self.bump();
            }
            let test = match self.word() {
                "case" => {
                    self.bump();
                    Some(self.ternary(false)?)
                }
                "default" => {
                    self.bump();
                    None
                }
                _ => return Ok(cases),
            };
            if self.accept(TokenKind::Arrow).is_none() {
                self.expect(TokenKind::Colon)?;
            }
            let start = self.at;
            let items = self.items();
            let tokens = self.tokens.get(start..self.at).unwrap_or_default();
            let breaks = tokens
                .iter()
                .any(|token| matches!(token.span().of(self.text), "break" | "return"));
            cases.push(Case {
                test,
                items,
                breaks,
            });
        }
    }

    fn try_statement(&mut self) -> Parsed<ItemKind<'t>> {
        self.bump();
        let body = self.braces()?;
        let mut others = Vec::new();
        loop {
            let word = self.word_past_lines();
            if !matches!(word, "catch" | "finally") {
                return Ok(ItemKind::Try(body, others));
            }
            self.skip_lines();
            self.bump();
            if word == "catch" {
                let open = self.expect(TokenKind::OpenParen)?;
                while !matches!(self.kind, None | Some(TokenKind::CloseParen)) {
                    self.bump();
                }
                self.close(TokenKind::CloseParen, open)?;
            }
            self.skip_lines();
            push_to_short(&mut others, self.braces()?);
        }
    }

    pub(super) fn simple_name(&mut self) -> Parsed<Name<'t>> {
        if !self.is(TokenKind::Name) {
            return Err(self.fail(ProblemKind::Unexpected));
        }
        let text = self.word().into();
        let span = self.bump();
        Ok(Name {
            span,
            text,
            quoted: false,
        })
    }
}

impl<'t> TreeParser<'t, '_> {
    /// Whether a type and a name come next: `String x`, `int x`, `List<String> f(`.
    pub(super) fn is_typed(&self) -> bool {
        let word = self.word();
        let is_type = word.starts_with(char::is_uppercase) || is_primitive(word);
        if !is_type {
            return false;
        }
        let rest = self.tokens.get(self.at + 1..).unwrap_or_default();
        let mut rest = rest.iter().filter(|token| !token.kind.is_trivia());
        let mut angles = 0_u32;
        loop {
            let Some(token) = rest.next() else {
                return false;
            };
            match (token.kind, token.span().of(self.text)) {
                (TokenKind::Operator, "<") => angles += 1,
                (TokenKind::Operator, ">") if angles > 0 => angles -= 1,
                (TokenKind::Question | TokenKind::Comma | TokenKind::Dot | TokenKind::Name, _)
                    if angles > 0 => {}
                (TokenKind::OpenBracket | TokenKind::CloseBracket, _) => {}
                (TokenKind::Name, "in" | "as" | "instanceof") => return false,
                (TokenKind::Name, _) => break,
                _ => return false,
            }
        }
        rest.next().is_none_or(|token| {
            matches!(
                token.kind,
                TokenKind::Assign
                    | TokenKind::OpenParen
                    | TokenKind::LineBreak
                    | TokenKind::Semicolon
            )
        })
    }

    /// What follows `def` or stands for it: types, names, a value or a body.
    pub(super) fn declaration(&mut self) -> Parsed<ItemKind<'t>> {
        let mut names = Vec::new();
        if self.is(TokenKind::OpenParen) {
            self.bump();
            while !self.is(TokenKind::CloseParen) {
                let name = self.simple_name()?;
                if !self.is(TokenKind::Name) {
                    push_to_short(&mut names, name);
                    self.accept(TokenKind::Comma);
                }
            }
            self.bump();
        } else {
            push_to_short(&mut names, self.typed_name()?);
        }
        if self.is(TokenKind::OpenParen)
            && let [name] = names.as_slice()
        {
            return self.function(name.clone());
        }
        if self.past_kind != Some(TokenKind::Assign) {
            return Ok(ItemKind::Declaration(names, None));
        }
        self.skip_lines();
        self.bump();
        let value = self.assigned()?;
        Ok(ItemKind::Declaration(names, Some(value)))
    }

    /// The last of several words: the others are its type.
    pub(super) fn typed_name(&mut self) -> Parsed<Name<'t>> {
        let mut name = self.simple_name()?;
        loop {
            match (self.kind, self.word()) {
                (Some(TokenKind::Name), _) => name = self.simple_name()?,
                (Some(TokenKind::Operator), "<" | ">" | ">>")
                | (
                    Some(
                        TokenKind::Dot
                        | TokenKind::OpenBracket
                        | TokenKind::CloseBracket
                        | TokenKind::Comma
                        | TokenKind::Question,
                    ),
                    _,
                ) => {
                    self.bump();
                }
                _ => return Ok(name),
            }
        }
    }

    pub(super) fn function(&mut self, name: Name<'t>) -> Parsed<ItemKind<'t>> {
        let open = self.expect(TokenKind::OpenParen)?;
        let mut parameters = Vec::new();
        self.skip_lines();
        while self.is(TokenKind::Name) {
            let mut parameter = self.simple_name()?;
            while self.is(TokenKind::Name) {
                parameter = self.simple_name()?;
            }
            push_to_short(&mut parameters, parameter);
            if self.accept(TokenKind::Assign).is_some() {
                self.within(true, |parser| parser.ternary(false))?;
            }
            self.accept(TokenKind::Comma);
            self.skip_lines();
        }
        self.close(TokenKind::CloseParen, open)?;
        self.skip_lines();
        let body = self.code(Self::braces)?;
        Ok(ItemKind::Function(
            name,
            Box::new(Closure {
                parameters,
                arrow: true,
                body,
            }),
        ))
    }
}
