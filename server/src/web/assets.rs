//! The app's files, from inside the binary.
//!
//! Files with a hash in their name never change and are cached for ever; the page is asked
//! for each time. A missing file is a true 404; every other path is the app's to route.
//! `cargo xtask` builds the files and compresses them before the server is built.

use std::borrow::Cow;

use axum::extract::Request;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};
use sha2::{Digest, Sha256};
use wavepass_core::pattern;
use wavepass_core::pattern::Captures;

use crate::error::ApiError;

#[derive(Embed)]
#[folder = "../dist/"]
#[allow_missing = true]
struct Assets;

const PAGE: &str = "index.html";

/// Browsers' names of the encodings, best first, and the endings of the files.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// The page, for the path below which the app is.
pub(crate) struct Page {
    text: String,
    etag: HeaderValue,
    /// Whether it is as the build left it, so that the compressed copies are the same page.
    is_as_built: bool,
}

impl Page {
    /// The page for a prefix without a slash at the end, or none. The build names its files from
    /// the root; the app reads the prefix where the page says it.
    pub(crate) fn below(prefix: &str) -> Self {
        let file = Assets::get(PAGE);
        let text = file.as_ref().map_or_else(String::new, |file| {
            String::from_utf8_lossy(&file.data).into_owned()
        });
        let text = if prefix.is_empty() {
            text
        } else {
            moved(&text, prefix, |path| Assets::get(path).is_some())
        };
        Self {
            etag: etag(&Sha256::digest(text.as_bytes())),
            text,
            is_as_built: prefix.is_empty(),
        }
    }

    /// Its text; empty when the server was built without the app.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// A page whose files are below a prefix, and which says so. The build writes addresses in quotes
/// of any kind, or in none.
fn moved(page: &str, prefix: &str, is_file: impl Fn(&str) -> bool) -> String {
    let address = pattern!(r#"(["'`=])/([^"'`\s>]+)"#);
    let page = address.replace_all(page, |found: &Captures<'_>| {
        let (before, path) = (&found[1], &found[2]);
        let prefix = if is_file(path) { prefix } else { "" };
        format!("{before}{prefix}/{path}")
    });
    page.replacen("<html", &format!("<html data-prefix=\"{prefix}\""), 1)
}

/// Serves a file of the app, or the page for a path that the app routes.
pub(crate) fn serve(page: &Page, request: &Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return ApiError::MethodNotAllowed.into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    if last.contains('.') && path != PAGE {
        let is_compressed_copy = ENCODINGS.iter().any(|(_, ending)| path.ends_with(ending));
        return match Assets::get(path).filter(|_| !is_compressed_copy) {
            Some(file) => {
                let etag = etag(&file.metadata.sha256_hash());
                answer(path, file.data, &etag, true, request.headers())
            }
            None => (StatusCode::NOT_FOUND, "There is no such file.").into_response(),
        };
    }
    if page.text.is_empty() {
        return (
            StatusCode::SERVICE_UNAVAILABLE,
            "This server was built without the app. To build both, type: cargo xtask run",
        )
            .into_response();
    }
    let text = Cow::Owned(page.text.clone().into_bytes());
    answer(PAGE, text, &page.etag, page.is_as_built, request.headers())
}

fn answer(
    path: &str,
    text: Cow<'static, [u8]>,
    etag: &HeaderValue,
    has_copies: bool,
    request: &HeaderMap,
) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(CACHE_CONTROL, cache_control(path));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(ETAG, etag.clone());
    if request.get(IF_NONE_MATCH) == Some(etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    if let Ok(value) = HeaderValue::from_str(&with_charset(mime.as_ref())) {
        headers.insert(CONTENT_TYPE, value);
    }
    let copy = has_copies.then(|| compressed(path, request)).flatten();
    let body = match copy {
        Some((encoding, file)) => {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
            file.data
        }
        None => text,
    };
    (headers, body).into_response()
}

fn compressed(path: &str, request: &HeaderMap) -> Option<(&'static str, EmbeddedFile)> {
    let accepted = request.get(ACCEPT_ENCODING)?.to_str().ok()?;
    ENCODINGS.into_iter().find_map(|(encoding, ending)| {
        accepts(accepted, encoding)
            .then(|| Assets::get(&format!("{path}{ending}")))
            .flatten()
            .map(|file| (encoding, file))
    })
}

/// Whether an `Accept-Encoding` names an encoding and does not exclude it with `q=0`.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|part| {
        let (name, quality) = part.split_once(';').unwrap_or((part, "q=1"));
        let quality = quality.trim().trim_start_matches("q=");
        name.trim().eq_ignore_ascii_case(encoding) && quality.parse().is_ok_and(|q: f32| q > 0.0)
    })
}

