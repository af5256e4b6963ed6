//! What the catalogue tells people: complete, plain, and safe to copy.

use super::record::Recognition;
use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn the_exact_user_names_of_registries_are_given_exactly() {
    for (registry, name) in [
        (Registry::Scaleway, "nologin"),
        (Registry::Nvcr, "$oauthtoken"),
        (Registry::Icr, "iamapikey"),
        (Registry::Gar, "_json_key_base64"),
    ] {
        let login = registry.record().user_name;
        assert_eq!(login.placeholder, name, "{registry:?}");
        assert!(login.note.contains(name), "{}", login.note);
    }
}

#[test]
fn no_text_for_people_has_markup_or_double_blanks() {
    for registry in Registry::ALL {
        let record = registry.record();
        assert_eq!(record.password.placeholder, "", "no example of a secret");
        let lists = [record.steps, record.wave_notes, record.secret_formats];
        let texts = lists.into_iter().flatten().copied().chain([
            record.user_name.label,
            record.user_name.note,
            record.password.label,
            record.password.note,
            record.least_permission,
            registry.name(),
        ]);
        for text in texts {
            let is_plain = !text.contains(['`', '\n']) && !text.contains("  ");
            assert!(is_plain && text.trim() == text, "{registry:?}: {text:?}");
        }
    }
}

#[test]
fn lines_to_copy_are_whole_and_keep_secrets_out_of_the_history() {
    for registry in Registry::ALL {
        for command in registry.record().commands {
            let line = command.line;
            assert!(!command.tool.is_empty(), "{line}");
            assert!(!line.contains('\n') && line.trim() == line, "{line}");
            assert!(
                !line.contains("--password ") && !line.contains(" -p "),
                "{line}"
            );
        }
    }
}

#[test]
fn what_the_host_tells_stands_in_every_line_of_the_help() {
    let ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    for (registry, host, gone) in [
        (Registry::Acr, "myregistry.azurecr.io", "<name>"),
        (Registry::Ecr, ecr, "<region>"),
        (Registry::Ecr, ecr, "<account>"),
        (Registry::Gar, "europe-west2-docker.pkg.dev", "<location>"),
        (Registry::Jfrog, "acme.jfrog.io", "<instance>"),
        (Registry::Harbor, "harbor.example.com", "<host>"),
    ] {
        let help = help_for(registry, host);
        assert_eq!(help.host, host);
        let lines = help.commands.into_iter().map(|command| command.line);
        for text in help.steps.into_iter().chain(lines) {
            assert!(!text.contains(gone), "{text}");
        }
    }
}

#[test]
fn the_host_of_another_registry_fills_in_nothing() {
    for registry in Registry::ALL {
        if registry.record().recognition == Recognition::Always {
            let help = help_for(registry, "evil.example.com");
            assert_eq!(help, help_for(registry, ""), "{registry:?}");
        }
    }
}
