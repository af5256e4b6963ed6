//! Why an image does not come through: what clients understand of it, and what people read.
//!
//! What stays wrong is 4xx, because clients show the text of these and do not repeat them; 5xx is for
//! what a later try may cure (fact sheet of Wave's clients). Nothing that a registry says is repeated.
//! Start at [`PullFault`].

use axum::Json;
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use wavepass_core::registry::login_test::{Trouble, TroubleKind};
use wavepass_core::wave::pull::Fault;

use crate::upstream::retry_after;

/// How long a client waits at least and at most when a registry limits, in seconds.
const WAIT: std::ops::RangeInclusive<u64> = 1..=3600;

/// How long it waits where nobody says for how long.
const USUAL_WAIT: u64 = 60;

/// Why an image does not come through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PullFault {
    pub(super) cause: Cause,
    /// What went wrong: a sentence.
    pub(super) message: String,
    /// The way out: a sentence.
    pub(super) way_out: Option<String>,
}

/// What kind of fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// There is no such name here: no live token, another repository, nothing that is offered.
    Name,
    /// The path is not one of a pull.
    Path(&'static str),
    /// The registry has no such manifest.
    Manifest,
    /// The registry has no such blob.
    Blob,
    /// The registry does not take the login, or wants one.
    Login,
    /// The registry forbids it.
    Forbidden,
    /// This server does not ask that address.
    Address,
    /// Too many requests; wait for so many seconds.
    Limited(u64),
    /// The registry has failed.
    Failed,
    /// No connection came about.
    Unreachable,
    /// The registry is silent.
    Silent,
    /// There is no such host, or it is not trusted.
    Host,
    /// The bytes have another digest.
    Digest,
    /// The document is none that can be passed on.
    Document,
    /// What is asked for is not offered.
    NotOffered,
    /// The secret cannot be opened.
    Secret,
    /// The database has failed.
    Internal,
}

