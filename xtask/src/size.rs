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
    app::build_if_stale(sh, Profile::Release)?;
    report(sh)
}

/// Names of files that do not come with the first page, but with what `app/src/shell/lazy.rs`
/// declares; see `split.rs`.
const LATER: [&str; 2] = ["split_", "chunk_"];

/// Compares the size of what the credentials page loads with the budget.
pub(crate) fn report(sh: &Shell) -> anyhow::Result<()> {
    step("Size of what the credentials page loads (brotli)");
    let (mut total, mut later) = (0, 0);
    for path in app::files(&sh.current_dir().join("dist"))? {
        let bytes = fs::read(&path)?;
        let size = app::brotli(&bytes)?.len();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_later = LATER.iter().any(|start| name.starts_with(start));
        *(if is_later { &mut later } else { &mut total }) += size;
        let when = if is_later { ", with its page" } else { "" };
        println!("{size:>9}  {name} ({} raw{when})", bytes.len());
    }
    println!("{total:>9}  total, of {BUDGET}; {later} come later");
    ensure!(
        total <= BUDGET,
        "the app is {} bytes over its budget",
        total - BUDGET
    );
    Ok(())
}
