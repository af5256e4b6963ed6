//! Reads a document as one of Nextflow's parsers does: what its syntax refuses, and what the
//! settings come to.
//!
//! This is done one statement of the text after the other, and for both parsers at once where
//! both are asked: the tree of a long text does not fit into the processor's cache, and so each
//! part of it is fetched once and not once for every one who looks at it.

use std::collections::BTreeSet;

use crate::interpreter::Run;
use crate::reading::{Parser, Reading, Refusal};
use crate::tree::{Document, Item, ItemKind, ProblemKind};
use crate::{legacy_syntax, strict_grammar, strict_syntax};

/// Reads a document as one of the parsers does. Without profiles Nextflow takes the one that
/// is called `standard`, if there is one.
///
/// ```
/// use nextflow_config::{Document, Parser, Value, read};
///
/// let text = "wave = [enabled: true]\nwave { freeze = true }";
/// let document = Document::parse(text);
/// // For the legacy parser a block takes the place of a map.
/// let legacy = read(&document, Parser::Legacy, &[]);
/// assert_eq!(legacy.get("wave.enabled"), None);
/// let strict = read(&document, Parser::Strict, &[]);
/// assert_eq!(strict.get("wave.enabled").unwrap().value, Value::Bool(true));
/// ```
pub fn read(document: &Document<'_>, parser: Parser, profiles: &[&str]) -> Reading {
    let mut reader = Reader::new(document, parser, profiles);
    for item in &document.items {
        reader.item(item);
    }
    reader.finish()
}

/// The same for the legacy parser and for the strict one.
pub(crate) fn read_both(document: &Document<'_>, profiles: &[&str]) -> [Reading; 2] {
    let mut legacy = Reader::new(document, Parser::Legacy, profiles);
    let mut strict = Reader::new(document, Parser::Strict, profiles);
    for item in &document.items {
        legacy.item(item);
        strict.item(item);
    }
    [legacy.finish(), strict.finish()]
}

/// Which profiles a run selects that names none.
const STANDARD: &[&str] = &["standard"];

/// A document that is being read as one of the parsers does.
struct Reader<'t> {
    parser: Parser,
    syntax: Syntax<'t>,
    run: Run<'t>,
    profiles: DeclaredProfiles,
}

/// What is refused although it is well-formed.
enum Syntax<'t> {
    Legacy(legacy_syntax::Compiler<'t>),
    Strict(Box<strict_syntax::Checker<'t>>),
    Refused(Refusal),
}

/// The profiles that have been met.
#[derive(Default)]
struct DeclaredProfiles {
    names: BTreeSet<String>,
    in_order: Vec<String>,
}

impl<'t> Reader<'t> {
    fn new(document: &'t Document<'t>, parser: Parser, profiles: &[&'t str]) -> Self {
        let profiles = if profiles.is_empty() {
            STANDARD
        } else {
            profiles
        };
        Self {
            parser,
            syntax: Syntax::of(document, parser),
            run: Run::start(document, parser, profiles),
            profiles: DeclaredProfiles::default(),
        }
    }

    /// Reads the next statement of the text.
    fn item(&mut self, item: &'t Item<'t>) {
        self.run.item(item);
        self.syntax.item(item);
        self.profiles.items(std::slice::from_ref(item), self.parser);
    }

    fn finish(self) -> Reading {
        let run = self.run.finish();
        let refusal = match self.syntax {
            Syntax::Refused(refusal) => Some(refusal),
            Syntax::Legacy(_) => run.refusal,
            Syntax::Strict(checker) => {
                let found = checker.finish();
                let at_run = [found.at_run, run.refusal].into_iter().flatten();
                found.refusal.or(at_run.min_by_key(|refusal| refusal.span))
            }
        };
        Reading {
            refusal,
            settings: run.settings,
            empty_scopes: run.empty_scopes,
            profiles: self.profiles.in_order,
            includes: run.includes,
            needs_parameters: run.needs_parameters && self.parser == Parser::Legacy,
        }
    }
}

impl<'t> Syntax<'t> {
    fn of(document: &'t Document<'t>, parser: Parser) -> Self {
        if let Some(refusal) = syntax_refusal(document) {
            let stop = match parser {
                Parser::Strict if !refusal.is_quote => strict_grammar::stop(document),
                _ => None,
            };
            return Self::Refused(stop.unwrap_or(refusal));
        }
        match parser {
            Parser::Legacy => match legacy_syntax::Compiler::new(document) {
                Ok(compiler) => Self::Legacy(compiler),
                Err(refusal) => Self::Refused(refusal),
            },
            Parser::Strict => Self::Strict(Box::new(strict_syntax::Checker::new(document))),
        }
    }

    /// Looks at the next statement. After the first that the legacy parser refuses there is
    /// nothing to see.
    fn item(&mut self, item: &'t Item<'t>) {
        match self {
            Self::Legacy(compiler) => {
                if let Err(refusal) = compiler.item(item) {
                    *self = Self::Refused(refusal);
                }
            }
            Self::Strict(checker) => checker.statement(item),
            Self::Refused(_) => {}
        }
    }
}

/// What neither parser takes.
pub(crate) fn syntax_refusal(document: &Document<'_>) -> Option<Refusal> {
    let problems = document.problems.iter();
    let first = problems
        .filter(|problem| problem.kind != ProblemKind::TooDeep)
        .min_by_key(|problem| problem.span);
    let Some(first) = first else {
        let (span, message) = document.misspelling?;
        return Some(Refusal::reason(span, message));
    };
    let shown = first.span.of(document.text);
    let message = match first.kind {
        ProblemKind::BadCharacter => {
            let words = format!("Unexpected character: '{shown}'");
            return Some(Refusal::quote(first.span, words));
        }
        ProblemKind::NeverClosed => {
            return Some(Refusal::reason(
                first.span,
                format!("'{shown}' is never closed"),
            ));
        }
        _ if shown.is_empty() => "Unexpected input: '<EOF>'".to_owned(),
        _ => format!("Unexpected input: '{shown}'"),
    };
    // The place is where this crate stops.
    Some(Refusal::reason(first.span, message))
}

impl DeclaredProfiles {
    fn add(&mut self, name: &str) {
        if !self.names.contains(name) {
            self.names.insert(name.to_owned());
            self.in_order.push(name.to_owned());
        }
    }

    /// The legacy parser takes profiles in any block.
    fn items(&mut self, items: &[Item<'_>], parser: Parser) {
        for item in items {
            match &item.kind {
                ItemKind::Block(block) if block.name.text == "profiles" => {
                    for inner in &block.items {
                        if let ItemKind::Block(profile) = &inner.kind {
                            self.add(&profile.name.text);
                        }
                    }
                }
                ItemKind::Block(block) | ItemKind::Selector(_, block)
                    if parser == Parser::Legacy =>
                {
                    self.items(&block.items, parser);
                }
                ItemKind::If(_, then, otherwise) => {
                    self.items(&then.items, parser);
                    if let Some(otherwise) = otherwise {
                        self.items(&otherwise.items, parser);
                    }
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
