//! What stands in angle brackets for "any value of that kind": `<int>`, `<date-time or null>`,
//! `<base62, up to 22 chars>`. Start at [`Kind::parse`].

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use wavepass_core::pattern;

/// A kind of value: any of several, each with all of its conditions.
pub(crate) struct Kind(Vec<Vec<Condition>>);

enum Condition {
    Any,
    Absent,
    Null,
    Boolean,
    Integer,
    Number,
    Array,
    Object,
    Text(fn(&str) -> bool),
    AtMost(usize),
    Exactly(usize),
}

impl Kind {
    /// The kind inside the brackets, if it is a known one.
    pub(crate) fn parse(words: &str) -> Option<Self> {
        let any = words.split(" or ").map(|all| {
            let conditions = all.split(", ").map(condition);
            conditions.collect::<Option<Vec<_>>>()
        });
        any.collect::<Option<Vec<_>>>().map(Self)
    }

    /// Whether a value, or its absence, is of this kind.
    pub(crate) fn is_met(&self, value: Option<&Value>) -> bool {
        let Self(any) = self;
        any.iter()
            .any(|all| all.iter().all(|condition| condition.is_met(value)))
    }
}

impl Condition {
    fn is_met(&self, value: Option<&Value>) -> bool {
        let Some(value) = value else {
            return matches!(self, Self::Absent);
        };
        let length = value.as_str().map(|text| text.chars().count());
        match self {
            Self::Any => true,
            Self::Absent => false,
            Self::Null => value.is_null(),
            Self::Boolean => value.is_boolean(),
            Self::Integer => value.is_i64() || value.is_u64(),
            Self::Number => value.is_number(),
            Self::Array => value.is_array(),
            Self::Object => value.is_object(),
            Self::Text(is_met) => value.as_str().is_some_and(is_met),
            Self::AtMost(longest) => length.is_some_and(|length| length <= *longest),
            Self::Exactly(wanted) => length == Some(*wanted),
        }
    }
}

fn condition(words: &str) -> Option<Condition> {
    let words = words.trim().to_lowercase();
    let count = |text: &str| {
        let (number, unit) = text.split_once(' ')?;
        let unit = unit.trim_end_matches('s');
        let is_unit = matches!(unit, "char" | "character" | "digit" | "hex digit");
        number.parse().ok().filter(|_| is_unit)
    };
    if let Some(longest) = words.strip_prefix("up to ").and_then(count) {
        return Some(Condition::AtMost(longest));
    }
    if let Some(length) = count(&words) {
        return Some(Condition::Exactly(length));
    }
    Some(match words.as_str() {
        "any" | "value" | "anything" => Condition::Any,
        "absent" | "missing" => Condition::Absent,
        "null" => Condition::Null,
        "bool" | "boolean" => Condition::Boolean,
        "int" | "integer" | "long" | "int64" => Condition::Integer,
        "number" => Condition::Number,
        "array" | "list" => Condition::Array,
        "object" => Condition::Object,
        "string" | "text" | "non-empty string" => Condition::Text(|text| !text.is_empty()),
        "date-time" | "datetime" | "date" | "time" | "timestamp" => Condition::Text(is_time),
        "id" => Condition::Text(|text| is_base62(text) && text.len() <= 22),
        "base62" => Condition::Text(is_base62),
        "base64" => Condition::Text(|text| !text.is_empty() && STANDARD.decode(text).is_ok()),
        "hex" => Condition::Text(|text| {
            !text.is_empty() && text.bytes().all(|it| it.is_ascii_hexdigit())
        }),
        "decimal" | "digits" => {
            Condition::Text(|text| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit()))
        }
        "token" => Condition::Text(is_token),
        "uuid" => Condition::Text(|text| {
            pattern!(r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$").is_match(text)
        }),
        "url" | "uri" => Condition::Text(|text| pattern!(r"^https?://[^\s/]+").is_match(text)),
        "email" | "e-mail" => Condition::Text(|text| pattern!(r"^[^@\s]+@[^@\s]+$").is_match(text)),
        "version" | "semver" => {
            Condition::Text(|text| pattern!(r"^v?[0-9]+(\.[0-9]+)+([-+.].*)?$").is_match(text))
        }
        _ => return None,
    })
}

fn is_base62(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_alphanumeric())
}

pub(crate) fn is_time(text: &str) -> bool {
    pattern!(
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$"
    )
    .is_match(text)
}

/// The number in a personal token: base64 of `{"tid": N}.` and 40 hexadecimal digits.
pub(crate) fn token_id(text: &str) -> Option<i64> {
    let decoded = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
    let (head, digits) = decoded.rsplit_once('.')?;
    let is_hash = digits.len() == 40 && digits.bytes().all(|it| it.is_ascii_hexdigit());
    let head: Value = serde_json::from_str(head).ok()?;
    head["tid"].as_i64().filter(|_| is_hash)
}

/// Whether it is such a token.
pub(crate) fn is_token(text: &str) -> bool {
    token_id(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_kind_is_met_by_its_values_and_by_no_others() {
        for (words, met, not_met) in [
            ("int", json!(7), json!("7")),
            ("string", json!("x"), json!("")),
            ("date-time or null", json!(null), json!("today")),
            (
                "date-time",
                json!("2021-09-06T08:53:51.12+02:00"),
                json!(null),
            ),
            (
                "base62, up to 22 chars",
                json!("2ba2oekqeTEBzwSDgXg7xf"),
                json!("2ba2oekqeTEBzwSDgXg7xf1"),
            ),
            ("base62, up to 22 chars", json!("a"), json!("a-b")),
            ("boolean", json!(false), json!(0)),
            ("array", json!([]), json!({})),
            ("object", json!({}), json!([])),
            ("hex, 4 chars", json!("0aF1"), json!("0aF")),
            (
                "token",
                json!("eyJ0aWQiOiA1fS5jZmM1YjVhOThjZjM2MTk1NjBjZWU1YmMwODUxYzA1ZjkzMDdmN2Iz"),
                json!("x"),
            ),
        ] {
            let kind = Kind::parse(words).unwrap();
            assert!(kind.is_met(Some(&met)), "{words} {met}");
            assert!(!kind.is_met(Some(&not_met)), "{words} {not_met}");
            assert!(!kind.is_met(None), "{words} absent");
        }
        assert!(Kind::parse("string or absent").unwrap().is_met(None));
        for words in ["", "int or thing", "unchanged", "up to many chars"] {
            assert!(Kind::parse(words).is_none(), "{words}");
        }
    }
}
