//! Bodies of requests that make what a case needs. Those of credentials are the golden ones with
//! which core is tested.

use serde_json::{Map, Value, json};
use wavepass_core::credentials::Provider;

use crate::json_path::{self, Step};

const REQUESTS: &str = include_str!("../../../core/tests/facts/data/request.json");

/// The provider of credentials about which a case says nothing.
const PROVIDER: &str = "container-reg";

fn requests() -> Vec<Value> {
    let file: Value = serde_json::from_str(REQUESTS).unwrap_or_default();
    file["requests"].as_array().cloned().unwrap_or_default()
}

/// The providers of which there are samples.
pub(crate) fn providers() -> Vec<String> {
    let mut providers: Vec<String> = Vec::new();
    for request in requests() {
        let provider = request["body"]["credentials"]["provider"].as_str();
        if let Some(provider) = provider.filter(|it| !providers.iter().any(|had| had == it)) {
            providers.push(provider.to_owned());
        }
    }
    providers
}

/// Credentials with the name, the provider, the description and the keys of `like`, as far as it
/// says them: the query of the request and its body. Nothing of an unknown provider.
pub(crate) fn credentials(like: &Value, name: &str) -> Option<(String, Value)> {
    let provider = text(like, "provider").unwrap_or(PROVIDER);
    let mode = &like["keys"]["mode"];
    let of_provider: Vec<Value> = requests()
        .into_iter()
        .filter(|request| request["body"]["credentials"]["provider"] == provider)
        .collect();
    let fits = |request: &&Value| request["body"]["credentials"]["keys"]["mode"] == *mode;
    let sample = of_provider.iter().find(fits).or(of_provider.first())?;
    let mut body = sample["body"].clone();
    let record = &mut body["credentials"];
    record["name"] = text(like, "name").unwrap_or(name).into();
    for field in ["description", "baseUrl", "category"] {
        if let Some(value) = text(like, field) {
            record[field] = value.into();
        }
    }
    let is_secret = |key: &str| {
        Provider::from_wire(provider)
            .is_some_and(|provider| provider.secret_keys().any(|secret| secret == key))
    };
    for (key, value) in like["keys"].as_object().into_iter().flatten() {
        let is_own = !is_placeholder(value) && key != "externalId";
        // Of a secret null is told, whatever it is.
        if is_own && !(value.is_null() && (is_secret(key) || key == "mode")) {
            record["keys"][key] = value.clone();
        }
    }
    let query = match sample["query"]["useExternalId"].as_str() {
        Some(value) => format!("useExternalId={value}"),
        None => String::new(),
    };
    Some((query, body))
}

/// A compute environment with the name and the platform of `like`, and these credentials.
pub(crate) fn compute_env(like: &Value, name: &str, credentials: &str) -> Value {
    let platform = text(like, "platform").unwrap_or("aws-batch");
    json!({"computeEnv": {"name": text(like, "name").unwrap_or(name), "platform": platform,
        "description": text(like, "description"), "credentialsId": credentials,
        "config": {"region": "eu-west-1", "workDir": "s3://bucket/work"}}})
}

/// A pipeline with the name of `like` on that compute environment.
pub(crate) fn pipeline(like: &Value, name: &str, compute_env: &str) -> Value {
    json!({"name": text(like, "name").unwrap_or(name), "launch": {
        "pipeline": text(like, "repository").unwrap_or("https://github.com/nextflow-io/hello"),
        "computeEnvId": compute_env, "workDir": "s3://bucket/work"}})
}

/// What a case says of a text, if it says one text.
fn text<'a>(like: &'a Value, name: &str) -> Option<&'a str> {
    let value = like.get(name).filter(|value| !is_placeholder(value))?;
    value.as_str().filter(|text| !text.is_empty())
}

fn is_placeholder(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with('<')) || value.is_object()
}

/// What an expectation says of one answer, as a tree: of `json` and of single paths.
pub(crate) fn expected(expect: &Map<String, Value>) -> Value {
    let mut tree = expect.get("json").cloned().unwrap_or_else(|| json!({}));
    let paths = expect.get("jsonPath").and_then(Value::as_object);
    for (path, value) in paths.into_iter().flatten() {
        if let Some(path) = json_path::Path::parse(path) {
            // Of each row nothing is said here but that there is one.
            let value = if path.is_of_many() {
                &Value::Null
            } else {
                value
            };
            put(&mut tree, &path.0, value);
        }
    }
    tree
}

fn put(at: &mut Value, way: &[Step], value: &Value) {
    /// More rows no case names.
    const MOST: usize = 100;
    match way {
        [] => *at = value.clone(),
        [Step::Field(name), rest @ ..] => {
            if !at.is_object() {
                *at = json!({});
            }
            put(&mut at[name], rest, value);
        }
        [step, rest @ ..] => {
            let index = if let Step::Index(index) = step {
                (*index).min(MOST)
            } else {
                0
            };
            if !at.is_array() {
                *at = json!([]);
            }
            if let Value::Array(rows) = at {
                while rows.len() <= index {
                    rows.push(json!({}));
                }
                put(&mut rows[index], rest, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_like_what_a_case_says() {
        let like = json!({"provider": "aws", "name": "n", "keys": {"mode": "role", "externalId": "<string>"}});
        let (query, body) = credentials(&like, "other").unwrap();
        assert_eq!(query, "useExternalId=true");
        assert_eq!(body["credentials"]["name"], "n");
        assert_eq!(body["credentials"]["keys"]["mode"], "role");
        let (_, body) = credentials(&json!({}), "other").unwrap();
        assert_eq!(body["credentials"]["provider"], PROVIDER);
        assert!(credentials(&json!({"provider": "none"}), "x").is_none());
        assert!(providers().len() > 15);
    }

    #[test]
    fn rows_are_known_from_paths_and_from_values() {
        let expect = json!({"jsonPath": {"$.credentials[1].provider": "ssh", "$.tokens[*].id": "<int>"},
            "json": {"total": 2}});
        let tree = expected(expect.as_object().unwrap());
        assert_eq!(
            tree,
            json!({"credentials": [{}, {"provider": "ssh"}], "tokens": [{"id": null}], "total": 2})
        );
    }
}
