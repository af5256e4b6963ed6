//! Answers that were recorded from real installations, by the tests of Platform's public
//! clients (tower-cli, Wave, Nextflow).

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::credentials::{CreatedCredentials, DeleteConflicts, ListCredentials};
use super::error::ErrorBody;
use super::service_info::ServiceInfoResponse;
use super::user::{OrgsResponse, UserInfoResponse, UserWorkspacesResponse, WorkspacesResponse};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap()
}

/// Reading, writing and reading again gives the same, and everything that is written
/// stood in the recorded answer (with times brought to UTC seconds).
fn round_trip<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(json: &str) -> T {
    let first: T = read(json);
    let written = serde_json::to_string(&first).unwrap();
    let second: T = read(&written);
    // Fractions of a second are not written, so compare what is written.
    assert_eq!(written, serde_json::to_string(&second).unwrap());
    assert_known(&read(json), &read(&written), "$");
    first
}

fn assert_known(recorded: &Value, written: &Value, path: &str) {
    match (recorded, written) {
        (_, Value::Null | Value::Bool(false)) => {}
        (Value::Null, Value::Object(written)) => assert!(written.is_empty(), "{path}"),
        (Value::Object(recorded), Value::Object(written)) => {
            for (key, value) in written {
                let path = format!("{path}.{key}");
                let recorded = recorded.get(key).unwrap_or(&Value::Null);
                assert_known(recorded, value, &path);
            }
        }
        (Value::Array(recorded), Value::Array(written)) => {
            assert_eq!(recorded.len(), written.len(), "{path}");
            for (i, (r, w)) in recorded.iter().zip(written).enumerate() {
                assert_known(r, w, &format!("{path}[{i}]"));
            }
        }
        (Value::String(r), Value::String(w)) if w.ends_with('Z') => {
            assert_eq!(
                super::Timestamp::parse(r).map(super::Timestamp::to_iso),
                Some(w.clone()),
                "{path}"
            );
        }
        _ => assert_eq!(recorded, written, "{path}"),
    }
}

#[test]
fn service_info_of_2022() {
    let info: ServiceInfoResponse = round_trip(
        r#"{"serviceInfo":{"version":"22.3.0-torricelli","apiVersion":"1.198.0","commitId":"3f04bfd4","authTypes":["github","google"],"loginPath":"/login","navbar":{"menus":[{"label":"Docs","url":"https://docs.seqera.io/platform"}]},"heartbeatInterval":3240,"userWorkspaceEnabled":true,"allowInstanceCredentials":false,"landingUrl":"https://seqera.io","contentMaxFileSize":26214400,"waveEnabled":true}}"#,
    );
    assert_eq!(info.service_info.wave_enabled, Some(true));
    assert_eq!(info.service_info.api_version.as_deref(), Some("1.198.0"));
}

#[test]
fn service_info_of_2021_and_an_empty_one() {
    let old: ServiceInfoResponse = read(
        r#"{"serviceInfo":{"version":"21.04.0","apiVersion":"0.1","analytics":{"url":"https://x","siteId":"1"},"waveAllowedWorkspaces":null}}"#,
    );
    assert_eq!(old.service_info.api_version.as_deref(), Some("0.1"));
    let empty: ServiceInfoResponse = read("{}");
    assert_eq!(empty.service_info.wave_enabled, None);
}

#[test]
fn user_info_drops_what_it_does_not_know() {
    let info: UserInfoResponse = round_trip(
        r#"{"needConsent":false,"user":{"avatar":"https://www.gravatar.com/avatar/KDFSAJDKFJDSKFJK?d=404","dateCreated":"2020-12-01T10:43:51Z","deleted":false,"description":null,"email":"jordi@seqera.io","firstName":null,"id":1264,"lastAccess":"2021-07-21T10:30:25Z","lastName":null,"lastUpdated":"2021-07-21T10:30:25Z","marketingConsent":true,"notification":null,"organization":null,"termsOfUseConsent":true,"trusted":true,"userName":"jordi","options":{"githubToken":"S3ntinel!"}}}"#,
    );
    assert_eq!(info.user.user_name, "jordi");
    assert!(!format!("{info:?}").contains("S3ntinel!"));
}

#[test]
fn a_row_without_a_workspace_is_the_organization() {
    let answer: UserWorkspacesResponse = round_trip(
        r#"{"orgsAndWorkspaces":[{"orgId":27736513644467,"orgName":"organization1","orgLogoUrl":null,"workspaceId":null,"workspaceName":null},{"orgId":27736513644467,"orgName":"organization1","orgLogoUrl":null,"workspaceId":75887156211589,"workspaceName":"workspace1"}]}"#,
    );
    let rows = answer.orgs_and_workspaces;
    assert_eq!(rows[0].workspace_id, None);
    assert_eq!(rows[1].workspace_id.unwrap().0, 75_887_156_211_589);
}

