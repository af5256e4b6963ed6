//! What stands behind a dot or between square brackets.

use super::super::reading::Certainty;
use super::super::token::Span;
use super::super::tree::{Expr, ExprKind};
use super::super::value::Value;
use super::bounds::held;
use super::{Held, Machine, Stop, refuse};

type Result<'t> = std::result::Result<Held<'t>, Stop<'t>>;

impl<'t> Machine<'t> {
    pub(super) fn property(&mut self, target: &Held<'t>, name: &str, place: Span) -> Result<'t> {
        match target {
            Held::Scope(scope) => {
                let name = self.symbols.intern(name);
                if let Some(slot) = self.slot(*scope, name) {
                    let (value, certainty) = (slot.value.clone(), slot.certainty);
                    self.certainty = self.certainty.max(certainty);
                    return Ok(value);
                }
                self.miss();
                if !self.grows(target) {
                    return Ok(Held::Null);
                }
                let inner = Held::Scope(self.new_scope(true));
                self.put(*scope, name, inner.clone(), place);
                Ok(inner)
            }
            Held::Null => refuse(
                place,
                format!("Cannot get property '{name}' on null object"),
            ),
            Held::Int(amount) => {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "an amount of hours or gigabytes is small"
                )]
                let amount = *amount as f64;
                unit(amount, name).map_or_else(|| unknown_property(name, "Integer", place), Ok)
            }
            Held::Float(amount, _) => {
                unit(*amount, name).map_or_else(|| unknown_property(name, "BigDecimal", place), Ok)
            }
            Held::Text(_) => unknown_property(name, "String", place),
            Held::Bool(_) => unknown_property(name, "Boolean", place),
            // Every element is asked.
            Held::List(list) => {
                let values = list.values().iter();
                let values: std::result::Result<Vec<_>, _> = values
                    .map(|value| self.property(value, name, place))
                    .collect();
                Ok(self.list_of(values?))
            }
            Held::Unknown | Held::Closure(_) | Held::Duration(_) | Held::Memory(_) => {
                Ok(Held::Unknown)
            }
        }
    }

    /// Notes that something was looked for in vain, which a file that has been included may
    /// have set.
    pub(super) fn miss(&mut self) {
        if !self.includes.is_empty() {
            self.certainty = self.certainty.max(Certainty::UnlessIncluded);
        }
    }

    pub(super) fn index(&mut self, target: &'t Expr<'t>, indices: &'t [Expr<'t>]) -> Result<'t> {
        let target = self.eval(target)?;
        let index = match indices {
            [index] => self.eval(index)?,
            _ => Held::Unknown,
        };
        Ok(match (&target, index) {
            (Held::Scope(_), Held::Text(name)) => self.property(&target, &name, Self::nowhere())?,
            (Held::List(list), Held::Int(index)) => {
                let values = list.values();
                let value = place_in(index, values.len()).and_then(|index| values.get(index));
                value.cloned().unwrap_or(Held::Null)
            }
            (Held::Text(text), Held::Int(index)) if text.is_ascii() => {
                let at = place_in(index, text.len());
                let found = at.and_then(|at| text.get(at..=at));
                found.map_or(Held::Unknown, |found| Held::Text(found.into()))
            }
            _ => Held::Unknown,
        })
    }

    fn is_variable(&self, name: &str) -> bool {
        let symbol = self.symbols.get(name);
        symbol.is_some_and(|symbol| self.variables.get(symbol).is_some())
    }

    /// Whether an expression is the full name of a class, such as `java.time.Year`.
    pub(super) fn is_class_name(&self, target: &Expr<'_>, name: &str) -> bool {
        let mut has_class = name.starts_with(|c: char| c.is_ascii_uppercase());
        let mut target = target;
        loop {
            match &target.kind {
                ExprKind::Property(inner, _, name) => {
                    has_class |= name.text.starts_with(|c: char| c.is_ascii_uppercase());
                    target = inner;
                }
                ExprKind::Name(root) => {
                    return has_class
                        && super::super::classes::is_package(root)
                        && !self.is_variable(root);
                }
                _ => return false,
            }
        }
    }
}

/// `8.GB`, `2.h`, in capitals or not. A mere `8.G` is none, although a text may say it.
fn unit<'t>(amount: f64, name: &str) -> Option<Held<'t>> {
    let upper = name.to_ascii_uppercase();
    if upper == "ZB" {
        return Some(Held::Unknown);
    }
    let is_size = upper == "B" || upper.len() == 2 && upper.ends_with('B');
    let name = if is_size {
        upper
    } else {
        name.to_ascii_lowercase()
    };
    Value::with_unit(amount, &name).map(held)
}

/// Nearly everything has a class; else there are hardly any properties.
fn unknown_property<'t>(name: &str, class: &str, place: Span) -> Result<'t> {
    let is_known = matches!(
        name,
        "class"
            | "metaClass"
            | "properties"
            | "bytes"
            | "chars"
            | "empty"
            | "blank"
            | "values"
            | "strings"
            | "valueCount"
            | "TYPE"
            | "MAX_VALUE"
            | "MIN_VALUE"
    );
    if is_known {
        return Ok(Held::Unknown);
    }
    refuse(
        place,
        format!("No such property: {name} for class: java.lang.{class}"),
    )
}

/// Where an index points, counted from the end when it is negative.
fn place_in(index: i64, length: usize) -> Option<usize> {
    let index = if index < 0 {
        index + i64::try_from(length).ok()?
    } else {
        index
    };
    usize::try_from(index).ok()
}
