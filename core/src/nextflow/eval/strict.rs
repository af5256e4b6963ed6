//! The statements of the strict parser: settings, blocks, includes and nothing else.
//!
//! A path is put where it says, whatever the form; the selected profiles are applied where
//! the `profiles` block stands, in the order of the command line.

use super::super::reading::Semantics;
use super::super::token::Span;
use super::super::tree::{Block, Document, Item, ItemKind};
use super::{Held, Machine, ScopeId, Stop, refuse};

/// Follows a document. The second part says what ended it early.
pub(in super::super) fn run<'t>(
    document: &'t Document<'t>,
    profiles: &[&'t str],
) -> (Machine<'t>, Option<Stop<'t>>) {
    let mut machine = Machine::new(document, Semantics::V2, profiles);
    let params = machine.new_scope(false);
    let root = machine.root();
    machine.put(root, "params", Held::Scope(params), Machine::nowhere());
    let stop = machine.strict_items(&document.items, &[]).err();
    (machine, stop)
}

impl<'t> Machine<'t> {
    fn strict_items(&mut self, items: &'t [Item<'t>], scope: &[&str]) -> Result<(), Stop<'t>> {
        for item in items {
            if !self.spend() {
                return Ok(());
            }
            match &item.kind {
                ItemKind::Setting(setting) => {
                    self.certainty = super::Certainty::Sure;
                    let value = self.eval(&setting.value)?;
                    let names = setting.path.iter().map(|name| &*name.text);
                    let path: Vec<&str> = scope.iter().copied().chain(names).collect();
                    self.assign_path(&path, value, setting.value.span, item.span)?;
                }
                ItemKind::Block(block) => self.strict_block(block, scope)?,
                ItemKind::Selector(kind, block) => {
                    if !matches!(scope, ["process" | "agent"]) {
                        let message = format!(
                            "Config selectors are only allowed in the `process` and `agent` scopes (offending scope: `{}`)",
                            scope.join(".")
                        );
                        return refuse(item.span, message);
                    }
                    let name = format!("{}:{}", kind.text, block.name.text);
                    let inner: Vec<&str> = scope.iter().copied().chain([name.as_str()]).collect();
                    self.strict_items(&block.items, &inner)?;
                }
                ItemKind::Include(file) => self.include(item.span, file)?,
                // The check of the syntax has refused everything else.
                _ => {}
            }
        }
        Ok(())
    }

    fn strict_block(&mut self, block: &'t Block<'t>, scope: &[&str]) -> Result<(), Stop<'t>> {
        match (scope.is_empty(), &*block.name.text) {
            (true, "plugins") if !self.in_profile => {
                self.plugins(block)?;
                // A list that is written as settings sets them.
                self.strict_items(&block.items, scope)
            }
            // Such a list anywhere else is passed over.
            (_, "plugins") if block.items.iter().any(is_expression) => Ok(()),
            (true, "profiles") => {
                for profile in self.profiles.clone() {
                    let mut named = block.items.iter().filter_map(|item| match &item.kind {
                        ItemKind::Block(named) if named.name.text == profile => Some(named),
                        _ => None,
                    });
                    // Of two with one name the later one is the profile.
                    if let Some(named) = named.next_back() {
                        let before = std::mem::replace(&mut self.in_profile, true);
                        let result = self.strict_items(&named.items, &[]);
                        self.in_profile = before;
                        result?;
                    }
                }
                Ok(())
            }
            (_, name) => {
                let inner: Vec<&str> = scope.iter().copied().chain([name]).collect();
                self.strict_items(&block.items, &inner)
            }
        }
    }

    /// Puts a value at the end of a path, making the scopes on the way.
    fn assign_path(
        &mut self,
        path: &[&str],
        value: Held<'t>,
        place: Span,
        item: Span,
    ) -> Result<(), Stop<'t>> {
        let Some((last, scopes)) = path.split_last() else {
            return Ok(());
        };
        let mut scope = self.root();
        for name in scopes {
            scope = self.strict_scope(scope, name, item)?;
        }
        self.put(scope, last, value, place);
        Ok(())
    }

    fn strict_scope(
        &mut self,
        scope: ScopeId,
        name: &str,
        item: Span,
    ) -> Result<ScopeId, Stop<'t>> {
        let old = self.slot(scope, name).map(|slot| slot.value.clone());
        match old {
            Some(Held::Scope(inner)) => Ok(inner),
            Some(value) if self.truth(&value) != Some(false) && !matches!(value, Held::Unknown) => {
                refuse(item, format!("`{name}` has a value and is no scope"))
            }
            _ => {
                let inner = self.new_scope(false);
                self.put(scope, name, Held::Scope(inner), item);
                Ok(inner)
            }
        }
    }
}

fn is_expression(item: &Item<'_>) -> bool {
    matches!(item.kind, ItemKind::Expression(_))
}
