//! A request that was no success, and what a person is told of it.
//!
//! Wavepass's server says in a header how a request failed ([`Failure`]); without it, as from a
//! proxy in between, the status has to do. What a status means for one operation is in
//! [`super::outcome`]. Sources: Platform's public API description (1.187), recorded answers.
//! Start at [`RequestError::of`].

use serde_json::Value;

use super::reader::Fields;
use crate::failure::{ERROR_ID_HEADER, Failure, HEADER};

/// A request that was no success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestError {
    /// What became of it.
    pub kind: Failure,
    /// The HTTP status; 0 without an answer.
    pub status: u16,
    /// What the answer says of it, for people.
    pub said: Option<String>,
    /// The permissions that are missing, where the answer names them.
    pub missing: Vec<String>,
    /// The id under which Platform has logged it.
    pub error_id: Option<String>,
    /// After how many seconds to try again, where the answer says so.
    pub retry_after: Option<u32>,
    /// Whether Wavepass's server said what became of it, so that Platform is to be named.
    pub is_platforms: bool,
}

/// How an answer names permissions: `Forbidden. Missing permission(s): "studio:view"`.
const MISSING: &str = "Missing permission";

impl RequestError {
    /// A failure of which nothing but its kind is known.
    pub const fn new(kind: Failure) -> Self {
        Self {
            kind,
            status: 0,
            said: None,
            missing: Vec::new(),
            error_id: None,
            retry_after: None,
            is_platforms: false,
        }
    }

    /// What an answer means with this status, these headers by name, and this body.
    pub fn of<'h>(
        status: u16,
        header: impl Fn(&str) -> Option<String> + 'h,
        body: Option<&Value>,
    ) -> Self {
        let told = header(HEADER).and_then(|name| Failure::of_id(&name));
        let said = body.and_then(said);
        Self {
            kind: told
                .or(Failure::of_status(status))
                .unwrap_or(Failure::Garbled),
            status,
            missing: said.as_deref().map(permissions).unwrap_or_default(),
            said,
            error_id: header(ERROR_ID_HEADER),
            retry_after: header("retry-after").and_then(|text| text.trim().parse().ok()),
            is_platforms: told.is_some(),
        }
    }

    /// Whether the server may have done what it was asked although there is no good answer.
    pub const fn may_have_been_done(&self) -> bool {
        !self.kind.nothing_was_done()
    }

    /// Whether such an answer to the question who is signed in means that the token is not valid.
    /// Recorded answers have 401; the documentation of 22.4 says 403 of a token that was revoked.
    pub const fn refuses_token(&self) -> bool {
        matches!(self.kind, Failure::Unauthorized | Failure::Forbidden)
    }

    /// Whether it may be the token that is refused, although the question was about something
    /// else: 403 without a reason, which is also what a token that was revoked may get.
    pub fn may_refuse_token(&self) -> bool {
        self.kind == Failure::Forbidden && self.reason().is_none()
    }

    /// Whether what the request was about may not be there: 404, or a 403 that gives no reason,
    /// which Platform says of ids that it does not know.
    pub fn may_be_gone(&self) -> bool {
        self.status == 404 || self.may_refuse_token()
    }

    /// The reason that the answer gives, beyond the name of its status.
    fn reason(&self) -> Option<&str> {
        let said = self.said.as_deref()?;
        (!said.eq_ignore_ascii_case("forbidden")).then_some(said)
    }

    /// What a person is told, as whole sentences with a way out.
    pub fn sentence(&self) -> String {
        let who = if self.is_platforms {
            "Platform"
        } else {
            "The server"
        };
        let text = match (self.kind, self.reason()) {
            (Failure::Offline, _) => {
                "The server could not be reached. Check your connection and try again."
            }
            (Failure::Unauthorized, _) => "You are no longer signed in. Sign in again to go on.",
            (Failure::Forbidden, _) if !self.missing.is_empty() => {
                return format!(
                    "{who} says that you lack the permission {} here.",
                    self.missing.join(", ")
                );
            }
            (Failure::Forbidden, Some(reason)) => {
                return format!("{who} does not allow it: {reason}");
            }
            (Failure::Forbidden, None) => {
                "It is not there, or you may not do this: Platform does not say which of the two."
            }
            (Failure::Limited, _) => return self.asks_for_fewer(who),
            (Failure::Refused, Some(reason)) => return reason.to_owned(),
            (Failure::Refused, None) => match self.status {
                404 => "It is not there: it may have been deleted, or Platform’s API is elsewhere.",
                413 => {
                    "The request is too large for the server or for a proxy in front of it, so \
                     it was refused."
                }
                status => {
                    return format!("{who} refused it without saying why (status {status}).");
                }
            },
            (Failure::Failed, _) => return self.failed(who),
            (_, Some(reason)) if self.is_platforms => return reason.to_owned(),
            (Failure::Unreachable, _) => {
                "Platform could not be reached. Try again, or ask who runs this server."
            }
            (Failure::Dns, _) => {
                "The name of Platform’s host could not be resolved. Ask who runs this server."
            }
            (Failure::Tls, _) => {
                "No secure connection to Platform could be made. Ask who runs this server."
            }
            (Failure::Timeout, _) => {
                "Platform did not answer in time. Try again, or ask whether it is running."
            }
            (Failure::Garbled, _) => {
                "The server gave an answer that makes no sense here. It may be of another version."
            }
            (Failure::TooLarge, _) => "The answer of Platform is too long to be read here.",
        };
        text.to_owned()
    }

    fn asks_for_fewer(&self, who: &str) -> String {
        let wait = match self.retry_after {
            Some(1) => "a second".to_owned(),
            Some(seconds @ 2..) => format!("{seconds} seconds"),
            Some(0) | None => "a few seconds".to_owned(),
        };
        format!("{who} asks for fewer requests. Wait {wait} and try again.")
    }

    fn failed(&self, who: &str) -> String {
        let said = match &self.said {
            Some(said) => format!("{who} failed: {said}"),
            None => format!(
                "{who} failed with status {}. Try again in a moment.",
                self.status
            ),
        };
        match &self.error_id {
            Some(id) if !said.contains(id.as_str()) => format!("{said} (error ID {id})"),
            _ => said,
        }
    }
}

