//! One stored credential as Platform describes it, and how a change of it is sent back.
//!
//! What a `PUT` keeps of what it leaves out is not documented, so everything that may be sent is
//! sent as it came, with what changed put over it. What Platform never gives back, a secret, goes
//! back only when it was typed anew. Start at [`Described::update`].

use std::fmt;

use serde_json::{Map, Value};

use super::description::Description;
use super::field::{Field, FieldKind, FieldSpec, Wire};
use super::form::CredentialsForm;
use super::kind::Kind;
use super::provider::Provider;
use super::request::{CredentialsRequest, wire_value};
use super::summary::{CredentialsSummary, ProviderRef};
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

/// What only answers have among the keys: Platform makes it. The provider stands beside the keys;
/// no recorded update repeats it in them.
const ANSWER_ONLY_KEYS: [&str; 2] = ["discriminator", "externalId"];

/// A stored credential, for whoever changes it.
#[derive(Clone, PartialEq)]
pub struct Described {
    /// What pages show of it.
    pub summary: CredentialsSummary,
    /// What Platform wants to be set up at the provider, for instance the trust policy of a role
    /// (`setupSnippet`, API 1.167 and later).
    pub setup: Option<String>,
    /// Everything that the answer says of it.
    fields: Map<String, Value>,
}

impl Described {
    /// Reads the answer to `GET /credentials/{id}`, which was asked for by that id.
    pub fn read(answer: &Value, id: &str) -> Option<Self> {
        let answer = Fields::of(answer)?;
        let fields = answer.inside("credentials")?;
        let mut all = fields.raw().clone();
        all.insert("id".to_owned(), id.into());
        let all = Value::Object(all);
        let summary = CredentialsSummary::read(Fields::of(&all)?)?;
        let Value::Object(fields) = all else {
            return None;
        };
        Some(Self {
            summary,
            setup: answer.words("setupSnippet"),
            fields,
        })
    }

    /// In which way they are signed in to, where the answer tells it.
    pub fn kind(&self) -> Option<Kind> {
        let ProviderRef::Known(provider) = self.summary.provider else {
            return None;
        };
        Kind::of_stored(provider, self.keys().unwrap_or(&Map::new()))
    }

    /// The form that changes them, filled with all that the answer tells: never a secret. None of
    /// a provider whose fields are not known. Where the kind is not told it is the usual one.
    pub fn form(&self) -> Option<CredentialsForm> {
        let ProviderRef::Known(provider) = self.summary.provider else {
            return None;
        };
        let kind = self.kind().or_else(|| provider.kinds().next())?;
        let mut form = CredentialsForm::of_kind(kind);
        form.set(Field::Name, self.summary.name.clone());
        form.set_description(&self.description());
        let base_url = self.summary.base_url.as_deref();
        form.fill_from(kind, self.keys().unwrap_or(&Map::new()), base_url);
        // An External ID that is there stays, and none is made unasked.
        let external_id = self
            .keys()
            .is_some_and(|keys| keys.contains_key("externalId"));
        form.set_query("useExternalId", external_id);
        if let Some(registry) = self.summary.registry_text() {
            form.set(Field::Registry, registry);
        }
        Some(form)
    }

