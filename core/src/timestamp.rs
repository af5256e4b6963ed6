//! A point in time as Platform writes it.
//!
//! Answers have seconds or fractions, `Z` or an offset. Some have neither seconds nor an offset:
//! those are read too, as UTC, which is most likely what is meant. This module reads no clock.

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

    /// Reads an ISO 8601 time with a date; without an offset it is taken for UTC.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let time = OffsetDateTime::parse(text, &Rfc3339)
            .or_else(|_| OffsetDateTime::parse(&completed(text).unwrap_or_default(), &Rfc3339));
        let time = time.ok()?;
        let millis = time.unix_timestamp() * 1000 + i64::from(time.millisecond());
        Some(Self(millis))
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

/// A time with the seconds, the offset and the colon in it that RFC 3339 wants.
fn completed(text: &str) -> Option<String> {
    let (date, time) = text.split_once(['T', ' '])?;
    let (clock, offset) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, "Z"),
    };
    let seconds = if clock.len() == "08:53".len() {
        ":00"
    } else {
        ""
    };
    let offset = match (offset.get(..3), offset.get(3..)) {
        (Some(hours), Some(minutes)) if minutes.len() == 2 => format!("{hours}:{minutes}"),
        (Some(hours), Some("")) => format!("{hours}:00"),
        _ => offset.to_owned(),
    };
    Some(format!("{date}T{clock}{seconds}{offset}"))
}

/// What an answer says of a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// This one.
    At(Timestamp),
    /// That there is none.
    Null,
    /// Nothing.
    #[default]
    Absent,
    /// Something that is no time.
    Unreadable,
}

impl Told {
    /// The time, where there is one that can be read.
    pub const fn at(self) -> Option<Timestamp> {
        match self {
            Self::At(time) => Some(time),
            Self::Null | Self::Absent | Self::Unreadable => None,
        }
    }
}

impl Timestamp {
    /// The time in UTC, to the minute, for people: `6 September 2021 at 08:53 UTC`.
    /// Empty for a time outside the years 0 to 9999.
    pub fn in_words(self) -> String {
        let time = OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000)).ok();
        let time = time.filter(|time| (0..=9999).contains(&time.year()));
        time.map_or_else(String::new, |time| {
            format!(
                "{} {} {} at {:02}:{:02} UTC",
                time.day(),
                time.month(),
                time.year(),
                time.hour(),
                time.minute()
            )
        })
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
    fn people_get_a_date_and_a_time() {
        let words = |text: &str| Timestamp::parse(text).unwrap().in_words();
        assert_eq!(
            words("2021-09-06T08:53:51Z"),
            "6 September 2021 at 08:53 UTC"
        );
        assert_eq!(Timestamp::from_unix_millis(i64::MAX).in_words(), "");
    }

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
    fn a_time_without_seconds_or_offset_is_read_and_taken_for_utc() {
        for text in [
            "2021-09-06T08:53:51",
            "2021-09-06 08:53:51",
            "2021-09-06T09:53:51+0100",
            "2021-09-06T09:53:51.000+01",
            "2021-09-06T03:53:51-0500",
        ] {
            let iso = Timestamp::parse(text).map(Timestamp::to_iso);
            assert_eq!(iso.as_deref(), Some("2021-09-06T08:53:51Z"), "{text}");
        }
        for text in [
            "2021-09-06T08:53Z",
            "2021-09-06T08:53",
            "2021-09-06T10:53+02:00",
        ] {
            let iso = Timestamp::parse(text).map(Timestamp::to_iso);
            assert_eq!(iso.as_deref(), Some("2021-09-06T08:53:00Z"), "{text}");
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
            "2021-09-06T",
            "2021-09-06Tnoon",
            "2021-09-06T08",
            "2021-09-06T08:5é",
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
