//! Operators on values that are known.

use std::cmp::Ordering;

use super::super::token::Span;
use super::super::tree::Expr;
use super::super::value::Value;
use super::bounds::{bounded, held};
use super::{Held, MAX_TEXT, Machine, Stop, refuse};

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
            ("-" | "+", Held::Null | Held::Scope(_)) => {
                return refuse(operand.span, "No sign can stand before null or a map");
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
                Held::List(values) => {
                    let found = self.contains(values, &left);
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
            ".." | "..<" => range(&left, operator, &right),
            "<<" => {
                let Held::List(mut values) = left else {
                    return Ok(Held::Unknown);
                };
                values.push(right);
                // The list itself grows, wherever it is held.
                let grown = bounded(values);
                self.assign(target, grown.clone(), target.span)?;
                grown
            }
            "+" | "-" | "*" | "/" | "%" | "**" if self.cannot_combine(&left, &right) => {
                let message = format!("No signature of method for `{operator}` on null or a map");
                return refuse(target.span, message);
            }
            _ => self.combine(left, operator, &right),
        })
    }

    /// Null and an empty scope take part in no arithmetic, but a text may follow them.
    fn cannot_combine(&self, left: &Held<'t>, right: &Held<'t>) -> bool {
        let is_nothing = match left {
            Held::Null => true,
            Held::Scope(scope) => self.slots(*scope).is_empty() && self.grows(left),
            _ => false,
        };
        is_nothing && matches!(right, Held::Int(_) | Held::Float(..) | Held::Null)
    }

    fn combine(&self, left: Held<'t>, operator: &str, right: &Held<'t>) -> Held<'t> {
        match (left, operator, right) {
            (Held::Unknown, ..) | (_, _, Held::Unknown) => Held::Unknown,
            (Held::Int(a), _, Held::Int(b)) => whole(a, operator, *b),
            (Held::Text(a), "+", b) => match self.text_value(b) {
                Some(b) if a.len() + b.len() < MAX_TEXT => Held::Text(a + &b),
                _ => Held::Unknown,
            },
            (
                a @ (Held::Null | Held::Scope(_) | Held::Int(_) | Held::Float(..)),
                "+",
                Held::Text(b),
            ) => match self.text_value(&a) {
                Some(a) if a.len() + b.len() < MAX_TEXT => Held::Text(a + b),
                _ => Held::Unknown,
            },
            (Held::Text(a), "-", Held::Text(b)) => Held::Text(a.replacen(b.as_str(), "", 1)),
            (Held::List(mut a), "+", b) => {
                match b {
                    Held::List(b) => a.extend(b.iter().cloned()),
                    other => a.push(other.clone()),
                }
                bounded(a)
            }
            (Held::Duration(a), "+" | "-", Held::Duration(b))
            | (Held::Duration(a), "*", Held::Int(b)) => units(a, operator, *b, Held::Duration),
            (Held::Memory(a), "+" | "-", Held::Memory(b))
            | (Held::Memory(a), "*", Held::Int(b)) => units(a, operator, *b, Held::Memory),
            (a, _, b) => match (decimal(&a), decimal(b)) {
                (Some(a), Some(b)) => decimals(a, operator, b),
                _ => Held::Unknown,
            },
        }
    }

    /// Whether two values are equal. `None` when only a run can tell.
    pub(super) fn same(&self, left: &Held<'t>, right: &Held<'t>) -> Option<bool> {
        match (left, right) {
            (Held::Unknown | Held::Closure(_), _) | (_, Held::Unknown | Held::Closure(_)) => None,
            (Held::List(_) | Held::Scope(_), _) | (_, Held::List(_) | Held::Scope(_)) => {
                let (left, right) = (self.value(left), self.value(right));
                let is_open = |value: &Value| value.to_string().contains("unknown");
                (!is_open(&left) && !is_open(&right)).then(|| left == right)
            }
            (a, b) => match (float(a), float(b)) {
                (Some(a), Some(b)) => Some(a.total_cmp(&b).is_eq()),
                _ => Some(self.value(a) == self.value(b)),
            },
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
            ("String", value) => self.text_value(&value).map_or(Held::Unknown, Held::Text),
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
}

fn whole<'t>(a: i64, operator: &str, b: i64) -> Held<'t> {
    let result = match operator {
        "+" => a.checked_add(b),
        "-" => a.checked_sub(b),
        "*" => a.checked_mul(b),
        "/" => match a.checked_rem(b) {
            Some(0) => a.checked_div(b),
            #[expect(
                clippy::cast_precision_loss,
                reason = "only numbers with few digits are divided further on"
            )]
            Some(_) => return decimals((a as f64, 0), "/", (b as f64, 0)),
            None => None,
        },
        "%" => a.checked_rem(b),
        "**" => u32::try_from(b).ok().and_then(|b| a.checked_pow(b)),
        _ => None,
    };
    result.map_or(Held::Unknown, Held::Int)
}

fn units<'t>(a: i64, operator: &str, b: i64, make: fn(i64) -> Held<'t>) -> Held<'t> {
    let result = match operator {
        "+" => a.checked_add(b),
        "-" => a.checked_sub(b),
        _ => a.checked_mul(b),
    };
    result.map_or(Held::Unknown, make)
}

#[expect(clippy::cast_precision_loss, reason = "only compared and shown")]
fn float(value: &Held<'_>) -> Option<f64> {
    match value {
        Held::Int(value) => Some(*value as f64),
        Held::Float(value, _) => Some(*value),
        _ => None,
    }
}

/// A number as a decimal: its value and how many digits follow the point.
fn decimal(value: &Held<'_>) -> Option<(f64, usize)> {
    match value {
        Held::Float(value, decimals) => Some((*value, (*decimals)?)),
        other => Some((float(other)?, 0)),
    }
}

/// Arithmetic of decimals, where the result has few digits. What does not end is unknown.
fn decimals<'t>(a: (f64, usize), operator: &str, b: (f64, usize)) -> Held<'t> {
    let ((a, a_digits), (b, b_digits)) = (a, b);
    let (value, digits) = match operator {
        "+" => (a + b, a_digits.max(b_digits)),
        "-" => (a - b, a_digits.max(b_digits)),
        "*" => (a * b, a_digits + b_digits),
        "/" if b != 0.0 => {
            let value = a / b;
            let digits = (0..=6).find(|digits| {
                let shifted = value * 10_f64.powi(*digits);
                (shifted - shifted.round()).abs() < 1e-9
            });
            match digits.and_then(|digits| usize::try_from(digits).ok()) {
                Some(digits) => (value, digits),
                None => return Held::Unknown,
            }
        }
        _ => return Held::Unknown,
    };
    if digits > 9 || value.abs() > 1e6 {
        return Held::Unknown;
    }
    // What was rounded on the way is rounded back.
    let shown = format!("{value:.digits$}");
    let is_quotient = operator == "/";
    shown.parse().map_or(Held::Unknown, |value| {
        Held::Float(value, (!is_quotient).then_some(digits))
    })
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

fn range<'t>(left: &Held<'_>, operator: &str, right: &Held<'_>) -> Held<'t> {
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
    Held::List((*a..=end).map(Held::Int).collect())
}
