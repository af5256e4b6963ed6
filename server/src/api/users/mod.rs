//! `/user-info` and `/user/{id}/workspaces`.

use axum::Json;
use axum::extract::State;
use wavepass_core::platform::user::{UserInfoResponse, UserWorkspacesResponse};

use super::caller::Caller;
use super::resource::numeric_id;
use crate::embedded::Embedded;
use crate::error::ApiError;
use crate::json::ApiPath;

pub(super) async fn describe(
    caller: Caller,
    State(embedded): State<Embedded>,
) -> Result<Json<UserInfoResponse>, ApiError> {
    let user = embedded
        .store
        .user(caller.user)
        .await?
        .ok_or(ApiError::Unauthorized)?;
    Ok(Json(UserInfoResponse {
        user,
        need_consent: false,
        default_workspace_id: None,
    }))
}

/// Where a user may work. Others than the caller are forbidden.
pub(super) async fn workspaces(
    caller: Caller,
    State(embedded): State<Embedded>,
    ApiPath(id): ApiPath<String>,
) -> Result<Json<UserWorkspacesResponse>, ApiError> {
    if numeric_id(&id)? != caller.user {
        return Err(ApiError::Forbidden);
    }
    Ok(Json(UserWorkspacesResponse {
        orgs_and_workspaces: embedded.store.orgs_and_workspaces(caller.user).await?,
    }))
}

#[cfg(test)]
mod tests {
    use crate::testing::{TestServer, Transcript, assert_answers};

    #[tokio::test]
    async fn a_user_sees_one_organization_with_two_workspaces() {
        let server = TestServer::start().await;
        let info = server.get("/user-info").await.json();
        assert_eq!(info["user"]["userName"], "local");
        assert_eq!(info["needConsent"], false);
        let user = &info["user"]["id"];
        let rows = server.get(&format!("/user/{user}/workspaces")).await.json();
        let rows = rows["orgsAndWorkspaces"].as_array().unwrap().clone();
        assert_eq!(rows.len(), 3);
        assert!(rows[0]["workspaceId"].is_null(), "the organization itself");
        assert_eq!(server.get("/user/1/workspaces").await.status, 403);
        assert_eq!(server.get("/user/x/workspaces").await.status, 400);
    }

    #[tokio::test]
    async fn the_answers_are_pinned() {
        let server = TestServer::start().await;
        let mut answers = Transcript::of(&server);
        let user = answers.get("/user-info").await.json()["user"]["id"].clone();
        answers.get(&format!("/user/{user}/workspaces")).await;
        answers.get("/user/1/workspaces").await;
        answers.get("/user/x/workspaces").await;
        assert_answers!(answers);
    }
}
