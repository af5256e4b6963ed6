use serde_json::json;

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn list(json: &str) -> ListPipelines {
    serde_json::from_str(json).unwrap()
}

fn described(json: &str) -> DescribePipeline {
    serde_json::from_str(json).unwrap()
}

fn launch() -> DescribeLaunch {
    serde_json::from_value(json!({"launch": {"pipeline": "https://git/x"}})).unwrap()
}

#[test]
fn a_row_of_2021_and_one_of_today_are_read() {
    let rows = list(
        r#"{"pipelines":[
            {"pipelineId":183522618315672,"name":"nap","description":null,"icon":null,
             "repository":"https://git.acme.org/nap","userName":"ada","organizationName":null,
             "workspaceName":null,"visibility":null},
            {"pipelineId":9,"name":"rna","description":"weekly","repository":"https://git/rna",
             "userId":4,"orgId":1,"orgName":"acme","workspaceId":42,"workspaceName":"main",
             "visibility":"SHARED","deleted":false,"lastUpdated":"2026-05-15T13:59:19Z",
             "optimizationStatus":"OPTIMIZED","labels":null,"computeEnv":null,
             "version":{"id":"v","name":"rna-3","hash":"00","isDefault":true}}],
            "totalSize":2}"#,
    );
    assert_eq!(rows.total_size, 2);
    let (old, new) = (&rows.pipelines[0], &rows.pipelines[1]);
    assert_eq!(old.pipeline_id, 183_522_618_315_672);
    assert_eq!(old.user_name.as_deref(), Some("ada"));
    assert_eq!(old.workspace_id, None);
    assert_eq!(new.workspace_id, Some(WorkspaceId(42)));
    assert_eq!(new.labels, None);
    assert!(!new.is_draft());
    let time = new.last_updated.map(Timestamp::to_iso);
    assert_eq!(time.as_deref(), Some("2026-05-15T13:59:19Z"));
}

#[test]
fn null_is_the_same_as_absent() {
    assert_eq!(
        list(r#"{"pipelines":null,"totalSize":null}"#),
        list("{}"),
        "an empty list"
    );
    let row = list(r#"{"pipelines":[{"pipelineId":1,"name":null,"lastUpdated":"soon"}]}"#);
    let expected = PipelineEntry {
        pipeline_id: 1,
        ..PipelineEntry::default()
    };
    assert_eq!(row.pipelines, [expected]);
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
fn an_update_makes_nothing_up() {
    for (json, labels) in [
        (r#"{"name":"rna"}"#, None),
        (r#"{"name":"rna","description":null,"labels":null}"#, None),
        (r#"{"name":"rna","labels":[]}"#, Some(json!([]))),
    ] {
        let pipeline = described(&format!(r#"{{"pipeline":{json}}}"#));
        let mut expected = json!({"name": "rna",
            "launch": {"pipeline": "https://git/x", "configText": "x"}});
        if let Some(labels) = labels {
            expected["labelIds"] = labels;
        }
        assert_eq!(pipeline.with_config_text(&launch(), "x"), expected);
    }
    let nameless = described(r#"{"pipeline":{}}"#).with_config_text(&launch(), "x");
    assert!(nameless.get("name").is_none(), "an empty name is no name");
}

#[test]
fn a_version_that_launches_do_not_take_is_a_draft() {
    for (version, draft) in [
        ("null", false),
        ("{}", false),
        (
            r#"{"id":"a","name":"rna-2","hash":"00","isDefault":true}"#,
            false,
        ),
        (r#"{"id":"a","name":null,"isDefault":false}"#, true),
        (r#"{"id":"a","name":"rna-2","isDefault":false}"#, true),
    ] {
        let answer = described(&format!(r#"{{"pipeline":{{"version":{version}}}}}"#));
        assert_eq!(answer.pipeline.is_draft(), draft, "{version}");
    }
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
