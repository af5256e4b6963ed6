//! Values of expressions, as far as the text tells them: operators, properties, elements.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::runtime_value::{self, class_constant, from_value, is_known, number};
use super::scopes::MAX_NESTING;
use super::text::Text;
use super::{Interpreter, MAX_TEXT, RuntimeValue, Stop, refuse, refuse_for};
use crate::classes;
use crate::reading::{Certainty, Parser};
use crate::token::Span;
use crate::tree::{Entry, Expr, ExprKind, Property, TextPart};
use crate::value::{Value, unescape};

type Result<'t> = std::result::Result<RuntimeValue<'t>, Stop<'t>>;

impl<'t> Interpreter<'t> {
    pub(super) fn eval(&mut self, expr: &'t Expr<'t>) -> Result<'t> {
        if !self.spend() {
            return Ok(RuntimeValue::Unknown);
        }
        match &expr.kind {
            ExprKind::Null => Ok(RuntimeValue::Null),
            ExprKind::Bool(value) => Ok(RuntimeValue::Bool(*value)),
            ExprKind::Number => Ok(number(expr.span.of(self.text))),
            ExprKind::Text(quote, parts) => self.text_of(*quote, parts),
            ExprKind::Name(name) => Ok(self.name(name, expr.span)),
            ExprKind::List(elements) => self.list(elements),
            ExprKind::Map(entries) => self.map(entries),
            ExprKind::Closure(closure) => Ok(RuntimeValue::Closure(closure)),
            ExprKind::Property(property) => {
                let Property { target, dot, name } = &**property;
                if let Some(value) = class_constant(target, &name.text) {
                    return Ok(value);
                }
                if self.is_class_name(target, &name.text) {
                    return Ok(RuntimeValue::Unknown);
                }
                let target = self.eval(target)?;
                if self.is_read_in_doubt(&target, &name.text) {
                    self.certainty = Certainty::UnlessParams;
                    return Ok(RuntimeValue::Unknown);
                }
                match dot.of(self.text) {
                    "?." | "*." if matches!(target, RuntimeValue::Null) => Ok(RuntimeValue::Null),
                    "*." if matches!(target, RuntimeValue::List(_)) => {
                        self.property(&target, &name.text, name.span)
                    }
                    "." | "?." => self.property(&target, &name.text, name.span),
                    _ => Ok(RuntimeValue::Unknown),
                }
            }
            ExprKind::Index(target, indices) => self.index(target, indices),
            ExprKind::Call(target, arguments) => self.call(target, arguments, expr.span),
            ExprKind::Unary(operator, operand) => self.unary(*operator, operand),
            ExprKind::Binary(binary) => {
                let operator = binary.operator.of(self.text);
                self.binary(&binary.left, operator, &binary.right)
            }
            ExprKind::Ternary(ternary) => {
                let condition = self.eval(&ternary.condition)?;
                match self.truth(&condition) {
                    Some(true) => self.eval(&ternary.then),
                    Some(false) => self.eval(&ternary.otherwise),
                    None => Ok(RuntimeValue::Unknown),
                }
            }
            ExprKind::As(value, kind) => {
                let value = self.eval(value)?;
                if is_number_class(kind.of(self.text)) && self.is_missing_parameter(&value) {
                    self.need_parameters();
                }
                Ok(self.cast(value, kind.of(self.text)))
            }
            ExprKind::Cast(kind, value) => {
                let bracket = value.span.of(self.text).chars().next();
                let value = self.eval(value)?;
                if self.parser == Parser::Strict {
                    return self.call_type(*kind, bracket, expr.span);
                }
                Ok(match value {
                    RuntimeValue::Text(_) => RuntimeValue::Unknown,
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
                if self.parser == Parser::Legacy {
                    self.assign(target, value.clone(), expr.span)?;
                }
                Ok(value)
            }
            ExprKind::Paren(inner) => self.eval(inner),
            ExprKind::New(_) | ExprKind::Spread(_) => Ok(RuntimeValue::Unknown),
        }
    }

    /// `(Type)` before a bracket, which the strict parser takes for a call of the type.
    fn call_type(&mut self, kind: Span, bracket: Option<char>, span: Span) -> Result<'t> {
        let name = kind.of(self.text);
        match bracket {
            Some('(') => {
                let class = classes::full_name(name).unwrap_or_else(|| name.to_owned());
                refuse(
                    span,
                    format!("No signature of method: static {class}.call()"),
                )
            }
            _ => refuse_for(span, format!("{name} is a type and has no elements")),
        }
    }

