//! Golden bodies: what is sent for what is typed, for every kind of every provider.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use wavepass_core::credentials::{
    CredentialsForm, Described, Field, FieldErrors, Kind, Purpose, Requirement, ValidationContext,
};
use wavepass_core::finding::value::REQUIRED;
use wavepass_core::platform::credentials::CredentialsBody;

/// One request: what is typed, and what has to be sent.
struct Request {
    id: String,
    kind: Kind,
    typed: Vec<(Field, String)>,
    query: Map<String, Value>,
    body: Value,
}

impl Request {
    fn all() -> Vec<Self> {
        let file: Value = serde_json::from_str(include_str!("data/request.json")).unwrap();
        let requests = file["requests"].as_array().unwrap();
        requests.iter().map(Self::of).collect()
    }

    fn of(json: &Value) -> Self {
        let kind = Kind::from_id(json["kind"].as_str().unwrap()).unwrap();
        let fields = kind.asked().map(|spec| spec.field);
        let fields: Vec<_> = [Field::Name].into_iter().chain(fields).collect();
        let typed = json["typed"].as_object().unwrap().iter();
        let typed = typed.map(|(id, text)| {
            let field = fields.iter().find(|field| field.as_str() == id);
            let field = field.unwrap_or_else(|| panic!("{id} is no field of {kind:?}"));
            (*field, text.as_str().unwrap().to_owned())
        });
        Self {
            id: json["id"].as_str().unwrap().to_owned(),
            kind,
            typed: typed.collect(),
            query: json["query"].as_object().cloned().unwrap_or_default(),
            body: json["body"].clone(),
        }
    }

    fn form(&self) -> CredentialsForm {
        let mut form = CredentialsForm::of_kind(self.kind);
        for (field, text) in &self.typed {
            form.set(*field, text.clone());
        }
        form
    }
}

/// At a time at which nothing has run out.
fn create() -> ValidationContext {
    ValidationContext {
        now: Some(1_795_330_800),
        ..ValidationContext::default()
    }
}

fn api() -> ValidationContext {
    ValidationContext {
        is_api: true,
        ..ValidationContext::default()
    }
}

fn read(body: &Value) -> CredentialsForm {
    let body: CredentialsBody = serde_json::from_value(body.clone()).unwrap();
    CredentialsForm::from_wire(&body.credentials).unwrap()
}

#[test]
fn what_is_typed_is_sent_as_recorded() {
    for request in Request::all() {
        let sent = request.form().validate(&create());
        let sent = sent.unwrap_or_else(|errors| panic!("{}: {errors}", request.id));
        assert_eq!(sent.to_wire(), request.body, "{}", request.id);
        let query: Map<String, Value> = sent
            .query()
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect();
        assert_eq!(query, request.query, "{}", request.id);
    }
}

#[test]
fn every_kind_of_every_provider_is_among_them_and_nothing_is_said_against_it() {
    let requests = Request::all();
    let kinds: BTreeSet<_> = requests.iter().map(|request| request.kind).collect();
    assert_eq!(kinds, BTreeSet::from(Kind::ALL));
    let fields: BTreeSet<_> = requests
        .iter()
        .flat_map(|request| request.typed.iter().map(|(field, _)| *field))
        .collect();
    for spec in Kind::ALL.into_iter().flat_map(Kind::asked) {
        assert!(
            fields.contains(&spec.field),
            "{} is never typed",
            spec.field.as_str()
        );
    }
    for request in requests {
        let of_registry = request.kind == Kind::ContainerRegistry;
        let said = request.form().all_findings(&create());
        assert!(of_registry || said.is_empty(), "{}: {said:?}", request.id);
    }
}

#[test]
fn a_server_reads_what_is_sent_as_what_was_typed() {
    for request in Request::all() {
        let mut form = read(&request.body);
        assert_eq!(form.kind, Some(request.kind), "{}", request.id);
        for (name, value) in &request.query {
            assert_eq!(name, "useExternalId");
            form.set_query("useExternalId", value == "true");
        }
        let again = form.validate(&api()).unwrap();
        assert_eq!(again.to_wire(), request.body, "{}", request.id);
    }
}

#[test]
fn a_value_that_is_required_is_asked_for_when_it_is_missing() {
    for request in Request::all() {
        for (field, text) in &request.typed {
            let mut form = request.form();
            form.set(*field, "");
            let spec = request.kind.field(*field);
            let is_needed = spec.is_none_or(|spec| match spec.requirement {
                Requirement::Required(_) | Requirement::OnForms(_) | Requirement::Unless(..) => {
                    true
                }
                Requirement::With(_, other) => !form.value(other).is_empty(),
                _ => false,
            });
            let errors = form.validate(&create()).err();
            let codes: Vec<_> = errors
                .iter()
                .flat_map(FieldErrors::iter)
                .map(|(of, finding)| (of.as_str(), finding.code == REQUIRED))
                .collect();
            // Of two that are alternatives both are asked for.
            let is_asked = codes.contains(&(field.as_str(), true));
            assert_eq!(
                is_asked,
                is_needed,
                "{} without {}: {codes:?}",
                request.id,
                field.as_str()
            );
            assert!(!text.is_empty());
        }
    }
}

