//! Tries a login at its registry, for who is signed in: `POST /registry/check`
//! ([`wavepass_core::registry::login_test`]).
//!
//! Nothing is stored and no secret is logged. [`guard`] says which addresses are asked, [`probe`]
//! asks them. Start at [`LoginTests`].

mod guard;
mod probe;
#[cfg(test)]
mod tests;

use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;
use std::sync::Arc;

use anyhow::Context;
use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::middleware::from_fn;
use axum::routing::post;
use axum::{Json, Router};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use reqwest::Certificate;
use wavepass_core::registry::login_test::{LoginTest, Outcome, PATH};
use wavepass_core::secret::Secret;

use crate::error::ApiError;
use crate::json::JsonBody;
use crate::{AppState, session, web};
use guard::Guard;
use probe::Probe;

/// How many tests a session has in a minute: somebody who mends a login needs a few, and who
/// guesses one needs many.
const A_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);

/// The tests of logins that a server makes.
pub struct LoginTests {
    probe: Probe,
    limiter: DefaultKeyedRateLimiter<u64>,
    clock: DefaultClock,
    hash: RandomState,
}

impl LoginTests {
    /// Tests at public registries, and at those of private networks where that is allowed.
    /// Beside the authorities that the system trusts, these are trusted.
    ///
    /// # Errors
    /// A system without certificates.
    pub fn new(allows_private: bool, authorities: &[Certificate]) -> anyhow::Result<Self> {
        let probe = Probe::new(Guard { allows_private }, authorities).context(
            "The client for registries cannot be made. The system may have no certificates of \
             authorities: on Debian they are the package ca-certificates",
        )?;
        Ok(Self {
            probe,
            limiter: RateLimiter::keyed(Quota::per_minute(A_MINUTE)),
            clock: DefaultClock::default(),
            hash: RandomState::new(),
        })
    }

    /// Lets one more test of a session through, or says when the next one is.
    fn admit(&self, token: &Secret) -> Result<(), ApiError> {
        // Of a token only a hash is kept.
        let key = self.hash.hash_one(token.expose());
        self.limiter.check_key(&key).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            ApiError::Limited {
                seconds: wait.as_secs() + 1,
            }
        })
    }
}

/// The route of the tests.
pub(crate) fn router(state: Arc<AppState>) -> Router {
    Router::new()
        .route(PATH, post(check))
        .layer(from_fn(web::headers::no_store))
        .with_state(state)
}

async fn check(
    State(state): State<Arc<AppState>>,
    headers: HeaderMap,
    JsonBody(test): JsonBody<LoginTest>,
) -> Result<Json<Outcome>, ApiError> {
    let token = session::of_app(&state, &Method::POST, &headers).await?;
    if test.user_name.trim().is_empty() || test.password.is_empty() {
        return Err(ApiError::BadRequest(
            "A login that is to be tried needs a user name and a password or token.".to_owned(),
        ));
    }
    state.login_tests.admit(&token)?;
    let outcome = state.login_tests.probe.run(&test).await;
    tracing::info!(outcome = outcome.name(), "tried a login at a registry");
    Ok(Json(outcome))
}
