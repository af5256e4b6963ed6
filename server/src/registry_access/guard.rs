//! Which addresses this server asks for somebody else.
//!
//! Who may name a host could otherwise reach what only this server reaches: its own machine, the
//! network around it, the service that gives cloud machines their keys. A name is resolved once,
//! and what is connected to is what was looked at: the client has no other resolver. An address
//! that stands in a URL is looked at before it is asked, because no resolver sees it. Start at
//! [`Guard`].

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::LazyLock;

use ipnet::IpNet;
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Networks that are nobody's on the internet: the registries of special addresses for IPv4 and
/// IPv6 (<https://www.iana.org/assignments/iana-ipv4-special-registry>, `-ipv6-`), and multicast.
const SPECIAL: [&str; 30] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.31.196.0/24",
    "192.52.193.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "192.175.48.0/24",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "::/127",
    "100::/64",
    "100:0:0:1::/64",
    "2001::/23",
    "2001:db8::/32",
    "2620:4f:8000::/48",
    "3fff::/20",
    "5f00::/16",
    "64:ff9b:1::/48",
    "fc00::/7",
    "fe80::/9",
    "ff00::/8",
];

/// What nobody has a registry at, in a private network either: the services that give cloud
/// machines their keys (of Alibaba Cloud, Azure, Oracle Cloud, and by link-local addresses the
/// others), and what is no address of one machine.
const NEVER: [&str; 9] = [
    "100.100.100.200/32",
    "168.63.129.16/32",
    "192.0.0.192/32",
    "169.254.0.0/16",
    "fe80::/10",
    "fd00:ec2::/32",
    "0.0.0.0/8",
    "224.0.0.0/3",
    "ff00::/8",
];

static SPECIAL_NETWORKS: LazyLock<Vec<IpNet>> = LazyLock::new(|| networks(&SPECIAL));

static NEVER_ASKED: LazyLock<Vec<IpNet>> = LazyLock::new(|| networks(&NEVER));

fn networks(all: &[&str]) -> Vec<IpNet> {
    let networks = all.iter().filter_map(|network| network.parse().ok());
    networks.collect()
}

/// The ports that are asked where only public registries are: that of HTTPS, and those that no
/// system service has.
const LOWEST_FREE_PORT: u16 = 1024;

/// What is asked and what is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Guard {
    /// Whether addresses of private networks are asked as well.
    pub(crate) allows_private: bool,
    /// Whether this machine is asked as well, and without TLS.
    pub(crate) allows_this_machine: bool,
}

/// Why something is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotAllowed {
    /// For its address.
    #[error("the address is not allowed")]
    Address,
    /// For its port.
    #[error("the port is not allowed")]
    Port,
    /// Because it is to be asked without TLS.
    #[error("without TLS nothing is asked")]
    Plain,
}

impl Guard {
    /// Looks at a URL before it is asked. Of a name it is looked at where it leads when it is
    /// resolved.
    pub(crate) fn look_at(self, url: &Url) -> Result<(), NotAllowed> {
        if let Some(address) = address_of(url) {
            self.look_at_address(address)?;
        }
        if self.asks_this_machine(url) {
            return Ok(());
        }
        if url.scheme() != "https" {
            return Err(NotAllowed::Plain);
        }
        let port = url.port_or_known_default().unwrap_or_default();
        if self.allows_private || port == 443 || port >= LOWEST_FREE_PORT {
            Ok(())
        } else {
            Err(NotAllowed::Port)
        }
    }

    /// Whether a URL is one of this machine, and it is asked.
    pub(crate) fn asks_this_machine(self, url: &Url) -> bool {
        let is_here = url.host_str() == Some("localhost")
            || address_of(url).is_some_and(|address| address.is_loopback());
        is_here && self.allows_this_machine
    }

    fn look_at_address(self, address: IpAddr) -> Result<(), NotAllowed> {
        let inner = match address {
            IpAddr::V4(_) => None,
            IpAddr::V6(v6) => inside(v6).map(IpAddr::V4),
        };
        for address in std::iter::once(address).chain(inner) {
            let is_in = |networks: &[IpNet]| networks.iter().any(|it| it.contains(&address));
            let is_allowed = if address.is_loopback() {
                self.allows_this_machine
            } else if is_in(&NEVER_ASKED) {
                false
            } else {
                self.allows_private || !is_in(&SPECIAL_NETWORKS)
            };
            if !is_allowed {
                return Err(NotAllowed::Address);
            }
        }
        Ok(())
    }
}

