//! Whether the session's cookie may travel without TLS: on the machine itself, and nowhere else.

use std::net::IpAddr;

use axum::http::HeaderMap;
use axum::http::header::ORIGIN;
use reqwest::Url;

/// How a page was reached, as far as its request tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Transport {
    /// With TLS, or nobody says: the cookie is sent over HTTPS only.
    Protected,
    /// Without TLS on the machine itself.
    Loopback,
    /// Without TLS from elsewhere. A browser drops a cookie that is for HTTPS only, and another one
    /// would show the token to whoever listens.
    Exposed,
}

impl Transport {
    /// By the address of the page that sends the request, which a browser names and no page can
    /// change. Other programs name none: then what the server knows of itself counts.
    pub(super) fn of(headers: &HeaderMap, is_loopback: bool) -> Self {
        let origin = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
        match origin.and_then(|origin| Url::parse(origin).ok()) {
            Some(url) if url.scheme() == "http" && is_on_this_machine(&url) => Self::Loopback,
            Some(url) if url.scheme() == "http" => Self::Exposed,
            None if is_loopback => Self::Loopback,
            _ => Self::Protected,
        }
    }
}

/// Whether a URL leads to the machine that opens it.
pub(crate) fn is_on_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match address.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_cookie_travels_without_tls_on_the_machine_itself_only() {
        for (origin, is_loopback, expected) in [
            ("https://wavepass.test", false, Transport::Protected),
            ("https://localhost", true, Transport::Protected),
            ("http://localhost:8080", false, Transport::Loopback),
            ("http://127.0.0.1:8080", false, Transport::Loopback),
            ("http://[::1]:8080", false, Transport::Loopback),
            ("http://wavepass.test", true, Transport::Exposed),
            ("http://localhost.test", true, Transport::Exposed),
            ("http://10.0.0.7:8080", false, Transport::Exposed),
            ("null", false, Transport::Protected),
            ("", true, Transport::Loopback),
            ("", false, Transport::Protected),
        ] {
            let mut headers = HeaderMap::new();
            if !origin.is_empty() {
                headers.insert(ORIGIN, HeaderValue::from_static(origin));
            }
            assert_eq!(Transport::of(&headers, is_loopback), expected, "{origin}");
        }
    }
}
