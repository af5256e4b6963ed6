//! What each registry's own secrets are told to be: the ordinary ones get no warning, the
//! ones that end soon do, and what is said is fit to be read.

mod lasting;

use self::lasting::lasting;
use super::*;
use crate::finding::Severity;
use crate::registry::secret::user_name_findings::USER_NAME_EXPECTED;
use crate::registry::secret::verdict::{SECRET_OF_OTHER_REGISTRY, SECRET_SHORT_LIVED};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const NOW: i64 = 1_795_330_800;
const AWS_KEY: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYmadeUp4711";
const AWS_ID: &str = "AKIAIOSFODNN7MADEUP2";
const ACR: &str = "myregistry.azurecr.io";
const GUID: &str = "11111111-2222-4333-8444-555555555555";
/// Base64 of `{"type":"service_account","private_key":"k"}`.
const GOOGLE: &str = "eyJ0eXBlIjoic2VydmljZV9hY2NvdW50IiwicHJpdmF0ZV9rZXkiOiJrIn0=";
const GOOGLE_JSON: &str = r#"{"type":"service_account","private_key":"k"}"#;

fn look(secret: &str, host: &str, user_name: &str) -> Inspection {
    let context = Context {
        host,
        user_name,
        now: NOW,
    };
    inspect(secret, &context)
}

fn fill(prefix: &str, length: usize) -> String {
    let mut text = prefix.to_owned();
    text.extend("aB3dE5gH7jK9mN1pQ".chars().cycle().take(length));
    text
}

fn hex(prefix: &str, length: usize) -> String {
    let mut text = prefix.to_owned();
    text.extend("0a1b2c3d4e5f6789".chars().cycle().take(length));
    text
}

#[test]
fn a_lasting_secret_of_a_registry_gets_no_warning() {
    for (secret, host, user, kind) in lasting() {
        let found = look(&secret, host, user);
        assert_eq!(found.kind(), kind, "{secret} at {host}");
        let all = found.findings.iter().chain(&found.user_name_findings);
        let warnings: Vec<_> = all.filter(|f| f.severity >= Severity::Warning).collect();
        assert!(
            warnings.is_empty(),
            "{secret} at {host} for {user}: {warnings:?}"
        );
        assert!(found.can_work(), "{host}");
        if let Some(recognised) = found.recognised {
            assert!(!recognised.lifetime.is_short(), "{secret}");
        }
    }
}

#[test]
fn the_same_secret_at_a_foreign_registry_is_pointed_out_when_it_says_what_it_is() {
    for (secret, ..) in lasting() {
        // What is known only by the user name or the registry is nobody's elsewhere.
        let alone = look(&secret, "", "").recognised;
        let is_somebodys = alone.is_some_and(|found| !found.registries.is_empty());
        let abroad = look(&secret, "registry.k8s.io", "");
        let said = (abroad.findings.iter()).any(|f| f.code == SECRET_OF_OTHER_REGISTRY);
        assert_eq!(said, is_somebodys, "{secret}");
    }
}

#[test]
fn secrets_that_end_soon_say_so_and_offer_one_that_lasts() {
    let gar = "europe-west2-docker.pkg.dev";
    for (secret, host, user, code, better) in [
        (
            fill("ya29.", 60),
            gar,
            "oauth2accesstoken",
            SECRET_SHORT_LIVED,
            "service account",
        ),
        (
            fill("ghs_", 36),
            "ghcr.io",
            "me",
            JOB_TOKEN,
            "read:packages",
        ),
        (
            fill("ghu_", 36),
            "ghcr.io",
            "me",
            SECRET_SHORT_LIVED,
            "read:packages",
        ),
        (
            fill("glcbt-", 20),
            "registry.gitlab.com",
            "me",
            JOB_TOKEN,
            "read_registry",
        ),
        (
            fill("glcbt-", 20),
            "registry.example.com",
            "me",
            JOB_TOKEN,
            "read_registry",
        ),
        (
            fill("sha256~", 43),
            "registry.apps.example.com",
            "me",
            SECRET_SHORT_LIVED,
            "lasts",
        ),
        (
            fill("github_pat_", 82),
            "ghcr.io",
            "me",
            FINE_GRAINED_TOKEN,
            "read:packages",
        ),
    ] {
        let found = look(&secret, host, user);
        let said: Vec<_> = found.findings.iter().map(|f| f.code).collect();
        assert_eq!(said, [code], "{secret}");
        assert!(
            found.findings[0].message.contains(better),
            "{:?}",
            found.findings
        );
    }
}

