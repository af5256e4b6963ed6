#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::codes;

fn upgrade(text: &str) -> StrictUpgrade {
    strict_upgrade(text, |_| true)
}

/// What a text becomes, with nothing left to refuse.
#[track_caller]
fn assert_rewritten(table: &[(&str, &str)]) {
    for (text, expected) in table {
        let upgrade = upgrade(text);
        assert_eq!(upgrade.rewritten, *expected, "{text}");
        assert_eq!(upgrade.left, [], "{text}");
        assert!(!upgrade.rewrites.is_empty(), "{text}");
    }
}

/// What stays as it is, with the places that are refused.
#[track_caller]
fn assert_left(table: &[(&str, &[&str])]) {
    for (text, expected) in table {
        let upgrade = upgrade(text);
        assert_eq!(upgrade.rewritten, *text);
        assert_eq!(upgrade.rewrites, [], "{text}");
        let places: Vec<&str> = upgrade
            .left
            .iter()
            .filter_map(|it| Some(it.span?.of(text)))
            .collect();
        assert_eq!(places, *expected, "{text}");
    }
}

/// What a person is told of what is left.
fn messages(text: &str) -> Vec<String> {
    let left = upgrade(text).left.into_iter();
    left.map(|it| it.message).collect()
}

#[test]
fn what_the_strict_parser_takes_stays_and_nothing_is_said() {
    assert_left(&[
        ("", &[]),
        ("wave { enabled = true }\n", &[]),
        ("a.'if' = [x: 1,\n y: 2,]\n", &[]),
        ("a.b = (1 +\n 2)\n", &[]),
        ("a.b = \"x${params.y}\"\nc.d = /[a-z]/\n", &[]),
        ("a.b = { def x = 1; x + 1 }\n", &[]),
        ("includeConfig params.x ? 'a' : 'b'\n", &[]),
        // Only the strict parser takes this.
        ("'wave'.enabled = true\n", &[]),
    ]);
}

#[test]
fn a_constant_is_written_where_its_variable_was_used() {
    assert_rewritten(&[
        (
            "def r = 'quay.io'\nwave.build.repository = r\n",
            "wave.build.repository = 'quay.io'\n",
        ),
        (
            "// a\n  String r = \"quay.io\"; // b\na.b = \"$r/x\"\nc.d = \"${r}/y\"\n",
            "// a\n  // b\na.b = \"quay.io/x\"\nc.d = \"quay.io/y\"\n",
        ),
        ("final int n = 4\na.b = n * 2\n", "a.b = 4 * 2\n"),
        (
            "def on = true\r\nwave.enabled = on\r\n",
            "wave.enabled = true\r\n",
        ),
        ("def x = 1\n", ""),
        ("a.b = 1; def x = 2; c.d = x\n", "a.b = 1; c.d = 2\n"),
        // In code that runs later the string stays one that is put together.
        (
            "def r = 'x'\nprocess.a = { \"$r ${r}\" }\n",
            "process.a = { \"${'x'} ${'x'}\" }\n",
        ),
        // Characters that mean something in the string around them.
        ("def r = 'a\"b'\na.b = \"$r\"\n", "a.b = \"${'a\"b'}\"\n"),
        (
            "def r = 'x'\na.r = 1\nc.d = params.r ?: r\n",
            "a.r = 1\nc.d = params.r ?: 'x'\n",
        ),
        ("def x = 1\ndef y = 2\na.b = x + y\n", "a.b = 1 + 2\n"),
    ]);
}

