//! One case: what it needs is made, it is asked, and what is answered compared. Start at [`run`].

use std::path::Path;

use anyhow::Context;
use serde_json::{Map, Value};

use crate::capability;
use crate::case::{Body, Case, Given, Question, plain};
use crate::expectation::differences;
use crate::fixture;
use crate::names::unfilled;
use crate::need::{Need, mentions};
use crate::platform::Answer;
use crate::world::{Unmade, World};

/// What came of a case.
pub(crate) enum Outcome {
    Passed,
    /// It could not be asked, and why.
    Skipped(String),
    /// What differs.
    Failed(Vec<String>),
}

/// Runs a case on a Platform of its own.
pub(crate) async fn run(program: &Path, case: &Case) -> Outcome {
    match run_or_tell(program, case).await {
        Ok(differences) if differences.is_empty() => Outcome::Passed,
        Ok(differences) => Outcome::Failed(differences),
        Err(Unmade::Impossible(reason)) => Outcome::Skipped(reason),
        Err(Unmade::Failed(error)) => Outcome::Failed(vec![format!("{error:#}")]),
    }
}

async fn run_or_tell(program: &Path, case: &Case) -> Result<Vec<String>, Unmade> {
    if let Some(problem) = &case.unreadable {
        return Ok(vec![problem.clone()]);
    }
    if let Some(reason) = unaskable(case) {
        return Err(Unmade::Impossible(reason));
    }
    let need = Need::of(case).map_err(Unmade::Impossible)?;
    let mut world = World::make(program, &need, &case.request).await?;
    if let Given::Records(records) = &case.given {
        world.given(records).await?;
    }
    ensure_filled(&world, case)?;
    if case.request.method == "SEQUENCE" {
        return Ok(sequence(&mut world, case).await?);
    }
    let before = before(&mut world, case).await?;
    if need.is_asked_before {
        let first = world.ask(&case.request).await?;
        if first.status >= 300 {
            let error =
                anyhow::anyhow!("asked for the first time: {} {}", first.status, first.text);
            return Err(Unmade::Failed(error));
        }
    }
    let mut found = asked(&mut world, case, before.as_ref()).await?;
    if let Some((of, called)) = &need.refused {
        // Nobody's was refused. So is what somebody else has.
        world.refuse(*of, called).await?;
        let again = asked(&mut world, case, None).await?;
        found.extend(
            again
                .into_iter()
                .map(|it| format!("of somebody else: {it}")),
        );
    }
    for step in &case.then {
        let answer = world.ask(&step.request).await?;
        let after = differences(&step.expect, &answer, before.as_ref(), &mut world.names);
        let shown = format!("then {} {}", step.request.method, step.request.path);
        found.extend(after.into_iter().map(|it| format!("{shown}: {it}")));
    }
    Ok(found)
}

/// Why there is nothing to ask, if that is so.
fn unaskable(case: &Case) -> Option<String> {
    if let Some(reason) = &case.not_run {
        return Some(reason.clone());
    }
    if case.differs.is_none()
        && let Some(reason) = capability::missing(case)
    {
        return Some(reason);
    }
    let fixture = case.expect.get("jsonFixture").and_then(Value::as_str);
    if let Some(name) = fixture.filter(|name| fixture::shape(name).is_none()) {
        return Some(format!("the recorded answer {name} is not at hand"));
    }
    case.then.iter().find_map(|step| step.unaskable.clone())
}

/// That nothing is left of a question that only the case knows.
fn ensure_filled(world: &World, case: &Case) -> Result<(), Unmade> {
    if case.request.method == "SEQUENCE" {
        return Ok(());
    }
    let request = &case.request;
    let mut texts = vec![world.names.path(&request.path)];
    texts.extend(request.query.iter().map(|(_, value)| world.names.id(value)));
    if let Body::Json(body) = &request.body {
        references(&world.names.json("", body), &mut texts);
    }
    match texts.iter().find_map(|text| unfilled(text)) {
        Some(left) => {
            let reason = format!("it needs {left}, which cannot be made here");
            Err(Unmade::Impossible(reason))
        }
        None => Ok(()),
    }
}

