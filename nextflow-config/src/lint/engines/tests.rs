#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::lint::tests::support::{assert_codes, check, codes, sets, the};
use crate::rule::Severity;

#[test]
fn only_one_engine_can_be_on() {
    let text = "singularity.enabled = true\ndocker.enabled = true";
    let diagnostic = the("many-engines", text);
    assert!(
        diagnostic
            .message
            .contains("Choose either one of: docker, singularity")
    );
    assert_eq!(
        diagnostic.span.map(|span| span.start),
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
    let diagnostic = the(
        "engine-unsupported",
        "wave.enabled = true\nshifter.enabled = true",
    );
    let message = diagnostic.message;
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
        let diagnostic = the(code, text);
        assert_eq!(diagnostic.severity, severity, "{text}");
        assert_eq!(
            sets(&diagnostic),
            Some(("wave.enabled".to_owned(), "true".to_owned()))
        );
        assert!(
            diagnostic
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
fn what_cannot_be_on_is_marked() {
    check(
        "
    docker.enabled = true
    podman.enabled = true
    //               ^^^^ many-engines Choose either one of: docker, podman
    fusion.enabled = true
    //               ^^^^ fusion-without-wave fusion.enabled asks for it
",
    );
}
