//! What the gateway passes on, and how.

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, RETRY_AFTER};
use axum::http::{Method, Request, StatusCode};
use serde_json::json;
use wavepass_core::failure::{ERROR_ID_HEADER, HEADER};

use super::*;
use crate::testing::{
    Answer, Authority, Played, Step, gateway_to, gateway_to_nowhere, http, self_signed,
};

async fn status(method: Method, path: &str) -> StatusCode {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", "Bearer x")
        .body(Body::empty())
        .unwrap();
    gateway_to_nowhere(request).await.status
}

#[tokio::test]
async fn what_the_app_needs_is_passed_on() {
    for (method, path) in [
        (Method::GET, "/api/service-info"),
        (Method::GET, "/api/user/1264/workspaces"),
        (Method::GET, "/api/credentials?workspaceId=42"),
        (Method::POST, "/api/credentials"),
        (Method::GET, "/api/credentials/validate?name=a%20b"),
        (Method::GET, "/api/credentials/1S7A9csbEQOsudkVFRLckq"),
        (Method::PUT, "/api/credentials/1S7A9csbEQOsudkVFRLckq"),
        (
            Method::DELETE,
            "/api/credentials/1S7A9csbEQOsudkVFRLckq?checked=true",
        ),
        (
            Method::GET,
            "/api/pipelines?workspaceId=42&max=100&offset=0",
        ),
        (Method::GET, "/api/pipelines/9?attributes=labels"),
        (Method::PUT, "/api/pipelines/9?workspaceId=42"),
        (Method::GET, "/api/pipelines/9/launch"),
        (Method::GET, "/api/pipelines/9/launch?versionId=v1"),
        (Method::GET, "/api/pipelines/9/versions/validate?name=a-2"),
        (Method::POST, "/api/pipelines/9/versions/v1"),
        (Method::PUT, "/api/pipelines/9/versions/v1/manage"),
        (
            Method::POST,
            "/api/credentials/1S7A9csbEQOsudkVFRLckq/validate?workspaceId=42",
        ),
        (Method::GET, "/api/compute-envs?workspaceId=42"),
        (Method::GET, "/api/compute-envs/3OMr?workspaceId=42"),
    ] {
        assert_eq!(
            status(method, path).await,
            StatusCode::BAD_GATEWAY,
            "{path}"
        );
    }
}

