//! What the gateway costs: the time that it adds to Platform's, how many requests it takes, and
//! whether its memory stays as it is. Run by `cargo xtask bench`; fails when a limit is missed.
//!
//! The gateway is the program that people start, with its log as it is unless told otherwise, and
//! the requests come with a session's cookie, as from a browser. Platform is a small server in
//! this process that answers at once, so that client, gateway and Platform share the processors:
//! what is measured is rather too much than too little. `WAVEPASS_SOAK=600` makes the last part
//! take as many seconds.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program for a terminal, which may fail loudly"
)]

mod client;
mod gateway;
mod latency;
mod platform;
mod soak;

use std::process::ExitCode;
use std::time::Duration;

use tokio::runtime::Runtime;

use client::Requests;
use gateway::Gateway;

/// How much later an answer comes through the gateway, of a hundred the slowest but one.
const MOST_ADDED: Duration = Duration::from_millis(3);

/// Requests a second, on two processors.
const LEAST_RATE: f64 = 3_000.0;

/// How much the memory may grow while requests are answered, in bytes: a few of the answers of a
/// megabyte, which may be under way at the same time or not.
const MOST_GROWTH: u64 = 8 * 1024 * 1024;

/// So many that none is held up: each has ten requests a second.
const SESSIONS: usize = 4_000;

/// The requests of each second while the time is taken that the gateway adds under load: a third
/// of what it has to take.
const LOAD: u32 = 1_000;

fn main() -> ExitCode {
    let soak = std::env::var("WAVEPASS_SOAK").ok();
    let soak = soak.map_or(30, |seconds| seconds.parse().unwrap());
    let runtime = Runtime::new().unwrap();
    runtime.block_on(measure(Duration::from_secs(soak)))
}

async fn measure(soak: Duration) -> ExitCode {
    let platform = platform::start().await;
    let gateway = Gateway::start(&platform);
    let direct = Requests::to_platform(&platform);
    let through = Requests::with_sessions(&gateway.address, SESSIONS).await;
    let mut is_kept = true;

    let alone = (
        latency::one_after_the_other(&direct).await,
        latency::one_after_the_other(&through).await,
    );
    let loaded = (
        latency::under_load(&direct, LOAD).await,
        latency::under_load(&through, LOAD).await,
    );
    for ((without, with), when) in [
        (alone, "one request after the other".to_owned()),
        (loaded, format!("{LOAD} requests a second")),
    ] {
        let added = with.saturating_sub(without);
        is_kept &= added <= MOST_ADDED;
        println!(
            "{:>8.2} ms of {:.0} added by the gateway, the slowest of 100: {when} ({:.2} ms \
             without, {:.2} with)",
            milliseconds(added),
            milliseconds(MOST_ADDED),
            milliseconds(without),
            milliseconds(with)
        );
    }

    let rate = client::rate(&through, Duration::from_secs(5)).await;
    is_kept &= rate >= LEAST_RATE;
    println!("{rate:>8.0} requests a second, at least {LEAST_RATE:.0}");

    let told = soak::run(&gateway, &through, soak).await;
    let growth = told.after.saturating_sub(told.before);
    is_kept &= growth <= MOST_GROWTH;
    println!(
        "{:>8.1} MB of {:.0} more memory in the last third of {} requests of every kind than in \
         the second ({:.1} MB, {:.1} MB)",
        megabytes(growth),
        megabytes(MOST_GROWTH),
        told.requests,
        megabytes(told.after),
        megabytes(told.before)
    );
    if is_kept {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "it is shown with one digit")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1024.0 / 1024.0
}
