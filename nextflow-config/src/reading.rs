//! What a configuration comes to for one of Nextflow's parsers and some profiles.

use crate::path::{is_at_or_below, normalized};
use crate::token::Span;
use crate::value::Value;

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
#[non_exhaustive]
pub struct Reading {
    /// Why the parser refuses the text. The settings are then those before it, as far as they
    /// are known.
    pub refusal: Option<Refusal>,
    /// Every setting that takes effect, in the order in which Nextflow holds them.
    pub settings: Vec<Setting>,
    /// Scopes without a setting, which a run with the legacy parser refuses.
    pub empty_scopes: Vec<EmptyScope>,
    /// Whether the legacy parser stops before it looks for scopes without a setting, because of
    /// what is done with a parameter that nothing in the text sets.
    pub needs_parameters: bool,
    /// The profiles that the text declares.
    pub profiles: Vec<String>,
    /// The files that it includes, which are not read here.
    pub includes: Vec<Include>,
}

/// Why a parser refuses a text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
#[non_exhaustive]
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
#[non_exhaustive]
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

/// What is known of a scope.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ScopeLookup<'a> {
    /// The settings in it and in the scopes below, in the order in which Nextflow holds them.
    /// The value of one that only a run can tell is [`Value::Unknown`], and a scope of which
    /// only that much is known is such a setting itself.
    pub settings: Vec<&'a Setting>,
    /// Whether the text tells of every setting in it. Otherwise a run may bring more: a file
    /// is included, the scope is computed, or the parser refuses the text.
    pub is_complete: bool,
}

/// A file that is included.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Include {
    /// The statement.
    pub span: Span,
    /// The file, where the text tells.
    pub path: Option<String>,
}

impl Reading {
    /// The setting of a path. Names may be in single quotes, and have to be where they are no
    /// plain names.
    pub fn get(&self, path: &str) -> Option<&Setting> {
        self.get_normalized(&normalized(path))
    }

    fn get_normalized(&self, path: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.path == path)
    }

    /// What is known of a path. A scope that only a run can tell hides what is in it.
    pub fn lookup(&self, path: &str) -> Lookup<'_> {
        let path = &*normalized(path);
        if let Some(setting) = self.get_normalized(path) {
            return match setting.value {
                Value::Unknown => Lookup::Unknown,
                _ => Lookup::Set(setting),
            };
        }
        let mut above = path;
        while let Some((scope, _)) = above.rsplit_once('.') {
            let setting = self.get_normalized(scope);
            if setting.is_some_and(|it| it.value == Value::Unknown) {
                return Lookup::Unknown;
            }
            above = scope;
        }
        if self.refusal.is_some() || !self.includes.is_empty() {
            return Lookup::Unknown;
        }
        Lookup::Unset
    }

    /// What is known of a scope: the settings in it and in the scopes below.
    pub fn scope(&self, path: &str) -> ScopeLookup<'_> {
        let path = &*normalized(path);
        let is_inside =
            |setting: &&Setting| setting.path != path && is_at_or_below(&setting.path, path);
        ScopeLookup {
            settings: self.settings.iter().filter(is_inside).collect(),
            is_complete: self.lookup(path) != Lookup::Unknown,
        }
    }
}
