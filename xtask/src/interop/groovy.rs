//! What Groovy's own reader of configurations makes of texts that Wavepass edited.
//!
//! `wavepass config` reads and edits each text of [`super::texts`], step by step. Groovy's
//! `ConfigSlurper` evaluates every version, and both have to find the same settings before and
//! after each step, which changes what it says and nothing else. What was expected before a
//! step must not pass for what is there after it. Start at [`check`].

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail, ensure};
use serde_json::{Value, json};
use xshell::Shell;

use super::process;
use super::programs::{self, GROOVY, Program};
use super::texts::{TEXTS, Text};

/// What is compared: the scopes that the launch helper is for.
const SCOPES: [&str; 14] = [
    "wave",
    "tower",
    "seqera",
    "fusion",
    "docker",
    "podman",
    "singularity",
    "apptainer",
    "charliecloud",
    "shifter",
    "sarus",
    "conda",
    "spack",
    "azure",
];

/// Settings by their paths.
type Settings = BTreeMap<String, Value>;

/// A text, and what Wavepass says of it.
struct Version {
    text: String,
    settings: Settings,
    unknown: Vec<String>,
}

/// Compares every version of every text.
pub(super) fn check(sh: &Shell, wavepass: &Path) -> anyhow::Result<()> {
    let jars = programs::groovy(sh)?;
    let mut versions = Vec::new();
    for text in &TEXTS {
        versions.push(edited(wavepass, text).with_context(|| text.name.to_owned())?);
    }
    let asked: Vec<Value> = TEXTS
        .iter()
        .zip(&versions)
        .flat_map(|(text, versions)| {
            let profile = text.profile.unwrap_or("standard");
            versions.iter().map(move |version| {
                json!({ "name": text.name, "text": version.text, "profile": profile })
            })
        })
        .collect();
    let mut java = Command::new(Program::Java.path()?);
    java
        // It runs for seconds, so the quick compiler does.
        .arg("-XX:TieredStopAtLevel=1")
        .arg("-classpath")
        .arg(std::env::join_paths(&jars)?)
        .arg("groovy.ui.GroovyMain")
        .arg("interop/effective.groovy")
        .current_dir(sh.current_dir());
    let mut answers = process::ask_each(&mut java, &asked)?.into_iter();
    let (mut steps, mut values, mut unknown, mut noticed) = (0, 0, 0, 0);
    for (text, versions) in TEXTS.iter().zip(&versions) {
        let mut found: Vec<Settings> = Vec::new();
        for (at, version) in versions.iter().enumerate() {
            let answer = answers.next().context("Groovy's answers ended")?;
            let place = || format!("{}, step {at}:\n{}", text.name, version.text);
            let groovy = settings(&answer).with_context(place)?;
            agree(version, &groovy).with_context(place)?;
            values += version.settings.len();
            unknown += version.unknown.len();
            found.push(groovy);
        }
        let (pairs, found) = (versions.windows(2), found.windows(2));
        for ((versions, found), step) in pairs.zip(found).zip(text.steps) {
            let ([outdated, version], [before, after]) = (versions, found) else {
                continue;
            };
            let place = || format!("{}:\n{}", text.name, version.text);
            only_changed(before, after, step).with_context(place)?;
            steps += 1;
            noticed += usize::from(agree(outdated, after).is_err());
        }
    }
    ensure!(
        noticed == steps && steps > 0,
        "only {noticed} of {steps} outdated expectations were noticed"
    );
    println!(
        "Groovy {GROOVY}: {} texts, {steps} edits, {values} settings agree, {unknown} were not \
         claimed; {noticed} of {steps} outdated expectations were noticed",
        TEXTS.len()
    );
    Ok(())
}

