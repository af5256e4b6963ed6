//! This crate against recorded facts about Nextflow's parsers: see `README.md` beside this
//! file.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod compare;
mod snapshots;

use nextflow_config::lint::{Launcher, LintOptions, lint};
use nextflow_config::options::Version;
use nextflow_config::syntax::Lines;
use nextflow_config::{Diagnostic, Document, Readings, Severity, rules};
use serde_json::Value as Json;

use crate::compare::{Comparison, Report};

/// A launch by Platform of which nothing else is known.
const PLATFORM: LintOptions = LintOptions {
    parser: None,
    nextflow: None,
    launcher: Launcher::Platform,
    may_quote: |_| true,
};

/// A text with what is known of it.
struct Fact {
    name: String,
    text: String,
    facts: Json,
}

/// Texts about one point of the language each.
fn probes() -> Vec<Fact> {
    let fact = |line| {
        let facts: Json = serde_json::from_str(line).unwrap();
        let text = |field: &str| facts[field].as_str().unwrap().to_owned();
        Fact {
            name: text("name"),
            text: text("text"),
            facts,
        }
    };
    include_str!("data/probes.jsonl")
        .lines()
        .map(fact)
        .collect()
}

/// Whole configurations, by name.
fn samples() -> Vec<Fact> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/facts/data/samples");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path());
    let facts = files.filter(|file| file.extension().is_some_and(|it| it == "json"));
    let mut samples: Vec<Fact> = facts
        .map(|file| Fact {
            name: file.file_stem().unwrap().to_string_lossy().into_owned(),
            text: std::fs::read_to_string(file.with_extension("config")).unwrap(),
            facts: serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap(),
        })
        .collect();
    samples.sort_by(|a, b| a.name.cmp(&b.name));
    samples
}

impl Fact {
    fn diagnostics(&self) -> Vec<Diagnostic> {
        let document = Document::parse(&self.text);
        lint(&document, &Readings::of(&document, &[]), &PLATFORM)
    }

    fn said(&self) -> Vec<Report> {
        said(&self.text, self.diagnostics())
    }

    fn compare_probe(&self) -> Comparison {
        compare::probe(&self.name, &self.facts, &self.text, &self.said())
    }

    fn compare_sample(&self) -> Comparison {
        compare::sample(&self.name, &self.facts, &self.text, &self.said())
    }
}

fn said(text: &str, diagnostics: Vec<Diagnostic>) -> Vec<Report> {
    let lines = Lines::of(text);
    let said = |it: Diagnostic| Report {
        code: it.code_with_subject(),
        is_serious: it.severity >= Severity::Warning,
        is_error: it.severity == Severity::Error,
        line: it.span.map(|span| lines.line(span.start)),
        message: it.message,
    };
    diagnostics.into_iter().map(said).collect()
}

/// Everything holds; what could not be compared, or was not expected, is as it was.
fn hold(facts: &[Fact], compare: fn(&Fact) -> Comparison, notes: &str) {
    let compared: Vec<Comparison> = facts.iter().map(compare).collect();
    let lines = |of: fn(&Comparison) -> &[String]| {
        let lines: Vec<String> = compared.iter().flat_map(|it| of(it).to_vec()).collect();
        lines.join("\n")
    };
    let mismatches = lines(Comparison::mismatches);
    assert!(mismatches.is_empty(), "\n{mismatches}\n");
    snapshots::compare(notes, &lines(Comparison::notes));
}

#[test]
fn each_point_of_the_language_is_read_as_nextflow_reads_it() {
    hold(&probes(), Fact::compare_probe, "probe_notes");
}

#[test]
fn configurations_come_to_what_they_come_to_in_nextflow() {
    hold(&samples(), Fact::compare_sample, "sample_notes");
}

/// A situation without what only others than this crate say of it.
fn compare_case(line: &str) -> Comparison {
    let mut facts: Json = serde_json::from_str(line).unwrap();
    if let Some(must) = facts["expect"]["must"].as_array_mut() {
        must.retain(|code| {
            let code = code.as_str().unwrap().split(':').next();
            rules().any(|rule| Some(rule.code.as_str()) == code)
        });
    }
    let text = facts["config"].as_str().unwrap();
    let profile = facts["profile"].as_str();
    let options = LintOptions {
        nextflow: facts["nextflow"].as_str().and_then(Version::parse),
        ..PLATFORM
    };
    let document = Document::parse(text);
    let readings = Readings::of(&document, profile.as_slice());
    let said = said(text, lint(&document, &readings, &options));
    compare::case(&facts, &said)
}

#[test]
fn a_configuration_is_told_what_is_true_of_it_and_nothing_else() {
    for file in [
        include_str!("data/finding_cases.jsonl"),
        include_str!("data/finding_neighbours.jsonl"),
    ] {
        let compared = file.lines().map(compare_case);
        let mismatches: Vec<String> = compared.flat_map(|it| it.mismatches().to_vec()).collect();
        assert!(mismatches.is_empty(), "\n{}\n", mismatches.join("\n"));
    }
}
