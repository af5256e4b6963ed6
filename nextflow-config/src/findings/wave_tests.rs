#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::value::Value;

/// What a fix sets an option to.
fn sets(finding: &Diagnostic) -> Option<(String, String)> {
    match finding.suggestion.as_ref().map(|fix| &fix.repair) {
        Some(Repair::Change(changes)) => {
            let change = changes.first()?;
            Some((change.path.clone(), change.to.as_ref()?.to_string()))
        }
        _ => None,
    }
}

/// A text about each setting, what is said and to what the fix sets it.
#[track_caller]
fn assert_fixes(code: &str, cases: &[(&str, Option<&str>)]) {
    for (text, fixed) in cases {
        let finding = the(code, text);
        let set = sets(&finding).map(|(_, value)| value);
        assert_eq!(set.as_deref(), *fixed, "{text}");
        assert!(finding.span.is_some(), "{text}");
    }
}

#[test]
fn strategies_that_wave_does_not_know_are_refused() {
    assert_fixes(
        "strategy-invalid",
        &[
            ("wave.strategy = 'docker'", None),
            ("wave.strategy = 'conda, spack'", Some("conda")),
            ("wave.strategy = ['spack', 'conda']", Some("[conda]")),
            ("wave.strategy = 'Container,Conda'", Some("container,conda")),
            (
                "wave.strategy = ['containers', 'Dockerfile']",
                Some("[container, dockerfile]"),
            ),
            ("wave.strategy = 'spack'", None),
            ("wave.strategy = true", None),
            ("wave.strategy = 5", None),
        ],
    );
    let finding = the("strategy-invalid", "wave.strategy = 'spack'");
    assert!(
        finding.message.contains("23.10 to 24.10"),
        "{}",
        finding.message
    );
    for text in [
        "wave.strategy = 'conda,container'",
        "wave.strategy = ' conda , dockerfile '",
        "wave.strategy = ['container']",
        "wave.strategy = []",
        "wave.strategy = ''",
        "wave.strategy = null",
    ] {
        assert_codes(text, &[]);
    }
    let context = Context {
        nextflow: Version::parse("24.04.2"),
        ..Context::default()
    };
    assert_eq!(codes_in("wave.strategy = 'spack'", &context), [""; 0]);
}

#[test]
fn the_address_of_wave_needs_a_protocol() {
    assert_fixes(
        "endpoint-protocol",
        &[
            (
                "wave.endpoint = 'wave.seqera.io'",
                Some("https://wave.seqera.io"),
            ),
            (
                "wave.endpoint = '//wave.seqera.io/x'",
                Some("https://wave.seqera.io/x"),
            ),
            ("wave.endpoint = 'ftp://wave.seqera.io'", None),
            ("wave.endpoint = 'wave'", None),
            ("wave.endpoint = 5", None),
            ("wave.endpoint = 'https://'", None),
        ],
    );
    for text in [
        "wave.endpoint = 'https://wave.seqera.io/'",
        "wave.endpoint = 'http://localhost:9090'",
        "wave.endpoint = ''",
        "wave.endpoint = null",
    ] {
        assert_codes(text, &[]);
    }
}

#[test]
fn the_address_of_a_layer_needs_a_protocol() {
    for text in [
        "wave.containerConfigUrl = 'layers.org/a.json'",
        "wave.containerConfigUrl = ['https://a.org/b', 'layers.org/a.json']",
    ] {
        let finding = the("config-url-protocol", text);
        assert!(finding.message.contains("'layers.org/a.json'"));
    }
    assert_codes("wave.containerConfigUrl = ['https://a.org/b']", &[]);
}

