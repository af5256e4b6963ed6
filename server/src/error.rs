//! What can go wrong with a request, and the answer it gets.
//!
//! Statuses and bodies are Platform's: `{"message"}` for 400 and 409, nothing for 401.
//! What went wrong inside is logged under an id and never sent.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use wavepass_core::platform::error::ErrorBody;

use crate::ids;

/// A refused or failed request.
#[derive(Debug)]
pub(crate) enum ApiError {
    /// 400: the request is wrong, and this is how.
    BadRequest(String),
    /// 401: no token, or one that is not valid.
    Unauthorized,
    /// 403: not allowed, or not there; Platform does not say which.
    Forbidden,
    /// 403: a browser's request without the header that only the app sends.
    CsrfHeaderMissing,
    /// 404: no such path.
    NotFound,
    /// 405: the path is there, the method is not.
    MethodNotAllowed,
    /// 409: it collides with something that is there.
    Conflict(String),
    /// 413: the body is too long.
    TooLarge,
    /// 502: the Platform behind the gateway gave no usable answer.
    BadGateway(String),
    /// 500: our own fault. The payload is for the log.
    Internal(String),
}

impl ApiError {
    pub(crate) fn internal(error: impl std::fmt::Display) -> Self {
        Self::Internal(format!("{error:#}"))
    }
}

impl<E: std::fmt::Display> From<tokio_rusqlite::Error<E>> for ApiError {
    fn from(error: tokio_rusqlite::Error<E>) -> Self {
        match error {
            tokio_rusqlite::Error::Error(cause) => Self::internal(cause),
            _ => Self::internal("the database connection is closed"),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, message) = match self {
            Self::BadRequest(message) => (StatusCode::BAD_REQUEST, message),
            Self::Unauthorized => return StatusCode::UNAUTHORIZED.into_response(),
            Self::Forbidden => (StatusCode::FORBIDDEN, "Forbidden".to_owned()),
            Self::CsrfHeaderMissing => (
                StatusCode::FORBIDDEN,
                format!(
                    "A request that changes something and is signed in by cookie needs the \
                     header {}.",
                    wavepass_core::session::CSRF_HEADER
                ),
            ),
            Self::NotFound => (StatusCode::NOT_FOUND, "There is nothing here.".to_owned()),
            Self::MethodNotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "This path does not take that method.".to_owned(),
            ),
            Self::Conflict(message) => (StatusCode::CONFLICT, message),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                format!(
                    "The request body is longer than {} bytes.",
                    crate::BODY_LIMIT
                ),
            ),
            Self::BadGateway(message) => (StatusCode::BAD_GATEWAY, message),
            Self::Internal(cause) => {
                let id = ids::record_id();
                tracing::error!(error_id = id, "{cause}");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    format!("Unexpected error while processing - Error ID: {id}"),
                )
            }
        };
        (status, Json(ErrorBody { message })).into_response()
    }
}
