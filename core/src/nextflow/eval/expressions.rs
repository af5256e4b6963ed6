//! Values of expressions, as far as the text tells them.

use super::super::reading::{Certainty, Semantics};
use super::super::token::Span;
use super::super::tree::{Entry, Expr, ExprKind, TextPart};
use super::super::value::{Value, unescape};
use super::scopes::Slot;
use super::{Held, MAX_SIZE, MAX_TEXT, Machine, Stop};

type Result<'t> = std::result::Result<Held<'t>, Stop<'t>>;

impl<'t> Machine<'t> {
    pub(super) fn eval(&mut self, expr: &'t Expr<'t>) -> Result<'t> {
        if !self.spend() {
            return Ok(Held::Unknown);
        }
        match &expr.kind {
            ExprKind::Null => Ok(Held::Null),
            ExprKind::Bool(value) => Ok(Held::Bool(*value)),
            ExprKind::Number => Ok(number(expr.span.of(self.text))),
            ExprKind::Text(quote, parts) => self.text_of(*quote, parts),
            ExprKind::Name(name) => Ok(self.name(name, expr.span)),
            ExprKind::List(elements) => self.list(elements),
            ExprKind::Map(entries) => self.map(entries),
            ExprKind::Closure(closure) => Ok(Held::Closure(closure)),
            ExprKind::Property(target, dot, name) => {
                if let Some(value) = class_constant(target, &name.text) {
                    return Ok(value);
                }
                let target = self.eval(target)?;
                Ok(match dot.of(self.text) {
                    "?." if matches!(target, Held::Null) => Held::Null,
                    "." | "?." => self.property(&target, &name.text, name.span),
                    _ => Held::Unknown,
                })
            }
            ExprKind::Index(target, indices) => self.index(target, indices),
            ExprKind::Call(target, arguments) => self.call(target, arguments, expr.span),
            ExprKind::Unary(operator, operand) => self.unary(*operator, operand),
            ExprKind::Binary(left, operator, right) => {
                self.binary(left, operator.of(self.text), right)
            }
            ExprKind::Ternary(condition, then, other) => {
                let condition = self.eval(condition)?;
                match self.truth(&condition) {
                    Some(true) => self.eval(then),
                    Some(false) => self.eval(other),
                    None => Ok(Held::Unknown),
                }
            }
            ExprKind::As(value, kind) => {
                let value = self.eval(value)?;
                Ok(self.cast(value, kind.of(self.text)))
            }
            ExprKind::Cast(kind, value) => {
                let value = self.eval(value)?;
                Ok(match value {
                    Held::Text(_) => Held::Unknown,
                    value => self.cast(value, kind.of(self.text)),
                })
            }
            ExprKind::Assign(target, operator, value) => {
                let operator = operator.of(self.text);
                let value = match operator.strip_suffix('=') {
                    Some("") | None => self.eval(value)?,
                    Some("?") => self.binary(target, "?:", value)?,
                    Some(operator) => self.binary(target, operator, value)?,
                };
                if self.semantics == Semantics::V1 {
                    self.assign(target, value.clone(), expr.span)?;
                }
                Ok(value)
            }
            ExprKind::Paren(inner) => self.eval(inner),
            ExprKind::New(_) | ExprKind::Spread(_) => Ok(Held::Unknown),
        }
    }

    /// What a name stands for.
    pub(super) fn name(&mut self, name: &'t str, place: Span) -> Held<'t> {
        if let Some((_, value, certainty)) = self.locals.iter().rev().find(|local| local.0 == name)
        {
            self.certainty = self.certainty.max(*certainty);
            return value.clone();
        }
        if name == "params" {
            self.certainty = Certainty::UnlessParams;
        }
        match self.semantics {
            Semantics::V1 => self.legacy_name(name, place),
            Semantics::V2 if name == "params" => {
                let params = self.slot(self.root(), name).map(|slot| slot.value.clone());
                params.unwrap_or(Held::Unknown)
            }
            Semantics::V2 => Held::Unknown,
        }
    }

    pub(super) fn property(&mut self, target: &Held<'t>, name: &str, place: Span) -> Held<'t> {
        match target {
            Held::Scope(scope) => {
                if let Some(slot) = self.slot(*scope, name) {
                    let (value, certainty) = (slot.value.clone(), slot.certainty);
                    self.certainty = self.certainty.max(certainty);
                    return value;
                }
                if !self.grows(target) {
                    return Held::Null;
                }
                let inner = Held::Scope(self.new_scope(true));
                self.put(*scope, name, inner.clone(), place);
                inner
            }
            Held::Int(amount) => {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "an amount of hours or gigabytes is small"
                )]
                let amount = *amount as f64;
                Value::with_unit(amount, name).map_or(Held::Unknown, held)
            }
            Held::Float(amount) => Value::with_unit(*amount, name).map_or(Held::Unknown, held),
            // A setting below it is refused with its own words.
            Held::Null if self.certainty == Certainty::Sure => Held::Null,
            _ => Held::Unknown,
        }
    }

    fn index(&mut self, target: &'t Expr<'t>, indices: &'t [Expr<'t>]) -> Result<'t> {
        let target = self.eval(target)?;
        let index = match indices {
            [index] => self.eval(index)?,
            _ => Held::Unknown,
        };
        Ok(match (&target, index) {
            (Held::Scope(_), Held::Text(name)) => self.property(&target, &name, Self::nowhere()),
            (Held::List(values), Held::Int(index)) => {
                let count = i64::try_from(values.len()).unwrap_or(0);
                let index = if index < 0 { index + count } else { index };
                let value = usize::try_from(index)
                    .ok()
                    .and_then(|index| values.get(index));
                value.cloned().unwrap_or(Held::Null)
            }
            _ => Held::Unknown,
        })
    }

    fn text_of(
        &mut self,
        quote: super::super::token::Quote,
        parts: &'t [TextPart<'t>],
    ) -> Result<'t> {
        let mut text = String::new();
        let mut is_known = true;
        for part in parts {
            let value = match part {
                TextPart::Chunk(span) => {
                    text.push_str(&unescape(span.of(self.text), quote));
                    continue;
                }
                TextPart::Variable(span) => {
                    let mut names = span.of(self.text).trim_start_matches('$').split('.');
                    let mut value = self.name(names.next().unwrap_or_default(), *span);
                    for name in names {
                        value = self.property(&value, name, *span);
                    }
                    value
                }
                TextPart::Code(_, None) => Held::Null,
                TextPart::Code(_, Some(code)) => match self.eval(code)? {
                    Held::Closure(closure) => self.run_closure(closure, &[])?,
                    value => value,
                },
            };
            match self.text_value(&value) {
                Some(shown) => text.push_str(&shown),
                None => is_known = false,
            }
            // A text that doubles itself would never end.
            is_known &= text.len() < MAX_TEXT;
        }
        Ok(if is_known {
            Held::Text(text)
        } else {
            Held::Unknown
        })
    }

    /// How a value is written into a text. `None` when only a run can tell.
    pub(super) fn text_value(&self, value: &Held<'t>) -> Option<String> {
        let value = self.value(value);
        is_known(&value).then(|| value.to_string())
    }

    fn list(&mut self, elements: &'t [Expr<'t>]) -> Result<'t> {
        let mut values = Vec::with_capacity(elements.len());
        for element in elements {
            if let ExprKind::Spread(inner) = &element.kind {
                match self.eval(inner)? {
                    Held::List(inner) => values.extend(inner),
                    _ => return Ok(Held::Unknown),
                }
            } else {
                values.push(self.eval(element)?);
            }
        }
        Ok(bounded(values))
    }

    fn map(&mut self, entries: &'t [Entry<'t>]) -> Result<'t> {
        let map = self.new_scope(false);
        for entry in entries {
            let key = match &entry.key.kind {
                ExprKind::Name("*") => return Ok(Held::Unknown),
                ExprKind::Name(name) => (*name).to_owned(),
                _ => {
                    let key = self.eval(&entry.key)?;
                    match self.text_value(&key) {
                        Some(key) => key,
                        None => return Ok(Held::Unknown),
                    }
                }
            };
            let value = self.eval(&entry.value)?;
            let (place, certainty) = (entry.value.span, self.certainty);
            self.put_as(
                map,
                Slot {
                    key,
                    value,
                    place,
                    certainty,
                },
            );
        }
        Ok(Held::Scope(map))
    }
}