#[test]
fn a_repository_is_a_host_and_a_path_and_nothing_else() {
    for path in ["wave.build.repository", "wave.build.cacheRepository"] {
        for (value, code, fixed) in [
            (
                "https://quay.io/a/b",
                "repository-protocol",
                Some("quay.io/a/b"),
            ),
            (
                "docker://quay.io/a/b/",
                "repository-protocol",
                Some("quay.io/a/b"),
            ),
            ("quay.io/a/b:latest", "repository-tag", Some("quay.io/a/b")),
            ("acme/images:1.2", "repository-tag", Some("acme/images")),
            (
                "quay.io/a/b@sha256:00",
                "repository-tag",
                Some("quay.io/a/b"),
            ),
            ("quay.io", "repository-incomplete", None),
            ("quay.io/", "repository-incomplete", None),
        ] {
            let text = format!("{path} = '{value}'");
            let finding = the(code, &text);
            assert_eq!(finding.severity, Severity::Error);
            assert_eq!(marked(&finding, &text), format!("'{value}'"));
            let expected = fixed.map(|fixed| (path.to_owned(), fixed.to_owned()));
            assert_eq!(sets(&finding), expected, "{text}");
            if code == "repository-protocol" {
                assert!(finding.message.contains(&format!("'{path}' should not")));
            }
        }
        for value in ["quay.io/a/b", "acme/images", "images", "localhost/a/b", ""] {
            assert_codes(&format!("{path} = '{value}'"), &[]);
        }
    }
}

#[test]
fn a_port_is_most_likely_a_problem_and_no_tag() {
    let text = "wave.build.repository = 'reg.example.org:5000/a/b'";
    assert_codes(text, &["repository-port"]);
    let finding = the("repository-port", text);
    assert!(finding.message.contains("most likely"));
    assert_eq!(finding.severity, Severity::Warning);
    let text = "wave.build.cacheRepository = 'reg.example.org:5000/a/b:1'";
    assert_codes(text, &["repository-tag", "repository-port"]);
    let text = "wave.build.cacheRepository = 'localhost:5000'";
    assert_codes(text, &["repository-incomplete", "repository-port"]);
}

#[test]
fn mirroring_may_go_to_a_bare_registry() {
    let text = "wave { enabled = true; mirror = true; build.repository = 'quay.io' }";
    assert_codes(text, &[]);
    let text = "wave { enabled = true; mirror = true; build.repository = 'quay.io'\n\
                build.cacheRepository = 'quay.io' }";
    assert_codes(text, &["repository-incomplete"]);
}

#[test]
fn mirroring_and_freezing_do_not_go_together() {
    for text in [
        "wave { mirror = true; freeze = true }",
        "wave { enabled = true; mirror = 1; freeze = true; build.repository = 'quay.io/a' }",
    ] {
        let finding = the("mirror-freeze", text);
        assert_eq!(finding.severity, Severity::Error);
        assert!(
            finding
                .message
                .contains("'wave.mirror' and 'wave.freeze' conflicts")
        );
    }
    assert_codes("wave { mirror = false; freeze = true }", &[]);
    let text = "wave { mirror = true; freeze = 'false' }";
    assert!(
        codes(text).contains(&"mirror-freeze".to_owned()),
        "the text counts as true"
    );
}

#[test]
fn while_wave_is_turned_off_its_settings_do_no_harm_yet() {
    for (text, code) in [
        ("mirror = true; freeze = true", "mirror-freeze"),
        ("strategy = 'docker'", "strategy-invalid"),
        ("endpoint = 'wave'", "endpoint-protocol"),
        (
            "build.repository = 'https://quay.io/a/b'",
            "repository-protocol",
        ),
        ("scan.mode = 'always'", "scan-mode-invalid"),
    ] {
        for (switch, severity) in [
            ("enabled = false", Severity::Warning),
            ("enabled = true", Severity::Error),
            ("", Severity::Error),
        ] {
            let text = format!("wave {{\n {switch}\n {text} }}");
            let finding = the(code, &text);
            assert_eq!(finding.severity, severity, "{text}");
            let says_so = finding.message.contains("Wave is off here");
            assert_eq!(says_so, severity == Severity::Warning, "{text}");
        }
    }
}

#[test]
fn mirroring_needs_a_repository_and_containers() {
    let text = "wave { enabled = true; mirror = true }";
    let finding = the("mirror-without-repository", text);
    assert!(finding.message.contains("to define the target registry"));
    assert_fixes(
        "mirror-strategy",
        &[(
            "wave { enabled = true; mirror = true; build.repository = 'quay.io'\n strategy = 'conda' }",
            Some("container"),
        )],
    );
    // Another file may turn Wave on and name the repository.
    assert_codes("wave.mirror = true", &[]);
    assert_codes("wave { enabled = false; mirror = true }", &[]);
}

