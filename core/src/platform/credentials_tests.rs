use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn read(json: &str) -> Credentials {
    serde_json::from_str(json).unwrap()
}

#[test]
fn only_the_id_has_to_be_there() {
    let found = read(r#"{"id":"a"}"#);
    assert_eq!((found.id.as_str(), found.name.as_str()), ("a", ""));
    assert_eq!(found.provider_name(), "");
    assert!(found.keys.is_empty() && found.deleted.is_none());
    assert!(serde_json::from_str::<Credentials>(r#"{"name":"a"}"#).is_err());
}

#[test]
fn null_counts_as_absent_everywhere_but_in_the_id() {
    let found = read(
        r#"{"id":"a","name":null,"description":null,"provider":null,"deleted":null,
            "lastUsed":null,"dateCreated":null,"status":null,"keys":null,"extra":1}"#,
    );
    assert_eq!(found, read(r#"{"id":"a"}"#));
    assert!(serde_json::from_str::<Credentials>(r#"{"id":null}"#).is_err());
    let list: ListCredentials = serde_json::from_str(r#"{"credentials":null}"#).unwrap();
    assert_eq!(list, ListCredentials::default());
}

#[test]
fn the_provider_is_found_wherever_a_version_of_platform_puts_it() {
    for (json, name) in [
        (r#"{"id":"a","provider":"container-reg"}"#, "container-reg"),
        (r#"{"id":"a","discriminator":"aws"}"#, "aws"),
        (r#"{"id":"a","keys":{"discriminator":"azure"}}"#, "azure"),
        (r#"{"id":"a","provider":"x","discriminator":"y"}"#, "x"),
        (
            r#"{"id":"a","discriminator":"y","keys":{"discriminator":"z"}}"#,
            "y",
        ),
        (r#"{"id":"a","keys":{"discriminator":7}}"#, ""),
    ] {
        assert_eq!(read(json).provider_name(), name, "{json}");
    }
}

#[test]
fn times_that_cannot_be_read_are_unknown_and_spoil_nothing() {
    let found = read(r#"{"id":"a","dateCreated":"2026-01-02T03:04:05Z","lastUsed":"yesterday"}"#);
    let iso = found.date_created.map(Timestamp::to_iso);
    assert_eq!(iso.as_deref(), Some("2026-01-02T03:04:05Z"));
    assert_eq!(found.last_used, None);
}

#[test]
fn the_order_of_the_list_is_kept_because_wave_takes_the_first() {
    let list: ListCredentials =
        serde_json::from_str(r#"{"credentials":[{"id":"b"},{"id":"a"},{"id":"c"}]}"#).unwrap();
    let ids: Vec<_> = list.credentials.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["b", "a", "c"]);
}

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
fn conflicts_of_a_deletion_are_read_with_whatever_they_have() {
    let read: DeleteConflicts =
        serde_json::from_str(r#"{"conflicts":[{"type":"compute-env","id":"b"},{}]}"#).unwrap();
    assert_eq!(read.credentials_id, None);
    assert_eq!(read.conflicts[0].kind.as_deref(), Some("compute-env"));
    assert_eq!(read.conflicts[1], Conflict::default());
}
