//! What has to be there before a case can be asked, from its request, what it expects and what it
//! says is given. Start at [`Need::of`].
//!
//! A record that is asked for by a recorded id or a placeholder is there, unless only refusals are
//! expected of somebody who may do everything: then it is nobody's, and in a second round
//! somebody else's. Rows that are expected in a list are there with what is expected of them.

use serde_json::{Map, Value, json};

use crate::case::{Body, Case, Given, Question};
use crate::expectation::statuses;
use crate::names::placeholder;
use crate::{fixture, given, sample};

/// A kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Collection {
    Credentials,
    Tokens,
    ComputeEnvs,
    Pipelines,
}

impl Collection {
    /// By the segment of a path.
    pub(crate) fn of_segment(segment: &str) -> Option<Self> {
        match segment {
            "credentials" => Some(Self::Credentials),
            "tokens" => Some(Self::Tokens),
            "compute-envs" => Some(Self::ComputeEnvs),
            "pipelines" => Some(Self::Pipelines),
            _ => None,
        }
    }

    /// By a field with an id of one.
    fn of_field(field: &str) -> Option<Self> {
        match field {
            "credentialsId" => Some(Self::Credentials),
            "computeEnvId" => Some(Self::ComputeEnvs),
            _ => None,
        }
    }

    /// The segment of its path.
    pub(crate) const fn segment(self) -> &'static str {
        match self {
            Self::Credentials => "credentials",
            Self::Tokens => "tokens",
            Self::ComputeEnvs => "compute-envs",
            Self::Pipelines => "pipelines",
        }
    }

    /// The field of an answer that has its rows.
    const fn rows(self) -> &'static str {
        match self {
            Self::ComputeEnvs => "computeEnvs",
            other => other.segment(),
        }
    }
}

/// A record to make.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) of: Collection,
    /// What the case calls its id.
    pub(crate) called: Vec<String>,
    /// What is said of its fields.
    pub(crate) like: Value,
    pub(crate) is_deleted: bool,
    /// In the personal scope, whatever the workspace of the request.
    pub(crate) is_personal: bool,
}

impl Record {
    pub(crate) fn new(of: Collection, like: Value) -> Self {
        Self {
            of,
            called: Vec::new(),
            like,
            is_deleted: false,
            is_personal: false,
        }
    }
}

/// What has to be there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Need {
    /// The person who asks.
    pub(crate) user: Option<String>,
    pub(crate) email: Option<String>,
    /// What the case calls their id.
    pub(crate) user_id: Vec<String>,
    pub(crate) organization: Option<String>,
    pub(crate) organization_full: Option<String>,
    /// What the case calls the organization's id.
    pub(crate) organization_id: Vec<String>,
    /// The names of the workspaces, which there are at least two of.
    pub(crate) workspaces: Vec<String>,
    /// What the case calls their ids, in that order.
    pub(crate) workspace_ids: Vec<String>,
    /// What the case calls the id of a workspace that the person is not in.
    pub(crate) foreign_workspace: Option<String>,
    /// The role of somebody else, who asks.
    pub(crate) role: Option<String>,
    /// Who takes part besides: name and role.
    pub(crate) participants: Vec<(String, String)>,
    pub(crate) records: Vec<Record>,
    /// What the case calls a record that is not to be had.
    pub(crate) refused: Option<(Collection, String)>,
    /// Whether the same is asked before.
    pub(crate) is_asked_before: bool,
}

impl Need {
    /// What a case needs, or the reason why that cannot be made.
    pub(crate) fn of(case: &Case) -> Result<Self, String> {
        let mut need = Self::default();
        let request = &case.request;
        need.role = request.auth.strip_prefix("role:").map(str::to_owned);
        let allowed = statuses(&case.expect);
        let is_refused = !allowed.is_empty() && allowed.iter().all(|it| matches!(it, 403 | 404));
        let is_refused = is_refused && need.role.is_none();
        need.names(&sample::expected(&case.expect));
        let words = match &case.given {
            Given::Words(words) => words,
            Given::Records(_) => return Ok(need),
        };
        need.path(request, is_refused);
        need.places(request, is_refused);
        if let Body::Json(body) = &request.body {
            need.references(body);
        }
        given::read(words, case, &mut need)?;
        need.rows(case);
        Ok(need)
    }

    /// People and places are called as they are expected to be.
    fn names(&mut self, expected: &Value) {
        let text = |value: &Value| {
            let text = value.as_str()?;
            (!text.is_empty() && !text.starts_with('<')).then(|| text.to_owned())
        };
        let user = &expected["user"];
        self.user = text(&user["userName"]);
        self.email = text(&user["email"]);
        for row in rows(expected, "orgsAndWorkspaces") {
            self.organization = self.organization.take().or_else(|| text(&row["orgName"]));
            self.workspaces.extend(text(&row["workspaceName"]));
        }
        for row in rows(expected, "organizations") {
            self.organization = self.organization.take().or_else(|| text(&row["name"]));
            let full = text(&row["fullName"]);
            self.organization_full = self.organization_full.take().or(full);
        }
        for row in rows(expected, "workspaces") {
            self.workspaces.extend(text(&row["name"]));
        }
        for row in rows(expected, "participants")
            .into_iter()
            .chain(rows(expected, "members"))
        {
            let name = text(&row["userName"]);
            let role = text(&row["wspRole"]).unwrap_or_else(|| "view".to_owned());
            match name {
                Some(name) if self.user.is_none() && role == "owner" => self.user = Some(name),
                Some(name) => self.participants.push((name, role)),
                None => {}
            }
        }
    }

