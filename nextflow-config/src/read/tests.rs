use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::reading::{Certainty, Lookup};
use crate::token::Span;
use crate::value::Value;

/// Every setting as `path=value`, or why the text is refused.
fn settings(text: &str, parser: Parser, profiles: &[&str]) -> String {
    let document = Document::parse(text);
    let reading = read(&document, parser, profiles);
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
    assert_eq!(settings(text, Parser::Legacy, &[]), v1, "V1: {text}");
    assert_eq!(settings(text, Parser::Strict, &[]), v2, "V2: {text}");
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
            "process.y = { wave.enabled = false }\nwave.a = 1",
            "process.y={ … } wave.a=1",
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
    assert_eq!(settings(text, Parser::Legacy, &["b", "a"]), "x.y=2");
    assert_eq!(settings(text, Parser::Strict, &["b", "a"]), "x.y=1");
    let document = Document::parse(text);
    assert_eq!(read(&document, Parser::Legacy, &[]).profiles, ["a", "b"]);
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
    let reading = read(&document, Parser::Legacy, &[]);
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
    for parser in [Parser::Legacy, Parser::Strict] {
        let reading = read(&document, parser, &[]);
        let place = reading
            .get("wave.build.repository")
            .map(|setting| setting.span.of(text));
        assert_eq!(place, Some("'x'"));
    }
}

#[test]
fn scopes_without_settings_are_told() {
    let document = Document::parse("wave { }\na.b = params.x");
    let reading = read(&document, Parser::Legacy, &[]);
    let scopes = reading.empty_scopes.iter();
    let scopes: Vec<(&str, &str)> = scopes
        .map(|scope| (&*scope.path, scope.span.of(document.text)))
        .collect();
    assert_eq!(
        scopes,
        [("wave", "wave { }"), ("params.x", "x"), ("a.b", "x")]
    );
}

