//! What a browser downloads, against the budget.

use std::fs;

use anyhow::ensure;
use xshell::Shell;

use crate::app::{self, Profile};
use crate::{step, tools};

/// The most that everything the credentials page loads may take, in bytes of brotli.
const BUDGET: usize = 200 * 1000;

pub(crate) fn build_and_report(sh: &Shell) -> anyhow::Result<()> {
    tools::for_building(sh)?;
    app::build(sh, Profile::Release)?;
    report(sh)
}

/// Compares the size of the built app with the budget. For now every page loads every file.
pub(crate) fn report(sh: &Shell) -> anyhow::Result<()> {
    step("Size of what the credentials page loads (brotli)");
    let mut total = 0;
    for path in app::files(&sh.current_dir().join("dist"))? {
        let bytes = fs::read(&path)?;
        let size = app::brotli(&bytes)?.len();
        total += size;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        println!("{size:>9}  {name} ({} raw)", bytes.len());
    }
    println!("{total:>9}  total, of {BUDGET}");
    ensure!(
        total <= BUDGET,
        "the app is {} bytes over its budget",
        total - BUDGET
    );
    Ok(())
}
