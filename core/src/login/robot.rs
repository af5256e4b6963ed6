//! Robot accounts as Harbor and Quay answer with them.

use serde_json::Value as Json;

use super::json::text;
use super::pasted::{Entry, Format, Pasted, Value};
use crate::timestamp::Timestamp;

/// Reads a robot account; its registry is not in the text.
pub(super) fn read(object: &Json) -> Option<Pasted> {
    let name = text(object, "name")?;
    if let Some(secret) = text(object, "secret") {
        let mut entry = login(name, secret);
        entry.expires = object.get("expires_at").and_then(expiry);
        return Some(Pasted::one(Format::HarborRobot, entry));
    }
    let token = text(object, "token").filter(|_| name.contains('+'))?;
    let mut entry = login(name, token);
    // Quay runs in many places, so its public one is only likely.
    entry.suggested_registries.push("quay.io");
    Some(Pasted::one(Format::QuayRobot, entry))
}

fn login(user: &str, password: &str) -> Entry {
    Entry {
        user_name: Value::found(user),
        password: Value::secret(password),
        ..Entry::default()
    }
}

/// Harbor counts in Unix seconds and writes -1 for never.
fn expiry(json: &Json) -> Option<Timestamp> {
    match json {
        Json::String(text) => Timestamp::parse(text),
        json => {
            let seconds = json.as_i64().filter(|seconds| *seconds > 0)?;
            seconds.checked_mul(1000).map(Timestamp::from_unix_millis)
        }
    }
}
