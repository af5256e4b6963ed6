use super::*;
use crate::credentials::{Kind, Provider, Wire};
use crate::finding::{Code, Severity};
use crate::registry::catalogue::Registry;
use crate::registry::secret::user_name_findings::USER_NAME_IS_EMAIL;
use crate::registry::secret::verdict::{SECRET_OF_OTHER_REGISTRY, SECRET_PLACEHOLDER};
use crate::wave::MatchRule;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn filled(registry: &str, user: &str, password: &str) -> CredentialsForm {
    let mut form = CredentialsForm::of(Provider::ContainerRegistry);
    form.set(Field::Name, "mine");
    form.set(Field::Registry, registry);
    form.set(Field::UserName, user);
    form.set(Field::Password, password);
    form
}

fn create() -> ValidationContext {
    ValidationContext {
        now: Some(1_795_330_800),
        ..ValidationContext::default()
    }
}

fn stored_registry(text: &str) -> StoredRegistry {
    match text {
        "" => StoredRegistry::Default,
        text => StoredRegistry::Stored(text.to_owned()),
    }
}

fn update(stored: Option<&str>) -> ValidationContext {
    ValidationContext {
        purpose: Purpose::Update,
        stored_registry: stored.map(stored_registry),
        ..create()
    }
}

fn said(form: &CredentialsForm, field: Field, context: &ValidationContext) -> Vec<Finding> {
    let spec = Kind::ContainerRegistry.field(field).unwrap();
    findings(form, spec, context)
}

fn codes(form: &CredentialsForm, field: Field, context: &ValidationContext) -> Vec<Code> {
    let said = said(form, field, context);
    said.iter().map(|finding| finding.code).collect()
}

#[test]
fn white_space_is_a_password_and_no_user_name() {
    let form = filled("quay.io", " \t", " ");
    assert_eq!(codes(&form, Field::UserName, &create()), [REQUIRED]);
    let said = codes(&form, Field::Password, &create());
    assert!(!said.contains(&REQUIRED), "{said:?}");
    let form = filled("quay.io", "me", "");
    assert_eq!(codes(&form, Field::Password, &create()), [REQUIRED]);
}

#[test]
fn a_user_name_with_white_space_around_it_can_be_trimmed() {
    for (user, is_padded) in [("me", false), (" me", true), ("me\n", true), ("m e", false)] {
        let form = filled("quay.io", user, "x");
        let said = codes(&form, Field::UserName, &create());
        assert_eq!(
            said.contains(&SURROUNDING_WHITE_SPACE),
            is_padded,
            "{user:?}"
        );
    }
}

#[test]
fn the_secret_is_looked_at_only_with_a_clock() {
    let form = filled("docker.io", "me@example.com", "<token>");
    let clockless = ValidationContext::default();
    for (field, code) in [
        (Field::Password, SECRET_PLACEHOLDER),
        (Field::UserName, USER_NAME_IS_EMAIL),
    ] {
        assert_eq!(codes(&form, field, &create()), [code]);
        assert_eq!(codes(&form, field, &clockless), []);
    }
}

#[test]
fn the_secret_is_judged_with_the_registry_and_the_user_name_beside_it() {
    let token = "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";
    for (registry, code) in [
        ("ghcr.io", SECRET_LOOKS_RIGHT),
        ("docker.io", SECRET_OF_OTHER_REGISTRY),
    ] {
        let form = filled(registry, "me", token);
        assert_eq!(codes(&form, Field::Password, &create()), [code]);
    }
}

