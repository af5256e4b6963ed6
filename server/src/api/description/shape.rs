//! Answers in short, and the schemas of `OpenAPI` 3.0 that they stand for. Start at [`schema_of`].

use serde_json::{Map, Value, json};

use crate::api::request::int64;

/// The schema of a shape: `"int"`, `"string"`, `"bool"`, `"time"`, `"object"` with any fields,
/// each with `?` where it may be null; a list with the shape of its rows, `{"list?": …}` where it may
/// be null; an object with all of its fields, which may be null where it has a field `?`, and have
/// others where it has `...`.
pub(super) fn schema_of(shape: &Value) -> Value {
    match shape {
        Value::Array(rows) => {
            let row = rows.first().map(schema_of).unwrap_or_default();
            json!({"type": "array", "items": row})
        }
        Value::Object(fields) if fields.contains_key("list?") => {
            let row = schema_of(&fields["list?"]);
            json!({"type": "array", "items": row, "nullable": true})
        }
        Value::Object(fields) => {
            let (is_null, is_open) = (fields.contains_key("?"), fields.contains_key("..."));
            let fields: Map<String, Value> = fields
                .iter()
                .filter(|(name, _)| !matches!(name.as_str(), "?" | "..."))
                .map(|(name, shape)| (name.clone(), schema_of(shape)))
                .collect();
            let names: Vec<_> = fields.keys().cloned().collect();
            let mut schema = json!({"type": "object", "required": names, "properties": fields,
                "additionalProperties": is_open});
            if is_null {
                schema["nullable"] = true.into();
            }
            schema
        }
        Value::String(word) => {
            let kind = word.trim_end_matches('?');
            let mut schema = match kind {
                "int" => int64(),
                "bool" => json!({"type": "boolean"}),
                "time" => json!({"type": "string", "format": "date-time"}),
                kind => json!({ "type": kind }),
            };
            if kind.len() < word.len() {
                schema["nullable"] = true.into();
            }
            schema
        }
        _ => json!({}),
    }
}
