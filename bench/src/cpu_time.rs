//! The time that the processor spends on a benchmark, and what counts of several measurements.
//!
//! Limits have to hold on a machine that does other things as well. A clock on the wall counts
//! the time in which something else runs; that of the thread does not. What is left of the
//! others (caches that they empty, a core that is shared) only ever adds, so the lowest of many
//! measurements is the nearest to what the code takes, and a mean tells how busy the machine
//! was. Code that became slower is slower in each of them.

use std::time::Duration;

use criterion::measurement::{Measurement, ValueFormatter, WallTime};

/// The time of this thread on the processor, for criterion.
#[derive(Clone, Copy, Debug)]
pub struct CpuTime;

impl CpuTime {
    /// How long this thread has been running until now.
    #[cfg(unix)]
    #[must_use]
    pub fn now() -> Duration {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        // The time of a thread is not negative.
        Duration::try_from(time).unwrap_or_default()
    }

    /// How long this program has been running until now.
    #[cfg(not(unix))]
    #[must_use]
    pub fn now() -> Duration {
        static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
        START.get_or_init(std::time::Instant::now).elapsed()
    }
}

impl Measurement for CpuTime {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        Self::now()
    }

    fn end(&self, start: Duration) -> Duration {
        Self::now().saturating_sub(start)
    }

    fn add(&self, first: &Duration, second: &Duration) -> Duration {
        *first + *second
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        WallTime.to_f64(value)
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}
