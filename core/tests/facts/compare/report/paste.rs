//! A text in the box for pasting: what is filled in.

use serde_json::json;
use wavepass_core::login;
use wavepass_core::secret::Secret;

use super::{Expected, Vector};

pub(super) fn check(vector: &mut Vector<'_>) {
    let mut expected = Expected::of(vector);
    let pasted = login::read(vector.text("input"));
    let entry = pasted.as_ref().and_then(|pasted| pasted.entries.first());
    let registry = entry.and_then(|entry| entry.registry.get());
    let user = entry.and_then(|entry| entry.user_name.get());
    let password = entry.and_then(|entry| entry.password.get());
    expected.expect(vector, "registry", &json!(registry));
    expected.expect(vector, "user", &json!(user));
    expected.expect(vector, "password", &json!(password.map(Secret::expose)));
    expected.finish(vector);
}