#[test]
fn a_stored_secret_is_kept_for_its_own_registry_only() {
    for (registry, stored, asks) in [
        ("quay.io", Some("quay.io"), false),
        ("ghcr.io", Some("quay.io"), true),
        ("quay.io:443", Some("quay.io"), true),
        ("QUAY.IO", Some("quay.io"), false),
        ("quay.io", Some("https://QUAY.IO/"), false),
        ("quay.io", Some("quay.io/org"), false),
        ("quay.io/org", Some("quay.io"), false),
        ("docker.io", Some("https://index.docker.io/v1/"), false),
        ("quay.io", Some("me@quay.io"), true),
        ("quay.io", Some("quay"), true),
        ("quay.io.evil.example", Some("quay.io"), true),
        ("registry.gitlab.com", Some("gitlab.com"), true),
        (
            "myreg.azurecr.io",
            Some("myreg.eastus.data.azurecr.io"),
            true,
        ),
        ("", Some("quay.io"), true),
        ("ghcr.io", None, false),
        ("", Some("docker.io"), false),
        (" ", Some("docker.io"), false),
        ("", Some(""), false),
        ("docker.io", Some(""), false),
        ("ghcr.io", Some(""), true),
        (" ", Some(" "), true),
    ] {
        let form = filled(registry, "me", "");
        let said = codes(&form, Field::Password, &update(stored));
        assert_eq!(said == [REQUIRED], asks, "{registry:?} {said:?}");
        let form = filled(registry, "me", "new");
        let said = codes(&form, Field::Password, &update(stored));
        assert!(!said.contains(&REQUIRED), "a new one goes anywhere");
    }
}

#[test]
fn the_default_registry_is_named_when_the_stored_one_was_empty() {
    let form = filled("quay.io", "me", "");
    let said = said(&form, Field::Password, &update(Some("")));
    assert!(said[0].message.contains("is for docker.io,"), "{said:?}");
}

#[test]
fn the_chosen_kind_makes_a_single_word_an_azure_registry() {
    let form = filled("nexus", "me", "x");
    let fix = |context: &ValidationContext| {
        let said = said(&form, Field::Registry, context);
        said.into_iter().find_map(|finding| finding.fix)
    };
    assert_eq!(fix(&create()), None);
    let chosen = ValidationContext {
        chosen_registry: Some(Registry::Acr),
        ..create()
    };
    assert_eq!(
        fix(&chosen).map(|fix| fix.label).as_deref(),
        Some("Use nexus.azurecr.io")
    );
}

#[test]
fn a_good_secret_is_not_praised_where_its_registry_never_matches() {
    let token = "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";
    let form = filled("ghcr.io/acme", "me", token);
    assert_eq!(codes(&form, Field::Password, &create()), []);
}

#[test]
fn other_credentials_for_the_very_same_host_are_rivals() {
    let others = [("quay.io", "theirs"), ("docker.io", "hub")];
    let context = ValidationContext {
        others: others.map(|(a, b)| (a.to_owned(), b.to_owned())).into(),
        ..create()
    };
    for (registry, rival) in [
        ("quay.io", Some("theirs")),
        ("docker.io", Some("hub")),
        ("", Some("hub")),
        ("  ", Some("hub")),
        ("QUAY.io", None),
        ("quay.io:443", None),
        ("ghcr.io", None),
    ] {
        let form = filled(registry, "me", "x");
        let mut said = said(&form, Field::Registry, &context);
        said.retain(|finding| finding.code == SHADOWED);
        let named = said.first().map(|finding| &finding.message);
        assert_eq!(named.is_some(), rival.is_some(), "{registry:?}");
        assert!(named.is_none_or(|text| text.starts_with(rival.unwrap())));
        assert!(!said.iter().any(Finding::is_error));
    }
}

fn with_others(purpose: Purpose, stored: Option<&str>, place: Option<usize>) -> ValidationContext {
    let others = [("quay.io", "one"), ("ghcr.io", "gh"), ("quay.io", "two")];
    ValidationContext {
        purpose,
        others: others.map(|(a, b)| (a.to_owned(), b.to_owned())).into(),
        stored_registry: stored.map(stored_registry),
        place,
        ..create()
    }
}

