//! The variables of the code that are visible, the latest first.

use super::RuntimeValue;
use super::radix_map::RadixMap;
use crate::reading::Certainty;
use crate::symbols::Symbol;

/// A stack of variables. One hides those of its name that were declared before.
#[derive(Clone, Default)]
pub(super) struct Variables<'t> {
    /// All of them, by when they were declared.
    all: RadixMap<Variable<'t>>,
    len: u32,
    /// The latest of each name.
    latest: RadixMap<u32>,
}

/// A variable with its value.
#[derive(Clone)]
pub(super) struct Variable<'t> {
    name: Symbol,
    pub(super) value: RuntimeValue<'t>,
    pub(super) certainty: Certainty,
    /// The one that it hides.
    hidden: Option<u32>,
}

impl<'t> Variables<'t> {
    pub(super) fn declare(&mut self, name: Symbol, value: RuntimeValue<'t>, certainty: Certainty) {
        let hidden = self.latest.get(name.0).copied();
        self.latest.insert(name.0, self.len);
        let variable = Variable {
            name,
            value,
            certainty,
            hidden,
        };
        self.all.insert(self.len, variable);
        self.len += 1;
    }

    pub(super) fn get(&self, name: Symbol) -> Option<&Variable<'t>> {
        self.all.get(*self.latest.get(name.0)?)
    }

    pub(super) fn get_mut(&mut self, name: Symbol) -> Option<&mut Variable<'t>> {
        self.all.get_mut(*self.latest.get(name.0)?)
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        self.len
    }

    /// Forgets all but the first ones.
    pub(super) fn truncate(&mut self, len: u32) {
        while self.len > len {
            self.len -= 1;
            let Some(last) = self.all.get(self.len) else {
                continue;
            };
            let name = last.name.0;
            match last.hidden {
                Some(hidden) => self.latest.insert(name, hidden),
                None => self.latest.remove(name),
            }
            self.all.remove(self.len);
        }
    }

    /// Makes each as unsure as it is in a copy of these that went on.
    pub(super) fn doubt_as(&mut self, copy: &Self) {
        for place in copy.all.changed_since(&self.all) {
            if let (Some(old), Some(new)) = (self.all.get_mut(place), copy.all.get(place)) {
                old.certainty = old.certainty.max(new.certainty);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(variable: Option<&Variable<'_>>) -> Option<i64> {
        match variable?.value {
            RuntimeValue::Int(value) => Some(value),
            _ => None,
        }
    }

    proptest! {
        #[test]
        fn the_latest_of_a_name_is_found_as_by_a_search_from_the_end(
            steps in proptest::collection::vec((0..4_u8, 0..4_u32), 0..60),
        ) {
            let mut variables = Variables::default();
            let mut list: Vec<(u32, i64)> = Vec::new();
            for (round, (step, name)) in (0_i64..).zip(steps) {
                match step {
                    0 => {
                        let len = list.len() / 2;
                        variables.truncate(u32::try_from(len).unwrap());
                        list.truncate(len);
                    }
                    1 => {
                        if let Some(variable) = variables.get_mut(Symbol(name)) {
                            variable.value = RuntimeValue::Int(-round);
                        }
                        if let Some(found) = list.iter_mut().rev().find(|it| it.0 == name) {
                            found.1 = -round;
                        }
                    }
                    _ => {
                        variables.declare(Symbol(name), RuntimeValue::Int(round), Certainty::Sure);
                        list.push((name, round));
                    }
                }
                prop_assert_eq!(variables.len() as usize, list.len());
                for name in 0..4 {
                    let found = list.iter().rev().find(|it| it.0 == name);
                    let found = found.map(|it| it.1);
                    prop_assert_eq!(number(variables.get(Symbol(name))), found);
                }
            }
        }
    }
}
