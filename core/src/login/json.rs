//! JSON objects, as far as every reader of them needs it.

use serde_json::Value as Json;

/// The text under a key; empty counts as none.
pub(super) fn text<'a>(object: &'a Json, key: &str) -> Option<&'a str> {
    object
        .get(key)
        .and_then(Json::as_str)
        .filter(|text| !text.is_empty())
}
