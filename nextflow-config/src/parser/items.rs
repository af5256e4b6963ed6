//! Statements of a configuration: settings, blocks, selectors, includes.

use super::super::token::{Span, TokenKind};
use super::super::tree::{
    ArgumentStyle, Assignment, Block, Body, Expr, ExprKind, Item, ItemKind, Name, ProblemKind,
};
use super::common::Common;
use super::{Parsed, Parser};

impl<'t> Parser<'t, '_> {
    /// Everything up to the end of the text.
    pub(super) fn document(&mut self) -> Vec<Item<'t>> {
        let mut items = Vec::new();
        loop {
            items.extend(self.items());
            if self.kind.is_none() {
                return items;
            }
            self.fail(ProblemKind::NothingToClose);
            self.bump();
        }
    }

    /// Statements up to a bracket that closes what is around, or the end.
    pub(super) fn items(&mut self) -> Vec<Item<'t>> {
        let mut items = Vec::new();
        loop {
            while matches!(self.kind, Some(TokenKind::LineBreak | TokenKind::Semicolon)) {
                self.go_to(self.past_lines.max(self.at + 1));
            }
            if self.is_end() {
                return items;
            }
            if items.is_empty() {
                // A closure mostly has one, and a statement is large.
                items.reserve_exact(1);
            }
            items.push(self.item());
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
            ItemKind::Block(block) if is_selector => ItemKind::Selector(name, block),
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
        if self.starts_argument() && is_callable(&head) {
            let call = self.bare_call(start, head)?;
            return Ok(ItemKind::Expression(call));
        }
        Ok(classify(self.text, head))
    }

    /// `name argument, argument`
    pub(super) fn bare_call(&mut self, start: Span, target: Expr<'t>) -> Parsed<Expr<'t>> {
        let mut arguments = Vec::new();
        let mut depth = target.depth;
        loop {
            let argument = self.argument(ArgumentStyle::Bare)?;
            depth = depth.max(argument.value.depth);
            arguments.push(argument);
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

/// Whether something after a space can be its argument.
pub(super) fn is_callable(head: &Expr<'_>) -> bool {
    matches!(head.kind, ExprKind::Name(_) | ExprKind::Property(..))
}

/// The shapes of a configuration among the expressions.
fn classify<'t>(text: &'t str, expr: Expr<'t>) -> ItemKind<'t> {
    match expr.kind {
        ExprKind::Assign(target, operator, value) if operator.end == operator.start + 1 => {
            match path_of(text, &target) {
                Some(path) => ItemKind::Setting(Assignment {
                    path,
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
                    let closure = super::super::tree::Argument { value, ..closure };
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
        ExprKind::Property(inner, dot, _) if dot.end == dot.start + 1 => path_of(text, inner)?,
        _ => Vec::new(),
    };
    path.push(match &target.kind {
        ExprKind::Property(_, dot, name) if dot.end == dot.start + 1 => Name::clone(name),
        _ => super::literals::as_name(text, target)?,
    });
    Some(path)
}
