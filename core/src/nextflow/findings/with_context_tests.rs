#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::wave::credential::{StoredCredential, StoredProvider, StoredState};
use crate::wave::resolve::DeletedEntries;

const PLATFORM: [Target; 2] = [Target::LaunchForm, Target::ComputeEnvironment];
const ELSEWHERE: [Target; 2] = [Target::PipelineFile, Target::CommandLine];

fn at(target: Target) -> Context<'static> {
    Context {
        target,
        ..Context::default()
    }
}

#[test]
fn a_launch_by_platform_ignores_some_settings() {
    for (text, code) in [
        ("tower.workspaceId = 42", "platform-ignores-workspace"),
        (
            "tower.workspaceId = env('WS')",
            "platform-ignores-workspace",
        ),
        (
            "tower.accessToken = secrets.T",
            "platform-ignores-tower-token",
        ),
        (
            "tower.refreshToken = secrets.T",
            "platform-ignores-tower-token",
        ),
        ("tower.computeEnvId = 'abc'", "platform-ignores-compute-env"),
    ] {
        for target in PLATFORM {
            let finding = the_in(code, text, &at(target));
            assert_eq!(finding.finding.severity, Severity::Info);
            assert!(
                finding
                    .finding
                    .message
                    .contains("nextflow run outside Platform")
            );
            assert!(finding.span.is_some());
        }
        for target in ELSEWHERE {
            assert!(
                !codes_in(text, &at(target)).contains(&code.to_owned()),
                "{text}"
            );
        }
    }
    assert_codes("tower.endpoint = 'https://tower.example.org/api'", &[]);
    assert_codes("tower.workspaceId = null", &[]);
}

#[test]
fn the_id_of_a_workspace_is_a_number() {
    for value in ["'my-workspace'", "'<id>'", "1.5", "true", "'12 34'"] {
        let text = format!("tower.workspaceId = {value}");
        let finding = the_in("workspace-not-numeric", &text, &at(Target::CommandLine));
        assert_eq!(finding.finding.severity, Severity::Error);
        assert!(finding.finding.message.contains("must be a numeric value"));
        let finding = the("workspace-not-numeric", &text);
        assert_eq!(finding.finding.severity, Severity::Warning);
    }
    for value in ["1234", "'1234'", "-1", "12345678901234L", "''", "null"] {
        let text = format!("tower.workspaceId = {value}");
        assert_eq!(
            codes_in(&text, &at(Target::CommandLine)),
            [""; 0],
            "{value}"
        );
    }
}

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

#[test]
fn profiles_that_are_not_selected_do_not_count() {
    let text = "profiles { wave { wave.enabled = true; wave.strategy = 'conda' }\n\
                other { docker.enabled = true } }";
    assert_codes(text, &["in-unselected-profile@wave"]);
    let finding = the("in-unselected-profile@wave", text);
    let message = &finding.finding.message;
    assert_eq!(finding.finding.severity, Severity::Info);
    assert!(message.contains("wave.enabled, wave.strategy"), "{message}");
    assert!(message.contains("Wave is off without it"), "{message}");
    let selected = Context {
        profiles: &["wave"],
        ..Context::default()
    };
    assert_eq!(codes_in(text, &selected), [""; 0]);
    // The one that is selected when nobody selects.
    assert_codes("profiles { standard { wave.enabled = true } }", &[]);
    let text = "wave.enabled = true\nprofiles { a { wave.mirror = false } }";
    let message = the("in-unselected-profile@a", text).finding.message;
    assert!(!message.contains("Wave is off"), "{message}");
}

#[test]
fn other_profiles_that_freeze_without_a_repository_are_told_of() {
    let text = "profiles {\n arm { wave.enabled = true; wave.freeze = true }\n\
                ok { wave { enabled = true; freeze = true; build.repository = 'quay.io/a' } }\n\
                conda { wave { enabled = true; freeze = true; strategy = 'conda' } }\n\
                'two-words' { wave { enabled = true; freeze = true } }\n}";
    let codes = codes(text);
    let freezing: Vec<_> = codes
        .iter()
        .filter(|code| code.starts_with("freeze"))
        .collect();
    assert_eq!(
        freezing,
        [
            "freeze-without-repository@arm",
            "freeze-without-repository@two-words"
        ]
    );
    let finding = the("freeze-without-repository@arm", text);
    assert!(finding.finding.message.starts_with("In the profile arm: "));
    let with_repository = format!("{text}\nwave.build.repository = 'quay.io/a'");
    let codes = super::codes(&with_repository);
    assert!(
        !codes.iter().any(|code| code.starts_with("freeze")),
        "{codes:?}"
    );
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
