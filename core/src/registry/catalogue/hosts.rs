//! The shapes of registry hosts that have a shape, and their parts.
//!
//! Written out rather than as patterns: these rules run on every key press, and the first
//! page of the app would load a pattern engine for them alone. Every host must be lower-cased
//! already. This module may not look at anything but the host, and may not judge: a host that
//! is not of a shape has no parts, whatever the reason. Start at [`AcrHost`].

use crate::registry::ecr::EcrHost;

/// The parts of an Azure Container Registry host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AcrHost<'a> {
    /// The registry: 5 to 50 lower-case letters and digits.
    pub name: &'a str,
    /// The hash of a domain name label, as in `name-hash.azurecr.io`.
    pub label: Option<&'a str>,
    /// The region and what the host serves there.
    pub regional: Option<(&'a str, AcrEndpoint)>,
    /// The cloud: `io`, `cn`, `us` or `de`.
    pub cloud: &'a str,
}

/// What a regional host of an Azure registry serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcrEndpoint {
    /// `.geo.`: a login server of its own.
    Login,
    /// `.data.`: layers only. Nobody logs in there.
    Data,
}

impl<'a> AcrHost<'a> {
    /// Takes a lower-cased host apart; `None` when it is not of that shape.
    pub fn read(host: &'a str) -> Option<Self> {
        let (rest, cloud) = host.rsplit_once('.')?;
        let rest = rest.strip_suffix(".azurecr")?;
        let (first, regional) = match rest.split_once('.') {
            None => (rest, None),
            Some((first, rest)) => {
                let (region, service) = rest.split_once('.')?;
                let endpoint = match service {
                    "geo" => AcrEndpoint::Login,
                    "data" => AcrEndpoint::Data,
                    _ => return None,
                };
                (first, Some((region, endpoint)))
            }
        };
        let (name, label) = match first.split_once('-') {
            None => (first, None),
            Some((name, label)) => (name, Some(label)),
        };
        (matches!(cloud, "io" | "cn" | "us" | "de")
            && is_acr_name(name)
            && label.is_none_or(is_lower_or_digits)
            && regional.is_none_or(|(region, _)| is_lower_or_digits(region)))
        .then_some(Self {
            name,
            label,
            regional,
            cloud,
        })
    }

    /// The login server of the registry, where the host itself serves layers only.
    pub fn login_server(&self) -> Option<String> {
        matches!(self.regional, Some((_, AcrEndpoint::Data))).then(|| match self.label {
            Some(label) => format!("{}-{label}.azurecr.{}", self.name, self.cloud),
            None => format!("{}.azurecr.{}", self.name, self.cloud),
        })
    }
}

/// Whether Azure lets a registry have this name, in lower case.
pub fn is_acr_name(text: &str) -> bool {
    (5..=50).contains(&text.len()) && is_lower_or_digits(text)
}

/// The location in a Google Artifact Registry host, for instance `europe-west2` or `us`.
pub fn gar_location(host: &str) -> Option<&str> {
    let rest = host.strip_suffix(".pkg.dev")?;
    if let Some(rest) = rest.strip_prefix("docker.") {
        return rest
            .strip_suffix(".rep")
            .filter(|region| is_gar_region(region));
    }
    let location = rest.strip_suffix("-docker")?;
    (is_gar_region(location) || is_lower(location)).then_some(location)
}

/// A Google region: a word, a dash, a word with a number, as in `northamerica-northeast1`.
fn is_gar_region(text: &str) -> bool {
    text.split_once('-').is_some_and(|(area, place)| {
        let letters = place.trim_end_matches(|c: char| c.is_ascii_digit());
        is_lower(area) && is_lower(letters) && letters.len() < place.len()
    })
}

pub(super) fn is_ecr(host: &str) -> bool {
    EcrHost::read(host).is_some_and(|ecr| ecr.has_twelve_digits())
}

pub(super) fn is_acr(host: &str) -> bool {
    AcrHost::read(host).is_some()
}

pub(super) fn is_gar(host: &str) -> bool {
    gar_location(host).is_some()
}

pub(super) fn is_jfrog(host: &str) -> bool {
    host.strip_suffix(".jfrog.io").is_some_and(|instance| {
        (2..=63).contains(&instance.len())
            && instance.bytes().all(is_lower_digit_or_dash)
            && !instance.starts_with('-')
            && !instance.ends_with('-')
    })
}

pub(super) fn is_ocir(host: &str) -> bool {
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

pub(super) fn is_icr(host: &str) -> bool {
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

pub(super) fn is_alibaba(host: &str) -> bool {
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

pub(super) fn is_tencent(host: &str) -> bool {
    let is_instance = |name: &str| !name.is_empty() && name.bytes().all(is_lower_digit_or_dash);
    host.strip_suffix(".tencentcloudcr.com")
        .is_some_and(is_instance)
        || host
            .strip_suffix("ccr.ccs.tencentyun.com")
            .is_some_and(|personal| personal.bytes().all(|b| b.is_ascii_lowercase()))
}

pub(super) fn is_local(host: &str) -> bool {
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

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_lower(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase())
}

fn is_lower_digit_or_dash(b: u8) -> bool {
    b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'
}

fn is_lower_or_digits(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

#[cfg(test)]
#[path = "hosts_tests.rs"]
mod tests;
