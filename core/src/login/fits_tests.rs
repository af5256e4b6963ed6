use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A kind, what it was found in, and values by their fields.
type Found = (Kind, String, Vec<(&'static str, String)>);

/// What a text fits.
fn of(text: &str) -> Vec<Found> {
    let value = |(field, secret): &(Field, Secret)| (field.as_str(), secret.expose().to_owned());
    let fits = fits(text).into_iter();
    fits.map(|fit| (fit.kind, fit.from, fit.values.iter().map(value).collect()))
        .collect()
}

fn kinds(text: &str) -> Vec<Kind> {
    fits(text).iter().map(|fit| fit.kind).collect()
}

const ID: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

#[test]
fn keys_of_aws_fit_aws_first() {
    let exported =
        format!(r#"{{"Version": 1, "AccessKeyId": "{ID}", "SecretAccessKey": "{SECRET}"}}"#);
    let profile =
        format!("[default]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\n");
    let variables =
        format!("export AWS_ACCESS_KEY_ID={ID}\nexport AWS_SECRET_ACCESS_KEY={SECRET}\n");
    for text in [exported, profile, variables] {
        let found = of(&text);
        assert_eq!(kinds(&text), [Kind::AwsKeys, Kind::CodeCommit], "{text}");
        let values = [
            ("aws-access-key", ID.to_owned()),
            ("aws-secret-key", SECRET.to_owned()),
        ];
        assert_eq!(found[0].2, values, "{text}");
    }
    let two = format!(
        "[a]\naws_access_key_id={ID}\naws_secret_access_key={SECRET}\n\
         [b]\naws_access_key_id={ID}\naws_secret_access_key={SECRET}\n"
    );
    let from: Vec<_> = of(&two).into_iter().map(|(_, from, _)| from).collect();
    assert_eq!(from[..2], ["AWS profile a", "AWS profile b"]);
}

#[test]
fn a_key_of_a_session_fits_nothing_and_the_role_of_a_profile_fits_aws() {
    let session = format!(
        r#"{{"Version": 1, "AccessKeyId": "ASIAIOSFODNN7EXAMPLE", "SecretAccessKey": "{SECRET}", "SessionToken": "x"}}"#
    );
    assert_eq!(kinds(&session), []);
    let role =
        "[profile ci]\nrole_arn = arn:aws:iam::123456789012:role/MyRole\nsource_profile = x\n";
    let found = of(role);
    assert_eq!(found[0].0, Kind::AwsRole);
    assert_eq!(found[0].1, "role of AWS profile ci");
    let values = [(
        "aws-assume-role",
        "arn:aws:iam::123456789012:role/MyRole".to_owned(),
    )];
    assert_eq!(found[0].2, values);
}

#[test]
fn the_key_of_a_service_account_fits_google_as_it_is() {
    let key = "{\"type\": \"service_account\",\n \"project_id\": \"acme\", \"private_key\": \"x\"}";
    let found = of(&format!("\n{key}\n"));
    let values = vec![("google-key", key.to_owned())];
    let from = "service account key of acme".to_owned();
    assert_eq!(found, [(Kind::GoogleKey, from, values)]);
    assert_eq!(
        kinds(r#"{"type": "authorized_user", "private_key": "x"}"#),
        []
    );
}

fn pem(label: &str) -> String {
    format!("-----BEGIN {label}-----\nRkFLRQ==\n-----END {label}-----\n")
}

#[test]
fn private_keys_fit_what_has_such_keys() {
    for (label, expected) in [
        ("RSA PRIVATE KEY", vec![Kind::GitHubApp, Kind::Ssh]),
        ("OPENSSH PRIVATE KEY", vec![Kind::Ssh]),
        ("EC PRIVATE KEY", vec![Kind::Ssh]),
        ("PRIVATE KEY", vec![Kind::Ssh, Kind::GitHubApp]),
        ("CERTIFICATE", vec![Kind::KubernetesCertificate]),
        ("PUBLIC KEY", vec![]),
    ] {
        assert_eq!(kinds(&pem(label)), expected, "{label}");
    }
    let both = format!("{}{}", pem("CERTIFICATE"), pem("EC PRIVATE KEY"));
    let found = of(&both);
    assert_eq!(found.len(), 1);
    let values = [
        ("k8s-certificate", pem("CERTIFICATE")),
        ("k8s-private-key", pem("EC PRIVATE KEY")),
    ];
    assert_eq!(found[0].2, values);
    // Half of a key is none, and one within a sentence is not pasted for itself.
    assert_eq!(kinds("-----BEGIN RSA PRIVATE KEY-----\nRkFL"), []);
    assert_eq!(kinds(&format!("see {}", pem("RSA PRIVATE KEY"))), []);
}

#[test]
fn users_of_a_kubeconfig_fit_kubernetes() {
    let certificate = encoding::encode(&pem("CERTIFICATE"));
    let key = encoding::encode(&pem("RSA PRIVATE KEY"));
    let text = format!(
        "apiVersion: v1\nkind: Config\nclusters:\n- name: c\n  cluster: {{server: https://x, token: no}}\n\
         users:\n- name: ci\n  user:\n    token: FAKE-token\n- name: me\n  user:\n    \
         client-certificate-data: {certificate}\n    client-key-data: {key}\n- name: sso\n  user:\n    exec: {{command: x}}\n"
    );
    let found = of(&text);
    let token = vec![("k8s-token", "FAKE-token".to_owned())];
    let pair = vec![
        ("k8s-certificate", pem("CERTIFICATE")),
        ("k8s-private-key", pem("RSA PRIVATE KEY")),
    ];
    assert_eq!(
        found,
        [
            (
                Kind::KubernetesToken,
                "kubeconfig, user ci".to_owned(),
                token
            ),
            (
                Kind::KubernetesCertificate,
                "kubeconfig, user me".to_owned(),
                pair
            ),
        ]
    );
}

#[test]
fn logins_of_a_netrc_and_tokens_fit_the_service_that_they_name() {
    let text = "machine github.com login me password FAKE\n\
                machine gitlab.example.org login me password FAKE\n\
                machine quay.io login me password FAKE\n";
    assert_eq!(kinds(text), [Kind::GitHubToken, Kind::GitLab]);
    assert_eq!(
        of(text)[0].2,
        [
            ("github-username", "me".to_owned()),
            ("github-access-token", "FAKE".to_owned()),
            ("github-base-url", "https://github.com".to_owned()),
        ]
    );
    for (token, expected) in [
        (
            "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",
            vec![Kind::GitHubToken],
        ),
        ("glpat-000000000000000000FA", vec![Kind::GitLab]),
        ("just-a-password", vec![]),
        ("docker login quay.io -u me", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(kinds(token), expected, "{token}");
    }
}

#[test]
fn no_debug_output_shows_a_value() {
    let shown = format!(
        "{:?}",
        fits(&format!(
            "[a]\naws_access_key_id={ID}\naws_secret_access_key={SECRET}"
        ))
    );
    assert!(!shown.contains(SECRET), "{shown}");
}

#[test]
fn every_field_of_a_fit_is_one_of_its_kind() {
    let texts = [
        "machine bitbucket.org login me password FAKE".to_owned(),
        "machine dev.azure.com login me password FAKE".to_owned(),
        "machine gitea.example.org login me password FAKE".to_owned(),
        "machine gitlab.com login me password FAKE".to_owned(),
        pem("RSA PRIVATE KEY"),
        format!("AWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY={SECRET}\n"),
    ];
    for text in texts {
        let found = fits(&text);
        assert!(!found.is_empty(), "{text}");
        for fit in found {
            for (field, _) in fit.values {
                assert!(
                    fit.kind
                        .field(field)
                        .is_some_and(crate::credentials::FieldSpec::is_asked)
                );
            }
        }
    }
}
