use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

/// Every setting as `path=value`, or why the text is refused.
fn settings(text: &str, semantics: Semantics, profiles: &[&str]) -> String {
    let document = Document::parse(text);
    let reading = read(&document, semantics, profiles);
    if let Some(refusal) = reading.refusal {
        return format!("refused: {}", refusal.message);
    }
    let settings = reading.settings.iter();
    let settings: Vec<String> = settings
        .map(|it| format!("{}={}", it.path, it.value))
        .collect();
    settings.join(" ")
}

/// What each parser makes of a text, for the profiles that are selected when none is given.
fn assert_read(text: &str, v1: &str, v2: &str) {
    assert_eq!(settings(text, Semantics::V1, &[]), v1, "V1: {text}");
    assert_eq!(settings(text, Semantics::V2, &[]), v2, "V2: {text}");
}

#[test]
fn forms_are_merged_and_the_last_one_wins() {
    for (text, both) in [
        (
            "wave.enabled = true\nwave { freeze = true }\nwave.enabled = false",
            "wave.enabled=false wave.freeze=true",
        ),
        (
            "wave { build { conda { a = 1 } }\n build.b = 2 }",
            "wave.build.conda.a=1 wave.build.b=2",
        ),
        ("wave { a = 1 }\nwave = [b: 2]", "wave.b=2"),
        ("wave = null\nwave.a = 1", "wave.a=1"),
        (
            "process { withName: 'A|B' { cpus = 2 } }",
            "process.'withName:A|B'.cpus=2",
        ),
        (
            "x.y = { wave.enabled = false }\nwave.a = 1",
            "x.y={ … } wave.a=1",
        ),
    ] {
        assert_read(text, both, both);
    }
}

#[test]
fn a_map_is_lost_to_a_block_in_the_legacy_parser() {
    assert_read(
        "wave = [a: 1]\nwave { b = 2 }",
        "wave.b=2",
        "wave.a=1 wave.b=2",
    );
    assert_read(
        "wave = [a: 1]\nwave.build.b = 2",
        "refused: Cannot set property 'b' on null object",
        "wave.a=1 wave.build.b=2",
    );
}

#[test]
fn a_profile_is_applied_at_the_end_or_in_its_place() {
    let text = "profiles { standard { wave.a = 1 } }\nwave.a = 2";
    assert_read(text, "wave.a=1", "wave.a=2");
    let seen = "wave.b = 0\nprofiles { standard { wave.a = 1 } }\nwave.a = 2";
    assert_read(seen, "wave.b=0 wave.a=2", "wave.b=0 wave.a=2");
    let nested = "wave.build.a = 1\nprofiles { standard { wave { build { b = 2 } } } }";
    assert_read(nested, "wave.build.b=2", "wave.build.a=1 wave.build.b=2");
}

#[test]
fn only_selected_profiles_count_in_the_order_of_the_text_or_the_command_line() {
    let text = "profiles { a { x.y = 1 }\n b { x.y = 2 } }";
    assert_read(text, "", "");
    assert_eq!(settings(text, Semantics::V1, &["b", "a"]), "x.y=2");
    assert_eq!(settings(text, Semantics::V2, &["b", "a"]), "x.y=1");
    let document = Document::parse(text);
    assert_eq!(read(&document, Semantics::V1, &[]).profiles, ["a", "b"]);
}

#[test]
fn what_only_a_run_can_tell_is_unknown() {
    for (text, v1, v2) in [
        ("a.b = env('X')", "a.b=unknown", "a.b=unknown"),
        ("a.b = env('X') ?: 'd'", "a.b=unknown", "a.b=unknown"),
        ("a.b = secrets.T", "a.b=unknown", "a.b=unknown"),
        (
            "if (System.getenv('X')) { a.b = 1 } else { a.c = 2 }\na.d = 3",
            "a.b=unknown a.c=unknown a.d=3",
            "refused: If statements cannot be mixed with config statements",
        ),
        (
            "a.b = 1\nif (projectDir) a.b = 2\na.b = 3",
            "a.b=3",
            "refused: If statements cannot be mixed with config statements",
        ),
    ] {
        assert_read(text, v1, v2);
    }
}

#[test]
fn what_the_text_tells_is_followed() {
    for (text, both) in [
        ("a.b = 1.h + 30.min\na.c = 8.GB * 2", "a.b=1h 30m a.c=16 GB"),
        ("a.b = 0x1F + 010", "a.b=39"),
        ("a.b = \"x${1 + 1}\" + 'y'", "a.b=x2y"),
        ("a.b = { -> 'x' }()", "a.b=x"),
        ("a.b = [1, 'x'].join('-').toUpperCase()", "a.b=1-X"),
        ("a.b = '10m' as Duration", "a.b=10m"),
        (
            "params.x = false\na.b = params.x ?: 'd'",
            "params.x=false a.b=d",
        ),
    ] {
        assert_read(text, both, both);
    }
}

