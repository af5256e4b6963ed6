//! Answers that were recorded from real installations, by the tests of Platform's public
//! clients (tower-cli, Wave, Nextflow). Those of credentials are read in `credentials::summary`.

use serde_json::Value;

use super::request_error::RequestError;
use super::service_info::Installation;
use super::user::{OpenWorkspace, Person};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn service_info_of_2022() {
    let info = Installation::read(&json(
        r#"{"serviceInfo":{"version":"22.3.0-torricelli","apiVersion":"1.198.0","commitId":"3f04bfd4","authTypes":["github","google"],"loginPath":"/login","navbar":{"menus":[{"label":"Docs","url":"https://docs.seqera.io/platform"}]},"heartbeatInterval":3240,"userWorkspaceEnabled":true,"allowInstanceCredentials":false,"landingUrl":"https://seqera.io","contentMaxFileSize":26214400,"waveEnabled":true}}"#,
    ));
    assert_eq!((info.has_wave, info.has_personal), (Some(true), Some(true)));
    assert_eq!(info.api_version.as_deref(), Some("1.198.0"));
    assert_eq!(info.version.as_deref(), Some("22.3.0-torricelli"));
}

#[test]
fn service_info_of_2021_and_an_empty_one() {
    let old = Installation::read(&json(
        r#"{"serviceInfo":{"version":"21.04.0","apiVersion":"0.1","analytics":{"url":"https://x","siteId":"1"},"waveAllowedWorkspaces":null}}"#,
    ));
    assert_eq!(old.api_version.as_deref(), Some("0.1"));
    assert_eq!((old.has_wave, old.has_personal), (None, None));
    assert_eq!(Installation::read(&json("{}")), Installation::default());
}

#[test]
fn user_info_drops_what_it_does_not_know() {
    let person = Person::read(&json(
        r#"{"needConsent":false,"user":{"avatar":"https://www.gravatar.com/avatar/KDFSAJDKFJDSKFJK?d=404","dateCreated":"2020-12-01T10:43:51Z","deleted":false,"description":null,"email":"jordi@seqera.io","firstName":null,"id":1264,"lastAccess":"2021-07-21T10:30:25Z","lastName":null,"lastUpdated":"2021-07-21T10:30:25Z","marketingConsent":true,"notification":null,"organization":null,"termsOfUseConsent":true,"trusted":true,"userName":"jordi","options":{"githubToken":"S3ntinel!"}}}"#,
    ));
    let person = person.unwrap();
    assert_eq!((person.id, person.label().as_str()), (Some(1264), "jordi"));
    assert!(!format!("{person:?}").contains("S3ntinel!"));
}

#[test]
fn a_row_without_a_workspace_is_the_organization() {
    let listed = OpenWorkspace::read(&json(
        r#"{"orgsAndWorkspaces":[{"orgId":27736513644467,"orgName":"organization1","orgLogoUrl":null,"workspaceId":null,"workspaceName":null},{"orgId":27736513644467,"orgName":"organization1","orgLogoUrl":null,"workspaceId":75887156211589,"workspaceName":"workspace1"}]}"#,
    ));
    let listed = listed.unwrap();
    let ids: Vec<_> = listed.rows.iter().map(|row| row.id.0).collect();
    assert_eq!(
        (ids.as_slice(), listed.unreadable),
        (&[75_887_156_211_589][..], 0)
    );
}

#[test]
fn a_refusal_says_why() {
    let body = json(r#"{"message":"Invalid credentials for container registry 'docker.io'"}"#);
    let refused = RequestError::of(400, |_| None, Some(&body));
    assert!(refused.sentence().contains("docker.io"));
}
