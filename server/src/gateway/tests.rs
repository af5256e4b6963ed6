//! What the gateway passes on, and how.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

use super::*;
use crate::testing::{Answer, gateway_to, gateway_to_nowhere};

async fn status(method: Method, path: &str) -> StatusCode {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", "Bearer x")
        .body(Body::empty())
        .unwrap();
    gateway_to_nowhere(request).await.status
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

/// A Platform that answers everything with what it was asked, seen through a gateway.
async fn through(method: Method, path: &str) -> Answer {
    async fn echo(method: Method, uri: axum::http::Uri) -> Response {
        let path = uri.path_and_query().unwrap().as_str();
        let headers = [
            (CONTENT_TYPE, "application/json"),
            (RETRY_AFTER, "7"),
            (axum::http::header::SET_COOKIE, "platform=1"),
        ];
        (headers, format!("\"{method} {path}\"")).into_response()
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let platform = format!("http://{}/base", listener.local_addr().unwrap());
    let server = axum::serve(listener, Router::new().fallback(echo));
    let request = Request::builder()
        .method(method)
        .uri(path)
        .body(Body::empty())
        .unwrap();
    tokio::select! {
        _ = server => panic!("the server ended"),
        answer = gateway_to(&platform, request) => answer,
    }
}

#[tokio::test]
async fn a_request_reaches_platform_under_its_base_path_and_its_answer_comes_back() {
    let answer = through(Method::PUT, "/api/credentials/1S7A?workspaceId=42").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.text, "\"PUT /base/credentials/1S7A?workspaceId=42\"");
    assert_eq!(answer.headers[CONTENT_TYPE], "application/json");
    assert_eq!(answer.headers[RETRY_AFTER], "7");
    assert!(!answer.headers.contains_key("set-cookie"), "Platform's own");
}

#[tokio::test]
async fn head_is_passed_on_as_head_and_answered_without_a_body() {
    // One credential was once the only route that refused it.
    for path in ["/credentials", "/credentials/1S7A", "/pipelines/9/launch"] {
        let answer = through(Method::HEAD, &format!("/api{path}")).await;
        assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, ""));
        let length = format!("\"HEAD /base{path}\"").len().to_string();
        assert_eq!(answer.headers[CONTENT_LENGTH], *length, "{path}");
    }
}

#[test]
fn a_base_url_loses_its_slash_and_keeps_its_path() {
    for (typed, base) in [
        ("https://host/api/", "https://host/api"),
        (
            " https://api.cloud.seqera.io ",
            "https://api.cloud.seqera.io",
        ),
        ("http://127.0.0.1:9000/a/b", "http://127.0.0.1:9000/a/b"),
    ] {
        assert_eq!(Gateway::new(typed).unwrap().platform(), base);
    }
}

#[test]
fn a_url_that_is_none_or_carries_more_is_refused() {
    for typed in [
        "",
        "host/api",
        "ftp://host",
        "https://u:p@host",
        "https://host?x=1",
    ] {
        let error = Gateway::new(typed).err().unwrap().to_string();
        assert!(error.contains("--platform"), "{typed}: {error}");
        assert!(!error.contains("u:p"), "{error}");
    }
}
