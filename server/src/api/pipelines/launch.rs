//! A launch as it is sent, stored and answered.
//!
//! It is stored as it was sent, fields that are not known here included, so that a client
//! of tomorrow loses nothing. Only what an answer adds is left out. No value of a launch
//! stands in a message: scripts and configs may hold secrets. Start at [`to_store`].

use serde_json::{Map, Value};

use crate::api::compute_envs;
use crate::clock::timestamp;
use crate::error::ApiError;
use crate::store::{StoredComputeEnv, StoredPipeline};

/// The longest Nextflow config, in characters: `launchConfigTextMaxSize` of `/service-info`.
/// Platform's own number is not public. Ten times the longest configs that people publish.
pub(in crate::api) const CONFIG_TEXT_MAX_CHARS: usize = 512 * 1024;

/// The type of a field's value.
#[derive(Clone, Copy, PartialEq)]
enum FieldType {
    Text,
    Boolean,
    Integer,
    TextList,
    /// `v1` or `v2`.
    SyntaxParser,
}

/// The fields of a launch (API 1.187) that are in requests and in answers.
const FIELDS: [(&str, FieldType); 29] = [
    ("pipeline", FieldType::Text),
    ("workDir", FieldType::Text),
    ("revision", FieldType::Text),
    ("commitId", FieldType::Text),
    ("configText", FieldType::Text),
    ("towerConfig", FieldType::Text),
    ("paramsText", FieldType::Text),
    ("preRunScript", FieldType::Text),
    ("postRunScript", FieldType::Text),
    ("mainScript", FieldType::Text),
    ("entryName", FieldType::Text),
    ("schemaName", FieldType::Text),
    ("pipelineSchemaId", FieldType::Integer),
    ("resume", FieldType::Boolean),
    ("pullLatest", FieldType::Boolean),
    ("stubRun", FieldType::Boolean),
    ("sessionId", FieldType::Text),
    ("runName", FieldType::Text),
    ("configProfiles", FieldType::TextList),
    ("userSecrets", FieldType::TextList),
    ("workspaceSecrets", FieldType::TextList),
    ("optimizationId", FieldType::Text),
    ("optimizationTargets", FieldType::Text),
    ("headJobCpus", FieldType::Integer),
    ("headJobMemoryMb", FieldType::Integer),
    ("launchContainer", FieldType::Text),
    ("nextflowVersion", FieldType::Text),
    ("outputDir", FieldType::Text),
    ("syntaxParser", FieldType::SyntaxParser),
];

/// Fields that requests may have and that are not stored: the launch's own id and times, which
/// are made here, and what only answers have.
const NOT_STORED: [&str; 7] = [
    "id",
    "dateCreated",
    "lastUpdated",
    "workspaceId",
    "resumeLaunchId",
    "computeEnv",
    "labelIds",
];

impl FieldType {
    fn accepts(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::Boolean => value.is_boolean(),
            Self::Integer => value.is_i64(),
            Self::TextList => value
                .as_array()
                .is_some_and(|all| all.iter().all(Value::is_string)),
            Self::SyntaxParser => matches!(value.as_str(), Some("v1" | "v2")),
        }
    }

    fn description(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Boolean => "true or false",
            Self::Integer => "a whole number",
            Self::TextList => "a list of texts",
            Self::SyntaxParser => "v1 or v2",
        }
    }
}

/// A launch to store, or what is wrong with it. Null is the same as absent.
pub(super) fn to_store(mut launch: Map<String, Value>) -> Result<Map<String, Value>, ApiError> {
    launch.retain(|_, value| !value.is_null());
    let known = FIELDS.iter().chain(&[("computeEnvId", FieldType::Text)]);
    for (name, field_type) in known {
        if launch
            .get(*name)
            .is_some_and(|value| !field_type.accepts(value))
        {
            let expected = field_type.description();
            return Err(ApiError::BadRequest(format!(
                "launch.{name} must be {expected}."
            )));
        }
    }
    let text = |name| launch.get(name).and_then(Value::as_str).unwrap_or_default();
    if text("pipeline").trim().is_empty() {
        return Err(ApiError::BadRequest(
            "launch.pipeline is missing. Give the address of the pipeline's repository.".to_owned(),
        ));
    }
    let length = text("configText").chars().count();
    if length > CONFIG_TEXT_MAX_CHARS {
        return Err(ApiError::BadRequest(format!(
            "launch.configText may have at most {CONFIG_TEXT_MAX_CHARS} characters; this one \
             has {length}."
        )));
    }
    let labels = launch.get("labelIds").and_then(Value::as_array);
    if labels.is_some_and(|ids| !ids.is_empty()) {
        return Err(ApiError::BadRequest("Labels not found".to_owned()));
    }
    launch.retain(|name, _| !NOT_STORED.contains(&name.as_str()));
    Ok(launch)
}

