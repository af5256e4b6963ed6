//! What is no paste, what is taken out of one, and what people are told about it.

use super::*;
use crate::finding::Severity;
use crate::secret::Secret;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const FIELDS: [Field; 3] = [Field::Registry, Field::UserName, Field::Password];

#[test]
fn ordinary_values_of_a_field_are_simply_pasted() {
    for text in [
        // Hosts and addresses.
        "docker.io",
        "https://index.docker.io/v1/",
        "registry.example.com:5000",
        "[::1]:5000",
        "https://quay.io/v2/?x=y@z",
        "quay.io/org/tool:1@sha256:00",
        // User names.
        "me@example.com",
        "robot$library+wave",
        "$oauthtoken",
        "_json_key_base64",
        "AWS",
        "1234567|wave",
        "ns/oracleidentitycloudservice/me@example.com",
        "arn:aws:iam::123456789012:role/Wave",
        "gitlab+deploy-token-7",
        "default",
        "machine",
        // Passwords.
        "password",
        "login",
        "docker",
        "correct horse battery staple",
        "p@ss:w/rd",
        "a:b@c",
        "{curly}",
        "{\"a\":\"b\"}",
        "key=value",
        "$HOME",
        "$(id)",
        "`id`",
        "<<<",
        "# comment",
        "-u me -p x",
        "--password=x",
        "data:",
        "machine learning",
        "machine gun password",
        "default password x",
        "resource",
        "Authorization",
        "Basic",
        "Bearer abc",
        "AWS_ACCESS_KEY_ID",
        "aws_access_key_id",
        "ghp_0a1B",
        "dXNlcjpwYXNz",
        "eyJwYXlsb2FkIjoi",
        "-----BEGIN PRIVATE KEY-----",
        "\u{feff}",
        "\0",
        "\u{1f512}\u{1f511}",
    ] {
        for field in FIELDS {
            assert!(
                read_in_field(field, text).is_none(),
                "{text:?} in {field:?}"
            );
        }
    }
}

#[test]
fn what_cannot_be_a_value_is_recognised_in_any_field_of_the_registry() {
    for text in [
        "docker login -u a -p b quay.io",
        r#"{"auths":{"quay.io":{"auth":"bWU6eA=="}}}"#,
        "machine quay.io login a password b",
        "https://a:b@quay.io",
        "Authorization: Basic bWU6eA==",
        "export AWS_ACCESS_KEY_ID=A AWS_SECRET_ACCESS_KEY=B",
        "Access key ID,Secret access key\nA,B",
        "[default]\naws_access_key_id = A\naws_secret_access_key = B",
    ] {
        for field in FIELDS {
            assert!(read_in_field(field, text).is_some(), "{text} in {field:?}");
        }
        for field in [Field::Name, Field::Provider] {
            assert!(read_in_field(field, text).is_none(), "{text} in {field:?}");
        }
    }
}

#[test]
fn programs_that_only_resemble_docker_and_other_commands_are_none() {
    for text in [
        "docker logout quay.io",
        "docker pull quay.io/a/b",
        "docker-compose login -u a -p b",
        "mydocker login -u a -p b",
        "docker logins -u a -p b",
        "helm login -u a -p b quay.io",
        "crane login -u a -p b quay.io",
        "kubectl create secret generic x --from-literal=password=b",
        "kubectl get secret docker-registry",
        "tw credentials list",
        "tw credentials add aws -n x -u a -p b",
        "az acr login -n r",
        "az container create -n job --image quay.io/a/b",
        "skopeo copy docker://quay.io/a/b docker://ghcr.io/a/b",
        "crictl pull quay.io/a/b",
        "aws ecr get-login-password",
        "ssh docker@login.example.com",
    ] {
        assert!(read(text).is_none(), "{text}");
    }
}

#[test]
fn a_text_that_was_cut_off_gives_nothing() {
    for text in [
        r#"{"auths":{"quay.io":{"auth":"bWU6"#,
        "machine quay.io login",
        "machine",
        "Authorization: Basic",
        "Authorization: Digest abc",
        "Authorization: Basic %%%",
        "Access key ID,Secret access key",
        "AWS_ACCESS_KEY_ID=A",
        "https://a:b@",
    ] {
        assert!(read(text).is_none(), "{text}");
    }
}

