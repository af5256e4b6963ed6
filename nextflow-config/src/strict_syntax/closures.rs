//! Closures of a strict text: code, but not all of it.

use super::super::classes;
use super::super::token::Span;
use super::super::tree::{ArgumentStyle, Body, Closure, Expr, ExprKind, Item, ItemKind};
use super::expressions::no_groovy_keyword;
use super::{Checked, Checker, refuse};

impl<'d> Checker<'d> {
    pub(super) fn closure(&mut self, closure: &'d Closure<'d>, span: Span) -> Checked {
        if !span.of(self.text).starts_with('{') {
            return self.unexpected(span);
        }
        let variables = self.variables.len();
        for parameter in &closure.parameters {
            self.declare(parameter.span)?;
        }
        if closure.parameters.is_empty() {
            self.variables.push("it");
        }
        let checked = self.body(&closure.body);
        self.variables.truncate(variables);
        checked
    }

    fn body(&mut self, body: &'d Body<'d>) -> Checked {
        let variables = self.variables.len();
        let checked = body.items.iter().try_for_each(|item| self.code(item));
        self.variables.truncate(variables);
        checked
    }

    /// A variable may not have the name of one around it.
    fn declare(&mut self, span: Span) -> Checked {
        let name = span.of(self.text);
        no_groovy_keyword(name, span)?;
        if self.variables.contains(name) {
            return refuse(span, format!("`{name}` is already declared"));
        }
        self.variables.push(name);
        Ok(())
    }

    fn code(&mut self, item: &'d Item<'d>) -> Checked {
        match &item.kind {
            ItemKind::Setting(setting) => {
                self.expr(&setting.value)?;
                match setting.path.as_slice() {
                    [name] if name.quoted => self.unexpected(name.span),
                    [name] => self.assigned(&name.text, name.span),
                    [first, ..] if !first.quoted => self.variable(&first.text, first.span),
                    _ => Ok(()),
                }
            }
            ItemKind::Block(block) => {
                let name = &*block.name.text;
                if !self.is_function(name) {
                    return refuse(block.name.span, format!("`{name}` is not defined"));
                }
                let variables = self.variables.len();
                self.variables.push("it");
                let checked = block.items.iter().try_for_each(|item| self.code(item));
                self.variables.truncate(variables);
                checked
            }
            ItemKind::Declaration(names, value) => {
                let written = item.span.of(self.text);
                let starts = |word: &str| {
                    written
                        .strip_prefix(word)
                        .is_some_and(|rest| rest.starts_with([' ', '\t']))
                };
                if starts("final") || starts("static") || starts("var") {
                    return self.unexpected(item.span);
                }
                if let Some(value) = value {
                    self.expr(value)?;
                }
                names.iter().try_for_each(|name| self.declare(name.span))
            }
            ItemKind::Return(value) => value.as_ref().map_or(Ok(()), |value| self.expr(value)),
            ItemKind::If(condition, then, otherwise) => {
                self.expr(condition)?;
                self.body(then)?;
                otherwise
                    .as_ref()
                    .map_or(Ok(()), |otherwise| self.body(otherwise))
            }
            ItemKind::Try(body, others) => {
                self.body(body)?;
                let mut end = body.span.end;
                for other in others {
                    let head = Span {
                        start: end,
                        end: other.span.start,
                    };
                    self.catch(head, other)?;
                    end = other.span.end;
                }
                Ok(())
            }
            ItemKind::Expression(expr) => self.expression_statement(expr),
            ItemKind::Other if item.span.of(self.text).starts_with("assert") => Ok(()),
            ItemKind::Unreadable => Ok(()),
            _ => self.unexpected(item.span),
        }
    }

    /// `catch (Type name)` with its body. There is no `finally`.
    fn catch(&mut self, head: Span, body: &'d Body<'d>) -> Checked {
        let Some((types, name)) = classes::catch_head(self.text, head) else {
            return self.unexpected(head);
        };
        types
            .into_iter()
            .try_for_each(|span| self.type_name(span))?;
        let variables = self.variables.len();
        self.declare(name)?;
        let checked = self.body(body);
        self.variables.truncate(variables);
        checked
    }

    fn expression_statement(&mut self, expr: &'d Expr<'d>) -> Checked {
        match &expr.kind {
            ExprKind::Call(target, arguments)
                if arguments
                    .iter()
                    .any(|argument| argument.style == ArgumentStyle::Bare) =>
            {
                self.call(target, arguments)
            }
            ExprKind::Assign(target, _, value) => {
                self.expr(value)?;
                self.target(target)
            }
            _ => self.expr(expr),
        }
    }

    fn target(&mut self, target: &'d Expr<'d>) -> Checked {
        match &target.kind {
            ExprKind::Name(name) => self.assigned(name, target.span),
            ExprKind::Property(..) | ExprKind::Index(..) => self.expr(target),
            ExprKind::List(names) => names.iter().try_for_each(|name| self.target(name)),
            ExprKind::Paren(inner) => self.target(inner),
            _ => self.unexpected(target.span),
        }
    }

    fn assigned(&mut self, name: &str, span: Span) -> Checked {
        no_groovy_keyword(name, span)?;
        if self.is_variable(name) {
            return Ok(());
        }
        refuse(span, format!("`{name}` was assigned but not declared"))
    }
}
