//! `/orgs` and `/orgs/{id}/workspaces`.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};
use wavepass_core::platform::participants::{CreateOrganization, CreateWorkspace};
use wavepass_core::platform::user::{Organization, OrgsResponse, Workspace, WorkspacesResponse};

use super::caller::{Caller, OrganizationCaller};
use super::resource::{self, numeric_id};
use crate::embedded::Embedded;
use crate::error::ApiError;
use crate::json::{ApiPath, ApiQuery, JsonBody};
use crate::store::SaveError;

/// What the caller is in the organizations that are wanted.
#[derive(Deserialize)]
pub(super) struct RoleQuery {
    role: Option<OrganizationRole>,
}

/// What somebody can be in an organization.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum OrganizationRole {
    Owner,
    Member,
    Collaborator,
}

impl OrganizationRole {
    const fn id(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Member => "member",
            Self::Collaborator => "collaborator",
        }
    }
}

pub(super) async fn list(
    caller: Caller,
    State(embedded): State<Embedded>,
    ApiQuery(query): ApiQuery<RoleQuery>,
) -> Result<Json<OrgsResponse>, ApiError> {
    let mut organizations = embedded.store.organizations(caller.user).await?;
    if let Some(role) = query.role {
        organizations.retain(|it| it.member_role.as_deref() == Some(role.id()));
    }
    Ok(Json(OrgsResponse {
        // Recorded as null: the list has no pages.
        total_size: None,
        organizations,
    }))
}

/// Anybody may make an organization, and owns it.
pub(super) async fn create(
    caller: Caller,
    State(embedded): State<Embedded>,
    JsonBody(body): JsonBody<CreateOrganization>,
) -> Result<Json<Value>, ApiError> {
    let input = body.organization.unwrap_or_default();
    let name = validate_name("Organization", input.name)?;
    let full_name = validate_full_name(input.full_name)?;
    let id = embedded
        .store
        .create_organization(caller.user, name.clone(), full_name.clone())
        .await
        .map_err(|error| {
            taken(error, |name| {
                format!("An organization with name '{name}' already exists")
            })
        })?;
    Ok(Json(json!({ "organization": Organization {
        org_id: id,
        name,
        full_name: Some(full_name),
        description: None,
        location: None,
        website: None,
        logo_id: None,
        logo_url: None,
        member_id: None,
        member_role: None,
    }})))
}

pub(super) async fn create_workspace(
    caller: OrganizationCaller,
    State(embedded): State<Embedded>,
    JsonBody(body): JsonBody<CreateWorkspace>,
) -> Result<Json<Value>, ApiError> {
    let input = body.workspace.unwrap_or_default();
    let name = validate_name("Workspace", input.name)?;
    let full_name = validate_full_name(input.full_name)?;
    let visibility = match input.visibility.as_deref() {
        None | Some("PRIVATE") => "PRIVATE",
        Some("SHARED") => "SHARED",
        Some(_) => {
            return Err(ApiError::BadRequest(
                "workspace.visibility must be PRIVATE or SHARED.".to_owned(),
            ));
        }
    };
    let id = embedded
        .store
        .create_workspace(
            caller.organization,
            name.clone(),
            full_name.clone(),
            visibility,
            Some(caller.user),
        )
        .await
        .map_err(|error| {
            taken(error, |name| {
                format!("A workspace with name '{name}' already exists")
            })
        })?;
    Ok(Json(json!({ "workspace": Workspace {
        id,
        name,
        full_name: Some(full_name),
        description: None,
        visibility: Some(visibility.to_owned()),
    }})))
}

/// The name of an organization or a workspace, of the length that Platform's description gives.
pub(crate) fn validate_name(what: &str, name: Option<String>) -> Result<String, ApiError> {
    resource::validate_name(what, 40, name)
}

fn validate_full_name(name: Option<String>) -> Result<String, ApiError> {
    name.filter(|name| !name.trim().is_empty() && name.chars().count() <= 100)
        .ok_or_else(|| ApiError::BadRequest("fullName must have 1 to 100 characters.".to_owned()))
}

