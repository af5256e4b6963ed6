//! The embedded Platform against recorded answers of Platform and rules of its clients:
//! `tests/facts/data/contract.json`, described in `tests/facts/README.md`.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::Request;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::testing::{Answer, TestServer, compute_env, pipeline, registry};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contract {
    #[expect(dead_code, reason = "says where the facts come from")]
    revisions: Value,
    confidence: BTreeMap<String, String>,
    not_run: Vec<NotRun>,
    cases: Vec<Case>,
}

/// A case that says nothing that the embedded Platform could be asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotRun {
    id: String,
    title: String,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    title: String,
    confidence: String,
    #[serde(default)]
    given: Given,
    request: Question,
    /// What Platform answers.
    expect: Expected,
    #[serde(default)]
    then: Vec<Step>,
    /// What the embedded one answers where it differs, and why.
    embedded: Option<Difference>,
    sources: Vec<String>,
}

/// What is there before the request: names of personal records, each with its id behind its
/// name afterwards.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Given {
    stored: Vec<String>,
    deleted: Vec<String>,
    tokens: Vec<String>,
    /// Name of the compute environment, name of its credentials.
    compute_envs: BTreeMap<String, String>,
    /// Name of the pipeline, name of its compute environment.
    pipelines: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    request: Question,
    expect: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    method: String,
    path: String,
    json: Option<Value>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// `none`, `invalid`, `basic`, or the name of a token; otherwise the user's own.
    auth: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    why: String,
    expect: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// A status, or a list of those that are fine.
    #[serde(default)]
    status: Value,
    /// The whole body.
    body: Option<String>,
    /// What of the body has to be there: see [`differences`].
    #[serde(default)]
    json: Value,
    /// What the body may not contain.
    #[serde(default)]
    without: Vec<String>,
    /// Headers that may not be there.
    #[serde(default)]
    headers_absent: Vec<String>,
}

/// A server with names for what is in it.
struct World {
    server: TestServer,
    names: BTreeMap<String, String>,
}

impl World {
    async fn of(given: &Given) -> Self {
        let server = TestServer::start().await;
        let [main, _] = server.workspaces().await;
        let user = server.get("/user-info").await.json()["user"]["id"].clone();
        let org = server.get("/orgs").await.json()["organizations"][0]["orgId"].clone();
        let names = [("main", json!(main)), ("user", user), ("org", org)];
        let mut world = Self {
            server,
            names: BTreeMap::new(),
        };
        for (name, id) in names {
            world.name(name, &id);
        }
        for name in given.stored.iter().chain(&given.deleted) {
            let mut body = registry(name);
            body["credentials"]["keys"]["registry"] = json!("quay.io");
            world
                .make(name, "/credentials", body, "/credentialsId")
                .await;
        }
        for name in &given.deleted {
            let path = world.fill(&format!("/credentials/{{{name}}}"));
            assert_eq!(world.server.delete(&path).await.status, 204);
        }
        for name in &given.tokens {
            let body = json!({ "name": name });
            world.make(name, "/tokens", body, "/token/id").await;
        }
        for (name, credentials) in &given.compute_envs {
            let mut body = compute_env(name);
            body["computeEnv"]["credentialsId"] = json!(world.names[credentials]);
            world
                .make(name, "/compute-envs", body, "/computeEnvId")
                .await;
        }
        for (name, compute_env) in &given.pipelines {
            let mut body = pipeline(name);
            body["launch"]["computeEnvId"] = json!(world.names[compute_env]);
            body["launch"]["configText"] = Value::Null;
            world
                .make(name, "/pipelines", body, "/pipeline/pipelineId")
                .await;
        }
        world
    }

    async fn make(&mut self, name: &str, path: &str, body: Value, id: &str) {
        let answer = self.server.post(path, body).await;
        assert_eq!(answer.status, 200, "{name}: {answer:?}");
        let answer = answer.json();
        let id = answer.pointer(id).unwrap_or_else(|| panic!("{answer}"));
        self.name(name, id);
        self.keep_token(&answer);
    }

    fn name(&mut self, name: &str, id: &Value) {
        let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        self.names.insert(name.to_owned(), id);
    }

