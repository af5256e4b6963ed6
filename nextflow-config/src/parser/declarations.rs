//! Variables and functions of a script.

use super::super::token::TokenKind;
use super::super::tree::{Closure, ItemKind, Name};
use super::statements::is_primitive;
use super::{Parsed, Parser};

impl<'t> Parser<'t, '_> {
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
            match (token.kind, token.span.of(self.text)) {
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
                    names.push(name);
                    self.accept(TokenKind::Comma);
                }
            }
            self.bump();
        } else {
            names.push(self.typed_name()?);
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
        self.skip_lines();
        let value = self.assignment(false)?;
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
            parameters.push(parameter);
            if self.accept(TokenKind::Assign).is_some() {
                self.within(true, |parser| parser.ternary(false))?;
            }
            self.accept(TokenKind::Comma);
            self.skip_lines();
        }
        self.close(TokenKind::CloseParen, open)?;
        self.skip_lines();
        let body = self.braces()?;
        Ok(ItemKind::Function(
            name,
            Closure {
                parameters,
                arrow: true,
                body,
            },
        ))
    }
}
