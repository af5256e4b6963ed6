use proptest::prelude::*;

use super::*;
use crate::finding::Severity;
use crate::finding::value::SURROUNDING_WHITE_SPACE;
use crate::finding::{Code, Edit};
use crate::placeholder::Placeholder;
use crate::registry::server::parts::{SCHEME, USER_INFO, WHITESPACE};
use crate::registry::server::suggest::BAD_PORT;
use crate::wave::MatchRule;
use crate::wave::audit::HOST_NEVER_MATCHES;
use crate::wave::resolve::reason::SHADOWED;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const SENTINEL: &str = "S3ntinel!";

fn filled() -> CredentialsForm {
    let mut form = CredentialsForm::of(Provider::ContainerRegistry);
    form.set(Field::Name, "my-registry-creds");
    form.set(Field::UserName, "my-registry-token");
    form.set(Field::Password, SENTINEL);
    form.set(Field::Registry, "myregistry.azurecr.io");
    form
}

fn errors(form: &CredentialsForm, context: &ValidationContext) -> Vec<(Field, Code)> {
    match form.validate(context) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(|(field, f)| (field, f.code)).collect(),
    }
}

fn create() -> ValidationContext {
    ValidationContext {
        now: Some(1_795_330_800),
        ..ValidationContext::default()
    }
}

fn update() -> ValidationContext {
    ValidationContext {
        purpose: Purpose::Update,
        ..ValidationContext::default()
    }
}

#[test]
fn a_complete_form_becomes_a_request() {
    let request = filled().validate(&create()).unwrap();
    assert_eq!(request.name().as_str(), "my-registry-creds");
    assert_eq!(request.provider(), Provider::ContainerRegistry);
    let values: Vec<_> = request
        .values()
        .map(|(spec, value)| (spec.wire.key().unwrap(), value.expose()))
        .collect();
    assert_eq!(
        values,
        [
            ("userName", "my-registry-token"),
            ("password", SENTINEL),
            ("registry", "myregistry.azurecr.io")
        ]
    );
}

#[test]
fn an_empty_form_asks_for_name_and_provider() {
    assert_eq!(
        errors(&CredentialsForm::default(), &create()),
        [(Field::Name, REQUIRED), (Field::Provider, REQUIRED)]
    );
}

#[test]
fn an_empty_registry_form_asks_for_everything_but_the_registry() {
    assert_eq!(
        errors(&CredentialsForm::of(Provider::ContainerRegistry), &create()),
        [
            (Field::Name, REQUIRED),
            (Field::UserName, REQUIRED),
            (Field::Password, REQUIRED)
        ]
    );
}

#[test]
fn an_empty_registry_is_sent_as_docker_io() {
    for typed in ["", "   "] {
        let mut form = filled();
        form.set(Field::Registry, typed);
        let request = form.validate(&create()).unwrap();
        let (_, registry) = request
            .values()
            .find(|(spec, _)| spec.field == Field::Registry)
            .unwrap();
        assert_eq!(registry.expose(), "docker.io");
    }
}

#[test]
fn a_registry_that_is_certain_to_be_a_mistake_is_not_saved() {
    for (typed, code) in [
        ("http://quay.io", SCHEME),
        ("my registry", WHITESPACE),
        ("me@quay.io", USER_INFO),
        ("quay.io:abc", BAD_PORT),
    ] {
        let mut form = filled();
        form.set(Field::Registry, typed);
        assert_eq!(errors(&form, &create()), [(Field::Registry, code)]);
    }
    let mut form = filled();
    form.set(Field::Registry, format!("https://me:{SENTINEL}@quay.io"));
    let errors = form.validate(&create()).unwrap_err();
    assert!(!format!("{errors:?} {errors}").contains(SENTINEL));
}

#[test]
fn a_registry_that_is_only_doubtful_is_saved_as_typed() {
    for typed in ["https://quay.io", "QUAY.IO", "quay.io/v2", "quay.io:99999"] {
        let mut form = filled();
        form.set(Field::Registry, typed);
        let request = form.validate(&create()).unwrap();
        let mut values = request.values();
        let registry = values.find(|(spec, _)| spec.field == Field::Registry);
        assert_eq!(registry.map(|(_, value)| value.expose()), Some(typed));
    }
}

#[test]
fn white_space_around_user_name_and_password_is_pointed_out_and_kept() {
    for field in [Field::UserName, Field::Password] {
        let mut form = filled();
        form.set(field, " padded\n");
        let findings = form.findings(field, &create());
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].code, SURROUNDING_WHITE_SPACE);
        assert!(!findings[0].is_error());
        let fix = findings[0].fix.as_ref().unwrap();
        assert_eq!(
            fix.edit,
            Edit::Trim,
            "the fix does not spell out the secret"
        );

        let request = form.validate(&create()).unwrap();
        let (_, sent) = request
            .values()
            .find(|(spec, _)| spec.field == field)
            .unwrap();
        assert_eq!(sent.expose(), " padded\n");
    }
}

