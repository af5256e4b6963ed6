//! What the legacy parser refuses although it is well-formed: Groovy compiles the whole text
//! before it runs it.
//!
//! A variable may not have the name of one that is visible, and blocks are closures, each with
//! a variable `it`. A type has to be a class that Groovy finds. Only what stands in a
//! configuration is looked at, not classes that it defines.

use crate::classes;
use crate::keywords::is_legacy_keyword;
use crate::reading::Refusal;
use crate::symbols::Symbols;
use crate::token::{Span, TokenKind};
use crate::tree::{
    Argument, Assignment, Body, Closure, Document, Expr, ExprKind, Item, ItemKind, Name, TextPart,
};
use crate::visible::VisibleNames;

/// Groovy's compiler, which is given one statement after the other.
pub(super) struct Compiler<'d> {
    text: &'d str,
    /// The variables that are visible, the latest last.
    variables: VisibleNames<'d>,
    /// Classes that the text imports or defines. `None` when they cannot be listed.
    imported: Option<Symbols<&'d str>>,
}

/// Refuses what may not stand in front of all statements.
fn check_start(document: &Document<'_>) -> Checked {
    let mut tokens = document.tokens.iter();
    let first = tokens.find(|token| !token.kind.is_trivia() && token.kind != TokenKind::LineBreak);
    if let Some(first) = first
        && first.kind == TokenKind::Semicolon
        && document
            .items
            .iter()
            .any(|item| item.span.start > first.span().start)
    {
        return refuse(first.span(), "Unexpected input: ';'".to_owned());
    }
    Ok(())
}

type Checked = Result<(), Refusal>;

fn refuse(span: Span, words: String) -> Checked {
    Err(Refusal::quote(span, words))
}

impl<'d> Compiler<'d> {
    /// Gets ready for the statements of a document.
    pub(super) fn new(document: &'d Document<'d>) -> Result<Self, Refusal> {
        check_start(document)?;
        let mut compiler = Self {
            text: document.text,
            variables: VisibleNames::default(),
            imported: Some(Symbols::default()),
        };
        compiler.imports(&document.items);
        Ok(compiler)
    }

    /// Notes `import a.b.C` and `class C`.
    fn imports(&mut self, items: &[Item<'_>]) {
        for item in items {
            if !matches!(item.kind, ItemKind::Other) {
                continue;
            }
            let words = item.span.of(self.text).split_ascii_whitespace();
            let last = words.clone().next_back().unwrap_or_default();
            let is_import = words.clone().next() == Some("import");
            let name = if is_import {
                last.trim_end_matches(';').rsplit('.').next()
            } else {
                words.clone().nth(1)
            };
            match name {
                Some("*") | None => self.imported = None,
                Some(name) => {
                    if let Some(all) = &mut self.imported {
                        all.intern(name);
                    }
                }
            }
        }
    }

    fn items(&mut self, items: &'d [Item<'d>]) -> Checked {
        items.iter().try_for_each(|item| self.item(item))
    }

