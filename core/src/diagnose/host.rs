//! The host of a registry, also where it is that of its tokens or layers.
//!
//! This module may not look at a log. Start at [`canonical`].

use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;

/// A host by the name that Wave compares: that of the registry for those that it gives tokens and
/// layers out from.
pub(super) fn canonical(host: &str) -> String {
    let host = host.to_ascii_lowercase();
    let name = host.strip_suffix(":443").unwrap_or(&host);
    match name {
        "auth.docker.io" | "registry.docker.io" | "production.cloudflare.docker.com" => {
            DOCKER_HUB.to_owned()
        }
        "pkg-containers.githubusercontent.com" => "ghcr.io".to_owned(),
        _ if name.starts_with("docker-images-prod.")
            && name.ends_with(".r2.cloudflarestorage.com") =>
        {
            DOCKER_HUB.to_owned()
        }
        _ if name.starts_with("cdn") && name.ends_with(".quay.io") => "quay.io".to_owned(),
        _ if Registry::of_host(name) == Some(Registry::DockerHub) => DOCKER_HUB.to_owned(),
        _ => host,
    }
}

/// Whether a host is that of a registry that everybody knows.
pub(super) fn is_registry(host: &str) -> bool {
    Registry::of_host(&canonical(host)).is_some_and(|it| it != Registry::Local)
}
