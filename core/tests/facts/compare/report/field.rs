//! One field of the form, with what stands in the others: what is said against the value, and
//! what is suggested in its place.

use serde_json::json;
use wavepass_core::credentials::{CredentialsForm, Field, Provider, ValidationContext};
use wavepass_core::finding::{Finding, Severity};

use super::{Expected, Vector};

/// A day on which no secret of the vectors has run out, in Unix seconds.
const NOW: i64 = 1_795_330_800;

pub(super) fn check(vector: &mut Vector<'_>, field: Field) {
    let mut expected = Expected::of(vector);
    let input = vector.text("input");
    let context = vector.get("context");
    let mut form = CredentialsForm::of(Provider::ContainerRegistry);
    for (name, other) in [
        ("registry", Field::Registry),
        ("user", Field::UserName),
        ("secret", Field::Password),
    ] {
        form.set(other, context[name].as_str().unwrap_or_default());
    }
    form.set(field, input);
    let context = ValidationContext {
        now: Some(NOW),
        ..ValidationContext::default()
    };
    let findings = form.findings(field, &context);

    let severity = findings.iter().map(|it| it.severity).max();
    let is_refused = severity == Some(Severity::Error);
    let is_praised = findings.iter().any(|it| it.severity == Severity::Ok);
    expected.expect(vector, "refused", &json!(is_refused));
    if is_refused && is_praised {
        vector.miss("refused and praised at once");
    }
    expected.expect(
        vector,
        "warned",
        &json!(severity >= Some(Severity::Warning)),
    );
    expected.expect(
        vector,
        "accepted",
        &json!(severity < Some(Severity::Warning)),
    );
    let has = |code: &str| findings.iter().any(|it| it.code.as_str() == code);
    expected.expect(vector, "unreachable", &json!(has("private-address")));
    for name in ["fix", "suggested"] {
        let Some(wanted) = expected.value(name) else {
            continue;
        };
        let offered: Vec<String> = findings.iter().filter_map(|it| fixed(it, input)).collect();
        if !offered.iter().any(|it| json!(it) == *wanted) {
            vector.miss(&format!(
                "/expect/values/{name}: expected {wanted}, got {offered:?}"
            ));
        }
    }
    // The vectors call a rule alike in every field; ours are told apart by the field's name.
    let code = |finding: &Finding| {
        let code = finding.code.as_str();
        let bare = ["secret-", "user-name-"]
            .iter()
            .find_map(|field| code.strip_prefix(field));
        bare.unwrap_or(code).to_owned()
    };
    let codes: Vec<String> = findings.iter().map(code).collect();
    expected.codes(vector, &codes);
    expected.finish(vector);
}

/// The value after a press on the way out.
fn fixed(finding: &Finding, value: &str) -> Option<String> {
    Some(finding.fix.as_ref()?.edit.apply(value))
}
