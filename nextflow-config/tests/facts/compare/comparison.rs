//! One text, what is expected of it and what is not met.

use nextflow_config::{Lookup, Reading, Value};
use serde_json::Value as Json;

/// The outcome for one text.
pub(crate) struct Comparison {
    name: String,
    scopes: Vec<String>,
    mismatches: Vec<String>,
    notes: Vec<String>,
}

impl Comparison {
    /// Compares only settings of these scopes; of all, when there are none.
    pub(super) fn of(name: &str, scopes: &[&str]) -> Self {
        Self {
            name: name.to_owned(),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            mismatches: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Something is not as it should be.
    pub(super) fn miss(&mut self, what: &str) {
        self.mismatches.push(format!("{}: {what}", self.name));
    }

    /// Something is to be known, and nothing is wrong.
    pub(super) fn note(&mut self, what: &str) {
        self.notes.push(format!("{}: {what}", self.name));
    }

    /// A line for everything that is not as it should be.
    pub(crate) fn mismatches(&self) -> &[String] {
        &self.mismatches
    }

    /// A line for everything that could not be compared, or that nobody expected.
    pub(crate) fn notes(&self) -> &[String] {
        &self.notes
    }

    pub(super) fn profiles(&mut self, expected: &Json, found: &[String]) {
        if let Some(expected) = expected.as_array() {
            let expected: Vec<&str> = expected.iter().filter_map(Json::as_str).collect();
            if expected != found {
                self.miss(&format!("profiles: expected {expected:?}, got {found:?}"));
            }
        }
    }

    pub(super) fn reading(
        &mut self,
        key: &str,
        expected: &Json,
        reading: &Reading,
        with_scopes: bool,
    ) {
        if expected.is_null() {
            // Nothing is recorded.
            return;
        }
        let is_ok = expected["ok"].as_bool();
        let is_stray = reading.refusal.as_ref().is_some_and(|refusal| {
            ["}", ")", "]"]
                .iter()
                .any(|closer| refusal.message == format!("Unexpected input: '{closer}'"))
        });
        if is_stray && is_ok == Some(true) && key == "v2" {
            // That the strict parser overlooks it is chance; the readers refuse it on purpose.
            self.note(&format!("{key}: a bracket that closes nothing"));
            return;
        }
        if is_ok != Some(reading.refusal.is_none()) {
            self.miss(&format!(
                "{key}: expected {expected}, got {:?}",
                reading.refusal
            ));
            return;
        }
        for (path, value) in expected["partial"].as_object().into_iter().flatten() {
            let found = reading.get(path).map(|it| &it.value);
            if !found.is_some_and(|found| is_equal(found, value)) {
                self.miss(&format!("{key}: {path}: expected {value}, got {found:?}"));
            }
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
                    self.note(&format!("{key}: {path} is unknown"));
                }
                Some(setting) if is_equal(&setting.value, value) => {}
                Some(setting) => self.miss(&format!(
                    "{key}: {path}: expected {value}, got {}",
                    setting.value
                )),
                None if reading.lookup(path) == Lookup::Unknown => {
                    self.note(&format!("{key}: {path} is within what is unknown"));
                }
                None => self.miss(&format!("{key}: {path}: expected {value}, got nothing")),
            }
        }
        for setting in &reading.settings {
            let scope = setting.path.split('.').next().unwrap_or_default();
            let is_compared = self.scopes.is_empty() || self.scopes.iter().any(|it| it == scope);
            // What takes a name that is missing is an empty scope in Nextflow.
            let is_empty = reading
                .empty_scopes
                .iter()
                .any(|scope| scope.path == setting.path);
            let within = format!("{}.", setting.path);
            let hides = setting.value == Value::Unknown
                && effective.keys().any(|path| path.starts_with(&within));
            let is_excused = is_empty || hides;
            if is_compared && !is_excused && !effective.contains_key(&setting.path) {
                self.miss(&format!(
                    "{key}: {}: expected nothing, got {}",
                    setting.path, setting.value
                ));
            }
        }
        if with_scopes {
            let scopes = reading.empty_scopes.iter();
            let mut found: Vec<&str> = scopes.map(|scope| &*scope.path).collect();
            found.sort_unstable();
            let mut empty: Vec<&str> = expected["empty_scopes"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Json::as_str)
                .collect();
            empty.sort_unstable();
            if empty != found {
                self.miss(&format!(
                    "{key}: empty scopes: expected {empty:?}, got {found:?}"
                ));
            }
        }
    }
}

pub(super) fn is_equal(value: &Value, expected: &Json) -> bool {
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
