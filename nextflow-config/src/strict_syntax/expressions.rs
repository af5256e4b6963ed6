//! Expressions that the strict parser takes.

use super::super::classes;
use super::super::token::{Quote, Span};
use super::super::tree::{Argument, ArgumentStyle, Entry, Expr, ExprKind, TextPart};
use super::{Checked, Checker, has_line, is_groovy_keyword, is_reserved, refuse};

impl<'d> Checker<'d> {
    pub(super) fn expr(&mut self, expr: &'d Expr<'d>) -> Checked {
        match &expr.kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number => Ok(()),
            ExprKind::Text(quote, parts) => self.text_parts(*quote, parts),
            ExprKind::Name(name) => self.variable(name, expr.span),
            ExprKind::List(elements) => {
                self.last_comma(elements.last().map(|it| it.span), expr.span)?;
                elements.iter().try_for_each(|it| self.expr(it))
            }
            ExprKind::Map(entries) => {
                self.last_comma(entries.last().map(|it| it.value.span), expr.span)?;
                entries.iter().try_for_each(|entry| self.entry(entry))
            }
            ExprKind::Closure(closure) => self.closure(closure, expr.span),
            ExprKind::Property(target, dot, name) => {
                self.on_one_line(dot.end, name.span.start)?;
                // A name that is put together at run time.
                let is_made = name.quoted && name.text.is_empty();
                if is_made && name.span.end > name.span.start + 2
                    || !name.quoted && is_reserved(&name.text)
                {
                    return self.unexpected(name.span);
                }
                if is_class_name(target, &name.text) {
                    return Ok(());
                }
                self.expr(target)
            }
            ExprKind::Index(target, indices) => {
                self.expr(target)?;
                if let (Some(first), Some(last)) = (indices.first(), indices.last()) {
                    self.on_one_line(target.span.end, first.span.start)?;
                    self.on_one_line(last.span.end, expr.span.end)?;
                }
                indices.iter().try_for_each(|it| self.expr(it))
            }
            ExprKind::Call(target, arguments) => {
                let is_bare = |argument: &Argument<'_>| argument.style == ArgumentStyle::Bare;
                if arguments.iter().any(is_bare) {
                    return self.unexpected(expr.span);
                }
                self.call(target, arguments)
            }
            ExprKind::Unary(operator, operand) => self.unary(*operator, operand, expr.span),
            ExprKind::As(operand, type_name) => {
                self.type_name(*type_name)?;
                self.expr(operand)
            }
            ExprKind::Paren(operand) => self.expr(operand),
            ExprKind::Binary(left, operator, right) => {
                self.expr(left)?;
                if matches!(operator.of(self.text), "+" | "-" | "**") {
                    self.on_one_line(left.span.end, operator.start)?;
                }
                self.expr(right)
            }
            ExprKind::Ternary(condition, then, other) => {
                self.expr(condition)?;
                self.expr(then)?;
                self.expr(other)
            }
            // Assignments are statements.
            ExprKind::Assign(_, operator, _) => self.unexpected(*operator),
            ExprKind::New(arguments) => {
                let made = expr.span.of(self.text);
                let made = made.strip_prefix("new").unwrap_or(made);
                let end = made.find(['(', '[']).unwrap_or(made.len());
                if made.get(end..).is_none_or(|rest| !rest.starts_with('(')) {
                    return self.unexpected(expr.span);
                }
                let start = expr.span.start + "new".len();
                self.type_name(Span {
                    start,
                    end: start + end,
                })?;
                self.arguments(arguments)
            }
            ExprKind::Cast(kind, _) => self.unexpected(*kind),
            ExprKind::Spread(_) => self.unexpected(expr.span),
        }
    }

    fn unary(&mut self, operator: Span, operand: &'d Expr<'d>, whole: Span) -> Checked {
        match operator.of(self.text) {
            "+" | "-" => self.on_one_line(operator.end, operand.span.start)?,
            written if written.ends_with("instanceof") => {
                self.type_name(Span {
                    start: operator.end,
                    end: whole.end,
                })?;
            }
            _ => {}
        }
        self.expr(operand)
    }

    fn entry(&mut self, entry: &'d Entry<'d>) -> Checked {
        match entry.key.kind {
            ExprKind::Name(name) if is_reserved(name) || name == "*" => {
                return self.unexpected(entry.key.span);
            }
            ExprKind::Name(name) => no_groovy_keyword(name, entry.key.span)?,
            _ => self.expr(&entry.key)?,
        }
        self.on_one_line(entry.key.span.end, entry.value.span.start)?;
        self.named(&entry.value)
    }

    /// The value of an entry. A closure there may use what a task knows.
    fn named(&mut self, value: &'d Expr<'d>) -> Checked {
        let before = self.is_task_code;
        self.is_task_code |= self.in_process && is_closure(value);
        let checked = self.expr(value);
        self.is_task_code = before;
        checked
    }

    pub(super) fn call(&mut self, target: &'d Expr<'d>, arguments: &'d [Argument<'d>]) -> Checked {
        match &target.kind {
            ExprKind::Name(name) => {
                no_groovy_keyword(name, target.span)?;
                if !self.is_function(name) {
                    return refuse(target.span, format!("`{name}` is not defined"));
                }
            }
            _ => self.expr(target)?,
        }
        self.arguments(arguments)
    }

    pub(super) fn arguments(&mut self, arguments: &'d [Argument<'d>]) -> Checked {
        for argument in arguments {
            let Some(name) = &argument.name else {
                self.expr(&argument.value)?;
                continue;
            };
            if let ExprKind::Name(name_text) = name.kind
                && is_reserved(name_text)
            {
                return self.unexpected(name.span);
            }
            self.on_one_line(name.span.end, argument.value.span.start)?;
            self.named(&argument.value)?;
        }
        Ok(())
    }

    fn text_parts(&mut self, quote: Quote, parts: &'d [TextPart<'d>]) -> Checked {
        for part in parts {
            match part {
                TextPart::Chunk(_) => {}
                TextPart::Variable(span) | TextPart::Code(span, _) if quote == Quote::Slashy => {
                    return self.unexpected(*span);
                }
                TextPart::Variable(span) => {
                    let path = span.of(self.text).trim_start_matches('$');
                    let name = path.split('.').next().unwrap_or_default();
                    self.known(name, *span)?;
                }
                TextPart::Code(span, None) => return self.unexpected(*span),
                TextPart::Code(span, Some(code)) => {
                    self.on_one_line(span.start, code.span.start)?;
                    self.on_one_line(code.span.end, span.end)?;
                    self.expr(code)?;
                }
            }
        }
        Ok(())
    }

    /// A comma after the last element has to follow it in its line.
    fn last_comma(&self, last: Option<Span>, whole: Span) -> Checked {
        let Some(last) = last else { return Ok(()) };
        let rest = Span {
            start: last.end,
            end: whole.end,
        };
        match rest.of(self.text).split_once(',') {
            Some((gap, _)) if gap.contains(['\n', '\r']) && !gap.contains('/') => {
                self.unexpected(rest)
            }
            _ => Ok(()),
        }
    }

    /// Refuses a line end or a comment between two places: for the strict parser a comment
    /// is a line end.
    pub(super) fn on_one_line(&self, start: usize, end: usize) -> Checked {
        let gap = Span { start, end };
        if has_line(gap.of(self.text)) {
            return self.unexpected(gap);
        }
        Ok(())
    }

    /// A type: one that is known or has a package.
    pub(super) fn type_name(&self, span: Span) -> Checked {
        let name = span.of(self.text).trim();
        let name = name.split('<').next().unwrap_or_default().trim();
        let is_known = name.contains('.')
            || super::names::is_class(name)
            || super::super::classes::is_primitive(name);
        if name.ends_with(']') {
            return self.unexpected(span);
        }
        if is_known {
            return Ok(());
        }
        refuse(span, format!("`{name}` is not defined"))
    }
}

pub(super) fn no_groovy_keyword(name: &str, span: Span) -> Checked {
    if is_groovy_keyword(name) {
        let message =
            format!("`{name}` is not allowed as an identifier because it is a Groovy keyword");
        return refuse(span, message);
    }
    Ok(())
}

/// Whether a value is a closure, in round brackets or not.
pub(super) fn is_closure(value: &Expr<'_>) -> bool {
    match &value.kind {
        ExprKind::Closure(_) => true,
        ExprKind::Paren(inner) => is_closure(inner),
        _ => false,
    }
}

/// Whether this is the full name of a class.
fn is_class_name(target: &Expr<'_>, name: &str) -> bool {
    let mut has_class = name.starts_with(char::is_uppercase);
    let mut target = target;
    loop {
        match &target.kind {
            ExprKind::Property(inner, _, name) => {
                has_class |= name.text.starts_with(char::is_uppercase);
                target = inner;
            }
            ExprKind::Name(root) => return has_class && classes::is_package(root),
            _ => return false,
        }
    }
}