#[test]
fn organizations_and_workspaces() {
    let orgs: OrgsResponse = round_trip(
        r#"{"organizations":[{"orgId":27736513644467,"name":"organization1","fullName":"organization1","description":null,"location":null,"website":null,"logoId":null,"logoUrl":null,"memberId":1,"memberRole":"owner"}],"totalSize":1}"#,
    );
    assert_eq!(orgs.organizations[0].member_role.as_deref(), Some("owner"));
    let workspaces: WorkspacesResponse = round_trip(
        r#"{"workspaces":[{"id":75887156211589,"name":"workspace1","fullName":"workspace1","description":null,"visibility":"PRIVATE"}]}"#,
    );
    assert_eq!(workspaces.workspaces[0].name, "workspace1");
}

#[test]
fn a_credentials_list_of_2021_has_no_keys() {
    let list: ListCredentials = round_trip(
        r#"{"credentials":[{"id":"2ba2oekqeTEBzwSDgXg7xf","name":"ssh","description":null,"provider":"ssh","baseUrl":null,"category":null,"deleted":null,"lastUsed":"2021-09-06T08:53:51Z","dateCreated":"2021-09-06T06:54:53Z","lastUpdated":"2021-09-06T06:54:53Z"},{"id":"57Ic6reczFn78H1DTaaXkp","name":"azure","description":null,"provider":"azure","baseUrl":null,"category":null,"deleted":null,"lastUsed":null,"dateCreated":"2021-09-07T13:50:21Z","lastUpdated":"2021-09-07T13:50:21Z"}]}"#,
    );
    assert!(list.credentials[0].keys.is_empty());
    assert_eq!(list.credentials[1].last_used, None);
}

#[test]
fn a_row_of_2021_may_have_the_discriminator_in_place_of_the_provider() {
    let list: ListCredentials = read(
        r#"{"credentials":[{"id":"6g0ER59L4ZoE5zpOmUP48D","name":"aws","description":null,"discriminator":"aws","baseUrl":null,"category":null,"deleted":null,"lastUsed":"2021-09-08T11:09:58Z","dateCreated":"2021-09-08T05:48:51Z","lastUpdated":"2021-09-08T05:48:51Z"}]}"#,
    );
    assert_eq!(list.credentials[0].provider_name(), "aws");
}

#[test]
fn a_credentials_list_of_december_2022_as_wave_reads_it() {
    let list: ListCredentials = round_trip(
        r#"{"credentials":[
        {"id":"1J4sAfA0RfKTcDPc5NOe9u","name":"credentials","description":null,"provider":"local","baseUrl":null,"category":null,"deleted":null,"lastUsed":null,"dateCreated":"2022-11-24T10:53:41.962852+01:00","lastUpdated":"2022-11-24T10:53:41.962852+01:00","keys":{"password":null,"discriminator":"local"}},
        {"id":"1S7A9csbEQOsudkVFRLckq","name":"credsTest","provider":"container-reg","keys":{"userName":"andrea","password":null,"registry":"quay.io","discriminator":"container-reg"}},
        {"id":"1X3Yzi146GZ1Hlkix7IXZB","name":"Another","provider":"container-reg","keys":{"userName":"whatever","password":null,"registry":null,"discriminator":"container-reg"}}]}"#,
    );
    assert_eq!(list.credentials[0].provider_name(), "local");
    assert_eq!(list.credentials[1].keys["registry"], "quay.io");
    assert!(list.credentials[2].keys["registry"].is_null());
}

#[test]
fn explicit_nulls_are_as_good_as_absent() {
    let list: ListCredentials = read(r#"{"credentials":null}"#);
    assert!(list.credentials.is_empty());
    let list: ListCredentials = read(
        r#"{"credentials":[{"id":"1","name":null,"provider":null,"keys":null,"dateCreated":17,"lastUsed":"soon","unheardOf":{"a":[1]}}]}"#,
    );
    assert_eq!(list.credentials[0].provider_name(), "");
    assert_eq!(list.credentials[0].date_created, None);
}

#[test]
fn answers_to_create_and_delete() {
    let created: CreatedCredentials = round_trip(r#"{"credentialsId":"5JFPt8U5J4zYcnjD7qQaiF"}"#);
    assert_eq!(created.credentials_id, "5JFPt8U5J4zYcnjD7qQaiF");
    let refused: ErrorBody =
        round_trip(r#"{"message":"Invalid credentials for container registry 'docker.io'"}"#);
    assert!(refused.message.contains("docker.io"));
    let conflicts: DeleteConflicts = round_trip(
        r#"{"credentialsId":"1","conflicts":[{"type":"workflow","id":"w1","name":"happy_euler","url":"https://x/y"}]}"#,
    );
    assert_eq!(conflicts.conflicts[0].name.as_deref(), Some("happy_euler"));
}
