//! How the time grows with the text: ten times the text may take thirteen times as long.
//!
//! Each of [`SHAPES`] is read at one length, and ten texts of a tenth of it. What counts is the
//! fastest of many runs, by the time on the processor: other programs only ever add to it, see
//! [`Growth`]. `cargo bench --bench growth -- PART…` takes only the shapes whose names have one
//! of the parts in them; `--count=N` sets how many there are of what the shape has much of.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

use std::hint::black_box;
use std::process::{Command, ExitCode};
use std::time::Duration;

use cpu_time::ThreadTime;
use nextflow_config::lint::{self, LintOptions};
use nextflow_config::syntax::tokens;
use nextflow_config::{Change, Config, Document, EditOptions, Parser, Readings, read};
use wavepass_bench::{Growth, SHAPES, Shape};

/// How often both are measured when the long text seems to take too long.
const ATTEMPTS: u32 = 12;
/// How often something is measured, and for how long: the fastest run counts.
const RUNS: u32 = 30;
const LONG_ENOUGH: Duration = Duration::from_millis(150);
/// How many of the shapes are named that grow the most.
const WORST: usize = 10;

/// What is measured of texts, and how long it takes for all of them.
const STEPS: [Step; 6] = [
    ("tokens", cut),
    ("tree", parse),
    ("V1", read_as_v1),
    ("V2", read_as_v2),
    ("lint", lint),
    ("edit", edit),
];

type Step = (&'static str, fn(&Inputs<'_>) -> Duration);

/// Makes glibc keep the memory that it has got: it gives large blocks back at once, and to get
/// them anew costs more than what is measured. It reads this when a program starts.
const KEEP_MEMORY: [(&str, &str); 2] = [
    ("MALLOC_MMAP_THRESHOLD_", "4294967295"),
    ("MALLOC_TRIM_THRESHOLD_", "17179869184"),
];

fn main() -> ExitCode {
    if std::env::var_os(KEEP_MEMORY[0].0).is_none()
        && let Ok(program) = std::env::current_exe()
        && let Ok(status) = Command::new(program)
            .args(std::env::args_os().skip(1))
            .envs(KEEP_MEMORY)
            .status()
    {
        return if status.success() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        };
    }
    measure()
}

fn measure() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let count = arguments
        .iter()
        .find_map(|argument| argument.strip_prefix("--count=")?.parse().ok())
        .unwrap_or(50_000);
    let parts: Vec<&String> = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--") && !argument.is_empty())
        .collect();
    println!("milliseconds of {count}, and how many times those of a tenth:");
    print!("{:>52}", "");
    for (step, _) in STEPS {
        print!("{step:>15}");
    }
    println!();
    let mut all = Vec::new();
    for shape in SHAPES {
        if !parts.is_empty() && !parts.iter().any(|part| shape.name.contains(part.as_str())) {
            continue;
        }
        let growth = growth(shape, count);
        print!("{:>52}", shape.name);
        for (growth, (step, _)) in growth.into_iter().zip(STEPS) {
            print!(
                "{:>9.2} {:>4.1}{}",
                growth.long().as_secs_f64() * 1e3,
                growth.times(),
                if growth.is_linear() { ' ' } else { '!' }
            );
            all.push((growth, format!("{} ({step})", shape.name)));
        }
        println!();
    }
    all.sort_by(|(a, _), (b, _)| b.times().total_cmp(&a.times()));
    println!("the largest growth:");
    for (growth, name) in all.iter().take(WORST) {
        println!("{:>6.1} {name}", growth.times());
    }
    let slow: Vec<&str> = all
        .iter()
        .filter(|(growth, _)| !growth.is_linear())
        .map(|(_, name)| name.as_str())
        .collect();
    if slow.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!(
        "more than {} times as long for ten times the text: {}",
        Growth::MOST,
        slow.join(", ")
    );
    ExitCode::FAILURE
}

/// How the time of each step grows with the text.
fn growth(shape: &Shape, count: usize) -> Vec<Growth> {
    let long = [shape.text(count)];
    let short: Vec<String> = (0..Growth::PARTS)
        .map(|_| shape.text(count / Growth::PARTS as usize))
        .collect();
    let (long, short) = (Inputs::of(&long), Inputs::of(&short));
    STEPS
        .iter()
        .map(|(_, step)| {
            let mut growth = Growth::unknown();
            for _ in 0..ATTEMPTS {
                growth.add(step(&long), step(&short));
                if growth.is_linear() {
                    break;
                }
            }
            growth
        })
        .collect()
}

/// Inputs, and what they come to.
struct Inputs<'t> {
    texts: &'t [String],
    documents: Vec<Document<'t>>,
    readings: Vec<Readings>,
}

impl<'t> Inputs<'t> {
    fn of(texts: &'t [String]) -> Self {
        let documents: Vec<_> = texts.iter().map(|text| Document::parse(text)).collect();
        Self {
            texts,
            readings: documents.iter().map(|it| Readings::of(it, &[])).collect(),
            documents,
        }
    }
}

fn cut(all: &Inputs<'_>) -> Duration {
    fastest(|| of_each(all.texts, |text| tokens(text)))
}

fn parse(all: &Inputs<'_>) -> Duration {
    fastest(|| of_each(all.texts, |text| Document::parse(text)))
}

fn read_as_v1(all: &Inputs<'_>) -> Duration {
    fastest(|| {
        of_each(&all.documents, |document| {
            read(document, Parser::Legacy, &[])
        })
    })
}

fn read_as_v2(all: &Inputs<'_>) -> Duration {
    fastest(|| {
        of_each(&all.documents, |document| {
            read(document, Parser::Strict, &[])
        })
    })
}

fn lint(all: &Inputs<'_>) -> Duration {
    let options = LintOptions::default();
    let read = || all.documents.iter().zip(&all.readings);
    fastest(|| {
        of_each(read(), |(document, readings)| {
            lint::lint(document, readings, &options)
        })
    })
}

fn edit(all: &Inputs<'_>) -> Duration {
    let changes = [Change::set("wave.freeze", true)];
    fastest(|| {
        of_each(all.texts, |text| {
            let mut config = Config::parse(text);
            let edited = config.edit(&changes, EditOptions::default());
            (config, edited)
        })
    })
}

/// The results for all texts. They are kept, so that many short ones need as much memory as a
/// long one, and what is measured is no difference between memory that is near and far.
fn of_each<T, R>(texts: impl IntoIterator<Item = T>, step: impl Fn(T) -> R) -> Vec<R> {
    texts
        .into_iter()
        .map(|text| step(black_box(text)))
        .collect()
}

/// The time of the fastest of several runs.
fn fastest<T>(run: impl Fn() -> T) -> Duration {
    let mut fastest = Duration::MAX;
    let mut total = Duration::ZERO;
    for _ in 0..RUNS {
        let start = ThreadTime::now();
        let result = run();
        let time = start.elapsed();
        drop(black_box(result));
        fastest = fastest.min(time);
        total += time;
        if total > LONG_ENOUGH {
            break;
        }
    }
    fastest
}
