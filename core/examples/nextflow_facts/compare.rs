//! One text, what is expected of it and what is not met.

use serde_json::Value as Json;
use wavepass_core::nextflow::{Reading, Value};

/// The outcome for one text.
pub(crate) struct Comparison {
    name: String,
    scopes: Vec<String>,
    mismatches: Vec<String>,
    undecided: Vec<String>,
}

impl Comparison {
    /// Compares only settings of these scopes; of all, when there are none.
    pub(crate) fn of(name: &str, scopes: &[&str]) -> Self {
        Self {
            name: name.to_owned(),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            mismatches: Vec::new(),
            undecided: Vec::new(),
        }
    }

    /// Something is not as it should be.
    pub(crate) fn miss(&mut self, what: String) {
        self.mismatches.push(what);
    }

    /// Something is to be known, and nothing is wrong.
    pub(crate) fn note(&mut self, what: String) {
        self.undecided.push(what);
    }

    pub(crate) fn is_met(&self) -> bool {
        self.mismatches.is_empty()
    }

    /// Prints what is not met, and says whether something could not be decided.
    pub(crate) fn report(&self) -> bool {
        for mismatch in &self.mismatches {
            println!("{}: {mismatch}", self.name);
        }
        for undecided in &self.undecided {
            println!("{}: undecided: {undecided}", self.name);
        }
        !self.undecided.is_empty()
    }

    pub(crate) fn profiles(&mut self, expected: &Json, found: &[String]) {
        if let Some(expected) = expected.as_array() {
            let expected: Vec<&str> = expected.iter().filter_map(Json::as_str).collect();
            if expected != found {
                self.mismatches
                    .push(format!("profiles: expected {expected:?}, got {found:?}"));
            }
        }
    }

    pub(crate) fn reading(
        &mut self,
        key: &str,
        expected: &Json,
        reading: &Reading,
        with_scopes: bool,
    ) {
        let is_ok = expected["ok"].as_bool();
        let is_stray = reading.refusal.as_ref().is_some_and(|refusal| {
            ["}", ")", "]"]
                .iter()
                .any(|closer| refusal.message == format!("Unexpected input: '{closer}'"))
        });
        if is_stray && is_ok == Some(true) && key == "v2" {
            // That the strict parser overlooks it is chance; the readers refuse it on purpose.
            self.undecided
                .push(format!("{key}: a bracket that closes nothing"));
            return;
        }
        if is_ok != Some(reading.refusal.is_none()) {
            self.mismatches.push(format!(
                "{key}: expected {expected}, got {:?}",
                reading.refusal
            ));
            return;
        }
        if is_ok != Some(true) {
            return;
        }
        let Some(effective) = expected["effective"].as_object() else {
            return;
        };
        for (path, value) in effective {
            match reading.get(path) {
                Some(setting) if setting.value == Value::Unknown => {
                    self.undecided.push(format!("{key}: {path}"));
                }
                Some(setting) if is_equal(&setting.value, value) => {}
                Some(setting) => self.mismatches.push(format!(
                    "{key}: {path}: expected {value}, got {}",
                    setting.value
                )),
                None => self
                    .mismatches
                    .push(format!("{key}: {path}: expected {value}, got nothing")),
            }
        }
        for setting in &reading.settings {
            let scope = setting.path.split('.').next().unwrap_or_default();
            let is_compared = self.scopes.is_empty() || self.scopes.iter().any(|it| it == scope);
            if is_compared && !effective.contains_key(&setting.path) {
                self.mismatches.push(format!(
                    "{key}: {}: expected nothing, got {}",
                    setting.path, setting.value
                ));
            }
        }
        if with_scopes {
            let mut found = reading.empty_scopes.clone();
            found.sort();
            let mut empty: Vec<&str> = expected["empty_scopes"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Json::as_str)
                .collect();
            empty.sort_unstable();
            if empty != found {
                self.mismatches.push(format!(
                    "{key}: empty scopes: expected {empty:?}, got {found:?}"
                ));
            }
        }
    }
}

pub(crate) fn is_equal(value: &Value, expected: &Json) -> bool {
    match value {
        Value::Unknown => false,
        Value::Null => expected.is_null(),
        Value::Bool(value) => expected.as_bool() == Some(*value),
        Value::Int(value) => expected.as_i64() == Some(*value),
        Value::Float(value) => expected
            .as_f64()
            .is_some_and(|expected| (expected - value).abs() < 1e-9),
        Value::Text(value) => expected.as_str() == Some(value),
        Value::List(values) => expected.as_array().is_some_and(|expected| {
            expected.len() == values.len()
                && values.iter().zip(expected).all(|(a, b)| is_equal(a, b))
        }),
        Value::Map(entries) => expected.as_object().is_some_and(|expected| {
            expected.len() == entries.len()
                && entries
                    .iter()
                    .all(|(key, value)| expected.get(key).is_some_and(|it| is_equal(value, it)))
        }),
        Value::Closure => expected.get("$closure").is_some(),
        Value::Duration(_) | Value::Memory(_) => expected.as_str() == Some(&value.to_string()),
    }
}
