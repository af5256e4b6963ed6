#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::lint::LintOptions;
use crate::lint::tests::support::{
    PLATFORM, assert_codes, assert_sets, check, codes, codes_with, the,
};
use crate::options::Version;
use crate::rule::Severity;

#[test]
fn strategies_that_wave_does_not_know_are_refused() {
    assert_sets(
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
    let diagnostic = the("strategy-invalid", "wave.strategy = 'spack'");
    assert!(
        diagnostic.message.contains("23.10 to 24.10"),
        "{}",
        diagnostic.message
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
    let options = LintOptions {
        nextflow: Version::parse("24.04.2"),
        ..PLATFORM
    };
    assert_eq!(codes_with("wave.strategy = 'spack'", &options), [""; 0]);
}

#[test]
fn the_address_of_wave_needs_a_protocol() {
    assert_sets(
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
        let diagnostic = the("config-url-protocol", text);
        assert!(diagnostic.message.contains("'layers.org/a.json'"));
    }
    assert_codes("wave.containerConfigUrl = ['https://a.org/b']", &[]);
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
            let diagnostic = the(code, &text);
            assert_eq!(diagnostic.severity, severity, "{text}");
            let says_so = diagnostic.message.contains("Wave is off here");
            assert_eq!(says_so, severity == Severity::Warning, "{text}");
        }
    }
}

#[test]
fn modes_and_levels_of_scans_are_words_that_there_are() {
    assert_sets(
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
        let diagnostic = the("scan-level-invalid", text);
        assert_eq!(diagnostic.severity, Severity::Error, "{text}");
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
    assert_sets(
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
fn a_compression_that_an_included_file_may_set_may_have_any_level_of_any() {
    let included = "includeConfig 'a.config'\nwave.build.compression.level = ";
    assert_codes(&format!("{included}15"), &["includes-unknown"]);
    let codes = ["includes-unknown", "compression-mode-invalid"];
    assert_codes(&format!("{included}23"), &codes);
}

#[test]
fn wrong_words_are_marked_where_they_stand() {
    check(
        "
    wave {
        strategy = 'docker'
    //             ^^^^^^^^ strategy-invalid 'docker' is no strategy of Wave
        endpoint = 'wave.example.org'
    //             ^^^^^^^^^^^^^^^^^^ endpoint-protocol offending value: 'wave.example.org'
        scan.mode = 'always'
    //              ^^^^^^^^ scan-mode-invalid there are none, async, required
    }
",
    );
}

#[test]
fn a_template_that_is_not_known_is_told_of() {
    for template in ["conda/mamba:v1", "micromamba", "conda/pixi:v2"] {
        let text = format!("wave.enabled = true\nwave.build.template = '{template}'");
        assert!(
            codes(&text).contains(&"template-unknown".to_owned()),
            "{text}"
        );
    }
    for template in [
        "conda/micromamba:v2-fast",
        "conda/pixi:v1-lock",
        "cran/installr:v1",
        "",
    ] {
        let text = format!("wave.enabled = true\nwave.build.template = '{template}'");
        assert!(
            !codes(&text).contains(&"template-unknown".to_owned()),
            "{text}"
        );
    }
}

#[test]
fn what_parameters_or_a_later_file_may_change_is_no_error() {
    for (text, severity) in [
        ("wave.strategy = 'x'", Severity::Error),
        (
            "wave.strategy = 'x'\nincludeConfig 'a.config'",
            Severity::Warning,
        ),
        (
            "includeConfig 'a.config'\nwave.strategy = 'x'",
            Severity::Error,
        ),
        (
            "params.s = 'x'\nwave.strategy = params.s",
            Severity::Warning,
        ),
    ] {
        let text = format!("wave.enabled = true\n{text}");
        assert_eq!(the("strategy-invalid", &text).severity, severity, "{text}");
    }
}
