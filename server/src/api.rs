//! The Platform API below `/api`: its routes, and what the embedded Platform answers to them.
//!
//! Each route is declared once, in [`routes`]. A resource is a folder of that name: handlers,
//! the types of their queries and the tests of both in `mod.rs`, the whole answers pinned in
//! `snapshots/`. Statuses and bodies follow the published API (1.187) and recorded answers;
//! where no public source tells, ARCHITECTURE.md lists what was decided. SQL is the store's.
//! Start at [`routes::all`].

mod caller;
#[cfg(test)]
mod contract;
mod docs;
mod resource;
#[cfg(test)]
mod roles;
pub(crate) mod routes;

mod compute_envs;
mod credentials;
mod organizations;
mod participants;
mod permissions;
mod pipelines;
mod service_info;
mod tokens;
mod users;

use axum::Router;

pub use docs::markdown;
pub(crate) use organizations::validate_name as validate_place_name;

use crate::embedded::Embedded;

/// The routes of the embedded Platform, below the API's base path.
pub(crate) fn embedded(state: Embedded) -> Router {
    routes::all()
        .into_iter()
        .filter_map(|route| Some((route.pattern, route.embedded?)))
        .fold(Router::new(), |router, (pattern, handler)| {
            router.route(pattern, handler)
        })
        .with_state(state)
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::testing::TestServer;

    #[tokio::test]
    async fn unknown_paths_and_methods_below_api_answer_in_json() {
        let server = TestServer::start().await;
        for path in [
            "/nothing",
            "/",
            "",
            "/credentials/x/keys",
            "/credentials/x/y/z",
        ] {
            let answer = server.get(path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert!(!answer.message().is_empty());
        }
        let answer = server.delete("/credentials").await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert!(!answer.message().is_empty());
    }
}
