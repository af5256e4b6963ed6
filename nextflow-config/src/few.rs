//! A list that is mostly of one: the parts of a string, the names of a path. A tree has tens
//! of thousands of them, and one that is kept where it is needs no memory of its own.

use std::fmt;
use std::ops::Deref;

/// A list that keeps a single element in place. It is read as a slice.
#[derive(Clone, PartialEq, Eq)]
pub struct Few<T>(Kept<T>);

#[derive(Clone, PartialEq, Eq)]
enum Kept<T> {
    One([T; 1]),
    /// None, or more than one.
    Many(Vec<T>),
}

impl<T> Few<T> {
    /// An empty list.
    pub(super) fn new() -> Self {
        Self(Kept::Many(Vec::new()))
    }

    pub(super) fn push(&mut self, element: T) {
        if let Kept::Many(elements) = &mut self.0
            && !elements.is_empty()
        {
            elements.push(element);
            return;
        }
        self.0 = match std::mem::replace(&mut self.0, Kept::Many(Vec::new())) {
            Kept::One([first]) => Kept::Many(vec![first, element]),
            Kept::Many(_) => Kept::One([element]),
        };
    }

    /// All of them.
    pub fn as_slice(&self) -> &[T] {
        match &self.0 {
            Kept::One(element) => element,
            Kept::Many(elements) => elements,
        }
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<'f, T> IntoIterator for &'f Few<T> {
    type Item = &'f T;
    type IntoIter = std::slice::Iter<'f, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.as_slice().iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for Few<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::super::tree::{Expr, TextPart};
    use super::*;

    #[test]
    fn it_is_a_list_of_any_length() {
        let mut few = Few::new();
        for length in 0..5_usize {
            assert_eq!(few.as_slice(), (0..length).collect::<Vec<_>>());
            assert_eq!((&few).into_iter().count(), few.len());
            few.push(length);
        }
        assert_eq!(format!("{few:?}"), "[0, 1, 2, 3, 4]");
    }

    #[test]
    fn keeping_one_in_place_makes_nothing_larger() {
        assert_eq!(size_of::<Few<TextPart<'_>>>(), size_of::<TextPart<'_>>());
        // What is no larger is moved without a call in the browser.
        assert!(size_of::<Expr<'_>>() <= size_of::<[usize; 8]>());
    }
}
