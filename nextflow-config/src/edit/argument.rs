//! A change as it is given on a command line: `wave.enabled=true`.

use std::str::FromStr;

use super::error::{ArgumentError, EditError, EditErrorKind};
use super::literal;
use super::path::SettingPath;
use crate::change::Change;
use crate::options::{OptionType, option};
use crate::value::Value;

impl Change {
    /// Reads `PATH=VALUE`. `true` and `false`, numbers and lists like `[a, b]` are what they
    /// look like, unless the option of that name takes a text; anything else, and what is in
    /// quotes, is a text.
    ///
    /// ```
    /// use nextflow_config::Change;
    ///
    /// assert_eq!(Change::parse("wave.freeze=true")?, Change::set("wave.freeze", true));
    /// // The option takes a number, so a text is refused.
    /// assert!(Change::parse("wave.retryPolicy.maxAttempts=often").is_err());
    /// # Ok::<(), nextflow_config::EditError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Says what is wrong with the argument, and never what is in its value.
    pub fn parse(argument: &str) -> Result<Self, EditError> {
        let Some((path, value)) = argument.split_once('=') else {
            let kind = EditErrorKind::Argument(ArgumentError::NoValue);
            return Err(EditError::new("", kind));
        };
        let path = path.trim();
        let refused = |error| EditError::new(path, EditErrorKind::Argument(error));
        SettingPath::parse(path).map_err(|_| refused(ArgumentError::NoSetting))?;
        let value_type = option(path).map(|it| it.value_type);
        let value = value_for(value_type, value.trim()).map_err(refused)?;
        literal::check(&value).map_err(|_| refused(ArgumentError::Unwritable))?;
        Ok(Self::set(path, value))
    }
}

impl FromStr for Change {
    type Err = EditError;

    fn from_str(argument: &str) -> Result<Self, EditError> {
        Self::parse(argument)
    }
}

fn value_for(value_type: Option<OptionType>, value: &str) -> Result<Value, ArgumentError> {
    match value_type {
        Some(OptionType::TextList) if value.starts_with('[') => list(value, text),
        Some(
            OptionType::Text | OptionType::TextList | OptionType::Duration | OptionType::Memory,
        ) => Ok(text(value)),
        Some(OptionType::Bool) => match scalar(value) {
            Some(value @ Value::Bool(_)) => Ok(value),
            _ => Err(ArgumentError::NotABool),
        },
        Some(OptionType::Int) => match scalar(value) {
            Some(value @ Value::Int(_)) => Ok(value),
            _ => Err(ArgumentError::NotANumber),
        },
        Some(OptionType::Number) => match scalar(value) {
            Some(value @ (Value::Int(_) | Value::Float(_))) => Ok(value),
            _ => Err(ArgumentError::NotANumber),
        },
        None | Some(OptionType::TextOrBool) if value.starts_with('[') => list(value, guessed),
        None | Some(OptionType::TextOrBool) => Ok(guessed(value)),
    }
}

/// A truth value or a number.
fn scalar(value: &str) -> Option<Value> {
    match value {
        "true" => return Some(Value::Bool(true)),
        "false" => return Some(Value::Bool(false)),
        _ => {}
    }
    let digits = value.strip_prefix('-').unwrap_or(value);
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'-'));
    if !is_number || (digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.")) {
        // A zero in front is part of a name or an id.
        return None;
    }
    let int = value.parse().ok().map(Value::Int);
    int.or_else(|| {
        let looks_so = digits.contains(['.', 'e', 'E']) && !digits.ends_with('.');
        value.parse().ok().filter(|_| looks_so).map(Value::Float)
    })
}

/// A text without the quotes that may be around it.
fn text(value: &str) -> Value {
    let inner = ['\'', '"'].into_iter().find_map(|quote| {
        let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inner.contains(quote)).then_some(inner)
    });
    Value::Text(inner.unwrap_or(value).to_owned())
}