#[test]
fn stored_ones_fill_their_form_and_keep_their_secrets() {
    for request in Request::all() {
        let mut stored = request.body.clone();
        let keys = stored["credentials"]["keys"].as_object_mut().unwrap();
        let secret = |key: &str| {
            request
                .kind
                .fields()
                .iter()
                .any(|spec| spec.is_secret() && spec.wire.key() == Some(key))
        };
        for (key, value) in keys.iter_mut() {
            if secret(key) {
                *value = Value::Null;
            }
        }
        keys.insert(
            "discriminator".to_owned(),
            json!(request.kind.provider().wire_name()),
        );
        let described = Described::read(&stored, "id").unwrap();
        assert_eq!(described.kind(), Some(request.kind), "{}", request.id);
        let form = described.form().unwrap();
        for (field, text) in &request.typed {
            let spec = request.kind.field(*field);
            let is_told = spec.is_none_or(|spec| !spec.is_secret() && spec.wire.key().is_some());
            if is_told {
                assert_eq!(form.value(*field), text, "{}", request.id);
            }
        }
        let context = ValidationContext {
            purpose: Purpose::Update,
            stored_kind: described.kind(),
            stored_registry: described.summary.registry.clone(),
            ..create()
        };
        let update = described.update(&form.validate(&context).unwrap());
        let sent = update["credentials"]["keys"].as_object().unwrap();
        for (key, value) in request.body["credentials"]["keys"].as_object().unwrap() {
            let expected = (!secret(key)).then_some(value);
            assert_eq!(sent.get(key), expected, "{} {key}", request.id);
        }
        assert_eq!(
            update["credentials"].get("baseUrl"),
            request.body["credentials"].get("baseUrl"),
            "{}",
            request.id
        );
    }
}

#[test]
fn values_of_two_ways_to_sign_in_exclude_each_other() {
    for (provider, keys, names) in [
        (
            "k8s",
            json!({"token": "t", "certificate": "c"}),
            "keys.certificate",
        ),
        (
            "google",
            json!({"data": "{}", "serviceAccountEmail": "a"}),
            "keys.serviceAccountEmail",
        ),
        (
            "aws",
            json!({"mode": "role", "assumeRoleArn": "r", "accessKey": "a"}),
            "keys.accessKey",
        ),
    ] {
        let body = json!({"credentials": {"name": "n", "provider": provider, "keys": keys}});
        let body: CredentialsBody = serde_json::from_value(body).unwrap();
        let finding = CredentialsForm::from_wire(&body.credentials).unwrap_err();
        assert!(finding.message.contains(names), "{finding:?}");
    }
    let both = json!({"credentials": {"name": "n", "provider": "bitbucket",
        "keys": {"username": "u", "password": "p", "token": "t"}}});
    assert!(read(&both).validate(&api()).is_err());
}

#[test]
fn a_request_of_another_client_is_taken_as_published_clients_send_it() {
    for (provider, keys) in [
        ("gitea", json!({"username": "u", "password": "p"})),
        ("azurerepos", json!({"username": "u", "token": "t"})),
        (
            "github",
            json!({"username": "u", "password": "p", "token": null}),
        ),
        (
            "k8s",
            json!({"keyType": "kubernetes", "token": "t", "certificate": null, "privateKey": null}),
        ),
        ("aws", json!({"assumeRoleArn": "arn_role"})),
        ("gitlab", json!({"username": "u", "token": "t"})),
        (
            "azure",
            json!({"batchName": "b", "batchKey": "k", "storageName": "s", "storageKey": "k",
                         "tenantId": null, "clientId": null, "clientSecret": null}),
        ),
        ("s3", json!({"accessKey": "a", "secretKey": "s"})),
    ] {
        let body = json!({"credentials": {"name": "n1", "provider": provider, "keys": keys}});
        let taken = read(&body).validate(&api());
        assert!(taken.is_ok(), "{body}: {taken:?}");
    }
    for (provider, keys) in [
        ("github", json!({"username": "u"})),
        ("aws", json!({})),
        ("aws", json!({"accessKey": "a"})),
        ("gitlab", json!({"username": "u", "password": "p"})),
        ("ssh", json!({"privateKey": "invalid_private_key"})),
        (
            "azure-cloud",
            json!({"subscriptionId": "s", "storageName": "st", "tenantId": "t"}),
        ),
    ] {
        let body = json!({"credentials": {"name": "n1", "provider": provider, "keys": keys}});
        assert!(read(&body).validate(&api()).is_err(), "{body}");
    }
}
