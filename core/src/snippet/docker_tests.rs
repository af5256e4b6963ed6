#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::super::CredentialSubject;
use super::*;

fn login_for(registry: &str, user_name: &str) -> Snippet {
    super::login(&Login::of(&CredentialSubject {
        name: "mine",
        registry,
        user_name,
        workspace: None,
    }))
}

const FROM_VARIABLE: &str = "printf '%s' \"$REGISTRY_PASSWORD\" | docker login ";

#[test]
fn most_registries_take_the_password_from_a_variable() {
    for (registry, user, rest) in [
        ("", "acme", "--username=acme --password-stdin"),
        ("docker.io", "acme", "--username=acme --password-stdin"),
        (
            "quay.io",
            "acme+ci",
            "--username=acme+ci --password-stdin quay.io",
        ),
        (
            "myreg.azurecr.io",
            "my-token",
            "--username=my-token --password-stdin myreg.azurecr.io",
        ),
        (
            "ghcr.io",
            "octo-cat",
            "--username=octo-cat --password-stdin ghcr.io",
        ),
        (
            "registry.gitlab.com",
            "deploy",
            "--username=deploy --password-stdin registry.gitlab.com",
        ),
        (
            "nvcr.io",
            "$oauthtoken",
            "--username='$oauthtoken' --password-stdin nvcr.io",
        ),
        (
            "registry.redhat.io",
            "1234567|mine",
            "--username='1234567|mine' --password-stdin registry.redhat.io",
        ),
        (
            "harbor.example.com:8443",
            "robot$proj+ci",
            "--username='robot$proj+ci' --password-stdin harbor.example.com:8443",
        ),
        (
            "europe-west1-docker.pkg.dev",
            "_json_key_base64",
            "--username=_json_key_base64 --password-stdin europe-west1-docker.pkg.dev",
        ),
        ("quay.io", "-u", "--username=-u --password-stdin quay.io"),
    ] {
        let snippet = login_for(registry, user);
        assert_eq!(snippet.text, format!("{FROM_VARIABLE}{rest}"));
        assert_eq!(snippet.language, Language::Shell);
    }
}

#[test]
fn amazon_makes_a_password_of_the_access_key() {
    const HOST: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    const ROLE: &str = "arn:aws:iam::123456789012:role/wave";
    for (registry, user, text) in [
        (
            HOST,
            "AKIAIOSFODNN7EXAMPLE",
            format!(
                "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE \
                 AWS_SECRET_ACCESS_KEY=\"$REGISTRY_PASSWORD\" \
                 aws ecr get-login-password --region=eu-west-1 | \
                 docker login --username=AWS --password-stdin {HOST}"
            ),
        ),
        (
            HOST,
            ROLE,
            format!(
                "aws ecr get-login-password --region=eu-west-1 | \
                 docker login --username=AWS --password-stdin {HOST}"
            ),
        ),
        (
            HOST,
            "AWS",
            format!(
                "aws ecr get-login-password --region=eu-west-1 | \
                 docker login --username=AWS --password-stdin {HOST}"
            ),
        ),
        (
            "public.ecr.aws",
            "AKIAIOSFODNN7EXAMPLE",
            "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE \
             AWS_SECRET_ACCESS_KEY=\"$REGISTRY_PASSWORD\" \
             aws ecr-public get-login-password --region=us-east-1 | \
             docker login --username=AWS --password-stdin public.ecr.aws"
                .to_owned(),
        ),
    ] {
        let snippet = login_for(registry, user);
        assert_eq!(snippet.text, text);
        let notes = snippet.notes.concat();
        assert!(notes.contains("12 hours"), "{notes}");
        assert_eq!(
            notes.contains("is the id of an access key"),
            user.starts_with("AKIA")
        );
        assert_eq!(notes.contains("is a role"), user == ROLE);
    }
}

#[test]
fn what_is_special_about_a_password_is_said() {
    for (registry, user, said) in [
        ("us-docker.pkg.dev", "_json_key_base64", "base64 < key.json"),
        ("us-docker.pkg.dev", "_json_key", "cat key.json"),
        ("us-docker.pkg.dev", "oauth2accesstoken", "ends by itself"),
        (
            "myreg.azurecr.io",
            "00000000-0000-0000-0000-000000000000",
            "ends by itself",
        ),
    ] {
        let notes = login_for(registry, user).notes.concat();
        assert!(notes.contains(said), "{user}: {notes}");
    }
    let notes = login_for("quay.io", "acme").notes.concat();
    assert!(!notes.contains("key.json") && !notes.contains("ends by itself"));
}
