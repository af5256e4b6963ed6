//! A case as it is written, in the form of public contract cases and in our own
//! (`server/tests/facts/README.md`). Start at [`read`].

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use reqwest::Url;
use serde_json::{Map, Value, json};

/// A question, and what has to be answered.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) title: String,
    /// What is there before, in words or, in our own form, as records.
    pub(crate) given: Given,
    pub(crate) request: Question,
    pub(crate) expect: Map<String, Value>,
    pub(crate) then: Vec<Step>,
    /// What is answered in place of it, by a decision that stands beside the case.
    pub(crate) differs: Option<Map<String, Value>>,
    /// Why there is nothing to ask.
    pub(crate) not_run: Option<String>,
    /// What of it is not understood.
    pub(crate) unreadable: Option<String>,
}

/// What is there before the question.
#[derive(Clone, Debug)]
pub(crate) enum Given {
    /// In words.
    Words(String),
    /// As records of the person who asks.
    Records(Map<String, Value>),
}

/// A request.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Question {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: Body,
    pub(crate) headers: BTreeMap<String, String>,
    /// `valid`, `none`, `invalid`, `basic`, `role:NAME`, or the name of a token.
    pub(crate) auth: String,
}

/// The body of a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Body {
    #[default]
    None,
    Json(Value),
    Form(Map<String, Value>),
    Text(String),
}

/// A question after the first.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) request: Question,
    pub(crate) expect: Map<String, Value>,
    /// Why it cannot be asked.
    pub(crate) unaskable: Option<String>,
}

/// The cases of a file.
pub(crate) fn read(file: &Value) -> anyhow::Result<Vec<Case>> {
    let cases = file["cases"].as_array().context("it has no list `cases`")?;
    let mut read: Vec<Case> = cases.iter().map(of_or_told).collect();
    if file.get("not_run").is_some() {
        // Our own form says of each case what is there, and nothing is concluded.
        for case in &mut read {
            if let Given::Words(_) = case.given {
                case.given = Given::Records(Map::new());
            }
        }
    }
    for case in file["not_run"].as_array().into_iter().flatten() {
        let mut asked = case.clone();
        asked["request"] = json!({"method": "-", "path": "-"});
        asked["expect"] = json!({});
        let mut told = of_or_told(&asked);
        told.not_run = Some(text(case, "why").unwrap_or_default());
        read.push(told);
    }
    ensure!(!read.is_empty(), "it has no cases");
    Ok(read)
}

/// A case, or one that says why it cannot be read: the others are none the worse for it.
fn of_or_told(case: &Value) -> Case {
    of(case).unwrap_or_else(|error| Case {
        id: text(case, "id").unwrap_or_else(|| "?".to_owned()),
        title: text(case, "title").unwrap_or_default(),
        given: Given::Words(String::new()),
        request: Question::default(),
        expect: Map::new(),
        then: Vec::new(),
        differs: None,
        not_run: None,
        unreadable: Some(format!("{error:#}")),
    })
}

fn of(case: &Value) -> anyhow::Result<Case> {
    let request = question(&case["request"]).context("request")?;
    let mut expect = object(&case["expect"]).context("expect")?;
    let then = match (expect.remove("then"), &case["then"]) {
        (Some(Value::Object(steps)), _) => steps
            .iter()
            .map(|(words, expect)| follow_up(words, expect, &request))
            .collect(),
        (None, Value::Array(steps)) => steps
            .iter()
            .map(|step| {
                Ok(Step {
                    request: question(&step["request"])?,
                    expect: object(&step["expect"])?,
                    unaskable: None,
                })
            })
            .collect::<anyhow::Result<_>>()?,
        _ => Vec::new(),
    };
    let differs = match case.get("embedded") {
        Some(difference) => Some(object(&difference["expect"]).context("embedded")?),
        None => None,
    };
    Ok(Case {
        id: text(case, "id").context("id")?,
        title: text(case, "title").unwrap_or_default(),
        given: match &case["given"] {
            Value::Object(records) => Given::Records(records.clone()),
            Value::String(words) => Given::Words(words.clone()),
            _ => Given::Words(String::new()),
        },
        request,
        expect,
        then,
        differs,
        not_run: None,
        unreadable: None,
    })
}

