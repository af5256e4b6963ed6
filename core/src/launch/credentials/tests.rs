#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::finding::Severity;
use crate::launch::Target;
use crate::launch::test_support::{assert_codes, codes, codes_in, marked, the_in};
use crate::wave::credential::{StoredCredential, StoredProvider, StoredState};
use crate::wave::resolve::DeletedEntries;

#[test]
fn wave_has_to_be_on_for_stored_credentials() {
    let context = Context {
        expects_credentials: true,
        ..Context::default()
    };
    for (text, mark) in [
        ("", ""),
        ("docker.enabled = true", ""),
        ("wave.enabled = false", "false"),
        ("wave.freeze = false", ""),
    ] {
        let finding = the_in("wave-off-although-expected", text, &context);
        assert_eq!(marked(&finding, text), mark, "{text}");
        let Some(Repair::Change(changes)) = finding.fix.map(|fix| fix.repair) else {
            panic!("it can be turned on");
        };
        assert_eq!(changes[0].path, "wave.enabled");
        assert!(!codes(text).contains(&"wave-off-although-expected".to_owned()));
    }
    for text in [
        "wave.enabled = true",
        "wave.enabled = env('W')",
        "includeConfig 'a.config'",
        "wave.enabled = 'true'",
    ] {
        let codes = codes_in(text, &context);
        assert!(
            !codes.contains(&"wave-off-although-expected".to_owned()),
            "{text}"
        );
    }
}

fn credential<'a>(host: &'a str, user_name: &'a str) -> StoredCredential<'a> {
    StoredCredential {
        id: "1",
        name: "images",
        provider: StoredProvider::ContainerRegistry,
        registry: Some(host),
        user_name: Some(user_name),
        state: StoredState::Live,
    }
}

fn codes_with(stored: &[StoredCredential<'_>], text: &str, target: Target) -> Vec<String> {
    let index = CredentialIndex::new(stored, DeletedEntries::LeaveOut);
    let context = Context {
        credentials: Some(&index),
        target,
        ..Context::default()
    };
    codes_in(text, &context)
}

const ECR: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

#[test]
fn a_repository_needs_a_credential_that_may_push() {
    let none = "repository-no-credential";
    let reads = "repository-read-only";
    for (host, user, repository, expected) in [
        ("quay.io", "acme+builder", "quay.io/acme/images", None),
        ("quay.io", "acme+builder", "ghcr.io/acme/images", Some(none)),
        ("docker.io", "acme", "acme/images", None),
        ("docker.io", "acme", "docker.io/acme/images", None),
        ("https://quay.io", "acme", "quay.io/acme/images", Some(none)),
        ("quay.io", "acme+pull", "quay.io/acme/images", Some(reads)),
        (
            "quay.io",
            "acme+read_only",
            "quay.io/acme/images",
            Some(reads),
        ),
        (
            "lab.azurecr.io",
            "wave-puller",
            "lab.azurecr.io/images",
            Some(reads),
        ),
        ("quay.io", "acme+read_write", "quay.io/acme/images", None),
        ("quay.io", "bread", "quay.io/acme/images", None),
        ("quay.io", "acme+pullpush", "quay.io/acme/images", None),
        (
            ECR,
            "AWS",
            &format!("{ECR}/images"),
            Some("ecr-password-stored"),
        ),
    ] {
        for path in ["wave.build.repository", "wave.build.cacheRepository"] {
            let text = format!("{path} = '{repository}'");
            let found = codes_with(&[credential(host, user)], &text, Target::LaunchForm);
            let expected: Vec<&str> = expected.into_iter().collect();
            assert_eq!(found, expected, "{user} of {host}: {text}");
        }
    }
}

#[test]
fn on_ecr_the_compute_environment_may_have_one() {
    let text = format!("wave.build.repository = '{ECR}/images'");
    let stored = [credential("quay.io", "acme")];
    let index = CredentialIndex::new(&stored, DeletedEntries::LeaveOut);
    let context = Context {
        credentials: Some(&index),
        ..Context::default()
    };
    let finding = the_in("repository-no-credential", &text, &context);
    assert_eq!(finding.finding.severity, Severity::Info);
    assert!(finding.finding.message.contains("AWS Batch"));
    let found = codes_with(&stored, &text, Target::CommandLine);
    assert_eq!(found, ["repository-no-credential"]);
}

#[test]
fn without_a_list_nothing_is_claimed_of_credentials() {
    assert_codes("wave.build.repository = 'quay.io/acme/images'", &[]);
    let stored = [credential("quay.io", "acme")];
    let text = "wave.build.repository = env('R')";
    assert_eq!(
        codes_with(&stored, text, Target::LaunchForm),
        ["dynamic-value"]
    );
}
