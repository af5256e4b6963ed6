//! How long an answer takes, of a hundred the slowest but one.
//!
//! Taken in five rounds, of which the middle one counts: what else the machine does only ever
//! adds, and a single good round may be luck.

use std::time::{Duration, Instant};

use crate::client::{CONNECTIONS, Connection, Requests};

const ROUNDS: usize = 5;

/// When there is one request at a time.
pub(crate) async fn one_after_the_other(requests: &Requests) -> Duration {
    let mut connection = Connection::open(&requests.address).await;
    for session in 0..500 {
        connection.list(requests, session).await;
    }
    let mut rounds = [Duration::ZERO; ROUNDS];
    for round in &mut rounds {
        let mut times = Vec::new();
        for session in 0..1_000 {
            let begin = Instant::now();
            connection.list(requests, session).await;
            times.push(begin.elapsed());
        }
        *round = slowest_of_100(times);
    }
    middle(rounds)
}

/// When so many begin in each second, whether the ones before were answered or not.
pub(crate) async fn under_load(requests: &Requests, per_second: u32) -> Duration {
    let mut rounds = [Duration::ZERO; ROUNDS];
    for round in &mut rounds {
        *round = slowest_of_100(round_under_load(requests, per_second).await);
    }
    middle(rounds)
}

async fn round_under_load(requests: &Requests, per_second: u32) -> Vec<Duration> {
    let span = Duration::from_secs(2);
    let gap = Duration::from_secs(1) / per_second;
    let begin = Instant::now() + Duration::from_millis(20);
    let connections: Vec<_> = (0..CONNECTIONS)
        .map(|number| {
            let requests = requests.clone();
            tokio::spawn(async move {
                let mut connection = Connection::open(&requests.address).await;
                let mut times = Vec::new();
                let each = gap * u32::try_from(CONNECTIONS).unwrap();
                let mut due = begin + gap * u32::try_from(number).unwrap();
                while due < begin + span {
                    // Who is late because of the answer before waits since it was due.
                    let is_late = Instant::now() > due;
                    tokio::time::sleep_until(due.into()).await;
                    let since = if is_late { due } else { Instant::now() };
                    let session = requests.first(number) + times.len();
                    connection.list(&requests, session).await;
                    times.push(since.elapsed());
                    due += each;
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for connection in connections {
        times.extend(connection.await.unwrap());
    }
    times
}

fn slowest_of_100(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() * 99 / 100]
}

fn middle(mut rounds: [Duration; ROUNDS]) -> Duration {
    rounds.sort_unstable();
    rounds[ROUNDS / 2]
}
