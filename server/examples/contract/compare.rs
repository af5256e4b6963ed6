//! Where an answered value is not as expected. Start at [`Comparison::differences`].

use regex::Regex;
use serde_json::{Map, Value, json};

use crate::kind::{Kind, is_time};
use crate::names::{Names, is_id_field, placeholder, unfilled};

/// The words of an object that says what a value has to be like, in place of being one.
const MATCHERS: [&str; 10] = [
    "in",
    "one_of",
    "each",
    "matches",
    "contains",
    "notContains",
    "not",
    "startsWith",
    "endsWith",
    "length",
];

/// What values are compared with besides what is expected.
pub(crate) struct Comparison<'a> {
    pub(crate) names: &'a mut Names,
    /// What was found.
    pub(crate) found: Vec<String>,
}

/// A value, and what it was before the question.
#[derive(Clone, Copy)]
pub(crate) struct Answered<'a> {
    pub(crate) value: Option<&'a Value>,
    pub(crate) before: Option<&'a Value>,
}

impl<'a> Answered<'a> {
    fn field(self, name: &str) -> Self {
        Self {
            value: self.value.and_then(|value| value.get(name)),
            before: self.before.and_then(|value| value.get(name)),
        }
    }

    fn only(value: &'a Value) -> Self {
        Self {
            value: Some(value),
            before: None,
        }
    }
}

