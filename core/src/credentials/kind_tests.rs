use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::*;
use crate::credentials::{FieldKind, Wire};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn keys(value: Value) -> Map<String, Value> {
    serde_json::from_value(value).unwrap()
}

#[test]
fn every_provider_but_seqera_compute_has_a_kind() {
    for provider in Provider::ALL {
        let has_kind = provider.kinds().next().is_some();
        assert_eq!(has_kind, provider.can_be_added(), "{provider:?}");
    }
    assert!(!Provider::SeqeraCompute.can_be_added());
    assert_eq!(Provider::ALL.len(), 18);
}

#[test]
fn kinds_are_found_by_their_ids_and_the_usual_one_has_the_name_of_its_provider() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_id(kind.id()), Some(kind));
        let first = kind.provider().kinds().next().unwrap();
        assert_eq!(first.id(), kind.provider().wire_name());
        let has_choice = kind.choices().count() > 1;
        assert_eq!(!kind.about().is_empty(), has_choice, "{kind:?}");
    }
    let labels = |kind: Kind| kind.choices().map(Kind::label).collect::<Vec<_>>();
    assert_eq!(labels(Kind::AzureCloud), ["Shared key", "Entra", "Cloud"]);
    assert_eq!(labels(Kind::GitHubToken), ["Access token", "GitHub App"]);
    assert_eq!(labels(Kind::AwsRole), ["Keys", "Role", "Workload identity"]);
}

#[test]
fn a_container_registry_has_the_fields_that_wave_reads() {
    let wire: Vec<_> = Kind::ContainerRegistry
        .fields()
        .iter()
        .map(|spec| (spec.wire, spec.is_secret(), spec.is_required()))
        .collect();
    assert_eq!(
        wire,
        [
            (Wire::Key("userName"), false, true),
            (Wire::Key("password"), true, true),
            (Wire::Key("registry"), false, false)
        ]
    );
}

#[test]
fn no_field_is_shared_by_two_providers_and_within_one_it_means_the_same() {
    let mut meanings: BTreeMap<Field, (Provider, Wire, &str, FieldKind)> = BTreeMap::new();
    for kind in Kind::ALL {
        let mut ids = BTreeSet::new();
        for spec in kind.fields() {
            assert!(
                ids.insert(spec.field),
                "{kind:?} has {:?} twice",
                spec.field
            );
            let offered = kind.provider().offered_as();
            let meaning = (offered, spec.wire, spec.label, spec.kind);
            let known = *meanings.entry(spec.field).or_insert(meaning);
            assert_eq!(known, meaning, "{kind:?}");
        }
    }
}

#[test]
fn requirements_name_fields_of_the_same_kind() {
    for kind in Kind::ALL {
        for spec in kind.fields() {
            let named = match spec.requirement {
                Requirement::Unless(_, other)
                | Requirement::With(_, other)
                | Requirement::SameAs(other) => Some(other),
                _ => None,
            };
            assert!(
                named.is_none_or(|field| kind.field(field).is_some()),
                "{kind:?}"
            );
            let is_default = matches!(spec.requirement, Requirement::DefaultsTo(_));
            if spec.kind == FieldKind::Switch {
                assert!(is_default, "{kind:?} {}: on or off", spec.label);
            }
            assert!(!spec.label.is_empty() && spec.label.trim() == spec.label);
        }
    }
}

#[test]
fn a_field_is_called_within_a_sentence_as_people_write_it() {
    let noun = |kind: Kind, at: usize| kind.fields()[at].noun();
    assert_eq!(noun(Kind::Ssh, 0), "SSH private key");
    assert_eq!(noun(Kind::AwsKeys, 1), "secret key");
    assert_eq!(noun(Kind::ContainerRegistry, 1), "password");
    assert_eq!(noun(Kind::GitHubApp, 0), "app ID");
}