    /// The token that an answer shows once, and the id that stands in it.
    fn keep_token(&mut self, answer: &Value) {
        if let Some(token) = answer["accessKey"].as_str() {
            let decoded = String::from_utf8(STANDARD.decode(token).unwrap()).unwrap();
            let (head, _) = decoded.rsplit_once('.').unwrap();
            let head: Value = serde_json::from_str(head).unwrap();
            self.name("tid", &head["tid"]);
            self.name("accessKey", &answer["accessKey"]);
        }
    }

    /// A text with names in place of ids.
    fn fill(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, id) in &self.names {
            text = text.replace(&format!("{{{name}}}"), id);
        }
        text
    }

    async fn ask(&mut self, question: &Question) -> Answer {
        let token = self.server.token.expose();
        let auth = match question.auth.as_deref() {
            Some("none") => None,
            Some("invalid") => Some("Bearer x".to_owned()),
            Some("basic") => {
                let login = STANDARD.encode(format!("@token:{token}"));
                Some(format!("Basic {login}"))
            }
            Some(named) => Some(format!("Bearer {}", self.fill(named))),
            None => Some(format!("Bearer {token}")),
        };
        let mut request = Request::builder()
            .method(question.method.as_str())
            .uri(format!("/api{}", self.fill(&question.path)));
        for (name, value) in &question.headers {
            request = request.header(name, value);
        }
        if let Some(auth) = auth {
            request = request.header("authorization", auth);
        }
        let body = match &question.json {
            Some(json) => Body::from(self.fill(&json.to_string())),
            None => Body::empty(),
        };
        let answer = self.server.send(request.body(body).unwrap()).await;
        if let Ok(json) = serde_json::from_str(&answer.text) {
            self.keep_token(&json);
        }
        answer
    }

    /// What is not as expected in an answer.
    fn compare(&self, expect: &Expected, answer: &Answer) -> Vec<String> {
        let mut found = Vec::new();
        let status = json!(answer.status.as_u16());
        let statuses = match &expect.status {
            Value::Null => vec![status.clone()],
            Value::Array(any) => any.clone(),
            one => vec![one.clone()],
        };
        if !statuses.contains(&status) {
            found.push(format!("status {status}, not {}", expect.status));
        }
        if expect
            .body
            .as_ref()
            .is_some_and(|body| *body != answer.text)
        {
            found.push(format!("body {:?}, not {:?}", answer.text, expect.body));
        }
        if !expect.json.is_null() {
            let expected: Value =
                serde_json::from_str(&self.fill(&expect.json.to_string())).unwrap();
            let actual = serde_json::from_str(&answer.text).unwrap_or_default();
            differences("$", &expected, Some(&actual), &mut found);
        }
        for text in &expect.without {
            if answer.text.contains(text) {
                found.push(format!("{text:?} in the body"));
            }
        }
        for header in &expect.headers_absent {
            if answer.headers.contains_key(header) {
                found.push(format!("a header {header}"));
            }
        }
        found
    }
}

/// Where an answer is not as expected.
///
/// Of an object only the fields are compared that are expected; lists element by element. A
/// text in angle brackets stands for any value of its kind, `{"one_of": […]}` for one of
/// several (null also for a field that is not there), `{"contains": text}` for a text.
fn differences(place: &str, expected: &Value, actual: Option<&Value>, found: &mut Vec<String>) {
    let nothing = Value::Null;
    let value = actual.unwrap_or(&nothing);
    let is_met = match expected {
        Value::Object(fields) => {
            if let Some(any) = fields.get("one_of").and_then(Value::as_array) {
                any.iter().any(|one| {
                    let mut found = Vec::new();
                    differences(place, one, Some(value), &mut found);
                    found.is_empty()
                })
            } else if let Some(part) = fields.get("contains").and_then(Value::as_str) {
                value.as_str().is_some_and(|text| text.contains(part))
            } else {
                for (name, expected) in fields {
                    differences(&format!("{place}.{name}"), expected, value.get(name), found);
                }
                value.is_object()
            }
        }
        Value::Array(expected) => {
            let actual = value.as_array().map_or(&[][..], Vec::as_slice);
            for (at, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                differences(&format!("{place}[{at}]"), expected, Some(actual), found);
            }
            value.is_array() && actual.len() == expected.len()
        }
        Value::String(text) => match text.as_str() {
            "<int>" => value.is_i64(),
            "<string>" => value.as_str().is_some_and(|text| !text.is_empty()),
            "<object>" => value.is_object(),
            "<id>" => value.as_str().is_some_and(is_id),
            "<time>" => value
                .as_str()
                .is_some_and(|text| text.len() == 20 && text.ends_with('Z')),
            "<token>" => value.as_str().is_some_and(is_token),
            _ => value == expected,
        },
        _ => actual == Some(expected),
    };
    if !is_met {
        let actual = actual.map_or_else(|| "nothing".to_owned(), ToString::to_string);
        found.push(format!("{place}: {actual}, not {expected}"));
    }
}

