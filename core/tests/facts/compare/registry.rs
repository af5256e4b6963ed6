//! The registries of the catalogue: their names, and the hosts that are theirs.

use serde_json::{Value, json};
use wavepass_core::registry::catalogue::Registry;

use super::Vector;

/// Compares one registry.
///
/// `unknown` marks a registry that the catalogue lacks: none of its hosts may be somebody's,
/// and the mark has to go when it comes.
pub(super) fn check(vector: &mut Vector<'_>) {
    let id = vector.text("id");
    let registry = Registry::from_id(id);
    let is_unknown = *vector.get("unknown") == json!(true);
    let own = if is_unknown { Value::Null } else { json!(id) };
    if id_of(registry) != own {
        vector.miss(&format!("/id: expected {own}, got {}", id_of(registry)));
    }
    let whole = vector.get("canonical_host");
    // What stands in angle brackets are anybody's words; a whole host is a fact.
    let whole = [whole]
        .into_iter()
        .filter(|it| it.as_str().is_some_and(|it| !it.contains('<')));
    let listed = vector.get("hosts_yes").as_array().into_iter().flatten();
    for host in whole.chain(listed) {
        let found = id_of(registry_of(host));
        if found != own {
            vector.miss(&format!("/hosts_yes {host}: expected {own}, got {found}"));
        }
    }
    for host in vector.get("hosts_no").as_array().into_iter().flatten() {
        if id_of(registry_of(host)) == json!(id) {
            vector.miss(&format!("/hosts_no {host}: expected another than {id}"));
        }
    }
    for (field, of) in [
        ("name", Registry::name as fn(Registry) -> &'static str),
        ("docs_url", |registry| registry.record().docs_url),
    ] {
        match registry {
            None => drop(vector.get(field)),
            Some(registry) => vector.expect_if_given(field, &json!(of(registry))),
        }
    }
}

fn registry_of(host: &Value) -> Option<Registry> {
    Registry::of_host(host.as_str().unwrap_or_default())
}

fn id_of(registry: Option<Registry>) -> Value {
    json!(registry.map(Registry::id))
}
