//! `cargo xtask bench`: how long the rules take, and the page, against the limits.

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use xshell::{Shell, cmd};

use crate::step;
use crate::test;
use crate::workspace::Workspace;

/// A benchmark of `bench/benches/rules.rs`, what it is, and the most it may take in
/// nanoseconds on the mean.
const LIMITS: [(&str, &str, f64); 10] = [
    ("form", "validate a whole form", 50e3),
    ("registry", "analyse a registry value", 5e3),
    (
        "resolve",
        "resolve 1,000 images against 1,000 credentials",
        5e6,
    ),
    ("log", "read a log of 1 MB", 20e6),
    ("long_log", "read a log of 10 MB", 150e6),
    // 100 MB/s.
    ("config_tokens", "cut a config of 1 MB into tokens", 10e6),
    // 50 MB/s.
    (
        "config_tree",
        "cut a config of 1 MB and make its tree",
        20e6,
    ),
    // Two readings that make a list of all settings each: little more than the tree.
    (
        "config_readings",
        "follow a config of 1 MB as both parsers",
        25e6,
    ),
    // 40 MB/s for all of it.
    (
        "config_read",
        "make the tree of a config of 1 MB and follow it as both parsers",
        25e6,
    ),
    // While somebody waits, so that nothing seems to hang.
    ("config_edit", "edit a config of 1 MB", 50e6),
];

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
    for (name, what, limit) in LIMITS {
        let mean = mean(&results, name)?;
        println!("{:>10.1} µs of {:>8.0}  {what}", mean / 1e3, limit / 1e3);
        if mean > limit {
            slow.push(what);
        }
    }
    ensure!(slow.is_empty(), "too slow: {}", slow.join(", "));
    step("Growth with the text");
    cmd!(sh, "cargo bench --package wavepass-bench --bench growth").run()?;
    test::bench(sh)
}

/// The mean of a benchmark's last run in nanoseconds, from the file that criterion writes.
fn mean(results: &Path, name: &str) -> anyhow::Result<f64> {
    let file = results.join(name).join("new/estimates.json");
    let text = fs::read_to_string(&file).with_context(|| format!("no {}", file.display()))?;
    let estimates: serde_json::Value = serde_json::from_str(&text)?;
    estimates["mean"]["point_estimate"]
        .as_f64()
        .context("criterion wrote no mean")
}