/// All versions of a text: as it is, and after each step.
fn edited(wavepass: &Path, text: &Text) -> anyhow::Result<Vec<Version>> {
    let first = read(wavepass, text, text.content.to_owned())?;
    let said: Vec<&str> = first.unknown.iter().map(String::as_str).collect();
    ensure!(said == text.unknown, "what only a run can tell: {said:?}");
    let mut versions = vec![first];
    for step in text.steps {
        let before = versions.last().map_or("", |version| &version.text);
        let mut arguments = Vec::new();
        for change in *step {
            arguments.extend(match change.strip_prefix('-') {
                Some(path) => ["--unset", path],
                None => ["--set", change],
            });
        }
        let after = config(wavepass, text, &arguments, before)?;
        versions.push(read(wavepass, text, after)?);
    }
    Ok(versions)
}

fn config(wavepass: &Path, text: &Text, arguments: &[&str], input: &str) -> anyhow::Result<String> {
    let mut command = Command::new(wavepass);
    command.args(["config", "--semantics", "v1"]);
    if let Some(profile) = text.profile {
        command.args(["--profile", profile]);
    }
    process::ask(command.args(arguments).arg("-"), input)
        .with_context(|| format!("wavepass config {}", arguments.join(" ")))
}

fn read(wavepass: &Path, of: &Text, text: String) -> anyhow::Result<Version> {
    let line = config(wavepass, of, &["--json"], &text)?;
    let said: Value = serde_json::from_str(&line)?;
    ensure!(said["ok"] == true, "Wavepass says it is refused: {line}");
    let mut settings = Settings::new();
    flatten("", &said["effective"], &mut settings);
    settings.retain(|path, _| is_compared(path));
    let unknown = said["unknown"].as_array().into_iter().flatten();
    let unknown = unknown.filter_map(Value::as_str).map(str::to_owned);
    Ok(Version {
        text,
        settings,
        unknown: unknown.filter(|path| is_compared(path)).collect(),
    })
}

/// What Groovy found. A closure has a value only in a run.
fn settings(answer: &Value) -> anyhow::Result<Settings> {
    if let Some(error) = answer.get("error") {
        bail!("Groovy refuses it: {error}");
    }
    let mut settings = Settings::new();
    flatten("", &answer["values"], &mut settings);
    let closures = answer["closures"].as_array().into_iter().flatten();
    for path in closures.filter_map(Value::as_str) {
        settings.insert(path.to_owned(), json!("a closure"));
    }
    settings.retain(|path, _| is_compared(path));
    Ok(settings)
}

/// A map is the settings in it.
fn flatten(prefix: &str, value: &Value, settings: &mut Settings) {
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                let dot = if prefix.is_empty() { "" } else { "." };
                flatten(&format!("{prefix}{dot}{name}"), value, settings);
            }
        }
        value => drop(settings.insert(prefix.to_owned(), value.clone())),
    }
}

fn is_compared(path: &str) -> bool {
    let scope = path.split('.').next().unwrap_or_default();
    SCOPES.contains(&scope) || path == "process.container"
}

/// Whether Groovy found every setting that Wavepass claims, with its value, and no other but
/// those of which it claims nothing.
fn agree(version: &Version, groovy: &Settings) -> anyhow::Result<()> {
    for (path, value) in &version.settings {
        let found = groovy.get(path);
        ensure!(
            found == Some(value),
            "{path} is {value} to Wavepass and {} to Groovy",
            found.map_or_else(|| "not set".to_owned(), Value::to_string)
        );
    }
    for (path, value) in groovy {
        ensure!(
            version.settings.contains_key(path) || version.unknown.contains(path),
            "{path} is {value} to Groovy and not set to Wavepass"
        );
    }
    Ok(())
}

/// Whether Groovy sees what the step says, and everything else as before.
fn only_changed(before: &Settings, after: &Settings, step: &[&str]) -> anyhow::Result<()> {
    let mut expected = before.clone();
    for change in step {
        if let Some(path) = change.strip_prefix('-') {
            expected.remove(path);
        } else if let Some((path, value)) = change.split_once('=') {
            expected.insert(path.to_owned(), meant(value));
        }
    }
    let paths = expected.keys().chain(after.keys());
    for path in paths {
        let (meant, found) = (expected.get(path), after.get(path));
        ensure!(
            meant == found,
            "after {}: {path} is {found:?} to Groovy, but {meant:?} was meant",
            step.join(" ")
        );
    }
    Ok(())
}

