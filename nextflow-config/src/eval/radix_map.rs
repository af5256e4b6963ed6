//! A map from small numbers of which a copy takes no time.
//!
//! The legacy parser begins a block of a profile with a copy of a scope, and a branch that is
//! not run is followed on a copy of everything. To copy all entries each time makes the time
//! grow with the square of the text. Here two copies share what neither of them has changed:
//! a radix tree with sixteen places a node, of which a change copies the path to one leaf.

use std::rc::Rc;

/// How many bits of a key one node tells apart.
const BITS: u32 = 4;
const MASK: u32 = (1 << BITS) - 1;
/// The height of a tree that has room for every key.
const MAX_HEIGHT: u32 = u32::BITS / BITS - 1;

/// Values by number. Dense or not, in the order of the numbers.
#[derive(Clone)]
pub(super) struct RadixMap<T> {
    root: Option<Rc<Node<T>>>,
    /// How many nodes are above each leaf.
    height: u32,
}

#[derive(Clone)]
enum Node<T> {
    Leaf(Places<T>),
    Branch(Places<Rc<Node<T>>>),
}

/// The places of a node that are taken, and what is there.
#[derive(Clone)]
struct Places<T> {
    taken: u16,
    values: Vec<T>,
}

impl<T> Default for RadixMap<T> {
    fn default() -> Self {
        Self {
            root: None,
            height: 0,
        }
    }
}

impl<T> Default for Places<T> {
    fn default() -> Self {
        Self {
            taken: 0,
            values: Vec::new(),
        }
    }
}

impl<T> Places<T> {
    fn has(&self, place: u32) -> bool {
        self.taken >> place & 1 > 0
    }

    /// How many places before this one are taken.
    fn rank(&self, place: u32) -> usize {
        (self.taken & ((1 << place) - 1)).count_ones() as usize
    }

    fn get(&self, place: u32) -> Option<&T> {
        self.has(place)
            .then(|| self.values.get(self.rank(place)))
            .flatten()
    }

    fn get_mut(&mut self, place: u32) -> Option<&mut T> {
        let rank = self.rank(place);
        self.has(place).then(|| self.values.get_mut(rank)).flatten()
    }

    fn insert(&mut self, place: u32, value: T) {
        let rank = self.rank(place);
        if let Some(old) = self.get_mut(place) {
            *old = value;
        } else {
            self.taken |= 1 << place;
            self.values.insert(rank, value);
        }
    }

    fn remove(&mut self, place: u32) {
        if self.has(place) {
            let rank = self.rank(place);
            self.taken &= !(1 << place);
            self.values.remove(rank);
        }
    }

    /// The places that are taken, with what is there.
    fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        let places = (0..=MASK).filter(|place| self.has(*place));
        places.zip(&self.values)
    }
}

impl<T> RadixMap<T> {
    fn has_room_for(&self, key: u32) -> bool {
        self.height >= MAX_HEIGHT || key >> (BITS * (self.height + 1)) == 0
    }

    pub(super) fn get(&self, key: u32) -> Option<&T> {
        let mut node = self.root.as_ref().filter(|_| self.has_room_for(key))?;
        let mut shift = self.height * BITS;
        loop {
            match &**node {
                Node::Leaf(values) => return values.get(key & MASK),
                Node::Branch(nodes) => node = nodes.get(key >> shift & MASK)?,
            }
            shift = shift.saturating_sub(BITS);
        }
    }

    /// All values, in the order of their keys.
    pub(super) fn values(&self) -> Values<'_, T> {
        let mut values = Values::default();
        values.enter(self.root.as_deref());
        values
    }

    /// The keys that have another value than in the map that this is a copy of, and some that
    /// are near them.
    pub(super) fn changed_since(&self, copied: &Self) -> Vec<u32> {
        let mut keys = Vec::new();
        let mut old = (copied.root.as_ref(), copied.height);
        while old.1 > self.height {
            // Here are fewer keys than there were: only the first of its nodes can be equal.
            old = (child(old.0, 0), old.1 - 1);
        }
        if let Some(root) = &self.root {
            changed(root, self.height, old, 0, &mut keys);
        }
        keys
    }
}

