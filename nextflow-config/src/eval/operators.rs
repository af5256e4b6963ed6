//! Operators on values that are known.

use std::cmp::Ordering;

use super::super::token::Span;
use super::super::tree::Expr;
use super::super::value::Value;
use super::arithmetic::float;
use super::bounds::held;
use super::scopes::MAX_NESTING;
use super::{Held, Machine, Stop, refuse};

type Result<'t> = std::result::Result<Held<'t>, Stop<'t>>;

/// How many elements a range may have.
const MAX_RANGE: i64 = 10_000;

impl<'t> Machine<'t> {
    pub(super) fn unary(&mut self, operator: Span, operand: &'t Expr<'t>) -> Result<'t> {
        let value = self.eval(operand)?;
        let operator = operator.of(self.text);
        Ok(match (operator, value) {
            ("!", value) => self
                .truth(&value)
                .map_or(Held::Unknown, |truth| Held::Bool(!truth)),
            ("-", Held::Int(value)) => value.checked_neg().map_or(Held::Unknown, Held::Int),
            ("-", Held::Float(value, decimals)) => Held::Float(-value, decimals),
            ("+", value @ (Held::Int(_) | Held::Float(..))) => value,
            ("+", Held::Text(_)) => {
                return refuse(
                    operand.span,
                    "No signature of method: java.lang.String.positive()",
                );
            }
            (
                "-" | "+",
                Held::Null | Held::Scope(_) | Held::Bool(_) | Held::Duration(_) | Held::Memory(_),
            )
            | ("-", Held::Text(_)) => {
                return refuse(operand.span, "Only a number can have a sign");
            }
            ("~", Held::Int(value)) => Held::Int(!value),
            ("~", Held::Scope(_) | Held::Null) => {
                return refuse(
                    operand.span,
                    "Cannot invoke method bitwiseNegate() on null object",
                );
            }
            ("++" | "--", value) => {
                let sign = if operator == "++" { "+" } else { "-" };
                let next = self.combine(value, sign, &Held::Int(1));
                self.assign(operand, next.clone(), operand.span)?;
                next
            }
            _ => Held::Unknown,
        })
    }

    pub(super) fn binary(
        &mut self,
        left: &'t Expr<'t>,
        operator: &str,
        right: &'t Expr<'t>,
    ) -> Result<'t> {
        let target = left;
        let left = self.eval(left)?;
        match (operator, self.truth(&left)) {
            ("&&", Some(false)) => return Ok(Held::Bool(false)),
            ("||", Some(true)) => return Ok(Held::Bool(true)),
            ("?:", Some(true)) => return Ok(left),
            ("?:", Some(false)) => return self.eval(right),
            _ => {}
        }
        let right = self.eval(right)?;
        let known = self.truth(&right);
        Ok(match operator {
            "&&" | "||" => match (self.truth(&left), known) {
                (Some(_), Some(truth)) => Held::Bool(truth),
                _ => Held::Unknown,
            },
            "?:" => Held::Unknown,
            "==" => self.same(&left, &right).map_or(Held::Unknown, Held::Bool),
            "!=" => self
                .same(&left, &right)
                .map_or(Held::Unknown, |same| Held::Bool(!same)),
            "in" | "!in" => match &right {
                Held::List(list) => {
                    let found = self.contains(list.values(), &left);
                    found.map_or(Held::Unknown, |found| {
                        Held::Bool(found == (operator == "in"))
                    })
                }
                _ => Held::Unknown,
            },
            "<" | "<=" | ">" | ">=" | "<=>" => {
                let is_map = |value: &Held<'_>| matches!(value, Held::Scope(_));
                let is_plain = |value: &Held<'_>| {
                    matches!(
                        value,
                        Held::Int(_) | Held::Float(..) | Held::Text(_) | Held::Bool(_)
                    )
                };
                if is_map(&left) && is_plain(&right) || is_plain(&left) && is_map(&right) {
                    return refuse(target.span, "A map cannot be compared with a plain value");
                }
                compare(&left, operator, &right)
            }
            ".." | "..<" if matches!(left, Held::Scope(_)) || matches!(right, Held::Scope(_)) => {
                return refuse(target.span, "A map is no end of a range");
            }
            ".." | "..<" => self.range(&left, operator, &right),
            "<<" => {
                let Held::List(list) = left else {
                    return Ok(Held::Unknown);
                };
                let mut values = list.values().to_vec();
                values.push(right);
                // The list itself grows, wherever it is held.
                let grown = self.list_of(values);
                self.assign(target, grown.clone(), target.span)?;
                grown
            }
            "+" | "-" | "*" | "/" | "%" | "**" if self.cannot_combine(&left, operator, &right) => {
                let message = format!("No signature of method for `{operator}` on null or a map");
                return refuse(target.span, message);
            }
            _ => self.combine(left, operator, &right),
        })
    }

    /// Whether two values are equal. `None` when only a run can tell, also of a part of one.
    pub(super) fn same(&self, left: &Held<'t>, right: &Held<'t>) -> Option<bool> {
        self.same_within(left, right, 0)
    }

    fn same_within(&self, left: &Held<'t>, right: &Held<'t>, depth: usize) -> Option<bool> {
        if depth > MAX_NESTING || !self.allows(1) {
            return None;
        }
        match (left, right) {
            (Held::Unknown | Held::Closure(_), _) | (_, Held::Unknown | Held::Closure(_)) => None,
            (Held::List(a), Held::List(b)) => {
                let (a, b) = (a.values(), b.values());
                let pairs = a.iter().zip(b);
                let same = pairs.map(|(a, b)| self.same_within(a, b, depth + 1));
                all_same(a.len() == b.len(), same)
            }
            (Held::Scope(a), Held::Scope(b)) => {
                let same = self.slots(*a).map(|slot| match self.slot(*b, slot.key) {
                    Some(other) => self.same_within(&slot.value, &other.value, depth + 1),
                    None => Some(false),
                });
                all_same(self.len(*a) == self.len(*b), same)
            }
            (Held::Null, Held::Null) => Some(true),
            (Held::Bool(a), Held::Bool(b)) => Some(a == b),
            (Held::Text(a), Held::Text(b)) => Some(a == b),
            (Held::Duration(a), Held::Duration(b)) | (Held::Memory(a), Held::Memory(b)) => {
                Some(a == b)
            }
            (a, b) => Some(match (float(a), float(b)) {
                (Some(a), Some(b)) => a.total_cmp(&b).is_eq(),
                // They are of two kinds.
                _ => false,
            }),
        }
    }

    pub(super) fn contains(&self, values: &[Held<'t>], value: &Held<'t>) -> Option<bool> {
        let mut is_open = false;
        for other in values {
            match self.same(other, value) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => is_open = true,
            }
        }
        (!is_open).then_some(false)
    }

    /// `value as Type`
    pub(super) fn cast(&self, value: Held<'t>, kind: &str) -> Held<'t> {
        match (kind.rsplit('.').next().unwrap_or(kind), value) {
            (_, Held::Unknown) => Held::Unknown,
            ("boolean" | "Boolean", value) => self.truth(&value).map_or(Held::Unknown, Held::Bool),
            ("String", value) => self
                .text_value(&value)
                .map_or(Held::Unknown, |text| self.text(text)),
            ("int" | "Integer" | "long" | "Long", value @ Held::Int(_))
            | ("Duration", value @ Held::Duration(_))
            | ("MemoryUnit", value @ Held::Memory(_))
            | ("List" | "Set" | "Collection", value @ Held::List(_))
            | ("Map", value @ Held::Scope(_)) => value,
            ("int" | "Integer" | "long" | "Long", Held::Text(text)) => {
                text.trim().parse().map_or(Held::Unknown, Held::Int)
            }
            ("Duration", Held::Text(text)) => {
                Value::parse_units(&text, true).map_or(Held::Unknown, held)
            }
            ("MemoryUnit", Held::Text(text)) => {
                Value::parse_units(&text, false).map_or(Held::Unknown, held)
            }
            _ => Held::Unknown,
        }
    }

    fn range(&self, left: &Held<'t>, operator: &str, right: &Held<'t>) -> Held<'t> {
        let (Held::Int(a), Held::Int(b)) = (left, right) else {
            return Held::Unknown;
        };
        let end = if operator == ".." {
            *b
        } else {
            b.saturating_sub(1)
        };
        if *a > end || end.saturating_sub(*a) > MAX_RANGE {
            return Held::Unknown;
        }
        self.list_of((*a..=end).map(Held::Int).collect())
    }
}

