//! The steps of Jenkins that log in at a registry: `docker.withRegistry('https://…', 'id')` and
//! `withDockerRegistry(url: 'https://…', credentialsId: 'id')`. User and password are kept by Jenkins
//! under the id, so that only the host is in the text.
//!
//! Source: the documentation of the Docker Pipeline plugin.

use super::advice::Reason;
use super::host;
use super::pasted::{Entry, Format, Pasted, Value};
use crate::registry::DOCKER_HUB;

/// The steps, with the bracket behind them.
const STEPS: [&str; 2] = ["withRegistry(", "withDockerRegistry("];

/// Reads the steps of a pipeline; each registry is told once.
pub(super) fn read(text: &str) -> Option<Pasted> {
    let mut entries: Vec<Entry> = Vec::new();
    let calls = STEPS.iter().flat_map(|step| text.split(step).skip(1));
    for call in calls {
        let arguments = call.split(')').next().unwrap_or_default();
        let registry = registry(arguments);
        if !registry.is_absent() && entries.iter().all(|entry| entry.registry != registry) {
            entries.push(Entry {
                registry,
                user_name: Value::Missing(Reason::Reference),
                password: Value::Missing(Reason::Reference),
                ..Entry::default()
            });
        }
    }
    (!entries.is_empty()).then(|| Pasted::many(Format::Groovy, entries))
}

/// The host in the arguments of a call: the one by the name `url`, or the first; an empty one is
/// Docker Hub's.
fn registry(arguments: &str) -> Value<String> {
    let named = arguments.split_once("url:").map(|(_, rest)| rest);
    let first = || (!arguments.contains("credentialsId:")).then_some(arguments);
    let Some(argument) = named.or_else(first).map(str::trim_start) else {
        return Value::Absent;
    };
    let Some(quote) = argument.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        return Value::Absent;
    };
    match argument.split(quote).nth(1) {
        Some("") => Value::found(DOCKER_HUB),
        Some(url) if quote == '"' && url.contains('$') => Value::Missing(Reason::Reference),
        Some(url) => host::found(url),
        None => Value::Absent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn hosts(text: &str) -> Vec<String> {
        let pasted = read(text);
        let entries = pasted.into_iter().flat_map(|pasted| pasted.entries);
        entries
            .filter_map(|entry| entry.registry.get().cloned())
            .collect()
    }

    #[test]
    fn a_step_tells_its_host_and_neither_user_nor_password() {
        for (text, host) in [
            (
                "docker.withRegistry('https://registry.lab.example', 'reg-creds') {\n  image.push()\n}",
                "registry.lab.example",
            ),
            (
                "docker.withRegistry(\"https://ghcr.io/\", 'id') { }",
                "ghcr.io",
            ),
            (
                "withDockerRegistry([credentialsId: \"id\", url: \"https://registry.lab.example:5000\"]) {",
                "registry.lab.example:5000",
            ),
            (
                "withDockerRegistry(url: 'https://index.docker.io/v1/', credentialsId: 'x') { sh 'x' }",
                "docker.io",
            ),
            ("docker.withRegistry('', 'dockerhub-id') { }", "docker.io"),
        ] {
            assert_eq!(hosts(text), [host], "{text}");
            let entry = read(text).unwrap().entries.remove(0);
            assert_eq!(entry.user_name, Value::Missing(Reason::Reference));
            assert_eq!(entry.password.reason(), Some(Reason::Reference));
        }
    }

    #[test]
    fn what_only_a_run_can_tell_is_no_host() {
        let text = "docker.withRegistry(\"https://${REG}\", 'id') { }";
        assert_eq!(
            read(text).unwrap().entries[0].registry,
            Value::Missing(Reason::Reference)
        );
        for text in [
            "docker.withRegistry(registryUrl, 'id') { }",
            "withDockerRegistry(credentialsId: 'id') { }",
            "withRegistry",
            "docker.image('acme/x:1').inside { }",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
