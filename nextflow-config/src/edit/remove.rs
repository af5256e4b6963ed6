//! Settings that are taken out, with what would be left empty by that.

mod places;

use super::super::token::Span;
use super::super::tree::{Block, Document, Entry, Expr, ExprKind, Item, ItemKind};
use super::sites::{is_special, key_of};
use super::{Replacement, around};
use places::Places;

/// What is taken out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target<'w> {
    /// The setting, or a scope with all that is in it.
    pub(super) names: &'w [String],
    /// Which of its values go.
    pub(super) which: Which,
}

/// Which values of a setting are taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    All,
    Only(Span),
    AllBut(Span),
}

/// How much goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depth {
    /// Blocks that have nothing left, not even a comment.
    Emptied,
    /// Blocks without a setting, whatever else is in them.
    Unset,
}

/// Takes out all unconditional assignments of the targets.
pub(super) fn settings(
    document: &Document<'_>,
    targets: &[Target<'_>],
    depth: Depth,
    kept_blocks: &[Span],
) -> Vec<Replacement> {
    let mut removal = Removal {
        document,
        targets,
        depth,
        kept_blocks,
        scope: Vec::new(),
        places: Places::new(document),
    };
    let gone = removal.gone(&document.items);
    removal.places.statements(&document.items, &gone, true);
    removal.places.replacements
}

struct Removal<'w, 'd, 't> {
    document: &'d Document<'t>,
    targets: &'w [Target<'w>],
    depth: Depth,
    kept_blocks: &'w [Span],
    scope: Vec<String>,
    places: Places<'d, 't>,
}

/// How a path stands to the targets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    Apart,
    /// A target is below it.
    Above,
    /// It is a target, or below one.
    Covered,
}

impl<'t> Removal<'_, '_, 't> {
    /// Which statements go as a whole. Of the others, what goes of them has been noted.
    fn gone(&mut self, items: &[Item<'t>]) -> Vec<bool> {
        items.iter().map(|item| self.item(item)).collect()
    }

    fn item(&mut self, item: &Item<'t>) -> bool {
        let outer = self.scope.len();
        let gone = match &item.kind {
            ItemKind::Setting(setting) => {
                let names = setting
                    .path
                    .iter()
                    .map(|name| name.text.clone().into_owned());
                self.scope.extend(names);
                self.value(&setting.value)
            }
            ItemKind::Block(block) if is_special(block, outer) => false,
            ItemKind::Block(block) => {
                self.scope.push(block.name.text.clone().into_owned());
                self.block(block)
            }
            ItemKind::Selector(kind, block) => {
                let name = format!("{}:{}", kind.text, block.name.text);
                self.scope.push(name);
                self.block(block)
            }
            _ => false,
        };
        self.scope.truncate(outer);
        gone
    }

    fn block(&mut self, block: &Block<'t>) -> bool {
        if self.relation(None) == Relation::Apart {
            return false;
        }
        let is_kept = self.kept_blocks.contains(&block.braces);
        let gone = self.gone(&block.items);
        let has_nothing = gone.iter().all(|gone| *gone);
        let is_emptied = match self.depth {
            Depth::Unset => has_nothing,
            Depth::Emptied => {
                has_nothing && !gone.is_empty() && !self.has_own_comment(block.braces)
            }
        };
        if is_emptied && !is_kept {
            return true;
        }
        self.places.statements(&block.items, &gone, false);
        false
    }

    /// Whether there is a comment that has a line of its own.
    fn has_own_comment(&self, braces: Span) -> bool {
        around::after(self.document, braces.start)
            .take_while(|token| token.span.start < braces.end)
            .filter(|token| around::is_comment(token.kind))
            .any(|token| around::line_start(self.document, token.span.start).is_some())
    }

    fn value(&mut self, value: &Expr<'t>) -> bool {
        match (self.relation(Some(value.span)), &value.kind) {
            (Relation::Covered, _) => true,
            (Relation::Above, ExprKind::Map(entries)) if !entries.is_empty() => {
                let gone: Vec<bool> = entries.iter().map(|entry| self.entry(entry)).collect();
                let is_emptied = gone.iter().all(|gone| *gone);
                if !is_emptied {
                    self.places.entries(entries, &gone);
                }
                is_emptied
            }
            _ => false,
        }
    }

    fn entry(&mut self, entry: &Entry<'t>) -> bool {
        let Some(key) = key_of(self.document.text, entry) else {
            return false;
        };
        self.scope.push(key.into_owned());
        let gone = self.value(&entry.value);
        self.scope.pop();
        gone
    }

    /// How the current path, and the value that it has, stand to the targets.
    fn relation(&self, value: Option<Span>) -> Relation {
        let mut relation = Relation::Apart;
        for target in self.targets {
            let shared = target.names.iter().zip(&self.scope);
            if shared.clone().any(|(a, b)| a != b) {
                continue;
            }
            if target.names.len() > self.scope.len() {
                relation = Relation::Above;
                continue;
            }
            let Some(value) = value else {
                // A block of the target: its settings are looked at one by one.
                return Relation::Above;
            };
            let goes = match target.which {
                Which::All => true,
                Which::Only(only) => value == only,
                Which::AllBut(kept) => value != kept,
            };
            if goes {
                return Relation::Covered;
            }
        }
        relation
    }
}
