//! What an operator sees of a running server: log lines of requests and numbers for Prometheus.
//!
//! A request is named by its route, as it is declared, never by its path or its query: those hold
//! what people typed. Start at [`observe`].

mod metrics;

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use wavepass_core::failure;

pub(crate) use metrics::{CONTENT_TYPE, Metrics};

use metrics::Labels;

use crate::client::Client;
use crate::{AppState, ids};

/// The name of a request in logs, here and in what stands in front: an answer's header, and of a
/// trusted proxy a request's.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives each request an id, and tells of it in the log and in the numbers.
pub(crate) async fn observe(
    State(state): State<Arc<AppState>>,
    mut request: Request,
    next: Next,
) -> Response {
    let begin = Instant::now();
    let trusts = state.reached.trusts_forwarded;
    let id = request_id(request.headers(), trusts);
    let client = Client::of(&request, trusts);
    request.extensions_mut().insert(client);
    let client = client.0.map(|address| address.to_string());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("page", |path| {
        let path = path.as_str();
        path.strip_prefix(&state.reached.prefix).unwrap_or(path)
    });
    let route = route.to_owned();
    let span = tracing::info_span!("request", id, method = known(&method), route, client);
    state.metrics.begin();
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = begin.elapsed();
    let status = response.status().as_u16();
    let failed = response.headers().get(failure::HEADER);
    let failed = failed.and_then(|failure| failure.to_str().ok());
    let labels = Labels {
        method: known(&method).to_owned(),
        route: route.clone(),
        status,
    };
    state.metrics.end(&labels, failed, took);
    let milliseconds = took.as_secs_f64() * 1000.0;
    span.in_scope(|| {
        if route.starts_with("/api") || route.starts_with("/session") {
            tracing::info!(status, failure = failed, milliseconds, "answered");
        } else {
            tracing::debug!(status, failure = failed, milliseconds, "answered");
        }
    });
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// A method by name; any that HTTP's own list lacks is one of many that a client may think up.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::PATCH => "PATCH",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn request_id(headers: &HeaderMap, trusts_forwarded: bool) -> String {
    let given = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok());
    let is_id = |id: &&str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (1..=64).contains(&id.len()) && id.bytes().all(plain)
    };
    match given.filter(is_id) {
        Some(id) if trusts_forwarded => id.to_owned(),
        _ => ids::record_id(),
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::body::Body;
    use axum::extract::ConnectInfo;

    use super::*;

    fn request(headers: &[(&str, &str)]) -> Request {
        let mut request = Request::get("/api/credentials");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let peer: SocketAddr = "198.51.100.1:4242".parse().unwrap();
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    }

    fn client(request: &Request, trusts_forwarded: bool) -> String {
        Client::of(request, trusts_forwarded).0.unwrap().to_string()
    }

    #[test]
    fn what_a_proxy_says_counts_only_when_it_is_trusted() {
        let said = request(&[
            ("x-forwarded-for", "203.0.113.9, 192.0.2.7"),
            ("x-request-id", "of-the-proxy-1"),
        ]);
        assert_eq!(client(&said, true), "192.0.2.7");
        assert_eq!(client(&said, false), "198.51.100.1");
        assert_eq!(request_id(said.headers(), true), "of-the-proxy-1");
        assert_eq!(request_id(said.headers(), false).len(), 22);
    }

    #[test]
    fn what_is_no_address_and_no_id_is_not_repeated() {
        let odd = request(&[
            ("x-forwarded-for", "S3ntinel!"),
            ("x-request-id", "S3ntinel! x"),
        ]);
        assert_eq!(client(&odd, true), "198.51.100.1");
        assert!(!request_id(odd.headers(), true).contains("S3ntinel"));
    }
}
