#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::diagnostic::Repair;
use crate::lint::LintOptions;
use crate::lint::tests::support::{
    PLATFORM, assert_codes, check, codes, codes_with, found, repaired, the,
};
use crate::options::Version;
use crate::rule::Severity;
use crate::value::Value;

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
        let diagnostic = the(&format!("unknown-option:{path}"), text);
        assert_eq!(diagnostic.severity, Severity::Warning);
        let message = &diagnostic.message;
        assert!(message.contains(hint), "{message}");
        assert!(message.contains("Unrecognized config option"), "{message}");
        match becomes {
            Some(becomes) => assert_eq!(repaired(&diagnostic, text), becomes),
            None => assert_eq!(diagnostic.suggestion, None, "{text}"),
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
    assert_eq!(found(&text).len(), 30);
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
    let diagnostic = the("deprecated:wave.retry", "wave.retry.maxAttempts = 3");
    let Some(Repair::Change(changes)) = diagnostic.suggestion.map(|it| it.repair) else {
        panic!("it can be renamed");
    };
    assert_eq!(changes[0].path, "wave.retry.maxAttempts");
    assert_eq!(changes[0].to, None);
    assert_eq!(changes[1].path, "wave.retryPolicy.maxAttempts");
    assert_eq!(changes[1].to, Some(Value::Int(3)));
    // Of several one press would leave the others behind.
    let text = "wave { retry { maxAttempts = 3; delay = '1s' } }";
    let diagnostic = the("deprecated:wave.retry", text);
    assert_eq!(diagnostic.suggestion, None);
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
        let options = LintOptions {
            nextflow: Version::parse(version),
            ..PLATFORM
        };
        let expected: Vec<String> = path
            .iter()
            .map(|path| format!("option-too-new:{path}"))
            .collect();
        assert_eq!(codes_with(text, &options), expected, "{text} in {version}");
    }
    assert_codes("wave.build.template = 'conda/pixi:v1'", &[]);
}

#[test]
fn a_name_is_marked_where_it_stands() {
    check(
        "
    wave.enable = true
    //   ^^^^^^ unknown-option:wave.enable Did you mean wave.enabled?
    fusion { exportAwsAccessKeys = true }
    //       ^^^^^^^^^^^^^^^^^^^ deprecated:fusion.exportAwsAccessKeys Use fusion.exportSto
    docker.userEmulation = true
    //     ^^^^^^^^^^^^^ removed:docker.userEmulation Take it out
",
    );
}

#[test]
fn an_old_name_that_is_set_twice_is_still_one_setting() {
    let text = "wave.retry.delay = '1s'\nwave.retry.delay = '2s'";
    let diagnostic = the("deprecated:wave.retry", text);
    assert!(diagnostic.suggestion.is_some());
}
