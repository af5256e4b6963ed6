//! What a cloud has to be told so that it trusts Platform's own identity.
//!
//! Source: tower-cli's tests of `tw credentials federation-setup`. Start at [`SetupValue`].

use serde_json::Value;

use super::reader::Listed;

/// One of the values that are pasted at the cloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetupValue {
    /// What it is, in Platform's words.
    pub label: String,
    /// The value.
    pub value: String,
}

impl SetupValue {
    /// Reads the answer to `GET /credentials/federation-setup`.
    pub fn read_list(answer: &Value) -> Option<Listed<Self>> {
        Listed::read(answer, "setupValues", |row| {
            Some(Self {
                label: row.words("label")?,
                value: row.words("value")?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_values_are_read_as_tower_cli_reads_them() {
        let answer = json!({"setupValues": [
            {"label": "Platform public address", "value": "https://cloud.seqera.io"},
            {"label": "Audience", "value": "sts.amazonaws.com"}, null]});
        let read = SetupValue::read_list(&answer).unwrap();
        assert_eq!((read.rows.len(), read.unreadable), (2, 1));
        assert_eq!(read.rows[1].value, "sts.amazonaws.com");
        let none = SetupValue::read_list(&json!({"setupValues": []})).unwrap();
        assert!(none.rows.is_empty());
        assert!(SetupValue::read_list(&json!("<html>")).is_none());
    }
}
