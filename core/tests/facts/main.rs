//! The rules of this crate against recorded facts: see `README.md` beside this file.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod compare;
mod findings;
mod reports;
mod requests;

use serde_json::{Value, json};

use crate::compare::Outcome;
use crate::compare::vector::DESCRIPTIONS;

/// What a resolution depends on.
const RESOLUTION: &[&str] = &[
    "image",
    "identity",
    "credentials",
    "hidden_credentials",
    "compute_env",
    "wave",
    "rules",
];

/// A file of facts, and which fields of its vectors put something in.
struct Facts {
    json: Value,
    inputs: &'static [&'static str],
}

impl Facts {
    fn of(text: &str, inputs: &'static [&'static str]) -> Self {
        Self {
            json: serde_json::from_str(text).unwrap(),
            inputs,
        }
    }

    fn configs() -> Self {
        Self::of(include_str!("data/config.json"), &["text"])
    }

    fn images() -> Self {
        Self::of(include_str!("data/image.json"), &["input"])
    }

    fn logins() -> Self {
        Self::of(include_str!("data/login.json"), &["text"])
    }

    fn registries() -> Self {
        Self::of(include_str!("data/registries.json"), &["hosts_no"])
    }

    fn registry_values() -> Self {
        Self::of(include_str!("data/registry_value.json"), &["value"])
    }

    fn engine_logs() -> Self {
        Self::of(include_str!("data/engine_log.json"), &["input"])
    }

    fn image_sources() -> Self {
        Self::of(include_str!("data/image_source.json"), &["input"])
    }

    fn reports() -> Self {
        Self::of(include_str!("data/report.json"), &["input", "context"])
    }

    fn pasted() -> Self {
        Self::of(include_str!("data/pasted.json"), &["input"])
    }

    fn typed() -> Self {
        Self::of(include_str!("data/typed.json"), &["input", "context"])
    }

    fn resolutions() -> Self {
        Self::of(include_str!("data/resolution.json"), RESOLUTION)
    }

    fn resolutions_by_two_rules() -> Self {
        let text = include_str!("data/resolution_two_rules.json");
        Self::of(text, RESOLUTION)
    }

    fn secrets() -> Self {
        Self::of(include_str!("data/secret.json"), &["text"])
    }

    /// The name of the list, and the list.
    fn vectors(&self) -> (&'static str, &[Value]) {
        let lists = ["vectors", "registries"].into_iter();
        let mut lists = lists.filter_map(|name| Some((name, self.json[name].as_array()?)));
        let (name, vectors) = lists.next().unwrap();
        (name, vectors)
    }

    /// Everything holds, and nothing stands there unread.
    fn hold(&self) {
        let outcomes = compare::file(&self.json).unwrap();
        assert_eq!(outcomes.len(), self.vectors().1.len());
        let mismatches: Vec<String> = outcomes
            .iter()
            .flat_map(|it| it.mismatches.clone())
            .collect();
        assert!(mismatches.is_empty(), "\n{}\n", mismatches.join("\n"));
        let unread: Vec<&String> = outcomes.iter().flat_map(|it| &it.unread).collect();
        assert!(unread.is_empty(), "nothing compares {unread:?}");
    }

    /// No expectation of any vector can be changed without being noticed.
    fn are_compared(&self) {
        let (list, vectors) = self.vectors();
        // Of a registry that the catalogue lacks there is nothing to compare but that.
        let vectors = vectors.iter().filter(|it| it["unknown"] != true);
        for vector in vectors {
            for place in places(vector, "") {
                let field = place[1..].split('/').next().unwrap_or_default();
                if self.inputs.contains(&field) || DESCRIPTIONS.contains(&field) {
                    continue;
                }
                let mut changed = vector.clone();
                *changed.pointer_mut(&place).unwrap() = json!("something else");
                let mut file = self.json.clone();
                file[list] = json!([changed]);
                let outcomes = compare::file(&file).unwrap();
                let is_noticed = |outcome: &Outcome| !outcome.mismatches.is_empty();
                assert!(outcomes.iter().any(is_noticed), "{place} of {vector}");
            }
        }
    }
}

/// A JSON pointer to every value that is neither a list nor an object.
fn places(value: &Value, at: &str) -> Vec<String> {
    let below = |name: &str, value: &Value| places(value, &format!("{at}/{name}"));
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, it)| below(name, it))
            .collect(),
        Value::Array(values) => {
            let values = values.iter().enumerate();
            values
                .flat_map(|(place, it)| below(&place.to_string(), it))
                .collect()
        }
        _ => vec![at.to_owned()],
    }
}

#[test]
fn configurations_are_told_what_only_stored_credentials_and_secrets_tell() {
    Facts::configs().hold();
    Facts::configs().are_compared();
}

#[test]
fn images_are_read_as_docker_wave_and_nextflow_read_them() {
    Facts::images().hold();
    Facts::images().are_compared();
}

#[test]
fn pasted_logins_offer_what_is_in_them() {
    Facts::logins().hold();
    Facts::logins().are_compared();
}

#[test]
fn registries_have_their_hosts_and_no_others() {
    Facts::registries().hold();
    Facts::registries().are_compared();
}

#[test]
fn registry_values_match_in_wave_what_they_are_said_to_match() {
    Facts::registry_values().hold();
    Facts::registry_values().are_compared();
}

#[test]
fn wave_takes_the_credentials_that_it_is_said_to_take() {
    Facts::resolutions().hold();
    Facts::resolutions().are_compared();
}

#[test]
fn wave_takes_the_credentials_that_either_of_its_rules_gives() {
    Facts::resolutions_by_two_rules().hold();
    Facts::resolutions_by_two_rules().are_compared();
}

#[test]
fn secrets_are_what_they_are_taken_for() {
    Facts::secrets().hold();
    Facts::secrets().are_compared();
}
