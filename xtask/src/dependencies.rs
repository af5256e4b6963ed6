//! What Wavepass is built from: licences, sources, known holes, and who may use what.
//!
//! `deny.toml` says it of everything, `deny-rules.toml` of the crates of rules.

use xshell::{Shell, cmd};

use crate::step;
use crate::workspace::Workspace;

/// Fails on what the two files forbid, and on known holes as far as they can be known here.
pub(crate) fn check(sh: &Shell) -> anyhow::Result<()> {
    step("Dependencies: licences, sources, bans");
    cmd!(sh, "cargo-deny --locked check licenses sources bans").run()?;
    let workspace = Workspace::read(sh)?;
    let config = sh.current_dir().join("deny-rules.toml");
    for crate_ in workspace.of_rules() {
        step(&format!("Dependencies of {}: rules only", crate_.name));
        let manifest = crate_.folder.join("Cargo.toml");
        cmd!(
            sh,
            "cargo-deny --locked --manifest-path {manifest} --exclude-dev --config {config} check bans"
        )
        .run()?;
    }
    advisories(sh)
}

/// The list of known holes is fetched from GitHub, which a closed network refuses.
fn advisories(sh: &Shell) -> anyhow::Result<()> {
    step("Dependencies: advisories");
    let fetched = cmd!(sh, "cargo-deny --log-level off fetch db")
        .quiet()
        .ignore_stderr()
        .run();
    if fetched.is_err() {
        println!(
            "SKIPPED: RustSec's list of known holes could not be fetched. Where github.com can \
             be reached, type: cargo deny check advisories"
        );
        return Ok(());
    }
    cmd!(sh, "cargo-deny --locked check --disable-fetch advisories").run()?;
    Ok(())
}