impl Comparison<'_> {
    /// Compares a value, which is in a field of that name and at that place of the answer.
    ///
    /// Of an object only the fields are compared that are expected. Of a list each expected row has
    /// to be there, in that order; an empty list has to be empty.
    pub(crate) fn differences(
        &mut self,
        place: &str,
        field: &str,
        expected: &Value,
        answered: Answered<'_>,
    ) {
        let nothing = Value::Null;
        let value = answered.value.unwrap_or(&nothing);
        let is_met = match expected {
            Value::Object(words) if is_matcher(words) => {
                for (word, wanted) in words {
                    self.matcher(place, field, (word, wanted), answered);
                }
                true
            }
            Value::Object(fields) => {
                for (name, expected) in fields {
                    let inside = format!("{place}.{name}");
                    self.differences(&inside, name, expected, answered.field(name));
                }
                value.is_object()
            }
            Value::Array(rows) => return self.rows(place, field, rows, answered),
            Value::String(text) => match self.text(field, text, answered) {
                Ok(is_met) => is_met,
                Err(problem) => return self.found.push(format!("{place}: {problem}")),
            },
            Value::Number(_) if is_id_field(field) => self.names.is_same(expected, value),
            Value::Number(number) => {
                answered.value == Some(expected)
                    || value.as_f64().is_some_and(|it| number.as_f64() == Some(it))
            }
            Value::Null | Value::Bool(_) => answered.value == Some(expected),
        };
        if !is_met {
            self.differ(place, expected, answered.value);
        }
    }

    fn differ(&mut self, place: &str, expected: &Value, value: Option<&Value>) {
        let value = value.map_or_else(|| "nothing".to_owned(), shown);
        self.found
            .push(format!("{place}: {value}, not {}", shown(expected)));
    }

    fn text(&mut self, field: &str, text: &str, answered: Answered<'_>) -> Result<bool, String> {
        if matches!(text, "= before" | "<unchanged>") {
            let before = answered.before.ok_or("what was before is not known")?;
            return Ok(answered.value == Some(before));
        }
        let filled = self.names.fill(text);
        if filled == text
            && let Some(words) = placeholder(text).filter(|_| text.starts_with('<'))
        {
            let kind = Kind::parse(words).ok_or_else(|| format!("no kind {text} is known"))?;
            return Ok(kind.is_met(answered.value));
        }
        let Some(value) = answered.value else {
            return Ok(false);
        };
        if is_id_field(field) && filled == text && unfilled(text).is_none() {
            return Ok(self.names.is_same(&json!(text), value));
        }
        Ok(value.as_str().is_some_and(|value| {
            // A time that was recorded is that of another record.
            value == filled || is_time(text) && is_time(value) || is_like(&filled, value)
        }))
    }

    fn matcher(
        &mut self,
        place: &str,
        field: &str,
        (word, wanted): (&str, &Value),
        answered: Answered<'_>,
    ) {
        let value = answered.value.unwrap_or(&Value::Null);
        let text = value.as_str();
        let wanted_text = wanted.as_str().map(|it| self.names.fill(it));
        let wanted_text = wanted_text.as_deref();
        let is_met = match word {
            "in" | "one_of" => wanted.as_array().is_some_and(|any| {
                any.iter().any(|one| {
                    let is_own_null = word == "one_of" && one.is_null() && value.is_null();
                    is_own_null || self.is_met(field, one, answered)
                })
            }),
            "not" => !self.is_met(field, wanted, answered),
            "each" => {
                let rows = value.as_array();
                for (at, row) in rows.into_iter().flatten().enumerate() {
                    let place = format!("{place}[{at}]");
                    self.differences(&place, field, wanted, Answered::only(row));
                }
                // Of nothing everything is true, which shows nothing.
                rows.is_some_and(|rows| !rows.is_empty())
            }
            "matches" => {
                let Some(Ok(pattern)) = wanted_text.map(Regex::new) else {
                    let problem = format!("{place}: {wanted} is no regular expression");
                    return self.found.push(problem);
                };
                text.is_some_and(|text| pattern.is_match(text))
            }
            "contains" => match value {
                Value::Array(rows) => rows
                    .iter()
                    .any(|row| self.is_met(field, wanted, Answered::only(row))),
                _ => text
                    .zip(wanted_text)
                    .is_some_and(|(text, part)| text.contains(part)),
            },
            "notContains" => match value {
                Value::Array(rows) => !rows
                    .iter()
                    .any(|row| self.is_met(field, wanted, Answered::only(row))),
                _ => text
                    .zip(wanted_text)
                    .is_some_and(|(text, part)| !text.contains(part)),
            },
            "startsWith" => text
                .zip(wanted_text)
                .is_some_and(|(text, it)| text.starts_with(it)),
            "endsWith" => text
                .zip(wanted_text)
                .is_some_and(|(text, it)| text.ends_with(it)),
            _ => {
                let length = value.as_array().map(Vec::len);
                let length = length.or_else(|| text.map(|text| text.chars().count()));
                length.is_some_and(|length| self.is_met("", wanted, Answered::only(&json!(length))))
            }
        };
        if !is_met {
            self.differ(place, &json!({ word: wanted }), answered.value);
        }
    }

    /// Whether a value is as expected. What it tells of ids counts only if it is.
    fn is_met(&mut self, field: &str, expected: &Value, answered: Answered<'_>) -> bool {
        self.attempt(field, expected, answered).is_empty()
    }

    fn attempt(&mut self, field: &str, expected: &Value, answered: Answered<'_>) -> Vec<String> {
        let mut names = self.names.clone();
        let mut trial = Comparison {
            names: &mut names,
            found: Vec::new(),
        };
        trial.differences("", field, expected, answered);
        let found = trial.found;
        if found.is_empty() {
            *self.names = names;
        }
        found
    }

    fn rows(&mut self, place: &str, field: &str, expected: &[Value], answered: Answered<'_>) {
        let Some(rows) = answered.value.and_then(Value::as_array) else {
            return self.differ(place, &expected.into(), answered.value);
        };
        if expected.is_empty() && !rows.is_empty() {
            return self.differ(place, &json!([]), answered.value);
        }
        let mut left = rows.iter();
        for (at, wanted) in expected.iter().enumerate() {
            let mut first = None;
            let is_there = left.by_ref().any(|row| {
                let found = self.attempt(field, wanted, Answered::only(row));
                let is_met = found.is_empty();
                first.get_or_insert(found);
                is_met
            });
            if !is_there {
                let found = first.unwrap_or_else(|| vec![": there is no such row".to_owned()]);
                let found = found.into_iter();
                self.found
                    .extend(found.map(|difference| format!("{place}[{at}]{difference}")));
                return;
            }
        }
    }
}

