//! What stored registry credentials have to do with a configuration: Wave has to be on for
//! them, and the repositories that it pushes to need some.

use nextflow_config::{Change, Lookup, Reading, Repair, Value};

use super::{ConfigFinding, Context};
use crate::finding::{Code, Finding};
use crate::platform::scope::Scope;
use crate::wave::credential::StoredCredential;
use crate::wave::login::LoginTrouble;
use crate::wave::resolve::{CredentialIndex, Outcome, Resolver, Run};
use crate::wave::setup::WaveSetup;

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
    let finding = Finding::warning(Code::WaveOffAlthoughExpected, message);
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
                Code::RepositoryNoCredential,
                format!(
                    "No stored credential is for {host}, so Wave cannot push to {path}.{hint} Add \
                     one that may push."
                ),
            ))
        }
        Outcome::PerhapsComputeEnvironment => Some(Finding::info(
            Code::RepositoryNoCredential,
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
            Code::RepositoryReadOnly,
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
