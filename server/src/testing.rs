//! A server for one test: the real router on a fresh database in a temporary folder. And a
//! [`Transcript`] of its answers, to pin them as a whole.

mod authority;
mod played;

use std::fmt::Write;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;
use wavepass_core::pattern;
use wavepass_core::secret::Secret;

use crate::crypto::MasterKey;
use crate::embedded::Embedded;
use crate::gateway::Gateway;
use crate::session::SessionCookies;
use crate::{AppState, Backend, Reached, router};

pub(crate) struct TestServer {
    pub(crate) app: Router,
    pub(crate) embedded: Embedded,
    pub(crate) token: Secret,
    pub(crate) data: TempDir,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) async fn read(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Self {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    pub(crate) fn message(&self) -> String {
        self.json()["message"]
            .as_str()
            .expect("a message")
            .to_owned()
    }

    /// The name and value of the cookie that the answer sets.
    pub(crate) fn cookie(&self) -> String {
        let header = self.headers["set-cookie"].to_str().unwrap();
        header.split(';').next().unwrap().to_owned()
    }
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        Self::on(tempfile::tempdir().unwrap(), "first").await
    }

    /// The same server again, on the data of an earlier one.
    pub(crate) async fn restart(self) -> Self {
        self.embedded.clone().close().await.unwrap();
        Self::on(self.data, "after-restart").await
    }

    /// One that is a Wave as well, at that URL.
    pub(crate) async fn with_wave(
        base: &str,
        set: impl FnOnce(crate::embedded_wave::Settings) -> crate::embedded_wave::Settings,
    ) -> Self {
        let data = tempfile::tempdir().unwrap();
        let key = MasterKey::load(None, data.path()).unwrap();
        let embedded = Embedded::open(data.path(), &key).await.unwrap();
        let embedded = embedded.being_wave(true);
        let token = embedded.create_token("first").await.unwrap();
        let reach = crate::Reach {
            private_networks: true,
            this_machine: true,
        };
        let settings = crate::embedded_wave::Settings::new(&base.parse().unwrap(), reach);
        let settings = set(settings.unwrap());
        let wave =
            crate::embedded_wave::EmbeddedWave::new(embedded.clone(), &key, settings, &[]).unwrap();
        let backend = Backend::Embedded(Box::new(embedded.clone()));
        let state = app_state(backend, &key, "").with_wave(wave);
        Self {
            app: router(&Arc::new(state)),
            embedded,
            token,
            data,
        }
    }

    pub(crate) async fn on(data: TempDir, token_name: &str) -> Self {
        let key = MasterKey::load(None, data.path()).unwrap();
        let embedded = Embedded::open(data.path(), &key).await.unwrap();
        let token = embedded.create_token(token_name).await.unwrap();
        let backend = Backend::Embedded(Box::new(embedded.clone()));
        let app = router(&Arc::new(app_state(backend, &key, "")));
        Self {
            app,
            embedded,
            token,
            data,
        }
    }

    /// Sends a request, to this machine unless it names another host.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        self.send_bare(addressed(request)).await
    }

    /// Sends a request as it is.
    pub(crate) async fn send_bare(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        Answer::read(response).await
    }

    /// Calls the API with the token.
    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        self.call_as(&self.token, method, path, body).await
    }

    /// Calls the API with somebody's token.
    pub(crate) async fn call_as(
        &self,
        token: &Secret,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api{path}"))
            .header("authorization", format!("Bearer {}", token.expose()));
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let body = body.map_or_else(Body::empty, |json| Body::from(json.to_string()));
        self.send(request.body(body).unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PUT, path, Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, None).await
    }

    /// Makes a user of that name, and a token of theirs.
    pub(crate) async fn add_user(&self, name: &str) -> Secret {
        let (name, email) = (name.to_owned(), format!("{name}@lab.example"));
        let store = &self.embedded.store;
        store.create_user(name.clone(), email, 0).await.unwrap();
        let user = store.find_user(name).await.unwrap().unwrap();
        let token = self.embedded.create_personal_token(user.id, "test").await;
        token.unwrap().0
    }

    /// The ids of the two workspaces of the first start.
    pub(crate) async fn workspaces(&self) -> [i64; 2] {
        let user = self.get("/user-info").await.json()["user"]["id"].clone();
        let rows = self.get(&format!("/user/{user}/workspaces")).await.json();
        let ids: Vec<_> = rows["orgsAndWorkspaces"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|row| row["workspaceId"].as_i64())
            .collect();
        ids.try_into().unwrap()
    }
}

pub(crate) use authority::{Authority, self_signed};
pub(crate) use played::{Played, Step, http};

/// What a gateway to that Platform answers to a request.
pub(crate) async fn gateway_to(platform: &str, request: Request<Body>) -> Answer {
    let app = gateway(platform);
    Answer::read(app.oneshot(addressed(request)).await.unwrap()).await
}

