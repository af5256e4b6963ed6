//! Keys of Google service accounts.
//!
//! Google takes the file as it is (user `_json_key`) or its base64 on one line (user
//! `_json_key_base64`). The second is offered, because a field of one line cannot break it.
//! Source: Seqera's page on Google registries.

use serde_json::Value as Json;

use super::pasted::{Entry, Format, Hint, Pasted, Value};
use super::{encoding, json};

/// The user name for a key file in base64.
const USER: &str = "_json_key_base64";

/// Reads a key file.
pub(super) fn read(text: &str, object: &Json) -> Option<Pasted> {
    let password = || encoding::encode(text);
    key(object, Format::GoogleServiceAccount, password)
}

/// Reads the base64 of a key file, which is taken as it was pasted but for line breaks.
pub(super) fn read_encoded(text: &str, inside: &str) -> Option<Pasted> {
    let object: Json = serde_json::from_str(inside).ok()?;
    let password = || encoding::joined(text);
    key(&object, Format::GoogleServiceAccountBase64, password)
}

fn key(object: &Json, format: Format, password: impl FnOnce() -> String) -> Option<Pasted> {
    let is_service_account = json::text(object, "type") == Some("service_account");
    if !is_service_account || json::text(object, "private_key").is_none() {
        return None;
    }
    let project = json::text(object, "project_id");
    Some(Pasted::one(
        format,
        Entry {
            user_name: Value::found(USER),
            password: Value::secret(password()),
            hints: project
                .map(|project| Hint::GoogleProject(project.to_owned()))
                .into_iter()
                .collect(),
            ..Entry::default()
        },
    ))
}
