#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

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
        let all = said(text);
        assert_eq!(all.len(), 1, "{text}: {:?}", codes(text));
        assert_eq!(all[0].code(), "syntax-error", "{text}");
        assert_eq!(all[0].severity, Severity::Error);
        assert_eq!(marked(&all[0], text), mark, "{text}");
        assert!(all[0].message.contains(part), "{}", all[0].message);
    }
}

#[test]
fn characters_that_mean_nothing_are_told_by_their_numbers_and_put_right() {
    for (text, code, becomes) in [
        (
            "wave\u{a0}{ enabled\u{a0}= true }",
            "U+00A0",
            "wave { enabled = true }",
        ),
        (
            "wave.endpoint = ‘https://w.org’",
            "U+2018",
            "wave.endpoint = 'https://w.org'",
        ),
        (
            "wave.endpoint = “https://w.org”",
            "U+201C",
            "wave.endpoint = \"https://w.org\"",
        ),
        (
            "\u{feff}wave.enabled = true",
            "U+FEFF",
            "wave.enabled = true",
        ),
        (
            "wave.enabled\u{200b} = true",
            "U+200B",
            "wave.enabled = true",
        ),
        (
            "# about\nwave.enabled = true # on",
            "U+0023",
            "// about\nwave.enabled = true // on",
        ),
        ("docker.temp = \"a$\"", "U+0024", "docker.temp = \"a\\$\""),
        ("\u{c}wave.enabled = true", "U+000C", " wave.enabled = true"),
    ] {
        let code = format!("bad-character:{code}");
        assert_codes(text, &[&code]);
        let finding = the(&code, text);
        assert_eq!(finding.severity, Severity::Error);
        let fixed = repaired(&finding, text);
        assert_eq!(fixed, becomes);
        assert!(!codes(&fixed).contains(&code), "{fixed}");
    }
    // In a string or comment they are text like any other.
    assert_codes(
        "wave.endpoint = 'https://w.org/\u{a0}“”' // ‘x’\u{a0}#",
        &[],
    );
}

#[test]
fn a_closing_quote_that_a_string_hides_is_put_right_too() {
    let text = "docker.temp = “it's”\nwave.enabled = true";
    let fixed = repaired(&the("bad-character:U+201C", text), text);
    assert_eq!(fixed, "docker.temp = \"it's\"\nwave.enabled = true");
    assert_codes(&fixed, &[]);
}

#[test]
fn a_kind_of_character_is_one_finding_however_many_there_are() {
    let text = "wave\u{a0}{ }\n".repeat(5_000);
    let all = said(&text);
    assert_eq!(all.len(), 1);
    assert!(all[0].message.contains("5000 times"), "{}", all[0].message);
    let fixed = repaired(&all[0], &text);
    assert!(!fixed.contains('\u{a0}'));
    let letters: String = (0..400_u32)
        .filter_map(|n| char::from_u32(0x2190 + n))
        .collect();
    assert!(said(&letters).len() <= 20);
}

#[test]
fn a_character_without_a_meaning_has_no_fix() {
    let finding = the("bad-character:U+2192", "wave.enabled → true");
    assert_eq!(finding.suggestion, None);
    assert!(finding.message.contains("U+2192"));
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
        let finding = the("v2-syntax", text);
        assert_eq!(finding.severity, Severity::Warning, "{text}");
        assert!(finding.message.contains(words), "{}", finding.message);
        assert!(finding.span.is_some());
    }
}

#[test]
fn the_parser_that_is_used_decides_how_bad_it_is() {
    let (text, _) = ONLY_LEGACY[0];
    let strict = Context {
        semantics: Some(Semantics::V2),
        ..Context::default()
    };
    let legacy = Context {
        semantics: Some(Semantics::V1),
        ..Context::default()
    };
    let finding = the_in("v2-syntax", text, &strict);
    assert_eq!(finding.severity, Severity::Error);
    assert!(!codes_in(text, &legacy).contains(&"v2-syntax".to_owned()));
    let text = "wave { 'enabled' = true }";
    assert_eq!(the_in("v1-syntax", text, &legacy).severity, Severity::Error);
    assert_eq!(the("v1-syntax", text).severity, Severity::Error);
    assert_eq!(codes_in(text, &strict), [""; 0]);
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
        let finding = the("v1-syntax", text);
        assert!(finding.message.contains(words), "{}", finding.message);
    }
}

#[test]
fn what_both_refuse_although_it_is_well_formed_is_an_error() {
    for text in [
        "wave.build { repository = 'x' }",
        "wave.enabled = on()",
        "wave.enabled true",
    ] {
        let finding = the("refused", text);
        assert_eq!(finding.severity, Severity::Error, "{text}");
        assert!(finding.span.is_some());
    }
}

#[test]
fn a_scope_without_settings_stops_the_legacy_parser() {
    let text = "wave { }\ndocker.enabled = true";
    let finding = the("unknown-attribute:wave", text);
    assert_eq!(finding.severity, Severity::Error);
    assert_eq!(marked(&finding, text), "wave");
    assert!(finding.message.contains("Unknown config attribute `wave`"));
    let text = "wave.enabled = params.use_wave ?: false";
    let finding = the("unknown-attribute:params.use_wave", text);
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(marked(&finding, text), "use_wave");
    let strict = Context {
        semantics: Some(Semantics::V2),
        ..Context::default()
    };
    assert_eq!(codes_in("wave { }", &strict), [""; 0]);
    assert_codes("wave { }\nwave.enabled = true", &[]);
    // An included file may set it.
    let text = "includeConfig 'a.config'\nwave { }";
    assert_codes(text, &["includes-unknown"]);
}
