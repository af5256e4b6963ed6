//! The client that asks registries: through the guard, by addresses that were looked at.

use std::sync::Arc;
use std::time::Duration;

use axum::http::header::LOCATION;
use axum::http::{HeaderMap, Method};
use reqwest::{Certificate, Client, Response, Url};
use wavepass_core::registry::login_test::{Trouble, TroubleKind};
use wavepass_core::secret::Secret;

use super::guard::Guard;
use super::trouble::{no_answer, not_allowed, trouble};

/// How long a connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How many redirects of one request are followed.
const MOST_REDIRECTS: usize = 5;

/// How long one waits for registries.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    /// For the next bytes of an answer.
    pub(crate) silence: Duration,
    /// For how many unused connections to a host are kept open.
    pub(crate) idle_connections: usize,
}

/// What asks registries.
pub(crate) struct RegistryClient {
    client: Client,
    guard: Guard,
}

/// What a request is authorized with.
#[derive(Clone)]
pub(crate) enum Login<'a> {
    Nothing,
    Basic(&'a str, &'a Secret),
    Bearer(Secret),
}

/// What is asked.
pub(crate) struct Ask<'a> {
    pub(crate) method: Method,
    pub(crate) url: &'a Url,
    pub(crate) login: &'a Login<'a>,
    /// What else is said, wherever it is sent.
    pub(crate) headers: HeaderMap,
    /// What is sent with it.
    pub(crate) body: Option<&'static [u8]>,
    /// How long the answer may take, with its body; without it only its silence ends it.
    pub(crate) within: Option<Duration>,
}

impl<'a> Ask<'a> {
    /// A question without headers of its own.
    pub(crate) fn new(method: Method, url: &'a Url, login: &'a Login<'a>) -> Self {
        Self {
            method,
            url,
            login,
            headers: HeaderMap::new(),
            body: None,
            within: None,
        }
    }
}

impl RegistryClient {
    /// What asks the addresses that a guard lets through. Beside the authorities that the system
    /// trusts, these are trusted.
    ///
    /// # Errors
    /// A system without certificates.
    pub(crate) fn new(
        guard: Guard,
        authorities: &[Certificate],
        patience: Patience,
    ) -> Result<Self, reqwest::Error> {
        // A second installation by a test or a library is no error: the provider is there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(patience.silence)
            .tls_certs_merge(authorities.iter().cloned())
            .redirect(reqwest::redirect::Policy::none())
            // A proxy would resolve names itself.
            .no_proxy()
            .dns_resolver(Arc::new(guard))
            .pool_max_idle_per_host(patience.idle_connections)
            .user_agent(concat!("wavepass/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client, guard })
    }

    /// Which addresses it asks.
    pub(crate) fn guard(&self) -> Guard {
        self.guard
    }

    /// Asks an address that the guard lets through, and where it sends to.
    pub(crate) async fn ask(&self, ask: &Ask<'_>) -> Result<Response, Trouble> {
        let mut at = ask.url.clone();
        for _ in 0..=MOST_REDIRECTS {
            let answer = self.ask_at(ask, &at).await?;
            match self.sent_on(&answer, &at)? {
                Some(to) => at = to,
                None => return Ok(answer),
            }
        }
        Err(trouble(&at, TroubleKind::Garbled))
    }

    /// Asks at one address, and does not follow where it sends to. A login goes to no other place
    /// than the one that the question is for.
    pub(crate) async fn ask_at(&self, ask: &Ask<'_>, at: &Url) -> Result<Response, Trouble> {
        self.guard.look_at(at).map_err(|not| not_allowed(not, at))?;
        let request = self.client.request(ask.method.clone(), at.clone());
        let mut request = request.headers(ask.headers.clone());
        if let Some(within) = ask.within {
            request = request.timeout(within);
        }
        if let Some(body) = ask.body {
            request = request.body(body);
        }
        let is_for_it = at.origin() == ask.url.origin();
        request = match ask.login {
            Login::Basic(user, password) if is_for_it => {
                request.basic_auth(user, Some(password.expose()))
            }
            Login::Bearer(token) if is_for_it => request.bearer_auth(token.expose()),
            Login::Nothing | Login::Basic(..) | Login::Bearer(_) => request,
        };
        request.send().await.map_err(|error| no_answer(&error, at))
    }

    /// Where an answer sends to, if it does and that may be asked.
    pub(crate) fn sent_on(&self, answer: &Response, at: &Url) -> Result<Option<Url>, Trouble> {
        let to = answer
            .headers()
            .get(LOCATION)
            .filter(|_| answer.status().is_redirection());
        let Some(to) = to.and_then(|to| at.join(to.to_str().ok()?).ok()) else {
            return Ok(None);
        };
        if at.scheme() == "https" && to.scheme() != "https" {
            return Err(trouble(&to, TroubleKind::NoTls));
        }
        self.guard
            .look_at(&to)
            .map_err(|not| not_allowed(not, &to))?;
        Ok(Some(to))
    }
}
