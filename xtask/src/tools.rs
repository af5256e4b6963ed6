//! Installs what is missing, or names the line to type.
//!
//! What is on `PATH` in the right version is used; what is not is built once into a folder
//! of Wavepass's own, so that nobody's other version is replaced.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use xshell::{Shell, cmd};

use crate::node;
use crate::path::on_path;
use crate::steps::{Steps, wait_for};
use crate::workspace::Lock;

const TRUNK: &str = "0.21.14";
const CARGO_DENY: &str = "0.20.2";
const TYPOS: &str = "1.52.0";
const WASM: &str = "wasm32-unknown-unknown";

/// Something that has to be set up before the rest can begin.
pub(crate) enum Missing {
    /// Rust's library for the browser.
    WasmTarget,
    /// What `package-lock.json` names.
    NpmPackages,
    /// A command line tool.
    Tool(CargoTool),
}

impl Missing {
    /// What is done about it.
    pub(crate) fn what(&self) -> String {
        match self {
            Self::WasmTarget => "adding Rust's WebAssembly target".to_owned(),
            Self::NpmPackages => {
                "installing the npm packages of the build and the browser tests".to_owned()
            }
            Self::Tool(tool) => format!("building {} {}, once", tool.package, tool.version),
        }
    }

    /// How long that takes on two cores that have nothing else to do.
    pub(crate) fn usually(&self) -> Option<Duration> {
        match self {
            Self::WasmTarget | Self::NpmPackages => None,
            Self::Tool(tool) => Some(tool.usually),
        }
    }

    /// Sets it up.
    pub(crate) fn set_up(&self, sh: &Shell) -> anyhow::Result<()> {
        match self {
            Self::WasmTarget => add_wasm_target(sh),
            Self::NpmPackages => node::install_packages(sh),
            Self::Tool(tool) => tool.build(sh),
        }
    }
}

/// What is missing for building the app and for testing it.
pub(crate) fn missing_for_building(sh: &Shell) -> anyhow::Result<Vec<Missing>> {
    node::ensure_version(sh)?;
    let mut missing = Vec::new();
    if !has_wasm_target(sh)? {
        missing.push(Missing::WasmTarget);
    }
    if !node::has_packages(sh) {
        missing.push(Missing::NpmPackages);
    }
    missing.extend(not_there(sh, building_tools(sh)?)?);
    Ok(missing)
}

/// Puts everything that the app's build and its tests need onto `PATH`.
pub(crate) fn for_building(sh: &Shell) -> anyhow::Result<()> {
    set_up(sh, &missing_for_building(sh)?)?;
    onto_path(sh)
}

/// Puts what looks at dependencies and at spelling onto `PATH`.
pub(crate) fn for_checking(sh: &Shell) -> anyhow::Result<()> {
    set_up(sh, &not_there(sh, checking_tools())?)?;
    extend_path(sh, folders(sh, &checking_tools())?)
}

/// Puts the tools of the app's build, which are there now, onto `PATH`.
pub(crate) fn onto_path(sh: &Shell) -> anyhow::Result<()> {
    let mut paths = vec![sh.current_dir().join("node_modules/.bin")];
    paths.extend(folders(sh, &building_tools(sh)?)?);
    extend_path(sh, paths)
}

fn set_up(sh: &Shell, missing: &[Missing]) -> anyhow::Result<()> {
    let mut steps = Steps::new(missing.len());
    for missing in missing {
        steps.begin(&missing.what(), missing.usually());
        missing.set_up(sh)?;
    }
    Ok(())
}

fn extend_path(sh: &Shell, mut paths: Vec<PathBuf>) -> anyhow::Result<()> {
    if let Ok(path) = sh.var("PATH") {
        paths.extend(env::split_paths(&path));
    }
    sh.set_var("PATH", env::join_paths(paths)?);
    Ok(())
}

/// A command line tool from crates.io, in exactly one version.
pub(crate) struct CargoTool {
    package: &'static str,
    /// Its programs that are wanted; the first one tells the version.
    programs: &'static [&'static str],
    version: String,
    options: &'static [&'static str],
    usually: Duration,
}

/// Trunk builds the page; it calls wasm-bindgen, and so do the tests in WebAssembly.
fn building_tools(sh: &Shell) -> anyhow::Result<[CargoTool; 2]> {
    Ok([
        CargoTool {
            package: "trunk",
            programs: &["trunk"],
            version: TRUNK.to_owned(),
            // What is left out would serve by TLS and download tools: it is run offline.
            options: &["--locked", "--no-default-features"],
            usually: Duration::from_mins(2),
        },
        CargoTool {
            package: "wasm-bindgen-cli",
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            version: Lock::read(sh)?.version("wasm-bindgen")?.to_string(),
            // Its own lock file names a version that may be missing. Left out is TLS to
            // browsers' drivers on other machines.
            options: &["--no-default-features"],
            usually: Duration::from_secs(45),
        },
    ])
}