#[tokio::test]
async fn secrets_and_everything_else_are_not_however_the_path_is_written() {
    // Platform may read %2F as a slash and %2e%2e as two dots: once these went through.
    for path in [
        "/api/credentials/1S7A/keys",
        "/api/credentials/1S7A%2Fkeys",
        "/api/credentials/1S7A%2fkeys?pairingId=1",
        "/api/credentials/..",
        "/api/credentials/%2e%2e",
        "/api/credentials/x%00",
        "/api/user/..%2f..%2ftokens/workspaces",
        "/api/tokens",
        "/api/workflow/launch",
        "/api/pipelines/9/schema",
        "/api/pipelines/9/versions",
        "/api/pipelines/9%2Fversions",
        "/api/pipelines/../tokens",
        "/api/credentials/1S7A%2Fvalidate",
        "/api/compute-envs/3OMr%2Fx",
        "/api/compute-envs/3OMr/resources",
        "/api/",
    ] {
        assert_eq!(
            status(Method::GET, path).await,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    for (method, path) in [
        (Method::DELETE, "/api/credentials"),
        (Method::POST, "/api/credentials/1S7A"),
        (Method::POST, "/api/user-info"),
        (Method::POST, "/api/pipelines"),
        (Method::DELETE, "/api/pipelines/9"),
        (Method::POST, "/api/pipelines/9"),
        (Method::PUT, "/api/pipelines/9/launch"),
        (Method::DELETE, "/api/pipelines/9/versions/v1"),
        (Method::GET, "/api/pipelines/9/versions/v1"),
        (Method::POST, "/api/compute-envs"),
        (Method::PUT, "/api/compute-envs/3OMr"),
        (Method::DELETE, "/api/compute-envs/3OMr"),
        (Method::GET, "/api/credentials/1S7A/validate"),
    ] {
        assert_eq!(
            status(method, path).await,
            StatusCode::METHOD_NOT_ALLOWED,
            "{path}"
        );
    }
}

/// A Platform that answers everything with what it was asked, seen through a gateway.
async fn through(method: Method, path: &str) -> Answer {
    async fn echo(method: Method, uri: axum::http::Uri) -> Response {
        let path = uri.path_and_query().unwrap().as_str();
        let headers = [
            (CONTENT_TYPE, "application/json"),
            (RETRY_AFTER, "7"),
            (axum::http::header::SET_COOKIE, "platform=1"),
        ];
        (headers, format!("\"{method} {path}\"")).into_response()
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let platform = format!("http://{}/base", listener.local_addr().unwrap());
    let server = axum::serve(listener, Router::new().fallback(echo));
    let request = Request::builder()
        .method(method)
        .uri(path)
        .body(Body::empty())
        .unwrap();
    tokio::select! {
        _ = server => panic!("the server ended"),
        answer = gateway_to(&platform, request) => answer,
    }
}

#[tokio::test]
async fn a_request_reaches_platform_under_its_base_path_and_its_answer_comes_back() {
    let answer = through(Method::PUT, "/api/credentials/1S7A?workspaceId=42").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.text, "\"PUT /base/credentials/1S7A?workspaceId=42\"");
    assert_eq!(answer.headers[CONTENT_TYPE], "application/json");
    for name in ["set-cookie", "retry-after", HEADER] {
        assert!(!answer.headers.contains_key(name), "{name}");
    }
}

#[tokio::test]
async fn head_is_passed_on_as_head_and_answered_without_a_body() {
    // One credential was once the only route that refused it.
    for path in ["/credentials", "/credentials/1S7A", "/pipelines/9/launch"] {
        let answer = through(Method::HEAD, &format!("/api{path}")).await;
        assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, ""));
        let length = format!("\"HEAD /base{path}\"").len().to_string();
        assert_eq!(answer.headers[CONTENT_LENGTH], *length, "{path}");
    }
}

#[test]
fn a_base_url_loses_its_slash_and_keeps_its_path() {
    for (typed, base) in [
        ("https://host/api/", "https://host/api"),
        (
            " https://api.cloud.seqera.io ",
            "https://api.cloud.seqera.io",
        ),
        ("http://127.0.0.1:9000/a/b", "http://127.0.0.1:9000/a/b"),
    ] {
        assert_eq!(Gateway::new(typed, &[]).unwrap().platform(), base);
    }
}

#[test]
fn a_url_that_is_none_or_carries_more_is_refused() {
    for typed in [
        "",
        "host/api",
        "ftp://host",
        "https://u:p@host",
        "https://host?x=1",
    ] {
        let error = Gateway::new(typed, &[]).err().unwrap().to_string();
        assert!(error.contains("--platform"), "{typed}: {error}");
        assert!(!error.contains("u:p"), "{error}");
    }
}

/// What a gateway answers to `GET` of a path, or to another method with a body.
async fn ask(platform: &Played, method: Method, path: &str) -> Answer {
    let request = Request::builder()
        .method(&method)
        .uri(format!("/api{path}"))
        .header("authorization", "Bearer S3ntinel!")
        .header("cookie", "other=1")
        .header("x-forwarded-for", "203.0.113.7")
        .header("accept-language", "de");
    let body = if method == Method::GET { "" } else { "{}" };
    gateway_to(&platform.url(), request.body(Body::from(body)).unwrap()).await
}

fn failure(answer: &Answer) -> &str {
    answer
        .headers
        .get(HEADER)
        .map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_request_carries_the_token_and_nothing_else_of_the_browser() {
    let platform = Played::answer("200 OK", "", "{}").await;
    ask(&platform, Method::POST, "/credentials").await;
    let sent = platform.requests()[0].to_ascii_lowercase();
    let names: std::collections::BTreeSet<_> = sent
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(':'))
        .map(|(name, _)| name)
        .collect();
    let needed = [
        "accept",
        "accept-encoding",
        "authorization",
        "content-length",
        "host",
        "user-agent",
    ];
    assert_eq!(names, needed.into(), "{sent}");
}

