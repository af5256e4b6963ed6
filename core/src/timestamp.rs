//! A point in time as Platform writes it.
//!
//! Answers have seconds or fractions, `Z` or an offset. This module reads no clock.

use serde::{Serialize, Serializer};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A point in time, to the millisecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since 1970-01-01 UTC.
    pub const fn from_unix_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01 UTC.
    pub const fn unix_millis(self) -> i64 {
        self.0
    }

    /// Reads an ISO 8601 time with an offset.
    pub fn parse(text: &str) -> Option<Self> {
        let time = OffsetDateTime::parse(text.trim(), &Rfc3339).ok()?;
        let millis = time.unix_timestamp_nanos() / 1_000_000;
        i64::try_from(millis).ok().map(Self)
    }

    /// The time in UTC, to the second, as Platform writes it: `2021-09-06T08:53:51Z`.
    /// Empty for a time outside the years 0 to 9999.
    pub fn to_iso(self) -> String {
        OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000))
            .ok()
            .and_then(|time| time.format(&Rfc3339).ok())
            .unwrap_or_default()
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_iso())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn fractions_and_offsets_are_understood() {
        for (text, iso) in [
            ("2021-09-06T08:53:51Z", "2021-09-06T08:53:51Z"),
            ("2022-11-24T10:53:41.962852+01:00", "2022-11-24T09:53:41Z"),
            ("2020-02-29T23:59:59.9-05:30", "2020-03-01T05:29:59Z"),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59Z"),
        ] {
            assert_eq!(Timestamp::parse(text).unwrap().to_iso(), iso, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_no_time() {
        for text in [
            "",
            "yesterday",
            "2021-13-01T00:00:00Z",
            "2021-09-06",
            "1630918431",
        ] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_can_be_read(seconds in 0_i64..253_402_300_799) {
            let time = Timestamp::from_unix_millis(seconds * 1000);
            prop_assert_eq!(Timestamp::parse(&time.to_iso()), Some(time));
        }

        #[test]
        fn no_text_and_no_number_makes_it_panic(text in any::<String>(), millis in any::<i64>()) {
            let _ = Timestamp::parse(&text);
            let _ = Timestamp::from_unix_millis(millis).to_iso();
        }
    }
}
