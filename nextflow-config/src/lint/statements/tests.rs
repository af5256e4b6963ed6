#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::lint::tests::support::{check, codes, found, marked, repaired, the};
use crate::rule::Severity;

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
        let diagnostic = the("label-not-assignment", text);
        assert_eq!(diagnostic.severity, Severity::Warning, "{text}");
        assert_eq!(repaired(&diagnostic, text), becomes);
        assert!(!codes(becomes).contains(&"label-not-assignment".to_owned()));
    }
}

#[test]
fn each_colon_is_told_of_where_it_stands() {
    let text = "docker:\n  enabled: true\n  tty: false\n";
    let all = found(text);
    let labels: Vec<_> = all
        .iter()
        .filter(|diagnostic| diagnostic.code_with_subject() == "label-not-assignment")
        .map(|diagnostic| marked(diagnostic, text))
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
        let diagnostic = the("duplicate-setting", text);
        assert_eq!(marked(&diagnostic, text), mark);
        assert_eq!(diagnostic.severity, severity, "{text}");
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
fn a_colon_and_an_earlier_setting_are_marked() {
    check(
        "
    conda { useMamba = false; enabled: true }
    //                        ^^^^^^^^^^^^^ label-not-assignment the legacy parser takes the colon for a label
    //                                 ^^^^ v2-syntax Unexpected input: 'true'
    docker.tty = true
    //     ^^^^^^^^^^ duplicate-setting The last one counts
    docker.tty = false
",
    );
}

#[test]
fn nothing_is_said_of_how_a_text_goes_on_that_cannot_be_read() {
    for (text, goes_on) in [
        ("wave { enabled: true }", true),
        ("wave { enabled: true }\nwave.freeze = ", false),
    ] {
        let found = found(text).into_iter();
        let mut found = found.filter(|it| it.code == super::LABEL_NOT_ASSIGNMENT);
        let message = found.next().unwrap().message;
        assert_eq!(
            message.contains("goes on without a word"),
            goes_on,
            "{message}"
        );
    }
}
