//! A host that images can be written with: its shape, where it can be reached from, what it is
//! reserved for, and what to check.
//!
//! This module may not suggest another host. Start at [`report`], [`Address::of`] and
//! [`is_name_shape`].

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Suggestion;
use super::change::Diagnostics;
use super::stand_in::is_public_only;
use crate::finding::rules;
use crate::registry::catalogue::hosts::{AcrEndpoint, AcrHost};
use crate::registry::ecr::EcrHost;
use crate::registry::server::stand_in::ECR_HOST_NOT_SUPPORTED_BY_WAVE;
use crate::registry::wave_setup::{LIKELY_RESERVED_HOST, WaveHost, WaveSetup};

rules! {
    /// The registry is no host, or none that images can be written with.
    pub(crate) NOT_A_HOST = "not-a-host" {
        severity: Warning,
        why: "Wave takes only text with a dot or a colon for a host, and image names have only \
              plain letters, digits, dots and dashes there. So it most likely matches no image.",
        action: "Enter the host that the images are written with, for instance quay.io. For \
                 Docker Hub that is docker.io; write an international name in its “xn--” form.",
    }

    /// This is a regional login server of an Azure registry.
    pub(crate) ACR_REGIONAL_ENDPOINT = "acr-regional-endpoint" {
        severity: Info,
        why: "It is a host of its own: Wave uses these credentials only for images that are \
              written with it, not for those with the registry's general host.",
        action: "If your images are written with this host, there is nothing to do. Otherwise \
                 enter the general login server.",
    }

    /// The login check is likely wrong about Amazon ECR in China.
    pub(crate) ECR_CHINA_VALIDATION = "ecr-china-validation" {
        severity: Info,
        why: "Wave's check most likely asks at another address there and answers no, although \
              pulls work. Platform may then refuse to store the credentials.",
        action: "There is nothing to correct in the host. If Platform refuses the login, do not \
                 take that alone as a sign that it is wrong.",
    }

    /// The AWS account in the host is not written as twelve digits.
    pub(crate) ECR_ACCOUNT_NOT_12_DIGITS = "ecr-account-not-12-digits" {
        severity: Warning,
        why: "AWS accounts have twelve digits, written in a host without dashes. Images of the \
              registry are written with them, so a host with anything else most likely matches \
              none.",
        action: "Compare the account with the repository's address in the AWS console.",
    }

    /// This looks like the web site of a GitLab, whose registry is often elsewhere.
    pub(crate) GITLAB_HOST_NEEDS_CHECK = "gitlab-host-needs-check" {
        severity: Info,
        why: "The registry is often on registry. and the domain, or on port 5050. Wave compares \
              character by character, so it has to be the host that the images are written \
              with.",
        action: "Look under Deploy, Container registry in GitLab, and enter the host that is \
                 shown there.",
    }

    /// The registry has a port, so Wave can most likely pull from it and do nothing else.
    pub(crate) CUSTOM_PORT_NOT_USABLE_FOR_PUSH = "custom-port-not-usable-for-push" {
        severity: Warning,
        why: "For builds, freeze, mirror and cache Wave most likely looks the login up without \
              the port and does not find it. Hosted Wave pulls only if the internet reaches \
              that port.",
        action: "For pulls there is nothing to do. To push, use a host without a port.",
    }

    /// The host means the machine that asks.
    pub(crate) LOCAL_HOST = "local-host" {
        severity: Warning,
        why: "For Wave this is the machine that Wave runs on, not yours. Its login check \
              refuses such a host.",
        action: "Enter a host that Wave can reach.",
    }

    /// The host is known only inside a private network.
    pub(crate) PRIVATE_ADDRESS = "private-address" {
        severity: Warning,
        why: "Hosted Wave runs in Seqera's cloud and cannot reach a private network, whatever \
              the login.",
        action: "Use a registry that the internet reaches, or a self-hosted Wave that can reach \
                 this one.",
    }

    /// The host has an underscore.
    pub(crate) UNDERSCORE_IN_HOST = "underscore-in-host" {
        severity: Warning,
        why: "Wave most likely cannot use such a host: Java finds no host in an address with \
              it, so neither the login check nor a pull gets anywhere.",
        action: "Give the registry a name without an underscore.",
    }

    /// Wave ignores stored credentials for this host.
    pub(crate) RESERVED_BY_WAVE = "reserved-by-wave" {
        severity: Warning,
        why: "Wave keeps its own images there and does not look at stored credentials for such \
              a host, so yours are ignored. For one of the hosts of hosted Wave this is likely, \
              not certain.",
        action: "Use another host for images of your own. For the images that Wave keeps there \
                 nothing has to be stored.",
    }

    /// This is the host of Wave's own service.
    pub(crate) WAVE_ITSELF = "wave-itself" {
        severity: Warning,
        why: "Images on this host come from Wave already and need no credentials of yours. The \
              registries behind them do.",
        action: "Store credentials for the registry from which the original image comes.",
    }

    /// The registry is public and lets nobody log in.
    pub(crate) PUBLIC_ONLY = "public-only" {
        severity: Warning,
        why: "Credentials for it do nothing. Its images are pulled without a login.",
        action: "There is nothing to add for this registry.",
    }
}

