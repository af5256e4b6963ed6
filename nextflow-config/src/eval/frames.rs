//! The scopes that are open, and what can be seen by name from each.
//!
//! A scope sees what the one around it saw when it was opened, and what it sets itself is
//! forgotten when it is closed. To copy all of that for each of a thousand scopes would take
//! for ever, so there is one list, and beside it what has to be put back.

use super::by_name::{ByName, Named};
use super::{Held, ScopeId};

/// The open scopes. There always is an outermost one.
#[derive(Clone)]
pub(in super::super) struct Frames<'t> {
    outermost: ScopeId,
    inner: Vec<ScopeId>,
    /// What the innermost scope sees.
    now: ByName<Sight<'t>>,
    /// For each scope around another, the outermost first: what it sees where that is not
    /// what the one in it sees.
    around: Vec<Vec<(usize, View<'t>)>>,
}

#[derive(Clone)]
struct Sight<'t> {
    name: String,
    view: View<'t>,
}

/// What a name stands for, if it is seen at all.
#[derive(Clone)]
struct View<'t> {
    value: Option<Held<'t>>,
    /// The outermost scope that sees it so. Unless that is the outermost of all, the one
    /// around it sees something else, which is in its list.
    since: usize,
}

impl Named for Sight<'_> {
    fn name(&self) -> &str {
        &self.name
    }
}

impl<'t> Frames<'t> {
    pub(super) fn new(outermost: ScopeId) -> Self {
        Self {
            outermost,
            inner: Vec::new(),
            now: ByName::default(),
            around: Vec::new(),
        }
    }

    /// How many are open.
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
        self.around.push(Vec::new());
    }

    /// Closes the innermost scope. The outermost one stays.
    pub(super) fn close(&mut self) {
        self.inner.pop();
        for (place, view) in self.around.pop().unwrap_or_default() {
            if let Some(sight) = self.now.get_mut(place) {
                sight.view = view;
            }
        }
    }

    /// What the innermost scope sees by that name.
    pub(super) fn get(&self, name: &str) -> Option<&Held<'t>> {
        let sight = self.now.get(self.now.find(name)?)?;
        sight.view.value.as_ref()
    }

    /// What the outermost scope sees by that name.
    pub(super) fn get_outermost(&self, name: &str) -> Option<&Held<'t>> {
        let place = self.now.find(name)?;
        let sight = self.now.get(place)?;
        if sight.view.since == 0 {
            return sight.view.value.as_ref();
        }
        let mut around = self.around.iter();
        let view = around.find_map(|views| of(views, place))?;
        view.value.as_ref()
    }

    /// Sets what the innermost scope sees.
    pub(super) fn set(&mut self, name: &str, value: Held<'t>) {
        let place = self.place(name);
        let innermost = self.around.len();
        let Some(sight) = self.now.get_mut(place) else {
            return;
        };
        if sight.view.since == innermost {
            sight.view.value = Some(value);
            return;
        }
        let new = View {
            value: Some(value),
            since: innermost,
        };
        let old = std::mem::replace(&mut sight.view, new);
        if let Some(around) = self.around.last_mut() {
            around.push((place, old));
        }
    }

    /// Sets what the outermost scope sees. Those in it go on seeing what they saw.
    pub(super) fn set_outermost(&mut self, name: &str, value: Held<'t>) {
        let place = self.place(name);
        let Some((outermost, inner)) = self.around.split_first_mut() else {
            return self.set(name, value);
        };
        if let Some(view) = of_mut(outermost, place) {
            view.value = Some(value);
            return;
        }
        let view = View {
            value: Some(value),
            since: 0,
        };
        outermost.push((place, view));
        let next = inner.iter_mut().find_map(|views| of_mut(views, place));
        if let Some(view) = next {
            view.since = 1;
        } else if let Some(sight) = self.now.get_mut(place) {
            sight.view.since = 1;
        }
    }

    fn place(&mut self, name: &str) -> usize {
        match self.now.find(name) {
            Some(place) => place,
            None => self.now.push(Sight {
                name: name.to_owned(),
                view: View {
                    value: None,
                    since: 0,
                },
            }),
        }
    }
}

/// What a scope sees otherwise than the one in it. Mostly what is asked for came last.
fn of<'v, 't>(views: &'v [(usize, View<'t>)], place: usize) -> Option<&'v View<'t>> {
    let mut views = views.iter().rev();
    views.find(|view| view.0 == place).map(|view| &view.1)
}

fn of_mut<'v, 't>(views: &'v mut [(usize, View<'t>)], place: usize) -> Option<&'v mut View<'t>> {
    let mut views = views.iter_mut().rev();
    views.find(|view| view.0 == place).map(|view| &mut view.1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn number(value: Option<&Held<'_>>) -> Option<i64> {
        match value {
            Some(Held::Int(value)) => Some(*value),
            _ => None,
        }
    }

    #[test]
    fn what_a_scope_sets_is_forgotten_with_it() {
        let mut seen = Frames::new(ScopeId(0));
        seen.set("a", Held::Int(1));
        seen.open(ScopeId(1));
        assert_eq!(number(seen.get("a")), Some(1));
        seen.set("a", Held::Int(2));
        seen.set("b", Held::Int(3));
        assert_eq!(number(seen.get("a")), Some(2));
        assert_eq!(number(seen.get_outermost("a")), Some(1));
        seen.close();
        assert_eq!(number(seen.get("a")), Some(1));
        assert_eq!(number(seen.get("b")), None);
    }

    #[test]
    fn a_scope_does_not_see_what_is_set_around_it_later() {
        let mut seen = Frames::new(ScopeId(0));
        seen.set("a", Held::Int(1));
        seen.open(ScopeId(1));
        seen.set_outermost("a", Held::Int(2));
        assert_eq!(number(seen.get("a")), Some(1));
        assert_eq!(number(seen.get_outermost("a")), Some(2));
        seen.close();
        assert_eq!(number(seen.get("a")), Some(2));
    }

    /// What each scope sees, kept the simple way: a copy for each.
    #[derive(Default)]
    struct Copies(Vec<std::collections::BTreeMap<&'static str, i64>>);

    proptest! {
        #[test]
        fn nothing_is_seen_otherwise_than_with_a_copy_for_each_scope(
            steps in proptest::collection::vec((0..5_u8, 0..4_usize), 0..80),
        ) {
            let names = ["a", "b", "c", "d"];
            let mut seen = Frames::new(ScopeId(0));
            let mut copies = Copies(vec![std::collections::BTreeMap::new()]);
            for (round, (step, which)) in (0_i64..).zip(steps) {
                let name = names[which];
                match step {
                    0 if copies.0.len() < 6 => {
                        seen.open(ScopeId(1));
                        let inner = copies.0.last().unwrap().clone();
                        copies.0.push(inner);
                    }
                    1 if copies.0.len() > 1 => {
                        seen.close();
                        copies.0.pop();
                    }
                    2 => {
                        seen.set_outermost(name, Held::Int(round));
                        copies.0.first_mut().unwrap().insert(name, round);
                    }
                    _ => {
                        seen.set(name, Held::Int(round));
                        copies.0.last_mut().unwrap().insert(name, round);
                    }
                }
                for name in names {
                    let (outer, inner) = (copies.0.first().unwrap(), copies.0.last().unwrap());
                    prop_assert_eq!(number(seen.get(name)), inner.get(name).copied());
                    prop_assert_eq!(number(seen.get_outermost(name)), outer.get(name).copied());
                }
            }
        }
    }
}
