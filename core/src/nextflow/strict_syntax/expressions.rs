//! Expressions that the strict parser takes, and the names that it knows.

use super::super::token::{Quote, Span};
use super::super::tree::{
    Argument, ArgumentStyle, Closure, Expr, ExprKind, Item, ItemKind, TextPart,
};
use super::{Checked, Checker, has_line, is_reserved, refuse};

impl Checker<'_> {
    pub(super) fn expr(&self, expr: &Expr<'_>, in_closure: bool) -> Checked {
        match &expr.kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number => Ok(()),
            ExprKind::Text(quote, parts) => self.text_parts(*quote, parts, in_closure),
            ExprKind::Name(name) => self.name(name, expr.span, in_closure),
            ExprKind::List(elements) => {
                elements.iter().try_for_each(|it| self.expr(it, in_closure))
            }
            ExprKind::Map(entries) => entries.iter().try_for_each(|entry| {
                match entry.key.kind {
                    ExprKind::Name(name) if is_reserved(name) || name == "*" => {
                        self.unexpected(entry.key.span)?;
                    }
                    ExprKind::Name(_) => {}
                    _ => self.expr(&entry.key, in_closure)?,
                }
                self.expr(&entry.value, in_closure)
            }),
            ExprKind::Closure(closure) => self.closure(closure, expr.span),
            ExprKind::Property(target, _, name) => {
                if !name.quoted && is_reserved(&name.text) {
                    return self.unexpected(name.span);
                }
                self.expr(target, in_closure)
            }
            ExprKind::Index(target, indices) => {
                self.expr(target, in_closure)?;
                indices.iter().try_for_each(|it| self.expr(it, in_closure))
            }
            ExprKind::Call(target, arguments) => {
                self.call(target, arguments, expr.span, in_closure)
            }
            ExprKind::Unary(_, operand) | ExprKind::As(operand, _) | ExprKind::Paren(operand) => {
                self.expr(operand, in_closure)
            }
            ExprKind::Binary(left, operator, right) => {
                self.expr(left, in_closure)?;
                if matches!(operator.of(self.text), "+" | "-") {
                    let gap = Span {
                        start: left.span.end,
                        end: operator.start,
                    };
                    if has_line(gap.of(self.text)) {
                        return self.unexpected(*operator);
                    }
                }
                self.expr(right, in_closure)
            }
            ExprKind::Ternary(condition, then, other) => {
                self.expr(condition, in_closure)?;
                self.expr(then, in_closure)?;
                self.expr(other, in_closure)
            }
            ExprKind::Assign(target, operator, value) => {
                if !in_closure {
                    return self.unexpected(*operator);
                }
                self.expr(target, in_closure)?;
                self.expr(value, in_closure)
            }
            ExprKind::New(arguments) => arguments
                .iter()
                .try_for_each(|it| self.expr(&it.value, in_closure)),
            ExprKind::Cast(kind, _) => self.unexpected(*kind),
            ExprKind::Spread(_) => self.unexpected(expr.span),
        }
    }

    pub(super) fn name(&self, name: &str, span: Span, in_closure: bool) -> Checked {
        let is_known = in_closure
            || matches!(
                name,
                "params"
                    | "secrets"
                    | "projectDir"
                    | "baseDir"
                    | "launchDir"
                    | "outputDir"
                    | "workDir"
                    | "nextflow"
            )
            || name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
            || matches!(name, "java" | "groovy");
        if is_known {
            return Ok(());
        }
        if is_reserved(name) {
            return self.unexpected(span);
        }
        let is_environment = name.starts_with(char::is_uppercase);
        let hint = if is_environment {
            " (hint: use `env('...')` to access environment variable)"
        } else {
            ""
        };
        refuse(span, format!("`{name}` is not defined{hint}"))
    }

    pub(super) fn call(
        &self,
        target: &Expr<'_>,
        arguments: &[Argument<'_>],
        span: Span,
        in_closure: bool,
    ) -> Checked {
        if !in_closure
            && arguments
                .iter()
                .any(|argument| argument.style == ArgumentStyle::Bare)
        {
            return self.unexpected(span);
        }
        match target.kind {
            ExprKind::Name("env") => {}
            ExprKind::Name(name) if !in_closure => {
                return refuse(target.span, format!("`{name}` is not defined"));
            }
            _ => self.expr(target, in_closure)?,
        }
        arguments
            .iter()
            .try_for_each(|it| self.expr(&it.value, in_closure))
    }

    pub(super) fn text_parts(
        &self,
        quote: Quote,
        parts: &[TextPart<'_>],
        in_closure: bool,
    ) -> Checked {
        for part in parts {
            match part {
                TextPart::Chunk(_) => {}
                TextPart::Variable(span) | TextPart::Code(span, _) if quote == Quote::Slashy => {
                    return self.unexpected(*span);
                }
                TextPart::Variable(span) => {
                    let path = span.of(self.text).trim_start_matches('$');
                    let name = path.split('.').next().unwrap_or_default();
                    self.name(name, *span, in_closure)?;
                }
                TextPart::Code(span, None) => return self.unexpected(*span),
                TextPart::Code(_, Some(code)) => self.expr(code, in_closure)?,
            }
        }
        Ok(())
    }

    pub(super) fn closure(&self, closure: &Closure<'_>, span: Span) -> Checked {
        if !span.of(self.text).starts_with('{') {
            return self.unexpected(span);
        }
        closure
            .body
            .items
            .iter()
            .try_for_each(|item| self.code(item))
    }

    /// A statement of a closure: code, but not all of it.
    pub(super) fn code(&self, item: &Item<'_>) -> Checked {
        let all = |items: &[Item<'_>]| items.iter().try_for_each(|item| self.code(item));
        match &item.kind {
            ItemKind::Setting(setting) => self.expr(&setting.value, true),
            ItemKind::Block(block) | ItemKind::Selector(_, block) => all(&block.items),
            ItemKind::Declaration(_, value) | ItemKind::Return(value) => value
                .as_ref()
                .map_or(Ok(()), |value| self.expr(value, true)),
            ItemKind::If(condition, then, otherwise) => {
                self.expr(condition, true)?;
                all(&then.items)?;
                otherwise
                    .as_ref()
                    .map_or(Ok(()), |otherwise| all(&otherwise.items))
            }
            ItemKind::Try(body, others) => {
                all(&body.items)?;
                others.iter().try_for_each(|other| all(&other.items))
            }
            ItemKind::Expression(expr) => self.expr(expr, true),
            ItemKind::Loop(..) | ItemKind::Switch(..) | ItemKind::Function(..) => {
                self.unexpected(item.span)
            }
            ItemKind::Other if !item.span.of(self.text).starts_with("assert") => {
                self.unexpected(item.span)
            }
            _ => Ok(()),
        }
    }
}
