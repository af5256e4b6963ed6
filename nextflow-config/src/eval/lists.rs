//! Methods of lists, and what runs a closure for each element.

use super::super::tree::Closure;
use super::bounds::bounded;
use super::{Held, Machine, Stop};

type Result<'t> = std::result::Result<Held<'t>, Stop<'t>>;

/// How many elements a closure is run for.
const MAX_RUNS: usize = 200;

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
                let shown: Option<Vec<String>> =
                    elements.iter().map(|it| self.text_value(it)).collect();
                shown.map_or(Held::Unknown, |shown| Held::Text(shown.join(between)))
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
                Held::List(found)
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
            ("reverse", []) => Held::List(elements.iter().rev().cloned().collect()),
            ("unique", []) => {
                let mut unique: Vec<Held<'t>> = Vec::new();
                for element in elements {
                    match self.contains(&unique, element) {
                        Some(true) => {}
                        Some(false) => unique.push(element.clone()),
                        None => return Ok(Held::Unknown),
                    }
                }
                Held::List(unique)
            }
            ("plus", [Held::List(more)]) => bounded(elements.iter().chain(more).cloned().collect()),
            ("toString", []) => self
                .text_value(&Held::List(elements.to_vec()))
                .map_or(Held::Unknown, Held::Text),
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
            "each" => Held::List(elements.to_vec()),
            "find" => Held::Null,
            "any" => Held::Bool(false),
            "every" => Held::Bool(true),
            _ => bounded(found),
        })
    }

    /// The entry of a scope or map, if it has one.
    pub(super) fn entry(&mut self, target: &Held<'t>, key: &str) -> Option<Held<'t>> {
        let Held::Scope(scope) = target else {
            return None;
        };
        let Some(slot) = self.slot(*scope, key) else {
            self.miss();
            return None;
        };
        let (value, certainty) = (slot.value.clone(), slot.certainty);
        self.certainty = self.certainty.max(certainty);
        Some(value)
    }
}
