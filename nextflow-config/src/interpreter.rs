//! Follows a configuration as Nextflow runs it, without running code.
//!
//! A [`Interpreter`] holds the scopes that have been made and evaluates expressions; [`legacy`]
//! and [`strict`] walk the statements, each by its parser's rules. What only a run can tell
//! is unknown, and what depends on it is too.

mod calls;
mod environment;
mod expressions;
mod legacy;
mod radix_map;
#[cfg(test)]
mod radix_map_tests;
mod runtime_value;
mod scopes;
mod statements;
mod strict;
mod text;
mod variables;

use std::cell::Cell;
use std::collections::HashMap;

use crate::reading::{Certainty, EmptyScope, Include, Parser, Refusal, Setting};
use crate::symbols::{Symbol, Symbols};
use crate::token::Span;
use crate::tree::{Closure, Document, Item, ItemKind};
use environment::Environment;
use radix_map::RadixMap;
use runtime_value::{RuntimeValue, ScopeId};
use scopes::Scope;
use text::Text;
use variables::Variables;

/// How many statements and values are followed, and one for each token, before the rest is
/// called unknown.
const BUDGET: u32 = 200_000;
/// How much memory the values of a text may take that are no part of it, in units of sixteen
/// bytes or one element, and two for each byte of the text. What would take more is unknown.
const ALLOWANCE: usize = 1 << 20;
const MAX_CALLS: u32 = 12;
/// How long a text may become, in bytes.
const MAX_TEXT: usize = 1 << 16;
/// How many values a list, a map or all the settings may have.
const MAX_SIZE: usize = 50_000;
/// How many lists may be in one another.
const MAX_LISTS: u32 = 40;

/// What a document comes to when it is run.
pub(super) struct Outcome {
    /// Every setting that takes effect, in the order in which Nextflow holds them.
    pub(super) settings: Vec<Setting>,
    /// Scopes without a setting.
    pub(super) empty_scopes: Vec<EmptyScope>,
    pub(super) includes: Vec<Include>,
    /// Whether the legacy parser stops at what is done with a parameter, if nothing sets it.
    pub(super) needs_parameters: bool,
    /// What Nextflow says where it gives up.
    pub(super) refusal: Option<Refusal>,
}

/// A document that is run as one of the parsers does, statement by statement.
pub(super) struct Run<'t> {
    interpreter: Interpreter<'t>,
    /// Why no more is run.
    stop: Option<Stop<'t>>,
}

impl<'t> Run<'t> {
    /// Gets ready to run the statements of a document.
    pub(super) fn start(document: &'t Document<'t>, parser: Parser, profiles: &[&'t str]) -> Self {
        let mut interpreter = Interpreter::new(document, parser, profiles);
        match parser {
            Parser::Legacy => interpreter.declare_functions(&document.items),
            Parser::Strict => interpreter.declare_params(),
        }
        Self {
            interpreter,
            stop: None,
        }
    }

    /// Runs the next statement, unless an earlier one has ended the run.
    pub(super) fn item(&mut self, item: &'t Item<'t>) {
        if self.stop.is_some() {
            return;
        }
        let result = match self.interpreter.parser {
            Parser::Legacy => self.interpreter.legacy_item(item),
            Parser::Strict => self.interpreter.strict_item(item, None),
        };
        self.stop = result.err();
    }

    /// What all statements come to.
    pub(super) fn finish(mut self) -> Outcome {
        if self.interpreter.parser == Parser::Legacy {
            self.interpreter.merge_profiles();
        }
        let (settings, empty_scopes) = self.interpreter.settings();
        Outcome {
            settings,
            empty_scopes,
            includes: self.interpreter.includes,
            needs_parameters: self.interpreter.needs_parameters,
            refusal: match self.stop {
                Some(Stop::Refused(refusal)) => Some(refusal),
                None | Some(Stop::Returned(_)) => None,
            },
        }
    }
}

/// Why evaluation ends early.
#[derive(Clone, Debug)]
enum Stop<'t> {
    /// Nextflow refuses the text here.
    Refused(Refusal),
    /// `return`, with its value.
    Returned(RuntimeValue<'t>),
}

/// Everything that is known at a point of the text.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each tells of another part of the text, and all go together"
)]
struct Interpreter<'t> {
    text: &'t str,
    parser: Parser,
    symbols: Symbols<Text<'t>>,
    /// By [`ScopeId`].
    scopes: RadixMap<Scope<'t>>,
    scope_count: u32,
    /// The scopes that are open. The first one that is made is the outermost.
    environment: Environment<'t>,
    variables: Variables<'t>,
    functions: HashMap<Symbol, &'t Closure<'t>>,
    includes: Vec<Include>,
    /// Whether something is done with a parameter that nothing sets which the legacy parser
    /// cannot do with the scope that it makes of it.
    needs_parameters: bool,
    /// Whether the text imports or defines classes, so that any word with a capital may be one.
    has_classes: bool,
    profiles: Vec<&'t str>,
    /// How many conditions that only a run can tell are around.
    doubt: u32,
    /// In how many parts of expressions this is that a run may leave out or do later.
    maybe: u32,
    /// How sure the values are that the current expression was made from.
    certainty: Certainty,
    /// How sure it is that the current statement is run.
    floor: Certainty,
    /// Whether a `return` may have ended what is being run.
    may_have_left: bool,
    /// Whether the statements are those of a selected profile of a strict text.
    in_profile: bool,
    calls: u32,
    budget: u32,
    /// What is left of [`ALLOWANCE`].
    allowance: Cell<usize>,
    legacy: legacy::Profiles,
}

