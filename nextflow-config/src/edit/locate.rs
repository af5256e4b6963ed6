//! The first stage: where a text says something about the requested settings, and which blocks
//! could take them.
//!
//! Only what stands in blocks, paths and maps is found: what code does is its own affair.

use std::borrow::Cow;

use super::path_tree::{NodeId, NodeTable, PathTree};
use super::request::Request;
use crate::token::Span;
use crate::tree::{Block, Document, Entry, Expr, ExprKind, Item, ItemKind, Name, TextPart};
use crate::value::unescape;

/// What a text says about a setting and the scopes around it.
#[derive(Debug, Default)]
pub(super) struct Location<'d, 't> {
    /// The values that are assigned to it, in no condition and no profile, in the order of the
    /// text.
    pub(super) values: Vec<&'d Expr<'t>>,
    /// Those in a profile: its name, and the value.
    pub(super) in_profiles: Vec<(&'d str, Span)>,
    /// The last block of each of its scopes, the outermost first, with the number of the names
    /// that it stands for.
    pub(super) blocks: Vec<(usize, &'d Block<'t>)>,
    /// The last value other than a map that is assigned to one of its scopes.
    pub(super) scope_value: Option<Span>,
}

/// Finds what is said about all requests, in their order. One walk over the text.
pub(super) fn locate<'d, 't>(
    document: &'d Document<'t>,
    requests: &[Request],
    tree: &PathTree<'_>,
) -> Vec<Location<'d, 't>> {
    let mut search = Search {
        text: document.text,
        tree,
        profile: None,
        selector: String::new(),
        found: requests.iter().map(|_| Location::default()).collect(),
        scopes: tree.table(),
    };
    search.items(&document.items, PathTree::ROOT);
    let Search {
        mut found, scopes, ..
    } = search;
    for (location, request) in found.iter_mut().zip(requests) {
        let nodes = tree.along(request.path.names().iter().map(String::as_str));
        for (before, scope) in nodes.filter_map(|node| scopes.get(node)).enumerate() {
            location
                .blocks
                .extend(scope.block.map(|block| (before + 1, block)));
            location.scope_value = location.scope_value.max(scope.value);
        }
    }
    found
}

/// The profiles that a text declares at its top.
pub(super) struct Profiles<'d, 't>(Vec<&'d Block<'t>>);

impl<'d, 't> Profiles<'d, 't> {
    pub(super) fn of(document: &'d Document<'t>) -> Self {
        let blocks = document.items.iter().filter_map(as_block);
        let profiles = blocks
            .filter(|block| block.name.text == "profiles")
            .flat_map(|block| block.items.iter().filter_map(as_block));
        Self(profiles.collect())
    }

    /// The profile that a place is in.
    pub(super) fn at(&self, place: Span) -> Option<&'d str> {
        let after = self
            .0
            .partition_point(|profile| profile.braces.start <= place.start);
        let profile = self.0.get(after.checked_sub(1)?)?;
        profile
            .braces
            .contains(place)
            .then_some(&*profile.name.text)
    }
}

fn as_block<'d, 't>(item: &'d Item<'t>) -> Option<&'d Block<'t>> {
    match &item.kind {
        ItemKind::Block(block) => Some(block),
        _ => None,
    }
}

/// What is said about a scope, profiles aside.
#[derive(Debug, Default)]
struct ScopePlaces<'d, 't> {
    /// Its last block.
    block: Option<&'d Block<'t>>,
    /// The last value that it has been given and that is no map.
    value: Option<Span>,
}

struct Search<'s, 'd, 't> {
    text: &'t str,
    tree: &'s PathTree<'s>,
    profile: Option<&'d str>,
    /// Room for the name of a selector.
    selector: String,
    found: Vec<Location<'d, 't>>,
    scopes: NodeTable<ScopePlaces<'d, 't>>,
}

impl<'d, 't> Search<'_, 'd, 't> {
    fn items(&mut self, items: &'d [Item<'t>], scope: NodeId) {
        for item in items {
            match &item.kind {
                ItemKind::Setting(setting) => {
                    let mut names = setting.path.iter();
                    let end =
                        names.try_fold(scope, |scope, name| self.tree.child(scope, &name.text));
                    if let Some(end) = end {
                        self.value(&setting.value, end);
                    }
                }
                ItemKind::Block(block) if is_special(block, scope) => self.profiles(block),
                ItemKind::Block(block) => {
                    if let Some(inner) = self.tree.child(scope, &block.name.text) {
                        self.block(block, inner);
                    }
                }
                ItemKind::Selector(kind, block) => {
                    self.selector.clear();
                    push_selector(&mut self.selector, kind, block);
                    if let Some(inner) = self.tree.child(scope, &self.selector) {
                        self.block(block, inner);
                    }
                }
                _ => {}
            }
        }
    }

    fn profiles(&mut self, block: &'d Block<'t>) {
        if block.name.text != "profiles" || self.profile.is_some() {
            return;
        }
        for profile in block.items.iter().filter_map(as_block) {
            self.profile = Some(&profile.name.text);
            self.items(&profile.items, PathTree::ROOT);
        }
        self.profile = None;
    }

    fn block(&mut self, block: &'d Block<'t>, scope: NodeId) {
        if self.tree.path_at(scope).is_some() {
            return;
        }
        if let (None, Some(places)) = (self.profile, self.scopes.get_mut(scope)) {
            places.block = Some(block);
        }
        self.items(&block.items, scope);
    }

    fn value(&mut self, value: &'d Expr<'t>, at: NodeId) {
        let setting = self.tree.path_at(at).and_then(|it| self.found.get_mut(it));
        match (setting, self.profile, &value.kind) {
            (Some(location), Some(profile), _) => location.in_profiles.push((profile, value.span)),
            (Some(location), None, _) => location.values.push(value),
            (None, _, ExprKind::Map(entries)) => {
                for entry in entries {
                    let key = key_of(self.text, entry);
                    let inner = key.and_then(|key| self.tree.child(at, &key));
                    if let Some(inner) = inner {
                        self.value(&entry.value, inner);
                    }
                }
            }
            (None, None, _) => {
                if let Some(places) = self.scopes.get_mut(at) {
                    places.value = Some(value.span);
                }
            }
            (None, Some(_), _) => {}
        }
    }
}

/// Whether a block holds no settings of its own.
pub(super) fn is_special(block: &Block<'_>, scope: NodeId) -> bool {
    scope == PathTree::ROOT && matches!(&*block.name.text, "profiles" | "plugins")
}

/// Writes the name that the settings of `withName: X { }` have in a path.
pub(super) fn push_selector(name: &mut String, kind: &Name<'_>, block: &Block<'_>) {
    name.push_str(&kind.text);
    name.push(':');
    name.push_str(&block.name.text);
}

/// The key of an entry of a map, if the text tells it.
pub(super) fn key_of<'t>(text: &'t str, entry: &Entry<'t>) -> Option<Cow<'t, str>> {
    match &entry.key.kind {
        ExprKind::Name(name) => Some(Cow::Borrowed(name)),
        ExprKind::Text(quote, parts) => match parts.as_slice() {
            [TextPart::Chunk(span)] => Some(unescape(span.of(text), *quote)),
            _ => None,
        },
        _ => None,
    }
}
