//! What can go wrong with a request, as the pages tell it apart.

use wavepass_core::platform::credentials::DeleteConflicts;
use wavepass_core::platform::error::Refusal;

/// A request that did not do what it was meant to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ApiError {
    /// No answer: offline, server stopped, time-out. Worth a retry.
    Network,
    /// An answer that is not what the API promises.
    Decode,
    /// 401: the session has run out. The shell asks to sign in again.
    Unauthorized,
    /// 403: not allowed, or not there; Platform does not say which.
    Forbidden,
    /// 404: not there.
    NotFound,
    /// 400: what was sent is refused.
    Invalid {
        /// Why, where it is a reason that is known.
        reason: Option<Refusal>,
        /// Why, in the server's own words.
        message: String,
    },
    /// 409: it collides with something that is there.
    Conflict(String),
    /// 409 on a deletion: something uses the credential now.
    InUse(DeleteConflicts),
    /// 429: too many requests.
    RateLimited,
    /// Anything else, with what the server said of it.
    Server {
        /// The HTTP status.
        status: u16,
        /// The server's own words, where there are any.
        message: Option<String>,
    },
}

impl ApiError {
    /// Whether the server may have done what it was asked although there is no good answer.
    pub(crate) fn may_have_been_done(&self) -> bool {
        matches!(self, Self::Network | Self::Decode | Self::Server { .. })
    }

    /// What a person is told, as whole sentences with a way out.
    pub(crate) fn user_message(&self) -> String {
        match self {
            Self::Network => "The server could not be reached. Check your connection and \
                              try again."
                .to_owned(),
            Self::Decode => "The server gave an answer that makes no sense here. It may be of \
                             another version."
                .to_owned(),
            Self::Unauthorized => "You are no longer signed in. Sign in again to go on.".to_owned(),
            Self::Forbidden => "You may not do this here, or it is no longer there. In a \
                                workspace, an owner or admin can help."
                .to_owned(),
            Self::NotFound => "It is not there. It may have been deleted.".to_owned(),
            Self::Invalid { message, .. } | Self::Conflict(message) => message.clone(),
            Self::InUse(_) => "Something uses these credentials now, so they were kept.".to_owned(),
            Self::RateLimited => {
                "The server asks for fewer requests. Wait a few seconds and try again.".to_owned()
            }
            Self::Server {
                message: Some(message),
                ..
            } => format!("The server failed: {message}"),
            Self::Server { status, .. } => {
                format!("The server failed with status {status}. Try again in a moment.")
            }
        }
    }
}
