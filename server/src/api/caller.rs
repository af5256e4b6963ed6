//! Who is calling, and in which scope: the extractors that open a route of the embedded
//! Platform. A handler that takes one of them runs for nobody else.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use serde::Deserialize;
use wavepass_core::platform::{Scope, WorkspaceId};
use wavepass_core::secret::Secret;

use crate::embedded::Embedded;
use crate::error::ApiError;
use crate::json::ApiQuery;

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

/// A caller inside a scope that is open to them: their own, or with `workspaceId` in the query
/// a workspace that they take part in.
pub(super) struct ScopedCaller {
    /// The user's id.
    pub(super) user: i64,
    /// The scope that the request is about.
    pub(super) scope: Scope,
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
        let scope = match query.workspace_id.map(WorkspaceId) {
            None => Scope::Personal,
            Some(id) if embedded.store.participates(user, id).await? => Scope::Workspace(id),
            Some(_) => return Err(ApiError::Forbidden),
        };
        Ok(Self { user, scope })
    }
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
