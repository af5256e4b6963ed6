//! What a case expects of an answer, word by word. Start at [`differences`].

use serde_json::{Map, Value, json};

use crate::compare::{Answered, Comparison};
use crate::fixture;
use crate::json_path::{Path, Step};
use crate::names::Names;
use crate::platform::Answer;

/// What of an answer is not as expected. `before` is what was answered at the same place before
/// the question.
pub(crate) fn differences(
    expect: &Map<String, Value>,
    answer: &Answer,
    before: Option<&Value>,
    names: &mut Names,
) -> Vec<String> {
    let body: Option<Value> = serde_json::from_str(&answer.text).ok();
    let answered = Answered {
        value: body.as_ref(),
        before,
    };
    let mut comparison = Comparison {
        names,
        found: Vec::new(),
    };
    for (word, expected) in expect {
        match word.as_str() {
            "note" | "comment" => {}
            "status" => status(expected, answer, &mut comparison.found),
            "json" => comparison.differences("$", "", expected, answered),
            "json?" if answer.text.is_empty() || is_about_a_refusal(expected, answer) => {}
            "json?" => optional(expected, answered, &mut comparison),
            "jsonPath" => paths(expected, answered, &mut comparison),
            "absent" => absent(expected, answered, &mut comparison.found),
            "record" => record(expected, answered, &mut comparison),
            "body" if expected.as_str() == Some(&answer.text) => {}
            "body" => comparison
                .found
                .push(format!("body {:?}, not {expected}", answer.text)),
            "without" => {
                for text in texts(expected) {
                    if answer.text.contains(&text) {
                        comparison.found.push(format!("{text:?} in the body"));
                    }
                }
            }
            "headers" => headers(expected, answer, &mut comparison),
            "headersAbsent" | "headers_absent" => {
                for name in texts(expected) {
                    if answer.headers.contains_key(&name) {
                        comparison.found.push(format!("there is a header {name}"));
                    }
                }
            }
            "jsonFixture" => {
                let name = expected.as_str().unwrap_or_default();
                match fixture::shape(name) {
                    Some(shape) => comparison.differences("$", "", &shape, answered),
                    None => comparison
                        .found
                        .push(format!("there is no fixture {expected}")),
                }
            }
            word => comparison
                .found
                .push(format!("what `{word}` expects is not known")),
        }
    }
    if !["status", "json", "jsonPath", "body", "headers"]
        .iter()
        .any(|word| expect.contains_key(*word))
        && comparison.found.is_empty()
        && !expect.contains_key("headersAbsent")
        && !expect.contains_key("headers_absent")
    {
        comparison.found.push("nothing is expected".to_owned());
    }
    comparison.found
}

/// A status, or a list of those that will do.
fn status(expected: &Value, answer: &Answer, found: &mut Vec<String>) {
    let status = json!(answer.status);
    let will_do = match expected {
        Value::Array(any) => any.contains(&status),
        Value::Null => true,
        one => *one == status,
    };
    if !will_do {
        let said: String = answer.text.chars().take(200).collect();
        found.push(format!("status {status}, not {expected}; {said:?}"));
    }
}

/// The statuses that will do, for who asks what a case needs.
pub(crate) fn statuses(expect: &Map<String, Value>) -> Vec<u64> {
    match expect.get("status") {
        Some(Value::Array(any)) => any.iter().filter_map(Value::as_u64).collect(),
        Some(one) => one.as_u64().into_iter().collect(),
        None => Vec::new(),
    }
}

/// A message of a refusal is not expected of an answer that is none.
fn is_about_a_refusal(expected: &Value, answer: &Answer) -> bool {
    let is_of_refusals = |name: &String| ["message", "errors"].contains(&name.as_str());
    let fields = expected.as_object();
    answer.status < 400 && fields.is_some_and(|fields| fields.keys().all(is_of_refusals))
}

