//! Whose limit it is: that of the host in the line, else that of whose words it is.
//!
//! `toomanyrequests` and 429 are what every registry answers, so alone they name nobody
//! (`docs/causes.md`). Start at [`owner`].

use super::cause::{Cause, Mends};
use super::message::Weight;
use super::subject::Subject;
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;

/// Hosts of Git, whose limits have nothing to do with registries.
const GIT_HOSTS: [&str; 4] = [
    "api.github.com",
    "gitlab.com/api",
    "api.bitbucket.org",
    "raw.githubusercontent.com",
];

/// Whether a credential raises the limit of a registry (`docs/causes.md`): that of ECR Public is
/// higher with a login, those of others are quotas or fixed, and of the rest it is not known.
pub(super) fn mends(host: Option<&str>) -> Mends {
    match host.and_then(Registry::of_host) {
        Some(Registry::EcrPublic) => Mends::Stored,
        Some(Registry::Ghcr | Registry::Ecr | Registry::Gar | Registry::Gcr | Registry::Acr) => {
            Mends::Nothing
        }
        _ => Mends::Unknown,
    }
}

/// The cause of a line about a limit.
pub(super) fn owner(cause: Cause, weight: Weight, line: &str, subject: &Subject) -> Cause {
    let has = |words: &str| line.contains(words);
    if cause == Cause::AwsApiLimit || has("(service: ") {
        return if has("service: ecr") || has("service: amazonecr") {
            Cause::RegistryLimit
        } else {
            Cause::AwsApiLimit
        };
    }
    if GIT_HOSTS.iter().any(|host| has(host)) {
        return Cause::ScmLimit;
    }
    // Words that nobody else uses tell more than a host that may only have passed them on.
    if weight == Weight::Exact || cause == Cause::WaveLimit {
        return cause;
    }
    match subject.host.as_deref() {
        Some(DOCKER_HUB) => Cause::DockerHubLimit,
        Some(_) => Cause::RegistryLimit,
        None if has("/v1alpha") => Cause::WaveLimit,
        None => Cause::UnknownLimit,
    }
}
