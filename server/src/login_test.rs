//! Tries a login at its registry, for who is signed in: `POST /registry/check`
//! ([`wavepass_core::registry::login_test`]).
//!
//! Nothing is stored and no secret is logged. [`crate::registry_access`] asks for it, as
//! [`probe`] says. Start at [`LoginTests`].

mod probe;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod yardstick;

use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use reqwest::Certificate;
use tokio::sync::Semaphore;
use wavepass_core::registry::login_test::{LoginTest, Outcome, PATH};

use crate::error::ApiError;
use crate::json::JsonBody;
use crate::registry_access::guard::Guard;
use crate::{AppState, session, web};
use probe::Probe;

/// How many tests somebody has in a minute: who mends a login needs a few, and who guesses one needs
/// many.
const A_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);

/// How many tests are made at once.
const AT_ONCE: usize = 16;

/// After how many tests those who made none lately are forgotten.
const TIDY_AFTER: u32 = 1024;

/// The longest body, in bytes: a login and a name.
const LONGEST_BODY: usize = 64 * 1024;

/// The tests of logins that a server makes.
pub struct LoginTests {
    /// None where the system has no certificates to trust.
    probe: Option<Probe>,
    limiter: DefaultKeyedRateLimiter<u64>,
    clock: DefaultClock,
    hash: RandomState,
    count: AtomicU32,
    under_way: Semaphore,
}

/// Which registries are asked beside those of the internet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Those of private networks.
    pub private_networks: bool,
    /// Those of the own machine, also without TLS.
    pub this_machine: bool,
}

impl LoginTests {
    /// Tests at public registries, and at others where they are in reach. Beside the authorities
    /// that the system trusts, these are trusted.
    pub fn new(reach: Reach, authorities: &[Certificate]) -> Self {
        let guard = Guard {
            allows_private: reach.private_networks,
            allows_this_machine: reach.this_machine,
        };
        let probe = Probe::new(guard, authorities);
        if probe.is_err() {
            tracing::warn!(
                "Logins cannot be tried at registries: the system has no certificates of \
                 authorities. On Debian they are the package ca-certificates."
            );
        }
        Self {
            probe: probe.ok(),
            limiter: RateLimiter::keyed(Quota::per_minute(A_MINUTE)),
            clock: DefaultClock::default(),
            hash: RandomState::new(),
            count: AtomicU32::new(0),
            under_way: Semaphore::new(AT_ONCE),
        }
    }

    /// Lets one more test of somebody through, or says when the next one is.
    fn admit(&self, who: &session::Asker) -> Result<(), ApiError> {
        if self.count.fetch_add(1, Ordering::Relaxed) % TIDY_AFTER == TIDY_AFTER - 1 {
            self.limiter.retain_recent();
        }
        // Of a token only a hash is kept.
        let key = match who {
            session::Asker::User(id) => self.hash.hash_one(id),
            session::Asker::Token(token) => self.hash.hash_one(token.expose()),
        };
        self.limiter.check_key(&key).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            ApiError::Limited {
                seconds: wait.as_secs() + 1,
            }
        })
    }

    pub(crate) async fn run(&self, test: &LoginTest) -> Outcome {
        let Some(probe) = &self.probe else {
            return Outcome::NotTried(
                "This server has no certificates of authorities, so it cannot ask a registry. \
                 Whoever runs it can install them."
                    .to_owned(),
            );
        };
        // It is never closed.
        let _permit = self.under_way.acquire().await;
        probe.run(test).await
    }
}

/// The route of the tests.
pub(crate) fn router(state: Arc<AppState>) -> Router {
    Router::new()
        .route(PATH, post(check))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(from_fn(web::headers::no_store))
        .with_state(state)
}

async fn check(
    State(state): State<Arc<AppState>>,
    request: Request,
) -> Result<Json<Outcome>, Response> {
    // Nothing is read for who is not signed in.
    let who = session::of_app(&state, request.method(), request.headers()).await?;
    let outcome = tried(&state.login_tests, &who, request).await;
    outcome.map(Json).map_err(IntoResponse::into_response)
}

async fn tried(
    tests: &LoginTests,
    who: &session::Asker,
    request: Request,
) -> Result<Outcome, ApiError> {
    let JsonBody(test) = JsonBody::<LoginTest>::from_request(request, &()).await?;
    if test.user_name.trim().is_empty() || test.password.is_empty() {
        return Err(ApiError::BadRequest(
            "A login that is to be tried needs a user name and a password or token.".to_owned(),
        ));
    }
    tests.admit(who)?;
    let outcome = tests.run(&test).await;
    tracing::info!(outcome = outcome.name(), "tried a login at a registry");
    Ok(outcome)
}