/// Of a body that may lack fields, those that are there.
fn optional(expected: &Value, answered: Answered<'_>, comparison: &mut Comparison<'_>) {
    let body = answered.value;
    let fields = expected.as_object().cloned().unwrap_or_default();
    let there: Map<String, Value> = fields
        .into_iter()
        .filter(|(name, _)| body.is_some_and(|body| body.get(name).is_some()))
        .collect();
    if body.is_some_and(Value::is_object) {
        comparison.differences("$", "", &there.into(), answered);
    } else {
        comparison
            .found
            .push("the body is no JSON object".to_owned());
    }
}

fn paths(expected: &Value, answered: Answered<'_>, comparison: &mut Comparison<'_>) {
    for (text, expected) in expected.as_object().into_iter().flatten() {
        let Some(path) = Path::parse(text) else {
            comparison.found.push(format!("{text} is no path"));
            continue;
        };
        let field = match path.0.last() {
            Some(Step::Field(name)) => name.as_str(),
            _ => "",
        };
        let find = |of: Option<&Value>| {
            of.map(|of| {
                path.find(of)
                    .into_iter()
                    .map(Option::<&Value>::cloned)
                    .collect::<Vec<_>>()
            })
        };
        let (values, before) = (find(answered.value), find(answered.before));
        let values = values.unwrap_or_default();
        if path.is_of_many() {
            let values: Value = values.into_iter().flatten().collect();
            let answered = Answered {
                value: Some(&values),
                before: None,
            };
            comparison.differences(text, field, expected, answered);
        } else {
            let first = |of: &Option<Vec<Option<Value>>>| of.as_ref()?.first()?.clone();
            let before = first(&before);
            let answered = Answered {
                value: values.first().and_then(Option::as_ref),
                before: before.as_ref(),
            };
            comparison.differences(text, field, expected, answered);
        }
    }
}

/// Paths that lead to nothing, in rows that are there.
fn absent(expected: &Value, answered: Answered<'_>, found: &mut Vec<String>) {
    for text in texts(expected) {
        let values = match (Path::parse(&text), answered.value) {
            (Some(path), Some(value)) => path.find(value),
            (None, _) => {
                found.push(format!("{text} is no path"));
                continue;
            }
            (_, None) => Vec::new(),
        };
        if values.is_empty() {
            found.push(format!("{text}: there is no row in which it could be"));
        }
        if let Some(value) = values.into_iter().flatten().next() {
            found.push(format!("{text}: {value}, which should not be there"));
        }
    }
}

/// Fields of the record that an answer is about: the only object in it. A list names values each
/// of which will do.
fn record(expected: &Value, answered: Answered<'_>, comparison: &mut Comparison<'_>) {
    let of = |answer: Option<&Value>| {
        let mut objects = answer?.as_object()?.values().filter(|it| it.is_object());
        objects.next().cloned().or_else(|| answer.cloned())
    };
    let (value, before) = (of(answered.value), of(answered.before));
    let fields = expected.as_object().into_iter().flatten();
    let expected: Map<String, Value> = fields
        .map(|(name, expected)| {
            let expected = match expected {
                Value::Array(any) => json!({ "in": any }),
                one => one.clone(),
            };
            (name.clone(), expected)
        })
        .collect();
    let answered = Answered {
        value: value.as_ref(),
        before: before.as_ref(),
    };
    comparison.differences("$", "", &expected.into(), answered);
}

fn headers(expected: &Value, answer: &Answer, comparison: &mut Comparison<'_>) {
    for (name, expected) in expected.as_object().into_iter().flatten() {
        let values = answer.headers.get_all(name).iter();
        let values: Vec<Value> = values
            .filter_map(|value| value.to_str().ok())
            .map(|value| json!(value))
            .collect();
        let several: Value;
        let value = if expected.is_array() {
            several = values.into();
            Some(&several)
        } else {
            several = values.into_iter().next().unwrap_or_default();
            Some(&several).filter(|value| !value.is_null())
        };
        let answered = Answered {
            value,
            before: None,
        };
        comparison.differences(&format!("header {name}"), "", expected, answered);
    }
}