fn cache_control(path: &str) -> HeaderValue {
    let hashed = pattern!(r"-[0-9a-f]{12,20}(?:_bg)?\.[a-z0-9]+$");
    HeaderValue::from_static(if hashed.is_match(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    })
}

fn etag(hash: &[u8]) -> HeaderValue {
    use std::fmt::Write;
    let mut tag = String::from("\"");
    for byte in &hash[..16] {
        // Writing to a String cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""))
}

fn with_charset(mime: &str) -> String {
    let is_text = mime.starts_with("text/") && !mime.contains("charset");
    format!("{mime}{}", if is_text { "; charset=utf-8" } else { "" })
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;
    use crate::testing::TestServer;

    #[test]
    fn only_hashed_files_are_cached_for_ever() {
        for (path, immutable) in [
            ("wavepass-app-0123456789abcdef_bg.wasm", true),
            ("wavepass-app-0123456789abcdef.js", true),
            ("wavepass-0123456789abcdef.css", true),
            ("index.html", false),
            ("icon.svg", false),
        ] {
            let value = cache_control(path);
            assert_eq!(
                value.to_str().unwrap().contains("immutable"),
                immutable,
                "{path}"
            );
        }
    }

    #[test]
    fn a_page_below_a_prefix_finds_its_files_there() {
        let files = ["icon.svg", "app.css", "app.js", "app.wasm"];
        let page = "<!doctype html><html lang=\"en\"><link href=\"/icon.svg\">\
                    <link href=/app.css rel=stylesheet><link href=/app.js>\
                    <script type=\"module\">import init from '/app.js';\
                    init({module_or_path: \"/app.wasm\"}) // a/b</script>\
                    <script>p = fetch(`/app.wasm`) // `/other.wasm`</script>\
                    <a href=/elsewhere>x</a></html>";
        assert_eq!(
            moved(page, "/tools/wavepass", |path| files.contains(&path)),
            "<!doctype html><html data-prefix=\"/tools/wavepass\" lang=\"en\">\
             <link href=\"/tools/wavepass/icon.svg\">\
             <link href=/tools/wavepass/app.css rel=stylesheet>\
             <link href=/tools/wavepass/app.js>\
             <script type=\"module\">import init from '/tools/wavepass/app.js';\
             init({module_or_path: \"/tools/wavepass/app.wasm\"}) // a/b</script>\
             <script>p = fetch(`/tools/wavepass/app.wasm`) // `/other.wasm`</script>\
             <a href=/elsewhere>x</a></html>"
        );
    }

    #[test]
    fn the_page_of_the_build_names_no_file_beside_the_prefix() {
        let page = Page::below("/tools/wavepass");
        // Empty when the server was built without the app.
        assert_eq!(page.text().is_empty(), !page.text().contains("data-prefix"));
        for name in Assets::iter() {
            let named = page.text().matches(&format!("/{name}")).count();
            let below = format!("/tools/wavepass/{name}");
            assert_eq!(page.text().matches(&below).count(), named, "{name}");
        }
    }

    #[test]
    fn an_encoding_is_used_only_when_it_is_wanted() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.5, gzip", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("gzip", "br"));
        assert!(!accepts("", "gzip"));
    }

    #[tokio::test]
    async fn a_missing_file_is_a_true_404_and_only_get_is_taken_outside_the_api() {
        let server = TestServer::start().await;
        for path in [
            "/missing.js",
            "/assets/x.wasm",
            "/index.html.br",
            "/..%2fCargo.toml",
        ] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            assert_eq!(
                server.send(request).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        let request = Request::post("/credentials").body(Body::empty()).unwrap();
        assert_eq!(
            server.send(request).await.status,
            StatusCode::METHOD_NOT_ALLOWED
        );
    }
}
