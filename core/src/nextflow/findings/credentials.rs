//! What stored registry credentials have to do with a configuration: Wave has to be on for
//! them, and the repositories that it pushes to need some.

use super::super::value::Value;
use super::repositories::{Parts, REPOSITORIES};
use super::said::Said;
use super::view::{Known, View, Wave};
use super::wave::protocol;
use super::{About, ConfigFinding};
use crate::finding::{Code, Finding};
use crate::registry::user_name::LoginTrouble;
use crate::registry::wave_setup::WaveSetup;
use crate::scope::Scope;
use crate::wave::credential::StoredCredential;
use crate::wave::resolve::{CredentialIndex, Outcome, Resolver, Run};

pub(super) fn report(view: &View<'_>, about: &About<'_>, said: &mut Said) {
    if about.context.expects_credentials && view.wave() == Wave::Off {
        wave_is_off(view, said);
    }
    let Some(stored) = about.context.credentials else {
        return;
    };
    for path in REPOSITORIES {
        if let Some((setting, text)) = view.text(path)
            && !text.is_empty()
            && protocol(text).is_none()
            && let Some(finding) = for_repository(path, text, stored, about)
        {
            said.say(ConfigFinding::new(finding).at(setting.place));
        }
    }
}

fn wave_is_off(view: &View<'_>, said: &mut Said) {
    let message = "Registry credentials that are stored in Platform are used through Wave only, \
                   which is off here. Pulls go without them, so images of private registries \
                   most likely cannot be pulled.";
    let finding = Finding::warning(Code::WaveOffAlthoughExpected, message);
    let mut new =
        ConfigFinding::new(finding).set("Turn Wave on", "wave.enabled", Value::Bool(true));
    if let Known::Is(setting) = view.known("wave.enabled") {
        new = new.at(setting.place);
    }
    said.say(new);
}

fn for_repository(
    path: &str,
    text: &str,
    stored: &CredentialIndex<'_>,
    about: &About<'_>,
) -> Option<Finding> {
    let parts = Parts::of(text);
    let host = match (parts.host, parts.port) {
        (None, _) => "docker.io".to_owned(),
        (Some(host), None) => host.to_owned(),
        (Some(host), Some(port)) => format!("{host}:{port}"),
    };
    let setup = WaveSetup::default();
    let run = if about.context.target.is_platform_launch() {
        Run::Platform
    } else {
        Run::CommandLine
    };
    let resolver = Resolver::for_scope(Scope::default(), run, stored, &setup);
    match resolver.resolve(&format!("{host}/any/image")).outcome {
        Outcome::Stored { credential, .. } => doubt(path, &host, credential),
        Outcome::Anonymous => {
            let near = stored
                .near_misses(&host)
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
