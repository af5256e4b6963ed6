//! What a configuration comes to for one of Nextflow's parsers and some profiles.

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
pub struct Reading {
    /// Why the parser refuses the text. The settings are then those before it, as far as they
    /// are known.
    pub refusal: Option<Refusal>,
    /// Every setting that takes effect, in the order in which Nextflow holds them.
    pub settings: Vec<Setting>,
    /// Scopes without a setting, which a run with the legacy parser refuses.
    pub empty_scopes: Vec<String>,
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
    /// What the parser says, near enough.
    pub message: String,
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
