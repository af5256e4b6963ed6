//! One stored credential as Platform describes it, and how a change of it is sent back.
//!
//! What a `PUT` keeps of what it leaves out is not documented, so everything that may be sent is
//! sent as it came, with what changed put over it. What Platform never gives back, a secret, goes
//! back only when it was typed anew. Start at [`Described::update`].

use std::fmt;

use serde_json::{Map, Value};

use super::request::CredentialsRequest;
use super::summary::CredentialsSummary;
use crate::platform::reader::Fields;

/// What only answers have.
const ANSWER_ONLY: [&str; 7] = [
    "deleted",
    "lastUsed",
    "dateCreated",
    "lastUpdated",
    "status",
    "message",
    "lastValidated",
];

/// Fields of providers that answers tell and that are no secret, with Platform's labels. Fields that
/// look like a secret are not among them, whatever Platform's description says of them, nor those
/// that pages show by themselves. Source: the description (1.187) and Platform's documentation.
const TOLD: [(&str, &str); 16] = [
    ("mode", "Credential mode"),
    ("assumeRoleArn", "Assume role"),
    ("batchName", "Batch account name"),
    ("storageName", "Blob Storage account name"),
    ("tenantId", "Tenant ID"),
    ("clientId", "Client ID"),
    ("subscriptionId", "Subscription ID"),
    ("serviceAccountEmail", "Service account e-mail"),
    ("workloadIdentityProvider", "Workload identity provider"),
    ("tokenAudience", "Token audience"),
    ("appId", "App ID"),
    ("slug", "App slug"),
    ("connectionId", "Agent connection ID"),
    ("workDir", "Work directory"),
    ("shared", "Shared agent"),
    ("pathStyleAccessEnabled", "Path-style access"),
];

/// A stored credential, for whoever changes it.
#[derive(Clone, PartialEq)]
pub struct Described {
    /// What pages show of it.
    pub summary: CredentialsSummary,
    /// Everything that the answer says of it.
    fields: Map<String, Value>,
}

impl Described {
    /// Reads the answer to `GET /credentials/{id}`, which was asked for by that id.
    pub fn read(answer: &Value, id: &str) -> Option<Self> {
        let fields = Fields::of(answer)?.inside("credentials")?;
        let mut all = fields.raw().clone();
        all.insert("id".to_owned(), id.into());
        let all = Value::Object(all);
        let summary = CredentialsSummary::read(Fields::of(&all)?)?;
        let Value::Object(fields) = all else {
            return None;
        };
        Some(Self { summary, fields })
    }