#[test]
fn freezing_needs_a_repository_unless_only_conda_is_built() {
    for (strategy, severity) in [
        ("", Some(Severity::Error)),
        ("wave.strategy = 'container'", Some(Severity::Error)),
        ("wave.strategy = 'dockerfile,conda'", Some(Severity::Error)),
        ("wave.strategy = 'conda,container'", Some(Severity::Warning)),
        ("wave.strategy = 'conda'", None),
        ("wave.strategy = ['conda']", None),
    ] {
        let text = format!("wave.enabled = true\nwave.freeze = true\n{strategy}");
        let found = said(&text);
        let found: Vec<_> = found.iter().map(|it| (it.code(), it.severity)).collect();
        let expected: Vec<_> = severity
            .map(|severity| ("freeze-without-repository".to_owned(), severity))
            .into_iter()
            .collect();
        assert_eq!(found, expected, "{strategy}");
    }
    for text in [
        "wave { enabled = true; freeze = true; build.repository = 'quay.io/a' }",
        "wave.freeze = true",
        "wave { enabled = false; freeze = true }",
        "wave { enabled = true; freeze = false }",
    ] {
        assert_codes(text, &[]);
    }
    let text = "wave { enabled = true; freeze = true; build.repository = '' }";
    assert_codes(text, &["freeze-without-repository"]);
}

#[test]
fn native_images_are_not_built_when_the_engine_takes_others() {
    for (text, mark) in [
        (
            "singularity { enabled = true; ociAutoPull = true }\nwave.freeze = true",
            None,
        ),
        (
            "wave.freeze = true\nsingularity { enabled = true; ociMode = true }",
            Some("true"),
        ),
        (
            "wave.freeze = true\napptainer { enabled = true; ociAutoPull = true }",
            Some("true"),
        ),
    ] {
        let finding = the("freeze-oci", text);
        assert_eq!(finding.severity, Severity::Info);
        if let Some(mark) = mark {
            assert_eq!(marked(&finding, text), mark);
        }
    }
    for text in [
        "singularity { enabled = true; ociAutoPull = true }",
        "wave.freeze = true\nsingularity { enabled = false; ociAutoPull = true }",
        "wave.freeze = true\nsingularity.enabled = true",
    ] {
        assert_codes(text, &[]);
    }
}

#[test]
fn modes_and_levels_of_scans_are_words_that_there_are() {
    assert_fixes(
        "scan-mode-invalid",
        &[
            ("wave.scan.mode = 'always'", None),
            ("wave.scan.mode = 'Required'", Some("required")),
            ("wave.scan.mode = ' async'", Some("async")),
        ],
    );
    for text in [
        "wave.scan.allowedLevels = 'low,extreme'",
        "wave.scan.allowedLevels = ['none']",
        "wave.scan.allowedLevels = 5",
        "wave { scan { mode = 'required'; allowedLevels = 'x' } }",
    ] {
        let finding = the("scan-level-invalid", text);
        assert_eq!(finding.severity, Severity::Error, "{text}");
    }
    for text in [
        "wave { scan { mode = 'required'; allowedLevels = 'low,MEDIUM' } }",
        "wave { scan { mode = 'required'; allowedLevels = ['high', 'Critical'] } }",
        "wave.scan.mode = 'none'",
        "wave.scan.mode = ''",
    ] {
        assert_codes(text, &[]);
    }
}

#[test]
fn levels_count_only_where_scans_are_required() {
    assert_fixes(
        "scan-levels-need-required",
        &[
            ("wave.scan.allowedLevels = 'low'", Some("required")),
            (
                "wave { scan { mode = 'async'; allowedLevels = 'low' } }",
                Some("required"),
            ),
        ],
    );
}

