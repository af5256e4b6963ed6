//! The settings that take effect with one of the parsers, as far as the rules care.

use std::collections::BTreeSet;

use crate::options::{
    ConfigOption, Meaning, in_misspelled_scope, is_like_scope, meaning, outside_scope,
};
use crate::reading::{Certainty, Lookup, Parser, Reading, Setting};
use crate::token::Span;
use crate::value::Value;

use super::sink::MOST_OF_A_CODE;

/// The one setting of another scope that decides something.
pub(super) const FARGATE: &str = "aws.batch.platformType";

/// The settings that take effect with one of the parsers.
pub(super) struct EffectiveSettings<'a> {
    pub(super) parser: Parser,
    /// Those that Nextflow knows, by path.
    settings: Vec<&'a Setting>,
    /// Those of known scopes that it does not know, as many as are looked at.
    pub(super) unknown: Vec<&'a Setting>,
    /// Those of other scopes that have names of options, as many as are looked at.
    pub(super) foreign: Vec<&'a Setting>,
    /// Those of other scopes, or of none, that are options all the same, as many as are looked at.
    pub(super) elsewhere: Vec<(&'a Setting, &'static ConfigOption)>,
    /// Those of scopes that are nearly known ones, as many as are looked at.
    pub(super) of_misspelled_scopes: Vec<&'a Setting>,
    /// Those that take a name that is set nowhere.
    taking_missing_names: BTreeSet<&'a str>,
    /// Whether what is not there is not set. Not so when files are included or the parser
    /// stops half-way.
    is_whole: bool,
}

/// Whether Wave is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WaveState {
    /// It is.
    On,
    /// It is not, although a text says `true`.
    MeantOn,
    /// It is not.
    Off,
    /// Nothing in the text says so, or only a run can tell.
    Unknown,
}

impl<'a> EffectiveSettings<'a> {
    /// Those that matter: of the parser that is given, or of all that take the text.
    pub(super) fn all(
        legacy: &'a Reading,
        strict: &'a Reading,
        parser: Option<Parser>,
    ) -> Vec<Self> {
        let legacy_only = || vec![Self::of(legacy, Parser::Legacy)];
        let strict_only = || vec![Self::of(strict, Parser::Strict)];
        match parser {
            Some(Parser::Legacy) => legacy_only(),
            Some(Parser::Strict) => strict_only(),
            None => match (&legacy.refusal, &strict.refusal) {
                (None, None) => vec![
                    Self::of(legacy, Parser::Legacy),
                    Self::of(strict, Parser::Strict),
                ],
                (Some(_), None) => strict_only(),
                _ => legacy_only(),
            },
        }
    }

    /// Those of a reading.
    pub(super) fn of(reading: &'a Reading, parser: Parser) -> Self {
        let mut settings = Vec::new();
        let mut unknown = Vec::new();
        let mut foreign = Vec::new();
        let mut elsewhere = Vec::new();
        let mut of_misspelled_scopes = Vec::new();
        for setting in &reading.settings {
            let path = setting.path.as_str();
            if elsewhere.len() < MOST_OF_A_CODE
                && let Some(option) = outside_scope(path)
            {
                elsewhere.push((setting, option));
            }
            if path == FARGATE {
                settings.push(setting);
                continue;
            }
            match meaning(path) {
                Meaning::Option(_) | Meaning::Retired(_) | Meaning::Scope => settings.push(setting),
                Meaning::Unknown if unknown.len() < MOST_OF_A_CODE => unknown.push(setting),
                Meaning::Foreign if is_like_scope(path) && foreign.len() < MOST_OF_A_CODE => {
                    foreign.push(setting);
                }
                Meaning::Foreign
                    if of_misspelled_scopes.len() < MOST_OF_A_CODE
                        && in_misspelled_scope(path).is_some() =>
                {
                    of_misspelled_scopes.push(setting);
                }
                Meaning::Unknown | Meaning::Foreign => {}
            }
        }
        settings.sort_by(|a, b| a.path.cmp(&b.path));
        let taking = reading.empty_scopes.iter().filter(|scope| {
            let missing = scope.missing.as_ref();
            missing.is_some_and(|missing| !missing.is_parameter)
        });
        Self {
            parser,
            settings,
            unknown,
            foreign,
            elsewhere,
            of_misspelled_scopes,
            taking_missing_names: taking.map(|scope| &*scope.path).collect(),
            is_whole: reading.refusal.is_none() && reading.includes.is_empty(),
        }
    }

