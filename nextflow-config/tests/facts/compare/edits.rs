//! Edits of one text: those that are expected, and every option of the wave scope.

use std::collections::BTreeSet;

use nextflow_config::syntax::{Item, ItemKind};
use nextflow_config::{
    Change, Config, Document, EditError, EditOptions, Edited, Outcome, Parser, Reading, Readings,
    Replacement, Value, read,
};
use serde_json::Value as Json;

use super::comparison::{Comparison, is_equal};

/// Of how many profiles of a text the edits are tried.
const MOST_PROFILES: usize = 12;

/// Options of the wave scope, each with a value that few texts have.
fn changes() -> Vec<Change> {
    let text = |value: &str| Value::Text(value.to_owned());
    let values = [
        ("enabled", Value::Bool(true)),
        ("enabled", Value::Bool(false)),
        ("endpoint", text("https://wave.example.org")),
        (
            "strategy",
            Value::List(vec![text("conda"), text("container")]),
        ),
        ("strategy", text("container,conda")),
        ("freeze", Value::Bool(true)),
        ("mirror", Value::Bool(true)),
        ("build.repository", text("quay.io/it's/$x\\y")),
        ("build.cacheRepository", text("quay.io/acme/cache")),
        ("build.template", text("conda/pixi:v1")),
        ("build.conda.mambaImage", text("m:1")),
        ("build.conda.basePackages", text("a b")),
        ("build.conda.commands", Value::List(vec![text("RUN \"x\"")])),
        ("build.conda.baseImage", text("ubuntu:24.04")),
        ("build.compression.mode", text("zstd")),
        ("build.compression.level", Value::Int(3)),
        ("build.compression.force", Value::Bool(true)),
        ("build.maxDuration", text("45m")),
        ("scan.mode", text("required")),
        ("scan.allowedLevels", text("low,medium")),
        ("httpClient.connectTimeout", text("31s")),
        ("httpClient.maxRate", text("7/sec")),
        ("retryPolicy.delay", text("451ms")),
        ("retryPolicy.maxDelay", Value::Duration(91_000)),
        ("retryPolicy.maxAttempts", Value::Int(6)),
        ("retryPolicy.jitter", Value::Float(0.75)),
        ("retryPolicy.multiplier", Value::Float(2.5)),
        ("containerConfigUrl", text("https://example.org/c")),
        ("bundleProjectResources", Value::Bool(true)),
        ("preserveFileTimestamp", Value::Bool(true)),
        ("tokens.cache.maxDuration", text("31m")),
        ("s5cmdConfigUrl", text("https://example.org/s")),
    ];
    let change = |(name, value)| Change {
        path: format!("wave.{name}"),
        to: Some(value),
    };
    values.into_iter().map(change).collect()
}

/// The edits that the facts expect.
pub(super) fn expected(comparison: &mut Comparison, facts: &Json, text: &str) {
    for expected in facts["edits"].as_array().into_iter().flatten() {
        let changes: Vec<Change> = expected["set"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(path, value)| Change {
                path: path.clone(),
                to: Some(value_of(value)),
            })
            .collect();
        let kind = expected["kind"].as_str().unwrap_or_default();
        let (after, edited) = match (edit(text, &changes, &[]), kind) {
            (Err(_), "refuse" | "warn") => continue,
            (Err(refused), _) => {
                comparison.miss(&format!("{}: {refused}", expected["set"]));
                continue;
            }
            (Ok(made), _) => made,
        };
        let only = |wanted: Outcome| {
            let mut outcomes = edited.outcomes.iter();
            outcomes.all(|it| *it == wanted || *it == Outcome::Unchanged)
        };
        let is_met = match kind {
            "noop" => only(Outcome::Unchanged) && after == text,
            "replace-value" => only(Outcome::Replaced),
            "insert-in-block" => only(Outcome::Inserted),
            "append" => only(Outcome::Appended) && after.starts_with(text),
            "warn" => !edited.notes.is_empty(),
            "any" => true,
            _ => false,
        };
        if !is_met {
            let outcomes = &edited.outcomes;
            comparison.miss(&format!("{}: {outcomes:?}, not {kind}", expected["set"]));
        }
        let document = Document::parse(&after);
        for (key, semantics) in [("v1", Parser::Legacy), ("v2", Parser::Strict)] {
            let is_meant = expected["semantics"]
                .as_str()
                .is_none_or(|only| only == key);
            let reading = read(&document, semantics, &[]);
            for (path, value) in expected["effective_after"]
                .as_object()
                .into_iter()
                .flatten()
            {
                let found = reading.get(path).map(|it| &it.value);
                if found == Some(&Value::Unknown) && !changes.iter().any(|it| it.path == *path) {
                    comparison.note(&format!("{key}: {path} after an edit"));
                } else if is_meant && !found.is_some_and(|found| is_equal(found, value)) {
                    comparison.miss(&format!("{key}: {path} after the edit: {found:?}"));
                }
            }
        }
        invariants(comparison, text, &[], &changes, (&after, &edited));
    }
}