#[test]
fn a_value_from_a_parameter_is_no_certainty() {
    let document = Document::parse("params.x = 1\na.b = \"$params.x\"\na.c = a.b\na.d = 2");
    let reading = read(&document, Semantics::V1, &[]);
    let sure: Vec<(&str, Certainty)> = reading
        .settings
        .iter()
        .map(|it| (it.path.as_str(), it.certainty))
        .collect();
    assert_eq!(
        sure,
        [
            ("params.x", Certainty::Sure),
            ("a.b", Certainty::UnlessParams),
            ("a.c", Certainty::UnlessParams),
            ("a.d", Certainty::Sure),
        ],
    );
}

#[test]
fn a_setting_knows_its_place() {
    let text = "wave { build { repository = 'x' } }";
    let document = Document::parse(text);
    for semantics in [Semantics::V1, Semantics::V2] {
        let reading = read(&document, semantics, &[]);
        let place = reading
            .get("wave.build.repository")
            .map(|setting| setting.place.of(text));
        assert_eq!(place, Some("'x'"));
    }
}

#[test]
fn scopes_without_settings_are_told() {
    let document = Document::parse("wave { }\na.b = params.x");
    let reading = read(&document, Semantics::V1, &[]);
    assert_eq!(reading.empty_scopes, ["wave", "params.x", "a.b"]);
}

#[test]
fn each_parser_refuses_what_it_does_not_know() {
    for (text, v1, v2) in [
        (
            "wave.build { a = 1 }",
            "refused: No signature of method: groovy.util.ConfigObject.build()",
            "refused: Unexpected input: 'wave.build { a = 1 }'",
        ),
        (
            "foo(1)",
            "refused: No signature of method: foo()",
            "refused: Unexpected input: 'foo(1)'",
        ),
        (
            "'a'.b = 1",
            "refused: No such property: b for class: java.lang.String",
            "a.b=1",
        ),
        ("a.b = c", "", "refused: `c` is not defined"),
        (
            "a.b = \"$HOME\"",
            "a.b=unknown",
            "refused: `HOME` is not defined (hint: use `env('...')` to access environment variable)",
        ),
        ("a: 1", "", "refused: Unexpected input: 'a: 1'"),
        (
            "a.b = (x) -> 1",
            "a.b={ … }",
            "refused: Unexpected input: '(x) -> 1'",
        ),
        (
            "a\u{a0}= 1",
            "refused: Unexpected character: '\u{a0}'",
            "refused: Unexpected character: '\u{a0}'",
        ),
    ] {
        assert_read(text, v1, v2);
    }
}

#[test]
fn a_closure_of_a_strict_text_sets_nothing_outside() {
    let text = "a.b = [1, 2].each { c.d = it\n e = it\n f { g = 1 } }";
    assert_eq!(settings(text, Semantics::V2, &[]), "a.b=[1, 2]");
    assert_eq!(
        settings(text, Semantics::V1, &[]),
        "c.d=2 e=2 f.g=1 a.b=[1, 2]"
    );
}

fn read_all(text: &str) {
    let document = Document::parse(text);
    for semantics in [Semantics::V1, Semantics::V2] {
        for profiles in [&[][..], &["a", "b"]] {
            let reading = read(&document, semantics, profiles);
            let all = Span {
                start: 0,
                end: text.len(),
            };
            assert!(
                reading
                    .settings
                    .iter()
                    .all(|setting| all.contains(setting.place))
            );
        }
    }
}

#[test]
fn a_text_that_runs_in_circles_ends() {
    let mut doubling = "b0.x = 1\n".to_owned();
    for n in 1..60 {
        let before = n - 1;
        doubling.extend([
            format!("b{n}.x = b{before}\n"),
            format!("b{n}.y = b{before}\n"),
        ]);
    }
    for text in [
        "def f() { f() }\na.b = f()",
        "a = [:]\na.a = a\nwave.a = a",
        "a { b = 1 }\na.c = a\nx = a",
        "for (i in 1..9999) { for (j in 1..9999) { a.b = i } }",
        "def f = { it() }\nf(f)",
        "a.c = a\na.d = a\na.e = a\nx = a\ny = \"$a\"",
        &format!("a = 'x'\n{}", "a = \"$a$a\"\n".repeat(60)),
        &format!("a = [1]\n{}", "a = [a, a]\n".repeat(60)),
        &format!("a = [b: 1]\n{}y = \"$a\"", "a = [b: a, c: a]\n".repeat(60)),
        &doubling,
        "def a() { b() + b() }\ndef b() { a() + a() }\nx.y = a()",
    ] {
        read_all(text);
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        read_all(&text);
    }

    #[test]
    fn any_code_is_read(
        text in r#"(a|b|c|\.|\{| = |\n|1|'x'|"\$a"|"\$\{b\}"|\[|\]|\(|\)|: |, |\+|<<|profiles|params| in | as Duration|if\(a\)|def |a = 1|a.b = c|b \{|\}|withName: a|f\(\)|def f\(a\) \{|\.h|\.each|it){0,40}"#,
    ) {
        read_all(&text);
    }
}