/// An address, or the name that always means this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// This machine.
    Loopback,
    /// An address of version 4.
    V4(Ipv4Addr),
    /// An address of version 6.
    V6(Ipv6Addr),
}

impl Address {
    /// Reads a lower-cased host without its port; an address of version 6 in brackets.
    pub(super) fn of(host: &str) -> Option<Self> {
        if host == "localhost" || host.ends_with(".localhost") && is_name_shape(host) {
            return Some(Self::Loopback);
        }
        // Most hosts are names, and reading an address takes longer than this.
        let first = host.as_bytes().first()?;
        if !first.is_ascii_digit() && *first != b'[' {
            return None;
        }
        let bare = host
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        let address = match bare {
            Some(v6) => IpAddr::V6(v6.parse().ok()?),
            None => IpAddr::V4(host.parse().ok()?),
        };
        Some(match address {
            address if address.is_loopback() || address.is_unspecified() => match address {
                IpAddr::V4(_) => Self::Loopback,
                IpAddr::V6(v6) => Self::V6(v6),
            },
            IpAddr::V4(v4) => Self::V4(v4),
            IpAddr::V6(v6) => Self::V6(v6),
        })
    }

    /// Whether the internet reaches it, as far as an address tells.
    pub(super) fn is_public(self) -> bool {
        match self {
            Self::Loopback => false,
            Self::V4(v4) => !v4.is_private() && !v4.is_link_local(),
            Self::V6(v6) => {
                let first = v6.segments()[0];
                let is_local = matches!(first & 0xfe00, 0xfc00) || matches!(first & 0xff80, 0xfe80);
                !(v6.is_loopback() || v6.is_unspecified() || is_local)
            }
        }
    }
}

/// Whether a text, without a dot at its end, is made of labels as host names are. Wave takes
/// underscores, dashes anywhere and upper case too.
pub(super) fn is_name_shape(text: &str) -> bool {
    text.len() <= 253
        && text.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        })
}

/// The ending that shows that only a private network knows a name, for instance `.local`.
pub(super) fn name_of_private_network(host: &str) -> Option<&'static str> {
    [
        ".local",
        ".internal",
        ".corp",
        ".lan",
        ".localdomain",
        ".intranet",
        ".home.arpa",
        // Services of a Kubernetes cluster; with `.cluster.local` the ending above holds.
        ".svc",
        ".private",
        ".home",
        ".test",
    ]
    .into_iter()
    .find(|ending| host.ends_with(ending))
}

/// Whether a host, perhaps with a port, is an address of version 6.
pub(super) fn is_v6(host: &str) -> bool {
    let is_address =
        |text: &str| text.contains(':') && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b':');
    match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').is_some_and(|(address, port)| {
            is_address(address) && matches!(port.bytes().next(), None | Some(b':'))
        }),
        None => is_address(host) && host.parse::<Ipv6Addr>().is_ok(),
    }
}

/// The host that Wave's own service answers on.
const HOST_OF_WAVE: &str = "wave.seqera.io";