    /// What the segments of the path are the ids of.
    fn path(&mut self, request: &Question, is_refused: bool) {
        let segments: Vec<&str> = request.path.trim_matches('/').split('/').collect();
        for pair in segments.windows(2) {
            let [of, id] = pair else { continue };
            if !is_id(id) {
                continue;
            }
            let is_foreign = is_refused && placeholder(id).is_none();
            match (*of, Collection::of_segment(of)) {
                ("user" | "users", _) if !is_foreign => self.user_id.push((*id).to_owned()),
                ("orgs", _) if !is_foreign => self.organization_id.push((*id).to_owned()),
                ("workspaces", _) => self.workspace_ids.push((*id).to_owned()),
                (_, Some(of)) if is_foreign => self.refused = Some((of, (*id).to_owned())),
                (_, Some(of)) => {
                    let change = match &request.body {
                        Body::Json(body) => body["credentials"].clone(),
                        _ => Value::Null,
                    };
                    // Not its keys: those are what is changed.
                    let like = json!({"provider": change["provider"], "name": change["name"],
                        "keys": {"mode": change["keys"]["mode"]}});
                    let mut record = Record::new(of, like);
                    record.called.push((*id).to_owned());
                    record.is_deleted = id.contains("deleted");
                    self.records.push(record);
                }
                _ => {}
            }
        }
    }

    /// The workspaces that the query names.
    fn places(&mut self, request: &Question, is_refused: bool) {
        for (name, id) in &request.query {
            if name != "workspaceId" || id.parse::<i64>().is_err() && placeholder(id).is_none() {
                continue;
            }
            if is_refused && self.refused.is_none() {
                self.foreign_workspace = Some(id.clone());
            } else {
                self.workspace_ids.push(id.clone());
            }
        }
    }

    /// Records that a body refers to.
    fn references(&mut self, body: &Value) {
        let fields: Vec<(&String, &Value)> = match body {
            Value::Object(fields) => fields.iter().collect(),
            _ => return,
        };
        for (name, value) in fields {
            let had = |records: &[Record], id: &str| {
                records.iter().any(|it| it.called.iter().any(|it| it == id))
            };
            match (Collection::of_field(name), value) {
                (Some(of), Value::String(id))
                    if !had(&self.records, id) && is_makeable(id) && !id.is_empty() =>
                {
                    let mut record = Record::new(of, Value::Null);
                    record.is_deleted = id.contains("deleted");
                    record.called.push(id.clone());
                    self.records.push(record);
                }
                _ => self.references(value),
            }
        }
    }

    /// The rows that are expected in the list that is asked for, and the fields of the one record.
    fn rows(&mut self, case: &Case) {
        let path = case.request.path.trim_matches('/');
        let Some(of) = Collection::of_segment(path.split('/').next().unwrap_or_default()) else {
            return;
        };
        if case.request.method != "GET" {
            return;
        }
        let mut expected = sample::expected(&case.expect);
        let has_fixture = case.expect.get("jsonFixture").and_then(Value::as_str);
        let is_shaped = has_fixture.and_then(fixture::shape).is_some();
        if is_shaped && rows(&expected, of.rows()).is_empty() {
            expected[of.rows()] = json!([{}]);
        }
        if path == of.segment() {
            // The first of the tokens is that of the person who asks.
            let had = usize::from(of == Collection::Tokens);
            let there = self
                .records
                .iter()
                .filter(|it| it.of == of && !it.is_deleted)
                .count();
            for row in rows(&expected, of.rows()).into_iter().skip(had + there) {
                self.records.push(Record::new(of, row));
            }
        } else if let Some(record) = self.records.iter_mut().find(|record| record.of == of) {
            let described = ["credentials", "computeEnv", "pipeline"];
            let told = described.iter().map(|name| &expected[*name]);
            if let Some(told) = told.into_iter().find(|told| told.is_object()) {
                record.like = told.clone();
            }
        }
    }
}

/// The rows of a list in an expected answer.
fn rows(expected: &Value, name: &str) -> Vec<Value> {
    let rows = expected[name].as_array().cloned().unwrap_or_default();
    let objects = rows
        .into_iter()
        .map(|row| if row.is_object() { row } else { json!({}) });
    objects.collect()
}

/// Whether a segment of a path is an id and no word of the API.
fn is_id(segment: &str) -> bool {
    let is_word = segment
        .bytes()
        .all(|it| it.is_ascii_lowercase() || it == b'-');
    let is_odd = segment.contains(['%', '.', '*', '~']);
    let is_name = !is_word || placeholder(segment).is_some();
    !segment.is_empty() && !is_odd && is_name && is_makeable(segment)
}

/// Whether what is meant by an id can be made: a recorded one, or a placeholder that says no more
/// than that it is one.
fn is_makeable(id: &str) -> bool {
    placeholder(id).is_none_or(|name| {
        let is_id = matches!(name, "id" | "tid" | "uuid") || name.ends_with("Id");
        is_id || name.ends_with(" id") || name.contains("deleted")
    })
}

/// The words of an expectation about its answer.
pub(crate) fn mentions(expect: &Map<String, Value>, text: &str) -> bool {
    Value::from(expect.clone()).to_string().contains(text)
}
