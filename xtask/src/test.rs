//! `cargo xtask test`: every test there is.

use xshell::{Shell, cmd};

use crate::app::{self, Profile};
use crate::{step, tools};

pub(crate) fn all(sh: &Shell) -> anyhow::Result<()> {
    tools::for_building(sh)?;
    // A missing browser is told now, not after the long part.
    tools::browser(sh)?;
    step("Core on the host");
    cmd!(sh, "cargo test --package wavepass-core").run()?;
    step("Core and app as WebAssembly");
    cmd!(
        sh,
        "cargo test --package wavepass-core --package wavepass-app --lib --target wasm32-unknown-unknown"
    )
    .run()?;
    app::build(sh, Profile::Release)?;
    step("Server and project rules");
    cmd!(sh, "cargo test --package wavepass-server --package xtask").run()?;
    playwright(sh, "tests")
}

/// Makes the README's picture anew.
pub(crate) fn picture(sh: &Shell) -> anyhow::Result<()> {
    tools::for_building(sh)?;
    app::build(sh, Profile::Release)?;
    playwright(sh, "pictures")
}

/// Measures the app in a real browser.
pub(crate) fn bench(sh: &Shell) -> anyhow::Result<()> {
    tools::for_building(sh)?;
    app::build(sh, Profile::Release)?;
    playwright(sh, "bench")
}

/// Drives a real browser against the real server.
fn playwright(sh: &Shell, project: &str) -> anyhow::Result<()> {
    let browser = tools::browser(sh)?;
    step("Browser");
    cmd!(sh, "cargo build --package wavepass-server").run()?;
    let server = server_binary(sh)?;
    cmd!(
        sh,
        "npx playwright test --config end2end/playwright.config.ts --project {project}"
    )
    .env("WAVEPASS_BROWSER", browser)
    .env("WAVEPASS_SERVER", server)
    .run()?;
    Ok(())
}

/// Where cargo put the server that it has just built.
fn server_binary(sh: &Shell) -> anyhow::Result<String> {
    let json = cmd!(sh, "cargo metadata --format-version 1 --no-deps")
        .quiet()
        .read()?;
    let (_, rest) = json
        .split_once("\"target_directory\":\"")
        .ok_or_else(|| anyhow::anyhow!("cargo metadata names no target directory"))?;
    let folder = rest
        .split('"')
        .next()
        .unwrap_or_default()
        .replace("\\\\", "\\");
    Ok(format!(
        "{folder}/debug/wavepass{}",
        std::env::consts::EXE_SUFFIX
    ))
}
