//! `/permissions`: what the caller may do, as far as Wavepass has to do with it.
//!
//! The names of operations are those of permissions; that Platform takes and gives the same is
//! likely, and told in no public source. Those of organizations are not published, so none is given.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};
use wavepass_core::platform::Scope;
use wavepass_core::platform::participants::{Granted, GrantedPermissions};
use wavepass_core::platform::permission::Permission;

use super::caller::ScopedCaller;
use crate::embedded::Embedded;
use crate::error::ApiError;
use crate::json::ApiQuery;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PermissionsQuery {
    org_id: Option<i64>,
    operation_id: Option<String>,
}

pub(super) async fn list(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiQuery(query): ApiQuery<PermissionsQuery>,
) -> Result<Json<GrantedPermissions>, ApiError> {
    let organization = organization(&caller, &embedded, query.org_id).await?;
    Ok(Json(GrantedPermissions {
        user: Granted {
            roles: Vec::new(),
            operations: names(Permission::ALL.into_iter().filter(|it| is_personal(*it))),
        },
        organization: organization.map(|role| Granted {
            roles: vec![role],
            operations: Vec::new(),
        }),
        workspace: caller.role.map(|role| Granted {
            roles: vec![role.id().to_owned()],
            operations: names(role.permissions()),
        }),
    }))
}

pub(super) async fn check(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiQuery(query): ApiQuery<PermissionsQuery>,
) -> Result<Json<Value>, ApiError> {
    organization(&caller, &embedded, query.org_id).await?;
    let id = query
        .operation_id
        .ok_or_else(|| ApiError::BadRequest("operationId is missing.".to_owned()))?;
    let authorized = Permission::of_id(&id).is_some_and(|permission| match caller.role {
        Some(role) => role.has(permission),
        None => is_personal(permission),
    });
    Ok(Json(json!({ "authorized": authorized })))
}

/// What the caller is in the organization that is asked for, or in that of the workspace. One that
/// the workspace is not in, or the caller neither, is forbidden.
async fn organization(
    caller: &ScopedCaller,
    embedded: &Embedded,
    asked: Option<i64>,
) -> Result<Option<String>, ApiError> {
    let of_workspace = match caller.scope {
        Scope::Personal => None,
        Scope::Workspace(id) => embedded.store.organization_of(id).await?,
    };
    if of_workspace.is_some() && asked.is_some() && of_workspace != asked {
        return Err(ApiError::Forbidden);
    }
    let Some(organization) = asked.or(of_workspace) else {
        return Ok(None);
    };
    let store = &embedded.store;
    let role = store.organization_role(caller.user, organization).await?;
    match (role, caller.role) {
        (Some(role), _) => Ok(Some(role)),
        (None, Some(_)) => Ok(Some("collaborator".to_owned())),
        (None, None) => Err(ApiError::Forbidden),
    }
}

/// Whether it is a permission that there is in the personal scope: all but those on a workspace.
fn is_personal(permission: Permission) -> bool {
    !permission.id().starts_with("workspace")
}

fn names(permissions: impl Iterator<Item = Permission>) -> Vec<String> {
    permissions.map(|it| it.id().to_owned()).collect()
}
