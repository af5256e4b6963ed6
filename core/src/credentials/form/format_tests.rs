use super::*;
use crate::credentials::{Field, Kind};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const UUID: &str = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

fn said(kind: Kind, field: &'static str, typed: &str) -> Vec<Finding> {
    findings(kind.field(Field::Key(field)).unwrap(), typed, false)
}

/// Which value of a field is fine, and which is not.
#[track_caller]
fn both_sides(kind: Kind, field: &'static str, fine: &[&str], odd: &[(&str, &str)]) {
    for typed in fine {
        assert_eq!(said(kind, field, typed), [], "{typed}");
    }
    for (typed, words) in odd {
        let said = said(kind, field, typed);
        assert_eq!(said.len(), 1, "{typed}: {said:?}");
        assert!(said[0].message.contains(words), "{typed}: {said:?}");
        assert_eq!(
            said[0].is_error(),
            said[0].code != UNUSUAL_FORMAT && said[0].code != TEMPORARY_KEY
        );
    }
}

#[test]
fn roles() {
    both_sides(
        Kind::AwsRole,
        "aws-assume-role",
        &[
            "arn:aws:iam::123456789012:role/MyRole",
            "arn:aws:iam::123456789012:role/path/to/MyRole",
            "arn:aws-us-gov:iam::123456789012:role/R",
            "arn:aws-cn:iam::123456789012:role/R",
        ],
        &[
            ("arn_role", "looks like"),
            ("MyRole", "looks like"),
            ("arn:aws:iam::12345:role/R", "12 digits"),
            ("arn:aws:iam::123456789012:role/", "looks like"),
            ("arn:aws:iam::123456789012:user/me", "of a user"),
            (
                "arn:aws:sts::123456789012:assumed-role/R/me",
                "of a session",
            ),
            (
                "arn:aws:iam::123456789012:instance-profile/P",
                "instance profile",
            ),
        ],
    );
}

#[test]
fn aws_keys() {
    both_sides(
        Kind::AwsKeys,
        "aws-access-key",
        &["AKIAIOSFODNN7EXAMPLE", "AKIA0000000000000000"],
        &[
            ("ASIAIOSFODNN7EXAMPLE", "temporary"),
            ("AIDAIOSFODNN7EXAMPLE", "IAM user"),
            ("akiaiosfodnn7example", "capital letters"),
            ("AKIA", "capital letters"),
            ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "secret key"),
        ],
    );
    both_sides(
        Kind::AwsKeys,
        "aws-secret-key",
        &["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
        &[
            ("AKIAIOSFODNN7EXAMPLE", "id of the access key"),
            ("wJalrXUtnFEMI", "shorter"),
        ],
    );
    // The keys of other storage have no form that is known.
    both_sides(Kind::S3, "s3-access-key", &["minio", "a"], &[]);
}

#[test]
fn ids_and_secrets_of_azure() {
    for field in ["azure-tenant-id", "azure-client-id"] {
        both_sides(
            Kind::AzureEntra,
            field,
            &[UUID, "3F2504E0-4F89-11D3-9A0C-0305E82C3301"],
            &[
                ("contoso.onmicrosoft.com", "32 hexadecimal digits"),
                ("3f2504e04f8911d39a0c0305e82c3301", "32 hexadecimal digits"),
                (
                    "3f2504e0-4f89-11d3-9a0c-0305e82c330z",
                    "32 hexadecimal digits",
                ),
            ],
        );
    }
    both_sides(
        Kind::AzureEntra,
        "azure-client-secret",
        &["x", "8Q~madeupmadeupmadeupmadeupmadeupmade"],
        &[(UUID, "ID of the secret")],
    );
}

#[test]
fn base_urls() {
    let long = format!("https://gitea.example.org/{}", "a".repeat(200));
    both_sides(
        Kind::Gitea,
        "gitea-base-url",
        &[
            "https://gitea.example.org",
            "http://gitea:3000/",
            "HTTPS://gitea.example.org/acme",
            "https://dev.azure.com/acme/proj@2",
        ],
        &[
            ("gitea.example.org", "begins with https://"),
            ("ssh://gitea.example.org", "begins with https://"),
            ("https://", "no host"),
            ("https://gitea.example.org/my group", "white space"),
            (
                "https://me:S3ntinel!@gitea.example.org",
                "user name or password",
            ),
            ("https://me@gitea.example.org", "user name or password"),
            (&long, "at most 200"),
        ],
    );
    let fixed = &said(Kind::Gitea, "gitea-base-url", "gitea.example.org")[0];
    let fix = fixed.fix.as_ref().unwrap();
    assert_eq!(fix.edit.apply(""), "https://gitea.example.org");
    // What may be a login is no text to repeat.
    let login = &said(Kind::Gitea, "gitea-base-url", "git@gitea.example.org:a/b")[0];
    assert!(login.fix.is_none());
}

