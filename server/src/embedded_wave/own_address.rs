//! Where this Wave is: the host that stands in the names it gives out, and whether the Platform that
//! a client names is this one.

use reqwest::Url;

/// The address of a server that is both Platform and Wave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnAddress {
    /// The URL of the server, a path included, without a slash at the end.
    base: Url,
    authority: String,
}

impl OwnAddress {
    /// Of the URL under which people reach the server.
    ///
    /// # Errors
    /// A host that container engines take for a name on Docker Hub: one word without a dot.
    pub(crate) fn new(base: &Url) -> Result<Self, String> {
        let host = base.host_str().unwrap_or_default();
        let authority = match (base.port(), is_taken_for_a_host(host)) {
            (Some(port), _) => format!("{host}:{port}"),
            (None, true) => host.to_owned(),
            (None, false) => {
                return Err(format!(
                    "Container engines would read {host}/… as the name of an image on Docker Hub, \
                     because {host} has no dot and no port. Give --public-url a name with a dot, or \
                     a port; or switch the Wave off with --no-wave"
                ));
            }
        };
        Ok(Self {
            base: base.clone(),
            authority,
        })
    }

    /// The host with its port, as it stands in the name of an image.
    pub(crate) fn authority(&self) -> &str {
        &self.authority
    }

    /// Whether clients reach it without TLS.
    pub(crate) fn is_plain_http(&self) -> bool {
        self.base.scheme() == "http"
    }

    /// What belongs into `wave.endpoint`.
    pub(crate) fn wave_endpoint(&self) -> &str {
        self.base.as_str().trim_end_matches('/')
    }

    /// What belongs into `tower.endpoint`.
    pub(crate) fn tower_endpoint(&self) -> String {
        format!("{}/api", self.wave_endpoint())
    }

    /// Whether an endpoint is that of the Platform here. The names of the machine itself are one.
    pub(crate) fn is_own(&self, endpoint: &str) -> bool {
        let Ok(other) = Url::parse(endpoint.trim()) else {
            return false;
        };
        let same_host = |one: &Url, other: &Url| {
            let hosts = (one.host_str(), other.host_str());
            hosts.0 == hosts.1 || (is_loopback(hosts.0) && is_loopback(hosts.1))
        };
        let path = other.path().trim_end_matches('/');
        other.scheme() == self.base.scheme()
            && same_host(&other, &self.base)
            && other.port_or_known_default() == self.base.port_or_known_default()
            && path == format!("{}/api", self.base.path().trim_end_matches('/'))
            && other.query().is_none()
    }
}

/// Whether an engine takes the first part of a name for a host.
fn is_taken_for_a_host(host: &str) -> bool {
    host == "localhost" || host.contains(['.', ':'])
}

fn is_loopback(host: Option<&str>) -> bool {
    let host = host.unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str) -> OwnAddress {
        OwnAddress::new(&Url::parse(url).unwrap()).unwrap()
    }

    #[test]
    fn a_name_of_an_image_begins_with_the_host_and_its_port() {
        for (url, authority, plain) in [
            (
                "https://wavepass.example.org",
                "wavepass.example.org",
                false,
            ),
            (
                "https://wavepass.example.org/tools",
                "wavepass.example.org",
                false,
            ),
            ("https://wavepass:8443/", "wavepass:8443", false),
            ("http://127.0.0.1:9090", "127.0.0.1:9090", true),
            ("http://localhost", "localhost", true),
            ("http://[::1]:9090", "[::1]:9090", true),
        ] {
            assert_eq!(at(url).authority(), authority, "{url}");
            assert_eq!(at(url).is_plain_http(), plain, "{url}");
        }
    }

    #[test]
    fn a_host_that_engines_take_for_docker_hub_is_refused_with_the_way_out() {
        let refused = OwnAddress::new(&Url::parse("https://wavepass/").unwrap()).unwrap_err();
        assert!(refused.contains("--no-wave"), "{refused}");
    }

    #[test]
    fn the_own_platform_is_told_by_host_port_and_path() {
        for (base, endpoint, is_own) in [
            ("https://w.example", "https://w.example/api", true),
            ("https://w.example", "https://w.example/api/", true),
            ("https://w.example", "https://w.example:443/api", true),
            ("https://w.example/p", "https://w.example/p/api", true),
            ("http://127.0.0.1:9090", "http://localhost:9090/api", true),
            ("http://127.0.0.1:9090", "http://[::1]:9090/api", true),
            ("https://w.example", "https://api.cloud.seqera.io", false),
            ("https://w.example", "https://w.example", false),
            ("https://w.example", "http://w.example/api", false),
            ("https://w.example", "https://w.example:8443/api", false),
            ("https://w.example", "https://v.example/api", false),
            ("https://w.example/p", "https://w.example/api", false),
            ("https://w.example", "", false),
        ] {
            assert_eq!(at(base).is_own(endpoint), is_own, "{base} {endpoint}");
        }
        assert_eq!(
            at("https://w.example/p/").tower_endpoint(),
            "https://w.example/p/api"
        );
    }
}
