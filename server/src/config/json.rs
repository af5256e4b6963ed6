//! One line of JSON about one file.

use serde_json::{Map, Value as Json, json};
use wavepass_core::finding::Severity;
use wavepass_core::nextflow::{ConfigFinding, Document, Lines, Reading, Semantics, Value};

use super::options::ConfigOptions;

/// The scopes that are told.
const SCOPES: [&str; 14] = [
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
    "conda",
    "spack",
    "azure",
];

/// More that is told, beside whole scopes.
const MORE: [&str; 2] = ["aws", "process.container"];

/// The line, without its end.
pub(super) fn line(
    file: &str,
    options: &ConfigOptions,
    document: &Document<'_>,
    reading: &Reading,
    said: &[ConfigFinding],
) -> Json {
    let mut effective = Map::new();
    let mut unknown = Vec::new();
    // Nothing of a text that is refused takes effect.
    let settings = reading
        .settings
        .iter()
        .filter(|_| reading.refusal.is_none());
    for setting in settings.filter(|setting| is_told(&setting.path)) {
        match value(&setting.value) {
            Some(value) => drop(effective.insert(setting.path.clone(), value)),
            None => unknown.push(setting.path.clone()),
        }
    }
    let lines = Lines::of(document.text);
    let findings = said.iter().map(|said| {
        json!({
            "code": said.code(),
            "severity": severity(said.finding.severity),
            "message": said.finding.message,
            "line": said.span.map(|span| lines.line(span.start)),
        })
    });
    let semantics = match options.semantics().unwrap_or(Semantics::V1) {
        Semantics::V1 => "v1",
        Semantics::V2 => "v2",
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
        "findings": findings.collect::<Vec<_>>(),
    })
}

/// The name of a severity.
pub(super) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Ok => "ok",
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn is_told(path: &str) -> bool {
    let scopes = SCOPES.iter().chain(&MORE);
    let mut scopes = scopes.filter_map(|scope| path.strip_prefix(scope));
    scopes.any(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A value as JSON; `None` when only a run can tell it.
fn value(value_of: &Value) -> Option<Json> {
    Some(match value_of {
        Value::Unknown | Value::Closure => return None,
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Int(value) => json!(value),
        Value::Float(value) => json!(value),
        Value::Text(value) => json!(value),
        Value::List(values) => Json::Array(values.iter().map(value).collect::<Option<_>>()?),
        Value::Map(entries) => {
            let entries = entries
                .iter()
                .map(|(key, inner)| Some((key.clone(), value(inner)?)));
            Json::Object(entries.collect::<Option<_>>()?)
        }
        // As Nextflow shows them: 40m, 8 GB.
        Value::Duration(_) | Value::Memory(_) => json!(value_of.to_string()),
    })
}
