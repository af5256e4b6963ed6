//! What each registry's own secrets are told to be: the ordinary ones get no warning, the
//! ones that end soon do, and what is said is fit to be read.

use super::*;
use crate::finding::Severity;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const NOW: i64 = 1_795_330_800;
const AWS_KEY: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const AWS_ID: &str = "AKIAIOSFODNN7EXAMPLE";
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

/// A secret of each registry that lasts, where and with whom it is used.
#[expect(clippy::too_many_lines, reason = "a table is easiest to read whole")]
fn lasting() -> Vec<(String, &'static str, &'static str, Option<Kind>)> {
    let quay = "A1B2".repeat(16);
    let azure = checksum::azure_example();
    let ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    let china = "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn";
    let role = "arn:aws:iam::123456789012:role/Wave";
    let gar = "europe-west2-docker.pkg.dev";
    let redhat = "eyJhbGciOiJSUzUxMiJ9.eyJzdWIiOiJ3YXZlIn0.c2ln";
    vec![
        (
            fill("dckr_pat_", 27),
            "docker.io",
            "me",
            Some(Kind::DockerPat),
        ),
        (
            fill("dckr_oat_", 32),
            "docker.io",
            "acme",
            Some(Kind::DockerOat),
        ),
        (
            GUID.to_owned(),
            "docker.io",
            "me",
            Some(Kind::DockerLegacyToken),
        ),
        (
            quay.clone(),
            "quay.io",
            "myorg+wave",
            Some(Kind::QuayRobotToken),
        ),
        (quay.clone(), "quay.io", "$app", Some(Kind::QuayAppToken)),
        (quay.clone(), "quay.io", "$oauthtoken", None),
        (quay.clone(), "quay.io", "$token", None),
        (
            quay,
            "quay.example.com",
            "myorg+wave",
            Some(Kind::QuayRobotToken),
        ),
        (
            AWS_KEY.to_owned(),
            ecr,
            AWS_ID,
            Some(Kind::AwsSecretAccessKey),
        ),
        (
            AWS_KEY.to_owned(),
            china,
            AWS_ID,
            Some(Kind::AwsSecretAccessKey),
        ),
        (
            AWS_KEY.to_owned(),
            "public.ecr.aws",
            AWS_ID,
            Some(Kind::AwsSecretAccessKey),
        ),
        (
            "an external id".to_owned(),
            ecr,
            role,
            Some(Kind::AwsRoleExternalId),
        ),
        (azure.clone(), ACR, "MyToken", Some(Kind::AcrKey)),
        (azure, "myregistry.azurecr.cn", "wave", Some(Kind::AcrKey)),
        (fill("", 32), ACR, "MyToken", Some(Kind::AcrKeyLegacy)),
        (fill("aB38Q~", 34), ACR, GUID, Some(Kind::EntraClientSecret)),
        (
            GOOGLE.to_owned(),
            gar,
            "_json_key_base64",
            Some(Kind::GoogleSaJsonBase64),
        ),
        (
            GOOGLE.to_owned(),
            "eu.gcr.io",
            "_json_key_base64",
            Some(Kind::GoogleSaJsonBase64),
        ),
        (
            GOOGLE_JSON.to_owned(),
            "gcr.io",
            "_json_key",
            Some(Kind::GoogleSaJson),
        ),
        (
            "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".to_owned(),
            "ghcr.io",
            "me",
            Some(Kind::GithubPatClassic),
        ),
        (fill("gho_", 36), "ghcr.io", "me", Some(Kind::GithubOauth)),
        (
            fill("glpat-", 20),
            "registry.gitlab.com",
            "me",
            Some(Kind::GitlabPat),
        ),
        (
            fill("gldt-", 20),
            "registry.gitlab.com",
            "gitlab+deploy-token-7",
            Some(Kind::GitlabDeployToken),
        ),
        (
            fill("gldt-", 20),
            "gitlab.example.com:5050",
            "gitlab+deploy-token-7",
            Some(Kind::GitlabDeployToken),
        ),
        (
            fill("gldt-", 20),
            "registry.example.com",
            "my-name",
            Some(Kind::GitlabDeployToken),
        ),
        (hex("", 40), "codeberg.org", "me", Some(Kind::GiteaToken)),
        (hex("", 40), "git.example.com", "me", Some(Kind::GiteaToken)),
        (
            fill("", 32),
            "harbor.example.com",
            "robot$lib+wave",
            Some(Kind::HarborRobotSecret),
        ),
        (
            "Passw0rd".to_owned(),
            "harbor.example.com",
            "robot$x",
            Some(Kind::HarborRobotSecret),
        ),
        (
            fill("cmVmd", 59),
            "acme.jfrog.io",
            "me",
            Some(Kind::JfrogReferenceToken),
        ),
        (
            fill("AKCp", 69),
            "artifactory.example.com",
            "me",
            Some(Kind::JfrogApiKey),
        ),
        (
            fill("", 20),
            "fra.ocir.io",
            "ns/me",
            Some(Kind::OcirAuthToken),
        ),
        (
            fill("", 20),
            "fra.ocir.io",
            "ns/oracleidentitycloudservice/me",
            Some(Kind::OcirAuthToken),
        ),
        (
            fill("_-", 42),
            "de.icr.io",
            "iamapikey",
            Some(Kind::IbmApiKey),
        ),
        (
            hex("dop_v1_", 64),
            "registry.digitalocean.com",
            "me@example.com",
            Some(Kind::DigitaloceanPat),
        ),
        (
            "Fixed-passw0rd".to_owned(),
            "registry.cn-beijing.aliyuncs.com",
            "me",
            None,
        ),
        (
            fill("", 30),
            "acme.tencentcloudcr.com",
            "100012345678",
            None,
        ),
        (
            GUID.to_owned(),
            "rg.fr-par.scw.cloud",
            "nologin",
            Some(Kind::ScalewaySecretKey),
        ),
        (
            hex("", 40),
            "docker.cloudsmith.io",
            "me",
            Some(Kind::CloudsmithApiKey),
        ),
        (
            fill("nvapi-", 64),
            "nvcr.io",
            "$oauthtoken",
            Some(Kind::NgcApiKey),
        ),
        (
            redhat.to_owned(),
            "registry.redhat.io",
            "1234567|wave",
            Some(Kind::JwtNoExp),
        ),
    ]
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
        let said = (abroad.findings.iter()).any(|f| f.code == Code::SecretOfOtherRegistry);
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
            Code::SecretShortLived,
            "service account",
        ),
        (
            fill("ghs_", 36),
            "ghcr.io",
            "me",
            Code::JobToken,
            "read:packages",
        ),
        (
            fill("ghu_", 36),
            "ghcr.io",
            "me",
            Code::SecretShortLived,
            "read:packages",
        ),
        (
            fill("glcbt-", 20),
            "registry.gitlab.com",
            "me",
            Code::JobToken,
            "read_registry",
        ),
        (
            fill("glcbt-", 20),
            "registry.example.com",
            "me",
            Code::JobToken,
            "read_registry",
        ),
        (
            fill("sha256~", 43),
            "registry.apps.example.com",
            "me",
            Code::SecretShortLived,
            "lasts",
        ),
        (
            fill("github_pat_", 82),
            "ghcr.io",
            "me",
            Code::FineGrainedToken,
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
            assert_eq!(finding.code, Code::UserNameExpected);
            assert_eq!(finding.fix.clone().unwrap().edit.apply("me"), expected);
        }
        assert_eq!(
            look(&secret, host, &format!(" {expected} "))
                .user_name_findings
                .first()
                .filter(|f| f.code == Code::UserNameExpected),
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
        "AKIAIOSFODNN7EXAMPLE",
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
        let right = found
            .findings
            .iter()
            .find(|f| f.code == Code::SecretLooksRight);
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
