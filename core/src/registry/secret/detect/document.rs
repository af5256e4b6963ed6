//! Whole documents where a password should be.
//!
//! This module may not take a document apart: that is what pasting into the form is for.
//! Start at [`detect`].

use serde_json::{Map, Value};

use super::{Detected, Evidence};
use crate::registry::secret::kind::Kind;

/// What a text is when it is a document: a key file or a JSON object.
pub(super) fn detect(text: &str) -> Option<Detected> {
    if text.starts_with("-----BEGIN ") {
        return Some(Detected::new(Kind::PrivateKey, Evidence::Pem));
    }
    let object = object(text)?;
    Some(Detected::new(kind_of(&object), Evidence::Json))
}

/// A text as a JSON object. Texts that start as one and break off are none.
pub(super) fn object(text: &str) -> Option<Map<String, Value>> {
    // Most secrets are no JSON, and this is cheaper than to find out by reading them.
    if !text.starts_with('{') {
        return None;
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Some(object),
        _ => None,
    }
}

/// What a JSON object is, by its keys.
pub(super) fn kind_of(object: &Map<String, Value>) -> Kind {
    let has = |key: &str| object.contains_key(key);
    if object.get("type").and_then(Value::as_str) == Some("service_account") {
        Kind::GoogleSaJson
    } else if has("auths") || has("credHelpers") || has("credsStore") || is_dockercfg(object) {
        Kind::DockerConfig
    } else {
        Kind::JsonObject
    }
}

/// The older configuration of Docker: hosts at the top, each with an `auth`.
fn is_dockercfg(object: &Map<String, Value>) -> bool {
    !object.is_empty() && object.values().all(|value| value.get("auth").is_some())
}
