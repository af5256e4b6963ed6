//! Builds the yardstick of the first load: a bare page on Leptos, with the app's own tools and
//! settings, compressed as the app is.

use std::fs;
use std::path::PathBuf;

use xshell::{Shell, cmd};

use crate::app;
use crate::split::FEATURES;
use crate::steps::wait_for;
use crate::workspace::Workspace;

const COUNTER: &str = "wavepass-counter";

/// Builds it, and gives the folder that it is in.
pub(crate) fn build(sh: &Shell) -> anyhow::Result<PathBuf> {
    crate::step("Building the counter that the app is compared with");
    // The app's relocations, by which it is cut, stay in what is not cut. Other flags are another
    // build of everything, which is kept apart.
    let target = Workspace::read(sh)?.target().join("counter");
    let folder = target.join("page");
    wait_for(
        cmd!(
            sh,
            "cargo build --package {COUNTER} --target wasm32-unknown-unknown --profile browser"
        )
        .env("CARGO_TARGET_DIR", &target)
        .env("RUSTFLAGS", "--cfg erase_components"),
    )?;
    let program = target
        .join("wasm32-unknown-unknown/browser")
        .join(format!("{COUNTER}.wasm"));
    cmd!(
        sh,
        "wasm-bindgen {program} --target web --no-typescript --out-dir {folder} --out-name counter"
    )
    .quiet()
    .run()?;
    let (script, wasm) = (folder.join("counter.js"), folder.join("counter_bg.wasm"));
    cmd!(
        sh,
        "esbuild {script} --minify --format=esm --log-level=error --outfile={script} --allow-overwrite"
    )
    .quiet()
    .run()?;
    cmd!(
        sh,
        "wasm-opt -Os {FEATURES...} --strip-debug --strip-producers {wasm} -o {wasm}"
    )
    .quiet()
    .run()?;
    fs::copy("bench/counter/index.html", folder.join("index.html"))?;
    app::compress(&folder)?;
    Ok(folder)
}
