use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::Outcome::{Appended, Inserted, Removed, Replaced, Unchanged};
use super::*;
use crate::Config;
use crate::codes::{
    EDIT_CHANGES_OTHERS, EDIT_EARLIER_STAY, EDIT_ONE_PARSER, EDIT_PATH, EDIT_PROFILE_DIFFERS,
    EDIT_REPAIR_FIRST, EDIT_SCOPE_IS_VALUE, EDIT_SET_IN_CODE, EDIT_SET_IN_PROFILE, EDIT_TWICE,
    EDIT_UNREADABLE, EDIT_VALUE, EDIT_WAS_COMPUTED,
};
use crate::read::read;
use crate::reading::{Certainty, Parser};
use crate::rule::Code;
use crate::value::Value;

/// An edit with the text that came out.
#[derive(Debug)]
struct Made {
    text: String,
    replacements: Vec<Replacement>,
    undo: Vec<Replacement>,
    outcomes: Vec<Outcome>,
    notes: Vec<Diagnostic>,
}

fn edit(original: &str, changes: &[Change], options: EditOptions) -> Result<Made, EditError> {
    edit_with(original, &[], changes, options)
}

fn edit_with(
    original: &str,
    profiles: &[&str],
    changes: &[Change],
    options: EditOptions,
) -> Result<Made, EditError> {
    let mut config = Config::parse(original).with_profiles(profiles.iter().copied());
    let edited = config.edit(changes, options).inspect_err(|_| {
        assert_eq!(config.as_str(), original, "a refusal leaves the text alone");
    })?;
    let read_anew = Config::parse(config.as_str()).with_profiles(profiles.iter().copied());
    assert_eq!(config.readings(), read_anew.readings());
    Ok(Made {
        text: config.into_string(),
        undo: edited.undo(original),
        replacements: edited.replacements,
        outcomes: edited.outcomes,
        notes: edited.notes,
    })
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn on(path: &str) -> Change {
    Change::set(path, Value::Bool(true))
}

fn off(path: &str) -> Change {
    Change::set(path, Value::Bool(false))
}

fn word(path: &str, value: &str) -> Change {
    Change::set(path, text(value))
}

fn made(original: &str, changes: &[Change]) -> Made {
    edit(original, changes, EditOptions::default())
        .unwrap_or_else(|refused| panic!("{original:?}: {refused}"))
}

/// Makes changes and checks what has to hold whatever they are.
fn checked(original: &str, changes: &[Change]) -> Made {
    let edited = made(original, changes);
    assert_eq!(
        Replacement::apply(original, &edited.replacements).unwrap(),
        edited.text
    );
    assert_eq!(
        Replacement::apply(&edited.text, &edited.undo).unwrap(),
        original
    );
    let again = made(&edited.text, changes);
    assert_eq!(again.text, edited.text, "the second time");
    assert_eq!(again.replacements, []);
    assert!(again.outcomes.iter().all(|it| *it == Unchanged));
    edited
}

fn assert_unset(original: &str, path: &str, expected: &str) {
    let edited = checked(original, &[Change::unset(path)]);
    assert_eq!(edited.text, expected, "{path} of {original:?}");
    assert_eq!(edited.outcomes, [Removed]);
}

fn refused(original: &str, change: &Change) -> (Code, String) {
    let refused = edit(
        original,
        std::slice::from_ref(change),
        EditOptions::default(),
    )
    .expect_err(original);
    assert_eq!(refused.path, change.path);
    assert!(refused.diagnostic().is_error());
    let place = refused.span.map_or("", |place| place.of(original));
    (refused.code(), place.to_owned())
}

fn notes(original: &str, change: &Change) -> Vec<Code> {
    let edited = made(original, std::slice::from_ref(change));
    edited.notes.iter().map(|note| note.code).collect()
}

#[test]
fn a_value_is_replaced_where_it_is_set_last() {
    for (original, change, expected) in [
        (
            "wave.enabled=false // x\n",
            on("wave.enabled"),
            "wave.enabled=true // x\n",
        ),
        (
            "wave { enabled = 'true' ; freeze = true }",
            on("wave.enabled"),
            "wave { enabled = true ; freeze = true }",
        ),
        (
            "wave.enabled = false\nwave { enabled = false }\n",
            on("wave.enabled"),
            "wave.enabled = false\nwave { enabled = true }\n",
        ),
        (
            "wave = [build: [repository: \"a\"],\n  enabled: false]\n",
            word("wave.build.repository", "b"),
            "wave = [build: [repository: \"b\"],\n  enabled: false]\n",
        ),
        (
            "wave = ['build': [repository: 'a']]\n",
            word("wave.build.repository", "b"),
            "wave = ['build': [repository: 'b']]\n",
        ),
        (
            "wave {\n  strategy = [\n    'a', // one\n    'b',\n  ]\n}\n",
            word("wave.strategy", "c"),
            "wave {\n  strategy = 'c'\n}\n",
        ),
        (
            "process { withName: 'A|B' { cpus = 1 } }\n",
            Change::set("process.'withName:A|B'.cpus", Value::Int(2)),
            "process { withName: 'A|B' { cpus = 2 } }\n",
        ),
        (
            "process.'withName:A'.cpus = 1\n",
            Change::set("process.'withName:A'.cpus", Value::Int(2)),
            "process.'withName:A'.cpus = 2\n",
        ),
        (
            "wave.build.maxDuration = 40.min\n",
            Change::set("wave.build.maxDuration", Value::Duration(90_000)),
            "wave.build.maxDuration = 90.s\n",
        ),
    ] {
        let edited = checked(original, &[change]);
        assert_eq!(edited.text, expected);
        assert_eq!(edited.outcomes, [Replaced]);
    }
}

#[test]
fn a_block_gets_a_line_in_its_own_style() {
    for (original, change, expected) in [
        (
            "wave {\n  enabled = true\n}\n",
            on("wave.freeze"),
            "wave {\n  enabled = true\n  freeze = true\n}\n",
        ),
        (
            "wave {\r\n\tenabled=true\r\n}\r\n",
            on("wave.freeze"),
            "wave {\r\n\tenabled=true\r\n\tfreeze=true\r\n}\r\n",
        ),
        (
            "wave {\n    enabled  = true\n    endpoint = \"x\"\n}\n",
            word("wave.strategy", "conda"),
            "wave {\n    enabled  = true\n    endpoint = \"x\"\n    strategy = \"conda\"\n}\n",
        ),
        (
            "wave {\n    enabled  = true\n    endpoint = \"x\"\n}\n",
            word("wave.build.repository", "a$b"),
            "wave {\n    enabled  = true\n    endpoint = \"x\"\n    build.repository = 'a$b'\n}\n",
        ),
        (
            "wave {\n  enabled = true // why\n  // freeze = true\n\n}\n",
            on("wave.mirror"),
            "wave {\n  enabled = true // why\n  // freeze = true\n  mirror = true\n\n}\n",
        ),
        (
            "wave {\n  build {\n    template = 't'\n  }\n}\n",
            word("wave.build.repository", "r"),
            "wave {\n  build {\n    template = 't'\n    repository = 'r'\n  }\n}\n",
        ),
        (
            "wave {\n  build {\n    template = 't'\n  }\n}\n",
            on("wave.freeze"),
            "wave {\n  build {\n    template = 't'\n  }\n  freeze = true\n}\n",
        ),
        (
            "wave { enabled = true }",
            on("wave.freeze"),
            "wave { enabled = true; freeze = true }",
        ),
        (
            "wave{enabled=true}",
            on("wave.freeze"),
            "wave{enabled=true; freeze=true}",
        ),
        (
            "wave { enabled = true; }\n",
            on("wave.freeze"),
            "wave { enabled = true; freeze = true; }\n",
        ),
        (
            "wave { enabled = true /* c */ } // d\n",
            on("wave.freeze"),
            "wave { enabled = true /* c */; freeze = true } // d\n",
        ),
        (
            "wave { enabled = true\n       mirror = true }\n",
            on("wave.freeze"),
            "wave { enabled = true\n       mirror = true\n       freeze = true }\n",
        ),
        (
            "docker { }\nwave { }\n",
            on("wave.freeze"),
            "docker { }\nwave { freeze = true }\n",
        ),
        ("wave {}\n", on("wave.freeze"), "wave { freeze = true }\n"),
        (
            "wave { /* c */ }\n",
            on("wave.freeze"),
            "wave { /* c */ freeze = true }\n",
        ),
        (
            "  wave {\n  }\n",
            on("wave.freeze"),
            "  wave {\n      freeze = true\n  }\n",
        ),
        (
            "aws {\n\tregion = 'x'\n}\nwave {\n}\n",
            on("wave.freeze"),
            "aws {\n\tregion = 'x'\n}\nwave {\n\tfreeze = true\n}\n",
        ),
        (
            "process { withLabel: big { cpus = 1 } }\n",
            Change::set("process.'withLabel:big'.maxRetries", Value::Int(2)),
            "process { withLabel: big { cpus = 1; maxRetries = 2 } }\n",
        ),
    ] {
        let edited = checked(original, &[change]);
        assert_eq!(edited.text, expected);
        assert_eq!(edited.outcomes, [Inserted]);
    }
}

#[test]
fn what_has_no_block_is_added_at_the_end() {
    for (original, change, expected) in [
        ("", on("wave.enabled"), "wave { enabled = true }\n"),
        (
            "\n// nothing\n",
            on("wave.enabled"),
            "\n// nothing\n\nwave { enabled = true }\n",
        ),
        (
            "// nothing",
            on("wave.enabled"),
            "// nothing\n\nwave { enabled = true }",
        ),
        (
            "",
            word("wave.build.repository", "r"),
            "wave.build.repository = 'r'\n",
        ),
        (
            "a.b = 1\n",
            on("wave.enabled"),
            "a.b = 1\n\nwave.enabled = true\n",
        ),
        (
            "a.b = 1 // c",
            on("wave.enabled"),
            "a.b = 1 // c\n\nwave.enabled = true",
        ),
        (
            "a.b = 1\r\n\r\n",
            on("wave.enabled"),
            "a.b = 1\r\n\r\n\r\nwave.enabled = true\r\n",
        ),
        (
            "a.b = 1\r",
            on("wave.enabled"),
            "a.b = 1\r\rwave.enabled = true\r",
        ),
        (
            "a.b = 1\nc.d = 2\nwave.x = 3\r",
            on("wave.y"),
            "a.b = 1\nc.d = 2\nwave.x = 3\r\r\nwave.y = true\n",
        ),
        // Below its kind, as it is written.
        (
            "wave.enabled = true\n",
            on("wave.freeze"),
            "wave.enabled = true\nwave.freeze = true\n",
        ),
        (
            "wave.enabled     = true\nwave.endpoint    = \"x\"",
            word("wave.strategy", "conda"),
            "wave.enabled     = true\nwave.endpoint    = \"x\"\nwave.strategy    = \"conda\"",
        ),
        (
            "wave.enabled = true\n\n",
            on("wave.freeze"),
            "wave.enabled = true\n\n\nwave.freeze = true\n",
        ),
        // A block would lose the map for the legacy parser.
        (
            "wave = [enabled: true]\n",
            on("wave.freeze"),
            "wave = [enabled: true]\n\nwave.freeze = true\n",
        ),
        (
            "wave = [enabled: true]\n",
            word("wave.build.conda.commands", "c"),
            "wave = [enabled: true]\n\nwave.build = [conda: [commands: 'c']]\n",
        ),
        (
            "wave = null\n",
            on("wave.enabled"),
            "wave = null\n\nwave.enabled = true\n",
        ),
        // Only the place that wins counts.
        (
            "wave { enabled = true }\nwave = [freeze: true]\n",
            on("wave.enabled"),
            "wave { enabled = true }\nwave = [freeze: true]\n\nwave.enabled = true\n",
        ),
        // What code does, and what a profile that is not chosen says, is left alone.
        (
            "profiles { big { wave { enabled = false } } }\n",
            on("wave.enabled"),
            "profiles { big { wave { enabled = false } } }\n\nwave.enabled = true\n",
        ),
        (
            "process.script = { wave.enabled = false }\n",
            on("wave.enabled"),
            "process.script = { wave.enabled = false }\n\nwave.enabled = true\n",
        ),
    ] {
        let edited = checked(original, std::slice::from_ref(&change));
        assert_eq!(edited.text, expected);
        assert_eq!(edited.outcomes, [Appended]);
        let back = made(&edited.text, &[Change::unset(change.path)]);
        assert_eq!(back.text, original);
    }
}

#[test]
fn several_new_settings_of_a_scope_make_one_tidy_block() {
    let changes = [
        on("wave.enabled"),
        word("wave.build.repository", "r"),
        Change::set("tower.workspaceId", Value::Int(7)),
        word("wave.build.cacheRepository", "c"),
        word("wave.scan.mode", "none"),
    ];
    let edited = checked("a {\n  b = 1\n}\n", &changes);
    let expected = "a {\n  b = 1\n}\n\nwave {\n  enabled = true\n  build {\n    repository = 'r'\n    \
                    cacheRepository = 'c'\n  }\n  scan.mode = 'none'\n}\n\ntower.workspaceId = 7\n";
    assert_eq!(edited.text, expected);
    assert!(edited.outcomes.iter().all(|it| *it == Appended));
    let unset: Vec<Change> = changes.iter().map(|it| Change::unset(&*it.path)).collect();
    assert_eq!(made(&edited.text, &unset).text, "a {\n  b = 1\n}\n");
}

#[test]
fn several_changes_are_made_at_once_each_in_its_best_way() {
    let original = "wave { enabled = false }\ndocker.enabled = true\nfusion.enabled = true\n";
    let changes = [
        on("wave.enabled"),
        on("wave.freeze"),
        word("wave.strategy", "conda"),
        Change::unset("docker.enabled"),
        on("conda.enabled"),
        on("fusion.enabled"),
    ];
    let edited = checked(original, &changes);
    assert_eq!(
        edited.text,
        "wave { enabled = true; freeze = true; strategy = 'conda' }\nfusion.enabled = true\n\nconda.enabled = true\n"
    );
    assert_eq!(
        edited.outcomes,
        [Replaced, Inserted, Inserted, Removed, Appended, Unchanged]
    );
    // What touches is one replacement.
    assert_eq!(edited.replacements.len(), 3);
}

#[test]
fn changes_that_get_in_each_others_way_are_made_one_after_the_other() {
    for (original, changes, expected) in [
        (
            "wave { enabled = true }\n",
            [on("wave.freeze"), Change::unset("wave.enabled")],
            "wave { freeze = true }\n",
        ),
        (
            "wave = [enabled: true]\n",
            [
                word("wave.scan.mode", "none"),
                word("wave.scan.allowedLevels", "low"),
            ],
            "wave = [enabled: true]\n\nwave.scan = [mode: 'none']\n\nwave.scan.allowedLevels = 'low'\n",
        ),
    ] {
        let edited = checked(original, &changes);
        let expected = expected.replace("'none']\n\nwave.scan.a", "'none']\nwave.scan.a");
        assert_eq!(edited.text, expected);
        assert_eq!(edited.replacements.len(), 1);
    }
}

#[test]
fn what_code_may_set_is_decided_by_a_line_at_the_end() {
    let original = "if (System.getenv('X')) { wave.enabled = false }\n";
    let edited = checked(original, &[on("wave.enabled")]);
    assert_eq!(edited.text, format!("{original}\nwave.enabled = true\n"));
    assert_eq!(edited.outcomes, [Appended]);
    // That is taken out with the undo; to unset it, the code would have to go.
    let unset = Change::unset("wave.enabled");
    for text in [original, &edited.text] {
        assert_eq!(
            refused(text, &unset),
            (EDIT_SET_IN_CODE, "false".to_owned())
        );
    }
}

#[test]
fn what_is_in_effect_is_not_touched() {
    for (original, change) in [
        ("wave { enabled = true }", on("wave.enabled")),
        (
            "wave = [build: [repository: 'r']]",
            word("wave.build.repository", "r"),
        ),
        (
            "wave.strategy = [\"a\",'b',]",
            Change::set("wave.strategy", Value::List(vec![text("a"), text("b")])),
        ),
        ("a.b = 40.min", word("a.b", "40m")),
        (
            "a.b = '1 h'",
            Change::set("a.b", Value::Duration(3_600_000)),
        ),
        ("a.b = 2.0", Change::set("a.b", Value::Int(2))),
        ("a.b = 0x10", Change::set("a.b", Value::Int(16))),
        (
            "profiles { standard { wave.enabled = true } }",
            on("wave.enabled"),
        ),
        (
            "wave.freeze = true\nif (true) { wave.enabled = true }",
            on("wave.enabled"),
        ),
        ("a.b = 1", Change::unset("wave.enabled")),
        (
            "profiles { x { wave.enabled = true } }",
            Change::unset("wave.enabled"),
        ),
    ] {
        let edited = checked(original, &[change]);
        assert_eq!(edited.text, original);
        assert_eq!(edited.outcomes, [Unchanged]);
    }
}

#[test]
fn a_setting_goes_with_its_line_its_separator_or_its_block() {
    for (original, path, expected) in [
        (
            "a.b = 1\nwave.enabled = true // on\nc.d = 2\n",
            "wave.enabled",
            "a.b = 1\nc.d = 2\n",
        ),
        ("a.b = 1\nwave.enabled = true", "wave.enabled", "a.b = 1"),
        ("wave.enabled = true;\n", "wave.enabled", ""),
        ("wave { enabled = true }\n", "wave.enabled", ""),
        (
            "wave {\n  // why\n  enabled = true // on\n}\n",
            "wave.enabled",
            "",
        ),
        (
            "wave {\n  // why\n  enabled = true\n}\nwave.freeze = true\n",
            "wave.enabled",
            "wave {\n  // why\n}\nwave.freeze = true\n",
        ),
        (
            "wave {\n  enabled = true // on\n}\nwave.freeze = true\n",
            "wave.enabled",
            "wave.freeze = true\n",
        ),
        (
            "wave {\n  build { repository = 'r' }\n  freeze = true\n}\n",
            "wave.build.repository",
            "wave {\n  freeze = true\n}\n",
        ),
        (
            "wave { a = 1; b = 2; c = 3 }\n",
            "wave.a",
            "wave { b = 2; c = 3 }\n",
        ),
        (
            "wave { a = 1 ; b = 2; c = 3 }\n",
            "wave.b",
            "wave { a = 1; c = 3 }\n",
        ),
        (
            "wave { a = 1; b = 2; c = 3 }\n",
            "wave.c",
            "wave { a = 1; b = 2 }\n",
        ),
        ("wave { a = 1\n  b = 2 }\n", "wave.a", "wave { b = 2 }\n"),
        ("wave { a = 1\n  b = 2 }\n", "wave.b", "wave { a = 1 }\n"),
        (
            "wave { a = 1 // c\n  b = 2 }\n",
            "wave.b",
            "wave { a = 1 // c\n   }\n",
        ),
        (
            "wave { a = 1 /* c */; b = 2 }\n",
            "wave.b",
            "wave { a = 1 /* c */ }\n",
        ),
        (
            "wave { a = 1 }; docker { b = 2 } ; x.y = 3\n",
            "docker.b",
            "wave { a = 1 } ; x.y = 3\n",
        ),
        (
            "wave { a = 1 }; docker { b = 2 }\n",
            "wave.a",
            "docker { b = 2 }\n",
        ),
        (
            "/**/ wave.a = 1 /* b\nc */\n",
            "wave.a",
            "/**/  /* b\nc */\n",
        ),
    ] {
        assert_unset(original, path, expected);
    }
}

#[test]
fn entries_of_maps_scopes_and_what_is_left_empty_go_too() {
    for (original, path, expected) in [
        (
            "wave = [a: 1, b: 2, c: 3]\n",
            "wave.a",
            "wave = [b: 2, c: 3]\n",
        ),
        (
            "wave = [a: 1,\n  b: 2,\n  c: 3]\n",
            "wave.b",
            "wave = [a: 1,\n  c: 3]\n",
        ),
        ("wave = [a: 1, b: 2, ]\n", "wave.b", "wave = [a: 1, ]\n"),
        (
            "wave = [a: 1, // one\n  b: 2]\n",
            "wave.b",
            "wave = [a: 1, // one\n  ]\n",
        ),
        (
            "wave = [build: [a: 1], c: 3]\n",
            "wave.build.a",
            "wave = [c: 3]\n",
        ),
        (
            "wave = [build: [a: 1]]\nx.y = 1\n",
            "wave.build.a",
            "x.y = 1\n",
        ),
        (
            "wave.a = 1\nwave { a = 2; b = 3 }\n",
            "wave.a",
            "wave { b = 3 }\n",
        ),
        ("wave.a = 1\nwave { }\nx.y = 1\n", "wave.a", "x.y = 1\n"),
        // What a map has replaced never counts, so it need not go.
        (
            "wave { a = 1 }\nwave = [b: 2]\nwave.a = 3\n",
            "wave.a",
            "wave { a = 1 }\nwave = [b: 2]\n",
        ),
        // A scope goes with all that is in it.
        (
            "wave { a = 1\n  build { b = 2\n  c = 3 } }\nx.y = 1\n",
            "wave.build",
            "wave { a = 1 }\nx.y = 1\n",
        ),
        (
            "process { withName: A { cpus = 1 }\n cpus = 2 }\n",
            "process.'withName:A'.cpus",
            "process { cpus = 2 }\n",
        ),
    ] {
        assert_unset(original, path, expected);
    }
}

#[test]
fn a_text_that_one_parser_takes_is_changed_for_that_one() {
    for (original, change, expected) in [
        (
            "def r = 'x'\nwave.enabled = false\n",
            on("wave.enabled"),
            "def r = 'x'\nwave.enabled = true\n",
        ),
        (
            "wave { enabled: true\n freeze = true }\n",
            on("wave.enabled"),
            "wave { enabled: true\n freeze = true\n enabled = true }\n",
        ),
        (
            "wave { 'enabled' = false }\n",
            on("wave.enabled"),
            "wave { 'enabled' = true }\n",
        ),
    ] {
        let edited = checked(original, std::slice::from_ref(&change));
        assert_eq!(edited.text, expected);
        assert!(notes(original, &change).contains(&EDIT_ONE_PARSER));
    }
}

#[test]
fn a_change_that_cannot_win_is_refused_with_what_is_in_the_way() {
    let dotted = "profiles { standard { wave.enabled = true } }\nwave.enabled = false\n";
    for (original, change, expected) in [
        (dotted, off("wave.enabled"), (EDIT_SET_IN_PROFILE, "true")),
        (
            dotted,
            Change::unset("wave.enabled"),
            (EDIT_SET_IN_PROFILE, "true"),
        ),
        (
            "wave {\u{a0} }\n",
            on("wave.enabled"),
            (EDIT_REPAIR_FIRST, "\u{a0}"),
        ),
        (
            "wave {\n enabled = true\n",
            on("wave.freeze"),
            (EDIT_UNREADABLE, "{"),
        ),
        (
            "wave = true\n",
            on("wave.freeze"),
            (EDIT_SCOPE_IS_VALUE, "true"),
        ),
        (
            "wave = true\nwave.freeze = false\n",
            on("wave.freeze"),
            (EDIT_UNREADABLE, "wave.freeze"),
        ),
        (
            "wave.build { }\n",
            on("wave.freeze"),
            (EDIT_UNREADABLE, "wave.build { }"),
        ),
        (
            "wave['a'] = 1\n",
            Change::unset("wave.a"),
            (EDIT_SET_IN_CODE, "wave['a'] = 1"),
        ),
        (
            "if (System.getenv('X')) { wave.a = 1 }\n",
            Change::unset("wave.a"),
            (EDIT_SET_IN_CODE, "1"),
        ),
        ("wave.build.a = 1\n", on("wave.build"), (EDIT_PATH, "1")),
    ] {
        let (code, place) = refused(original, &change);
        assert_eq!(code, expected.0, "{original:?}: {place}");
        if code != EDIT_UNREADABLE {
            assert_eq!(place, expected.1, "{original:?}");
        }
    }
}

#[test]
fn a_change_that_would_change_another_setting_goes_elsewhere_or_nowhere() {
    let original = "docker.registry = 'a'\nwave.build.repository = docker.registry + '/x'\n";
    let edited = checked(original, &[word("docker.registry", "b")]);
    assert_eq!(edited.text, format!("{original}\ndocker.registry = 'b'\n"));
    let chained = "wave.a = wave.b = 1\n";
    let edited = checked(chained, &[Change::set("wave.a", Value::Int(2))]);
    assert_eq!(edited.text, "wave.a = wave.b = 1\nwave.a = 2\n");
    let unset = Change::unset("wave.a");
    assert_eq!(refused(chained, &unset).0, EDIT_CHANGES_OTHERS);
}

#[test]
fn what_cannot_be_written_is_refused_before_anything_is_read() {
    for (change, code) in [
        (on("enabled"), EDIT_PATH),
        (on("wave."), EDIT_PATH),
        (on("profiles.x"), EDIT_PATH),
        (word("wave.x", "a\nb"), EDIT_VALUE),
        (Change::set("wave.x", Value::Null), EDIT_VALUE),
        (Change::set("wave.x", Value::Closure), EDIT_VALUE),
    ] {
        assert_eq!(refused("not { even", &change).0, code, "{change:?}");
    }
    let twice = [on("wave.build.a"), Change::unset("wave.build")];
    let refused = edit("", &twice, EditOptions::default()).unwrap_err();
    assert_eq!(refused.code(), EDIT_TWICE);
}

#[test]
fn a_refusal_never_shows_a_value() {
    for original in [
        "profiles { standard { tower.accessToken = 'hush' } }\ntower.accessToken = 'hush'\n",
        "tower.accessToken = hush(\n",
        "tower.accessToken = 'hush\n",
        "tower.accessToken = 'hush' hush\n",
        "tower['accessToken'] = 'hush'\n",
        "tower = 'hush'\n",
    ] {
        for change in [
            word("tower.accessToken", "hush2"),
            Change::unset("tower.accessToken"),
        ] {
            if let Err(refused) = edit(original, &[change], EditOptions::default()) {
                assert!(!refused.to_string().contains("hush"), "{}", refused);
            }
        }
    }
}

#[test]
fn notes_say_what_else_is_to_be_known() {
    for (original, expected) in [
        ("x.y = 1\n", &[][..]),
        (
            "wave.enabled = params.x ? false : null\nparams.x = 1\n",
            &[EDIT_WAS_COMPUTED],
        ),
        (
            "wave.enabled = false\nwave.enabled = false\n",
            &[EDIT_EARLIER_STAY],
        ),
        (
            // What stands before an include is not sure, so the end is the place that wins.
            "wave.enabled = false\nincludeConfig 'x'\n",
            &[EDIT_EARLIER_STAY],
        ),
        ("includeConfig 'x'\nwave.enabled = false\n", &[]),
        ("wave { a = 1 }\nincludeConfig 'x'\n", &[]),
        ("a.b = 1\nincludeConfig 'x'\n", &[]),
        (
            "wave.enabled = true\nincludeConfig 'x'\n",
            &[EDIT_EARLIER_STAY],
        ),
        (
            "profiles { p { wave.enabled = false } }\n",
            &[EDIT_PROFILE_DIFFERS],
        ),
        (
            "profiles { p { wave = [enabled: false] } }\n",
            &[EDIT_PROFILE_DIFFERS],
        ),
        ("profiles { p { wave.freeze = false } }\n", &[]),
    ] {
        assert_eq!(notes(original, &on("wave.enabled")), expected, "{original}");
    }
}

#[test]
fn duplicates_go_only_when_asked() {
    let original = "wave.a = 1\nwave { a = 2; b = 3 }\nwave.a = 4\nprofiles { p { wave.a = 5 } }\n";
    let removing = EditOptions {
        removes_duplicates: true,
    };
    for (value, last) in [(9, "9"), (4, "4")] {
        let change = [Change::set("wave.a", Value::Int(value))];
        let edited = edit(original, &change, removing).unwrap();
        let expected =
            format!("wave {{ b = 3 }}\nwave.a = {last}\nprofiles {{ p {{ wave.a = 5 }} }}\n");
        assert_eq!(edited.text, expected);
        assert!(
            !edited
                .notes
                .iter()
                .any(|note| note.code == EDIT_EARLIER_STAY)
        );
    }
    let kept = made(original, &[Change::set("wave.a", Value::Int(9))]);
    assert_eq!(kept.text, original.replace("wave.a = 4", "wave.a = 9"));
}

#[test]
fn duplicates_go_also_where_a_line_is_inserted_beside_them() {
    let removing = EditOptions {
        removes_duplicates: true,
    };
    let original = "wave { 'enabled' = true }\nwave.enabled = true";
    let changes = [off("wave.freeze"), off("wave.enabled")];
    let edited = edit(original, &changes, removing).unwrap();
    assert_eq!(edited.text, "wave { freeze = false }\nwave.enabled = false");
    assert_eq!(
        edit(&edited.text, &changes, removing).unwrap().replacements,
        []
    );
}

#[test]
fn a_parser_that_takes_the_text_again_is_asked_about_every_change() {
    let refused_by_legacy = "process {\n    'withName:A'.cpus = 1\n}\n";
    let unset = Change::unset("process.'withName:A'");
    // For the legacy parser, what the profile says of the scope counts and nothing else.
    let original = format!(
        "profiles {{ big {{ wave {{ }}\n wave {{ strategy = true }} }} }}\n{refused_by_legacy}"
    );
    let changes = [off("wave.enabled"), unset.clone()];
    let error = edit_with(&original, &["big"], &changes, EditOptions::default()).unwrap_err();
    assert_eq!(
        (&*error.path, error.code()),
        ("wave.enabled", EDIT_SET_IN_PROFILE)
    );
    assert_eq!(error.line, Some(2));
    // For the legacy parser, the map is not lost when it is added to as a map.
    let original = format!("wave = [enabled: true]\n{refused_by_legacy}");
    let changes = [on("wave.enabled"), unset, word("wave.scan.mode", "none")];
    assert!(
        checked(&original, &changes)
            .text
            .contains("wave = [enabled: true]")
    );
}

#[test]
fn chosen_profiles_count_and_are_never_written_to() {
    let original = "wave { enabled = false }\nprofiles { big { wave.enabled = false } }\n";
    // The scope was there before the profiles, so what comes after them wins.
    let edited = edit_with(
        original,
        &["big"],
        &[on("wave.enabled")],
        EditOptions::default(),
    )
    .unwrap();
    assert_eq!(edited.text, format!("{original}\nwave.enabled = true\n"));
    assert_eq!(edited.outcomes, [Appended]);
}

#[test]
fn a_setting_that_is_only_there_for_some_parameters_is_not_in_effect() {
    let original = "params.on = true\nwave.enabled = params.on\n";
    let edited = checked(original, &[on("wave.enabled")]);
    assert_eq!(edited.text, "params.on = true\nwave.enabled = true\n");
}

fn settings(text: &str, semantics: Parser, without: &str) -> Option<Vec<String>> {
    let document = Document::parse(text);
    let reading = read(&document, semantics, &[]);
    let settings = reading.settings.iter().filter(|it| it.path != without);
    let mut shown: Vec<String> = settings
        .map(|it| format!("{}={:?}", it.path, it.value))
        .collect();
    shown.sort();
    reading.refusal.is_none().then_some(shown)
}

/// One statement in one of the styles that people have.
fn statement() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "enabled",
        "freeze",
        "strategy",
        "build.repository",
        "scan.mode",
    ]);
    let scope = prop::sample::select(vec!["wave", "docker", "tower"]);
    let value = prop::sample::select(vec![
        "true",
        "'x'",
        "\"y\"",
        "['a', \"b\"]",
        "5",
        "40.min",
        "params.z ?: 1",
    ]);
    let style = prop::sample::select(vec![
        "S.N = V\n",
        "S.N=V\n",
        "S {\n  N = V\n}\n",
        "S {\n\tN   = V // note\n\t// own\n}\n",
        "S { N = V }\n",
        "S { N = V; other = 1 };\n",
        "S {\n    other = 1\n    N = V }\n",
        "profiles {\n  p { S.N = V }\n}\n",
        "profiles { standard { S.N = V } }\n",
        "process.x = { S.N = V }\n",
        "// S.N = V\n",
        "/* S { */ S.N = V /* } */\n",
        "params.z = 1; S.N = V\n",
        "S { }\n",
        "\n",
        "S {\n  build {\n    template = 't'\n  }\n  N = V\n}\n",
        "includeConfig 'S.config'\n",
    ]);
    (scope, name, value, style).prop_map(|(scope, name, value, style)| {
        style
            .replace('S', scope)
            .replace('N', name)
            .replace('V', value)
    })
}

