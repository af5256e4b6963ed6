//! `cargo xtask ci`: what has to hold for every change.

use anyhow::ensure;
use xshell::{Shell, cmd};

use crate::app::{self, Profile};
use crate::{interop, size, step, test, tools};

/// What may not be in core's tree: it does no I/O and knows neither browser nor server.
const BARRED_FROM_CORE: [&str; 8] = [
    "leptos",
    "web-sys",
    "js-sys",
    "wasm-bindgen",
    "gloo",
    "axum",
    "tokio",
    "rusqlite",
];

pub(crate) fn ci(sh: &Shell) -> anyhow::Result<()> {
    step("Format");
    cmd!(sh, "cargo fmt --all --check").run()?;
    tools::for_building(sh)?;
    // What is missing is told now, not after the long part.
    interop::ensure_programs()?;
    step("Lints on the host");
    cmd!(sh, "cargo clippy --workspace --all-targets -- -D warnings").run()?;
    step("Lints as WebAssembly");
    cmd!(
        sh,
        "cargo clippy -p wavepass-core -p wavepass-app --all-targets --target wasm32-unknown-unknown -- -D warnings"
    )
    .run()?;
    dependency_rule(sh)?;
    app::build(sh, Profile::Release)?;
    size::report(sh)?;
    test::all(sh)?;
    interop::all(sh)
}

/// app -> core <- server, and nothing of either in core.
fn dependency_rule(sh: &Shell) -> anyhow::Result<()> {
    step("Dependency rule: app -> core <- server");
    for target in ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"] {
        let core = tree(sh, "wavepass-core", target)?;
        for barred in BARRED_FROM_CORE {
            ensure!(
                !core
                    .iter()
                    .any(|name| name == barred || name.starts_with(&format!("{barred}-"))),
                "core depends on {barred} for {target}"
            );
        }
    }
    let app = tree(sh, "wavepass-app", "wasm32-unknown-unknown")?;
    ensure!(
        !app.iter().any(|n| n == "wavepass-server"),
        "app depends on server"
    );
    let server = tree(sh, "wavepass-server", "x86_64-unknown-linux-gnu")?;
    ensure!(
        !server.iter().any(|n| n == "wavepass-app"),
        "server depends on app"
    );
    Ok(())
}

/// The names of everything a package is built from.
fn tree(sh: &Shell, package: &str, target: &str) -> anyhow::Result<Vec<String>> {
    let text = cmd!(
        sh,
        "cargo tree --package {package} --edges normal --target {target} --prefix none"
    )
    .quiet()
    .read()?;
    let name = |line: &str| line.split_whitespace().next().map(str::to_owned);
    Ok(text.lines().filter_map(name).collect())
}
