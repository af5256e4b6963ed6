//! What the pages ask of this Wave: a pull that is tried, step by step, and the requests that were made
//! ([`wavepass_core::wave::pull`]).

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Instant;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Extension, FromRequest, Path, Query, Request, State};
use axum::http::header::{CONTENT_TYPE, RANGE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{Router, delete, get, post};
use futures_util::stream;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc::unbounded_channel;
use wavepass_core::platform::WorkspaceId;
use wavepass_core::platform::permission::{Permission, Role};
use wavepass_core::wave::pull::{
    Ended, Named, PullEvent, REQUESTS_PATH, RequestEntry, Requests, StepKind, TRY_PATH, TryPull,
    Used,
};

use super::EmbeddedWave;
use super::admission::scope_of;
use super::container_api::{GivenOut, Refusal, Requester, bearer, image_of, requester};
use super::container_request::{Accepted, ContainerRequest, Generation};
use super::digest::Digest;
use super::fault::{Cause, PullFault};
use super::limits::Puller;
use super::manifests::{Manifest, plain};
use super::pull_path::Reference;
use super::steps::Steps;
use super::upstream::{Question, Source};
use crate::client::Client;
use crate::clock;
use crate::error::ApiError;
use crate::json::JsonBody;
use crate::store::{StoredRequest, Taken};

/// The longest body, in bytes: the name of an image.
const LONGEST_BODY: usize = 16 * 1024;

/// How many of a layer's first bytes are fetched.
const FIRST_BYTES: &str = "bytes=0-65535";

/// The routes of the pages, behind the session.
pub(super) fn routes() -> Router<Arc<EmbeddedWave>> {
    Router::new()
        .route(TRY_PATH, post(try_pull))
        .route(REQUESTS_PATH, get(list))
        .route(&format!("{REQUESTS_PATH}/{{id}}"), delete(revoke))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    workspace_id: Option<i64>,
}

/// Who looks, in which place.
struct Visitor {
    requester: Requester,
    workspace: Option<i64>,
    role: Option<Role>,
}

impl EmbeddedWave {
    async fn visitor(&self, headers: &HeaderMap, place: &Place) -> Result<Visitor, ApiError> {
        let token = bearer(headers).ok_or(ApiError::Unauthorized)?;
        let valid = self.embedded.authenticate(&token).await?;
        let requester = requester(&valid.ok_or(ApiError::Unauthorized)?);
        let role = match place.workspace_id {
            None => None,
            Some(id) => {
                let store = &self.embedded.store;
                let role = store.role_in(requester.asker.user, WorkspaceId(id)).await?;
                let role = role.filter(|role| role.has(Permission::CredentialsRead));
                Some(role.ok_or(ApiError::Forbidden)?)
            }
        };
        Ok(Visitor {
            requester,
            workspace: place.workspace_id,
            role,
        })
    }
}

impl Visitor {
    /// Whether they may take a request back: their own, or of a workspace whose credentials they may
    /// change.
    fn may_revoke(&self, request: &StoredRequest) -> bool {
        let is_own = request
            .asker
            .is_some_and(|asker| asker.user == self.requester.asker.user);
        is_own
            || self
                .role
                .is_some_and(|role| role.has(Permission::CredentialsWrite))
    }
}

async fn list(
    State(wave): State<Arc<EmbeddedWave>>,
    Query(place): Query<Place>,
    headers: HeaderMap,
) -> Result<Json<Requests>, ApiError> {
    let visitor = wave.visitor(&headers, &place).await?;
    let user = visitor.requester.asker.user;
    let store = &wave.embedded.store;
    let all = store
        .list_container_requests(user, scope_of(visitor.workspace))
        .await?;
    let entry = |(request, asked_by): (StoredRequest, String)| RequestEntry {
        image: image_of(&request),
        may_revoke: visitor.may_revoke(&request),
        created: clock::timestamp(request.created).to_iso(),
        expires: clock::timestamp(request.expires).to_iso(),
        revoked: request.revoked.map(|at| clock::timestamp(at).to_iso()),
        last_pulled: request.last_pulled.map(|at| clock::timestamp(at).to_iso()),
        credential: request.credential.as_ref().map(|it| it.name.clone()),
        credential_id: request.credential.map(|it| it.id),
        id: request.id,
        digest: request.digest,
        user: asked_by,
        pulls: request.pulls,
        fault: request.fault,
    };
    Ok(Json(Requests {
        requests: all.into_iter().map(entry).collect(),
    }))
}

async fn revoke(
    State(wave): State<Arc<EmbeddedWave>>,
    Query(place): Query<Place>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, ApiError> {
    let visitor = wave.visitor(&headers, &place).await?;
    let store = &wave.embedded.store;
    let found = store.container_request(id.clone()).await?;
    let is_here = |request: &StoredRequest| {
        request.workspace == visitor.workspace && visitor.may_revoke(request)
    };
    if !found.as_ref().is_some_and(is_here) {
        return Err(ApiError::Forbidden);
    }
    store.revoke_container_request(id, clock::now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn try_pull(
    State(wave): State<Arc<EmbeddedWave>>,
    Extension(client): Extension<Client>,
    Query(place): Query<Place>,
    request: Request,
) -> Result<Response, Response> {
    let refused = |error: ApiError| error.into_response();
    let visitor = wave.visitor(request.headers(), &place).await;
    let visitor = visitor.map_err(refused)?;
    let body = JsonBody::<TryPull>::from_request(request, &()).await;
    let JsonBody(wish) = body.map_err(refused)?;
    let user = visitor.requester.asker.user;
    let _ = client;
    wave.limits
        .admit_pull(Puller::User(user))
        .map_err(|seconds| refused(ApiError::Limited { seconds }))?;
    let asked: Result<ContainerRequest, _> =
        serde_json::from_value(json!({ "containerImage": wish.image.trim() }));
    let accepted = asked
        .map_err(|_| "The image is no text.".to_owned())
        .and_then(|asked| asked.accept(Generation::V2));
    let accepted = accepted.map_err(|why| refused(ApiError::BadRequest(why)))?;
    let (sender, receiver) = unbounded_channel();
    // It goes on when the page is left: a pull of a few kilobytes, which ends by itself.
    tokio::spawn(async move {
        let steps = Steps::told_to(sender);
        let ended = wave.tried(&visitor, accepted, &steps).await;
        steps.tell(PullEvent::Ended(ended));
    });
    let lines = stream::unfold(receiver, |mut receiver| async {
        let event = receiver.recv().await?;
        let mut line = serde_json::to_string(&event).unwrap_or_default();
        line.push('\n');
        Some((Ok::<_, Infallible>(Bytes::from(line)), receiver))
    });
    let mut response = Response::new(Body::from_stream(lines));
    let kind = HeaderValue::from_static("application/x-ndjson");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    Ok(response)
}

impl EmbeddedWave {
    /// Asks for an image and pulls its beginning, as a client of Wave would.
    async fn tried(&self, visitor: &Visitor, accepted: Accepted, steps: &Steps) -> Ended {
        let began = Instant::now();
        let requester = Some(visitor.requester);
        let login = self
            .choose_for(requester, visitor.workspace, &accepted)
            .await;
        let login = match login {
            Ok(login) => login,
            Err(fault) => {
                steps.ended(StepKind::Request, began, "", Some(&fault));
                return failed();
            }
        };
        let reference = accepted.reference.clone();
        let given = self
            .give_out(
                requester,
                visitor.workspace,
                accepted,
                login.as_ref(),
                None,
                None,
            )
            .await;
        let given = match given {
            Ok(given) => given,
            Err(refusal) => {
                let fault = fault_of(refusal);
                steps.ended(StepKind::Request, began, "", Some(&fault));
                return failed();
            }
        };
        let taken = login.as_ref().map(|login| &login.taken);
        let what = taken.map_or_else(|| "without a login".to_owned(), |it| it.name.clone());
        steps.ended(StepKind::Request, began, what, None);
        steps.tell(PullEvent::Named(self.named(&given, taken)));
        let source = Source {
            registry: &given.request.registry,
            repository: &given.request.repository,
            login: login.as_ref(),
            steps,
        };
        let pulled = self.pulled(&given, source, &reference).await;
        match pulled {
            Ok(digest) => Ended {
                works: true,
                digest: Some(digest.to_string()),
            },
            Err(fault) => {
                self.note_failure(&given.request.id, &fault);
                if !fault.cause.is_passing() && !fault.cause.is_ours() {
                    // Wave gives out no name for what cannot be pulled.
                    let id = given.request.id.clone();
                    let store = &self.embedded.store;
                    if let Err(error) = store.revoke_container_request(id, clock::now()).await {
                        tracing::warn!("a name could not be taken back: {error}");
                    }
                }
                failed()
            }
        }
    }

    fn named(&self, given: &GivenOut, taken: Option<&Taken>) -> Named {
        Named {
            request_id: given.request.id.clone(),
            target_image: self.target_image(given),
            expiration: clock::timestamp(given.request.expires).to_iso(),
            container_image: image_of(&given.request),
            credential: taken.map(|taken| Used {
                id: taken.id.clone(),
                name: taken.name.clone(),
            }),
            is_plain_http: self.settings.address.is_plain_http(),
        }
    }

    /// The manifest and the first bytes of the first layer.
    async fn pulled(
        &self,
        given: &GivenOut,
        source: Source<'_>,
        reference: &Reference,
    ) -> Result<Digest, PullFault> {
        let request = &given.request;
        let manifest = self.manifest(request, source, reference).await?;
        self.note_manifest(request, source.login, reference, &manifest);
        let quiet = Steps::default();
        let quietly = Source {
            steps: &quiet,
            ..source
        };
        let began = Instant::now();
        let layer = async {
            let layer = self.first_layer(request, quietly, &manifest).await?;
            let Some(layer) = layer else {
                return Ok("the image has no layers".to_owned());
            };
            let bytes = self.first_bytes(quietly, &layer).await?;
            Ok(format!("{bytes} bytes"))
        };
        let layer: Result<String, PullFault> = layer.await;
        let what = layer.as_deref().unwrap_or_default().to_owned();
        let fault = layer.as_ref().err();
        source.steps.ended(StepKind::Layer, began, what, fault);
        layer.map(|_| manifest.digest.clone())
    }

    /// The first layer of an image, or of the first image of an index.
    async fn first_layer(
        &self,
        request: &StoredRequest,
        source: Source<'_>,
        manifest: &Manifest,
    ) -> Result<Option<Digest>, PullFault> {
        let read = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap_or_default();
        let digest_at = |value: &Value, at: &str| {
            let text = value.pointer(at)?.as_str()?;
            Digest::parse(text)
        };
        let mut value = read(&manifest.bytes);
        if let Some(inner) = digest_at(&value, "/manifests/0/digest") {
            let inner = self
                .manifest(request, source, &Reference::Digest(inner))
                .await?;
            value = read(&inner.bytes);
        }
        Ok(digest_at(&value, "/layers/0/digest"))
    }

    async fn first_bytes(&self, source: Source<'_>, layer: &Digest) -> Result<usize, PullFault> {
        let path = format!("blobs/{layer}");
        let mut headers = plain();
        headers.insert(RANGE, HeaderValue::from_static(FIRST_BYTES));
        let question = Question {
            method: Method::GET,
            path: &path,
            query: None,
            headers,
            within: Some(std::time::Duration::from_secs(20)),
        };
        let mut answer = self.upstream.ask(source, &question).await?;
        super::status::of_blob(source, &answer)?;
        let first = answer.chunk().await.ok().flatten();
        first.map(|bytes| bytes.len()).ok_or_else(|| {
            PullFault::new(
                Cause::Failed,
                format!("{} has sent nothing of the first layer.", source.registry),
            )
        })
    }
}

fn failed() -> Ended {
    Ended {
        works: false,
        digest: None,
    }
}

/// Why there is no name, for the page.
fn fault_of(refusal: Refusal) -> PullFault {
    match refusal {
        Refusal::Wrong(text) => PullFault::new(Cause::NotOffered, text),
        Refusal::Unknown | Refusal::NotThere | Refusal::Limited(_) | Refusal::Api(_) => {
            PullFault::new(Cause::Internal, "This Wave could not store the request.")
                .or("Try again")
        }
    }
}
