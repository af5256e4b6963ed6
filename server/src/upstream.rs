//! Calls to other services: the Platform behind a gateway, and the Wave that runs use.
//!
//! Every call goes through [`Upstream::send`]: it waits for nobody too long, follows nobody
//! elsewhere, and reads an answer to its end, up to a limit, before anything is made of it. So half
//! an answer is never taken for a whole one, and none is longer than [`ANSWER_LIMIT`].

mod body;
mod no_answer;
mod retry_after;
#[cfg(test)]
mod tests;
mod tls;

use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use axum::body::Bytes;
use axum::http::header::ACCEPT_ENCODING;
use axum::http::{HeaderMap, HeaderValue, Method};
use reqwest::{Certificate, Client, RequestBuilder, Url};

pub(crate) use no_answer::{NoAnswer, causes, tls_reason};
pub(crate) use retry_after::retry_after;

use body::Body;

/// How long a connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a call may take, from the first byte of the request to the last of the answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// How long an unused connection is kept. Shorter than what servers and proxies usually do, so
/// that a request is not sent into a connection that the other side is about to close.
const IDLE_TIMEOUT: Duration = Duration::from_secs(15);

/// The longest answer that is read, in bytes, packed and unpacked alike: some ten thousand rows.
pub(crate) const ANSWER_LIMIT: usize = 16 * 1024 * 1024;

/// A service that this server calls.
#[derive(Clone)]
pub(crate) struct Upstream {
    /// Who it is, in sentences: "Platform".
    name: &'static str,
    /// Without a slash at the end.
    base: Url,
    client: Client,
}

/// An answer, read to its end and unpacked.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Upstream {
    /// The service at a URL that was given with an option. Beside the authorities that the system
    /// trusts, these are trusted.
    ///
    /// # Errors
    /// A URL that is none, or that has a query, a fragment or a user.
    pub(crate) fn new(
        name: &'static str,
        url: &str,
        option: &str,
        example: &str,
        authorities: &[Certificate],
    ) -> anyhow::Result<Self> {
        let base = base_url(url, option, example)?;
        // A second installation by a test or a library is no error: the provider is there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .tls_certs_merge(authorities.iter().cloned())
            .pool_idle_timeout(IDLE_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("wavepass/", env!("CARGO_PKG_VERSION")))
            .build()
            .with_context(|| {
                format!(
                    "The client for {name} cannot be made. The system may have no certificates of \
                     authorities: on Debian they are the package ca-certificates"
                )
            })?;
        Ok(Self { name, base, client })
    }

    /// Its base URL, without a slash at the end.
    pub(crate) fn base(&self) -> &str {
        self.base.as_str().trim_end_matches('/')
    }

    /// Its host, and its port where that is not the usual one.
    pub(crate) fn authority(&self) -> String {
        let host = self.base.host_str().unwrap_or_default();
        match self.base.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// A request for a path below its base URL, which begins with a slash.
    pub(crate) fn request(&self, method: Method, path_and_query: &str) -> RequestBuilder {
        // Of HEAD the length counts, and that of the packed body would tell nothing.
        let encoding = if method == Method::HEAD {
            "identity"
        } else {
            "gzip"
        };
        self.client
            .request(method, format!("{}{path_and_query}", self.base()))
            .header(ACCEPT_ENCODING, HeaderValue::from_static(encoding))
    }

    /// Sends a request and reads the answer to its end.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Result<Answer, NoAnswer> {
        let answer = self.send_unlogged(request).await;
        if let Err(no_answer) = &answer {
            tracing::warn!(
                upstream = self.name,
                failure = no_answer.failure.id(),
                "{}",
                no_answer.message
            );
        }
        answer
    }

    async fn send_unlogged(&self, request: RequestBuilder) -> Result<Answer, NoAnswer> {
        let failed = |error: reqwest::Error| self.no_answer(&error);
        let mut response = request.send().await.map_err(failed)?;
        let mut body = Body::announced(response.headers(), response.content_length(), ANSWER_LIMIT)
            .map_err(|flaw| self.flawed(&flaw))?;
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            body.take(&chunk).map_err(|flaw| self.flawed(&flaw))?;
        }
        Ok(Answer {
            status: response.status().as_u16(),
            headers: std::mem::take(response.headers_mut()),
            body: body.finish().map_err(|flaw| self.flawed(&flaw))?,
        })
    }
}

/// The URL of a service, without anything that does not belong into one.
fn base_url(text: &str, option: &str, example: &str) -> anyhow::Result<Url> {
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

/// The certificates of a file in PEM, to be trusted.
///
/// # Errors
/// A file that cannot be read or has no certificate.
pub(crate) fn authorities(file: &Path) -> anyhow::Result<Vec<Certificate>> {
    let shown = file.display();
    let pem = std::fs::read(file).with_context(|| format!("--tls-ca: {shown} cannot be read"))?;
    let found = Certificate::from_pem_bundle(&pem).unwrap_or_default();
    anyhow::ensure!(
        !found.is_empty(),
        "--tls-ca: {shown} has no certificate in PEM (-----BEGIN CERTIFICATE-----)"
    );
    Ok(found)
}
