//! What holds of every upgrade to the strict parser: over texts that are put together of pieces
//! which matter to it, over any characters, and over the recorded facts about Nextflow's parsers.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use nextflow_config::{
    Certainty, Document, Parser, Reading, Replacement, StrictUpgrade, Value, read, strict_upgrade,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use serde_json::Value as Json;

fn settings() -> ProptestConfig {
    let file = "tests/strict_upgrade.proptest-regressions";
    ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(file))),
        ..ProptestConfig::default()
    }
}

fn upgrade(text: &str) -> StrictUpgrade {
    strict_upgrade(text, |_| true)
}

fn reading(text: &str, parser: Parser, profiles: &[&str]) -> Reading {
    read(&Document::parse(text), parser, profiles)
}

type Effect = (Vec<(String, Value, Certainty)>, Vec<String>, Option<String>);

/// What a run with the legacy parser has of a text.
fn effect(text: &str, profiles: &[&str]) -> Effect {
    let reading = reading(text, Parser::Legacy, profiles);
    let settings = reading.settings.into_iter();
    (
        settings
            .map(|it| (it.path, it.value, it.certainty))
            .collect(),
        reading.profiles,
        reading.refusal.map(|it| it.message),
    )
}

/// Everything that is to hold.
fn check(text: &str) {
    let once = upgrade(text);
    let replacements: Vec<Replacement> = once
        .rewrites
        .iter()
        .map(|it| it.replacement.clone())
        .collect();
    let applied = Replacement::apply(text, &replacements).unwrap();
    assert_eq!(applied, once.rewritten, "{text}");
    for replacement in &replacements {
        assert_ne!(replacement.span.of(text), replacement.with, "{text}");
    }
    for diagnostic in &once.left {
        let span = diagnostic.span.unwrap();
        assert!(text.get(span.start..span.end).is_some(), "{text}: {span:?}");
    }
    let twice = upgrade(&once.rewritten);
    assert_eq!(twice.rewritten, once.rewritten, "{text}");
    assert_eq!(twice.rewrites, [], "{text}");
    assert_eq!(twice.left.len(), once.left.len(), "{text}");
    for profiles in [&[][..], &["a"], &["b"], &["a", "b"], &["b", "a"]] {
        let (before, after) = (effect(text, profiles), effect(&once.rewritten, profiles));
        assert_eq!(before, after, "{text}\n---\n{}", once.rewritten);
    }
    if reading(text, Parser::Strict, &[]).refusal.is_none() {
        assert_eq!(once.rewritten, text);
    }
    let refusal = reading(&once.rewritten, Parser::Strict, &[]).refusal;
    if once.left.is_empty() {
        assert_eq!(refusal, None, "{text}");
    } else {
        let has_profile = text.contains("profiles");
        assert!(refusal.is_some() || has_profile, "{text}: {:?}", once.left);
    }
}

/// Pieces of values, most of which one of the parsers refuses somewhere.
fn value() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "1",
        "8.GB",
        "true",
        "'x'",
        "\"y\"",
        "\"a$v/${w}\"",
        "v",
        "w",
        "docker.r",
        "params.p",
        "\"$v.x\"",
        "$/q\\'$$/$",
        "/s$v\\//",
        "\"$HOME\"",
        "(int) 1.5",
        "(String) v",
        "null",
        "\"${docker.r}x\"",
        "f(1)",
        "params.if",
        "$/a${v}\n/$",
        "*[1]",
        "x -> 1",
        "[if: v]",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}\n  + {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[{a}, {b}\n,]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[k:\n {a}, v: {b}]")),
            inner.clone().prop_map(|a| format!("{{ {a} }}")),
            inner
                .clone()
                .prop_map(|a| format!("{{ ; def v = 2; v++; {a} }}")),
            inner.clone().prop_map(|a| format!("({a} as String)")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("params.c ? {a} : {b}")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("{a} /* c */ - {b}")),
        ]
    })
}

