#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::lint::LintOptions;
use crate::lint::tests::support::{
    PLATFORM, assert_codes, check, codes, codes_with, found, marked, the, the_with,
};
use crate::reading::Parser;
use crate::rule::Severity;

#[test]
fn an_ordinary_text_needs_no_word() {
    for text in [
        "",
        "// nothing\n",
        "wave {\n  enabled = true\n}\n",
        "wave.enabled = true\nwave.strategy = ['conda', 'container']\n",
        "wave { enabled = true; freeze = true; build.repository = 'quay.io/lab/images' }",
        "docker.enabled = true\nfusion { enabled = true }\nwave { enabled = true }",
        "process { cpus = { 2 * task.attempt }\n withName: 'A|B' { container = 'x' } }",
        "conda { enabled = true; useMamba = true }",
        "params.wave = true\nwaves.enabled = 'true'\nenv.WAVE = 'x'",
        "process.beforeScript = { wave.enabled = 'true' }",
    ] {
        assert_codes(text, &[]);
    }
}

#[test]
fn what_neither_parser_reads_is_an_error_and_nothing_else_is_said() {
    for (text, mark, part) in [
        ("wave {\n enabled = true\n", "{", "never closed"),
        ("wave.build.repository = 'x\n", "'", "never closed"),
        ("wave.enabled = true\n}\n", "}", "closes nothing"),
        ("wave.enabled =\n", "", "middle of a statement"),
        ("/* x", "/* x", "never closed"),
        ("wave { freeze = 'false', mirror = 1 }", ",", ""),
    ] {
        let all = found(text);
        assert_eq!(all.len(), 1, "{text}: {:?}", codes(text));
        assert_eq!(all[0].code_with_subject(), "syntax-error", "{text}");
        assert_eq!(all[0].severity, Severity::Error);
        assert_eq!(marked(&all[0], text), mark, "{text}");
        assert!(all[0].message.contains(part), "{}", all[0].message);
    }
}

const ONLY_LEGACY: [(&str, &str); 6] = [
    (
        "if (true) { wave.enabled = true }",
        "If statements cannot be mixed with config statements",
    ),
    (
        "def r = 'x'\nwave.enabled = true",
        "Variable declarations cannot be mixed",
    ),
    (
        "wave.build.repository = \"$HOME/x/y\"",
        "`HOME` is not defined",
    ),
    ("wave['enabled'] = true", "Unexpected input"),
    (
        "try { wave.enabled = true } catch (e) { }",
        "Try-catch blocks cannot be mixed",
    ),
    ("wave.enabled = x", "`x` is not defined"),
];

#[test]
fn what_the_strict_parser_refuses_is_told_in_its_words() {
    for (text, words) in ONLY_LEGACY {
        let diagnostic = the("v2-syntax", text);
        assert_eq!(diagnostic.severity, Severity::Warning, "{text}");
        assert!(diagnostic.message.contains(words), "{}", diagnostic.message);
        assert!(diagnostic.span.is_some());
    }
}

#[test]
fn the_parser_that_is_used_decides_how_bad_it_is() {
    let (text, _) = ONLY_LEGACY[0];
    let strict = LintOptions {
        parser: Some(Parser::Strict),
        ..PLATFORM
    };
    let legacy = LintOptions {
        parser: Some(Parser::Legacy),
        ..PLATFORM
    };
    let diagnostic = the_with("v2-syntax", text, &strict);
    assert_eq!(diagnostic.severity, Severity::Error);
    assert!(!codes_with(text, &legacy).contains(&"v2-syntax".to_owned()));
    let text = "wave { 'enabled' = true }";
    assert_eq!(
        the_with("v1-syntax", text, &legacy).severity,
        Severity::Error
    );
    assert_eq!(the("v1-syntax", text).severity, Severity::Error);
    assert_eq!(codes_with(text, &strict), [""; 0]);
}

#[test]
fn what_the_legacy_parser_refuses_is_told_in_its_words() {
    for (text, words) in [
        ("'wave'.enabled = true", "No such property: enabled"),
        (
            "wave = [enabled: true]\nwave.build.repository = 'quay.io/a/b'",
            "Cannot set property 'repository' on null object",
        ),
    ] {
        let diagnostic = the("v1-syntax", text);
        assert!(diagnostic.message.contains(words), "{}", diagnostic.message);
    }
}

#[test]
fn what_both_refuse_although_it_is_well_formed_is_an_error() {
    for text in [
        "wave.build { repository = 'x' }",
        "wave.enabled = on()",
        "wave.enabled true",
    ] {
        let diagnostic = the("refused", text);
        assert_eq!(diagnostic.severity, Severity::Error, "{text}");
        assert!(diagnostic.span.is_some());
    }
}

#[test]
fn what_a_parser_refuses_is_marked() {
    check(
        "
    wave {
    //   ^ syntax-error '{' is opened here and never closed
",
    );
    check(
        "
    docker { }
//  ^^^^^^ unknown-attribute:docker Unknown config attribute `docker`
    wave['enabled'] = true
//      ^ v2-syntax Unexpected input: '['.
",
    );
}

#[test]
fn what_the_legacy_parser_takes_is_said_without_a_promise() {
    for (text, part) in [
        (
            "if (true) { wave.enabled = true }",
            "The legacy parser takes it",
        ),
        (
            "env.X = \"$FOO_BAR\"",
            "stops where that has no such variable",
        ),
        ("if (true) { wave.enabled = params.x }", "takes this form"),
        ("def x = params.y.split(',')", "takes this form"),
    ] {
        let message = the("v2-syntax", text).message;
        assert!(message.contains(part), "{text}: {message}");
    }
}

#[test]
fn a_call_in_a_value_is_no_setting_without_an_equals_sign() {
    for (text, part) in [
        (
            "process.cpus = check_max(1, 'cpus')",
            "nothing in this text defines check_max()",
        ),
        ("process { maxForks 2 }", "a setting has an equals sign"),
    ] {
        let message = the("refused", text).message;
        assert!(message.contains(part), "{text}: {message}");
    }
}

#[test]
fn no_statement_begins_with_a_colon() {
    let message = the("syntax-error", "'reason' : 'x'").message;
    assert!(message.contains("':' cannot stand here"), "{message}");
}
