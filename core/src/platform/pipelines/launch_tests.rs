use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::platform::pipelines::{DescribePipeline, Label, PipelineEntry};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Every field that a request of API 1.187 can have, each with a value.
fn every_request_field() -> Map<String, Value> {
    let all = json!({
        "commitId": "0f1e2d3c", "computeEnvId": "3OMrTgtgxwnhWk2Jg5pLQs",
        "configProfiles": ["test", "docker"], "configText": "process.cpus = 2\n",
        "entryName": "WITH_QC", "headJobCpus": 4, "headJobMemoryMb": 8192, "labelIds": [11, 12],
        "launchContainer": "quay.io/acme/launcher:2", "mainScript": "prod.nf",
        "nextflowVersion": "25.10.2", "optimizationId": "tEsT0ptImIzAtI0n",
        "optimizationTargets": "cpus,memory", "outputDir": "s3://acme/results",
        "paramsText": "{\"input\": \"s3://acme/sheet.csv\"}", "pipeline": "https://git.acme.org/rna",
        "pipelineSchemaId": 314_159, "postRunScript": "echo done", "preRunScript": "module load x",
        "pullLatest": true, "resume": false, "revision": "v2.1", "runName": "weekly",
        "schemaName": "schema-small.json", "sessionId": "0b8e5f0e-0000-4000-8000-5f2f0c9a7b11",
        "stubRun": false, "syntaxParser": "v2", "towerConfig": "reports: {}",
        "userSecrets": ["MY_KEY"], "workDir": "s3://acme/work", "workspaceSecrets": ["OUR_KEY"],
    });
    all.as_object().cloned().unwrap()
}

/// The same launch as an answer has it: with the compute environment and Platform's own.
fn answer() -> DescribeLaunch {
    let mut launch = every_request_field();
    let id = launch.remove("computeEnvId").unwrap();
    let own = json!({
        "id": "7wQxVn0pTq5sLkRj1dUeHa", "dateCreated": "2026-03-04T05:06:07Z",
        "lastUpdated": "2026-04-05T06:07:08.123+02:00", "workspaceId": 42,
        "resumeLaunchId": "2xkW", "resumeDir": "s3://acme/work", "resumeCommitId": "aa",
        "pipelineId": 99,
        "computeEnv": {
            "id": id, "name": "batch-eu", "platform": "aws-batch", "status": "AVAILABLE",
            "lastUsed": "2026-04-01T00:00:00Z", "credentialsId": "6g0E",
            "config": { "discriminator": "aws-batch", "region": "eu-west-1", "waveEnabled": true,
                "fusion2Enabled": false, "nextflowConfig": "wave.strategy = 'conda'" },
        },
    });
    launch.extend(own.as_object().cloned().unwrap());
    launch.into()
}

fn try_read(json: &str) -> Option<DescribeLaunch> {
    DescribeLaunch::read(json)
}

fn read(json: &str) -> DescribeLaunch {
    try_read(json).unwrap()
}

#[test]
fn every_field_of_a_launch_goes_back_and_only_the_config_is_another() {
    let mut expected = every_request_field();
    expected.insert("configText".to_owned(), "wave.enabled = true\n".into());
    let body = answer().with_config_text("wave.enabled = true\n");
    assert_eq!(body, json!({ "launch": expected }));
}

#[test]
fn a_config_that_is_taken_away_is_sent_as_an_empty_text() {
    let body = answer().with_config_text("");
    assert_eq!(body["launch"]["configText"], "");
}

#[test]
fn a_launch_of_2021_with_its_nulls_sends_back_what_has_a_value() {
    let launch = read(
        r#"{"launch":{"id":"a","computeEnv":{"id":"ce","name":"demo","config":{"volumes":[],
            "discriminator":"aws-batch"},"credentialsId":"c"},"pipeline":"https://git/x",
            "workDir":"s3://b/w","revision":null,"configText":null,"paramsText":"n: 1\n",
            "preRunScript":null,"resume":false,"pullLatest":false,"stubRun":false,
            "sessionId":null,"configProfiles":null,"resumeDir":"s3://b/w","resumeCommitId":null,
            "dateCreated":"2021-09-08T06:50:54Z","lastUpdated":"2021-09-08T06:50:54Z"}}"#,
    );
    assert_eq!(launch.config_text(), "");
    assert_eq!(
        launch.with_config_text("x"),
        json!({"launch": {"computeEnvId": "ce", "pipeline": "https://git/x",
            "workDir": "s3://b/w", "paramsText": "n: 1\n", "resume": false,
            "pullLatest": false, "stubRun": false, "configText": "x"}})
    );
}

