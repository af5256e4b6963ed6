//! Passes requests on to a Seqera Platform.
//!
//! Only what the app needs: a list of methods and paths, everything else is 404. In
//! particular never `/credentials/{id}/keys`, with which Wave fetches secrets, and nothing
//! that launches a pipeline. Nothing is kept between requests. Start at [`routes`].

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{OriginalUri, State};
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use reqwest::{Client, Url};
use wavepass_core::platform::paths;
use wavepass_core::secret::Secret;

use crate::error::ApiError;
use crate::{AppState, Backend, json};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(20);

/// A client for one Platform.
pub struct Gateway {
    platform: String,
    client: Client,
}

impl Gateway {
    /// A gateway to the API below that URL.
    ///
    /// # Errors
    /// A URL that is none, or that has a query, a fragment or a user.
    pub fn new(platform: &str) -> anyhow::Result<Self> {
        let url = Url::parse(platform.trim()).with_context(|| {
            "--platform needs a URL, for instance https://api.cloud.seqera.io".to_owned()
        })?;
        let plain = url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        anyhow::ensure!(
            plain && matches!(url.scheme(), "http" | "https"),
            "--platform needs an http or https URL without user, query and fragment"
        );
        // A second installation by a test or a library is no error: the provider is there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("wavepass/", env!("CARGO_PKG_VERSION")))
            .build()
            .context("The client for Platform cannot be made")?;
        Ok(Self {
            platform: url.as_str().trim_end_matches('/').to_owned(),
            client,
        })
    }

    /// The base URL of Platform's API, without a slash at the end.
    pub fn platform(&self) -> &str {
        &self.platform
    }

    /// Asks Platform whether it takes a token.
    pub(crate) async fn check(&self, token: &Secret) -> Result<(), ApiError> {
        let answer = self
            .client
            .get(format!("{}{}", self.platform, paths::USER_INFO))
            .bearer_auth(token.expose())
            .send()
            .await
            .map_err(|error| unreachable(&error))?;
        match answer.status().as_u16() {
            200 => Ok(()),
            401 | 403 => Err(ApiError::Unauthorized),
            other => Err(ApiError::BadGateway(format!(
                "Platform answered with status {other} when asked who you are."
            ))),
        }
    }
}

/// The methods and paths that are passed on, below the API's base path.
pub(crate) fn routes() -> Router<Arc<AppState>> {
    Router::new()
        .route(paths::SERVICE_INFO, get(forward))
        .route(paths::USER_INFO, get(forward))
        .route("/user/{id}/workspaces", get(forward))
        .route("/orgs", get(forward))
        .route("/orgs/{id}/workspaces", get(forward))
        .route("/credentials", get(forward).post(forward))
        .route("/credentials/validate", get(forward))
        .route("/credentials/{id}", any(forward_credential))
        .route("/pipelines", get(forward))
        .route("/pipelines/{id}", get(forward).put(forward))
        .route("/pipelines/{id}/launch", get(forward))
        .route("/compute-envs", get(forward))
}

async fn forward_credential(
    state: State<Arc<AppState>>,
    uri: OriginalUri,
    method: Method,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    match method {
        Method::GET | Method::PUT | Method::DELETE => {
            forward(state, uri, method, headers, body).await
        }
        _ => Err(ApiError::MethodNotAllowed),
    }
}

async fn forward(
    State(state): State<Arc<AppState>>,
    OriginalUri(uri): OriginalUri,
    method: Method,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let body = body.map_err(|rejection| json::refuse(&rejection))?;
    let Backend::Gateway(gateway) = &state.backend else {
        return Err(ApiError::NotFound);
    };
    let path_and_query = uri.path_and_query().map_or("", |p| p.as_str());
    let path = path_and_query
        .strip_prefix("/api")
        .filter(|_| is_plain(uri.path()))
        .ok_or(ApiError::NotFound)?;
    let mut request = gateway
        .client
        .request(method, format!("{}{path}", gateway.platform))
        .header(ACCEPT, "application/json")
        .body(body);
    for name in [AUTHORIZATION, CONTENT_TYPE] {
        if let Some(value) = headers.get(&name) {
            request = request.header(name, value);
        }
    }
    let answer = request.send().await.map_err(|error| unreachable(&error))?;
    let status = answer.status();
    let kept: Vec<_> = [CONTENT_TYPE, RETRY_AFTER]
        .into_iter()
        .filter_map(|name| Some((name.clone(), answer.headers().get(name)?.clone())))
        .collect();
    if status.is_redirection() {
        return Err(ApiError::BadGateway(
            "Platform answered with a redirect. Check the URL given with --platform.".to_owned(),
        ));
    }
    let body = answer.bytes().await.map_err(|error| unreachable(&error))?;
    let status = StatusCode::from_u16(status.as_u16()).map_err(ApiError::internal)?;
    let mut response = (status, body).into_response();
    response.headers_mut().remove(CONTENT_TYPE);
    response.headers_mut().extend(kept);
    Ok(response)
}

/// Whether a path means the same to everybody. An encoded slash or two dots in place of an
/// id would pass the list of routes here and be another path to Platform.
fn is_plain(path: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'/');
    path.bytes().all(plain)
}

/// The error's own text may contain the whole URL; what a person needs is shorter.
fn unreachable(error: &reqwest::Error) -> ApiError {
    tracing::warn!(
        timeout = error.is_timeout(),
        connect = error.is_connect(),
        "no answer from Platform"
    );
    ApiError::BadGateway(
        if error.is_timeout() {
            "Platform did not answer in time. Try again, or ask whether it is running."
        } else {
            "Platform could not be reached. Check the network and the URL given with --platform."
        }
        .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