fn checking_tools() -> [CargoTool; 2] {
    [
        CargoTool {
            package: "cargo-deny",
            programs: &["cargo-deny"],
            version: CARGO_DENY.to_owned(),
            options: &["--locked"],
            usually: Duration::from_secs(45),
        },
        CargoTool {
            package: "typos-cli",
            programs: &["typos"],
            version: TYPOS.to_owned(),
            options: &["--locked"],
            usually: Duration::from_secs(45),
        },
    ]
}

fn not_there<const N: usize>(sh: &Shell, tools: [CargoTool; N]) -> anyhow::Result<Vec<Missing>> {
    let mut missing = Vec::new();
    for tool in tools {
        if !tool.is_on_path(sh) && !tool.is_built(sh, &tool.folder()?) {
            missing.push(Missing::Tool(tool));
        }
    }
    Ok(missing)
}

/// The folders of those tools that are not on `PATH`.
fn folders(sh: &Shell, tools: &[CargoTool]) -> anyhow::Result<Vec<PathBuf>> {
    let own = tools.iter().filter(|tool| !tool.is_on_path(sh));
    own.map(|tool| Ok(tool.folder()?.join("bin"))).collect()
}

impl CargoTool {
    /// Where it is built into when it is not on `PATH`.
    fn folder(&self) -> anyhow::Result<PathBuf> {
        Ok(tools_folder()?.join(format!("{}-{}", self.package, self.version)))
    }

    fn is_on_path(&self, sh: &Shell) -> bool {
        self.is_there(sh, on_path)
    }

    fn is_built(&self, sh: &Shell, folder: &Path) -> bool {
        self.is_there(sh, |program| {
            let file = format!("{program}{}", env::consts::EXE_SUFFIX);
            Some(folder.join("bin").join(file)).filter(|path| path.is_file())
        })
    }

    fn is_there(&self, sh: &Shell, find: impl Fn(&str) -> Option<PathBuf>) -> bool {
        let paths = self.programs.iter().map(|program| find(program));
        let paths: Option<Vec<PathBuf>> = paths.collect();
        paths.is_some_and(|paths| has_version(sh, &paths[0], &self.version))
    }

    fn build(&self, sh: &Shell) -> anyhow::Result<()> {
        let Self {
            package, version, ..
        } = self;
        let options = self.options;
        let folder = self.folder()?;
        let build = tools_folder()?.join("build");
        let programs = self.programs.iter().flat_map(|name| ["--bin", *name]);
        // A tool that runs for seconds is not worth minutes of optimization: without any it is
        // built in a third of the time, and what it does takes seconds still. Its checks of
        // itself stay off, as its authors release it.
        let done = wait_for(
            cmd!(sh, "cargo install {package} --version {version} {options...} {programs...} --profile dev --root {folder}")
                .env("CARGO_TARGET_DIR", &build)
                .env("CARGO_INCREMENTAL", "0")
                .env("CARGO_PROFILE_DEV_DEBUG", "false")
                .env("CARGO_PROFILE_DEV_DEBUG_ASSERTIONS", "false")
                .env("CARGO_PROFILE_DEV_OVERFLOW_CHECKS", "false")
                .env("CARGO_PROFILE_DEV_OPT_LEVEL", "0"),
        );
        done.with_context(|| {
            let options = options.join(" ");
            format!(
                "{package} was not built. To try by hand, type: \
                 cargo install {package} --version {version} {options}"
            )
        })?;
        // A gigabyte that is not needed again. What is left of it does no harm.
        let _ = fs::remove_dir_all(&build);
        if !self.is_built(sh, &folder) {
            bail!("{package} was built but does not report version {version}");
        }
        Ok(())
    }
}

fn has_wasm_target(sh: &Shell) -> anyhow::Result<bool> {
    let libraries = cmd!(sh, "rustc --print target-libdir --target {WASM}")
        .quiet()
        .read()?;
    Ok(sh.path_exists(&libraries))
}

fn add_wasm_target(sh: &Shell) -> anyhow::Result<()> {
    cmd!(sh, "rustup target add {WASM}").run().with_context(|| {
        format!("Rust's WebAssembly target is missing. With rustup, type: rustup target add {WASM}")
    })
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