/// The value of a step as JSON.
fn meant(value: &str) -> Value {
    match value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        Some(items) => items.split(',').collect(),
        None => serde_json::from_str(value).unwrap_or_else(|_| json!(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings_of(json: &Value) -> Settings {
        let mut settings = Settings::new();
        flatten("", json, &mut settings);
        settings
    }

    fn version(settings: &Value, unknown: &[&str]) -> Version {
        Version {
            text: String::new(),
            settings: settings_of(settings),
            unknown: unknown.iter().map(|path| (*path).to_owned()).collect(),
        }
    }

    #[test]
    fn readings_agree_only_when_every_setting_does() {
        let wavepass = version(
            &json!({"wave": {"enabled": true}, "docker.enabled": false}),
            &[],
        );
        for (groovy, agrees) in [
            (json!({"wave.enabled": true, "docker.enabled": false}), true),
            (
                json!({"wave.enabled": "true", "docker.enabled": false}),
                false,
            ),
            (
                json!({"wave.enabled": false, "docker.enabled": false}),
                false,
            ),
            (json!({"wave.enabled": true}), false),
            (
                json!({"wave.enabled": true, "docker.enabled": false, "wave.freeze": true}),
                false,
            ),
        ] {
            let found = agree(&wavepass, &settings_of(&groovy));
            assert_eq!(found.is_ok(), agrees, "{groovy}");
        }
    }

    #[test]
    fn of_what_is_unknown_nothing_is_claimed() {
        let wavepass = version(&json!({}), &["wave.enabled"]);
        for groovy in [json!({}), json!({"wave.enabled": 1})] {
            assert!(agree(&wavepass, &settings_of(&groovy)).is_ok());
        }
        let error = agree(&wavepass, &settings_of(&json!({"wave.freeze": true}))).unwrap_err();
        assert!(
            error.to_string().starts_with("wave.freeze is true"),
            "{error}"
        );
    }

    #[test]
    fn a_step_changes_what_it_says_and_nothing_else() {
        let before = settings_of(&json!({"wave.enabled": false, "wave.freeze": true}));
        let step = ["wave.enabled=true", "-wave.freeze", "wave.strategy=[a,b]"];
        for (after, holds) in [
            (
                json!({"wave.enabled": true, "wave.strategy": ["a", "b"]}),
                true,
            ),
            (json!({"wave.enabled": true, "wave.strategy": "a,b"}), false),
            (json!({"wave.enabled": true}), false),
            (
                json!({"wave.enabled": true, "wave.strategy": ["a", "b"], "wave.freeze": true}),
                false,
            ),
            (
                json!({"wave.enabled": true, "wave.strategy": ["a", "b"], "tower.x": 1}),
                false,
            ),
        ] {
            let found = only_changed(&before, &settings_of(&after), &step);
            assert_eq!(found.is_ok(), holds, "{after}");
        }
    }

    #[test]
    fn a_refusal_of_groovys_is_an_error() {
        let error = settings(&json!({"name": "x", "error": "no such property"})).unwrap_err();
        assert!(error.to_string().contains("no such property"), "{error}");
    }

    #[test]
    fn only_the_scopes_of_the_helper_are_compared() {
        let answer = json!({
            "values": {"wave.a": 1, "waver.a": 1, "params.b": 2, "process.container": "c"},
            "closures": ["process.memory", "docker.runOptions"],
        });
        let found: Vec<_> = settings(&answer).unwrap().into_keys().collect();
        assert_eq!(found, ["docker.runOptions", "process.container", "wave.a"]);
    }
}