#[test]
fn a_user_name_of_white_space_is_nobody() {
    let mut form = filled();
    form.set(Field::UserName, " \t");
    assert_eq!(errors(&form, &create()), [(Field::UserName, REQUIRED)]);
}

#[test]
fn a_password_of_white_space_may_be_one() {
    let mut form = filled();
    form.set(Field::Password, "  ");
    assert!(form.validate(&create()).is_ok());
}

#[test]
fn a_name_that_the_server_knows_to_be_taken_is_an_error() {
    let mut context = create();
    context.taken_name = Some("my-registry-creds".into());
    assert_eq!(errors(&filled(), &context), [(Field::Name, NAME_TAKEN)]);

    let mut other = filled();
    other.set(Field::Name, "another-name");
    assert_eq!(
        errors(&other, &context),
        [],
        "the answer was for another name"
    );
}

#[test]
fn an_update_without_a_password_keeps_the_stored_one() {
    let mut form = filled();
    form.set(Field::Password, "");
    assert_eq!(errors(&form, &create()), [(Field::Password, REQUIRED)]);

    let request = form.validate(&update()).unwrap();
    assert!(
        request
            .values()
            .all(|(spec, _)| spec.field != Field::Password)
    );
}

#[test]
fn providers_that_are_only_listed_cannot_be_chosen() {
    let only_listed: Vec<_> = Provider::ALL
        .into_iter()
        .filter(|provider| !provider.can_be_added())
        .collect();
    assert_eq!(only_listed, [Provider::SeqeraCompute]);
    let mut form = CredentialsForm::of(Provider::SeqeraCompute);
    form.set(Field::Name, "ok");
    assert_eq!(errors(&form, &create()), [(Field::Provider, REQUIRED)]);
}

#[test]
fn what_was_typed_for_one_kind_is_there_again_when_somebody_switches_back() {
    let mut form = CredentialsForm::of_kind(Kind::KubernetesToken);
    let (token, certificate) = (Field::Key("k8s-token"), Field::Key("k8s-certificate"));
    form.set(token, "t");
    form.set(Field::Kind, "k8s-certificate");
    form.set(certificate, "c");
    form.set(Field::Provider, "github");
    form.set(Field::Provider, "k8s");
    assert_eq!(form.kind, Some(Kind::KubernetesToken));
    assert_eq!((form.value(token), form.value(certificate)), ("t", "c"));
    form.set(Field::Name, "n");
    let sent = form.validate(&create()).unwrap().to_wire();
    assert_eq!(
        sent["credentials"]["keys"],
        serde_json::json!({"token": "t"})
    );
    form.clear_secrets();
    form.set(Field::Kind, "k8s-certificate");
    assert_eq!((form.value(token), form.value(certificate)), ("", "c"));
}

#[test]
fn clearing_the_secrets_keeps_the_rest() {
    let mut form = filled();
    form.clear_secrets();
    assert_eq!(form.value(Field::Password), "");
    assert_eq!(form.value(Field::UserName), "my-registry-token");
    assert_eq!(form.value(Field::Name), "my-registry-creds");
}

#[test]
fn debug_output_of_form_request_and_errors_shows_no_value() {
    let mut form = filled();
    let request = form.validate(&create()).unwrap();
    assert!(!format!("{form:?} {request:?}").contains(SENTINEL));

    form.set(Field::Password, format!(" {SENTINEL} "));
    form.set(Field::Name, "not a name");
    let findings = form.findings(Field::Password, &create());
    let errors = form.validate(&create()).unwrap_err();
    let shown = format!("{findings:?} {errors:?} {errors}");
    assert!(!shown.contains(SENTINEL), "{shown}");
}

#[test]
fn the_summary_names_each_field() {
    let errors = CredentialsForm::of(Provider::ContainerRegistry)
        .validate(&create())
        .unwrap_err();
    for field in ["name: ", "user-name: ", "password: "] {
        assert!(errors.summary().contains(field), "{errors}");
    }
}

