use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use proptest::prelude::*;

use super::*;
use crate::finding::value::SURROUNDING_WHITE_SPACE;
use crate::finding::{Edit, Severity};
use crate::registry::secret::user_name_findings::{
    AZURE_ADMIN_ACCOUNT, AZURE_SERVICE_PRINCIPAL, USER_NAME_CUT, USER_NAME_EXPECTED,
    USER_NAME_IS_EMAIL, USER_NAME_IS_HOST, USER_NAME_IS_SECRET, USER_NAME_PLACEHOLDER,
    USER_NAME_WITH_PASSWORD, USER_NAME_WRAPPED,
};
use crate::registry::secret::verdict::{
    GOOGLE_KEY_ENCODING, SECRET_EXPIRES_LATER, SECRET_FOR_OTHER_HOST, SECRET_IS_USER_NAME,
    SECRET_LOOKS_CUT, SECRET_LOOKS_MASKED, SECRET_OF_OTHER_REGISTRY, SECRET_SHORT_LIVED,
};
use crate::registry::secret::wrapping::{
    SECRET_INVISIBLE_CHARACTERS, SECRET_QUOTED, SECRET_WITH_SCHEME, SECRET_WRAPPED,
};
use crate::registry::user_name::SHORT_LIVED_LOGIN;
use crate::registry::user_name::{LoginProblem, Validity};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const NOW: i64 = 1_795_330_800;
const ECR: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const ACR: &str = "myregistry.azurecr.io";
const GAR: &str = "europe-west2-docker.pkg.dev";
const GITHUB: &str = "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";
const APPLICATION: &str = "11111111-2222-4333-8444-555555555555";
const GOOGLE_KEY: &str = r#"{"type": "service_account", "private_key": "FAKE"}"#;

fn at(secret: &str, host: &str, user_name: &str) -> Inspection {
    let context = Context {
        host,
        user_name,
        now: NOW,
    };
    inspect(secret, &context)
}

fn codes(findings: &[Finding]) -> Vec<Code> {
    findings.iter().map(|finding| finding.code).collect()
}

fn jwt(claims: &str) -> String {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.c2ln", part(r#"{"alg":"none"}"#), part(claims))
}

fn azure_jwt(grant: &str, exp: i64) -> String {
    jwt(&format!(
        r#"{{"iss":"Azure Container Registry","aud":"{ACR}","grant_type":"{grant}","exp":{exp}}}"#
    ))
}

fn ecr_password() -> String {
    let expiration = NOW + 12 * 3600;
    STANDARD.encode(format!(
        r#"{{"payload":"FAKE","datakey":"FAKE","version":"2","expiration":{expiration}}}"#
    ))
}

fn fake(prefix: &str, count: usize) -> String {
    format!("{prefix}{}", "a1".repeat(count).split_at(count).0)
}

#[test]
fn tokens_with_a_prefix_are_recognised_without_registry_and_user_name() {
    for (text, kind) in [
        (fake("dckr_pat_", 27), Kind::DockerPat),
        (fake("dckr_oat_", 32), Kind::DockerOat),
        (GITHUB.to_owned(), Kind::GithubPatClassic),
        (fake("ghp_", 36), Kind::GithubPatClassicBadChecksum),
        (fake("github_pat_", 82), Kind::GithubPatFineGrained),
        (fake("gho_", 36), Kind::GithubOauth),
        (fake("ghu_", 36), Kind::GithubUserToken),
        (fake("ghs_", 36), Kind::GithubActionsToken),
        (fake("ghr_", 76), Kind::GithubRefreshToken),
        (fake("glpat-", 20), Kind::GitlabPat),
        (
            fake("glpat-", 27) + ".01.0123456789",
            Kind::GitlabPatRoutable,
        ),
        (fake("gldt-", 20), Kind::GitlabDeployToken),
        (fake("glcbt-64_", 20), Kind::GitlabCiJobToken),
        (fake("glptt-", 40), Kind::GitlabTriggerToken),
        (fake("nvapi-", 64), Kind::NgcApiKey),
        (fake("dop_v1_", 64), Kind::DigitaloceanPat),
        (fake("doo_v1_", 64), Kind::DigitaloceanOauth),
        (fake("dor_v1_", 64), Kind::DigitaloceanRefreshToken),
        (fake("cmVmd", 59), Kind::JfrogReferenceToken),
        (fake("AKCp", 69), Kind::JfrogApiKey),
        (fake("ya29.", 60), Kind::GoogleAccessToken),
        (fake("sha256~", 43), Kind::OpenshiftToken),
        (fake("AIza", 35), Kind::GoogleApiKey),
        (fake("LTAI", 20), Kind::AlibabaAccessKeyId),
        ("AKIAIOSFODNN7MADEUP2".to_owned(), Kind::AwsAccessKeyId),
        (ecr_password(), Kind::EcrPassword),
        (
            "eyJwYXlsb2FkIjoiRkFLRSBhbmQgY3V0".to_owned(),
            Kind::EcrPassword,
        ),
    ] {
        assert_eq!(at(&text, "", "").kind(), Some(kind), "{text}");
    }
}

