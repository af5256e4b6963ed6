//! Methods of lists, and what runs a closure for each element.

use std::collections::HashSet;
use std::rc::Rc;

use super::super::tree::Closure;
use super::{Held, MAX_TEXT, Machine, Stop};

type Result<'t> = std::result::Result<Held<'t>, Stop<'t>>;

/// How many elements a closure is run for.
const MAX_RUNS: usize = 200;

/// Values of which no two are equal.
pub(super) struct Unique<'t> {
    pub(super) values: Vec<Held<'t>>,
    /// Mostly all of them are texts, which need not be compared one by one.
    texts: HashSet<Rc<str>>,
    has_only_texts: bool,
}

impl Default for Unique<'_> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            texts: HashSet::new(),
            has_only_texts: true,
        }
    }
}

impl<'t> Machine<'t> {
    pub(super) fn list_method(
        &mut self,
        elements: &[Held<'t>],
        name: &str,
        values: &[Held<'t>],
    ) -> Result<'t> {
        if let [Held::Closure(closure)] = values {
            return self.each_element(elements, name, closure);
        }
        let count = || i64::try_from(elements.len()).map_or(Held::Unknown, Held::Int);
        let known = |found: Option<bool>| found.map_or(Held::Unknown, Held::Bool);
        Ok(match (name, values) {
            ("join", [] | [Held::Text(_)]) => {
                let between = match values {
                    [Held::Text(between)] => between,
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
                        None => return Ok(Held::Unknown),
                    }
                }
                self.list_of(found)
            }
            ("isEmpty", []) => Held::Bool(elements.is_empty()),
            ("first", []) => elements.first().cloned().unwrap_or(Held::Unknown),
            ("last", []) => elements.last().cloned().unwrap_or(Held::Unknown),
            ("get" | "getAt", [Held::Int(index)]) => usize::try_from(*index)
                .ok()
                .and_then(|index| elements.get(index))
                .cloned()
                .unwrap_or(Held::Unknown),
            ("contains", [value]) => known(self.contains(elements, value)),
            ("reverse", []) => self.list_of(elements.iter().rev().cloned().collect()),
            ("unique", []) => {
                let mut unique = Unique::default();
                for element in elements {
                    if self.add_unique(&mut unique, element.clone()).is_none() {
                        return Ok(Held::Unknown);
                    }
                }
                self.list_of(unique.values)
            }
            ("plus", [Held::List(more)]) => {
                self.list_of(elements.iter().chain(more.values()).cloned().collect())
            }
            ("toString", []) => {
                let list = self.list_of(elements.to_vec());
                let text = self.text_value(&list);
                text.map_or(Held::Unknown, |text| self.text(text))
            }
            _ => Held::Unknown,
        })
    }

    /// `list.name { … }`
    fn each_element(
        &mut self,
        elements: &[Held<'t>],
        name: &str,
        closure: &'t Closure<'t>,
    ) -> Result<'t> {
        let is_known = matches!(
            name,
            "each" | "collect" | "find" | "findAll" | "any" | "every"
        );
        if !is_known || elements.len() > MAX_RUNS {
            self.run_in_doubt(&[Held::Closure(closure)]);
            return Ok(Held::Unknown);
        }
        let mut found = Vec::new();
        for element in elements {
            let value = self.run_closure(closure, std::slice::from_ref(element))?;
            match (name, self.truth(&value)) {
                ("collect", _) => found.push(value),
                ("each", _) => {}
                // The closure may still do something for the others.
                (_, None) => return Ok(Held::Unknown),
                ("findAll", Some(true)) => found.push(element.clone()),
                ("find", Some(true)) => return Ok(element.clone()),
                ("any", Some(true)) => return Ok(Held::Bool(true)),
                ("every", Some(false)) => return Ok(Held::Bool(false)),
                _ => {}
            }
        }
        Ok(match name {
            "each" => self.list_of(elements.to_vec()),
            "find" => Held::Null,
            "any" => Held::Bool(false),
            "every" => Held::Bool(true),
            _ => self.list_of(found),
        })
    }

    fn join(&self, elements: &[Held<'t>], between: &str) -> Held<'t> {
        let mut joined = String::new();
        for (place, element) in elements.iter().enumerate() {
            let Some(shown) = self.text_value(element) else {
                return Held::Unknown;
            };
            joined.push_str(if place > 0 { between } else { "" });
            joined.push_str(&shown);
            if joined.len() > MAX_TEXT {
                return Held::Unknown;
            }
        }
        self.text(joined)
    }

    /// Adds a value unless one that is equal is there. `None` when only a run can tell.
    pub(super) fn add_unique(&self, unique: &mut Unique<'t>, value: Held<'t>) -> Option<bool> {
        if let Held::Text(text) = &value
            && unique.has_only_texts
        {
            let is_new = unique.texts.insert(Rc::clone(text));
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
    pub(super) fn entry(&mut self, target: &Held<'t>, key: &str) -> Option<Held<'t>> {
        let Held::Scope(scope) = target else {
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
