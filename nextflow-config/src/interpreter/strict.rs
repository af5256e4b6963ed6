//! The statements of the strict parser: settings, blocks, includes and nothing else.
//!
//! A path is put where it says, whatever the form; the selected profiles are applied where
//! the `profiles` block stands, in the order of the command line.

use std::cell::Cell;

use super::text::Text;
use super::{Interpreter, RuntimeValue, ScopeId, Stop, refuse, refuse_for};
use crate::symbols::{Symbol, Symbols};
use crate::token::Span;
use crate::tree::{Block, Item, ItemKind};

/// The blocks around a statement. Their scopes are made by the first setting in them.
pub(super) struct Within<'w> {
    name: Symbol,
    outer: Option<&'w Within<'w>>,
    /// The scope, once there is one. What is in a block cannot put another in its place.
    scope: Cell<Option<ScopeId>>,
}

impl Within<'_> {
    fn path(&self, symbols: &Symbols<Text<'_>>) -> String {
        let name = symbols.name(self.name);
        match self.outer {
            Some(outer) => format!("{}.{name}", outer.path(symbols)),
            None => name.to_owned(),
        }
    }
}

impl<'t> Interpreter<'t> {
    /// Makes the scope that is there before the first statement.
    pub(super) fn declare_params(&mut self) {
        let params = self.new_scope(false);
        self.mark_params(params);
        let params = RuntimeValue::Scope(params);
        let (root, name) = (self.root(), self.symbols.intern_written("params"));
        self.put(root, name, params, Self::nowhere());
    }

    fn strict_items(
        &mut self,
        items: &'t [Item<'t>],
        within: Option<&Within<'_>>,
    ) -> Result<(), Stop<'t>> {
        items
            .iter()
            .try_for_each(|item| self.strict_item(item, within))
    }

    /// Runs a statement, unless following them was given up.
    pub(super) fn strict_item(
        &mut self,
        item: &'t Item<'t>,
        within: Option<&Within<'_>>,
    ) -> Result<(), Stop<'t>> {
        if !self.spend() {
            return Ok(());
        }
        match &item.kind {
            ItemKind::Setting(setting) => {
                self.certainty = super::Certainty::Sure;
                let value = self.eval(&setting.value)?;
                let mut scope = self.scope_within(within, item.span)?;
                if let Some((last, scopes)) = setting.path.split_last() {
                    for name in scopes {
                        let name = self.symbols.intern_written(&name.text);
                        scope = self.strict_scope(scope, name, item.span)?;
                    }
                    let name = self.symbols.intern_written(&last.text);
                    self.put(scope, name, value, setting.value.span);
                }
            }
            ItemKind::Block(block) => self.strict_block(block, within)?,
            ItemKind::Selector(kind, block) => {
                let is_task_scope = within.is_some_and(|within| {
                    within.outer.is_none()
                        && matches!(self.symbols.name(within.name), "process" | "agent")
                });
                if !is_task_scope {
                    let message = format!(
                        "Config selectors are only allowed in the `process` and `agent` scopes (offending scope: `{}`)",
                        within
                            .map(|within| within.path(&self.symbols))
                            .unwrap_or_default()
                    );
                    return refuse(item.span, message);
                }
                let name = [&*kind.text, &*block.name.text].join(":");
                let inner = Within {
                    name: self.symbols.intern(name.into()),
                    outer: within,
                    scope: Cell::new(None),
                };
                self.strict_items(&block.items, Some(&inner))?;
            }
            ItemKind::Include(file) => self.include(item.span, file)?,
            // The check of the syntax has refused everything else.
            _ => {}
        }
        Ok(())
    }

    fn strict_block(
        &mut self,
        block: &'t Block<'t>,
        within: Option<&Within<'_>>,
    ) -> Result<(), Stop<'t>> {
        match (within.is_none(), &*block.name.text) {
            (true, "plugins") if !self.in_profile => {
                self.plugins(block)?;
                // A list that is written as settings sets them.
                self.strict_items(&block.items, within)
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
                        let result = self.strict_items(&named.items, None);
                        self.in_profile = before;
                        result?;
                    }
                }
                Ok(())
            }
            (_, name) => {
                let inner = Within {
                    name: self.symbols.intern_written(name),
                    outer: within,
                    scope: Cell::new(None),
                };
                self.strict_items(&block.items, Some(&inner))
            }
        }
    }

    /// The scope of the blocks around a statement, made if it is not there yet.
    fn scope_within(
        &mut self,
        within: Option<&Within<'_>>,
        item: Span,
    ) -> Result<ScopeId, Stop<'t>> {
        let Some(block) = within else {
            return Ok(self.root());
        };
        if let Some(scope) = block.scope.get() {
            return Ok(scope);
        }
        let outer = self.scope_within(block.outer, item)?;
        let scope = self.strict_scope(outer, block.name, item)?;
        block.scope.set(Some(scope));
        Ok(scope)
    }

    fn strict_scope(
        &mut self,
        scope: ScopeId,
        name: Symbol,
        item: Span,
    ) -> Result<ScopeId, Stop<'t>> {
        match self.slot(scope, name).map(|slot| &slot.value) {
            Some(RuntimeValue::Scope(inner)) => Ok(*inner),
            Some(value)
                if self.truth(value) != Some(false) && !matches!(value, RuntimeValue::Unknown) =>
            {
                let name = self.symbols.name(name);
                refuse_for(item, format!("{name} has a value and is no scope"))
            }
            _ => {
                let inner = self.new_scope(false);
                self.put(scope, name, RuntimeValue::Scope(inner), item);
                Ok(inner)
            }
        }
    }
}

fn is_expression(item: &Item<'_>) -> bool {
    matches!(item.kind, ItemKind::Expression(_))
}
