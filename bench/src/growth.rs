//! How many times as long a long text takes as a short one.

use std::time::Duration;

/// Ten short texts are as fast as this; less cannot be told from noise.
const LEAST: Duration = Duration::from_millis(2);

/// The fastest runs of a long text and of ten of a tenth of it, as far as they were measured.
///
/// A measurement of either may be slowed by what else the machine does, and then the quotient is
/// too large or too small. So the fastest of many runs of each are compared, measured in turn
/// until they keep the limit or enough was tried. A time that grows with the square of the text
/// is far above it in every attempt.
#[derive(Clone, Copy, Debug)]
pub struct Growth {
    long: Duration,
    short: Duration,
}

impl Growth {
    /// How many short texts are as long as the long one.
    pub const PARTS: u32 = 10;
    /// How many times as long as a short text one of ten times its length may take.
    pub const MOST: f64 = 13.0;

    /// Nothing has been measured yet.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            long: Duration::MAX,
            short: Duration::MAX,
        }
    }

    /// Adds what a long text took, and what ten short ones did.
    pub fn add(&mut self, long: Duration, short: Duration) {
        self.long = self.long.min(long);
        self.short = self.short.min(short);
    }

    /// How long the long text takes.
    #[must_use]
    pub fn long(self) -> Duration {
        self.long
    }

    /// How many times as long as one of the short texts the long one takes.
    #[must_use]
    pub fn times(self) -> f64 {
        self.long.as_secs_f64() / self.short.max(LEAST).as_secs_f64() * f64::from(Self::PARTS)
    }

    /// Whether the time grows with the text, and no faster.
    #[must_use]
    pub fn is_linear(self) -> bool {
        self.times() <= Self::MOST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn growth(milliseconds: &[(u64, u64)]) -> Growth {
        let mut growth = Growth::unknown();
        for (long, short) in milliseconds {
            growth.add(Duration::from_millis(*long), Duration::from_millis(*short));
        }
        growth
    }

    #[test]
    fn a_text_that_takes_as_long_as_its_parts_grows_as_they_do() {
        let growth = growth(&[(100, 80)]);
        assert!((growth.times() - 12.5).abs() < 1e-9);
        assert!(growth.is_linear());
        assert_eq!(growth.long(), Duration::from_millis(100));
    }

    #[test]
    fn one_undisturbed_run_of_each_is_enough() {
        assert!(!growth(&[(150, 100)]).is_linear());
        assert!(growth(&[(150, 100), (300, 160), (110, 170)]).is_linear());
    }

    #[test]
    fn what_is_slow_each_time_is_not_excused() {
        let square = [(1000, 100), (1300, 400), (1001, 101)];
        assert!(!growth(&square).is_linear());
        let little_above = [(140, 100), (139, 104), (160, 100)];
        assert!(!growth(&little_above).is_linear());
    }

    #[test]
    fn a_slow_measurement_of_the_parts_excuses_nothing() {
        assert!(!growth(&[(140, 100), (140, 200)]).is_linear());
    }

    #[test]
    fn what_takes_next_to_no_time_is_no_growth() {
        let mut growth = Growth::unknown();
        growth.add(Duration::from_micros(90), Duration::from_micros(5));
        assert!(growth.is_linear());
    }
}
