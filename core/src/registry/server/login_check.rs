//! What Wave's login check does with a registry value.
//!
//! The check (`POST /v1alpha2/validate-creds`) answers whether a login is accepted, which
//! says nothing about whether an image will ever match. It works on the value as it is:
//! first a guard looks at the host, then a URL is made. This module may not call it. Start
//! at [`LoginCheck::of`].

use super::host::{Address, is_name_shape, name_of_private_network};
use crate::secret::Secret;

/// What the login check does with one value. A value may hold a login, so parts of it are
/// kept like secrets.
#[derive(Clone, Debug)]
pub enum LoginCheck {
    /// Status 400: the value is blank.
    Blank,
    /// Status 400: the guard against requests into private networks refuses it.
    Refused(Refusal),
    /// Status 200 with what the registry says when it is asked at this URL.
    Asks(Secret),
    /// Status 200 with `false`, whatever the login.
    False(NoUrl),
}

/// Why the guard refuses a host.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// No host can be made out.
    NoHost,
    /// A loopback, link-local or private address.
    PrivateAddress,
    /// What the guard takes for the host does not resolve.
    DoesNotResolve(Secret),
}

/// Why no request can be made although the guard let the value pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoUrl {
    /// It has characters that no URL has (`URISyntaxException`).
    Syntax,
    /// `java.net.URI` finds no host in it, for instance because of an underscore.
    NoHost,
    /// The port is above 65535.
    PortOutOfRange,
}

impl LoginCheck {
    /// Works out what the check does with a value.
    pub fn of(typed: &str) -> Self {
        if typed.trim().is_empty() {
            return Self::Blank;
        }
        if let Some(refusal) = guard(typed) {
            return Self::Refused(refusal);
        }
        let url = endpoint(typed);
        if url.contains(|c: char| c.is_whitespace() || c.is_control() || r#""<>\^`{|}"#.contains(c))
        {
            return Self::False(NoUrl::Syntax);
        }
        match authority_problem(&url) {
            Some(problem) => Self::False(problem),
            None => Self::Asks(Secret::new(url)),
        }
    }

    /// Whether it can say yes.
    pub fn can_say_yes(&self) -> bool {
        matches!(self, Self::Asks(_))
    }
}

/// The guard of Wave's check: the host must resolve to a public address.
fn guard(typed: &str) -> Option<Refusal> {
    let value = typed.trim_matches(|c: char| c <= ' ').to_ascii_lowercase();
    let host = match value
        .strip_prefix("https://")
        .or(value.strip_prefix("http://"))
    {
        Some(rest) => split_host_port(url_authority(rest)).0,
        None if value.starts_with('[') => split_host_port(&value).0,
        None => value.split(':').next().unwrap_or_default(),
    };
    if host.is_empty() {
        return Some(Refusal::NoHost);
    }
    match Address::of(host) {
        Some(address) if address.is_public() => None,
        Some(_) => Some(Refusal::PrivateAddress),
        None if is_name_shape(host.strip_suffix('.').unwrap_or(host))
            && host.contains('.')
            && name_of_private_network(host).is_none() =>
        {
            None
        }
        None => Some(Refusal::DoesNotResolve(host.into())),
    }
}

/// The URL that Wave makes of a registry (`RegistryLookupServiceImpl`).
fn endpoint(typed: &str) -> String {
    let registry = if typed == crate::registry::DOCKER_HUB {
        "registry-1.docker.io"
    } else {
        typed
    };
    let mut url = if typed.starts_with("http://") || typed.starts_with("https://") {
        registry.to_owned()
    } else {
        format!("https://{registry}")
    };
    if url.ends_with("/v2") {
        url.push('/');
    }
    if !url.ends_with("/v2/") {
        url.push_str("/v2/");
    }
    url
}

/// Why `java.net.URI` and the HTTP client cannot use the host and port of a URL.
fn authority_problem(url: &str) -> Option<NoUrl> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, port) = split_host_port(url_authority(rest));
    if Address::of(host).is_none() {
        let has_edge_dash = |label: &str| label.starts_with('-') || label.ends_with('-');
        let name = host.strip_suffix('.').unwrap_or(host);
        let last = name.rsplit('.').next().unwrap_or_default();
        if !is_name_shape(name)
            || name.contains('_')
            || name.split('.').any(has_edge_dash)
            || last.starts_with(|c: char| c.is_ascii_digit())
        {
            return Some(NoUrl::NoHost);
        }
    }
    match port {
        None | Some("") => None,
        // Java reads the port as a 32-bit number; what is none makes the host unreadable.
        Some(port) => match port.parse::<i32>() {
            Ok(number) if port.starts_with(|c: char| c.is_ascii_digit()) => {
                (number > 65_535).then_some(NoUrl::PortOutOfRange)
            }
            _ => Some(NoUrl::NoHost),
        },
    }
}

/// The host and port of what follows `://`, without a login.
fn url_authority(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default()
}

/// Splits at the last colon that is not inside brackets.
fn split_host_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    }
}
