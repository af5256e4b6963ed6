//! How much of this Wave somebody gets: requests and pulls a minute, wrong tokens an address, streams
//! at once.

use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use moka::sync::Cache;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::fault::{Cause, PullFault};
use crate::client::{Client, network};

/// How many requests and manifests somebody gets a minute (the fact sheet of Wave: hosted Wave gives
/// 2,000, its default is 100).
const A_MINUTE: NonZeroU32 = NonZeroU32::new(600).expect("it is not zero");

/// How many tokens that are nobody's an address may try a minute.
const GUESSES_A_MINUTE: NonZeroU32 = NonZeroU32::new(20).expect("it is not zero");

/// How many checks of a login an address gets a minute.
const CHECKS_A_MINUTE: NonZeroU32 = NonZeroU32::new(10).expect("it is not zero");

/// How many blobs are streamed at once, in all and for one name.
const STREAMS: usize = 64;
const STREAMS_OF_ONE: usize = 8;

/// How many keys are remembered before those that may go on are forgotten.
const TIDY_FROM: usize = 10_000;

type Keyed<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock, NoOpMiddleware>;

/// Counts.
pub(super) struct Limits {
    pulls: Keyed<Puller>,
    guesses: Keyed<Client>,
    /// Who has guessed too often.
    barred: Cache<Client, ()>,
    checks: Keyed<Client>,
    streams: Arc<Semaphore>,
    streams_of: Cache<String, Arc<Semaphore>>,
    clock: DefaultClock,
}

/// Who pulls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Puller {
    User(i64),
    Address(Client),
}

/// A place among the streams.
pub(super) struct Place(
    #[expect(dead_code, reason = "it is held, and given back when it is dropped")]
    (OwnedSemaphorePermit, OwnedSemaphorePermit),
);

impl Default for Limits {
    fn default() -> Self {
        Self::of(A_MINUTE)
    }
}

impl Limits {
    /// With another number of requests and manifests a minute.
    pub(super) fn of(pulls_a_minute: NonZeroU32) -> Self {
        Self {
            pulls: RateLimiter::keyed(Quota::per_minute(pulls_a_minute)),
            guesses: RateLimiter::keyed(Quota::per_minute(GUESSES_A_MINUTE)),
            barred: Cache::builder()
                .max_capacity(100_000)
                .time_to_live(std::time::Duration::from_mins(1))
                .build(),
            checks: RateLimiter::keyed(Quota::per_minute(CHECKS_A_MINUTE)),
            streams: Arc::new(Semaphore::new(STREAMS)),
            streams_of: Cache::new(10_000),
            clock: DefaultClock::default(),
        }
    }

    /// Lets a request or a manifest through, or says after how many seconds.
    pub(super) fn admit_pull(&self, who: Puller) -> Result<(), u64> {
        if self.pulls.len() > TIDY_FROM {
            self.pulls.retain_recent();
        }
        self.pulls.check_key(&who).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            wait.as_secs() + 1
        })
    }

    /// Lets somebody try a token.
    pub(super) fn admit_guess(&self, client: Client) -> Result<(), PullFault> {
        if self.barred.contains_key(&of_network(client)) {
            return Err(PullFault::new(
                Cause::Limited(60),
                "This address has tried too many names that were never given out.",
            )
            .or("Wait a minute"));
        }
        Ok(())
    }

    /// Counts a token that is nobody's.
    pub(super) fn note_guess(&self, client: Client) {
        let client = of_network(client);
        if self.guesses.len() > TIDY_FROM {
            self.guesses.retain_recent();
        }
        if self.guesses.check_key(&client).is_err() {
            tracing::warn!("an address has tried many names that were never given out");
            self.barred.insert(client, ());
        }
    }

    /// Lets a check of a login through, or says after how many seconds.
    pub(super) fn admit_check(&self, client: Client) -> Result<(), u64> {
        if self.checks.len() > TIDY_FROM {
            self.checks.retain_recent();
        }
        self.checks.check_key(&of_network(client)).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            wait.as_secs() + 1
        })
    }

    /// A place for a stream of a name.
    pub(super) fn place(&self, request: &str) -> Result<Place, PullFault> {
        let full = |_| {
            PullFault::new(Cause::Limited(1), "Too many layers are under way at once.")
                .or("Try again in a second")
        };
        let of_one = self.streams_of.get_with(request.to_owned(), || {
            Arc::new(Semaphore::new(STREAMS_OF_ONE))
        });
        let all = Arc::clone(&self.streams);
        Ok(Place((
            of_one.try_acquire_owned().map_err(full)?,
            all.try_acquire_owned().map_err(full)?,
        )))
    }
}

fn of_network(client: Client) -> Client {
    Client(client.0.map(network))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(text: &str) -> Client {
        Client(Some(text.parse().unwrap()))
    }

    #[test]
    fn who_pulls_more_than_a_minute_allows_waits_and_others_do_not() {
        let limits = Limits::default();
        for _ in 0..A_MINUTE.get() {
            limits.admit_pull(Puller::User(1)).unwrap();
        }
        assert!(limits.admit_pull(Puller::User(1)).unwrap_err() > 0);
        limits.admit_pull(Puller::User(2)).unwrap();
    }

    #[test]
    fn who_guesses_tokens_waits_with_the_network_and_who_has_good_ones_never() {
        let limits = Limits::default();
        let guesser = client("2001:db8::1");
        for _ in 0..=GUESSES_A_MINUTE.get() {
            limits.admit_guess(guesser).unwrap();
            limits.note_guess(guesser);
        }
        let refused = limits.admit_guess(client("2001:db8::2")).unwrap_err();
        assert_eq!(refused.cause, Cause::Limited(60));
        limits.admit_guess(client("192.0.2.1")).unwrap();
    }

    #[test]
    fn a_name_has_its_share_of_the_streams_and_all_names_have_a_number() {
        let limits = Limits::default();
        let mut held = Vec::new();
        for _ in 0..STREAMS_OF_ONE {
            held.push(limits.place("a").ok().unwrap());
        }
        assert!(limits.place("a").is_err());
        for name in 0..7 {
            for _ in 0..STREAMS_OF_ONE {
                held.push(limits.place(&name.to_string()).ok().unwrap());
            }
        }
        assert!(limits.place("b").is_err());
        held.clear();
        assert!(limits.place("a").is_ok());
    }
}
