//! JSON texts: which reader an object is for, told by its keys.
//!
//! This module may not take a value out of an object itself. Start at [`read`].

use serde_json::Value as Json;

use super::pasted::Pasted;
use super::{aws, azure, docker_config, google, robot};

/// Reads a text that is one JSON object.
pub(super) fn read(text: &str) -> Option<Pasted> {
    if !text.starts_with('{') {
        return None;
    }
    let object: Json = serde_json::from_str(text).ok()?;
    google::read(text, &object)
        .or_else(|| azure::read(&object))
        .or_else(|| aws::read_json(&object))
        .or_else(|| docker_config::read_helper(&object))
        .or_else(|| docker_config::read(text))
        .or_else(|| robot::read(&object))
}

/// Reads the JSON object inside a text, behind a warning of the Azure CLI or in the quotes
/// of a variable such as GitLab's `DOCKER_AUTH_CONFIG`.
pub(super) fn read_inside(text: &str) -> Option<Pasted> {
    let object = text.get(text.find('{')?..=text.rfind('}')?)?;
    if object.len() == text.len() {
        return None;
    }
    read(object)
}

/// The text under a key; empty counts as none.
pub(super) fn text<'a>(object: &'a Json, key: &str) -> Option<&'a str> {
    object
        .get(key)
        .and_then(Json::as_str)
        .filter(|text| !text.is_empty())
}
