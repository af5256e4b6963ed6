//! The host of a registry as the commands and files of Docker write it.
//!
//! This module may not complain about a host: [`crate::registry::server`] does that once
//! the value is in the form.

use super::pasted::Value;
use crate::image::docker;
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;

/// The host inside what Docker calls a server: no scheme, no user, no path, lower case, and
/// Docker Hub by the name that images use.
///
/// Source: `ConvertToHostname` in docker/cli, and docker 28.2.2 tried out.
pub(super) fn clean(server: &str) -> String {
    let server = server.trim();
    let rest = server.split_once("://").map_or(server, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let host = host.to_ascii_lowercase();
    if Registry::of_host(&host) == Some(Registry::DockerHub) {
        DOCKER_HUB.to_owned()
    } else {
        host
    }
}

/// The host inside a key of `auths`, with the path that limits it to the images below: Podman and
/// its relatives write `quay.io/acme` for a login at that part of a registry. Docker's own keys
/// have a scheme, and paths of the registry's API.
///
/// Source: `containers-auth.json(5)`.
pub(super) fn clean_or_scope(key: &str) -> String {
    let host = clean(key);
    let is_path = |path: &str| {
        path.split('/').all(|part| {
            part.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
        })
    };
    match key.trim().split_once('/') {
        Some((name, path))
            if name.contains(['.', ':'])
                && !name.ends_with(':')
                && is_path(path)
                && !matches!(path.split('/').next(), Some("v1" | "v2")) =>
        {
            format!("{host}/{path}")
        }
        _ => host,
    }
}

/// The same as a value: nothing where no host is left.
pub(super) fn found(server: &str) -> Value<String> {
    Value::found(clean(server))
}

/// The host that an image is pulled from, with or without a scheme before it.
pub(super) fn of_image(image: &str) -> Option<String> {
    let image = image.trim();
    let image = ["docker://", "oras://", "oci://", "docker-daemon:"]
        .iter()
        .find_map(|scheme| image.strip_prefix(scheme))
        .unwrap_or(image);
    let reference = docker::parse(image).ok()?;
    // Which one is an endpoint of a registry with another name is for the form to say.
    let host = clean(reference.registry());
    (!host.is_empty()).then_some(host)
}

/// Whether Wave, or AWS's own tools, log in there with AWS keys.
pub(super) fn is_ecr(host: &str) -> bool {
    matches!(host, "public.ecr.aws" | "ecr-public.aws.com")
        || host.contains(".dkr.ecr.")
        || host.contains(".dkr.ecr-fips.")
        || host.contains(".dkr-ecr")
}

/// Whether this is a login server of an Azure registry, in any of Azure's clouds.
pub(super) fn is_azure(host: &str) -> bool {
    [".azurecr.io", ".azurecr.cn", ".azurecr.us", ".azurecr.de"]
        .iter()
        .any(|end| host.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_server_is_cleaned_up_as_docker_does() {
        for (server, host) in [
            ("quay.io", "quay.io"),
            ("https://quay.io", "quay.io"),
            ("http://quay.io/", "quay.io"),
            (
                "https://harbor.example.com:8443/v2/",
                "harbor.example.com:8443",
            ),
            ("rg.fr-par.scw.cloud/team", "rg.fr-par.scw.cloud"),
            ("MyRegistry.azurecr.io", "myregistry.azurecr.io"),
            ("docker://docker.io", "docker.io"),
            ("oci://ghcr.io/org/charts", "ghcr.io"),
            ("https://index.docker.io/v1/", "docker.io"),
            ("registry-1.docker.io", "docker.io"),
            ("https://user@quay.io", "quay.io"),
            ("https://", ""),
        ] {
            assert_eq!(clean(server), host, "{server}");
        }
    }

    #[test]
    fn a_key_keeps_the_path_that_limits_it_and_no_path_of_the_api() {
        for (key, kept) in [
            ("quay.io/acme", "quay.io/acme"),
            ("quay.io/acme/tools", "quay.io/acme/tools"),
            ("quay.io/v2team", "quay.io/v2team"),
            ("quay.io/v1-legacy/tool", "quay.io/v1-legacy/tool"),
            ("localhost:5000/v2x", "localhost:5000/v2x"),
            ("quay.io/acme/v2", "quay.io/acme/v2"),
            ("quay.io/v1", "quay.io"),
            ("quay.io/v2", "quay.io"),
            ("quay.io/v2/acme", "quay.io"),
            ("quay.io/v1/", "quay.io"),
            ("https://quay.io/v2team", "quay.io"),
            ("quay.io", "quay.io"),
        ] {
            assert_eq!(clean_or_scope(key), kept, "{key}");
        }
    }

    #[test]
    fn the_hosts_of_amazon_and_azure_are_known() {
        for host in [
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
            "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
            "123456789012.dkr-ecr.eu-west-1.on.aws",
            "public.ecr.aws",
        ] {
            assert!(is_ecr(host), "{host}");
        }
        assert!(!is_ecr("gallery.ecr.aws"));
        assert!(is_azure("myregistry.azurecr.cn"));
        assert!(!is_azure("azurecr.io.example.com"));
    }
}