#[test]
fn a_variable_stays_that_changes_or_is_no_constant() {
    assert_left(&[
        ("def x = 1\nx = 2\na.b = x\n", &["def x = 1"]),
        ("def x = 1 + 1\na.b = x\n", &["def x = 1 + 1"]),
        ("def x = \"$baseDir\"\na.b = x\n", &["def x = \"$baseDir\""]),
        ("int x = 1.5\na.b = x\n", &["int x = 1.5"]),
        ("def x\na.b = x\n", &["def x"]),
        ("def (x, y) = [1, 2]\na.b = x\n", &["def (x, y) = [1, 2]"]),
        (
            "def x = 'a'\na.b = \"$x.length\"\n",
            &["def x = 'a'", "$x.length"],
        ),
        ("def x = 'a'\na.b = [x: x]\n", &["def x = 'a'"]),
        ("def x = [1]\na.b = x\n", &["def x = [1]"]),
        (
            "def x = 1\ndef f(x) { x }\na.b = 1\n",
            &["def x = 1", "def f(x) { x }"],
        ),
        (
            "if (true) { def x = 1; a.b = x }\n",
            &["if (true) { def x = 1; a.b = x }"],
        ),
    ]);
}

#[test]
fn a_setting_is_written_where_another_read_it() {
    assert_rewritten(&[
        (
            "docker.registry = 'quay.io'\nwave.build.repository = \"${docker.registry}/x\"\n",
            "docker.registry = 'quay.io'\nwave.build.repository = \"quay.io/x\"\n",
        ),
        ("r = 'it\\'s'\na.b = r\n", "r = 'it\\'s'\na.b = 'it\\'s'\n"),
        ("n = 2\na.b = [n, n]\n", "n = 2\na.b = [2, 2]\n"),
    ]);
    assert_left(&[
        // A file, a profile or a parameter may change it.
        ("r = 1\nincludeConfig 'x'\na.b = r\n", &["r"]),
        (
            "docker.r = 1\nprofiles { p { docker.r = 2 } }\na.b = docker.r\n",
            &["docker"],
        ),
        ("r = params.x\na.b = r\n", &["r"]),
        // It is another one by then.
        ("r = 1\na.b = r\nr = 2\n", &["r"]),
        // Whether it is read can only be told by a run.
        ("r = 1\na.b = { [r] }\n", &["r"]),
        ("r = 1\na.b = params.x ? r : 2\n", &["r"]),
        // Secrets are not copied.
        (
            "tower.accessToken = 'x'\na.b = tower.accessToken\n",
            &["tower"],
        ),
    ]);
}

#[test]
fn an_assignment_becomes_one_of_a_path() {
    assert_rewritten(&[
        ("wave['enabled'] = true\n", "wave.enabled = true\n"),
        ("wave?.enabled = true\n", "wave.enabled = true\n"),
        ("(wave.enabled) = true\n", "wave.enabled = true\n"),
        ("docker['a-b'].c = 1\n", "docker.'a-b'.c = 1\n"),
        ("docker['if'] = 1\n", "docker.'if' = 1\n"),
        (
            "process['cpus'] = { task.attempt }\n",
            "process.cpus = { task.attempt }\n",
        ),
        ("process { ext['a'] = 1 }\n", "process { ext.a = 1 }\n"),
        (
            "params.x = 1\nparams.x += 2 ?: 3\n",
            "params.x = 1\nparams.x = params.x + (2 ?: 3)\n",
        ),
    ]);
    assert_left(&[
        (
            "wave./* x */build['a'] = 1\n",
            &["wave./* x */build['a'] ="],
        ),
        ("wave[\"a${1}\"] = 1\n", &["wave[\"a${1}\"] ="]),
        ("s = 'a'\ns += 'b'\n", &["s +="]),
        ("wave['a'] = 1\nwave.a = 2\n", &["wave['a'] ="]),
        ("(a, b) = [1, 2]\n", &["(a, b) ="]),
    ]);
}

#[test]
fn line_ends_move_to_where_the_strict_parser_takes_them() {
    assert_rewritten(&[
        ("a.b = (1\n  + 2)\n", "a.b = (1 +\n  2)\n"),
        (
            "a.b = ('x' // c\n  + 'y'\n  + 'z')\n",
            "a.b = ('x' + // c\n  'y' +\n  'z')\n",
        ),
        ("process.a = { (1\n - 2) }\n", "process.a = { (1 -\n 2) }\n"),
        ("wave\n  .enabled = true\n", "wave.enabled = true\n"),
        ("a.b = [c:\n  1]\n", "a.b = [c: 1]\n"),
        ("a.b = [1\n,]\n", "a.b = [1,\n]\n"),
        ("a.b = params.\n  x\n", "a.b = params.x\n"),
        (
            "process { withName:\n 'X' { cpus = 1 } }\n",
            "process { withName: 'X' { cpus = 1 } }\n",
        ),
    ]);
    // A comment would be lost.
    assert_left(&[
        ("wave./* x */enabled = true\n", &["wave"]),
        ("a.b = [c: // x\n  1]\n", &[": // x\n  "]),
    ]);
}

