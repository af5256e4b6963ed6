use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

const TARGETS: [(Target, Language); 7] = [
    (Target::Nextflow, Language::Groovy),
    (Target::Tw, Language::Shell),
    (Target::Terraform, Language::Hcl),
    (Target::Seqerakit, Language::Yaml),
    (Target::WaveCli, Language::Shell),
    (Target::Docker, Language::Shell),
    (Target::Zenml, Language::Shell),
];

fn snippets(name: &str, registry: &str, user_name: &str) -> Vec<Snippet> {
    for_credential(&CredentialSubject {
        name,
        registry,
        user_name,
        workspace: None,
    })
}

fn of(snippets: &[Snippet], target: Target) -> &Snippet {
    snippets
        .iter()
        .find(|snippet| snippet.target == target)
        .unwrap()
}

/// What seqerakit makes of a value before its shell reads it (see its `_check_env_vars`).
fn seqerakit_reads(value: &str) -> String {
    if let Some(raw) = value.strip_prefix('\\') {
        let raw = raw.trim_start_matches('\\').trim_matches('\'');
        return shlex::split(raw).unwrap().concat();
    }
    assert!(
        !value.contains(['$', '%', '|', '<', '>', '&', '`']),
        "{value}"
    );
    assert!(
        !(value.starts_with('\'') && value.ends_with('\'')),
        "{value}"
    );
    value.to_owned()
}

fn yaml_values(text: &str) -> Vec<String> {
    use saphyr_parser::{Event, Parser};
    Parser::new_from_str(text)
        .filter_map(|event| match event.unwrap().0 {
            Event::Scalar(value, ..) => Some(value.into_owned()),
            _ => None,
        })
        .collect()
}

#[test]
fn every_target_has_one_snippet_in_its_language_with_notes() {
    for registry in [
        "",
        "quay.io",
        "myreg.azurecr.io",
        "no host",
        "us-docker.pkg.dev",
    ] {
        let snippets = snippets("acr-prod", registry, "me");
        let made: Vec<_> = snippets.iter().map(|s| (s.target, s.language)).collect();
        assert_eq!(made, TARGETS);
        for snippet in snippets {
            assert!(!snippet.text.is_empty() && !snippet.text.ends_with('\n'));
            assert!(!snippet.notes.is_empty(), "{:?}", snippet.target);
            for note in snippet.notes {
                assert!(note.ends_with('.') && !note.contains('\n'), "{note}");
            }
        }
    }
}

#[test]
fn what_looks_like_a_secret_is_in_no_snippet() {
    // Made up, in the shape of DigitalOcean's, which takes a token for both.
    let token = format!("dop_v1_{}", "0123456789abcdef".repeat(4));
    for (registry, user) in [
        ("registry.digitalocean.com", token.as_str()),
        (token.as_str(), "me"),
        (&format!("me:{token}@quay.io"), "me"),
    ] {
        for snippet in snippets("mine", registry, user) {
            assert!(!snippet.text.contains(&token), "{}", snippet.text);
            assert!(!snippet.notes.concat().contains(&token));
        }
    }
}

#[test]
fn a_name_that_platform_would_not_take_breaks_nothing() {
    for name in ["", "--help", "a'b", "x\ny", "\u{1b}]0;", "9", "日本"] {
        let made = snippets(name, "quay.io", "me");
        let zenml = &of(&made, Target::Zenml).text;
        for line in zenml.lines() {
            let words = shlex::split(line).unwrap();
            assert_eq!(words[0], "zenml");
            assert!(
                !words
                    .iter()
                    .any(|word| word == name && name.starts_with('-'))
            );
        }
        assert_eq!(zenml.lines().count(), 4, "{zenml}");
        assert!(::hcl::parse(&format!("{}\n", of(&made, Target::Terraform).text)).is_ok());
    }
}

proptest! {
    #[test]
    fn whatever_the_user_name_is_each_tool_reads_it(
        user in "([\\PC]|['\"$`\\\\%|<>&{}~!@ -]){1,20}"
    ) {
        prop_assume!(!crate::registry::secret::is_unmistakable(&user));
        let user: String = user.chars().filter(|c| visible::is_visible(*c)).collect();
        let made = snippets("mine", "quay.io", &user);
        let option = format!("--username={user}");
        for target in [Target::Tw, Target::Docker] {
            let words = shlex::split(&of(&made, target).text).unwrap();
            prop_assert!(words.contains(&option), "{:?}", words);
        }
        // ZenML reads a file where a value begins with one at sign.
        let at = if user.starts_with('@') { "@" } else { "" };
        let doubled = format!("--username={at}{user}");
        let words = shlex::split(&of(&made, Target::Zenml).text).unwrap();
        prop_assert!(words.contains(&doubled), "{:?}", words);
        let values = yaml_values(&of(&made, Target::Seqerakit).text);
        let at = values.iter().position(|value| value == "username").unwrap();
        prop_assert_eq!(seqerakit_reads(&values[at + 1]), user);
    }

    #[test]
    fn whatever_is_stored_nothing_acts_on_a_terminal(
        name in any::<String>(), registry in any::<String>(), user in any::<String>()
    ) {
        for snippet in snippets(&name, &registry, &user) {
            let is_safe = |c: char| c == '\n' || visible::is_visible(c);
            prop_assert!(snippet.text.chars().all(is_safe), "{:?}", snippet);
        }
    }
}
