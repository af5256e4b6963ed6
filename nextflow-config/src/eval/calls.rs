//! Calls: functions of the text, closures, and the few methods whose result the text tells.

use super::super::reading::Semantics;
use super::super::token::Span;
use super::super::tree::{Argument, Closure, Expr, ExprKind};
use super::super::value::Value;
use super::bounds::held;
use super::methods::{is_map_method, is_null_method};
use super::{Held, MAX_CALLS, Machine, Stop, refuse};

type Result<'t> = std::result::Result<Held<'t>, Stop<'t>>;

impl<'t> Machine<'t> {
    pub(super) fn call(
        &mut self,
        target: &'t Expr<'t>,
        arguments: &'t [Argument<'t>],
        place: Span,
    ) -> Result<'t> {
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            values.push(self.eval(&argument.value)?);
        }
        match &target.kind {
            ExprKind::Name(name) => self.call_name(name, &values, place),
            ExprKind::Property(inner, dot, name) => {
                if let Some(value) = class_method(inner, &name.text, &values) {
                    return Ok(value);
                }
                let inner = self.eval(inner)?;
                match (dot.of(self.text), &inner) {
                    ("?." | "*.", Held::Null) => return Ok(Held::Null),
                    // Every element is asked.
                    ("*.", Held::List(list)) => {
                        let mut found = Vec::with_capacity(list.values().len());
                        for element in list.values() {
                            found.push(self.method(element, &name.text, &values, place)?);
                        }
                        return Ok(self.list_of(found));
                    }
                    ("*.", _) => return Ok(Held::Unknown),
                    _ => {}
                }
                self.method(&inner, &name.text, &values, place)
            }
            _ => match self.eval(target)? {
                Held::Closure(closure) => self.run_closure(closure, &values),
                Held::Text(name) if self.semantics == Semantics::V1 => match values.as_slice() {
                    [Held::Closure(closure)] => {
                        self.legacy_block(&name, &closure.body.items, place)?;
                        Ok(Held::Null)
                    }
                    _ => Ok(Held::Unknown),
                },
                Held::Bool(_) => refuse(place, "No signature of method: java.lang.Boolean.call()"),
                _ => Ok(Held::Unknown),
            },
        }
    }

    fn call_name(&mut self, name: &'t str, values: &[Held<'t>], place: Span) -> Result<'t> {
        let symbol = self.symbols.intern(name);
        if let Some(Held::Closure(closure)) = self.variables.get(symbol).map(|it| &it.value) {
            let closure = *closure;
            return self.run_closure(closure, values);
        }
        if let Some(closure) = self.functions.get(&symbol) {
            let closure = *closure;
            return self.run_closure(closure, values);
        }
        if self.semantics == Semantics::V2 {
            return Ok(Held::Unknown);
        }
        match (name, values) {
            ("println" | "print" | "printf", _) => {
                // They look for the stream by its name, which makes a scope of it.
                let out = self.symbols.intern("out");
                self.legacy_name(out, place);
                Ok(Held::Null)
            }
            ("includeConfig", [file]) => {
                self.include_file(place, place, file.clone())?;
                Ok(Held::Null)
            }
            (_, [Held::Closure(closure)]) if closure.parameters.len() > 1 => refuse(
                place,
                format!("The block of {name} is called without arguments"),
            ),
            (_, [Held::Closure(closure)]) => {
                self.legacy_block(name, &closure.body.items, place)?;
                Ok(Held::Null)
            }
            (_, [_, Held::Closure(_)])
            | ("env" | "switch" | "sprintf" | "sleep" | "use" | "with" | "tap" | "evaluate", _) => {
                Ok(Held::Unknown)
            }
            _ => refuse(place, format!("No signature of method: {name}()")),
        }
    }

    /// Runs a closure or function of the text.
    pub(super) fn run_closure(
        &mut self,
        closure: &'t Closure<'t>,
        values: &[Held<'t>],
    ) -> Result<'t> {
        if self.calls >= MAX_CALLS {
            return Ok(Held::Unknown);
        }
        let variables = self.variables.len();
        let certainty = self.certainty;
        for (index, parameter) in closure.parameters.iter().enumerate() {
            // A default value is not followed.
            let value = values.get(index).cloned().unwrap_or(Held::Unknown);
            self.declare(parameter.span.of(self.text), value, certainty);
        }
        if !closure.arrow {
            let value = values.first().cloned().unwrap_or(Held::Null);
            self.declare("it", value, certainty);
        }
        let left = std::mem::take(&mut self.may_have_left);
        self.calls += 1;
        let result = self.exec(&closure.body.items);
        self.calls -= 1;
        let may_have_left = std::mem::replace(&mut self.may_have_left, left);
        self.variables.truncate(variables);
        self.certainty = self.certainty.max(certainty);
        match result {
            Ok(_) | Err(Stop::Returned(_)) if may_have_left => Ok(Held::Unknown),
            Err(Stop::Returned(value)) => Ok(value),
            other => other,
        }
    }

    fn method(
        &mut self,
        target: &Held<'t>,
        name: &str,
        values: &[Held<'t>],
        place: Span,
    ) -> Result<'t> {
        Ok(match (target, name, values) {
            (Held::Null, ..) if !is_null_method(name) => {
                return refuse(
                    place,
                    format!("Cannot invoke method {name}() on null object"),
                );
            }
            (Held::Unknown, ..) => {
                self.run_in_doubt(values);
                Held::Unknown
            }
            (Held::Closure(closure), "call", _) => {
                let closure = *closure;
                self.run_closure(closure, values)?
            }
            (Held::Text(text), ..) => self.text_method(text, name, values),
            (Held::List(list), ..) => self.list_method(list.values(), name, values)?,
            (Held::Scope(_), "containsKey" | "get" | "isSet", [Held::Text(key)]) => {
                let value = self.entry(target, key);
                match name {
                    "get" => value.unwrap_or(Held::Null),
                    "isSet" => {
                        let value = value.and_then(|value| self.truth(&value));
                        Held::Bool(value.unwrap_or(false))
                    }
                    _ => Held::Bool(value.is_some()),
                }
            }
            (Held::Scope(scope), "size", []) => {
                i64::try_from(self.len(*scope)).map_or(Held::Unknown, Held::Int)
            }
            (Held::Scope(scope), "isEmpty", []) => Held::Bool(self.len(*scope) == 0),
            (Held::Scope(scope), "keySet", []) => {
                let keys = self.slots(*scope).map(|slot| self.symbols.name(slot.key));
                self.list_of(keys.map(|key| Held::Text(key.into())).collect())
            }
            (Held::Scope(scope), "with" | "tap", [Held::Closure(closure)]) => {
                let (scope, closure) = (*scope, *closure);
                self.in_scope(scope, &closure.body.items)?;
                Held::Unknown
            }
            (Held::Scope(scope), "get", [Held::Text(key), default]) => {
                let (scope, key, default) = (*scope, key.clone(), default.clone());
                if let Some(value) = self.entry(target, &key) {
                    value
                } else {
                    let key = self.symbols.intern(&key);
                    self.put(scope, key, default.clone(), place);
                    default
                }
            }
            (Held::Scope(scope), "remove", [Held::Text(key)]) if self.doubt == 0 => {
                let value = self.entry(target, key).unwrap_or(Held::Null);
                let key = self.symbols.intern(key);
                self.remove(*scope, key);
                value
            }
            (Held::Scope(_), _, _)
                if !is_map_method(name, self.grows(target))
                    || name == "split" && matches!(values, [Held::Text(_)]) =>
            {
                let class = if self.grows(target) {
                    "groovy.util.ConfigObject"
                } else {
                    "java.util.LinkedHashMap"
                };
                return refuse(place, format!("No signature of method: {class}.{name}()"));
            }
            (_, "toString", []) => {
                let text = self.text_value(target);
                text.map_or(Held::Unknown, |text| self.text(text))
            }
            _ => {
                self.run_in_doubt(values);
                Held::Unknown
            }
        })
    }

    /// Closures that are given to something unknown may be run by it.
    pub(super) fn run_in_doubt(&mut self, values: &[Held<'t>]) {
        if self.semantics == Semantics::V2 || self.calls >= MAX_CALLS {
            return;
        }
        for value in values {
            if let Held::Closure(closure) = value {
                let variables = self.variables.len();
                for parameter in &closure.parameters {
                    self.declare_unknown(parameter.span.of(self.text));
                }
                self.declare_unknown("it");
                self.calls += 1;
                self.exec_in_doubt(&closure.body.items);
                self.calls -= 1;
                self.variables.truncate(variables);
            }
        }
    }
}

/// What a static method of a class gives.
fn class_method<'t>(class: &Expr<'_>, name: &str, values: &[Held<'t>]) -> Option<Held<'t>> {
    let ExprKind::Name(class) = &class.kind else {
        return None;
    };
    match (*class, name, values) {
        ("Duration", "of", [Held::Text(text)]) => Value::parse_units(text, true).map(held),
        ("MemoryUnit", "of", [Held::Text(text)]) => Value::parse_units(text, false).map(held),
        ("Boolean", "parseBoolean" | "valueOf", [Held::Text(text)]) => {
            Some(Held::Bool(text.eq_ignore_ascii_case("true")))
        }
        _ => None,
    }
}
