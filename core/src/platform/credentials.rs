//! Credentials on the wire.
//!
//! Secrets travel in one direction only: [`CredentialsInput`] is read by a server, and
//! its `Debug` shows no key; what a client sends is made by the request of the form.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::reader::Fields;
use super::{Timestamp, null_as_default};

/// `GET /credentials`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ListCredentials {
    /// Every credential of the scope. The order is the one in which Wave looks for a match.
    pub credentials: Vec<Credentials>,
}

/// `GET /credentials/{id}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeCredentials {
    /// The credential.
    pub credentials: Credentials,
}

/// A stored credential as Platform describes it: everything but the secrets.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct Credentials {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    /// The wire name of the provider.
    pub provider: Option<String>,
    pub base_url: Option<String>,
    pub category: Option<String>,
    pub deleted: Option<bool>,
    pub last_used: Option<Timestamp>,
    pub date_created: Option<Timestamp>,
    pub last_updated: Option<Timestamp>,
    pub status: Option<String>,
    pub message: Option<String>,
    pub last_validated: Option<Timestamp>,
    /// The fields of the provider; write-only ones are null.
    pub keys: Map<String, Value>,
}

/// The body of `POST` and `PUT /credentials`, as a server reads it.
#[derive(Debug, Deserialize)]
pub struct CredentialsBody {
    /// The credential to store.
    #[serde(deserialize_with = "super::object::only")]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedCredentials {
    /// The id of the new credential.
    pub credentials_id: String,
}

/// Something that uses a credential and would break without it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct Conflict {
    /// `type` on the wire: `workflow`, `studio` and others.
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
