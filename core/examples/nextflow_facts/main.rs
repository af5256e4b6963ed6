//! Compares the readers of configurations with recorded facts.
//!
//! `cargo run -p wavepass-core --example nextflow_facts -- FILE…` takes files of two kinds: a
//! list of probes, one JSON object a line (`NAME.jsonl` beside a directory `NAME` with the
//! texts), and samples (`NAME.json` beside `NAME.config`). It prints every expectation that is
//! not met, says which settings only a run could tell, and closes with `N passed, M failed`.
//! Any other file is a text of which nothing is recorded. Every text is also edited: as the
//! sample expects, and with each option of the wave scope.
//! The exit code is 0 when all passed, 1 when some failed and 2 when a file could not be read.
//! With `--speed` it says instead how fast it cuts and reads the texts.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

mod compare;
mod edits;
mod said;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use serde_json::Value as Json;
use wavepass_core::nextflow::{
    Change, Config, Document, EditOptions, Semantics, Value, read, tokens,
};

use crate::compare::Comparison;

fn main() -> ExitCode {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let wants_speed = files.iter().any(|file| file == "--speed");
    files.retain(|file| file != "--speed");
    if files.is_empty() {
        eprintln!("usage: nextflow_facts [--speed] FILE…");
        return ExitCode::from(2);
    }
    let (mut passed, mut failed, mut undecided) = (0_usize, 0_usize, 0_usize);
    for file in &files {
        let outcome = if wants_speed {
            speed(file)
        } else {
            check(Path::new(file))
        };
        match outcome {
            Ok(comparisons) => {
                for comparison in comparisons {
                    undecided += usize::from(comparison.report());
                    if comparison.is_met() {
                        passed += 1;
                    } else {
                        failed += 1;
                    }
                }
            }
            Err(reason) => {
                eprintln!("{file}: {reason}");
                return ExitCode::from(2);
            }
        }
    }
    println!("{undecided} with a value that only a run can tell");
    println!("{passed} passed, {failed} failed");
    ExitCode::from(u8::from(failed > 0))
}

fn check(file: &Path) -> Result<Vec<Comparison>, String> {
    if file.extension().is_some_and(|kind| kind == "jsonl") {
        let lines = text_of(file)?;
        let texts = file.with_extension("");
        return lines.lines().map(|line| probe(&texts, line)).collect();
    }
    if file.extension().is_none_or(|kind| kind != "json") {
        let mut comparison = Comparison::of(&file.display().to_string(), &[]);
        edits::every_option(&mut comparison, &text_of(file)?);
        return Ok(vec![comparison]);
    }
    let facts: Json = serde_json::from_str(&text_of(file)?).map_err(|error| error.to_string())?;
    let text = text_of(&file.with_extension("config"))?;
    said::sample(&facts, &text)?;
    Ok(vec![sample(&facts, &text)])
}

fn text_of(file: &Path) -> Result<String, String> {
    let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn probe(texts: &Path, line: &str) -> Result<Comparison, String> {
    let facts: Json = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let name = facts["name"].as_str().unwrap_or_default();
    let file: PathBuf = texts.join(format!("{name}.config"));
    let text = text_of(&file)?;
    said::probe(&facts, &text)?;
    let document = Document::parse(&text);
    let mut comparison = Comparison::of(name, &[]);
    for (key, semantics) in [("v1", Semantics::V1), ("v2", Semantics::V2)] {
        comparison.reading(key, &facts[key], &read(&document, semantics, &[]), true);
    }
    edits::every_option(&mut comparison, &text);
    Ok(comparison)
}

fn sample(facts: &Json, text: &str) -> Comparison {
    let document = Document::parse(text);
    let name = facts["name"].as_str().unwrap_or_default();
    let scopes = [
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
    let mut comparison = Comparison::of(name, &scopes);
    for (key, semantics) in [("v1", Semantics::V1), ("v2", Semantics::V2)] {
        let reading = read(&document, semantics, &[]);
        comparison.reading(key, &facts[key], &reading, false);
        if semantics == Semantics::V1 {
            comparison.profiles(&facts["profiles"], &reading.profiles);
        }
        for (profiles, expected) in facts["by_profile"].as_object().into_iter().flatten() {
            let chosen: Vec<&str> = profiles.split(',').collect();
            let reading = read(&document, semantics, &chosen);
            comparison.reading(
                &format!("{profiles}/{key}"),
                &expected[key],
                &reading,
                false,
            );
        }
    }
    edits::expected(&mut comparison, facts, text);
    edits::every_option(&mut comparison, text);
    comparison
}

/// Cuts and reads a text over and over, for about a second each.
fn speed(file: &str) -> Result<Vec<Comparison>, String> {
    let text = text_of(Path::new(file))?;
    let text = text.repeat(1_000_000_usize.div_ceil(text.len().max(1)));
    let per_second = |run: &dyn Fn()| {
        let (start, mut rounds) = (Instant::now(), 0_u32);
        while start.elapsed().as_millis() < 1_000 {
            run();
            rounds += 1;
        }
        let megabytes = text.len().to_string().parse::<f64>().unwrap_or(0.0) / 1e6;
        megabytes * f64::from(rounds) / start.elapsed().as_secs_f64()
    };
    let cut = per_second(&|| drop(std::hint::black_box(tokens(&text))));
    let parse = per_second(&|| drop(std::hint::black_box(Document::parse(&text))));
    let document = Document::parse(&text);
    let follow = per_second(&|| drop(std::hint::black_box(read(&document, Semantics::V1, &[]))));
    println!("{file}: tokens {cut:.0} MB/s, tree {parse:.0} MB/s, settings {follow:.0} MB/s");
    let milliseconds = |run: &dyn Fn()| {
        let times = (0..15).map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1e3
        });
        times.fold(f64::INFINITY, f64::min)
    };
    let parsing = milliseconds(&|| drop(std::hint::black_box(Document::parse(&text))));
    let following =
        |semantics| milliseconds(&|| drop(std::hint::black_box(read(&document, semantics, &[]))));
    let (legacy, strict) = (following(Semantics::V1), following(Semantics::V2));
    let change = [Change::set("wave.mirror", Value::Bool(true))];
    let whole = milliseconds(&|| {
        let mut config = Config::parse(&*text);
        drop(std::hint::black_box(
            config.edit(&change, EditOptions::default()),
        ));
    });
    let own = whole - 2.0 * (parsing + legacy + strict);
    println!(
        "  an edit: {whole:.1} ms = 2 x ({parsing:.1} parsing + {legacy:.1} legacy + {strict:.1} strict) + {own:.1}"
    );
    Ok(Vec::new())
}
