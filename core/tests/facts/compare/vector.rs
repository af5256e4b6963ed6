//! One recorded vector: what it puts in, what it expects, and what does not hold.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// Fields that describe a vector; no rule could meet them.
pub(crate) const DESCRIPTIONS: [&str; 8] = [
    "id", "title", "source", "sources", "note", "ref", "reason", "doubt",
];

/// A vector under comparison.
pub(crate) struct Vector<'a> {
    json: &'a Value,
    read: BTreeSet<&'a str>,
    outcome: Outcome,
}

/// What came of one vector.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// A line for each expectation that is not met: the id, the place, both values.
    pub(crate) mismatches: Vec<String>,
    /// The fields that nothing looked at, apart from those that only describe.
    pub(crate) unread: BTreeSet<String>,
}

impl<'a> Vector<'a> {
    /// Nothing is compared yet.
    pub(crate) fn new(json: &'a Value) -> Self {
        Self {
            json,
            read: BTreeSet::from(DESCRIPTIONS),
            outcome: Outcome::default(),
        }
    }

    /// Whether the vector has this field, even when it is null.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.json.get(field).is_some()
    }

    /// Whether the vector has this field with something in it.
    pub(crate) fn holds(&self, field: &str) -> bool {
        self.json.get(field).is_some_and(|value| !value.is_null())
    }

    /// What a field holds; null where there is none.
    pub(crate) fn get(&mut self, field: &'a str) -> &'a Value {
        self.read.insert(field);
        &self.json[field]
    }

    /// What a field holds where it is a text; empty where it is none.
    pub(crate) fn text(&mut self, field: &'a str) -> &'a str {
        self.get(field).as_str().unwrap_or_default()
    }

    /// Compares a field with what the rules say.
    ///
    /// Objects are compared field by field. What the vector leaves out it expects to be null.
    pub(crate) fn expect(&mut self, field: &'a str, actual: &Value) {
        let expected = self.get(field);
        self.compare(&format!("/{field}"), expected, actual);
    }

    /// The same, unless the vector leaves the field out. Of an object only those fields are
    /// compared that the vector has.
    pub(crate) fn expect_if_given(&mut self, field: &'a str, actual: &Value) {
        if self.has(field) {
            let actual = restricted(actual, self.get(field));
            self.expect(field, &actual);
        }
    }

    /// Part of a field is not looked at.
    pub(crate) fn unread(&mut self, place: &str) {
        self.outcome.unread.insert(place.to_owned());
    }

    /// Something else does not hold.
    pub(crate) fn miss(&mut self, what: &str) {
        let id = self.json.get("id").or_else(|| self.json.get("value"));
        let id = id.map_or_else(|| "?".to_owned(), ToString::to_string);
        self.outcome.mismatches.push(format!("{id} {what}"));
    }

    /// What came of it.
    pub(crate) fn into_outcome(mut self) -> Outcome {
        for field in self.json.as_object().into_iter().flat_map(|it| it.keys()) {
            if !self.read.contains(field.as_str()) {
                self.outcome.unread.insert(format!("/{field}"));
            }
        }
        self.outcome
    }

    fn compare(&mut self, place: &str, expected: &Value, actual: &Value) {
        match (expected, actual) {
            (Value::Object(expected), Value::Object(actual)) => {
                for (name, actual) in actual {
                    let expected = expected.get(name).unwrap_or(&Value::Null);
                    self.compare(&format!("{place}/{name}"), expected, actual);
                }
                let unread = expected.keys().filter(|name| !actual.contains_key(*name));
                let unread = unread.map(|name| format!("{place}/{name}"));
                self.outcome.unread.extend(unread);
            }
            (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
                for (at, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                    self.compare(&format!("{place}/{at}"), expected, actual);
                }
            }
            _ if expected == actual => {}
            _ => self.miss(&format!("{place}: expected {expected}, got {actual}")),
        }
    }
}

/// Those fields of an object that another object has.
fn restricted(actual: &Value, given: &Value) -> Value {
    let (Value::Object(fields), Value::Object(given)) = (actual, given) else {
        return actual.clone();
    };
    let fields = fields.iter().filter_map(|(name, value)| {
        let given = given.get(name)?;
        Some((name.clone(), restricted(value, given)))
    });
    json!(fields.collect::<serde_json::Map<_, _>>())
}