#[test]
fn the_place_in_the_list_decides_what_is_said_of_others() {
    let quay = Some("quay.io");
    for (purpose, stored, place, typed, expected) in [
        (
            Purpose::Create,
            None,
            None,
            "quay.io",
            Some((SHADOWED, Severity::Warning, "change the password of one")),
        ),
        (
            Purpose::Update,
            quay,
            Some(0),
            "quay.io",
            Some((
                FIRST_MATCH,
                Severity::Info,
                "2 others with it are never used",
            )),
        ),
        (
            Purpose::Update,
            quay,
            Some(1),
            "quay.io",
            Some((
                SHADOWED,
                Severity::Warning,
                "one has the registry quay.io too and comes first",
            )),
        ),
        (
            Purpose::Update,
            quay,
            Some(3),
            "quay.io",
            Some((SHADOWED, Severity::Warning, "never this one")),
        ),
        (
            Purpose::Update,
            Some("docker.io"),
            Some(0),
            "quay.io",
            Some((
                SHADOWED,
                Severity::Warning,
                "once it is saved, Wave uses this one and never one",
            )),
        ),
        (
            Purpose::Update,
            Some("docker.io"),
            Some(2),
            "quay.io",
            Some((SHADOWED, Severity::Warning, "never this one")),
        ),
        (
            Purpose::Update,
            Some("docker.io"),
            Some(2),
            "docker.io",
            None,
        ),
        (Purpose::Create, None, None, "quay.io/org", None),
    ] {
        let context = with_others(purpose, stored, place);
        let said = said(&filled(typed, "me", "x"), Field::Registry, &context);
        let said: Vec<_> = said
            .iter()
            .filter(|it| [SHADOWED, FIRST_MATCH].contains(&it.code))
            .collect();
        assert_eq!(
            said.len(),
            usize::from(expected.is_some()),
            "{typed} {place:?}"
        );
        if let Some((code, severity, words)) = expected {
            assert_eq!((said[0].code, said[0].severity), (code, severity));
            assert!(said[0].message.contains(words), "{}", said[0].message);
        }
    }
}

#[test]
fn the_credential_that_wave_uses_is_never_said_to_be_changed_for_another_one() {
    let context = with_others(Purpose::Update, Some("quay.io"), Some(0));
    let said = said(&filled("quay.io", "me", "x"), Field::Registry, &context);
    assert!(
        !said.iter().any(|it| it.message.contains("Better")),
        "{said:?}"
    );
}

#[test]
fn of_what_wave_uses_for_no_image_none_is_called_the_one_that_is_used() {
    let said = |registry: &str, rule: Option<MatchRule>| {
        let mut context = with_others(Purpose::Update, Some(registry), Some(0));
        context.others = vec![(registry.to_owned(), "other".to_owned())];
        context.wave.rule = rule;
        let said = said(&filled(registry, "me", "x"), Field::Registry, &context);
        let mut said = said.into_iter();
        said.find(|it| it.code == FIRST_MATCH).map(|it| it.message)
    };
    let by_path = Some(MatchRule::LongestPath);
    let by_host = Some(MatchRule::ExactHost);
    assert!(
        said("quay.io", None)
            .unwrap()
            .starts_with("Wave uses this one")
    );
    assert!(
        said("ghcr.io/acme", by_path)
            .unwrap()
            .starts_with("Wave uses this one")
    );
    let depends = said("ghcr.io/acme", None).unwrap();
    assert!(
        depends.starts_with("Where Wave matches paths: "),
        "{depends}"
    );
    for (registry, rule) in [
        ("ghcr.io/acme", by_host),
        ("https://quay.io", None),
        ("community.wave.seqera.io", None),
    ] {
        assert_eq!(said(registry, rule), None, "{registry}");
    }
}

#[test]
fn a_secret_is_judged_for_the_host_of_a_path() {
    let token = "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";
    let mut context = create();
    context.wave.rule = Some(MatchRule::LongestPath);
    for (registry, code) in [
        ("ghcr.io/acme", SECRET_LOOKS_RIGHT),
        ("docker.io/acme", SECRET_OF_OTHER_REGISTRY),
    ] {
        let form = filled(registry, "me", token);
        assert_eq!(codes(&form, Field::Password, &context), [code]);
    }
}

