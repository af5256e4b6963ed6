//! Whose limit it is: that of the host in the line, else that of whose words it is.
//!
//! `toomanyrequests` and 429 are what every registry answers, so alone they name nobody
//! (`docs/causes.md`). Start at [`owner`].

use super::cause::Cause;
use super::message::Weight;
use super::subject::Subject;
use crate::registry::DOCKER_HUB;

/// Hosts of Git, whose limits have nothing to do with registries.
const GIT_HOSTS: [&str; 4] = [
    "api.github.com",
    "gitlab.com/api",
    "api.bitbucket.org",
    "raw.githubusercontent.com",
];

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