/// The address that stands in a URL in place of a name. The form of URLs knows every spelling of
/// one: 0x7f.1, 2130706433.
fn address_of(url: &Url) -> Option<IpAddr> {
    let host = url.host_str()?;
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok()
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = *self;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = found.collect();
            // One that is not public among others is no mistake of somebody honest.
            for address in &found {
                guard.look_at_address(address.ip())?;
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// The address of IPv4 that one of IPv6 leads to: mapped, compatible, translated by NAT64, or
/// by 6to4.
fn inside(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let of = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match address.segments() {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => Some(of(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: Guard = Guard {
        allows_private: false,
        allows_this_machine: false,
    };

    const PRIVATE: Guard = Guard {
        allows_private: true,
        allows_this_machine: false,
    };

    const OWN: Guard = Guard {
        allows_private: true,
        allows_this_machine: true,
    };

    fn url(host: &str) -> Url {
        Url::parse(&format!("https://{host}/v2/")).unwrap_or_else(|e| panic!("{host}: {e}"))
    }

    #[test]
    fn every_network_of_the_tables_is_read() {
        assert_eq!(SPECIAL_NETWORKS.len(), SPECIAL.len());
        assert_eq!(NEVER_ASKED.len(), NEVER.len());
    }

    #[test]
    fn an_address_that_is_nobodys_on_the_internet_is_not_asked_however_it_is_written() {
        for host in [
            "127.0.0.1",
            "127.1",
            "127.0.1",
            "2130706433",
            "0x7f000001",
            "0x7f.0.0.1",
            "0x7f.1",
            "0177.0.0.1",
            "017700000001",
            "0",
            "0.0.0.0",
            "0x0",
            "127.255.255.254",
            "127.0.0.1.",
            "１２７.０.０.１",
            "10.0.0.5",
            "012.0.0.5",
            "167772165",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "0xc0a80101",
            "3232235777",
            "100.64.0.1",
            "100.127.255.255",
            "169.254.169.254",
            "0xa9fea9fe",
            "2852039166",
            "0251.0376.0251.0376",
            "169.254.170.2",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "[::1]",
            "[::]",
            "[0:0:0:0:0:0:0:1]",
            "[::127.0.0.1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::ffff:169.254.169.254]",
            "[::ffff:0:10.0.0.1]",
            "[64:ff9b::127.0.0.1]",
            "[64:ff9b::a9fe:a9fe]",
            "[64:ff9b:1::1]",
            "[2002:7f00:1::]",
            "[2002:a9fe:a9fe::1]",
            "[fe80::1]",
            "[fec0::1]",
            "[fc00::1]",
            "[fd00:ec2::254]",
            "[ff02::1]",
            "[2001:db8::1]",
            "[100::1]",
            "[2001::1]",
        ] {
            assert_eq!(
                PUBLIC.look_at(&url(host)),
                Err(NotAllowed::Address),
                "{host}"
            );
        }
    }

    #[test]
    fn an_address_of_the_internet_and_a_name_are_asked() {
        for host in [
            "quay.io",
            "quay.io:8443",
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "[2606:4700:4700::1111]",
            "[64:ff9b::808:808]",
            "[2002:808:808::1]",
            "[::ffff:8.8.8.8]",
            "registry.10.0.0.5.example.com",
        ] {
            assert_eq!(PUBLIC.look_at(&url(host)), Ok(()), "{host}");
        }
    }

    #[test]
    fn without_tls_and_at_the_port_of_a_system_service_nothing_is_asked() {
        for (url, not) in [
            ("http://quay.io/v2/", NotAllowed::Plain),
            ("https://quay.io:22/v2/", NotAllowed::Port),
            ("https://quay.io:80/v2/", NotAllowed::Port),
            ("https://quay.io:444/", NotAllowed::Port),
        ] {
            let url = Url::parse(url).unwrap();
            assert_eq!(PUBLIC.look_at(&url), Err(not), "{url}");
        }
    }

    #[test]
    fn who_allows_private_networks_allows_no_keys_of_a_cloud_and_not_this_machine() {
        for host in [
            "10.0.0.5",
            "192.168.1.1:5000",
            "[fd00::1]",
            "100.64.0.1:444",
            "quay.io",
        ] {
            assert_eq!(PRIVATE.look_at(&url(host)), Ok(()), "{host}");
        }
        for host in [
            "169.254.169.254",
            "[::ffff:169.254.169.254]",
            "[fd00:ec2::254]",
            "100.100.100.200",
            "168.63.129.16",
            "127.0.0.1:5000",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "0.0.0.0",
            "224.0.0.1",
            "[fe80::1]",
        ] {
            assert_eq!(
                PRIVATE.look_at(&url(host)),
                Err(NotAllowed::Address),
                "{host}"
            );
        }
        let plain = Url::parse("http://10.0.0.5/v2/").unwrap();
        assert_eq!(PRIVATE.look_at(&plain), Err(NotAllowed::Plain));
    }

    #[test]
    fn who_runs_it_for_oneself_may_ask_the_own_machine() {
        for url in [
            "http://127.0.0.1:5000/v2/",
            "http://localhost:80/v2/",
            "https://10.0.0.5/",
        ] {
            assert_eq!(OWN.look_at(&Url::parse(url).unwrap()), Ok(()), "{url}");
        }
        let keys = Url::parse("http://169.254.169.254/latest/").unwrap();
        assert_eq!(OWN.look_at(&keys), Err(NotAllowed::Address));
    }

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_is_not_asked() {
        let name = |text: &str| text.parse::<Name>().unwrap();
        for guard in [PUBLIC, PRIVATE] {
            let refused = guard.resolve(name("localhost")).await;
            let error = refused.err().expect("localhost is this machine");
            assert!(error.downcast_ref::<NotAllowed>().is_some(), "{error}");
        }
        let found = OWN.resolve(name("localhost")).await.unwrap();
        assert!(found.into_iter().all(|it| it.ip().is_loopback()));
    }
}
