//! What both of Nextflow's parsers make of one text.

use crate::read::read_both;
use crate::reading::{Certainty, Lookup, Reading, Refusal, ScopeLookup};
use crate::token::Span;
use crate::tree::Document;
use crate::value::Value;

/// What a text comes to for each of Nextflow's parsers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Readings {
    /// For the legacy parser.
    pub legacy: Reading,
    /// For the strict parser.
    pub strict: Reading,
    /// The profiles that the run selects. Without any, Nextflow takes the one that is called
    /// `standard`, if there is one.
    pub selected: Vec<String>,
}

/// What is known of a path for each of Nextflow's parsers.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Lookups<'a> {
    /// For the legacy parser.
    pub legacy: Lookup<'a>,
    /// For the strict parser.
    pub strict: Lookup<'a>,
}

/// What is known of a scope for each of Nextflow's parsers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ScopeLookups<'a> {
    /// For the legacy parser.
    pub legacy: ScopeLookup<'a>,
    /// For the strict parser.
    pub strict: ScopeLookup<'a>,
}

impl Readings {
    /// Reads a document as both parsers do. Without profiles Nextflow takes the one that is
    /// called `standard`, if there is one.
    pub fn of(document: &Document<'_>, profiles: &[&str]) -> Self {
        let [legacy, strict] = read_both(document, profiles);
        Self {
            legacy,
            strict,
            selected: profiles.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    /// The legacy parser's, then the strict one's.
    pub fn both(&self) -> [&Reading; 2] {
        [&self.legacy, &self.strict]
    }

    /// Those of the parsers that take the text.
    pub fn accepted(&self) -> impl Iterator<Item = &Reading> {
        self.both()
            .into_iter()
            .filter(|reading| reading.refusal.is_none())
    }

    /// Why the legacy parser refuses a text that both of them refuse.
    pub fn refusal(&self) -> Option<&Refusal> {
        let is_refused = self.strict.refusal.is_some();
        self.legacy.refusal.as_ref().filter(|_| is_refused)
    }

    /// What is known of a setting. The path is written as [`crate::Setting::path`] is, or with
    /// more quotes.
    pub fn lookup(&self, path: &str) -> Lookups<'_> {
        Lookups {
            legacy: self.legacy.lookup(path),
            strict: self.strict.lookup(path),
        }
    }

    /// What is known of a scope: the settings in it and in the scopes below.
    pub fn scope(&self, path: &str) -> ScopeLookups<'_> {
        ScopeLookups {
            legacy: self.legacy.scope(path),
            strict: self.strict.scope(path),
        }
    }
}

impl<'a> Lookups<'a> {
    /// The value that both parsers come to. `None` when one of them has none, or another one,
    /// or when only a run can tell.
    pub fn value(&self) -> Option<&'a Value> {
        match (self.legacy, self.strict) {
            (Lookup::Set(legacy), Lookup::Set(strict)) if legacy.value == strict.value => {
                Some(&legacy.value)
            }
            _ => None,
        }
    }

    /// Where the value is written that the legacy parser has, or else the strict one.
    pub fn span(&self) -> Option<Span> {
        let settings = [self.legacy, self.strict].into_iter();
        let mut places = settings.filter_map(|lookup| match lookup {
            Lookup::Set(setting) => Some(setting.span),
            _ => None,
        });
        places.next()
    }

    /// How sure [`Self::value`] is: as sure as for the parser that is less so.
    pub fn certainty(&self) -> Option<Certainty> {
        match (self.legacy, self.strict) {
            (Lookup::Set(legacy), Lookup::Set(strict)) if legacy.value == strict.value => {
                Some(legacy.certainty.max(strict.certainty))
            }
            _ => None,
        }
    }

    /// Whether neither parser has the setting.
    pub fn is_unset(&self) -> bool {
        matches!((self.legacy, self.strict), (Lookup::Unset, Lookup::Unset))
    }
}
