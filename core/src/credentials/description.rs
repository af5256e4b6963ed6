//! What people have written about credentials, and the day on which their secret ends.
//!
//! Platform keeps no such day, so it stands readably at the end of the description, where every
//! other client shows it too: `Pull robot of team A [expires 2027-01-31]`. It is what somebody
//! wrote down and no more. This module reads no clock: it is told the time. Start at
//! [`Description`].
//!
//! ```
//! use wavepass_core::credentials::Description;
//!
//! let stored = Description::read("Pull robot [expires 2027-01-31]");
//! assert_eq!(stored.words, "Pull robot");
//! assert_eq!(stored.expires.unwrap().to_iso(), "2027-01-31");
//! assert_eq!(stored.to_text(), "Pull robot [expires 2027-01-31]");
//! ```

use crate::finding::{Edit, Finding, rules};
use crate::registry::secret::Lifetime;
use crate::timestamp::Timestamp;

rules! {
    /// The day on which the secret ends is none.
    pub(crate) NO_SUCH_DAY = "no-such-day" {
        severity: Error,
        why: "The day is kept in the description, where people and other programs read it. What is \
              no day cannot be read back as one.",
        action: "Enter a day such as 2027-01-31, or leave the field empty.",
    }

    /// The day on which the secret ends is over.
    pub(crate) DAY_IS_OVER = "expiry-is-over" {
        severity: Warning,
        why: "Credentials are listed as expired from that day on. Either the day is mistyped, or \
              the secret most likely does not work any more.",
        action: "Correct the day, or enter a new secret and the day on which that one ends.",
    }

    /// The secret itself says on which day it ends, and that is not the one that was entered.
    pub SECRET_TELLS_ITS_END = "secret-tells-its-end" {
        severity: Info,
        why: "Such a secret has its end inside, and is refused from then on. Written down with \
              the credentials, the list can say so in time.",
        action: "Press the button to write that day down.",
    }
}

/// A day of the calendar, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Timestamp);

const MILLIS: i64 = 24 * 60 * 60 * 1000;

impl Day {
    /// How long its text is, in bytes.
    const LENGTH: usize = "2027-01-31".len();

    /// Reads `2027-01-31`, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = text.len() == Self::LENGTH;
        let start = is_plain.then(|| Timestamp::parse(&format!("{text}T00:00:00Z")));
        start.flatten().map(Self)
    }

    /// The day of a point in time, in Unix seconds.
    pub fn of_unix(seconds: i64) -> Self {
        let millis = seconds.saturating_mul(1000);
        Self(Timestamp::from_unix_millis(
            millis.saturating_sub(millis.rem_euclid(MILLIS)),
        ))
    }

    /// The day as `2027-01-31`.
    pub fn to_iso(self) -> String {
        let mut text = self.0.to_iso();
        text.truncate(Self::LENGTH);
        text
    }

    /// How many days it is ahead of a point in time, in Unix seconds; negative when it is over.
    pub fn days_from(self, now: i64) -> i64 {
        (self.0.unix_millis() - Self::of_unix(now).0.unix_millis()) / MILLIS
    }

    /// Everything there is to say of a day as it was typed, at a point in time in Unix seconds;
    /// nothing of an empty one.
    pub fn findings(typed: &str, now: i64) -> Vec<Finding> {
        findings(typed, None, Some(now))
    }

    /// When a secret that ends on this day does so, at a point in time in Unix seconds:
    /// `Expires in 12 days`.
    pub fn in_words(self, now: i64) -> String {
        match self.days_from(now) {
            0 => "Expires today".to_owned(),
            1 => "Expires tomorrow".to_owned(),
            -1 => "Expired yesterday".to_owned(),
            days @ 2.. => format!("Expires in {days} days"),
            days => format!("Expired {} days ago", days.unsigned_abs()),
        }
    }
}

/// A description, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// What somebody has written.
    pub words: String,
    /// The day on which the secret ends, where one is written down.
    pub expires: Option<Day>,
}

impl Description {
    /// Reads a description. Only a day at its end is one that was written down; everything else
    /// is words.
    pub fn read(text: &str) -> Self {
        let marked = text.trim_end().strip_suffix(']').and_then(|text| {
            let (words, day) = text.split_at_checked(text.len().checked_sub(Day::LENGTH)?)?;
            let words = words.strip_suffix("[expires ")?;
            Some((words.trim_end(), Day::parse(day)?))
        });
        match marked {
            Some((words, day)) => Self {
                words: words.to_owned(),
                expires: Some(day),
            },
            None => Self {
                words: text.to_owned(),
                expires: None,
            },
        }
    }

    /// The description as it is stored; empty where there is nothing to say.
    pub fn to_text(&self) -> String {
        let Some(day) = self.expires else {
            return self.words.clone();
        };
        let marker = format!("[expires {}]", day.to_iso());
        match self.words.trim_end() {
            "" => marker,
            words => format!("{words} {marker}"),
        }
    }
}

