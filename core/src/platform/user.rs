//! Who is signed in, and where that person may work.

use serde::{Deserialize, Serialize};

use super::{Timestamp, WorkspaceId, null_as_default, tolerant};

/// `GET /user-info`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserInfoResponse {
    /// The person.
    pub user: User,
    /// Whether the person still has to accept the terms of use.
    #[serde(default, deserialize_with = "null_as_default")]
    pub need_consent: bool,
    /// The workspace the person chose to start in.
    #[serde(default)]
    pub default_workspace_id: Option<WorkspaceId>,
}

/// A person. Platform's answer has more fields, among them once a GitHub token: what is
/// not listed here is dropped on reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct User {
    pub id: i64,
    pub user_name: String,
    #[serde(default)]
    pub email: Option<String>,
    #[serde(default)]
    pub first_name: Option<String>,
    #[serde(default)]
    pub last_name: Option<String>,
    #[serde(default)]
    pub organization: Option<String>,
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub avatar: Option<String>,
    #[serde(default, deserialize_with = "tolerant")]
    pub date_created: Option<Timestamp>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub deleted: bool,
}

/// `GET /user/{id}/workspaces`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct UserWorkspacesResponse {
    /// Organizations and workspaces, mixed.
    #[serde(deserialize_with = "null_as_default")]
    pub orgs_and_workspaces: Vec<OrgAndWorkspace>,
}

/// A workspace with its organization; without a workspace, the organization itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct OrgAndWorkspace {
    pub org_id: i64,
    pub org_name: String,
    #[serde(default)]
    pub org_logo_url: Option<String>,
    #[serde(default)]
    pub workspace_id: Option<WorkspaceId>,
    #[serde(default)]
    pub workspace_name: Option<String>,
    #[serde(default)]
    pub workspace_full_name: Option<String>,
    #[serde(default)]
    pub visibility: Option<String>,
    #[serde(default)]
    pub roles: Option<Vec<String>>,
}

/// `GET /orgs`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct OrgsResponse {
    #[serde(deserialize_with = "null_as_default")]
    pub organizations: Vec<Organization>,
    pub total_size: Option<u64>,
}

/// An organization, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct Organization {
    pub org_id: i64,
    pub name: String,
    #[serde(default)]
    pub full_name: Option<String>,
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub location: Option<String>,
    #[serde(default)]
    pub website: Option<String>,
    #[serde(default)]
    pub logo_id: Option<String>,
    #[serde(default)]
    pub logo_url: Option<String>,
    #[serde(default)]
    pub member_id: Option<i64>,
    #[serde(default)]
    pub member_role: Option<String>,
}

/// `GET /orgs/{id}/workspaces`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WorkspacesResponse {
    /// The workspaces of the organization that the caller may see.
    #[serde(deserialize_with = "null_as_default")]
    pub workspaces: Vec<Workspace>,
}

/// A workspace, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct Workspace {
    pub id: WorkspaceId,
    pub name: String,
    #[serde(default)]
    pub full_name: Option<String>,
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub visibility: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_person_without_the_newer_fields_is_understood() {
        let user: User = serde_json::from_str(r#"{"id":1,"userName":"jordi"}"#).unwrap();
        assert_eq!((user.id, user.user_name.as_str()), (1, "jordi"));
        assert!(!user.deleted);
    }

    #[test]
    fn no_workspaces_are_understood_however_they_are_said() {
        for json in [
            "{}",
            r#"{"orgsAndWorkspaces":null}"#,
            r#"{"orgsAndWorkspaces":[]}"#,
        ] {
            let answer: UserWorkspacesResponse = serde_json::from_str(json).unwrap();
            assert!(answer.orgs_and_workspaces.is_empty(), "{json}");
        }
    }
}