/// What a value looks like.
fn guessed(value: &str) -> Value {
    scalar(value).unwrap_or_else(|| text(value))
}

/// `[a, b]`, with commas in quotes left alone.
fn list(value: &str, element: fn(&str) -> Value) -> Result<Value, ArgumentError> {
    let inner = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let inner = inner.ok_or(ArgumentError::OpenList)?;
    let mut open = None;
    let mut parts: Vec<&str> = inner
        .split(|c: char| {
            match open {
                Some(quote) if quote == c => open = None,
                None if matches!(c, '\'' | '"') => open = Some(c),
                _ => {}
            }
            c == ',' && open.is_none()
        })
        .map(str::trim)
        .collect();
    if parts.last() == Some(&"") {
        // Nothing, or a comma at the end.
        parts.pop();
    }
    Ok(Value::List(parts.into_iter().map(element).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn texts(values: &[&str]) -> Value {
        let values = values.iter().map(|value| Value::Text((*value).to_owned()));
        Value::List(values.collect())
    }

    fn word(value: &str) -> Value {
        Value::Text(value.to_owned())
    }

    #[test]
    fn a_value_is_what_it_looks_like() {
        for (value, expected) in [
            ("true", Value::Bool(true)),
            (" false ", Value::Bool(false)),
            ("5", Value::Int(5)),
            ("-5", Value::Int(-5)),
            ("2.5", Value::Float(2.5)),
            ("1e3", Value::Float(1_000.0)),
            ("1.2.3", word("1.2.3")),
            ("007", word("007")),
            ("5.", word("5.")),
            ("-", word("-")),
            ("", word("")),
            ("'5'", word("5")),
            ("\"a b\"", word("a b")),
            ("it's", word("it's")),
            ("a=b", word("a=b")),
            ("[]", texts(&[])),
            ("[a, 'b,c',]", texts(&["a", "b,c"])),
            ("[1, x]", Value::List(vec![Value::Int(1), word("x")])),
        ] {
            let change = Change::parse(&format!("some.thing={value}")).unwrap();
            assert_eq!(change, Change::set("some.thing", expected), "{value}");
        }
    }

    #[test]
    fn what_an_option_takes_decides_over_the_looks() {
        for (takes, value, expected) in [
            (OptionType::Text, "true", Ok(word("true"))),
            (OptionType::Text, "5", Ok(word("5"))),
            (
                OptionType::TextList,
                "conda,container",
                Ok(word("conda,container")),
            ),
            (
                OptionType::TextList,
                "[1, conda]",
                Ok(texts(&["1", "conda"])),
            ),
            (OptionType::Bool, "yes", Err(ArgumentError::NotABool)),
            (OptionType::Bool, "'true'", Err(ArgumentError::NotABool)),
            (OptionType::Bool, "true", Ok(Value::Bool(true))),
            (OptionType::Int, "5", Ok(Value::Int(5))),
            (OptionType::Int, "5.5", Err(ArgumentError::NotANumber)),
            (OptionType::Number, "5", Ok(Value::Int(5))),
            (OptionType::Number, "a lot", Err(ArgumentError::NotANumber)),
            (OptionType::Duration, "40m", Ok(word("40m"))),
        ] {
            assert_eq!(value_for(Some(takes), value), expected, "{takes:?} {value}");
        }
    }

    #[test]
    fn what_is_no_change_says_why() {
        for (argument, expected) in [
            ("wave.enabled", ArgumentError::NoValue),
            ("enabled=true", ArgumentError::NoSetting),
            ("wave enabled=true", ArgumentError::NoSetting),
            ("=true", ArgumentError::NoSetting),
            ("some.thing=[a", ArgumentError::OpenList),
            ("some.thing=a\nb", ArgumentError::Unwritable),
        ] {
            let error = Change::parse(argument).unwrap_err();
            assert_eq!(error.to_string(), expected.to_string(), "{argument}");
            assert_eq!(error.kind, EditErrorKind::Argument(expected));
        }
    }
}
