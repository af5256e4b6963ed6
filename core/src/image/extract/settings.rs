//! The settings of one reading, found by their paths.
//!
//! A [`Reading`] goes through all of them for each question, and here there are some for each
//! container. Start at [`Settings::of`].

use std::collections::HashMap;

use nextflow_config::{Lookup, Reading, Setting, Value};

/// What a text comes to for one parser and one profile.
#[derive(Debug)]
pub(super) struct Settings {
    reading: Reading,
    /// Where each setting stands.
    places: HashMap<String, usize>,
    /// Whether what is not there is not set.
    is_whole: bool,
}

impl Settings {
    /// Those of a reading.
    pub(super) fn of(reading: Reading) -> Self {
        let paths = reading.settings.iter().enumerate();
        Self {
            places: paths.map(|(place, it)| (it.path.clone(), place)).collect(),
            is_whole: reading.refusal.is_none() && reading.includes.is_empty(),
            reading,
        }
    }

    /// The reading.
    pub(super) fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The setting of a path, whatever it is.
    pub(super) fn get(&self, path: &str) -> Option<&Setting> {
        self.reading.settings.get(*self.places.get(path)?)
    }

    /// What is known of a path, as [`Reading::lookup`] tells it.
    pub(super) fn lookup(&self, path: &str) -> Lookup<'_> {
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
        if self.is_whole {
            Lookup::Unset
        } else {
            Lookup::Unknown
        }
    }

    /// Whether a setting certainly counts as true.
    pub(super) fn is_true(&self, path: &str) -> bool {
        match self.lookup(path) {
            Lookup::Set(setting) => setting.value.truth() == Some(true),
            Lookup::Unset | Lookup::Unknown => false,
        }
    }
}
