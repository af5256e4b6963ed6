//! Calls: functions of the text, closures, and the few methods whose result the text tells.

use super::runtime_value::from_value;
use super::text::Text;
use super::{Interpreter, MAX_CALLS, MAX_TEXT, RuntimeValue, Stop, refuse, refuse_for};
use crate::reading::Parser;
use crate::symbols::Symbols;
use crate::token::Span;
use crate::tree::{Argument, Closure, Expr, ExprKind, Property};
use crate::value::Value;

type Result<'t> = std::result::Result<RuntimeValue<'t>, Stop<'t>>;

impl<'t> Interpreter<'t> {
    pub(super) fn call(
        &mut self,
        target: &'t Expr<'t>,
        arguments: &'t [Argument<'t>],
        span: Span,
    ) -> Result<'t> {
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            values.push(self.eval(&argument.value)?);
        }
        match &target.kind {
            ExprKind::Name(name) => self.call_name(name, &values, span),
            ExprKind::Property(property) => {
                let Property {
                    target: inner,
                    dot,
                    name,
                } = &**property;
                if let Some(value) = class_method(inner, &name.text, &values) {
                    return Ok(value);
                }
                let inner = self.eval(inner)?;
                let is_refused = self.is_missing_parameter(&inner)
                    && dot.of(self.text) != "*."
                    && (!is_map_method(&name.text, true)
                        || name.text == "split"
                            && matches!(values.as_slice(), [RuntimeValue::Text(_)]));
                if is_refused && self.is_whole_params(&inner) {
                    // Whatever the command line sets, it adds no method.
                    return self.method(&inner, &name.text, &values, span);
                }
                if is_refused {
                    self.need_parameters();
                }
                let inner = self.unless_missing(inner);
                match (dot.of(self.text), &inner) {
                    ("?." | "*.", RuntimeValue::Null) => return Ok(RuntimeValue::Null),
                    // Every element is asked.
                    ("*.", RuntimeValue::List(list)) => {
                        if !self.has_room_for(list.values().len()) {
                            return Ok(RuntimeValue::Unknown);
                        }
                        let mut found = Vec::with_capacity(list.values().len());
                        for element in list.values() {
                            found.push(self.method(element, &name.text, &values, span)?);
                        }
                        return Ok(self.list_of(found));
                    }
                    ("*.", _) => return Ok(RuntimeValue::Unknown),
                    _ => {}
                }
                self.method(&inner, &name.text, &values, span)
            }
            _ => match self.eval(target)? {
                RuntimeValue::Closure(closure) => self.run_closure(closure, &values),
                RuntimeValue::Text(name) if self.parser == Parser::Legacy => {
                    match values.as_slice() {
                        [RuntimeValue::Closure(closure)] => {
                            self.legacy_block(name, &closure.body.items, span)?;
                            Ok(RuntimeValue::Null)
                        }
                        _ => Ok(RuntimeValue::Unknown),
                    }
                }
                RuntimeValue::Bool(_) => {
                    refuse(span, "No signature of method: java.lang.Boolean.call()")
                }
                _ => Ok(RuntimeValue::Unknown),
            },
        }
    }

    fn call_name(&mut self, name: &'t str, values: &[RuntimeValue<'t>], span: Span) -> Result<'t> {
        let symbol = self.symbols.intern_written(name);
        if let Some(RuntimeValue::Closure(closure)) = self.variables.get(symbol).map(|it| &it.value)
        {
            let closure = *closure;
            return self.run_closure(closure, values);
        }
        if let Some(closure) = self.functions.get(&symbol) {
            let closure = *closure;
            return self.run_closure(closure, values);
        }
        if self.parser == Parser::Strict {
            return Ok(RuntimeValue::Unknown);
        }
        match (name, values) {
            ("println" | "print" | "printf", _) => {
                // They look for the stream by its name, which makes a scope of it.
                let out = self.symbols.intern_copy("out");
                self.legacy_name(out, span);
                Ok(RuntimeValue::Null)
            }
            ("includeConfig", [file]) => {
                self.include_file(span, span, file.clone())?;
                Ok(RuntimeValue::Null)
            }
            (_, [RuntimeValue::Closure(closure)]) if closure.parameters.len() > 1 => refuse_for(
                span,
                format!("the block of {name} is called without arguments"),
            ),
            (_, [RuntimeValue::Closure(closure)]) => {
                self.legacy_block(Text::Written(name), &closure.body.items, span)?;
                Ok(RuntimeValue::Null)
            }
            (_, [_, RuntimeValue::Closure(_)])
            | ("env" | "switch" | "sprintf" | "sleep" | "use" | "with" | "tap" | "evaluate", _) => {
                Ok(RuntimeValue::Unknown)
            }
            _ => {
                let after = span.of(self.text).get(name.len()..).unwrap_or_default();
                if after.trim_start().starts_with('(') {
                    // In a value it is no setting that lacks its equals sign.
                    return refuse_for(span, format!("nothing in this text defines {name}()"));
                }
                refuse_for(
                    span,
                    format!("there is no method {name}(); a setting has an equals sign"),
                )
            }
        }
    }

    /// Runs a closure or function of the text.
    pub(super) fn run_closure(
        &mut self,
        closure: &'t Closure<'t>,
        values: &[RuntimeValue<'t>],
    ) -> Result<'t> {
        if self.calls >= MAX_CALLS {
            return Ok(RuntimeValue::Unknown);
        }
        let variables = self.variables.len();
        let certainty = self.certainty;
        for (index, parameter) in closure.parameters.iter().enumerate() {
            // A default value is not followed.
            let value = values.get(index).cloned().unwrap_or(RuntimeValue::Unknown);
            self.declare(parameter.span.of(self.text), value, certainty);
        }
        if !closure.arrow {
            let value = values.first().cloned().unwrap_or(RuntimeValue::Null);
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
            Ok(_) | Err(Stop::Returned(_)) if may_have_left => Ok(RuntimeValue::Unknown),
            Err(Stop::Returned(value)) => Ok(value),
            other => other,
        }
    }

    fn method(
        &mut self,
        target: &RuntimeValue<'t>,
        name: &str,
        values: &[RuntimeValue<'t>],
        span: Span,
    ) -> Result<'t> {
        Ok(match (target, name, values) {
            (RuntimeValue::Null, ..) if !is_null_method(name) => {
                return refuse(
                    span,
                    format!("Cannot invoke method {name}() on null object"),
                );
            }
            (RuntimeValue::Unknown, ..) => {
                self.run_in_doubt(values);
                RuntimeValue::Unknown
            }
            (RuntimeValue::Closure(closure), "call", _) => {
                let closure = *closure;
                self.run_closure(closure, values)?
            }
            (RuntimeValue::Text(text), ..) => self.text_method(text, name, values),
            (RuntimeValue::List(list), ..) => self.list_method(list.values(), name, values)?,
            (
                RuntimeValue::Scope(_),
                "containsKey" | "get" | "isSet",
                [RuntimeValue::Text(key)],
            ) => {
                let value = self.entry(target, key);
                match name {
                    "get" => value.unwrap_or(RuntimeValue::Null),
                    "isSet" => {
                        let value = value.and_then(|value| self.truth(&value));
                        RuntimeValue::Bool(value.unwrap_or(false))
                    }
                    _ => RuntimeValue::Bool(value.is_some()),
                }
            }
            (RuntimeValue::Scope(scope), "size", []) => {
                i64::try_from(self.len(*scope)).map_or(RuntimeValue::Unknown, RuntimeValue::Int)
            }
            (RuntimeValue::Scope(scope), "isEmpty", []) => {
                RuntimeValue::Bool(self.len(*scope) == 0)
            }
            (RuntimeValue::Scope(scope), "keySet", []) if self.has_room_for(self.len(*scope)) => {
                let keys = self.slots(*scope).map(|slot| self.symbols.name(slot.key));
                self.list_of(keys.map(|key| RuntimeValue::Text(key.into())).collect())
            }
            (RuntimeValue::Scope(scope), "with" | "tap", [RuntimeValue::Closure(closure)]) => {
                let (scope, closure) = (*scope, *closure);
                self.in_scope(scope, &closure.body.items)?;
                RuntimeValue::Unknown
            }
            (RuntimeValue::Scope(scope), "get", [RuntimeValue::Text(key), default]) => {
                let (scope, key, default) = (*scope, key.clone(), default.clone());
                if let Some(value) = self.entry(target, &key) {
                    value
                } else {
                    let key = self.symbols.intern_copy(&key);
                    self.put(scope, key, default.clone(), span);
                    default
                }
            }
            (RuntimeValue::Scope(scope), "remove", [RuntimeValue::Text(key)])
                if self.doubt == 0 =>
            {
                let value = self.entry(target, key).unwrap_or(RuntimeValue::Null);
                let key = self.symbols.intern_copy(key);
                self.remove(*scope, key);
                value
            }
            (RuntimeValue::Scope(_), _, _)
                if !is_map_method(name, self.grows(target))
                    || name == "split" && matches!(values, [RuntimeValue::Text(_)]) =>
            {
                let class = if self.grows(target) {
                    "groovy.util.ConfigObject"
                } else {
                    "java.util.LinkedHashMap"
                };
                return refuse(span, format!("No signature of method: {class}.{name}()"));
            }
            (_, "toString", []) => {
                let text = self.text_value(target);
                text.map_or(RuntimeValue::Unknown, |text| self.text(text))
            }
            _ => {
                self.run_in_doubt(values);
                RuntimeValue::Unknown
            }
        })
    }

    /// Closures that are given to something unknown may be run by it.
    pub(super) fn run_in_doubt(&mut self, values: &[RuntimeValue<'t>]) {
        if self.parser == Parser::Strict || self.calls >= MAX_CALLS {
            return;
        }
        for value in values {
            if let RuntimeValue::Closure(closure) = value {
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
fn class_method<'t>(
    class: &Expr<'_>,
    name: &str,
    values: &[RuntimeValue<'t>],
) -> Option<RuntimeValue<'t>> {
    let ExprKind::Name(class) = &class.kind else {
        return None;
    };
    match (*class, name, values) {
        ("Duration", "of", [RuntimeValue::Text(text)]) => {
            Value::parse_units(text, true).map(from_value)
        }
        ("MemoryUnit", "of", [RuntimeValue::Text(text)]) => {
            Value::parse_units(text, false).map(from_value)
        }
        ("Boolean", "parseBoolean" | "valueOf", [RuntimeValue::Text(text)]) => {
            Some(RuntimeValue::Bool(text.eq_ignore_ascii_case("true")))
        }
        _ => None,
    }
}

impl<'t> Interpreter<'t> {
    /// A method of a text, if it is one that is known.
    pub(super) fn text_method(
        &self,
        text: &str,
        name: &str,
        values: &[RuntimeValue<'t>],
    ) -> RuntimeValue<'t> {
        if !self.allows(1 + text.len() / 16) {
            return RuntimeValue::Unknown;
        }
        match (name, values) {
            ("toLowerCase", []) => self.text(text.to_lowercase()),
            ("toUpperCase", []) => self.text(text.to_uppercase()),
            ("trim", []) => self.text(text.trim()),
            ("toString", []) => self.text(text),
            ("size" | "length", []) => i64::try_from(text.encode_utf16().count())
                .map_or(RuntimeValue::Unknown, RuntimeValue::Int),
            ("isEmpty", []) => RuntimeValue::Bool(text.is_empty()),
            ("toBoolean", []) => RuntimeValue::Bool(matches!(
                text.trim().to_lowercase().as_str(),
                "true" | "y" | "1"
            )),
            ("toInteger", []) => {
                let parsed = text.trim().parse().ok().map(|it: i32| i64::from(it));
                parsed.map_or(RuntimeValue::Unknown, RuntimeValue::Int)
            }
            ("toLong", []) => {
                let parsed = text.trim().parse();
                parsed.map_or(RuntimeValue::Unknown, RuntimeValue::Long)
            }
            ("startsWith", [RuntimeValue::Text(part)]) => {
                RuntimeValue::Bool(text.starts_with(&**part))
            }
            ("endsWith", [RuntimeValue::Text(part)]) => RuntimeValue::Bool(text.ends_with(&**part)),
            ("contains", [RuntimeValue::Text(part)]) => RuntimeValue::Bool(text.contains(&**part)),
            ("equals", [RuntimeValue::Text(other)]) => RuntimeValue::Bool(*text == **other),
            ("replace", [RuntimeValue::Text(from), RuntimeValue::Text(to)]) => {
                let count = text.matches(&**from).count();
                if text.len().saturating_add(count.saturating_mul(to.len())) < MAX_TEXT {
                    self.text(text.replace(&**from, to))
                } else {
                    RuntimeValue::Unknown
                }
            }
            // What the separator means as a pattern is the same here.
            ("split", [RuntimeValue::Text(separator)]) if is_plain_separator(separator) => {
                let mut parts: Vec<&str> = text.split(&**separator).collect();
                while parts.len() > 1 && parts.last().is_some_and(|part| part.is_empty()) {
                    parts.pop();
                }
                let parts = parts.into_iter();
                self.list_of(parts.map(|part| RuntimeValue::Text(part.into())).collect())
            }
            ("tokenize", [RuntimeValue::Text(separators)]) => {
                let parts = text
                    .split(|c| separators.contains(c))
                    .filter(|part| !part.is_empty());
                self.list_of(parts.map(|part| RuntimeValue::Text(part.into())).collect())
            }
            _ => RuntimeValue::Unknown,
        }
    }
}

fn is_plain_separator(separator: &str) -> bool {
    matches!(separator.as_bytes(), [byte] if !b".$|()[{^?*+\\".contains(byte))
}

/// Methods that every map has in Groovy, so that calling them on a scope is no mistake; a
/// scope that grows has some more, and some less.
pub(super) fn is_map_method(name: &str, grows: bool) -> bool {
    let own = if grows { SCOPE_METHODS } else { MAP_METHODS };
    COMMON_METHODS
        .split_ascii_whitespace()
        .chain(own.split_ascii_whitespace())
        .any(|known| known == name)
}

const COMMON_METHODS: &str = "any asBoolean asImmutable asSynchronized asType asUnmodifiable clear \
     clone collect collectEntries collectMany containsKey containsValue count countBy drop \
     dropWhile dump each eachWithIndex entrySet equals every find findAll findIndexOf \
     findIndexValues findLastIndexOf findResult findResults get getAt getClass getMetaClass \
     getProperties grep groupBy groupEntriesBy hasProperty hashCode identity inject inspect \
     intersect invokeMethod is isCase isEmpty isNotCase iterator keySet leftShift max merge \
     metaClass min minus notify notifyAll plus print printf println put putAll putAt remove \
     removeAll respondsTo retainAll reverseEach setMetaClass size sleep sort split spread sprintf \
     stream subMap take takeWhile tap toMapString toSorted toSpreadMap toString use values wait \
     with withDefault withTraits";
const MAP_METHODS: &str =
    "compute computeIfAbsent computeIfPresent forEach getOrDefault putIfAbsent replace replaceAll";
const SCOPE_METHODS: &str =
    "flatten getConfigFile getProperty isSet prettyPrint setConfigFile toProperties writeTo";

/// The few methods that `null` has in Groovy.
pub(super) fn is_null_method(name: &str) -> bool {
    matches!(
        name,
        "asBoolean"
            | "asType"
            | "equals"
            | "getClass"
            | "is"
            | "iterator"
            | "plus"
            | "tap"
            | "toString"
            | "with"
    )
}

/// How many elements a closure is run for.
const MAX_RUNS: usize = 200;

/// Values of which no two are equal.
pub(super) struct Unique<'t> {
    pub(super) values: Vec<RuntimeValue<'t>>,
    /// Mostly all of them are texts, which need not be compared one by one.
    texts: Symbols<Text<'t>>,
    has_only_texts: bool,
}

impl Unique<'_> {
    /// None yet, with room for so many.
    pub(super) fn with_capacity(values: usize) -> Self {
        Self {
            values: Vec::with_capacity(values),
            texts: Symbols::default(),
            has_only_texts: true,
        }
    }
}

impl<'t> Interpreter<'t> {
    pub(super) fn list_method(
        &mut self,
        elements: &[RuntimeValue<'t>],
        name: &str,
        values: &[RuntimeValue<'t>],
    ) -> Result<'t> {
        if !self.has_room_for(elements.len()) {
            return Ok(RuntimeValue::Unknown);
        }
        if let [RuntimeValue::Closure(closure)] = values {
            return self.each_element(elements, name, closure);
        }
        let count =
            || i64::try_from(elements.len()).map_or(RuntimeValue::Unknown, RuntimeValue::Int);
        let known = |found: Option<bool>| found.map_or(RuntimeValue::Unknown, RuntimeValue::Bool);
        Ok(match (name, values) {
            ("join", [] | [RuntimeValue::Text(_)]) => {
                let between = match values {
                    [RuntimeValue::Text(between)] => between,
                    _ => "",
                };
                self.join(elements, between)
            }
            ("size", []) => count(),
            ("findAll" | "grep", []) => {
                let mut found = Vec::new();
                for element in elements {
                    match self.truth(element) {
                        Some(true) => found.push(element.clone()),
                        Some(false) => {}
                        None => return Ok(RuntimeValue::Unknown),
                    }
                }
                self.list_of(found)
            }
            ("isEmpty", []) => RuntimeValue::Bool(elements.is_empty()),
            ("first", []) => elements.first().cloned().unwrap_or(RuntimeValue::Unknown),
            ("last", []) => elements.last().cloned().unwrap_or(RuntimeValue::Unknown),
            ("get" | "getAt", [RuntimeValue::Int(index)]) => usize::try_from(*index)
                .ok()
                .and_then(|index| elements.get(index))
                .cloned()
                .unwrap_or(RuntimeValue::Unknown),
            ("contains", [value]) => known(self.contains(elements, value)),
            ("reverse", []) => self.list_of(elements.iter().rev().cloned().collect()),
            ("unique", []) => {
                let mut unique = Unique::with_capacity(elements.len());
                for element in elements {
                    if self.add_unique(&mut unique, element.clone()).is_none() {
                        return Ok(RuntimeValue::Unknown);
                    }
                }
                self.list_of(unique.values)
            }
            ("plus", [RuntimeValue::List(more)]) => {
                self.list_of(elements.iter().chain(more.values()).cloned().collect())
            }
            ("toString", []) => {
                let list = self.list_of(elements.to_vec());
                let text = self.text_value(&list);
                text.map_or(RuntimeValue::Unknown, |text| self.text(text))
            }
            _ => RuntimeValue::Unknown,
        })
    }

    /// `list.name { … }`
    fn each_element(
        &mut self,
        elements: &[RuntimeValue<'t>],
        name: &str,
        closure: &'t Closure<'t>,
    ) -> Result<'t> {
        let is_known = matches!(
            name,
            "each" | "collect" | "find" | "findAll" | "any" | "every"
        );
        if !is_known || elements.len() > MAX_RUNS {
            self.run_in_doubt(&[RuntimeValue::Closure(closure)]);
            return Ok(RuntimeValue::Unknown);
        }
        let mut found = Vec::new();
        for element in elements {
            let value = self.run_closure(closure, std::slice::from_ref(element))?;
            match (name, self.truth(&value)) {
                ("collect", _) => found.push(value),
                ("each", _) => {}
                // The closure may still do something for the others.
                (_, None) => return Ok(RuntimeValue::Unknown),
                ("findAll", Some(true)) => found.push(element.clone()),
                ("find", Some(true)) => return Ok(element.clone()),
                ("any", Some(true)) => return Ok(RuntimeValue::Bool(true)),
                ("every", Some(false)) => return Ok(RuntimeValue::Bool(false)),
                _ => {}
            }
        }
        Ok(match name {
            "each" => self.list_of(elements.to_vec()),
            "find" => RuntimeValue::Null,
            "any" => RuntimeValue::Bool(false),
            "every" => RuntimeValue::Bool(true),
            _ => self.list_of(found),
        })
    }

    fn join(&self, elements: &[RuntimeValue<'t>], between: &str) -> RuntimeValue<'t> {
        let mut joined = String::new();
        for (index, element) in elements.iter().enumerate() {
            let Some(shown) = self.text_value(element) else {
                return RuntimeValue::Unknown;
            };
            joined.push_str(if index > 0 { between } else { "" });
            joined.push_str(&shown);
            if joined.len() > MAX_TEXT {
                return RuntimeValue::Unknown;
            }
        }
        self.text(joined)
    }

    /// Adds a value unless one that is equal is there. `None` when only a run can tell.
    pub(super) fn add_unique(
        &self,
        unique: &mut Unique<'t>,
        value: RuntimeValue<'t>,
    ) -> Option<bool> {
        if let RuntimeValue::Text(text) = &value
            && unique.has_only_texts
        {
            unique.texts.intern(text.clone());
            let is_new = unique.texts.len() > unique.values.len();
            if is_new {
                unique.values.push(value);
            }
            return Some(is_new);
        }
        unique.has_only_texts = false;
        let is_there = self.contains(&unique.values, &value);
        if is_there != Some(true) {
            unique.values.push(value);
        }
        is_there.map(|is_there| !is_there)
    }

    /// The entry of a scope or map, if it has one.
    pub(super) fn entry(
        &mut self,
        target: &RuntimeValue<'t>,
        key: &str,
    ) -> Option<RuntimeValue<'t>> {
        let RuntimeValue::Scope(scope) = target else {
            return None;
        };
        let slot = self.symbols.get(key).and_then(|key| self.slot(*scope, key));
        let Some(slot) = slot else {
            self.miss();
            return None;
        };
        let (value, certainty) = (slot.value.clone(), slot.certainty);
        self.certainty = self.certainty.max(certainty);
        Some(value)
    }
}
