//! Who is calling, and in which scope: the extractors that open a route of the embedded
//! Platform. A handler that takes one of them runs for nobody else.

use std::collections::HashMap;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use serde::Deserialize;
use wavepass_core::platform::permission::{Permission, Role};
use wavepass_core::platform::{Scope, WorkspaceId};
use wavepass_core::secret::Secret;

use super::resource::numeric_id;
use crate::embedded::Embedded;
use crate::error::ApiError;
use crate::json::{ApiPath, ApiQuery};

/// The person behind a request with a valid token.
pub(super) struct Caller {
    /// The user's id.
    pub(super) user: i64,
}

impl FromRequestParts<Embedded> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, embedded: &Embedded) -> Result<Self, ApiError> {
        let header = parts.headers.get(AUTHORIZATION);
        let bearer = header
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| Secret::from(token.trim()))
            .ok_or(ApiError::Unauthorized)?;
        let token = embedded
            .authenticate(&bearer)
            .await?
            .ok_or(ApiError::Unauthorized)?;
        Ok(Self { user: token.user })
    }
}

/// What a route asks of the role of whoever calls it: the extension that its declaration puts on
/// each request. An extractor of a place refuses to work without it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Needs {
    /// Any role will do.
    AnyRole,
    /// A role that has this permission.
    Permission(Permission),
    /// The organization has to be the caller's own.
    Owner,
}

/// A route that asks for a place without saying what is needed there: a mistake in its
/// declaration, so that nobody gets in.
fn needed(parts: &Parts) -> Result<Needs, ApiError> {
    let needs = parts.extensions.get::<Needs>().copied();
    needs.ok_or_else(|| ApiError::internal("the route does not say which permission it needs"))
}

/// The role of a user in a workspace, if it has what is needed.
async fn admitted(
    parts: &Parts,
    embedded: &Embedded,
    user: i64,
    workspace: WorkspaceId,
) -> Result<Role, ApiError> {
    let needs = needed(parts)?;
    let role = embedded.store.role_in(user, workspace).await?;
    let role = role.ok_or(ApiError::Forbidden)?;
    match needs {
        Needs::AnyRole => Ok(role),
        Needs::Permission(permission) if role.has(permission) => Ok(role),
        Needs::Permission(permission) => Err(ApiError::MissingPermissions(vec![permission])),
        Needs::Owner => Err(ApiError::internal("a workspace is nobody's own")),
    }
}

/// A caller inside a scope that is open to them: their own, or with `workspaceId` in the query
/// a workspace in which their role has the permission that the route needs.
pub(super) struct ScopedCaller {
    /// The user's id.
    pub(super) user: i64,
    /// The scope that the request is about.
    pub(super) scope: Scope,
    /// The role in the workspace; none in the personal scope, where everything is allowed.
    pub(super) role: Option<Role>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ScopeQuery {
    workspace_id: Option<i64>,
}

impl FromRequestParts<Embedded> for ScopedCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, embedded: &Embedded) -> Result<Self, ApiError> {
        let Caller { user } = Caller::from_request_parts(parts, embedded).await?;
        let ApiQuery(query) = ApiQuery::<ScopeQuery>::from_request_parts(parts, embedded).await?;
        let (scope, role) = match query.workspace_id.map(WorkspaceId) {
            None => (Scope::Personal, None),
            Some(id) => {
                let role = admitted(parts, embedded, user, id).await?;
                (Scope::Workspace(id), Some(role))
            }
        };
        // Nobody is let in by a route that says nothing, in the personal scope neither.
        needed(parts)?;
        Ok(Self { user, scope, role })
    }
}

/// A caller at `/orgs/{id}/workspaces/{workspace}/…` whose role in that workspace has the
/// permission that the route needs.
pub(super) struct WorkspaceCaller {
    /// The user's id.
    pub(super) user: i64,
    /// The organization.
    pub(super) organization: i64,
    /// The workspace, which is one of the organization.
    pub(super) workspace: WorkspaceId,
    /// The caller's role in it.
    pub(super) role: Role,
}

impl FromRequestParts<Embedded> for WorkspaceCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, embedded: &Embedded) -> Result<Self, ApiError> {
        let Caller { user } = Caller::from_request_parts(parts, embedded).await?;
        let organization = path_id(parts, embedded, "id").await?;
        let workspace = WorkspaceId(path_id(parts, embedded, "workspace").await?);
        if embedded.store.organization_of(workspace).await? != Some(organization) {
            return Err(ApiError::Forbidden);
        }
        let role = admitted(parts, embedded, user, workspace).await?;
        Ok(Self {
            user,
            organization,
            workspace,
            role,
        })
    }
}

/// A caller at `/orgs/{id}/…` who is in that organization, or is its owner where the route needs
/// that.
pub(super) struct OrganizationCaller {
    /// The user's id.
    pub(super) user: i64,
    /// The organization.
    pub(super) organization: i64,
}

impl FromRequestParts<Embedded> for OrganizationCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, embedded: &Embedded) -> Result<Self, ApiError> {
        let Caller { user } = Caller::from_request_parts(parts, embedded).await?;
        let organization = path_id(parts, embedded, "id").await?;
        let role = embedded.store.organization_role(user, organization).await?;
        match (needed(parts)?, role.as_deref()) {
            (Needs::AnyRole, Some(_)) | (Needs::Owner, Some("owner")) => {
                Ok(Self { user, organization })
            }
            (Needs::Permission(_), _) => Err(ApiError::internal(
                "permissions are of workspaces, not of organizations",
            )),
            _ => Err(ApiError::Forbidden),
        }
    }
}

/// The number in a named segment of the path.
async fn path_id(parts: &mut Parts, embedded: &Embedded, name: &str) -> Result<i64, ApiError> {
    let ApiPath(segments) =
        ApiPath::<HashMap<String, String>>::from_request_parts(parts, embedded).await?;
    numeric_id(segments.get(name).map_or("", String::as_str))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::{Request, StatusCode};

    use crate::testing::TestServer;

    #[tokio::test]
    async fn without_a_valid_token_everything_but_service_info_is_401_without_a_body() {
        let server = TestServer::start().await;
        for (authorization, path) in [
            (None, "/user-info"),
            (None, "/credentials"),
            (None, "/tokens"),
            (Some("Bearer x"), "/user-info"),
            (Some("Basic x"), "/user-info"),
            (Some("Bearer"), "/user-info"),
        ] {
            let mut request = Request::get(format!("/api{path}"));
            if let Some(value) = authorization {
                request = request.header("authorization", value);
            }
            let answer = server.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
            assert_eq!(answer.text, "");
        }
        let request = Request::get("/api/service-info")
            .body(Body::empty())
            .unwrap();
        let info = server.send(request).await;
        assert_eq!(info.json()["serviceInfo"]["apiVersion"], "1.187.0");
    }
}
