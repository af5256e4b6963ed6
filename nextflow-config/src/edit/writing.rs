//! Values as they are written into a text, so that both parsers read the same.

use super::super::token::Quote;
use super::super::units;
use super::super::value::Value;

/// Why a value cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadValue {
    /// `null`: the setting should be taken out instead.
    Null,
    /// A text with a line end or another control character.
    ControlCharacter,
    /// A number that is none, or a duration below nothing.
    NoNumber,
    /// A map, a closure, something unknown.
    Kind,
}

/// Says whether a value can be written.
pub(super) fn check(value: &Value) -> Result<(), BadValue> {
    let is_number = match value {
        Value::Float(number) => number.is_finite(),
        Value::Duration(amount) | Value::Memory(amount) => *amount >= 0,
        _ => true,
    };
    if !is_number {
        return Err(BadValue::NoNumber);
    }
    match value {
        Value::Text(text) if text.contains(char::is_control) => Err(BadValue::ControlCharacter),
        Value::List(values) => values.iter().try_for_each(check),
        Value::Null => Err(BadValue::Null),
        Value::Unknown | Value::Map(_) | Value::Closure => Err(BadValue::Kind),
        _ => Ok(()),
    }
}

/// Writes a value that [`check`] let pass. Double quotes are only used where they are asked
/// for and mean the same.
pub(super) fn written(value: &Value, quote: Quote) -> String {
    let mut text = String::new();
    push(&mut text, value, quote);
    text
}

fn push(text: &mut String, value: &Value, quote: Quote) {
    match value {
        Value::Text(value) => push_text(text, value, quote),
        Value::List(values) => {
            text.push('[');
            for (index, value) in values.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                push(text, value, quote);
            }
            text.push(']');
        }
        // Nothing has no largest unit.
        Value::Duration(0) => text.push_str("0.ms"),
        Value::Memory(0) => text.push_str("0.B"),
        Value::Duration(millis) => text.push_str(&units::duration(*millis).unwrap_or_default()),
        Value::Memory(bytes) => text.push_str(&units::memory(*bytes).unwrap_or_default()),
        other => text.push_str(&other.to_string()),
    }
}

fn push_text(text: &mut String, value: &str, quote: Quote) {
    if quote == Quote::Double && !value.contains(['"', '\\', '$']) {
        text.push('"');
        text.push_str(value);
        text.push('"');
        return;
    }
    text.push('\'');
    for c in value.chars() {
        if matches!(c, '\'' | '\\') {
            text.push('\\');
        }
        text.push(c);
    }
    text.push('\'');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::super::super::reading::{Semantics, read};
    use super::super::super::tree::Document;
    use super::*;

    fn text(value: &str) -> Value {
        Value::Text(value.to_owned())
    }

    #[test]
    fn values_are_written_as_somebody_would_write_them() {
        for (value, expected) in [
            (Value::Bool(true), "true"),
            (Value::Int(-5), "-5"),
            (Value::Float(2.0), "2.0"),
            (text("a'b\\c"), r"'a\'b\\c'"),
            (text("$x"), "'$x'"),
            (Value::List(Vec::new()), "[]"),
            (Value::List(vec![text("a"), Value::Int(1)]), "['a', 1]"),
            (Value::Duration(2_400_000), "40.min"),
            (Value::Duration(0), "0.ms"),
            (Value::Memory(8 << 30), "8.GB"),
            (Value::Memory(1_500), "1500.B"),
        ] {
            assert_eq!(written(&value, Quote::Single), expected);
        }
    }

    #[test]
    fn double_quotes_are_kept_where_they_say_the_same() {
        assert_eq!(written(&text("a'b"), Quote::Double), "\"a'b\"");
        for value in ["a$b", "a\"b", "a\\b"] {
            assert!(written(&text(value), Quote::Double).starts_with('\''));
        }
    }

    #[test]
    fn what_means_nothing_in_a_text_cannot_be_written() {
        for (value, expected) in [
            (Value::Null, BadValue::Null),
            (Value::Closure, BadValue::Kind),
            (Value::Unknown, BadValue::Kind),
            (Value::Map(Vec::new()), BadValue::Kind),
            (Value::Float(f64::NAN), BadValue::NoNumber),
            (Value::Duration(-1), BadValue::NoNumber),
            (text("a\nb"), BadValue::ControlCharacter),
            (Value::List(vec![text("\t")]), BadValue::ControlCharacter),
        ] {
            assert_eq!(check(&value), Err(expected), "{value:?}");
        }
    }

    proptest! {
        #[test]
        fn both_parsers_read_what_was_written(
            value in prop_oneof![
                "[ -~éπ😀\u{a0}’]{0,20}".prop_map(Value::Text),
                any::<i32>().prop_map(|it| Value::Int(i64::from(it))),
                (0..i64::from(u32::MAX)).prop_map(Value::Duration),
                (0..i64::from(u32::MAX)).prop_map(Value::Memory),
                (-1e6..1e6).prop_map(Value::Float),
                prop::collection::vec("[ -~]{0,9}".prop_map(Value::Text), 0..4).prop_map(Value::List),
            ],
            is_double in any::<bool>(),
        ) {
            prop_assert_eq!(check(&value), Ok(()));
            let quote = if is_double { Quote::Double } else { Quote::Single };
            let text = format!("a.b = {}\n", written(&value, quote));
            let document = Document::parse(&text);
            for semantics in [Semantics::V1, Semantics::V2] {
                let reading = read(&document, semantics, &[]);
                prop_assert_eq!(&reading.refusal, &None, "{}", text);
                prop_assert_eq!(&reading.get("a.b").unwrap().value, &value, "{}", text);
            }
        }
    }
}