#[test]
fn keywords_that_are_names_are_quoted() {
    assert_rewritten(&[
        ("params.as = 1\n", "params.'as' = 1\n"),
        ("a.b = [if: 1, else: 2]\n", "a.b = ['if': 1, 'else': 2]\n"),
        (
            "process.a = { params.if }\n",
            "process.a = { params.'if' }\n",
        ),
    ]);
    assert_left(&[("params.in = [as: 1]\n", &[])]);
}

#[test]
fn strings_between_slashes_are_quoted() {
    assert_rewritten(&[
        ("a.b = $/x'\\$$/$\n", "a.b = 'x\\'\\\\$'\n"),
        ("a.b = $/x\ny/$\n", "a.b = '''x\ny'''\n"),
        (
            "a.b = /x\\/$params.y\\d\"/\n",
            "a.b = \"x/$params.y\\\\d\\\"\"\n",
        ),
        ("a.b = $/$$x${params.y}/$\n", "a.b = \"\\$x${params.y}\"\n"),
        (
            "process.a = { $/${'b'}\n/$ }\n",
            "process.a = { \"\"\"${'b'}\n\"\"\" }\n",
        ),
    ]);
    assert_left(&[("a.b = /[a-z]\\d/\n", &[])]);
}

#[test]
fn a_cast_of_a_known_value_becomes_a_coercion() {
    assert_rewritten(&[
        ("a.b = (int) 1.5\n", "a.b = 1.5 as int\n"),
        ("a.b = (int) 1.5 + 2\n", "a.b = (1.5 as int) + 2\n"),
    ]);
    // For what is not known the two may come to different values.
    assert_left(&[
        ("process.a = { (int) x }\n", &["int"]),
        ("a.b = (int) params.x\n", &["int"]),
    ]);
}

#[test]
fn tokens_without_a_meaning_go() {
    assert_rewritten(&[
        (
            "#!/usr/bin/env nextflow\na.b = 1\n",
            "// #!/usr/bin/env nextflow\na.b = 1\n",
        ),
        (
            "wave {; enabled = true;; }\n",
            "wave { enabled = true;; }\n",
        ),
    ]);
    assert_left(&[("wave { enabled = true;; };\n", &[])]);
}

#[test]
fn everything_that_is_refused_is_told_and_no_more() {
    assert_left(&[
        (
            "if (params.x) { a.b = 1 }\nfor (i in [1]) { a.c = i++ }\nwave.enabled = y\n",
            &[
                "if (params.x) { a.b = 1 }",
                "for (i in [1]) { a.c = i++ }",
                "y",
            ],
        ),
        // What is in a condition could stand without it, save for what is told.
        (
            "if (params.x) {\n wave.enabled = true\n includeConfig 'a'\n a.b = f()\n}\n",
            &[
                "if (params.x) {\n wave.enabled = true\n includeConfig 'a'\n a.b = f()\n}",
                "f",
            ],
        ),
        ("wave { enabled: true }\n", &["enabled: true"]),
        ("wave { includeConfig 'a' }\n", &["includeConfig 'a'"]),
        (
            "import a.b.C\nprintln 'x'\n",
            &["import a.b.C", "println 'x'"],
        ),
        ("a.b = (x) -> 1\nc.d = [*[1]]\n", &["(x) -> 1", "*[1]"]),
        (
            "docker { withName: X { a = 1 } }\n",
            &["withName: X { a = 1 }"],
        ),
        ("process { withName: X { a = 1 } }\n", &[]),
        ("a.b = \"$HOME\"\n", &["$HOME"]),
        ("profiles { x = 1 }\n", &["x = 1"]),
    ]);
}

