//! Whose words a line is in: those of a container engine or a registry, or those of any program.
//!
//! `403 Forbidden`, `connection refused` and `not found` are written by every program, so that
//! they say something of a registry only where the rest of the line does. Lines are given in
//! small letters and with one kind of quote. This module may not know a cause. Start at
//! [`Place::holds`].

use super::host::is_registry;
use super::message::Place;

/// What only container engines, what calls them, and the interface of registries write.
const OF_ENGINES: [&str; 62] = [
    "error response from daemon",
    "error from registry",
    "unable to find image '",
    "docker: ",
    "dockerd[",
    "pull access denied",
    "may require 'docker login'",
    "may require authorization",
    "manifest for ",
    "error pulling image",
    "reading manifest ",
    "reading blob ",
    "writing blob",
    "trying to pull ",
    "pinging container registry",
    "pinging docker registry",
    "initializing source docker",
    "initializing source oci",
    "copying system image",
    "requesting bearer token",
    "docker://",
    "oras://",
    "while making image from",
    "while pulling ",
    "while building sif",
    "while performing build",
    "conveyor failed",
    "failed to get checksum for",
    "error fetching image to cache",
    "could not open image",
    "container creation failed",
    "failed to resolve re",
    "failed to resolve source",
    "unpack image '",
    "failed to pull image",
    "failed to do request: ",
    "failed to copy: httpreadseeker",
    "httpreadseeker",
    "failed to authorize",
    "failed to solve",
    "failed to extract layer",
    "failed to register layer",
    "unexpected status from head request",
    "unexpected status from get request",
    "unexpected status code http",
    "unexpected status code [",
    "cannotpull",
    "errimagepull",
    "imagepullbackoff",
    "back-off pulling image",
    "k8s pod image",
    "not in registry:",
    "expected status {",
    "oci runtime",
    "runc create failed",
    "crun: ",
    "failed to create shim task",
    "failed to create task for container",
    "pull rate limit",
    "docker.com/increase-rate-limit",
    "aka.ms/acr/",
    "no basic auth credentials",
];

/// What else tells that a line is about a registry or a pull.
const OF_REGISTRIES: [&str; 20] = [
    "registry",
    "registries",
    "toomanyrequests",
    "insufficient_scope",
    "docker",
    "containerd",
    "podman",
    "skopeo",
    "buildah",
    "singularity",
    "apptainer",
    "kubelet",
    "container image",
    "pull image",
    "pulling image",
    "image pull",
    "oauth token",
    "anonymous token",
    "blob sha256",
    "/blobs/",
];

impl Place {
    /// Whether a line is such a place.
    pub(super) fn holds(self, line: &str) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Registry => is_about_a_registry(line),
            Self::Engine => is_an_engines(line),
            Self::Manifest => paths(line).any(|path| manifest(path).is_some()),
        }
    }
}

/// Whether a line is in the words of an engine, or has the address of a registry in it.
pub(super) fn is_an_engines(line: &str) -> bool {
    has_one(line, &OF_ENGINES) || has_registry_address(line)
}

/// Whether a line is about a registry or a pull.
pub(super) fn is_about_a_registry(line: &str) -> bool {
    is_an_engines(line) || has_one(line, &OF_REGISTRIES)
}

/// Whether a line has the address of somebody who is no registry.
pub(super) fn has_foreign_address(line: &str) -> bool {
    line.contains("://") && !has_registry_address(line)
}

/// Whether a path below `/v2/` is one that registries have: nothing, a token, or a manifest, a
/// layer or the tags of a repository. Others have second versions of their interfaces, too.
pub(super) fn is_of_a_registry(path: &str) -> bool {
    path.is_empty()
        || ["auth", "token", "_catalog"].contains(&path.split('/').next().unwrap_or_default())
        || manifest(path).is_some()
}

/// The repository in a path below `/v2/`, and what of it is asked for where that is a manifest.
pub(super) fn manifest(path: &str) -> Option<(&str, Option<&str>)> {
    let split = |kind: &str| path.rsplit_once(kind);
    match (split("/manifests/"), split("/blobs/"), split("/tags/")) {
        (Some((repository, reference)), ..) => Some((repository, Some(reference))),
        (_, Some((repository, _)), _) | (.., Some((repository, _))) => Some((repository, None)),
        _ => None,
    }
}

fn has_registry_address(line: &str) -> bool {
    paths(line).any(is_of_a_registry) || hosts(line).any(is_registry)
}

/// What stands behind each `/v2/`, up to the end of the word.
fn paths(line: &str) -> impl Iterator<Item = &str> {
    const API: &str = "/v2/";
    line.match_indices(API).map(|(at, _)| {
        let rest = line.get(at + API.len()..).unwrap_or_default();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '\'' | '?' | ')' | ']' | ',');
        let path = rest.split(is_end).next().unwrap_or_default();
        path.trim_end_matches([':', '.'])
    })
}

/// The host of each address.
fn hosts(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("://").map(|(at, slashes)| {
        let rest = line.get(at + slashes.len()..).unwrap_or_default();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '/' | '\'' | '?' | ',' | ')');
        let host = rest.split(is_end).next().unwrap_or_default();
        host.trim_end_matches([':', '.'])
    })
}

fn has_one(line: &str, words: &[&str]) -> bool {
    words.iter().any(|words| line.contains(words))
}
