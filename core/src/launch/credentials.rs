//! What stored registry credentials have to do with a configuration: Wave has to be on for
//! them, and the repositories that it pushes to need some. Start at [`check`].

use nextflow_config::{Change, Lookup, Reading, Repair, Semantics, Value};

use super::{ConfigFinding, Context};
use crate::finding::{Code, Finding};
use crate::platform::scope::Scope;
use crate::wave::credential::StoredCredential;
use crate::wave::login::LoginTrouble;
use crate::wave::resolve::{CredentialIndex, Outcome, Resolver};
use crate::wave::setup::WaveSetup;

/// The settings that name a repository to which Wave pushes.
const REPOSITORIES: [&str; 2] = ["wave.build.repository", "wave.build.cacheRepository"];

/// What follows from the readings that matter: of the parser that is given, or of all that
/// take the text. What follows from one of two only is said of that parser.
pub(super) fn check(
    legacy: &Reading,
    strict: &Reading,
    context: &Context<'_>,
) -> Vec<ConfigFinding> {
    let (counts_legacy, counts_strict) = match context.semantics {
        Some(parser) => (parser == Semantics::V1, parser == Semantics::V2),
        None => match (&legacy.refusal, &strict.refusal) {
            (None, None) => (true, true),
            (Some(_), None) => (false, true),
            _ => (true, false),
        },
    };
    match (counts_legacy, counts_strict) {
        (true, true) => merged(of_reading(legacy, context), of_reading(strict, context)),
        (_, false) => of_reading(legacy, context),
        (false, true) => of_reading(strict, context),
    }
}

/// What two readings say, each thing once.
fn merged(mut legacy: Vec<ConfigFinding>, mut strict: Vec<ConfigFinding>) -> Vec<ConfigFinding> {
    let is_same = |one: &ConfigFinding, other: &ConfigFinding| {
        one.finding.code == other.finding.code && one.span == other.span
    };
    let is_in =
        |one: &ConfigFinding, list: &[ConfigFinding]| list.iter().any(|other| is_same(one, other));
    for new in legacy.iter_mut().filter(|new| !is_in(new, &strict)) {
        let message = &mut new.finding.message;
        message.insert_str(0, "With the legacy parser: ");
    }
    strict.retain(|new| !is_in(new, &legacy));
    for new in &mut strict {
        let message = &mut new.finding.message;
        message.insert_str(0, "With the strict parser: ");
    }
    legacy.append(&mut strict);
    legacy
}

/// What follows from one reading.
fn of_reading(reading: &Reading, context: &Context<'_>) -> Vec<ConfigFinding> {
    let mut found = Vec::new();
    if context.expects_credentials {
        found.extend(wave_is_off(reading));
    }
    let Some(stored) = context.credentials else {
        return found;
    };
    for path in REPOSITORIES {
        if let Lookup::Set(setting) = reading.lookup(path)
            && let Value::Text(text) = &setting.value
            && !text.is_empty()
            && !text.contains("://")
            && let Some(finding) = for_repository(path, text, stored, context)
        {
            found.push(ConfigFinding::new(finding).at(setting.place));
        }
    }
    found
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

/// The host that a repository is on, with its port. A registry alone is a host too: images
/// may be mirrored to one.
fn host(repository: &str) -> &str {
    let is_port = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let with_port = |text: &str| text.split_once(':').is_some_and(|(_, port)| is_port(port));
    let host = match repository.split_once('/') {
        Some((first, _)) if first.contains(['.', ':']) || first == "localhost" => first,
        None if repository.contains('.') || with_port(repository) => repository,
        _ => return "docker.io",
    };
    match host.split_once(':') {
        // `quay.io:tag`, which is no port.
        Some((name, port)) if !is_port(port) => name,
        _ => host,
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
    let resolver = Resolver::for_scope(Scope::default(), context.target.run(), stored, &setup);
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

#[cfg(test)]
mod tests;
