use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::super::ENABLE_WAVE;
use super::*;
use nextflow_config::{Document, Semantics, read};

fn set(path: &str, to: Value) -> Change {
    Change {
        path: path.to_owned(),
        to: Some(to),
    }
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

/// Fails unless both parsers take the text and every setting is in effect.
fn assert_in_effect(written: &str, settings: &[(&str, Value)]) {
    let document = Document::parse(written);
    for semantics in [Semantics::V1, Semantics::V2] {
        let reading = read(&document, semantics, &[]);
        assert_eq!(reading.refusal, None, "{semantics:?}: {written}");
        for (path, value) in settings {
            let found = reading.get(path).map(|setting| &setting.value);
            assert_eq!(found, Some(value), "{semantics:?} {path}: {written}");
        }
        assert_eq!(
            reading.settings.len(),
            settings.len(),
            "{semantics:?}: {written}"
        );
    }
}

#[test]
fn wave_alone_is_exactly_the_line_of_the_documents() {
    let on = set("wave.enabled", Value::Bool(true));
    assert_eq!(nextflow_config(std::slice::from_ref(&on)), ENABLE_WAVE);
    assert_eq!(nextflow_config(&[on.clone(), on]), ENABLE_WAVE);
    assert_eq!(nextflow_config(&[]), "");
}

#[test]
fn each_scope_has_one_block_with_dotted_names() {
    let settings = [
        set("wave.enabled", Value::Bool(true)),
        set("fusion.enabled", Value::Bool(true)),
        set("wave.freeze", Value::Bool(true)),
        set("wave.build.repository", text("quay.io/acme/wave")),
        set("wave.build.cacheRepository", text("quay.io/acme/cache")),
        set(
            "wave.strategy",
            Value::List(vec![text("conda"), text("container")]),
        ),
        set("cleanup", Value::Bool(true)),
    ];
    let written = nextflow_config(&settings);
    assert_eq!(
        written,
        "wave {\n    enabled = true\n    freeze = true\n    \
         build.repository = 'quay.io/acme/wave'\n    \
         build.cacheRepository = 'quay.io/acme/cache'\n    \
         strategy = ['conda', 'container']\n}\n\n\
         fusion { enabled = true }\n\ncleanup = true"
    );
    let expected: Vec<_> = settings
        .iter()
        .map(|change| (change.path.as_str(), change.to.clone().unwrap()))
        .collect();
    assert_in_effect(&written, &expected);
}

#[test]
fn the_last_value_of_a_setting_counts() {
    let settings = [
        set("wave.enabled", Value::Bool(false)),
        set("wave.enabled", Value::Bool(true)),
    ];
    assert_eq!(nextflow_config(&settings), ENABLE_WAVE);
}

#[test]
fn names_that_a_block_cannot_hold_stand_outside_of_it() {
    for (path, written) in [
        ("params.'a-b'", "params.'a-b' = 1"),
        ("params.if", "params.'if' = 1"),
        ("params.'it.is'", "params.'it.is' = 1"),
        ("params.ok", "params { ok = 1 }"),
    ] {
        assert_eq!(nextflow_config(&[set(path, Value::Int(1))]), written);
        let path = if path == "params.if" {
            "params.if"
        } else {
            path
        };
        assert_in_effect(written, &[(path, Value::Int(1))]);
    }
    // The legacy parser would take the inner name for the scope that is open.
    let written = nextflow_config(&[
        set("wave.enabled", Value::Bool(true)),
        set("process.wave.x", Value::Int(1)),
    ]);
    assert_eq!(written, "wave { enabled = true }\nprocess.wave.x = 1");
    assert_in_effect(
        &written,
        &[
            ("wave.enabled", Value::Bool(true)),
            ("process.wave.x", Value::Int(1)),
        ],
    );
}

#[test]
fn what_cannot_be_written_is_said() {
    for (change, said) in [
        (set("wave.x", Value::Unknown), "cannot be written down"),
        (
            set("'a-b'.c", Value::Int(1)),
            "takes no setting of that name",
        ),
        (set("", Value::Int(1)), "takes no setting of that name"),
        (
            set("wave..x", Value::Int(1)),
            "takes no setting of that name",
        ),
        (
            set("wave.'x", Value::Int(1)),
            "takes no setting of that name",
        ),
        (
            set("wave.'x'y", Value::Int(1)),
            "takes no setting of that name",
        ),
        (
            Change {
                path: "wave.x".into(),
                to: None,
            },
            "what another configuration sets stays in effect",
        ),
    ] {
        let snippet = configuration(std::slice::from_ref(&change));
        assert_eq!(snippet.text, "", "{change:?}");
        assert!(
            snippet.notes.iter().any(|note| note.contains(said)),
            "{snippet:?}"
        );
    }
}

#[test]
fn a_secret_is_never_written() {
    let settings = [
        set("azure.registry.server", text("myreg.azurecr.io")),
        set("azure.registry.password", text("hunter2")),
        set("tower.accessToken", text("hunter2")),
        set("tower.refreshToken", text("hunter2")),
    ];
    for written in [
        nextflow_config(&settings),
        command_line_config(&settings, Some(WorkspaceId(7))),
    ] {
        assert!(!written.contains("hunter2"), "{written}");
        assert!(written.contains("registry.password = System.getenv('REGISTRY_PASSWORD')"));
    }
}

#[test]
fn the_command_line_takes_the_token_from_the_environment() {
    let wave = set("wave.enabled", Value::Bool(true));
    let elsewhere = set("tower.workspaceId", Value::Int(1));
    let snippet = command_line(&[wave.clone(), elsewhere.clone()], Some(WorkspaceId(7)));
    assert_eq!(
        snippet.text,
        "wave { enabled = true }\n\ntower {\n    \
         accessToken = System.getenv('TOWER_ACCESS_TOKEN')\n    workspaceId = 7\n}"
    );
    assert_in_effect(
        &snippet.text,
        &[
            ("wave.enabled", Value::Bool(true)),
            ("tower.accessToken", Value::Unknown),
            ("tower.workspaceId", Value::Int(7)),
        ],
    );
    let personal = command_line(&[wave], None);
    assert_eq!(
        personal.text,
        "wave { enabled = true }\ntower { accessToken = System.getenv('TOWER_ACCESS_TOKEN') }"
    );
    assert!(
        personal
            .notes
            .iter()
            .any(|note| note.contains("personal credentials"))
    );
    assert!(command_line_config(&[elsewhere], None).contains("workspaceId = 1"));
}

const PATHS: [&str; 12] = [
    "wave.enabled",
    "wave.freeze",
    "wave.build.repository",
    "wave.build.conda.commands",
    "wave.httpClient.maxRate",
    "wave.retryPolicy.delay",
    "tower.workspaceId",
    "fusion.enabled",
    "docker.registry",
    "azure.registry.server",
    "conda.'my-channels'",
    "params.a.b.c",
];

fn some_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        any::<i64>()
            .prop_filter("has no literal", |n| *n != i64::MIN)
            .prop_map(Value::Int),
        "[\\PC'\\\\\n$]{0,12}".prop_map(Value::Text),
        (0..i64::from(u32::MAX)).prop_map(Value::Duration),
        prop::collection::vec("[a-z']{0,4}".prop_map(Value::Text), 0..3).prop_map(Value::List),
    ]
}

proptest! {
    #[test]
    fn whatever_is_set_is_in_effect_for_both_parsers(
        settings in prop::collection::btree_map(prop::sample::select(&PATHS[..]), some_value(), 0..8)
    ) {
        let changes: Vec<Change> =
            settings.iter().map(|(path, value)| set(path, value.clone())).collect();
        let expected: Vec<_> = settings.into_iter().collect();
        assert_in_effect(&nextflow_config(&changes), &expected);
    }
}