#[test]
fn a_secret_that_would_never_be_used_is_not_praised() {
    let token = "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";
    let form = filled("ghcr.io", "me", token);
    let shadowed = with_others(Purpose::Create, None, None);
    assert_eq!(codes(&form, Field::Password, &shadowed), []);
    let first = with_others(Purpose::Update, Some("ghcr.io"), Some(1));
    assert_eq!(codes(&form, Field::Password, &first), [SECRET_LOOKS_RIGHT]);
}

#[test]
fn the_secret_of_another_provider_is_not_taken_for_one_of_a_registry() {
    let secret_key = Field::Key("aws-secret-key");
    let spec = Kind::AwsKeys.field(secret_key).unwrap();
    let mut form = CredentialsForm::of(Provider::Aws);
    form.set(Field::Password, "ghp_000000000000000000000000000000000000");
    assert_eq!(
        findings(&form, spec, &create())[0].message,
        "Enter the secret access key."
    );
    form.set(secret_key, "ghp_000000000000000000000000000000000000");
    assert_eq!(findings(&form, spec, &create()), []);
}

/// A context in which a kind of registry was chosen.
fn chosen(registry: Registry) -> ValidationContext {
    ValidationContext {
        chosen_registry: Some(registry),
        ..create()
    }
}

#[test]
fn a_chosen_kind_makes_its_server_required_but_for_docker_hub() {
    for (kind, says) in [
        (Registry::Acr, "<name>.azurecr.io"),
        (Registry::Ecr, ".dkr.ecr."),
        (Registry::Ghcr, "ghcr.io"),
        (Registry::Harbor, "Harbor"),
        (Registry::Local, ""),
    ] {
        for typed in ["", "  "] {
            let form = filled(typed, "me", "S3ntinel!");
            let said = said(&form, Field::Registry, &chosen(kind));
            assert_eq!(said.len(), 1, "{kind:?}");
            assert_eq!(said[0].code, REQUIRED, "{kind:?}");
            assert!(
                said[0].is_error() && said[0].message.contains(says),
                "{said:?}"
            );
            assert!(form.validate(&chosen(kind)).is_err(), "{kind:?}");
        }
    }
    let form = filled("", "me", "S3ntinel!");
    for context in [create(), chosen(Registry::DockerHub)] {
        assert!(form.validate(&context).is_ok());
    }
    let fixed = said(&form, Field::Registry, &chosen(Registry::Quay));
    let fix = fixed[0].fix.as_ref().unwrap();
    assert_eq!(fix.edit.apply(""), "quay.io");
}

#[test]
fn a_kind_and_a_server_that_disagree_are_an_error() {
    for (kind, server) in [
        (Registry::Acr, "ghcr.io"),
        (Registry::Acr, "registry.acme.example"),
        (Registry::Ghcr, "quay.io"),
        (Registry::DockerHub, "quay.io"),
        (Registry::Ecr, "public.ecr.aws"),
        (Registry::Gar, "gcr.io"),
        (Registry::Harbor, "ghcr.io"),
        (Registry::Gitlab, "registry-1.docker.io"),
        (Registry::Quay, "acmereg.azurecr.io"),
        (Registry::Ghcr, "10.0.0.5:5000"),
    ] {
        let form = filled(server, "me", "S3ntinel!");
        let codes = codes(&form, Field::Registry, &chosen(kind));
        assert!(codes.contains(&REGISTRY_KIND_DIFFERS), "{kind:?} {server}");
        assert!(form.validate(&chosen(kind)).is_err(), "{kind:?} {server}");
    }
}