/// Up to 22 letters and digits.
fn is_id(text: &str) -> bool {
    (1..=22).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_alphanumeric())
}

/// Base64 of `{"tid": N}.` and 40 hexadecimal digits.
fn is_token(text: &str) -> bool {
    let decoded = STANDARD.decode(text).ok();
    let decoded = decoded.and_then(|it| String::from_utf8(it).ok());
    decoded.is_some_and(|decoded| {
        decoded.rsplit_once('.').is_some_and(|(head, digits)| {
            let is_head = serde_json::from_str::<Value>(head).is_ok_and(|it| it["tid"].is_i64());
            is_head && digits.len() == 40 && digits.bytes().all(|it| it.is_ascii_hexdigit())
        })
    })
}

fn contract() -> Contract {
    serde_json::from_str(include_str!("../../tests/facts/data/contract.json")).unwrap()
}

/// What is not as expected of a case.
async fn run(case: &Case) -> Vec<String> {
    let mut world = World::of(&case.given).await;
    let answer = world.ask(&case.request).await;
    let mut found = world.compare(&case.expect, &answer);
    if let Some(difference) = &case.embedded {
        if found.is_empty() {
            return vec!["answers as Platform does: take the difference out".to_owned()];
        }
        found = world.compare(&difference.expect, &answer);
    }
    for step in &case.then {
        let answer = world.ask(&step.request).await;
        let after = world.compare(&step.expect, &answer);
        found.extend(after.into_iter().map(|it| format!("then {it}")));
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn the_embedded_platform_answers_as_platform_does_but_where_it_is_said() {
    let mut running = JoinSet::new();
    for case in contract().cases {
        running.spawn(async move {
            let found = run(&case).await;
            found
                .into_iter()
                .map(move |it| format!("{}: {it}", case.id))
        });
    }
    let mut found: Vec<String> = running.join_all().await.into_iter().flatten().collect();
    found.sort();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn each_case_is_there_once_and_each_difference_has_a_reason() {
    let contract = contract();
    let mut ids = BTreeSet::new();
    for case in &contract.cases {
        let id = &case.id;
        assert!(ids.insert(id), "{id} twice");
        assert!(contract.confidence.contains_key(&case.confidence), "{id}");
        assert!(!case.title.is_empty() && !case.sources.is_empty(), "{id}");
        assert!(
            case.embedded.as_ref().is_none_or(|it| !it.why.is_empty()),
            "{id}"
        );
    }
    for case in &contract.not_run {
        assert!(ids.insert(&case.id), "{} twice", case.id);
        assert!(
            !case.title.is_empty() && !case.why.is_empty(),
            "{}",
            case.id
        );
    }
}

#[test]
fn what_differs_is_found() {
    let actual = json!({"a": [{"b": 1, "c": "x y"}], "d": null});
    for (expected, is_met) in [
        (json!({"a": [{"b": 1}], "d": null}), true),
        (json!({"a": [{"b": "<int>", "c": {"contains": "x"}}]}), true),
        (json!({"e": {"one_of": [1, null]}}), true),
        (json!({"a": [{"b": 2}]}), false),
        (json!({"a": []}), false),
        (json!({"a": [{"b": "<string>"}]}), false),
        (json!({"a": [{"c": {"contains": "z"}}]}), false),
        (json!({"d": {"one_of": [1, 2]}}), false),
        (json!({"e": null}), false),
        (json!([]), false),
    ] {
        let mut found = Vec::new();
        differences("$", &expected, Some(&actual), &mut found);
        assert_eq!(found.is_empty(), is_met, "{expected}: {found:?}");
    }
}
