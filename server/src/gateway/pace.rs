//! How fast requests go to Platform, and what is done when it asks for fewer.
//!
//! Platform takes 20 calls a second for each token (its documentation of the API's limits); other
//! programs may use the same one. So a token has [`BURST`] requests at once and [`PER_SECOND`]
//! after that, which is at most 20 in any second. Who is a little too fast waits here, before
//! anything is sent. Of a token only a hash is kept, and not for long.
//!
//! When Platform answers 429 all the same, somebody waits as long as it says and asks again: the
//! app for what it reads, where that is shown, and this gateway for what other programs read and
//! for its own questions. A write is never sent twice.

use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::http::HeaderValue;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::error::ApiError;

const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);
const PER_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);

/// How long a request waits for its turn at most.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// How long a read waits in all because Platform asks for fewer requests.
const LONGEST_DELAY: Duration = Duration::from_secs(5);

/// How many times a read is sent at most.
const MOST_TRIES: u32 = 4;

/// After how many requests tokens that were not used lately are forgotten.
const TIDY_AFTER: u32 = 1024;

/// The pace of each token.
pub(super) struct Pace {
    limiter: DefaultKeyedRateLimiter<u64>,
    clock: DefaultClock,
    hash: RandomState,
    count: AtomicU32,
}

impl Default for Pace {
    fn default() -> Self {
        let quota = Quota::per_second(PER_SECOND).allow_burst(BURST);
        Self {
            limiter: RateLimiter::keyed(quota),
            clock: DefaultClock::default(),
            hash: RandomState::new(),
            count: AtomicU32::new(0),
        }
    }
}

impl Pace {
    /// Waits for the turn of a request with that token.
    ///
    /// # Errors
    /// When it would have to wait for long.
    pub(super) async fn admit(&self, authorization: Option<&HeaderValue>) -> Result<(), ApiError> {
        if self.count.fetch_add(1, Ordering::Relaxed) % TIDY_AFTER == TIDY_AFTER - 1 {
            self.limiter.retain_recent();
        }
        let token = self.hash.hash_one(authorization.map(HeaderValue::as_bytes));
        let mut waited = Duration::ZERO;
        loop {
            let Err(too_early) = self.limiter.check_key(&token) else {
                return Ok(());
            };
            let wait = too_early.wait_time_from(self.clock.now());
            waited += wait;
            if waited > LONGEST_WAIT {
                return Err(ApiError::Limited {
                    seconds: wait.as_secs() + 1,
                });
            }
            tokio::time::sleep(wait).await;
        }
    }
}

/// The patience of one request with a Platform that asks for fewer.
pub(super) struct Patience {
    tries: u32,
    waited: Duration,
}

impl Patience {
    /// Of a read that nobody else repeats; a write has none.
    pub(super) fn new(is_repeated: bool) -> Self {
        Self {
            tries: if is_repeated { MOST_TRIES } else { 1 },
            waited: Duration::ZERO,
        }
    }

    /// How long to wait before the request is sent again; `None`: it is not. Platform often says
    /// 0 seconds, with which the next request would be refused, too.
    pub(super) fn wait(&mut self, retry_after: Option<u64>) -> Option<Duration> {
        self.tries -= 1;
        let sent = MOST_TRIES - self.tries;
        let least = Duration::from_millis(250) * sent;
        let wait = Duration::from_secs(retry_after.unwrap_or(0)).max(least);
        if self.tries == 0 || self.waited + wait > LONGEST_DELAY {
            return None;
        }
        self.waited += wait;
        Some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(text: &str) -> HeaderValue {
        HeaderValue::from_str(text).unwrap()
    }

    #[tokio::test]
    async fn at_most_20_requests_of_a_token_begin_in_a_second() {
        let pace = Pace::default();
        let token = token("Bearer a");
        let begin = std::time::Instant::now();
        let turn = async || {
            let admitted = pace.admit(Some(&token)).await.is_ok();
            (admitted, begin.elapsed())
        };
        let turns: [_; 15] = std::array::from_fn(|_| turn());
        let mut times = Vec::new();
        for turn in futures_of(turns).await {
            assert!(turn.0, "five more wait for half a second");
            times.push(turn.1);
        }
        let at_once = times.iter().filter(|time| time.as_millis() < 50).count();
        assert!(at_once <= 11, "{times:?}");
        assert!(times.iter().max().unwrap().as_millis() >= 400, "{times:?}");
    }

    async fn futures_of<F: Future, const N: usize>(futures: [F; N]) -> Vec<F::Output> {
        let mut waiting: Vec<_> = futures.into_iter().map(Box::pin).collect();
        let mut done = Vec::new();
        std::future::poll_fn(|context| {
            waiting.retain_mut(|future| match future.as_mut().poll(context) {
                std::task::Poll::Ready(output) => {
                    done.push(output);
                    false
                }
                std::task::Poll::Pending => true,
            });
            if waiting.is_empty() {
                std::task::Poll::Ready(())
            } else {
                std::task::Poll::Pending
            }
        })
        .await;
        done
    }

    #[tokio::test]
    async fn who_would_wait_for_long_is_told_so_and_others_are_not_held_up() {
        let pace = Pace::default();
        let (busy, other) = (token("Bearer a"), token("Bearer b"));
        let turns: [_; 60] = std::array::from_fn(|_| pace.admit(Some(&busy)));
        let (done, free) = tokio::join!(futures_of(turns), pace.admit(Some(&other)));
        let refused = done.iter().filter(|turn| turn.is_err()).count();
        assert!((10..=40).contains(&refused), "{refused} of 60");
        assert!(free.is_ok());
    }

    #[test]
    fn a_read_waits_as_long_as_it_is_told_within_bounds_and_a_write_does_not() {
        let waits = |is_read, retry_after: &[Option<u64>]| -> Vec<Option<u128>> {
            let mut patience = Patience::new(is_read);
            let wait = |after: &Option<u64>| patience.wait(*after).map(|wait| wait.as_millis());
            retry_after.iter().map(wait).collect()
        };
        assert_eq!(waits(true, &[Some(1), Some(2)]), [Some(1000), Some(2000)]);
        assert_eq!(
            waits(true, &[Some(0), None, Some(0), Some(0)]),
            [Some(250), Some(500), Some(750), None],
            "a little longer each time, and not for ever"
        );
        assert_eq!(waits(true, &[Some(3), Some(3)]), [Some(3000), None]);
        assert_eq!(waits(true, &[Some(60)]), [None]);
        assert_eq!(waits(false, &[Some(0)]), [None]);
    }
}