/// A stored launch as an answer: every field is there, flags are true or false, and the
/// compute environment stands in it as a whole.
pub(super) fn to_wire(
    stored: StoredPipeline,
    env: Option<StoredComputeEnv>,
) -> Result<Map<String, Value>, ApiError> {
    let mut launch = stored.launch;
    launch.remove("computeEnvId");
    for (name, field_type) in FIELDS {
        launch.entry(name).or_insert(match field_type {
            FieldType::Boolean => false.into(),
            _ => Value::Null,
        });
    }
    let env = env.map(compute_envs::to_wire);
    for (name, value) in [
        ("id", stored.launch_id.into()),
        ("computeEnv", json(&env)?),
        ("resumeLaunchId", Value::Null),
        ("dateCreated", timestamp(stored.created).to_iso().into()),
        ("lastUpdated", timestamp(stored.updated).to_iso().into()),
    ] {
        launch.insert(name.to_owned(), value);
    }
    Ok(launch)
}

fn json(value: &impl serde::Serialize) -> Result<Value, ApiError> {
    serde_json::to_value(value).map_err(ApiError::internal)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn stored(launch: &Value) -> Result<Value, String> {
        match to_store(launch.as_object().cloned().unwrap()) {
            Ok(launch) => Ok(launch.into()),
            Err(ApiError::BadRequest(message)) => Err(message),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_sent_is_stored_but_nulls_and_what_is_made_here() {
        let sent = json!({"pipeline": "p", "revision": null, "stubRun": true, "id": "x",
            "dateCreated": "2020-01-01T00:00:00Z", "computeEnv": {"id": "ce"}, "labelIds": [],
            "configProfiles": [], "configText": "", "ofTomorrow": {"a": [1]}});
        let expected = json!({"pipeline": "p", "stubRun": true, "configProfiles": [],
            "configText": "", "ofTomorrow": {"a": [1]}});
        assert_eq!(stored(&sent).unwrap(), expected);
    }

    #[test]
    fn a_value_of_another_type_is_named_by_its_field_and_not_repeated() {
        for (field, value, form) in [
            ("pipeline", json!(["S3ntinel!"]), "a text"),
            ("configText", json!({"a": "S3ntinel!"}), "a text"),
            ("computeEnvId", json!(7), "a text"),
            ("stubRun", json!("S3ntinel!"), "true or false"),
            ("headJobCpus", json!(1.5), "a whole number"),
            ("headJobCpus", json!("S3ntinel!"), "a whole number"),
            ("userSecrets", json!("S3ntinel!"), "a list of texts"),
            ("userSecrets", json!(["a", 7]), "a list of texts"),
            ("syntaxParser", json!("S3ntinel!"), "v1 or v2"),
        ] {
            let mut launch = json!({"pipeline": "p"});
            launch[field] = value;
            let message = stored(&launch).unwrap_err();
            assert_eq!(message, format!("launch.{field} must be {form}."));
        }
    }

    #[test]
    fn a_launch_needs_a_pipeline() {
        for launch in [
            json!({}),
            json!({"pipeline": null}),
            json!({"pipeline": " "}),
        ] {
            assert!(
                stored(&launch)
                    .unwrap_err()
                    .starts_with("launch.pipeline is")
            );
        }
    }

    #[test]
    fn the_length_of_a_config_is_counted_in_characters() {
        let with = |length| stored(&json!({"pipeline": "p", "configText": "é".repeat(length)}));
        assert!(with(CONFIG_TEXT_MAX_CHARS).is_ok());
        let message = with(CONFIG_TEXT_MAX_CHARS + 1).unwrap_err();
        assert!(
            message.starts_with("launch.configText may have"),
            "{message}"
        );
        assert!(
            message.contains("524288") && message.contains("524289"),
            "{message}"
        );
    }
}
