//! Signing in and out, tokens, and what a cookie may do.

use crate::support::{Answer, TestServer, registry};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine;
use serde_json::json;

async fn sign_in(server: &TestServer, body: serde_json::Value) -> Answer {
    let request = Request::post("/session")
        .header("x-wavepass", "1")
        .body(Body::from(body.to_string()))
        .unwrap();
    server.send(request).await
}

async fn session(server: &TestServer, cookie: &str) -> serde_json::Value {
    let request = Request::get("/session").header("cookie", cookie);
    server
        .send(request.body(Body::empty()).unwrap())
        .await
        .json()
}

fn link(server: &TestServer) -> String {
    server
        .embedded
        .sign_in_link()
        .secret()
        .unwrap()
        .expose()
        .to_owned()
}

#[tokio::test]
async fn the_sign_in_link_gives_a_session_once() {
    let server = TestServer::start().await;
    let secret = link(&server);
    let answer = sign_in(&server, json!({ "link": secret })).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert!(!answer.cookie().contains(&secret));
    assert_eq!(session(&server, &answer.cookie()).await["signedIn"], true);
    assert_eq!(session(&server, "").await["signedIn"], false);

    let again = sign_in(&server, json!({ "link": secret })).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_access_token_gives_a_session_and_a_wrong_one_does_not() {
    let server = TestServer::start().await;
    let padded = format!(" {}\n", server.token.expose());
    let answer = sign_in(&server, json!({ "accessToken": padded })).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    for wrong in [
        "",
        "x",
        "eyJ0aWQiOiA1fS5jZmM1YjVhOThjZjM2MTk1NjBjZWU1YmMwODUxYzA1ZjkzMDdmN2Iz",
    ] {
        let answer = sign_in(&server, json!({ "accessToken": wrong })).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{wrong}");
    }
    let malformed = sign_in(&server, json!({ "password": "S3ntinel!" })).await;
    assert_eq!(malformed.status, StatusCode::BAD_REQUEST);
    assert!(!malformed.text.contains("S3ntinel!"));
}

#[tokio::test]
async fn the_cookie_is_good_for_reading_and_with_the_apps_header_for_writing() {
    let server = TestServer::start().await;
    let cookie = sign_in(&server, json!({ "link": link(&server) }))
        .await
        .cookie();
    let read = Request::get("/api/credentials").header("cookie", &cookie);
    let answer = server.send(read.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["cache-control"], "no-store");

    for (with_header, status) in [(false, 403), (true, 200)] {
        let mut write = Request::post("/api/credentials").header("cookie", &cookie);
        if with_header {
            write = write.header("x-wavepass", "1");
        }
        let body = Body::from(registry("acr").to_string());
        let answer = server.send(write.body(body).unwrap()).await;
        assert_eq!(answer.status.as_u16(), status, "{answer:?}");
    }
}

#[tokio::test]
async fn a_sign_in_without_the_apps_header_is_refused() {
    let server = TestServer::start().await;
    let body = json!({ "link": link(&server) }).to_string();
    let answer = server
        .send(Request::post("/session").body(Body::from(body)).unwrap())
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.message().contains("x-wavepass"));
    assert!(
        server.embedded.sign_in_link().secret().is_some(),
        "the link is still good"
    );
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server_too() {
    let server = TestServer::start().await;
    let cookie = sign_in(&server, json!({ "link": link(&server) }))
        .await
        .cookie();
    let request = Request::delete("/session")
        .header("cookie", &cookie)
        .header("x-wavepass", "1");
    let answer = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert!(
        answer.headers["set-cookie"]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );

    // Somebody who kept a copy of the cookie has nothing.
    assert_eq!(session(&server, &cookie).await["signedIn"], false);
    let request = Request::get("/api/credentials").header("cookie", &cookie);
    let answer = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn signing_out_keeps_a_personal_token_valid() {
    let server = TestServer::start().await;
    let token = server.token.expose().to_owned();
    let cookie = sign_in(&server, json!({ "accessToken": token }))
        .await
        .cookie();
    let request = Request::delete("/session")
        .header("cookie", &cookie)
        .header("x-wavepass", "1");
    server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(server.get("/user-info").await.status, 200);
}

#[tokio::test]
async fn a_session_outlives_a_restart() {
    let server = TestServer::start().await;
    let cookie = sign_in(&server, json!({ "link": link(&server) }))
        .await
        .cookie();
    let server = server.restart().await;
    assert_eq!(session(&server, &cookie).await["signedIn"], true);
}

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

#[tokio::test]
async fn a_user_sees_one_organization_with_two_workspaces() {
    let server = TestServer::start().await;
    let info = server.get("/user-info").await.json();
    assert_eq!(info["user"]["userName"], "local");
    assert_eq!(info["needConsent"], false);
    let user = &info["user"]["id"];
    let rows = server.get(&format!("/user/{user}/workspaces")).await.json();
    let rows = rows["orgsAndWorkspaces"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 3);
    assert!(rows[0]["workspaceId"].is_null(), "the organization itself");
    assert_eq!(server.get("/user/1/workspaces").await.status, 403);
    assert_eq!(server.get("/user/x/workspaces").await.status, 400);

    let orgs = server.get("/orgs").await.json();
    let org = &orgs["organizations"][0];
    assert_eq!(org["memberRole"], "owner");
    let path = format!("/orgs/{}/workspaces", org["orgId"]);
    let workspaces = server.get(&path).await.json();
    assert_eq!(workspaces["workspaces"].as_array().unwrap().len(), 2);
    assert_eq!(workspaces["workspaces"][0]["visibility"], "PRIVATE");
    assert_eq!(server.get("/orgs/1/workspaces").await.status, 403);
}

#[tokio::test]
async fn tokens_are_made_listed_without_value_and_revoked() {
    let server = TestServer::start().await;
    let created = server.post("/tokens", json!({"name": "ci"})).await;
    assert_eq!(created.status, 200);
    let created = created.json();
    let key = created["accessKey"].as_str().unwrap();
    assert!(
        key.starts_with("eyJ0aWQiOi"),
        "the form that Nextflow sends as a bearer"
    );
    let id = created["token"]["id"].as_i64().unwrap();

    let use_it = || {
        Request::get("/api/user-info")
            .header("authorization", format!("Bearer {key}"))
            .body(Body::empty())
            .unwrap()
    };
    assert_eq!(server.send(use_it()).await.status, 200);

    let list = server.get("/tokens").await;
    assert!(!list.text.contains(key) && !list.text.contains("accessKey"));
    let names: Vec<_> = list.json()["tokens"]
        .as_array()
        .unwrap()
        .iter()
        .map(|token| token["name"].as_str().unwrap().to_owned())
        .collect();
    assert!(names.contains(&"ci".to_owned()));

    for (name, status) in [("ci", 409), ("", 400), (&"t".repeat(51), 400)] {
        let answer = server.post("/tokens", json!({ "name": name })).await;
        assert_eq!(answer.status.as_u16(), status, "{name}");
    }
    let path = format!("/tokens/{id}");
    assert_eq!(server.delete(&path).await.status, 204);
    assert_eq!(server.send(use_it()).await.status, 401);
    assert_eq!(server.delete(&path).await.status, 403);
    assert_eq!(server.delete("/tokens/x").await.status, 400);
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let server = TestServer::start().await;
    for path in [
        "/",
        "/api/service-info",
        "/session",
        "/missing.js",
        "/healthz",
    ] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let headers = server.send(request).await.headers;
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(policy.contains("'wasm-unsafe-eval'"));
        assert!(!policy.contains("unsafe-inline"));
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
        assert!(headers.contains_key("permissions-policy"));
    }
}

#[tokio::test]
async fn a_missing_file_is_a_true_404_and_only_get_is_taken_outside_the_api() {
    let server = TestServer::start().await;
    for path in [
        "/missing.js",
        "/assets/x.wasm",
        "/index.html.br",
        "/..%2fCargo.toml",
    ] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        assert_eq!(
            server.send(request).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let request = Request::post("/credentials").body(Body::empty()).unwrap();
    assert_eq!(
        server.send(request).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
}

#[tokio::test]
async fn a_guess_at_a_token_leaves_no_trace() {
    let server = TestServer::start().await;
    let guess = base64::engine::general_purpose::STANDARD
        .encode(format!("{{\"tid\": 1}}.{}", "0".repeat(40)));
    let request = Request::get("/api/user-info").header("authorization", format!("Bearer {guess}"));
    let answer = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let database = rusqlite::Connection::open(server.data.path().join("wavepass.db")).unwrap();
    let last_used: Option<i64> = database
        .query_row("SELECT last_used FROM tokens WHERE id = 1", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(last_used, None);
}
