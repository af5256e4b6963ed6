//! The shape of a host: a name, or an address, and where it can be reached from.
//!
//! This module may not know any registry. Start at [`Address::of`] and [`is_name_shape`].

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

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
