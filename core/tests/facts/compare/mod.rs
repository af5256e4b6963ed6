//! Recorded facts against the rules of this crate, field by field.
//!
//! Shared by the tests of this crate, which have facts in `../data`, and by the example
//! `conformance`, which reads facts from outside. A file holds a list, `vectors` or
//! `registries`; the fields of a vector tell which rule it is about. Start at [`file`].

pub(crate) mod config;
mod image;
mod login;
mod registry;
mod registry_value;
mod report;
pub(crate) mod resolution;
pub(crate) mod secret;
pub(crate) mod vector;

use serde_json::Value;

pub(crate) use vector::{Outcome, Vector};

/// Compares everything in a file.
///
/// # Errors
///
/// What keeps the file from being one of facts.
pub(crate) fn file(file: &Value) -> Result<Vec<Outcome>, String> {
    if let Some(registries) = file["registries"].as_array() {
        let check = |json| run(json, registry::check);
        return Ok(registries.iter().map(check).collect());
    }
    let vectors = (file["vectors"].as_array())
        .ok_or("no list called \"vectors\" or \"registries\" in this file")?;
    let check = |json| run(json, |vector| check(file, vector));
    Ok(vectors.iter().map(check).collect())
}

fn run<'a>(json: &'a Value, check: impl FnOnce(&mut Vector<'a>)) -> Outcome {
    let mut vector = Vector::new(json);
    check(&mut vector);
    vector.into_outcome()
}

/// Picks the rule by the field that only its vectors have.
fn check<'a>(file: &'a Value, vector: &mut Vector<'a>) {
    if vector.has("surface") {
        report::check(vector);
    } else if vector.has("wave_matches") {
        registry_value::check(vector);
    } else if vector.has("docker") {
        image::check(vector);
    } else if vector.has("identity") {
        resolution::check(vector, &file["wave"]);
    } else if vector.has("format") {
        login::check(vector);
    } else if vector.has("findings") {
        config::check(vector);
    } else if vector.has("usable_in_wave") {
        match file["now"].as_i64() {
            Some(now) => secret::check(vector, now),
            None => vector.miss("no \"now\" in this file"),
        }
    } else {
        vector.miss("a kind of vector that this program does not know");
    }
}
