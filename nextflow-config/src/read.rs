//! Reads a document as one of Nextflow's parsers does: what its syntax refuses, and what the
//! settings come to.

use std::collections::BTreeSet;

use crate::reading::{Parser, Reading, Refusal};
use crate::tree::{Document, Item, ItemKind, ProblemKind};
use crate::{interpreter, legacy_syntax, strict_syntax};

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
    let standard = ["standard"];
    let profiles = if profiles.is_empty() {
        &standard
    } else {
        profiles
    };
    let run = interpreter::run(document, parser, profiles);
    let mut refusal = syntax_refusal(document);
    if refusal.is_none() {
        refusal = match parser {
            Parser::Legacy => legacy_syntax::check(document),
            Parser::Strict => strict_syntax::check(document),
        };
    }
    let mut names = BTreeSet::new();
    let mut declared = Vec::new();
    profile_names(&document.items, parser, &mut |name| {
        if names.insert(name.to_owned()) {
            declared.push(name.to_owned());
        }
    });
    Reading {
        refusal: refusal.or(run.refusal),
        settings: run.settings,
        empty_scopes: run.empty_scopes,
        profiles: declared,
        includes: run.includes,
    }
}

/// What neither parser takes.
fn syntax_refusal(document: &Document<'_>) -> Option<Refusal> {
    let problems = document.problems.iter();
    let first = problems
        .filter(|problem| problem.kind != ProblemKind::TooDeep)
        .min_by_key(|problem| problem.span);
    let Some(first) = first else {
        let (span, message) = document.misspelling?;
        return Some(Refusal {
            span,
            message: message.to_owned(),
        });
    };
    let shown = first.span.of(document.text);
    let message = match first.kind {
        ProblemKind::BadCharacter => format!("Unexpected character: '{shown}'"),
        ProblemKind::NeverClosed => format!("'{shown}' is never closed"),
        _ if shown.is_empty() => "Unexpected input: '<EOF>'".to_owned(),
        _ => format!("Unexpected input: '{shown}'"),
    };
    Some(Refusal {
        span: first.span,
        message,
    })
}

/// The legacy parser takes profiles in any block.
fn profile_names<'t>(items: &'t [Item<'_>], parser: Parser, found: &mut impl FnMut(&'t str)) {
    for item in items {
        match &item.kind {
            ItemKind::Block(block) if block.name.text == "profiles" => {
                for inner in &block.items {
                    if let ItemKind::Block(profile) = &inner.kind {
                        found(&profile.name.text);
                    }
                }
            }
            ItemKind::Block(block) | ItemKind::Selector(_, block) if parser == Parser::Legacy => {
                profile_names(&block.items, parser, found);
            }
            ItemKind::If(_, then, otherwise) => {
                profile_names(&then.items, parser, found);
                if let Some(otherwise) = otherwise {
                    profile_names(&otherwise.items, parser, found);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
