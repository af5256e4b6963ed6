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
///
/// Most scopes of a text have a single entry, so an only value needs no node.
#[derive(Clone, Default)]
pub(super) enum RadixMap<T> {
    #[default]
    Empty,
    /// An only value, and its number.
    Only(u32, T),
    Tree(Tree<T>),
}

#[derive(Clone)]
pub(super) struct Tree<T> {
    root: Rc<Node<T>>,
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
    pub(super) fn get(&self, key: u32) -> Option<&T> {
        match self {
            Self::Empty => None,
            Self::Only(only, value) => (*only == key).then_some(value),
            Self::Tree(tree) => tree.get(key),
        }
    }

    /// All values, in the order of their keys.
    pub(super) fn values(&self) -> Values<'_, T> {
        let mut values = Values::default();
        match self {
            Self::Empty => {}
            Self::Only(_, value) => values.leaf = std::slice::from_ref(value).iter(),
            Self::Tree(tree) => values.enter(&tree.root),
        }
        values
    }

    /// The keys that have another value than in the map that this is a copy of, and some that
    /// are near them.
    pub(super) fn changed_since(&self, copied: &Self) -> Vec<u32> {
        match (self, copied) {
            (Self::Empty, _) => Vec::new(),
            (Self::Only(key, _), _) => vec![*key],
            (Self::Tree(tree), Self::Tree(copied)) => {
                tree.changed_since(Some(&copied.root), copied.height)
            }
            (Self::Tree(tree), _) => tree.changed_since(None, 0),
        }
    }
}

impl<T: Clone> RadixMap<T> {
    pub(super) fn get_mut(&mut self, key: u32) -> Option<&mut T> {
        match self {
            Self::Empty => None,
            Self::Only(only, value) => (*only == key).then_some(value),
            Self::Tree(tree) => tree.get_mut(key),
        }
    }

    pub(super) fn insert(&mut self, key: u32, value: T) {
        match self {
            Self::Tree(tree) => return tree.insert(key, value),
            Self::Only(only, old) if *only == key => {
                *old = value;
                return;
            }
            _ => {}
        }
        *self = match std::mem::take(self) {
            Self::Only(only, old) => {
                let mut tree = Tree::default();
                tree.insert(only, old);
                tree.insert(key, value);
                Self::Tree(tree)
            }
            _ => Self::Only(key, value),
        };
    }

    pub(super) fn remove(&mut self, key: u32) {
        match self {
            Self::Only(only, _) if *only == key => *self = Self::Empty,
            Self::Tree(tree) => tree.remove(key),
            _ => {}
        }
    }
}

impl<T> Default for Tree<T> {
    fn default() -> Self {
        Self {
            root: Node::empty(0),
            height: 0,
        }
    }
}

impl<T> Tree<T> {
    fn has_room_for(&self, key: u32) -> bool {
        self.height >= MAX_HEIGHT || key >> (BITS * (self.height + 1)) == 0
    }

    fn get(&self, key: u32) -> Option<&T> {
        if !self.has_room_for(key) {
            return None;
        }
        let mut node = &self.root;
        let mut shift = self.height * BITS;
        loop {
            match &**node {
                Node::Leaf(values) => return values.get(key & MASK),
                Node::Branch(nodes) => node = nodes.get(key >> shift & MASK)?,
            }
            shift = shift.saturating_sub(BITS);
        }
    }

    fn changed_since(&self, copied: Option<&Rc<Node<T>>>, height: u32) -> Vec<u32> {
        let mut keys = Vec::new();
        let mut old = (copied, height);
        while old.1 > self.height {
            // Here are fewer keys than there were: only the first of its nodes can be equal.
            old = (child(old.0, 0), old.1 - 1);
        }
        changed(&self.root, self.height, old, 0, &mut keys);
        keys
    }
}

impl<T: Clone> Tree<T> {
    fn get_mut(&mut self, key: u32) -> Option<&mut T> {
        if !self.has_room_for(key) {
            return None;
        }
        let mut node = &mut self.root;
        let mut shift = self.height * BITS;
        loop {
            match Rc::make_mut(node) {
                Node::Leaf(values) => return values.get_mut(key & MASK),
                Node::Branch(nodes) => node = nodes.get_mut(key >> shift & MASK)?,
            }
            shift = shift.saturating_sub(BITS);
        }
    }

    fn insert(&mut self, key: u32, value: T) {
        while !self.has_room_for(key) {
            let mut nodes = Places::default();
            nodes.insert(0, Rc::clone(&self.root));
            self.root = Rc::new(Node::Branch(nodes));
            self.height += 1;
        }
        let mut height = self.height;
        let mut node = &mut self.root;
        loop {
            match Rc::make_mut(node) {
                Node::Leaf(values) => return values.insert(key & MASK, value),
                Node::Branch(nodes) => {
                    let place = key >> (height * BITS) & MASK;
                    height = height.saturating_sub(1);
                    if !nodes.has(place) {
                        nodes.insert(place, Node::for_key(key, height));
                    }
                    let Some(child) = nodes.get_mut(place) else {
                        return;
                    };
                    node = child;
                }
            }
        }
    }

    fn remove(&mut self, key: u32) {
        if !self.has_room_for(key) {
            return;
        }
        let mut node = &mut self.root;
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
    /// The node of a key that is new. Most keys come one after the other, so that the others
    /// of its leaf follow when it is the first one: the leaf has room for them at once.
    fn for_key(key: u32, height: u32) -> Rc<Self> {
        if height == 0 && key & MASK == 0 {
            let values = Vec::with_capacity(1 << BITS);
            return Rc::new(Self::Leaf(Places { taken: 0, values }));
        }
        Self::empty(height)
    }

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
    fn enter(&mut self, node: &'m Node<T>) {
        match node {
            Node::Leaf(values) => self.leaf = values.values.iter(),
            Node::Branch(nodes) => self.branches.push(nodes.values.iter()),
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
            self.enter(node);
        }
    }
}