    /// Whether a setting takes the value of a name that is set nowhere, other than that of a
    /// parameter.
    pub(super) fn takes_missing_name(&self, path: &str) -> bool {
        self.taking_missing_names.contains(path)
    }

    /// How sure the setting is whose value is written there.
    pub(super) fn certainty_at(&self, value: Span) -> Option<Certainty> {
        let mut settings = self.settings.iter();
        let setting = settings.find(|setting| setting.span == value);
        setting.map(|setting| setting.certainty)
    }

    /// The settings that Nextflow knows, by path.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'a Setting> {
        self.settings.iter().copied()
    }

    /// The setting of a path, whatever it is.
    pub(super) fn get(&self, path: &str) -> Option<&'a Setting> {
        let at = self
            .settings
            .binary_search_by(|setting| setting.path.as_str().cmp(path));
        self.settings.get(at.ok()?).copied()
    }

    /// What is known of a path, as [`Reading::lookup`] tells it.
    pub(super) fn lookup(&self, path: &str) -> Lookup<'a> {
        match self.get(path) {
            Some(setting) if setting.value == Value::Unknown => Lookup::Unknown,
            Some(setting) => Lookup::Set(setting),
            None if self.is_whole && !self.has_unknown_scope(path) => Lookup::Unset,
            None => Lookup::Unknown,
        }
    }

    /// Whether only a run can tell what a scope around a path is, which hides what is in it.
    fn has_unknown_scope(&self, path: &str) -> bool {
        let mut above = path;
        while let Some((scope, _)) = above.rsplit_once('.') {
            if self.get(scope).is_some_and(|it| it.value == Value::Unknown) {
                return true;
            }
            above = scope;
        }
        false
    }

    /// A setting that is a text.
    pub(super) fn text(&self, path: &str) -> Option<(&'a Setting, &'a str)> {
        match self.lookup(path) {
            Lookup::Set(setting) => match &setting.value {
                Value::Text(text) => Some((setting, text)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Groovy's truth of a setting; that of one that is not set is `false`.
    pub(super) fn truth(&self, path: &str) -> Option<bool> {
        match self.lookup(path) {
            Lookup::Set(setting) => setting.value.truth(),
            Lookup::Unset => Some(false),
            Lookup::Unknown => None,
        }
    }

    /// The setting, if it is certainly one that counts as true.
    pub(super) fn on(&self, path: &str) -> Option<&'a Setting> {
        match self.lookup(path) {
            Lookup::Set(setting) if setting.value.truth() == Some(true) => Some(setting),
            _ => None,
        }
    }

    /// Whether Wave is on: Nextflow compares with `true`, so that nothing else will do.
    pub(super) fn wave(&self) -> WaveState {
        match self.lookup("wave.enabled") {
            Lookup::Set(setting) => match &setting.value {
                Value::Bool(true) => WaveState::On,
                Value::Text(text) if text.eq_ignore_ascii_case("true") => WaveState::MeantOn,
                _ => WaveState::Off,
            },
            Lookup::Unset => WaveState::Off,
            Lookup::Unknown => WaveState::Unknown,
        }
    }

    /// Whether the text itself says that Wave is off.
    pub(super) fn is_wave_turned_off(&self) -> bool {
        self.wave() == WaveState::Off && matches!(self.lookup("wave.enabled"), Lookup::Set(_))
    }

    /// Whether Wave is on or was meant to be.
    pub(super) fn wants_wave(&self) -> bool {
        matches!(self.wave(), WaveState::On | WaveState::MeantOn)
    }
}
