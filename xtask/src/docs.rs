//! `cargo xtask docs`: writes the documents anew that are made from the code.
//!
//! Each belongs to a test with `docs` in its path that compares it with the code and, when it is told so, writes it.
//! So nobody can forget to run this: the tests fail while a document is behind.

use xshell::{Shell, cmd};

use crate::step;
use crate::workspace::{SERVER, Workspace, packages};

pub(crate) fn write(sh: &Shell) -> anyhow::Result<()> {
    step("Documents that are made from the code");
    let mut crates = packages(&Workspace::read(sh)?.of_rules());
    crates.extend(["--package".to_owned(), SERVER.to_owned()]);
    cmd!(sh, "cargo test {crates...} docs")
        .env("WAVEPASS_WRITE_DOCS", "1")
        .run()?;
    cmd!(sh, "git status --short docs").run()?;
    Ok(())
}
