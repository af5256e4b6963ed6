//! How the time grows with the text: ten times the text may take thirteen times as long.
//!
//! Each of [`SHAPES`] is read at two lengths. `cargo bench --bench growth -- PART…` takes only
//! the shapes whose names have one of the parts in them; `--count=N` sets the larger number.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use nextflow_config::lint::{LintOptions, lint_readings};
use nextflow_config::syntax::tokens;
use nextflow_config::{Change, Config, Document, EditOptions, Semantics, read};
use wavepass_bench::SHAPES;

/// How much longer ten times the text may take: ten times, and what slower memory costs.
const MOST: f64 = 13.0;
/// Anything is as fast as this; less cannot be told from noise.
const LEAST: Duration = Duration::from_micros(200);
/// How often something is measured, and for how long: the fastest run counts.
const RUNS: std::ops::RangeInclusive<u32> = 3..=30;
const LONG_ENOUGH: Duration = Duration::from_millis(60);

/// What is measured of a text.
const STEPS: [&str; 6] = ["tokens", "tree", "V1", "V2", "findings", "edit"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let count = arguments
        .iter()
        .find_map(|argument| argument.strip_prefix("--count=")?.parse().ok())
        .unwrap_or(50_000);
    let parts: Vec<&String> = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    println!("milliseconds of {count}, and how many times those of a tenth:");
    print!("{:>52}", "");
    for step in STEPS {
        print!("{step:>15}");
    }
    println!();
    let mut slow = Vec::new();
    for shape in SHAPES {
        if !parts.is_empty() && !parts.iter().any(|part| shape.name.contains(part.as_str())) {
            continue;
        }
        let (short, long) = (shape.text(count / 10), shape.text(count));
        let growth = growth(&short, &long);
        print!("{:>52}", shape.name);
        for ((time, times), step) in growth.into_iter().zip(STEPS) {
            print!(
                "{:>9.2} {times:>4.1}{}",
                time.as_secs_f64() * 1e3,
                if times > MOST { '!' } else { ' ' }
            );
            if times > MOST {
                slow.push(format!("{} ({step})", shape.name));
            }
        }
        println!();
    }
    if slow.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!(
        "more than {MOST} times as long for ten times the text: {}",
        slow.join(", ")
    );
    ExitCode::FAILURE
}

/// How long each step takes for the long text, and how many times as long as for the short one.
fn growth(short: &str, long: &str) -> Vec<(Duration, f64)> {
    let mut short = times(short).into_iter();
    times(long)
        .into_iter()
        .map(|long| {
            let short = short.next().unwrap_or(LEAST).max(LEAST);
            (long, long.as_secs_f64() / short.as_secs_f64())
        })
        .collect()
}

/// How long each of [`STEPS`] takes.
fn times(text: &str) -> Vec<Duration> {
    let document = Document::parse(text);
    let [v1, v2] = [Semantics::V1, Semantics::V2].map(|parser| read(&document, parser, &[]));
    let changes = [Change::set("wave.freeze", true)];
    let options = LintOptions::default();
    vec![
        fastest(|| tokens(black_box(text))),
        fastest(|| Document::parse(black_box(text))),
        fastest(|| read(black_box(&document), Semantics::V1, &[])),
        fastest(|| read(black_box(&document), Semantics::V2, &[])),
        fastest(|| lint_readings(black_box(&document), &v1, &v2, &options)),
        fastest(|| {
            let mut config = Config::parse(black_box(text));
            config.edit(&changes, EditOptions::default()).is_ok()
        }),
    ]
}

/// The time of the fastest of several runs: whatever else the machine does only adds to it.
fn fastest<T>(run: impl Fn() -> T) -> Duration {
    let mut fastest = Duration::MAX;
    let mut total = Duration::ZERO;
    for round in 1..=*RUNS.end() {
        let start = Instant::now();
        let result = run();
        let time = start.elapsed();
        drop(black_box(result));
        fastest = fastest.min(time);
        total += time;
        if total > LONG_ENOUGH && round >= *RUNS.start() {
            break;
        }
    }
    fastest
}