    /// What a name stands for.
    pub(super) fn name(&mut self, name: &'t str, span: Span) -> RuntimeValue<'t> {
        let symbol = self.symbols.intern_written(name);
        if let Some(variable) = self.variables.get(symbol) {
            self.certainty = self.certainty.max(variable.certainty);
            return variable.value.clone();
        }
        if name == "params" {
            self.certainty = Certainty::UnlessParams;
        }
        match self.parser {
            Parser::Legacy => self.legacy_name(symbol, span),
            Parser::Strict if name == "params" => {
                let params = self
                    .slot(self.root(), symbol)
                    .map(|slot| slot.value.clone());
                params.unwrap_or(RuntimeValue::Unknown)
            }
            Parser::Strict => RuntimeValue::Unknown,
        }
    }

    fn text_of(&mut self, quote: crate::token::Quote, parts: &'t [TextPart<'t>]) -> Result<'t> {
        // Most are written as they are meant.
        match parts {
            [] => return Ok(self.text(Text::Written(""))),
            [TextPart::Chunk(span)] => {
                return Ok(match unescape(span.of(self.text), quote) {
                    Cow::Borrowed(text) => self.text(Text::Written(text)),
                    Cow::Owned(text) => self.text(text),
                });
            }
            _ => {}
        }
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
                        value = if self.is_read_in_doubt(&value, name) {
                            RuntimeValue::Unknown
                        } else {
                            self.property(&value, name, *span)?
                        };
                    }
                    value
                }
                TextPart::Code(_, None) => RuntimeValue::Null,
                TextPart::Code(_, Some(code)) => match self.eval(code)? {
                    // It is run when the text is written somewhere.
                    RuntimeValue::Closure(closure) => {
                        self.maybe += 1;
                        let value = self.run_closure(closure, &[]);
                        self.maybe -= 1;
                        value?
                    }
                    value => value,
                },
            };
            let value = self.unless_missing(value);
            // A text that doubles itself would never end.
            is_known = is_known
                && match &value {
                    RuntimeValue::Text(part) if text.len() + part.len() < MAX_TEXT => {
                        text.push_str(part);
                        true
                    }
                    RuntimeValue::Text(_) => false,
                    value => self.text_value(value).is_some_and(|shown| {
                        text.push_str(&shown);
                        text.len() < MAX_TEXT
                    }),
                };
        }
        Ok(if is_known {
            self.text(text)
        } else {
            RuntimeValue::Unknown
        })
    }

    /// How a value is written into a text. `None` when only a run can tell.
    pub(super) fn text_value(&self, value: &RuntimeValue<'t>) -> Option<String> {
        match value {
            RuntimeValue::Float(value, decimals) => {
                let decimals = usize::from((*decimals)?);
                Some(format!("{value:.decimals$}"))
            }
            RuntimeValue::Text(text) => self.allows(1 + text.len() / 16).then(|| text.to_string()),
            value => {
                let weight = match value {
                    RuntimeValue::List(list) => list.weight(),
                    RuntimeValue::Scope(scope) => self.len(*scope),
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
                    RuntimeValue::List(inner) if self.has_room_for(inner.values().len()) => {
                        values.extend_from_slice(inner.values());
                    }
                    _ => return Ok(RuntimeValue::Unknown),
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
                ExprKind::Name("*") => return Ok(RuntimeValue::Unknown),
                ExprKind::Name(name) => self.symbols.intern_written(name),
                _ => {
                    let key = self.eval(&entry.key)?;
                    match self.text_value(&key) {
                        Some(key) => self.symbols.intern_copy(&key),
                        None => return Ok(RuntimeValue::Unknown),
                    }
                }
            };
            let value = self.eval(&entry.value)?;
            let slot = self.new_slot(key, value, entry.value.span);
            self.put_as(map, slot);
        }
        Ok(RuntimeValue::Scope(map))
    }
}

