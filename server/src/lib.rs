//! The server of Wavepass, as a library so that tests can drive its router.
//!
//! It serves the app, keeps the session in an encrypted cookie, and below `/api` either
//! *is* a small Platform ([`embedded`]) or passes requests on to a real one ([`gateway`]).
//! Which routes there are is declared in [`api`]. Start at [`router`].

pub mod api;
pub mod cli;
mod clock;
pub mod crypto;
pub mod embedded;
mod error;
pub mod gateway;
mod ids;
mod json;
pub mod serve;
pub mod session;
pub mod store;
#[cfg(test)]
mod testing;
pub mod wave;
mod web;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{any, get};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use embedded::Embedded;
use error::ApiError;
use gateway::Gateway;
use session::SessionCookies;
use wave::Wave;

/// The longest request body, in bytes. Credentials are small; a launch is not: its config and
/// its parameters are whole files.
pub const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// The longest time a request may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

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
    /// What is known of the Wave that runs use.
    pub wave: Wave,
}

/// The whole server.
pub fn router(state: AppState) -> Router {
    let state = Arc::new(state);
    let api = match &state.backend {
        Backend::Embedded(embedded) => api::embedded(Embedded::clone(embedded)),
        Backend::Gateway(gateway) => gateway::router(gateway.clone()),
    };
    let api = api
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(from_fn_with_state(
            Arc::clone(&state),
            session::cookie_to_bearer,
        ))
        .layer(from_fn(web::headers::no_store));
    Router::new()
        .nest("/api", api)
        // Nesting leaves this one path to the app.
        .route("/api/", any(async || ApiError::NotFound))
        .merge(session::router(state))
        .route("/healthz", get(async || StatusCode::NO_CONTENT))
        .fallback(web::assets::serve)
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            REQUEST_TIMEOUT,
        ))
        .layer(CatchPanicLayer::custom(|_| {
            ApiError::internal("a handler panicked").into_response()
        }))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn(web::headers::security))
        .layer(TraceLayer::new_for_http())
}
