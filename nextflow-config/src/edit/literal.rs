//! Literals: values as they are written into a text, so that both parsers read the same.

use crate::token::Quote;
use crate::units;
use crate::value::Value;

/// Why a value cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnwritableValue {
    /// `null`: the setting should be taken out instead.
    Null,
    /// A text with a line end or another control character, which the parsers read in
    /// different ways.
    ControlCharacter,
    /// A number that is none, or a time or size below zero.
    NotANumber,
    /// A map, a closure, something unknown.
    Kind,
}

/// Says whether a value can be written.
pub(crate) fn check(value: &Value) -> Result<(), UnwritableValue> {
    let is_number = match value {
        Value::Float(number) => number.is_finite(),
        Value::Duration(amount) | Value::Memory(amount) => *amount >= 0,
        _ => true,
    };
    if !is_number {
        return Err(UnwritableValue::NotANumber);
    }
    match value {
        Value::Text(text) if text.contains(char::is_control) => {
            Err(UnwritableValue::ControlCharacter)
        }
        Value::List(values) => values.iter().try_for_each(check),
        Value::Null => Err(UnwritableValue::Null),
        Value::Unknown | Value::Map(_) | Value::Closure => Err(UnwritableValue::Kind),
        _ => Ok(()),
    }
}

/// Writes a value that [`check`] let pass. Double quotes are only used where they are asked
/// for and mean the same.
pub(crate) fn written(value: &Value, quote: Quote) -> String {
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

    use super::*;
    use crate::read::read;
    use crate::reading::Parser;
    use crate::tree::Document;

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
            (Value::Null, UnwritableValue::Null),
            (Value::Closure, UnwritableValue::Kind),
            (Value::Unknown, UnwritableValue::Kind),
            (Value::Map(Vec::new()), UnwritableValue::Kind),
            (Value::Float(f64::NAN), UnwritableValue::NotANumber),
            (Value::Duration(-1), UnwritableValue::NotANumber),
            (text("a\nb"), UnwritableValue::ControlCharacter),
            (
                Value::List(vec![text("\t")]),
                UnwritableValue::ControlCharacter,
            ),
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
            for semantics in [Parser::Legacy, Parser::Strict] {
                let reading = read(&document, semantics, &[]);
                prop_assert_eq!(&reading.refusal, &None, "{}", text);
                prop_assert_eq!(&reading.get("a.b").unwrap().value, &value, "{}", text);
            }
        }
    }
}
