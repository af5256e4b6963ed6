//! The server of Wavepass, as a library so that tests can drive its router.
//!
//! It serves the app, keeps the session in an encrypted cookie, and below `/api` either
//! *is* a small Platform ([`embedded`]) or passes requests on to a real one ([`gateway`]).
//! Which routes there are is declared in [`api`]. Start at [`router`].

pub mod api;
pub mod cli;
mod client;
mod clock;
pub mod crypto;
mod data_folder;
pub mod embedded;
pub mod embedded_wave;
mod error;
pub mod gateway;
mod ids;
mod json;
mod key_rotation;
mod login_test;
pub mod people;
pub mod public_url;
mod registry_access;
pub mod serve;
pub mod session;
pub mod store;
mod telemetry;
#[cfg(test)]
mod testing;
pub mod upkeep;
mod upstream;
pub mod wave;
mod web;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::SizeAbove;

use embedded::Embedded;
use embedded_wave::EmbeddedWave;
use error::ApiError;
use gateway::Gateway;
pub use login_test::{LoginTests, Reach};
use session::SessionCookies;
use telemetry::Metrics;
use wave::Wave;

/// The longest request body, in bytes. Credentials are small; a launch is not: its config and
/// its parameters are whole files.
pub const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// The longest time a request may take: to come in, and to be answered.
const REQUEST_TIMEOUT: Duration = Duration::from_mins(1);

/// From how many bytes on an answer of the API is sent compressed: a list of thousands is ten times
/// as small then. What is smaller fits into a few packets, and has a secret in it when a token was
/// made, which compression must not meet.
const COMPRESSED_FROM: u64 = 16 * 1024;

/// Where the Platform API comes from.
pub enum Backend {
    /// This server is the Platform.
    Embedded(Box<Embedded>),
    /// This server passes requests on.
    Gateway(Gateway),
}

/// What the server is made of.
pub struct AppState {
    /// Where the Platform API comes from.
    pub backend: Backend,
    /// Makes and reads session cookies.
    pub sessions: SessionCookies,
    pub(crate) attempts: session::Attempts,
    /// What is known of the Wave that runs use.
    pub wave: Wave,
    /// How people reach the server.
    pub reached: Reached,
    /// The logins that are tried at their registries.
    pub login_tests: LoginTests,
    /// The Wave that this server is, where it is one.
    pub own_wave: Option<Arc<EmbeddedWave>>,
    /// Whether it was told to stop: it ends what is under way and wants no more.
    pub is_stopping: Arc<AtomicBool>,
    pub(crate) metrics: Arc<Metrics>,
}

/// How people reach the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// The path below which a reverse proxy offers it, without a slash at the end: mostly empty.
    pub prefix: String,
    /// The names of the server's host, in lower case and without a port. Where there are none,
    /// nobody said under which people come.
    pub hosts: Vec<String>,
    /// Whether nobody does from another machine.
    pub is_loopback: bool,
    /// Whether `X-Forwarded-For` and `X-Request-Id` are of a proxy of one's own.
    pub trusts_forwarded: bool,
}

impl AppState {
    /// A server that is reached like that.
    pub fn new(
        backend: Backend,
        sessions: SessionCookies,
        wave: Wave,
        reached: Reached,
        login_tests: LoginTests,
    ) -> Self {
        Self {
            backend,
            sessions,
            attempts: session::Attempts::default(),
            wave,
            reached,
            login_tests,
            own_wave: None,
            is_stopping: Arc::default(),
            metrics: Arc::default(),
        }
    }

    /// A server that is a Wave as well.
    #[must_use]
    pub fn with_wave(self, wave: Arc<EmbeddedWave>) -> Self {
        Self {
            own_wave: Some(wave),
            ..self
        }
    }
}

/// The whole server.
pub fn router(state: &Arc<AppState>) -> Router {
    let api = match &state.backend {
        Backend::Embedded(embedded) => api::embedded(Embedded::clone(embedded)),
        Backend::Gateway(gateway) => gateway::router(gateway.clone()),
    };
    let api = api
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed);
    let session = session::router(Arc::clone(state), api.clone());
    let api = api
        .layer(from_fn_with_state(
            Arc::clone(state),
            session::cookie_to_bearer,
        ))
        .layer(from_fn(web::headers::no_store))
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(SizeAbove::new(COMPRESSED_FROM)),
        );
    let page = Arc::new(web::assets::Page::below(&state.reached.prefix));
    let policy = web::headers::policy(page.text());
    let all = Router::new()
        .nest("/api", api)
        // Nesting leaves this one path to the app.
        .route("/api/", any(async || ApiError::NotFound))
        .merge(session)
        .merge(login_test::router(Arc::clone(state)))
        .merge(health(Arc::clone(state)))
        .merge(match state.backend {
            Backend::Embedded(_) => api::description::router(),
            Backend::Gateway(_) => Router::new(),
        })
        .merge(match &state.own_wave {
            Some(wave) => embedded_wave::router(Arc::clone(wave), state),
            None => Router::new(),
        })
        .fallback(async move |request: Request| web::assets::serve(&page, &request))
        .layer(from_fn(give_up))
        .layer(from_fn_with_state(Arc::clone(state), web::addressee::check))
        .layer(CatchPanicLayer::custom(|_| {
            ApiError::internal("a handler panicked").into_response()
        }))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn(web::headers::failure))
        .layer(from_fn_with_state(policy, web::headers::security))
        .layer(from_fn_with_state(Arc::clone(state), telemetry::observe));
    match state.reached.prefix.as_str() {
        "" => all,
        // A proxy may take the prefix off or leave it on.
        prefix => all.clone().nest(prefix, all),
    }
}

/// What is for the operator, on a listener of its own: the numbers are nobody else's business.
pub fn operators_router(state: Arc<AppState>) -> Router {
    let metrics = Arc::clone(&state.metrics);
    Router::new()
        .route(
            "/metrics",
            get(async move || ([(CONTENT_TYPE, telemetry::CONTENT_TYPE)], metrics.text())),
        )
        .merge(health(state))
}

/// Whether it does what it is there for, and whether it wants requests.
fn health(state: Arc<AppState>) -> Router {
    Router::new()
        .route("/healthz", get(is_healthy))
        .route("/readyz", get(is_ready))
        .with_state(state)
}

/// An embedded Platform that can store nothing is of no use, whoever asks.
async fn is_healthy(State(state): State<Arc<AppState>>) -> Response {
    match &state.backend {
        Backend::Embedded(embedded) if !embedded.can_store().await => {
            (StatusCode::SERVICE_UNAVAILABLE, "nothing can be stored").into_response()
        }
        _ => StatusCode::NO_CONTENT.into_response(),
    }
}

/// Of a gateway Platform does not count: all replicas would be taken out at once, and nobody could
/// tell people what is wrong.
async fn is_ready(State(state): State<Arc<AppState>>) -> Response {
    if state.is_stopping.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping").into_response();
    }
    is_healthy(State(state)).await
}

/// Ends a request that takes too long.
async fn give_up(request: Request, next: Next) -> Response {
    match tokio::time::timeout(REQUEST_TIMEOUT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => ApiError::Timeout.into_response(),
    }
}