impl Cause {
    fn status(self) -> StatusCode {
        match self {
            Self::Name | Self::Manifest | Self::Blob => StatusCode::NOT_FOUND,
            Self::Login => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::Address => StatusCode::FORBIDDEN,
            Self::Limited(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Failed | Self::Unreachable => StatusCode::BAD_GATEWAY,
            Self::Silent => StatusCode::GATEWAY_TIMEOUT,
            Self::Path(_) | Self::Host | Self::Digest | Self::Document | Self::NotOffered => {
                StatusCode::BAD_REQUEST
            }
            Self::Secret | Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The code of the distribution specification.
    fn code(self) -> &'static str {
        match self {
            Self::Name => "NAME_UNKNOWN",
            Self::Path(code) => code,
            Self::Manifest => "MANIFEST_UNKNOWN",
            Self::Blob => "BLOB_UNKNOWN",
            Self::Login => "UNAUTHORIZED",
            Self::Forbidden | Self::Address => "DENIED",
            Self::Limited(_) => "TOOMANYREQUESTS",
            Self::Digest => "DIGEST_INVALID",
            Self::Document => "MANIFEST_INVALID",
            Self::NotOffered => "UNSUPPORTED",
            Self::Failed
            | Self::Unreachable
            | Self::Silent
            | Self::Host
            | Self::Secret
            | Self::Internal => "UNKNOWN",
        }
    }

    /// Whether a later try may go well, so that a request for a container is taken all the same.
    pub(super) fn is_passing(self) -> bool {
        matches!(self, Self::Limited(_) | Self::Failed | Self::Silent)
    }

    /// Whether something is wrong here, and not with what was asked for.
    pub(super) fn is_ours(self) -> bool {
        matches!(self, Self::Secret | Self::Internal)
    }
}

impl PullFault {
    pub(super) fn new(cause: Cause, message: impl Into<String>) -> Self {
        Self {
            cause,
            message: message.into(),
            way_out: None,
        }
    }

    pub(super) fn or(self, way_out: impl Into<String>) -> Self {
        Self {
            way_out: Some(way_out.into()),
            ..self
        }
    }

    /// What the database did is logged, and not told.
    pub(super) fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!("a pull could not be served: {cause}");
        Self::new(Cause::Internal, "This Wave has failed.").or("Try again")
    }

    /// What was in the way at a registry.
    pub(super) fn of(trouble: &Trouble) -> Self {
        let at = &trouble.at;
        match &trouble.kind {
            TroubleKind::NoAddress => Self::new(
                Cause::Host,
                format!("This server finds no address for the name {at}."),
            )
            .or("Check the host in the name of the image"),
            TroubleKind::Unreachable => Self::new(
                Cause::Unreachable,
                format!("No connection from this server to {at} came about."),
            )
            .or("Check the host and its port, and whether this server may reach it"),
            TroubleKind::Tls(reason) => Self::new(
                Cause::Host,
                format!("No trusted connection to {at} came about: {reason}"),
            )
            .or("An authority of one's own is given to this server with --tls-ca"),
            TroubleKind::TimedOut => {
                Self::new(Cause::Silent, format!("{at} did not answer in time."))
                    .or("Try again later")
            }
            TroubleKind::Limited => Self::limited(at, None),
            TroubleKind::Failed(status) => {
                Self::new(Cause::Failed, format!("{at} has failed (status {status})."))
                    .or("Try again later")
            }
            TroubleKind::Unexpected(status) => Self::new(
                Cause::Failed,
                format!("{at} answered with status {status}, which registries do not do here."),
            ),
            TroubleKind::Garbled => Self::new(
                Cause::Failed,
                format!("{at} answered something that is not of a registry."),
            )
            .or("Check the host and its port"),
            TroubleKind::AddressNotAllowed => Self::new(
                Cause::Address,
                format!("{at} is at an address that this server does not ask."),
            )
            .or("Whoever runs it can allow private networks with --allow-private-registries"),
            TroubleKind::PortNotAllowed => Self::new(
                Cause::Address,
                format!(
                    "{at} is at a port that this server does not ask: it asks 443, and those \
                         from 1024 on."
                ),
            )
            .or("Whoever runs it can allow others with --allow-private-registries"),
            TroubleKind::NoTls => Self::new(
                Cause::Address,
                format!("{at} has no TLS, so nothing is asked there."),
            ),
        }
    }

    /// A host takes no more requests; it says for how long, or not.
    pub(super) fn limited(at: &str, seconds: Option<u64>) -> Self {
        let seconds = seconds.unwrap_or(USUAL_WAIT);
        let seconds = seconds.clamp(*WAIT.start(), *WAIT.end());
        Self::new(
            Cause::Limited(seconds),
            format!("{at} takes no more requests for now."),
        )
        .or("Try again later")
    }

    /// A host takes no more requests, as the headers of its answer say.
    pub(super) fn limited_by(at: &str, headers: &HeaderMap) -> Self {
        Self::limited(at, retry_after(headers))
    }

    /// A host answers with a status that is no answer, and none that is known here.
    pub(super) fn failed(at: &str, status: StatusCode) -> Self {
        let kind = if status.is_server_error() {
            TroubleKind::Failed(status.as_u16())
        } else {
            TroubleKind::Unexpected(status.as_u16())
        };
        Self::of(&Trouble {
            at: at.to_owned(),
            kind,
        })
    }

    /// It for people: what, and what to do.
    pub(super) fn sentence(&self) -> String {
        match &self.way_out {
            Some(way_out) => format!("{} {way_out}", self.message),
            None => self.message.clone(),
        }
    }

    /// It for the page.
    pub(super) fn for_page(&self) -> Fault {
        Fault {
            message: self.message.clone(),
            way_out: self.way_out.as_ref().map(|way_out| format!("{way_out}.")),
        }
    }
}

impl From<tokio_rusqlite::Error> for PullFault {
    fn from(error: tokio_rusqlite::Error) -> Self {
        Self::internal(&error)
    }
}

impl IntoResponse for PullFault {
    fn into_response(self) -> Response {
        let body = Json(json!({ "errors": [{
            "code": self.cause.code(),
            "message": self.sentence(),
        }]}));
        let mut response = (self.cause.status(), body).into_response();
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Cause::Limited(seconds) = self.cause {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: TroubleKind) -> PullFault {
        PullFault::of(&Trouble {
            at: "quay.io".to_owned(),
            kind,
        })
    }

    #[test]
    fn what_stays_wrong_is_no_5xx_and_what_passes_can_be_tried_again() {
        for (kind, status, is_passing) in [
            (TroubleKind::NoAddress, 400, false),
            (TroubleKind::Tls("it has run out.".to_owned()), 400, false),
            (TroubleKind::AddressNotAllowed, 403, false),
            (TroubleKind::PortNotAllowed, 403, false),
            (TroubleKind::NoTls, 403, false),
            (TroubleKind::Unreachable, 502, false),
            (TroubleKind::Limited, 429, true),
            (TroubleKind::Failed(503), 502, true),
            (TroubleKind::Garbled, 502, true),
            (TroubleKind::TimedOut, 504, true),
        ] {
            let fault = of(kind.clone());
            assert_eq!(fault.cause.status().as_u16(), status, "{kind:?}");
            assert_eq!(fault.cause.is_passing(), is_passing, "{kind:?}");
            assert!(fault.sentence().contains("quay.io"), "{kind:?}");
        }
    }

    #[test]
    fn a_client_is_told_how_long_to_wait_within_reason() {
        for (said, told) in [
            (None, 60),
            (Some(0), 1),
            (Some(7), 7),
            (Some(999_999), 3600),
        ] {
            let response = PullFault::limited("quay.io", said).into_response();
            assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
            assert_eq!(response.headers()[RETRY_AFTER], told.to_string());
        }
    }
}
