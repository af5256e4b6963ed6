//! The scopes that are open, and what a name stands for as seen from each.
//!
//! A scope sees what the one around it saw when it was opened, and what it sets itself is
//! forgotten when it is closed. To copy all of that for each of a thousand scopes would take
//! for ever, so each name has a stack of bindings, one for each scope that sees it otherwise
//! than the scope around it ("shallow binding").

use std::rc::Rc;

use super::radix_map::RadixMap;
use super::{RuntimeValue, ScopeId};
use crate::symbols::Symbol;

/// The open scopes and the bindings of the names. There always is an outermost scope.
#[derive(Clone)]
pub(super) struct Environment<'t> {
    outermost: ScopeId,
    inner: Vec<ScopeId>,
    /// By name, as the innermost scope sees it.
    bindings: RadixMap<Binding<'t>>,
    /// For each scope but the outermost, the names with a binding of its own.
    own: Vec<Vec<Symbol>>,
}

/// What a name stands for, if it is seen at all.
#[derive(Clone)]
struct Binding<'t> {
    value: Option<RuntimeValue<'t>>,
    /// The outermost scope that sees it so.
    depth: usize,
    /// What the scope around that one sees.
    around: Option<Rc<Binding<'t>>>,
}

/// What an environment was, as long as the scopes that were open still are.
pub(super) struct Snapshot<'t> {
    bindings: RadixMap<Binding<'t>>,
    own: Vec<usize>,
}

impl<'t> Environment<'t> {
    pub(super) fn new(outermost: ScopeId) -> Self {
        Self {
            outermost,
            inner: Vec::new(),
            bindings: RadixMap::default(),
            own: Vec::new(),
        }
    }

    /// How many scopes are open.
    pub(super) fn len(&self) -> usize {
        self.inner.len() + 1
    }

    pub(super) fn outermost(&self) -> ScopeId {
        self.outermost
    }

    pub(super) fn innermost(&self) -> ScopeId {
        self.inner.last().copied().unwrap_or(self.outermost)
    }

    /// Opens a scope in the innermost one.
    pub(super) fn open(&mut self, scope: ScopeId) {
        self.inner.push(scope);
        self.own.push(Vec::new());
    }

    /// Closes the innermost scope. The outermost one stays.
    pub(super) fn close(&mut self) {
        self.inner.pop();
        for name in self.own.pop().unwrap_or_default() {
            let around = self.bindings.get(name.0).map(|it| it.around.clone());
            match around.flatten() {
                Some(around) => self.bindings.insert(name.0, Rc::unwrap_or_clone(around)),
                None => self.bindings.remove(name.0),
            }
        }
    }