#[test]
fn a_kind_and_a_server_that_go_together_are_none() {
    for (kind, server) in [
        (Registry::Acr, "acmereg.azurecr.io"),
        (Registry::Acr, "AcmeReg.azurecr.io"),
        (Registry::Acr, "acmereg"),
        (Registry::Acr, "acmereg.azurecr.com"),
        (Registry::Ghcr, "https://ghcr.io"),
        (Registry::DockerHub, "index.docker.io"),
        (Registry::DockerHub, "hub.docker.com"),
        (Registry::Harbor, "harbor.acme.example"),
        (Registry::Harbor, "10.0.0.5:5000"),
        (Registry::Gitlab, "gitlab.acme.example:5050"),
        (Registry::Quay, "quay.acme.example"),
        (Registry::Jfrog, "docker.acme.example"),
        (Registry::Local, "registry.acme.example"),
        (Registry::Chainguard, "cgr.dev"),
        (Registry::DockerHardened, "dhi.io"),
    ] {
        let form = filled(server, "me", "S3ntinel!");
        let codes = codes(&form, Field::Registry, &chosen(kind));
        assert!(!codes.contains(&REGISTRY_KIND_DIFFERS), "{kind:?} {server}");
    }
}

#[test]
fn what_is_missing_is_asked_for_in_the_registry_s_own_words() {
    for (server, kind, words) in [
        ("acme.jfrog.io", None, Registry::Jfrog),
        ("", Some(Registry::Acr), Registry::Acr),
        ("nvcr.io", None, Registry::Nvcr),
        (
            "harbor.acme.example",
            Some(Registry::Harbor),
            Registry::Harbor,
        ),
    ] {
        let context = ValidationContext {
            chosen_registry: kind,
            ..create()
        };
        let form = filled(server, "", "");
        let record = words.record();
        let user = said(&form, Field::UserName, &context);
        assert!(user[0].message.ends_with(record.user_name.note), "{user:?}");
        let password = said(&form, Field::Password, &context);
        assert!(
            password[0].message.ends_with(record.password.note),
            "{password:?}"
        );
    }
    let user = said(&filled("", "", ""), Field::UserName, &create());
    assert_eq!(user[0].message, "Enter the user name.");
}

#[test]
fn what_stands_in_place_of_a_value_cannot_be_saved() {
    for (registry, user, password, field) in [
        (
            "<registry name>.azurecr.io",
            "me",
            "S3ntinel!",
            Field::Registry,
        ),
        (
            "ACCOUNT_ID.dkr.ecr.REGION.amazonaws.com",
            "me",
            "S3ntinel!",
            Field::Registry,
        ),
        ("quay.io", "$CI_REGISTRY_USER", "S3ntinel!", Field::UserName),
        ("quay.io", "me", "${{ secrets.QUAY }}", Field::Password),
    ] {
        let form = filled(registry, user, password);
        let errors = form.validate(&create()).unwrap_err();
        let fields: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [field], "{registry} {user}");
        assert!(
            form.never_works(&create())
                .iter()
                .all(|(of, _)| *of != field)
        );
    }
}

#[test]
fn an_empty_registry_that_platform_does_not_tell_stays_and_nothing_is_said_of_docker_hub() {
    let context = ValidationContext {
        others: vec![("docker.io".to_owned(), "hub".to_owned())],
        stored_registry: Some(StoredRegistry::Unknown),
        purpose: Purpose::Update,
        ..create()
    };
    let mut form = CredentialsForm::of(Provider::ContainerRegistry);
    form.set(Field::Name, "old");
    form.set(Field::UserName, "someone@example.org");
    assert_eq!(form.all_findings(&context), []);
    assert!(form.never_works(&context).is_empty());
    let request = form.validate(&context).unwrap();
    let sent: Vec<_> = request.values().map(|(spec, _)| spec.wire).collect();
    assert_eq!(sent, [Wire::Key("userName")]);
    // The neighbour: one that is known to be Docker Hub.
    let known = ValidationContext {
        stored_registry: Some(StoredRegistry::Default),
        ..context.clone()
    };
    let said = said(&form, Field::Registry, &known);
    assert!(said.iter().any(|finding| finding.message.contains("hub")));
    // Another registry does not get a secret that was meant for one that nobody knows.
    form.set(Field::Registry, "quay.io");
    let missing = form.validate(&context).unwrap_err();
    assert!(missing.iter().any(|(field, _)| field == Field::Password));
    form.set(Field::Password, "p");
    assert!(form.validate(&context).is_ok());
}
