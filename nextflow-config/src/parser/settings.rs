//! The statements that nearly all of a configuration is made of, `a.b = value` and
//! `name { … }`, without the way through expressions, which makes much to throw it away.
//!
//! What is read here is what the general way would read; whatever looks different is left to
//! it. Without this the parser runs a tenth more instructions for a large configuration and
//! misses the cache a seventh more often.

use super::{Parsed, TreeParser};
use crate::token::{Span, TokenKind};
use crate::tree::{Assignment, Block, Expr, ExprKind, ItemKind, Name};

/// A path with more names is left to the general way, which knows how deep one may be.
const MOST_NAMES: usize = 20;

/// How much of a statement was read.
pub(super) enum Common<'t> {
    /// All of it.
    Whole(ItemKind<'t>),
    /// An expression that may be the start of something.
    Start(Expr<'t>),
}

impl<'t> TreeParser<'t, '_> {
    /// Reads a setting or a block. At anything else it stays where it is.
    pub(super) fn common_statement(&mut self) -> Parsed<Option<Common<'t>>> {
        if !self.is(TokenKind::Name) || is_value_or_keyword(self.word()) {
            return Ok(None);
        }
        let names = self.names_before_equals();
        if names > 0 {
            let setting = self.deeper(|parser| parser.setting(names))?;
            return Ok(Some(Common::Whole(ItemKind::Setting(setting))));
        }
        if self.kind_after() == Some(TokenKind::OpenBrace) {
            return self.deeper(Self::block).map(Some);
        }
        Ok(None)
    }

    /// How many names with dots between them stand before an equals sign in this line.
    fn names_before_equals(&self) -> usize {
        let mut names = 0;
        let mut is_after_name = false;
        for token in self.tokens.get(self.at..).unwrap_or_default() {
            match token.kind {
                TokenKind::Name if !is_after_name && names < MOST_NAMES => {
                    names += 1;
                    is_after_name = true;
                }
                TokenKind::Dot if is_after_name => is_after_name = false,
                TokenKind::Assign if is_after_name => return names,
                kind if kind.is_trivia() => {}
                _ => return 0,
            }
        }
        0
    }

    fn setting(&mut self, names: usize) -> Parsed<Assignment<'t>> {
        let start = self.here;
        let mut path = Vec::with_capacity(names);
        path.push(self.simple_name()?);
        while self.accept(TokenKind::Dot).is_some() {
            path.push(self.simple_name()?);
        }
        let equals = self.expect(TokenKind::Assign)?;
        let value = self.assigned()?;
        // Of the names each but the first would be an expression above the one before it.
        let depth = u32::try_from(names).unwrap_or(u32::MAX).max(value.depth);
        let span = self.since(start);
        self.above(span, depth)?;
        Ok(Assignment {
            path: path.into(),
            equals,
            value,
        })
    }

    fn block(&mut self) -> Parsed<Common<'t>> {
        let word = self.word();
        let start = self.bump();
        let open = self.here;
        let (closure, depth) = self.closure_and_depth()?;
        let place = self.since(open);
        let is_called_on = self.in_code && self.starts_argument();
        if closure.arrow || self.has_postfix(true) || self.goes_on() || is_called_on {
            let closure = self.expr(place, depth, ExprKind::Closure(Box::new(closure)))?;
            return self.call(start, word, closure).map(Common::Start);
        }
        // A closure and a call of it.
        let depth = self.above(place, depth)?;
        let span = self.since(start);
        self.above(span, depth)?;
        Ok(Common::Whole(ItemKind::Block(Block {
            name: Name {
                span: start,
                text: word.into(),
                quoted: false,
            },
            braces: place,
            items: closure.body.items,
        })))
    }

    /// `name { … }` and what follows, where that makes an expression of it.
    fn call(&mut self, start: Span, word: &'t str, closure: Expr<'t>) -> Parsed<Expr<'t>> {
        let target = self.leaf(start, ExprKind::Name(word));
        let call = self.call_with(target, Vec::new(), closure)?;
        let value = self.postfix(call, true)?;
        self.assignment_after(start, value)
    }
}

/// Words that are no names where a value is read.
fn is_value_or_keyword(word: &str) -> bool {
    matches!(
        word,
        "null" | "true" | "false" | "new" | "else" | "case" | "catch" | "finally"
    )
}
