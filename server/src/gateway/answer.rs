//! What an answer of Platform is, and what becomes of it here: the one place that tells, for
//! signing in and for whatever is passed on.
//!
//! Platform answers in JSON, with a success in the 200s and `{"message"}` or nothing otherwise.
//! Whatever else comes is of something in between, or of no Platform at all.
//! Start at [`Question::judge`].

use axum::Json;
use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::de::IgnoredAny;
use serde_json::Value;
use wavepass_core::failure::{self, Failure};
use wavepass_core::platform::error::ErrorBody;
use wavepass_core::platform::paths;

use crate::upstream::{Answer, retry_after};

/// What is known of a request before its answer.
pub(super) struct Question {
    is_head: bool,
    is_read: bool,
    /// Whether nothing but the token decides: then 403 is about the token, too. Platform answers
    /// so to one that was revoked (documentation of 22.4).
    is_about_token: bool,
}

/// What an answer is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A success that Platform gave.
    Success,
    /// A status that says how the request failed.
    Failed(Failure),
    /// No answer of the API; the text tells what it is.
    NoApi(String),
}

impl Question {
    pub(super) fn new(method: &Method, path: &str) -> Self {
        Self {
            is_head: method == Method::HEAD,
            is_read: method.is_safe(),
            is_about_token: path == paths::USER_INFO,
        }
    }

    /// Whether asking twice does no more than asking once.
    pub(super) fn is_read(&self) -> bool {
        self.is_read
    }

    /// What an answer to this question is.
    pub(super) fn judge(&self, answer: &Answer) -> Verdict {
        match Failure::of_status(answer.status) {
            Some(Failure::Forbidden) if self.is_about_token => {
                Verdict::Failed(Failure::Unauthorized)
            }
            Some(Failure::Garbled) => Verdict::NoApi(odd_status(answer)),
            Some(failure) => Verdict::Failed(failure),
            None if self.is_head => Verdict::Success,
            // 204 of a read is one: the name that is free.
            None if answer.body.is_empty() && (answer.status != 200 || !self.is_read) => {
                Verdict::Success
            }
            None if is_json(&answer.body) => Verdict::Success,
            None => Verdict::NoApi(what_it_is(answer)),
        }
    }
}

/// Whether the answer to `/user-info` has a user.
pub(super) fn names_a_user(body: &[u8]) -> bool {
    object(body).is_some_and(|json| json["user"].is_object())
}

/// What the answer to `/service-info` has.
pub(super) fn service_info(body: &[u8]) -> Option<Value> {
    let info = object(body)?["serviceInfo"].take();
    // A Wave answers at the same path, with these two alone.
    let fields = info.as_object()?;
    let is_of_wave = fields.len() == 2
        && ["version", "commitId"]
            .iter()
            .all(|it| fields.contains_key(*it));
    (!is_of_wave).then_some(info)
}

/// A success, passed on. Of the headers nothing is taken over: whatever says it is JSON is JSON.
pub(super) fn success(answer: &Answer) -> Response {
    let mut response = Response::new(Body::from(answer.body.clone()));
    *response.status_mut() = status(answer.status);
    let headers = response.headers_mut();
    if let Some(length) = answer.headers.get(CONTENT_LENGTH)
        && answer.body.is_empty()
        && answer.status != 204
    {
        // The length of a body that HEAD leaves out is Platform's to say.
        headers.insert(CONTENT_LENGTH, length.clone());
    }
    if answer.headers.contains_key(CONTENT_TYPE) || !answer.body.is_empty() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    response
}

/// A failure, passed on with the word for it. A body that is an object is Platform's own; of
/// another one, what a person can read is kept in a sentence of ours.
pub(super) fn failed(failure: Failure, answer: &Answer, at: &str) -> Response {
    // As it came: what is not known here is kept.
    let platforms_own = object(&answer.body);
    let is_silent = answer.body.is_empty() && failure != Failure::Failed;
    let mut response = if platforms_own.is_some() {
        let json = HeaderValue::from_static("application/json");
        ([(CONTENT_TYPE, json)], answer.body.clone()).into_response()
    } else if is_silent {
        Response::new(Body::empty())
    } else {
        let message = in_our_words(answer, at);
        Json(ErrorBody { message }).into_response()
    };
    *response.status_mut() = status(answer.status);
    let headers = response.headers_mut();
    headers.insert(failure::HEADER, HeaderValue::from_static(failure.id()));
    if let Some(seconds) = retry_after(&answer.headers) {
        headers.insert(RETRY_AFTER, seconds.into());
    }
    if failure == Failure::Failed
        && let Some(json) = platforms_own
        && let Some(id) = json["message"].as_str().and_then(error_id)
        && let Ok(id) = HeaderValue::from_str(id)
    {
        headers.insert(failure::ERROR_ID_HEADER, id);
    }
    response
}

