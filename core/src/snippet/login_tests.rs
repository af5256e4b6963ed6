#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

fn login<'a>(registry: &'a str, user_name: &'a str) -> Login<'a> {
    Login::of(&CredentialSubject {
        name: "acr-prod",
        registry,
        user_name,
        workspace: None,
    })
}

#[test]
fn the_host_is_the_one_that_was_meant() {
    for (stored, host, is_said) in [
        ("quay.io", "quay.io", false),
        ("", "docker.io", false),
        ("  ", "docker.io", false),
        ("reg.example.com:5000", "reg.example.com:5000", false),
        ("https://quay.io/v2/", "quay.io", true),
        ("index.docker.io", "docker.io", true),
        ("Quay.io", "quay.io", true),
        ("quay.io\0", "quay.io", true),
        ("me:hunter2@quay.io", "quay.io", true),
    ] {
        let login = login(stored, "me");
        assert_eq!(login.host.known(), Some(host), "{stored}");
        assert_eq!(
            !login.notes.is_empty(),
            is_said,
            "{stored}: {:?}",
            login.notes
        );
        assert!(!login.notes.concat().contains("hunter2"));
    }
}

#[test]
fn a_path_is_stored_in_platform_and_given_to_nothing_that_logs_in() {
    for (stored, registry, said) in [
        ("ghcr.io/acme", "ghcr.io/acme", "below ghcr.io/acme"),
        (
            "https://ghcr.io/acme",
            "ghcr.io",
            "another spelling than ghcr.io,",
        ),
        ("ghcr.io/acme/", "ghcr.io", "another spelling than ghcr.io,"),
        ("ghcr.io/v2/", "ghcr.io", "another spelling than ghcr.io,"),
    ] {
        let login = login(stored, "me");
        assert_eq!(login.host.known(), Some("ghcr.io"), "{stored}");
        assert_eq!(login.registry.known(), Some(registry), "{stored}");
        assert!(login.notes[0].contains(said), "{:?}", login.notes);
    }
    let plain = login("ghcr.io", "me");
    assert_eq!(plain.registry.known(), Some("ghcr.io"));
}

#[test]
fn what_must_not_be_shown_or_cannot_be_given_becomes_a_variable_and_is_said() {
    // Made up, in the shape of DigitalOcean's.
    let token = format!("dop_v1_{}", "0123456789abcdef".repeat(4));
    for (registry, user, variable) in [
        ("registry.digitalocean.com", token.as_str(), "REGISTRY_USER"),
        ("quay.io", "a\0b", "REGISTRY_USER"),
        (token.as_str(), "me", "REGISTRY_SERVER"),
        ("two words here", "me", "REGISTRY_SERVER"),
    ] {
        let login = login(registry, user);
        let is_variable =
            |text: &Text<'_>| matches!(text, Text::Variable(name) if *name == variable);
        assert!(
            is_variable(&login.user) || is_variable(&login.host),
            "{registry:?}: {:?}",
            login.host.known()
        );
        assert_eq!(login.notes.len(), 1, "{:?}", login.notes);
        assert!(login.notes[0].contains(variable), "{:?}", login.notes);
        assert!(!login.notes[0].contains(&token));
    }
}

#[test]
fn each_language_has_its_own_way_to_name_a_variable() {
    assert_eq!(PASSWORD.shell(), "\"$REGISTRY_PASSWORD\"");
    assert_eq!(PASSWORD.hcl(), "var.registry_password");
    assert_eq!(PASSWORD.seqerakit(), "'\"$REGISTRY_PASSWORD\"'");
}

#[test]
fn seqerakit_gets_quotes_of_the_shell_only_where_it_has_none_of_its_own() {
    for (value, written) in [
        ("acme+robot", "'acme+robot'"),
        ("two words", "'two words'"),
        ("robot$acme", r#"'\"robot\$acme"'"#),
        ("1234567|my-account", r#"'\"1234567|my-account"'"#),
        ("100%", r#"'\"100%"'"#),
        ("a`b\\c", r#"'\"a\`b\\c"'"#),
        ("it's", r#"'\"it''s"'"#),
    ] {
        assert_eq!(Text::Known(value.into()).seqerakit(), written);
    }
}

#[test]
fn an_option_may_have_a_value_that_begins_with_a_dash() {
    let command = Command::new("tw").option("username", &Text::Known("-x y".into()));
    assert_eq!(
        command.word("--password").line(),
        "tw --username='-x y' --password"
    );
}