/// Sets every option on its own, for no profile and for each that the text declares.
pub(super) fn every_option(comparison: &mut Comparison, text: &str) {
    let declared = readings(text, &[]);
    let declared = declared
        .both()
        .into_iter()
        .flat_map(|it| it.profiles.clone());
    let declared: BTreeSet<String> = declared.collect();
    each_option(comparison, text, &[]);
    for profile in declared.iter().take(MOST_PROFILES) {
        each_option(comparison, text, &[profile]);
    }
}

fn each_option(comparison: &mut Comparison, text: &str, profiles: &[&str]) {
    let is_accepted = readings(text, profiles).accepted().next().is_some();
    for change in changes() {
        let changes = [change];
        match edit(text, &changes, profiles) {
            Ok((after, edited)) if is_accepted => {
                invariants(comparison, text, profiles, &changes, (&after, &edited));
            }
            Ok(_) => comparison.miss("a text that both parsers refuse was edited"),
            Err(_) => {}
        }
    }
}

/// What has to hold after any edit.
fn invariants(
    comparison: &mut Comparison,
    text: &str,
    profiles: &[&str],
    changes: &[Change],
    (after, edited): (&str, &Edited),
) {
    let shown: Vec<&str> = changes.iter().map(|change| &*change.path).collect();
    let mut miss = |what: &str| {
        comparison.miss(&format!("{profiles:?} {shown:?}: {what}: {after:?}"));
    };
    if Replacement::apply(text, &edited.replacements).as_deref() != Ok(after) {
        miss("the replacements are not the edit");
    }
    if Replacement::apply(after, &edited.undo(text)).as_deref() != Ok(text) {
        miss("undoing is something else");
    }
    match edit(after, changes, profiles) {
        Ok((again, edited)) if again == after && edited.replacements.is_empty() => {}
        again => miss(&format!("the second time makes a difference ({again:?})")),
    }
    let is_wanted = |path: &str| {
        let mut changes = changes.iter();
        changes.any(|change| change.path == path)
    };
    let (before, now) = (readings(text, profiles), readings(after, profiles));
    for (before, after) in before.both().into_iter().zip(now.both()) {
        if before.refusal.is_some() {
            continue;
        }
        for change in changes {
            let found = after.get(&change.path).map(|it| &it.value);
            if found != change.to.as_ref() && edited.outcomes != [Outcome::Unchanged] {
                miss(&format!("{} is {found:?}", change.path));
            }
        }
        let others = |reading: &Reading| {
            let settings = reading.settings.iter();
            let mut others: Vec<String> = settings
                .filter(|it| !is_wanted(&it.path) && it.value.truth() != Some(false))
                .map(|it| format!("{}={:?}", it.path, it.value))
                .collect();
            others.sort();
            others
        };
        if others(before) != others(after) {
            miss("other settings changed");
        }
    }
    let was_unset = changes.iter().all(|change| {
        let mut empty = before.both().into_iter().flat_map(|it| &it.empty_scopes);
        before
            .both()
            .iter()
            .all(|it| it.get(&change.path).is_none())
            && !empty.any(|scope| change.path.starts_with(&*scope.path))
    }) && !has_empty_block(&Document::parse(text).items);
    if was_unset && !edited.outcomes.contains(&Outcome::Replaced) {
        let unset = |change: &Change| Change {
            path: change.path.clone(),
            to: None,
        };
        let unset: Vec<Change> = changes.iter().map(unset).collect();
        match edit(after, &unset, profiles) {
            Ok((back, _)) if back == text => {}
            Ok((back, _)) => miss(&format!("unset gives {back:?}")),
            Err(refused) => miss(&format!("unset: {refused}")),
        }
    }
}

/// Whether there is a block without statements. One that is filled is no longer told from one
/// that was added, and goes when it is emptied.
fn has_empty_block(items: &[Item<'_>]) -> bool {
    items.iter().any(|item| match &item.kind {
        ItemKind::Block(block) => block.items.is_empty() || has_empty_block(&block.items),
        _ => false,
    })
}

fn readings(text: &str, profiles: &[&str]) -> Readings {
    Readings::of(&Document::parse(text), profiles)
}

/// The text after changes, and what was done.
fn edit(text: &str, changes: &[Change], profiles: &[&str]) -> Result<(String, Edited), EditError> {
    let mut config = Config::parse(text).with_profiles(profiles.iter().copied());
    let edited = config.edit(changes, EditOptions::default())?;
    Ok((config.into_string(), edited))
}

fn value_of(value: &Json) -> Value {
    match value {
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(value) => value.as_i64().map_or(Value::Null, Value::Int),
        Json::String(value) => Value::Text(value.clone()),
        Json::Array(values) => Value::List(values.iter().map(value_of).collect()),
        _ => Value::Null,
    }
}
