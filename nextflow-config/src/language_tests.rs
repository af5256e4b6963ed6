//! The language of configurations, form by form: what both of Nextflow's parsers make of it.

use super::{Document, Parser, read};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// What a parser makes of a text.
#[derive(Clone, Copy, Debug)]
enum Made {
    /// These settings of the scopes below, written as `path=value` in the order of the alphabet.
    Settings(&'static [&'static str]),
    /// Nothing: it refuses the text.
    Refused,
}

use Made::{Refused, Settings};

/// What the rule is, a text, and what the legacy and the strict parser make of it.
type Row = (&'static str, &'static str, Made, Made);

/// Both parsers agree.
const fn same(what: &'static str, text: &'static str, made: &'static [&'static str]) -> Row {
    (what, text, Settings(made), Settings(made))
}

fn check(rows: &[Row], profiles: &[&str]) {
    for (what, text, legacy, strict) in rows {
        let document = Document::parse(text);
        for (semantics, made) in [(Parser::Legacy, legacy), (Parser::Strict, strict)] {
            let reading = read(&document, semantics, profiles);
            let mut settings: Vec<String> = reading
                .settings
                .iter()
                .filter(|it| it.path.starts_with("wave") || it.path.starts_with("docker"))
                .map(|it| format!("{}={}", it.path, it.value))
                .collect();
            settings.sort();
            match made {
                Refused => assert!(reading.refusal.is_some(), "{what}: {semantics:?} {text:?}"),
                Settings(expected) => {
                    assert_eq!(reading.refusal, None, "{what}: {semantics:?} {text:?}");
                    assert_eq!(settings, *expected, "{what}: {semantics:?} {text:?}");
                }
            }
        }
    }
}

#[test]
fn settings_are_written_in_blocks_and_paths_and_mixtures_of_them() {
    const ON: &[&str] = &["wave.enabled=true"];
    check(
        &[
            same("a block", "wave { enabled = true }", ON),
            same("a path", "wave.enabled = true", ON),
            same("spaces around the dot", "wave . enabled = true", ON),
            same(
                "the brace on the next line",
                "wave\n{\n  enabled = true\n}",
                ON,
            ),
            same(
                "a comment before the brace",
                "wave /* on */ {\n enabled = true }",
                ON,
            ),
            same("the value on the next line", "wave.enabled =\n  true", ON),
            same(
                "the equals sign on the next line",
                "wave.enabled\n  = true",
                ON,
            ),
            same("a line that is joined", "wave.enabled = \\\n true", ON),
            same("semicolons", "wave { enabled = true; };", ON),
            same(
                "blocks in blocks",
                "wave { build { repository = 'quay.io/lab/wave' } }",
                &["wave.build.repository=quay.io/lab/wave"],
            ),
            same(
                "paths in blocks",
                "wave { build.repository = 'quay.io/lab/wave' }",
                &["wave.build.repository=quay.io/lab/wave"],
            ),
            same("a quoted last name", "wave.'enabled' = true", ON),
            same(
                "line ends of Windows",
                "wave {\r\n  enabled = true\r\n}\r\n",
                ON,
            ),
            same("line ends of old", "wave {\r  enabled = true\r}\r", ON),
        ],
        &[],
    );
}

#[test]
fn what_neither_parser_takes_is_refused() {
    for (what, text) in [
        ("a dotted block", "wave.build { repository = 'x' }"),
        (
            "two statements on a line",
            "wave.enabled = true wave.freeze = true",
        ),
        (
            "a comma between settings",
            "wave { enabled = true, freeze = true }",
        ),
        ("no equals sign", "wave { enabled true }"),
        ("a comment of the shell", "# on\nwave.enabled = true"),
        ("a no-break space", "wave.enabled\u{a0}= true"),
        (
            "a typographic quote",
            "wave.strategy = \u{2018}conda\u{2019}",
        ),
        ("a form feed", "wave.enabled = true\u{c}"),
        ("a mark of byte order", "\u{feff}wave.enabled = true"),
        ("a block that is not closed", "wave { enabled = true"),
        ("a text that is not closed", "wave.strategy = 'conda"),
        ("a list that is not closed", "wave.strategy = ['conda'"),
        ("a dollar at the end of a text", "wave.strategy = \"a$\""),
        ("an array index out of the blue", "wave.enabled = ]"),
    ] {
        check(&[(what, text, Refused, Refused)], &[]);
    }
}

