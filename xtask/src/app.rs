//! Builds the app into `dist/`, from where the server takes it into its binary.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::Context;
use flate2::Compression;
use flate2::write::GzEncoder;
use xshell::{Shell, cmd};

use crate::steps::wait_for;
use crate::workspace::{APP, Lock, Workspace};

/// How the app is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build, large.
    Debug,
    /// Slow to build, small, compressed.
    Release,
}

impl Profile {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }

    /// The profile of cargo's for it, in `index.html` too.
    const fn of_cargo(self) -> &'static str {
        match self {
            Self::Debug => "dev",
            Self::Release => "browser",
        }
    }

    /// How long a first build takes on two cores that have nothing else to do.
    pub(crate) const fn usually(self) -> Duration {
        Duration::from_secs(match self {
            Self::Debug => 90,
            Self::Release => 180,
        })
    }
}

/// What the app is made of besides its crates.
const SOURCES: [&str; 9] = [
    ".cargo",
    "style",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "package.json",
    "package-lock.json",
    "rust-toolchain.toml",
];

/// Endings of the files that are worth compressing.
const COMPRESSED: [&str; 5] = ["html", "js", "css", "wasm", "svg"];

/// Builds the app, unless it is there already and newer than everything it is made of.
pub(crate) fn build_if_stale(sh: &Shell, profile: Profile) -> anyhow::Result<()> {
    if !is_fresh(sh, profile)? {
        crate::step(&what(profile));
        build(sh, profile)?;
    }
    Ok(())
}

/// What is said to begin.
pub(crate) fn what(profile: Profile) -> String {
    format!("Building the app ({})", profile.as_str())
}

/// Builds the app.
pub(crate) fn build(sh: &Shell, profile: Profile) -> anyhow::Result<()> {
    Lock::read(sh)?.ensure_cutter_fits()?;
    // Trunk would do this too, but offline: here cargo may still fetch what it needs.
    let cargo_profile = profile.of_cargo();
    let _flags = (profile == Profile::Release)
        .then(|| hide_home(sh))
        .flatten();
    wait_for(cmd!(
        sh,
        "cargo build --package {APP} --bin {APP} --target wasm32-unknown-unknown --profile {cargo_profile}"
    ))
    .context("the app was not built")?;
    let root = sh.current_dir();
    let release = (profile == Profile::Release).then_some("--release");
    // Trunk reads NO_COLOR as a boolean and knows only `true` and `false`.
    cmd!(
        sh,
        "trunk build --offline --skip-version-check {release...}"
    )
    .env_remove("NO_COLOR")
    .run()
    .context("the app was not put together")?;
    if profile == Profile::Release {
        compress(&root.join("dist"))?;
    }
    fs::write(stamp(&root), profile.as_str())?;
    Ok(())
}

/// Compiler's flags of the app besides those in `.cargo/config.toml`. Trunk's cargo has to see the
/// same, or builds everything once more.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Keeps the builder's home folder out of the program, until the guard is dropped: a panic names
/// the file of the library that it is in.
///
/// The variable has blanks between its flags, so a folder with one in its name stays as it is.
fn hide_home(sh: &Shell) -> Option<xshell::PushEnv<'_>> {
    let in_home = || Some(env::home_dir()?.join(".cargo"));
    let cargo = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(in_home)?;
    let cargo = cargo.to_str()?;
    if cargo.contains(char::is_whitespace) {
        return None;
    }
    let given = sh.var(FLAGS).unwrap_or_default();
    let hide = format!("--remap-path-prefix={cargo}=cargo");
    Some(sh.push_env(FLAGS, format!("{given} {hide}").trim_start()))
}

/// The files of the app as they were built, without their compressed copies.
pub(crate) fn files(dist: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dist).context("there is no dist folder")? {
        let path = entry?.path();
        let ending = path
            .extension()
            .and_then(|e| e.to_str())
            .unwrap_or_default();
        if path.is_file() && COMPRESSED.contains(&ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The size of a text in brotli at its best, in bytes.
pub(crate) fn brotli(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, 11, 22);
    writer.write_all(bytes)?;
    writer.flush()?;
    drop(writer);
    Ok(out)
}

/// Puts a compressed copy beside each file of a page.
pub(crate) fn compress(dist: &Path) -> anyhow::Result<()> {
    for path in files(dist)? {
        let bytes = fs::read(&path)?;
        fs::write(with_ending(&path, "br"), brotli(&bytes)?)?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&bytes)?;
        fs::write(with_ending(&path, "gz"), gzip.finish()?)?;
    }
    Ok(())
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// Tells what was built last, and when.
fn stamp(root: &Path) -> PathBuf {
    root.join("dist/.stamp")
}

/// Whether the app is there and newer than everything it is made of.
pub(crate) fn is_fresh(sh: &Shell, profile: Profile) -> anyhow::Result<bool> {
    let root = sh.current_dir();
    let stamp = stamp(&root);
    let built = fs::read_to_string(&stamp).is_ok_and(|text| text == profile.as_str());
    let built_at = fs::metadata(&stamp).and_then(|m| m.modified()).ok();
    let workspace = Workspace::read(sh)?;
    let crates = workspace.of_app().into_iter();
    let changed_at = SOURCES
        .iter()
        .map(|source| root.join(source))
        .chain(crates.map(|crate_| crate_.folder.clone()))
        .filter_map(|source| newest(&source))
        .max();
    Ok(built && built_at > changed_at)
}

fn newest(path: &Path) -> Option<SystemTime> {
    let own = fs::metadata(path).and_then(|m| m.modified()).ok()?;
    let Ok(entries) = fs::read_dir(path) else {
        return Some(own);
    };
    let below = entries.flatten().filter_map(|entry| newest(&entry.path()));
    below.chain([own]).max()
}
