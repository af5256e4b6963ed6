//! A log on the Images page: the likeliest cause, whom it is about, and what may not be said.

use serde_json::json;
use wavepass_core::diagnose::{Report, Step, diagnose, withhold_offers};
use wavepass_core::image::wave;
use wavepass_core::wave::coverage::Action;

use super::{Expected, Vector, asked_for, coverage_of};

pub(super) fn check(vector: &mut Vector<'_>) {
    let mut expected = Expected::of(vector);
    let report = diagnose(vector.text("input"));
    let first = report.diagnoses.first();

    let cause = first.map(|it| it.cause.name());
    if !expected.cause.is_null() && *expected.cause != json!(cause) {
        vector.miss(&format!(
            "/expect/cause: expected {}, got {}",
            expected.cause,
            json!(cause)
        ));
    }
    expected.cause = &serde_json::Value::Null;
    expected.expect(vector, "host", &json!(first.and_then(|it| it.host.clone())));
    let image = first.and_then(|it| it.image.clone());
    if let Some(wanted) = expected.value("image") {
        let is_met = match (wanted.as_str(), &image) {
            (Some(wanted), Some(image)) => is_same_image(wanted, image),
            _ => false,
        };
        if !is_met {
            vector.miss(&format!(
                "/expect/values/image: expected {wanted}, got {}",
                json!(image)
            ));
        }
    }

    expected.expect(vector, "recognised", &json!(first.is_some()));
    let causes: Vec<_> = report.diagnoses.iter().map(|it| it.cause.name()).collect();
    expected.expect(vector, "causes", &json!(causes));
    expected.expect(vector, "images", &json!(report.images.images));
    let wave_name = first.and_then(|it| it.wave_name.clone());
    expected.expect(vector, "wave_name", &json!(wave_name));

    let images = images_of(&report);
    expected.must_not(vector, "image", &images);
    let causes = report.diagnoses.iter().map(|it| it.cause.name().to_owned());
    expected.must_not(vector, "cause", &causes.collect::<Vec<_>>());
    let asked = credentials_asked_for(&report, &images);
    expected.must_not(vector, "credential_asked_for", &asked);
    expected.finish(vector);
}

/// Whether Wave pulls the same for both names: `acme/tool` is `docker.io/acme/tool`.
fn is_same_image(one: &str, other: &str) -> bool {
    match (wave::parse(one), wave::parse(other)) {
        (Ok(one), Ok(other)) => {
            (one.registry, one.repository, one.reference)
                == (other.registry, other.repository, other.reference)
        }
        _ => one == other,
    }
}

/// The images that the page shows: those of the text and those that its errors are about.
fn images_of(report: &Report) -> Vec<String> {
    let of_errors = report.diagnoses.iter().filter_map(|it| it.image.clone());
    let images = report.images.images.iter().cloned();
    images.chain(of_errors).collect()
}

/// The hosts for which the table, a step or a button asks for a credential.
fn credentials_asked_for(report: &Report, images: &[String]) -> Vec<String> {
    let mut coverage = coverage_of(images);
    withhold_offers(&report.diagnoses, &mut coverage);
    let mut asked = asked_for(&coverage);
    for diagnosis in &report.diagnoses {
        if let Some(Action::Add(host)) = diagnosis.remedy(&coverage) {
            asked.push(host);
        }
        for step in &diagnosis.steps {
            if let Step::AddCredential {
                host: Some(host), ..
            }
            | Step::ReplaceSecret { host: Some(host) } = step
            {
                asked.push(host.clone());
            }
        }
    }
    asked
}
