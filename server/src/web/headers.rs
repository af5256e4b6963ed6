//! Headers that every answer carries.

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use wavepass_core::failure::{self, Failure};

/// Tells browsers what the page may do and whom it may talk to.
pub(crate) async fn security(
    State(policy): State<HeaderValue>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    for (name, value) in [
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), \
             clipboard-read=(), clipboard-write=(self)",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Says in one word how a request failed, where the handler has not said it: a refusal of the
/// router or of an extractor.
pub(crate) async fn failure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        let failure = Failure::of_status(status.as_u16()).map_or("", Failure::id);
        response
            .headers_mut()
            .entry(failure::HEADER)
            .or_insert(HeaderValue::from_static(failure));
    }
    response
}

/// Keeps answers about people and their credentials out of every cache.
pub(crate) async fn no_store(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The policy for a page, as a header.
pub(crate) fn policy(page: &str) -> HeaderValue {
    HeaderValue::try_from(content_security_policy(page))
        .unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// The policy for a page: nothing inline but the scripts that are in it, by their hashes.
fn content_security_policy(page: &str) -> String {
    let mut scripts = String::from("'self' 'wasm-unsafe-eval'");
    for script in inline_scripts(page) {
        let hash = STANDARD.encode(Sha256::digest(script.as_bytes()));
        scripts.push_str(" 'sha256-");
        scripts.push_str(&hash);
        scripts.push('\'');
    }
    format!(
        "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

/// The texts of the page's own scripts. The page is made by our build, so that a plain
/// search is enough.
fn inline_scripts(page: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("<script") {
        let Some((attributes, body)) = after.split_once('>') else {
            break;
        };
        let Some((script, tail)) = body.split_once("</script>") else {
            break;
        };
        if !attributes.contains(" src=") {
            found.push(script);
        }
        rest = tail;
    }
    found
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;
    use crate::testing::TestServer;

    #[test]
    fn inline_scripts_are_allowed_by_hash_and_nothing_else_is() {
        let page = "<script>alert(1)</script><script src=\"/a.js\"></script>\
                    <script type=\"module\">\nb</script>";
        assert_eq!(inline_scripts(page), ["alert(1)", "\nb"]);
        let policy = content_security_policy(page);
        // The hash of alert(1) as every CSP tool gives it.
        assert!(
            policy.contains("'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe-inline"));
        assert!(!policy.contains("'unsafe-eval'"));
    }

    #[tokio::test]
    async fn every_answer_carries_the_security_headers() {
        let server = TestServer::start().await;
        for path in [
            "/",
            "/api/service-info",
            "/session",
            "/missing.js",
            "/healthz",
        ] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let headers = server.send(request).await.headers;
            let policy = headers["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("frame-ancestors 'none'"), "{path}");
            assert!(policy.contains("'wasm-unsafe-eval'"));
            assert!(!policy.contains("unsafe-inline"));
            assert_eq!(headers["referrer-policy"], "no-referrer");
            assert_eq!(headers["x-content-type-options"], "nosniff");
            assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
            assert!(headers.contains_key("permissions-policy"));
        }
    }
}
