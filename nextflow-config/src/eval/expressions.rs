//! Values of expressions, as far as the text tells them.

use super::super::reading::{Certainty, Semantics};
use super::super::token::Span;
use super::super::tree::{Entry, Expr, ExprKind, TextPart};
use super::super::value::unescape;
use super::bounds::{class_constant, is_known, number};
use super::{Held, MAX_TEXT, Machine, Stop};

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
                if self.is_class_name(target, &name.text) {
                    return Ok(Held::Unknown);
                }
                let target = self.eval(target)?;
                match dot.of(self.text) {
                    "?." | "*." if matches!(target, Held::Null) => Ok(Held::Null),
                    "*." if matches!(target, Held::List(_)) => {
                        self.property(&target, &name.text, name.span)
                    }
                    "." | "?." => self.property(&target, &name.text, name.span),
                    _ => Ok(Held::Unknown),
                }
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
    pub(super) fn name(&mut self, name: &str, place: Span) -> Held<'t> {
        let symbol = self.symbols.intern(name);
        if let Some(variable) = self.variables.get(symbol) {
            self.certainty = self.certainty.max(variable.certainty);
            return variable.value.clone();
        }
        if name == "params" {
            self.certainty = Certainty::UnlessParams;
        }
        match self.semantics {
            Semantics::V1 => self.legacy_name(symbol, place),
            Semantics::V2 if name == "params" => {
                let params = self
                    .slot(self.root(), symbol)
                    .map(|slot| slot.value.clone());
                params.unwrap_or(Held::Unknown)
            }
            Semantics::V2 => Held::Unknown,
        }
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
                        value = self.property(&value, name, *span)?;
                    }
                    value
                }
                TextPart::Code(_, None) => Held::Null,
                TextPart::Code(_, Some(code)) => match self.eval(code)? {
                    Held::Closure(closure) => self.run_closure(closure, &[])?,
                    value => value,
                },
            };
            // A text that doubles itself would never end.
            is_known = is_known
                && match &value {
                    Held::Text(part) if text.len() + part.len() < MAX_TEXT => {
                        text.push_str(part);
                        true
                    }
                    Held::Text(_) => false,
                    value => self.text_value(value).is_some_and(|shown| {
                        text.push_str(&shown);
                        text.len() < MAX_TEXT
                    }),
                };
        }
        Ok(if is_known {
            self.text(text)
        } else {
            Held::Unknown
        })
    }

    /// How a value is written into a text. `None` when only a run can tell.
    pub(super) fn text_value(&self, value: &Held<'t>) -> Option<String> {
        match value {
            Held::Float(value, decimals) => {
                let decimals = usize::from((*decimals)?);
                Some(format!("{value:.decimals$}"))
            }
            Held::Text(text) => self.allows(1 + text.len() / 16).then(|| text.to_string()),
            value => {
                let weight = match value {
                    Held::List(list) => list.weight,
                    Held::Scope(scope) => self.len(*scope),
                    _ => 1,
                };
                let value = self.allows(weight).then(|| self.value(value))?;
                is_known(&value).then(|| value.to_string())
            }
        }
    }

    fn list(&mut self, elements: &'t [Expr<'t>]) -> Result<'t> {
        let mut values = Vec::with_capacity(elements.len());
        for element in elements {
            if let ExprKind::Spread(inner) = &element.kind {
                match self.eval(inner)? {
                    Held::List(inner) => values.extend_from_slice(inner.values()),
                    _ => return Ok(Held::Unknown),
                }
            } else {
                values.push(self.eval(element)?);
            }
        }
        Ok(self.list_of(values))
    }

    fn map(&mut self, entries: &'t [Entry<'t>]) -> Result<'t> {
        let map = self.new_scope(false);
        for entry in entries {
            let key = match &entry.key.kind {
                ExprKind::Name("*") => return Ok(Held::Unknown),
                ExprKind::Name(name) => self.symbols.intern(name),
                _ => {
                    let key = self.eval(&entry.key)?;
                    match self.text_value(&key) {
                        Some(key) => self.symbols.intern(&key),
                        None => return Ok(Held::Unknown),
                    }
                }
            };
            let value = self.eval(&entry.value)?;
            let slot = self.new_slot(key, value, entry.value.span);
            self.put_as(map, slot);
        }
        Ok(Held::Scope(map))
    }
}
