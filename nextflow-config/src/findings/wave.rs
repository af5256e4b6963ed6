//! Values of Wave's settings that Nextflow refuses: strategy and addresses.

use super::super::options::Version;
use super::super::value::Value;
use super::About;
use super::said::{Said, quoted, shown};
use super::view::{Known, View};
use crate::diagnostic::Diagnostic;
use crate::rule::rules;

rules! {
    /// The setting wave.strategy has a word that is no strategy of Wave.
    pub STRATEGY_INVALID = "strategy-invalid" {
        severity: Error,
        why: "The strategies are container, dockerfile and conda; spack was one from Nextflow \
              23.10 to 24.10. Nextflow stops with: Invalid value for 'wave.strategy' configuration \
              attribute.",
        action: "Use container, dockerfile and conda only.",
    }

    /// The address of Wave does not begin with https:// or http://.
    pub ENDPOINT_PROTOCOL = "endpoint-protocol" {
        severity: Error,
        why: "Nextflow stops with: Endpoint URL should start with 'http:' or 'https:' protocol \
              prefix.",
        action: "Put https:// before the address.",
    }

    /// The setting wave.containerConfigUrl has an address without https:// or http://.
    pub CONFIG_URL_PROTOCOL = "config-url-protocol" {
        severity: Error,
        why: "Nextflow stops with: Wave container config URL should start with 'http:' or 'https:' \
              protocol prefix.",
        action: "Give the whole address, with https:// or http:// in front.",
    }
}

/// What Wave does where nothing is said.
const STRATEGIES: [&str; 3] = ["container", "dockerfile", "conda"];
/// Only these versions of Nextflow had the strategy `spack`.
const SPACK: (Version, Version) = (
    Version {
        year: 23,
        month: 10,
        patch: 0,
    },
    Version {
        year: 25,
        month: 2,
        patch: 0,
    },
);

pub(super) fn report(view: &View<'_>, about: &About<'_>, said: &mut Said) {
    strategy(view, about, said);
    endpoint(view, said);
    config_url(view, said);
}

/// The strategies in effect; `None` where they are not known or not valid.
pub(super) fn strategies(view: &View<'_>) -> Option<Vec<String>> {
    let setting = match view.known("wave.strategy") {
        Known::Unset if view.is_whole => None,
        Known::Unset | Known::Unknown => return None,
        Known::Is(setting) => Some(setting),
    };
    let named = match setting {
        Some(setting) if setting.value.truth() != Some(false) => named(&setting.value)?,
        _ => STRATEGIES.map(str::to_owned).to_vec(),
    };
    let is_valid = named.iter().all(|name| STRATEGIES.contains(&name.as_str()));
    is_valid.then_some(named)
}

/// The words of a list, or of a text with commas; `None` where they are not all known.
pub(super) fn named(value: &Value) -> Option<Vec<String>> {
    let word = |word: &str| word.trim().to_owned();
    match value {
        Value::Text(text) => Some(
            text.split(',')
                .filter(|it| !it.is_empty())
                .map(word)
                .collect(),
        ),
        Value::List(values) => values
            .iter()
            .map(|value| match value {
                Value::Unknown => None,
                other => Some(word(&other.to_string())),
            })
            .collect(),
        _ => None,
    }
}