#[test]
fn code_is_for_the_legacy_parser_only() {
    const ON: &[&str] = &["wave.enabled=true"];
    for (what, text) in [
        ("a variable", "def on = true\nwave.enabled = on"),
        ("a typed variable", "boolean on = true\nwave.enabled = on"),
        ("a variable without a word", "on = true\nwave.enabled = on"),
        ("a condition", "if (1 < 2) { wave.enabled = true }"),
        (
            "another branch",
            "if (1 > 2) { wave.enabled = false } else { wave.enabled = true }",
        ),
        ("an attempt", "try { wave.enabled = true } catch (e) { }"),
        ("an index", "wave['enabled'] = true"),
        ("a path after a comment", "wave./* x */enabled = true"),
    ] {
        check(&[(what, text, Settings(ON), Refused)], &[]);
    }
}

#[test]
fn the_later_of_two_assignments_counts_whatever_its_form() {
    check(
        &[
            same(
                "a path after a block",
                "wave { enabled = true }\nwave.enabled = false",
                &["wave.enabled=false"],
            ),
            same(
                "a block after a path",
                "wave.enabled = true\nwave { enabled = false }",
                &["wave.enabled=false"],
            ),
            same(
                "blocks are joined",
                "wave { enabled = true }\nwave { freeze = true }",
                &["wave.enabled=true", "wave.freeze=true"],
            ),
            same(
                "a map, then a path",
                "wave = [enabled: true]\nwave.freeze = true",
                &["wave.enabled=true", "wave.freeze=true"],
            ),
            (
                "a map, then a block: the legacy parser forgets the map",
                "wave = [enabled: true]\nwave { freeze = true }",
                Settings(&["wave.freeze=true"]),
                Settings(&["wave.enabled=true", "wave.freeze=true"]),
            ),
            same(
                "a block, then a map: both forget the block",
                "wave { enabled = true }\nwave = [freeze: true]",
                &["wave.freeze=true"],
            ),
            (
                "a map without the inner one has no place for a path below it",
                "wave = [enabled: true]\nwave.build.repository = 'x'",
                Refused,
                Settings(&["wave.build.repository=x", "wave.enabled=true"]),
            ),
            (
                "a value is no scope",
                "wave = true\nwave.enabled = true",
                Refused,
                Refused,
            ),
        ],
        &[],
    );
}

#[test]
fn a_colon_in_place_of_the_equals_sign_sets_nothing() {
    check(
        &[(
            "a label",
            "docker.enabled = true\nwave { freeze = true\n enabled: true }",
            Settings(&["docker.enabled=true", "wave.freeze=true"]),
            Refused,
        )],
        &[],
    );
}

#[test]
fn texts_are_read_with_their_quotes_and_escapes() {
    check(
        &[
            same(
                "single",
                r"wave.strategy = 'a\'b$c'",
                &["wave.strategy=a'b$c"],
            ),
            same(
                "double",
                r#"wave.strategy = "a\"b""#,
                &["wave.strategy=a\"b"],
            ),
            same(
                "a part that is known",
                "params.x = 'conda'\nwave.strategy = \"${params.x},c\"",
                &["wave.strategy=conda,c"],
            ),
            same(
                "three single",
                "wave.strategy = '''a\nb'''",
                &["wave.strategy=a\nb"],
            ),
            same(
                "three double",
                "wave.strategy = \"\"\"a\r\nb\"\"\"",
                &["wave.strategy=a\nb"],
            ),
            same(
                "an escape of a line",
                "wave.strategy = '''a\\\nb'''",
                &["wave.strategy=ab"],
            ),
            same("slashes", "wave.strategy = /a\\/b/", &["wave.strategy=a/b"]),
            (
                "dollars and slashes",
                "wave.strategy = $/a/$",
                Settings(&["wave.strategy=a"]),
                Refused,
            ),
            same("joined", "wave.strategy = 'a' + 'b'", &["wave.strategy=ab"]),
        ],
        &[],
    );
}

