//! Blobs: streamed as they come, with the digest computed on the way, or the client sent to the storage
//! that a registry names.
//!
//! The last piece is held back until the digest fits: on another one the connection is broken, which
//! every client takes for a fault. Start at [`EmbeddedWave::blob`].

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, LOCATION, RANGE,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;
use futures_util::stream;
use reqwest::Url;

use super::EmbeddedWave;
use super::digest::{Digest, Digester};
use super::fault::PullFault;
use super::limits::Place;
use super::manifests::{DIGEST_HEADER, plain};
use super::status;
use super::upstream::{Answer, Question, Source};
use crate::store::StoredRequest;

/// How long the head of an answer about a blob may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How blobs come to clients.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Blobs {
    /// Through this server.
    #[default]
    Stream,
    /// From the storage that the registry names, where it names one.
    Redirect,
}

impl EmbeddedWave {
    /// A blob, or the part of it that a client asks for.
    pub(super) async fn blob(
        &self,
        request: &StoredRequest,
        source: Source<'_>,
        digest: &Digest,
        range: Option<&HeaderValue>,
    ) -> Result<Response, PullFault> {
        let place = self.limits.place(&request.id)?;
        if let Some(made) = self.kept_config(request, digest) {
            return Ok(of_bytes(&made.bytes, digest, true));
        }
        let path = format!("blobs/{digest}");
        let mut headers = plain();
        if let Some(range) = range {
            headers.insert(RANGE, range.clone());
        }
        let question = Question {
            method: Method::GET,
            path: &path,
            query: None,
            headers,
            within: None,
        };
        let answer = match self.settings.blobs {
            Blobs::Stream => self.upstream.ask(source, &question).await?,
            Blobs::Redirect => {
                let (answer, at) = self.upstream.ask_once(source, &question).await?;
                let sent_on = self.upstream.client().sent_on(&answer, &at);
                match sent_on.map_err(|trouble| PullFault::of(&trouble))? {
                    Some(to) => return redirect(&to),
                    None => answer,
                }
            }
        };
        if answer.status() == StatusCode::NOT_FOUND
            && let Some(made) = self.made(request, source, digest).await?
        {
            return Ok(of_bytes(&made.bytes, digest, true));
        }
        status::of_blob(source, &answer)?;
        Ok(streamed(answer, digest, place))
    }

    /// What a client needs to know of a blob before it fetches it.
    pub(super) async fn head_of_blob(
        &self,
        request: &StoredRequest,
        source: Source<'_>,
        digest: &Digest,
    ) -> Result<Response, PullFault> {
        if let Some(made) = self.kept_config(request, digest) {
            return Ok(of_bytes(&made.bytes, digest, false));
        }
        let path = format!("blobs/{digest}");
        let ask = async |method: Method, headers: HeaderMap| {
            let question = Question {
                method,
                path: &path,
                query: None,
                headers,
                within: Some(TIMEOUT),
            };
            self.upstream.ask(source, &question).await
        };
        let answer = ask(Method::HEAD, plain()).await?;
        if answer.status().is_success() {
            // The length that reqwest tells is that of the body, and there is none.
            let length = answer.headers().get(CONTENT_LENGTH).cloned();
            return Ok(head(digest, length));
        }
        if matches!(answer.status().as_u16(), 403 | 405) {
            // A storage that has signed for GET takes no HEAD.
            let mut headers = plain();
            headers.insert(RANGE, HeaderValue::from_static("bytes=0-0"));
            let answer = ask(Method::GET, headers).await?;
            status::of_blob(source, &answer)?;
            let whole = answer.headers().get(CONTENT_RANGE);
            let whole =
                whole.and_then(|range| range.to_str().ok()?.rsplit('/').next()?.parse().ok());
            let length: Option<u64> = whole.or(answer.content_length());
            return Ok(head(digest, length.map(HeaderValue::from)));
        }
        if answer.status() == StatusCode::NOT_FOUND
            && let Some(made) = self.made(request, source, digest).await?
        {
            return Ok(of_bytes(&made.bytes, digest, false));
        }
        status::of_blob(source, &answer)?;
        Err(PullFault::failed(source.registry, answer.status()))
    }
}

fn head(digest: &Digest, length: Option<HeaderValue>) -> Response {
    let mut response = Response::new(Body::empty());
    describe(response.headers_mut(), digest);
    if let Some(length) = length {
        response.headers_mut().insert(CONTENT_LENGTH, length);
    }
    response
}

fn of_bytes(bytes: &[u8], digest: &Digest, with_body: bool) -> Response {
    let mut response = head(digest, Some(bytes.len().into()));
    if with_body {
        *response.body_mut() = Body::from(bytes.to_vec());
    }
    response
}

fn describe(headers: &mut HeaderMap, digest: &Digest) {
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Ok(digest) = HeaderValue::from_str(digest.as_str()) {
        headers.insert(DIGEST_HEADER, digest);
    }
}

/// Sends the client to the storage of the registry. The address is worth the blob to who has it, so it
/// stands in no log.
fn redirect(to: &Url) -> Result<Response, PullFault> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    let headers = response.headers_mut();
    let location = HeaderValue::from_str(to.as_str());
    let location = location.map_err(|error| PullFault::internal(&error))?;
    headers.insert(LOCATION, location);
    headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// A blob on its way.
struct Streamed {
    answer: Answer,
    /// None of a part, which has no digest.
    digester: Option<Digester>,
    digest: Digest,
    /// What came last, until it is known to be right.
    held: Option<Bytes>,
    is_over: bool,
    _place: Place,
}

fn streamed(answer: Answer, digest: &Digest, place: Place) -> Response {
    let is_part = answer.status() == StatusCode::PARTIAL_CONTENT;
    let mut response = Response::new(Body::empty());
    describe(response.headers_mut(), digest);
    if is_part {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    for name in [CONTENT_LENGTH, CONTENT_RANGE] {
        if let Some(value) = answer.headers().get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    let begin = Streamed {
        digester: (!is_part).then(|| digest.digester()),
        answer,
        digest: digest.clone(),
        held: None,
        is_over: false,
        _place: place,
    };
    *response.body_mut() = Body::from_stream(stream::unfold(begin, |mut blob| async {
        let next = blob.next().await?;
        Some((next, blob))
    }));
    response
}

impl Streamed {
    /// The next piece; an error breaks the connection.
    async fn next(&mut self) -> Option<io::Result<Bytes>> {
        loop {
            if self.is_over {
                return None;
            }
            match self.answer.chunk().await {
                Ok(Some(chunk)) => {
                    if let Some(digester) = &mut self.digester {
                        digester.update(&chunk);
                    }
                    if let Some(before) = self.held.replace(chunk) {
                        return Some(Ok(before));
                    }
                }
                Ok(None) => {
                    self.is_over = true;
                    let is_right = match self.digester.take() {
                        Some(digester) => digester.finish() == self.digest,
                        None => true,
                    };
                    if !is_right {
                        tracing::warn!("a registry has sent other bytes than those of the digest");
                        return Some(Err(io::Error::other("the bytes have another digest")));
                    }
                    return self.held.take().map(Ok);
                }
                Err(_) => {
                    self.is_over = true;
                    tracing::warn!("a registry has ended in the middle of a blob");
                    return Some(Err(io::Error::other("the registry has ended")));
                }
            }
        }
    }
}
