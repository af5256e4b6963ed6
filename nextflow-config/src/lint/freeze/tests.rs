#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::diagnostic::Repair;
use crate::lint::tests::support::{assert_codes, assert_sets, check, codes, found, marked, the};
use crate::rule::Severity;
use crate::value::Value;

#[test]
fn mirroring_and_freezing_do_not_go_together() {
    for text in [
        "wave { mirror = true; freeze = true }",
        "wave { enabled = true; mirror = 1; freeze = true; build.repository = 'quay.io/a' }",
    ] {
        let diagnostic = the("mirror-freeze", text);
        assert_eq!(diagnostic.severity, Severity::Error);
        assert!(
            diagnostic
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
fn mirroring_needs_a_repository_and_containers() {
    let text = "wave { enabled = true; mirror = true }";
    let diagnostic = the("mirror-without-repository", text);
    assert!(diagnostic.message.contains("to define the target registry"));
    assert_sets(
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
        let found = found(&text);
        let found: Vec<_> = found
            .iter()
            .map(|it| (it.code_with_subject(), it.severity))
            .collect();
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
        let diagnostic = the("freeze-oci", text);
        assert_eq!(diagnostic.severity, Severity::Info);
        if let Some(mark) = mark {
            assert_eq!(marked(&diagnostic, text), mark);
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
fn what_a_fix_sets_is_a_value_of_the_option() {
    let diagnostic = the(
        "mirror-strategy",
        "wave { mirror = true; strategy = 'conda' }",
    );
    let Some(Repair::Change(changes)) = diagnostic.suggestion.map(|it| it.repair) else {
        panic!("there is a fix");
    };
    assert_eq!(changes[0].to, Some(Value::Text("container".to_owned())));
}

#[test]
fn other_profiles_that_freeze_without_a_repository_are_told_of() {
    let text = "profiles {\n arm { wave.enabled = true; wave.freeze = true }\n\
                ok { wave { enabled = true; freeze = true; build.repository = 'quay.io/a' } }\n\
                conda { wave { enabled = true; freeze = true; strategy = 'conda' } }\n\
                'two-words' { wave { enabled = true; freeze = true } }\n}";
    let found = codes(text);
    let freezing: Vec<_> = found
        .iter()
        .filter(|code| code.starts_with("freeze"))
        .collect();
    assert_eq!(
        freezing,
        [
            "freeze-without-repository@arm",
            "freeze-without-repository@two-words"
        ]
    );
    let diagnostic = the("freeze-without-repository@arm", text);
    assert!(diagnostic.message.starts_with("In the profile arm: "));
    let with_repository = format!("{text}\nwave.build.repository = 'quay.io/a'");
    let with_repository = codes(&with_repository);
    assert!(
        !with_repository
            .iter()
            .any(|code| code.starts_with("freeze")),
        "{with_repository:?}"
    );
}

#[test]
fn what_freezes_is_marked() {
    check(
        "
    wave.enabled = true
    wave.freeze = true
    //            ^^^^ freeze-without-repository Attribute `buildRepository` must be specified
",
    );
}

#[test]
fn a_template_without_native_images_does_not_go_with_freezing_for_singularity() {
    let with = |template: &str, rest: &str| {
        format!(
            "wave.enabled = true\nwave.freeze = true\nwave.strategy = 'conda'\n\
             wave.build.template = '{template}'\n{rest}"
        )
    };
    let is_said = |text: &str| {
        let codes = codes(text);
        codes.contains(&"template-not-for-sif".to_owned())
    };
    for template in ["conda/micromamba:v2-fast", "conda/pixi:v1-fast"] {
        assert!(is_said(&with(template, "singularity.enabled = true")));
        assert!(is_said(&with(template, "apptainer.enabled = true")));
        assert!(!is_said(&with(template, "docker.enabled = true")));
        assert!(!is_said(&with(
            template,
            "singularity.enabled = true\nsingularity.ociAutoPull = true"
        )));
        assert!(!is_said(&with(
            template,
            "singularity.enabled = true\nsingularity.ociMode = true"
        )));
        assert!(!is_said(&with(
            template,
            "singularity.enabled = true\nwave.freeze = false"
        )));
        assert!(!is_said(&with(
            template,
            "singularity.enabled = true\nwave.strategy = 'container'"
        )));
    }
    assert!(!is_said(&with(
        "conda/pixi:v1",
        "singularity.enabled = true"
    )));
}