    /// What the answer tells of the provider's own fields: labels and values, no secret.
    pub fn told(&self) -> Vec<(&'static str, String)> {
        let Some(Value::Object(keys)) = self.fields.get("keys") else {
            return Vec::new();
        };
        let value = |key: &str| match keys.get(key)? {
            Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
            Value::Bool(on) => Some(if *on { "Yes" } else { "No" }.to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let told = TOLD.into_iter();
        told.filter_map(|(key, label)| Some((label, value(key)?)))
            .collect()
    }

    /// The body of `PUT /credentials/{id}`, typed secrets included: for the request and nothing
    /// else. Null is the same as absent and left out.
    pub fn update(&self, request: &CredentialsRequest) -> Value {
        let is_sent = |(field, value): &(&String, &Value)| {
            !value.is_null() && !ANSWER_ONLY.contains(&field.as_str())
        };
        let mut body: Map<String, Value> = self
            .fields
            .iter()
            .filter(is_sent)
            .map(|(field, value)| (field.clone(), value.clone()))
            .collect();
        let mut keys = match body.remove("keys") {
            Some(Value::Object(keys)) => keys,
            _ => Map::new(),
        };
        // The provider stands beside the keys; no recorded update repeats it in them.
        keys.retain(|key, value| !value.is_null() && key != "discriminator");
        // A secret that came back nevertheless may be a row of stars.
        for spec in request.provider().fields() {
            if spec.is_secret() {
                keys.remove(spec.wire_name);
            }
        }
        for (spec, value) in request.values() {
            keys.insert(spec.wire_name.to_owned(), value.expose().into());
        }
        body.insert("keys".to_owned(), Value::Object(keys));
        body.insert("name".to_owned(), request.name().as_str().into());
        body.insert("provider".to_owned(), request.provider().wire_name().into());
        serde_json::json!({ "credentials": body })
    }
}

/// An answer may have secrets in it that this program knows nothing of.
impl fmt::Debug for Described {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Described")
            .field("summary", &self.summary)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::credentials::summary::StoredRegistry;
    use crate::credentials::{CredentialsForm, Field, Provider, Purpose, ValidationContext};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn described(answer: &Value) -> Described {
        Described::read(answer, "kfKx").unwrap()
    }

    /// What is sent when a form is filled in with these texts.
    fn sent(described: &Described, texts: &[(Field, &str)]) -> Value {
        let mut form = CredentialsForm::of(Provider::ContainerRegistry);
        for (field, text) in texts {
            form.set(*field, *text);
        }
        let context = ValidationContext {
            purpose: Purpose::Update,
            stored_registry: described.summary.registry.clone(),
            ..ValidationContext::default()
        };
        described.update(&form.validate(&context).unwrap())["credentials"].clone()
    }

    #[test]
    fn an_update_is_what_was_described_with_what_changed_put_over_it() {
        let stored = described(&json!({"credentials": {
            "id": "kfKx", "name": "quay", "provider": "container-reg", "description": "robot",
            "baseUrl": "https://quay.io", "category": null, "deleted": null, "status": "AVAILABLE",
            "message": null, "lastUsed": "2026-01-01T00:00:00Z", "new": {"a": 1},
            "keys": {"userName": "u", "password": null, "registry": "quay.io", "more": 1,
                     "discriminator": "container-reg"},
        }, "setupSnippet": "x"}));
        let texts = [
            (Field::Name, "quay"),
            (Field::UserName, "v"),
            (Field::Registry, "quay.io"),
        ];
        assert_eq!(
            sent(&stored, &texts),
            json!({"id": "kfKx", "name": "quay", "provider": "container-reg",
                   "description": "robot", "baseUrl": "https://quay.io", "new": {"a": 1},
                   "keys": {"userName": "v", "registry": "quay.io", "more": 1}})
        );
    }

    #[test]
    fn a_secret_that_came_back_is_not_sent_and_one_that_was_typed_is() {
        let stored = described(
            &json!({"credentials": {"name": "q", "provider": "container-reg",
            "keys": {"userName": "u", "password": "S3ntinel!", "registry": "quay.io"}}}),
        );
        assert!(!format!("{stored:?}").contains("S3ntinel!"));
        let mut texts = vec![
            (Field::Name, "q"),
            (Field::UserName, "u"),
            (Field::Registry, "quay.io"),
        ];
        assert_eq!(sent(&stored, &texts)["keys"].get("password"), None);
        texts.push((Field::Password, "new"));
        assert_eq!(sent(&stored, &texts)["keys"]["password"], "new");
        assert_eq!(sent(&stored, &texts)["id"], "kfKx");
    }

    #[test]
    fn an_unknown_registry_is_left_out_unless_one_is_typed() {
        let stored = described(&json!({"credentials": {"name": "q", "provider": "container-reg"}}));
        assert_eq!(stored.summary.registry, Some(StoredRegistry::Unknown));
        let mut texts = vec![(Field::Name, "q"), (Field::UserName, "u")];
        assert_eq!(sent(&stored, &texts)["keys"], json!({"userName": "u"}));
        texts.extend([(Field::Registry, "quay.io"), (Field::Password, "p")]);
        assert_eq!(
            sent(&stored, &texts)["keys"],
            json!({"userName": "u", "registry": "quay.io", "password": "p"})
        );
    }

    #[test]
    fn fields_of_other_providers_are_told_and_nothing_that_may_be_a_secret() {
        let role = described(&json!({"credentials": {"provider": "aws", "keys": {
            "mode": "role", "assumeRoleArn": "arn:aws:iam::1:role/x", "externalId": "S3ntinel!",
            "accessKey": "S3ntinel!", "secretKey": "S3ntinel!", "token": "S3ntinel!",
            "password": "S3ntinel!", "new": "S3ntinel!", "tenantId": null, "clientId": {"a": 1}}}}));
        let expected = [
            ("Credential mode", "role".to_owned()),
            ("Assume role", "arn:aws:iam::1:role/x".to_owned()),
        ];
        assert_eq!(role.told(), expected);
        let agent = described(&json!({"credentials": {"keys": {"shared": false, "appId": 7}}}));
        let expected = [
            ("App ID", "7".to_owned()),
            ("Shared agent", "No".to_owned()),
        ];
        assert_eq!(agent.told(), expected);
        let none = described(&json!({"credentials": {"keys": []}}));
        assert_eq!(none.told(), []);
    }

    #[test]
    fn an_answer_without_a_credential_is_none() {
        for answer in [
            json!(null),
            json!({}),
            json!({"credentials": []}),
            json!("<html>"),
        ] {
            assert!(Described::read(&answer, "x").is_none(), "{answer}");
        }
        let bare = Described::read(&json!({"credentials": {"id": null}}), "x").unwrap();
        assert_eq!(bare.summary.label(), "x");
    }
}
