//! `/v2/`: what container engines ask, answered from the registry of the image.
//!
//! Without a token that this Wave has given out there is nothing here but the ping: no open proxy.
//! Start at [`routes`].

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, LINK, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{Router, any};
use serde_json::Value;

use super::EmbeddedWave;
use super::admission::scope_of;
use super::choice::{Chosen, choose};
use super::fault::{Cause, PullFault};
use super::limits::Puller;
use super::manifests::{DIGEST_HEADER, Manifest, plain};
use super::pull_path::{NoPull, PullPath, Reference, What};
use super::status::forbidden;
use super::steps::Steps;
use super::upstream::{Question, Source};
use crate::client::Client;
use crate::clock;
use crate::store::{Pulled, StoredRequest};

/// What a registry calls the interface that it has.
const VERSION_HEADER: HeaderName = HeaderName::from_static("docker-distribution-api-version");
const VERSION: HeaderValue = HeaderValue::from_static("registry/2.0");

/// The longest list of tags, in bytes.
const LONGEST_LIST: usize = 8 * 1024 * 1024;

/// The routes of container engines.
pub(super) fn routes() -> Router<Arc<EmbeddedWave>> {
    Router::new()
        .route("/v2", any(ping))
        .route("/v2/", any(ping))
        .route("/v2/{*path}", any(pull))
}

async fn ping() -> Response {
    let mut response = "OK".into_response();
    name_version(response.headers_mut());
    response
}

fn name_version(headers: &mut HeaderMap) {
    headers.insert(VERSION_HEADER, VERSION);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}

async fn pull(State(wave): State<Arc<EmbeddedWave>>, request: Request) -> Response {
    let (request, _) = request.into_parts();
    let is_head = request.method == Method::HEAD;
    let mut response = if is_head || request.method == Method::GET {
        let answered = wave.answer(&request, is_head).await;
        answered.unwrap_or_else(IntoResponse::into_response)
    } else {
        let fault = PullFault::new(
            Cause::NotOffered,
            "This Wave takes nothing in: it is for pulls.",
        );
        let mut response = fault.into_response();
        *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(ALLOW, allowed);
        response
    };
    name_version(response.headers_mut());
    if is_head {
        *response.body_mut() = Body::empty();
    }
    response
}

impl EmbeddedWave {
    async fn answer(&self, request: &Parts, is_head: bool) -> Result<Response, PullFault> {
        let client = request.extensions.get::<Client>().copied();
        let client = client.unwrap_or(Client(None));
        // Not decoded: what is escaped is no name.
        let path = request.uri.path();
        let path = path.strip_prefix("/v2/").unwrap_or_default();
        let path = PullPath::parse(path).map_err(not_a_pull)?;
        let admitted = self.admit(client, &path.token, &path.repository).await?;
        let (steps, range) = (Steps::default(), request.headers.get(RANGE));
        let answered = async {
            let login = self.login_of(&admitted).await?;
            let source = Source {
                registry: &admitted.registry,
                repository: &admitted.repository,
                login: login.as_ref(),
                steps: &steps,
            };
            match &path.what {
                What::Manifest(reference) => {
                    self.counted(&admitted, client, is_head)?;
                    let manifest = self.manifest(&admitted, source, reference).await?;
                    if !is_head {
                        self.note_manifest(&admitted, login.as_ref(), reference, &manifest);
                    }
                    Ok(of_manifest(&manifest))
                }
                What::Blob(digest) if is_head => self.head_of_blob(&admitted, source, digest).await,
                What::Blob(digest) => self.blob(&admitted, source, digest, range).await,
                What::Tags => self.tags(source, &path, request.uri.query()).await,
            }
        };
        let answered = answered.await;
        if let Err(fault) = &answered {
            tracing::info!(
                request = admitted.id,
                registry = admitted.registry,
                repository = admitted.repository,
                "a pull failed: {}",
                fault.message
            );
            self.note_failure(&admitted.id, fault);
        }
        answered
    }

    /// The credential that a request takes now.
    pub(super) async fn login_of(
        &self,
        request: &StoredRequest,
    ) -> Result<Option<Chosen>, PullFault> {
        let Some(asker) = request.asker else {
            return Ok(None);
        };
        let repository = wavepass_core::registry::match_rule::Repository {
            host: &request.registry,
            path: &request.repository,
        };
        let scope = scope_of(request.workspace);
        choose(
            &self.embedded,
            self.settings.rule,
            asker.user,
            scope,
            repository,
        )
        .await
    }

    fn counted(
        &self,
        request: &StoredRequest,
        client: Client,
        is_head: bool,
    ) -> Result<(), PullFault> {
        if is_head {
            return Ok(());
        }
        let who = match request.asker {
            Some(asker) => Puller::User(asker.user),
            None => Puller::Address(client),
        };
        self.limits.admit_pull(who).map_err(|seconds| {
            PullFault::new(
                Cause::Limited(seconds),
                "These are too many pulls in a minute.",
            )
            .or("Try again later")
        })
    }

