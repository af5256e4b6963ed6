//! Signing in and out, and what a cookie may do.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::json;

use crate::testing::{Answer, TestServer, registry};

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
async fn signing_out_keeps_a_personal_token_valid_but_not_the_cookie_with_it() {
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
    assert_eq!(session(&server, &cookie).await["signedIn"], false);
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
async fn who_guesses_tokens_is_told_to_wait() {
    let server = TestServer::start().await;
    let mut answers = Vec::new();
    for guess in 0..12 {
        let guess = json!({ "accessToken": format!("S3ntinel{guess}") });
        answers.push(sign_in(&server, guess).await);
    }
    let last = answers.pop().unwrap();
    assert!(
        answers
            .iter()
            .all(|answer| answer.status == StatusCode::UNAUTHORIZED)
    );
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.headers.contains_key("retry-after"));
}