#[test]
fn a_prefix_that_could_be_chance_counts_only_with_the_right_length() {
    for text in [
        "AKCpine-hut",
        "AIzawa",
        "ASIA2026!",
        "LTAIxyz",
        "cmVmd",
        "ghp_",
    ] {
        let kind = at(text, "", "").kind();
        assert!(
            matches!(kind, None | Some(Kind::DockerAuthValue)),
            "{text}: {kind:?}"
        );
    }
}

#[test]
fn shapes_count_only_together_with_the_registry_or_the_user_name() {
    let (hex, ibm) = (fake("", 40), fake("_", 43));
    let oracle = "aB3$aB3$aB3$aB3$aB3$";
    let quay = "A1".repeat(32);
    let legacy_azure = fake("/", 31);
    for (text, host, user, kind) in [
        (APPLICATION, "docker.io", "me", Kind::DockerLegacyToken),
        (
            APPLICATION,
            "rg.fr-par.scw.cloud",
            "",
            Kind::ScalewaySecretKey,
        ),
        (APPLICATION, "", "nologin", Kind::ScalewaySecretKey),
        (&hex, "docker.cloudsmith.io", "me", Kind::CloudsmithApiKey),
        (&hex, "codeberg.org", "me", Kind::GiteaToken),
        (&hex, "git.example.com", "me", Kind::GiteaToken),
        (&hex, ECR, "me", Kind::AwsSecretAccessKey),
        (&hex, "", "AKIAIOSFODNN7MADEUP2", Kind::AwsSecretAccessKey),
        (&hex, "", "ASIAIOSFODNN7EXAMPLE", Kind::AwsTemporaryKey),
        (
            "any-id",
            ECR,
            "arn:aws:iam::123456789012:role/Wave",
            Kind::AwsRoleExternalId,
        ),
        (&ibm, "us.icr.io", "", Kind::IbmApiKey),
        (&ibm, "", "iamapikey", Kind::IbmApiKey),
        (oracle, "iad.ocir.io", "a/b", Kind::OcirAuthToken),
        (&quay, "quay.io", "", Kind::QuayRobotToken),
        (&quay, "quay.example.com", "org+wave", Kind::QuayRobotToken),
        (&legacy_azure, ACR, "token", Kind::AcrKeyLegacy),
        (
            "Aa1aaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "harbor.example.com",
            "robot$library+wave",
            Kind::HarborRobotSecret,
        ),
    ] {
        assert_eq!(
            at(text, host, user).kind(),
            Some(kind),
            "{text} {host} {user}"
        );
        let alone = at(text, "", "me").kind();
        assert_eq!(alone, None, "{text} says nothing by itself");
    }
}

#[test]
fn an_older_key_of_ngc_is_not_taken_for_user_name_and_password() {
    let text = STANDARD.encode(format!("{}:{APPLICATION}", fake("", 26)));
    assert_eq!(text.len(), 84);
    assert_eq!(
        at(&text, "nvcr.io", "$oauthtoken").kind(),
        Some(Kind::NgcLegacyKey)
    );
}

