//! Follows a configuration as Nextflow runs it, without running code.
//!
//! A [`Machine`] holds the scopes that have been made and evaluates expressions; [`legacy`]
//! and [`strict`] walk the statements, each by its parser's rules. What only a run can tell
//! is unknown, and what depends on it is too.

mod arithmetic;
mod assignments;
mod bounds;
mod branches;
mod by_name;
mod calls;
mod expressions;
mod frames;
pub(super) mod legacy;
mod lists;
mod methods;
mod operators;
mod properties;
mod scopes;
mod statements;
pub(super) mod strict;

use super::reading::{Certainty, Include, Semantics};
use super::token::Span;
use super::tree::{Closure, Document};

pub(super) use scopes::{Scope, ScopeId};

/// How many statements and values are followed before the rest is called unknown.
const BUDGET: u32 = 200_000;
const MAX_CALLS: u32 = 12;
/// How long a text may become, in bytes.
const MAX_TEXT: usize = 1 << 16;
/// How many values a list, a map or all the settings may have.
const MAX_SIZE: usize = 50_000;

/// Why evaluation ends early.
#[derive(Clone, Debug)]
pub(super) enum Stop<'t> {
    /// Nextflow refuses the text here.
    Refused(Span, String),
    /// `return`, with its value.
    Returned(Held<'t>),
}

/// A value while a text is followed: like [`super::value::Value`], with scopes by reference.
#[derive(Clone, Debug)]
pub(super) enum Held<'t> {
    Unknown,
    Null,
    Bool(bool),
    Int(i64),
    /// The number, and how many decimals it is written with where that is known.
    Float(f64, Option<usize>),
    Text(String),
    List(Vec<Held<'t>>),
    /// A scope or a map.
    Scope(ScopeId),
    Closure(&'t Closure<'t>),
    Duration(i64),
    Memory(i64),
}

/// Everything that is known at a point of the text.
pub(super) struct Machine<'t> {
    pub(super) text: &'t str,
    pub(super) semantics: Semantics,
    pub(super) scopes: Vec<Scope<'t>>,
    /// The scopes that are open. The first one that is made is the outermost.
    pub(super) frames: frames::Frames<'t>,
    /// Variables of the code, the latest last.
    pub(super) locals: Vec<(&'t str, Held<'t>, Certainty)>,
    pub(super) functions: Vec<(&'t str, &'t Closure<'t>)>,
    pub(super) includes: Vec<Include>,
    pub(super) profiles: Vec<&'t str>,
    /// How many conditions that only a run can tell are around.
    pub(super) doubt: u32,
    /// How sure the values are that the current expression was made from.
    pub(super) certainty: Certainty,
    /// How sure it is that the current statement is run.
    pub(super) floor: Certainty,
    /// Whether a `return` may have ended what is being run.
    pub(super) may_have_left: bool,
    /// Whether the statements are those of a selected profile of a strict text.
    pub(super) in_profile: bool,
    pub(super) calls: u32,
    pub(super) budget: u32,
    pub(super) legacy: legacy::Profiles<'t>,
}

impl<'t> Machine<'t> {
    pub(super) fn new(
        document: &'t Document<'t>,
        semantics: Semantics,
        profiles: &[&'t str],
    ) -> Self {
        let mut machine = Self {
            text: document.text,
            semantics,
            scopes: Vec::new(),
            frames: frames::Frames::new(ScopeId(0)),
            locals: Vec::new(),
            functions: Vec::new(),
            includes: Vec::new(),
            profiles: profiles.to_vec(),
            doubt: 0,
            certainty: Certainty::Sure,
            floor: Certainty::Sure,
            may_have_left: false,
            in_profile: false,
            calls: 0,
            budget: BUDGET.saturating_add(u32::try_from(document.tokens.len()).unwrap_or(u32::MAX)),
            legacy: legacy::Profiles::default(),
        };
        machine.new_scope(semantics == Semantics::V1);
        machine
    }

    /// The outermost scope.
    pub(super) fn root(&self) -> ScopeId {
        self.frames.outermost()
    }

    /// Whether there is still something to spend on following the text.
    pub(super) fn spend(&mut self) -> bool {
        self.budget = self.budget.saturating_sub(1);
        self.budget > 0
    }

    /// Spends what it takes to copy so many settings, which is little.
    fn spend_on_copies(&mut self, settings: usize) {
        let cost = u32::try_from(settings / 16).unwrap_or(u32::MAX);
        self.budget = self.budget.saturating_sub(cost);
    }
}

/// Says that Nextflow refuses the text here.
fn refuse<'t, T>(span: Span, message: impl Into<String>) -> Result<T, Stop<'t>> {
    Err(Stop::Refused(span, message.into()))
}
