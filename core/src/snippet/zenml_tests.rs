#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::super::CredentialSubject;
use super::*;

fn stack_for(registry: &str, user_name: &str) -> Snippet {
    stack(&Login::of(&CredentialSubject {
        name: "mine",
        registry,
        user_name,
        workspace: None,
    }))
}

const ECR: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const PRINCIPAL: &str = "8a5f1c2e-1b2c-4d3e-9f00-0123456789ab";

#[test]
fn each_kind_of_registry_has_its_flavour_and_the_connector_that_goes_with_it() {
    for (registry, user, flavor, uri, connector) in [
        ("", "acme", "dockerhub", "docker.io/acme", "docker"),
        ("ghcr.io", "octo", "github", "ghcr.io", "docker"),
        ("quay.io", "acme+ci", "default", "quay.io", "docker"),
        (
            "registry.gitlab.com",
            "me",
            "default",
            "registry.gitlab.com",
            "docker",
        ),
        (
            "localhost:5000",
            "me",
            "default",
            "localhost:5000",
            "docker",
        ),
        (
            "public.ecr.aws",
            "AKIAIOSFODNN7EXAMPLE",
            "default",
            "public.ecr.aws",
            "docker",
        ),
        (ECR, "AKIAIOSFODNN7EXAMPLE", "aws", ECR, "aws"),
        (
            "myreg.azurecr.io",
            PRINCIPAL,
            "azure",
            "myreg.azurecr.io",
            "azure",
        ),
        ("gcr.io", "_json_key", "gcp", "gcr.io", "gcp"),
        (
            "us-docker.pkg.dev",
            "_json_key_base64",
            "gcp",
            "us-docker.pkg.dev",
            "gcp",
        ),
        (
            "us-docker.pkg.dev",
            "oauth2accesstoken",
            "default",
            "us-docker.pkg.dev",
            "docker",
        ),
    ] {
        let text = stack_for(registry, user).text;
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0],
            format!("zenml container-registry register mine --flavor={flavor} --uri={uri}")
        );
        let start = format!(
            "zenml service-connector register mine --type={connector} \
             --resource-type=docker-registry "
        );
        assert!(lines[1].starts_with(&start), "{}", lines[1]);
        assert!(lines[1].contains("=\"$REGISTRY_PASSWORD\""), "{}", lines[1]);
        assert_eq!(
            lines[2..],
            [
                "zenml container-registry connect mine --connector=mine --no-verify",
                "zenml stack update --container_registry=mine",
            ]
        );
    }
}

#[test]
fn connectors_get_the_login_in_the_fields_of_their_type() {
    for (registry, user, options) in [
        (
            "quay.io",
            "acme+ci",
            "--registry=quay.io --username=acme+ci --password=\"$REGISTRY_PASSWORD\" --no-verify",
        ),
        ("nvcr.io", "$oauthtoken", "--username='$oauthtoken'"),
        ("quay.io", "@me", "--username=@@me"),
        (
            ECR,
            "AKIAIOSFODNN7EXAMPLE",
            "--region=eu-west-1 --auth-method=secret-key \
             --aws_access_key_id=AKIAIOSFODNN7EXAMPLE \
             --aws_secret_access_key=\"$REGISTRY_PASSWORD\"",
        ),
        (
            "myreg.azurecr.io",
            PRINCIPAL,
            "--auth-method=service-principal --tenant_id=\"$AZURE_TENANT_ID\" \
             --client_id=8a5f1c2e-1b2c-4d3e-9f00-0123456789ab \
             --client_secret=\"$REGISTRY_PASSWORD\"",
        ),
        (
            "us-docker.pkg.dev",
            "_json_key_base64",
            "--resource-id=us-docker.pkg.dev --auth-method=service-account \
             --service_account_json=\"$REGISTRY_PASSWORD\"",
        ),
    ] {
        let text = stack_for(registry, user).text;
        assert!(text.contains(options), "{text}");
    }
}

#[test]
fn a_token_of_an_azure_registry_goes_into_a_secret_because_no_connector_takes_it() {
    for user in ["my-token", "myreg", "00000000-0000-0000-0000-000000000000"] {
        let snippet = stack_for("myreg.azurecr.io", user);
        assert_eq!(
            snippet.text,
            format!(
                "zenml secret create mine --username={user} --password=\"$REGISTRY_PASSWORD\"\n\
                 zenml container-registry register mine --flavor=azure --uri=myreg.azurecr.io \
                 --authentication_secret=mine\n\
                 zenml stack update --container_registry=mine"
            )
        );
        let notes = snippet.notes.concat();
        assert!(notes.contains("zenml service-connector register mine --type=azure"));
        assert!(notes.contains("zenml container-registry connect mine --connector=mine"));
    }
}

#[test]
fn amazon_logins_that_are_no_access_key_use_one_of_ones_own() {
    for (user, method) in [
        ("arn:aws:iam::123456789012:role/wave", "iam-role"),
        ("AWS", "secret-key"),
        ("ASIAIOSFODNN7EXAMPLE", "secret-key"),
    ] {
        let text = stack_for(ECR, user).text;
        assert!(text.contains(&format!("--auth-method={method}")), "{text}");
        assert!(
            text.contains("--aws_access_key_id=\"$AWS_ACCESS_KEY_ID\""),
            "{text}"
        );
        assert!(!text.contains("REGISTRY_PASSWORD"), "{text}");
    }
}

#[test]
fn what_has_to_be_installed_and_prepared_is_said() {
    for (registry, user, said) in [
        (ECR, "AKIAIOSFODNN7EXAMPLE", "zenml[connectors-aws]"),
        ("gcr.io", "_json_key", "zenml[connectors-gcp]"),
        ("myreg.azurecr.io", PRINCIPAL, "zenml[connectors-azure]"),
        ("public.ecr.aws", "AKIAIOSFODNN7EXAMPLE", "lasts 12 hours"),
        ("quay.io", "me", "must not be ZenML's default one"),
    ] {
        let notes = stack_for(registry, user).notes.concat();
        assert!(notes.contains(said), "{notes}");
    }
}
