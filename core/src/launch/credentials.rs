//! What stored registry credentials have to do with a configuration: Wave has to be on for
//! them, and the repositories that it pushes to need some.

use nextflow_config::{Change, Lookup, Reading, Repair, Value};

use super::{ConfigFinding, Context};
use crate::finding::{Finding, rules};
use crate::registry::user_name::LoginTrouble;
use crate::registry::wave_setup::WaveSetup;
use crate::scope::Scope;
use crate::wave::credential::StoredCredential;
use crate::wave::resolve::{CredentialIndex, Outcome, Resolver, Run};

rules! {
    /// Stored credentials are expected to be used, and Wave is off.
    pub WAVE_OFF_ALTHOUGH_EXPECTED = "wave-off-although-expected" {
        severity: Warning,
        why: "Wave uses stored registry credentials only when it is on. Pulls go without them, unless the compute environment uses them by itself, so private images most likely cannot be pulled.",
        action: "Set wave.enabled = true, if images of private registries are used.",
    }
    /// No stored credential is for the host of a build or cache repository.
    pub REPOSITORY_NO_CREDENTIAL = "repository-no-credential" {
        severity: Warning,
        why: "Wave needs a login to push there and most likely answers: Missing credentials for container repository. For Amazon ECR on AWS Batch it uses the AWS credential of the compute environment.",
        action: "Add a credential for that host that may push.",
    }
    /// The credential for a build or cache repository most likely may not push.
    pub REPOSITORY_READ_ONLY = "repository-read-only" {
        severity: Warning,
        why: "Its user name says that it is for pulling. Pushing needs write permission, so the registry most likely refuses it.",
        action: "Use a login that may push, or check at the registry what this one may do.",
    }
}

/// The settings that name a repository to which Wave pushes.
const REPOSITORIES: [&str; 2] = ["wave.build.repository", "wave.build.cacheRepository"];

pub(super) fn report(reading: &Reading, context: &Context<'_>, said: &mut Vec<ConfigFinding>) {
    let mut say = |new: ConfigFinding| {
        let is_new = |old: &ConfigFinding| old.code() != new.code() || old.span != new.span;
        if said.iter().all(is_new) {
            said.push(new);
        }
    };
    if context.expects_credentials
        && let Some(new) = wave_is_off(reading)
    {
        say(new);
    }
    let Some(stored) = context.credentials else {
        return;
    };
    for path in REPOSITORIES {
        if let Lookup::Set(setting) = reading.lookup(path)
            && let Value::Text(text) = &setting.value
            && !text.is_empty()
            && !text.contains("://")
            && let Some(finding) = for_repository(path, text, stored, context)
        {
            say(ConfigFinding::new(finding).at(setting.place));
        }
    }
}

/// Nextflow compares with `true`, so that nothing else switches Wave on.
fn wave_is_off(reading: &Reading) -> Option<ConfigFinding> {
    let place = match reading.lookup("wave.enabled") {
        Lookup::Unknown => return None,
        Lookup::Unset => None,
        Lookup::Set(setting) => match &setting.value {
            Value::Bool(true) => return None,
            Value::Text(text) if text.eq_ignore_ascii_case("true") => return None,
            _ => Some(setting.place),
        },
    };
    let message = "Registry credentials that are stored in Platform are used through Wave only, \
                   which is off here. Pulls go without them, so images of private registries \
                   most likely cannot be pulled.";
    let finding = Finding::warning(WAVE_OFF_ALTHOUGH_EXPECTED, message);
    let change = Change::set("wave.enabled", Value::Bool(true));
    let new = ConfigFinding::new(finding).with_fix("Turn Wave on", Repair::Change(vec![change]));
    Some(match place {
        Some(place) => new.at(place),
        None => new,
    })
}

/// The host that a repository is on, with its port.
fn host(repository: &str) -> &str {
    let first = repository.split('/').next().unwrap_or_default();
    if first.contains(['.', ':']) || first == "localhost" {
        first
    } else {
        "docker.io"
    }
}

fn for_repository(
    path: &str,
    text: &str,
    stored: &CredentialIndex<'_>,
    context: &Context<'_>,
) -> Option<Finding> {
    let host = host(text);
    let setup = WaveSetup::default();
    let run = if context.target.is_platform_launch() {
        Run::Platform
    } else {
        Run::CommandLine
    };
    let resolver = Resolver::for_scope(Scope::default(), run, stored, &setup);
    match resolver.resolve(&format!("{host}/any/image")).outcome {
        Outcome::Stored { credential, .. } => doubt(path, host, credential),
        Outcome::Anonymous => {
            let near = stored
                .near_misses(host)
                .first()
                .and_then(|misses| misses.first())
                .map(|miss| miss.credential);
            let hint = match near {
                Some(near) => format!(
                    " {} was most likely meant for it and is written otherwise.",
                    near.name
                ),
                None => String::new(),
            };
            Some(Finding::warning(
                REPOSITORY_NO_CREDENTIAL,
                format!(
                    "No stored credential is for {host}, so Wave cannot push to {path}.{hint} Add \
                     one that may push."
                ),
            ))
        }
        Outcome::PerhapsComputeEnvironment => Some(Finding::info(
            REPOSITORY_NO_CREDENTIAL,
            format!(
                "No stored credential is for {host}. On AWS Batch Wave uses the AWS credential of \
                 the compute environment, which has to be allowed to push; elsewhere it cannot \
                 push to {path}."
            ),
        )),
        _ => None,
    }
}

/// What speaks against pushing with a credential.
fn doubt(path: &str, host: &str, credential: &StoredCredential<'_>) -> Option<Finding> {
    let user_name = credential.user_name?;
    if let Some(trouble) = LoginTrouble::of(host, user_name) {
        return Some(trouble.finding());
    }
    reads_only(user_name).then(|| {
        Finding::warning(
            REPOSITORY_READ_ONLY,
            format!(
                "Wave pushes to {path} with {}, whose user name says that it is most likely only \
                 for pulling. Pushing needs write permission.",
                credential.name
            ),
        )
    })
}

/// Whether a user name was most likely given to a login that may not push.
fn reads_only(user_name: &str) -> bool {
    let lower = user_name.to_ascii_lowercase();
    let mut words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let may_write = ["write", "push", "rw", "admin", "readwrite"];
    if may_write.iter().any(|word| lower.contains(word)) {
        return false;
    }
    words.any(|word| {
        matches!(
            word,
            "ro" | "read" | "readonly" | "reader" | "pull" | "puller" | "pullonly" | "viewer"
        )
    })
}
