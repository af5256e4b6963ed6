//! Paths as a tree of names, so that one walk over a text or a reading finds all of them.

use std::collections::BTreeMap;

use super::path::SettingPath;

/// Paths of settings, none of which is within another one.
#[derive(Debug)]
pub(super) struct PathTree<'p> {
    nodes: Vec<Node<'p>>,
    /// The number of the first path that is within an earlier one, or has one within itself.
    nested: Option<usize>,
}

/// A name in a [`PathTree`], with those in front of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeId(usize);

#[derive(Debug, Default)]
struct Node<'p> {
    children: BTreeMap<&'p str, NodeId>,
    /// The number of the path that ends here.
    path: Option<usize>,
}

impl<'p> PathTree<'p> {
    /// In front of every path.
    pub(super) const ROOT: NodeId = NodeId(0);

    /// A tree of these paths. One that is [`Self::nested`] is left out.
    pub(super) fn of(paths: impl IntoIterator<Item = &'p SettingPath>) -> Self {
        let mut tree = Self {
            nodes: vec![Node::default()],
            nested: None,
        };
        for (number, path) in paths.into_iter().enumerate() {
            if !tree.insert(number, path) {
                tree.nested = tree.nested.or(Some(number));
            }
        }
        tree
    }

    fn insert(&mut self, number: usize, path: &'p SettingPath) -> bool {
        let mut node = Self::ROOT;
        for name in path.names() {
            if self.path_at(node).is_some() {
                return false;
            }
            node = self.child_or_new(node, name);
        }
        match self.nodes.get_mut(node.0) {
            Some(end) if end.path.is_none() && end.children.is_empty() => {
                end.path = Some(number);
                true
            }
            _ => false,
        }
    }

    /// The number of the first path that is within an earlier one, or has one within itself.
    pub(super) fn nested(&self) -> Option<usize> {
        self.nested
    }

    fn child_or_new(&mut self, node: NodeId, name: &'p str) -> NodeId {
        if let Some(child) = self.child(node, name) {
            return child;
        }
        let child = NodeId(self.nodes.len());
        self.nodes.push(Node::default());
        if let Some(node) = self.nodes.get_mut(node.0) {
            node.children.insert(name, child);
        }
        child
    }

    /// What a name leads to.
    pub(super) fn child(&self, node: NodeId, name: &str) -> Option<NodeId> {
        self.nodes.get(node.0)?.children.get(name).copied()
    }

    /// The number of the path that ends here. Nothing follows then.
    pub(super) fn path_at(&self, node: NodeId) -> Option<usize> {
        self.nodes.get(node.0)?.path
    }

    /// What the names of a path lead to, one after the other, as far as they are in the tree.
    pub(super) fn along<'n>(
        &self,
        names: impl IntoIterator<Item = &'n str>,
    ) -> impl Iterator<Item = NodeId> {
        let mut names = names.into_iter();
        let mut node = Self::ROOT;
        std::iter::from_fn(move || {
            node = self.child(node, names.next()?)?;
            Some(node)
        })
    }

    /// Something for every node.
    pub(super) fn table<T: Default>(&self) -> NodeTable<T> {
        NodeTable(self.nodes.iter().map(|_| T::default()).collect())
    }
}

/// Something for every node of a [`PathTree`].
#[derive(Debug)]
pub(super) struct NodeTable<T>(Vec<T>);

impl<T> NodeTable<T> {
    pub(super) fn get(&self, node: NodeId) -> Option<&T> {
        self.0.get(node.0)
    }

    pub(super) fn get_mut(&mut self, node: NodeId) -> Option<&mut T> {
        self.0.get_mut(node.0)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn parsed<const N: usize>(paths: [&str; N]) -> [SettingPath; N] {
        paths.map(|path| SettingPath::parse(path).unwrap())
    }

    #[test]
    fn a_path_ends_where_its_names_lead() {
        let paths = parsed(["wave.x", "wave.build.a"]);
        let tree = PathTree::of(&paths);
        for (names, expected) in [
            (&["wave", "build"][..], None),
            (&["wave", "build", "a"], Some(1)),
            (&["wave", "build", "b"], None),
            (&["wave", "x"], Some(0)),
        ] {
            let nodes = tree.along(names.iter().copied()).collect::<Vec<_>>();
            let end = nodes.get(names.len() - 1).copied();
            assert_eq!(end.and_then(|end| tree.path_at(end)), expected, "{names:?}");
        }
        assert_eq!(tree.nested(), None);
    }

    #[test]
    fn no_path_is_within_another() {
        for paths in [
            ["wave.build", "wave.build"],
            ["wave.build", "wave.build.a"],
            ["wave.build.a", "wave.build"],
        ] {
            assert_eq!(PathTree::of(&parsed(paths)).nested(), Some(1), "{paths:?}");
        }
    }
}
