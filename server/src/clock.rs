//! The one place that reads the clock, and what the database's seconds are on the wire.

use std::time::{SystemTime, UNIX_EPOCH};

use wavepass_core::platform::Timestamp;

/// Seconds since 1970-01-01 UTC.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    // A clock before 1970 is a machine without one; its records all date from then.
    since.map_or(0, |d| i64::try_from(d.as_secs()).unwrap_or(i64::MAX))
}

/// A time of the database, in seconds since 1970-01-01 UTC, as the wire has it.
pub(crate) fn timestamp(seconds: i64) -> Timestamp {
    Timestamp::from_unix_millis(seconds * 1000)
}
