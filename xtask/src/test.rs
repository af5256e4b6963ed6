//! `cargo xtask test`: every test there is.

use std::collections::BTreeSet;

use xshell::{Shell, cmd};

use crate::app::{self, Profile};
use crate::browsers::Beside;
use crate::workspace::{APP, SERVER, Workspace, packages};
use crate::{browsers, counter, step, tools};

pub(crate) fn all(sh: &Shell) -> anyhow::Result<()> {
    tools::for_building(sh)?;
    // A missing browser is told now, not after the long part.
    browsers::chromium(sh)?;
    let workspace = Workspace::read(sh)?;
    let rules = packages(&workspace.of_rules());
    step("Rules on the host");
    cmd!(sh, "cargo test {rules...}").run()?;
    step("Models of the app on the host");
    cmd!(sh, "cargo test --package {APP} --lib").run()?;
    let app = packages(&workspace.of_app());
    step("Rules and app as WebAssembly");
    cmd!(
        sh,
        "cargo test {app...} --lib --target wasm32-unknown-unknown"
    )
    .run()?;
    app::build_if_stale(sh, Profile::Release)?;
    let host = packages(&workspace.of_host());
    step("Server and project rules");
    cmd!(sh, "cargo test {host...}").run()?;
    playwright(sh, "tests")?;
    for &browser in Beside::here() {
        if let Some(program) = browser.find_or_tell() {
            let _program = sh.push_env(browser.variable(), program);
            playwright(sh, browser.project())?;
        }
    }
    Ok(())
}

/// Makes the README's picture anew.
pub(crate) fn picture(sh: &Shell) -> anyhow::Result<()> {
    tools::for_building(sh)?;
    app::build_if_stale(sh, Profile::Release)?;
    playwright(sh, "pictures")
}

/// Measures the app in a real browser.
pub(crate) fn bench(sh: &Shell) -> anyhow::Result<()> {
    tools::for_building(sh)?;
    app::build_if_stale(sh, Profile::Release)?;
    let counter = counter::build(sh)?;
    let _folder = sh.push_env("WAVEPASS_COUNTER", counter);
    playwright(sh, "bench")
}

/// The names of the app's files that the credentials page of somebody who is signed in fetches by
/// itself, as a real browser does.
pub(crate) fn fetched_by_first_page(sh: &Shell) -> anyhow::Result<BTreeSet<String>> {
    let folder = sh.create_temp_dir()?;
    let fetched = folder.path().join("fetched");
    {
        let _name = sh.push_env("WAVEPASS_FETCHED", &fetched);
        playwright(sh, "size")?;
    }
    let fetched = sh.read_file(fetched)?;
    Ok(fetched.lines().map(str::to_owned).collect())
}

/// Drives a real browser against the real server.
fn playwright(sh: &Shell, project: &str) -> anyhow::Result<()> {
    let browser = browsers::chromium(sh)?;
    step(&format!("Browser: {project}"));
    cmd!(sh, "cargo build --package {SERVER}").run()?;
    let server = Workspace::read(sh)?.program("wavepass");
    cmd!(
        sh,
        "npx playwright test --config end2end/playwright.config.ts --project {project}"
    )
    .env("WAVEPASS_BROWSER", browser)
    .env("WAVEPASS_SERVER", server)
    .run()?;
    Ok(())
}