#[test]
fn each_parser_refuses_what_it_does_not_know() {
    for (text, v1, v2) in [
        (
            "wave.build { a = 1 }",
            "refused: No signature of method: groovy.util.ConfigObject.build()",
            "refused: Unexpected input: '{'",
        ),
        (
            "foo(1)",
            "refused: nothing in this text defines foo()",
            "refused: Unexpected input: '('",
        ),
        (
            "'a'.b = 1",
            "refused: No such property: b for class: java.lang.String",
            "a.b=1",
        ),
        ("a.b = c", "a.b=unknown", "refused: `c` is not defined"),
        (
            "a.b = \"$HOME\"",
            "a.b=unknown",
            "refused: `HOME` is not defined (hint: use `env('...')` to access environment variable)",
        ),
        ("a: 1", "", "refused: Unexpected input: ':'"),
        (
            "a.b = (x) -> 1",
            "a.b={ … }",
            "refused: Unexpected input: '->'",
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
    assert_read(
        text,
        "c.d=2 e=2 f.g=1 a.b=[1, 2]",
        "refused: `e` was assigned but not declared",
    );
    let declared = "a.b = [1, 2].collect { def e = it\n e = e + 1\n params.c = e\n e }";
    assert_eq!(settings(declared, Parser::Strict, &[]), "a.b=[2, 3]");
}

/// How sure the values of a text are, for the legacy parser.
fn certainties(text: &str) -> String {
    let document = Document::parse(text);
    let reading = read(&document, Parser::Legacy, &[]);
    assert_eq!(reading.refusal, None, "{text}");
    let settings = reading.settings.iter();
    let settings = settings.filter(|it| !it.path.starts_with("params."));
    let settings: Vec<String> = settings
        .map(|it| format!("{}={} {:?}", it.path, it.value, it.certainty))
        .collect();
    settings.join(", ")
}

#[test]
fn a_condition_on_parameters_is_followed_and_what_it_decides_is_unsure() {
    for (text, expected) in [
        (
            "params.p = true\nif (params.p) { a.b = 1 } else { a.b = 2 }\na.c = 3",
            "a.b=1 UnlessParams, a.c=3 Sure",
        ),
        // Set before, and set anew with other parameters.
        (
            "params.p = false\na.b = 1\na.c = 2\nif (params.p) { a.b = 3 }",
            "a.b=1 UnlessParams, a.c=2 Sure",
        ),
        (
            "params.p = false\na.b.c = 1\nif (params.p) { a { b { c = 3 } } }",
            "a.b.c=1 UnlessParams",
        ),
        (
            "params.p = false\na = [b: 1]\nif (params.p) { a = [c: 1] }",
            "a.b=1 UnlessParams",
        ),
        // What is set afterwards holds whatever the condition says.
        (
            "params.p = true\nif (params.p) { a.b = 1 }\na.b = 2",
            "a.b=2 Sure",
        ),
        (
            "params.p = 'y'\nswitch (params.p) { case 'x': a.b = 1; break; case ['y', 'z']: a.b = 2; break; default: a.b = 3 }",
            "a.b=2 UnlessParams",
        ),
        (
            "params.p = 'q'\nswitch (params.p) { case 'x': a.b = 1; break; default: a.b = 3 }",
            "a.b=3 UnlessParams",
        ),
        (
            "params.p = [1, 2]\nfor (n in params.p) { a.b = n }",
            "a.b=2 UnlessParams",
        ),
        (
            "params.p = false\ndef v = 1\nif (params.p) { v = 2 }\na.b = v",
            "a.b=1 UnlessParams",
        ),
        (
            "params.p = 1\ndef f() { if (params.p) { return 'x' }\n 'y' }\na.b = f()",
            "a.b=x UnlessParams",
        ),
    ] {
        assert_eq!(certainties(text), expected, "{text}");
    }
}

#[test]
fn a_condition_that_only_a_run_can_tell_leaves_unknown_what_it_may_change() {
    for (text, expected) in [
        (
            "a.b = 1\nif (System.getenv('X')) { a.b = 1; a.c = 1 }",
            "a.b=1 Sure, a.c=unknown Sure",
        ),
        (
            "a = [b: 1]\nif (System.getenv('X')) { a = [b: 2] }",
            "a=unknown Sure",
        ),
        // What comes after a return may never be run.
        (
            "a.b = { if (System.getenv('X')) { return 1 }\n 2 }()",
            "a.b=unknown Sure",
        ),
        (
            "a.b = 1\nif (System.getenv('X')) { return }\na.b = 2\na.c = 3",
            "a.b=unknown Sure, a.c=unknown Sure",
        ),
        (
            "switch (System.getenv('X')) { case 'x': a.b = 1; break; default: a.b = 3 }",
            "a.b=unknown Sure",
        ),
        (
            "for (int i = 0; i < 2; i++) { a.b = i }",
            "a.b=unknown Sure",
        ),
        (
            "a.\"x${System.getenv('X')}\" = 1",
            "a.'\"x${System.getenv('X')}\"'=unknown Sure",
        ),
    ] {
        assert_eq!(certainties(text), expected, "{text}");
    }
}

#[test]
fn what_is_set_before_an_include_may_be_set_anew_by_it() {
    for (text, expected) in [
        (
            "a.b = 1\nincludeConfig 'x'\na.c = 2",
            "a.b=1 UnlessIncluded, a.c=2 Sure",
        ),
        // What the included file may have set is looked for in vain here.
        (
            "includeConfig 'x'\na.b = params.p ?: 1",
            "a.b=unknown UnlessParams",
        ),
        ("includeConfig 'x'\na.b = c ?: 1", "a.b=1 UnlessIncluded"),
        // A profile is applied at the very end.
        (
            "profiles { standard { a.b = 1 } }\nincludeConfig 'x'",
            "a.b=1 Sure",
        ),
        (
            "profiles { standard { a.b = 1\n includeConfig 'x' } }",
            "a.b=1 UnlessIncluded",
        ),
        (
            "try { a.b = 1\n includeConfig 'x' } catch (Exception e) { println e }",
            "a.b=1 UnlessIncluded",
        ),
    ] {
        assert_eq!(certainties(text), expected, "{text}");
    }
}

#[test]
fn a_strict_text_is_as_sure_about_includes() {
    let document = Document::parse("a.b = 1\nprofiles { standard { includeConfig 'x' } }\na.c = 2");
    let reading = read(&document, Parser::Strict, &[]);
    let sure = |path| reading.get(path).map(|setting| setting.certainty);
    assert_eq!(sure("a.b"), Some(Certainty::UnlessIncluded));
    assert_eq!(sure("a.c"), Some(Certainty::Sure));
}

#[test]
fn nothing_can_be_asked_of_null_or_of_a_scope_that_is_none() {
    for (text, v1, v2) in [
        (
            "params.x = null\na.b = params.x.y",
            "refused: Cannot get property 'y' on null object",
            "refused: Cannot get property 'y' on null object",
        ),
        (
            "a.b = c.x.split(',')",
            "refused: No signature of method: groovy.util.ConfigObject.split()",
            "refused: `c` is not defined",
        ),
        (
            "params.x = [:]\na.b = params.x > 1",
            "refused: Cannot compare java.util.LinkedHashMap",
            "refused: Cannot compare java.util.LinkedHashMap",
        ),
        (
            "params.x = [y: 2]\na.b = 'z' < params.x",
            "refused: Cannot compare java.lang.String",
            "refused: Cannot compare java.lang.String",
        ),
        (
            "params.x = null\na.b = params.x + 1",
            "refused: Cannot execute null+",
            "refused: Cannot execute null+",
        ),
        (
            "params.x = null\na.b = params.x * 2",
            "refused: Cannot invoke method multiply() on null object",
            "refused: Cannot invoke method multiply() on null object",
        ),
        (
            "a.b = c.x + 1",
            "refused: No signature of method: groovy.util.ConfigObject.plus()",
            "refused: `c` is not defined",
        ),
        (
            "params.x = 'y'\na.b = params.x.z",
            "refused: No such property: z for class: java.lang.String",
            "refused: No such property: z for class: java.lang.String",
        ),
        (
            "a.b = -'x'",
            "refused: No signature of method: java.lang.String.negative()",
            "refused: No signature of method: java.lang.String.negative()",
        ),
        (
            "includeConfig ''",
            "refused: includeConfig argument cannot be empty",
            "refused: the name of the included file is empty",
        ),
        (
            "a = true\na.b = 1",
            "refused: No such property: b for class: java.lang.Boolean",
            "refused: a has a value and is no scope",
        ),
    ] {
        assert_read(text, v1, v2);
    }
}

#[test]
fn a_parameter_that_nothing_sets_makes_unknown_what_depends_on_it() {
    for value in [
        "params.x.y",
        "params.x?.y",
        "params.x.split(',')",
        "params.x > 1",
        "params.x == 1",
        "params.x + 'y'",
        "params.x + 1",
        "params.x ?: 1",
        "params.x ? 1 : 2",
        "!params.x",
        "-params.x",
        "params.x as Integer",
        "\"${params.x}\"",
        "\"$params.x.y\"",
        "params.x['y']",
        "params.x in ['y']",
        "['y'].contains(params.x)",
    ] {
        let text = format!("params.z = 1\na.b = {value}");
        let expected = "params.z=1 a.b=unknown";
        assert_read(&text, expected, expected);
    }
    // Nor is it known what is done only if it is true, or which file is included.
    for (text, v1) in [
        ("if (params.x) { a.b = 1 }", "a.b=unknown"),
        ("switch (params.x) { case 'y': a.b = 1 }", "a.b=unknown"),
    ] {
        let document = Document::parse(text);
        let reading = read(&document, Parser::Legacy, &[]);
        assert_eq!(reading.refusal, None, "{text}");
        let settings = reading.settings.iter();
        let settings: Vec<String> = settings
            .filter(|it| it.path == "a.b")
            .map(|it| format!("{}={}", it.path, it.value))
            .collect();
        assert_eq!(settings, [v1], "{text}");
    }
    let document = Document::parse("includeConfig params.x");
    for parser in [Parser::Legacy, Parser::Strict] {
        let reading = read(&document, parser, &[]);
        assert_eq!(reading.refusal, None);
        assert_eq!(reading.includes.len(), 1);
        assert_eq!(reading.includes[0].path, None);
    }
}

#[test]
fn whole_numbers_wrap_around_as_groovys_do() {
    for (text, value) in [
        ("4 * 1024 * 1024 * 1024", "0"),
        ("65536 * 65536", "0"),
        ("2147483647 + 1", "-2147483648"),
        ("0x7fffffff + 1", "-2147483648"),
        // One of 64 bits makes the result one.
        ("4L * 1024 * 1024 * 1024", "4294967296"),
        ("2147483648 + 1", "2147483649"),
        ("1024 * 1024 * 1024 * 4L", "4294967296"),
        // A power is as large as it has to be.
        ("10 ** 10", "10000000000"),
        ("2 ** 30", "1073741824"),
        ("3 * 1024", "3072"),
        ("7 % 4", "3"),
        ("(4 as long) * 1073741824", "4294967296"),
        ("'4'.toLong() * 1073741824", "4294967296"),
        ("'4'.toInteger() * 1073741824", "0"),
        ("4.GB * 3", "12 GB"),
        ("4.GB * 3L", "12 GB"),
    ] {
        let expected = format!("a.b={value}");
        assert_read(&format!("a.b = {text}"), &expected, &expected);
    }
}

#[test]
fn values_are_made_as_groovy_makes_them() {
    for (text, value) in [
        ("0.1 + 0.2", "0.3"),
        ("7 / 2", "3.5"),
        // Groovy cuts what does not end after some digits.
        ("10 / 3", "unknown"),
        ("\"${1.50}\"", "1.50"),
        ("\"${7.0 * 2}\"", "14.0"),
        ("\"${1e3}\"", "unknown"),
        ("2 <=> 1", "1"),
        ("'a b' - ' b'", "a"),
        ("'abc'[-1]", "c"),
        ("['a', 'b']*.toUpperCase().join('+')", "A+B"),
        ("[1, 2, 3].findAll { it > 1 }", "[2, 3]"),
        ("[1, 2].collect { n -> n * 2 }", "[2, 4]"),
        ("[1, 2].any { it > 1 } && ![1].every { it > 1 }", "true"),
        ("['a', null].findAll()", "[a]"),
        ("[1, 2].find { it > 2 }", "null"),
        ("[2, 1, 2].unique().reverse()", "[1, 2]"),
        ("['a', 'b'].contains('b')", "true"),
        ("'a,b,,'.split(',')", "[a, b]"),
        ("'a.b'.split('.')", "unknown"),
        ("[8, 1]*.GB", "[8 GB, 1 GB]"),
        ("8.gb", "8 GB"),
        ("[x: 1].keySet()", "[x]"),
        ("[x: 1].get('y', 2)", "2"),
        ("[x: 1].isEmpty()", "false"),
        ("java.time.Year.now().toString()", "unknown"),
    ] {
        let expected = format!("a.b={value}");
        assert_read(&format!("a.b = {text}"), &expected, &expected);
    }
}

#[test]
fn the_legacy_parser_runs_what_is_no_setting() {
    for (text, expected) in [
        // Braces alone are no scope, nor is what has a label.
        ("a { { b = 1 } }", "a.b=1"),
        ("process { withName: { cpus = 1 } }", "process.cpus=1"),
        ("a.b = 1\nreturn\na.b = 2", "a.b=1"),
        ("a { b = 1\n return\n b = 2 }\nc.d = 3", "a.b=1 c.d=3"),
        (
            "try { a.b = 1\n throw new Exception('x') } catch (Exception e) { a.c = 2 } finally { a.d = 3 }",
            "a.b=1 a.c=2 a.d=3",
        ),
        ("try { a.b = 1 } finally { a.d = 3 }", "a.b=1 a.d=3"),
        ("a[0] = 'x'", "a.'0'=x"),
        ("nextflow.enable.x = true", "nextflow.enable.x=true"),
        ("a.b = 1\na.remove('b')\na.c = 2", "a.c=2"),
        ("plugins { id 'x'\n id 'x' }", "plugins=[x]"),
    ] {
        assert_eq!(settings(text, Parser::Legacy, &[]), expected, "{text}");
    }
}

#[test]
fn a_selector_in_the_wrong_scope_is_refused_where_it_is_run() {
    let text = "profiles { a { withName: X { cpus = 1 } }\n b { c.d = 1 } }";
    assert_eq!(settings(text, Parser::Strict, &["b"]), "c.d=1");
    assert_eq!(
        settings(text, Parser::Strict, &["a"]),
        "refused: Config selectors are only allowed in the `process` and `agent` scopes (offending scope: ``)"
    );
    assert_eq!(
        settings(text, Parser::Legacy, &["a"]),
        "'withName:X'.cpus=1"
    );
}

#[test]
fn plugins_are_named_at_the_top() {
    for (text, v1, v2) in [
        (
            "a { plugins { id 'x' } }",
            "refused: Plugins definition is only allowed in config top-most scope",
            "",
        ),
        (
            "plugins { load 'x' }",
            "refused: No signature of method: nextflow.config.parser.v1.PluginsDsl.load()",
            "refused: `load` is not defined",
        ),
        (
            "plugins { id = 'x' }",
            "refused: No such property: id for class: nextflow.config.parser.v1.PluginsDsl",
            "plugins=[] id=x",
        ),
        ("profiles { plugins { a.b = 1 } }", "", ""),
    ] {
        assert_read(text, v1, v2);
    }
}

#[test]
fn profiles_in_a_scope_are_those_of_the_legacy_parser() {
    let document = Document::parse("process { profiles { a { cpus = 1 } } }\nprofiles { b { } }");
    assert_eq!(read(&document, Parser::Legacy, &[]).profiles, ["a", "b"]);
    assert_eq!(read(&document, Parser::Strict, &[]).profiles, ["b"]);
}

#[test]
fn where_following_was_given_up_nothing_is_claimed() {
    let text = "a.b = 1\nfor (i in 1..99) { for (j in 1..99) { for (k in 1..99) { c.d = i } } }";
    let document = Document::parse(text);
    let reading = read(&document, Parser::Legacy, &[]);
    let values: Vec<&Value> = reading.settings.iter().map(|it| &it.value).collect();
    assert_eq!(values, [&Value::Unknown, &Value::Unknown]);
}

fn read_all(text: &str) {
    let document = Document::parse(text);
    for parser in [Parser::Legacy, Parser::Strict] {
        for profiles in [&[][..], &["a", "b"]] {
            let reading = read(&document, parser, profiles);
            let all = Span {
                start: 0,
                end: text.len(),
            };
            assert!(
                reading
                    .settings
                    .iter()
                    .all(|setting| all.contains(setting.span))
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
        &format!(
            "{}a.b = 1",
            "if (params.x) { a.b = 1 } else { c { d = 2 } }\n".repeat(300)
        ),
        &format!(
            "{}a.b = 1{}",
            "if (params.x) {} else { ".repeat(90),
            "}".repeat(90)
        ),
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

/// What the legacy parser makes of an expression.
fn value(expression: &str) -> Value {
    let text = format!("params.x = {expression}");
    let reading = read(&Document::parse(&text), Parser::Legacy, &[]);
    assert_eq!(reading.refusal, None, "{text}");
    reading.get("params.x").unwrap().value.clone()
}

#[test]
fn values_are_equal_when_all_that_is_in_them_is() {
    for (expression, is_equal) in [
        // The word is no unknown value.
        ("'unknown' == 'unknown'", true),
        ("['unknown'] == ['unknown']", true),
        ("['is unknown'] == ['unknown']", false),
        ("[a: 'unknown'] == [a: 'unknown']", true),
        ("[1, [2, 'a']] == [1, [2, 'a']]", true),
        ("[1, [2, 'a']] == [1, [2, 'b']]", false),
        ("[1] == [1.0]", true),
        ("[a: 1, b: 2] == [b: 2, a: 1]", true),
        ("[a: 1] == [a: 1, b: 2]", false),
        ("[a: 1] == [b: 1]", false),
        ("[] == [:]", false),
        ("[8.GB] == [8.GB]", true),
        ("[8.GB] != ['8 GB']", true),
        ("'unknown' in ['known', 'unknown']", true),
        // What is not known of one part does not matter when another differs.
        ("[System.getenv('A'), 1] == [System.getenv('A'), 2]", false),
        ("[System.getenv('A')] == []", false),
    ] {
        assert_eq!(value(expression), Value::Bool(is_equal), "{expression}");
    }
}

#[test]
fn values_with_something_unknown_in_them_may_be_equal() {
    for expression in [
        "[System.getenv('A')] == ['a']",
        "[a: [b: System.getenv('A')]] == [a: [b: 1]]",
        "[{ 1 }] == [{ 1 }]",
        "'a' in ['b', System.getenv('A')]",
    ] {
        assert_eq!(value(expression), Value::Unknown, "{expression}");
    }
}

#[test]
fn a_branch_that_is_not_run_makes_only_unsure_what_it_would_set() {
    let text = "params.fast = false\nwave { enabled = true\n freeze = false }\n\
                if (params.fast) { wave { freeze = true } }";
    let reading = read(&Document::parse(text), Parser::Legacy, &[]);
    let certainty = |path| reading.get(path).map(|setting| setting.certainty);
    assert_eq!(certainty("wave.enabled"), Some(Certainty::Sure));
    assert_eq!(certainty("wave.freeze"), Some(Certainty::UnlessParams));
}

#[test]
fn every_setting_of_a_large_text_is_found() {
    let lines: Vec<String> = (0..60_000).map(|n| format!("a_{n} = {n}\n")).collect();
    let text = lines.concat();
    for parser in [Parser::Legacy, Parser::Strict] {
        let reading = read(&Document::parse(&text), parser, &[]);
        assert_eq!(reading.settings.len(), 60_000);
    }
}

#[test]
fn what_is_nested_too_deeply_is_unknown_and_not_unset() {
    let text = format!("{}b.c.d.e.x = 1{}", "a { ".repeat(39), " }".repeat(39));
    let document = Document::parse(&text);
    assert_eq!(document.problems, []);
    for parser in [Parser::Legacy, Parser::Strict] {
        let reading = read(&document, parser, &[]);
        let path = format!("{}b.c.d.e.x", "a.".repeat(39));
        assert_eq!(reading.lookup(&path), Lookup::Unknown);
    }
}

#[test]
fn copies_of_something_long_are_unknown_from_some_size_on() {
    let mut text = format!("params.long = '{}'\n", "long ".repeat(20_000));
    for n in 0..2_000 {
        text.push_str("params.copy_");
        text.push_str(&n.to_string());
        text.push_str(" = params.long\n");
    }
    for parser in [Parser::Legacy, Parser::Strict] {
        let reading = read(&Document::parse(&text), parser, &[]);
        let value = |path| &reading.get(path).unwrap().value;
        assert_eq!(value("params.copy_0"), value("params.long"));
        assert_eq!(*value("params.copy_1999"), Value::Unknown);
    }
}

#[test]
fn a_name_that_ends_like_a_class_is_not_one() {
    assert_read("fileReader = 1", "fileReader=1", "fileReader=1");
    assert_eq!(
        settings("FileReader = 1", Parser::Legacy, &[]),
        "refused: you tried to assign a value to the class 'java.io.FileReader'"
    );
}

#[test]
fn code_that_is_not_run_may_call_anything_with_what_follows_it() {
    for text in [
        "process.time = { 24h * task.attempt }",
        "process.time = { 1.5h }",
        "process.beforeScript = { module load 'x' }",
        "process.ext.a = { 'str' foo }",
        "process.ext.a = { [1] foo }",
        "process.ext.a = { a(1) b }",
        "process.ext.a = { a { 1 } b }",
        "process.ext.a = { def y = a b\n y }",
        "def f(n) { 3 n }",
    ] {
        let document = Document::parse(text);
        assert_eq!(document.problems, [], "{text}");
        assert_eq!(read(&document, Parser::Legacy, &[]).refusal, None, "{text}");
        assert_ne!(read(&document, Parser::Strict, &[]).refusal, None, "{text}");
    }
    // Where nothing is called by its name, the strict parser stops at what follows.
    let stop = |text| settings(text, Parser::Strict, &[]);
    let unexpected = |word| format!("refused: Unexpected input: '{word}'");
    assert_eq!(
        stop("process.time = { 24h * task.attempt }"),
        unexpected("h")
    );
    assert_eq!(stop("a.b = { 'str' foo }"), unexpected("foo"));
    assert_eq!(stop("a.b = { f(1) y }"), unexpected("y"));
    // A configuration has nothing to call, and an operation cannot be called.
    for text in [
        "process.time = 24h",
        "process { cpus = 2 memory = 3 }",
        "wave { enabled = true } docker { enabled = true }",
        "process.beforeScript 'a' 'b'",
        "process.ext.a = { a + b c }",
        "process.ext.a = { return a b }",
    ] {
        assert_ne!(Document::parse(text).problems, [], "{text}");
    }
}

#[test]
fn ranges_leave_out_either_end() {
    let v2 = "refused: Unexpected input: '..'";
    assert_read("a.b = 1..<3", "a.b=[1, 2]", "a.b=[1, 2]");
    assert_read("a.b = 1<..3", "a.b=[2, 3]", v2);
    assert_read(
        "a.b = 1<..<4",
        "a.b=[2, 3]",
        "refused: Unexpected input: '..<'",
    );
}

#[test]
fn a_type_in_brackets_may_have_types_of_its_own() {
    let legacy = |text| settings(text, Parser::Legacy, &[]);
    assert_eq!(legacy("a.b = (List<String>) ['x']"), "a.b=[x]");
    assert_eq!(legacy("a.b = (int) 3.9"), "a.b=3");
    assert_eq!(legacy("a.b = (int) 3.9 * 2"), "a.b=6");
    assert_eq!(
        legacy("a.b = (x < y)"),
        settings("a.b = x < y", Parser::Legacy, &[])
    );
}

#[test]
fn numbers_and_units_are_calculated_as_groovy_does() {
    assert_read("a.b = 3.9 as int", "a.b=3", "a.b=3");
    assert_read("a.b = 'ab' * 2", "a.b=abab", "a.b=abab");
    assert_read("a.b = 2 * 4.GB", "a.b=8 GB", "a.b=8 GB");
    assert_read("a.b = 2 * 30.min", "a.b=1h", "a.b=1h");
    // The strict parser reads the number first and then its sign.
    assert_read("a.b = -2147483648 - 1", "a.b=2147483647", "a.b=-2147483649");
}

#[test]
fn a_condition_is_known_where_one_side_decides() {
    let at = |text: &str| settings(text, Parser::Legacy, &[]);
    assert_eq!(at("a.b = env('X') || true"), "a.b=true");
    assert_eq!(at("a.b = env('X') && false"), "a.b=false");
    assert_eq!(at("a.b = env('X') || false"), "a.b=unknown");
}

#[test]
fn a_selector_is_named_as_it_is_written() {
    let text = "process { withName: \"${params.x}\" { cpus = 1 } }";
    let reading = read(&Document::parse(text), Parser::Legacy, &[]);
    assert_eq!(reading.empty_scopes, []);
    assert_eq!(reading.settings.len(), 1);
}

#[test]
fn a_scope_is_neither_called_by_a_block_nor_joined_by_a_sign() {
    let v1 = |text| settings(text, Parser::Legacy, &[]);
    let no_method = "refused: No signature of method: groovy.util.ConfigObject";
    assert_eq!(v1("params.genomes { }"), format!("{no_method}.genomes()"));
    assert_eq!(
        v1("process { withName: align|Sort { cpus = 1 } }"),
        format!("{no_method}.or()")
    );
    // The command line may set what is asked for.
    assert_eq!(v1("a.b = params.containsKey('x')"), "a.b=unknown");
}
