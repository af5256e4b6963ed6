//! Which credentials of the list are selected, to do the same to all of them.
//!
//! Only ids are kept, so that it holds for rows that are not in the page and survives a search,
//! another order and a newer answer. Start at [`Selection`].

use std::collections::BTreeSet;

/// What is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    ids: BTreeSet<String>,
    /// From where a range goes: the row that was selected, or not any more, last.
    anchor: Option<String>,
}

/// How many of the rows that are shown are selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    /// How many rows are selected.
    pub(crate) selected: usize,
    /// How many of them are shown.
    pub(crate) seen: usize,
    /// How many rows that can be selected are shown.
    pub(crate) shown: usize,
}

impl Selection {
    /// Whether a row is selected.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// Whether nothing is.
    pub(crate) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Selects a row, or takes it out. A range goes on from there.
    pub(crate) fn set(&mut self, id: &str, is_selected: bool) {
        self.put(id, is_selected);
        self.anchor = Some(id.to_owned());
    }

    /// Makes all rows from the last one to this one what the last one is. Without a last one that
    /// is shown, it is this one alone that changes.
    pub(crate) fn extend(&mut self, id: &str, shown: &[String]) {
        let place = |wanted: &str| shown.iter().position(|it| it == wanted);
        let anchor = self.anchor.as_deref().and_then(place);
        let (Some(from), Some(to)) = (anchor, place(id)) else {
            self.set(id, !self.has(id));
            return;
        };
        let is_selected = shown.get(from).is_some_and(|anchor| self.has(anchor));
        let range = shown.get(from.min(to)..=from.max(to)).unwrap_or_default();
        for id in range {
            self.put(id, is_selected);
        }
    }

    /// Selects all rows that are shown, or takes them out where all of them are selected.
    pub(crate) fn press_all(&mut self, shown: &[String]) {
        let is_selected = !self.extent(shown).has_all();
        for id in shown {
            self.put(id, is_selected);
        }
        self.anchor = None;
    }

    /// Selects nothing.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Takes out what is not there any more.
    pub(crate) fn keep(&mut self, is_there: impl Fn(&str) -> bool) {
        self.ids.retain(|id| is_there(id));
    }

    /// How much of what is shown is selected.
    pub(crate) fn extent(&self, shown: &[String]) -> Extent {
        Extent {
            selected: self.ids.len(),
            seen: shown.iter().filter(|id| self.has(id)).count(),
            shown: shown.len(),
        }
    }

    fn put(&mut self, id: &str, is_selected: bool) {
        if is_selected {
            self.ids.insert(id.to_owned());
        } else {
            self.ids.remove(id);
        }
    }
}

impl Extent {
    /// Whether all rows that are shown are selected.
    pub(crate) const fn has_all(self) -> bool {
        self.shown > 0 && self.seen == self.shown
    }

    /// Whether some are and some are not.
    pub(crate) const fn has_some(self) -> bool {
        self.seen > 0 && self.seen < self.shown
    }

    /// What is said of it; empty where nothing is selected.
    pub(crate) fn sentence(self) -> String {
        match (self.selected, self.selected - self.seen) {
            (0, _) => String::new(),
            (all, 0) => format!("{all} selected"),
            (1, _) => "1 selected, which is not shown".to_owned(),
            (all, hidden) if all == hidden => format!("{all} selected, none of which is shown"),
            (all, 1) => format!("{all} selected, 1 of which is not shown"),
            (all, hidden) => format!("{all} selected, {hidden} of which are not shown"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn shown(text: &str) -> Vec<String> {
        text.chars().map(String::from).collect()
    }

    fn selected(selection: &Selection) -> String {
        selection.ids.iter().cloned().collect()
    }

    #[test]
    fn a_range_makes_all_what_its_first_row_is_whichever_way_it_goes() {
        let shown = shown("abcdef");
        let mut selection = Selection::default();
        selection.set("b", true);
        selection.extend("d", &shown);
        assert_eq!(selected(&selection), "bcd");
        // It goes on from the same row.
        selection.extend("a", &shown);
        assert_eq!(selected(&selection), "abcd");
        selection.set("c", false);
        selection.extend("d", &shown);
        assert_eq!(selected(&selection), "ab");
    }

    #[test]
    fn a_range_follows_the_order_that_is_shown() {
        let mut selection = Selection::default();
        selection.set("a", true);
        selection.extend("e", &shown("faeb"));
        assert_eq!(selected(&selection), "ae");
    }

    #[test]
    fn a_range_without_a_beginning_that_is_shown_is_one_row() {
        let mut selection = Selection::default();
        selection.extend("c", &shown("abc"));
        assert_eq!(selected(&selection), "c");
        selection.set("x", true);
        selection.extend("a", &shown("abc"));
        assert_eq!(selected(&selection), "acx");
        selection.extend("a", &shown("bc"));
        assert_eq!(selected(&selection), "cx", "a second press takes it out");
    }

    #[test]
    fn the_head_selects_what_is_shown_and_then_takes_it_out_and_leaves_the_rest() {
        let mut selection = Selection::default();
        selection.set("x", true);
        selection.set("a", true);
        selection.press_all(&shown("abc"));
        assert_eq!(selected(&selection), "abcx");
        selection.press_all(&shown("ab"));
        assert_eq!(selected(&selection), "cx");
        selection.press_all(&shown("abc"));
        assert_eq!(selected(&selection), "abcx", "some are not all");
        selection.clear();
        assert!(selection.is_empty());
    }

    #[test]
    fn it_is_told_how_many_are_selected_and_how_many_of_them_are_not_shown() {
        for (ids, seen, sentence, all, some) in [
            ("", "abc", "", false, false),
            ("a", "abc", "1 selected", false, true),
            ("abc", "abc", "3 selected", true, false),
            (
                "abc",
                "ab",
                "3 selected, 1 of which is not shown",
                true,
                false,
            ),
            (
                "abcd",
                "abx",
                "4 selected, 2 of which are not shown",
                false,
                true,
            ),
            (
                "ab",
                "xy",
                "2 selected, none of which is shown",
                false,
                false,
            ),
            ("a", "", "1 selected, which is not shown", false, false),
        ] {
            let mut selection = Selection::default();
            for id in shown(ids) {
                selection.set(&id, true);
            }
            let extent = selection.extent(&shown(seen));
            assert_eq!(extent.sentence(), sentence);
            assert_eq!(
                (extent.has_all(), extent.has_some()),
                (all, some),
                "{ids} {seen}"
            );
        }
    }

    #[test]
    fn what_is_gone_is_not_selected() {
        let mut selection = Selection::default();
        selection.set("a", true);
        selection.set("b", true);
        selection.keep(|id| id == "b");
        assert_eq!(selected(&selection), "b");
    }
}