#[test]
fn documents_in_place_of_a_password_are_pointed_to_paste_to_fill() {
    let config = r#"{"auths":{"quay.io":{"auth":"eA=="}}}"#;
    let encoded = STANDARD.encode(config);
    let auth = STANDARD.encode("wave:pä:ss");
    for (text, kind) in [
        (config, Kind::DockerConfig),
        (&encoded, Kind::DockerConfig),
        (r#"{"credsStore":"desktop"}"#, Kind::DockerConfig),
        (r#"{"https://quay.io":{"auth":"eA=="}}"#, Kind::DockerConfig),
        (r#"{"name":"robot$a","secret":"b"}"#, Kind::JsonObject),
        ("-----BEGIN PRIVATE KEY-----\nRkFLRQ==", Kind::PrivateKey),
        (&auth, Kind::DockerAuthValue),
    ] {
        let found = at(text, "quay.io", "me");
        assert_eq!(found.kind(), Some(kind), "{text}");
        assert_eq!(codes(&found.findings), [NOT_A_PASSWORD]);
        assert!(!found.can_work());
    }
}

#[test]
fn a_google_key_is_compared_with_the_user_name() {
    let encoded = STANDARD.encode(GOOGLE_KEY);
    for (text, user, secret, name) in [
        (GOOGLE_KEY, "_json_key", Some(SECRET_LOOKS_RIGHT), None),
        (
            GOOGLE_KEY,
            "_json_key_base64",
            Some(GOOGLE_KEY_ENCODING),
            None,
        ),
        (GOOGLE_KEY, "me", None, Some("_json_key")),
        (&encoded, "_json_key_base64", Some(SECRET_LOOKS_RIGHT), None),
        (&encoded, "_json_key", None, Some("_json_key_base64")),
        (
            &encoded,
            "",
            Some(SECRET_LOOKS_RIGHT),
            Some("_json_key_base64"),
        ),
    ] {
        let found = at(text, GAR, user);
        let said = codes(&found.findings);
        assert_eq!(said, Vec::from_iter(secret), "{text} {user}");
        let offered = found.user_name_findings.first();
        let edit = offered
            .and_then(|finding| finding.fix.clone())
            .map(|fix| fix.edit);
        assert_eq!(edit, name.map(|name| Edit::Replace(name.to_owned())));
    }
}

#[test]
fn converting_a_google_key_makes_one_that_fits() {
    let found = at(GOOGLE_KEY, GAR, "_json_key_base64");
    let fixed = found.findings[0]
        .fix
        .clone()
        .unwrap()
        .edit
        .apply(GOOGLE_KEY);
    let found = at(&fixed, GAR, "_json_key_base64");
    assert_eq!(found.kind(), Some(Kind::GoogleSaJsonBase64));
    assert_eq!(found.findings[0].severity, Severity::Ok);
}

#[test]
fn a_wrapped_google_key_is_recognised_and_can_be_joined() {
    let encoded = STANDARD.encode(GOOGLE_KEY);
    let (first, rest) = encoded.split_at(64);
    let wrapped = format!("{first}\n{rest}\n");
    let found = at(&wrapped, GAR, "_json_key_base64");
    assert_eq!(found.kind(), Some(Kind::GoogleSaJsonBase64Wrapped));
    assert_eq!(codes(&found.findings), [SECRET_WRAPPED, SECRET_LOOKS_RIGHT]);
    let fix = found.findings[0].fix.clone().unwrap();
    assert_eq!(fix.edit.apply(&wrapped), encoded);
}

#[test]
fn what_surrounds_a_token_is_pointed_out_and_does_not_hide_it() {
    for (text, code, kept) in [
        (format!("{GITHUB}\n"), SURROUNDING_WHITE_SPACE, GITHUB),
        (format!("\"{GITHUB}\""), SECRET_QUOTED, GITHUB),
        (format!("“{GITHUB}”"), SECRET_QUOTED, GITHUB),
        (
            format!("\u{200b}{GITHUB}"),
            SECRET_INVISIBLE_CHARACTERS,
            GITHUB,
        ),
        (format!("Bearer {GITHUB}"), SECRET_WITH_SCHEME, GITHUB),
    ] {
        let found = at(&text, "ghcr.io", "me");
        assert_eq!(found.kind(), Some(Kind::GithubPatClassic), "{text:?}");
        assert_eq!(codes(&found.findings), [code, SECRET_LOOKS_RIGHT]);
        let fix = found.findings[0].fix.clone().unwrap();
        assert_eq!(fix.edit.apply(&text), kept);
        assert!(found.can_work(), "it may be meant");
    }
}

#[test]
fn an_ordinary_password_needs_no_word() {
    for text in [
        "",
        "correct horse battery staple",
        "S3cret!",
        "p:a:s:s",
        "\u{e4}",
    ] {
        let found = at(text, "registry.example.com", "me");
        assert_eq!(found.findings, [], "{text}");
        assert_eq!(found.recognised, None);
        assert!(found.can_work());
    }
}

#[test]
fn a_token_at_its_registry_is_confirmed() {
    for (text, host) in [
        (GITHUB.to_owned(), "ghcr.io"),
        (fake("dckr_pat_", 27), "docker.io"),
        (fake("dckr_pat_", 27), "index.docker.io"),
        (fake("glpat-", 20), "registry.gitlab.com"),
    ] {
        let found = at(&text, host, "me");
        assert_eq!(codes(&found.findings), [SECRET_LOOKS_RIGHT], "{host}");
        assert_eq!(found.findings[0].severity, Severity::Ok);
    }
}

#[test]
fn a_token_of_another_registry_is_pointed_out_where_the_registry_is_known() {
    let found = at(GITHUB, "docker.io", "me");
    assert_eq!(codes(&found.findings), [SECRET_OF_OTHER_REGISTRY]);
    assert!(
        found.findings[0]
            .message
            .starts_with("This looks like a GitHub token (classic) but the registry is docker.io")
    );
    let own = at(&fake("glpat-", 20), "registry.example.com:5050", "me");
    assert_eq!(codes(&own.findings), [SECRET_LOOKS_RIGHT]);
}

#[test]
fn while_no_registry_is_entered_the_default_is_mentioned() {
    let message = |text: &str| at(text, "", "me").findings[0].message.clone();
    assert!(message(GITHUB).contains("docker.io"));
    assert!(!message(&fake("dckr_pat_", 27)).contains("docker.io"));
}

#[test]
fn a_cut_token_is_pointed_out_and_can_still_be_stored() {
    for (text, host) in [
        (GITHUB.replace("q17", "q18"), "ghcr.io"),
        (GITHUB.replace("q17", ""), "ghcr.io"),
        (fake("dckr_pat_", 20), "docker.io"),
        (fake("", 42) + "+ACRDaaaaa", ACR),
    ] {
        let found = at(&text, host, "me");
        assert_eq!(codes(&found.findings), [SECRET_LOOKS_CUT], "{text}");
        assert!(found.can_work());
    }
}

#[test]
fn what_wave_can_never_use_asks_for_an_override() {
    let login = ecr_password();
    let access = azure_jwt("access_token", NOW + 60);
    let over = jwt(&format!(r#"{{"exp":{NOW}}}"#));
    let (job, actions) = (fake("glcbt-", 20), fake("ghs_", 36));
    let fine_grained = fake("github_pat_", 82);
    for (text, host, user, code) in [
        (&*login, ECR, "AKIAIOSFODNN7MADEUP2", ECR_LOGIN_PASSWORD),
        (&access, ACR, "me", AZURE_ACCESS_TOKEN),
        (&over, "registry.example.com", "me", SECRET_EXPIRED),
        (&job, "registry.gitlab.com", "me", JOB_TOKEN),
        (&actions, "ghcr.io", "me", JOB_TOKEN),
        (&fine_grained, "ghcr.io", "me", FINE_GRAINED_TOKEN),
        ("<token>", "quay.io", "me", SECRET_PLACEHOLDER),
        ("API_KEY", "quay.io", "me", SECRET_PLACEHOLDER),
        ("AKIAIOSFODNN7MADEUP2", ECR, "me", NOT_A_REGISTRY_SECRET),
    ] {
        let found = at(text, host, user);
        assert_eq!(codes(&found.findings), [code], "{text}");
        assert!(never_works(code));
        assert!(!found.can_work());
    }
}

#[test]
fn a_user_name_that_never_works_in_the_list_never_works_in_the_form() {
    let hosts = [
        ECR,
        "public.ecr.aws",
        "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
        "123456789012.dkr-ecr.us-west-2.on.aws",
        "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu",
        "ecr-public.aws.com",
        "quay.io",
    ];
    let users = [
        "alice",
        "AWS",
        "ASIAIOSFODNN7EXAMPLE",
        "AKIAIOSFODNN7MADEUP2",
        "arn:aws:iam::123456789012:role/Wave",
    ];
    for (host, user) in hosts
        .iter()
        .flat_map(|host| users.map(|user| (*host, user)))
    {
        let Some(problem) = LoginProblem::of(host, user) else {
            continue;
        };
        let found = at("wJalrXUtnFEMI/K7MDENG/bPxRfiCYmadeUp4711", host, user);
        let never = problem.validity() == Validity::Never;
        assert_eq!(found.can_work(), !never, "{host} {user}");
        let is_praised = codes(&found.findings).contains(&SECRET_LOOKS_RIGHT);
        assert!(!(never && is_praised), "{host} {user}: {found:?}");
        assert_eq!(found.user_name_findings, [problem.finding()]);
    }
}

#[test]
fn a_token_of_quay_that_goes_with_another_user_name_is_not_called_good() {
    let robot: String = "ABCDEFGH12345678".repeat(4);
    let oauth = robot.get(..40).unwrap_or_default();
    for (secret, user, is_right) in [
        (oauth, "$oauthtoken", true),
        (robot.as_str(), "acme+ci", true),
        (oauth, "acme+ci", false),
        (oauth, "labbot", false),
        (robot.as_str(), "$oauthtoken", false),
        (robot.as_str(), "labbot", false),
    ] {
        let found = at(secret, "quay.io", user);
        let says_right = codes(&found.findings).contains(&SECRET_LOOKS_RIGHT);
        assert_eq!(says_right, is_right, "{user}: {found:?}");
        assert_eq!(found.user_name_findings.is_empty(), is_right, "{user}");
    }
}

#[test]
fn an_access_key_at_a_host_that_wave_does_not_know_is_not_called_good() {
    let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYmadeUp4711";
    let key = "AKIAIOSFODNN7MADEUP2";
    assert_eq!(codes(&at(secret, ECR, key).findings), [SECRET_LOOKS_RIGHT]);
    let fips = "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com";
    let found = at(secret, fips, key);
    assert_eq!(codes(&found.findings), []);
    assert_eq!(codes(&found.user_name_findings), [ECR_HOST_UNKNOWN_TO_WAVE]);
    assert!(!found.can_work());
}

#[test]
fn the_external_id_of_a_role_may_be_any_text() {
    let role = "arn:aws:iam::123456789012:role/Wave";
    for text in ["xxxxxxxx", "SECRET", "****", "$TOKEN"] {
        let found = at(text, ECR, role);
        assert_eq!(found.kind(), Some(Kind::AwsRoleExternalId), "{text}");
        assert!(found.can_work(), "{text}");
    }
}

#[test]
fn what_stands_in_place_of_a_secret_is_an_error_and_never_called_good() {
    for text in [
        "$DOCKER_PASSWORD",
        "${{ secrets.TOKEN }}",
        "((quay-token))",
        "********",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "dckr_pat_xxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "REDACTED",
        "YOUR_TOKEN",
    ] {
        for host in ["quay.io", "ghcr.io", "docker.io", ""] {
            let found = at(text, host, "me");
            assert_eq!(codes(&found.findings), [SECRET_PLACEHOLDER], "{text}");
            assert!(found.findings[0].is_error(), "{text}");
            assert!(!found.can_work(), "{text}");
        }
    }
}

#[test]
fn words_of_many_examples_are_told_of_as_placeholders_and_as_nothing_else() {
    for text in [
        "password",
        "changeme",
        "TEST",
        "0000",
        "abc123",
        // AWS's example, wherever it stands.
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    ] {
        for host in ["quay.io", "ghcr.io", "registry.lab.example", ""] {
            let found = at(text, host, "me");
            assert_eq!(codes(&found.findings), [SECRET_PLACEHOLDER], "{text}");
        }
    }
}

#[test]
fn poor_passwords_are_doubtful_and_can_be_stored_unasked() {
    for text in ["passwd", "12345678", "password123", "a****b"] {
        let found = at(text, "quay.io", "me");
        assert_eq!(codes(&found.findings), [SECRET_LOOKS_MASKED], "{text}");
        assert!(found.can_work(), "{text}");
    }
}

#[test]
fn an_e_mail_address_is_warned_about_where_a_registry_has_other_names() {
    for host in [
        "docker.io",
        "ghcr.io",
        "quay.io",
        "europe-west2-docker.pkg.dev",
    ] {
        let found = user_name_findings(host, "me@acme.example");
        assert_eq!(codes(&found), [USER_NAME_IS_EMAIL], "{host}");
        assert_eq!(found[0].severity, Severity::Warning, "{host}");
    }
    for host in [
        "harbor.acme.example",
        "registry.digitalocean.com",
        "acme.jfrog.io",
        "",
    ] {
        assert_eq!(user_name_findings(host, "me@acme.example"), [], "{host}");
    }
    assert_eq!(user_name_findings("docker.io", "me"), []);
}

#[test]
fn what_a_language_puts_around_a_user_name_comes_off_with_a_press() {
    for (typed, name) in [
        ("robot$$acme+ci", "robot$acme+ci"),
        ("robot\\$acme+ci", "robot$acme+ci"),
        ("'robot$acme+ci'", "robot$acme+ci"),
        ("robot%24acme%2Bci", "robot$acme+ci"),
    ] {
        let found = user_name_findings("harbor.acme.example", typed);
        assert_eq!(codes(&found), [USER_NAME_WRAPPED], "{typed}");
        let fix = found[0].fix.as_ref().unwrap();
        assert_eq!(fix.edit.apply(typed), name, "{typed}");
    }
    for typed in ["robot$acme+ci", "DOMAIN\\user", "o'brien"] {
        assert_eq!(
            user_name_findings("harbor.acme.example", typed),
            [],
            "{typed}"
        );
    }
}

#[test]
fn what_belongs_into_another_field_is_warned_about() {
    for (typed, code) in [
        ("bio-bot:s3cr3t-Pw-4711", USER_NAME_WITH_PASSWORD),
        ("ghcr.io", USER_NAME_IS_HOST),
        ("quay.io/acme/tool:1.0", USER_NAME_IS_HOST),
        ("https://registry.acme.example", USER_NAME_IS_HOST),
        ("glpat-AbCdEfGhIjKlMnOpQrSt", USER_NAME_IS_SECRET),
    ] {
        let found = user_name_findings("harbor.acme.example", typed);
        assert_eq!(codes(&found), [code], "{typed}");
        assert_eq!(found[0].severity, Severity::Warning, "{typed}");
    }
    for (host, typed) in [
        (
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
            "arn:aws:iam::123456789012:role/pull",
        ),
        (
            "registry.digitalocean.com",
            "dop_v1_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ),
        ("fra.ocir.io", "tenancy/jane.doe"),
        (
            "cgr.dev",
            "45a0c61e6ea977f050c5fb9ac06a69eed764595f/d1e2f3a4b5c6d7e8",
        ),
        (
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
            "AKIAIOSFODNN7MADEUP2",
        ),
    ] {
        assert_eq!(user_name_findings(host, typed), [], "{typed}");
    }
}

#[test]
fn nvidia_and_quay_have_one_name_with_a_dollar_sign() {
    for (host, typed, wrong) in [
        ("nvcr.io", "oauthtoken", true),
        ("nvcr.io", "me", true),
        ("nvcr.io", "$oauthtoken", false),
        ("quay.io", "oauthtoken", true),
        ("quay.io", "$oauthtoken", false),
        ("quay.io", "acme+ci", false),
        ("harbor.acme.example", "oauthtoken", false),
    ] {
        let found = user_name_findings(host, typed);
        let fix = found.iter().find_map(|finding| finding.fix.as_ref());
        let expected = wrong.then(|| "$oauthtoken".to_owned());
        assert_eq!(
            fix.map(|fix| fix.edit.apply(typed)),
            expected,
            "{host} {typed}"
        );
    }
}

#[test]
fn quay_s_two_kinds_of_token_go_with_their_names() {
    let (robot, oauth) = ("A1B2".repeat(16), "C3D4".repeat(10));
    for (secret, user, is_right) in [
        (&robot, "acme+ci", true),
        (&robot, "$oauthtoken", false),
        (&oauth, "$oauthtoken", true),
        (&oauth, "acme+ci", false),
    ] {
        let found = at(secret, "quay.io", user);
        let is_wrong = codes(&found.user_name_findings).contains(&USER_NAME_EXPECTED);
        assert_eq!(is_wrong, !is_right, "{user}");
        assert!(found.recognised.is_some(), "{user}");
    }
    // Elsewhere forty capitals and digits may be anything.
    assert_eq!(at(&oauth, "harbor.acme.example", "me").recognised, None);
}

#[test]
fn a_registry_or_an_image_is_no_password() {
    for text in [
        "ghcr.io",
        "quay.io/acme/tool:1.0",
        "docker://quay.io/acme/tool",
    ] {
        let found = at(text, "quay.io", "me");
        assert_eq!(codes(&found.findings), [NOT_A_PASSWORD], "{text}");
    }
}

#[test]
fn where_wave_does_not_exchange_keys_the_ecr_password_works_for_its_hours() {
    let found = at(&ecr_password(), "ecr-public.aws.com", "AWS");
    assert_eq!(codes(&found.findings), [SECRET_SHORT_LIVED]);
    assert_eq!(codes(&found.user_name_findings), [SHORT_LIVED_LOGIN]);
    assert!(found.can_work());
}

#[test]
fn tokens_that_end_within_a_day_are_called_short_lived_and_others_get_a_date() {
    for (left, code) in [
        (1, SECRET_SHORT_LIVED),
        (24 * 3600, SECRET_SHORT_LIVED),
        (24 * 3600 + 1, SECRET_EXPIRES_LATER),
        (0, SECRET_EXPIRED),
        (-1, SECRET_EXPIRED),
    ] {
        let text = jwt(&format!(r#"{{"exp":{}}}"#, NOW + left));
        let found = at(&text, "registry.example.com", "me");
        assert_eq!(codes(&found.findings), [code], "{left}");
    }
    let text = azure_jwt("refresh_token", NOW + 2 * 3600 + 41 * 60);
    let message = &at(&text, ACR, "me").findings[0].message;
    assert!(message.contains("in 2 h 41 min"), "{message}");
    assert!(
        message.contains("22 November 2026 at 09:41 UTC"),
        "{message}"
    );
}

#[test]
fn odd_claims_are_no_reason_to_stumble() {
    for claims in [
        r#"{"exp":1e300}"#,
        r#"{"exp":-1e300}"#,
        r#"{"exp":"soon"}"#,
        r#"{"exp":1795330799.5,"aud":["a","b"]}"#,
        r#"{"iss":7}"#,
    ] {
        let found = at(&jwt(claims), "registry.example.com", "me");
        assert!(found.recognised.is_some(), "{claims}");
    }
}

#[test]
fn an_azure_login_token_has_to_be_for_the_registry() {
    let text = azure_jwt("refresh_token", NOW + 3600);
    for (host, is_other) in [
        (ACR, false),
        ("MyRegistry.azurecr.io", false),
        ("", false),
        ("another.azurecr.io", true),
        ("registry.example.com", true),
    ] {
        let found = at(&text, host, "00000000-0000-0000-0000-000000000000");
        let said = codes(&found.findings).contains(&SECRET_FOR_OTHER_HOST);
        assert_eq!(said, is_other, "{host}");
    }
}

#[test]
fn a_token_without_an_end_is_red_hats_only_where_something_says_so() {
    let text = jwt(r#"{"sub":"FAKE"}"#);
    for (host, user, registries) in [
        ("registry.redhat.io", "me", &[Registry::RedHat][..]),
        ("", "12345678|wave", &[Registry::RedHat]),
        ("harbor.example.com", "me", &[]),
    ] {
        let found = at(&text, host, user).recognised.unwrap();
        assert_eq!(found.kind, Kind::JwtNoExp);
        assert_eq!(found.registries, registries, "{host} {user}");
    }
}

#[test]
fn user_names_tell_what_goes_with_them() {
    for (host, user, expected) in [
        (ECR, "AWS", Some(ECR_PASSWORD_STORED)),
        ("", "AWS", Some(ECR_PASSWORD_STORED)),
        ("quay.io", "AWS", None),
        (ECR, "ASIAIOSFODNN7EXAMPLE", Some(TEMPORARY_ACCESS_KEY)),
        (ECR, "me", Some(NOT_AN_ACCESS_KEY)),
        (ECR, "AKIAIOSFODNN7MADEUP2", None),
        (ECR, "arn:aws:iam::123456789012:role/Wave", None),
        ("public.ecr.aws", "me", Some(NOT_AN_ACCESS_KEY)),
        (
            ACR,
            "00000000-0000-0000-0000-000000000000",
            Some(SHORT_LIVED_LOGIN),
        ),
        (ACR, APPLICATION, Some(AZURE_SERVICE_PRINCIPAL)),
        ("quay.io", APPLICATION, None),
        (ACR, "MyRegistry", Some(AZURE_ADMIN_ACCOUNT)),
        (
            "myregistry-e7ggejfuhzhgedc8.azurecr.io",
            "myregistry",
            Some(AZURE_ADMIN_ACCOUNT),
        ),
        (ACR, "wave-token", None),
        ("docker.io", "me@example.com", Some(USER_NAME_IS_EMAIL)),
        ("registry.digitalocean.com", "me@example.com", None),
        (GAR, "oauth2accesstoken", Some(SHORT_LIVED_LOGIN)),
        ("iad.ocir.io", "BEARER_TOKEN", Some(SHORT_LIVED_LOGIN)),
        ("us.icr.io", "iambearer", Some(SHORT_LIVED_LOGIN)),
        ("us.icr.io", "iamapikey", None),
        ("harbor.example.com", "robot", Some(USER_NAME_CUT)),
        ("harbor.example.com", "robot+wave", Some(USER_NAME_CUT)),
        ("harbor.example.com", "robot$library+wave", None),
        ("quay.io", "+wave", Some(USER_NAME_CUT)),
        ("quay.io", "robot+wave", None),
        ("quay.io", "$app", None),
        ("quay.io", "myorg+wave", None),
        ("quay.io", "<user>", Some(USER_NAME_PLACEHOLDER)),
        (
            "registry.gitlab.com",
            "gitlab_user1",
            Some(USER_NAME_PLACEHOLDER),
        ),
        ("registry.gitlab.com", "xxxx", None),
        (ACR, "my-registry-token", None),
        ("quay.io", "$USER_OF_CI", Some(USER_NAME_PLACEHOLDER)),
        ("quay.io", "", None),
    ] {
        let found = user_name_findings(host, user);
        assert_eq!(codes(&found), Vec::from_iter(expected), "{host} {user}");
    }
}

#[test]
fn a_secret_asks_for_the_user_name_that_goes_with_it() {
    let (ngc, google) = (fake("nvapi-", 64), fake("ya29.", 60));
    let quay = "A1".repeat(32);
    for (text, host, user, expected) in [
        (&*ngc, "nvcr.io", "", Some(USER_NAME_EXPECTED)),
        (&ngc, "nvcr.io", "me", Some(USER_NAME_EXPECTED)),
        (&ngc, "nvcr.io", "$oauthtoken", None),
        (&google, GAR, "oauth2accesstoken", Some(SHORT_LIVED_LOGIN)),
        (&quay, "quay.io", "me", Some(USER_NAME_EXPECTED)),
        (&quay, "quay.io", "myorg+wave", None),
        (GITHUB, "ghcr.io", "anyone", None),
    ] {
        let found = at(text, host, user).user_name_findings;
        assert_eq!(codes(&found), Vec::from_iter(expected), "{text} {user}");
    }
}

#[test]
fn the_same_text_in_both_fields_is_odd_unless_the_registry_wants_it() {
    let found = at("wave-wave", "registry.example.com", "wave-wave");
    assert_eq!(codes(&found.findings), [SECRET_IS_USER_NAME]);
    let token = fake("dop_v1_", 64);
    let found = at(&token, "registry.digitalocean.com", &token);
    assert_eq!(codes(&found.findings), [SECRET_LOOKS_RIGHT]);
}

/// Texts near what the rules look at, and anything else.
fn secrets() -> impl Strategy<Value = String> {
    let near = "(Bearer |\"|“|\u{200b}| )?(ghp_|glpat-|AKIA|eyJ|ya29\\.|cmVmd|\\{\"|<)[A-Za-z0-9+/=.]{0,90}(\"|”|\n|>|\\})?";
    let claims = "\\{\"(exp|iss|aud)\":(-?[0-9]{1,20}|\"[a-z.]{0,9}\"|null|\\[\\])\\}";
    prop_oneof![
        any::<String>(),
        near,
        claims.prop_map(|text| jwt(&text)),
        "([A-Za-z0-9+/]{24}\n){1,3}[A-Za-z0-9+/=]{0,24}",
        Just(GOOGLE_KEY.to_owned()),
    ]
}

fn hosts() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just(ECR.to_owned()),
        Just(ACR.to_owned()),
        Just("quay.io".to_owned()),
        Just("ghcr.io".to_owned()),
        any::<String>(),
    ]
}

fn users() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("_json_key_base64".to_owned()),
        Just("AWS".to_owned()),
        Just("AKIAIOSFODNN7MADEUP2".to_owned()),
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_or_refuse(
        secret in secrets(), host in hosts(), user_name in users(), now in any::<i64>(),
    ) {
        let context = Context { host: &host, user_name: &user_name, now };
        let found = inspect(&secret, &context);
        let all = found.findings.iter().chain(&found.user_name_findings);
        let stands_in = |finding: &Finding| {
            matches!(finding.code, SECRET_PLACEHOLDER | USER_NAME_PLACEHOLDER)
        };
        prop_assert!(all.clone().all(|finding| !finding.is_error() || stands_in(finding)));
        prop_assert!(all.clone().count() < 8, "{:?}", found);
    }

    #[test]
    fn an_edit_never_brings_the_same_finding_back(
        secret in secrets(), host in hosts(), user_name in users(),
    ) {
        let before = at(&secret, &host, &user_name);
        for finding in before.findings {
            if let Some(fix) = &finding.fix {
                let after = at(&fix.edit.apply(&secret), &host, &user_name);
                prop_assert!(!codes(&after.findings).contains(&finding.code), "{:?}", finding);
            }
        }
        for finding in before.user_name_findings {
            if let Some(fix) = &finding.fix {
                let after = at(&secret, &host, &fix.edit.apply(&user_name));
                let codes = codes(&after.user_name_findings);
                prop_assert!(!codes.contains(&finding.code), "{:?}", finding);
            }
        }
    }

    #[test]
    fn nothing_that_is_said_contains_the_secret(
        before in "(ghp_|Bearer |\"|\u{200b}|<|\\{\"a\":\"|-----BEGIN |glcbt-| )?",
        planted in "S3NT[A-Z]{8}",
        after in "(\"|>|\"\\}|\n| )?",
        host in "(ghcr\\.io|docker\\.io|git\\.example\\.com)?",
        user in "(me|AWS|robot\\$a|_json_key_base64)?",
    ) {
        let plain = format!("{before}{planted}{after}");
        let pair = STANDARD.encode(format!("user:{planted}"));
        let claims = jwt(&format!(r#"{{"iss":"{planted}","aud":"{planted}","sub":"{planted}"}}"#));
        for secret in [&plain, &pair, &claims] {
            let said = format!("{:?}", at(secret, &host, &user));
            prop_assert!(!said.contains(&planted), "{}", said);
            prop_assert!(!said.contains(&pair) && !said.contains(&claims), "{}", said);
        }
    }
}
