//! Assignments of a script: to a variable, a setting, an entry, several at once.

use super::super::reading::Semantics;
use super::super::token::Span;
use super::super::tree::{Expr, ExprKind, Name};
use super::{Held, Machine, Stop, refuse};

impl<'t> Machine<'t> {
    /// `a.b.c = value`
    pub(super) fn assign_names(
        &mut self,
        path: &'t [Name<'t>],
        value: Held<'t>,
        place: Span,
    ) -> Result<(), Stop<'t>> {
        let certainty = self.certainty.max(self.floor);
        let Some((first, rest)) = path.split_first() else {
            return Ok(());
        };
        let Some((last, scopes)) = rest.split_last() else {
            if first.quoted {
                let message =
                    "The LHS of an assignment should be a variable or a field accessing expression";
                return refuse(first.span, message);
            }
            let name = first.span.of(self.text);
            self.assign_variable(name, value, place);
            return Ok(());
        };
        if self.semantics == Semantics::V2 {
            return Ok(());
        }
        if first.quoted {
            let message = format!(
                "No such property: {} for class: java.lang.String",
                last.text
            );
            return refuse(first.span, message);
        }
        let mut inner = self.name(first.span.of(self.text), first.span);
        for scope in scopes {
            inner = self.property(&inner, &scope.text, scope.span)?;
        }
        self.certainty = certainty;
        if is_made(last) {
            let written = last.span.of(self.text);
            return self.assign_in(&inner, written, Held::Unknown, last.span, place);
        }
        self.assign_in(&inner, &last.text, value, last.span, place)
    }

    /// `name = value`, where that is a variable or, for the legacy parser, a setting.
    fn assign_variable(&mut self, name: &str, value: Held<'t>, place: Span) {
        let name = self.symbols.intern(name);
        if let Some(variable) = self.variables.get_mut(name) {
            variable.value = if self.doubt > 0 { Held::Unknown } else { value };
            variable.certainty = self.certainty.max(self.floor);
        } else if self.semantics == Semantics::V1 {
            self.assign_name(name, value, place);
        }
    }

    /// `target = value`, for every target that Groovy knows.
    pub(super) fn assign(
        &mut self,
        target: &'t Expr<'t>,
        value: Held<'t>,
        place: Span,
    ) -> Result<(), Stop<'t>> {
        let certainty = self.certainty.max(self.floor);
        match &target.kind {
            ExprKind::Name(name) => self.assign_variable(name, value, place),
            ExprKind::Property(inner, _, name) => {
                let inner = self.eval(inner)?;
                self.certainty = certainty;
                self.assign_in(&inner, &name.text, value, target.span, place)?;
            }
            ExprKind::Index(inner, keys) => {
                let inner = self.eval(inner)?;
                let key = match keys.as_slice() {
                    [key] => self.eval(key)?,
                    _ => Held::Unknown,
                };
                self.certainty = certainty;
                if let Some(key) = self.text_value(&key) {
                    self.assign_in(&inner, &key, value, target.span, place)?;
                }
            }
            ExprKind::Paren(inner) => self.assign(inner, value, place)?,
            ExprKind::List(targets) => {
                for (index, target) in targets.iter().enumerate() {
                    let part = match &value {
                        Held::List(list) => list.values().get(index).cloned().unwrap_or(Held::Null),
                        _ => Held::Unknown,
                    };
                    self.assign(target, part, place)?;
                }
            }
            ExprKind::Text(..) | ExprKind::Binary(..) => {
                let message =
                    "The LHS of an assignment should be a variable or a field accessing expression";
                return refuse(target.span, message);
            }
            _ => {}
        }
        Ok(())
    }

    /// Sets a property of a value that has been read.
    pub(super) fn assign_in(
        &mut self,
        inner: &Held<'t>,
        name: &str,
        value: Held<'t>,
        target: Span,
        place: Span,
    ) -> Result<(), Stop<'t>> {
        match inner {
            Held::Scope(scope) => {
                let name = self.symbols.intern(name);
                self.put(*scope, name, value, place);
            }
            Held::Unknown => {}
            Held::Null => {
                return refuse(
                    target,
                    format!("Cannot set property '{name}' on null object"),
                );
            }
            _ => return refuse(target, format!("No such property: {name}")),
        }
        Ok(())
    }
}

/// A name that is put together at run time is not known.
fn is_made(name: &Name<'_>) -> bool {
    name.quoted && name.text.is_empty() && name.span.end > name.span.start + 2
}
