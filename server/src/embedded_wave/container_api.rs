//! Wave's API: a container is asked for, and a name for it is given out.
//!
//! Statuses, fields and the texts that logs are searched for are Wave's (`ContainerController` in its
//! published source). A request's id is not its token, as it is with Wave: clients write the id into
//! logs. Start at [`routes`].

use std::sync::Arc;

use axum::Json;
use axum::extract::{DefaultBodyLimit, Extension, FromRequest, Path, Request, State};
use axum::http::header::{AUTHORIZATION, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{Router, any, get, post};
use serde_json::{Value, json};
use wavepass_core::platform::permission::Permission;
use wavepass_core::platform::{Scope, WorkspaceId};
use wavepass_core::registry::match_rule::Repository;
use wavepass_core::secret::Secret;

use super::EmbeddedWave;
use super::admission::scope_of;
use super::choice::{Chosen, choose};
use super::container_request::{Accepted, ContainerRequest, Generation};
use super::fault::{Cause, PullFault};
use super::limits::Puller;
use super::pull_path::Reference;
use super::steps::Steps;
use super::upstream::Source;
use crate::client::Client;
use crate::clock::{self, timestamp};
use crate::embedded::ValidToken;
use crate::error::ApiError;
use crate::ids;
use crate::json::JsonBody;
use crate::store::{Asker, NewRequest, StoredRequest};

/// The longest body, in bytes.
const LONGEST_BODY: usize = 1024 * 1024;

/// The routes of Wave's clients.
pub(super) fn routes() -> Router<Arc<EmbeddedWave>> {
    Router::new()
        .route("/v1alpha2/container", post(second))
        .route("/v1alpha2/container/{id}", get(describe))
        .route("/v1alpha2/container/{id}/status", get(status))
        .route("/container-token", post(first))
        .route(
            "/container-token/{token}",
            get(describe_token).delete(revoke_token),
        )
        .route("/service-info", get(service_info))
        // Builds and inspections are not offered; the page of the app would be no answer to a client.
        .route("/v1alpha1/{*path}", any(async || Refusal::NotThere))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
}

/// Why a request is not served.
#[derive(Debug)]
pub(super) enum Refusal {
    /// 400, with what a person reads.
    Wrong(String),
    /// 401 without a body and a challenge: a client would answer one with an empty login.
    Unknown,
    /// 404.
    NotThere,
    /// 503: clients wait then.
    Limited(u64),
    Api(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<tokio_rusqlite::Error> for Refusal {
    fn from(error: tokio_rusqlite::Error) -> Self {
        Self::Api(error.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let message = |status: StatusCode, message: &str| {
            (status, Json(json!({ "message": message }))).into_response()
        };
        match self {
            Self::Wrong(text) => message(StatusCode::BAD_REQUEST, &text),
            Self::Unknown => StatusCode::UNAUTHORIZED.into_response(),
            Self::NotThere => message(StatusCode::NOT_FOUND, "There is no such request"),
            Self::Limited(seconds) => {
                let text = "Request exceeded pull rate limit for user: wait a moment";
                let mut response = message(StatusCode::SERVICE_UNAVAILABLE, text);
                response.headers_mut().insert(RETRY_AFTER, seconds.into());
                response
            }
            Self::Api(error) => error.into_response(),
        }
    }
}

/// Who asks, in which scope.
#[derive(Clone, Copy)]
pub(super) struct Requester {
    pub(super) asker: Asker,
    /// When the right of the access token ends; of a personal one never.
    pub(super) until: Option<i64>,
}

/// A name that was given out.
pub(super) struct GivenOut {
    pub(super) request: StoredRequest,
    pub(super) token: Secret,
}

async fn second(
    State(wave): State<Arc<EmbeddedWave>>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Result<Json<Value>, Refusal> {
    let given = wave.requested(request, client, Generation::V2).await?;
    Ok(Json(json!({
        "requestId": given.request.id,
        "containerToken": given.token.expose(),
        "targetImage": wave.target_image(&given),
        "expiration": timestamp(given.request.expires),
        "containerImage": image_of(&given.request),
        "freeze": false,
        "mirror": false,
        "succeeded": true,
    })))
}

async fn first(
    State(wave): State<Arc<EmbeddedWave>>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Result<Json<Value>, Refusal> {
    let given = wave.requested(request, client, Generation::V1).await?;
    Ok(Json(json!({
        "requestId": given.request.id,
        "containerToken": given.token.expose(),
        "targetImage": wave.target_image(&given),
        "expiration": timestamp(given.request.expires),
        "containerImage": image_of(&given.request),
    })))
}

async fn status(
    State(wave): State<Arc<EmbeddedWave>>,
    Path(id): Path<String>,
) -> Result<Json<Value>, StatusCode> {
    let found = wave.embedded.store.container_request(id).await;
    match found {
        Ok(Some(request)) => Ok(Json(json!({
            "id": request.id,
            "status": "DONE",
            "succeeded": true,
            "creationTime": timestamp(request.created),
            "duration": 0.0,
        }))),
        Ok(None) => Err(StatusCode::NOT_FOUND),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}

async fn describe(
    State(wave): State<Arc<EmbeddedWave>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    let found = wave.embedded.store.container_request(id).await?;
    let request = wave.own(&headers, found).await?;
    Ok(Json(described(&request)))
}

async fn describe_token(
    State(wave): State<Arc<EmbeddedWave>>,
    Extension(client): Extension<Client>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    let request = wave.own_token(&headers, client, &token).await?;
    Ok(Json(described(&request)))
}

async fn revoke_token(
    State(wave): State<Arc<EmbeddedWave>>,
    Extension(client): Extension<Client>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Refusal> {
    let request = wave.own_token(&headers, client, &token).await?;
    let store = &wave.embedded.store;
    if store
        .revoke_container_request(request.id, clock::now())
        .await?
    {
        Ok(StatusCode::OK)
    } else {
        Err(Refusal::NotThere)
    }
}

async fn service_info() -> Json<Value> {
    Json(json!({ "serviceInfo": {
        "version": env!("CARGO_PKG_VERSION"),
        "commitId": "wavepass",
    }}))
}

/// A request without its token, and without who asked from where.
fn described(request: &StoredRequest) -> Value {
    json!({
        "requestId": request.id,
        "containerImage": image_of(request),
        "digest": request.digest,
        "creationTime": timestamp(request.created),
        "expiration": timestamp(request.expires),
        "revoked": request.revoked.map(timestamp),
    })
}

/// The image of a request as Wave writes it.
pub(super) fn image_of(request: &StoredRequest) -> String {
    let separator = if request.reference.contains(':') {
        '@'
    } else {
        ':'
    };
    let (registry, repository) = (&request.registry, &request.repository);
    format!("{registry}/{repository}{separator}{}", request.reference)
}

/// The access token of the header.
pub(super) fn bearer(headers: &HeaderMap) -> Option<Secret> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| Secret::from(token.trim()))
}

impl EmbeddedWave {
    async fn requested(
        &self,
        request: Request,
        client: Client,
        generation: Generation,
    ) -> Result<GivenOut, Refusal> {
        let of_header = bearer(request.headers());
        let JsonBody(body) = JsonBody::<ContainerRequest>::from_request(request, &()).await?;
        let accepted = body.accept(generation).map_err(Refusal::Wrong)?;
        let token = body.tower_access_token.clone().filter(|it| !it.is_empty());
        let token = token.or(of_header);
        let requester = self.requester(token.as_ref(), body.tower_endpoint.as_deref());
        let requester = requester.await?;
        let workspace = match requester {
            Some(_) => body.workspace().map_err(Refusal::Wrong)?,
            None => None,
        };
        let who = match requester {
            Some(requester) => Puller::User(requester.asker.user),
            None => Puller::Address(client),
        };
        self.limits.admit_pull(who).map_err(Refusal::Limited)?;
        self.member(requester, workspace).await?;
        let login = self.choose_for(requester, workspace, &accepted).await;
        let login = login.map_err(|fault| refused(&accepted, &fault))?;
        let steps = Steps::default();
        let source = Source {
            registry: &accepted.image.registry,
            repository: &accepted.image.repository,
            login: login.as_ref(),
            steps: &steps,
        };
        let digest = match self.digest(source, &accepted.reference).await {
            Ok(digest) => digest.map(|digest| digest.to_string()),
            // The pull tries again by itself.
            Err(fault) if fault.cause.is_passing() => None,
            Err(fault) => return Err(refused(&accepted, &fault)),
        };
        let workflow = body.workflow_id.filter(|id| !id.is_empty());
        let given = self.give_out(
            requester,
            workspace,
            accepted,
            login.as_ref(),
            digest,
            workflow,
        );
        given.await
    }

    /// Who has this access token, for the Platform that is named. None is nobody who is known.
    async fn requester(
        &self,
        token: Option<&Secret>,
        endpoint: Option<&str>,
    ) -> Result<Option<Requester>, Refusal> {
        let Some(token) = token else {
            return if self.settings.anonymous {
                Ok(None)
            } else {
                Err(Refusal::Wrong("Missing user access token".to_owned()))
            };
        };
        let endpoint = endpoint.filter(|endpoint| !endpoint.is_empty());
        if let Some(foreign) = endpoint.filter(|it| !self.settings.address.is_own(it)) {
            let shown: String = foreign
                .chars()
                .filter(|c| !c.is_control())
                .take(200)
                .collect();
            return Err(Refusal::Wrong(format!(
                "Missing pairing record for Tower endpoint '{shown}'. This Wave belongs to one \
                 Platform: set tower.endpoint (or TOWER_API_ENDPOINT) to {}",
                self.settings.address.tower_endpoint()
            )));
        }
        let valid = self.embedded.authenticate(token).await?;
        let valid = valid.ok_or(Refusal::Unknown)?;
        Ok(Some(requester(&valid)))
    }

    /// Whether somebody may ask for the containers of a workspace.
    pub(super) async fn member(
        &self,
        requester: Option<Requester>,
        workspace: Option<i64>,
    ) -> Result<(), Refusal> {
        let (Some(requester), Some(workspace)) = (requester, workspace) else {
            return Ok(());
        };
        let store = &self.embedded.store;
        let role = store
            .role_in(requester.asker.user, WorkspaceId(workspace))
            .await?;
        if role.is_some_and(|role| role.has(Permission::CredentialsRead)) {
            return Ok(());
        }
        Err(Refusal::Wrong(format!(
            "There is no workspace {workspace}, or it is not open to this access token"
        )))
    }

    /// The credential for an image.
    pub(super) async fn choose_for(
        &self,
        requester: Option<Requester>,
        workspace: Option<i64>,
        accepted: &Accepted,
    ) -> Result<Option<Chosen>, PullFault> {
        let Some(requester) = requester else {
            return Ok(None);
        };
        let scope: Scope = scope_of(workspace);
        let repository: Repository<'_> = accepted.image.without_tag();
        let user = requester.asker.user;
        choose(&self.embedded, self.settings.rule, user, scope, repository).await
    }

    /// Makes a name for an image and stores what it stands for.
    pub(super) async fn give_out(
        &self,
        requester: Option<Requester>,
        workspace: Option<i64>,
        accepted: Accepted,
        login: Option<&Chosen>,
        digest: Option<String>,
        workflow: Option<String>,
    ) -> Result<GivenOut, Refusal> {
        let token = Secret::new(ids::wave_word());
        let now = clock::now();
        let expires = now.saturating_add(self.settings.life);
        let until = requester.and_then(|requester| requester.until);
        let config = accepted.config.as_ref().map(serde_json::to_string);
        let config = config.transpose().map_err(|error| {
            Refusal::Api(ApiError::internal(format!(
                "a config was not written: {error}"
            )))
        })?;
        let new = NewRequest {
            id: ids::wave_word(),
            token_hash: self.hash(token.expose()),
            asker: requester.map(|requester| requester.asker),
            workspace,
            registry: accepted.image.registry,
            repository: accepted.image.repository,
            reference: accepted.reference.as_str().to_owned(),
            digest: digest.filter(|_| config.is_none()),
            platform: accepted.platform.to_text(),
            config,
            workflow,
            created: now,
            // A name of a browser's session ends with the session.
            expires: until.map_or(expires, |until| until.min(expires)),
            credential: login.map(|login| login.taken.clone()),
        };
        let request = new.as_stored();
        self.embedded.store.insert_container_request(new).await?;
        tracing::info!(
            request = request.id,
            registry = request.registry,
            repository = request.repository,
            "gave out a name for an image"
        );
        Ok(GivenOut { request, token })
    }

    /// The name for container engines. It has the token in it.
    pub(super) fn target_image(&self, given: &GivenOut) -> String {
        let request = &given.request;
        let separator = match Reference::parse(&request.reference) {
            Ok(Reference::Digest(_)) => '@',
            _ => ':',
        };
        format!(
            "{}/wt/{}/{}{separator}{}",
            self.settings.address.authority(),
            given.token.expose(),
            request.repository,
            request.reference
        )
    }

    /// A request that belongs to who asks; of others nobody learns whether it is there.
    async fn own(
        &self,
        headers: &HeaderMap,
        found: Option<StoredRequest>,
    ) -> Result<StoredRequest, Refusal> {
        let token = bearer(headers).ok_or(Refusal::Unknown)?;
        let valid = self.embedded.authenticate(&token).await?;
        let user = valid.ok_or(Refusal::Unknown)?.user;
        let is_own = |request: &StoredRequest| request.asker.is_some_and(|it| it.user == user);
        found.filter(is_own).ok_or(Refusal::NotThere)
    }

    async fn own_token(
        &self,
        headers: &HeaderMap,
        client: Client,
        token: &str,
    ) -> Result<StoredRequest, Refusal> {
        if self.limits.admit_guess(client).is_err() {
            return Err(Refusal::Limited(60));
        }
        let found = self.embedded.store.find_container_request(self.hash(token));
        let found = found.await?;
        if found.is_none() {
            self.limits.note_guess(client);
        }
        self.own(headers, found).await
    }
}

/// Who has an access token.
pub(super) fn requester(valid: &ValidToken) -> Requester {
    Requester {
        asker: Asker {
            user: valid.user,
            access_token: valid.id,
        },
        until: valid.expires,
    }
}

/// What is told of a fault at the request: Wave's words, which logs are searched for, and the reason.
fn refused(accepted: &Accepted, fault: &PullFault) -> Refusal {
    if fault.cause.is_ours() {
        return Refusal::Api(ApiError::internal(fault.message.clone()));
    }
    let reason = fault.sentence();
    Refusal::Wrong(match fault.cause {
        Cause::NotOffered => reason,
        _ => format!(
            "Container image '{}' does not exist or access is not authorized. {reason}",
            accepted.written
        ),
    })
}
