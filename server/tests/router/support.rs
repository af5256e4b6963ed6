//! A server for one test: the real router on a fresh database in a temporary folder.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail loudly"
)]

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;
use wavepass_core::secret::Secret;
use wavepass_server::crypto::MasterKey;
use wavepass_server::platform::Embedded;
use wavepass_server::session::SessionKeeper;
use wavepass_server::{AppState, Backend, router};

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
        Self::on(tempfile::tempdir().unwrap()).await
    }

    /// The same server again, on the data of an earlier one.
    pub(crate) async fn restart(self) -> Self {
        self.embedded.clone().close().await.unwrap();
        Self::on(self.data).await
    }

    async fn on(data: TempDir) -> Self {
        let key = MasterKey::load(None, data.path()).unwrap();
        let embedded = Embedded::open(data.path(), &key).await.unwrap();
        let name = format!("test-{}", data.path().join("x").exists());
        let token = match embedded.create_token(&name).await {
            Ok(token) => token,
            Err(_) => embedded.create_token("after-restart").await.unwrap(),
        };
        let app = router(AppState {
            backend: Backend::Embedded(Box::new(embedded.clone())),
            sessions: SessionKeeper::new(&key, false),
        });
        Self {
            app,
            embedded,
            token,
            data,
        }
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        Answer::read(response).await
    }

    /// Calls the API with the token.
    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api{path}"))
            .header("authorization", format!("Bearer {}", self.token.expose()));
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