impl<'t> Interpreter<'t> {
    pub(super) fn property(
        &mut self,
        target: &RuntimeValue<'t>,
        name: &str,
        span: Span,
    ) -> Result<'t> {
        match target {
            RuntimeValue::Scope(scope) => {
                let name = self.symbols.intern_copy(name);
                if let Some(slot) = self.slot(*scope, name) {
                    let (value, certainty) = (slot.value.clone(), slot.certainty);
                    self.certainty = self.certainty.max(certainty);
                    return Ok(value);
                }
                self.miss();
                if !self.grows(target) {
                    // The command line of the run may set it.
                    let is_parameter = self.is_params(*scope);
                    return Ok(if is_parameter {
                        RuntimeValue::Unknown
                    } else {
                        RuntimeValue::Null
                    });
                }
                let written = self.symbols.name(name).to_owned();
                let inner = self.missing_scope(Some(*scope), &written, span);
                let inner = RuntimeValue::Scope(inner);
                self.put(*scope, name, inner.clone(), span);
                Ok(inner)
            }
            RuntimeValue::Null => {
                refuse(span, format!("Cannot get property '{name}' on null object"))
            }
            RuntimeValue::Int(amount) | RuntimeValue::Long(amount) => {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "an amount of hours or gigabytes is small"
                )]
                let amount = *amount as f64;
                unit(amount, name).map_or_else(|| unknown_property(name, "Integer", span), Ok)
            }
            RuntimeValue::Float(amount, _) => {
                unit(*amount, name).map_or_else(|| unknown_property(name, "BigDecimal", span), Ok)
            }
            RuntimeValue::Text(_) => unknown_property(name, "String", span),
            RuntimeValue::Bool(_) => unknown_property(name, "Boolean", span),
            // Every element is asked.
            RuntimeValue::List(list) => {
                if !self.has_room_for(list.values().len()) {
                    return Ok(RuntimeValue::Unknown);
                }
                let values = list.values().iter();
                let values: std::result::Result<Vec<_>, _> = values
                    .map(|value| self.property(value, name, span))
                    .collect();
                Ok(self.list_of(values?))
            }
            RuntimeValue::Unknown
            | RuntimeValue::Closure(_)
            | RuntimeValue::Duration(_)
            | RuntimeValue::Memory(_) => Ok(RuntimeValue::Unknown),
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
        let (index, place) = match indices {
            [index] => (self.eval(index)?, index.span),
            _ => (RuntimeValue::Unknown, Self::nowhere()),
        };
        // Of a parameter that is missing the legacy parser makes one that has the element.
        if let (true, RuntimeValue::Text(name)) = (self.is_missing_parameter(&target), &index)
            && !self.is_read_in_doubt(&target, name)
        {
            return self.property(&target, name, place);
        }
        let target = self.unless_missing(target);
        Ok(match (&target, index) {
            (RuntimeValue::Scope(_), RuntimeValue::Text(name)) => {
                self.property(&target, &name, place)?
            }
            (RuntimeValue::List(list), RuntimeValue::Int(index)) => {
                let values = list.values();
                let value = place_in(index, values.len()).and_then(|index| values.get(index));
                value.cloned().unwrap_or(RuntimeValue::Null)
            }
            (RuntimeValue::Text(text), RuntimeValue::Int(index)) if text.is_ascii() => {
                let at = place_in(index, text.len());
                let found = at.and_then(|at| text.get(at..=at));
                found.map_or(RuntimeValue::Unknown, |found| {
                    RuntimeValue::Text(found.into())
                })
            }
            _ => RuntimeValue::Unknown,
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
                ExprKind::Property(property) => {
                    has_class |= property
                        .name
                        .text
                        .starts_with(|c: char| c.is_ascii_uppercase());
                    target = &property.target;
                }
                ExprKind::Name(root) => {
                    return has_class
                        && crate::classes::is_package(root)
                        && !self.is_variable(root);
                }
                _ => return false,
            }
        }
    }
}

/// `8.GB`, `2.h`, in capitals or not. A mere `8.G` is none, although a text may say it.
fn unit<'t>(amount: f64, name: &str) -> Option<RuntimeValue<'t>> {
    let upper = name.to_ascii_uppercase();
    if upper == "ZB" {
        return Some(RuntimeValue::Unknown);
    }
    let is_size = upper == "B" || upper.len() == 2 && upper.ends_with('B');
    let name = if is_size {
        upper
    } else {
        name.to_ascii_lowercase()
    };
    Value::with_unit(amount, &name).map(from_value)
}