/// A text for each reason, with the severity that it is told with.
fn refused() -> Vec<(&'static str, Reason)> {
    vec![
        ("docker login -u me -p $X quay.io", Reason::ShellVariable),
        ("docker login -u me -p $(x) quay.io", Reason::CommandOutput),
        (
            "docker login -u me --password-stdin quay.io",
            Reason::StandardInput,
        ),
        ("docker login -u me -p <token> quay.io", Reason::Placeholder),
        (
            r#"{"auths":{"quay.io":{}},"credsStore":"x"}"#,
            Reason::CredentialHelper,
        ),
        (r#"{"auths":{"quay.io":{"auth":"%%%"}}}"#, Reason::BadAuth),
        (
            r#"{"auths":{"quay.io":{"identitytoken":"x"}}}"#,
            Reason::IdentityToken,
        ),
        ("Authorization: Bearer x", Reason::BearerToken),
        (
            "docker login -u AWS -p x public.ecr.aws",
            Reason::WaveNeedsAccessKey,
        ),
        (
            "export AWS_ACCESS_KEY_ID=ASIA AWS_SECRET_ACCESS_KEY=x AWS_SESSION_TOKEN=y",
            Reason::TemporaryKey,
        ),
        (
            "resource \"seqera_container_registry_credential\" \"x\" {\n password = var.x\n \
             username = \"me\"\n}",
            Reason::TerraformExpression,
        ),
    ]
}

#[test]
fn why_a_value_is_missing_is_said_once_in_plain_sentences() {
    for (text, reason) in refused() {
        let entry = read(text).unwrap().entries.remove(0);
        assert_eq!(entry.main_reason(), Some(reason), "{text}");
        assert!(entry.password.get().is_none(), "{text}");
        let findings = entry.findings(None);
        assert!(!findings.is_empty(), "{text}");
        for (_, finding) in findings {
            let message = &finding.message;
            assert!(message.ends_with('.') && message.len() > 30, "{message}");
            assert!(
                !message.contains(['`', '*', '\n']) && !message.contains("  "),
                "{message}"
            );
        }
    }
}

#[test]
fn what_can_never_work_is_worse_than_what_is_missing() {
    let worst = |text: &str| {
        let entry = read(text).unwrap().entries.remove(0);
        entry.findings(None).iter().map(|(_, f)| f.severity).max()
    };
    assert!(
        worst("docker login -u AWS -p x public.ecr.aws") > worst("docker login -u me -p $X q.io")
    );
    assert!(worst("docker login -u me -p $X q.io") < Some(Severity::Error));
}

#[test]
fn the_password_of_amazon_is_taken_out_wherever_it_stands() {
    let password = "eyJwYXlsb2FkIjoiRkFLRSJ9";
    let auth = encoding::encode(&format!("AWS:{password}"));
    for text in [
        format!("docker login -u AWS -p {password} 1.dkr.ecr.eu-west-1.amazonaws.com"),
        format!("docker login -u me -p {password} public.ecr.aws"),
        format!(r#"{{"auths":{{"public.ecr.aws":{{"auth":"{auth}"}}}}}}"#),
        format!("machine public.ecr.aws login AWS password {password}"),
        format!("https://AWS:{password}@public.ecr.aws"),
        format!("Authorization: Basic {auth}"),
        password.to_owned(),
        auth.clone(),
    ] {
        let entry = read(&text).unwrap().entries.remove(0);
        assert!(
            entry.password.get().is_none() && entry.user_name.get().is_none(),
            "{text}"
        );
        assert_eq!(
            entry.main_reason(),
            Some(Reason::WaveNeedsAccessKey),
            "{text}"
        );
    }
}

#[test]
fn a_temporary_key_is_known_by_its_id_wherever_it_stands() {
    let id = "ASIAIOSFODNN7EXAMPLE";
    for (text, is_temporary) in [
        (format!("docker login -u {id} -p x public.ecr.aws"), true),
        (
            format!("machine public.ecr.aws login {id} password x"),
            true,
        ),
        (format!("docker login -u {id}A -p x quay.io"), false),
        ("docker login -u ASIA -p x quay.io".to_owned(), false),
    ] {
        let entry = read(&text).unwrap().entries.remove(0);
        let found = entry.main_reason() == Some(Reason::TemporaryKey);
        assert_eq!(found, is_temporary, "{text}");
        assert_eq!(
            entry.password.get().map(Secret::expose).is_none(),
            is_temporary
        );
    }
}

#[test]
fn short_lived_logins_are_marked_by_their_user_name_too() {
    for (user, is_short) in [
        ("00000000-0000-0000-0000-000000000000", true),
        ("oauth2accesstoken", true),
        ("iambearer", true),
        ("BEARER_TOKEN", true),
        ("iamapikey", false),
        ("_json_key", false),
        ("nologin", false),
    ] {
        let text = format!("docker login -u {user} -p x registry.example.com");
        let entry = read(&text).unwrap().entries.remove(0);
        assert_eq!(
            entry.caution == Some(Caution::ShortLived),
            is_short,
            "{user}"
        );
        let said = entry.findings(None).len();
        assert_eq!(said, usize::from(is_short), "{user}");
    }
}
