//! What one of the parsers comes to, as far as the rules care.

use super::super::options::{Meaning, meaning};
use super::super::reading::{Reading, Semantics, Setting};
use super::super::value::Value;
use super::Context;
use super::said::MOST_OF_A_KIND;

/// The one setting of another scope that decides something.
pub(super) const FARGATE: &str = "aws.batch.platformType";

/// The settings that take effect with one of the parsers.
pub(super) struct View<'a> {
    pub(super) semantics: Semantics,
    /// Those that Nextflow knows, by path.
    settings: Vec<&'a Setting>,
    /// Those of known scopes that it does not know, as many as are looked at.
    pub(super) unknown: Vec<&'a Setting>,
    /// Whether what is not there is not set. Not so when files are included or the parser
    /// stops half-way.
    pub(super) is_whole: bool,
}

/// What is known of one setting.
#[derive(Clone, Copy, Debug)]
pub(super) enum Known<'a> {
    /// Nothing in the text sets it.
    Unset,
    /// Only a run can tell.
    Unknown,
    /// It is this.
    Is(&'a Setting),
}

/// Whether Wave is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wave {
    /// It is.
    On,
    /// It is not, although a text says `true`.
    MeantOn,
    /// It is not.
    Off,
    /// Nothing in the text says so, or only a run can tell.
    Unknown,
}

impl<'a> View<'a> {
    /// The views that matter: of the parser that is given, or of all that take the text.
    pub(super) fn all(v1: &'a Reading, v2: &'a Reading, context: &Context<'_>) -> Vec<Self> {
        let one = |semantics, reading| Self::of(reading, semantics);
        match context.semantics {
            Some(Semantics::V1) => vec![one(Semantics::V1, v1)],
            Some(Semantics::V2) => vec![one(Semantics::V2, v2)],
            None => match (&v1.refusal, &v2.refusal) {
                (None, None) => vec![one(Semantics::V1, v1), one(Semantics::V2, v2)],
                (Some(_), None) => vec![one(Semantics::V2, v2)],
                _ => vec![one(Semantics::V1, v1)],
            },
        }
    }

    /// What a reading comes to.
    pub(super) fn of(reading: &'a Reading, semantics: Semantics) -> Self {
        let mut settings = Vec::new();
        let mut unknown = Vec::new();
        for setting in &reading.settings {
            let path = setting.path.as_str();
            if path == FARGATE {
                settings.push(setting);
                continue;
            }
            match meaning(path) {
                Meaning::Option(_) | Meaning::Retired(_) | Meaning::Scope => settings.push(setting),
                Meaning::Unknown if unknown.len() < MOST_OF_A_KIND => unknown.push(setting),
                Meaning::Unknown | Meaning::Foreign => {}
            }
        }
        settings.sort_by(|a, b| a.path.cmp(&b.path));
        Self {
            semantics,
            settings,
            unknown,
            is_whole: reading.refusal.is_none() && reading.includes.is_empty(),
        }
    }

    /// The settings that Nextflow knows.
    pub(super) fn settings(&self) -> impl Iterator<Item = &'a Setting> {
        self.settings.iter().copied()
    }

    /// The setting of a path, known or not.
    pub(super) fn get(&self, path: &str) -> Option<&'a Setting> {
        let at = self
            .settings
            .binary_search_by(|setting| setting.path.as_str().cmp(path));
        self.settings.get(at.ok()?).copied()
    }

    /// What is known of a setting. A scope that only a run can tell hides what is in it.
    pub(super) fn known(&self, path: &str) -> Known<'a> {
        match self.get(path) {
            Some(setting) if setting.value == Value::Unknown => Known::Unknown,
            Some(setting) => Known::Is(setting),
            None => {
                let mut above = path;
                while let Some((scope, _)) = above.rsplit_once('.') {
                    if self.get(scope).is_some_and(|it| it.value == Value::Unknown) {
                        return Known::Unknown;
                    }
                    above = scope;
                }
                Known::Unset
            }
        }
    }

    /// A setting that is a text.
    pub(super) fn text(&self, path: &str) -> Option<(&'a Setting, &'a str)> {
        match self.known(path) {
            Known::Is(setting) => match &setting.value {
                Value::Text(text) => Some((setting, text)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Groovy's truth of a setting; that of one that is not set is `false` where the text is
    /// all there is.
    pub(super) fn truth(&self, path: &str) -> Option<bool> {
        match self.known(path) {
            Known::Is(setting) => setting.value.truth(),
            Known::Unset if self.is_whole => Some(false),
            Known::Unset | Known::Unknown => None,
        }
    }

    /// The setting, if it is certainly one that counts as true.
    pub(super) fn on(&self, path: &str) -> Option<&'a Setting> {
        match self.known(path) {
            Known::Is(setting) if setting.value.truth() == Some(true) => Some(setting),
            _ => None,
        }
    }

    /// Whether Wave is on: Nextflow compares with `true`, so that nothing else will do.
    pub(super) fn wave(&self) -> Wave {
        match self.known("wave.enabled") {
            Known::Is(setting) => match &setting.value {
                Value::Bool(true) => Wave::On,
                Value::Text(text) if text.eq_ignore_ascii_case("true") => Wave::MeantOn,
                _ => Wave::Off,
            },
            Known::Unset if self.is_whole => Wave::Off,
            Known::Unset | Known::Unknown => Wave::Unknown,
        }
    }

    /// Whether the text itself says that Wave is off.
    pub(super) fn is_wave_turned_off(&self) -> bool {
        self.wave() == Wave::Off && matches!(self.known("wave.enabled"), Known::Is(_))
    }

    /// Whether Wave is on or was meant to be.
    pub(super) fn wants_wave(&self) -> bool {
        matches!(self.wave(), Wave::On | Wave::MeantOn)
    }
}
