//! Compares the rules of this workspace with recorded facts, field by field.
//!
//! `cargo run -p wavepass-core --example conformance -- FILE…` reads files of the forms that
//! `core/tests/facts/README.md` and `nextflow-config/tests/facts/README.md` describe, prints a
//! line for every expectation that is not met and closes with `N passed, M failed`. A fact
//! passes when each of its expectations is met. What could not be compared is named on
//! standard error. The exit code is 0 when all passed, 1 when some failed and 2 when a file
//! could not be read.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

#[path = "../../tests/facts/compare/mod.rs"]
mod compare;
mod config;

use std::path::Path;
use std::process::ExitCode;

use serde_json::Value;

pub(crate) fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: conformance FILE…");
        return ExitCode::from(2);
    }
    let (mut passed, mut failed, mut unreadable) = (0_usize, 0_usize, 0_usize);
    for file in &files {
        match check(Path::new(file)) {
            Ok(facts) => {
                let (good, bad): (Vec<_>, Vec<_>) = facts.iter().partition(|it| it.holds());
                for line in bad.iter().flat_map(|fact| &fact.mismatches) {
                    println!("{line}");
                }
                let mut notes: Vec<_> = facts.iter().flat_map(|fact| &fact.notes).collect();
                notes.sort();
                notes.dedup();
                for note in notes {
                    eprintln!("{file}: not compared: {note}");
                }
                println!("{file}: {} passed, {} failed", good.len(), bad.len());
                passed += good.len();
                failed += bad.len();
            }
            Err(reason) => {
                eprintln!("{file}: {reason}");
                unreadable += 1;
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    match (unreadable, failed) {
        (0, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::from(1),
        _ => ExitCode::from(2),
    }
}

/// What came of one fact.
struct Checked {
    mismatches: Vec<String>,
    notes: Vec<String>,
}

impl Checked {
    fn holds(&self) -> bool {
        self.mismatches.is_empty()
    }
}

impl From<compare::Outcome> for Checked {
    fn from(outcome: compare::Outcome) -> Self {
        Self {
            mismatches: outcome.mismatches,
            notes: outcome.unread.into_iter().collect(),
        }
    }
}

impl From<config::Comparison> for Checked {
    fn from(comparison: config::Comparison) -> Self {
        Self {
            mismatches: comparison.mismatches().to_vec(),
            notes: comparison.notes().to_vec(),
        }
    }
}

fn check(path: &Path) -> Result<Vec<Checked>, String> {
    let extension = path.extension().and_then(|it| it.to_str());
    match extension {
        Some("jsonl") => Ok(all(config::lines(path)?)),
        Some("config") => Ok(all([config::sample_of(path, &Value::Null)?])),
        _ => {
            let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
            let file = serde_json::from_str(&text).map_err(|error| error.to_string())?;
            if config::is_sample(&file) {
                Ok(all([config::sample_of(path, &file)?]))
            } else {
                Ok(all(compare::file(&file)?))
            }
        }
    }
}

fn all<T: Into<Checked>>(facts: impl IntoIterator<Item = T>) -> Vec<Checked> {
    facts.into_iter().map(Into::into).collect()
}