fn config() -> impl Strategy<Value = String> {
    (prop::collection::vec(statement(), 0..7), 0..4_u8).prop_map(|(statements, how)| {
        let text = statements.concat();
        match how {
            0 => text.replace('\n', "\r\n"),
            1 => text.trim_end_matches('\n').to_owned(),
            _ => text,
        }
    })
}

fn change() -> impl Strategy<Value = Change> {
    let path = prop::sample::select(vec![
        "wave.enabled",
        "wave.freeze",
        "wave.strategy",
        "wave.build.repository",
        "wave.build.compression.level",
        "docker.enabled",
        "tower.scan.mode",
    ]);
    let value = prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        (-9..9_i64).prop_map(Value::Int),
        "[ -~é]{0,6}".prop_map(Value::Text),
        Just(Value::List(vec![text("a"), text("it's")])),
    ];
    (path, value).prop_map(|(path, value)| Change::set(path, value))
}

proptest! {
    #[test]
    fn an_edit_changes_one_setting_and_no_other_byte(original in config(), change in change()) {
        let changes = [change];
        let [change] = &changes;
        let Ok(edited) = edit(&original, &changes, EditOptions::default()) else {
            return Ok(());
        };
        prop_assert_eq!(&Replacement::apply(&original, &edited.replacements).unwrap(), &edited.text);
        prop_assert_eq!(&Replacement::apply(&edited.text, &edited.undo).unwrap(), &original);
        for semantics in [Parser::Legacy, Parser::Strict] {
            if let Some(before) = settings(&original, semantics, &change.path) {
                let after = settings(&edited.text, semantics, &change.path);
                prop_assert_eq!(Some(before), after, "{}", &edited.text);
                let document = Document::parse(&edited.text);
                let reading = read(&document, semantics, &[]);
                let found = reading.get(&change.path).map(|it| (&it.value, it.certainty));
                prop_assert_eq!(found, change.to.as_ref().map(|it| (it, Certainty::Sure)));
            }
        }
        let again = edit(&edited.text, &changes, EditOptions::default()).unwrap();
        prop_assert_eq!(again.replacements, []);
    }

    #[test]
    fn what_was_added_is_taken_out_to_the_byte(original in config(), change in change()) {
        // A block that was empty goes when it is empty again.
        let original = original.replace("{ }", "{ x = 1 }");
        let unset = [Change::unset(&*change.path)];
        let was_unset = made_or_none(&original, &unset).is_some_and(|it| it.outcomes == [Unchanged]);
        if let Some(edited) = made_or_none(&original, &[change]).filter(|_| was_unset) {
            let back = edit(&edited.text, &unset, EditOptions::default()).unwrap();
            prop_assert_eq!(back.text, original, "{}", edited.text);
        }
    }

    #[test]
    fn what_is_unset_is_gone_and_the_rest_is_there(original in config(), change in change()) {
        let unset = [Change::unset(&*change.path)];
        if let Some(edited) = made_or_none(&original, &unset) {
            for semantics in [Parser::Legacy, Parser::Strict] {
                if let Some(before) = settings(&original, semantics, &change.path) {
                    prop_assert_eq!(settings(&edited.text, semantics, ""), Some(before), "{}", &edited.text);
                }
            }
            prop_assert_eq!(&Replacement::apply(&edited.text, &edited.undo).unwrap(), &original);
        }
    }

    #[test]
    fn several_changes_at_once_are_all_in_effect(
        original in config(),
        changes in prop::collection::vec((change(), any::<bool>()), 1..5),
    ) {
        let changes: Vec<Change> = changes
            .into_iter()
            .map(|(change, unsets)| if unsets { Change::unset(change.path) } else { change })
            .collect();
        if let Some(edited) = made_or_none(&original, &changes) {
            prop_assert_eq!(edited.outcomes.len(), changes.len());
            prop_assert_eq!(&Replacement::apply(&original, &edited.replacements).unwrap(), &edited.text);
            let again = edit(&edited.text, &changes, EditOptions::default()).unwrap();
            prop_assert_eq!(again.text, edited.text);
        }
    }

    #[test]
    fn any_text_is_changed_or_refused(original in "([a-c.={}'\"/;\\[\\]: \n\r\t]|wave|enabled|true|\\$|// |profiles|if ){0,30}", change in change()) {
        if let Some(edited) = made_or_none(&original, std::slice::from_ref(&change)) {
            prop_assert_eq!(&Replacement::apply(&edited.text, &edited.undo).unwrap(), &original);
        }
        let _ = made_or_none(&original, &[Change::unset(change.path)]);
    }

    #[test]
    fn no_text_is_too_strange(original in any::<String>(), path in any::<String>(), argument in any::<String>()) {
        let _ = made_or_none(&original, &[on("wave.enabled")]);
        let _ = made_or_none("wave.enabled = false", &[on(&path)]);
        let _ = Change::parse(&argument);
    }
}

fn made_or_none(original: &str, changes: &[Change]) -> Option<Made> {
    let options = EditOptions {
        removes_duplicates: original.len().is_multiple_of(2),
    };
    edit(original, changes, options).ok()
}

#[test]
fn an_error_never_repeats_what_a_parser_says_of_the_text() {
    for text in [
        "docker.registry = marker()",
        "params.marker = null\ndocker.registry = params.marker.size() + marker()",
        "docker.registry = 'x'.marker",
        "cpus marker",
        "docker { enabled marker }",
    ] {
        let error = Config::parse(text).set("wave.enabled", true).unwrap_err();
        assert!(!error.to_string().contains("marker"), "{error}");
        let diagnostic = error.diagnostic();
        assert!(
            !diagnostic.message.contains("marker"),
            "{}",
            diagnostic.message
        );
    }
}