/// Nearly everything has a class; else there are hardly any properties.
fn unknown_property<'t>(name: &str, class: &str, span: Span) -> Result<'t> {
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
        return Ok(RuntimeValue::Unknown);
    }
    refuse(
        span,
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

/// How many elements a range may have.
const MAX_RANGE: i64 = 10_000;

impl<'t> Interpreter<'t> {
    pub(super) fn unary(&mut self, operator: Span, operand: &'t Expr<'t>) -> Result<'t> {
        let value = self.eval(operand)?;
        let operator = operator.of(self.text);
        if operator != "!" && self.is_missing_parameter(&value) {
            self.need_parameters();
        }
        let value = self.unless_missing(value);
        Ok(match (operator, value) {
            ("!", value) => self
                .truth(&value)
                .map_or(RuntimeValue::Unknown, |truth| RuntimeValue::Bool(!truth)),
            ("-", RuntimeValue::Int(value)) => int(-value),
            // The legacy parser reads the sign with the number.
            ("-", RuntimeValue::Long(value))
                if matches!(operand.kind, ExprKind::Number) && self.parser == Parser::Legacy =>
            {
                runtime_value::whole(value.wrapping_neg())
            }
            ("-", RuntimeValue::Long(value)) => RuntimeValue::Long(value.wrapping_neg()),
            ("-", RuntimeValue::Float(value, decimals)) => RuntimeValue::Float(-value, decimals),
            (
                "+",
                value @ (RuntimeValue::Int(_) | RuntimeValue::Long(_) | RuntimeValue::Float(..)),
            ) => value,
            ("+", RuntimeValue::Text(_)) => {
                return refuse(
                    operand.span,
                    "No signature of method: java.lang.String.positive()",
                );
            }
            ("-", RuntimeValue::Text(_)) => {
                return refuse(
                    operand.span,
                    "No signature of method: java.lang.String.negative()",
                );
            }
            (
                "-" | "+",
                RuntimeValue::Null
                | RuntimeValue::Scope(_)
                | RuntimeValue::Bool(_)
                | RuntimeValue::Duration(_)
                | RuntimeValue::Memory(_),
            ) => {
                return refuse_for(operand.span, "only a number can have a sign");
            }
            ("~", RuntimeValue::Int(value)) => RuntimeValue::Int(!value),
            ("~", RuntimeValue::Long(value)) => RuntimeValue::Long(!value),
            ("~", RuntimeValue::Scope(_)) => {
                return refuse_for(operand.span, "only a number can be negated");
            }
            ("~", RuntimeValue::Null) => {
                return refuse(
                    operand.span,
                    "Cannot invoke method bitwiseNegate() on null object",
                );
            }
            ("++" | "--", value) => {
                let sign = if operator == "++" { "+" } else { "-" };
                let next = self.combine(value, sign, &RuntimeValue::Int(1));
                self.assign(operand, next.clone(), operand.span)?;
                next
            }
            _ => RuntimeValue::Unknown,
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
            ("&&", Some(false)) => return Ok(RuntimeValue::Bool(false)),
            ("||", Some(true)) => return Ok(RuntimeValue::Bool(true)),
            ("?:", Some(true)) => return Ok(left),
            ("?:", Some(false)) => return self.eval(right),
            _ => {}
        }
        // Whether the right side is looked at is not known, apart from a parameter that is
        // missing: by itself that counts as false.
        let is_left_out = matches!(operator, "&&")
            || matches!(operator, "||" | "?:") && !self.is_missing_parameter(&left);
        let may_leave_out = is_left_out && self.truth(&left).is_none();
        self.maybe += u32::from(may_leave_out);
        let right = self.eval(right);
        self.maybe -= u32::from(may_leave_out);
        let right = right?;
        let known = self.truth(&right);
        if self.fails_unset(&left, operator, &right) {
            self.need_parameters();
        }
        let (left, right) = (self.unless_missing(left), self.unless_missing(right));
        Ok(match operator {
            "&&" | "||" => match (self.truth(&left), known) {
                (Some(_), Some(truth)) => RuntimeValue::Bool(truth),
                // Whatever the left side is.
                (None, _) if self.truth(&right) == Some(operator == "||") => {
                    RuntimeValue::Bool(operator == "||")
                }
                _ => RuntimeValue::Unknown,
            },
            "?:" => RuntimeValue::Unknown,
            "==" => self
                .same(&left, &right)
                .map_or(RuntimeValue::Unknown, RuntimeValue::Bool),
            "!=" => self
                .same(&left, &right)
                .map_or(RuntimeValue::Unknown, |same| RuntimeValue::Bool(!same)),
            "in" | "!in" => match &right {
                RuntimeValue::List(list) => {
                    let found = self.contains(list.values(), &left);
                    found.map_or(RuntimeValue::Unknown, |found| {
                        RuntimeValue::Bool(found == (operator == "in"))
                    })
                }
                _ => RuntimeValue::Unknown,
            },
            "<" | "<=" | ">" | ">=" | "<=>" => {
                if cannot_compare(&left, &right) {
                    let class = self.class_of(&left).unwrap_or("");
                    return refuse(target.span, format!("Cannot compare {class}"));
                }
                compare(&left, operator, &right)
            }
            ".." | "..<" | "<.." | "<..<"
                if matches!(left, RuntimeValue::Scope(_))
                    || matches!(right, RuntimeValue::Scope(_)) =>
            {
                return refuse_for(target.span, "a map is no end of a range");
            }
            ".." | "..<" | "<.." | "<..<" => self.range(&left, operator, &right),
            "<<" => {
                let RuntimeValue::List(list) = left else {
                    return Ok(RuntimeValue::Unknown);
                };
                if !self.has_room_for(list.values().len()) {
                    return Ok(RuntimeValue::Unknown);
                }
                let mut values = list.values().to_vec();
                values.push(right);
                // The list itself grows, wherever it is held.
                let grown = self.list_of(values);
                self.assign(target, grown.clone(), target.span)?;
                grown
            }
            "|" | "&" | "^" if matches!(left, RuntimeValue::Scope(_)) => {
                let method = method_of(operator);
                let class = self.class_of(&left).unwrap_or("");
                let message = format!("No signature of method: {class}.{method}()");
                return refuse(target.span, message);
            }
            "+" | "-" | "*" | "/" | "%" | "**" if self.cannot_combine(&left, operator, &right) => {
                let method = method_of(operator);
                let message = match (&left, operator) {
                    (RuntimeValue::Null, "+") => "Cannot execute null+".to_owned(),
                    (RuntimeValue::Null, _) => {
                        format!("Cannot invoke method {method}() on null object")
                    }
                    _ => format!("No signature of method: groovy.util.ConfigObject.{method}()"),
                };
                return refuse(target.span, message);
            }
            _ => self.combine(left, operator, &right),
        })
    }

    /// Whether two values are equal. `None` when only a run can tell, also of a part of one.
    pub(super) fn same(&self, left: &RuntimeValue<'t>, right: &RuntimeValue<'t>) -> Option<bool> {
        self.same_within(left, right, 0)
    }

    fn same_within(
        &self,
        left: &RuntimeValue<'t>,
        right: &RuntimeValue<'t>,
        depth: usize,
    ) -> Option<bool> {
        let is_missing = self.is_missing_parameter(left) || self.is_missing_parameter(right);
        if is_missing || depth > MAX_NESTING || !self.allows(1) {
            return None;
        }
        match (left, right) {
            (RuntimeValue::Unknown | RuntimeValue::Closure(_), _)
            | (_, RuntimeValue::Unknown | RuntimeValue::Closure(_)) => None,
            (RuntimeValue::List(a), RuntimeValue::List(b)) => {
                let (a, b) = (a.values(), b.values());
                if !self.has_room_for(a.len()) {
                    return None;
                }
                let pairs = a.iter().zip(b);
                let same = pairs.map(|(a, b)| self.same_within(a, b, depth + 1));
                all_same(a.len() == b.len(), same)
            }
            (RuntimeValue::Scope(a), RuntimeValue::Scope(b)) => {
                if !self.has_room_for(self.len(*a)) {
                    return None;
                }
                let same = self.slots(*a).map(|slot| match self.slot(*b, slot.key) {
                    Some(other) => self.same_within(&slot.value, &other.value, depth + 1),
                    None => Some(false),
                });
                all_same(self.len(*a) == self.len(*b), same)
            }
            (RuntimeValue::Null, RuntimeValue::Null) => Some(true),
            (RuntimeValue::Bool(a), RuntimeValue::Bool(b)) => Some(a == b),
            (RuntimeValue::Text(a), RuntimeValue::Text(b)) => Some(a == b),
            (RuntimeValue::Duration(a), RuntimeValue::Duration(b))
            | (RuntimeValue::Memory(a), RuntimeValue::Memory(b)) => Some(a == b),
            (a, b) => Some(match (float(a), float(b)) {
                (Some(a), Some(b)) => a.total_cmp(&b).is_eq(),
                // They are of two kinds.
                _ => false,
            }),
        }
    }

    pub(super) fn contains(
        &self,
        values: &[RuntimeValue<'t>],
        value: &RuntimeValue<'t>,
    ) -> Option<bool> {
        if !self.has_room_for(values.len()) {
            return None;
        }
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
    pub(super) fn cast(&self, value: RuntimeValue<'t>, kind: &str) -> RuntimeValue<'t> {
        let value = self.unless_missing(value);
        let kind = kind.split('<').next().unwrap_or(kind).trim();
        match (kind.rsplit('.').next().unwrap_or(kind), value) {
            (_, RuntimeValue::Unknown) => RuntimeValue::Unknown,
            ("boolean" | "Boolean", value) => self
                .truth(&value)
                .map_or(RuntimeValue::Unknown, RuntimeValue::Bool),
            ("String", value) => self
                .text_value(&value)
                .map_or(RuntimeValue::Unknown, |text| self.text(text)),
            ("int" | "Integer", RuntimeValue::Int(value) | RuntimeValue::Long(value)) => int(value),
            ("long" | "Long", RuntimeValue::Int(value) | RuntimeValue::Long(value)) => {
                RuntimeValue::Long(value)
            }
            ("int" | "Integer", RuntimeValue::Float(value, _)) if value.abs() < 2e9 => {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "it fits, and the cast cuts off the decimals as Groovy does"
                )]
                let whole = value.trunc() as i64;
                RuntimeValue::Int(whole)
            }
            ("Duration", value @ RuntimeValue::Duration(_))
            | ("MemoryUnit", value @ RuntimeValue::Memory(_))
            | ("List" | "Set" | "Collection", value @ RuntimeValue::List(_))
            | ("Map", value @ RuntimeValue::Scope(_)) => value,
            ("int" | "Integer", RuntimeValue::Text(text)) => {
                let parsed = text.trim().parse().ok().map(|it: i32| i64::from(it));
                parsed.map_or(RuntimeValue::Unknown, RuntimeValue::Int)
            }
            ("long" | "Long", RuntimeValue::Text(text)) => {
                let parsed = text.trim().parse();
                parsed.map_or(RuntimeValue::Unknown, RuntimeValue::Long)
            }
            ("Duration", RuntimeValue::Text(text)) => {
                Value::parse_units(&text, true).map_or(RuntimeValue::Unknown, from_value)
            }
            ("MemoryUnit", RuntimeValue::Text(text)) => {
                Value::parse_units(&text, false).map_or(RuntimeValue::Unknown, from_value)
            }
            _ => RuntimeValue::Unknown,
        }
    }

    fn range(
        &self,
        left: &RuntimeValue<'t>,
        operator: &str,
        right: &RuntimeValue<'t>,
    ) -> RuntimeValue<'t> {
        let (RuntimeValue::Int(a), RuntimeValue::Int(b)) = (left, right) else {
            return RuntimeValue::Unknown;
        };
        let start = a.saturating_add(i64::from(operator.starts_with('<')));
        let end = b.saturating_sub(i64::from(operator.ends_with('<')));
        if *a > *b || start > end || end.saturating_sub(start) > MAX_RANGE {
            return RuntimeValue::Unknown;
        }
        self.list_of((start..=end).map(RuntimeValue::Int).collect())
    }
}

impl<'t> Interpreter<'t> {
    /// Notes that the legacy parser stops here unless a parameter is set that nothing sets.
    pub(super) fn need_parameters(&mut self) {
        if self.doubt == 0 && self.maybe == 0 {
            self.needs_parameters = true;
        }
    }

    /// Whether the legacy parser cannot do this with the scope that it makes of a parameter that
    /// nothing sets.
    fn fails_unset(
        &self,
        left: &RuntimeValue<'t>,
        operator: &str,
        right: &RuntimeValue<'t>,
    ) -> bool {
        if !self.is_missing_parameter(left) && !self.is_missing_parameter(right) {
            return false;
        }
        match operator {
            "<" | "<=" | ">" | ">=" | "<=>" => cannot_compare(left, right),
            ".." | "..<" | "<.." | "<..<" => true,
            "|" | "&" | "^" => matches!(left, RuntimeValue::Scope(_)),
            "+" | "-" | "*" | "/" | "%" | "**" => self.cannot_combine(left, operator, right),
            _ => false,
        }
    }
}

/// The method that Groovy calls for an operator.
fn method_of(operator: &str) -> &'static str {
    match operator {
        "+" => "plus",
        "-" => "minus",
        "*" => "multiply",
        "/" => "div",
        "%" => "mod",
        "|" => "or",
        "&" => "and",
        "^" => "xor",
        _ => "power",
    }
}

