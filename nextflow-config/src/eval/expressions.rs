//! Values of expressions, as far as the text tells them.

use super::super::reading::{Certainty, Semantics};
use super::super::token::Span;
use super::super::tree::{Entry, Expr, ExprKind, TextPart};
use super::super::value::unescape;
use super::bounds::{bounded, class_constant, is_known, number};
use super::scopes::Slot;
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
        if let Held::Float(value, decimals) = value {
            return decimals.map(|decimals| format!("{value:.decimals$}"));
        }
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
            let (place, certainty) = (entry.value.span, self.certainty.max(self.floor));
            let includes = self.includes.len();
            self.put_as(
                map,
                Slot {
                    key,
                    value,
                    place,
                    certainty,
                    includes,
                },
            );
        }
        Ok(Held::Scope(map))
    }
}
