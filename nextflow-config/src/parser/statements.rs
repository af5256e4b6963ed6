//! Statements that are code, which only the legacy parser takes, and how statements are told
//! apart.

use super::super::token::TokenKind;
use super::super::tree::{Body, Case, Expr, ItemKind, Name, ProblemKind};
use super::{Parsed, Parser};

impl<'t> Parser<'t, '_> {
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
        if is_else.is_some_and(|token| token.span.of(self.text) == "else") {
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
                .any(|token| matches!(token.span.of(self.text), "break" | "return"));
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
            others.push(self.braces()?);
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

/// Names of Java's primitive types.
pub(super) fn is_primitive(word: &str) -> bool {
    matches!(
        word,
        "boolean" | "byte" | "char" | "short" | "int" | "long" | "float" | "double" | "void"
    )
}
