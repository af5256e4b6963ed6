//! What the legacy parser refuses although it is well-formed: Groovy compiles the whole text
//! before it runs it.
//!
//! A variable may not have the name of one that is visible, and blocks are closures, each with
//! a variable `it`. A type has to be a class that Groovy finds. Only what stands in a
//! configuration is looked at, not classes that it defines.

mod expressions;

use std::collections::HashSet;

use super::classes;
use super::keywords::is_legacy_keyword;
use super::reading::Refusal;
use super::token::{Span, TokenKind};
use super::tree::{Assignment, Body, Document, Item, ItemKind, Name};
use super::visible::VisibleNames;

/// The first thing that Groovy's compiler refuses.
pub(super) fn check(document: &Document<'_>) -> Option<Refusal> {
    let mut compiler = Compiler {
        text: document.text,
        variables: VisibleNames::default(),
        imported: Some(HashSet::new()),
    };
    compiler.imports(&document.items);
    let mut tokens = document.tokens.iter();
    let first = tokens.find(|token| !token.kind.is_trivia() && token.kind != TokenKind::LineBreak);
    if let Some(first) = first
        && first.kind == TokenKind::Semicolon
        && document
            .items
            .iter()
            .any(|item| item.span.start > first.span.start)
    {
        let message = "Unexpected input: ';'".to_owned();
        return Some(Refusal {
            span: first.span,
            message,
        });
    }
    compiler.items(&document.items).err()
}

struct Compiler<'d> {
    text: &'d str,
    /// The variables that are visible, the latest last.
    variables: VisibleNames<'d>,
    /// Classes that the text imports or defines. `None` when they cannot be listed.
    imported: Option<HashSet<&'d str>>,
}

type Checked = Result<(), Refusal>;

fn refuse(span: Span, message: String) -> Checked {
    Err(Refusal { span, message })
}

impl<'d> Compiler<'d> {
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
                        all.insert(name);
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

    fn item(&mut self, item: &'d Item<'d>) -> Checked {
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
        match setting.path.as_slice() {
            [name] if !name.quoted => self.assigned(&name.text, name.span),
            _ => Ok(()),
        }
    }

    fn assigned(&self, name: &str, span: Span) -> Checked {
        let is_type = classes::is_imported(name) || classes::is_primitive(name);
        if is_type && !self.variables.contains(name) {
            return refuse(
                span,
                format!("you tried to assign a value to the class '{name}'"),
            );
        }
        Ok(())
    }

    fn declare(&mut self, span: Span) -> Checked {
        let name = span.of(self.text);
        if self.variables.contains(name) {
            let message =
                format!("The current scope already contains a variable of the name {name}");
            return refuse(span, message);
        }
        self.variables.push(name);
        Ok(())
    }
}

/// A name at the start of an expression.
fn starts(name: &Name<'_>) -> Checked {
    if !name.quoted && is_legacy_keyword(&name.text) {
        return refuse(name.span, format!("Unexpected input: '{}'", name.text));
    }
    Ok(())
}

#[cfg(test)]
#[path = "legacy_syntax_tests.rs"]
mod tests;
