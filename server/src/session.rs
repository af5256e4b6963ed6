//! Signing in and out, and the cookie that carries a session.
//!
//! The cookie holds the access token, encrypted, so that no script can read it and no
//! server has to remember it: any replica with the same key understands it. On its way to
//! the API it becomes an ordinary bearer token ([`cookie_to_bearer`]), so that behind this
//! module there is only one way to be authenticated.

mod attempts;
mod cookie;
mod first_answers;
mod transport;

use std::sync::Arc;

use axum::extract::{RawQuery, Request, State};
use axum::http::header::{AUTHORIZATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use serde::Serialize;
use wavepass_core::secret::Secret;
use wavepass_core::session::{CSRF_HEADER, Mode, PATH, SessionInfo, SignIn};

pub(crate) use attempts::Attempts;
pub use cookie::{Lifetime, SessionCookies};
pub(crate) use transport::is_on_this_machine;

use first_answers::FirstAnswers;
use transport::Transport;

use crate::client::Client;
use crate::embedded::Embedded;
use crate::error::ApiError;
use crate::json::JsonBody;
use crate::store::TokenKind;
use crate::{AppState, Backend, clock, web};

/// The longest access token, in bytes: browsers keep a cookie of 4,096 with its attributes, and
/// forget a longer one without a word. Platform's own have about a hundred.
const LONGEST_TOKEN: usize = 2048;

/// The routes of the session, which are the same for both backends. The Platform API is the
/// server's own, as a bearer of a token asks it.
pub(crate) fn router(state: Arc<AppState>, api: Router) -> Router {
    let show = async |State(state): State<Arc<AppState>>,
                      RawQuery(query): RawQuery,
                      headers: HeaderMap| {
        // Asked by the page while the program is on its way, and by nobody later.
        let api = (query.as_deref() == Some("first")).then_some(api);
        show(&state, &headers, api).await
    };
    Router::new()
        .route(PATH, get(show).post(sign_in).delete(sign_out))
        .layer(from_fn(web::headers::no_store))
        .with_state(state)
}

/// Turns the session cookie of a request into a bearer token, unless it has one already.
///
/// A request that changes something must show that the app made it: a foreign page can make
/// a browser send the cookie, but not the header.
pub(crate) async fn cookie_to_bearer(
    State(state): State<Arc<AppState>>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let session = if request.headers().contains_key(AUTHORIZATION) {
        None
    } else {
        state.sessions.read(request.headers(), clock::now())
    };
    let Some(session) = session else {
        return Ok(next.run(request).await);
    };
    require_app_header(request.method(), request.headers())?;
    let bearer = Secret::new(format!("Bearer {}", session.token.expose()));
    let mut value = HeaderValue::from_str(bearer.expose()).map_err(|_| ApiError::Unauthorized)?;
    value.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, value);
    let mut response = next.run(request).await;
    if let Some(cookie) = state.sessions.renewed(&session, clock::now()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Who asks the server itself for something.
pub(crate) enum Asker {
    /// A user of the embedded Platform.
    User(i64),
    /// Who has this token of another Platform.
    Token(Secret),
}

/// Who is signed in and asks the server itself for something, by a request that the app has made;
/// else what is answered.
pub(crate) async fn of_app(
    state: &AppState,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Asker, Response> {
    let refused = IntoResponse::into_response;
    require_app_header(method, headers).map_err(refused)?;
    let session = state.sessions.read(headers, clock::now());
    let token = session
        .ok_or_else(|| ApiError::Unauthorized.into_response())?
        .token;
    match &state.backend {
        Backend::Embedded(embedded) => {
            let valid = embedded.authenticate(&token).await;
            let valid = valid
                .map_err(ApiError::from)
                .and_then(|it| it.ok_or(ApiError::Unauthorized));
            Ok(Asker::User(valid.map_err(refused)?.user))
        }
        // Whether Platform still takes it only Platform can say, as for signing in.
        Backend::Gateway(gateway) => match gateway.refuses(&token).await {
            None => Ok(Asker::Token(token)),
            Some(answer) => Err(answer),
        },
    }
}

/// The answer to who is signed in.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    #[serde(flatten)]
    info: SessionInfo,
    first_answers: FirstAnswers,
}

/// Who is signed in, with the first answers of the API where it is given.
async fn show(
    state: &AppState,
    headers: &HeaderMap,
    api: Option<Router>,
) -> Result<Json<Shown>, ApiError> {
    let token = state.sessions.read(headers, clock::now());
    let token = token.map(|session| session.token);
    let (mode, platform, signed_in) = match (&state.backend, &token) {
        (Backend::Embedded(embedded), Some(token)) => {
            let valid = embedded.authenticate(token).await?.is_some();
            (Mode::Embedded, None, valid)
        }
        (Backend::Embedded(_), None) => (Mode::Embedded, None, false),
        // Whether Platform still takes the token shows with the first request.
        (Backend::Gateway(gateway), token) => {
            let url = Some(gateway.platform().to_owned());
            (Mode::Gateway, url, token.is_some())
        }
    };
    let first_answers = match (api, token.filter(|_| signed_in)) {
        (Some(api), Some(token)) => first_answers::ask(api, &token).await,
        _ => FirstAnswers::default(),
    };
    let wave_rules = state.wave.rule().map(|rule| rule.id().to_owned());
    let info = SessionInfo {
        signed_in,
        mode,
        platform,
        wave_rules,
        own_wave: state.own_wave.is_some(),
    };
    Ok(Json(Shown {
        info,
        first_answers,
    }))
}

async fn sign_in(
    State(state): State<Arc<AppState>>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    JsonBody(proof): JsonBody<SignIn>,
) -> Result<Response, ApiError> {
    state.attempts.admit(client)?;
    let answer = begin(&state, &headers, proof).await;
    let answer = answer.unwrap_or_else(IntoResponse::into_response);
    state.attempts.answered(client, answer.status());
    Ok(answer)
}

/// The answer to who wants to sign in with this.
async fn begin(state: &AppState, headers: &HeaderMap, proof: SignIn) -> Result<Response, ApiError> {
    require_app_header(&Method::POST, headers)?;
    let transport = Transport::of(headers, state.reached.is_loopback);
    if transport == Transport::Exposed {
        return Err(ApiError::BadRequest(
            "This page was opened without TLS, so everybody on the way could read the access \
             token. Open it with https://, or on the machine that it runs on."
                .to_owned(),
        ));
    }
    let token = match (&state.backend, proof) {
        (Backend::Embedded(embedded), SignIn::Link(secret)) => {
            redeem(state, embedded, &secret).await?
        }
        (Backend::Embedded(embedded), SignIn::AccessToken(token)) => {
            let token = Secret::from(token.expose().trim());
            embedded
                .authenticate(&token)
                .await?
                .ok_or(ApiError::Unauthorized)?;
            token
        }
        (Backend::Gateway(gateway), SignIn::AccessToken(token)) => {
            let token = platform_token(&token)?;
            if let Some(answer) = gateway.refuses(&token).await {
                return Ok(answer);
            }
            token
        }
        (Backend::Gateway(_), SignIn::Link(_)) => {
            return Err(ApiError::BadRequest(
                "This server passes requests on to a Seqera Platform. Sign in with an access \
                 token of that Platform."
                    .to_owned(),
            ));
        }
    };
    let secure = transport == Transport::Protected;
    let cookie = state
        .sessions
        .begin(token, secure, clock::now())
        .map_err(ApiError::internal)?;
    Ok((
        StatusCode::NO_CONTENT,
        AppendHeaders([(SET_COOKIE, cookie)]),
    )
        .into_response())
}

async fn sign_out(
    State(state): State<Arc<AppState>>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    require_app_header(&Method::DELETE, &headers)?;
    let session = state.sessions.read(&headers, clock::now());
    if let (Backend::Embedded(embedded), Some(session)) = (&state.backend, &session)
        && let Some(valid) = embedded.authenticate(&session.token).await?
    {
        embedded.store.end_session(valid.id).await?;
    }
    if let Some(session) = &session {
        state.sessions.bar(session, clock::now());
    }
    let secure = session.map_or_else(
        || Transport::of(&headers, state.reached.is_loopback) == Transport::Protected,
        |session| session.is_secure(),
    );
    let mut response = StatusCode::NO_CONTENT.into_response();
    for cookie in state.sessions.end(secure, clock::now()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// An access token of Platform as somebody typed it. Its form is Platform's to judge; but a header
/// takes one word of visible characters only, and a cookie not any length.
fn platform_token(typed: &Secret) -> Result<Secret, ApiError> {
    let token = Secret::from(typed.expose().trim());
    let refused = |why: &str| Err(ApiError::BadRequest(why.to_owned()));
    let text = token.expose();
    if text.is_empty() {
        refused("Enter an access token.")
    } else if text.len() > LONGEST_TOKEN {
        refused("This is too long for an access token.")
    } else if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        refused("An access token has no spaces, and no letters but those from a to z.")
    } else {
        Ok(token)
    }
}

async fn redeem(
    state: &AppState,
    embedded: &Embedded,
    secret: &Secret,
) -> Result<Secret, ApiError> {
    if !embedded.link.redeem(secret, clock::now()) {
        return Err(ApiError::Unauthorized);
    }
    let kind = TokenKind::Session {
        expires: clock::now() + state.sessions.lifetime().absolute,
    };
    let issued = embedded.issue_token(embedded.user, kind, "browser").await?;
    let (token, _) = issued.ok_or_else(|| ApiError::internal("a session token was not stored"))?;
    Ok(token)
}

fn require_app_header(method: &Method, headers: &HeaderMap) -> Result<(), ApiError> {
    if method.is_safe() || headers.contains_key(CSRF_HEADER) {
        Ok(())
    } else {
        Err(ApiError::CsrfHeaderMissing)
    }
}

#[cfg(test)]
mod tests;
