//! How the time grows with the text: ten times the text may take thirteen times as long.
//!
//! Each of [`SHAPES`] is read at one length, and ten texts of a tenth of it. `cargo bench --bench
//! growth -- PART…` takes only the shapes whose names have one of the parts in them; `--count=N`
//! sets how many there are of what the shape has much of.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

use std::hint::black_box;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use nextflow_config::lint::{self, LintOptions};
use nextflow_config::syntax::tokens;
use nextflow_config::{Change, Config, Document, EditOptions, Parser, Readings, read};
use wavepass_bench::{SHAPES, Shape};

/// How many times as long as a short text one of ten times its length may take.
const MOST: f64 = 13.0;
/// How many short texts are as long as the long one.
const PARTS: usize = 10;
const PARTS_F: f64 = 10.0;
/// Ten short texts are as fast as this; less cannot be told from noise.
const LEAST: Duration = Duration::from_millis(2);
/// How often both are measured when the long text seems to take too long.
const ATTEMPTS: u32 = 6;
/// How often something is measured, and for how long: the fastest run counts.
const RUNS: u32 = 30;
const LONG_ENOUGH: Duration = Duration::from_millis(150);

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
    let mut slow = Vec::new();
    for shape in SHAPES {
        if !parts.is_empty() && !parts.iter().any(|part| shape.name.contains(part.as_str())) {
            continue;
        }
        let growth = growth(shape, count);
        print!("{:>52}", shape.name);
        for ((time, times), (step, _)) in growth.into_iter().zip(STEPS) {
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

/// How long each step takes for the long text, and how many times as long as for a short one.
fn growth(shape: &Shape, count: usize) -> Vec<(Duration, f64)> {
    let long = [shape.text(count)];
    let short: Vec<String> = (0..PARTS).map(|_| shape.text(count / PARTS)).collect();
    let (long, short) = (Inputs::of(&long), Inputs::of(&short));
    STEPS
        .iter()
        .map(|(_, step)| {
            let mut best = (Duration::MAX, f64::INFINITY);
            // Something else on the machine can make either of them slower.
            for _ in 0..ATTEMPTS {
                let long = step(&long);
                let times = times_as_long(long, step(&short));
                best = (best.0.min(long), best.1.min(times));
                if best.1 <= MOST {
                    break;
                }
            }
            best
        })
        .collect()
}

/// How many times as long as one of the short texts the long one takes.
fn times_as_long(long: Duration, short: Duration) -> f64 {
    long.as_secs_f64() / short.max(LEAST).as_secs_f64() * PARTS_F
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
            config.edit(&changes, EditOptions::default()).is_ok()
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

/// The time of the fastest of several runs: whatever else the machine does only adds to it.
fn fastest<T>(run: impl Fn() -> T) -> Duration {
    let mut fastest = Duration::MAX;
    let mut total = Duration::ZERO;
    for _ in 0..RUNS {
        let start = Instant::now();
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