#[test]
fn a_secret_implies_the_user_name_that_its_registry_expects() {
    for (secret, host, expected) in [
        (fill("nvapi-", 64), "nvcr.io", "$oauthtoken"),
        (GOOGLE.to_owned(), "gcr.io", "_json_key_base64"),
        (GOOGLE_JSON.to_owned(), "gcr.io", "_json_key"),
        (fill("ya29.", 60), "gcr.io", "oauth2accesstoken"),
        (GUID.to_owned(), "rg.nl-ams.scw.cloud", "nologin"),
        (fill("_", 43), "icr.io", "iamapikey"),
    ] {
        let found = look(&secret, host, "").recognised.unwrap();
        assert_eq!(found.user, ExpectedUser::Exactly(expected), "{secret}");
        assert_eq!(found.user.implied("me"), Some(expected));
        let offered = &look(&secret, host, "").user_name_findings[0];
        assert_eq!(
            offered.severity,
            Severity::Info,
            "an empty field is no mistake"
        );
        let wrong = &look(&secret, host, "me").user_name_findings[0];
        assert_eq!(wrong.severity, Severity::Warning, "{secret}");
        for finding in [offered, wrong] {
            assert_eq!(finding.code, USER_NAME_EXPECTED);
            assert_eq!(finding.fix.clone().unwrap().edit.apply("me"), expected);
        }
        assert_eq!(
            look(&secret, host, &format!(" {expected} "))
                .user_name_findings
                .first()
                .filter(|f| f.code == USER_NAME_EXPECTED),
            None,
            "white space is another matter"
        );
    }
}

#[test]
fn what_is_said_is_whole_plain_sentences_and_likely_where_it_is_inferred() {
    let mut cases: Vec<_> = lasting()
        .into_iter()
        .flat_map(|(secret, host, user, _)| {
            let cut = secret[..secret.len() - 1].to_owned();
            [
                (secret.clone(), host, user),
                (secret.clone(), "ghcr.io", user),
                (secret, "", ""),
                (cut, host, user),
            ]
        })
        .collect();
    for text in [
        "<token>",
        "AKIAIOSFODNN7MADEUP2",
        "{\"a\":1}",
        "{\"auths\":{}}",
        "dXNlcjpwYXNz",
        "-----BEGIN CERTIFICATE-----",
        "Bearer abc",
        "\"abc\"",
        "abc ",
        "\u{200b}abc",
    ] {
        cases.push((text.to_owned(), "quay.io", "me"));
    }
    for prefix in ["AIza", "LTAI", "glptt-", "ghr_", "dor_v1_", "ghs_", "ya29."] {
        for length in [20, 35, 64] {
            cases.push((fill(prefix, length), "ghcr.io", "AWS"));
        }
    }
    for user in [
        "AWS",
        "robot",
        "BEARER_TOKEN",
        "iambearer",
        "+x",
        "<x>",
        "a@b.c",
        GUID,
    ] {
        for host in ["docker.io", ACR, "public.ecr.aws", "ecr-public.aws.com", ""] {
            cases.push(("x".to_owned(), host, user));
        }
    }
    for (secret, host, user) in cases {
        let found = look(&secret, host, user);
        for finding in found.findings.iter().chain(&found.user_name_findings) {
            let message = &finding.message;
            assert!(message.ends_with('.'), "{message}");
            assert!(message.starts_with(|c: char| c.is_uppercase()), "{message}");
            assert!(
                !message.contains(['`', '*', '\n']) && !message.contains("  "),
                "{message}"
            );
            assert!(!message.contains(".."), "{message}");
        }
        let weak = found.recognised.filter(|r| r.evidence.is_weak());
        let right = found.findings.iter().find(|f| f.code == SECRET_LOOKS_RIGHT);
        if let (Some(_), Some(right)) = (weak, right) {
            assert!(
                right.message.starts_with("Most likely"),
                "{}",
                right.message
            );
            assert_eq!(right.severity, Severity::Info, "a shape alone is no proof");
        }
    }
}

#[test]
fn a_confirmation_tells_how_long_the_secret_lasts() {
    for (secret, host, user, span) in [
        (
            fill("dckr_pat_", 27),
            "docker.io",
            "me",
            "chosen when it was made",
        ),
        (GUID.to_owned(), "docker.io", "me", "revokes"),
        ("A1B2".repeat(16), "quay.io", "a+b", "makes a new one"),
        (AWS_KEY.to_owned(), "public.ecr.aws", AWS_ID, "deactivates"),
        (fill("aB38Q~", 34), ACR, GUID, "365 days, unless"),
        (GOOGLE.to_owned(), "gcr.io", "_json_key_base64", "deletes"),
        (
            fill("glpat-", 20),
            "registry.gitlab.com",
            "me",
            "365 days at most",
        ),
        (
            fill("gldt-", 20),
            "registry.gitlab.com",
            "me",
            "may have an end",
        ),
        (
            fill("", 32),
            "harbor.example.com",
            "robot$x",
            "30 days, unless",
        ),
        (fill("AKCp", 69), "acme.jfrog.io", "me", "retiring"),
        (checksum::azure_example(), ACR, "wave", "end that was set"),
    ] {
        let message = &look(&secret, host, user).findings[0].message;
        assert!(message.contains(span), "{message}");
    }
}
