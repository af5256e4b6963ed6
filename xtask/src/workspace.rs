//! What cargo and the lock file know of the project: its crates, which of them uses which,
//! where cargo builds, and the versions it builds with. Nothing of this is listed by hand.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use semver::Version;
use serde_json::Value;
use xshell::{Shell, cmd};

/// The crate that runs in the browser.
pub(crate) const APP: &str = "wavepass-app";

/// The crate of the program that people start.
pub(crate) const SERVER: &str = "wavepass-server";

/// The crates of the workspace.
pub(crate) struct Workspace {
    target: PathBuf,
    crates: Vec<Crate>,
}

/// A crate of the workspace.
pub(crate) struct Crate {
    /// As cargo knows it.
    pub(crate) name: String,
    /// Where its `Cargo.toml` is.
    pub(crate) folder: PathBuf,
    /// The crates of the workspace that it is built from.
    uses: Vec<String>,
    /// Others may get it from a registry.
    is_published: bool,
    /// It is there to measure.
    is_benchmark: bool,
}

impl Workspace {
    /// Asks cargo.
    pub(crate) fn read(sh: &Shell) -> anyhow::Result<Self> {
        let json = cmd!(sh, "cargo metadata --format-version 1 --no-deps --offline")
            .quiet()
            .read()?;
        Self::from_metadata(&serde_json::from_str(&json)?)
            .context("cargo describes the workspace in a form that is not known")
    }

    fn from_metadata(metadata: &Value) -> Option<Self> {
        let target = metadata["target_directory"].as_str()?.into();
        let packages = metadata["packages"].as_array()?;
        let crates = packages.iter().map(Crate::from_metadata);
        Some(Self {
            target,
            crates: crates.collect::<Option<_>>()?,
        })
    }

    /// The folder into which cargo builds.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Where cargo puts a program that it builds for debugging.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        self.target.join("debug").join(file)
    }

    /// The crates that the browser's program is built from, that program among them.
    pub(crate) fn of_app(&self) -> Vec<&Crate> {
        self.built_from(APP)
    }

    /// The crates of rules, which run in the browser and on the server alike.
    pub(crate) fn of_rules(&self) -> Vec<&Crate> {
        let mut rules = self.of_app();
        rules.retain(|crate_| crate_.name != APP);
        rules
    }

    /// The crates that run on the host only, but for those that measure.
    pub(crate) fn of_host(&self) -> Vec<&Crate> {
        let in_browser: BTreeSet<_> = self.of_app().iter().map(|crate_| &crate_.name).collect();
        let on_host = |crate_: &&Crate| !in_browser.contains(&crate_.name);
        let tested = |crate_: &&Crate| !crate_.is_benchmark;
        self.crates.iter().filter(on_host).filter(tested).collect()
    }

    /// The crates that others may get from a registry.
    pub(crate) fn published(&self) -> Vec<&Crate> {
        let crates = self.crates.iter();
        crates.filter(|crate_| crate_.is_published).collect()
    }

    fn built_from(&self, name: &str) -> Vec<&Crate> {
        let mut wanted = vec![name];
        let mut found: Vec<&Crate> = Vec::new();
        while let Some(name) = wanted.pop() {
            let is_new = !found.iter().any(|crate_| crate_.name == name);
            let named = self.crates.iter().find(|crate_| crate_.name == name);
            if let Some(crate_) = named.filter(|_| is_new) {
                found.push(crate_);
                wanted.extend(crate_.uses.iter().map(String::as_str));
            }
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }
}

impl Crate {
    fn from_metadata(package: &Value) -> Option<Self> {
        let dependencies = package["dependencies"].as_array()?.iter();
        let uses = dependencies
            .filter(|used| used["path"].is_string() && used["kind"].is_null())
            .filter_map(|used| used["name"].as_str().map(str::to_owned));
        let mut targets = package["targets"].as_array()?.iter();
        Some(Self {
            name: package["name"].as_str()?.to_owned(),
            folder: Path::new(package["manifest_path"].as_str()?)
                .parent()?
                .to_owned(),
            uses: uses.collect(),
            // Cargo says null for "anywhere" and names the registries otherwise.
            is_published: package["publish"]
                .as_array()
                .is_none_or(|registries| !registries.is_empty()),
            is_benchmark: targets.any(|target| target["kind"][0] == "bench"),
        })
    }
}

/// `--package NAME` for each crate.
pub(crate) fn packages(crates: &[&Crate]) -> Vec<String> {
    let options = crates
        .iter()
        .flat_map(|crate_| ["--package".to_owned(), crate_.name.clone()]);
    options.collect()
}

/// The versions in Cargo.lock.
pub(crate) struct Lock(toml::Table);

impl Lock {
    pub(crate) fn read(sh: &Shell) -> anyhow::Result<Self> {
        Ok(Self(sh.read_file("Cargo.lock")?.parse()?))
    }