fn texts(list: &Value) -> Vec<String> {
    let list = list
        .as_array()
        .cloned()
        .unwrap_or_else(|| vec![list.clone()]);
    list.iter()
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(expect: &Value, status: u16, text: &str) -> Vec<String> {
        let mut answer = Answer {
            status,
            headers: reqwest::header::HeaderMap::new(),
            text: text.to_owned(),
        };
        let value = reqwest::header::HeaderValue::from_static("7");
        answer.headers.insert("retry-after", value);
        let before = json!({"credentials": {"dateCreated": "x"}});
        let expect = expect.as_object().unwrap();
        differences(expect, &answer, Some(&before), &mut Names::default())
    }

    const LIST: &str =
        r#"{"rows": [{"a": 1}], "credentials": {"dateCreated": "x", "deleted": null}}"#;

    fn assert_found(rows: &[(Value, u16, &str, bool)]) {
        for (expect, status, text, is_met) in rows {
            let found = found(expect, *status, text);
            assert_eq!(found.is_empty(), *is_met, "{expect}: {found:?}");
        }
    }

    #[test]
    fn a_status_headers_and_a_whole_body_are_met_or_missed() {
        let found = r#"{"message": "x"}"#;
        assert_found(&[
            (json!({"status": 200}), 200, "", true),
            (json!({"status": 200}), 201, "", false),
            (json!({"status": [403, 404]}), 404, "", true),
            (json!({"status": [403, 404]}), 400, "", false),
            (json!({"status": 204, "body": ""}), 204, "", true),
            (json!({"status": 204, "body": ""}), 204, "x", false),
            (
                json!({"headers": {"Retry-After": "<digits>"}}),
                429,
                "",
                true,
            ),
            (json!({"headers": {"Retry-After": "8"}}), 429, "", false),
            (json!({"headersAbsent": ["x"]}), 200, "", true),
            (json!({"headersAbsent": ["retry-after"]}), 200, "", false),
            (json!({"status": 400, "without": ["key"]}), 400, found, true),
            (
                json!({"status": 400, "without": ["mess"]}),
                400,
                found,
                false,
            ),
            (json!({"status": 200, "of tomorrow": 1}), 200, found, false),
            (
                json!({"status": 200, "jsonFixture": "none"}),
                200,
                found,
                false,
            ),
            (json!({"note": "x"}), 200, found, false),
        ]);
    }

    #[test]
    fn a_body_is_compared_in_each_way_that_a_case_may_say() {
        let refusal = r#"{"message": "x"}"#;
        let record = |deleted: Value| json!({"status": 200, "record": {"deleted": deleted, "dateCreated": "= before"}});
        assert_found(&[
            (json!({"json": {"rows": [{"a": 1}]}}), 200, LIST, true),
            (json!({"json": {"rows": [{"a": 2}]}}), 200, LIST, false),
            (json!({"json": {}}), 200, "no JSON", false),
            (
                json!({"status": 403, "json?": {"message": "y"}}),
                403,
                "",
                true,
            ),
            (
                json!({"status": 403, "json?": {"message": "y"}}),
                403,
                refusal,
                false,
            ),
            (
                json!({"status": 200, "json?": {"message": "y"}}),
                200,
                LIST,
                true,
            ),
            (
                json!({"status": 400, "json?": {"errors": "<array>"}}),
                400,
                refusal,
                true,
            ),
            (
                json!({"jsonPath": {"$.rows[0].a": "<int>"}}),
                200,
                LIST,
                true,
            ),
            (
                json!({"jsonPath": {"$.rows[*].a": {"each": 1}}}),
                200,
                LIST,
                true,
            ),
            (
                json!({"jsonPath": {"$.rows[*].a": {"each": 2}}}),
                200,
                LIST,
                false,
            ),
            (json!({"jsonPath": {"rows": 1}}), 200, LIST, false),
            (
                json!({"status": 200, "absent": ["$.rows[*].key"]}),
                200,
                LIST,
                true,
            ),
            (
                json!({"status": 200, "absent": ["$.rows[*].a"]}),
                200,
                LIST,
                false,
            ),
            (
                json!({"status": 200, "absent": ["$.none[*].a"]}),
                200,
                LIST,
                false,
            ),
            (record(json!([null, false])), 200, LIST, true),
            (record(json!([true, false])), 200, LIST, false),
        ]);
    }
}
