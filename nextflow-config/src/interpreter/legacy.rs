//! The scopes of the legacy parser, which runs the text as a Groovy script.
//!
//! `ConfigParserV1` in Nextflow's source is a relative of Groovy's `ConfigSlurper`: a name
//! that is not known becomes a scope, a call with a closure opens one, and the settings of
//! the selected profiles are merged at the very end. Its corners are kept here, since they
//! decide which value wins: in a profile a block belongs to the outermost scope of that
//! name, and a name that is visible from outside is set there.

use super::text::Text;
use super::{Certainty, Interpreter, RuntimeValue, ScopeId, Stop};
use crate::classes;
use crate::symbols::Symbol;
use crate::token::Span;
use crate::tree::Item;

/// Where the legacy parser is with the profiles.
#[derive(Clone, Default)]
pub(super) struct Profiles {
    /// Whether the statements of a `profiles` block are being run, outermost first. It is
    /// set aside while those of a profile are.
    selecting: u32,
    within: bool,
    /// What the selected profiles of each open `profiles` block say.
    found: Vec<Option<ScopeId>>,
    overrides: Option<ScopeId>,
}

impl<'t> Interpreter<'t> {
    /// Runs the next statement of a document.
    pub(super) fn legacy_item(&mut self, item: &'t Item<'t>) -> Result<(), Stop<'t>> {
        self.exec_next(item, 0).map_or(Ok(()), |it| it.map(|_| ()))
    }

    /// Merges what the selected profiles say, when all statements have been run.
    pub(super) fn merge_profiles(&mut self) {
        if let Some(overrides) = self.legacy.overrides {
            self.merge(self.root(), overrides, 0);
        }
    }

    /// What a name stands for that is no variable.
    pub(super) fn legacy_name(&mut self, name: Symbol, span: Span) -> RuntimeValue<'t> {
        let scope = self.environment.innermost();
        let own = self.slot(scope, name);
        let own = own.map(|slot| (&slot.value, slot.certainty));
        let is_there = |found: &(&RuntimeValue<'t>, _)| self.truth(found.0) != Some(false);
        let found = own.filter(is_there).or_else(|| {
            let outer = self.environment.get(name)?;
            Some((outer, Certainty::Sure)).filter(is_there)
        });
        if let Some((value, certainty)) = found {
            let value = value.clone();
            self.certainty = self.certainty.max(certainty);
            return value;
        }
        let written = self.symbols.name(name);
        if is_bound(written) || self.has_classes && written.starts_with(char::is_uppercase) {
            return RuntimeValue::Unknown;
        }
        self.miss();
        let written = self.symbols.name(name).to_owned();
        let scope = RuntimeValue::Scope(self.missing_scope(None, &written, span));
        self.assign_name(name, scope.clone(), span);
        scope
    }

    pub(super) fn assign_name(&mut self, name: Symbol, value: RuntimeValue<'t>, span: Span) {
        self.put(self.environment.innermost(), name, value.clone(), span);
        self.environment.set(name, value);
    }

    /// Runs statements in a scope of their own.
    pub(super) fn in_scope(
        &mut self,
        scope: ScopeId,
        items: &'t [Item<'t>],
    ) -> Result<(), Stop<'t>> {
        self.environment.open(scope);
        let variables = self.variables.len();
        let left = std::mem::take(&mut self.may_have_left);
        let result = self.exec(items);
        self.may_have_left = left;
        self.variables.truncate(variables);
        self.environment.close();
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
        name: Text<'t>,
        items: &'t [Item<'t>],
        span: Span,
    ) -> Result<(), Stop<'t>> {
        if self.environment.len() > 60 {
            return Ok(());
        }
        if &*name == "profiles" {
            return self.profiles_block(items);
        }
        if self.legacy.selecting > 0 {
            return self.profile(&name, items);
        }
        let name = self.symbols.intern(name);
        // What a profile says is kept with the outermost scope.
        let is_kept_outermost = self.legacy.within;
        let current = if is_kept_outermost {
            self.environment.outermost()
        } else {
            self.environment.innermost()
        };
        let own = self.slot(current, name).map(|slot| &slot.value);
        let scope = match (own, self.seen_from(is_kept_outermost, name)) {
            (Some(own @ RuntimeValue::Scope(scope)), _) if self.grows(own) => *scope,
            (_, Some(seen @ RuntimeValue::Scope(scope))) if self.grows(seen) => self.copy(*scope),
            _ => self.new_scope(true),
        };
        if self.symbols.name(name) == "params" {
            self.mark_params(scope);
        }
        self.assign_name(name, RuntimeValue::Scope(scope), span);
        self.in_scope(scope, items)?;
        match self.seen_from(is_kept_outermost, name) {
            Some(seen @ RuntimeValue::Scope(old)) if self.grows(seen) => self.merge(*old, scope, 0),
            _ if is_kept_outermost => self
                .environment
                .set_outermost(name, RuntimeValue::Scope(scope)),
            _ => self.environment.set(name, RuntimeValue::Scope(scope)),
        }
        Ok(())
    }

    fn seen_from(&self, is_outermost: bool, name: Symbol) -> Option<&RuntimeValue<'t>> {
        if is_outermost {
            self.environment.get_outermost(name)
        } else {
            self.environment.get(name)
        }
    }

    fn profiles_block(&mut self, items: &'t [Item<'t>]) -> Result<(), Stop<'t>> {
        self.legacy.within = true;
        self.legacy.selecting += 1;
        self.legacy.found.push(None);
        let result = self.exec(items).map(|_| ());
        self.legacy.selecting -= 1;
        self.legacy.within = false;
        if let Some(Some(found)) = self.legacy.found.pop() {
            let current = self.environment.innermost();
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
    let is_given = matches!(
        name,
        "projectDir" | "baseDir" | "launchDir" | "outputDir" | "secrets" | "this" | "super"
    );
    let is_variable = || {
        let is_part = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.bytes().all(is_part)
    };
    is_given || is_variable() || classes::is_imported(name)
}