proptest! {
    #[test]
    fn no_text_in_any_field_makes_it_panic(
        name in any::<String>(),
        user in any::<String>(),
        password in any::<String>(),
        registry in any::<String>(),
        updating in any::<bool>(),
    ) {
        let mut form = CredentialsForm::of(Provider::ContainerRegistry);
        form.set(Field::Name, name);
        form.set(Field::UserName, user);
        form.set(Field::Password, password);
        form.set(Field::Registry, registry);
        let context = if updating { update() } else { create() };
        let has_errors = form
            .fields()
            .flat_map(|field| form.findings(field, &context))
            .any(|finding| finding.is_error());
        prop_assert_eq!(form.validate(&context).is_err(), has_errors);
    }

    #[test]
    fn a_password_is_sent_exactly_as_typed(password in any::<String>().prop_filter(
        "an empty password is asked for, and what stands in place of one is refused",
        |p| !p.is_empty() && Placeholder::of_secret(p).is_none_or(|found| !found.is_certain())
    )) {
        let mut form = filled();
        form.set(Field::Password, password.clone());
        let request = form.validate(&create()).unwrap();
        let (_, sent) = request.values().find(|(spec, _)| spec.is_secret()).unwrap();
        prop_assert_eq!(sent.expose(), password.as_str());
    }

    #[test]
    fn a_value_never_shows_in_an_error(password in "[a-zA-Z0-9]{12,40}") {
        let mut form = CredentialsForm::of(Provider::ContainerRegistry);
        form.set(Field::Password, format!("{password}\n"));
        let errors = form.validate(&create()).unwrap_err();
        prop_assert!(!errors.summary().contains(&password));
    }
}

#[test]
fn another_registry_asks_for_the_stored_secret_again() {
    let mut form = filled();
    form.set(Field::Registry, "quay.io");
    form.set(Field::Password, "");
    let update = |stored: &str| ValidationContext {
        purpose: Purpose::Update,
        stored_registry: Some(StoredRegistry::Stored(stored.to_owned())),
        ..create()
    };
    assert!(form.validate(&update("quay.io")).is_ok(), "it is kept");
    assert_eq!(
        errors(&form, &update("ghcr.io")),
        [(Field::Password, REQUIRED)]
    );
    form.set(Field::Password, SENTINEL);
    assert!(form.validate(&update("ghcr.io")).is_ok());
}

#[test]
fn another_credential_for_the_same_host_is_pointed_out() {
    let others = vec![
        ("quay.io".to_owned(), "robot".to_owned()),
        ("docker.io".to_owned(), "hub".to_owned()),
    ];
    let context = ValidationContext { others, ..create() };
    let mut form = filled();
    for (registry, name) in [
        ("quay.io", Some("robot")),
        ("", Some("hub")),
        ("ghcr.io", None),
    ] {
        form.set(Field::Registry, registry);
        let findings = form.findings(Field::Registry, &context);
        let shadow = findings.iter().find(|f| f.code == SHADOWED);
        assert_eq!(shadow.is_some(), name.is_some(), "{registry}");
        assert!(shadow.is_none_or(|f| f.message.starts_with(name.unwrap_or_default())));
    }
}

#[test]
fn what_can_never_work_is_told_apart_from_what_is_doubtful() {
    let mut form = filled();
    form.set(
        Field::Registry,
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    );
    form.set(Field::UserName, "AWS");
    let hopeless = form.never_works(&create());
    assert!(hopeless.iter().any(|(field, _)| *field == Field::UserName));
    assert!(form.validate(&create()).is_ok(), "and can be stored");

    form.set(Field::UserName, "AKIAIOSFODNN7EXAMPLE");
    assert_eq!(form.never_works(&create()), []);

    form.set(Field::UserName, "alice");
    assert!(!form.never_works(&create()).is_empty());
}

#[test]
fn a_registry_that_equals_no_images_host_never_works_as_typed() {
    for (registry, never) in [
        ("https://quay.io", true),
        ("quay.io/acme", false),
        ("quay.io/acme/", true),
        ("quay.io/Acme", true),
        ("quay.io/v2", true),
        ("nexus", true),
        ("*.azurecr.io", true),
        ("quay.io", false),
        ("QUAY.IO", false),
        ("quay.io:443", false),
        ("", false),
        ("  ", false),
    ] {
        let mut form = filled();
        form.set(Field::Registry, registry);
        let hopeless = form.never_works(&create());
        let codes: Vec<_> = hopeless.iter().map(|(field, f)| (*field, f.code)).collect();
        let expected = never.then_some((Field::Registry, HOST_NEVER_MATCHES));
        assert_eq!(codes, Vec::from_iter(expected), "{registry}");
        assert!(form.validate(&create()).is_ok(), "{registry}");
    }
}

#[test]
fn a_path_never_works_only_in_a_wave_that_compares_hosts() {
    let mut form = filled();
    form.set(Field::Registry, "quay.io/acme");
    for (rule, never) in [
        (None, false),
        (Some(MatchRule::ExactHost), true),
        (Some(MatchRule::LongestPath), false),
    ] {
        let mut context = create();
        context.wave.rule = rule;
        assert_eq!(!form.never_works(&context).is_empty(), never, "{rule:?}");
        let warns = form.findings(Field::Registry, &context);
        let warns = warns.iter().any(|it| it.severity == Severity::Warning);
        assert_eq!(warns, rule != Some(MatchRule::LongestPath), "{rule:?}");
    }
}