    /// Statements with variables of their own.
    fn scope(&mut self, variables: &[Span], items: &'d [Item<'d>]) -> Checked {
        let before = self.variables.len();
        let mut checked = variables.iter().try_for_each(|name| self.declare(*name));
        if checked.is_ok() {
            checked = self.items(items);
        }
        self.variables.truncate(before);
        checked
    }

    fn body(&mut self, body: &'d Body<'d>) -> Checked {
        self.scope(&[], &body.items)
    }

    /// The closure of a block, which has a variable without being asked.
    fn block(&mut self, items: &'d [Item<'d>]) -> Checked {
        let before = self.variables.len();
        self.variables.push("it");
        let checked = self.scope(&[], items);
        self.variables.truncate(before);
        checked
    }

    /// Refuses a statement that cannot be compiled.
    pub(super) fn item(&mut self, item: &'d Item<'d>) -> Checked {
        match &item.kind {
            ItemKind::Setting(setting) => self.setting(setting),
            ItemKind::Block(block) | ItemKind::Selector(_, block) => {
                starts(&block.name)?;
                self.block(&block.items)
            }
            ItemKind::Include(value)
            | ItemKind::Return(Some(value))
            | ItemKind::Expression(value) => self.expr(value),
            ItemKind::Label(_, Some(inner)) => self.item(inner),
            ItemKind::Declaration(names, value) => {
                if let [name] = names.as_slice() {
                    self.declared_type(item.span.start, name.span.start)?;
                }
                if let Some(value) = value {
                    self.expr(value)?;
                }
                names.iter().try_for_each(|name| self.declare(name.span))
            }
            ItemKind::Function(_, closure) => {
                // A method sees none of the variables of the script.
                let outside = std::mem::take(&mut self.variables);
                let names: Vec<Span> = closure.parameters.iter().map(|name| name.span).collect();
                let checked = self.scope(&names, &closure.body.items);
                self.variables = outside;
                checked
            }
            ItemKind::If(condition, then, otherwise) => {
                self.expr(condition)?;
                self.body(then)?;
                otherwise
                    .as_ref()
                    .map_or(Ok(()), |otherwise| self.body(otherwise))
            }
            ItemKind::Loop(variable, over, body) => {
                if let Some(over) = over {
                    self.expr(over)?;
                }
                let variable: Vec<Span> = variable.iter().map(|name| name.span).collect();
                self.scope(&variable, &body.items)
            }
            ItemKind::Switch(value, cases) => {
                self.expr(value)?;
                let before_last = cases.len().saturating_sub(1);
                if cases
                    .iter()
                    .take(before_last)
                    .any(|case| case.test.is_none())
                {
                    let message =
                        "a default branch must only appear as the last branch of a switch";
                    return refuse(item.span, message.to_owned());
                }
                cases.iter().try_for_each(|case| {
                    case.test.as_ref().map_or(Ok(()), |test| self.expr(test))?;
                    self.scope(&[], &case.items)
                })
            }
            ItemKind::Try(body, others) => {
                self.body(body)?;
                let mut end = body.span.end;
                others.iter().try_for_each(|other| {
                    let head = Span {
                        start: end,
                        end: other.span.start,
                    };
                    end = other.span.end;
                    let Some((types, name)) = classes::catch_head(self.text, head) else {
                        return self.body(other);
                    };
                    types
                        .into_iter()
                        .try_for_each(|span| self.type_name(span))?;
                    self.scope(&[name], &other.items)
                })
            }
            ItemKind::Label(_, None)
            | ItemKind::Return(None)
            | ItemKind::Other
            | ItemKind::Unreadable => Ok(()),
        }
    }

    fn setting(&mut self, setting: &'d Assignment<'d>) -> Checked {
        if let Some(first) = setting.path.first() {
            starts(first)?;
        }
        self.expr(&setting.value)?;
        match &*setting.path {
            [name] if !name.quoted => self.assigned(&name.text, name.span),
            _ => Ok(()),
        }
    }

    fn assigned(&self, name: &str, span: Span) -> Checked {
        let is_type = classes::is_imported(name) || classes::is_primitive(name);
        if is_type && !self.variables.contains(name) {
            let class = classes::full_name(name).unwrap_or_else(|| name.to_owned());
            return refuse(
                span,
                format!("you tried to assign a value to the class '{class}'"),
            );
        }
        Ok(())
    }

    fn declare(&mut self, span: Span) -> Checked {
        let name = span.of(self.text);
        if self.variables.push(name) {
            let message =
                format!("The current scope already contains a variable of the name {name}");
            return refuse(span, message);
        }
        Ok(())
    }
}

/// A name at the start of an expression.
fn starts(name: &Name<'_>) -> Checked {
    if !name.quoted && is_legacy_keyword(&name.text) {
        return keyword(&name.text, name.span);
    }
    Ok(())
}

/// A word that can stand for nothing. At which token Groovy stops depends on what is around it.
fn keyword(word: &str, span: Span) -> Checked {
    let reason = format!("Groovy keeps the word {word} for itself");
    Err(Refusal::reason(span, reason))
}

impl<'d> Compiler<'d> {
    pub(super) fn expr(&mut self, expr: &'d Expr<'d>) -> Checked {
        match &expr.kind {
            ExprKind::Name(name) if is_legacy_keyword(name) => keyword(name, expr.span),
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
            ExprKind::Property(property) => self.expr(&property.target),
            ExprKind::Paren(inner) | ExprKind::Spread(inner) => self.expr(inner),
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
            ExprKind::Binary(binary) => {
                self.expr(&binary.left)?;
                self.expr(&binary.right)
            }
            ExprKind::Ternary(ternary) => {
                self.expr(&ternary.condition)?;
                self.expr(&ternary.then)?;
                self.expr(&ternary.otherwise)
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
            let reason = "a type ends with a dot";
            return Err(Refusal::reason(Span { start, end }, reason));
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
            || self
                .imported
                .as_ref()
                .is_none_or(|all| all.get(name).is_some())
    }
}

#[cfg(test)]
mod tests;
