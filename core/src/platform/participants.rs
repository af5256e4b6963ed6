//! Who takes part in a workspace, and who is in an organization: what a server reads and writes.
//!
//! Shapes of Platform's API description (1.187) and of recorded answers (tower-cli
//! `runcmd/participants`, `runcmd/members`).

use serde::{Deserialize, Serialize};

/// `GET /orgs/{id}/workspaces/{id}/participants`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct ListParticipants {
    pub participants: Vec<Participant>,
    pub total_size: u64,
}

/// The answer to `PUT …/participants/add`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AddedParticipant {
    /// Who was added.
    pub participant: Participant,
}

/// Somebody who takes part in a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct Participant {
    pub participant_id: i64,
    pub member_id: Option<i64>,
    pub user_name: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub email: String,
    pub org_role: String,
    pub team_id: Option<i64>,
    pub team_name: Option<String>,
    pub wsp_role: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub team_avatar_url: Option<String>,
    pub user_avatar_url: Option<String>,
}

/// The body of `PUT …/participants/add`: one of the three.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct AddParticipant {
    pub member_id: Option<i64>,
    pub team_id: Option<i64>,
    pub user_name_or_email: Option<String>,
}

/// The body of `PUT …/participants/{id}/role`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ParticipantRole {
    /// The name of the role.
    pub role: Option<String>,
}

/// `GET /orgs/{id}/members`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct ListMembers {
    pub members: Vec<Member>,
    pub total_size: u64,
}

/// The answer to `PUT /orgs/{id}/members/add`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AddedMember {
    /// Who was added.
    pub member: Member,
}

/// The body of `PUT /orgs/{id}/members/add`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct AddMember {
    /// The user name or the e-mail address.
    pub user: Option<String>,
}

/// Somebody who is in an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct Member {
    pub member_id: i64,
    pub user_id: i64,
    pub user_name: String,
    pub email: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub avatar: Option<String>,
    pub role: String,
}

/// The body of `POST /orgs`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct CreateOrganization {
    /// What it is to be.
    #[serde(default, deserialize_with = "super::object::or_null")]
    pub organization: Option<OrganizationInput>,
}

/// A new organization.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct OrganizationInput {
    pub name: Option<String>,
    pub full_name: Option<String>,
}

/// The body of `POST /orgs/{id}/workspaces`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct CreateWorkspace {
    /// What it is to be.
    #[serde(default, deserialize_with = "super::object::or_null")]
    pub workspace: Option<WorkspaceInput>,
}

/// A new workspace.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct WorkspaceInput {
    pub name: Option<String>,
    pub full_name: Option<String>,
    pub visibility: Option<String>,
}

/// `GET /permissions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct GrantedPermissions {
    pub user: Granted,
    pub organization: Option<Granted>,
    pub workspace: Option<Granted>,
}

/// What somebody is in one place, and may do there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Granted {
    /// The names of the roles.
    pub roles: Vec<String>,
    /// The names of the permissions.
    pub operations: Vec<String>,
}
