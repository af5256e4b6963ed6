//! A Nextflow configuration: what each parser makes of it, and what is said about it.

use nextflow_config::syntax::Lines;
use nextflow_config::{Document, Reading, Readings};
use serde_json::{Value, json};
use wavepass_core::finding::Severity;
use wavepass_core::launch::{ConfigFinding, Context, Target, findings_of};

use super::{Expected, Vector};

pub(super) fn check(vector: &mut Vector<'_>) {
    let mut expected = Expected::of(vector);
    let text = vector.text("input");
    let document = Document::parse(text);
    let readings = Readings::of(&document, &[]);
    let context = Context {
        target: match vector.get("context")["target"].as_str() {
            Some("command-line") => Target::CommandLine,
            Some("pipeline") => Target::PipelineFile,
            Some("compute-environment") => Target::ComputeEnvironment,
            _ => Target::LaunchForm,
        },
        ..Context::default()
    };
    let found = findings_of(&document, &readings, &context);

    let mut refused_at = None;
    for (name, reading) in [("v1", &readings.legacy), ("v2", &readings.strict)] {
        let refusal = reading.refusal.as_ref();
        let at = refusal.map(|refusal| Lines::of(text).line(refusal.span.start));
        if let Some(wanted) = expected.value(name)
            && !is_met(wanted, reading, &found)
        {
            let said = refusal.map_or("ok", |refusal| &refusal.message);
            vector.miss(&format!(
                "/expect/values/{name}: expected {wanted}, got {said:?}"
            ));
        }
        // A text that only one of them refuses is refused there.
        refused_at = at.or(refused_at);
    }
    expected.expect(vector, "line", &json!(refused_at));
    if let Some(wanted) = expected.value("finding_about") {
        let is_said = |it: &ConfigFinding| {
            it.finding.severity >= Severity::Warning
                && wanted.as_str().is_some_and(|name| names(it, name))
        };
        if !found.iter().any(is_said) {
            let codes: Vec<String> = found.iter().map(ConfigFinding::code).collect();
            vector.miss(&format!(
                "/expect/values/finding_about: nothing said of {wanted}, only {codes:?}"
            ));
        }
    }
    if let Some(wanted) = expected.value("setting") {
        for (name, reading) in [("v1", &readings.legacy), ("v2", &readings.strict)] {
            let mut settings = reading.settings.iter();
            if !settings.any(|it| json!(format!("{} = {}", it.path, it.value)) == *wanted) {
                vector.miss(&format!("/expect/values/setting: {name} has no {wanted}"));
            }
        }
    }
    let codes: Vec<String> = found
        .iter()
        .map(|it| it.finding.code.as_str().to_owned())
        .collect();
    expected.codes(vector, &codes);
    expected.finish(vector);
}

/// Whether a parser does what is expected of it: `ok`, `refused`, or it prints these words.
fn is_met(wanted: &Value, reading: &Reading, found: &[ConfigFinding]) -> bool {
    match (wanted.as_str(), &reading.refusal) {
        (Some("ok"), refusal) => refusal.is_none(),
        (Some("refused"), refusal) => refusal.is_some(),
        (Some(words), Some(refusal)) => {
            let mut messages = found.iter().map(|it| &it.finding.message);
            refusal.message.contains(words) || messages.any(|it| it.contains(words))
        }
        _ => false,
    }
}

/// Whether a finding is about a setting, or names it.
fn names(found: &ConfigFinding, setting: &str) -> bool {
    found.subject.as_deref() == Some(setting) || found.finding.message.contains(setting)
}
