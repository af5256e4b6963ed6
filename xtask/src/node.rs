//! Node: whether it is new enough, and the packages of `package-lock.json`.
//!
//! The oldest Node that will do is said once, in `package.json`; a test in
//! `xtask/tests/rules.rs` compares it with what each package asks for.

use std::fs;

use anyhow::{Context, ensure};
use semver::{Version, VersionReq};
use xshell::{Shell, cmd};

use crate::path::on_path;

/// What to do about a Node that is missing or too old.
const WAY_OUT: &str = "With npm, type: npm install --global node@22. Elsewhere see nodejs.org";

/// That Node and npm are there and new enough.
pub(crate) fn ensure_version(sh: &Shell) -> anyhow::Result<()> {
    let manifest: serde_json::Value = serde_json::from_str(&sh.read_file("package.json")?)?;
    let wanted = manifest["engines"]["node"].as_str();
    let wanted = wanted.context("package.json does not say which Node will do")?;
    ensure!(
        on_path("node").is_some() && on_path("npm").is_some(),
        "Node {} with npm is missing. On Debian 13 or Ubuntu 25 and newer, type: \
         sudo apt-get install nodejs npm. Elsewhere see nodejs.org",
        in_words(wanted)
    );
    let found = cmd!(sh, "node --version").quiet().read()?;
    ensure_fits(&found, wanted)
}

fn ensure_fits(found: &str, wanted: &str) -> anyhow::Result<()> {
    let version = Version::parse(found.trim().trim_start_matches('v'))
        .with_context(|| format!("Node calls its version {found}"))?;
    ensure!(
        VersionReq::parse(wanted)?.matches(&version),
        "Node {version} is too old: Wavepass needs Node {}. {WAY_OUT}",
        in_words(wanted)
    );
    Ok(())
}

/// `>=20` as people say it.
fn in_words(wanted: &str) -> String {
    format!("{} or newer", wanted.trim_start_matches(">="))
}

/// Whether the packages of the lock file are there.
pub(crate) fn has_packages(sh: &Shell) -> bool {
    let modified = |path: &str| {
        let metadata = fs::metadata(sh.current_dir().join(path));
        metadata.and_then(|metadata| metadata.modified()).ok()
    };
    let installed = modified("node_modules/.package-lock.json");
    installed.is_some() && installed >= modified("package-lock.json")
}

/// Installs the packages of the lock file.
pub(crate) fn install_packages(sh: &Shell) -> anyhow::Result<()> {
    // No package may run a script of its own while it is installed; none needs to. A browser
    // is fetched only when there is none; see `browsers::chromium`.
    cmd!(sh, "npm ci --ignore-scripts --no-audit --no-fund")
        .run()
        .context("the npm packages were not installed. To try again, type: npm ci --ignore-scripts")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_that_is_new_enough_will_do() {
        for found in ["v20.0.0", "v20.20.2\n", "v22.12.0", "v26.1.0"] {
            assert!(ensure_fits(found, ">=20").is_ok(), "{found}");
        }
    }

    #[test]
    fn an_older_node_is_named_with_the_line_to_type() {
        let error = ensure_fits("v18.19.0", ">=20").unwrap_err().to_string();
        for part in ["18.19.0", "20 or newer", "npm install --global node@22"] {
            assert!(error.contains(part), "{error}");
        }
        assert!(ensure_fits("", ">=20").is_err());
    }
}
