//! What the app would ask for next, in the answer to who is signed in.
//!
//! Over a slow line each question costs a trip, and the app's next ones are the same for
//! everybody. They are asked of the server's own API, so that they are what the app would get;
//! `index.html` asks for them by `/session?first` and hands them to the app when it asks.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderValue, Request};
use serde_json::Value;
use tokio::time::{Instant, timeout_at};
use tower::ServiceExt;
use wavepass_core::platform::paths;
use wavepass_core::platform::user::Person;
use wavepass_core::secret::Secret;

/// For how long the answer to who is signed in waits for them: a Platform that is slow is asked
/// by the app, which shows that it waits.
const PATIENCE: Duration = Duration::from_secs(2);

/// The longest answer, in bytes, that goes along: one of several hundred workspaces.
const LONGEST: usize = 256 * 1024;

/// Answers of the Platform API by their paths below `/api`: those that were good and came soon.
pub(super) type FirstAnswers = BTreeMap<String, Value>;

/// Asks for them. One that is no success, or comes late, is left to the app to ask for and to
/// show.
pub(super) async fn ask(api: Router, token: &Secret) -> FirstAnswers {
    let deadline = Instant::now() + PATIENCE;
    let soon = async |path: String| {
        let answer = timeout_at(deadline, answer(api.clone(), token, &path)).await;
        Some((path, answer.ok()??))
    };
    let of_user = async {
        let user = soon(paths::USER_INFO.to_owned()).await;
        let person = user.as_ref().and_then(|(_, answer)| Person::read(answer));
        let workspaces = match person.and_then(|person| person.id) {
            Some(id) => soon(paths::user_workspaces(id)).await,
            None => None,
        };
        [user, workspaces]
    };
    let (installation, of_user) = tokio::join!(soon(paths::SERVICE_INFO.to_owned()), of_user);
    [installation]
        .into_iter()
        .chain(of_user)
        .flatten()
        .collect()
}

async fn answer(api: Router, token: &Secret, path: &str) -> Option<Value> {
    let bearer = Secret::new(format!("Bearer {}", token.expose()));
    let mut value = HeaderValue::from_str(bearer.expose()).ok()?;
    value.set_sensitive(true);
    let request = Request::get(path).header(AUTHORIZATION, value);
    let answer = api.oneshot(request.body(Body::empty()).ok()?).await.ok()?;
    if !answer.status().is_success() {
        return None;
    }
    let body = to_bytes(answer.into_body(), LONGEST).await.ok()?;
    serde_json::from_slice(&body).ok()
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use axum::Json;
    use axum::http::StatusCode;
    use axum::routing::get;
    use serde_json::json;

    use super::*;
    use crate::testing::{Answer, TestServer, gateway};

    async fn first_answers(app: &Router, cookie: &str) -> Value {
        shown(app, "/session?first", cookie).await["firstAnswers"].clone()
    }

    async fn shown(app: &Router, path: &str, cookie: &str) -> Value {
        let request = Request::get(path).header("cookie", cookie);
        let request = request.body(Body::empty()).unwrap();
        let answer = app
            .clone()
            .oneshot(crate::testing::addressed(request))
            .await
            .unwrap();
        Answer::read(answer).await.json()
    }

    async fn sign_in(app: &Router, token: &str) -> String {
        let request = Request::post("/session").header("x-wavepass", "1");
        let body = json!({ "accessToken": token }).to_string();
        let answer = app.clone().oneshot(crate::testing::addressed(
            request.body(Body::from(body)).unwrap(),
        ));
        Answer::read(answer.await.unwrap()).await.cookie()
    }

    #[tokio::test]
    async fn with_the_session_comes_what_the_api_answers_to_its_user() {
        let server = TestServer::start().await;
        let cookie = sign_in(&server.app, server.token.expose()).await;
        let first = first_answers(&server.app, &cookie).await;
        let paths: Vec<_> = first.as_object().unwrap().keys().collect();
        assert_eq!(paths.len(), 3, "{paths:?}");
        for path in paths {
            assert_eq!(first[path], server.get(path).await.json(), "{path}");
        }
        assert!(first.get("/user-info").is_some() && first.get("/service-info").is_some());
    }

    #[tokio::test]
    async fn who_asks_later_gets_none() {
        let server = TestServer::start().await;
        let cookie = sign_in(&server.app, server.token.expose()).await;
        let later = shown(&server.app, "/session", &cookie).await;
        assert_eq!(later["firstAnswers"], json!({}));
        assert_eq!(later["signedIn"], json!(true));
    }

    #[tokio::test]
    async fn who_is_not_signed_in_gets_none() {
        let server = TestServer::start().await;
        assert_eq!(first_answers(&server.app, "").await, json!({}));
        let cookie = sign_in(&server.app, server.token.expose()).await;
        let cut = &cookie[..cookie.len() - 4];
        assert_eq!(first_answers(&server.app, cut).await, json!({}));
    }

    #[tokio::test]
    async fn what_platform_refuses_or_is_slow_with_is_left_to_the_app() {
        let user = json!({ "user": { "id": 7, "userName": "jo" } });
        let of_user = user.clone();
        let platform = Router::new()
            .route("/user-info", get(async move || Json(of_user)))
            .route("/user/7/workspaces", get(async || StatusCode::FORBIDDEN))
            .route("/service-info", get(async || pending::<()>().await));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async { axum::serve(listener, platform).await });
        let app = gateway(&url);
        let cookie = sign_in(&app, "eyJ0aWQ").await;
        let first = first_answers(&app, &cookie).await;
        assert_eq!(first, json!({ "/user-info": user }));
    }
}
