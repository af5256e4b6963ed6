#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

#[test]
fn a_colon_sets_nothing_and_becomes_an_equals_sign() {
    for (text, becomes) in [
        (
            "wave {\n enabled: true\n freeze = false\n}",
            "wave {\n enabled = true\n freeze = false\n}",
        ),
        ("wave { enabled : true }", "wave { enabled = true }"),
        ("wave { enabled:true }", "wave { enabled =true }"),
        (
            "wave { endpoint: 'https://w.org' }",
            "wave { endpoint = 'https://w.org' }",
        ),
        (
            "wave { strategy: ['conda'] }",
            "wave { strategy = ['conda'] }",
        ),
        ("process { cpus: 2 }", "process { cpus = 2 }"),
    ] {
        let finding = the("label-not-assignment", text);
        assert_eq!(finding.severity, Severity::Warning, "{text}");
        assert_eq!(repaired(&finding, text), becomes);
        assert!(!codes(becomes).contains(&"label-not-assignment".to_owned()));
    }
}

#[test]
fn each_colon_is_told_of_where_it_stands() {
    let text = "docker:\n  enabled: true\n  tty: false\n";
    let all = said(text);
    let labels: Vec<_> = all
        .iter()
        .filter(|finding| finding.code() == "label-not-assignment")
        .map(|finding| marked(finding, text))
        .collect();
    assert_eq!(labels, ["enabled: true", "tty: false"]);
}

#[test]
fn colons_that_belong_there_are_left_alone() {
    for text in [
        "process { withName: A { cpus = 1 } }",
        "wave = [enabled: true]",
        "params.x = [a: 1, b: [c: 2]]",
        "wave.enabled = params.x ? true : false\nparams.x = 1",
    ] {
        assert!(
            !codes(text).contains(&"label-not-assignment".to_owned()),
            "{text}"
        );
    }
}

#[test]
fn of_two_settings_of_one_name_the_earlier_is_told_of() {
    for (text, mark, severity) in [
        (
            "wave.enabled = true\nwave.enabled = false",
            "enabled = true",
            Severity::Warning,
        ),
        (
            "wave.enabled = true\nwave { enabled = true }",
            "enabled = true",
            Severity::Info,
        ),
        (
            "docker { tty = true\n temp = 'a'\n tty = false }",
            "tty = true",
            Severity::Warning,
        ),
    ] {
        let finding = the("duplicate-setting", text);
        assert_eq!(marked(&finding, text), mark);
        assert_eq!(finding.severity, severity, "{text}");
    }
    let text = "wave.mirror = false\n".repeat(4);
    let count = codes(&text)
        .iter()
        .filter(|code| *code == "duplicate-setting")
        .count();
    assert_eq!(count, 3, "all but the last");
}

#[test]
fn settings_that_do_not_meet_are_no_duplicates() {
    for text in [
        "wave.enabled = true\nprofiles { a { wave.enabled = false } }",
        "profiles { a { docker.tty = true }\n b { docker.tty = false } }",
        "if (x) { wave.enabled = true } else { wave.enabled = false }",
        "wave.enabled = true\nprocess.wave.enabled = true",
        "process.cpus = 1\nprocess.cpus = 2",
    ] {
        assert!(
            !codes(text).contains(&"duplicate-setting".to_owned()),
            "{text}"
        );
    }
}

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
        for finding in said(text) {
            let code = finding.code();
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
        (
            "wave.build.repository = \"quay.io/${1 + 1}/x\"",
            "As far as this text tells",
        ),
        ("wave.enabled = env('X')", "only a run can tell"),
    ] {
        let finding = the("dynamic-value", text);
        assert_eq!(finding.severity, Severity::Info);
        assert!(finding.message.contains(part), "{}", finding.message);
    }
    for text in [
        "wave.build.repository = 'quay.io/' + 'a/b'",
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
    let finding = the("conditional-setting", text);
    assert_eq!(marked(&finding, text), "enabled = true");
    assert_eq!(finding.severity, Severity::Info);
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
    let finding = the("includes-unknown", text);
    assert!(finding.message.starts_with("2 other files"));
    assert_eq!(marked(&finding, text), "includeConfig 'a.config'");
    // What is there is judged all the same.
    let text = "includeConfig 'a.config'\nwave.freeze = true\nwave.mirror = true";
    assert_codes(text, &["includes-unknown", "mirror-freeze"]);
    assert_codes("profiles { a { includeConfig 'a.config' } }", &[]);
}