impl<T: Clone> RadixMap<T> {
    pub(super) fn get_mut(&mut self, key: u32) -> Option<&mut T> {
        let has_room = self.has_room_for(key);
        let mut node = self.root.as_mut().filter(|_| has_room)?;
        let mut shift = self.height * BITS;
        loop {
            match Rc::make_mut(node) {
                Node::Leaf(values) => return values.get_mut(key & MASK),
                Node::Branch(nodes) => node = nodes.get_mut(key >> shift & MASK)?,
            }
            shift = shift.saturating_sub(BITS);
        }
    }

    pub(super) fn insert(&mut self, key: u32, value: T) {
        while !self.has_room_for(key) {
            if let Some(root) = self.root.take() {
                let mut nodes = Places::default();
                nodes.insert(0, root);
                self.root = Some(Rc::new(Node::Branch(nodes)));
            }
            self.height += 1;
        }
        let mut height = self.height;
        let mut node = self.root.get_or_insert_with(|| Node::empty(height));
        loop {
            match Rc::make_mut(node) {
                Node::Leaf(values) => return values.insert(key & MASK, value),
                Node::Branch(nodes) => {
                    let place = key >> (height * BITS) & MASK;
                    height = height.saturating_sub(1);
                    if !nodes.has(place) {
                        nodes.insert(place, Node::empty(height));
                    }
                    let Some(child) = nodes.get_mut(place) else {
                        return;
                    };
                    node = child;
                }
            }
        }
    }

    pub(super) fn remove(&mut self, key: u32) {
        let has_room = self.has_room_for(key);
        let Some(mut node) = self.root.as_mut().filter(|_| has_room) else {
            return;
        };
        let mut shift = self.height * BITS;
        loop {
            match Rc::make_mut(node) {
                Node::Leaf(values) => return values.remove(key & MASK),
                Node::Branch(nodes) => match nodes.get_mut(key >> shift & MASK) {
                    Some(child) => node = child,
                    None => return,
                },
            }
            shift = shift.saturating_sub(BITS);
        }
    }
}

impl<T> Node<T> {
    fn empty(height: u32) -> Rc<Self> {
        Rc::new(if height == 0 {
            Self::Leaf(Places::default())
        } else {
            Self::Branch(Places::default())
        })
    }
}

fn child<T>(node: Option<&Rc<Node<T>>>, place: u32) -> Option<&Rc<Node<T>>> {
    match &**node? {
        Node::Branch(nodes) => nodes.get(place),
        Node::Leaf(_) => None,
    }
}

/// Collects the keys below a node, unless it is that of the old map, whose height may be less.
fn changed<T>(
    node: &Rc<Node<T>>,
    height: u32,
    (old, old_height): (Option<&Rc<Node<T>>>, u32),
    first: u32,
    keys: &mut Vec<u32>,
) {
    if old_height == height && old.is_some_and(|old| Rc::ptr_eq(old, node)) {
        return;
    }
    match &**node {
        Node::Leaf(values) => keys.extend(values.iter().map(|(place, _)| first + place)),
        Node::Branch(nodes) => {
            for (place, node) in nodes.iter() {
                let old = match (old_height < height, place) {
                    (true, 0) => (old, old_height),
                    (true, _) => (None, old_height),
                    (false, place) => (child(old, place), old_height.saturating_sub(1)),
                };
                let first = first + (place << (height * BITS));
                changed(node, height.saturating_sub(1), old, first, keys);
            }
        }
    }
}

/// The values of a map. Those of a small one are reached without any memory.
pub(super) struct Values<'m, T> {
    leaf: std::slice::Iter<'m, T>,
    branches: Vec<std::slice::Iter<'m, Rc<Node<T>>>>,
}

impl<T> Default for Values<'_, T> {
    fn default() -> Self {
        Self {
            leaf: [].iter(),
            branches: Vec::new(),
        }
    }
}

impl<'m, T> Values<'m, T> {
    fn enter(&mut self, node: Option<&'m Node<T>>) {
        match node {
            Some(Node::Leaf(values)) => self.leaf = values.values.iter(),
            Some(Node::Branch(nodes)) => self.branches.push(nodes.values.iter()),
            None => {}
        }
    }
}

impl<'m, T> Iterator for Values<'m, T> {
    type Item = &'m T;

    fn next(&mut self) -> Option<&'m T> {
        loop {
            if let Some(value) = self.leaf.next() {
                return Some(value);
            }
            let Some(node) = self.branches.last_mut()?.next() else {
                self.branches.pop();
                continue;
            };
            self.enter(Some(node));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

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
        assert!(changed.len() <= 2 << BITS, "{}", changed.len());
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
}
