//! The values of Wave's own settings: strategy, addresses, scans and compression.
//!
//! Source of the words and of what Nextflow says: its `WaveConfig`. Repositories have rules of
//! their own in [`super::repositories`], freezing and mirroring in [`super::freeze`].

use crate::diagnostic::Diagnostic;
use crate::options::{Version, option};
use crate::reading::{Lookup, Setting};
use crate::rule::{Code, rules};
use crate::value::Value;

use super::Input;
use super::effective::EffectiveSettings;
use super::sink::DiagnosticSink;

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

    /// The scan mode is none that exists.
    pub SCAN_MODE_INVALID = "scan-mode-invalid" {
        severity: Error,
        why: "The modes are none, async and required. With another one Nextflow stops.",
        action: "Use one of them, in lower case.",
    }

    /// An allowed level of vulnerabilities is none that exists.
    pub SCAN_LEVEL_INVALID = "scan-level-invalid" {
        severity: Error,
        why: "The levels are low, medium, high and critical, as a list or as one text with commas. \
              With anything else Nextflow stops.",
        action: "Use these levels only.",
    }

    /// Levels of vulnerabilities are set, but the scan mode does not look at them.
    pub SCAN_LEVELS_NEED_REQUIRED = "scan-levels-need-required" {
        severity: Warning,
        why: "Levels count only when wave.scan.mode is 'required'. Otherwise every container may \
              be used, whatever the scan finds.",
        action: "Set wave.scan.mode to 'required', or take the levels out.",
    }

    /// The build template is none of those that are known.
    pub TEMPLATE_UNKNOWN = "template-unknown" {
        severity: Warning,
        why: "Nextflow passes any name on, and the Wave service refuses one that it does not have. \
              A newer service may have templates that are not known here.",
        action: "Check the name in the documentation of your Wave service.",
    }

    /// The compression mode is none that exists, or its level is out of range.
    pub COMPRESSION_MODE_INVALID = "compression-mode-invalid" {
        severity: Error,
        why: "The modes are gzip, estargz and zstd; with another one Nextflow stops. Levels go \
              from 0 to 9, for zstd to 22; Wave most likely refuses others.",
        action: "Use one of these modes, and a level in its range.",
    }
}

/// What Wave makes images from where nothing is said.
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

pub(super) fn check(
    settings: &EffectiveSettings<'_>,
    input: &Input<'_>,
    sink: &mut DiagnosticSink,
) {
    strategy(settings, input, sink);
    endpoint(settings, sink);
    config_url(settings, sink);
    scan(settings, sink);
    compression(settings, sink);
    template(settings, sink);
}

fn template(settings: &EffectiveSettings<'_>, sink: &mut DiagnosticSink) {
    let path = "wave.build.template";
    if let Some((setting, template)) = settings.text(path)
        && !template.is_empty()
        && !values_of(path).contains(&template)
    {
        let message = format!(
            "{path} is set to {}, which is none of the build templates that are known here: {}. \
             Unless your Wave service has it, it refuses to build.",
            sink.quoted(template),
            values_of(path).join(", ")
        );
        sink.push(Diagnostic::warning(TEMPLATE_UNKNOWN, message).at(setting.span));
    }
}

/// The strategies in effect; `None` where they are not known or not valid.
pub(super) fn strategies(settings: &EffectiveSettings<'_>) -> Option<Vec<String>> {
    let setting = match settings.lookup("wave.strategy") {
        Lookup::Unset => None,
        Lookup::Unknown => return None,
        Lookup::Set(setting) => Some(setting),
    };
    let named = match setting {
        Some(setting) if setting.value.truth() != Some(false) => words(&setting.value)?,
        _ => STRATEGIES.map(str::to_owned).to_vec(),
    };
    let is_valid = named.iter().all(|name| STRATEGIES.contains(&name.as_str()));
    is_valid.then_some(named)
}

