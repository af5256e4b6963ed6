use serde_json::json;

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn a_row_of_2021_says_nothing_of_wave_and_one_of_today_does() {
    let answer = json!({"computeEnvs": [
        {"id": "3OMr", "name": "old", "platform": "aws-batch", "status": "AVAILABLE",
         "message": null, "lastUsed": "2021-10-06T08:08:53Z", "primary": true,
         "workspaceName": "w", "visibility": "PRIVATE"},
        {"id": "4PNs", "name": "new", "platform": "google-batch", "status": "INVALID",
         "message": "gone", "primary": null, "credentialsId": "6g0E", "waveEnabled": true,
         "fusion2Enabled": false, "schedEnabled": null, "labels": null, "resources": null},
    ]});
    let list = ComputeEnvEntry::read_list(&answer).unwrap();
    let (old, new) = (&list.rows[0], &list.rows[1]);
    assert_eq!(
        (old.wave_enabled, old.credentials_id.as_ref()),
        (None, None)
    );
    assert_eq!(
        (new.wave_enabled, new.fusion2_enabled),
        (Some(true), Some(false))
    );
    assert_eq!(new.credentials_id.as_deref(), Some("6g0E"));
    assert_eq!(new.platform.as_deref(), Some("google-batch"));
}

#[test]
fn the_switch_of_fusion_has_its_number_in_its_name_on_the_wire() {
    let row = ComputeEnvEntry {
        fusion2_enabled: Some(true),
        ..ComputeEnvEntry::default()
    };
    let wire = serde_json::to_value(row).unwrap();
    assert_eq!(wire["fusion2Enabled"], true);
    assert_eq!(wire["waveEnabled"], Value::Null, "nulls are explicit");
}

#[test]
fn texts_and_switches_of_a_config_are_read_where_they_are_of_that_type() {
    let config = json!({"region": "eu-west-1", "waveEnabled": true, "volumes": [], "cpus": null});
    let env = ComputeEnv {
        config: config.as_object().cloned().unwrap(),
        ..ComputeEnv::default()
    };
    assert_eq!(env.text("region"), Some("eu-west-1"));
    assert_eq!(env.switch("waveEnabled"), Some(true));
    for field in ["volumes", "cpus", "absent"] {
        assert_eq!(env.text(field), None, "{field}");
        assert_eq!(env.switch(field), None, "{field}");
    }
    assert_eq!(
        (env.text("waveEnabled"), env.switch("region")),
        (None, None)
    );
}

#[test]
fn a_config_is_not_shown_in_debug_output() {
    let secret = json!({"nextflowConfig": "tower.accessToken = 'S3ntinel!'"});
    let env = ComputeEnv {
        name: "batch".to_owned(),
        config: secret.as_object().cloned().unwrap(),
        ..ComputeEnv::default()
    };
    let body: ComputeEnvBody = serde_json::from_value(json!({
        "computeEnv": {"name": "batch", "config": secret, "preRunScript": "S3ntinel!"},
    }))
    .unwrap();
    let debug = format!("{env:?} {env:#?} {body:?} {body:#?}");
    assert!(debug.contains("batch"), "{debug}");
    assert!(!debug.contains("S3ntinel!"), "{debug}");
    assert!(body.compute_env.config.is_some());
}

#[test]
fn a_body_without_a_compute_environment_is_an_error_and_a_change_of_nothing_is_none() {
    assert!(serde_json::from_str::<ComputeEnvBody>("{}").is_err());
    let change: ComputeEnvChange =
        serde_json::from_str(r#"{"name":null,"config":{"waveEnabled":true}}"#).unwrap();
    assert_eq!(change, ComputeEnvChange::default());
}

#[test]
fn only_what_is_available_or_does_not_say_can_run() {
    for (status, can_run) in [
        (json!("AVAILABLE"), true),
        (json!(null), true),
        (json!({"state": "x"}), true),
        (json!("CREATING"), false),
        (json!("DISABLED"), false),
        (json!("DELETING"), false),
        (json!("ERRORED"), false),
        (json!("INVALID"), false),
        (json!("DELETED"), false),
    ] {
        let answer = json!({"computeEnvs": [{"id": "a", "name": "n", "status": status}]});
        let list = ComputeEnvEntry::read_list(&answer).unwrap();
        assert_eq!(list.rows[0].is_available(), can_run, "{status}");
    }
}

#[test]
fn one_odd_row_leaves_the_others_and_is_counted() {
    let answer = json!({"computeEnvs": [
        {"id": "a", "name": "n", "waveEnabled": true},
        {"id": {}, "name": 7},
        {"id": "b", "name": null, "waveEnabled": "yes"},
        null,
    ]});
    let list = ComputeEnvEntry::read_list(&answer).unwrap();
    let rows = list
        .rows
        .iter()
        .map(|row| (row.name.as_str(), row.wave_enabled));
    assert_eq!(rows.collect::<Vec<_>>(), [("n", Some(true)), ("b", None)]);
    assert_eq!(list.unreadable, 2);
}
