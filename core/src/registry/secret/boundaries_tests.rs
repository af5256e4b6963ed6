//! Where one kind of secret ends and the next begins.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use super::*;
use crate::registry::secret::verdict::{SECRET_IS_USER_NAME, SECRET_LOOKS_CUT, SECRET_SHORT_LIVED};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const NOW: i64 = 1_795_330_800;
const ACR: &str = "myregistry.azurecr.io";

fn look(secret: &str, host: &str, user_name: &str) -> Inspection {
    let context = Context {
        host,
        user_name,
        now: NOW,
    };
    inspect(secret, &context)
}

fn kind(secret: &str, host: &str, user_name: &str) -> Option<Kind> {
    look(secret, host, user_name).kind()
}

fn has(found: &Inspection, code: Code) -> bool {
    found.findings.iter().any(|finding| finding.code == code)
}

fn jwt(head: &str, claims: &str) -> String {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.c2ln", part(head), part(claims))
}

fn token(claims: &str) -> String {
    jwt(r#"{"alg":"none"}"#, claims)
}

#[test]
fn a_token_of_another_length_than_usual_was_most_likely_cut() {
    for (prefix, rest, host, user) in [
        ("dckr_pat_", 27, "docker.io", "me"),
        ("dckr_oat_", 32, "docker.io", "me"),
        ("nvapi-", 64, "nvcr.io", "$oauthtoken"),
        ("dop_v1_", 64, "registry.digitalocean.com", "me"),
        ("doo_v1_", 64, "registry.digitalocean.com", "me"),
    ] {
        for (length, is_cut) in [(rest - 1, true), (rest, false), (rest + 1, true)] {
            let found = look(&(prefix.to_owned() + &"a".repeat(length)), host, user);
            assert_eq!(has(&found, SECRET_LOOKS_CUT), is_cut, "{prefix} {length}");
            assert!(found.can_work(), "a vendor may change the length");
        }
    }
}

#[test]
fn a_prefix_that_may_be_chance_counts_only_with_its_length() {
    for (prefix, length, kind_of) in [
        ("cmVmd", 64, Kind::JfrogReferenceToken),
        ("AKCp", 73, Kind::JfrogApiKey),
        ("AIza", 39, Kind::GoogleApiKey),
        ("AKIA", 20, Kind::AwsAccessKeyId),
        ("ASIA", 20, Kind::AwsAccessKeyId),
        ("LTAI", 16, Kind::AlibabaAccessKeyId),
        ("LTAI", 20, Kind::AlibabaAccessKeyId),
        ("LTAI", 24, Kind::AlibabaAccessKeyId),
    ] {
        let text = |length: usize| prefix.to_owned() + &"!".repeat(length - prefix.len());
        assert_eq!(kind(&text(length), "", ""), Some(kind_of), "{prefix}");
        for other in [length - 1, length + 1] {
            assert_eq!(kind(&text(other), "", ""), None, "{prefix} {other}");
        }
    }
}

#[test]
fn a_prefix_counts_at_the_start_only_and_in_its_own_case() {
    let rest = "a".repeat(36);
    for text in [
        format!("x-ghp_{rest}"),
        format!("GHP_{rest}"),
        format!("Glpat-{rest}"),
        format!("ghp_ {rest}"),
        format!("glpat-\u{e4}{rest}"),
        "glpat-".to_owned(),
    ] {
        assert_eq!(kind(&text, "", ""), None, "{text}");
    }
}

#[test]
fn a_shape_counts_with_its_exact_length_and_letters_only() {
    let id = "AKIAIOSFODNN7MADEUP2";
    let aws = |n: usize| "aB3/".repeat(11)[..n].to_owned();
    let quay = |n: usize| "A1".repeat(33)[..n].to_owned();
    let hex = |n: usize| "0a".repeat(21)[..n].to_owned();
    let ibm = |n: usize| "a_-".repeat(16)[..n].to_owned();
    for (text, host, user, expected) in [
        (aws(39), "", id, None),
        (aws(40), "", id, Some(Kind::AwsSecretAccessKey)),
        (aws(41), "", id, None),
        (aws(40).replace('/', "-"), "", id, None),
        (quay(63), "quay.io", "a+b", None),
        (quay(64), "quay.io", "a+b", Some(Kind::QuayRobotToken)),
        (quay(65), "quay.io", "a+b", None),
        (quay(64).to_lowercase(), "quay.io", "a+b", None),
        (hex(39), "codeberg.org", "me", None),
        (hex(40), "codeberg.org", "me", Some(Kind::GiteaToken)),
        (hex(41), "codeberg.org", "me", None),
        (hex(40).to_uppercase(), "codeberg.org", "me", None),
        (hex(40).replace('a', "g"), "codeberg.org", "me", None),
        (hex(40), "quay.io", "me", None),
        (ibm(43), "icr.io", "iamapikey", None),
        (ibm(44), "icr.io", "iamapikey", Some(Kind::IbmApiKey)),
        (ibm(45), "icr.io", "iamapikey", None),
        ("aB3dE".repeat(6) + "a", ACR, "me", None),
        ("aB3d".repeat(8), ACR, "me", Some(Kind::AcrKeyLegacy)),
        ("aB3".repeat(11), ACR, "me", None),
        ("aB3d".repeat(8), "quay.io", "me", None),
        (
            "a$".repeat(10),
            "fra.ocir.io",
            "a/b",
            Some(Kind::OcirAuthToken),
        ),
        ("a ".repeat(10) + "a", "fra.ocir.io", "a/b", None),
        ("Aa1aaaa".to_owned(), "h.example.com", "robot$x", None),
        (
            "Aa1aaaaa".to_owned(),
            "h.example.com",
            "robot$x",
            Some(Kind::HarborRobotSecret),
        ),
        ("aa1aaaaa".to_owned(), "h.example.com", "robot$x", None),
        ("AA1AAAAA".to_owned(), "h.example.com", "robot$x", None),
        ("AaAaAaAa".to_owned(), "h.example.com", "robot$x", None),
        (
            "Aa1".to_owned() + &"a".repeat(126),
            "h.example.com",
            "robot$x",
            None,
        ),
    ] {
        assert_eq!(kind(&text, host, user), expected, "{text} {host} {user}");
    }
}

#[test]
fn the_mark_of_an_azure_password_stands_at_its_place() {
    let good = checksum::azure_example();
    assert_eq!(kind(&good, "", ""), Some(Kind::AcrKey));
    let with = |at: usize, c: &str| {
        let mut text = good.clone();
        text.replace_range(at..=at, c);
        text
    };
    for (text, expected) in [
        (with(0, "z"), Some(Kind::AcrKeyBadChecksum)),
        (with(42, "/"), None),
        (with(43, "B"), None),
        (with(46, "E"), None),
        (with(51, "-"), None),
        (format!("a{good}"), None),
        (good[..51].to_owned(), None),
    ] {
        assert_eq!(kind(&text, "", ""), expected, "{text}");
    }
}

#[test]
fn the_secret_of_an_application_has_its_mark_behind_a_digit() {
    for (text, is_one) in [
        ("a~.8Q~".to_owned() + &"a-".repeat(16), true),
        ("aaa8Q~".to_owned() + &"a".repeat(31), true),
        ("aaa8Q~".to_owned() + &"a".repeat(34), true),
        ("aaa8Q~".to_owned() + &"a".repeat(30), false),
        ("aaa8Q~".to_owned() + &"a".repeat(35), false),
        ("aaaaQ~".to_owned() + &"a".repeat(31), false),
        ("aaa8q~".to_owned() + &"a".repeat(31), false),
        ("a-a8Q~".to_owned() + &"a".repeat(31), false),
        ("aaa8Q~".to_owned() + &"a!".repeat(16), false),
    ] {
        let found = kind(&text, "", "") == Some(Kind::EntraClientSecret);
        assert_eq!(found, is_one, "{text}");
    }
}

#[test]
fn a_web_token_has_three_parts_and_says_what_it_is_in_json() {
    let good = token(r#"{"exp":1}"#);
    assert_eq!(kind(&good, "", ""), Some(Kind::JwtExpired));
    let (head, rest) = good.split_once('.').unwrap();
    for text in [
        format!("{head}.{}", rest.replace(".c2ln", "")),
        format!("{good}.c2ln"),
        format!("{head}.e30x.c2ln"),
        format!("x{good}"),
        jwt("[1]", r#"{"exp":1}"#),
        token("[1]"),
        token("7"),
    ] {
        assert_eq!(kind(&text, "", ""), None, "{text}");
    }
}

#[test]
fn an_issuer_counts_only_as_a_whole() {
    for (claims, expected) in [
        (
            r#"{"iss":"https://iam.cloud.ibm.com/identity","exp":1}"#,
            Kind::IbmIamToken,
        ),
        (
            r#"{"iss":"https://iam.test.cloud.ibm.com/oidc","exp":1}"#,
            Kind::IbmIamToken,
        ),
        (
            r#"{"iss":"https://iam.cloud.ibm.com.evil.example.com","exp":1}"#,
            Kind::JwtExpired,
        ),
        (
            r#"{"iss":"https://iam.evilcloud.ibm.com.x/","exp":1}"#,
            Kind::JwtExpired,
        ),
        (
            r#"{"iss":"http://iam.cloud.ibm.com/","exp":1}"#,
            Kind::JwtExpired,
        ),
        (
            r#"{"iss":"azure container registry","exp":1}"#,
            Kind::JwtExpired,
        ),
        (
            r#"{"iss":"Azure Container Registry","exp":1}"#,
            Kind::AcrRefreshToken,
        ),
        (
            r#"{"iss":"Azure Container Registry","grant_type":"access_token","exp":1}"#,
            Kind::AcrAccessToken,
        ),
        (
            r#"{"aud":"myregistry.azurecr.io","exp":1}"#,
            Kind::AcrRefreshToken,
        ),
        (
            r#"{"aud":"myregistry.azurecr.io.example.com","exp":1}"#,
            Kind::JwtExpired,
        ),
    ] {
        assert_eq!(kind(&token(claims), "", ""), Some(expected), "{claims}");
    }
}

#[test]
fn a_web_token_that_names_nobody_is_what_its_surroundings_suggest() {
    let text = token(&format!(r#"{{"exp":{}}}"#, NOW + 90 * 86400));
    for (host, user, expected) in [
        ("acme.jfrog.io", "me", Kind::JfrogAccessToken),
        ("fra.ocir.io", "me", Kind::OcirBearerToken),
        ("", "BEARER_TOKEN", Kind::OcirBearerToken),
        ("us.icr.io", "iambearer", Kind::IbmIamToken),
        ("us.icr.io", "iamapikey", Kind::JwtUnknown),
        ("quay.io", "iambearer", Kind::JwtUnknown),
        ("harbor.example.com", "robot$lib+x", Kind::HarborRobotJwt),
        ("harbor.example.com", "me", Kind::JwtUnknown),
    ] {
        assert_eq!(kind(&text, host, user), Some(expected), "{host} {user}");
    }
}

#[test]
fn base64_counts_as_a_login_only_when_both_halves_can_be_read() {
    let encoded = |bytes: &[u8]| STANDARD.encode(bytes);
    for (text, is_login) in [
        (encoded(b"user:pass"), true),
        (encoded(b"user:pass").replace('=', ""), true),
        (encoded("us\u{e9}r:p:ss".as_bytes()), true),
        (encoded(b":pass"), false),
        (encoded(b"user:"), false),
        (encoded(b"userpass"), false),
        (encoded(b"user:\x01pass"), false),
        (encoded(b"us\xff:pass"), false),
        ("user:pass".to_owned(), false),
    ] {
        let found = kind(&text, "quay.io", "me") == Some(Kind::DockerAuthValue);
        assert_eq!(found, is_login, "{text}");
    }
}

#[test]
fn an_ecr_password_ends_when_it_says() {
    let password =
        |rest: &str| STANDARD.encode(format!(r#"{{"payload":"a","datakey":"b"{rest}}}"#));
    let host = "ecr-public.aws.com";
    for (rest, lifetime) in [
        (
            format!(",\"expiration\":{NOW}"),
            Lifetime::Expired { at: NOW },
        ),
        (
            format!(",\"expiration\":{}", NOW + 60),
            Lifetime::Expires {
                at: NOW + 60,
                left: 60,
            },
        ),
        (String::new(), Lifetime::Span(12 * 3600)),
    ] {
        let found = look(&password(&rest), host, "AWS").recognised.unwrap();
        assert_eq!(found.kind, Kind::EcrPassword);
        assert_eq!(found.lifetime, lifetime, "{rest}");
    }
    let half = STANDARD.encode(r#"{"payload":"a"}"#);
    assert_eq!(kind(&half, host, "AWS"), Some(Kind::JsonObject));
}

#[test]
fn a_document_is_one_only_when_it_is_whole() {
    for (text, expected) in [
        (r#"{"auths":{}}"#, Some(Kind::DockerConfig)),
        (r#"{"credHelpers":{}}"#, Some(Kind::DockerConfig)),
        (r#"{"auths":{}"#, None),
        ("{}", Some(Kind::JsonObject)),
        ("{secrets of mine}", None),
        ("[1]", None),
        ("\"a", None),
        (r#"{"type":"service_account"}"#, Some(Kind::GoogleSaJson)),
        (r#"{"type":"authorized_user"}"#, Some(Kind::JsonObject)),
        (r#"{"quay.io":{"auth":"x"},"b":{}}"#, Some(Kind::JsonObject)),
        (
            "-----BEGIN OPENSSH PRIVATE KEY-----",
            Some(Kind::PrivateKey),
        ),
        ("-----BEGIN", None),
        ("-----", Some(Kind::Placeholder)),
    ] {
        assert_eq!(kind(text, "quay.io", "me"), expected, "{text}");
    }
}

#[test]
fn an_azure_login_token_counts_down_to_its_three_hours() {
    let claims = |exp: i64| {
        format!(
            r#"{{"iss":"Azure Container Registry","grant_type":"refresh_token","aud":"{ACR}","exp":{exp}}}"#
        )
    };
    let user = "00000000-0000-0000-0000-000000000000";
    for (exp, code) in [
        (NOW + 3 * 3600, SECRET_SHORT_LIVED),
        (NOW + 1, SECRET_SHORT_LIVED),
        (NOW, SECRET_EXPIRED),
    ] {
        let found = look(&token(&claims(exp)), ACR, user);
        assert!(has(&found, code), "{exp}");
        assert_eq!(found.can_work(), code != SECRET_EXPIRED);
    }
}

#[test]
fn the_same_text_as_user_name_and_password_counts_without_white_space() {
    for (secret, user, same) in [
        ("wave", "wave", true),
        (" wave ", "wave", true),
        ("wave", " wave", true),
        ("Wave", "wave", false),
        ("", "", false),
        ("<token>", "<token>", false),
    ] {
        let found = look(secret, "registry.example.com", user);
        assert_eq!(
            has(&found, SECRET_IS_USER_NAME),
            same,
            "{secret:?} {user:?}"
        );
    }
}