#[tokio::test]
async fn what_platform_says_is_passed_on_with_the_word_for_it() {
    let said = r#"{"message":"Platform's words","more":12345678901234567890.10}"#;
    for (status, expected) in [
        ("400 Bad Request", "refused"),
        ("401 Unauthorized", "unauthorized"),
        ("403 Forbidden", "forbidden"),
        ("404 Not Found", "refused"),
        ("409 Conflict", "refused"),
        ("422 Unprocessable", "refused"),
        ("500 Internal", "failed"),
        ("503 Unavailable", "failed"),
    ] {
        let platform = Played::answer(status, "content-type: application/json\r\n", said).await;
        let answer = ask(&platform, Method::POST, "/credentials").await;
        assert_eq!(answer.status.as_str(), &status[..3]);
        assert_eq!(failure(&answer), expected, "{status}");
        assert_eq!(answer.text, said, "{status}: to the last digit");
        assert_eq!(answer.headers[CONTENT_TYPE], "application/json");
    }
}

#[tokio::test]
async fn silence_stays_silence_but_for_a_failure() {
    // Platform's own 403 has no body: only so it can be told from one with a reason.
    for status in ["401 x", "403 x", "404 x", "409 x"] {
        let platform = Played::answer(status, "", "").await;
        let answer = ask(&platform, Method::GET, "/credentials/validate?name=a").await;
        assert_eq!((answer.status.as_str(), &*answer.text), (&status[..3], ""));
    }
    let platform = Played::answer("502 x", "", "").await;
    let answer = ask(&platform, Method::GET, "/credentials").await;
    assert_eq!(failure(&answer), "failed");
    assert!(
        answer
            .message()
            .contains("502 Bad Gateway without saying why")
    );
}

#[tokio::test]
async fn a_web_page_becomes_a_sentence() {
    let html = "<html><head><title>413 Request Entity Too Large</title></head></html>";
    let page = "<!DOCTYPE html><title>\n Down for\n maintenance &amp; back soon </title>";
    for (status, body, word, words) in [
        (
            "413 Payload Too Large",
            html,
            "refused",
            "answered 413 Payload Too Large with a web page.",
        ),
        (
            "400 x",
            "<html><head><title>400 No required SSL certificate was sent</title></head></html>",
            "refused",
            "a web page, \"400 No required SSL certificate was sent\". It is not Platform's",
        ),
        (
            "400 x",
            "<html><head><title>400 Bad Request</title></head></html>",
            "refused",
            "answered 400 Bad Request with a web page.",
        ),
        (
            "503 x",
            page,
            "failed",
            "with a web page, \"Down for maintenance & back soon\"",
        ),
        (
            "500 x",
            "oh S3ntinel!",
            "failed",
            "500 Internal Server Error without saying why",
        ),
        ("500 x", "\"text\"", "failed", "without saying why"),
    ] {
        let platform = Played::answer(status, "content-type: text/html\r\n", body).await;
        let answer = ask(&platform, Method::PUT, "/credentials/1S7A").await;
        assert_eq!(
            (answer.status.as_str(), failure(&answer)),
            (&status[..3], word)
        );
        assert!(answer.message().contains(words), "{}", answer.text);
        assert!(!answer.text.contains("S3ntinel"), "{}", answer.text);
    }
}

#[tokio::test]
async fn the_error_id_is_repeated_in_a_header() {
    for (status, message, id) in [
        (
            "500 x",
            "Unexpected error while processing - Error ID: 2bCdEf",
            Some("2bCdEf"),
        ),
        (
            "500 x",
            "Oops... Unable to process request - Error ID: 5-4a.",
            Some("5-4a"),
        ),
        ("500 x", "Error ID: ", None),
        ("500 x", "no id", None),
        ("400 x", "Error ID: 2bCdEf", None),
    ] {
        let body = json!({ "message": message }).to_string();
        let platform = Played::answer(status, "", &body).await;
        let answer = ask(&platform, Method::POST, "/credentials").await;
        let header = answer.headers.get(ERROR_ID_HEADER);
        assert_eq!(header.map(|id| id.to_str().unwrap()), id, "{message}");
    }
}

