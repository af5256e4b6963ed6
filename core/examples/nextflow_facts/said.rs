//! What is said about a text, against what is expected to be said.

use serde_json::Value as Json;
use wavepass_core::finding::{Code, Severity};
use wavepass_core::nextflow::{ConfigFinding, Context, Document, findings};

/// Compares the codes for a sample. Those that nobody expected are printed: each needs a
/// reason.
///
/// # Errors
///
/// What is expected and not said.
pub(crate) fn sample(facts: &Json, text: &str) -> Result<(), String> {
    let found: Vec<String> = findings(&Document::parse(text), &Context::default())
        .iter()
        .map(ConfigFinding::code)
        .collect();
    let expected: Vec<&str> = facts["findings"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .collect();
    let name = facts["name"].as_str().unwrap_or_default();
    let mut extra: Vec<&String> = found.iter().collect();
    extra.retain(|code| !expected.contains(&code.as_str()));
    extra.dedup();
    if !extra.is_empty() {
        println!("{name}: also said: {extra:?}");
    }
    let is_missing = |code: &&&str| !found.iter().any(|it| it == **code);
    let missing: Vec<&&str> = expected.iter().filter(is_missing).collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(format!("{name}: not said: {missing:?}"))
    }
}

/// Looks whether a text that both parsers take is called unreadable.
///
/// # Errors
///
/// Such a finding.
pub(crate) fn probe(facts: &Json, text: &str) -> Result<(), String> {
    let is_taken = facts["v1"]["ok"] == true && facts["v2"]["ok"] == true;
    let all = findings(&Document::parse(text), &Context::default());
    let syntax = [
        Code::new("syntax-error"),
        Code::new("bad-character"),
        Code::new("v2-syntax"),
        Code::new("v1-syntax"),
        Code::new("refused"),
    ];
    let wrong = all.iter().find(|finding| {
        let finding = &finding.finding;
        finding.severity >= Severity::Warning && syntax.contains(&finding.code)
    });
    match wrong {
        Some(wrong) if is_taken => Err(format!("{}: {}", facts["name"], wrong.finding.message)),
        None if !is_taken => Err(format!("{}: nothing said of the refusal", facts["name"])),
        _ => Ok(()),
    }
}
