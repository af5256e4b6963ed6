//! Room for what the rest of a text will bring.

/// By how much a list may grow at once, as the start of a text may be unlike the rest.
const LARGEST_STEP: usize = 8;

/// Makes room in a full list whose elements come one after another with the text, of which so
/// many bytes of all are read. How many there will be is told from how many there are so far:
/// a list that only doubles moves each of its elements more than once.
pub(crate) fn reserve_for_rest<T>(list: &mut Vec<T>, read: usize, all: usize) {
    let len = list.len();
    if len < list.capacity() {
        return;
    }
    let rest = all.saturating_sub(read);
    let expected = len.saturating_mul(rest) / read.max(1);
    // A little more, because no text is even.
    let expected = expected + expected / 32;
    list.reserve_exact(expected.clamp(len / 2 + 4, len * LARGEST_STEP + 4));
}

/// Adds to a list that mostly gets no more than one element. The first `push` would make room for
/// four.
pub(crate) fn push_to_short<T>(list: &mut Vec<T>, element: T) {
    if list.is_empty() {
        list.reserve_exact(1);
    }
    list.push(element);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many elements have been moved when a list has grown to this length.
    fn moved(all: usize, read: impl Fn(usize) -> usize) -> (usize, usize) {
        let (mut list, mut moved) = (Vec::new(), 0);
        for element in 0..all {
            let before = list.capacity();
            reserve_for_rest(&mut list, read(element), read(all));
            if list.capacity() != before {
                moved += list.len();
            }
            list.push(element);
        }
        (moved, list.capacity())
    }

    #[test]
    fn a_short_list_has_room_for_what_is_in_it() {
        let mut list = Vec::new();
        push_to_short(&mut list, 1);
        assert_eq!((list.len(), list.capacity()), (1, 1));
        push_to_short(&mut list, 2);
        assert_eq!(list, [1, 2]);
    }

    #[test]
    fn an_even_text_moves_few_elements_and_leaves_little_room() {
        let (moved, capacity) = moved(100_000, |element| element * 20);
        assert!(moved < 40_000, "{moved}");
        assert!(capacity < 140_000, "{capacity}");
    }

    #[test]
    fn an_uneven_text_costs_no_more_than_a_share_of_its_length() {
        for (moved, capacity) in [
            moved(100_000, |element| element * element),
            moved(100_000, |element| {
                if element < 50_000 {
                    element
                } else {
                    element * 1000
                }
            }),
            moved(100_000, |element| 1_000_000_000 + element),
            moved(100_000, |_| 0),
        ] {
            assert!(moved < 600_000, "{moved}");
            assert!(capacity < 900_000, "{capacity}");
        }
    }
}