    /// Remembers that a manifest was given.
    pub(super) fn note_manifest(
        &self,
        request: &StoredRequest,
        login: Option<&Chosen>,
        reference: &Reference,
        manifest: &Manifest,
    ) {
        let is_asked_for = reference.as_str() == request.reference && request.config.is_none();
        self.notes.note(
            request.id.clone(),
            Pulled::Manifest {
                at: clock::now(),
                credential: login.map(|login| login.taken.clone()),
                digest: is_asked_for.then(|| manifest.digest.to_string()),
            },
        );
    }

    /// Remembers that a pull failed.
    pub(super) fn note_failure(&self, id: &str, fault: &PullFault) {
        self.notes.note(
            id.to_owned(),
            Pulled::Failed {
                at: clock::now(),
                fault: fault.sentence(),
            },
        );
    }

    /// The tags of the repository, under the name that the client knows.
    async fn tags(
        &self,
        source: Source<'_>,
        path: &PullPath,
        query: Option<&str>,
    ) -> Result<Response, PullFault> {
        let question = Question {
            method: Method::GET,
            path: "tags/list",
            query,
            headers: plain(),
            within: Some(std::time::Duration::from_secs(30)),
        };
        let mut answer = self.upstream.ask(source, &question).await?;
        match answer.status() {
            status if status.is_success() => {}
            StatusCode::FORBIDDEN => return Err(forbidden(source)),
            StatusCode::NOT_FOUND => {
                return Err(PullFault::new(
                    Cause::Name,
                    format!("{} knows no such repository.", source.registry),
                ));
            }
            StatusCode::TOO_MANY_REQUESTS => {
                return Err(PullFault::limited_by(source.registry, answer.headers()));
            }
            status => return Err(PullFault::failed(source.registry, status)),
        }
        let name = format!("wt/{}/{}", path.token, path.repository);
        let next = answer
            .headers()
            .get(LINK)
            .and_then(|link| next(link, &name));
        let garbled = || {
            PullFault::new(
                Cause::Failed,
                format!("{} gives a list of tags that is none.", source.registry),
            )
        };
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|_| garbled())? {
            body.extend_from_slice(&chunk);
            if body.len() > LONGEST_LIST {
                return Err(garbled());
            }
        }
        let mut list: Value = serde_json::from_slice(&body).map_err(|_| garbled())?;
        let list_of = list.as_object_mut().ok_or_else(garbled)?;
        list_of.insert("name".to_owned(), name.into());
        let mut response = axum::Json(list).into_response();
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(next) = next {
            headers.insert(LINK, next);
        }
        Ok(response)
    }
}

/// Where the list goes on, with our path: of the registry's own only the query is kept.
fn next(link: &HeaderValue, name: &str) -> Option<HeaderValue> {
    let (address, rest) = link
        .to_str()
        .ok()?
        .trim()
        .strip_prefix('<')?
        .split_once('>')?;
    if !rest.contains("next") {
        return None;
    }
    let (_, query) = address.split_once('?')?;
    let link = format!("</v2/{name}/tags/list?{query}>; rel=\"next\"");
    HeaderValue::from_str(&link).ok()
}

fn of_manifest(manifest: &Manifest) -> Response {
    let mut response = Response::new(Body::from(manifest.bytes.clone()));
    let headers = response.headers_mut();
    let text = |text: &str| HeaderValue::from_str(text).ok();
    for (name, value) in [
        (CONTENT_TYPE, text(&manifest.media_type)),
        (
            HeaderName::from_static(DIGEST_HEADER),
            text(manifest.digest.as_str()),
        ),
        (ETAG, text(&format!("\"{}\"", manifest.digest))),
        (CONTENT_LENGTH, Some(manifest.bytes.len().into())),
        (CACHE_CONTROL, Some(HeaderValue::from_static("no-store"))),
    ] {
        if let Some(value) = value {
            headers.insert(name, value);
        }
    }
    response
}

fn not_a_pull(why: NoPull) -> PullFault {
    match why {
        NoPull::NoToken => PullFault::new(
            Cause::Name,
            "This Wave serves the names alone that it has given out.",
        )
        .or("Ask it for a container first (POST /v1alpha2/container)"),
        NoPull::NotOffered => {
            let fault = PullFault::new(Cause::Name, "This is not offered here.");
            fault.or("Ask for manifests, blobs and tags")
        }
        NoPull::Name => PullFault::new(Cause::Name, "This is no name of a repository."),
        NoPull::Digest => PullFault::new(Cause::Path("DIGEST_INVALID"), "This is no digest."),
        NoPull::Tag => PullFault::new(Cause::Path("MANIFEST_INVALID"), "This is no tag."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_tags_goes_on_at_our_own_path() {
        for (link, expected) in [
            (
                r#"</v2/org/tool/tags/list?last=b&n=2>; rel="next""#,
                Some(r#"</v2/wt/t/org/tool/tags/list?last=b&n=2>; rel="next""#),
            ),
            (
                r#"<https://other.example/v2/x/tags/list?last=b>; rel="next""#,
                Some(r#"</v2/wt/t/org/tool/tags/list?last=b>; rel="next""#),
            ),
            (r#"</v2/x>; rel="prev""#, None),
            ("nonsense", None),
        ] {
            let link = HeaderValue::from_str(link).unwrap();
            let expected = expected.map(|text| HeaderValue::from_str(text).unwrap());
            assert_eq!(next(&link, "wt/t/org/tool"), expected);
        }
    }
}
