//! The command of `wavepass config` that makes changes in a file.

use nextflow_config::{Change, Value};

use super::shell;

/// `wavepass config --in-place --set 'wave.enabled=true' nextflow.config`: makes these changes in a
/// `nextflow.config`, and leaves every other byte as it is. None where there is no change, and where
/// one cannot be given on a command line. The profiles are those of the run.
///
/// ```
/// use nextflow_config::Change;
/// use wavepass_core::snippet::config_command;
///
/// assert_eq!(
///     config_command(&[Change::set("wave.enabled", true)], &[]).as_deref(),
///     Some("wavepass config --in-place --set 'wave.enabled=true' nextflow.config"),
/// );
/// ```
pub fn config_command(changes: &[Change], profiles: &[&str]) -> Option<String> {
    if changes.is_empty() {
        return None;
    }
    let mut words = vec!["wavepass config --in-place".to_owned()];
    for change in changes {
        words.push(match &change.to {
            Some(value) => {
                let argument = format!("{}={}", change.path, argument(value));
                // What the command reads is what was meant, or there is no such command.
                if Change::parse(&argument).ok().as_ref() != Some(change) {
                    return None;
                }
                format!("--set {}", shell::word(&argument)?)
            }
            None => format!("--unset {}", shell::word(&change.path)?),
        });
    }
    if !profiles.is_empty() {
        words.push(format!("--profile {}", shell::word(&profiles.join(","))?));
    }
    words.push("nextflow.config".to_owned());
    Some(words.join(" "))
}

fn argument(value: &Value) -> String {
    match value {
        Value::List(all) => {
            let all: Vec<_> = all.iter().map(ToString::to_string).collect();
            format!("[{}]", all.join(", "))
        }
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn list(names: &[&str]) -> Value {
        Value::List(names.iter().map(|&name| Value::Text(name.into())).collect())
    }

    #[test]
    fn what_can_be_given_is_given_and_quoted_where_a_shell_wants_it() {
        let command = |changes: &[Change]| config_command(changes, &[]);
        for (changes, expected) in [
            (vec![], None),
            (
                vec![
                    Change::set("wave.freeze", true),
                    Change::set("wave.build.repository", "quay.io/acme/builds"),
                    Change::unset("wave.mirror"),
                ],
                Some(
                    "wavepass config --in-place --set 'wave.freeze=true' --set \
                     'wave.build.repository=quay.io/acme/builds' --unset wave.mirror nextflow.config",
                ),
            ),
            (
                vec![Change::set("wave.strategy", list(&["conda", "container"]))],
                Some(
                    "wavepass config --in-place --set 'wave.strategy=[conda, container]' \
                     nextflow.config",
                ),
            ),
            (
                vec![Change::set("tower.workspaceId", 42)],
                Some("wavepass config --in-place --set 'tower.workspaceId=42' nextflow.config"),
            ),
            // The text would be read as a number.
            (vec![Change::set("params.x", "42")], None),
        ] {
            assert_eq!(command(&changes).as_deref(), expected, "{changes:?}");
        }
        let with_profiles = config_command(&[Change::unset("wave.mirror")], &["test", "gpu"]);
        assert_eq!(
            with_profiles.as_deref(),
            Some(
                "wavepass config --in-place --unset wave.mirror --profile test,gpu nextflow.config"
            ),
        );
    }
}
