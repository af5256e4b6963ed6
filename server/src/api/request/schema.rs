//! Types of values as requests are read, and as `OpenAPI` 3.0 writes them. Start at [`Schema`].

use serde_json::{Map, Value, json};

/// What a value of a request may be.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::api) enum Schema {
    /// Anything.
    Any,
    Boolean,
    /// A whole number of 64 bits, that may not be below zero.
    Integer {
        is_unsigned: bool,
    },
    Number,
    Text,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    List(Box<Schema>),
    /// An object with any fields.
    Map,
    /// An object with these fields; others are ignored.
    Object(Vec<Field>),
    /// It may be null.
    OrNull(Box<Schema>),
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::api) struct Field {
    pub(in crate::api) name: &'static str,
    pub(in crate::api) schema: Schema,
    pub(in crate::api) is_required: bool,
}

/// The numbers that ids are.
pub(in crate::api) fn int64() -> Value {
    json!({"type": "integer", "format": "int64"})
}

impl Schema {
    /// As `OpenAPI` writes it.
    pub(in crate::api) fn to_openapi(&self) -> Value {
        match self {
            Self::Any => json!({}),
            Self::Boolean => json!({"type": "boolean"}),
            Self::Integer { is_unsigned } => {
                let mut schema = int64();
                if *is_unsigned {
                    schema["minimum"] = 0.into();
                }
                schema
            }
            Self::Number => json!({"type": "number"}),
            Self::Text => json!({"type": "string"}),
            Self::OneOf(texts) => json!({"type": "string", "enum": texts}),
            Self::List(of) => json!({"type": "array", "items": of.to_openapi()}),
            Self::Map => json!({"type": "object"}),
            Self::Object(fields) => {
                let required = fields.iter().filter(|field| field.is_required);
                let required: Vec<_> = required.map(|field| field.name).collect();
                let properties = fields.iter();
                let properties: Map<String, Value> = properties
                    .map(|field| (field.name.to_owned(), field.schema.to_openapi()))
                    .collect();
                let mut schema = json!({"type": "object", "properties": properties});
                if !required.is_empty() {
                    schema["required"] = json!(required);
                }
                schema
            }
            Self::OrNull(schema) => {
                let mut schema = schema.to_openapi();
                schema["nullable"] = true.into();
                if let Some(Value::Array(texts)) = schema.get_mut("enum") {
                    texts.push(Value::Null);
                }
                schema
            }
        }
    }
}
