//! One recorded vector, and what was found when its expectations were compared.

use serde_json::Value;

/// A vector under comparison.
pub(crate) struct Vector<'a> {
    json: &'a Value,
    mismatches: Vec<String>,
}

impl<'a> Vector<'a> {
    /// Starts with no mismatch.
    pub(crate) fn new(json: &'a Value) -> Self {
        Self {
            json,
            mismatches: Vec::new(),
        }
    }

    /// Whether the vector has this field, even when it is null.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.json.get(field).is_some()
    }

    /// The whole vector.
    pub(crate) fn json(&self) -> &'a Value {
        self.json
    }

    /// Compares what the rules say (`actual`) with what the vector holds under a JSON pointer
    /// such as `/docker/registry`.
    pub(crate) fn expect(&mut self, pointer: &str, actual: &Value) {
        let expected = self.json.pointer(pointer).unwrap_or(&Value::Null);
        if expected != actual {
            let id = self.json.get("id").or_else(|| self.json.get("value"));
            let id = id.map(ToString::to_string).unwrap_or_default();
            self.mismatches
                .push(format!("{id} {pointer}: expected {expected}, got {actual}"));
        }
    }

    /// What did not match.
    pub(crate) fn into_mismatches(self) -> Vec<String> {
        self.mismatches
    }
}