/// The words of a list, or of a text with commas; `None` where they are not all known.
fn words(value: &Value) -> Option<Vec<String>> {
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

fn strategy(settings: &EffectiveSettings<'_>, input: &Input<'_>, sink: &mut DiagnosticSink) {
    let Lookup::Set(setting) = settings.lookup("wave.strategy") else {
        return;
    };
    let value = &setting.value;
    if value.truth() == Some(false) {
        return;
    }
    let refused = match (words(value), value) {
        (Some(named), _) => {
            let has_spack = |version| SPACK.0 <= version && version < SPACK.1;
            let is_valid = |name: &String| {
                STRATEGIES.contains(&name.as_str())
                    || name == "spack" && input.options.nextflow.is_some_and(has_spack)
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
        sink.quoted(&refused)
    );
    let mut new = Diagnostic::error(STRATEGY_INVALID, message).at(setting.span);
    if let Some(right) = corrected(value) {
        let label = format!("Set it to {}", sink.value("wave.strategy", &right));
        new = new.suggest_setting(label, "wave.strategy", right);
    }
    sink.push(new);
}

/// The value with its words put right, and those left out that mean nothing.
fn corrected(value: &Value) -> Option<Value> {
    let mut right: Vec<&str> = Vec::new();
    for name in words(value)? {
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

fn endpoint(settings: &EffectiveSettings<'_>, sink: &mut DiagnosticSink) {
    let path = "wave.endpoint";
    let Lookup::Set(setting) = settings.lookup(path) else {
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
        "{path} has to begin with https:// or http://. Nextflow stops with: \
         Endpoint URL should start with 'http:' or 'https:' protocol prefix - offending value: {}.",
        sink.quoted(&written)
    );
    let mut new = Diagnostic::error(ENDPOINT_PROTOCOL, message).at(setting.span);
    let is_host = written.contains('.') && !written.contains([' ', ':', '@', '\'']);
    if is_host && sink.may_quote(&written) {
        let with = format!("https://{}", written.trim_start_matches('/'));
        new = new.suggest_setting("Put https:// before it", path, Value::Text(with));
    }
    sink.push(new);
}

fn config_url(settings: &EffectiveSettings<'_>, sink: &mut DiagnosticSink) {
    let Lookup::Set(setting) = settings.lookup("wave.containerConfigUrl") else {
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
                "wave.containerConfigUrl takes a whole address. Nextflow stops with: Wave container \
                 config URL should start with 'http:' or 'https:' protocol prefix - offending \
                 value: {}.",
                sink.quoted(text)
            );
            let new = Diagnostic::error(CONFIG_URL_PROTOCOL, message);
            sink.push(new.at(setting.span));
        }
    }
}

fn values_of(path: &str) -> &'static [&'static str] {
    option(path).map_or(&[], |option| option.values)
}

/// Says that a word is none of those that there are.
fn invalid(
    code: Code,
    setting: &Setting,
    word: &str,
    path: &str,
    sink: &DiagnosticSink,
) -> Diagnostic {
    let message = format!(
        "{} is no value of {path}: there are {}. Nextflow stops.",
        sink.quoted(word),
        values_of(path).join(", ")
    );
    Diagnostic::error(code, message).at(setting.span)
}

fn scan(settings: &EffectiveSettings<'_>, sink: &mut DiagnosticSink) {
    let path = "wave.scan.mode";
    if let Some((setting, mode)) = settings.text(path)
        && !mode.is_empty()
        && !values_of(path).contains(&mode)
    {
        let mut new = invalid(SCAN_MODE_INVALID, setting, mode, path, sink);
        let lower = mode.trim().to_ascii_lowercase();
        if values_of(path).contains(&lower.as_str()) {
            new = new.suggest_setting(format!("Set it to '{lower}'"), path, Value::Text(lower));
        }
        sink.push(new);
    }
    let path = "wave.scan.allowedLevels";
    let Lookup::Set(setting) = settings.lookup(path) else {
        return;
    };
    if setting.value.truth() == Some(false) {
        return;
    }
    match (words(&setting.value), &setting.value) {
        (Some(levels), _) => {
            let known = values_of(path);
            let is_level = |level: &&String| {
                let lower = level.to_ascii_lowercase();
                !known.contains(&lower.as_str())
            };
            if let Some(bad) = levels.iter().find(is_level) {
                sink.push(invalid(SCAN_LEVEL_INVALID, setting, bad, path, sink));
                return;
            }
        }
        (None, Value::List(_)) => return,
        (None, other) => {
            let message = format!(
                "{path} takes a list, or one text with commas. Nextflow stops with: Invalid value \
                 for 'wave.scan.levels' setting - offending value: {}.",
                sink.value(path, other)
            );
            let new = Diagnostic::error(SCAN_LEVEL_INVALID, message);
            sink.push(new.at(setting.span));
            return;
        }
    }
    let is_looked_at = match settings.lookup("wave.scan.mode") {
        Lookup::Set(mode) => {
            !matches!(&mode.value, Value::Text(mode) if mode == "none" || mode == "async")
        }
        Lookup::Unset => false,
        Lookup::Unknown => true,
    };
    if !is_looked_at {
        let message = "wave.scan.allowedLevels counts only when wave.scan.mode is 'required', which \
                       it is not here. So every container may be used, whatever the scan finds.";
        let new = Diagnostic::warning(SCAN_LEVELS_NEED_REQUIRED, message);
        sink.push(new.at(setting.span).suggest_setting(
            "Set wave.scan.mode to 'required'",
            "wave.scan.mode",
            Value::Text("required".to_owned()),
        ));
    }
}

fn compression(settings: &EffectiveSettings<'_>, sink: &mut DiagnosticSink) {
    let path = "wave.build.compression.mode";
    let mode = settings.text(path);
    if let Some((setting, mode)) = mode
        && !mode.is_empty()
        && !values_of(path).contains(&mode.to_ascii_lowercase().as_str())
    {
        sink.push(invalid(COMPRESSION_MODE_INVALID, setting, mode, path, sink));
        return;
    }
    let Lookup::Set(level) = settings.lookup("wave.build.compression.level") else {
        return;
    };
    let number = match &level.value {
        Value::Int(number) => *number,
        Value::Text(text) => match text.trim().parse() {
            Ok(number) => number,
            Err(_) => return,
        },
        _ => return,
    };
    let (name, most) = match (mode, settings.lookup(path)) {
        (Some((_, mode)), _) if mode.eq_ignore_ascii_case("zstd") => ("zstd", 22),
        (Some(_), _) | (None, Lookup::Unset) => ("gzip and estargz", 9),
        // An included file may say that it is this one.
        _ => ("zstd", 22),
    };
    if !(0..=most).contains(&number) {
        let message = format!(
            "wave.build.compression.level is {number}, and levels of {name} go from 0 to {most}. \
             Wave most likely refuses it."
        );
        let new = Diagnostic::warning(COMPRESSION_MODE_INVALID, message);
        sink.push(new.at(level.span));
    }
}

#[cfg(test)]
mod tests;
