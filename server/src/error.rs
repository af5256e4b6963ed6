//! What can go wrong with a request, and the answer it gets.
//!
//! Statuses and bodies are Platform's: `{"message"}` for 400 and 409, nothing for 401.
//! What went wrong inside is logged under an id and never sent. Beside them a header says in one
//! word how the request failed ([`Failure`]).

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use rusqlite::ErrorCode;
use wavepass_core::failure::{self, Failure};
use wavepass_core::platform::error::ErrorBody;
use wavepass_core::platform::permission::Permission;

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
    /// 403: the role lacks these permissions.
    MissingPermissions(Vec<Permission>),
    /// 403: a browser's request without the header that only the app sends.
    CsrfHeaderMissing,
    /// 421: it is for another host than this.
    ForeignHost,
    /// 403: it would change something and comes from a page of another site.
    ForeignPage,
    /// 404: no such path.
    NotFound,
    /// 404: a path that Platform might read as another one, so it is not asked.
    OddPath,
    /// 405: the path is there, the method is not.
    MethodNotAllowed,
    /// 409: it collides with something that is there.
    Conflict(String),
    /// 413: the body is too long.
    TooLarge,
    /// 429: too many requests with this token.
    Limited {
        /// After how many seconds the next one is taken.
        seconds: u64,
    },
    /// 503: somebody else writes into the database, for longer than one waits.
    Busy,
    /// 408: the request took too long to come in.
    SlowRequest,
    /// 502 or 504: the Platform behind the gateway gave no usable answer.
    NoAnswer(Failure, String),
    /// 504: our own handler took too long.
    Timeout,
    /// 500: our own fault. The payload is for the log.
    Internal(String),
}

impl ApiError {
    pub(crate) fn internal(error: impl std::fmt::Display) -> Self {
        Self::Internal(format!("{error:#}"))
    }
}

impl From<rusqlite::Error> for ApiError {
    /// A lock that somebody else holds is nobody's fault, and nothing was done.
    fn from(error: rusqlite::Error) -> Self {
        if is_busy(&error) {
            Self::Busy
        } else {
            Self::internal(error)
        }
    }
}

/// Whether a lock of somebody else was in the way of SQLite.
pub(crate) fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

impl From<tokio_rusqlite::Error> for ApiError {
    fn from(error: tokio_rusqlite::Error) -> Self {
        match error {
            tokio_rusqlite::Error::Error(cause) => cause.into(),
            _ => Self::internal("the database connection is closed"),
        }
    }
}

impl ApiError {
    /// How the request failed, in the word of the header [`failure::HEADER`].
    fn failure(&self) -> Failure {
        match self {
            Self::BadRequest(_)
            | Self::CsrfHeaderMissing
            | Self::ForeignHost
            | Self::ForeignPage
            | Self::NotFound
            | Self::OddPath
            | Self::MethodNotAllowed
            | Self::Conflict(_)
            | Self::TooLarge
            | Self::SlowRequest => Failure::Refused,
            Self::Unauthorized => Failure::Unauthorized,
            Self::Forbidden | Self::MissingPermissions(_) => Failure::Forbidden,
            Self::Limited { .. } | Self::Busy => Failure::Limited,
            Self::NoAnswer(failure, _) => *failure,
            Self::Timeout => Failure::Timeout,
            Self::Internal(_) => Failure::Failed,
        }
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BadRequest(text) | Self::Conflict(text) | Self::NoAnswer(_, text) => {
                f.write_str(text)
            }
            other => f.write_str(other.failure().id()),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let failure = [(failure::HEADER, self.failure().id())];
        let (status, message) = match self {
            Self::BadRequest(message) => (StatusCode::BAD_REQUEST, message),
            Self::Unauthorized => return (StatusCode::UNAUTHORIZED, failure).into_response(),
            Self::Forbidden => (StatusCode::FORBIDDEN, "Forbidden".to_owned()),
            Self::MissingPermissions(missing) => {
                let names: Vec<_> = missing
                    .iter()
                    .map(|permission| format!("\"{}\"", permission.id()))
                    .collect();
                (
                    StatusCode::FORBIDDEN,
                    format!("Forbidden. Missing permission(s): {}", names.join(", ")),
                )
            }
            Self::CsrfHeaderMissing => (
                StatusCode::FORBIDDEN,
                format!(
                    "A request that changes something and is signed in by cookie needs the \
                     header {}.",
                    wavepass_core::session::CSRF_HEADER
                ),
            ),
            Self::ForeignHost => (
                StatusCode::MISDIRECTED_REQUEST,
                "This server is not known by the host in the address. Who runs it names the host \
                 with --public-url, or with --allowed-hosts where a proxy changes it."
                    .to_owned(),
            ),
            Self::ForeignPage => (
                StatusCode::FORBIDDEN,
                "This request comes from a page of another site, so nothing was done. Open \
                 Wavepass itself. If it is Wavepass: who runs it names its address with \
                 --public-url."
                    .to_owned(),
            ),
            Self::NotFound => (StatusCode::NOT_FOUND, "There is nothing here.".to_owned()),
            Self::OddPath => (
                StatusCode::NOT_FOUND,
                "An id in this address has characters other than letters, digits, - and _. \
                 Platform might read it as another address, so nothing was asked, and whether it \
                 is there is not known."
                    .to_owned(),
            ),
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
            Self::Limited { seconds } => {
                let message = "These are too many requests at once. Nothing was done; wait a \
                               moment and try again."
                    .to_owned();
                let wait = [(RETRY_AFTER, seconds.to_string())];
                let body = Json(ErrorBody { message });
                return (StatusCode::TOO_MANY_REQUESTS, failure, wait, body).into_response();
            }
            Self::Busy => {
                let message = "The database is busy. Nothing was done; wait a moment and try \
                               again."
                    .to_owned();
                let wait = [(RETRY_AFTER, "1")];
                let body = Json(ErrorBody { message });
                return (StatusCode::SERVICE_UNAVAILABLE, failure, wait, body).into_response();
            }
            Self::SlowRequest => (
                StatusCode::REQUEST_TIMEOUT,
                "The request took too long to come in, so nothing was done.".to_owned(),
            ),
            Self::NoAnswer(Failure::Timeout, message) => (StatusCode::GATEWAY_TIMEOUT, message),
            Self::NoAnswer(_, message) => (StatusCode::BAD_GATEWAY, message),
            Self::Timeout => (
                StatusCode::GATEWAY_TIMEOUT,
                "This took too long and was given up.".to_owned(),
            ),
            Self::Internal(cause) => {
                let id = ids::record_id();
                tracing::error!(error_id = id, "{cause}");
                let message = format!("Unexpected error while processing - Error ID: {id}");
                return (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    failure,
                    [(failure::ERROR_ID_HEADER, id)],
                    Json(ErrorBody { message }),
                )
                    .into_response();
            }
        };
        (status, failure, Json(ErrorBody { message })).into_response()
    }
}
