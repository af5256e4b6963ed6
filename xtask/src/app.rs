//! Builds the app into `dist/`, from where the server takes it into its binary.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Context;
use flate2::Compression;
use flate2::write::GzEncoder;
use xshell::{Shell, cmd};

use crate::step;

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
}

/// What the app is made of.
const SOURCES: [&str; 11] = [
    ".cargo",
    "app",
    "core",
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
pub(crate) fn build(sh: &Shell, profile: Profile) -> anyhow::Result<()> {
    let root = sh.current_dir();
    let stamp = root.join("dist/.stamp");
    if is_fresh(&root, &stamp, profile) {
        return Ok(());
    }
    step(&format!("Building the app ({})", profile.as_str()));
    let release = (profile == Profile::Release).then_some("--release");
    // Trunk reads NO_COLOR as a boolean and knows only `true` and `false`.
    cmd!(
        sh,
        "trunk build --offline --skip-version-check {release...}"
    )
    .env_remove("NO_COLOR")
    .run()
    .context("the app was not built")?;
    if profile == Profile::Release {
        compress(&root.join("dist"))?;
    }
    fs::write(&stamp, profile.as_str())?;
    Ok(())
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

fn compress(dist: &Path) -> anyhow::Result<()> {
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

fn is_fresh(root: &Path, stamp: &Path, profile: Profile) -> bool {
    let built = fs::read_to_string(stamp).is_ok_and(|text| text == profile.as_str());
    let built_at = fs::metadata(stamp).and_then(|m| m.modified()).ok();
    let changed_at = SOURCES
        .iter()
        .filter_map(|source| newest(&root.join(source)))
        .max();
    built && built_at > changed_at
}

fn newest(path: &Path) -> Option<SystemTime> {
    let own = fs::metadata(path).and_then(|m| m.modified()).ok()?;
    let Ok(entries) = fs::read_dir(path) else {
        return Some(own);
    };
    let below = entries.flatten().filter_map(|entry| newest(&entry.path()));
    below.chain([own]).max()
}
