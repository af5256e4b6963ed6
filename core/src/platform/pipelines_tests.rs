use serde_json::json;

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn row(json: &str) -> PipelineEntry {
    let value: Value = serde_json::from_str(json).unwrap();
    PipelineEntry::read(Fields::of(&value).unwrap()).unwrap()
}

fn described(json: &str) -> DescribePipeline {
    DescribePipeline::read(&serde_json::from_str(json).unwrap()).unwrap()
}

fn launch() -> DescribeLaunch {
    DescribeLaunch::read(r#"{"launch":{"pipeline":"https://git/x"}}"#).unwrap()
}

#[test]
fn a_row_of_2021_and_one_of_today_are_read() {
    let old = row(
        r#"{"pipelineId":183522618315672,"name":"nap","description":null,"icon":null,
            "repository":"https://git.acme.org/nap","userName":"ada","organizationName":null,
            "workspaceName":null,"visibility":null}"#,
    );
    let new = row(
        r#"{"pipelineId":9,"name":"rna","description":"weekly","repository":"https://git/rna",
            "userId":4,"orgId":1,"orgName":"acme","workspaceId":42,"workspaceName":"main",
            "visibility":"SHARED","deleted":false,"lastUpdated":"2026-05-15T13:59:19Z",
            "optimizationStatus":"OPTIMIZED","labels":null,"computeEnv":null,
            "version":{"id":"v","name":"rna-3","hash":"00","isDefault":true}}"#,
    );
    assert_eq!(old.pipeline_id, 183_522_618_315_672);
    assert_eq!((old.workspace_id, old.default_version()), (None, None));
    assert_eq!(new.workspace_id, Some(WorkspaceId(42)));
    assert_eq!(
        (new.labels.as_ref(), new.default_version()),
        (None, Some("v"))
    );
}

#[test]
fn null_is_the_same_as_absent() {
    let expected = PipelineEntry {
        pipeline_id: 1,
        ..PipelineEntry::default()
    };
    let nulls = r#"{"pipelineId":1,"name":null,"labels":null,"version":null}"#;
    assert_eq!(row(nulls), expected);
}

#[test]
fn a_pipeline_without_a_name_is_called_by_its_number() {
    for (name, label) in [("rna", "rna"), ("", "pipeline 7"), (" ", "pipeline 7")] {
        let entry = PipelineEntry {
            pipeline_id: 7,
            name: name.to_owned(),
            ..PipelineEntry::default()
        };
        assert_eq!(entry.label(), label);
    }
}

