//! Texts in their order.
//!
//! ```
//! use wavepass_core::text_order;
//!
//! assert_eq!(text_order::places(["b", "a", "b"].into_iter()), [1, 0, 2]);
//! ```

use std::collections::BTreeSet;

/// The places of texts, from zero, in the order of the texts by their bytes. Equal ones stay as they
/// stand.
///
/// A set is in order without the code of a sort, which is larger, and which the first page of the
/// app would fetch for this alone.
pub fn places<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let mut in_order = BTreeSet::new();
    // One by one: a set that is made of all at once sorts them first.
    for (place, text) in texts.enumerate() {
        in_order.insert((text, place));
    }
    in_order.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_the_order_of_a_stable_sort(texts in prop::collection::vec("[abé]{0,2}", 0..40)) {
            let mut sorted: Vec<usize> = (0..texts.len()).collect();
            sorted.sort_by_key(|place| &texts[*place]);
            prop_assert_eq!(places(texts.iter().map(String::as_str)), sorted);
        }
    }
}