#[test]
fn a_field_that_is_not_known_here_goes_back_as_it_came() {
    let launch = read(r#"{"launch":{"pipeline":"p","ofTomorrow":{"a":[1,null]}}}"#);
    assert_eq!(
        launch.with_config_text("x"),
        json!({"launch": {"pipeline": "p", "ofTomorrow": {"a": [1, null]}, "configText": "x"}})
    );
}

#[test]
fn the_compute_environment_is_found_nested_or_by_its_id_alone() {
    for (json, id) in [
        (r#"{"computeEnv":{"id":"a"}}"#, Some("a")),
        (r#"{"computeEnv":{"id":"a"},"computeEnvId":"b"}"#, Some("a")),
        (r#"{"computeEnv":null,"computeEnvId":"b"}"#, Some("b")),
        (r#"{"computeEnvId":"b"}"#, Some("b")),
        (r#"{"computeEnv":null}"#, None),
        (r#"{"computeEnv":{"id":null}}"#, None),
        (r#"{"computeEnv":"a"}"#, None),
        ("{}", None),
    ] {
        let launch = read(&format!(r#"{{"launch":{json}}}"#));
        assert_eq!(launch.compute_env_id(), id, "{json}");
        let sent = launch.with_config_text("")["launch"]["computeEnvId"].clone();
        assert_eq!(sent.as_str(), id, "{json}");
    }
}

#[test]
fn a_compute_environment_without_an_id_is_not_lost_silently() {
    let launch = read(r#"{"launch":{"computeEnv":{"name":"odd"}}}"#);
    let body = launch.with_config_text("");
    assert_eq!(body["launch"]["computeEnv"], json!({"name": "odd"}));
}

#[test]
fn what_the_compute_environment_adds_is_read_from_the_answer() {
    let launch = answer();
    assert_eq!(launch.compute_env_name(), Some("batch-eu"));
    assert_eq!(launch.global_config(), Some("wave.strategy = 'conda'"));
    assert_eq!(launch.wave_by_compute_env(), Some(true));
    assert_eq!(launch.fusion_by_compute_env(), Some(false));
    for config in [
        "null",
        "{}",
        r#"{"nextflowConfig":""}"#,
        r#"{"nextflowConfig":null,"waveEnabled":null}"#,
        r#"{"nextflowConfig":7,"waveEnabled":"true"}"#,
    ] {
        let launch = read(&format!(
            r#"{{"launch":{{"computeEnv":{{"id":"a","config":{config}}}}}}}"#
        ));
        assert_eq!(launch.global_config(), None, "{config}");
        assert_eq!(launch.wave_by_compute_env(), None, "{config}");
        assert_eq!(launch.fusion_by_compute_env(), None, "{config}");
        assert_eq!(launch.compute_env_name(), None, "{config}");
    }
}

#[test]
fn the_profiles_are_those_that_have_a_name() {
    for (json, expected) in [
        (r#"["test","docker"]"#, vec!["test", "docker"]),
        (r#"["test","",null,7]"#, vec!["test"]),
        ("[]", vec![]),
        ("null", vec![]),
        (r#""test""#, vec![]),
    ] {
        let launch = read(&format!(r#"{{"launch":{{"configProfiles":{json}}}}}"#));
        assert_eq!(launch.profiles(), expected, "{json}");
    }
}

#[test]
fn a_change_by_somebody_else_is_told_from_a_run_that_only_moved_times() {
    let read_first = answer();
    let mut moved = answer();
    moved.launch["lastUpdated"] = "2027-01-01T00:00:00Z".into();
    moved.launch["computeEnv"]["lastUsed"] = "2027-01-01T00:00:00Z".into();
    moved.launch.insert("ofTomorrow".to_owned(), Value::Null);
    assert!(read_first.asks_for_the_same(&moved));
    for (field, value) in [
        ("configText", json!("other")),
        ("revision", json!("v3")),
        ("userSecrets", json!([])),
        ("computeEnv", json!({"id": "another"})),
        ("ofTomorrow", json!(1)),
    ] {
        let mut changed = answer();
        changed.launch.insert(field.to_owned(), value);
        assert!(!read_first.asks_for_the_same(&changed), "{field}");
    }
}

#[test]
fn a_config_of_null_and_one_of_nothing_are_the_same() {
    let null = read(r#"{"launch":{"configText":null}}"#);
    assert!(null.asks_for_the_same(&read(r#"{"launch":{"configText":""}}"#)));
    assert!(null.asks_for_the_same(&read(r#"{"launch":{}}"#)));
}

#[test]
fn debug_output_names_the_fields_and_shows_no_value() {
    let launch = read(r#"{"launch":{"preRunScript":"export TOKEN=S3ntinel!"}}"#);
    let debug = format!("{launch:?} {launch:#?}");
    assert!(debug.contains("preRunScript"), "{debug}");
    assert!(!debug.contains("S3ntinel!"), "{debug}");
}

#[test]
fn a_launch_is_an_object_and_keeps_its_form_when_it_is_written() {
    for wrong in ["{}", r#"{"launch":null}"#, r#"{"launch":[]}"#] {
        assert_eq!(try_read(wrong), None, "{wrong}");
    }
    let text = serde_json::to_string(&answer()).unwrap();
    assert_eq!(read(&text), answer());
}

/// JSON as Platform might send it, two levels deep.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Launches of known and unknown fields, with values of any type.
fn any_launch() -> impl Strategy<Value = DescribeLaunch> {
    let mut names: Vec<String> = every_request_field().keys().cloned().collect();
    names.extend(ANSWER_ONLY.map(str::to_owned));
    names.push(COMPUTE_ENV.to_owned());
    let name = prop_oneof![4 => proptest::sample::select(names), 1 => any::<String>()];
    let env = any::<String>().prop_map(|id| json!({ "id": id, "name": "n" }));
    let field = (name, prop_oneof![5 => any_value(), 1 => env]);
    proptest::collection::vec(field, 0..24).prop_map(|fields| {
        let launch: Map<String, Value> = fields.into_iter().collect();
        launch.into()
    })
}

proptest! {
    #[test]
    fn no_field_is_lost_but_those_that_are_listed(launch in any_launch(), text in any::<String>()) {
        let body = launch.with_config_text(&text);
        let sent = body["launch"].as_object().unwrap();
        prop_assert_eq!(&sent["configText"], text.as_str());
        for (field, value) in &launch.launch {
            let is_own = ANSWER_ONLY.contains(&field.as_str());
            let id = launch.compute_env_id();
            match field.as_str() {
                CONFIG_TEXT => {}
                _ if is_own || value.is_null() && field != COMPUTE_ENV_ID => {
                    prop_assert!(!sent.contains_key(field));
                }
                COMPUTE_ENV | COMPUTE_ENV_ID if id.is_some() => {
                    prop_assert_eq!(sent[COMPUTE_ENV_ID].as_str(), id);
                }
                COMPUTE_ENV_ID if value.is_null() => prop_assert!(!sent.contains_key(field)),
                _ => prop_assert_eq!(sent.get(field), Some(value)),
            }
        }
        for field in sent.keys() {
            let is_new = field == CONFIG_TEXT || field == COMPUTE_ENV_ID;
            prop_assert!(is_new || launch.launch.contains_key(field), "{field} was made up");
        }
    }

    #[test]
    fn what_was_sent_and_read_again_asks_for_the_same(
        launch in any_launch(),
        text in any::<String>(),
    ) {
        let sent = launch.with_config_text(&text);
        // A Platform that stores what it gets and answers with it.
        let stored = DescribeLaunch::read(&sent.to_string()).unwrap();
        prop_assert_eq!(stored.config_text(), text.as_str());
        prop_assert_eq!(stored.with_config_text(&text), sent);
        let back = stored.with_config_text(launch.config_text());
        prop_assert_eq!(back, launch.with_config_text(launch.config_text()));
        prop_assert_eq!(stored.asks_for_the_same(&launch), text == launch.config_text());
    }

    #[test]
    fn a_pipeline_keeps_its_name_and_all_of_its_labels(
        name in "[a-z][a-z0-9-]{1,20}",
        description in proptest::option::of(any::<String>()),
        ids in proptest::option::of(proptest::collection::vec(any::<i64>(), 0..5)),
    ) {
        let label = |id| Label { id: Some(id), name: None, value: None };
        let pipeline = DescribePipeline { pipeline: PipelineEntry {
            name: name.clone(),
            description: description.clone(),
            labels: ids.clone().map(|ids| ids.into_iter().map(label).collect()),
            ..PipelineEntry::default()
        }};
        let body = pipeline.with_config_text(&answer(), "x");
        prop_assert_eq!(&body["launch"], &answer().with_config_text("x")["launch"]);
        prop_assert_eq!(&body["name"], name.as_str());
        prop_assert_eq!(body.get("description").and_then(Value::as_str), description.as_deref());
        prop_assert_eq!(body.get("labelIds").cloned(), ids.map(Value::from));
    }
}
