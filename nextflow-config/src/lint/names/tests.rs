#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::config::Config;
use crate::diagnostic::Repair;
use crate::lint::LintOptions;
use crate::lint::tests::support::{
    PLATFORM, assert_codes, check, codes, codes_with, found, marked, repaired, the,
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

#[test]
fn a_known_option_in_another_scope_is_named() {
    for (text, code, right) in [
        (
            "docker.freeze = true",
            "unknown-option:docker.freeze",
            "There is wave.freeze,",
        ),
        (
            "wave.accessToken = secrets.X",
            "unknown-option:wave.accessToken",
            "There is tower.accessToken,",
        ),
        (
            "singularity { docker.enabled = false }",
            "unknown-option:singularity.docker.enabled",
            "There is docker.enabled,",
        ),
        (
            "build.repository = 'quay.io/a/b'",
            "option-outside-scope:build.repository",
            "the option is wave.build.repository.",
        ),
        (
            "scan { mode = 'required'\n allowedLevels = 'low' }",
            "option-outside-scope:scan.mode",
            "the option is wave.scan.mode.",
        ),
        (
            "process.wave.enabled = true",
            "option-outside-scope:process.wave.enabled",
            "set wave.enabled outside of process,",
        ),
        (
            "process {\n  withName: X {\n    wave.freeze = true\n  }\n}\nwave.enabled = true",
            "option-outside-scope:process.'withName:X'.wave.freeze",
            "set wave.freeze outside of process,",
        ),
        (
            "process { withLabel: 'a.b|c' { docker { enabled = true } } }",
            "option-outside-scope:process.'withLabel:a.b|c'.docker.enabled",
            "set docker.enabled outside of process,",
        ),
        (
            "executor.docker.enabled = true",
            "option-outside-scope:executor.docker.enabled",
            "set docker.enabled outside of executor,",
        ),
        (
            "freeze = true\nwave.enabled = true",
            "option-outside-scope:freeze",
            "Most likely wave.freeze is meant",
        ),
        (
            "wave.enabled = true\nstrategy = 'conda'",
            "option-outside-scope:strategy",
            "Most likely wave.strategy is meant",
        ),
    ] {
        let diagnostic = the(code, text);
        assert_eq!(diagnostic.severity, Severity::Warning);
        assert!(diagnostic.message.contains(right), "{}", diagnostic.message);
    }
    for text in [
        // More than one option has this name.
        "retryPolicy.delay = '1s'",
        // Something else stands in the same scope, so it is somebody else's.
        "build { repository = 'a'\n jobs = 2 }",
        "enabled = true",
        // It is a variable of the text's own, or no value of the option.
        "freeze = true\nwave.freeze = freeze",
        "strategy = 'conda'\nwave.strategy = \"$strategy\"",
        "mirror = true\nif (mirror) { wave.mirror = true }",
        "freeze = 1",
        "freeze = true\nwave.freeze = true",
        "params.freeze = true",
        "params { freeze = true }",
        // Whatever is in a map, and what another scope has in it.
        "process.ext.wave.enabled = true",
        "process { ext { docker.enabled = true } }",
        "process.ext = [wave: [enabled: true]]",
        "process.conda = 'samtools'",
        "process.container = 'x'",
        "process { withName: X { ext.wave.freeze = true } }",
        "env.wave.enabled = true",
        "params.wave.enabled = true",
        "myplugin.wave.enabled = true",
        "azure.registry.server = 'a.azurecr.io'",
        "aws.batch.platformType = 'ec2'",
        "profiles { docker { docker.enabled = true } }",
        "params.build.repository = 'a'",
        "process.ext.build.repository = 'a'",
        "myplugin { build.repository = 'a' }",
    ] {
        let codes = codes(text);
        let is_said = |code: &&String| {
            code.starts_with("unknown-option") || code.starts_with("option-outside")
        };
        assert_eq!(codes.iter().find(is_said), None, "{text}");
    }
}

#[test]
fn a_scope_that_is_nearly_a_known_one_is_told_once_with_the_option_that_was_meant() {
    for (text, path, meant) in [
        ("waev.enabled = true", "waev.enabled", "wave.enabled"),
        (
            "wvae { enabled = true\n freeze = true }",
            "wvae.enabled",
            "wave.enabled",
        ),
        (
            "wav.build.repository = 'a'",
            "wav.build.repository",
            "wave.build.repository",
        ),
        ("dcoker.enabled = true", "dcoker.enabled", "docker.enabled"),
        (
            "singularty.autoMounts = true",
            "singularty.autoMounts",
            "singularity.autoMounts",
        ),
        (
            "fussion { enabled = true }",
            "fussion.enabled",
            "fusion.enabled",
        ),
    ] {
        assert_codes(text, &[&format!("unknown-option:{path}")]);
        let diagnostic = the(&format!("unknown-option:{path}"), text);
        let right = format!("Did you mean {meant}?");
        assert!(
            diagnostic.message.contains(&right),
            "{}",
            diagnostic.message
        );
    }
    for text in [
        // Other words, a class, or a scope that has no such option.
        "Docker.enabled = true",
        "save.enabled = true",
        "cave.freeze = true",
        "waves.foo = true",
        "dockers { jobs = 2 }",
        "trace.enabled = true",
        "tower2go.enabled = true",
        "params.waev.enabled = true",
        "myplugin.waev.enabled = true",
        "mail.enabled = true",
    ] {
        assert_codes(text, &[]);
    }
}

#[test]
fn a_scope_that_is_nearly_a_known_one_is_put_right_by_one_press() {
    let text = "process.cpus = 2\nwaev.enabled = true\n";
    let diagnostic = the("unknown-option:waev.enabled", text);
    assert_eq!(marked(&diagnostic, text), "enabled");
    let mut config = Config::parse(text);
    let suggestion = diagnostic.suggestion.unwrap();
    config.repair(&suggestion.repair).unwrap();
    assert_eq!(
        config.to_string(),
        "process.cpus = 2\n\nwave.enabled = true\n"
    );
    // Another setting of the scope would be left behind.
    let two = the(
        "unknown-option:waev.enabled",
        "waev { enabled = true\n other = 1 }",
    );
    assert_eq!(two.suggestion, None);
}

#[test]
fn only_a_name_directly_in_a_known_scope_is_told_of_and_once() {
    for (text, expected) in [
        (
            "wave.custom.a = 1\nwave.custom.b = 2",
            vec!["unknown-option:wave.custom.a"],
        ),
        (
            "wave.custom = [a: 1, b: [c: 2]]",
            vec!["unknown-option:wave.custom.a"],
        ),
        ("docker.runOptions.a = 1", vec![]),
        ("wave.retry.tries = 3", vec!["deprecated:wave.retry"]),
        ("azure.batch.pools.mine.enable = 1", vec![]),
        ("env.wave = 'x'\nparams.docker.enable = 1", vec![]),
    ] {
        let codes = codes(text);
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        let of_names = |code: &&str| !code.starts_with("wrong-type");
        let codes: Vec<&str> = codes.into_iter().filter(of_names).collect();
        assert_eq!(codes, expected, "{text}");
    }
}

#[test]
fn a_setting_of_the_wave_service_is_none_of_nextflow() {
    for path in [
        "wave.soci.repo",
        "wave.tokens.cache.ttl",
        "wave.server.url",
        "wave.registries.default",
    ] {
        let text = format!("wave.enabled = true\n{path} = 'x'");
        let diagnostic = the(&format!("server-setting-in-nextflow-config:{path}"), &text);
        assert!(
            diagnostic.message.contains("config.yml"),
            "{}",
            diagnostic.message
        );
        assert!(
            !codes(&text)
                .iter()
                .any(|code| code.starts_with("unknown-option")),
            "{text}"
        );
    }
    for text in [
        "wave.tokens.cache.maxDuration = '10m'",
        "wave.soci = true",
        "wave.servers = 1",
    ] {
        let is_said = |code: &String| code.starts_with("server-setting");
        assert!(!codes(text).iter().any(is_said), "{text}");
    }
}