fn is_number_class(name: &str) -> bool {
    matches!(
        name,
        "int" | "Integer" | "long" | "Long" | "float" | "Float" | "double" | "Double"
    )
}

/// Whether one is a scope or a map and the other is none.
fn cannot_compare(left: &RuntimeValue<'_>, right: &RuntimeValue<'_>) -> bool {
    let is_map = |value: &RuntimeValue<'_>| matches!(value, RuntimeValue::Scope(_));
    let is_plain = |value: &RuntimeValue<'_>| {
        matches!(
            value,
            RuntimeValue::Int(_)
                | RuntimeValue::Long(_)
                | RuntimeValue::Float(..)
                | RuntimeValue::Text(_)
                | RuntimeValue::Bool(_)
        )
    };
    is_map(left) && is_plain(right) || is_plain(left) && is_map(right)
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

fn compare<'t>(
    left: &RuntimeValue<'_>,
    operator: &str,
    right: &RuntimeValue<'_>,
) -> RuntimeValue<'t> {
    let order = match (left, right) {
        (RuntimeValue::Text(a), RuntimeValue::Text(b)) => Some(str::cmp(a, b)),
        (RuntimeValue::Duration(a), RuntimeValue::Duration(b))
        | (RuntimeValue::Memory(a), RuntimeValue::Memory(b)) => Some(a.cmp(b)),
        (RuntimeValue::Null, RuntimeValue::Null) => Some(Ordering::Equal),
        // Null comes before everything.
        (RuntimeValue::Null, b) if !matches!(b, RuntimeValue::Unknown) => Some(Ordering::Less),
        (a, RuntimeValue::Null) if !matches!(a, RuntimeValue::Unknown) => Some(Ordering::Greater),
        (a, b) => match (float(a), float(b)) {
            (Some(a), Some(b)) => a.partial_cmp(&b),
            _ => None,
        },
    };
    if operator == "<=>" {
        return order.map_or(RuntimeValue::Unknown, |order| {
            RuntimeValue::Int(order as i64)
        });
    }
    order.map_or(RuntimeValue::Unknown, |order| {
        RuntimeValue::Bool(match operator {
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            ">" => order.is_gt(),
            _ => order.is_ge(),
        })
    })
}

