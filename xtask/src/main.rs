//! `cargo xtask`: everything that is done to Wavepass from a terminal.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a terminal program speaks"
)]

mod app;
mod bench;
mod browsers;
mod check;
mod contract;
mod counter;
mod dependencies;
mod docs;
mod interop;
mod node;
mod path;
mod run;
mod size;
mod split;
mod steps;
mod test;
mod tools;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use xshell::Shell;

/// Build, run and test Wavepass.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what is missing, build app and server, and start them.
    Run(run::Options),
    /// Run every test: rules on the host and as WebAssembly, app, server, browser.
    Test,
    /// Everything that has to hold for a change: format, spelling, dependencies, lints, size, tests.
    Ci,
    /// Build the app for release and compare its download size with the budget.
    Size,
    /// Measure how long the rules take and compare it with the limits.
    Bench,
    /// Give what Wavepass writes to the programs that it is written for.
    Interop(interop::Options),
    /// Ask the embedded Platform what is known of Platform's answers.
    Contract(contract::Options),
    /// Write the documents anew that are made from the code.
    Docs,
    /// Make the README's picture anew.
    Picture,
    /// Cut the program that Trunk built into what each page needs. Trunk runs this.
    #[command(hide = true)]
    Split,
}

fn main() -> ExitCode {
    let done = Shell::new().context("no working directory").and_then(|sh| {
        // Asked when the program runs, because checkouts that share a target folder share
        // this program too.
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .context("start this program with: cargo xtask")?;
        sh.change_dir(PathBuf::from(package).join(".."));
        let done = match Cli::parse().task {
            // What failed is told already, and its last line says how much.
            Task::Contract(options) => return contract::run(&sh, &options),
            Task::Run(options) => run::run(&sh, &options),
            Task::Test => test::all(&sh),
            Task::Ci => check::ci(&sh),
            Task::Size => size::build_and_report(&sh),
            Task::Bench => bench::run(&sh),
            Task::Interop(options) => interop::run(&sh, &options),
            Task::Docs => docs::write(&sh),
            Task::Picture => test::picture(&sh),
            Task::Split => split::hook(&sh),
        };
        done.map(|()| true)
    });
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Says what comes next.
fn step(what: &str) {
    println!("\n=== {what}");
}