#[tokio::test]
async fn what_is_no_answer_of_an_api_never_looks_like_a_success() {
    for (status, headers, body, words) in [
        (
            "200 OK",
            "",
            "<html><title>Sign in</title></html>",
            "a web page, \"Sign in\"",
        ),
        ("200 OK", "", "{\"credentials\":[", "JSON that is cut off"),
        ("200 OK", "", "hello", "a text that is no JSON"),
        ("200 OK", "", "", "an empty body"),
        (
            "302 Found",
            "location: https://sso.test/?t=S3ntinel!\r\n",
            "",
            "a redirect to sso.test",
        ),
        ("304 Not Modified", "", "", "a redirect"),
        (
            "101 Switching",
            "connection: upgrade\r\nupgrade: x\r\n",
            "",
            "the status 101",
        ),
        ("600 x", "", "{}", "the status 600"),
        ("999 x", "", "{}", "the status 999"),
    ] {
        let platform = Played::answer(status, headers, body).await;
        let answer = ask(&platform, Method::GET, "/credentials").await;
        assert_eq!(answer.status, StatusCode::BAD_GATEWAY, "{status}");
        assert_eq!(failure(&answer), "garbled", "{status}");
        assert!(answer.message().contains(words), "{}", answer.text);
        assert!(answer.message().contains("end in /api?"), "{}", answer.text);
        assert!(!answer.text.contains("S3ntinel"), "{}", answer.text);
    }
    let latin = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"a\":\"\xe9\"}".to_vec();
    let platform = Played::bytes(latin).await;
    let answer = ask(&platform, Method::GET, "/credentials").await;
    assert!(answer.message().contains("no UTF-8"), "{}", answer.text);
}

