//! Expressions, and the types in them.

use super::super::classes;
use super::super::keywords::is_legacy_keyword;
use super::super::token::Span;
use super::super::tree::{Argument, Closure, Expr, ExprKind, TextPart};
use super::{Checked, Compiler, refuse};

impl<'d> Compiler<'d> {
    pub(super) fn expr(&mut self, expr: &'d Expr<'d>) -> Checked {
        match &expr.kind {
            ExprKind::Name(name) if is_legacy_keyword(name) => {
                refuse(expr.span, format!("Unexpected input: '{name}'"))
            }
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number | ExprKind::Name(_) => Ok(()),
            ExprKind::Text(_, parts) => parts.iter().try_for_each(|part| match part {
                TextPart::Code(_, Some(code)) => self.expr(code),
                _ => Ok(()),
            }),
            ExprKind::List(values) => values.iter().try_for_each(|value| self.expr(value)),
            ExprKind::Map(entries) => entries.iter().try_for_each(|entry| {
                if !matches!(entry.key.kind, ExprKind::Name(_)) {
                    self.expr(&entry.key)?;
                }
                self.expr(&entry.value)
            }),
            ExprKind::Closure(closure) => self.closure(closure, expr.span),
            ExprKind::Property(inner, ..) | ExprKind::Paren(inner) | ExprKind::Spread(inner) => {
                self.expr(inner)
            }
            ExprKind::Index(target, indices) => {
                self.expr(target)?;
                indices.iter().try_for_each(|index| self.expr(index))
            }
            ExprKind::Call(target, arguments) => {
                if !matches!(target.kind, ExprKind::Name("switch")) {
                    self.expr(target)?;
                }
                self.arguments(arguments)
            }
            ExprKind::Unary(operator, operand) => {
                if operator.of(self.text).ends_with("instanceof") {
                    self.type_name(Span {
                        start: operator.end,
                        end: expr.span.end,
                    })?;
                }
                self.expr(operand)
            }
            ExprKind::Binary(left, _, right) => {
                self.expr(left)?;
                self.expr(right)
            }
            ExprKind::Ternary(condition, then, other) => {
                self.expr(condition)?;
                self.expr(then)?;
                self.expr(other)
            }
            ExprKind::As(operand, kind) | ExprKind::Cast(kind, operand) => {
                self.type_name(*kind)?;
                self.expr(operand)
            }
            ExprKind::New(arguments) => {
                let made = expr.span.of(self.text);
                let end = made.find(['(', '[', '{']).unwrap_or(made.len());
                let start = expr.span.start + "new".len();
                self.type_name(Span {
                    start,
                    end: expr.span.start + end,
                })?;
                self.arguments(arguments)
            }
            ExprKind::Assign(target, _, value) => {
                self.expr(value)?;
                match &target.kind {
                    ExprKind::Name(name) => {
                        self.expr(target)?;
                        self.assigned(name, target.span)
                    }
                    ExprKind::Property(..) | ExprKind::Index(..) | ExprKind::Paren(_) => {
                        self.expr(target)
                    }
                    ExprKind::List(_) if target.span.of(self.text).starts_with('(') => Ok(()),
                    _ => {
                        let message = "The LHS of an assignment should be a variable or a field \
                             accessing expression";
                        refuse(target.span, message.to_owned())
                    }
                }
            }
        }
    }

    fn arguments(&mut self, arguments: &'d [Argument<'d>]) -> Checked {
        arguments
            .iter()
            .try_for_each(|argument| self.expr(&argument.value))
    }

    fn closure(&mut self, closure: &'d Closure<'d>, span: Span) -> Checked {
        if !closure.arrow {
            return self.block(&closure.body.items);
        }
        let mut start = span.start + 1;
        for parameter in &closure.parameters {
            self.declared_type(start, parameter.span.start)?;
            start = parameter.span.end;
        }
        let names: Vec<Span> = closure.parameters.iter().map(|name| name.span).collect();
        self.scope(&names, &closure.body.items)
    }

    /// The type in front of the name of a variable, if there is one and nothing else.
    pub(super) fn declared_type(&self, start: usize, end: usize) -> Checked {
        let written = Span { start, end }.of(self.text);
        if written.trim_end().ends_with('.') {
            return refuse(Span { start, end }, "Unexpected input: '.'".to_owned());
        }
        let is_simple = written.bytes().all(|byte| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b' ' | b'\t' | b'\n' | b',' | b'_' | b'.')
        });
        let words = written.trim_start_matches(',').split_ascii_whitespace();
        let mut types = words.filter(|word| !matches!(*word, "def" | "final" | "static" | "var"));
        match (types.next(), types.next()) {
            (Some(name), None) if is_simple && !self.is_type(name) => refuse(
                Span { start, end },
                format!("unable to resolve class {name}"),
            ),
            _ => Ok(()),
        }
    }

    pub(super) fn type_name(&self, span: Span) -> Checked {
        let name = span.of(self.text).split('<').next().unwrap_or_default();
        let name = name.trim_end_matches([']', '[', ' ']).trim();
        if self.is_type(name) {
            return Ok(());
        }
        refuse(span, format!("unable to resolve class {name}"))
    }

    fn is_type(&self, name: &str) -> bool {
        name.contains('.')
            || classes::is_primitive(name)
            || classes::is_imported(name)
            || self.imported.as_ref().is_none_or(|all| all.contains(name))
    }
}
