//! The declaration of the API: every route, once.
//!
//! The embedded Platform's router ([`super::embedded`]), the list of what a gateway passes on
//! ([`crate::gateway`]) and `docs/api.md` ([`super::docs`]) follow from it. A new route is a
//! handler in the folder of its resource and a line in [`all`].

use axum::Extension;
use axum::handler::Handler;
use axum::routing::{MethodFilter, MethodRouter, on};
use wavepass_core::platform::permission::Permission::{
    self, ComputeEnvironmentRead, ComputeEnvironmentWrite, CredentialsDelete, CredentialsRead,
    CredentialsWrite, PipelineDelete, PipelineRead, PipelineWrite, WorkspaceRead,
    WorkspaceSelfDelete, WorkspaceWrite,
};

use super::caller::Needs;
use super::request::{Extracts, Request};
use super::{
    compute_envs, credentials, organizations, participants, permissions, pipelines, service_info,
    tokens, users,
};
use crate::embedded::Embedded;

use Access::{AnyRole, Anyone, Member, Owner, Scope, User, Workspace};
use Method::{Delete, Get, Post, Put};

/// Every route, in the order of the documentation.
///
/// A gateway answers 404 or 405 to what is not marked `passed_on`. It must never pass on
/// `/credentials/{id}/keys`, with which Wave fetches secrets, nor anything that launches a
/// pipeline.
pub(crate) fn all() -> Vec<Route> {
    [
        of_caller(),
        of_organizations(),
        of_credentials(),
        of_pipelines(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Who is calling, what they may do, and their tokens.
fn of_caller() -> Vec<Route> {
    vec![
        route(Get, "/service-info", Anyone, service_info::describe).passed_on(),
        route(Get, "/user-info", User, users::describe).passed_on(),
        route(Get, "/user/{id}/workspaces", User, users::workspaces).passed_on(),
        route(Get, "/permissions", AnyRole, permissions::list).passed_on(),
        route(Get, "/permissions/check", AnyRole, permissions::check).passed_on(),
        route(Get, "/tokens", User, tokens::list),
        route(Post, "/tokens", User, tokens::create),
        route(Delete, "/tokens/{id}", User, tokens::delete),
    ]
}

/// Organizations, and who is in them and takes part in their workspaces.
fn of_organizations() -> Vec<Route> {
    vec![
        route(Get, "/orgs", User, organizations::list).passed_on(),
        route(Post, "/orgs", User, organizations::create),
        route(
            Get,
            "/orgs/{id}/members",
            Member,
            participants::list_members,
        ),
        route(
            Put,
            "/orgs/{id}/members/add",
            Owner,
            participants::add_member,
        ),
        route(
            Get,
            "/orgs/{id}/workspaces",
            User,
            organizations::workspaces,
        )
        .passed_on(),
        route(
            Post,
            "/orgs/{id}/workspaces",
            Owner,
            organizations::create_workspace,
        ),
        route(
            Get,
            "/orgs/{id}/workspaces/{workspace}/participants",
            Workspace(WorkspaceRead),
            participants::list,
        ),
        route(
            Put,
            "/orgs/{id}/workspaces/{workspace}/participants/add",
            Workspace(WorkspaceWrite),
            participants::add,
        ),
        route(
            Put,
            "/orgs/{id}/workspaces/{workspace}/participants/{participant}/role",
            Workspace(WorkspaceWrite),
            participants::change_role,
        ),
        route(
            Delete,
            "/orgs/{id}/workspaces/{workspace}/participants/{participant}",
            Workspace(WorkspaceWrite),
            participants::remove,
        ),
        route(
            Delete,
            "/orgs/{id}/workspaces/{workspace}/participants",
            Workspace(WorkspaceSelfDelete),
            participants::leave,
        ),
    ]
}

/// Credentials.
fn of_credentials() -> Vec<Route> {
    vec![
        route(
            Get,
            "/credentials",
            Scope(CredentialsRead),
            credentials::list,
        )
        .passed_on(),
        route(
            Post,
            "/credentials",
            Scope(CredentialsWrite),
            credentials::create,
        )
        .passed_on(),
        route(
            Get,
            "/credentials/validate",
            Scope(CredentialsWrite),
            credentials::validate_name,
        )
        .passed_on(),
        route(
            Get,
            "/credentials/federation-setup",
            Scope(CredentialsWrite),
            credentials::federation_setup,
        )
        .passed_on(),
        route(
            Get,
            "/credentials/{id}",
            Scope(CredentialsRead),
            credentials::describe,
        )
        .passed_on(),
        route(
            Put,
            "/credentials/{id}",
            Scope(CredentialsWrite),
            credentials::update,
        )
        .passed_on(),
        route(
            Delete,
            "/credentials/{id}",
            Scope(CredentialsDelete),
            credentials::delete,
        )
        .passed_on(),
        gateway_only(Post, "/credentials/{id}/validate", CredentialsWrite),
    ]
}

/// Pipelines and compute environments.
fn of_pipelines() -> Vec<Route> {
    vec![
        route(Get, "/pipelines", Scope(PipelineRead), pipelines::list).passed_on(),
        route(Post, "/pipelines", Scope(PipelineWrite), pipelines::create),
        route(
            Get,
            "/pipelines/{id}",
            Scope(PipelineRead),
            pipelines::describe,
        )
        .passed_on(),
        route(
            Put,
            "/pipelines/{id}",
            Scope(PipelineWrite),
            pipelines::update,
        )
        .passed_on(),
        route(
            Delete,
            "/pipelines/{id}",
            Scope(PipelineDelete),
            pipelines::delete,
        ),
        route(
            Get,
            "/pipelines/{id}/launch",
            Scope(PipelineRead),
            pipelines::describe_launch,
        )
        .passed_on(),
        gateway_only(Get, "/pipelines/{id}/versions/validate", PipelineWrite),
        gateway_only(Post, "/pipelines/{id}/versions/{version}", PipelineWrite),
        gateway_only(
            Put,
            "/pipelines/{id}/versions/{version}/manage",
            PipelineWrite,
        ),
        route(
            Get,
            "/compute-envs",
            Scope(ComputeEnvironmentRead),
            compute_envs::list,
        )
        .passed_on(),
        route(
            Post,
            "/compute-envs",
            Scope(ComputeEnvironmentWrite),
            compute_envs::create,
        ),
        route(
            Get,
            "/compute-envs/{id}",
            Scope(ComputeEnvironmentRead),
            compute_envs::describe,
        )
        .passed_on(),
        route(
            Put,
            "/compute-envs/{id}",
            Scope(ComputeEnvironmentWrite),
            compute_envs::update,
        ),
    ]
}

/// One route of the API.
pub(crate) struct Route {
    pub(crate) method: Method,
    /// The path below the API's base path, with `{names}` for its variable segments.
    pub(crate) pattern: &'static str,
    /// Who may call it on the embedded Platform. Behind a gateway Platform decides.
    pub(super) access: Access,
    /// Whether a gateway passes it on to its Platform.
    pub(crate) passed_on: bool,
    /// What the handler takes of a request, besides path and token.
    pub(super) request: Request,
    /// The handler of the embedded Platform, which has no versions of pipelines and checks nothing
    /// at a provider.
    pub(super) embedded: Option<MethodRouter<Embedded>>,
}

impl Route {
    fn passed_on(self) -> Self {
        Self {
            passed_on: true,
            ..self
        }
    }
}

/// A route of the embedded Platform. A gateway does not have it unless told otherwise.
fn route<T: Extracts + 'static>(
    method: Method,
    pattern: &'static str,
    access: Access,
    handler: impl Handler<T, Embedded>,
) -> Route {
    let handler = on(method.filter(), handler);
    Route {
        method,
        pattern,
        access,
        passed_on: false,
        request: T::describe(),
        embedded: Some(match access.needs() {
            Some(needs) => handler.layer(Extension(needs)),
            None => handler,
        }),
    }
}

/// A route that a gateway passes on and the embedded Platform does not have.
fn gateway_only(method: Method, pattern: &'static str, needed: Permission) -> Route {
    Route {
        method,
        pattern,
        access: Scope(needed),
        passed_on: true,
        request: Request::default(),
        embedded: None,
    }
}

/// The method of a route. `HEAD` comes with `GET`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    /// The requests that have this method.
    pub(crate) const fn filter(self) -> MethodFilter {
        match self {
            Self::Get => MethodFilter::GET,
            Self::Post => MethodFilter::POST,
            Self::Put => MethodFilter::PUT,
            Self::Delete => MethodFilter::DELETE,
        }
    }

    /// The method as HTTP writes it.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Who may call a route of the embedded Platform. What is needed goes with each request as
/// [`Needs`], without which the extractors of a place let nobody in: so a handler that works in
/// one cannot be without the check. A test asks each route as each role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Anyone, also without a token.
    Anyone,
    /// Whoever has a valid token, for what is their own.
    User,
    /// Whoever has a valid token, in their personal scope or, with `workspaceId`, in a
    /// workspace where their role has the permission.
    Scope(Permission),
    /// The same, whatever the role.
    AnyRole,
    /// Whose role in the workspace of the path has the permission.
    Workspace(Permission),
    /// Whoever is in the organization of the path.
    Member,
    /// The owners of the organization of the path.
    Owner,
}

impl Access {
    /// What the extractors of a place have to ask for.
    const fn needs(self) -> Option<Needs> {
        match self {
            Self::Anyone | Self::User => None,
            Self::Scope(permission) | Self::Workspace(permission) => {
                Some(Needs::Permission(permission))
            }
            Self::AnyRole | Self::Member => Some(Needs::AnyRole),
            Self::Owner => Some(Needs::Owner),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use axum::body::Body;
    use axum::http::{self, StatusCode};
    use wavepass_core::platform::{self, WorkspaceId, paths};

    use super::*;
    use crate::testing::{TestServer, gateway_to_nowhere};

    /// The route's path with a value for each variable segment. Number 1 is the token that asks.
    fn path(route: &Route) -> String {
        route
            .pattern
            .replace("{id}", "2")
            .replace("{version}", "v1")
            .replace("{workspace}", "1")
            .replace("{participant}", "1")
    }

    fn request(method: &str, path: &str) -> http::request::Builder {
        http::Request::builder()
            .method(method)
            .uri(format!("/api{path}"))
    }

    #[test]
    fn no_route_is_declared_twice() {
        let routes = all();
        let names: BTreeSet<_> = routes
            .iter()
            .map(|route| (route.pattern, route.method.as_str()))
            .collect();
        assert_eq!(names.len(), routes.len());
    }

    #[tokio::test]
    async fn each_route_is_open_to_whom_its_declaration_says() {
        let server = TestServer::start().await;
        for route in all().into_iter().filter(|route| route.embedded.is_some()) {
            let (method, path) = (route.method.as_str(), path(&route));
            let shown = format!("{method} {path}");
            let anonymous = request(method, &path).body(Body::empty()).unwrap();
            let anonymous = server.send(anonymous).await;
            assert_eq!(
                anonymous.status == StatusCode::UNAUTHORIZED,
                route.access != Anyone,
                "{shown} without a token: {anonymous:?}"
            );
            let call = async |workspace: &str| {
                let path = format!("{path}?workspaceId={workspace}");
                let method = method.parse().unwrap();
                server.call(method, &path, None).await
            };
            let is_scoped = matches!(route.access, Scope(_) | AnyRole);
            let answer = call("none").await;
            assert_eq!(
                answer.text.contains("workspaceId"),
                is_scoped,
                "{shown} in a workspace that is none: {answer:?}"
            );
            let is_elsewhere = matches!(route.access, Workspace(_) | Member | Owner);
            if is_scoped || is_elsewhere {
                let answer = call("1").await;
                assert_eq!(
                    (answer.status, answer.message().as_str()),
                    (StatusCode::FORBIDDEN, "Forbidden"),
                    "{shown} in somebody else's workspace"
                );
            }
        }
    }

    #[tokio::test]
    async fn a_gateway_passes_on_what_is_marked_and_nothing_else() {
        for route in all() {
            let (method, path) = (route.method.as_str(), path(&route));
            let request = request(method, &path).body(Body::empty()).unwrap();
            let status = gateway_to_nowhere(request).await.status;
            let is_closed = matches!(
                status,
                StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED
            );
            let expected = (status == StatusCode::BAD_GATEWAY, is_closed);
            assert_eq!(
                expected,
                (route.passed_on, !route.passed_on),
                "{method} {path}: {status}"
            );
        }
    }

    #[tokio::test]
    async fn versions_of_pipelines_and_checks_at_a_provider_are_a_gateways_only() {
        let server = TestServer::start().await;
        let scope = platform::Scope::Personal;
        for (method, path) in [
            ("POST", paths::validate_credential(scope, "1S7A")),
            ("GET", paths::validate_version_name(scope, 1, "rna 2")),
            ("POST", paths::pipeline_version(scope, 1, "v1")),
            ("PUT", paths::manage_pipeline_version(scope, 1, "v1")),
        ] {
            let ask = || request(method, &path).body(Body::empty()).unwrap();
            let status = server.send(ask()).await.status;
            assert_eq!(status, StatusCode::NOT_FOUND, "{method} {path}");
            let status = gateway_to_nowhere(ask()).await.status;
            assert_eq!(status, StatusCode::BAD_GATEWAY, "{method} {path}");
        }
    }

    #[tokio::test]
    async fn whatever_the_app_asks_for_is_a_route_of_both() {
        let server = TestServer::start().await;
        for scope in [
            platform::Scope::Personal,
            platform::Scope::Workspace(WorkspaceId(1)),
        ] {
            for (method, path) in [
                ("GET", paths::SERVICE_INFO.to_owned()),
                ("GET", paths::USER_INFO.to_owned()),
                ("GET", paths::user_workspaces(1)),
                ("GET", paths::credentials(scope)),
                ("POST", paths::credentials(scope)),
                (
                    "POST",
                    paths::save_credentials(scope, None, [("useExternalId", "true")]),
                ),
                ("GET", paths::validate_name(scope, "a name")),
                ("GET", paths::federation_setup(scope, "aws")),
                ("GET", paths::credential(scope, "1S7A")),
                ("PUT", paths::credential(scope, "1S7A")),
                ("DELETE", paths::delete_credential(scope, "1S7A")),
                ("GET", paths::pipelines_from(scope, "rna", 100)),
                ("GET", paths::pipeline_with_labels(scope, 1)),
                ("PUT", paths::pipeline(scope, 1)),
                ("GET", paths::pipeline_launch(scope, 1)),
                ("GET", paths::compute_envs(scope)),
                ("GET", paths::compute_env(scope, "3OMr")),
            ] {
                let ask = || request(method, &path).body(Body::empty()).unwrap();
                let status = server.send(ask()).await.status;
                let is_open = path == paths::SERVICE_INFO;
                let expected = if is_open {
                    StatusCode::OK
                } else {
                    StatusCode::UNAUTHORIZED
                };
                assert_eq!(status, expected, "{method} {path} on the embedded Platform");
                let status = gateway_to_nowhere(ask()).await.status;
                assert_eq!(
                    status,
                    StatusCode::BAD_GATEWAY,
                    "{method} {path} on a gateway"
                );
            }
        }
    }
}
