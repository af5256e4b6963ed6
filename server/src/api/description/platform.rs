//! The description against Platform's own (`tests/facts/data/platform_api.json`): what is here is
//! there, and of the same kind. That Platform has more is no difference.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::openapi;

const PLATFORM: &str = include_str!("../../../tests/facts/data/platform_api.json");

/// Where the description is not Platform's on purpose: the place, and why.
const DIFFERENCES: &[(&str, &str)] = &[
    (
        "GET /credentials/federation-setup",
        "it is newer than 1.187; tower-cli asks for it",
    ),
    (
        "GET /permissions",
        "it is in the documentation, not in the description of 1.187",
    ),
    (
        "GET /permissions/check",
        "it is in the documentation, not in the description of 1.187",
    ),
];

/// A schema in the words of the file: kinds in place of schemas.
fn kind(schema: &Value) -> Value {
    if let Some(properties) = schema["properties"].as_object() {
        let fields = properties.iter();
        return fields
            .map(|(name, schema)| (name.clone(), kind(schema)))
            .collect::<Map<_, _>>()
            .into();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("array"), _) => json!([kind(&schema["items"])]),
        (Some("integer"), _) => json!("int"),
        (Some("boolean"), _) => json!("bool"),
        (Some("string"), Some("date-time")) => json!("time"),
        (Some(other), _) => json!(other),
        (None, _) => json!("object"),
    }
}

/// Where ours has what theirs has not, or of another kind.
fn differences(place: &str, ours: &Value, theirs: &Value, found: &mut BTreeSet<String>) {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            for (name, ours) in ours {
                let place = format!("{place}.{name}");
                match theirs.get(name) {
                    Some(theirs) => differences(&place, ours, theirs, found),
                    None => drop(found.insert(place)),
                }
            }
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            for (ours, theirs) in ours.iter().zip(theirs) {
                differences(&format!("{place}[]"), ours, theirs, found);
            }
        }
        // An object with any fields is one with some.
        (Value::String(any), Value::Object(_)) | (Value::Object(_), Value::String(any))
            if any == "object" => {}
        _ if ours == theirs => {}
        _ => drop(found.insert(place.to_owned())),
    }
}

/// What of a described operation the file names, too.
fn operation(described: &Value) -> Value {
    let mut operation = json!({});
    for parameter in described["parameters"].as_array().into_iter().flatten() {
        let place = parameter["in"].as_str().unwrap();
        let name = parameter["name"].as_str().unwrap();
        operation[place][name] = kind(&parameter["schema"]);
    }
    let body = &described["requestBody"]["content"]["application/json"]["schema"];
    if !body.is_null() {
        operation["request"] = kind(body);
    }
    for status in [200, 204] {
        let response = &described["responses"][status.to_string()];
        if response.is_object() {
            operation["status"] = status.into();
        }
        let schema = &response["content"]["application/json"]["schema"];
        if !schema.is_null() {
            operation["answer"] = kind(schema);
        }
    }
    operation
}

#[test]
fn what_is_described_is_platforms_but_where_it_is_said() {
    let platform: Value = serde_json::from_str(PLATFORM).unwrap();
    let mut found = BTreeSet::new();
    let description = openapi();
    for (path, operations) in description["paths"].as_object().unwrap() {
        for (method, described) in operations.as_object().unwrap() {
            let name = format!("{} {path}", method.to_uppercase());
            match platform["operations"].get(&name) {
                Some(theirs) => differences(&name, &operation(described), theirs, &mut found),
                None => drop(found.insert(name)),
            }
        }
    }
    let said: BTreeSet<String> = DIFFERENCES
        .iter()
        .map(|(place, _)| (*place).to_owned())
        .collect();
    let new: Vec<_> = found.difference(&said).collect();
    assert!(new.is_empty(), "{new:#?}");
    let gone: Vec<_> = said.difference(&found).collect();
    assert!(gone.is_empty(), "no longer differs: {gone:#?}");
    assert!(DIFFERENCES.iter().all(|(_, why)| !why.is_empty()));
}

#[test]
fn what_is_not_platforms_is_found() {
    let theirs = json!({"a": "int", "b": ["string"], "c": {"d": "bool"}, "e": "object"});
    for (ours, expected) in [
        (
            json!({"a": "int", "b": ["string"], "c": "object", "e": {"f": "int"}}),
            vec![],
        ),
        (json!({"a": "string", "b": ["int"]}), vec!["$.a", "$.b[]"]),
        (json!({"c": {"x": "int"}, "y": "int"}), vec!["$.c.x", "$.y"]),
        (json!({"b": "string"}), vec!["$.b"]),
    ] {
        let mut found = BTreeSet::new();
        differences("$", &ours, &theirs, &mut found);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected, "{ours}");
    }
}
