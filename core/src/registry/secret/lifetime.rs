//! How long a secret lasts, as far as it can be known.
//!
//! Partly said by the secret itself, partly by the documentation of whoever issues such
//! secrets. This module reads no clock: it is told the time. Start at [`Lifetime`].

use crate::timestamp::Timestamp;

pub(super) const MINUTE: i64 = 60;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// How long a secret lasts. Spans are in seconds, points in time in Unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// Nothing is known.
    Unknown,
    /// There is nothing that could end, as with an external id.
    NotApplicable,
    /// Until someone revokes it.
    UntilRevoked,
    /// Until someone deletes it.
    UntilDeleted,
    /// Until someone deactivates it.
    UntilDeactivated,
    /// Until someone makes a new one in its place.
    UntilRegenerated,
    /// Until someone makes a new one, or the end that was set; the text does not tell.
    UntilRegeneratedOrSetEnd,
    /// Whoever made it chose the end; the text does not tell.
    SetByUser,
    /// It may have an end; the text does not tell.
    OptionalEnd,
    /// This many days, unless whoever made it chose fewer.
    AtMostByDefault {
        /// The number of days.
        days: u16,
    },
    /// This many days, unless whoever made it chose otherwise.
    ByDefault {
        /// The number of days.
        days: u16,
    },
    /// As long as the job that it was made for.
    Job,
    /// Somewhere between two spans.
    Between {
        /// The shorter one, in seconds.
        from: i64,
        /// The longer one, in seconds.
        to: i64,
    },
    /// This long from its making, which the text does not tell; in seconds.
    Span(i64),
    /// The issuer is about to stop accepting its kind.
    BeingRetired,
    /// It says itself when it ends, and that is ahead.
    Expires {
        /// The end, in Unix seconds.
        at: i64,
        /// How far away that is, in seconds.
        left: i64,
    },
    /// It says itself when it ended.
    Expired {
        /// The end, in Unix seconds.
        at: i64,
    },
    /// It could say when it ends, and does not.
    NoEnd,
}

impl Lifetime {
    /// What an end at `at` means at the time `now`, both in Unix seconds. A secret is not
    /// accepted at its end any more (RFC 7519, section 4.1.4).
    pub fn until(at: i64, now: i64) -> Self {
        if at <= now {
            Self::Expired { at }
        } else {
            Self::Expires {
                at,
                left: at.saturating_sub(now),
            }
        }
    }

    /// Whether it is too short to be stored: a day and a half at most, or over already.
    pub fn is_short(self) -> bool {
        match self {
            Self::Job | Self::Between { .. } | Self::Expired { .. } => true,
            Self::Span(span) => span <= DAY,
            Self::Expires { left, .. } => left <= DAY,
            _ => false,
        }
    }

    /// A sentence for people about a secret that is there; empty where there is nothing to say.
    pub fn sentence(self) -> String {
        let mut sentence = self.in_general();
        let has_untold_end = matches!(
            self,
            Self::UntilRegeneratedOrSetEnd | Self::SetByUser | Self::OptionalEnd
        );
        if has_untold_end {
            sentence.truncate(sentence.trim_end_matches('.').len());
            sentence.push_str("; the text does not tell.");
        }
        sentence
    }

    /// A sentence about all secrets that last so long; empty where there is nothing to say.
    pub fn in_general(self) -> String {
        match self {
            Self::Unknown | Self::NotApplicable => String::new(),
            Self::UntilRevoked => "It works until someone revokes it.".to_owned(),
            Self::UntilDeleted => "It works until someone deletes it.".to_owned(),
            Self::UntilDeactivated => "It works until someone deactivates it.".to_owned(),
            Self::UntilRegenerated => "It works until someone makes a new one.".to_owned(),
            Self::UntilRegeneratedOrSetEnd => "It works until someone makes a new one, or until \
                 the end that was set for it."
                .to_owned(),
            Self::SetByUser => "Its end was chosen when it was made.".to_owned(),
            Self::OptionalEnd => "It may have an end.".to_owned(),
            Self::AtMostByDefault { days } => {
                format!("It works for {days} days at most, unless its issuer allows more.")
            }
            Self::ByDefault { days } => {
                format!("It works for {days} days, unless another end was chosen when it was made.")
            }
            Self::Job => "It works only while its job runs.".to_owned(),
            Self::Between { from, to } => {
                format!("It works for {} to {}.", span(from), span(to))
            }
            Self::Span(seconds) => format!("It works for {} from its making.", span(seconds)),
            Self::BeingRetired => "Its issuer is retiring such keys.".to_owned(),
            Self::Expires { at, left } => format!("It expires in {}{}.", span(left), instant(at)),
            Self::Expired { at } => format!("It has expired{}.", instant(at)),
            Self::NoEnd => "It has no end of its own.".to_owned(),
        }
    }
}

/// A span in words, to the minute up to two days and to the day above: "2 h 41 min".
fn span(seconds: i64) -> String {
    let (hours, minutes) = (seconds / HOUR, seconds % HOUR / MINUTE);
    match (hours, minutes) {
        (0, 0) => "less than a minute".to_owned(),
        (0, minutes) => format!("{minutes} min"),
        (48.., _) => format!("{} days", seconds / DAY),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// ", on 22 November 2026 at 10:00 UTC"; empty for a time that no calendar has.
fn instant(at: i64) -> String {
    let words = Timestamp::from_unix_millis(at.saturating_mul(1000)).in_words();
    if words.is_empty() {
        words
    } else {
        format!(", on {words}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_end_is_over_at_its_very_second() {
        assert_eq!(Lifetime::until(100, 100), Lifetime::Expired { at: 100 });
        assert_eq!(
            Lifetime::until(101, 100),
            Lifetime::Expires { at: 101, left: 1 }
        );
    }

    #[test]
    fn a_day_is_short_and_a_second_more_is_not() {
        assert!(Lifetime::until(DAY, 0).is_short());
        assert!(!Lifetime::until(DAY + 1, 0).is_short());
        assert!(Lifetime::until(0, DAY).is_short(), "what is over is short");
        assert!(!Lifetime::ByDefault { days: 30 }.is_short());
    }

    #[test]
    fn spans_are_told_in_the_units_that_people_use() {
        for (seconds, words) in [
            (59, "less than a minute"),
            (60, "1 min"),
            (2 * HOUR + 41 * MINUTE + 59, "2 h 41 min"),
            (3 * HOUR, "3 h"),
            (DAY, "24 h"),
            (2 * DAY, "2 days"),
            (12 * DAY + HOUR, "12 days"),
        ] {
            assert_eq!(span(seconds), words);
        }
    }

    #[test]
    fn the_end_is_told_as_a_span_and_as_a_point_in_time() {
        let now = 1_795_330_800;
        assert_eq!(
            Lifetime::until(now + 3 * HOUR, now).sentence(),
            "It expires in 3 h, on 22 November 2026 at 10:00 UTC."
        );
        assert_eq!(
            Lifetime::until(now - 1, now).sentence(),
            "It has expired, on 22 November 2026 at 06:59 UTC."
        );
        assert_eq!(Lifetime::until(i64::MIN, now).sentence(), "It has expired.");
    }

    proptest! {
        #[test]
        fn no_time_makes_it_panic(at in any::<i64>(), now in any::<i64>()) {
            let _ = Lifetime::until(at, now).sentence();
        }
    }
}