/// The sentence for people in the body of an answer: `{"message"}`, or where Micronaut says what
/// is wrong apart, `{"message": "Bad Request", "_embedded": {"errors": [{"message"}]}}`.
fn said(body: &Value) -> Option<String> {
    let body = Fields::of(body)?;
    let errors = body.inside("_embedded").and_then(|it| it.get("errors"));
    let errors = errors.and_then(Value::as_array).into_iter().flatten();
    let inner: Vec<String> = errors
        .filter_map(|error| Fields::of(error)?.words("message"))
        .collect();
    if inner.is_empty() {
        body.words("message")
    } else {
        Some(inner.join(" "))
    }
}

/// The permissions that a sentence names in double quotes after saying that they are missing.
fn permissions(said: &str) -> Vec<String> {
    let Some((_, named)) = said.split_once(MISSING) else {
        return Vec::new();
    };
    let quoted = named.split('"').skip(1).step_by(2);
    quoted
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn plain(status: u16, body: &Value) -> RequestError {
        RequestError::of(status, |_| None, Some(body))
    }

    fn told(status: u16, name: &str, body: &Value) -> RequestError {
        let name = name.to_owned();
        let header = move |asked: &str| (asked == HEADER).then(|| name.clone());
        RequestError::of(status, header, Some(body))
    }

    #[test]
    fn without_the_header_the_status_tells() {
        for (status, kind, is_certain) in [
            (400, Failure::Refused, true),
            (401, Failure::Unauthorized, true),
            (403, Failure::Forbidden, true),
            (404, Failure::Refused, true),
            (409, Failure::Refused, true),
            (413, Failure::Refused, true),
            (422, Failure::Refused, true),
            (429, Failure::Limited, true),
            (500, Failure::Failed, false),
            (502, Failure::Failed, false),
            (504, Failure::Failed, false),
            (302, Failure::Garbled, false),
        ] {
            let failure = plain(status, &json!(null));
            assert_eq!(failure.kind, kind, "{status}");
            assert_eq!(!failure.may_have_been_done(), is_certain, "{status}");
        }
    }

    #[test]
    fn the_header_counts_more_than_the_status() {
        for (status, name, kind) in [
            (502, "timeout", Failure::Timeout),
            (502, "dns", Failure::Dns),
            (502, "of-tomorrow", Failure::Failed),
            (400, "garbled", Failure::Garbled),
        ] {
            assert_eq!(told(status, name, &json!({})).kind, kind, "{name}");
        }
    }

    #[test]
    fn a_forbidden_answer_names_what_is_missing_or_says_that_nobody_knows() {
        let body =
            json!({"message": "Forbidden. Missing permission(s): \"credentials:read\", \"a:b\""});
        let failure = told(403, "forbidden", &body);
        assert_eq!(failure.missing, ["credentials:read", "a:b"]);
        assert!(!failure.may_be_gone());
        let said = failure.sentence();
        assert_eq!(
            said,
            "Platform says that you lack the permission credentials:read, a:b here."
        );
        let other = plain(403, &json!({"message": "Your licence has ended"}));
        assert_eq!(
            other.sentence(),
            "The server does not allow it: Your licence has ended"
        );
        assert!(!other.may_be_gone() && other.missing.is_empty());
        for kept in [&failure, &other, &plain(404, &json!(null))] {
            assert!(!kept.may_refuse_token(), "{kept:?}");
        }
        for body in [
            json!(null),
            json!({"message": "Forbidden"}),
            json!({"message": ""}),
        ] {
            let failure = plain(403, &body);
            assert!(failure.may_be_gone() && failure.may_refuse_token());
            assert!(
                failure
                    .sentence()
                    .starts_with("It is not there, or you may not")
            );
        }
    }

    #[test]
    fn a_failure_of_platform_is_said_with_its_id_once() {
        let body = json!({"message": "Unexpected error - Error ID: 2bCd"});
        let with = |id: Option<&str>, body: &Value| {
            let id = id.map(str::to_owned);
            let header = move |asked: &str| match asked {
                HEADER => Some("failed".to_owned()),
                ERROR_ID_HEADER => id.clone(),
                _ => None,
            };
            RequestError::of(500, header, Some(body)).sentence()
        };
        assert_eq!(
            with(Some("2bCd"), &body),
            "Platform failed: Unexpected error - Error ID: 2bCd"
        );
        assert_eq!(
            with(Some("x"), &json!(null)),
            "Platform failed with status 500. Try again in a moment. (error ID x)"
        );
    }

    #[test]
    fn what_is_not_there_may_be_gone_or_never_have_been_at_this_address() {
        let said = plain(404, &json!(null)).sentence();
        assert_eq!(
            said,
            "It is not there: it may have been deleted, or Platform’s API is elsewhere."
        );
        let other = plain(404, &json!({"message": "Page Not Found"})).sentence();
        assert_eq!(other, "Page Not Found");
    }

    #[test]
    fn what_is_inside_of_a_bad_request_is_what_is_said() {
        let body = json!({"message": "Bad Request",
            "_embedded": {"errors": [{"message": "name: too long"}, {"path": "/"}]}});
        assert_eq!(plain(400, &body).sentence(), "name: too long");
        let empty = json!({"message": "Bad Request", "_embedded": {"errors": []}});
        assert_eq!(plain(400, &empty).sentence(), "Bad Request");
    }

    #[test]
    fn how_long_to_wait_is_said_as_far_as_it_is_known() {
        for (value, wait) in [
            ("0", "a few seconds"),
            ("1", "a second"),
            ("7", "7 seconds"),
            ("soon", "a few seconds"),
        ] {
            let header = |asked: &str| (asked == "retry-after").then(|| value.to_owned());
            let said = RequestError::of(429, header, None).sentence();
            assert_eq!(
                said,
                format!("The server asks for fewer requests. Wait {wait} and try again.")
            );
        }
    }

    #[test]
    fn what_our_own_server_says_of_the_connection_is_repeated_and_a_page_of_a_proxy_is_not() {
        let said = "The certificate of platform.example has expired.";
        let ours = told(502, "tls", &json!({ "message": said }));
        assert_eq!(ours.sentence(), said);
        assert!(!ours.may_have_been_done());
        let proxy = RequestError::of(502, |_| None, None);
        assert_eq!(
            proxy.sentence(),
            "The server failed with status 502. Try again in a moment."
        );
    }
}
