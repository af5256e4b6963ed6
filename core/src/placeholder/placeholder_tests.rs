use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// What a text in place of a secret is, as one of the words of [`Placeholder`].
fn secret(text: &str) -> Option<Placeholder> {
    Placeholder::of_secret(text)
}

#[test]
fn variables_of_shells_and_pipelines_are_no_secrets() {
    for text in [
        "$DOCKER_PASSWORD",
        "${TOKEN}",
        "${TOKEN:-none}",
        "%TOKEN%",
        "$env:REGISTRY_PASS",
        "$(cat token.txt)",
        "`cat token.txt`",
        "((docker-aws-secret-access-key))",
        "((team/quay.password))",
        "$[variables.registryPassword]",
        "$password",
        "$docker_token",
        "$dockerPassword",
        " $CI_JOB_TOKEN ",
    ] {
        assert_eq!(secret(text), Some(Placeholder::Variable), "{text}");
    }
}

#[test]
fn marks_without_a_word_between_them_may_be_a_password() {
    for text in [
        "`^`",
        "`7/=`",
        "$(?)",
        "$[9]",
        "((4))",
        "${\u{23a}}",
        "<%*%>",
        "#{'}",
        "[[:]]",
        "a{{\"}}b",
        "@/aB#9",
        "~/.q!x7",
    ] {
        assert_eq!(secret(text), None, "{text}");
    }
}

#[test]
fn templates_are_no_secrets() {
    for text in [
        "${{ secrets.GHCR_TOKEN }}",
        "${{secrets.X}}",
        "{{ .Values.registry.password }}",
        "{{registry_password}}",
        "<% token %>",
        "#{Registry.Password}#",
        "__REGISTRY_PASSWORD__",
        "@@TOKEN@@",
        "{{resolve:secretsmanager:pull:SecretString:token}}",
        "prefix-{{ token }}",
    ] {
        assert_eq!(secret(text), Some(Placeholder::Template), "{text}");
    }
}

#[test]
fn references_to_stores_of_secrets_are_no_secrets() {
    for text in [
        "secrets.QUAY_PASSWORD",
        "var.registry_password",
        "local.pull_token",
        "data.vault_generic_secret.quay.data[\"password\"]",
        "System.getenv('QUAY_PASSWORD')",
        "env('TOKEN')",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:pull-AbCdEf",
        "vault:secret/data/quay#password",
        "op://Private/quay/password",
        "ref+awsssm://quay/password",
        "ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]",
        "!Ref RegistryPassword",
        "secretref:quay-password",
        "/run/secrets/quay",
        "~/.docker/token",
        "@/tmp/token.txt",
        "projects/acme/secrets/quay/versions/latest",
        "@Microsoft.KeyVault(SecretUri=https://acme.vault.azure.net/secrets/pull)",
    ] {
        assert_eq!(secret(text), Some(Placeholder::Reference), "{text}");
    }
}

#[test]
fn masks_are_no_secrets() {
    for text in [
        "xxxxx",
        "XXXXXXXX",
        "••••••••",
        "****",
        "***",
        "xxxx-xxxx-xxxx",
        "XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "ghp_XXXX",
        "ghp_***",
        "ghp_xxx…",
        "AKIA…",
        "ghp_...",
        "dckr_pat_...",
        "eyJ...",
        "glpat-xxxxxxxxxxxxxxxxxxxx",
        "dckr_pat_xxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "nvapi-********",
        "AKIAXXXXXXXXXXXXXXXX",
        "REDACTED",
        "[REDACTED]",
        "<redacted>",
        "[MASKED]",
        "(sensitive value)",
        "(hidden)",
        "ghp_REDACTED",
    ] {
        assert_eq!(secret(text), Some(Placeholder::Mask), "{text}");
    }
}

#[test]
fn words_for_the_reader_are_no_secrets() {
    for text in [
        "PasswordFromQuayAdminPanel",
        "<token>",
        "<your access token>",
        "<PASSWORD>",
        "[PASSWORD]",
        "{token}",
        "API_KEY",
        "YOUR_API_TOKEN",
        "your-password",
        "your-token-here",
        "your_github_token",
        "yourpassword",
        "YourPassword",
        "ghp_your_token_here",
        "insert-token-here",
        "REPLACE_ME",
        "CHANGEME",
        "CHANGE_ME",
        "TODO",
        "DOCKERHUB_TOKEN",
        "GITHUB_TOKEN",
        "CR_PAT",
        "my-registry-token",
        "MY_PASSWORD",
    ] {
        assert_eq!(secret(text), Some(Placeholder::Words), "{text}");
    }
}

#[test]
fn words_and_rows_of_many_examples_stand_in_place_of_a_secret() {
    for text in [
        "password",
        "Password",
        "secret",
        "token",
        "example",
        "changeme",
        "ChangeMe",
        "test",
        "foo",
        "bar",
        "api_key",
        "0000",
        "....",
        "aaaa",
        "1234567890",
        "abc123",
    ] {
        assert_eq!(secret(text), Some(Placeholder::Example), "{text}");
        assert!(Placeholder::Example.is_certain());
    }
}

