//! How often an address may try to sign in in vain.
//!
//! Only what is refused counts, so that a whole class behind one address can sign in at once.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::client::{Client, network};
use crate::error::ApiError;

/// How many may be refused in a minute, and at once.
const A_MINUTE: NonZeroU32 = NonZeroU32::new(10).expect("it is not zero");

/// From how many addresses on those are forgotten that may try again.
const TIDY_FROM: usize = 1024;

/// What was tried in vain.
pub(crate) struct Attempts {
    refused: DefaultKeyedRateLimiter<Client>,
    clock: DefaultClock,
    /// Who has to wait, and until when.
    barred: Mutex<HashMap<Client, Instant>>,
}

impl Default for Attempts {
    fn default() -> Self {
        Self {
            refused: RateLimiter::keyed(Quota::per_minute(A_MINUTE)),
            clock: DefaultClock::default(),
            barred: Mutex::default(),
        }
    }
}

impl Attempts {
    /// Lets somebody try, or says when.
    pub(super) fn admit(&self, client: Client) -> Result<(), ApiError> {
        let barred = self.barred.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        match barred.get(&of_network(client)) {
            Some(until) if *until > now => Err(ApiError::Limited {
                seconds: until.duration_since(now).as_secs() + 1,
            }),
            _ => Ok(()),
        }
    }

    /// Counts what was refused, and tells of it in the log: never what was tried.
    pub(super) fn answered(&self, client: Client, status: StatusCode) {
        if status.is_success() {
            tracing::info!("somebody signed in");
            return;
        }
        if status != StatusCode::UNAUTHORIZED {
            return;
        }
        tracing::warn!("a sign-in was refused: the link or token is not valid");
        let client = of_network(client);
        let Err(until) = self.refused.check_key(&client) else {
            return;
        };
        let wait = until
            .wait_time_from(self.clock.now())
            .max(Duration::from_secs(1));
        let now = Instant::now();
        let mut barred = self.barred.lock().unwrap_or_else(PoisonError::into_inner);
        if barred.len() >= TIDY_FROM {
            barred.retain(|_, until| *until > now);
            self.refused.retain_recent();
        }
        barred.insert(client, now + wait);
    }
}

fn of_network(client: Client) -> Client {
    Client(client.0.map(network))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_refused_often_waits_and_others_do_not() {
        let attempts = Attempts::default();
        let of = |text: &str| Client(Some(text.parse().unwrap()));
        let (guesser, other) = (of("192.0.2.1"), of("192.0.2.2"));
        for _ in 0..100 {
            attempts.admit(other).unwrap();
            attempts.answered(other, StatusCode::NO_CONTENT);
            attempts.answered(other, StatusCode::BAD_REQUEST);
        }
        for _ in 0..A_MINUTE.get() {
            attempts.admit(guesser).unwrap();
            attempts.answered(guesser, StatusCode::UNAUTHORIZED);
        }
        attempts.admit(guesser).unwrap();
        attempts.answered(guesser, StatusCode::UNAUTHORIZED);
        let Err(ApiError::Limited { seconds }) = attempts.admit(guesser) else {
            panic!("it may go on");
        };
        assert!((1..=7).contains(&seconds), "{seconds}");
        attempts.admit(other).unwrap();
    }
}
