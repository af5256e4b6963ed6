//! Who takes part in a workspace, and who is in an organization:
//! `/orgs/{id}/workspaces/{id}/participants` and `/orgs/{id}/members`.
//!
//! A role may only be given by somebody who has all its permissions, and an owner only be changed by
//! an owner. There are no teams here.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use wavepass_core::platform::participants::{
    AddMember, AddParticipant, AddedMember, AddedParticipant, ListMembers, ListParticipants,
    ParticipantRole,
};
use wavepass_core::platform::permission::{Permission, Role};

use super::caller::{OrganizationCaller, WorkspaceCaller};
use super::resource::numeric_id;
use crate::embedded::Embedded;
use crate::error::ApiError;
use crate::json::{ApiPath, ApiQuery, JsonBody};
use crate::store::{AddError, Change, SaveError};

/// The role of a participant who was just added. Which one Platform gives is told in no public
/// source of today, but its Terraform provider changes it only where another one is wanted.
const FIRST_ROLE: Role = Role::View;

#[derive(Deserialize)]
pub(super) struct SearchQuery {
    search: Option<String>,
    max: Option<u32>,
    offset: Option<u32>,
}

impl SearchQuery {
    /// The rows that are wanted, and how many there are in all.
    fn choose<T>(&self, rows: Vec<T>, texts: impl Fn(&T) -> [&str; 2]) -> (Vec<T>, u64) {
        let word = self.search.as_deref().unwrap_or_default().to_lowercase();
        let mut rows = rows;
        rows.retain(|row| {
            let mut texts = texts(row).into_iter();
            texts.any(|text| text.to_lowercase().contains(&word))
        });
        let total = rows.len() as u64;
        let rows = rows
            .into_iter()
            .skip(self.offset.unwrap_or_default() as usize);
        let max = self.max.unwrap_or(u32::MAX) as usize;
        (rows.take(max).collect(), total)
    }
}

pub(super) async fn list(
    caller: WorkspaceCaller,
    State(embedded): State<Embedded>,
    ApiQuery(query): ApiQuery<SearchQuery>,
) -> Result<Json<ListParticipants>, ApiError> {
    let all = embedded.store.participants(caller.workspace).await?;
    let (participants, total_size) = query.choose(all, |row| [&row.user_name, &row.email]);
    Ok(Json(ListParticipants {
        participants,
        total_size,
    }))
}

/// Somebody is named by their number as a member of the organization, or as a user; who is no
/// member becomes a collaborator.
pub(super) async fn add(
    caller: WorkspaceCaller,
    State(embedded): State<Embedded>,
    JsonBody(body): JsonBody<AddParticipant>,
) -> Result<Json<AddedParticipant>, ApiError> {
    let unknown = || ApiError::BadRequest("There is no such user.".to_owned());
    let user = match (body.member_id, body.user_name_or_email) {
        (Some(id), _) => {
            let members = embedded.store.members(caller.organization).await?;
            let member = members.into_iter().find(|member| member.member_id == id);
            member.ok_or_else(unknown)?.user_name
        }
        (None, Some(user)) => user,
        (None, None) => {
            return Err(ApiError::BadRequest(
                "memberId or userNameOrEmail is missing. There are no teams here.".to_owned(),
            ));
        }
    };
    let participant = embedded
        .store
        .add_participant(caller.workspace, user, FIRST_ROLE)
        .await
        .map_err(|error| not_added(error, "Already a participant"))?;
    Ok(Json(AddedParticipant { participant }))
}

/// The segments of a path that ends in a participant.
#[derive(Deserialize)]
pub(super) struct ParticipantPath {
    participant: String,
}

pub(super) async fn change_role(
    caller: WorkspaceCaller,
    State(embedded): State<Embedded>,
    ApiPath(path): ApiPath<ParticipantPath>,
    JsonBody(body): JsonBody<ParticipantRole>,
) -> Result<StatusCode, ApiError> {
    let role = body.role.unwrap_or_default();
    let role = Role::of_id(&role).ok_or_else(|| {
        let names = Role::ALL.map(Role::id).join(", ");
        ApiError::BadRequest(format!("role must be one of {names}."))
    })?;
    let missing: Vec<Permission> = role
        .permissions()
        .filter(|permission| !caller.role.has(*permission))
        .collect();
    if !missing.is_empty() {
        return Err(ApiError::MissingPermissions(missing));
    }
    change(&caller, &embedded, &path, Change::Role(role)).await
}

pub(super) async fn remove(
    caller: WorkspaceCaller,
    State(embedded): State<Embedded>,
    ApiPath(path): ApiPath<ParticipantPath>,
) -> Result<StatusCode, ApiError> {
    change(&caller, &embedded, &path, Change::Remove).await
}

async fn change(
    caller: &WorkspaceCaller,
    embedded: &Embedded,
    path: &ParticipantPath,
    change: Change,
) -> Result<StatusCode, ApiError> {
    let id = numeric_id(&path.participant)?;
    let may_owners = caller.role.has(Permission::WorkspaceAdmin);
    let may = move |present| may_owners || present != Role::Owner;
    let changed = embedded
        .store
        .change_participant(caller.workspace, id, change, may)
        .await;
    match changed {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(tokio_rusqlite::Error::Error(SaveError::Rejected(_))) => {
            Err(ApiError::MissingPermissions(vec![
                Permission::WorkspaceAdmin,
            ]))
        }
        Err(tokio_rusqlite::Error::Error(SaveError::Database(cause))) => Err(cause.into()),
        Err(_) => Err(ApiError::Forbidden),
    }
}

/// Leaving a workspace. Who is there as an owner of the organization stays one.
pub(super) async fn leave(
    caller: WorkspaceCaller,
    State(embedded): State<Embedded>,
) -> Result<StatusCode, ApiError> {
    let store = &embedded.store;
    if store.leave_workspace(caller.user, caller.workspace).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::Forbidden)
    }
}

pub(super) async fn list_members(
    caller: OrganizationCaller,
    State(embedded): State<Embedded>,
    ApiQuery(query): ApiQuery<SearchQuery>,
) -> Result<Json<ListMembers>, ApiError> {
    let all = embedded.store.members(caller.organization).await?;
    let (members, total_size) = query.choose(all, |row| [&row.user_name, &row.email]);
    Ok(Json(ListMembers {
        members,
        total_size,
    }))
}

pub(super) async fn add_member(
    caller: OrganizationCaller,
    State(embedded): State<Embedded>,
    JsonBody(body): JsonBody<AddMember>,
) -> Result<Json<AddedMember>, ApiError> {
    let member = embedded
        .store
        .add_member(caller.organization, body.user.unwrap_or_default())
        .await
        .map_err(|error| not_added(error, "Already a member"))?;
    Ok(Json(AddedMember { member }))
}

fn not_added(error: tokio_rusqlite::Error<SaveError<AddError>>, already: &str) -> ApiError {
    match error {
        tokio_rusqlite::Error::Error(SaveError::Rejected(AddError::Already)) => {
            ApiError::Conflict(already.to_owned())
        }
        tokio_rusqlite::Error::Error(SaveError::Rejected(AddError::Unknown)) => {
            ApiError::BadRequest("There is no such user.".to_owned())
        }
        tokio_rusqlite::Error::Error(SaveError::Database(cause)) => cause.into(),
        _ => ApiError::internal("it was not stored"),
    }
}