    /// What the innermost scope sees by that name.
    pub(super) fn get(&self, name: Symbol) -> Option<&RuntimeValue<'t>> {
        self.bindings.get(name.0)?.value.as_ref()
    }

    /// What the outermost scope sees by that name.
    pub(super) fn get_outermost(&self, name: Symbol) -> Option<&RuntimeValue<'t>> {
        let mut binding = self.bindings.get(name.0)?;
        while binding.depth > 0 {
            binding = binding.around.as_ref()?;
        }
        binding.value.as_ref()
    }

    /// Sets what the innermost scope sees.
    pub(super) fn set(&mut self, name: Symbol, value: RuntimeValue<'t>) {
        let depth = self.inner.len();
        let around = match self.bindings.get_mut(name.0) {
            Some(binding) if binding.depth == depth => {
                binding.value = Some(value);
                return;
            }
            around => around.map(|around| Rc::new(around.clone())),
        };
        let binding = Binding {
            value: Some(value),
            depth,
            around,
        };
        self.bindings.insert(name.0, binding);
        if let Some(own) = self.own.last_mut() {
            own.push(name);
        }
    }

    /// Sets what the outermost scope sees. Those in it go on seeing what they saw.
    pub(super) fn set_outermost(&mut self, name: Symbol, value: RuntimeValue<'t>) {
        if self.inner.is_empty() {
            return self.set(name, value);
        }
        let mut inner = Vec::new();
        let mut next = self.bindings.get(name.0);
        while let Some(binding) = next {
            inner.push((binding.value.clone(), binding.depth));
            next = binding.around.as_deref();
        }
        let seen = match inner.pop_if(|binding| binding.1 == 0) {
            Some((value, _)) => value,
            None => None,
        };
        if inner.last().is_none_or(|binding| binding.1 > 1) {
            inner.push((seen, 1));
            if let Some(own) = self.own.first_mut() {
                own.push(name);
            }
        }
        let mut binding = Binding {
            value: Some(value),
            depth: 0,
            around: None,
        };
        for (value, depth) in inner.into_iter().rev() {
            binding = Binding {
                value,
                depth,
                around: Some(Rc::new(binding)),
            };
        }
        self.bindings.insert(name.0, binding);
    }

    /// What all names stand for.
    pub(super) fn snapshot(&self) -> Snapshot<'t> {
        Snapshot {
            bindings: self.bindings.clone(),
            own: self.own.iter().map(Vec::len).collect(),
        }
    }

    /// Makes all names stand for what they did. The same scopes have to be open.
    pub(super) fn restore(&mut self, snapshot: Snapshot<'t>) {
        self.bindings = snapshot.bindings;
        for (own, len) in self.own.iter_mut().zip(snapshot.own) {
            own.truncate(len);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    const A: Symbol = Symbol(0);
    const B: Symbol = Symbol(1);

    fn number(value: Option<&RuntimeValue<'_>>) -> Option<i64> {
        match value {
            Some(RuntimeValue::Int(value)) => Some(*value),
            _ => None,
        }
    }

    #[test]
    fn what_a_scope_sets_is_forgotten_with_it() {
        let mut seen = Environment::new(ScopeId(0));
        seen.set(A, RuntimeValue::Int(1));
        seen.open(ScopeId(1));
        assert_eq!(number(seen.get(A)), Some(1));
        seen.set(A, RuntimeValue::Int(2));
        seen.set(B, RuntimeValue::Int(3));
        assert_eq!(number(seen.get(A)), Some(2));
        assert_eq!(number(seen.get_outermost(A)), Some(1));
        seen.close();
        assert_eq!(number(seen.get(A)), Some(1));
        assert_eq!(number(seen.get(B)), None);
    }

    #[test]
    fn a_scope_does_not_see_what_is_set_around_it_later() {
        let mut seen = Environment::new(ScopeId(0));
        seen.set(A, RuntimeValue::Int(1));
        seen.open(ScopeId(1));
        seen.set_outermost(A, RuntimeValue::Int(2));
        assert_eq!(number(seen.get(A)), Some(1));
        assert_eq!(number(seen.get_outermost(A)), Some(2));
        seen.close();
        assert_eq!(number(seen.get(A)), Some(2));
    }

    /// What each scope sees, kept the simple way: a copy for each.
    #[derive(Clone, Default)]
    struct Copies(Vec<std::collections::BTreeMap<u32, i64>>);

    proptest! {
        #[test]
        fn nothing_is_seen_otherwise_than_with_a_copy_for_each_scope(
            steps in proptest::collection::vec((0..7_u8, 0..4_u32), 0..80),
        ) {
            let mut seen = Environment::new(ScopeId(0));
            let mut copies = Copies(vec![std::collections::BTreeMap::new()]);
            let mut before = None;
            for (round, (step, name)) in (0_i64..).zip(steps) {
                match step {
                    0 if copies.0.len() < 6 => {
                        seen.open(ScopeId(1));
                        let inner = copies.0.last().unwrap().clone();
                        copies.0.push(inner);
                    }
                    1 if copies.0.len() > 1 => {
                        seen.close();
                        copies.0.pop();
                        // The scopes of a snapshot have to be open.
                        before = before.filter(|(_, then): &(_, Copies)| then.0.len() <= copies.0.len());
                    }
                    2 => {
                        seen.set_outermost(Symbol(name), RuntimeValue::Int(round));
                        copies.0.first_mut().unwrap().insert(name, round);
                    }
                    3 => before = Some((seen.snapshot(), copies.clone())),
                    4 => {
                        if let Some((snapshot, then)) = before.take() {
                            while copies.0.len() > then.0.len() {
                                seen.close();
                                copies.0.pop();
                            }
                            seen.restore(snapshot);
                            copies = then;
                        }
                    }
                    _ => {
                        seen.set(Symbol(name), RuntimeValue::Int(round));
                        copies.0.last_mut().unwrap().insert(name, round);
                    }
                }
                for name in 0..4 {
                    let (outer, inner) = (copies.0.first().unwrap(), copies.0.last().unwrap());
                    let symbol = Symbol(name);
                    prop_assert_eq!(number(seen.get(symbol)), inner.get(&name).copied());
                    prop_assert_eq!(number(seen.get_outermost(symbol)), outer.get(&name).copied());
                }
            }
        }
    }
}