/// A gateway to that Platform.
pub(crate) fn gateway(platform: &str) -> Router {
    let data = tempfile::tempdir().unwrap();
    let key = MasterKey::load(None, data.path()).unwrap();
    router(&Arc::new(gateway_state(platform, &key, "")))
}

/// What a gateway to that Platform is made of, below a prefix.
pub(crate) fn gateway_state(platform: &str, key: &MasterKey, prefix: &str) -> AppState {
    let backend = Backend::Gateway(Gateway::new(platform, &[]).unwrap());
    app_state(backend, key, prefix)
}

/// The request with a host, as HTTP/1.1 wants one.
pub(crate) fn addressed(mut request: Request<Body>) -> Request<Body> {
    let headers = request.headers_mut();
    let local = axum::http::HeaderValue::from_static("localhost");
    headers.entry(axum::http::header::HOST).or_insert(local);
    request
}

fn app_state(backend: Backend, key: &MasterKey, prefix: &str) -> AppState {
    let reached = Reached {
        prefix: prefix.to_owned(),
        hosts: Vec::new(),
        is_loopback: true,
        trusts_forwarded: false,
    };
    let cookies = SessionCookies::new(key);
    let cookies = if prefix.is_empty() {
        cookies
    } else {
        cookies.below(prefix)
    };
    let reach = crate::Reach {
        private_networks: true,
        this_machine: true,
    };
    let tests = crate::LoginTests::new(reach, &[]);
    let wave = crate::wave::Wave::default();
    AppState::new(backend, cookies, wave, reached, tests)
}

/// What a gateway answers whose Platform is an address where nobody listens, so that 502
/// means "would have been passed on".
pub(crate) async fn gateway_to_nowhere(request: Request<Body>) -> Answer {
    gateway_to("http://127.0.0.1:9/api", request).await
}

/// Requests and their whole answers, one after the other, without what is drawn by chance or
/// told by the clock. Pinned with [`assert_answers!`].
pub(crate) struct Transcript<'a> {
    server: &'a TestServer,
    text: String,
}

impl<'a> Transcript<'a> {
    pub(crate) fn of(server: &'a TestServer) -> Self {
        Self {
            server,
            text: String::new(),
        }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.call(Method::GET, path, None).await
    }

    pub(crate) async fn post(&mut self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn put(&mut self, path: &str, body: Value) -> Answer {
        self.call(Method::PUT, path, Some(body)).await
    }

    pub(crate) async fn delete(&mut self, path: &str) -> Answer {
        self.call(Method::DELETE, path, None).await
    }

    async fn call(&mut self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let sent = body
            .as_ref()
            .map_or_else(String::new, |body| format!(" {body}"));
        let answer = self.server.call(method.clone(), path, body).await;
        let body = match serde_json::from_str::<Value>(&answer.text) {
            Ok(mut json) => {
                // Another crate of the build may make serde_json keep the order.
                json.sort_all_objects();
                format!("{json:#}\n")
            }
            Err(_) if answer.text.is_empty() => String::new(),
            Err(_) => format!("{}\n", answer.text),
        };
        let status = answer.status.as_u16();
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{method} {path}{sent}\n{status}\n{body}");
        answer
    }

    pub(crate) fn text(&self) -> String {
        let mut text = self.text.clone();
        for (varying, name) in [
            (pattern!(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "[time]"),
            (pattern!(r"eyJ0aWQ[A-Za-z0-9+/=]+"), "[token]"),
            (pattern!(r"\b[A-Za-z0-9]{22}\b"), "[id]"),
            (pattern!(r"\b\d{10,16}\b"), "[number]"),
        ] {
            text = varying.replace_all(&text, name).into_owned();
        }
        text.replace(env!("CARGO_PKG_VERSION"), "[version]")
    }
}

/// Compares a transcript with `snapshots/answers.snap` beside the test.
macro_rules! assert_answers {
    ($transcript:expr) => {
        insta::with_settings!({
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!("answers", $transcript.text());
        })
    };
}

pub(crate) use assert_answers;

/// The body of a create request for a container registry.
pub(crate) fn registry(name: &str) -> Value {
    serde_json::json!({ "credentials": {
        "name": name,
        "provider": "container-reg",
        "keys": { "userName": "me", "password": "S3ntinel!", "registry": "quay.io" },
    }})
}

/// The body of a create request for a pipeline.
pub(crate) fn pipeline(name: &str) -> Value {
    serde_json::json!({ "name": name, "launch": {
        "pipeline": "https://git.acme.org/rna",
        "revision": "main",
        "configText": "process.cpus = 2\n",
    }})
}

/// The body of a create request for a compute environment that switches Wave on.
pub(crate) fn compute_env(name: &str) -> Value {
    serde_json::json!({ "computeEnv": {
        "name": name,
        "platform": "aws-batch",
        "config": {
            "region": "eu-west-1",
            "workDir": "s3://acme/work",
            "waveEnabled": true,
            "fusion2Enabled": false,
            "nextflowConfig": "docker.enabled = true",
        },
    }})
}
