//! `cargo xtask contract`: the embedded Platform against what is known of Platform.
//!
//! A program of the server (`server/examples/contract`) asks the cases, each of a server of its
//! own, over a real socket; [`schemathesis`] makes requests of its description. Start at [`run`].

mod schemathesis;

use std::path::{Path, PathBuf, absolute};
use std::process::Command;

use anyhow::{Context, ensure};
use xshell::{Shell, cmd};

use crate::step;
use crate::workspace::{SERVER, Workspace};

/// The repository's own cases.
const CASES: &str = "server/tests/facts/data/contract.json";

/// Options of `cargo xtask contract`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// A file of other cases, in the form of public contract cases or in our own
    /// (server/tests/facts/README.md). Only these are run then.
    #[arg(long, value_name = "FILE")]
    cases: Option<PathBuf>,
}

/// The programs that are needed, built.
struct Programs {
    server: PathBuf,
    contract: PathBuf,
}

/// Runs what was asked for; whether everything holds.
pub(crate) fn run(sh: &Shell, options: &Options) -> anyhow::Result<bool> {
    let programs = build(sh)?;
    match &options.cases {
        Some(file) => cases(&programs, &absolute(file)?),
        None => own(sh, &programs),
    }
}

/// Runs everything.
pub(crate) fn all(sh: &Shell) -> anyhow::Result<()> {
    let programs = build(sh)?;
    ensure!(
        own(sh, &programs)?,
        "the embedded Platform does not answer as it has to"
    );
    Ok(())
}

fn own(sh: &Shell, programs: &Programs) -> anyhow::Result<bool> {
    step("Requests that schemathesis makes of the description");
    let holds = schemathesis::check(sh, programs)?;
    step("Contract cases");
    Ok(cases(programs, &sh.current_dir().join(CASES))? && holds)
}

fn build(sh: &Shell) -> anyhow::Result<Programs> {
    cmd!(
        sh,
        "cargo build --quiet --package {SERVER} --bin wavepass --example contract"
    )
    .quiet()
    .run()?;
    let workspace = Workspace::read(sh)?;
    Ok(Programs {
        server: workspace.program("wavepass"),
        contract: workspace.program("examples/contract"),
    })
}

/// Asks the cases of a file; whether none failed. The last line says how many did.
fn cases(programs: &Programs, file: &Path) -> anyhow::Result<bool> {
    let status = Command::new(&programs.contract)
        .arg(&programs.server)
        .arg(file)
        .status()
        .with_context(|| format!("{} does not start", programs.contract.display()))?;
    Ok(status.success())
}