#[tokio::test]
async fn a_check_of_credentials_goes_out_without_a_body_and_comes_back_as_it_is() {
    for (status, body) in [
        ("200 OK", r#"{"status":"AVAILABLE","transientError":false}"#),
        (
            "200 OK",
            r#"{"status":"INVALID","transientError":false,"message":"Access denied"}"#,
        ),
        ("404 Not Found", ""),
    ] {
        let platform = Played::answer(status, "content-type: application/json\r\n", body).await;
        let path = "/api/credentials/1S7A/validate?workspaceId=42";
        let request = Request::builder().method(Method::POST).uri(path);
        let answer = gateway_to(&platform.url(), request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status.as_str(), &status[..3]);
        assert_eq!(answer.text, body);
        let sent = &platform.requests()[0];
        assert!(sent.starts_with(&format!("POST {path} ")), "{sent}");
        assert!(sent.ends_with("\r\n\r\n"), "{sent}");
    }
}

#[tokio::test]
async fn a_success_without_a_body_is_one_where_nothing_is_read() {
    for (method, status) in [
        (Method::PUT, "204 No Content"),
        (Method::PUT, "200 OK"),
        (Method::DELETE, "200 OK"),
        (Method::GET, "204 No Content"),
    ] {
        let platform = Played::answer(status, "", "").await;
        let answer = ask(&platform, method, "/credentials/1S7A").await;
        assert_eq!(
            (answer.status.as_str(), failure(&answer)),
            (&status[..3], "")
        );
    }
}

#[tokio::test]
async fn a_success_is_json_whatever_it_calls_itself() {
    for (headers, body) in [
        ("content-type: text/html\r\n", "{\"credentials\":[]}"),
        ("", "\u{feff}{}"),
        (
            "content-type: application/json;charset=utf-8\r\n",
            "{\"id\":9007199254740993}",
        ),
    ] {
        let platform = Played::answer("200 OK", headers, body).await;
        let answer = ask(&platform, Method::GET, "/credentials").await;
        assert_eq!((answer.status, &*answer.text), (StatusCode::OK, body));
        assert_eq!(answer.headers[CONTENT_TYPE], "application/json");
    }
}

async fn sign_in(platform: &str, token: &str) -> Answer {
    let body = json!({ "accessToken": token }).to_string();
    let request = Request::post("/session").header("x-wavepass", "1");
    gateway_to(platform, request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn whom_platform_knows_is_signed_in() {
    for user in [json!({ "userName": "jo" }), json!({ "id": null })] {
        let body = json!({ "needConsent": false, "user": user }).to_string();
        let platform = Played::answer("200 OK", "", &body).await;
        let answer = sign_in(&platform.url(), " eyJ0aWQ \n").await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        assert!(answer.cookie().starts_with("wavepass_session="));
        let sent = &platform.requests()[0];
        assert!(
            sent.starts_with("GET /api/user-info HTTP/1.1\r\n"),
            "{sent}"
        );
        assert!(sent.contains("authorization: Bearer eyJ0aWQ\r\n"), "{sent}");
    }
}

#[tokio::test]
async fn no_cookie_is_set_before_platform_has_named_a_user() {
    let forbidden = r#"{"message":"The token was revoked"}"#;
    for (status, headers, body, ours, word, words) in [
        (
            "401 x",
            "",
            "",
            401,
            "unauthorized",
            "does not accept this access token.",
        ),
        (
            "403 x",
            "",
            "",
            401,
            "unauthorized",
            "does not accept this access token.",
        ),
        (
            "403 x",
            "",
            forbidden,
            401,
            "unauthorized",
            "token: The token was revoked",
        ),
        (
            "429 x",
            "retry-after: 9\r\n",
            "{\"message\":\"slow\"}",
            429,
            "limited",
            "slow",
        ),
        ("500 x", "", "", 500, "failed", "500 Internal Server Error"),
        ("503 x", "", "<html>", 503, "failed", "with a web page"),
        (
            "404 x",
            "",
            "<html>",
            404,
            "refused",
            "404 Not Found with a web page",
        ),
        (
            "302 x",
            "location: /login\r\n",
            "",
            502,
            "garbled",
            "a redirect",
        ),
        (
            "200 x",
            "",
            "<html><title>Seqera</title>",
            502,
            "garbled",
            "end in /api?",
        ),
        ("200 x", "", "{}", 502, "garbled", "JSON without a user"),
        (
            "200 x",
            "",
            "{\"user\":null}",
            502,
            "garbled",
            "JSON without a user",
        ),
        ("200 x", "", "[]", 502, "garbled", "JSON without a user"),
        ("204 x", "", "", 502, "garbled", "JSON without a user"),
    ] {
        let platform = Played::answer(status, headers, body).await;
        let answer = sign_in(&platform.url(), "token").await;
        let seen = (answer.status.as_u16(), failure(&answer));
        assert_eq!(seen, (ours, word), "{status} {body}: {answer:?}");
        assert!(answer.message().contains(words), "{}", answer.text);
        assert!(!answer.headers.contains_key("set-cookie"));
        let wait = answer
            .headers
            .get(RETRY_AFTER)
            .map(|value| value.to_str().unwrap());
        assert_eq!(wait, (ours == 429).then_some("9"));
    }
    let answer = sign_in("http://127.0.0.1:9/api", "token").await;
    assert_eq!(
        (answer.status.as_u16(), failure(&answer)),
        (502, "unreachable")
    );
}

#[tokio::test]
async fn what_can_be_no_token_is_refused_before_it_is_sent() {
    let platform = Played::answer("200 OK", "", "{\"user\":{}}").await;
    for token in ["", " ", "two words", "tok\ten", "tökén", &"x".repeat(2049)] {
        let answer = sign_in(&platform.url(), token).await;
        assert_eq!((answer.status.as_u16(), failure(&answer)), (400, "refused"));
        assert!(!answer.text.contains(token) || token.trim().is_empty());
    }
    assert!(platform.requests().is_empty());
}

#[tokio::test]
async fn of_a_token_that_is_revoked_403_is_said_as_not_signed_in() {
    let platform = Played::answer("403 Forbidden", "", "").await;
    let answer = ask(&platform, Method::GET, "/user-info").await;
    assert_eq!(
        (answer.status.as_u16(), failure(&answer)),
        (403, "unauthorized")
    );
    let answer = ask(&platform, Method::GET, "/credentials").await;
    assert_eq!(
        (answer.status.as_u16(), failure(&answer)),
        (403, "forbidden")
    );
}

#[tokio::test]
async fn our_own_refusals_carry_the_word_as_well() {
    let platform = Played::answer("200 OK", "", "{}").await;
    for (method, path, expected) in [
        (Method::GET, "/credentials/1S7A/keys", "refused"),
        (Method::DELETE, "/credentials", "refused"),
    ] {
        assert_eq!(failure(&ask(&platform, method, path).await), expected);
    }
    let request = Request::put("/api/credentials/1S7A");
    let body = Body::from(vec![b' '; crate::BODY_LIMIT + 1]);
    let answer = gateway_to(&platform.url(), request.body(body).unwrap()).await;
    assert_eq!((answer.status.as_u16(), failure(&answer)), (413, "refused"));
    assert!(platform.requests().is_empty());
}

#[tokio::test]
async fn half_a_write_is_uncertain() {
    let half = http("200 OK", "", "{\"credentialsId\":\"x\"}");
    let half = half[..half.len() - 4].to_vec();
    let platform = Played::steps(vec![vec![Step::Send(half)]]).await;
    let answer = ask(&platform, Method::POST, "/credentials").await;
    assert_eq!((answer.status.as_u16(), failure(&answer)), (502, "garbled"));
    assert_eq!(platform.requests().len(), 1, "a write is never repeated");
}

fn limited(retry_after: &str) -> Vec<Step> {
    let headers = format!("retry-after: {retry_after}\r\nconnection: close\r\n");
    let body = r#"{"message":"Maximum request rate exceeded"}"#;
    vec![Step::Send(http("429 Too Many Requests", &headers, body))]
}

#[tokio::test]
async fn a_read_that_platform_puts_off_is_asked_again_and_a_write_is_not() {
    let fine = vec![Step::Send(http("200 OK", "connection: close\r\n", "{}"))];
    for (method, expected, requests) in [
        (Method::GET, 200, 2),
        (Method::PUT, 429, 1),
        (Method::DELETE, 429, 1),
    ] {
        let platform = Played::steps(vec![limited("0"), fine.clone()]).await;
        let answer = ask(&platform, method.clone(), "/credentials/1S7A").await;
        assert_eq!(answer.status.as_u16(), expected, "{method}");
        assert_eq!(platform.requests().len(), requests, "{method}");
    }
}

#[tokio::test]
async fn what_the_app_reads_it_waits_for_itself() {
    let platform = Played::steps(vec![limited("1")]).await;
    let request = Request::get("/api/credentials").header("x-wavepass", "1");
    let answer = gateway_to(&platform.url(), request.body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status.as_u16(), failure(&answer)), (429, "limited"));
    assert_eq!(answer.headers[RETRY_AFTER], "1");
    assert_eq!(platform.requests().len(), 1);
}

#[tokio::test]
async fn of_an_id_that_is_not_passed_on_nothing_is_claimed() {
    let platform = Played::answer("200 OK", "", "{}").await;
    for id in ["1S7A%2Fkeys", "a%20b", "a.b", "%C3%A9", "a:b"] {
        let answer = ask(&platform, Method::GET, &format!("/credentials/{id}")).await;
        assert_eq!((answer.status.as_u16(), failure(&answer)), (404, "refused"));
        assert!(answer.message().contains("is not known"), "{}", answer.text);
        assert!(!answer.message().contains("deleted"), "{}", answer.text);
    }
    assert!(platform.requests().is_empty());
}

#[tokio::test]
async fn who_would_have_to_wait_for_long_is_told_how_long() {
    let in_an_hour = std::time::SystemTime::now() + std::time::Duration::from_hours(1);
    let in_an_hour = httpdate::fmt_http_date(in_an_hour);
    for (retry_after, seconds) in [("60", 60..=60), (&*in_an_hour, 3590..=3600)] {
        let platform = Played::steps(vec![limited(retry_after)]).await;
        let answer = ask(&platform, Method::GET, "/credentials").await;
        assert_eq!((answer.status.as_u16(), failure(&answer)), (429, "limited"));
        let wait: u64 = answer.headers[RETRY_AFTER]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        assert!(seconds.contains(&wait), "{wait}");
        assert_eq!(answer.message(), "Maximum request rate exceeded");
        assert_eq!(platform.requests().len(), 1);
    }
}

#[tokio::test]
async fn below_a_prefix_everything_is_where_it_is_without() {
    let platform = Played::answer("200 OK", "", "{\"user\":{}}").await;
    let data = tempfile::tempdir().unwrap();
    let key = crate::crypto::MasterKey::load(None, data.path()).unwrap();
    let state = crate::testing::gateway_state(&platform.url(), &key, "/tools/wavepass");
    let app = crate::router(&std::sync::Arc::new(state));
    let send = async |method: Method, path: &str, body: &str| {
        let request = Request::builder().method(method).uri(path);
        let request = request
            .header("x-wavepass", "1")
            .header("authorization", "Bearer x");
        let request = request.body(Body::from(body.to_owned())).unwrap();
        Answer::read(
            tower::ServiceExt::oneshot(app.clone(), crate::testing::addressed(request))
                .await
                .unwrap(),
        )
        .await
    };
    for prefix in ["", "/tools/wavepass"] {
        let path = |path: &str| format!("{prefix}{path}");
        for (there, status) in [
            ("/api/user-info", 200),
            ("/api/credentials/x/keys", 404),
            ("/session", 200),
            ("/healthz", 204),
            ("/readyz", 204),
            ("/missing.js", 404),
        ] {
            let answer = send(Method::GET, &path(there), "").await;
            assert_eq!(answer.status.as_u16(), status, "{prefix}{there}");
            assert!(answer.headers.contains_key("content-security-policy"));
        }
        let body = json!({ "accessToken": "token" }).to_string();
        let answer = send(Method::POST, &path("/session"), &body).await;
        let cookie = answer.headers["set-cookie"].to_str().unwrap();
        assert!(
            cookie.contains("Path=/tools/wavepass;") || cookie.ends_with("Path=/tools/wavepass")
        );
    }
    let requests = platform.requests();
    assert!(
        requests
            .iter()
            .all(|request| request.starts_with("GET /api/user-info ")),
        "{requests:?}"
    );
}

/// What signing in through a gateway gives whose Platform is there, and what `--check` says.
async fn over_tls(
    tls: tokio_rustls::TlsAcceptor,
    trusted: &str,
) -> (Answer, Result<String, String>) {
    let body = json!({ "user": {}, "serviceInfo": { "version": "25.1.0" } }).to_string();
    let platform = Played::with_tls(http("200 OK", "connection: close\r\n", &body), tls).await;
    let authorities = reqwest::Certificate::from_pem_bundle(trusted.as_bytes()).unwrap();
    let gateway = Gateway::new(&platform.url(), &authorities).unwrap();
    let checked = gateway.describe().await;
    let refusal = gateway.refuses(&Secret::from("S3ntinel!")).await;
    let answer = Answer::read(refusal.unwrap_or_default()).await;
    let sent = platform.requests();
    assert_eq!(
        sent.is_empty(),
        checked.is_err(),
        "no token before there is trust: {sent:?}"
    );
    (answer, checked)
}

#[tokio::test]
async fn why_a_connection_is_not_trusted_is_told_when_signing_in_and_by_the_check() {
    let (ours, other) = (Authority::new("ours"), Authority::new("another"));
    let long_ago = |params: &mut rcgen::CertificateParams| {
        params.not_after = rcgen::date_time_ymd(2020, 1, 1);
    };
    for (tls, words) in [
        (
            other.tls("localhost", |_| ()),
            "name that authority with --tls-ca",
        ),
        (
            self_signed("localhost", false).0,
            "name that authority with --tls-ca",
        ),
        (ours.tls("localhost", long_ago), "has expired"),
        (ours.tls("elsewhere.test", |_| ()), "is for another name"),
        (
            ours.tls_for_clients("localhost", &other),
            "asks for a certificate of its client, which Wavepass does not have",
        ),
    ] {
        let (answer, checked) = over_tls(tls, &ours.pem).await;
        let seen = (answer.status.as_u16(), failure(&answer));
        assert_eq!(seen, (502, "tls"), "{words}: {}", answer.text);
        assert!(answer.message().contains(words), "{}", answer.text);
        assert!(checked.unwrap_err().contains(words));
    }
    let (answer, checked) = over_tls(ours.tls("localhost", |_| ()), &ours.pem).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, ""));
    assert!(checked.unwrap().contains("25.1.0"));
}
