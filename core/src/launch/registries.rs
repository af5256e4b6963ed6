//! The settings that name a registry or hold a part of a login: what only stands in place of a value,
//! and hosts that are nearly those of known registries. The form says the same of what is typed
//! there, by the same rules. Settings that hold a token or password are looked at in
//! [`super::secrets`].
//!
//! Only a text that is written down is looked at: what is computed may be anything.

use nextflow_config::{Lookup, Reading, Setting, Value};

use super::ConfigFinding;
use crate::finding::{Finding, rules};
use crate::placeholder::Placeholder;
use crate::registry::server::RegistryServer;
use crate::registry::server::likeness::MISSPELT_HOST;
use crate::registry::server::suggest::PLACEHOLDER;
use crate::registry::wave_setup::WaveSetup;

rules! {
    /// A placeholder stands where a registry, a user name or a key belongs.
    pub PLACEHOLDER_VALUE = "placeholder-value" {
        severity: Warning,
        why: "It was meant to be replaced, and nothing fills it in: a variable in single quotes is \
              no variable to Nextflow.",
        action: "Put your own value in its place, or take the setting out.",
    }

    /// The host of a registry is most likely a misspelling of a known one.
    pub MISSPELT_REGISTRY = "misspelt-registry" {
        severity: Warning,
        why: "It is one or two letters away from the host of a known registry, or has another \
              ending. Images are then most likely looked for where there is no registry.",
        action: "Use the host that is named, unless this really is a registry of your own.",
    }
}

/// The settings that name a registry.
const REGISTRIES: [&str; 8] = [
    "docker.registry",
    "podman.registry",
    "singularity.registry",
    "apptainer.registry",
    "charliecloud.registry",
    "shifter.registry",
    "sarus.registry",
    "azure.registry.server",
];

/// The settings that name a repository on a registry.
const REPOSITORIES: [&str; 2] = ["wave.build.repository", "wave.build.cacheRepository"];

/// The settings that hold the keys of an account.
const KEYS: [&str; 3] = ["aws.accessKey", "aws.secretKey", "azure.storage.accountKey"];

/// What is said of one reading.
pub(super) fn check(reading: &Reading, wave: Option<&WaveSetup>) -> Vec<ConfigFinding> {
    let usual = WaveSetup::default();
    let setup = wave.unwrap_or(&usual);
    let mut found = Vec::new();
    let mut say = |setting: &Setting, finding: Option<Finding>| {
        found.extend(finding.map(|finding| {
            let mut new = ConfigFinding::new(finding).at(setting.span);
            new.subject = Some(setting.path.clone());
            new
        }));
    };
    for path in REGISTRIES {
        if let Some((setting, text)) = text(reading, path) {
            say(setting, of_registry(path, text, setup));
        }
    }
    for path in REPOSITORIES {
        if let Some((setting, text)) = text(reading, path) {
            say(setting, of_repository(path, text, setup));
        }
    }
    for path in KEYS {
        if let Some((setting, text)) = text(reading, path) {
            let is_one = Placeholder::of_secret(text).is_some_and(Placeholder::is_certain);
            say(setting, is_one.then(|| placeholder(path)));
        }
    }
    let path = "azure.registry.userName";
    if let Some((setting, text)) = text(reading, path) {
        let is_one = Placeholder::of_user_name(text).is_some_and(Placeholder::is_certain);
        say(setting, is_one.then(|| placeholder(path)));
    }
    found
}

/// A setting that is a text with something in it.
fn text<'r>(reading: &'r Reading, path: &str) -> Option<(&'r Setting, &'r str)> {
    match reading.lookup(path) {
        Lookup::Set(setting) => match &setting.value {
            Value::Text(text) if !text.trim().is_empty() => Some((setting, text.trim())),
            _ => None,
        },
        _ => None,
    }
}

fn placeholder(path: &str) -> Finding {
    Finding::warning(
        PLACEHOLDER_VALUE,
        format!("{path} still has a placeholder in it. Put your own value in its place."),
    )
}

