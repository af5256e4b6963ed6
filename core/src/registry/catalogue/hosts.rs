//! Which registry a host belongs to.
//!
//! Written out rather than as patterns: these rules run on every key press, and the first
//! page of the app would load a pattern engine for them alone. This module may not look at
//! anything but the host. Start at [`registry_of`].

use super::Registry;
use super::parts::{AcrHost, EcrHost, gar_location, is_digits, is_lower, is_lower_digit_or_dash};

/// The registry with this host; see [`Registry::of_host`].
pub(super) fn registry_of(host: &str) -> Option<Registry> {
    Some(match host {
        "docker.io" | "index.docker.io" | "registry-1.docker.io" | "registry.hub.docker.com" => {
            Registry::DockerHub
        }
        "quay.io" => Registry::Quay,
        "public.ecr.aws" | "ecr-public.aws.com" => Registry::EcrPublic,
        "gcr.io" | "us.gcr.io" | "eu.gcr.io" | "asia.gcr.io" | "marketplace.gcr.io" => {
            Registry::Gcr
        }
        "ghcr.io" => Registry::Ghcr,
        "registry.gitlab.com" => Registry::Gitlab,
        "codeberg.org" | "gitea.com" => Registry::Gitea,
        "registry.digitalocean.com" => Registry::DigitalOcean,
        "rg.fr-par.scw.cloud" | "rg.nl-ams.scw.cloud" | "rg.pl-waw.scw.cloud" => Registry::Scaleway,
        "docker.cloudsmith.io" => Registry::Cloudsmith,
        "nvcr.io" => Registry::Nvcr,
        "registry.redhat.io" | "registry.connect.redhat.com" | "registry.access.redhat.com" => {
            Registry::RedHat
        }
        "registry.k8s.io" => Registry::K8s,
        "community.wave.seqera.io"
        | "wave.seqera.io"
        | "public.cr.seqera.io"
        | "private.cr.seqera.io"
        | "cr.seqera.io"
        | "community-cr-prod.seqera.io" => Registry::Seqera,
        _ if EcrHost::read(host).is_some_and(|ecr| ecr.has_twelve_digits()) => Registry::Ecr,
        _ if AcrHost::read(host).is_some() => Registry::Acr,
        _ if gar_location(host).is_some() => Registry::Gar,
        _ if is_jfrog(host) => Registry::Jfrog,
        _ if is_ocir(host) => Registry::Ocir,
        _ if is_icr(host) => Registry::Icr,
        _ if is_alibaba(host) => Registry::Alibaba,
        _ if is_tencent(host) => Registry::Tencent,
        _ if is_local(host) => Registry::Local,
        _ => return None,
    })
}

/// The registry whose hosts have this shape; see [`Registry::of_template`].
pub(super) fn registry_of_template(template: &str) -> Option<Registry> {
    [
        (".azurecr.", Registry::Acr),
        (".dkr.ecr.", Registry::Ecr),
        ("pkg.dev", Registry::Gar),
        (".jfrog.io", Registry::Jfrog),
        (".ocir.io", Registry::Ocir),
        (".icr.io", Registry::Icr),
        (".scw.cloud", Registry::Scaleway),
        (".aliyuncs.com", Registry::Alibaba),
        (".tencentcloudcr.com", Registry::Tencent),
    ]
    .into_iter()
    .find_map(|(part, registry)| template.contains(part).then_some(registry))
}

fn is_jfrog(host: &str) -> bool {
    host.strip_suffix(".jfrog.io").is_some_and(|instance| {
        (2..=63).contains(&instance.len())
            && instance.bytes().all(is_lower_digit_or_dash)
            && !instance.starts_with('-')
            && !instance.ends_with('-')
    })
}

fn is_ocir(host: &str) -> bool {
    if let Some(region) = host.strip_suffix(".ocir.io") {
        return (region.len() == 3 && is_lower(region)) || is_oracle_region(region);
    }
    host.strip_prefix("ocir.")
        .and_then(|rest| rest.strip_suffix(".oci.oraclecloud.com"))
        .is_some_and(is_oracle_region)
}

/// An Oracle region: `eu-frankfurt-1`.
fn is_oracle_region(text: &str) -> bool {
    let mut parts = text.split('-');
    let (area, city, number) = (parts.next(), parts.next(), parts.next());
    parts.next().is_none()
        && area.is_some_and(|area| area.len() == 2 && is_lower(area))
        && city.is_some_and(is_lower)
        && number.is_some_and(|number| number.len() == 1 && is_digits(number))
}

fn is_icr(host: &str) -> bool {
    let host = host.strip_prefix("private.").unwrap_or(host);
    let Some(region) = host.strip_suffix("icr.io") else {
        return false;
    };
    matches!(
        region,
        "" | "au."
            | "br."
            | "ca."
            | "ca2."
            | "de."
            | "es."
            | "in."
            | "in2."
            | "jp."
            | "jp2."
            | "uk."
            | "us."
    )
}

fn is_alibaba(host: &str) -> bool {
    let Some(rest) = host.strip_suffix(".aliyuncs.com") else {
        return false;
    };
    let is_registry = |rest: &str| {
        let Some((registry, region)) = rest.rsplit_once('.') else {
            return false;
        };
        let name = registry.strip_suffix(".distributed").unwrap_or(registry);
        let name = name.strip_suffix("-internal").unwrap_or(name);
        let name = name.strip_suffix("-vpc").unwrap_or(name);
        let name = name.strip_suffix("-intl").unwrap_or(name);
        let is_instance = |instance: &str| {
            !instance.is_empty() && !instance.contains(|c: char| c == '.' || c.is_whitespace())
        };
        !region.is_empty()
            && (name == "registry" || name.strip_suffix("-registry").is_some_and(is_instance))
    };
    is_registry(rest) || rest.strip_suffix(".cr").is_some_and(is_registry)
}

fn is_tencent(host: &str) -> bool {
    let is_instance = |name: &str| !name.is_empty() && name.bytes().all(is_lower_digit_or_dash);
    host.strip_suffix(".tencentcloudcr.com")
        .is_some_and(is_instance)
        || host
            .strip_suffix("ccr.ccs.tencentyun.com")
            .is_some_and(|personal| personal.bytes().all(|b| b.is_ascii_lowercase()))
}

fn is_local(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    };
    port.is_none_or(|port| port.len() <= 5 && is_digits(port))
        && (name == "localhost" || is_private_v4(name) || is_v6(name))
}

/// Digits and dots in the shape of a private or loopback address.
fn is_private_v4(name: &str) -> bool {
    let mut numbers = name.split('.');
    let (first, second) = (numbers.next(), numbers.next());
    let is_number = |part: Option<&str>| part.is_some_and(|p| p.len() <= 3 && is_digits(p));
    let shape = is_number(second)
        && is_number(numbers.next())
        && is_number(numbers.next())
        && numbers.next().is_none();
    shape
        && match (first, second) {
            (Some("127" | "10"), _) | (Some("192"), Some("168")) => true,
            (Some("172"), Some(b)) => {
                b.len() == 2 && b.parse::<u8>().is_ok_and(|b| (16..=31).contains(&b))
            }
            _ => false,
        }
}

fn is_v6(name: &str) -> bool {
    name.strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .is_some_and(|address| {
            !address.is_empty() && address.bytes().all(|b| b.is_ascii_hexdigit() || b == b':')
        })
}

#[cfg(test)]
#[path = "hosts_tests.rs"]
mod tests;
