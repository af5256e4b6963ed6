//! Compares the rules of this crate with recorded facts, field by field.
//!
//! `cargo run -p wavepass-core --example conformance -- FILE…` reads files of the form that
//! `core/tests/facts/README.md` describes, prints a line for every expectation that is not met
//! and closes with `N passed, M failed`. A vector passes when each of its expectations is met.
//! Fields that nothing compares are named on standard error. The exit code is 0 when all
//! passed, 1 when some failed and 2 when a file could not be read.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

#[path = "../../tests/facts/compare/mod.rs"]
mod compare;

use std::collections::BTreeSet;
use std::process::ExitCode;

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: conformance FILE…");
        return ExitCode::from(2);
    }
    let (mut passed, mut failed, mut unreadable) = (0_usize, 0_usize, 0_usize);
    for file in &files {
        match check_file(file) {
            Ok((good, bad)) => {
                println!("{file}: {good} passed, {bad} failed");
                passed += good;
                failed += bad;
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

fn check_file(path: &str) -> Result<(usize, usize), String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let file = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let (mut passed, mut failed) = (0, 0);
    let mut unread = BTreeSet::new();
    for outcome in compare::file(&file)? {
        for mismatch in &outcome.mismatches {
            println!("{mismatch}");
        }
        if outcome.mismatches.is_empty() {
            passed += 1;
        } else {
            failed += 1;
        }
        unread.extend(outcome.unread);
    }
    if !unread.is_empty() {
        let unread: Vec<_> = unread.into_iter().collect();
        eprintln!("{path}: not compared: {}", unread.join(", "));
    }
    Ok((passed, failed))
}
