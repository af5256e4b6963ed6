//! Credentials on the wire.
//!
//! Secrets travel in one direction only: [`CredentialsInput`] is read by a server, and
//! its `Debug` shows no key; what a client sends is made by the request of the form.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::reader::Fields;
use super::{Timestamp, null_as_default, tolerant};

/// `GET /credentials`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListCredentials {
    /// Every credential of the scope. The order is the one in which Wave looks for a match.
    #[serde(deserialize_with = "null_as_default")]
    pub credentials: Vec<Credentials>,
}

/// `GET /credentials/{id}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeCredentials {
    /// The credential.
    pub credentials: Credentials,
}

/// A stored credential as Platform describes it: everything but the secrets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct Credentials {
    pub id: String,
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
    #[serde(default)]
    pub description: Option<String>,
    /// The wire name of the provider; rows of 2021 have `discriminator` in its place.
    #[serde(default)]
    pub provider: Option<String>,
    #[serde(default, skip_serializing)]
    pub discriminator: Option<String>,
    #[serde(default)]
    pub base_url: Option<String>,
    #[serde(default)]
    pub category: Option<String>,
    #[serde(default)]
    pub deleted: Option<bool>,
    #[serde(default, deserialize_with = "tolerant")]
    pub last_used: Option<Timestamp>,
    #[serde(default, deserialize_with = "tolerant")]
    pub date_created: Option<Timestamp>,
    #[serde(default, deserialize_with = "tolerant")]
    pub last_updated: Option<Timestamp>,
    #[serde(default)]
    pub status: Option<String>,
    #[serde(default)]
    pub message: Option<String>,
    #[serde(default, deserialize_with = "tolerant")]
    pub last_validated: Option<Timestamp>,
    /// The fields of the provider; write-only ones are null or absent. Missing on old
    /// versions.
    #[serde(default, deserialize_with = "null_as_default")]
    pub keys: Map<String, Value>,
}

impl Credentials {
    /// The wire name of the provider, wherever this version of Platform puts it; empty
    /// when it says nothing.
    pub fn provider_name(&self) -> &str {
        self.provider
            .as_deref()
            .or(self.discriminator.as_deref())
            .or_else(|| self.keys.get("discriminator").and_then(Value::as_str))
            .unwrap_or_default()
    }
}

/// The body of `POST` and `PUT /credentials`, as a server reads it.
#[derive(Debug, Deserialize)]
pub struct CredentialsBody {
    /// The credential to store.
    pub credentials: CredentialsInput,
}

/// A credential to store, secrets included. Read-only fields in it are ignored.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct CredentialsInput {
    pub name: Option<String>,
    pub description: Option<String>,
    pub provider: Option<String>,
    pub base_url: Option<String>,
    pub category: Option<String>,
    #[serde(deserialize_with = "null_as_default")]
    pub keys: Map<String, Value>,
}

impl fmt::Debug for CredentialsInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialsInput")
            .field("name", &self.name)
            .field("provider", &self.provider)
            .finish_non_exhaustive()
    }
}

/// The answer to `POST /credentials`, with status 200.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedCredentials {
    /// The id of the new credential.
    pub credentials_id: String,
}

/// The answer to `DELETE /credentials/{id}?checked=true` with status 409.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteConflicts {
    /// The credential that stays.
    #[serde(default)]
    pub credentials_id: Option<String>,
    /// What uses it now.
    pub conflicts: Vec<Conflict>,
}

/// Something that uses a credential and would break without it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct Conflict {
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub id: Option<String>,
    pub name: Option<String>,
    pub url: Option<String>,
}

impl Conflict {
    /// Reads a row. Ids of other things than runs may be numbers.
    pub fn read(row: Fields<'_>) -> Self {
        let number = || row.number("id").map(|id| id.to_string());
        Self {
            kind: row.words("type"),
            id: row.words("id").or_else(number),
            name: row.words("name"),
            url: row.words("url"),
        }
    }
}

#[cfg(test)]
#[path = "credentials_tests.rs"]
mod tests;
