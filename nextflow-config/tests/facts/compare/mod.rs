//! Recorded facts about configurations against what this crate makes of them.
//!
//! Shared by the tests of this crate, which have facts in `../data`, and by the program that
//! reads facts from outside (`conformance` of wavepass-core). What is said about a text comes
//! in from the caller, because others have more to say than this crate. Start at [`probe`],
//! [`sample`] and [`case`].

mod comparison;
mod diagnostics;
mod edits;
mod situation;

use nextflow_config::{Document, Parser, read};
use serde_json::Value as Json;

pub(crate) use comparison::Comparison;
pub(crate) use diagnostics::Report;

/// The keys of the facts for each of Nextflow's parsers.
pub(crate) const PARSERS: [(&str, Parser); 2] = [("v1", Parser::Legacy), ("v2", Parser::Strict)];

/// The scopes that samples are about.
const SCOPES: [&str; 13] = [
    "wave",
    "tower",
    "seqera",
    "fusion",
    "docker",
    "singularity",
    "apptainer",
    "podman",
    "charliecloud",
    "conda",
    "spack",
    "azure",
    "aws",
];

/// A text about one point of the language: every setting that each parser comes to.
pub(crate) fn probe(name: &str, facts: &Json, text: &str, said: &[Report]) -> Comparison {
    let mut comparison = Comparison::of(name, &[]);
    let document = Document::parse(text);
    for (key, semantics) in PARSERS {
        comparison.reading(key, &facts[key], &read(&document, semantics, &[]), true);
    }
    diagnostics::refusals(&mut comparison, facts, said);
    edits::every_option(&mut comparison, text);
    comparison
}

/// A whole configuration: settings without and with profiles, findings and edits.
pub(crate) fn sample(name: &str, facts: &Json, text: &str, said: &[Report]) -> Comparison {
    let mut comparison = Comparison::of(name, &SCOPES);
    let document = Document::parse(text);
    for (key, semantics) in PARSERS {
        let reading = read(&document, semantics, &[]);
        comparison.reading(key, &facts[key], &reading, false);
        if semantics == Parser::Legacy {
            comparison.profiles(&facts["profiles"], &reading.profiles);
        }
        for (profiles, expected) in facts["by_profile"].as_object().into_iter().flatten() {
            let chosen: Vec<&str> = profiles.split(',').collect();
            let reading = read(&document, semantics, &chosen);
            let key_of_both = format!("{profiles}/{key}");
            comparison.reading(&key_of_both, &expected[key], &reading, false);
        }
    }
    diagnostics::expected(&mut comparison, facts, said);
    edits::expected(&mut comparison, facts, text);
    edits::every_option(&mut comparison, text);
    comparison
}

/// A situation that real pipelines have: what has to be said of it, and what may not.
pub(crate) fn case(facts: &Json, said: &[Report]) -> Comparison {
    let mut comparison = Comparison::of(facts["id"].as_str().unwrap_or_default(), &[]);
    situation::check(&mut comparison, facts, said);
    comparison
}
