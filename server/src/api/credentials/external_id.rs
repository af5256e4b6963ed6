//! The External ID of a role: made by Platform, asked for with `useExternalId`, told in answers.
//!
//! Source: Platform's API description and tower-cli's tests. That an id stays through changes
//! follows from what it is for: the trust policy of the role has it.

use serde_json::Value;
use wavepass_core::credentials::CredentialsRequest;

use crate::ids;
use crate::store::StoredCredentials;

/// The parameter of the query that asks for one.
pub(super) const QUERY: &str = "useExternalId";

/// Its name among the keys of an answer.
pub(super) const KEY: &str = "externalId";

/// The id of credentials that ask for one: the one they had, else a new one.
pub(super) fn of(
    request: &CredentialsRequest,
    before: Option<&StoredCredentials>,
) -> Option<String> {
    let is_wanted = request
        .query()
        .any(|(name, value)| name == QUERY && value == "true");
    if !is_wanted {
        return None;
    }
    let had = before.and_then(|stored| stored.keys.get(KEY));
    let had = had.and_then(Value::as_str).map(str::to_owned);
    Some(had.unwrap_or_else(ids::record_id))
}