fn strategy(view: &View<'_>, about: &About<'_>, said: &mut Said) {
    let Known::Is(setting) = view.known("wave.strategy") else {
        return;
    };
    let value = &setting.value;
    if value.truth() == Some(false) {
        return;
    }
    let refused = match (named(value), value) {
        (Some(named), _) => {
            let has_spack = |version| SPACK.0 <= version && version < SPACK.1;
            let is_valid = |name: &String| {
                STRATEGIES.contains(&name.as_str())
                    || name == "spack" && about.context.nextflow.is_some_and(has_spack)
            };
            let Some(bad) = named.iter().find(|name| !is_valid(name)) else {
                return;
            };
            bad.clone()
        }
        (None, Value::List(_)) => return,
        (None, other) => other.to_string(),
    };
    let spack = if refused == "spack" {
        " spack was one from Nextflow 23.10 to 24.10."
    } else {
        ""
    };
    let message = format!(
        "{} is no strategy of Wave: there are container, dockerfile and conda.{spack} Nextflow \
         stops with: Invalid value for 'wave.strategy' configuration attribute.",
        quoted(&refused)
    );
    let mut new = Diagnostic::error(STRATEGY_INVALID, message).at(setting.place);
    if let Some(right) = corrected(value) {
        let label = format!("Set it to {}", shown("wave.strategy", &right));
        new = new.set(label, "wave.strategy", right);
    }
    said.say(new);
}

/// The value with its words put right, and those left out that mean nothing.
fn corrected(value: &Value) -> Option<Value> {
    let mut right: Vec<&str> = Vec::new();
    for name in named(value)? {
        let lower = name.to_ascii_lowercase();
        let singular = lower.strip_suffix('s').unwrap_or(&lower);
        let known = STRATEGIES
            .into_iter()
            .find(|known| *known == lower || *known == singular);
        match known {
            Some(known) if right.contains(&known) => {}
            Some(known) => right.push(known),
            None if lower == "spack" => {}
            None => return None,
        }
    }
    if right.is_empty() {
        return None;
    }
    Some(match value {
        Value::Text(_) => Value::Text(right.join(",")),
        _ => Value::List(
            right
                .into_iter()
                .map(|it| Value::Text(it.to_owned()))
                .collect(),
        ),
    })
}

/// The protocol that a text begins with, as Nextflow sees it.
pub(super) fn protocol(text: &str) -> Option<&str> {
    let (protocol, rest) = text.split_once("://")?;
    let is_name = protocol.starts_with(|c: char| c.is_ascii_alphabetic())
        && protocol.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_name && !rest.is_empty()).then_some(protocol)
}

fn endpoint(view: &View<'_>, said: &mut Said) {
    let path = "wave.endpoint";
    let Known::Is(setting) = view.known(path) else {
        return;
    };
    let written = match &setting.value {
        Value::Text(text) if text.is_empty() => return,
        Value::Text(text) => text.clone(),
        Value::Null | Value::Closure => return,
        other => other.to_string(),
    };
    if matches!(protocol(&written), Some("http" | "https")) {
        return;
    }
    let message = format!(
        "The address of Wave has to begin with https:// or http://. Nextflow stops with: \
         Endpoint URL should start with 'http:' or 'https:' protocol prefix - offending value: {}.",
        quoted(&written)
    );
    let mut new = Diagnostic::error(ENDPOINT_PROTOCOL, message).at(setting.place);
    let is_host = written.contains('.') && !written.contains([' ', ':', '@', '\'']);
    if is_host {
        let with = format!("https://{}", written.trim_start_matches('/'));
        new = new.set("Put https:// before it", path, Value::Text(with));
    }
    said.say(new);
}

fn config_url(view: &View<'_>, said: &mut Said) {
    let Known::Is(setting) = view.known("wave.containerConfigUrl") else {
        return;
    };
    let single;
    let values = match &setting.value {
        Value::Text(_) => {
            single = [setting.value.clone()];
            single.as_slice()
        }
        Value::List(values) => values,
        _ => return,
    };
    for value in values {
        if let Value::Text(text) = value
            && !text.is_empty()
            && !text.starts_with("http://")
            && !text.starts_with("https://")
        {
            let message = format!(
                "Nextflow stops with: Wave container config URL should start with 'http:' or \
                 'https:' protocol prefix - offending value: {}.",
                quoted(text)
            );
            let finding = Diagnostic::error(CONFIG_URL_PROTOCOL, message);
            said.say(finding.at(setting.place));
        }
    }
}
