//! `cargo xtask bench`: how long the rules take, the gateway, and the page, against the limits.
//!
//! What counts of a benchmark is the lowest of its samples, and in it the time on the processor:
//! what else the machine does only ever adds, and a mean tells as much of that as of the code.
//! Code that became slower is slower in every sample. `bench/src/cpu_time.rs` has the clock.

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use xshell::{Shell, cmd};

use crate::step;
use crate::test;
use crate::workspace::{SERVER, Workspace};

/// The most that a benchmark of `bench/benches/rules.rs` may take.
struct Limit {
    /// What the benchmark is called.
    name: &'static str,
    /// What it measures.
    what: &'static str,
    /// In nanoseconds.
    most: f64,
    /// How many bytes it reads, where a rate says more than a time.
    bytes: Option<f64>,
}

const MEGABYTE: f64 = 1e6;

const LIMITS: [Limit; 10] = [
    Limit::of("form", "validate a whole form", 50e3),
    Limit::of("registry", "analyse a registry value", 5e3),
    Limit::of(
        "resolve",
        "resolve 1,000 images against 1,000 credentials",
        5e6,
    ),
    Limit::of("log", "read a log of 1 MB", 20e6),
    Limit::of("long_log", "read a log of 10 MB", 150e6),
    // 100 MB/s.
    Limit::of_megabyte("config_tokens", "cut a config of 1 MB into tokens", 10e6),
    // 50 MB/s.
    Limit::of_megabyte(
        "config_tree",
        "cut a config of 1 MB and make its tree",
        20e6,
    ),
    // Two readings that make a list of all settings each: little more than the tree.
    Limit::of_megabyte(
        "config_readings",
        "follow a config of 1 MB as both parsers",
        25e6,
    ),
    // 40 MB/s for all of it.
    Limit::of_megabyte(
        "config_read",
        "make the tree of a config of 1 MB and follow it as both parsers",
        25e6,
    ),
    // While somebody waits, so that nothing seems to hang.
    Limit::of_megabyte("config_edit", "edit a config of 1 MB", 50e6),
];

/// The samples of a benchmark: how often each ran it, and for how many nanoseconds in all.
#[derive(Debug)]
struct Samples {
    iterations: Vec<f64>,
    times: Vec<f64>,
}

pub(crate) fn run(sh: &Shell) -> anyhow::Result<()> {
    step("Benchmarks");
    cmd!(
        sh,
        "cargo bench --package wavepass-bench --bench rules -- --noplot"
    )
    .run()?;
    let results = Workspace::read(sh)?.target().join("criterion");
    step("Against the limits");
    let mut slow = Vec::new();
    for limit in &LIMITS {
        let lowest = Samples::of(&results, limit.name)?.lowest()?;
        println!("{}", limit.line(lowest));
        if !limit.is_kept(lowest) {
            slow.push(limit.what);
        }
    }
    ensure!(slow.is_empty(), "too slow: {}", slow.join(", "));
    step("Growth with the text");
    cmd!(sh, "cargo bench --package wavepass-bench --bench growth").run()?;
    step("The gateway, between a client and a Platform");
    cmd!(sh, "cargo bench --package {SERVER} --bench gateway").run()?;
    test::bench(sh)
}

impl Limit {
    const fn of(name: &'static str, what: &'static str, most: f64) -> Self {
        Self {
            name,
            what,
            most,
            bytes: None,
        }
    }

    const fn of_megabyte(name: &'static str, what: &'static str, most: f64) -> Self {
        Self {
            bytes: Some(MEGABYTE),
            ..Self::of(name, what, most)
        }
    }

    /// Whether a benchmark that takes so many nanoseconds is fast enough.
    fn is_kept(&self, nanoseconds: f64) -> bool {
        nanoseconds <= self.most
    }

    fn line(&self, nanoseconds: f64) -> String {
        let rate = self.bytes.map_or(String::new(), |bytes| {
            format!(" ({:.0} MB/s)", bytes / nanoseconds * 1e9 / MEGABYTE)
        });
        format!(
            "{:>10.1} µs of {:>8.0}  {}{rate}",
            nanoseconds / 1e3,
            self.most / 1e3,
            self.what
        )
    }
}

impl Samples {
    /// Those of a benchmark's last run, from the file that criterion writes.
    fn of(results: &Path, name: &str) -> anyhow::Result<Self> {
        let file = results.join(name).join("new/sample.json");
        let text = fs::read_to_string(&file).with_context(|| format!("no {}", file.display()))?;
        Self::parse(&text).with_context(|| format!("no samples in {}", file.display()))
    }

    fn parse(text: &str) -> anyhow::Result<Self> {
        let file: serde_json::Value = serde_json::from_str(text)?;
        let numbers = |name: &str| -> anyhow::Result<Vec<f64>> {
            let list = file[name]
                .as_array()
                .with_context(|| format!("no {name}"))?;
            let numbers: Option<Vec<f64>> = list.iter().map(serde_json::Value::as_f64).collect();
            numbers.with_context(|| format!("{name} are no numbers"))
        };
        let samples = Self {
            iterations: numbers("iters")?,
            times: numbers("times")?,
        };
        ensure!(
            samples.iterations.len() == samples.times.len(),
            "a sample lacks its time"
        );
        Ok(samples)
    }

    /// The time of one run in the fastest sample, in nanoseconds.
    fn lowest(&self) -> anyhow::Result<f64> {
        let samples = self.iterations.iter().zip(&self.times);
        let runs = samples.map(|(iterations, time)| time / iterations);
        runs.min_by(f64::total_cmp)
            .filter(|lowest| lowest.is_finite() && *lowest > 0.0)
            .context("no sample took any time")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Limit = Limit::of_megabyte("config_read", "read", 25e6);

    fn lowest(iterations: &str, times: &str) -> anyhow::Result<f64> {
        let text =
            format!(r#"{{"sampling_mode":"Linear","iters":[{iterations}],"times":[{times}]}}"#);
        Samples::parse(&text)?.lowest()
    }

    #[test]
    fn a_limit_is_kept_when_only_other_work_made_samples_slow() {
        // 20, 81, 20.5 and 40 ms a run: the machine was busy for half of them.
        let lowest = lowest("1.0, 2.0, 3.0, 4.0", "20e6, 162e6, 61.5e6, 160e6").unwrap();
        assert!((lowest - 20e6).abs() < 1.0);
        assert!(LIMIT.is_kept(lowest));
    }

    #[test]
    fn a_limit_is_missed_when_every_sample_is_slow() {
        let lowest = lowest("1.0, 2.0, 3.0, 4.0", "25.1e6, 54e6, 76e6, 101e6").unwrap();
        assert!(!LIMIT.is_kept(lowest));
    }

    #[test]
    fn what_is_no_list_of_samples_passes_no_limit() {
        for (iterations, times) in [
            ("", ""),
            ("1.0", "1e6, 2e6"),
            ("1.0", "0.0"),
            ("0.0", "1e6"),
            ("1.0", "\"fast\""),
        ] {
            assert!(lowest(iterations, times).is_err(), "{iterations} {times}");
        }
        assert!(Samples::parse("{}").is_err());
    }

    #[test]
    fn a_line_says_time_limit_and_rate() {
        assert_eq!(
            LIMIT.line(20e6),
            "   20000.0 µs of    25000  read (50 MB/s)"
        );
        let line = Limit::of("form", "validate", 50e3).line(10e3);
        assert_eq!(line, "      10.0 µs of       50  validate");
    }
}
