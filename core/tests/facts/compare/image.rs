//! Image references: what Docker, Wave and Nextflow make of one text.

use serde_json::{Value, json};
use wavepass_core::image::ImageReference;
use wavepass_core::image::docker::{self, RawReference, ReferenceError};
use wavepass_core::image::nextflow::{self, AbsoluteNames};
use wavepass_core::image::wave::ImageError;

use super::Vector;

/// Compares one vector.
pub(super) fn check(vector: &mut Vector<'_>) {
    let input = vector.text("input");
    let image = ImageReference::read(input);
    let raw = docker::parse_raw(input);

    let docker = docker_words(&image);
    for field in ["error", "registry", "repository", "tag", "digest"] {
        vector.expect_if_given(field, &docker[field]);
    }
    vector.expect("docker", &docker);
    vector.expect("wave", &wave_words(&image));
    vector.expect("nextflow", &nextflow_words(input));
    vector.expect("registry_differs", &json!(image.registry_differs()));
    vector.expect("validity_differs", &json!(image.validity_differs()));
    let raw_words = match &raw {
        Ok(raw) => json!({"domain": raw.domain.unwrap_or_default(), "name": raw.name()}),
        Err(error) => json!({"error": error.to_string()}),
    };
    vector.expect("raw_parse", &raw_words);
    vector.expect_if_given("asserted_by_source", &asserted_words(&image, &raw));
}

fn docker_words(image: &ImageReference) -> Value {
    match &image.docker {
        Ok(found) => json!({
            "registry": found.registry(),
            "repository": found.repository(),
            "tag": found.tag(),
            "digest": found.digest(),
            "familiar": found.familiar(),
            "docker_ref": found.docker_ref().to_string(),
        }),
        Err(error) => json!({"error": error.to_string()}),
    }
}

fn wave_words(image: &ImageReference) -> Value {
    match &image.wave {
        Ok(found) => json!({
            "registry": found.registry,
            "repository": found.repository,
            "reference": found.reference,
            "scheme": found.scheme,
            "target": found.target(),
            "pullable_via_proxy": found.pullable_via_proxy(),
            "api_accepts": image.api_accepts(),
        }),
        Err(error) => {
            let class = match error {
                ImageError::NoParts => "ArrayIndexOutOfBoundsException",
                _ => "IllegalArgumentException",
            };
            json!({"error": format!("{class}: {error}"), "api_accepts": image.api_accepts()})
        }
    }
}

fn nextflow_words(input: &str) -> Value {
    json!({
        "valid_name": nextflow::is_valid_name(input),
        "absolute": nextflow::is_absolute(input),
        "with_docker_registry_my_reg":
            nextflow::with_registry(input, "my.reg", AbsoluteNames::Keep),
    })
}

/// What the tests of the three projects assert themselves, where they assert anything.
fn asserted_words(image: &ImageReference, raw: &Result<RawReference<'_>, ReferenceError>) -> Value {
    let docker = image.docker.as_ref().ok();
    let wave = image.wave.as_ref().ok();
    let raw_error = raw.as_ref().err().map(name_in_go);
    let raw = raw.as_ref().ok();
    json!({
        "raw_name": raw.map(RawReference::name),
        "raw_domain": raw.map(|raw| raw.domain.unwrap_or_default()),
        "raw_error": raw_error,
        "tag": raw.and_then(|raw| raw.tag),
        "digest": raw.and_then(|raw| raw.digest),
        "valid": docker.is_some(),
        "domain": docker.map(docker::Reference::registry),
        "path": docker.map(docker::Reference::repository),
        "familiar": docker.map(docker::Reference::familiar),
        "docker_ref": docker.map(|found| found.docker_ref().to_string()),
        "wave_valid": image.api_accepts(),
        "wave": {
            "registry": wave.map(|found| &found.registry),
            "image": wave.map(|found| &found.repository),
            "reference": wave.map(|found| &found.reference),
            "scheme": wave.and_then(|found| found.scheme.as_ref()),
        },
        "nextflow_valid": image.nextflow_accepts(),
    })
}

/// The variable that holds this error in the source.
fn name_in_go(error: &ReferenceError) -> &'static str {
    match error {
        ReferenceError::Empty => "ErrNameEmpty",
        ReferenceError::Format => "ErrReferenceInvalidFormat",
        ReferenceError::UpperCase => "ErrNameContainsUppercase",
        ReferenceError::TooLong => "ErrNameTooLong",
        ReferenceError::DigestFormat => "digest.ErrDigestInvalidFormat",
        ReferenceError::DigestLength => "digest.ErrDigestInvalidLength",
        ReferenceError::DigestAlgorithm => "digest.ErrDigestUnsupported",
        ReferenceError::UpperCaseIn(_) | ReferenceError::Identifier(_) => {
            "an error without a variable"
        }
    }
}
