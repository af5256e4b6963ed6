use serde_json::json;

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn what_is_to_be_stored_shows_no_key_in_debug_output() {
    let body: CredentialsBody = serde_json::from_str(
        r#"{"credentials":{"name":"mine","provider":"container-reg","description":"S3ntinel",
            "keys":{"userName":"me","password":"S3ntinel","registry":"quay.io"}}}"#,
    )
    .unwrap();
    let debug = format!("{body:?} {body:#?}");
    assert!(
        debug.contains("mine") && !debug.contains("S3ntinel"),
        "{debug}"
    );
    assert_eq!(body.credentials.keys["password"], "S3ntinel");
}

#[test]
fn a_body_without_fields_is_read_so_that_the_server_can_say_what_is_missing() {
    for json in [
        r#"{"credentials":{}}"#,
        r#"{"credentials":{"keys":null,"id":"x"}}"#,
    ] {
        let body: CredentialsBody = serde_json::from_str(json).unwrap();
        assert!(body.credentials.name.is_none() && body.credentials.keys.is_empty());
    }
    assert!(serde_json::from_str::<CredentialsBody>("{}").is_err());
}

#[test]
fn a_conflict_of_a_deletion_is_read_with_whatever_it_has() {
    let read = |row: Value| Conflict::read(Fields::of(&row).unwrap());
    let known = read(
        json!({"type": "workflow", "id": "w1", "name": "happy_euler",
        "url": "https://x/y"}),
    );
    assert_eq!(known.kind.as_deref(), Some("workflow"));
    assert_eq!(known.name.as_deref(), Some("happy_euler"));
    assert_eq!(known.url.as_deref(), Some("https://x/y"));
    let other = read(json!({"type": "compute-env", "id": 12, "name": null}));
    assert_eq!((other.id.as_deref(), other.name), (Some("12"), None));
    assert_eq!(read(json!({"type": 7, "id": {}})), Conflict::default());
}
