//! One line of JSON about one file.

use nextflow_config::syntax::Lines;
use nextflow_config::{Document, Parser, Reading, Value};
use serde_json::{Map, Value as Json, json};
use wavepass_core::launch::ConfigFinding;

use super::options::ConfigOptions;
use crate::cli::severity_name;

/// The scopes whose settings are reported.
const SCOPES: [&str; 16] = [
    "wave",
    "tower",
    "seqera",
    "fusion",
    "docker",
    "podman",
    "singularity",
    "apptainer",
    "charliecloud",
    "shifter",
    "sarus",
    "appleContainer",
    "smolvm",
    "conda",
    "spack",
    "azure",
];

/// Settings that are reported beside those of whole scopes.
const OTHER_PATHS: [&str; 2] = ["aws", "process.container"];

/// The line, without its end.
pub(super) fn line(
    file: &str,
    options: &ConfigOptions,
    document: &Document<'_>,
    reading: &Reading,
    findings: &[ConfigFinding],
) -> Json {
    let mut effective = Map::new();
    let mut unknown = Vec::new();
    // Nothing of a text that is refused takes effect.
    let settings = reading
        .settings
        .iter()
        .filter(|_| reading.refusal.is_none());
    for setting in settings.filter(|setting| is_reported(&setting.path)) {
        match to_json(&setting.value) {
            Some(value) => drop(effective.insert(setting.path.clone(), value)),
            None => unknown.push(setting.path.clone()),
        }
    }
    let lines = Lines::of(document.text);
    let semantics = match options.semantics().unwrap_or(Parser::Legacy) {
        Parser::Legacy => "v1",
        Parser::Strict => "v2",
    };
    let profiles = options.profiles();
    json!({
        "file": file,
        "ok": reading.refusal.is_none(),
        "semantics": semantics,
        "profile": (!profiles.is_empty()).then(|| profiles.join(",")),
        "effective": effective,
        "unknown": unknown,
        "profiles": reading.profiles,
        "findings": all(findings, &lines),
    })
}

/// Findings with their lines.
pub(super) fn all(findings: &[ConfigFinding], lines: &Lines) -> Vec<Json> {
    let line = |finding: &ConfigFinding| {
        json!({
            "code": finding.code(),
            "severity": severity_name(finding.finding.severity),
            "message": finding.finding.message,
            "line": finding.span.map(|span| lines.line(span.start)),
        })
    };
    findings.iter().map(line).collect()
}

fn is_reported(path: &str) -> bool {
    let scopes = SCOPES.iter().chain(&OTHER_PATHS);
    let mut scopes = scopes.filter_map(|scope| path.strip_prefix(scope));
    scopes.any(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A value as JSON; `None` when only a run can tell it.
fn to_json(value: &Value) -> Option<Json> {
    Some(match value {
        Value::Unknown | Value::Closure => return None,
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Int(value) => json!(value),
        Value::Float(value) => json!(value),
        Value::Text(value) => json!(value),
        Value::List(values) => Json::Array(values.iter().map(to_json).collect::<Option<_>>()?),
        Value::Map(entries) => {
            let entries = entries
                .iter()
                .map(|(key, inner)| Some((key.clone(), to_json(inner)?)));
            Json::Object(entries.collect::<Option<_>>()?)
        }
        // As Nextflow shows them: 40m, 8 GB.
        Value::Duration(_) | Value::Memory(_) => json!(value.to_string()),
    })
}
