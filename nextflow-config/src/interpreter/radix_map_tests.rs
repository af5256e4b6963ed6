//! The radix map against one of the standard library. They are not in its file, which the
//! benchmarks read as well.

use std::collections::BTreeMap;

use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::radix_map::RadixMap;

#[test]
fn many_values_are_found_and_no_others() {
    let mut map = RadixMap::default();
    for key in 0..5_000 {
        map.insert(key, key * 2);
    }
    assert!((0..5_000).all(|key| map.get(key) == Some(&(key * 2))));
    assert_eq!(map.get(5_000), None);
    assert_eq!(map.get(u32::MAX), None);
    assert!(map.values().copied().eq((0..5_000).map(|key| key * 2)));
}

#[test]
fn a_change_of_a_copy_is_not_one_of_the_original() {
    let mut map = RadixMap::default();
    for key in 0..1_000 {
        map.insert(key, 'a');
    }
    let mut copy = map.clone();
    copy.insert(500, 'b');
    copy.insert(40_000, 'c');
    copy.remove(7);
    assert_eq!((map.get(500), copy.get(500)), (Some(&'a'), Some(&'b')));
    assert_eq!((map.get(40_000), copy.get(40_000)), (None, Some(&'c')));
    assert_eq!((map.get(7), copy.get(7)), (Some(&'a'), None));
}

#[test]
fn what_two_copies_share_is_not_looked_at() {
    let mut map = RadixMap::default();
    for key in 0..100_000 {
        map.insert(key, 0);
    }
    let mut copy = map.clone();
    assert!(copy.changed_since(&map).is_empty());
    copy.insert(77_777, 1);
    copy.insert(100_000, 1);
    let changed = copy.changed_since(&map);
    assert!(changed.contains(&77_777) && changed.contains(&100_000));
    assert!(changed.len() <= 32, "{}", changed.len());
}

#[derive(Clone, Debug)]
enum Step {
    Insert(u32, u8),
    Change(u32, u8),
    Remove(u32),
    Copy,
}

fn key() -> impl Strategy<Value = u32> {
    prop_oneof![0..40_u32, 0..5_000_u32, any::<u32>()]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (key(), any::<u8>()).prop_map(|(key, value)| Step::Insert(key, value)),
        2 => (key(), any::<u8>()).prop_map(|(key, value)| Step::Change(key, value)),
        1 => key().prop_map(Step::Remove),
        1 => Just(Step::Copy),
    ]
}

proptest! {
    #[test]
    fn it_holds_what_a_tree_map_holds_and_knows_what_changed(
        steps in proptest::collection::vec(step(), 0..120),
    ) {
        let mut map = RadixMap::default();
        let mut known = BTreeMap::new();
        let (mut copied, mut known_then) = (map.clone(), known.clone());
        for step in steps {
            match step {
                Step::Insert(key, value) => {
                    map.insert(key, value);
                    known.insert(key, value);
                }
                Step::Change(key, value) => {
                    let (found, expected) = (map.get_mut(key), known.get_mut(&key));
                    prop_assert_eq!(&found, &expected);
                    if let (Some(found), Some(expected)) = (found, expected) {
                        *found = value;
                        *expected = value;
                    }
                }
                Step::Remove(key) => {
                    map.remove(key);
                    known.remove(&key);
                }
                Step::Copy => (copied, known_then) = (map.clone(), known.clone()),
            }
            prop_assert!(map.values().eq(known.values()));
        }
        prop_assert!(known.iter().all(|(key, value)| map.get(*key) == Some(value)));
        prop_assert!(copied.values().eq(known_then.values()));
        let changed = map.changed_since(&copied);
        for (key, value) in &known {
            let is_changed = known_then.get(key) != Some(value);
            prop_assert!(!is_changed || changed.contains(key), "{key}");
        }
        for key in changed {
            prop_assert!(known.contains_key(&key), "{key}");
        }
    }
}
