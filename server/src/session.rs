//! Signing in and out, and the cookie that carries a session.
//!
//! The cookie holds the access token, encrypted, so that no script can read it and no
//! server has to remember it: any replica with the same key understands it. On its way to
//! the API it becomes an ordinary bearer token ([`cookie_to_bearer`]), so that behind this
//! module there is only one way to be authenticated.

mod cookie;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use wavepass_core::secret::Secret;
use wavepass_core::session::{CSRF_HEADER, Mode, PATH, SessionInfo, SignIn};

pub use cookie::SessionCookies;

use crate::embedded::Embedded;
use crate::error::ApiError;
use crate::json::JsonBody;
use crate::store::TokenKind;
use crate::{AppState, Backend, clock, web};

/// How long a browser stays signed in, in seconds: a week.
pub(crate) const LIFETIME: i64 = 7 * 24 * 60 * 60;

/// The routes of the session, which are the same for both backends.
pub(crate) fn router(state: Arc<AppState>) -> Router {
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
    if !request.headers().contains_key(AUTHORIZATION)
        && let Some(token) = state.sessions.read(request.headers(), clock::now())
    {
        require_app_header(request.method(), request.headers())?;
        let bearer = Secret::new(format!("Bearer {}", token.expose()));
        let mut value =
            HeaderValue::from_str(bearer.expose()).map_err(|_| ApiError::Unauthorized)?;
        value.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, value);
    }
    Ok(next.run(request).await)
}

async fn show(
    State(state): State<Arc<AppState>>,
    headers: HeaderMap,
) -> Result<Json<SessionInfo>, ApiError> {
    let token = state.sessions.read(&headers, clock::now());
    let (mode, platform, signed_in) = match (&state.backend, token) {
        (Backend::Embedded(embedded), Some(token)) => {
            let valid = embedded.authenticate(&token).await?.is_some();
            (Mode::Embedded, None, valid)
        }
        (Backend::Embedded(_), None) => (Mode::Embedded, None, false),
        // Whether Platform still takes the token shows with the first request.
        (Backend::Gateway(gateway), token) => {
            let url = Some(gateway.platform().to_owned());
            (Mode::Gateway, url, token.is_some())
        }
    };
    Ok(Json(SessionInfo {
        signed_in,
        mode,
        platform,
        wave_rules: state.wave.rule().map(|rule| rule.id().to_owned()),
    }))
}

async fn sign_in(
    State(state): State<Arc<AppState>>,
    headers: HeaderMap,
    JsonBody(proof): JsonBody<SignIn>,
) -> Result<Response, ApiError> {
    require_app_header(&Method::POST, &headers)?;
    let token = match (&state.backend, proof) {
        (Backend::Embedded(embedded), SignIn::Link(secret)) => redeem(embedded, &secret).await?,
        (Backend::Embedded(embedded), SignIn::AccessToken(token)) => {
            let token = Secret::from(token.expose().trim());
            embedded
                .authenticate(&token)
                .await?
                .ok_or(ApiError::Unauthorized)?;
            token
        }
        (Backend::Gateway(gateway), SignIn::AccessToken(token)) => {
            let token = Secret::from(token.expose().trim());
            gateway.check(&token).await?;
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
    let cookie = state
        .sessions
        .issue(&token, clock::now() + LIFETIME)
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
    if let (Backend::Embedded(embedded), Some(token)) =
        (&state.backend, state.sessions.read(&headers, clock::now()))
        && let Some(valid) = embedded.authenticate(&token).await?
    {
        embedded.store.end_session(valid.id).await?;
    }
    let cookie = state.sessions.clear();
    Ok((
        StatusCode::NO_CONTENT,
        AppendHeaders([(SET_COOKIE, cookie)]),
    )
        .into_response())
}

async fn redeem(embedded: &Embedded, secret: &Secret) -> Result<Secret, ApiError> {
    if !embedded.link.redeem(secret, clock::now()) {
        return Err(ApiError::Unauthorized);
    }
    let kind = TokenKind::Session {
        expires: clock::now() + LIFETIME,
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
