//! Compares the rules of this crate with recorded facts, field by field.
//!
//! `cargo run -p wavepass-core --example conformance -- FILE…` reads files of vectors (JSON
//! with a `vectors` list), tells from the fields of a vector which rule it is about, prints
//! every expectation that is not met and closes with `N passed, M failed`. A vector passes
//! when each of its expectations is met. The exit code is 0 when all passed, 1 when some
//! failed and 2 when a file could not be read.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

mod image;
mod paste;
mod registry_value;
mod resolution;
mod secret;
mod vector;

use std::process::ExitCode;

use serde_json::Value;

use crate::vector::Vector;

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: conformance FILE…");
        return ExitCode::from(2);
    }
    let (mut passed, mut failed) = (0_usize, 0_usize);
    for file in &files {
        match check_file(file) {
            Ok((good, bad)) => {
                println!("{file}: {good} passed, {bad} failed");
                passed += good;
                failed += bad;
            }
            Err(reason) => {
                eprintln!("{file}: {reason}");
                return ExitCode::from(2);
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    ExitCode::from(u8::from(failed > 0))
}

fn check_file(path: &str) -> Result<(usize, usize), String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let file: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let vectors = file["vectors"]
        .as_array()
        .ok_or("no list called \"vectors\" in this file")?;
    let (mut passed, mut failed) = (0, 0);
    for json in vectors {
        let mut vector = Vector::new(json);
        check(&file, &mut vector)?;
        let mismatches = vector.into_mismatches();
        for mismatch in &mismatches {
            println!("{mismatch}");
        }
        if mismatches.is_empty() {
            passed += 1;
        } else {
            failed += 1;
        }
    }
    Ok((passed, failed))
}

/// Picks the rule by the field that only its vectors have.
fn check(file: &Value, vector: &mut Vector<'_>) -> Result<(), String> {
    if vector.has("wave_matches") {
        registry_value::check(vector);
    } else if vector.has("docker") {
        image::check(vector);
    } else if vector.has("identity") {
        resolution::check(vector);
    } else if vector.has("format") {
        paste::check(vector);
    } else if vector.has("kind") {
        let now = file["now"].as_i64().ok_or("no \"now\" in this file")?;
        secret::check(vector, now);
    } else {
        return Err("a vector of a kind that this program does not know".to_owned());
    }
    Ok(())
}