#[test]
fn keys_and_names_of_google() {
    let key = r#"{"type":"service_account","project_id":"p","private_key":"-----BEGIN PRIVATE KEY-----","client_email":"a@p.iam.gserviceaccount.com"}"#;
    let encoded = STANDARD.encode(key);
    both_sides(
        Kind::GoogleKey,
        "google-key",
        &[key, &format!("\n {key}\n")],
        &[
            ("{", "no JSON"),
            ("my key", "no JSON"),
            (&encoded, "base64"),
            (r#"{"type":"authorized_user"}"#, "login of a person"),
            (
                r#"{"type":"external_account"}"#,
                "workload identity federation",
            ),
            (r#"{"installed":{"client_id":"x"}}"#, "no \"type\""),
            ("[]", "no \"type\""),
            (
                r#"{"type":"service_account","project_id":"p","client_email":"e"}"#,
                "no private_key",
            ),
        ],
    );
    both_sides(
        Kind::GoogleWorkloadIdentity,
        "google-service-account-email",
        &[
            "my-sa@my-project.iam.gserviceaccount.com",
            "a@example.com.p.iam.gserviceaccount.com",
        ],
        &[
            ("me@example.org", "looks like"),
            ("@p.iam.gserviceaccount.com", "looks like"),
            ("123-compute@developer.gserviceaccount.com", "looks like"),
        ],
    );
    let name =
        "projects/123456/locations/global/workloadIdentityPools/my-pool/providers/my-provider";
    both_sides(
        Kind::GoogleWorkloadIdentity,
        "google-workload-identity-provider",
        &[name],
        &[
            ("my-provider", "full name"),
            (
                &name.replace("123456", "my-project"),
                "number of the project",
            ),
            (
                &format!("//iam.googleapis.com/{name}"),
                "begins with projects/",
            ),
            (&format!("{name}/"), "full name"),
        ],
    );
}

fn pem(label: &str) -> String {
    format!("-----BEGIN {label}-----\nAAAA\n-----END {label}-----\n")
}

#[test]
fn keys_and_certificates_of_kubernetes_and_apps() {
    let certificate = pem("CERTIFICATE");
    let key = pem("EC PRIVATE KEY");
    both_sides(
        Kind::KubernetesCertificate,
        "k8s-certificate",
        &[&certificate, &format!("subject=x\n{certificate}")],
        &[
            ("my_certificate", "-----BEGIN"),
            (&key, "private key"),
            (&STANDARD.encode(&certificate), "kubeconfig"),
            ("-----BEGIN CERTIFICATE-----\nAAAA", "END line"),
            (
                "-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----",
                "two characters",
            ),
            (&pem("PUBLIC KEY"), "is a PUBLIC KEY"),
        ],
    );
    for (kind, field) in [
        (Kind::KubernetesCertificate, "k8s-private-key"),
        (Kind::GitHubApp, "github-private-key"),
    ] {
        both_sides(
            kind,
            field,
            &[&key, &pem("RSA PRIVATE KEY"), &pem("PRIVATE KEY")],
            &[
                ("my_private_key", "-----BEGIN"),
                (&certificate, "is a CERTIFICATE"),
                (&STANDARD.encode(&key), "kubeconfig"),
                ("-----BEGIN RSA PRIVATE KEY-----\n...", "END line"),
            ],
        );
    }
}

/// An OpenSSH key as far as its cipher.
fn openssh(cipher: &str) -> String {
    let mut bytes = b"openssh-key-v1\0".to_vec();
    bytes.extend([0, 0, 0, u8::try_from(cipher.len()).unwrap()]);
    bytes.extend(cipher.bytes());
    bytes.extend([0; 40]);
    let inside = STANDARD.encode(bytes);
    format!("-----BEGIN OPENSSH PRIVATE KEY-----\n{inside}\n-----END OPENSSH PRIVATE KEY-----\n")
}

#[test]
fn keys_of_ssh() {
    both_sides(
        Kind::Ssh,
        "ssh-private-key",
        &[
            &openssh("none"),
            &pem("RSA PRIVATE KEY"),
            &pem("DSA PRIVATE KEY"),
            &pem("EC PRIVATE KEY"),
            &pem("PRIVATE KEY"),
        ],
        &[
            ("invalid_private_key", "begins with"),
            ("ssh-ed25519 AAAA me@here", "public half"),
            ("PuTTY-User-Key-File-3: ssh-ed25519", "PuTTYgen"),
            (&pem("CERTIFICATE"), "no private key"),
            ("-----BEGIN OPENSSH PRIVATE KEY-----...", "END line"),
        ],
    );
    let spec = Kind::Ssh.field(Field::Key("ssh-private-key")).unwrap();
    let old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----";
    for encrypted in [
        openssh("aes256-ctr"),
        pem("ENCRYPTED PRIVATE KEY"),
        old.to_owned(),
    ] {
        let without = findings(spec, &encrypted, false);
        assert!(
            without[0].message.contains("passphrase"),
            "{encrypted}: {without:?}"
        );
        assert_eq!(findings(spec, &encrypted, true), [], "{encrypted}");
    }
}

#[test]
fn no_message_repeats_what_may_be_secret() {
    for kind in Kind::ALL {
        for spec in kind.fields().iter().filter(|spec| spec.is_secret()) {
            for typed in [
                "S3ntinel!",
                "{\"type\":\"S3ntinel!\",\"private_key\":\"S3ntinel!\"}",
                "-----BEGIN RSA PRIVATE KEY-----\nS3ntinel!",
            ] {
                let said = format!("{:?}", findings(spec, typed, false));
                assert!(
                    !said.contains("S3ntinel!"),
                    "{kind:?} {}: {said}",
                    spec.label
                );
            }
        }
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(typed in proptest::prelude::any::<String>(), start in "-----BEGIN |ASIA|arn:aws:iam::|\\{|") {
        let typed = format!("{start}{typed}");
        for spec in Kind::ALL.into_iter().flat_map(Kind::fields) {
            let _ = findings(spec, &typed, false);
        }
    }
}