/// The host with its port, where it has one.
pub(super) fn with_port(host: &str, port: Option<&str>) -> String {
    match port {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// Says what is known about a host, lower-cased and without a dot at its end.
pub(super) fn report(
    host: &str,
    port: Option<&str>,
    setup: &WaveSetup,
    diagnostics: &mut Diagnostics,
) {
    if host.contains('_') {
        diagnostics.warning(
            UNDERSCORE_IN_HOST,
            "Wave most likely cannot use a host with an underscore: Java finds no host in such \
             an address, so neither the login check nor a pull gets anywhere.",
        );
    }
    if let Some(ecr) = EcrHost::read(host) {
        report_ecr(&ecr, diagnostics);
    }
    if let Some(acr) = AcrHost::read(host)
        && let Some((_, AcrEndpoint::Login)) = acr.regional
    {
        diagnostics.info(
            ACR_REGIONAL_ENDPOINT,
            "This is a regional login server. It matches only images that are written with it, \
             not those with the registry's general host.",
        );
    }
    let is_private = is_private(host);
    if is_private && setup.host == WaveHost::Seqera {
        diagnostics.warning(
            PRIVATE_ADDRESS,
            "Hosted Wave runs in Seqera's cloud and cannot reach a private network, whatever \
             the login. Such a registry needs a self-hosted Wave.",
        );
    }
    match port {
        Some(_) if !is_private => report_port(setup, diagnostics),
        None if is_gitlab(host) => diagnostics.info(
            GITLAB_HOST_NEEDS_CHECK,
            format!(
                "This looks like the web site of a GitLab. Its registry is often on \
                 registry.{} or on port 5050: look under Deploy, Container registry.",
                host.strip_prefix("gitlab.").unwrap_or(host)
            ),
        ),
        _ => {}
    }
    report_reserved(&with_port(host, port), setup, diagnostics);
}

/// The suggestion for a host that means the machine that asks.
pub(super) fn loopback(
    host: &str,
    port: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Suggestion {
    let needs_port = port.is_none() && !host.contains('.');
    if needs_port {
        diagnostics.warning(
            NOT_A_HOST,
            "Without a port Wave takes localhost for a folder of Docker Hub, so this never \
             matches.",
        );
    }
    diagnostics.warning(
        LOCAL_HOST,
        "For Wave this is the machine that Wave runs on, not yours, and its login check refuses \
         it. Use a host that Wave reaches.",
    );
    if needs_port {
        Suggestion::Template(format!("{host}:<port>"))
    } else {
        Suggestion::Host(with_port(host, port))
    }
}

/// Says that Wave does not exchange the keys for this ECR host.
pub(super) fn not_known_to_wave(diagnostics: &mut Diagnostics) {
    diagnostics.warning(
        ECR_HOST_NOT_SUPPORTED_BY_WAVE,
        "Wave exchanges AWS keys for a login only on plain ECR hosts, not on those of FIPS, \
         dual-stack, amazonaws.eu and isolated regions. Here it sends the keys as they are, \
         which ECR refuses. Write images and credentials with the plain host, where there is \
         one.",
    );
}

fn report_ecr(ecr: &EcrHost<'_>, diagnostics: &mut Diagnostics) {
    if !ecr.has_twelve_digits() {
        diagnostics.warning(
            ECR_ACCOUNT_NOT_12_DIGITS,
            "AWS accounts have twelve digits. Compare this one with the repository's address in \
             the AWS console.",
        );
    }
    if !ecr.is_known_to_wave() {
        not_known_to_wave(diagnostics);
    } else if ecr.suffix == "amazonaws.com.cn" {
        diagnostics.info(
            ECR_CHINA_VALIDATION,
            "The login check most likely says no to ECR in China although pulls work, because \
             it asks at another address.",
        );
    }
}

fn report_port(setup: &WaveSetup, diagnostics: &mut Diagnostics) {
    let code = CUSTOM_PORT_NOT_USABLE_FOR_PUSH;
    match setup.host {
        WaveHost::Seqera => diagnostics.warning(
            code,
            "Hosted Wave pulls from a host with a port, if the internet reaches that port. Most \
             likely it cannot build, freeze, mirror or cache there, because it looks the login \
             up without the port.",
        ),
        WaveHost::SelfHosted => diagnostics.info(
            code,
            "Wave pulls from a host with a port. Most likely it cannot build, freeze, mirror or \
             cache there, because it looks the login up without the port.",
        ),
    }
}

fn report_reserved(host: &str, setup: &WaveSetup, diagnostics: &mut Diagnostics) {
    let is = |reserved: &String| reserved.eq_ignore_ascii_case(host);
    if setup.reserved_hosts.iter().any(is) {
        diagnostics.warning(
            RESERVED_BY_WAVE,
            "Wave's operator keeps images on this host and uses its own credentials for it. \
             Yours would be ignored.",
        );
    } else if host == LIKELY_RESERVED_HOST && setup.host == WaveHost::Seqera {
        diagnostics.warning(
            RESERVED_BY_WAVE,
            "Hosted Wave most likely builds its images on this host and ignores other \
             credentials for it.",
        );
    } else if host == HOST_OF_WAVE {
        diagnostics.warning(
            WAVE_ITSELF,
            "Images on this host come from Wave already. They need no credentials of yours; \
             the registries behind them do.",
        );
    } else if is_public_only(host) {
        diagnostics.warning(
            PUBLIC_ONLY,
            "This registry is public and lets nobody log in, so credentials for it do nothing.",
        );
    }
}

/// Whether only a private network knows the host: by its address, its ending, the absence of
/// a domain, or the names that vendors give to hosts inside their clouds.
fn is_private(host: &str) -> bool {
    if let Some(address) = Address::of(host) {
        return !address.is_public();
    }
    let inside_a_cloud = host
        .strip_prefix("private.")
        .is_some_and(|rest| rest.ends_with("icr.io"))
        || host.ends_with(".aliyuncs.com") && {
            let first = host.split('.').next().unwrap_or_default();
            first.ends_with("-vpc") || first.ends_with("-internal")
        };
    // No ending of the internet has a dash in it but those of other scripts: this is a service
    // and its namespace in a cluster.
    let last = host.rsplit('.').next().unwrap_or_default();
    let in_a_cluster = last.contains('-') && !last.starts_with("xn--");
    inside_a_cloud || in_a_cluster || !host.contains('.') || name_of_private_network(host).is_some()
}

/// Whether the first word of a host is that of a GitLab's web site.
fn is_gitlab(host: &str) -> bool {
    host.split('.')
        .next()
        .is_some_and(|first| first.split('-').any(|word| word == "gitlab"))
}
