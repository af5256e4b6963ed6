use hcl::eval::{Context, Evaluate};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::super::{CredentialSubject, SnippetWorkspace};
use super::*;
use crate::scope::WorkspaceId;

const WORKSPACE: SnippetWorkspace<'static> = SnippetWorkspace {
    id: WorkspaceId(123_456),
    org: "acme",
    name: "main",
};

fn subject<'a>(registry: &'a str, user_name: &'a str) -> CredentialSubject<'a> {
    CredentialSubject {
        name: "acr-prod",
        registry,
        user_name,
        workspace: Some(WORKSPACE),
    }
}

fn personal<'a>(registry: &'a str, user_name: &'a str) -> CredentialSubject<'a> {
    CredentialSubject {
        workspace: None,
        ..subject(registry, user_name)
    }
}

#[test]
fn nextflow_is_told_to_use_wave_and_people_which_images_that_is_for() {
    for (registry, said) in [
        (
            "myreg.azurecr.io",
            "images that begin with myreg.azurecr.io/",
        ),
        ("", "images of Docker Hub, also those without a host"),
        (
            "quay.io/acme",
            "a Wave that matches paths pulls images below quay.io/acme",
        ),
        ("https://quay.io/", "Wave never uses this credential"),
    ] {
        let snippet = nextflow(&Login::of(&subject(registry, "me")));
        assert_eq!(snippet.text, ENABLE_WAVE);
        let notes = snippet.notes.concat();
        assert!(
            notes.contains(said) && notes.contains("acme/main"),
            "{notes}"
        );
    }
    // What is stored like this is used for no image.
    let notes = nextflow(&Login::of(&subject("https://quay.io/", "me")));
    assert!(!notes.notes.concat().contains("begin with"), "{notes:?}");
    let notes = nextflow(&Login::of(&personal("quay.io", "me")))
        .notes
        .concat();
    assert!(notes.contains("your personal workspace"), "{notes}");
}

#[test]
fn tw_asks_for_the_password_itself() {
    for (subject, line) in [
        (
            subject("myreg.azurecr.io", "my-token"),
            "tw credentials add container-reg --name=acr-prod --username=my-token \
             --registry=myreg.azurecr.io --workspace=123456 --password",
        ),
        (
            personal("", "-robot$x"),
            "tw credentials add container-reg --name=acr-prod --username='-robot$x' \
             --registry=docker.io --password",
        ),
    ] {
        let snippet = tw(&Login::of(&subject));
        assert_eq!(snippet.text, line);
        let warns = snippet
            .notes
            .concat()
            .contains("TOWER_WORKSPACE_ID must not be set");
        assert_eq!(warns, subject.workspace.is_none());
    }
}

#[test]
fn terraform_takes_the_secret_as_a_sensitive_variable() {
    let snippet = terraform(&Login::of(&subject("myreg.azurecr.io", "my-token")));
    assert_eq!(
        snippet.text,
        r#"variable "registry_password" {
  type      = string
  sensitive = true
}

resource "seqera_container_registry_credential" "acr_prod" {
  name         = "acr-prod"
  workspace_id = 123456
  registry     = "myreg.azurecr.io"
  user_name    = "my-token"
  password     = var.registry_password
}"#
    );
    let text = terraform(&Login::of(&personal("not a host", "a\0"))).text;
    let body = hcl::parse(&format!("{text}\n")).unwrap();
    let labels: Vec<_> = body
        .blocks()
        .map(|block| block.labels().last().unwrap().as_str().to_owned())
        .collect();
    assert_eq!(
        labels,
        [
            "registry_server",
            "registry_user",
            "registry_password",
            "workspace_id",
            "acr_prod"
        ]
    );
    for named in [
        "var.registry_server",
        "var.registry_user",
        "var.workspace_id",
    ] {
        assert!(text.contains(named), "{text}");
    }
}

#[test]
fn terraform_evaluates_to_what_is_stored() {
    let user = "a\"${var.x}\\\n%{if}";
    let text = terraform(&Login::of(&subject("quay.io", user))).text;
    let body = hcl::parse(&format!("{text}\n")).unwrap();
    let resource = body.blocks().next_back().unwrap().body();
    let attribute = |name: &str| {
        let found = resource
            .attributes()
            .find(|attribute| attribute.key() == name);
        found.unwrap().expr().evaluate(&Context::new()).unwrap()
    };
    assert_eq!(attribute("user_name"), hcl::Value::from(user));
    assert_eq!(attribute("registry"), hcl::Value::from("quay.io"));
    assert_eq!(attribute("workspace_id"), hcl::Value::from(123_456));
}

#[test]
fn seqerakit_has_a_file_of_one_credential() {
    let snippet = seqerakit(&Login::of(&subject("myreg.azurecr.io", "robot$x")));
    assert_eq!(
        snippet.text,
        r#"credentials:
  - type: 'container-reg'
    name: 'acr-prod'
    workspace: 'acme/main'
    username: '\"robot\$x"'
    password: '"$REGISTRY_PASSWORD"'
    registry: 'myreg.azurecr.io'"#
    );
    // It looks for a taken name in a workspace, and fails where there is none.
    let snippet = seqerakit(&Login::of(&personal("quay.io", "me")));
    assert!(
        snippet
            .text
            .contains("workspace: '\"$TOWER_WORKSPACE_ID\"'\n")
    );
    assert!(snippet.notes.concat().contains("number of a workspace"));
}

#[test]
fn wave_gets_the_token_from_the_environment_and_the_workspace() {
    for (subject, line) in [
        (
            subject("myreg.azurecr.io", "t"),
            "TOWER_ACCESS_TOKEN=\"$TOWER_ACCESS_TOKEN\" wave -i \
             'myreg.azurecr.io/<repository>:<tag>' --tower-workspace-id=123456",
        ),
        (
            personal(" ", "t"),
            "TOWER_ACCESS_TOKEN=\"$TOWER_ACCESS_TOKEN\" wave -i 'docker.io/<repository>:<tag>'",
        ),
        (
            personal("not a host", "t"),
            "TOWER_ACCESS_TOKEN=\"$TOWER_ACCESS_TOKEN\" wave -i \
             \"$REGISTRY_SERVER\"/'<repository>:<tag>'",
        ),
    ] {
        assert_eq!(wave(&Login::of(&subject)).text, line);
    }
}
