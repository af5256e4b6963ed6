//! Lists whose entries have names and are found by them, however many there are: a text of a
//! megabyte may hold thousands of process selectors in one scope.

/// Something with a name.
pub(in super::super) trait Named {
    fn name(&self) -> &str;
}

/// Entries in the order in which they came, no two with one name.
#[derive(Clone, Debug)]
pub(in super::super) struct ByName<T> {
    entries: Vec<T>,
    /// Where each entry is, counted from one, at the place that the hash of its name says or
    /// the next free one after it. Empty as long as looking through the entries is as fast.
    places: Vec<u32>,
}

/// From how many entries on it is worth keeping their places.
const MANY: usize = 12;

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            places: Vec::new(),
        }
    }
}

impl<T> std::ops::Deref for ByName<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.entries
    }
}

impl<T: Named> ByName<T> {
    /// An entry to be changed. Its name has to stay.
    pub(super) fn get_mut(&mut self, place: usize) -> Option<&mut T> {
        self.entries.get_mut(place)
    }

    /// The place of the entry of that name.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        if self.places.is_empty() {
            return self.entries.iter().position(|entry| entry.name() == name);
        }
        let mut slot = self.slot(name);
        // There is always a free place, which ends this.
        while let Some(place) = self.places.get(slot).and_then(|place| place.checked_sub(1)) {
            let place = place as usize;
            if self.entries.get(place).is_some_and(|it| it.name() == name) {
                return Some(place);
            }
            slot = self.within(slot + 1);
        }
        None
    }

    /// Adds an entry whose name is new, and says where.
    pub(super) fn push(&mut self, entry: T) -> usize {
        let place = self.entries.len();
        self.entries.push(entry);
        if self.places.len() > self.entries.len() * 2 {
            self.remember(place);
        } else if self.entries.len() >= MANY {
            self.places = vec![0; (self.entries.len() * 4).next_power_of_two()];
            (0..=place).for_each(|place| self.remember(place));
        }
        place
    }

    /// Takes the entry of that name away. Those after it move up.
    pub(super) fn remove(&mut self, name: &str) {
        let Some(place) = self.find(name) else { return };
        self.entries.remove(place);
        self.places.fill(0);
        if !self.places.is_empty() {
            (0..self.entries.len()).for_each(|place| self.remember(place));
        }
    }

    fn remember(&mut self, place: usize) {
        let Some(entry) = self.entries.get(place) else {
            return;
        };
        let mut slot = self.slot(entry.name());
        while self.places.get(slot).is_some_and(|place| *place > 0) {
            slot = self.within(slot + 1);
        }
        if let (Some(free), Ok(place)) = (self.places.get_mut(slot), u32::try_from(place + 1)) {
            *free = place;
        }
    }

    /// The first place to look at: the hash of Fowler, Noll and Vo.
    fn slot(&self, name: &str) -> usize {
        let mut hash = 0x811c_9dc5_u32;
        for byte in name.bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        self.within(hash as usize)
    }

    /// The count of places is a power of two.
    fn within(&self, slot: usize) -> usize {
        slot & self.places.len().wrapping_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    impl Named for String {
        fn name(&self) -> &str {
            self
        }
    }

    fn list(names: &[String]) -> ByName<String> {
        let mut list = ByName::default();
        for name in names {
            if list.find(name).is_none() {
                list.push(name.clone());
            }
        }
        list
    }

    #[test]
    fn thousands_of_entries_are_found_and_no_others() {
        let names: Vec<String> = (0..5_000).map(|n| format!("withName:STEP_{n}")).collect();
        let list = list(&names);
        for (place, name) in names.iter().enumerate() {
            assert_eq!(list.find(name), Some(place));
        }
        assert_eq!(list.find("withName:STEP_"), None);
        assert_eq!(list.find(""), None);
    }

    #[test]
    fn an_entry_can_be_changed_at_its_place() {
        let mut list = list(&["a".to_owned(), "b".to_owned()]);
        assert_eq!(list.find("b"), Some(1));
        *list.get_mut(1).unwrap() = "c".to_owned();
        assert_eq!(list[..], ["a", "c"]);
        assert!(list.get_mut(2).is_none());
    }

    #[test]
    fn what_is_taken_away_is_found_no_more_and_the_others_still_are() {
        for count in [2, 30] {
            let names: Vec<String> = (0..count).map(|n| format!("n{n}")).collect();
            let mut list = list(&names);
            list.remove("n1");
            list.remove("n1");
            assert_eq!(list.len(), names.len() - 1);
            assert_eq!(list.find("n1"), None);
            for (place, name) in list.iter().enumerate() {
                assert_eq!(list.find(name), Some(place));
            }
        }
    }

    proptest! {
        #[test]
        fn every_entry_is_where_it_came(names in proptest::collection::vec("[a-e]{0,3}", 0..200)) {
            let list = list(&names);
            let mut known: Vec<&String> = Vec::new();
            for name in &names {
                if !known.contains(&name) {
                    known.push(name);
                }
            }
            prop_assert_eq!(list.iter().collect::<Vec<_>>(), known.clone());
            for (place, name) in known.into_iter().enumerate() {
                prop_assert_eq!(list.find(name), Some(place));
            }
        }
    }
}
