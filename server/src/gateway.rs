//! Passes requests on to a Seqera Platform.
//!
//! Passed on is what the declaration of the routes marks ([`crate::api::routes`]), and only
//! under a path that reads the same everywhere; anything else is answered here with 404 or 405.
//! Nothing is kept between requests. Start at [`router`].

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{OriginalUri, State};
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Response};
use axum::routing::on;
use reqwest::{Client, Url};
use wavepass_core::platform::paths;
use wavepass_core::secret::Secret;

use crate::api::routes;
use crate::error::ApiError;
use crate::json;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(20);

/// A client for one Platform: the state of the routes that are passed on.
#[derive(Clone)]
pub struct Gateway {
    platform: Arc<str>,
    client: Client,
}

impl Gateway {
    /// A gateway to the API below that URL.
    ///
    /// # Errors
    /// A URL that is none, or that has a query, a fragment or a user.
    pub fn new(platform: &str) -> anyhow::Result<Self> {
        let url = base_url(platform, "--platform", "https://api.cloud.seqera.io")?;
        let client = client().context("The client for Platform cannot be made")?;
        Ok(Self {
            platform: url.as_str().trim_end_matches('/').into(),
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
            .map_err(|error| no_answer(&error))?;
        match answer.status().as_u16() {
            200 => Ok(()),
            401 | 403 => Err(ApiError::Unauthorized),
            other => Err(ApiError::BadGateway(format!(
                "Platform answered with status {other} when asked who you are."
            ))),
        }
    }
}

/// The URL of a service, without anything that does not belong into one.
pub(crate) fn base_url(text: &str, option: &str, example: &str) -> anyhow::Result<Url> {
    let url = Url::parse(text.trim())
        .with_context(|| format!("{option} needs a URL, for instance {example}"))?;
    let plain = url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    anyhow::ensure!(
        plain && matches!(url.scheme(), "http" | "https"),
        "{option} needs an http or https URL without user, query and fragment"
    );
    Ok(url)
}

/// A client that waits for nobody too long and follows nobody elsewhere.
pub(crate) fn client() -> reqwest::Result<Client> {
    // A second installation by a test or a library is no error: the provider is there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(TIMEOUT)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("wavepass/", env!("CARGO_PKG_VERSION")))
        .build()
}

/// The routes that are passed on, below the API's base path.
pub(crate) fn router(gateway: Gateway) -> Router {
    routes::all()
        .into_iter()
        .filter(|route| route.passed_on)
        .fold(Router::new(), |router, route| {
            router.route(route.pattern, on(route.method.filter(), forward))
        })
        .with_state(gateway)
}

async fn forward(
    State(gateway): State<Gateway>,
    OriginalUri(uri): OriginalUri,
    method: Method,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let body = body.map_err(|rejection| json::body_error(&rejection))?;
    let path_and_query = uri.path_and_query().map_or("", |p| p.as_str());
    let path = path_and_query
        .strip_prefix("/api")
        .filter(|_| is_unambiguous(uri.path()))
        .ok_or(ApiError::NotFound)?;
    let is_head = method == Method::HEAD;
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
    let answer = request.send().await.map_err(|error| no_answer(&error))?;
    let status = answer.status();
    // The length of a body that HEAD leaves out is Platform's to say.
    let length = is_head.then_some(CONTENT_LENGTH);
    let kept: Vec<_> = [CONTENT_TYPE, RETRY_AFTER]
        .into_iter()
        .chain(length)
        .filter_map(|name| Some((name.clone(), answer.headers().get(name)?.clone())))
        .collect();
    if status.is_redirection() {
        return Err(ApiError::BadGateway(
            "Platform answered with a redirect. Check the URL given with --platform.".to_owned(),
        ));
    }
    let body = answer.bytes().await.map_err(|error| no_answer(&error))?;
    let mut response = (status, body).into_response();
    response.headers_mut().remove(CONTENT_TYPE);
    response.headers_mut().extend(kept);
    Ok(response)
}

/// Whether a path reads the same everywhere. An encoded slash or two dots in place of an id
/// would match a route here and be another path to Platform.
fn is_unambiguous(path: &str) -> bool {
    path.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'/'))
}

/// The error's own text may contain the whole URL; what a person needs is shorter.
fn no_answer(error: &reqwest::Error) -> ApiError {
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