impl<'t> Interpreter<'t> {
    fn new(document: &'t Document<'t>, parser: Parser, profiles: &[&'t str]) -> Self {
        let mut interpreter = Self {
            text: document.text,
            parser,
            symbols: Symbols::default(),
            scopes: RadixMap::default(),
            scope_count: 0,
            environment: Environment::new(ScopeId(0)),
            variables: Variables::default(),
            functions: HashMap::new(),
            includes: Vec::new(),
            needs_parameters: false,
            has_classes: document
                .items
                .iter()
                .any(|item| matches!(item.kind, ItemKind::Other)),
            profiles: profiles.to_vec(),
            doubt: 0,
            maybe: 0,
            certainty: Certainty::Sure,
            floor: Certainty::Sure,
            may_have_left: false,
            in_profile: false,
            calls: 0,
            budget: BUDGET.saturating_add(u32::try_from(document.tokens.len()).unwrap_or(u32::MAX)),
            allowance: Cell::new(ALLOWANCE.saturating_add(document.text.len() * 2)),
            legacy: legacy::Profiles::default(),
        };
        interpreter.new_scope(parser == Parser::Legacy);
        interpreter
    }

    /// The outermost scope.
    fn root(&self) -> ScopeId {
        self.environment.outermost()
    }

    /// Whether there is still something to spend on following the text.
    fn spend(&mut self) -> bool {
        self.budget = self.budget.saturating_sub(1);
        self.budget > 0
    }

    /// Whether so much more may be made or looked at, in the units of [`ALLOWANCE`].
    fn allows(&self, units: usize) -> bool {
        let left = self.allowance.get().checked_sub(units);
        self.allowance.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Whether so much could still be made or looked at. Asked before a long list is gone
    /// through: when it could not, not even the start of it is.
    fn has_room_for(&self, units: usize) -> bool {
        self.allowance.get() >= units
    }

    /// A text that was made, if that may be.
    fn text(&self, text: impl Into<Text<'t>>) -> RuntimeValue<'t> {
        let text = text.into();
        if self.allows(1 + text.len() / 16) {
            RuntimeValue::Text(text)
        } else {
            RuntimeValue::Unknown
        }
    }
}

/// Says that Nextflow refuses the text here, with the words that it prints or their start.
fn refuse<'t, T>(span: Span, words: impl Into<String>) -> Result<T, Stop<'t>> {
    Err(Stop::Refused(Refusal::quote(span, words)))
}

/// Says that Nextflow refuses the text here, and why.
fn refuse_for<'t, T>(span: Span, reason: impl Into<String>) -> Result<T, Stop<'t>> {
    Err(Stop::Refused(Refusal::reason(span, reason)))
}
