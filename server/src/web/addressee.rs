//! Whom a request is for, and which page sent it: `Host`, `Origin` and `Sec-Fetch-Site`.
//!
//! A page of another site can let its own name lead to this machine (DNS rebinding) and then read
//! what is answered; its name stands in `Host`. And a browser says of every request that changes
//! something where the page that sends it is from. Start at [`check`].

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderName, Version};
use axum::middleware::Next;
use axum::response::Response;
use reqwest::Url;

use crate::error::ApiError;
use crate::{AppState, Reached};

/// What a browser says of the page that sends a request (Fetch Metadata, W3C).
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses requests for other hosts, and those that change something and are of other sites' pages.
pub(crate) async fn check(
    State(state): State<Arc<AppState>>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let host = host(&request)?;
    // A load balancer asks by whatever name it has.
    let is_health = matches!(request.uri().path(), "/healthz" | "/readyz");
    if let Some(host) = host.as_ref().filter(|_| !is_health)
        && !is_ours(host.host(), &state.reached)
    {
        return Err(ApiError::ForeignHost);
    }
    if !request.method().is_safe() && is_of_another_site(&request, host.as_ref(), &state.reached) {
        return Err(ApiError::ForeignPage);
    }
    Ok(next.run(request).await)
}

/// The one host that a request names. Before HTTP/1.1 none is needed.
fn host(request: &Request) -> Result<Option<Authority>, ApiError> {
    let refused = |why: &str| ApiError::BadRequest(why.to_owned());
    let mut named = request.headers().get_all(HOST).iter();
    let (first, second) = (named.next(), named.next());
    if second.is_some() {
        return Err(refused("This request names its host twice (Host)."));
    }
    let Some(value) = first else {
        return match (request.uri().authority(), request.version()) {
            (Some(authority), _) => Ok(Some(authority.clone())),
            (None, Version::HTTP_09 | Version::HTTP_10) => Ok(None),
            _ => Err(refused("This request does not name its host (Host).")),
        };
    };
    let text = value.to_str().unwrap_or_default();
    let host: Option<Authority> = text.parse().ok();
    let host = host.filter(|_| !text.contains('@'));
    let host = host.ok_or_else(|| refused("This is no name of a host (Host)."))?;
    match request.uri().authority() {
        Some(other) if *other != host => {
            Err(refused("This request names two hosts (its line and Host)."))
        }
        _ => Ok(Some(host)),
    }
}

/// Whether people reach the server by this host.
///
/// No name leads to an address that stands there itself, nor to the machine's own name. Where
/// nobody said by which name people come, any is taken but on the machine itself: whoever listens
/// for others has no cookie under a name that is not theirs.
fn is_ours(host: &str, reached: &Reached) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    if host.parse::<IpAddr>().is_ok() || host == "localhost" || host.ends_with(".localhost") {
        return true;
    }
    if reached.hosts.is_empty() {
        return !reached.is_loopback;
    }
    reached.hosts.contains(&host)
}

