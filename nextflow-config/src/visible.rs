//! The variables that are visible where a parser is in the code.

use crate::symbols::{Symbol, Symbols};

/// The names of variables, those of inner blocks last. A name may be there twice.
#[derive(Default)]
pub(super) struct VisibleNames<'d> {
    symbols: Symbols<&'d str>,
    visible: Vec<Symbol>,
    /// For each symbol, how many of the visible names it is.
    counts: Vec<u32>,
}

impl<'d> VisibleNames<'d> {
    pub(super) fn contains(&self, name: &str) -> bool {
        let count = self
            .symbols
            .get(name)
            .and_then(|it| self.counts.get(it.0 as usize));
        count.is_some_and(|count| *count > 0)
    }

    /// Adds a name. Answers whether it was visible before.
    pub(super) fn push(&mut self, name: &'d str) -> bool {
        let symbol = self.symbols.intern(name);
        self.visible.push(symbol);
        self.counts.resize(self.symbols.len(), 0);
        let Some(count) = self.counts.get_mut(symbol.0 as usize) else {
            return false;
        };
        *count += 1;
        *count > 1
    }

    pub(super) fn len(&self) -> usize {
        self.visible.len()
    }

    /// Forgets all but the first names, at the end of a block.
    pub(super) fn truncate(&mut self, len: usize) {
        for symbol in self.visible.drain(len.min(self.visible.len())..) {
            if let Some(count) = self.counts.get_mut(symbol.0 as usize) {
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
        assert!(!names.push("it"));
        let outer = names.len();
        assert!(names.push("it"));
        assert!(!names.push("x"));
        assert!(names.contains("it") && names.contains("x") && !names.contains("y"));
        names.truncate(outer);
        assert!(names.contains("it") && !names.contains("x"));
        assert!(!names.push("x"));
        names.truncate(0);
        assert!(!names.contains("it"));
    }
}
