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
pub(crate) mod description;
mod docs;
mod request;
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
    use std::io::Read;

    use axum::body::{Body, to_bytes};
    use axum::http::{Request, StatusCode};
    use flate2::read::GzDecoder;
    use serde_json::json;
    use tower::ServiceExt;

    use crate::testing::{TestServer, registry};

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

    #[tokio::test]
    async fn a_server_that_can_store_nothing_says_that_it_is_neither_healthy_nor_ready() {
        let get = |path: &str| Request::get(path).body(Body::empty()).unwrap();
        let server = TestServer::start().await;
        for path in ["/healthz", "/readyz"] {
            assert_eq!(server.send(get(path)).await.status, StatusCode::NO_CONTENT);
        }
        let server = TestServer::start().await;
        std::fs::remove_dir_all(server.data.path()).unwrap();
        for path in ["/healthz", "/readyz"] {
            let answer = server.send(get(path)).await;
            assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        }
    }

    #[tokio::test]
    async fn a_path_that_is_no_text_is_refused_in_json() {
        let server = TestServer::start().await;
        for path in [
            "/credentials/%ff",
            "/compute-envs/%c3%28",
            "/pipelines/%ff/launch",
            "/orgs/%ff/members",
        ] {
            let answer = server.get(path).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
            assert!(!answer.message().is_empty(), "{path}");
        }
    }

    #[tokio::test]
    async fn a_value_of_a_parameter_that_is_not_known_is_refused_and_not_passed_over() {
        let server = TestServer::start().await;
        for path in [
            "/compute-envs?status=NOPE",
            "/compute-envs?attributes=all",
            "/pipelines?attributes=all",
            "/pipelines?visibility=mine",
            "/pipelines?sortBy=SIZE",
            "/pipelines?max=none",
            "/orgs?role=king",
            "/credentials?workspaceId=none",
        ] {
            assert_eq!(
                server.get(path).await.status,
                StatusCode::BAD_REQUEST,
                "{path}"
            );
        }
        let answer = server.delete("/credentials/1S7A?checked=maybe").await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        for path in [
            "/compute-envs?status=AVAILABLE&attributes=labels",
            "/pipelines?visibility=PRIVATE&attributes=labels,optimized",
            "/pipelines?attributes=labels&attributes=computeEnv",
        ] {
            assert_eq!(server.get(path).await.status, StatusCode::OK, "{path}");
        }
    }

    #[tokio::test]
    async fn a_list_or_null_is_no_object_in_any_body() {
        let server = TestServer::start().await;
        for path in [
            "/credentials",
            "/compute-envs",
            "/pipelines",
            "/tokens",
            "/orgs",
        ] {
            for body in [json!([]), json!([{}]), json!(null), json!("x")] {
                let answer = server.post(path, body.clone()).await;
                assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} {body}");
                assert!(!answer.message().is_empty(), "{path} {body}");
            }
        }
        for (path, field) in [
            ("/credentials", "credentials"),
            ("/compute-envs", "computeEnv"),
            ("/orgs", "organization"),
        ] {
            let answer = server.post(path, json!({ field: [] })).await;
            let said = answer.message();
            assert!(
                said.starts_with(&format!("{field} is missing or not")),
                "{said}"
            );
        }
    }

    #[tokio::test]
    async fn a_long_answer_is_compressed_for_who_takes_that_and_a_short_one_never_is() {
        let server = TestServer::start().await;
        for n in 0..60 {
            let stored = server.post("/credentials", registry(&format!("row-{n}")));
            assert_eq!(stored.await.status, StatusCode::OK);
        }
        let plain = server.get("/credentials").await.text;
        assert!(plain.len() > 16 * 1024, "{}", plain.len());
        for (path, accepted, encoding) in [
            ("/credentials", "gzip, br", Some("gzip")),
            ("/credentials", "identity", None),
            ("/credentials", "gzip;q=0", None),
            ("/user-info", "gzip", None),
        ] {
            let request = Request::get(format!("/api{path}"))
                .header("accept-encoding", accepted)
                .header("authorization", format!("Bearer {}", server.token.expose()));
            let request = request.body(Body::empty()).unwrap();
            let answer = server
                .app
                .clone()
                .oneshot(crate::testing::addressed(request))
                .await
                .unwrap();
            let told = answer.headers().get("content-encoding").cloned();
            assert_eq!(
                told.as_ref().map(|it| it.to_str().unwrap()),
                encoding,
                "{path} {accepted}"
            );
            if encoding.is_some() {
                assert!(
                    answer.headers()["vary"]
                        .to_str()
                        .unwrap()
                        .contains("accept-encoding")
                );
                let packed = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
                assert!(packed.len() * 4 < plain.len(), "{}", packed.len());
                let mut text = String::new();
                GzDecoder::new(&*packed).read_to_string(&mut text).unwrap();
                assert_eq!(text, plain);
            }
        }
    }
}