/// Whether a page of another site sends it. Programs that are no browser say nothing of that.
fn is_of_another_site(request: &Request, host: Option<&Authority>, reached: &Reached) -> bool {
    let header = |name| {
        request
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap_or("null"))
    };
    if let Some(site) = header(SEC_FETCH_SITE) {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = header(ORIGIN) else {
        return false;
    };
    let Ok(origin) = Url::parse(origin) else {
        return true;
    };
    let name = origin.host_str().unwrap_or_default();
    if reached.hosts.iter().any(|host| host == name) {
        return false;
    }
    let port = |authority: &Authority| authority.port_u16().or(origin.port_or_known_default());
    host.is_none_or(|host| {
        !host.host().eq_ignore_ascii_case(name) || port(host) != origin.port_or_known_default()
    })
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::StatusCode;

    use super::*;
    use crate::testing::TestServer;

    fn reached(hosts: &[&str], is_loopback: bool) -> Reached {
        Reached {
            hosts: hosts.iter().map(|&host| host.to_owned()).collect(),
            is_loopback,
            ..Reached::default()
        }
    }

    #[test]
    fn on_the_own_machine_and_where_a_name_is_given_no_other_name_is_answered() {
        let public = ["wavepass.example.com"];
        for (host, own_machine, named, elsewhere) in [
            ("localhost", true, true, true),
            ("LOCALHOST.", true, true, true),
            ("app.localhost", true, true, true),
            ("127.0.0.1", true, true, true),
            ("[::1]", true, true, true),
            ("192.0.2.7", true, true, true),
            ("wavepass.example.com", false, true, true),
            ("WavePass.example.com.", false, true, true),
            ("evil.example.com", false, false, true),
            ("wavepass.example.com.evil.example", false, false, true),
            ("localhost.evil.example", false, false, true),
            ("127.0.0.1.evil.example", false, false, true),
            ("2130706433.example", false, false, true),
        ] {
            assert_eq!(is_ours(host, &reached(&[], true)), own_machine, "{host}");
            assert_eq!(is_ours(host, &reached(&public, false)), named, "{host}");
            assert_eq!(is_ours(host, &reached(&[], false)), elsewhere, "{host}");
        }
    }

    #[test]
    fn a_request_of_another_sites_page_is_known() {
        let public = reached(&["wavepass.example.com"], false);
        for (host, site, origin, is_foreign) in [
            ("localhost:8080", None, None, false),
            ("localhost:8080", Some("same-origin"), None, false),
            ("localhost:8080", Some("none"), None, false),
            ("localhost:8080", Some("same-site"), None, true),
            (
                "localhost:8080",
                Some("cross-site"),
                Some("http://localhost:8080"),
                true,
            ),
            ("localhost:8080", None, Some("http://localhost:8080"), false),
            ("localhost:8080", None, Some("http://localhost:8081"), true),
            ("localhost", None, Some("http://localhost"), false),
            ("localhost", None, Some("http://localhost:80"), false),
            ("localhost:8080", None, Some("http://evil.example"), true),
            ("localhost:8080", None, Some("null"), true),
            ("localhost:8080", None, Some("\u{1}"), true),
            // A proxy in front may have changed the host.
            (
                "10.0.0.7:8080",
                None,
                Some("https://wavepass.example.com"),
                false,
            ),
            (
                "10.0.0.7:8080",
                None,
                Some("https://other.example.com"),
                true,
            ),
        ] {
            let mut request = Request::post("/");
            for (name, value) in [(SEC_FETCH_SITE, site), (ORIGIN, origin)] {
                if let Some(value) = value {
                    request = request.header(name, value.as_bytes());
                }
            }
            let Ok(request) = request.body(Body::empty()) else {
                continue;
            };
            let host: Authority = host.parse().unwrap();
            let found = is_of_another_site(&request, Some(&host), &public);
            assert_eq!(found, is_foreign, "{host} {site:?} {origin:?}");
        }
    }

    #[tokio::test]
    async fn a_request_names_one_host_and_it_is_this_one() {
        let server = TestServer::start().await;
        for (hosts, path, status) in [
            (&["localhost:1"][..], "/", StatusCode::OK),
            (&["localhost", "localhost"], "/", StatusCode::BAD_REQUEST),
            (&["me@localhost"], "/", StatusCode::BAD_REQUEST),
            (&["local host"], "/", StatusCode::BAD_REQUEST),
            (
                &["localhost"],
                "http://evil.example/",
                StatusCode::BAD_REQUEST,
            ),
            (&["evil.example"], "/", StatusCode::MISDIRECTED_REQUEST),
            (
                &["evil.example"],
                "/session",
                StatusCode::MISDIRECTED_REQUEST,
            ),
            (
                &["evil.example"],
                "/api/service-info",
                StatusCode::MISDIRECTED_REQUEST,
            ),
            (&["evil.example"], "/healthz", StatusCode::NO_CONTENT),
        ] {
            let mut request = Request::get(path);
            for host in hosts {
                request = request.header(HOST, *host);
            }
            let answer = server.send_bare(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, status, "{hosts:?} {path}: {answer:?}");
        }
        let bare = Request::get("/").body(Body::empty()).unwrap();
        assert_eq!(server.send_bare(bare).await.status, StatusCode::BAD_REQUEST);
        let old = Request::get("/").version(Version::HTTP_10);
        let old = old.body(Body::empty()).unwrap();
        assert_eq!(server.send_bare(old).await.status, StatusCode::OK);
    }

    #[tokio::test]
    async fn a_page_of_another_site_changes_nothing_and_may_follow_a_link() {
        let server = TestServer::start().await;
        let of = |method: &str, site: &str| {
            Request::builder()
                .method(method)
                .uri("/session")
                .header("x-wavepass", "1")
                .header(SEC_FETCH_SITE, site)
                .body(Body::empty())
                .unwrap()
        };
        let refused = server.send(of("DELETE", "cross-site")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.message().contains("another site"), "{refused:?}");
        let own = server.send(of("DELETE", "same-origin")).await;
        assert_eq!(own.status, StatusCode::NO_CONTENT);
        let link = server.send(of("GET", "cross-site")).await;
        assert_eq!(link.status, StatusCode::OK);
    }
}
