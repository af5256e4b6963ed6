//! How a request to Wavepass's server failed, in one word: what the server says in a header
//! beside each answer that is no success.
//!
//! A status alone does not tell it. 502 is what a proxy in front of Platform answers, what
//! Platform itself may answer, and what our server says when there was no connection at all; only
//! of the last is it certain that nothing was done. Start at [`Failure`].

/// The header of our server's answers that names a [`Failure`].
pub const HEADER: &str = "x-wavepass-failure";

/// The header that repeats the error id of a [`Failure::Failed`], where Platform gave one: what
/// its administrators look for in their logs.
pub const ERROR_ID_HEADER: &str = "x-wavepass-error-id";

/// How a request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    /// A status of the 400s that is none of the next three: the request was understood and not
    /// done.
    Refused,
    /// The token is not accepted: 401, and 403 where only the token itself is asked about.
    Unauthorized,
    /// 403: not allowed, or not there; Platform may say which permission is missing.
    Forbidden,
    /// 429: too many requests; 503 of our own server, whose database is busy.
    /// `Retry-After` has the seconds to wait, where they are known.
    Limited,
    /// A status of the 500s, of Platform or of a proxy in front of it.
    Failed,
    /// No connection came about.
    Unreachable,
    /// The name of Platform's host has no address.
    Dns,
    /// No trusted connection came about: a certificate, or no TLS at the other end.
    Tls,
    /// The request was sent and no answer came in time.
    Timeout,
    /// What came back is no answer of Platform's API: not JSON, cut off, a redirect, in an
    /// encoding that nobody asked for.
    Garbled,
    /// The answer is longer than what is read.
    TooLarge,
    /// Our own server gave no answer. Never in the header: the app finds it out by itself.
    Offline,
}

impl Failure {
    /// Every way to fail that the header can name.
    pub const ALL: [Self; 11] = [
        Self::Refused,
        Self::Unauthorized,
        Self::Forbidden,
        Self::Limited,
        Self::Failed,
        Self::Unreachable,
        Self::Dns,
        Self::Tls,
        Self::Timeout,
        Self::Garbled,
        Self::TooLarge,
    ];

    /// Its name in the header.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::Limited => "limited",
            Self::Failed => "failed",
            Self::Unreachable => "unreachable",
            Self::Dns => "dns",
            Self::Tls => "tls",
            Self::Timeout => "timeout",
            Self::Garbled => "garbled",
            Self::TooLarge => "too-large",
            Self::Offline => "offline",
        }
    }

    /// The failure of that name.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|failure| failure.id() == id)
    }

    /// What a status says by itself; `None` of a success. What HTTP does not use as the status of
    /// a final answer, and a redirect, which nobody follows, is no answer of an API.
    pub const fn of_status(status: u16) -> Option<Self> {
        match status {
            200..=299 => None,
            401 => Some(Self::Unauthorized),
            403 => Some(Self::Forbidden),
            429 => Some(Self::Limited),
            400..=499 => Some(Self::Refused),
            500..=599 => Some(Self::Failed),
            _ => Some(Self::Garbled),
        }
    }

    /// Whether it is certain that nothing was done. Of the others nobody knows: the request was
    /// on its way.
    pub const fn nothing_was_done(self) -> bool {
        match self {
            Self::Refused
            | Self::Unauthorized
            | Self::Forbidden
            | Self::Limited
            | Self::Unreachable
            | Self::Dns
            | Self::Tls => true,
            Self::Failed | Self::Timeout | Self::Garbled | Self::TooLarge | Self::Offline => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_failure_is_found_by_its_name() {
        for failure in Failure::ALL {
            assert_eq!(Failure::of_id(failure.id()), Some(failure));
        }
        for other in ["", "Refused", "ok", "offline"] {
            assert_eq!(Failure::of_id(other), None);
        }
    }

    #[test]
    fn a_status_is_a_success_a_refusal_a_failure_or_none_of_an_api() {
        let rows: [(&[u16], Option<Failure>); 7] = [
            (&[200, 201, 204, 299], None),
            (
                &[400, 404, 405, 408, 409, 413, 422, 499],
                Some(Failure::Refused),
            ),
            (&[401], Some(Failure::Unauthorized)),
            (&[403], Some(Failure::Forbidden)),
            (&[429], Some(Failure::Limited)),
            (&[500, 502, 503, 504, 599], Some(Failure::Failed)),
            (
                &[0, 100, 101, 199, 301, 302, 304, 600, 999],
                Some(Failure::Garbled),
            ),
        ];
        for (statuses, expected) in rows {
            for status in statuses {
                assert_eq!(Failure::of_status(*status), expected, "{status}");
            }
        }
    }

    #[test]
    fn whoever_refuses_or_is_not_reached_has_done_nothing() {
        let uncertain: Vec<_> = Failure::ALL
            .into_iter()
            .filter(|failure| !failure.nothing_was_done())
            .map(Failure::id)
            .collect();
        assert_eq!(uncertain, ["failed", "timeout", "garbled", "too-large"]);
    }
}