/// Everything there is to say of the day on which a secret ends, as it was typed: nothing of an
/// empty one, unless the secret tells its own. The time is in Unix seconds, where it is known.
pub(super) fn findings(typed: &str, lifetime: Option<Lifetime>, now: Option<i64>) -> Vec<Finding> {
    let day = Day::parse(typed);
    if !typed.is_empty() && day.is_none() {
        let message = "Enter a day such as 2027-01-31, or leave this empty.";
        return vec![Finding::error(NO_SUCH_DAY, message)];
    }
    // What ends within a day is said of the secret, and no day helps.
    let told = match lifetime {
        Some(Lifetime::Expires { at, .. }) if lifetime.is_some_and(|it| !it.is_short()) => {
            Some(Day::of_unix(at))
        }
        _ => None,
    };
    if let Some(told) = told.filter(|told| day != Some(*told)) {
        let iso = told.to_iso();
        let message = format!("The secret itself says that it ends on {iso}.");
        let finding = Finding::info(SECRET_TELLS_ITS_END, message);
        return vec![finding.with_fix(format!("Use {iso}"), Edit::Replace(iso))];
    }
    let is_over = day.zip(now).filter(|(day, now)| day.days_from(*now) < 0);
    let is_over = is_over.map(|_| Finding::warning(DAY_IS_OVER, "This day is over."));
    is_over.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::finding::Severity;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// 2026-11-29, at noon.
    const NOW: i64 = 1_795_953_600;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_day_at_the_end_is_the_one_that_was_written_down() {
        for (text, words, expires) in [
            ("[expires 2027-01-31]", "", "2027-01-31"),
            (
                "Robot of team A [expires 2027-01-31]",
                "Robot of team A",
                "2027-01-31",
            ),
            (
                "two\nlines [expires 2028-02-29] ",
                "two\nlines",
                "2028-02-29",
            ),
            (
                "[expires 2026-01-01] [expires 2027-01-31]",
                "[expires 2026-01-01]",
                "2027-01-31",
            ),
        ] {
            let read = Description::read(text);
            assert_eq!(read.words, words, "{text}");
            assert_eq!(read.expires, Some(day(expires)), "{text}");
        }
    }

    #[test]
    fn everything_else_is_words_as_they_stand() {
        for text in [
            "",
            "Robot of team A",
            "[expires 2027-02-30]",
            "[expires soon]",
            "[expires 2027-1-31]",
            "[expires 2027-01-31] of team A",
            "expires 2027-01-31",
            "[Expires 2027-01-31]",
            " kept as it is ",
        ] {
            let read = Description::read(text);
            assert_eq!(read.expires, None, "{text}");
            assert_eq!(read.to_text(), text);
        }
    }

    #[test]
    fn people_are_told_how_far_away_the_day_is() {
        for (text, words) in [
            ("2026-11-29", "Expires today"),
            ("2026-11-30", "Expires tomorrow"),
            ("2026-12-11", "Expires in 12 days"),
            ("2026-11-28", "Expired yesterday"),
            ("2025-11-29", "Expired 365 days ago"),
        ] {
            assert_eq!(day(text).in_words(NOW), words);
        }
    }

    fn said(typed: &str, lifetime: Lifetime) -> Vec<(Severity, String)> {
        let findings = findings(typed, Some(lifetime), Some(NOW)).into_iter();
        findings.map(|it| (it.severity, it.message)).collect()
    }

    #[test]
    fn a_day_that_is_none_is_an_error_and_one_that_is_over_a_warning() {
        for typed in [
            "31.1.2027",
            "2027-02-30",
            "tomorrow",
            "2027-01-31T00:00:00Z",
        ] {
            assert_eq!(
                said(typed, Lifetime::Unknown)[0].0,
                Severity::Error,
                "{typed}"
            );
        }
        assert_eq!(
            said("2026-11-28", Lifetime::Unknown),
            [(Severity::Warning, "This day is over.".to_owned())]
        );
        for typed in ["", "2026-11-29", "2027-01-31"] {
            assert_eq!(said(typed, Lifetime::Unknown), [], "{typed}");
        }
        assert_eq!(findings("2020-01-01", None, None), []);
    }

    #[test]
    fn the_day_that_a_secret_tells_is_proposed_unless_it_is_there() {
        let month = Lifetime::until(NOW + 30 * 24 * 60 * 60, NOW);
        for typed in ["", "2027-01-31"] {
            let found = findings(typed, Some(month), Some(NOW));
            assert_eq!(found[0].code, SECRET_TELLS_ITS_END, "{typed}");
            let fix = found[0].fix.as_ref().unwrap();
            assert_eq!(fix.label, "Use 2026-12-29");
            assert_eq!(fix.edit.apply(typed), "2026-12-29");
        }
        assert_eq!(findings("2026-12-29", Some(month), Some(NOW)), []);
        // Of what ends within hours the secret's own findings speak.
        for lifetime in [
            Lifetime::until(NOW + 60 * 60, NOW),
            Lifetime::until(NOW - 60 * 60, NOW),
            Lifetime::SetByUser,
            Lifetime::NoEnd,
        ] {
            assert_eq!(findings("", Some(lifetime), Some(NOW)), [], "{lifetime:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_stored_reads_back_as_what_was_written(
            words in "[^\\[\\]]{0,20}", ahead in proptest::option::of(-9_000_i64..90_000),
        ) {
            let expires = ahead.map(|days| Day::of_unix(NOW + days * 24 * 60 * 60));
            let words = if expires.is_some() { words.trim_end().to_owned() } else { words };
            let written = Description { words, expires };
            prop_assert_eq!(Description::read(&written.to_text()), written);
        }

        #[test]
        fn no_text_and_no_time_makes_it_panic(text in any::<String>(), time in any::<i64>()) {
            let _ = Description::read(&text).to_text();
            let _ = Day::of_unix(time).to_iso();
            let _ = Day::of_unix(time).in_words(0);
            let _ = findings(&text, Some(Lifetime::until(time, 0)), Some(time));
        }
    }
}
