//! Asks registries that somebody else names: for a login that is tried ([`crate::login_test`]), and
//! for an image that is pulled through the server ([`crate::embedded_wave`]).
//!
//! Every address goes through one [`guard`]. [`challenge`] reads how a registry wants a login,
//! [`trouble`] says why there is no answer. Start at [`RegistryClient::ask`].

pub(crate) mod challenge;
mod client;
pub(crate) mod guard;
pub(crate) mod trouble;

pub(crate) use client::{Ask, Login, Patience, RegistryClient};

/// Where Docker Hub's registry is (`RegistryInfo` in Wave's published source).
pub(crate) const DOCKER_HUB_HOST: &str = "registry-1.docker.io";

/// The forms of a manifest that engines take.
pub(crate) const MANIFESTS: &str = "application/vnd.oci.image.index.v1+json, \
     application/vnd.docker.distribution.manifest.list.v2+json, \
     application/vnd.oci.image.manifest.v1+json, \
     application/vnd.docker.distribution.manifest.v2+json";

/// The same host with another path.
pub(crate) fn join(base: &reqwest::Url, path: &str) -> reqwest::Url {
    let mut url = base.clone();
    url.set_path(path);
    url
}