#[test]
fn the_version_that_launches_take_is_the_one_that_is_no_draft() {
    for (version, id) in [
        ("null", None),
        ("{}", None),
        (r#"{"id":"a","isDefault":true}"#, Some("a")),
        (r#"{"id":"a","isDefault":null}"#, Some("a")),
        (r#"{"id":"a","isDefault":false}"#, None),
        (r#"{"id":"","isDefault":true}"#, None),
        (r#"{"id":7,"isDefault":true}"#, None),
    ] {
        let entry = row(&format!(r#"{{"pipelineId":1,"version":{version}}}"#));
        assert_eq!(entry.default_version(), id, "{version}");
    }
}

#[test]
fn a_label_without_a_number_cannot_be_named_and_is_not_forgotten() {
    for (labels, can) in [
        (
            json!([{"id": 7, "name": "team", "value": "a", "resource": true}]),
            true,
        ),
        (json!([]), true),
        (json!(null), true),
        (json!([{"id": 7}, {"name": "team"}]), false),
        (json!([{"id": null}]), false),
        (json!([{"id": "x"}]), false),
        (json!([null]), false),
    ] {
        let answer = json!({"pipelineId": 1, "labels": labels});
        let entry = PipelineEntry::read(Fields::of(&answer).unwrap()).unwrap();
        assert_eq!(entry.can_name_labels(), can, "{labels}");
    }
}

#[test]
fn an_update_names_everything_that_platform_would_take_away_otherwise() {
    let pipeline = described(
        r#"{"pipeline":{"pipelineId":9,"name":"rna","description":"weekly","icon":"pic",
            "labels":[{"id":11,"name":"a"},{"id":12,"name":"b","value":"c"}],
            "userId":4,"version":{"id":"v","isDefault":true}}}"#,
    );
    assert_eq!(
        pipeline.with_config_text(&launch(), "x"),
        json!({"name": "rna", "description": "weekly", "icon": "pic", "labelIds": [11, 12],
               "launch": {"pipeline": "https://git/x", "configText": "x"}})
    );
}

#[test]
fn what_is_sent_is_the_same_with_numbers_as_they_were_written() {
    let pipeline =
        described(r#"{"pipeline":{"pipelineId":9,"name":"r\"na","labels":[{"id":11}]}}"#);
    let launch = r#"{"launch":{"ofTomorrow":{"n": 1.10, "much":1e2},"big":12345678901234567890123,
        "all":[0.30,-0],"configText":"old","computeEnv":{"id":"ce"},"computeEnvId":7}}"#;
    let launch = DescribeLaunch::read(launch).unwrap();
    let sent = pipeline.update(&launch, "a\nb");
    let as_value: Value = serde_json::from_str(&sent).unwrap();
    assert_eq!(as_value, pipeline.with_config_text(&launch, "a\nb"));
    for written in [
        r#""ofTomorrow":{"n": 1.10, "much":1e2}"#,
        r#""big":12345678901234567890123"#,
        r#""all":[0.30,-0]"#,
        r#""computeEnvId":"ce""#,
        r#""configText":"a\nb""#,
    ] {
        assert!(sent.contains(written), "{sent}");
    }
}

#[test]
fn an_update_makes_nothing_up() {
    for (json, labels) in [
        (r#"{"pipelineId":1,"name":"rna"}"#, None),
        (
            r#"{"pipelineId":1,"name":"rna","description":null,"labels":null}"#,
            None,
        ),
        (
            r#"{"pipelineId":1,"name":"rna","labels":[]}"#,
            Some(json!([])),
        ),
    ] {
        let pipeline = described(&format!(r#"{{"pipeline":{json}}}"#));
        let mut expected = json!({"name": "rna",
            "launch": {"pipeline": "https://git/x", "configText": "x"}});
        if let Some(labels) = labels {
            expected["labelIds"] = labels;
        }
        assert_eq!(pipeline.with_config_text(&launch(), "x"), expected);
    }
    let nameless = described(r#"{"pipeline":{"pipelineId":1}}"#).with_config_text(&launch(), "x");
    assert!(nameless.get("name").is_none(), "an empty name is no name");
}

#[test]
fn a_body_is_read_with_whatever_it_has_and_shows_no_launch_in_debug_output() {
    let body: PipelineBody = serde_json::from_str(
        r#"{"name":"rna","labelIds":[1],"version":{"name":"v"},
            "launch":{"configText":"tower.accessToken = 'S3ntinel!'"}}"#,
    )
    .unwrap();
    let debug = format!("{body:?} {body:#?}");
    assert!(
        debug.contains("rna") && !debug.contains("S3ntinel!"),
        "{debug}"
    );
    assert_eq!(body.label_ids.as_deref(), Some(&[1_i64][..]));
    assert_eq!(body.launch.unwrap().len(), 1);
    let nulls: PipelineBody =
        serde_json::from_str(r#"{"name":null,"labelIds":null,"launch":null}"#).unwrap();
    assert!(nulls.name.is_none() && nulls.label_ids.is_none() && nulls.launch.is_none());
}

#[test]
fn a_pipeline_of_another_workspace_is_shared_by_it() {
    let in_workspace = |id: Option<i64>| PipelineEntry {
        workspace_id: id.map(WorkspaceId),
        ..PipelineEntry::default()
    };
    let here = Scope::Workspace(WorkspaceId(42));
    for (id, scope, by) in [
        (None, here, None),
        (Some(42), here, None),
        (Some(43), here, Some(WorkspaceId(43))),
        (None, Scope::Personal, None),
    ] {
        assert_eq!(in_workspace(id).shared_by(scope), by, "{id:?}");
    }
}
