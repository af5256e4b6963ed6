//! The scopes of the legacy parser, which runs the text as a Groovy script.
//!
//! `ConfigParserV1` in Nextflow's source is a relative of Groovy's `ConfigSlurper`: a name
//! that is not known becomes a scope, a call with a closure opens one, and the settings of
//! the selected profiles are merged at the very end. Its corners are kept here, since they
//! decide which value wins: in a profile a block belongs to the outermost scope of that
//! name, and a name that is visible from outside is set there.

use super::super::reading::Semantics;
use super::super::token::Span;
use super::super::tree::{Document, Item};
use super::{Certainty, Frame, Held, Machine, ScopeId, Stop};

/// Where the legacy parser is with the profiles.
#[derive(Clone, Default)]
pub(in super::super) struct Profiles<'t> {
    /// Whether the statements of a `profiles` block are being run, outermost first. It is
    /// set aside while those of a profile are.
    selecting: u32,
    within: bool,
    /// What the selected profiles of each open `profiles` block say.
    found: Vec<Option<ScopeId>>,
    overrides: Option<ScopeId>,
    marker: std::marker::PhantomData<&'t ()>,
}

/// Follows a document. The second part says what ended it early.
pub(in super::super) fn run<'t>(
    document: &'t Document<'t>,
    profiles: &[&'t str],
) -> (Machine<'t>, Option<Stop<'t>>) {
    let mut machine = Machine::new(document, Semantics::V1, profiles);
    machine.declare_functions(&document.items);
    let stop = machine.exec(&document.items).err();
    if let Some(overrides) = machine.legacy.overrides {
        let root = machine.root();
        machine.merge(root, overrides, 0);
    }
    (machine, stop)
}

impl<'t> Machine<'t> {
    /// What a name stands for that is no variable.
    pub(super) fn legacy_name(&mut self, name: &str, place: Span) -> Held<'t> {
        let Some(frame) = self.frames.last() else {
            return Held::Unknown;
        };
        let own = self
            .slot(frame.config, name)
            .map(|slot| (slot.value.clone(), slot.certainty));
        let outer = frame.seen.iter().find(|(seen, _)| seen == name);
        let outer = outer.map(|(_, value)| (value.clone(), Certainty::Sure));
        for (value, certainty) in own.into_iter().chain(outer) {
            if self.truth(&value) != Some(false) {
                self.certainty = self.certainty.max(certainty);
                return value;
            }
        }
        if is_bound(name) {
            return Held::Unknown;
        }
        self.miss();
        let scope = Held::Scope(self.new_scope(true));
        self.assign_name(name, scope.clone(), place);
        scope
    }

    pub(super) fn assign_name(&mut self, name: &str, value: Held<'t>, place: Span) {
        let Some(frame) = self.frames.last() else {
            return;
        };
        self.put(frame.config, name, value.clone(), place);
        self.see(self.frames.len() - 1, name, value);
    }

    fn see(&mut self, frame: usize, name: &str, value: Held<'t>) {
        let Some(frame) = self.frames.get_mut(frame) else {
            return;
        };
        match frame.seen.iter_mut().find(|(seen, _)| seen == name) {
            Some((_, old)) => *old = value,
            None => frame.seen.push((name.to_owned(), value)),
        }
    }

    /// Runs statements in a scope of their own.
    pub(super) fn in_scope(
        &mut self,
        scope: ScopeId,
        items: &'t [Item<'t>],
    ) -> Result<(), Stop<'t>> {
        let seen = self
            .frames
            .last()
            .map(|frame| frame.seen.clone())
            .unwrap_or_default();
        self.frames.push(Frame {
            config: scope,
            seen,
        });
        let locals = self.locals.len();
        let left = std::mem::take(&mut self.may_have_left);
        let result = self.exec(items);
        self.may_have_left = left;
        self.locals.truncate(locals);
        self.frames.pop();
        match result {
            Err(Stop::Returned(_)) => Ok(()),
            other => other.map(|_| ()),
        }
    }

    /// Whether what stands here is the name of a profile.
    pub(super) fn selects_profiles(&self) -> bool {
        self.legacy.selecting > 0
    }

    /// `name { … }`
    pub(super) fn legacy_block(
        &mut self,
        name: &str,
        items: &'t [Item<'t>],
        place: Span,
    ) -> Result<(), Stop<'t>> {
        if self.frames.len() > 60 {
            return Ok(());
        }
        if name == "profiles" {
            return self.profiles_block(items);
        }
        if self.legacy.selecting > 0 {
            return self.profile(name, items);
        }
        let outer = if self.legacy.within {
            0
        } else {
            self.frames.len() - 1
        };
        let Some(current) = self.frames.get(outer) else {
            return Ok(());
        };
        let own = self
            .slot(current.config, name)
            .map(|slot| slot.value.clone());
        let seen = current
            .seen
            .iter()
            .find(|(seen, _)| seen == name)
            .map(|(_, value)| value.clone());
        let scope = match (own, seen) {
            (Some(own @ Held::Scope(scope)), _) if self.grows(&own) => scope,
            (_, Some(seen @ Held::Scope(scope))) if self.grows(&seen) => self.copy(scope),
            _ => self.new_scope(true),
        };
        self.assign_name(name, Held::Scope(scope), place);
        self.in_scope(scope, items)?;
        let seen = self
            .frames
            .get(outer)
            .and_then(|frame| frame.seen.iter().find(|(seen, _)| seen == name));
        match seen.map(|(_, value)| value.clone()) {
            Some(seen @ Held::Scope(old)) if self.grows(&seen) => self.merge(old, scope, 0),
            _ => self.see(outer, name, Held::Scope(scope)),
        }
        Ok(())
    }

    fn profiles_block(&mut self, items: &'t [Item<'t>]) -> Result<(), Stop<'t>> {
        self.legacy.within = true;
        self.legacy.selecting += 1;
        self.legacy.found.push(None);
        let result = self.exec(items).map(|_| ());
        self.legacy.selecting -= 1;
        self.legacy.within = false;
        if let Some(Some(found)) = self.legacy.found.pop() {
            let current = self.frames.last().map_or(ScopeId(0), |frame| frame.config);
            let into = if current == self.root() {
                match self.legacy.overrides {
                    Some(overrides) => overrides,
                    None => self.new_scope(true),
                }
            } else {
                current
            };
            if current == self.root() {
                self.legacy.overrides = Some(into);
            }
            if current == self.root() {
                // It is merged at the end, where no file that comes later can set it anew.
                self.settle(found, 0);
            }
            self.merge(into, found, 0);
        }
        result
    }

    fn profile(&mut self, name: &str, items: &'t [Item<'t>]) -> Result<(), Stop<'t>> {
        if !self.profiles.contains(&name) {
            return Ok(());
        }
        let scope = match self.legacy.found.last() {
            Some(Some(scope)) => *scope,
            _ => self.new_scope(true),
        };
        if let Some(found) = self.legacy.found.last_mut() {
            *found = Some(scope);
        }
        self.legacy.selecting -= 1;
        let result = self.in_scope(scope, items);
        self.legacy.selecting += 1;
        result
    }
}

/// Names that Nextflow gives to every configuration, and those of classes and environment
/// variables.
fn is_bound(name: &str) -> bool {
    matches!(
        name,
        "projectDir" | "baseDir" | "launchDir" | "outputDir" | "secrets" | "this" | "super"
    ) || name.starts_with(|c: char| c.is_ascii_uppercase())
}