    /// The version of a package; the first when there are several.
    pub(crate) fn version(&self, name: &str) -> anyhow::Result<Version> {
        let packages = self.0.get("package").and_then(toml::Value::as_array);
        let version = packages
            .into_iter()
            .flatten()
            .find(|package| package.get("name").and_then(toml::Value::as_str) == Some(name))
            .and_then(|package| package.get("version")?.as_str())
            .with_context(|| format!("Cargo.lock has no package {name}"))?;
        Version::parse(version).with_context(|| format!("{name} has the version {version}"))
    }

    /// That the program is cut by the version of the cutter that knows the marks which the
    /// app's library has put into it.
    pub(crate) fn ensure_cutter_fits(&self) -> anyhow::Result<()> {
        let marks = self.version("wasm_split_helpers")?;
        let cutter = self.version("wasm_split_cli_support")?;
        let fits = (cutter.major, cutter.minor) == (marks.major, marks.minor) && cutter >= marks;
        ensure!(
            fits,
            "wasm_split_cli_support {cutter} (in xtask) may not read what wasm_split_helpers \
             {marks} (in Leptos) writes: it has to be of the same line and not older. Set \
             wasm_split_cli_support = \"{}.{}\" in Cargo.toml, then type: \
             cargo update --package wasm_split_cli_support",
            marks.major,
            marks.minor,
        );
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn package(name: &str, uses: &[&str], target: &str, publish: &Value) -> Value {
        let mut dependencies: Vec<Value> = uses
            .iter()
            .map(|name| json!({"name": name, "path": "/p", "kind": null}))
            .collect();
        dependencies.push(json!({"name": "serde", "kind": null}));
        dependencies.push(json!({"name": SERVER, "path": "/p", "kind": "dev"}));
        json!({
            "name": name,
            "manifest_path": format!("/p/{name}/Cargo.toml"),
            "dependencies": dependencies,
            "targets": [{"kind": [target]}],
            "publish": publish,
        })
    }

    fn workspace() -> Workspace {
        let private = json!([]);
        let packages = [
            package("nextflow-config", &[], "lib", &Value::Null),
            package("wavepass-core", &["nextflow-config"], "lib", &private),
            package(APP, &["wavepass-core"], "bin", &private),
            package(SERVER, &["wavepass-core"], "bin", &private),
            package("wavepass-bench", &["wavepass-core"], "bench", &private),
        ];
        let metadata = json!({"target_directory": "/t", "packages": packages});
        Workspace::from_metadata(&metadata).unwrap()
    }

    fn names(crates: &[&Crate]) -> Vec<String> {
        crates.iter().map(|crate_| crate_.name.clone()).collect()
    }

    #[test]
    fn crates_are_told_apart_by_what_uses_them() {
        let workspace = workspace();
        let rules = ["nextflow-config", "wavepass-core"];
        assert_eq!(names(&workspace.of_rules()), rules);
        let app = ["nextflow-config", APP, "wavepass-core"];
        assert_eq!(names(&workspace.of_app()), app);
        assert_eq!(names(&workspace.of_host()), [SERVER]);
        assert_eq!(names(&workspace.published()), ["nextflow-config"]);
    }

    #[test]
    fn a_metadata_of_another_form_is_not_half_read() {
        assert!(Workspace::from_metadata(&json!({"target_directory": "/t"})).is_none());
        assert!(Workspace::from_metadata(&json!({"packages": []})).is_none());
    }

    fn lock(marks: &str, cutter: &str) -> Lock {
        let text = format!(
            "[[package]]\nname = \"wasm_split_helpers\"\nversion = \"{marks}\"\n\
             [[package]]\nname = \"wasm_split_cli_support\"\nversion = \"{cutter}\"\n"
        );
        Lock(text.parse().unwrap())
    }

    #[test]
    fn a_cutter_of_the_same_line_that_is_not_older_fits() {
        for (marks, cutter) in [("0.2.3", "0.2.3"), ("0.2.3", "0.2.4"), ("1.0.0", "1.0.1")] {
            assert!(lock(marks, cutter).ensure_cutter_fits().is_ok());
        }
    }

    #[test]
    fn another_cutter_is_refused_with_the_line_to_type() {
        for (marks, cutter) in [("0.3.0", "0.2.4"), ("0.2.4", "0.2.3"), ("0.2.3", "0.3.0")] {
            let error = lock(marks, cutter).ensure_cutter_fits().unwrap_err();
            let said = error.to_string();
            assert!(said.contains("cargo update --package wasm_split_cli_support"));
            assert!(said.contains(marks) && said.contains(cutter), "{said}");
        }
        assert!(Lock(toml::Table::new()).ensure_cutter_fits().is_err());
    }
}
