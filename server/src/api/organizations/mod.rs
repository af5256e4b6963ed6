//! `/orgs` and `/orgs/{id}/workspaces`.

use axum::Json;
use axum::extract::{Path, State};
use wavepass_core::platform::user::{OrgsResponse, WorkspacesResponse};

use super::caller::Caller;
use super::resource::numeric_id;
use crate::embedded::Embedded;
use crate::error::ApiError;

pub(super) async fn list(
    caller: Caller,
    State(embedded): State<Embedded>,
) -> Result<Json<OrgsResponse>, ApiError> {
    let organizations = embedded.store.organizations(caller.user).await?;
    Ok(Json(OrgsResponse {
        total_size: Some(organizations.len() as u64),
        organizations,
    }))
}

/// The workspaces of an organization. One without a workspace that the caller may see is
/// forbidden, like one that does not exist.
pub(super) async fn workspaces(
    caller: Caller,
    State(embedded): State<Embedded>,
    Path(id): Path<String>,
) -> Result<Json<WorkspacesResponse>, ApiError> {
    let id = numeric_id(&id)?;
    let workspaces = embedded.store.workspaces(caller.user, id).await?;
    if workspaces.is_empty() {
        return Err(ApiError::Forbidden);
    }
    Ok(Json(WorkspacesResponse { workspaces }))
}

#[cfg(test)]
mod tests {
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
