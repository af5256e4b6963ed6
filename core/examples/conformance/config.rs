//! Facts about Nextflow configurations, from files.
//!
//! `NAME.jsonl` has a probe a line, with its `text` or with a file in the folder `NAME`, or a
//! situation a line, with its `config` and what is to be said of it;
//! `NAME.json` is a sample with its text in `NAME.config`. Of a `NAME.config` alone nothing is
//! recorded; it is edited as every text is.

#[path = "../../../nextflow-config/tests/facts/compare/mod.rs"]
mod facts;

use std::path::Path;

use nextflow_config::Document;
use nextflow_config::options::Version;
use nextflow_config::syntax::Lines;
use serde_json::Value;
use wavepass_core::finding::Severity;
use wavepass_core::launch::{ConfigFinding, Context, findings};

pub(crate) use self::facts::Comparison;
use self::facts::{PARSERS, Report, case, probe, sample};
use super::compare::config::found;

/// Whether a file of facts is one sample.
pub(crate) fn is_sample(file: &Value) -> bool {
    PARSERS.iter().all(|(parser, _)| file[parser].is_object())
}

/// Compares every probe or situation of a list.
pub(crate) fn lines(path: &Path) -> Result<Vec<Comparison>, String> {
    let lines = text_of(path)?;
    let lines = lines.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| line_of(path, line)).collect()
}

fn line_of(path: &Path, line: &str) -> Result<Comparison, String> {
    let facts: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if let Some(text) = facts["config"].as_str() {
        return Ok(case(&facts, &said_of_run(text, &facts)));
    }
    let name = facts["name"].as_str().unwrap_or_default();
    let text = match facts["text"].as_str() {
        Some(text) => text.to_owned(),
        None => text_of(&path.with_extension("").join(format!("{name}.config")))?,
    };
    Ok(probe(name, &facts, &text, &said(&text)))
}

/// Compares one sample; nothing is known of a text alone.
pub(crate) fn sample_of(path: &Path, facts: &Value) -> Result<Comparison, String> {
    let text = text_of(&path.with_extension("config"))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    Ok(sample(&name, facts, &text, &said(&text)))
}

fn said(text: &str) -> Vec<Report> {
    reports(text, found(text))
}

/// What is said when the version of Nextflow and the profile are known.
fn said_of_run(text: &str, facts: &Value) -> Vec<Report> {
    let profile = facts["profile"].as_str();
    let context = Context {
        nextflow: facts["nextflow"].as_str().and_then(Version::parse),
        profiles: profile.as_slice(),
        ..Context::default()
    };
    reports(text, findings(&Document::parse(text), &context))
}

fn reports(text: &str, found: Vec<ConfigFinding>) -> Vec<Report> {
    let lines = Lines::of(text);
    let report = |it: ConfigFinding| Report {
        code: it.code(),
        is_serious: it.finding.severity >= Severity::Warning,
        is_error: it.finding.severity == Severity::Error,
        line: it.span.map(|span| lines.line(span.start)),
        message: it.finding.message,
    };
    found.into_iter().map(report).collect()
}

fn text_of(file: &Path) -> Result<String, String> {
    let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