fn question(request: &Value) -> anyhow::Result<Question> {
    let request = object(request)?;
    let mut asked = Question {
        method: String::new(),
        path: String::new(),
        query: Vec::new(),
        body: Body::None,
        headers: BTreeMap::new(),
        auth: "valid".to_owned(),
    };
    for (word, value) in request {
        match (word.as_str(), value) {
            ("method", Value::String(text)) => asked.method = text.to_uppercase(),
            ("path", Value::String(text)) => asked.path = text,
            ("auth", Value::String(text)) => asked.auth = text,
            ("query", Value::Object(fields)) => {
                for (name, value) in fields {
                    let values = value.as_array().cloned().unwrap_or_else(|| vec![value]);
                    let values = values.iter().map(plain);
                    asked
                        .query
                        .extend(values.map(|value| (name.clone(), value)));
                }
            }
            ("headers", Value::Object(fields)) => {
                asked.headers = fields.into_iter().map(|(k, v)| (k, plain(&v))).collect();
            }
            ("json", json) => asked.body = Body::Json(json),
            ("form", Value::Object(fields)) => asked.body = Body::Form(fields),
            ("body", Value::String(text)) => asked.body = Body::Text(text),
            // Of a question that is none to a server, which is said when it is its turn.
            ("role" | "message", _) => {}
            (word, value) => anyhow::bail!("`{word}` of a request is not known as {value}"),
        }
    }
    ensure!(!asked.method.is_empty(), "method is missing");
    let is_request = asked.method.bytes().all(|it| it.is_ascii_uppercase());
    if is_request
        && let Some((path, query)) = asked.path.clone().split_once('?')
        && let Ok(url) = Url::parse(&format!("http://localhost/?{query}"))
    {
        let pairs = url.query_pairs();
        let pairs = pairs.map(|(name, value)| (name.into_owned(), value.into_owned()));
        asked.query.extend(pairs);
        path.clone_into(&mut asked.path);
    }
    Ok(asked)
}

/// `"GET /path": …` after an answer. What follows the path says with which token.
fn follow_up(words: &str, expect: &Value, first: &Question) -> Step {
    let mut parts = words.split_whitespace();
    let method = parts.next().unwrap_or_default().to_owned();
    let path = parts.next();
    let rest = parts.collect::<Vec<_>>().join(" ");
    let (auth, unaskable) = match rest.as_str() {
        "" => (first.auth.clone(), None),
        "with it" => ("it".to_owned(), None),
        rest => (
            String::new(),
            Some(format!("`{words}`: nothing that is answered is {rest}")),
        ),
    };
    let request = Question {
        method,
        path: path.map_or_else(|| first.path.clone(), str::to_owned),
        query: first
            .query
            .iter()
            .filter(|(name, _)| name == "workspaceId")
            .cloned()
            .collect(),
        body: Body::None,
        headers: BTreeMap::new(),
        auth,
    };
    Step {
        request,
        expect: expectation_of(expect),
        unaskable,
    }
}

/// A follow-up names a status, paths, fields of the record, or is an expectation as any.
fn expectation_of(expect: &Value) -> Map<String, Value> {
    let words = ["status", "json", "jsonPath", "body", "absent"];
    let whole = match expect {
        Value::Object(fields) if fields.keys().any(|name| words.contains(&name.as_str())) => {
            expect.clone()
        }
        Value::Object(fields) if fields.keys().all(|name| name.starts_with('$')) => {
            json!({"status": 200, "jsonPath": expect})
        }
        Value::Object(_) => json!({"status": 200, "record": expect}),
        status => json!({ "status": status }),
    };
    whole.as_object().cloned().unwrap_or_default()
}

fn object(value: &Value) -> anyhow::Result<Map<String, Value>> {
    value.as_object().cloned().context("it is no object")
}

fn text(of: &Value, name: &str) -> Option<String> {
    of[name].as_str().map(str::to_owned)
}

/// A value as it stands in an address or a header.
pub(crate) fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(case: &Value) -> anyhow::Result<Case> {
        read(&json!({ "cases": [case] })).map(|mut cases| cases.remove(0))
    }

    #[test]
    fn a_case_is_read_with_what_follows_it() {
        let case = one(&json!({"id": "a", "title": "t", "given": "gone was deleted",
            "request": {"method": "put", "path": "/credentials/<id>", "query": {"workspaceId": 7, "x": "y"}},
            "expect": {"status": 204, "then": {"GET": {"deleted": [null, false]},
                "GET /user-info with it": 401, "GET /x decrypted": {"a": 1},
                "GET /compute-envs/{id}": {"$.computeEnv.status": "INVALID"}}}}))
        .unwrap();
        assert_eq!(
            (case.request.method.as_str(), case.request.auth.as_str()),
            ("PUT", "valid")
        );
        assert!(!case.expect.contains_key("then"));
        let step = |path: &str| {
            case.then
                .iter()
                .find(|step| step.request.path == path)
                .unwrap()
        };
        assert_eq!(
            step("/credentials/<id>").expect["record"],
            json!({"deleted": [null, false]})
        );
        assert_eq!(
            step("/credentials/<id>").request.query,
            [("workspaceId".to_owned(), "7".to_owned())]
        );
        assert_eq!(step("/user-info").request.auth, "it");
        assert_eq!(step("/user-info").expect["status"], 401);
        assert!(step("/x").unaskable.is_some());
        assert_eq!(step("/compute-envs/{id}").expect["status"], 200);
    }

    #[test]
    fn a_case_with_a_word_that_is_not_known_says_so_and_leaves_the_others_alone() {
        for request in [
            json!({"method": "GET", "path": "/", "often": 3}),
            json!({"path": "/"}),
            json!(7),
        ] {
            let case = one(&json!({"id": "a", "request": request, "expect": {}})).unwrap();
            assert!(case.unreadable.is_some(), "{request}");
        }
        assert!(read(&json!({"cases": []})).is_err());
        assert!(read(&json!({})).is_err());
    }
}
