//! What the gateway passes on. Platform is an address where nobody listens, so that 502
//! means "would have been passed on".

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use tower::ServiceExt;
use wavepass_server::crypto::MasterKey;
use wavepass_server::gateway::Gateway;
use wavepass_server::session::SessionKeeper;
use wavepass_server::{AppState, Backend, router};

async fn status(method: Method, path: &str) -> StatusCode {
    let data = tempfile::tempdir().unwrap();
    let key = MasterKey::load(None, data.path()).unwrap();
    let app = router(AppState {
        backend: Backend::Gateway(Gateway::new("http://127.0.0.1:9/api").unwrap()),
        sessions: SessionKeeper::new(&key, false),
    });
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", "Bearer x")
        .body(Body::empty())
        .unwrap();
    app.oneshot(request).await.unwrap().status()
}

#[tokio::test]
async fn what_the_app_needs_is_passed_on() {
    for (method, path) in [
        (Method::GET, "/api/service-info"),
        (Method::GET, "/api/user/1264/workspaces"),
        (Method::GET, "/api/credentials?workspaceId=42"),
        (Method::POST, "/api/credentials"),
        (Method::GET, "/api/credentials/validate?name=a%20b"),
        (Method::GET, "/api/credentials/1S7A9csbEQOsudkVFRLckq"),
        (Method::PUT, "/api/credentials/1S7A9csbEQOsudkVFRLckq"),
        (
            Method::DELETE,
            "/api/credentials/1S7A9csbEQOsudkVFRLckq?checked=true",
        ),
        (
            Method::GET,
            "/api/pipelines?workspaceId=42&max=100&offset=0",
        ),
        (Method::GET, "/api/pipelines/9?attributes=labels"),
        (Method::PUT, "/api/pipelines/9?workspaceId=42"),
        (Method::GET, "/api/pipelines/9/launch"),
        (Method::GET, "/api/compute-envs?workspaceId=42"),
    ] {
        assert_eq!(
            status(method, path).await,
            StatusCode::BAD_GATEWAY,
            "{path}"
        );
    }
}

#[tokio::test]
async fn secrets_and_everything_else_are_not_however_the_path_is_written() {
    // Platform may read %2F as a slash and %2e%2e as two dots: once these went through.
    for path in [
        "/api/credentials/1S7A/keys",
        "/api/credentials/1S7A%2Fkeys",
        "/api/credentials/1S7A%2fkeys?pairingId=1",
        "/api/credentials/..",
        "/api/credentials/%2e%2e",
        "/api/credentials/x%00",
        "/api/user/..%2f..%2ftokens/workspaces",
        "/api/tokens",
        "/api/workflow/launch",
        "/api/pipelines/9/schema",
        "/api/pipelines/9/versions",
        "/api/pipelines/9%2Fversions",
        "/api/pipelines/../tokens",
        "/api/compute-envs/3OMr",
        "/api/",
    ] {
        assert_eq!(
            status(Method::GET, path).await,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    for (method, path) in [
        (Method::DELETE, "/api/credentials"),
        (Method::POST, "/api/credentials/1S7A"),
        (Method::POST, "/api/user-info"),
        (Method::POST, "/api/pipelines"),
        (Method::DELETE, "/api/pipelines/9"),
        (Method::POST, "/api/pipelines/9"),
        (Method::PUT, "/api/pipelines/9/launch"),
        (Method::POST, "/api/compute-envs"),
    ] {
        assert_eq!(
            status(method, path).await,
            StatusCode::METHOD_NOT_ALLOWED,
            "{path}"
        );
    }
}