/// The answer to whoever signs in with a token that Platform does not take.
pub(super) fn not_accepted(answer: &Answer) -> Response {
    let said = serde_json::from_slice::<ErrorBody>(&answer.body).ok();
    let said = said
        .map(|body| body.message)
        .filter(|said| !said.is_empty());
    let message = match said {
        Some(said) => format!("Platform does not accept this access token: {said}"),
        None => "Platform does not accept this access token.".to_owned(),
    };
    let failure = [(failure::HEADER, Failure::Unauthorized.id())];
    (
        StatusCode::UNAUTHORIZED,
        failure,
        Json(ErrorBody { message }),
    )
        .into_response()
}

/// The id under which Platform logged a failure of its own.
fn error_id(message: &str) -> Option<&str> {
    let (_, after) = message.split_once("Error ID:")?;
    let after = after.trim_start();
    let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let id = &after[..end.unwrap_or(after.len())];
    (!id.is_empty() && id.len() <= 64).then_some(id)
}

fn status(code: u16) -> StatusCode {
    // Whoever comes here has a status between 200 and 599.
    StatusCode::from_u16(code).unwrap_or(StatusCode::BAD_GATEWAY)
}

/// The text of a body. A mark of the byte order before UTF-8 is no part of it.
fn text(body: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(body).ok()?;
    Some(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn is_json(body: &[u8]) -> bool {
    text(body).is_some_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok())
}

fn object(body: &[u8]) -> Option<Value> {
    let json: Value = serde_json::from_str(text(body)?).ok()?;
    json.is_object().then_some(json)
}

/// What an answer with a status that no API gives is, after "gave".
fn odd_status(answer: &Answer) -> String {
    let location = answer.headers.get(axum::http::header::LOCATION);
    let host = location
        .and_then(|location| location.to_str().ok())
        .and_then(|location| reqwest::Url::parse(location).ok())
        .and_then(|url| url.host_str().map(str::to_owned));
    match (answer.status, host) {
        (300..=399, Some(host)) => {
            format!("a redirect to {host}, which is not followed because the token would go along")
        }
        (300..=399, None) => {
            "a redirect, which is not followed because the token would go along".to_owned()
        }
        (other, _) => format!("the status {other}, which is none of a final answer"),
    }
}

/// What a body that is no JSON is, after "gave".
fn what_it_is(answer: &Answer) -> String {
    if answer.body.is_empty() {
        return "an empty body".to_owned();
    }
    match text(&answer.body) {
        None => "a body that is no UTF-8".to_owned(),
        Some(text) if is_html(text) => match title(text) {
            Some(title) => format!("a web page, \"{title}\""),
            None => "a web page".to_owned(),
        },
        Some(text) if text.trim_start().starts_with(['{', '[']) => {
            "JSON that is cut off or damaged".to_owned()
        }
        Some(_) => "a text that is no JSON".to_owned(),
    }
}

/// A failure whose body is not Platform's, in our words.
fn in_our_words(answer: &Answer, at: &str) -> String {
    let status = status(answer.status);
    let reason = status.canonical_reason().unwrap_or_default();
    let status = format!("{} {reason}", answer.status);
    let status = status.trim_end();
    match text(&answer.body) {
        Some(text) if is_html(text) => match title(text) {
            Some(title) if says_more(&title, answer.status, reason) => format!(
                "{at} answered {status} with a web page, \"{title}\". It is not Platform's API \
                 that answers so, but something in front of it."
            ),
            _ => format!(
                "{at} answered {status} with a web page. It is not Platform's API that answers \
                 so, but something in front of it."
            ),
        },
        _ => format!("{at} answered {status} without saying why."),
    }
}

/// Whether the title of a page says more than its own status, as it mostly does not. What nginx
/// says of certificates of clients, and of HTTP on a port for HTTPS, is a title of status 400.
fn says_more(title: &str, status: u16, reason: &str) -> bool {
    let Some((_, rest)) = title.split_once(&status.to_string()) else {
        return true;
    };
    status == 400 && !rest.trim().is_empty() && !rest.trim().eq_ignore_ascii_case(reason)
}

fn is_html(text: &str) -> bool {
    let begin = text.trim_start().get(..64).unwrap_or(text.trim_start());
    let begin = begin.to_ascii_lowercase();
    [
        "<!doctype html",
        "<html",
        "<head",
        "<title",
        "<!--",
        "<center",
    ]
    .iter()
    .any(|tag| begin.starts_with(tag))
}

/// The title of a page in one line, as far as it is short.
fn title(html: &str) -> Option<String> {
    let lower = html.to_ascii_lowercase();
    let begin = lower.find("<title")?;
    let begin = begin + lower[begin..].find('>')? + 1;
    let end = begin + lower[begin..].find("</title")?;
    let words: Vec<_> = html[begin..end].split_whitespace().collect();
    let title: String = words.join(" ").chars().take(100).collect();
    let title = title
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "'")
        .replace("&#39;", "'");
    (!title.is_empty()).then_some(title)
}