impl<'t> Interpreter<'t> {
    /// Null and an empty scope take part in no arithmetic, but a text may follow them.
    pub(super) fn cannot_combine(
        &self,
        left: &RuntimeValue<'t>,
        operator: &str,
        right: &RuntimeValue<'t>,
    ) -> bool {
        let is_number = matches!(
            right,
            RuntimeValue::Int(_) | RuntimeValue::Long(_) | RuntimeValue::Float(..)
        );
        let is_text = operator != "+" && matches!(right, RuntimeValue::Text(_));
        match left {
            RuntimeValue::Null => is_number || is_text || matches!(right, RuntimeValue::Null),
            RuntimeValue::Scope(scope) if self.len(*scope) == 0 && self.grows(left) => {
                is_number || is_text
            }
            _ => false,
        }
    }

    pub(super) fn combine(
        &self,
        left: RuntimeValue<'t>,
        operator: &str,
        right: &RuntimeValue<'t>,
    ) -> RuntimeValue<'t> {
        match (left, operator, right) {
            (RuntimeValue::Unknown, ..) | (_, _, RuntimeValue::Unknown) => RuntimeValue::Unknown,
            (RuntimeValue::Int(a), _, RuntimeValue::Int(b)) => {
                calculate(a, operator, *b, int, RuntimeValue::Int)
            }
            (
                RuntimeValue::Int(a) | RuntimeValue::Long(a),
                _,
                RuntimeValue::Int(b) | RuntimeValue::Long(b),
            ) => calculate(a, operator, *b, RuntimeValue::Long, RuntimeValue::Long),
            (RuntimeValue::Text(a), "+", b) => match self.text_value(b) {
                Some(b) if a.len() + b.len() < MAX_TEXT => self.text([&*a, &b].concat()),
                _ => RuntimeValue::Unknown,
            },
            (
                a @ (RuntimeValue::Null
                | RuntimeValue::Scope(_)
                | RuntimeValue::Int(_)
                | RuntimeValue::Long(_)
                | RuntimeValue::Float(..)),
                "+",
                RuntimeValue::Text(b),
            ) => match self.text_value(&a) {
                Some(a) if a.len() + b.len() < MAX_TEXT => self.text(a + b),
                _ => RuntimeValue::Unknown,
            },
            (RuntimeValue::Text(a), "-", RuntimeValue::Text(b)) => {
                self.text(a.replacen(&**b, "", 1))
            }
            (RuntimeValue::List(list), "+", b) => {
                if !self.has_room_for(list.values().len()) {
                    return RuntimeValue::Unknown;
                }
                let mut sum = list.values().to_vec();
                match b {
                    RuntimeValue::List(more) => sum.extend_from_slice(more.values()),
                    other => sum.push(other.clone()),
                }
                self.list_of(sum)
            }
            (RuntimeValue::Duration(a), "+" | "-", RuntimeValue::Duration(b))
            | (RuntimeValue::Duration(a), "*", RuntimeValue::Int(b) | RuntimeValue::Long(b)) => {
                units(a, operator, *b, RuntimeValue::Duration)
            }
            (RuntimeValue::Int(a) | RuntimeValue::Long(a), "*", RuntimeValue::Duration(b)) => {
                units(*b, operator, a, RuntimeValue::Duration)
            }
            (RuntimeValue::Int(a) | RuntimeValue::Long(a), "*", RuntimeValue::Memory(b)) => {
                units(*b, operator, a, RuntimeValue::Memory)
            }
            (RuntimeValue::Text(a), "*", RuntimeValue::Int(b)) => {
                match usize::try_from(*b)
                    .ok()
                    .and_then(|b| Some((b, a.len().checked_mul(b)?)))
                {
                    Some((b, length)) if length < MAX_TEXT => self.text(a.repeat(b)),
                    _ => RuntimeValue::Unknown,
                }
            }
            (RuntimeValue::Memory(a), "+" | "-", RuntimeValue::Memory(b))
            | (RuntimeValue::Memory(a), "*", RuntimeValue::Int(b) | RuntimeValue::Long(b)) => {
                units(a, operator, *b, RuntimeValue::Memory)
            }
            (a, _, b) => match (decimal(&a), decimal(b)) {
                (Some(a), Some(b)) => decimals(a, operator, b),
                _ => RuntimeValue::Unknown,
            },
        }
    }
}