/// A list, unless it holds itself over and over.
pub(super) fn bounded(values: Vec<Held<'_>>) -> Held<'_> {
    let size: usize = values
        .iter()
        .map(|value| weight(value, 0))
        .fold(0, usize::saturating_add);
    if size < MAX_SIZE {
        Held::List(values)
    } else {
        Held::Unknown
    }
}

/// How much a value holds, that in lists in it included. One that is nested like nothing that
/// is written by hand holds too much.
fn weight(value: &Held<'_>, depth: u32) -> usize {
    match value {
        Held::List(_) if depth > 40 => MAX_SIZE,
        Held::List(values) => {
            let inner = values.iter().map(|value| weight(value, depth + 1));
            inner.fold(1, usize::saturating_add)
        }
        Held::Text(text) => 1 + text.len() / 64,
        _ => 1,
    }
}

fn is_known(value: &Value) -> bool {
    match value {
        Value::Unknown | Value::Closure => false,
        Value::List(values) => values.iter().all(is_known),
        Value::Map(entries) => entries.iter().all(|(_, value)| is_known(value)),
        _ => true,
    }
}

pub(super) fn held<'t>(value: Value) -> Held<'t> {
    match value {
        Value::Duration(value) => Held::Duration(value),
        Value::Memory(value) => Held::Memory(value),
        Value::Bool(value) => Held::Bool(value),
        Value::Text(value) => Held::Text(value),
        _ => Held::Unknown,
    }
}

fn class_constant<'t>(target: &Expr<'_>, name: &str) -> Option<Held<'t>> {
    match (&target.kind, name) {
        (ExprKind::Name("Boolean"), "TRUE") => Some(Held::Bool(true)),
        (ExprKind::Name("Boolean"), "FALSE") => Some(Held::Bool(false)),
        _ => None,
    }
}

/// A number as Groovy reads it.
fn number<'t>(written: &str) -> Held<'t> {
    let digits: String = written.chars().filter(|c| *c != '_').collect();
    let radix = |prefix: usize, radix: u32| {
        let digits = digits
            .get(prefix..)
            .unwrap_or_default()
            .trim_end_matches(['l', 'L', 'i', 'I', 'g', 'G']);
        i64::from_str_radix(digits, radix).map_or(Held::Unknown, Held::Int)
    };
    let lower = digits.to_ascii_lowercase();
    if lower.starts_with("0x") {
        return radix(2, 16);
    }
    if lower.starts_with("0b") {
        return radix(2, 2);
    }
    let plain = lower.trim_end_matches(['l', 'i', 'g', 'f', 'd']);
    if plain.contains(['.', 'e']) || lower.ends_with(['f', 'd']) {
        return plain.parse().map_or(Held::Unknown, Held::Float);
    }
    if plain.len() > 1 && plain.starts_with('0') {
        return radix(1, 8);
    }
    plain.parse().map_or(Held::Unknown, Held::Int)
}
