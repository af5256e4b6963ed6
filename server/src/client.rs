//! Who asks: the address that a request came from.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request};

/// The address that a request came from; none in a test without a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Client(pub(crate) Option<IpAddr>);

impl Client {
    /// Of a trusted proxy, the address that it names last.
    pub(crate) fn of(request: &Request, trusts_forwarded: bool) -> Self {
        let forwarded = request
            .headers()
            .get_all("x-forwarded-for")
            .iter()
            .next_back();
        let forwarded = forwarded
            .and_then(|addresses| addresses.to_str().ok())
            .and_then(|addresses| addresses.rsplit(',').next())
            .and_then(|address| address.trim().parse::<IpAddr>().ok());
        if let Some(address) = forwarded.filter(|_| trusts_forwarded) {
            return Self(Some(address));
        }
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        Self(peer.map(|peer| peer.0.ip()))
    }
}

/// Whoever has one IPv6 address mostly has the 2⁶⁴ of its network.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_network_are_one_and_others_are_not() {
        for (one, other, is_one) in [
            ("192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
            ("::ffff:192.0.2.1", "192.0.2.1", true),
            ("2001:db8:0:1::1", "2001:db8:0:1:ffff::9", true),
            ("2001:db8:0:1::1", "2001:db8:0:2::1", false),
        ] {
            let of = |text: &str| network(text.parse().unwrap());
            assert_eq!(of(one) == of(other), is_one, "{one} {other}");
        }
    }
}
