//! Sums, products and what else is made of two values.

use super::{Held, MAX_TEXT, Machine};

impl<'t> Machine<'t> {
    /// Null and an empty scope take part in no arithmetic, but a text may follow them.
    pub(super) fn cannot_combine(&self, left: &Held<'t>, operator: &str, right: &Held<'t>) -> bool {
        let is_number = matches!(right, Held::Int(_) | Held::Float(..));
        let is_text = operator != "+" && matches!(right, Held::Text(_));
        match left {
            Held::Null => is_number || is_text || matches!(right, Held::Null),
            Held::Scope(scope) if self.len(*scope) == 0 && self.grows(left) => is_number || is_text,
            _ => false,
        }
    }

    pub(super) fn combine(&self, left: Held<'t>, operator: &str, right: &Held<'t>) -> Held<'t> {
        match (left, operator, right) {
            (Held::Unknown, ..) | (_, _, Held::Unknown) => Held::Unknown,
            (Held::Int(a), _, Held::Int(b)) => whole(a, operator, *b),
            (Held::Text(a), "+", b) => match self.text_value(b) {
                Some(b) if a.len() + b.len() < MAX_TEXT => self.text([&*a, &b].concat()),
                _ => Held::Unknown,
            },
            (
                a @ (Held::Null | Held::Scope(_) | Held::Int(_) | Held::Float(..)),
                "+",
                Held::Text(b),
            ) => match self.text_value(&a) {
                Some(a) if a.len() + b.len() < MAX_TEXT => self.text(a + b),
                _ => Held::Unknown,
            },
            (Held::Text(a), "-", Held::Text(b)) => self.text(a.replacen(&**b, "", 1)),
            (Held::List(list), "+", b) => {
                let mut sum = list.values().to_vec();
                match b {
                    Held::List(more) => sum.extend_from_slice(more.values()),
                    other => sum.push(other.clone()),
                }
                self.list_of(sum)
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
pub(super) fn float(value: &Held<'_>) -> Option<f64> {
    match value {
        Held::Int(value) => Some(*value as f64),
        Held::Float(value, _) => Some(*value),
        _ => None,
    }
}

/// A number as a decimal: its value and how many digits follow the point.
fn decimal(value: &Held<'_>) -> Option<(f64, usize)> {
    match value {
        Held::Float(value, decimals) => Some((*value, usize::from((*decimals)?))),
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
    let digits = u16::try_from(digits).ok().filter(|_| !is_quotient);
    shown
        .parse()
        .map_or(Held::Unknown, |value| Held::Float(value, digits))
}