#[test]
fn what_is_told_names_the_reason_and_what_to_write() {
    assert_eq!(
        messages("a.b = \"$HOME/x\"\n"),
        [
            "Nextflow's strict parser refuses a name that is not defined. It says: `HOME` is not \
             defined. The environment is read with `env('NAME')`, from Nextflow 24.11.0-edge and \
             25.04 on."
        ]
    );
    assert_eq!(
        messages("a.b = (x) -> 1\n"),
        [
            "Nextflow's strict parser refuses this way of writing a function. Write a closure: \
          `{ x -> … }`."
        ]
    );
    let left = upgrade("plugins { ided 'x' }\n").left;
    assert_eq!(left.len(), 2, "{left:?}");
    assert_eq!(left[1].code, codes::REFUSED);
}

#[test]
fn places_are_those_of_the_original() {
    let text = "def a = 'quay.io/organization'\nwave['x'] = a\nwave.y = z\nparams.if = 1\n";
    let upgrade = upgrade(text);
    let rewritten = "wave.x = 'quay.io/organization'\nwave.y = z\nparams.'if' = 1\n";
    assert_eq!(upgrade.rewritten, rewritten);
    assert_eq!(upgrade.left.len(), 1);
    assert_eq!(upgrade.left[0].span.map(|it| it.of(text)), Some("z"));
    let places = upgrade
        .rewrites
        .iter()
        .map(|it| it.replacement.span.of(text));
    assert_eq!(
        places.collect::<Vec<_>>(),
        ["def a = 'quay.io/organization'\n", "wave['x'] =", "a", "if"]
    );
}

#[test]
fn what_no_parser_reads_is_told_once() {
    for text in [
        "wave { enabled = true",
        "wave.enabled\u{a0}= true",
        "a = 'x",
    ] {
        let upgrade = upgrade(text);
        assert_eq!(upgrade.rewritten, text);
        let [left] = upgrade.left.as_slice() else {
            panic!("{text}: {upgrade:?}");
        };
        let codes = [codes::SYNTAX_ERROR, codes::BAD_CHARACTER];
        assert!(codes.contains(&left.code), "{text}: {left:?}");
    }
}

#[test]
fn what_the_legacy_parser_refuses_as_well_is_told_with_its_reason() {
    let text = "params.if = 1\ndef x = 1\na.b = { x -> 1 }\n";
    let upgrade = upgrade(text);
    assert_eq!(upgrade.rewritten, text.replace("if", "'if'"));
    let last = upgrade.left.last().unwrap();
    assert_eq!(last.code, codes::REFUSED);
    assert!(
        last.message.contains("already contains a variable"),
        "{last:?}"
    );
}

#[test]
fn no_message_shows_a_value_or_what_may_be_one() {
    for text in [
        "tower.accessToken = eyJhbGciOi\n",
        "docker.password = hunter2\n",
        "a.b = eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9abcdef\n",
        "def hunter = 'eyJhbGciOi'\na.b = hunter\n",
        "x = 'eyJhbGciOi'\na.b = \"$x\"\nc.d = $/eyJhbGciOi/$\n",
        "a['eyJhbGciOi'] = (String) 'eyJhbGciOi'\n",
    ] {
        let upgrade = upgrade(text);
        let said = upgrade.rewrites.iter().map(|it| &it.message);
        for message in said.chain(upgrade.left.iter().map(|it| &it.message)) {
            assert!(
                !message.contains("eyJ") && !message.contains("hunter2"),
                "{message}"
            );
        }
    }
    let quiet = strict_upgrade("a.b = name\n", |_| false);
    assert!(!quiet.left[0].message.contains("`name`"), "{quiet:?}");
}

#[test]
fn many_of_one_kind_are_rewritten_together() {
    let text = "params.if = 1\n".repeat(300);
    let result = upgrade(&text);
    assert_eq!(result.rewrites.len(), 300);
    assert_eq!(result.left, []);
}
