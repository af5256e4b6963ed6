//! The time that the processor spends on a benchmark, and what counts of several measurements.
//!
//! Limits have to hold on a machine that does other things as well. A clock on the wall counts
//! the time in which something else runs; that of the thread does not. What is left of the
//! others (caches that they empty, a core that is shared) only ever adds, so the lowest of many
//! measurements is the nearest to what the code takes, and a mean tells how busy the machine
//! was. Code that became slower is slower in each of them.

use std::time::Duration;

use cpu_time::ThreadTime;
use criterion::measurement::{Measurement, ValueFormatter, WallTime};

/// The time of this thread on the processor, for criterion.
#[derive(Clone, Copy, Debug)]
pub struct CpuTime;

impl Measurement for CpuTime {
    type Intermediate = ThreadTime;
    type Value = Duration;

    fn start(&self) -> ThreadTime {
        ThreadTime::now()
    }

    fn end(&self, start: ThreadTime) -> Duration {
        start.elapsed()
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