fn is_matcher(words: &Map<String, Value>) -> bool {
    !words.is_empty() && words.keys().all(|word| MATCHERS.contains(&word.as_str()))
}

/// Whether a text is a sentence with something in place of its `<words>`.
fn is_like(sentence: &str, text: &str) -> bool {
    let mut pattern = String::from("(?s)^");
    let mut rest = sentence;
    while let Some(begin) = rest.find('<')
        && let Some(length) = rest[begin..].find('>')
    {
        pattern.push_str(&regex::escape(&rest[..begin]));
        pattern.push_str(".+");
        rest = &rest[begin + length + 1..];
    }
    pattern.push_str(&regex::escape(rest));
    pattern.push('$');
    rest.len() < sentence.len() && Regex::new(&pattern).is_ok_and(|pattern| pattern.is_match(text))
}

/// A value as a report shows it.
fn shown(value: &Value) -> String {
    const LONGEST: usize = 300;
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(expected: &Value, answered: &Value) -> Vec<String> {
        let mut names = Names::default();
        names.call("deleted id", "gone");
        let mut comparison = Comparison {
            names: &mut names,
            found: Vec::new(),
        };
        comparison.differences("$", "", expected, Answered::only(answered));
        comparison.found
    }

    #[test]
    fn what_differs_is_found_and_nothing_else() {
        let answer = json!({"a": [{"b": 1, "c": "x y", "id": "one"}, {"b": 2, "c": null, "id": "two"}],
            "d": null, "e": {"f": true}, "m": "The credentials 'n' are gone", "t": "2026-01-01T00:00:00Z"});
        for (expected, is_met) in [
            (json!({"a": [{"b": 1}], "d": null}), true),
            (json!({"a": [{"b": 2}]}), true),
            (json!({"a": [{"b": 2}, {"b": 1}]}), false),
            (json!({"a": [{"id": "p"}, {"id": "q"}]}), true),
            (json!({"a": [{"id": "p"}, {"id": "p"}]}), false),
            (json!({"a": [{"c": {"contains": "x"}}]}), true),
            (json!({"a": [{"c": {"contains": "z"}}]}), false),
            (json!({"a": []}), false),
            (json!({"a": {"each": {"b": "<int>"}}}), true),
            (json!({"a": {"each": {"c": "<string>"}}}), false),
            (json!({"d": {"each": 1}}), false),
            (json!({"a": {"length": 2}}), true),
            (json!({"a": {"length": 3}}), false),
            (json!({"a": {"notContains": {"b": 7}}}), true),
            (json!({"a": {"notContains": {"b": 2}}}), false),
            (json!({"d": {"in": [1, null]}}), true),
            (json!({"x": {"in": [1, null]}}), false),
            (json!({"x": {"in": [1, "<absent>"]}}), true),
            (json!({"x": null}), false),
            (json!({"m": {"matches": "^The .* gone$"}}), true),
            (json!({"m": {"matches": "already exists"}}), false),
            (json!({"m": "The credentials '<name>' are gone"}), true),
            (json!({"m": "The credentials '<name>' are there"}), false),
            (json!({"t": "2021-09-06T06:54:53Z"}), true),
            (json!({"m": "2021-09-06T06:54:53Z"}), false),
            (json!({"e": {"f": "<boolean>"}}), true),
            (json!({"e": {"f": "<of no kind>"}}), false),
            (json!({"e": []}), false),
            (json!([]), false),
        ] {
            let found = found(&expected, &answer);
            assert_eq!(found.is_empty(), is_met, "{expected}: {found:?}");
        }
    }
}