#[test]
fn compressions_and_their_levels_are_those_that_there_are() {
    for text in [
        "wave.build.compression.mode = 'brotli'",
        "wave { build { compression { mode = 'gzip'; level = 12 } } }",
        "wave.build.compression.level = -1",
        "wave { build { compression { mode = 'zstd'; level = 23 } } }",
        "wave.build.compression.level = '10'",
    ] {
        assert_codes(text, &["compression-mode-invalid"]);
    }
    for text in [
        "wave.build.compression.mode = 'ZSTD'",
        "wave { build { compression { mode = 'zstd'; level = 22 } } }",
        "wave { build { compression { mode = 'estargz'; level = 9; force = true } } }",
        "wave.build.compression.level = 0",
    ] {
        assert_codes(text, &[]);
    }
}

#[test]
fn only_one_engine_can_be_on() {
    let text = "singularity.enabled = true\ndocker.enabled = true";
    let finding = the("many-engines", text);
    assert!(
        finding
            .message
            .contains("Choose either one of: docker, singularity")
    );
    assert_eq!(
        finding.span.map(|span| span.start),
        Some(text.len() - 4),
        "the later one"
    );
    assert_codes("docker.enabled = true\npodman.enabled = false", &[]);
    let text = "docker.enabled = true\npodman.enabled = 'false'";
    assert!(
        codes(text).contains(&"many-engines".to_owned()),
        "the text counts as true"
    );
}

#[test]
fn wave_works_with_some_engines_only() {
    for (engine, works) in [
        ("docker", true),
        ("podman", true),
        ("sarus", true),
        ("singularity", true),
        ("apptainer", true),
        ("appleContainer", true),
        ("charliecloud", false),
        ("shifter", false),
    ] {
        let text = format!("wave.enabled = true\n{engine}.enabled = true");
        let expected: &[&str] = if works { &[] } else { &["engine-unsupported"] };
        assert_codes(&text, expected);
    }
    let finding = the(
        "engine-unsupported",
        "wave.enabled = true\nshifter.enabled = true",
    );
    let message = finding.message;
    assert!(message.contains("Wave does not support 'shifter' container engine"));
    assert_codes("charliecloud.enabled = true", &[]);
}

#[test]
fn fusion_and_fargate_need_wave() {
    for (text, code, severity) in [
        (
            "fusion.enabled = true",
            "fusion-without-wave",
            Severity::Warning,
        ),
        (
            "fusion.enabled = true\nwave.enabled = false",
            "fusion-without-wave",
            Severity::Error,
        ),
        (
            "aws.batch.platformType = 'fargate'",
            "fargate-without-wave",
            Severity::Warning,
        ),
        (
            "aws { batch { platformType = 'Fargate' } }\nwave.enabled = null",
            "fargate-without-wave",
            Severity::Error,
        ),
    ] {
        let finding = the(code, text);
        assert_eq!(finding.severity, severity, "{text}");
        assert_eq!(
            sets(&finding),
            Some(("wave.enabled".to_owned(), "true".to_owned()))
        );
        assert!(
            finding
                .message
                .contains("feature requires enabling Wave service")
        );
    }
    for text in [
        "fusion.enabled = true\nwave.enabled = true",
        "fusion.enabled = false",
        "aws.batch.platformType = 'ec2'",
        "fusion.tags = false",
    ] {
        assert_codes(text, &[]);
    }
    // For this check the text will do, although Wave is off then.
    let text = "fusion.enabled = true\nwave.enabled = 'true'";
    assert_codes(text, &["text-boolean:wave.enabled"]);
}

#[test]
fn mamba_comes_in_one_kind() {
    let text = "conda { useMamba = true; useMicromamba = true }";
    assert_codes(text, &["conda-mamba-both"]);
    assert_codes("conda { useMamba = true; useMicromamba = false }", &[]);
}

#[test]
fn what_a_fix_sets_is_a_value_of_the_option() {
    let finding = the(
        "mirror-strategy",
        "wave { mirror = true; strategy = 'conda' }",
    );
    let Some(Repair::Change(changes)) = finding.suggestion.map(|fix| fix.repair) else {
        panic!("there is a fix");
    };
    assert_eq!(changes[0].to, Some(Value::Text("container".to_owned())));
}