/// The ids in a body.
fn references(body: &Value, texts: &mut Vec<String>) {
    for (name, value) in body.as_object().into_iter().flatten() {
        match value {
            Value::String(text) if crate::names::is_id_field(name) => texts.push(text.clone()),
            _ => references(value, texts),
        }
    }
}

/// The record that a question is about, before it, where a case compares with that.
async fn before(world: &mut World, case: &Case) -> anyhow::Result<Option<Value>> {
    let compares = |expect: &Map<String, Value>| {
        mentions(expect, "\"= before\"") || mentions(expect, "\"<unchanged>\"")
    };
    if !compares(&case.expect) && !case.then.iter().any(|step| compares(&step.expect)) {
        return Ok(None);
    }
    let question = Question {
        method: "GET".to_owned(),
        body: Body::None,
        ..case.request.clone()
    };
    let answer = world.ask(&question).await?;
    let json = serde_json::from_str(&answer.text).context("nothing was there before")?;
    Ok(Some(json))
}

/// Asks the question and compares.
async fn asked(
    world: &mut World,
    case: &Case,
    before: Option<&Value>,
) -> anyhow::Result<Vec<String>> {
    let answer = world.ask(&case.request).await?;
    name_created(world, &answer);
    let found = differences(&case.expect, &answer, before, &mut world.names);
    let Some(differs) = &case.differs else {
        return Ok(found);
    };
    if found.is_empty() {
        let said = "answers as Platform does: take the difference out";
        return Ok(vec![said.to_owned()]);
    }
    Ok(differences(differs, &answer, before, &mut world.names))
}

/// What a question made is `{id}` in what follows.
fn name_created(world: &mut World, answer: &Answer) {
    let Ok(Value::Object(fields)) = serde_json::from_str(&answer.text) else {
        return;
    };
    let created = fields
        .iter()
        .find(|(name, value)| name.ends_with("Id") && value.is_string());
    if let Some((_, id)) = created
        && world.names.get("id").is_none()
    {
        world.names.call("id", &plain(id));
    }
}

/// `GET /a; GET /b/{id}`: one after the other, each with its status; an id is the first of the
/// answer before.
async fn sequence(world: &mut World, case: &Case) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    let statuses = case.expect.get("status").cloned().unwrap_or_default();
    for (at, step) in case.request.path.split(';').enumerate() {
        let (method, path) = step.trim().split_once(' ').context("a step has no path")?;
        let question = Question {
            method: method.to_owned(),
            path: path.trim().to_owned(),
            query: Vec::new(),
            ..case.request.clone()
        };
        let address = world.address(&question)?;
        if let Some(left) = unfilled(&address) {
            found.push(format!("{step}: nothing before it says {left}"));
            break;
        }
        let answer = world.ask(&question).await?;
        let status = statuses
            .get(at)
            .cloned()
            .unwrap_or_else(|| statuses.clone());
        let mut expect = Map::new();
        expect.insert("status".to_owned(), status);
        let differs = differences(&expect, &answer, None, &mut world.names);
        found.extend(
            differs
                .into_iter()
                .map(|it| format!("{}: {it}", step.trim())),
        );
        name_rows(
            world,
            &serde_json::from_str(&answer.text).unwrap_or_default(),
        );
    }
    Ok(found)
}

/// `{id}` behind `orgs` is the `orgId`, behind `workspaces` the `id`, of the first row of an answer.
fn name_rows(world: &mut World, answer: &Value) {
    for (list, rows) in answer.as_object().into_iter().flatten() {
        let row = rows.as_array().and_then(|rows| rows.first());
        for (name, id) in row.and_then(Value::as_object).into_iter().flatten() {
            let of = name.strip_suffix("Id").filter(|_| !id.is_null());
            if name == "id" {
                world.names.call_behind(list, &plain(id));
            } else if let Some(of) = of {
                world.names.call_behind(&format!("{of}s"), &plain(id));
            }
        }
    }
}