/// What is said of a registry, perhaps with a path behind it.
fn of_registry(path: &str, text: &str, setup: &WaveSetup) -> Option<Finding> {
    let read = RegistryServer::read_for(text, setup);
    let has = |code| read.findings.iter().any(|finding| finding.code == code);
    if has(PLACEHOLDER) {
        return Some(placeholder(path));
    }
    let meant = read.suggestion.text().filter(|_| has(MISSPELT_HOST))?;
    Some(Finding::warning(
        MISSPELT_REGISTRY,
        format!(
            "The host in {path} looks like a misspelling of {meant}. Keep it if it is a registry \
             of your own."
        ),
    ))
}

/// What is said of a repository: of its host, and of a path that is to be filled in.
fn of_repository(path: &str, text: &str, setup: &WaveSetup) -> Option<Finding> {
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let (first, rest) = text.split_once('/').unwrap_or((text, ""));
    let is_to_be_filled_in =
        |part: &str| part.contains(['<', '>', '{', '}', '$']) || part.starts_with("your-");
    if rest.split('/').any(is_to_be_filled_in) {
        return Some(placeholder(path));
    }
    // Without a dot or a colon it is a part of the path, at Docker Hub.
    let is_host = first.contains(['.', ':']) || Placeholder::is_in_host(first);
    is_host.then(|| of_registry(path, first, setup)).flatten()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use crate::finding::Severity;
    use crate::launch::test_support::{codes, marked, the};

    #[test]
    fn what_stands_in_place_of_a_value_is_told_of() {
        for (path, value) in [
            ("docker.registry", "'${REG}'"),
            ("docker.registry", "'<your-registry>'"),
            (
                "podman.registry",
                "\"<account>.dkr.ecr.<region>.amazonaws.com\"",
            ),
            ("singularity.registry", "'{{ registry }}'"),
            ("azure.registry.server", "'<name>.azurecr.io'"),
            ("azure.registry.userName", "'<user>'"),
            ("wave.build.repository", "'<registry>/x'"),
            ("wave.build.repository", "'quay.io/<org>/x'"),
            ("wave.build.cacheRepository", "'ghcr.io/your-org/cache'"),
            ("aws.accessKey", "'<key>'"),
            ("aws.secretKey", "'YOUR_SECRET'"),
        ] {
            let text = format!("{path} = {value}\n");
            let finding = the(&format!("placeholder-value:{path}"), &text);
            assert_eq!(finding.finding.severity, Severity::Warning);
            assert!(finding.finding.message.contains(path), "{text}");
            assert_eq!(marked(&finding, &text), value);
        }
    }

    #[test]
    fn a_host_that_is_nearly_a_known_one_is_told_of_with_what_was_meant() {
        for (path, value, meant) in [
            ("docker.registry", "ghrc.io", "ghcr.io"),
            ("docker.registry", "gchr.io/acme", "ghcr.io"),
            (
                "azure.registry.server",
                "acmelab.azurecr.com",
                "acmelab.azurecr.io",
            ),
            ("wave.build.repository", "gchr.io/a/b", "ghcr.io"),
            ("wave.build.cacheRepository", "quay.com/a/b", "quay.io"),
        ] {
            let text = format!("{path} = '{value}'\n");
            let finding = the(&format!("misspelt-registry:{path}"), &text);
            assert!(finding.finding.message.contains(meant), "{text}");
        }
    }

    #[test]
    fn what_is_computed_and_what_may_be_meant_is_left_alone() {
        for text in [
            "docker.registry = \"${REG}\"",
            "docker.registry = params.registry",
            "docker.registry = System.getenv('REG')",
            "docker.registry = 'quay.io'",
            "docker.registry = 'quay.io/biocontainers'",
            "docker.registry = 'registry.lab.example:5000'",
            "docker.registry = 'localhost:5000'",
            "docker.registry = ''",
            "azure.registry.server = 'acmelab.azurecr.io'",
            "azure.registry.userName = 'somebody'",
            "azure.registry.userName = 'token'",
            "wave.build.repository = 'quay.io/acme/x'",
            "wave.build.repository = 'acme/x'",
            "wave.build.repository = 'docker.io/region/zone'",
            "aws.accessKey = secrets.AWS_KEY",
            "aws.secretKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYmadeUp4711'",
            "params.registry = '<registry>'",
            "process.ext.registry = 'ghrc.io'",
        ] {
            let is_said = |code: &String| {
                code.starts_with("placeholder-value") || code.starts_with("misspelt-registry")
            };
            assert!(!codes(text).iter().any(is_said), "{text}");
        }
    }
}
