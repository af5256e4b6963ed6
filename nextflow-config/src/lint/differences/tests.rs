#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::lint::LintOptions;
use crate::lint::tests::support::{
    PLATFORM, assert_codes, check, codes, codes_of_run, codes_with, marked, the,
};
use crate::reading::Parser;
use crate::rule::Severity;

const STRICT: LintOptions = LintOptions {
    parser: Some(Parser::Strict),
    ..PLATFORM
};

const LEGACY: LintOptions = LintOptions {
    parser: Some(Parser::Legacy),
    ..PLATFORM
};

#[test]
fn settings_that_get_lost_are_told_of() {
    for (text, mark, names, is_by_both) in [
        (
            "wave = [enabled: true]\nwave { freeze = false }",
            "enabled: true",
            "wave.enabled",
            false,
        ),
        (
            "wave { enabled = true }\nwave = [mirror: false]",
            "enabled = true",
            "wave.enabled",
            true,
        ),
        (
            "docker { temp = 'a'; tty = true }\ndocker = [enabled: true]",
            "temp = 'a'",
            "docker.temp, docker.tty",
            true,
        ),
        (
            "wave.build.cacheRepository = 'quay.io/a/c'\n\
             profiles { standard { wave { build { repository = 'quay.io/a/r' } } } }",
            "cacheRepository = 'quay.io/a/c'",
            "wave.build.cacheRepository",
            false,
        ),
        (
            "tower.endpoint = 'https://a.org'\ntower = null",
            "endpoint = 'https://a.org'",
            "tower.endpoint",
            true,
        ),
    ] {
        let diagnostic = the("scope-reset", text);
        assert_eq!(marked(&diagnostic, text), mark, "{text}");
        let message = &diagnostic.message;
        assert!(
            message.starts_with(&format!("{names} is lost")),
            "{message}"
        );
        assert_eq!(!message.contains("legacy parser"), is_by_both, "{message}");
        assert!(
            !codes(text)
                .iter()
                .any(|code| code.starts_with("semantics-differ"))
        );
        let by_strict = codes_with(text, &STRICT).contains(&"scope-reset".to_owned());
        assert_eq!(by_strict, is_by_both, "{text}");
        assert!(
            codes_with(text, &LEGACY).contains(&"scope-reset".to_owned()),
            "{text}"
        );
    }
}

#[test]
fn settings_that_stay_are_not_lost() {
    for text in [
        "wave.enabled = true\nwave { freeze = false }",
        "wave { build { repository = 'quay.io/a' } }\nwave.build.cacheRepository = 'quay.io/b'",
        "wave = [enabled: true]\nwave.freeze = false",
        "profiles { a { wave.enabled = true\n wave { freeze = false } } }",
        "wave.strategy = ['conda']\ntower { enabled = false }\ntower.endpoint = 'https://a.org'",
    ] {
        assert!(!codes(text).contains(&"scope-reset".to_owned()), "{text}");
    }
}

#[test]
fn a_profile_and_a_later_setting_are_a_matter_of_the_parser() {
    let text = "profiles { standard { docker.enabled = true } }\ndocker.enabled = false";
    let diagnostic = the("profile-order-differs", text);
    let message = &diagnostic.message;
    assert!(
        message.contains("legacy parser docker.enabled is true"),
        "{message}"
    );
    assert!(message.contains("strict one it is false"), "{message}");
    assert_eq!(marked(&diagnostic, text), "false");
    for options in [STRICT, LEGACY] {
        assert_eq!(codes_with(text, &options), [""; 0]);
    }
    assert_codes(
        "profiles { standard { docker.enabled = true } }\ndocker.enabled = true",
        &[],
    );
    assert_codes(
        "profiles { other { docker.enabled = true } }\ndocker.enabled = false",
        &[],
    );
}

#[test]
fn the_order_of_several_profiles_is_a_matter_of_the_parser() {
    let text = "profiles { a { docker.tty = true }\n b { docker.tty = false } }";
    assert_eq!(codes_of_run(text, &["b", "a"]), ["profile-order-differs"]);
    assert_eq!(codes_of_run(text, &["a", "b"]), [""; 0]);
}

#[test]
fn other_differences_are_told_of_with_both_values() {
    for (text, code) in [
        (
            "wave.freeze = false\nprocess { wave.enabled = true }",
            "semantics-differ:wave.enabled",
        ),
        (
            "profiles { standard { docker.tty = true }\n standard { docker.sudo = true } }",
            "semantics-differ:docker.tty",
        ),
    ] {
        let diagnostic = the(code, text);
        assert_eq!(diagnostic.severity, Severity::Warning);
        let message = diagnostic.message;
        assert!(
            message.contains("is true") && message.contains("is not set"),
            "{message}"
        );
    }
}

#[test]
fn what_only_one_parser_comes_to_is_said_of_that_parser() {
    let text = "profiles { standard { wave.enabled = true } }\nwave.enabled = false\n\
                wave.freeze = true";
    let diagnostic = the("freeze-without-repository", text);
    assert!(diagnostic.message.starts_with("With the legacy parser: "));
    let text = "wave { enabled = true; freeze = true }";
    let diagnostic = the("freeze-without-repository", text);
    assert!(
        diagnostic.message.starts_with("Freezing"),
        "{}",
        diagnostic.message
    );
}

#[test]
fn what_gets_lost_and_what_differs_is_marked() {
    check(
        "
    tower.endpoint = 'https://a.org'
    //    ^^^^^^^^^^^^^^^^^^^^^^^^^^ scope-reset tower.endpoint is lost: further down
    tower = null
    profiles { standard { docker.tty = true } }
    docker.tty = false
    //           ^^^^^ profile-order-differs The legacy parser applies a profile at the end
",
    );
}
