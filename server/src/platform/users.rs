//! `/user-info`, `/user/{id}/workspaces`, `/orgs`, `/orgs/{id}/workspaces`.

use axum::Json;
use axum::extract::{Path, State};
use wavepass_core::platform::user::{
    OrgsResponse, UserInfoResponse, UserWorkspacesResponse, WorkspacesResponse,
};

use super::Embedded;
use super::auth::Caller;
use super::place::number;
use crate::error::ApiError;

pub(super) async fn user_info(
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

pub(super) async fn user_workspaces(
    caller: Caller,
    State(embedded): State<Embedded>,
    Path(id): Path<String>,
) -> Result<Json<UserWorkspacesResponse>, ApiError> {
    if number(&id)? != caller.user {
        return Err(ApiError::Forbidden);
    }
    Ok(Json(UserWorkspacesResponse {
        orgs_and_workspaces: embedded.store.orgs_and_workspaces(caller.user).await?,
    }))
}

pub(super) async fn organizations(
    caller: Caller,
    State(embedded): State<Embedded>,
) -> Result<Json<OrgsResponse>, ApiError> {
    let organizations = embedded.store.organizations(caller.user).await?;
    Ok(Json(OrgsResponse {
        total_size: Some(organizations.len() as u64),
        organizations,
    }))
}

pub(super) async fn workspaces(
    caller: Caller,
    State(embedded): State<Embedded>,
    Path(id): Path<String>,
) -> Result<Json<WorkspacesResponse>, ApiError> {
    let workspaces = embedded.store.workspaces(caller.user, number(&id)?).await?;
    if workspaces.is_empty() {
        return Err(ApiError::Forbidden);
    }
    Ok(Json(WorkspacesResponse { workspaces }))
}