    /// What the answer tells of the provider's own fields: labels and values, no secret. What
    /// pages show by themselves is not among it.
    pub fn told(&self) -> Vec<(&'static str, String)> {
        let Some(kind) = self.kind() else {
            return Vec::new();
        };
        let shown = |field| matches!(field, Field::UserName | Field::Registry);
        let value = |key: &str| match self.keys()?.get(key)? {
            Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
            Value::Bool(on) => Some(if *on { "Yes" } else { "No" }.to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let way = (kind.choices().count() > 1).then(|| ("Kind", kind.label().to_owned()));
        let told = kind.fields().iter().filter(|spec| {
            // A certificate is long and tells nobody anything.
            !spec.is_secret() && !shown(spec.field) && spec.kind != FieldKind::Lines
        });
        let told = told.filter_map(|spec| match spec.wire {
            Wire::Key("username") | Wire::BaseUrl | Wire::Query(_) => None,
            Wire::Key(key) => Some((spec.label, value(key)?)),
        });
        way.into_iter().chain(told).collect()
    }

    /// The fields that are no secret with what the answer tells of them, for who needs them by
    /// their rows; none where the kind is not told.
    pub fn values(&self) -> Option<(Kind, Vec<(&'static FieldSpec, String)>)> {
        let (kind, form) = (self.kind()?, self.form()?);
        let told = kind.asked().filter(|spec| !spec.is_secret());
        let told = told.map(|spec| (spec, form.value(spec.field).to_owned()));
        Some((kind, told.filter(|(_, value)| !value.is_empty()).collect()))
    }

    /// What is written about them.
    pub fn description(&self) -> Description {
        Description::read(self.summary.description.as_deref().unwrap_or_default())
    }

    fn keys(&self) -> Option<&Map<String, Value>> {
        match self.fields.get("keys") {
            Some(Value::Object(keys)) => Some(keys),
            _ => None,
        }
    }

    /// The body of `PUT /credentials/{id}`, typed secrets included: for the request and nothing
    /// else. Null is the same as absent and left out.
    pub fn update(&self, request: &CredentialsRequest) -> Value {
        let (mut body, mut keys) = self.as_it_came(request.provider());
        let kind = request.kind();
        // What belongs to another kind goes with it.
        for spec in kind.foreign() {
            keys.remove(spec.wire.key().unwrap_or_default());
        }
        if let Some(mode) = kind.mode() {
            keys.insert("mode".to_owned(), mode.into());
        }
        for (spec, value) in request.values() {
            let (into, key) = match spec.wire {
                Wire::Key(key) => (&mut keys, key),
                Wire::BaseUrl => (&mut body, "baseUrl"),
                Wire::Query(_) => continue,
            };
            // An empty text takes away what was there, and says nothing otherwise.
            if !value.is_empty() || into.contains_key(key) {
                into.insert(key.to_owned(), wire_value(spec, value));
            }
        }
        // As it was written, unless it means something else now. An empty one takes it away.
        if let Some(description) = request.description()
            && *description != self.description()
        {
            body.insert("description".to_owned(), description.to_text().into());
        }
        body.insert("keys".to_owned(), Value::Object(keys));
        body.insert("name".to_owned(), request.name().as_str().into());
        body.insert("provider".to_owned(), request.provider().wire_name().into());
        serde_json::json!({ "credentials": body })
    }

    /// The body of `PUT /credentials/{id}` that changes only what is written about them. None of a
    /// provider that is not known: nor is which of its keys are secrets.
    pub fn redescribe(&self, description: &Description) -> Option<Value> {
        let ProviderRef::Known(provider) = self.summary.provider else {
            return None;
        };
        let (mut body, keys) = self.as_it_came(provider);
        body.insert("description".to_owned(), description.to_text().into());
        body.insert("keys".to_owned(), Value::Object(keys));
        body.insert("provider".to_owned(), provider.wire_name().into());
        Some(serde_json::json!({ "credentials": body }))
    }

    /// What the address of such a `PUT` says besides: an External ID that is there stays.
    pub fn redescribe_query(&self) -> Option<(&'static str, &'static str)> {
        let has_external_id = self.keys()?.contains_key("externalId");
        has_external_id.then_some(("useExternalId", "true"))
    }

    /// What may be sent of the answer, as it came, and its keys. No secret is among them: one that
    /// came back nevertheless may be a row of stars.
    fn as_it_came(&self, provider: Provider) -> (Map<String, Value>, Map<String, Value>) {
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
        keys.retain(|key, value| !value.is_null() && !ANSWER_ONLY_KEYS.contains(&key.as_str()));
        for key in provider.secret_keys() {
            keys.remove(key);
        }
        (body, keys)
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
    use crate::credentials::description::Day;
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
    fn what_is_to_be_set_up_at_the_provider_is_told_where_there_is_something() {
        let row = json!({"name": "role", "provider": "aws"});
        for (snippet, setup) in [
            (
                json!("{ \"Version\": \"2012-10-17\" }"),
                Some("{ \"Version\": \"2012-10-17\" }"),
            ),
            (json!(" "), None),
            (json!(null), None),
            (json!({}), None),
        ] {
            let answer = json!({"credentials": row, "setupSnippet": snippet});
            assert_eq!(described(&answer).setup.as_deref(), setup, "{snippet}");
        }
    }

    #[test]
    fn a_description_changes_only_where_it_means_something_else() {
        let stored = |text: &str| {
            described(
                &json!({"credentials": {"id": "kfKx", "name": "q", "description": text,
                "provider": "container-reg", "keys": {"userName": "u", "registry": "quay.io"}}}),
            )
        };
        let sent = |stored: &Described, texts: &[(Field, &str)]| {
            let mut form = stored.form().unwrap();
            for (field, text) in texts {
                form.set(*field, *text);
            }
            let context = ValidationContext {
                purpose: Purpose::Update,
                ..ValidationContext::default()
            };
            let body = stored.update(&form.validate(&context).unwrap());
            body["credentials"]["description"].clone()
        };
        let robot = stored("Robot  [expires 2027-01-31] ");
        assert_eq!(
            sent(&robot, &[]),
            "Robot  [expires 2027-01-31] ",
            "as it stands"
        );
        assert_eq!(
            sent(&robot, &[(Field::Expires, "2028-01-31")]),
            "Robot [expires 2028-01-31]"
        );
        assert_eq!(sent(&robot, &[(Field::Expires, "")]), "Robot");
        assert_eq!(
            sent(&robot, &[(Field::Description, "")]),
            "[expires 2027-01-31]"
        );
        let none = stored("");
        assert_eq!(sent(&none, &[]), "");
        assert_eq!(sent(&none, &[(Field::Description, "of A")]), "of A");
        let words = stored("of A");
        assert_eq!(sent(&words, &[(Field::Description, "")]), "", "taken away");
    }

    #[test]
    fn what_is_written_about_them_changes_and_nothing_else_and_no_secret_is_sent() {
        let stored = described(&json!({"credentials": {
            "id": "kfKx", "name": "quay", "provider": "container-reg", "description": "robot",
            "category": null, "lastUsed": "2026-01-01T00:00:00Z", "new": {"a": 1},
            "keys": {"userName": "u", "password": "****", "registry": "https://quay.io", "more": 1,
                     "discriminator": "container-reg"},
        }}));
        let day = Day::parse("2027-01-31");
        let description = Description {
            words: "of A".to_owned(),
            expires: day,
        };
        assert_eq!(
            stored.redescribe(&description).unwrap()["credentials"],
            json!({"id": "kfKx", "name": "quay", "provider": "container-reg",
                   "description": "of A [expires 2027-01-31]", "new": {"a": 1},
                   "keys": {"userName": "u", "registry": "https://quay.io", "more": 1}})
        );
        assert_eq!(stored.redescribe_query(), None);
        let role = json!({"name": "r", "provider": "aws", "keys": {
            "assumeRoleArn": "arn:aws:iam::1:role/x", "externalId": "e"}});
        let role = described(&json!({"credentials": role}));
        let body = role.redescribe(&Description::default()).unwrap();
        assert_eq!(body["credentials"]["description"], "");
        assert_eq!(body["credentials"]["keys"].get("externalId"), None);
        assert_eq!(role.redescribe_query(), Some(("useExternalId", "true")));
        let other = json!({"name": "r", "provider": "quantum", "keys": {"qubit": "0"}});
        let other = described(&json!({"credentials": other}));
        assert_eq!(other.redescribe(&description), None);
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
            "secretKey": "S3ntinel!", "token": "S3ntinel!",
            "password": "S3ntinel!", "new": "S3ntinel!", "tenantId": null, "clientId": {"a": 1}}}}));
        let expected = [
            ("Kind", "Role".to_owned()),
            ("Assume role", "arn:aws:iam::1:role/x".to_owned()),
        ];
        assert_eq!(role.told(), expected);
        let agent = described(&json!({"credentials": {"provider": "tw-agent",
            "keys": {"shared": false, "connectionId": "x"}}}));
        let expected = [
            ("Agent connection ID", "x".to_owned()),
            ("Shared agent", "No".to_owned()),
        ];
        assert_eq!(agent.told(), expected);
        let app = described(&json!({"credentials": {"provider": "github_app",
            "keys": {"appId": 7, "privateKey": "S3ntinel!"}}}));
        let expected = [
            ("Kind", "GitHub App".to_owned()),
            ("App ID", "7".to_owned()),
        ];
        assert_eq!(app.told(), expected);
        for nothing in [
            json!({"keys": []}),
            json!({"provider": "newer", "keys": {"a": "b"}}),
        ] {
            assert_eq!(described(&json!({ "credentials": nothing })).told(), []);
        }
    }

    #[test]
    fn another_kind_takes_nothing_of_the_one_before_with_it() {
        let stored = described(&json!({"credentials": {"name": "q", "provider": "k8s",
            "keys": {"certificate": "c", "privateKey": null, "new": 1}}}));
        assert_eq!(stored.kind(), Some(Kind::KubernetesCertificate));
        let mut form = stored.form().unwrap();
        form.set(Field::Kind, "k8s");
        form.set(Field::Key("k8s-token"), "t");
        let context = ValidationContext {
            purpose: Purpose::Update,
            stored_kind: stored.kind(),
            ..ValidationContext::default()
        };
        let request = form.validate(&context).unwrap();
        let sent = stored.update(&request);
        assert_eq!(sent["credentials"]["keys"], json!({"token": "t", "new": 1}));
        form.set(Field::Key("k8s-token"), "");
        assert!(
            form.validate(&context).is_err(),
            "nothing is stored of that kind"
        );
    }

    #[test]
    fn an_emptied_text_is_sent_as_empty_where_one_was_stored() {
        let stored = described(&json!({"credentials": {"name": "g", "provider": "github",
            "baseUrl": "https://github.com/acme", "keys": {"username": "u"}}}));
        let context = ValidationContext {
            purpose: Purpose::Update,
            ..ValidationContext::default()
        };
        let mut form = stored.form().unwrap();
        let url = Field::Key("github-base-url");
        assert_eq!(form.value(url), "https://github.com/acme");
        form.set(url, "");
        let sent = stored.update(&form.validate(&context).unwrap());
        assert_eq!(sent["credentials"]["baseUrl"], "");
        assert_eq!(sent["credentials"]["keys"], json!({"username": "u"}));
        let without = described(&json!({"credentials": {"name": "g", "provider": "github",
            "keys": {"username": "u"}}}));
        let form = without.form().unwrap();
        let sent = without.update(&form.validate(&context).unwrap());
        assert_eq!(sent["credentials"].get("baseUrl"), None);
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