#[test]
fn numbers_lists_and_units_are_what_nextflow_shows() {
    check(
        &[
            same(
                "hexadecimal",
                "wave.retryPolicy.maxAttempts = 0x0A",
                &["wave.retryPolicy.maxAttempts=10"],
            ),
            same(
                "underscores",
                "wave.retryPolicy.maxAttempts = 1_000",
                &["wave.retryPolicy.maxAttempts=1000"],
            ),
            same(
                "a point in front",
                "wave.retryPolicy.jitter = .25",
                &["wave.retryPolicy.jitter=0.25"],
            ),
            same(
                "minutes",
                "wave.build.maxDuration = 90.min",
                &["wave.build.maxDuration=1h 30m"],
            ),
            same(
                "a sum of units",
                "wave.build.maxDuration = 1.h + 5.min",
                &["wave.build.maxDuration=1h 5m"],
            ),
            same(
                "a list",
                "wave.strategy = ['conda', 'container',]",
                &["wave.strategy=[conda, container]"],
            ),
            same(
                "arithmetic",
                "wave.retryPolicy.maxAttempts = 2 * 3 - 1",
                &["wave.retryPolicy.maxAttempts=5"],
            ),
            same(
                "a choice",
                "wave.enabled = 1 < 2 ? true : false",
                &["wave.enabled=true"],
            ),
            same(
                "a choice over lines",
                "wave.enabled = 1 > 2\n  ? true\n  : false",
                &["wave.enabled=false"],
            ),
            same(
                "a default",
                "params.x = null\nwave.strategy = params.x ?: 'conda'",
                &["wave.strategy=conda"],
            ),
            same("null", "wave.freeze = null", &["wave.freeze=null"]),
        ],
        &[],
    );
}

#[test]
fn what_is_in_closures_comments_and_texts_is_no_setting() {
    check(
        &[
            same(
                "a closure",
                "process.ext.args = { wave.enabled = false }\nwave.enabled = true",
                &["wave.enabled=true"],
            ),
            same(
                "comments",
                "// wave.enabled = false\n/* wave.freeze = true */\nwave.enabled = true",
                &["wave.enabled=true"],
            ),
            same(
                "a text",
                "manifest.description = '''\nwave.enabled = false\n'''\nwave.enabled = true",
                &["wave.enabled=true"],
            ),
            same(
                "the environment of tasks",
                "env { WAVE = 'wave.enabled = true' }",
                &[],
            ),
            same(
                "a name that only begins so",
                "params.wave = true\nwave2.enabled = true",
                &["wave2.enabled=true"],
            ),
        ],
        &[],
    );
}

#[test]
fn a_profile_counts_when_it_is_selected_and_each_parser_has_its_order() {
    let text = "profiles {\n  cloud { wave.enabled = true }\n}\nwave.enabled = false\n";
    check(&[same("not selected", text, &["wave.enabled=false"])], &[]);
    check(
        &[(
            "selected: the legacy parser puts it over the rest of the text",
            text,
            Settings(&["wave.enabled=true"]),
            Settings(&["wave.enabled=false"]),
        )],
        &["cloud"],
    );
    check(
        &[same(
            "a block of the profile is followed where it stands",
            "wave.enabled = false\nprofiles {\n  cloud { wave { enabled = true } }\n}\n",
            &["wave.enabled=true"],
        )],
        &["cloud"],
    );
    check(
        &[same(
            "standard is selected when nothing else is",
            "profiles { standard { docker.enabled = true } }",
            &["docker.enabled=true"],
        )],
        &[],
    );
    check(
        &[same(
            "a profile that is called like a scope",
            "profiles { wave { docker.enabled = true } }",
            &[],
        )],
        &[],
    );
}
