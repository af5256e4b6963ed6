#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::change::Change;
use crate::diagnostic::Repair;
use crate::lint::tests::support::{assert_codes, check, marked, the};
use crate::rule::Severity;
use crate::value::Value;

#[test]
fn a_text_is_no_boolean_and_what_follows_is_said() {
    for (text, part, severity, meant) in [
        (
            "wave.enabled = 'true'",
            "Wave stays off",
            Severity::Warning,
            Some(true),
        ),
        (
            "wave.enabled = 'false'",
            "Wave stays off",
            Severity::Info,
            Some(false),
        ),
        (
            "wave.enabled = 'yes'",
            "Wave stays off",
            Severity::Warning,
            Some(true),
        ),
        (
            "wave.freeze = 'false'",
            "so Wave freezes",
            Severity::Warning,
            Some(false),
        ),
        (
            "wave.mirror = 'no'",
            "so Wave mirrors",
            Severity::Warning,
            Some(false),
        ),
        (
            "fusion.enabled = 'false'",
            "demands Wave",
            Severity::Warning,
            Some(false),
        ),
        (
            "docker.enabled = \"true\"",
            "counts as true",
            Severity::Info,
            Some(true),
        ),
        (
            "conda.useMamba = 'false'",
            "counts as true",
            Severity::Warning,
            Some(false),
        ),
        (
            "docker.tty = ''",
            "counts as false",
            Severity::Info,
            Some(false),
        ),
        (
            "docker.sudo = 'sometimes'",
            "counts as true",
            Severity::Warning,
            None,
        ),
    ] {
        let path = text.split(' ').next().unwrap_or_default();
        let diagnostic = the(&format!("text-boolean:{path}"), text);
        assert!(diagnostic.message.contains(part), "{}", diagnostic.message);
        assert_eq!(diagnostic.severity, severity, "{text}");
        let change = diagnostic.suggestion.map(|it| it.repair);
        let expected = meant.map(|meant| {
            Repair::Change(vec![Change {
                path: path.to_owned(),
                to: Some(Value::Bool(meant)),
            }])
        });
        assert_eq!(change, expected, "{text}");
    }
}

#[test]
fn booleans_and_numbers_are_as_they_should_be() {
    for text in [
        "wave.enabled = true\nwave.freeze = false",
        "wave.mirror = 0",
        "docker.enabled = 1",
        "wave.enabled = null",
        "fusion.tags = false",
        "fusion.tags = '[*](a=b)'",
        "docker.kill = 'SIGTERM'",
    ] {
        assert_codes(text, &[]);
    }
}

#[test]
fn values_of_another_kind_are_told_of() {
    for (text, severity) in [
        ("wave.enabled = 1", Severity::Warning),
        ("wave.enabled = ['true']", Severity::Warning),
        ("wave.freeze = [1]", Severity::Warning),
        ("wave.build.repository = ['quay.io/a/b']", Severity::Warning),
        (
            "wave.build.repository = { 'quay.io/a/b' }",
            Severity::Warning,
        ),
        ("wave.retryPolicy.maxAttempts = 'many'", Severity::Error),
        ("wave.retryPolicy.jitter = true", Severity::Error),
        ("wave.build.maxDuration = 'long'", Severity::Error),
        ("wave.httpClient.connectTimeout = [1]", Severity::Error),
        ("fusion.cacheSize = 'big'", Severity::Error),
        ("conda.channels = 5", Severity::Warning),
        ("docker = true", Severity::Warning),
        ("wave = 'on'", Severity::Warning),
    ] {
        let path = text.split(' ').next().unwrap_or_default();
        let diagnostic = the(&format!("wrong-type:{path}"), text);
        assert_eq!(diagnostic.severity, severity, "{text}");
        let value = text.split(" = ").nth(1).unwrap_or_default();
        assert_eq!(marked(&diagnostic, text), value);
    }
}

#[test]
fn values_of_the_right_kind_need_no_word() {
    for text in [
        "wave.build.maxDuration = '1h 30m'",
        "wave.build.maxDuration = 40.min",
        "wave.build.maxDuration = 90000",
        "wave.build.maxDuration = '01:30:00'",
        "wave { retryPolicy { delay = '450ms'; maxAttempts = 5; jitter = 0.25; multiplier = 2 } }",
        "wave.retryPolicy.maxAttempts = '5'",
        "fusion.cacheSize = 100.GB",
        "fusion.cacheSize = '100 GB'",
        "conda.channels = 'conda-forge,bioconda'",
        "conda.channels = ['conda-forge']",
        "wave.httpClient.maxRate = '5/sec'",
        "tower.httpReadTimeout = '90s'",
        "wave = null\ndocker = false",
    ] {
        assert_codes(text, &[]);
    }
}

#[test]
fn a_value_is_marked_where_it_stands() {
    check(
        "
    wave.enabled = 'true'
    //             ^^^^^^ text-boolean:wave.enabled Wave stays off
    conda {
        createTimeout = 'long'
    //                  ^^^^^^ wrong-type:conda.createTimeout takes a duration
        useMamba = []
    //             ^^ wrong-type:conda.useMamba counts as false
    }
",
    );
}
