//! What a configuration comes to for one of Nextflow's parsers and some profiles.

use std::collections::BTreeSet;

use super::interpreter;
use super::legacy_syntax;
use super::strict_grammar;
use super::strict_syntax;
use super::token::Span;
use super::tree::{Document, Item, ItemKind, ProblemKind};
use super::value::Value;

/// Which of Nextflow's parsers reads the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parser {
    /// The legacy one, which runs it as a Groovy script. What Seqera Platform launches with
    /// unless somebody switched.
    Legacy,
    /// The strict one, the default of Nextflow from 26.04.
    Strict,
}

/// What a text comes to for one of the parsers, with some profiles.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Why the parser refuses the text. The settings are then those before it, as far as they
    /// are known.
    pub refusal: Option<Refusal>,
    /// Every setting that takes effect, in the order in which Nextflow holds them.
    pub settings: Vec<Setting>,
    /// Scopes without a setting, which a run with the legacy parser refuses.
    pub empty_scopes: Vec<EmptyScope>,
    /// The profiles that the text declares.
    pub profiles: Vec<String>,
    /// The files that it includes, which are not read here.
    pub includes: Vec<Include>,
}

/// Why a parser refuses a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Where.
    pub span: Span,
    /// What the parser says, or why it refuses the text.
    pub message: String,
    /// Whether the message is in the words that Nextflow prints, or the start of them.
    pub is_quote: bool,
}

impl Refusal {
    /// One in the words that Nextflow prints.
    pub(crate) fn quote(span: Span, words: impl Into<String>) -> Self {
        Self {
            span,
            message: words.into(),
            is_quote: true,
        }
    }

    /// One with a reason in other words.
    pub(crate) fn reason(span: Span, reason: impl Into<String>) -> Self {
        Self {
            span,
            message: reason.into(),
            is_quote: false,
        }
    }
}

/// One setting in effect.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its name with dots; parts that are no plain names are in single quotes.
    pub path: String,
    /// What it is.
    pub value: Value,
    /// Where the value is written.
    pub span: Span,
    /// How sure that is.
    pub certainty: Certainty,
}

/// A scope without a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmptyScope {
    /// Its name, like that of a setting.
    pub path: String,
    /// Where it is opened, or where the name stands that is missing.
    pub span: Span,
    /// How sure it is that it is there and empty.
    pub certainty: Certainty,
    /// The name that was looked for in vain, so that the scope was made: all that take the value
    /// of the name have the same. `None` for a block without settings.
    pub missing: Option<MissingName>,
}

/// A name that is read and that nothing has set before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingName {
    /// The name as it is written: `params.outdir`.
    pub name: String,
    /// Whether it is one of a parameter, which the command line of the run may set.
    pub is_parameter: bool,
}

/// How sure a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The text says so.
    Sure,
    /// The text says so unless a file that is included later says otherwise.
    UnlessIncluded,
    /// The text says so unless the pipeline is run with other parameters.
    UnlessParams,
}

/// What is known of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lookup<'a> {
    /// Nothing sets it. A scope is not set by the settings that are in it.
    Unset,
    /// Only a run can tell, or a file that is included and not read here.
    Unknown,
    /// It is set to this.
    Set(&'a Setting),
}

/// A file that is included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Include {
    /// The statement.
    pub span: Span,
    /// The file, where the text tells.
    pub path: Option<String>,
}

impl Reading {
    /// The setting of a path.
    pub fn get(&self, path: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.path == path)
    }

    /// What is known of a path. A scope that only a run can tell hides what is in it.
    pub fn lookup(&self, path: &str) -> Lookup<'_> {
        if let Some(setting) = self.get(path) {
            return match setting.value {
                Value::Unknown => Lookup::Unknown,
                _ => Lookup::Set(setting),
            };
        }
        let mut above = path;
        while let Some((scope, _)) = above.rsplit_once('.') {
            if self.get(scope).is_some_and(|it| it.value == Value::Unknown) {
                return Lookup::Unknown;
            }
            above = scope;
        }
        if self.refusal.is_some() || !self.includes.is_empty() {
            return Lookup::Unknown;
        }
        Lookup::Unset
    }
}

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
    let unreadable = syntax_refusal(document).map(|refusal| match parser {
        Parser::Strict if !refusal.is_quote => strict_grammar::stop(document).unwrap_or(refusal),
        _ => refusal,
    });
    let refusal = unreadable.or_else(|| match parser {
        Parser::Legacy => legacy_syntax::check(document).or(run.refusal),
        Parser::Strict => {
            let found = strict_syntax::check(document);
            let at_run = [found.at_run, run.refusal].into_iter().flatten();
            let at_run = at_run.min_by_key(|refusal| refusal.span);
            found.refusal.or(at_run)
        }
    });
    let mut names = BTreeSet::new();
    let mut declared = Vec::new();
    profile_names(&document.items, parser, &mut |name| {
        if names.insert(name.to_owned()) {
            declared.push(name.to_owned());
        }
    });
    Reading {
        refusal,
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
