//! Installs what is missing, or names the line to type.
//!
//! What is on `PATH` in the right version is used; what is not is built once into a folder
//! of Wavepass's own, so that nobody's other version is replaced.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use xshell::{Shell, cmd};

use crate::step;

const TRUNK: &str = "0.21.14";
const WASM: &str = "wasm32-unknown-unknown";

/// Puts everything that the app's build needs onto `PATH`.
pub(crate) fn for_building(sh: &Shell) -> anyhow::Result<()> {
    wasm_target(sh)?;
    npm_packages(sh)?;
    let bindgen = locked_version(sh, "wasm-bindgen")?;
    let mut paths = vec![sh.current_dir().join("node_modules/.bin")];
    paths.extend(cargo_tool(sh, "trunk", "trunk", TRUNK, true)?);
    paths.extend(cargo_tool(
        sh,
        "wasm-bindgen-cli",
        "wasm-bindgen",
        &bindgen,
        false,
    )?);
    if let Some(path) = env::var_os("PATH") {
        paths.extend(env::split_paths(&path));
    }
    sh.set_var("PATH", env::join_paths(paths)?);
    Ok(())
}

/// The path of a Chromium that the browser tests can drive.
pub(crate) fn browser(sh: &Shell) -> anyhow::Result<PathBuf> {
    if let Some(path) = env::var_os("WAVEPASS_BROWSER") {
        return Ok(path.into());
    }
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ];
    if let Some(found) = names.iter().find_map(|name| on_path(name)) {
        return Ok(found);
    }
    let usual = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];
    if let Some(found) = usual.iter().map(Path::new).find(|path| path.exists()) {
        return Ok(found.to_owned());
    }
    step("No Chromium found: fetching Playwright's");
    cmd!(sh, "npx playwright install chromium").run().context(
        "the browser tests need Chromium. On Debian or Ubuntu, type: \
         sudo apt-get install chromium. Elsewhere install Chrome, or name a browser with \
         WAVEPASS_BROWSER=/path/to/chromium",
    )?;
    let script = "console.log(require('@playwright/test').chromium.executablePath())";
    Ok(cmd!(sh, "node -e {script}").read()?.into())
}

/// The folder into which cargo builds.
pub(crate) fn target_directory(sh: &Shell) -> anyhow::Result<PathBuf> {
    let metadata = cmd!(sh, "cargo metadata --format-version 1 --no-deps --offline")
        .quiet()
        .read()?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let target = metadata["target_directory"].as_str();
    Ok(target.context("cargo does not say where it builds")?.into())
}

/// The version of a package in Cargo.lock.
fn locked_version(sh: &Shell, name: &str) -> anyhow::Result<String> {
    let lock: toml::Table = sh.read_file("Cargo.lock")?.parse()?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    packages
        .into_iter()
        .flatten()
        .find(|package| package.get("name").and_then(toml::Value::as_str) == Some(name))
        .and_then(|package| package.get("version")?.as_str())
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock has no package {name}"))
}

fn wasm_target(sh: &Shell) -> anyhow::Result<()> {
    let libraries = cmd!(sh, "rustc --print target-libdir --target {WASM}")
        .quiet()
        .read()?;
    if sh.path_exists(&libraries) {
        return Ok(());
    }
    step("Adding Rust's WebAssembly target");
    cmd!(sh, "rustup target add {WASM}").run().with_context(|| {
        format!("Rust's WebAssembly target is missing. With rustup, type: rustup target add {WASM}")
    })
}

fn npm_packages(sh: &Shell) -> anyhow::Result<()> {
    ensure!(
        on_path("npm").is_some(),
        "Node 20 or newer with npm is missing. On Debian or Ubuntu, type: \
         sudo apt-get install nodejs npm. Elsewhere see nodejs.org"
    );
    let modified = |path: &str| {
        let metadata = std::fs::metadata(sh.current_dir().join(path));
        metadata.and_then(|metadata| metadata.modified()).ok()
    };
    let (locked, installed) = (
        modified("package-lock.json"),
        modified("node_modules/.package-lock.json"),
    );
    if installed.is_some() && installed >= locked {
        return Ok(());
    }
    step("Installing the npm packages of the build and the browser tests");
    // Playwright's browser is fetched only when there is no other; see `browser`.
    cmd!(sh, "npm ci --no-audit --no-fund")
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .run()
        .context("the npm packages were not installed. To try again, type: npm ci")
}

/// The folder of a command line tool in exactly that version; none when it is on `PATH`.
fn cargo_tool(
    sh: &Shell,
    package: &str,
    binary: &str,
    version: &str,
    locked: bool,
) -> anyhow::Result<Option<PathBuf>> {
    if on_path(binary).is_some() && has_version(sh, Path::new(binary), version) {
        return Ok(None);
    }
    let tools = tools_folder()?;
    let root = tools.join(format!("{package}-{version}"));
    let bin = root.join("bin");
    if has_version(sh, &bin.join(binary), version) {
        return Ok(Some(bin));
    }
    step(&format!("Building {package} {version} once (some minutes)"));
    let build = tools.join("build");
    let locked = locked.then_some("--locked");
    // Tools that run for seconds are not worth minutes of optimization.
    cmd!(sh, "cargo install {package} --version {version} {locked...} --root {root}")
        .env("CARGO_TARGET_DIR", &build)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .run()
        .with_context(|| {
            format!("{package} was not built. To try by hand, type: cargo install {package} --version {version}")
        })?;
    if !has_version(sh, &bin.join(binary), version) {
        bail!("{binary} was built but does not report version {version}");
    }
    Ok(Some(bin))
}

fn has_version(sh: &Shell, binary: &Path, version: &str) -> bool {
    cmd!(sh, "{binary} --version")
        .quiet()
        .ignore_stderr()
        .read()
        .is_ok_and(|said| said.split_whitespace().any(|word| word == version))
}

/// Where tools of Wavepass's own are kept.
pub(crate) fn tools_folder() -> anyhow::Result<PathBuf> {
    if let Some(folder) = env::var_os("WAVEPASS_TOOLS") {
        return Ok(folder.into());
    }
    let home = env::home_dir().context("no home folder; name one for tools with WAVEPASS_TOOLS")?;
    Ok(home.join(".cache/wavepass/tools"))
}

/// The first program of that name on `PATH`.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let names = [
        name.to_owned(),
        format!("{name}.exe"),
        format!("{name}.cmd"),
    ];
    env::split_paths(&env::var_os("PATH")?)
        .flat_map(|folder| names.each_ref().map(|name| folder.join(name)))
        .find(|path| path.is_file())
}
