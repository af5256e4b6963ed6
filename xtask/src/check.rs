//! `cargo xtask ci`: what has to hold for every change.

use xshell::{Shell, cmd};

use crate::app::{self, Profile};
use crate::workspace::{Workspace, packages};
use crate::{browsers, contract, dependencies, interop, size, step, test, tools};

pub(crate) fn ci(sh: &Shell) -> anyhow::Result<()> {
    step("Format");
    cmd!(sh, "cargo fmt --all --check").run()?;
    // What is missing is told now, not after the long part.
    interop::ensure_programs()?;
    tools::for_checking(sh)?;
    step("Spelling");
    cmd!(sh, "typos").run()?;
    dependencies::check(sh)?;
    tools::for_building(sh)?;
    // A missing browser is told now, too.
    browsers::ensure_all(sh)?;
    step("Types of the browser tests");
    cmd!(sh, "npx tsc --project end2end").run()?;
    step("Lints on the host");
    cmd!(sh, "cargo clippy --workspace --all-targets -- -D warnings").run()?;
    step("Lints as WebAssembly");
    let workspace = Workspace::read(sh)?;
    let app = packages(&workspace.of_app());
    cmd!(
        sh,
        "cargo clippy {app...} --all-targets --target wasm32-unknown-unknown -- -D warnings"
    )
    .run()?;
    packages_for_others(sh, &workspace)?;
    app::build_if_stale(sh, Profile::Release)?;
    size::report(sh)?;
    test::all(sh)?;
    contract::all(sh)?;
    interop::all(sh)
}

/// What others may get from a registry can be packed, builds from the package alone, and its
/// documentation has no dead link.
fn packages_for_others(sh: &Shell, workspace: &Workspace) -> anyhow::Result<()> {
    let published = &packages(&workspace.published());
    if published.is_empty() {
        return Ok(());
    }
    step("Packages and documentation for others");
    // Of a working tree that is not committed yet, too.
    cmd!(sh, "cargo package --allow-dirty {published...}").run()?;
    cmd!(sh, "cargo doc --no-deps {published...}")
        .env("RUSTDOCFLAGS", "-D warnings")
        .run()?;
    Ok(())
}
