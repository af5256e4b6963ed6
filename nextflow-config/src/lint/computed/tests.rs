#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::lint::tests::support::{assert_codes, check, codes, found, marked, the};
use crate::rule::Severity;

#[test]
fn computed_values_are_told_of_and_nothing_is_claimed_of_them() {
    for text in [
        "wave.enabled = env('W')",
        "wave.freeze = System.getenv('F')\nwave.enabled = true",
        "wave.enabled = true\nwave.freeze = true\nwave.build.repository = env('R')",
        "wave.strategy = env('S')",
        "wave.endpoint = env('E')",
        "wave.scan.mode = env('M')\nwave.scan.allowedLevels = 'low'",
        "docker.enabled = env('D')\npodman.enabled = true",
        "fusion.enabled = true\nwave.enabled = env('W')",
        "wave.mirror = true\nwave.enabled = true\nwave.build.repository = env('R')",
        "wave.strategy = ['conda', env('S')]",
    ] {
        for diagnostic in found(text) {
            let code = diagnostic.code_with_subject();
            assert!(
                matches!(code.as_str(), "dynamic-value"),
                "{code} is claimed of {text}"
            );
        }
        if !text.contains("['conda'") {
            assert!(!codes(text).is_empty(), "{text}");
        }
    }
}

#[test]
fn parameters_and_expressions_are_told_of() {
    for (text, part) in [
        (
            "params.on = true\nwave.enabled = params.on",
            "other parameters",
        ),
        ("wave.enabled = env('X')", "only a run can tell"),
    ] {
        let diagnostic = the("dynamic-value", text);
        assert_eq!(diagnostic.severity, Severity::Info);
        assert!(diagnostic.message.contains(part), "{}", diagnostic.message);
    }
    for text in [
        "wave.build.repository = 'quay.io/' + 'a/b'",
        "wave.build.repository = \"quay.io/${1 + 1}/x\"",
        "wave.build.maxDuration = 1.h + 30.min",
        "wave.tokens.cache.maxDuration = '10m' as Duration",
        "tower.endpoint = ('https://a.org')",
        "wave.retryPolicy.jitter = -1 + 2",
    ] {
        assert_codes(text, &[]);
    }
}

#[test]
fn a_condition_that_only_a_run_can_tell_is_told_of() {
    let text = "if (System.getenv('X')) { wave.enabled = true }";
    let diagnostic = the("conditional-setting", text);
    assert_eq!(marked(&diagnostic, text), "enabled = true");
    assert_eq!(diagnostic.severity, Severity::Info);
    // What comes after it decides, so the condition does not matter.
    let text = "if (System.getenv('X')) { wave.enabled = true }\nwave.enabled = false";
    assert!(!codes(text).contains(&"conditional-setting".to_owned()));
    let text = "if (1 == 1) { wave.enabled = true }";
    assert!(!codes(text).contains(&"conditional-setting".to_owned()));
}

#[test]
fn included_files_are_told_of_once_and_keep_absence_from_being_claimed() {
    let text = "includeConfig 'a.config'\nincludeConfig 'b.config'\nwave.enabled = true\n\
                wave.freeze = true\nfusion.enabled = true";
    assert_codes(text, &["includes-unknown"]);
    let diagnostic = the("includes-unknown", text);
    assert!(diagnostic.message.starts_with("2 other files"));
    assert_eq!(marked(&diagnostic, text), "includeConfig 'a.config'");
    // What is there is judged all the same.
    let text = "includeConfig 'a.config'\nwave.freeze = true\nwave.mirror = true";
    assert_codes(text, &["includes-unknown", "mirror-freeze"]);
    assert_codes("profiles { a { includeConfig 'a.config' } }", &[]);
}

#[test]
fn what_only_a_run_can_tell_is_marked() {
    check(
        "
    tower.endpoint = env('E')
    //               ^^^^^^^^ dynamic-value only a run can tell
    includeConfig 'other.config'
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ includes-unknown Another file
",
    );
}