#[test]
fn the_kind_of_a_request_is_told_by_its_mode_or_by_what_is_there() {
    for (provider, sent, kind) in [
        (
            Provider::Aws,
            json!({"accessKey": "a", "secretKey": "s"}),
            Kind::AwsKeys,
        ),
        (
            Provider::Aws,
            json!({"accessKey": "a", "secretKey": "s", "assumeRoleArn": "r"}),
            Kind::AwsKeys,
        ),
        (Provider::Aws, json!({"assumeRoleArn": "r"}), Kind::AwsRole),
        (
            Provider::Aws,
            json!({"mode": "role", "accessKey": "a", "secretKey": "s"}),
            Kind::AwsRole,
        ),
        (
            Provider::Aws,
            json!({"mode": "workloadIdentity", "assumeRoleArn": "r"}),
            Kind::AwsWorkloadIdentity,
        ),
        (Provider::Aws, json!({"accessKey": "a"}), Kind::AwsKeys),
        (Provider::Aws, json!({"mode": "newer"}), Kind::AwsKeys),
        (Provider::Aws, json!({}), Kind::AwsKeys),
        (Provider::Google, json!({"data": "{}"}), Kind::GoogleKey),
        (
            Provider::Google,
            json!({"serviceAccountEmail": "a", "workloadIdentityProvider": "b"}),
            Kind::GoogleWorkloadIdentity,
        ),
        (
            Provider::Google,
            json!({"serviceAccountEmail": "a", "data": null}),
            Kind::GoogleWorkloadIdentity,
        ),
        (
            Provider::Kubernetes,
            json!({"token": "t", "certificate": null}),
            Kind::KubernetesToken,
        ),
        (
            Provider::Kubernetes,
            json!({"certificate": "c", "privateKey": "k"}),
            Kind::KubernetesCertificate,
        ),
        (
            Provider::Kubernetes,
            json!({"certificate": "c", "token": ""}),
            Kind::KubernetesCertificate,
        ),
        (Provider::AzureEntra, json!({}), Kind::AzureEntra),
    ] {
        assert_eq!(
            Kind::of_request(provider, &keys(sent.clone())),
            Some(kind),
            "{sent}"
        );
    }
    assert_eq!(
        Kind::of_request(Provider::SeqeraCompute, &keys(json!({}))),
        None
    );
}

#[test]
fn the_kind_of_stored_credentials_is_told_where_the_answer_tells_it() {
    for (provider, answered, kind) in [
        (
            Provider::Aws,
            json!({"mode": "role", "assumeRoleArn": "r", "externalId": "x"}),
            Some(Kind::AwsRole),
        ),
        (
            Provider::Aws,
            json!({"accessKey": "a", "assumeRoleArn": "r"}),
            Some(Kind::AwsKeys),
        ),
        (
            Provider::Aws,
            json!({"assumeRoleArn": "r"}),
            Some(Kind::AwsRole),
        ),
        (Provider::Aws, json!({"discriminator": "aws"}), None),
        (
            Provider::Kubernetes,
            json!({"token": null, "certificate": "c"}),
            Some(Kind::KubernetesCertificate),
        ),
        (
            Provider::Kubernetes,
            json!({"token": null, "privateKey": null}),
            Some(Kind::KubernetesToken),
        ),
        (Provider::Kubernetes, json!({}), None),
        (
            Provider::Google,
            json!({"discriminator": "google"}),
            Some(Kind::GoogleKey),
        ),
        (
            Provider::Google,
            json!({"serviceAccountEmail": "a", "workloadIdentityProvider": "b"}),
            Some(Kind::GoogleWorkloadIdentity),
        ),
        (Provider::Ssh, json!({}), Some(Kind::Ssh)),
        (Provider::SeqeraCompute, json!({}), None),
    ] {
        assert_eq!(
            Kind::of_stored(provider, &keys(answered.clone())),
            kind,
            "{answered}"
        );
    }
}