/// Arithmetic of whole numbers, which wraps around as Groovy's does.
fn calculate<'t>(
    a: i64,
    operator: &str,
    b: i64,
    wrap: fn(i64) -> RuntimeValue<'t>,
    exact: fn(i64) -> RuntimeValue<'t>,
) -> RuntimeValue<'t> {
    match operator {
        "+" => wrap(a.wrapping_add(b)),
        "-" => wrap(a.wrapping_sub(b)),
        "*" => wrap(a.wrapping_mul(b)),
        "/" => match a.checked_rem(b) {
            Some(0) => a.checked_div(b).map_or(RuntimeValue::Unknown, exact),
            #[expect(
                clippy::cast_precision_loss,
                reason = "only numbers with few digits are divided further on"
            )]
            Some(_) => decimals((a as f64, 0), "/", (b as f64, 0)),
            None => RuntimeValue::Unknown,
        },
        "%" => a.checked_rem(b).map_or(RuntimeValue::Unknown, exact),
        // The power is as large as it has to be.
        "**" => u32::try_from(b)
            .ok()
            .and_then(|b| a.checked_pow(b))
            .map_or(RuntimeValue::Unknown, runtime_value::whole),
        _ => RuntimeValue::Unknown,
    }
}

/// The 32 lower bits of a whole number.
#[expect(
    clippy::cast_possible_truncation,
    reason = "wraps around as Groovy does"
)]
fn int<'t>(value: i64) -> RuntimeValue<'t> {
    RuntimeValue::Int(i64::from(value as i32))
}

