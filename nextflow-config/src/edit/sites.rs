//! Where a text says something about one setting.
//!
//! Only what stands in blocks, paths and maps is found: what code does is its own affair.

use std::borrow::Cow;

use super::super::token::Span;
use super::super::tree::{Block, Document, Entry, Expr, ExprKind, Item, ItemKind, Name, TextPart};
use super::super::value::unescape;

/// What a text says about a setting and the scopes around it, in the order of the text.
#[derive(Default)]
pub(super) struct Sites<'d, 't> {
    /// The values that are assigned to it, in no condition and no profile.
    pub(super) values: Vec<&'d Expr<'t>>,
    /// Those in a profile.
    pub(super) in_profiles: Vec<(&'d str, Span)>,
    /// The blocks of its scopes, with the number of its names that they stand for.
    pub(super) blocks: Vec<(usize, &'d Block<'t>)>,
    /// Other values than maps that are assigned to one of its scopes.
    pub(super) scalars: Vec<Span>,
}

/// Finds what is said about the setting of these names.
pub(super) fn find<'d, 't>(document: &'d Document<'t>, names: &[String]) -> Sites<'d, 't> {
    let mut search = Search {
        text: document.text,
        names,
        profile: None,
        found: Sites::default(),
    };
    search.items(&document.items, 0);
    search.found
}

/// The profile that a place is in.
pub(super) fn profile_at<'d>(items: &'d [Item<'_>], place: Span) -> Option<&'d str> {
    let mut profiles = profiles(items);
    let profile = profiles.find(|profile| profile.braces.contains(place))?;
    Some(&profile.name.text)
}

/// The profiles that a text declares at its top.
fn profiles<'d, 't>(items: &'d [Item<'t>]) -> impl Iterator<Item = &'d Block<'t>> {
    let blocks = items.iter().filter_map(as_block);
    blocks
        .filter(|block| block.name.text == "profiles")
        .flat_map(|block| block.items.iter().filter_map(as_block))
}

fn as_block<'d, 't>(item: &'d Item<'t>) -> Option<&'d Block<'t>> {
    match &item.kind {
        ItemKind::Block(block) => Some(block),
        _ => None,
    }
}

struct Search<'n, 'd, 't> {
    text: &'t str,
    names: &'n [String],
    profile: Option<&'d str>,
    found: Sites<'d, 't>,
}

impl<'d, 't> Search<'_, 'd, 't> {
    fn items(&mut self, items: &'d [Item<'t>], depth: usize) {
        for item in items {
            match &item.kind {
                ItemKind::Setting(setting) => {
                    if let Some(depth) = matching(self.names, depth, &setting.path) {
                        self.value(&setting.value, depth);
                    }
                }
                ItemKind::Block(block) if is_special(block, depth) => self.profiles(block),
                ItemKind::Block(block) if self.name(depth) == Some(&*block.name.text) => {
                    self.block(block, depth + 1);
                }
                ItemKind::Selector(kind, block)
                    if self
                        .name(depth)
                        .is_some_and(|name| is_selector(name, kind, block)) =>
                {
                    self.block(block, depth + 1);
                }
                _ => {}
            }
        }
    }

    fn name(&self, depth: usize) -> Option<&str> {
        self.names.get(depth).map(String::as_str)
    }

    fn profiles(&mut self, block: &'d Block<'t>) {
        if block.name.text != "profiles" || self.profile.is_some() {
            return;
        }
        for profile in block.items.iter().filter_map(as_block) {
            self.profile = Some(&profile.name.text);
            self.items(&profile.items, 0);
        }
        self.profile = None;
    }

    fn block(&mut self, block: &'d Block<'t>, depth: usize) {
        if depth < self.names.len() {
            if self.profile.is_none() {
                self.found.blocks.push((depth, block));
            }
            self.items(&block.items, depth);
        }
    }

    fn value(&mut self, value: &'d Expr<'t>, depth: usize) {
        match (&value.kind, self.profile) {
            (_, Some(profile)) if depth == self.names.len() => {
                self.found.in_profiles.push((profile, value.span));
            }
            (_, None) if depth == self.names.len() => self.found.values.push(value),
            (ExprKind::Map(entries), _) => {
                for entry in entries {
                    let key = key_of(self.text, entry);
                    if key.is_some() && key.as_deref() == self.name(depth) {
                        self.value(&entry.value, depth + 1);
                    }
                }
            }
            (_, None) => self.found.scalars.push(value.span),
            _ => {}
        }
    }
}

/// How many names are met after those of a path, if all of them fit.
fn matching(names: &[String], depth: usize, path: &[Name<'_>]) -> Option<usize> {
    let rest = names.get(depth..)?;
    let fits = path.len() <= rest.len() && path.iter().zip(rest).all(|(a, b)| a.text == *b);
    fits.then_some(depth + path.len())
}

/// Whether a block holds no settings of its own.
pub(super) fn is_special(block: &Block<'_>, depth: usize) -> bool {
    depth == 0 && matches!(&*block.name.text, "profiles" | "plugins")
}

/// Whether a name is that of `withName: X { }`.
pub(super) fn is_selector(name: &str, kind: &Name<'_>, block: &Block<'_>) -> bool {
    let target = name.strip_prefix(&*kind.text);
    target.and_then(|rest| rest.strip_prefix(':')) == Some(&*block.name.text)
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