/// A name that is taken, in Platform's words where they are known (of an organization: recorded).
fn taken(error: tokio_rusqlite::Error<SaveError>, say: impl Fn(&str) -> String) -> ApiError {
    match error {
        tokio_rusqlite::Error::Error(SaveError::NameTaken(name)) => ApiError::Conflict(say(&name)),
        tokio_rusqlite::Error::Error(SaveError::Database(cause)) => cause.into(),
        _ => ApiError::internal("it was not stored"),
    }
}

/// The workspaces of an organization that the caller may see. One that the caller is not in is
/// forbidden, like one that does not exist.
pub(super) async fn workspaces(
    caller: Caller,
    State(embedded): State<Embedded>,
    ApiPath(id): ApiPath<String>,
) -> Result<Json<WorkspacesResponse>, ApiError> {
    let id = numeric_id(&id)?;
    let workspaces = embedded.store.workspaces(caller.user, id).await?;
    let workspaces = workspaces.ok_or(ApiError::Forbidden)?;
    Ok(Json(WorkspacesResponse { workspaces }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TestServer, Transcript, assert_answers};

    #[tokio::test]
    async fn a_user_is_in_one_organization_with_two_workspaces() {
        let server = TestServer::start().await;
        let orgs = server.get("/orgs").await.json();
        let org = &orgs["organizations"][0];
        assert_eq!(org["memberRole"], "owner");
        let path = format!("/orgs/{}/workspaces", org["orgId"]);
        let workspaces = server.get(&path).await.json();
        assert_eq!(workspaces["workspaces"].as_array().unwrap().len(), 2);
        assert_eq!(workspaces["workspaces"][0]["visibility"], "PRIVATE");
        assert_eq!(server.get("/orgs/1/workspaces").await.status, 403);
    }

    #[tokio::test]
    async fn whoever_makes_a_workspace_takes_part_in_it_as_its_owner() {
        let server = TestServer::start().await;
        let org = server.get("/orgs").await.json()["organizations"][0]["orgId"].clone();
        let body = json!({"workspace": {"name": "rna", "fullName": "RNA"}});
        let path = format!("/orgs/{org}/workspaces");
        let made = server.post(&path, body).await.json();
        let path = format!("{path}/{}/participants", made["workspace"]["id"]);
        let rows = server.get(&path).await.json()["participants"].clone();
        assert_eq!(rows.as_array().unwrap().len(), 1);
        assert_eq!(rows[0]["wspRole"], "owner");
        assert_eq!(rows[0]["userName"], "local");
    }

    #[tokio::test]
    async fn organizations_are_listed_by_what_the_caller_is_in_them() {
        let server = TestServer::start().await;
        for (role, count) in [("owner", 1), ("member", 0), ("collaborator", 0)] {
            let orgs = server.get(&format!("/orgs?role={role}")).await.json();
            assert_eq!(
                orgs["organizations"].as_array().unwrap().len(),
                count,
                "{role}"
            );
        }
        assert_eq!(server.get("/orgs?role=king").await.status, 400);
    }

    #[tokio::test]
    async fn the_list_of_organizations_has_no_pages_and_tells_no_total() {
        let server = TestServer::start().await;
        let orgs = server.get("/orgs").await.json();
        assert_eq!(orgs.get("totalSize"), Some(&Value::Null));
    }

    #[tokio::test]
    async fn the_answers_are_pinned() {
        let server = TestServer::start().await;
        let mut answers = Transcript::of(&server);
        let organization = answers.get("/orgs").await.json()["organizations"][0]["orgId"].clone();
        answers
            .get(&format!("/orgs/{organization}/workspaces"))
            .await;
        answers.get("/orgs/1/workspaces").await;
        answers.get("/orgs/x/workspaces").await;
        assert_answers!(answers);
    }
}
