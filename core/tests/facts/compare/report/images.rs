//! A list, a configuration or the output of `nextflow inspect` on the Images page: which
//! images Wave is asked for, and what is said of the others.

use serde_json::json;
use wavepass_core::image::extract::extract;
use wavepass_core::image::wave_name::WaveName;
use wavepass_core::wave::coverage::Coverage;

use super::{Expected, Vector, asked_for, coverage_of};

pub(super) fn check(vector: &mut Vector<'_>) {
    let mut expected = Expected::of(vector);
    let found = extract(vector.text("input"));
    let mut coverage = coverage_of(&found.images);
    coverage.tell(&found, found.wave);

    expected.expect(vector, "images", &json!(found.images));
    let verdict = coverage
        .rows
        .first()
        .map(|row| format!("{:?}", row.verdict));
    expected.expect(vector, "verdict", &json!(verdict));
    if let Some(told) = expected.value("told") {
        for words in told.as_array().into_iter().flatten() {
            if !words.as_str().is_some_and(|words| tells(&coverage, words)) {
                vector.miss(&format!("/expect/values/told: not told: {words}"));
            }
        }
        if !told.is_array() {
            vector.miss("/expect/values/told: not a list");
        }
    }
    expected.expect(vector, "wave", &json!(found.wave.name()));
    let names: Vec<_> = found
        .images
        .iter()
        .filter_map(|image| WaveName::parse(image))
        .collect();
    expected.expect(vector, "wave_name", &json!(!names.is_empty()));
    let source = names.first().map(|name| name.source);
    expected.expect(vector, "repository", &json!(source));

    expected.must_not(vector, "image", &found.images);
    expected.must_not(vector, "credential_asked_for", &asked_for(&coverage));
    expected.finish(vector);
}

/// Whether a row of the table says these words, or is about an image that has them.
fn tells(coverage: &Coverage, words: &str) -> bool {
    coverage.rows.iter().any(|row| {
        let of_images = row.images.iter().flat_map(|image| &image.findings);
        let mut messages = row.findings.iter().chain(of_images);
        row.images.iter().any(|image| image.name.contains(words))
            || messages.any(|finding| finding.message.contains(words))
    })
}
