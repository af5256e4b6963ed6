//! The variables that are visible where a parser is in the code.

use std::collections::HashMap;

/// The names of variables, those of inner blocks last. A name may be there twice.
#[derive(Default)]
pub(super) struct VisibleNames<'d> {
    names: Vec<&'d str>,
    counts: HashMap<&'d str, u32>,
}

impl<'d> VisibleNames<'d> {
    pub(super) fn contains(&self, name: &str) -> bool {
        self.counts.get(name).is_some_and(|count| *count > 0)
    }

    pub(super) fn push(&mut self, name: &'d str) {
        self.names.push(name);
        *self.counts.entry(name).or_default() += 1;
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Forgets all but the first names, at the end of a block.
    pub(super) fn truncate(&mut self, len: usize) {
        for name in self.names.drain(len.min(self.names.len())..) {
            if let Some(count) = self.counts.get_mut(name) {
                *count -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_name_is_visible_until_the_last_of_its_blocks_ends() {
        let mut names = VisibleNames::default();
        names.push("it");
        let outer = names.len();
        names.push("it");
        names.push("x");
        assert!(names.contains("it") && names.contains("x") && !names.contains("y"));
        names.truncate(outer);
        assert!(names.contains("it") && !names.contains("x"));
        names.truncate(0);
        assert!(!names.contains("it"));
    }
}
