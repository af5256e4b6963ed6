//! Help for one registry, with what was typed put in place of the placeholders.
//!
//! Lines end up in a person's shell, so nothing is ever filled in but text made of letters,
//! digits, dots, dashes and a port's colon. Whatever is missing stays a placeholder. Start
//! at [`help_for`].

use super::Registry;
use super::hosts::{AcrHost, gar_location};
use super::record::{Recognition, Record};
use crate::registry::ecr::EcrHost;

/// Steps and commands for one registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// The host to store, or its shape with the placeholders that are left.
    pub host: String,
    /// How to create a secret that lasts.
    pub steps: Vec<String>,
    /// Commands that do the same.
    pub commands: Vec<CommandLine>,
}

/// A command to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandLine {
    /// The program whose version decides whether the options are right: to be shown beside
    /// the line, as something to check.
    pub tool: &'static str,
    /// The line, with the placeholders that are left.
    pub line: String,
}

/// The help for a registry, filled in from its host where the host tells.
pub fn help_for(registry: Registry, host: &str) -> Help {
    let record = registry.record();
    let values = values(registry, host);
    let fill = |text: &str| fill(text, &values);
    Help {
        host: fill(record.canonical_host),
        steps: record.steps.iter().map(|step| fill(step)).collect(),
        commands: record
            .commands
            .iter()
            .map(|command| CommandLine {
                tool: command.tool,
                line: fill(command.line),
            })
            .collect(),
    }
}

/// The placeholders of a registry's texts that its host has a value for.
fn values(registry: Registry, host: &str) -> Vec<(&'static str, &str)> {
    let mut values = Vec::new();
    let Record {
        recognition,
        canonical_host,
        ..
    } = registry.record();
    if is_harmless(host)
        && (*recognition != Recognition::Always || Registry::of_host(host) == Some(registry))
    {
        values.push(("<host>", host));
    } else if !canonical_host.contains('<') {
        values.push(("<host>", canonical_host));
    }
    match registry {
        Registry::Acr => values.extend(AcrHost::read(host).map(|acr| ("<name>", acr.name))),
        Registry::Ecr => {
            if let Some(ecr) = EcrHost::read(host) {
                values.push(("<account>", ecr.account));
                values.push(("<region>", ecr.region));
            }
        }
        Registry::Gar => values.extend(gar_location(host).map(|place| ("<location>", place))),
        Registry::Jfrog => values.extend(
            host.strip_suffix(".jfrog.io")
                .map(|instance| ("<instance>", instance)),
        ),
        _ => {}
    }
    values.retain(|(_, value)| is_harmless(value));
    values
}

/// Whether a text means itself to every shell.
fn is_harmless(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_alphanumeric())
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':'))
}

fn fill(text: &str, values: &[(&'static str, &str)]) -> String {
    let mut filled = text.to_owned();
    for (placeholder, value) in values {
        filled = filled.replace(placeholder, value);
    }
    filled
}
