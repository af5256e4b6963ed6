//! Contract cases against the program itself: each on a Platform of its own, over a real socket.
//!
//! `contract SERVER CASES…` prints each case that failed with what differs, and each that was
//! skipped with the reason; its last line is `N passed, M failed`. `contract SERVER --hold` starts a
//! Platform with a record of each kind, says where it is, and stops it when its input ends.
//! `cargo xtask contract` builds the two programs and runs it. A case is read ([`case`]), what it needs is made ([`world`]), it
//! is asked and what is answered compared ([`compare`]). Start at [`main`].

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that reports"
)]

mod capability;
mod case;
mod compare;
mod expectation;
mod fixture;
mod given;
mod hold;
mod json_path;
mod kind;
mod names;
mod need;
mod platform;
mod run;
mod sample;
mod world;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use case::Case;
use run::Outcome;

#[tokio::main]
async fn main() -> ExitCode {
    match report().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs every case and says what came of it; whether none failed.
async fn report() -> anyhow::Result<bool> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let server = arguments.next().context("contract SERVER CASES…")?;
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for file in arguments {
        if file == Path::new("--hold") {
            hold::hold(&server).await?;
            return Ok(true);
        }
        for case in read(&file)? {
            let name = format!("{} ({})", case.id, case.title);
            match run::run(&server, &case).await {
                Outcome::Passed => passed += 1,
                Outcome::Skipped(reason) => {
                    skipped += 1;
                    println!("skipped {name}: {reason}");
                }
                Outcome::Failed(differences) => {
                    failed += 1;
                    println!("FAILED {name}");
                    for difference in differences {
                        println!("    {difference}");
                    }
                }
            }
        }
    }
    if skipped > 0 {
        println!("{skipped} skipped");
    }
    println!("{passed} passed, {failed} failed");
    Ok(failed == 0)
}

fn read(file: &Path) -> anyhow::Result<Vec<Case>> {
    let shown = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("no {shown}"))?;
    let json = serde_json::from_str(&text).with_context(|| format!("{shown} is no JSON"))?;
    case::read(&json).with_context(|| format!("{shown} is no file of contract cases"))
}