fn units<'t>(
    a: i64,
    operator: &str,
    b: i64,
    make: fn(i64) -> RuntimeValue<'t>,
) -> RuntimeValue<'t> {
    let result = match operator {
        "+" => a.checked_add(b),
        "-" => a.checked_sub(b),
        _ => a.checked_mul(b),
    };
    result.map_or(RuntimeValue::Unknown, make)
}

#[expect(clippy::cast_precision_loss, reason = "only compared and shown")]
pub(super) fn float(value: &RuntimeValue<'_>) -> Option<f64> {
    match value {
        RuntimeValue::Int(value) | RuntimeValue::Long(value) => Some(*value as f64),
        RuntimeValue::Float(value, _) => Some(*value),
        _ => None,
    }
}

/// A number as a decimal: its value and how many digits follow the point.
fn decimal(value: &RuntimeValue<'_>) -> Option<(f64, usize)> {
    match value {
        RuntimeValue::Float(value, decimals) => Some((*value, usize::from((*decimals)?))),
        other => Some((float(other)?, 0)),
    }
}

/// Arithmetic of decimals, where the result has few digits. What does not end is unknown.
fn decimals<'t>(a: (f64, usize), operator: &str, b: (f64, usize)) -> RuntimeValue<'t> {
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
                None => return RuntimeValue::Unknown,
            }
        }
        _ => return RuntimeValue::Unknown,
    };
    if digits > 9 || value.abs() > 1e6 {
        return RuntimeValue::Unknown;
    }
    // What was rounded on the way is rounded back.
    let shown = format!("{value:.digits$}");
    let is_quotient = operator == "/";
    let digits = u16::try_from(digits).ok().filter(|_| !is_quotient);
    shown.parse().map_or(RuntimeValue::Unknown, |value| {
        RuntimeValue::Float(value, digits)
    })
}