fn statement() -> impl Strategy<Value = String> {
    let head = prop::sample::select(vec![
        "wave.a = ",
        "wave['b'] = ",
        "wave?.c = ",
        "(wave.d) = ",
        "docker.r = ",
        "docker\n.e = ",
        "params.p = ",
        "params.p += ",
        "params.as = ",
        "def v = ",
        "String v = ",
        "final w = ",
        "v = ",
        "w = ",
        "def w = ",
        "x: ",
        "println ",
        "includeConfig ",
        "process.z = ",
    ]);
    let leaf = (
        head,
        value(),
        prop::sample::select(vec!["", " // c", ";", " /* d */"]),
    )
        .prop_map(|(head, value, end)| format!("{head}{value}{end}\n"));
    leaf.prop_recursive(2, 8, 3, |inner| {
        let body = prop::collection::vec(inner, 0..3).prop_map(|all| all.concat());
        (
            prop::sample::select(vec![
                "wave {",
                "if (params.c) {",
                "if (v) {",
                "profiles { a {",
                "profiles { b {",
                "process { withName:\n 'X' {",
                "withName: Y {",
                "docker {;",
                "try {",
                "for (i in [1]) {",
                "def f(v) {",
            ]),
            body,
        )
            .prop_map(|(head, body)| {
                let closers = "}".repeat(head.matches('{').count());
                let end = if head == "try {" {
                    " catch (e) { }"
                } else {
                    ""
                };
                format!("{head}\n{body}{closers}{end}\n")
            })
    })
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn an_upgrade_keeps_what_the_legacy_parser_reads_and_is_made_once(
        statements in prop::collection::vec(statement(), 1..7),
    ) {
        check(&statements.concat());
    }

    #[test]
    fn variables_and_what_reads_them_are_kept(
        value in prop::sample::select(vec!["'x'", "\"a b\"", "1", "true", "'\"'", "'$'", "1.50", "'''q'''"]),
        statements in prop::collection::vec(statement(), 1..5),
    ) {
        check(&format!("def v = {value}\nfinal w = 'w'\ndocker.r = {value}\n{}", statements.concat()));
    }

    #[test]
    fn the_strict_parser_comes_to_the_value_of_the_legacy_one(
        value in value(),
        constant in prop::sample::select(vec!["'x'", "\"a b\"", "1", "true", "'\"'", "'$'", "1.50"]),
    ) {
        let text = format!(
            "def v = {constant}\nfinal w = 'w'\ndocker.r = {constant}\na.b = {value}\n"
        );
        let upgrade = upgrade(&text);
        let before = reading(&text, Parser::Legacy, &[]);
        if upgrade.left.is_empty() && before.refusal.is_none() {
            let after = reading(&upgrade.rewritten, Parser::Strict, &[]);
            let value = |reading: &Reading| reading.get("a.b").map(|it| format!("{:?}", it.value));
            let (before, after) = (value(&before), value(&after));
            let is_known = |value: &Option<String>| {
                value.as_ref().is_some_and(|it| !it.contains("Unknown"))
            };
            if is_known(&before) && is_known(&after) {
                prop_assert_eq!(before, after, "{}", text);
            }
        }
    }

    #[test]
    fn any_characters_are_taken(text in "\\PC{0,60}") {
        check(&text);
    }

    #[test]
    fn any_tokens_are_taken(
        tokens in prop::collection::vec(
            prop::sample::select(vec![
                "a", "b", "def ", "if", "in", "as ", "int", ".", "?.", "=", "+=", "+", "-", "->",
                "{", "}", "(", ")", "[", "]", "'", "\"", "$/", "/$", "/", "$", "${", ";", ":", ",",
                "*", "\n", " ", "\\\n", "#!", "// c\n", "/* c */", "1", "é", "++", "\r\n", "::",
            ]),
            0..40,
        ),
    ) {
        check(&tokens.concat());
    }
}

#[test]
fn what_nextflow_takes_stays_and_what_it_refuses_is_told() {
    for line in include_str!("facts/data/probes.jsonl").lines() {
        let fact: Json = serde_json::from_str(line).unwrap();
        let text = fact["text"].as_str().unwrap();
        let upgrade = upgrade(text);
        check(text);
        let is_refused = !upgrade.left.is_empty() || !upgrade.rewrites.is_empty();
        let is_taken = reading(text, Parser::Strict, &[]).refusal.is_none();
        assert_eq!(is_refused, !is_taken, "{text}: {:?}", upgrade.left);
        if fact["v2"]["ok"] == true && is_taken {
            assert_eq!(upgrade.left, [], "{text}");
        }
    }
}

#[test]
fn whole_configurations_are_kept() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/facts/data/samples");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path());
    for file in files.filter(|file| file.extension().is_some_and(|it| it == "config")) {
        let text = std::fs::read_to_string(&file).unwrap();
        check(&text);
    }
}