/// Whether all parts of two values are equal. One that is not says more than one that is not
/// known.
fn all_same(same_count: bool, parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    if !same_count {
        return Some(false);
    }
    let mut all = Some(true);
    for same in parts {
        match same {
            Some(true) => {}
            Some(false) => return Some(false),
            None => all = None,
        }
    }
    all
}

fn compare<'t>(left: &Held<'_>, operator: &str, right: &Held<'_>) -> Held<'t> {
    let order = match (left, right) {
        (Held::Text(a), Held::Text(b)) => Some(a.cmp(b)),
        (Held::Duration(a), Held::Duration(b)) | (Held::Memory(a), Held::Memory(b)) => {
            Some(a.cmp(b))
        }
        (Held::Null, Held::Null) => Some(Ordering::Equal),
        // Null comes before everything.
        (Held::Null, b) if !matches!(b, Held::Unknown) => Some(Ordering::Less),
        (a, Held::Null) if !matches!(a, Held::Unknown) => Some(Ordering::Greater),
        (a, b) => match (float(a), float(b)) {
            (Some(a), Some(b)) => a.partial_cmp(&b),
            _ => None,
        },
    };
    if operator == "<=>" {
        return order.map_or(Held::Unknown, |order| Held::Int(order as i64));
    }
    order.map_or(Held::Unknown, |order| {
        Held::Bool(match operator {
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            ">" => order.is_gt(),
            _ => order.is_ge(),
        })
    })
}
