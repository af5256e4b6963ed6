#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
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
        let finding = the(&format!("text-boolean:{path}"), text);
        assert!(finding.message.contains(part), "{}", finding.message);
        assert_eq!(finding.severity, severity, "{text}");
        let change = finding.suggestion.map(|fix| fix.repair);
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
        let finding = the(&format!("wrong-type:{path}"), text);
        assert_eq!(finding.severity, severity, "{text}");
        let value = text.split(" = ").nth(1).unwrap_or_default();
        assert_eq!(marked(&finding, text), value);
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
fn names_that_nextflow_does_not_know_are_told_of() {
    for (text, path, hint, becomes) in [
        (
            "wave.enable = true",
            "wave.enable",
            "wave.enabled?",
            Some("wave.enabled = true"),
        ),
        (
            "wave { build { repo = 'quay.io/a/b' } }",
            "wave.build.repo",
            "wave.build.repository?",
            Some("wave { build { repository = 'quay.io/a/b' } }"),
        ),
        (
            "tower.'workspaceID' = 1",
            "tower.workspaceID",
            "tower.workspaceId?",
            Some("tower.workspaceId = 1"),
        ),
        (
            "wave.repository = 'quay.io/a/b'",
            "wave.repository",
            "wave.build.repository?",
            None,
        ),
        (
            "wave.colour = 'red'",
            "wave.colour",
            "most likely knows no wave.colour",
            None,
        ),
        ("docker.x.y = 1", "docker.x.y", "most likely", None),
        // The right one is there already.
        (
            "wave.enable = true\nwave.enabled = false",
            "wave.enable",
            "wave.enabled?",
            None,
        ),
        (
            "wave = [enable: true]",
            "wave.enable",
            "wave.enabled?",
            None,
        ),
    ] {
        let finding = the(&format!("unknown-option:{path}"), text);
        assert_eq!(finding.severity, Severity::Warning);
        let message = &finding.message;
        assert!(message.contains(hint), "{message}");
        assert!(message.contains("Unrecognized config option"), "{message}");
        match becomes {
            Some(becomes) => assert_eq!(repaired(&finding, text), becomes),
            None => assert_eq!(finding.suggestion, None, "{text}"),
        }
    }
    // Undocumented, but it works; and scopes that others may know.
    assert_codes(
        "wave.bundleProjectResources = true\nwave.s5cmdConfigUrl = 'https://a.org/x'",
        &[],
    );
    assert_codes(
        "foo.enable = true\nprocess.cpu = 1\naws.batch.x = 1\nazure.batch.y = 2",
        &[],
    );
}

#[test]
fn there_is_an_end_to_what_is_said_of_one_kind() {
    let lines: Vec<String> = (0..500).map(|n| format!("wave.x{n} = {n}")).collect();
    let text = lines.join("\n");
    assert_eq!(said(&text).len(), 30);
    let text = "wave { a: 1 }\n".repeat(500);
    let labels = codes(&text)
        .iter()
        .filter(|code| *code == "label-not-assignment")
        .count();
    assert_eq!(labels, 30);
}

#[test]
fn old_names_are_told_of_with_what_to_use() {
    for (text, code) in [
        ("wave.retry.maxAttempts = 3", "deprecated:wave.retry"),
        (
            "wave { report { enabled = true } }",
            "deprecated:wave.report",
        ),
        (
            "wave.build.spack.basePackages = 'x'",
            "removed:wave.build.spack",
        ),
        (
            "fusion.exportAwsAccessKeys = true",
            "deprecated:fusion.exportAwsAccessKeys",
        ),
        (
            "docker.userEmulation = true",
            "removed:docker.userEmulation",
        ),
    ] {
        assert_codes(text, &[code]);
    }
    let finding = the("deprecated:wave.retry", "wave.retry.maxAttempts = 3");
    let Some(Repair::Change(changes)) = finding.suggestion.map(|fix| fix.repair) else {
        panic!("it can be renamed");
    };
    assert_eq!(changes[0].path, "wave.retry.maxAttempts");
    assert_eq!(changes[0].to, None);
    assert_eq!(changes[1].path, "wave.retryPolicy.maxAttempts");
    assert_eq!(changes[1].to, Some(Value::Int(3)));
    // Of several one press would leave the others behind.
    let text = "wave { retry { maxAttempts = 3; delay = '1s' } }";
    let finding = the("deprecated:wave.retry", text);
    assert_eq!(finding.suggestion, None);
}

#[test]
fn an_option_that_the_version_does_not_have_is_told_of() {
    for (text, version, path) in [
        ("wave.mirror = false", "24.04.4", Some("wave.mirror")),
        ("wave.mirror = false", "24.10.0", None),
        (
            "wave { build { compression { mode = 'gzip' } } }",
            "25.04.1",
            Some("wave.build.compression.mode"),
        ),
        ("wave.enabled = true", "20.10.0", Some("wave.enabled")),
        ("docker.enabled = true", "20.10.0", None),
        ("wave.scan.mode = 'none'", "24.09.2-edge", None),
    ] {
        let context = Context {
            nextflow: Version::parse(version),
            ..Context::default()
        };
        let expected: Vec<String> = path
            .iter()
            .map(|path| format!("option-too-new:{path}"))
            .collect();
        assert_eq!(codes_in(text, &context), expected, "{text} in {version}");
    }
    assert_codes("wave.build.template = 'conda/pixi:v1'", &[]);
}