#[test]
fn poor_passwords_are_only_likely_to_be_placeholders() {
    for text in [
        "passwd",
        "12345678",
        "password123",
        "ghp_abc...",
        "a****b",
        "robot-${NAME}",
        "registry-password",
    ] {
        assert_eq!(secret(text), Some(Placeholder::Likely), "{text}");
    }
}

#[test]
fn odd_passwords_are_left_alone() {
    for text in [
        "",
        "x",
        "password!",
        "testing-1-2",
        "aaaab",
        "12345678901",
        "my secret horse",
        "barfoo",
        "xxx",
        "your",
        "Your_1x",
        "<>",
        "a<b>c",
        "<a><b>",
        "$oauthtoken",
        "$a",
        "$",
        "%%",
        "$Abc123",
        "xxxxy",
        "yourself",
        "correct-horse-battery",
        "test-Pw-4711",
        "s3cr3t-Pw-4711",
        "my-cat-Tom",
        "a$b",
        "100%sure%",
        "(x)",
        "((",
        "{a",
        "variable",
        "local-host",
        "ENC",
        "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",
        "dckr_pat_AbCdEfGhIjKlMnOpQrStUvWxYz0",
        "AbxxxxCd12",
        "…but why not",
    ] {
        assert_eq!(secret(text), None, "{text}");
    }
}

#[test]
fn user_names_with_a_dollar_sign_are_names() {
    for text in [
        "$oauthtoken",
        "$app",
        "$token",
        "robot$acme+ci",
        "robot$library",
        "dockerhub$kubernetes",
        "my-registry-token",
        "xxxx",
        "token",
        "test",
        "user",
        "admin",
        "octocat",
        "00000000-0000-0000-0000-000000000000",
        "_json_key",
        "1234567|pull",
        "my-user",
        "acme+ci",
        "AWS",
        "BEARER_TOKEN",
        "ACME",
        "CI",
    ] {
        assert_eq!(Placeholder::of_user_name(text), None, "{text}");
    }
}

#[test]
fn what_stands_in_place_of_a_user_name_is_none() {
    for text in [
        "$CI_REGISTRY_USER",
        "${{ github.actor }}",
        "{{ .Values.user }}",
        "((quay-user))",
        "<user>",
        "<docker ID>",
        "YOUR_USER",
        "your-username",
        "USERNAME",
        "USER_NAME",
        "DOCKERHUB_USERNAME",
        "gitlab_user1",
        "AKIAXXXXXXXXXXXXXXXX",
        "****",
        "$username",
        "CLIENT_NAME",
    ] {
        let found = Placeholder::of_user_name(text);
        assert!(found.is_some_and(Placeholder::is_certain), "{text}");
    }
}

#[test]
fn hosts_with_a_part_to_fill_in_are_seen() {
    for host in [
        "<registry name>.azurecr.io",
        "<account>.dkr.ecr.<region>.amazonaws.com",
        "ACCOUNT_ID.dkr.ecr.REGION.amazonaws.com",
        "123456789012.dkr.ecr.REGION.amazonaws.com",
        "aws_account_id.dkr.ecr.region.amazonaws.com",
        "123456789012.dkr.ecr.region.amazonaws.com",
        "REGION-docker.pkg.dev",
        "location-docker.pkg.dev",
        "your-registry.azurecr.io",
        "yourregistry.azurecr.io",
        "YOUR_REGISTRY.azurecr.io",
        "xxxx.azurecr.io",
        "xxxxxxxxxxxx.dkr.ecr.eu-west-1.amazonaws.com",
        "$REGISTRY",
        "${REGISTRY}:5000",
        "{{ registry }}",
        "((registry))",
        "%REGISTRY%",
        "registry.your-domain.com",
        "your.registry.com",
        "REGISTRY",
        "REGISTRY_URL",
        "[registry]",
    ] {
        assert!(Placeholder::is_in_host(host), "{host}");
    }
}

#[test]
fn hosts_that_only_have_plain_names_are_left_alone() {
    for host in [
        "myregistry.azurecr.io",
        "MyRegistry.azurecr.io",
        "my-registry.example.com",
        "registry.example.com:5000",
        "QUAY.IO",
        "REGISTRY.GITLAB.COM",
        "QUAY.io",
        "REGISTRY.acme.example",
        "registry.gitlab.com",
        "harbor.acme.example",
        "docker.io",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        "europe-west2-docker.pkg.dev",
        "my_registry.acme.example",
        "[::1]:5000",
        "docker",
        "region.acme.example",
        "location.acme.example",
        "xx.acme.example",
    ] {
        assert!(!Placeholder::is_in_host(host), "{host}");
    }
}

#[test]
fn a_long_text_is_no_placeholder_word() {
    let long = "your-token-".repeat(1000);
    assert_eq!(secret(&long), None);
}
