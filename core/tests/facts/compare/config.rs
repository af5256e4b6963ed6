//! Configurations: what is said of one beyond what its own text and Nextflow tell.

use serde_json::{Value, json};
use wavepass_core::launch::{ConfigFinding, Context, findings};

use super::Vector;
use nextflow_config::Document;

/// Compares one vector: each finding that it expects is there.
pub(super) fn check(vector: &mut Vector<'_>) {
    let found = found(vector.text("text"));
    let codes: Vec<String> = found.iter().map(ConfigFinding::code).collect();
    let expected = vector.get("findings").as_array();
    for code in expected.into_iter().flatten() {
        if !codes.iter().any(|it| json!(it) == *code) {
            vector.miss(&format!(
                "/findings: expected {code}, got {}",
                Value::from(&*codes)
            ));
        }
    }
}

/// Everything there is to say about a text when nothing is known of the run.
pub(crate) fn found(text: &str) -> Vec<ConfigFinding> {
    findings(&Document::parse(text), &Context::default())
}
