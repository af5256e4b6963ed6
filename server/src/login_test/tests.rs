//! Logins tried at small registries of this machine. The real one of Docker is asked in `yardstick`.

use std::fmt::Display;
use std::net::SocketAddr;
use std::sync::atomic::Ordering;

use axum::extract::Request;
use axum::http::{Method, Response, StatusCode};
use axum::response::IntoResponse;
use tokio::net::TcpListener;

use wavepass_core::registry::login_test::{Trouble, TroubleKind};

use super::*;
use crate::testing::TestServer;

const OWN: Guard = Guard {
    allows_private: true,
    allows_this_machine: true,
};

fn trouble(at: &impl Display, kind: TroubleKind) -> Outcome {
    Outcome::Trouble(Trouble {
        at: at.to_string(),
        kind,
    })
}

/// What is expected of a table, whose hosts are known only when they answer.
fn moved(expected: Outcome, at: &impl Display) -> Outcome {
    match expected {
        Outcome::Trouble(of) => trouble(at, of.kind),
        other => other,
    }
}

fn test(registry: impl Into<String>, user: &str, password: &str) -> LoginTest {
    LoginTest {
        registry: registry.into(),
        user_name: user.to_owned(),
        password: password.into(),
        image: None,
    }
}

async fn outcome(test: &LoginTest) -> Outcome {
    Probe::new(OWN, &[]).unwrap().run(test).await
}

/// Something that answers at an address of this machine.
pub(super) async fn answering<F, R>(answer: F) -> SocketAddr
where
    F: Fn(Request) -> R + Clone + Send + Sync + 'static,
    R: IntoResponse + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = Router::new().fallback(async move |request: Request| answer(request));
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

pub(super) fn basic(user: &str, password: &str) -> String {
    use base64::Engine;
    let text = format!("{user}:{password}");
    let coded = base64::engine::general_purpose::STANDARD.encode(text);
    format!("Basic {coded}")
}

pub(super) fn authorization(request: &Request) -> String {
    let header = request.headers().get("authorization");
    header.map_or_else(String::new, |it| it.to_str().unwrap().to_owned())
}

/// A registry with a token service of its own: alice may log in and read `team/tool:1`.
fn token_registry(
    realm_and_service: &str,
) -> impl Fn(Request) -> Response<axum::body::Body> + Clone {
    let challenge = realm_and_service.to_owned();
    move |request: Request| {
        let host = request.headers()["host"].to_str().unwrap().to_owned();
        let path = request.uri().path().to_owned();
        let query = request.uri().query().unwrap_or_default().to_owned();
        let login = authorization(&request);
        match path.as_str() {
            "/token" if login != basic("alice", "S3ntinel") => {
                StatusCode::UNAUTHORIZED.into_response()
            }
            "/token" if query.contains("secret") => StatusCode::FORBIDDEN.into_response(),
            "/token" => axum::Json(serde_json::json!({ "access_token": "T0ken" })).into_response(),
            "/v2/team/tool/manifests/1" if login == "Bearer T0ken" => {
                StatusCode::OK.into_response()
            }
            "/v2/team/other/manifests/1" if login == "Bearer T0ken" => {
                StatusCode::NOT_FOUND.into_response()
            }
            _ => {
                let header = challenge.replace("HOST", &host);
                (StatusCode::UNAUTHORIZED, [("www-authenticate", header)]).into_response()
            }
        }
    }
}

const CHALLENGES: [&str; 4] = [
    "Bearer realm=\"http://HOST/token\",service=\"r\"",
    // A space, no service, a scope of its own, and another scheme beside it.
    "Bearer realm=\"http://HOST/token\", service=\"r\", scope=\"repository:a:pull\"",
    "bearer realm=\"http://HOST/token\"",
    "Basic realm=\"r\", Bearer realm=\"http://HOST/token\",service=\"r\"",
];

#[tokio::test]
async fn a_token_service_tells_a_login_and_what_it_may_read() {
    for challenge in CHALLENGES {
        let at = answering(token_registry(challenge)).await.to_string();
        assert_eq!(
            outcome(&test(&at, "alice", "S3ntinel")).await,
            Outcome::Accepted
        );
        assert_eq!(
            outcome(&test(&at, "alice", "wrong")).await,
            Outcome::Rejected
        );
        let with = |image: &str| LoginTest {
            image: Some(format!("{at}/{image}")),
            ..test(&at, "alice", "S3ntinel")
        };
        let name = |image: &str| format!("{at}/{image}");
        assert_eq!(
            outcome(&with("team/tool:1")).await,
            Outcome::CanPull(name("team/tool:1"))
        );
        assert_eq!(
            outcome(&with("team/other:1")).await,
            Outcome::CannotPull(name("team/other:1"))
        );
        assert_eq!(
            outcome(&with("team/secret:1")).await,
            Outcome::CannotPull(name("team/secret:1"))
        );
    }
}

/// How often something that answers was asked.
async fn counting() -> (SocketAddr, Arc<AtomicU32>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let count = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            counted.fetch_add(1, Ordering::Relaxed);
        }
    });
    (address, count)
}

#[tokio::test]
async fn an_image_of_another_registry_is_no_proof_and_nothing_is_asked() {
    let (at, count) = counting().await;
    for image in [
        "quay.io/team/tool:1".to_owned(),
        "http://x/y".to_owned(),
        "a b".to_owned(),
        // What would lead out of the place of manifests.
        format!("{at}/../api/x:1"),
        format!("{at}/team/tool:.."),
        format!("{at}/team/%2e%2e/x:1"),
    ] {
        let test = LoginTest {
            image: Some(image),
            ..test(at.to_string(), "alice", "S3ntinel")
        };
        let outcome = outcome(&test).await;
        assert!(matches!(outcome, Outcome::NotTried(_)), "{outcome:?}");
    }
    assert_eq!(count.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_registry_that_takes_anybody_proves_nothing() {
    let open = answering(|_| ([("docker-distribution-api-version", "registry/2.0")], "{}")).await;
    assert_eq!(
        outcome(&test(open.to_string(), "alice", "S3ntinel")).await,
        Outcome::AsksForNoLogin
    );
    // Any user name and any password.
    let any = answering(|request: Request| {
        if authorization(&request).starts_with("Basic") {
            StatusCode::OK.into_response()
        } else {
            let header = [("www-authenticate", "Basic realm=\"r\"")];
            (StatusCode::UNAUTHORIZED, header).into_response()
        }
    })
    .await;
    assert_eq!(
        outcome(&test(any.to_string(), "alice", "S3ntinel")).await,
        Outcome::TakesAnyLogin
    );
}

#[tokio::test]
async fn that_a_registry_refuses_a_login_that_nobody_has_is_asked_once() {
    let count = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&count);
    let at = answering(move |request: Request| {
        let login = authorization(&request);
        if login == basic("alice", "S3ntinel") {
            return StatusCode::OK.into_response();
        }
        counted.fetch_add(u32::from(!login.is_empty()), Ordering::Relaxed);
        let header = [("www-authenticate", "Basic realm=\"r\"")];
        (StatusCode::UNAUTHORIZED, header).into_response()
    })
    .await;
    let probe = Probe::new(OWN, &[]).unwrap();
    for _ in 0..3 {
        let tried = probe.run(&test(at.to_string(), "alice", "S3ntinel")).await;
        assert_eq!(tried, Outcome::Accepted);
    }
    assert_eq!(count.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn what_is_no_registry_fails_or_wants_fewer_requests_says_nothing_of_the_login() {
    use TroubleKind::{Failed, Garbled, Limited, Unexpected};
    for (status, challenge, expected) in [
        (200, "", Outcome::NotARegistry),
        (404, "", Outcome::NotARegistry),
        (401, "", Outcome::NotARegistry),
        (401, "Digest realm=\"r\"", Outcome::NotARegistry),
        (403, "", trouble(&"", Unexpected(403))),
        (429, "", trouble(&"", Limited)),
        (503, "", trouble(&"", Failed(503))),
        // It sends around in a circle.
        (302, "", trouble(&"", Garbled)),
    ] {
        let at = answering(move |_| {
            let status = StatusCode::from_u16(status).unwrap();
            let headers = [("www-authenticate", challenge), ("location", "/v2/again")];
            match challenge {
                "" => (status, [("location", "/v2/again")], "<html>").into_response(),
                _ => (status, headers).into_response(),
            }
        })
        .await;
        let expected = moved(expected, &at);
        let found = outcome(&test(at.to_string(), "alice", "S3ntinel")).await;
        assert_eq!(found, expected, "{status} {challenge}");
    }
}

#[tokio::test]
async fn what_the_service_of_tokens_says_is_told_of_it_and_only_401_is_a_wrong_login() {
    use TroubleKind::{Failed, Garbled, Limited, Unexpected};
    for (status, body, expected) in [
        (401, "", Outcome::Rejected),
        (403, "", Outcome::NotLetIn),
        (400, "", trouble(&"", Unexpected(400))),
        (404, "", trouble(&"", Unexpected(404))),
        (429, "", trouble(&"", Limited)),
        (502, "", trouble(&"", Failed(502))),
        (200, "<html>Sign in</html>", trouble(&"", Garbled)),
        (200, "{\"token\":\"\"}", trouble(&"", Garbled)),
    ] {
        let tokens = answering(move |_| (StatusCode::from_u16(status).unwrap(), body)).await;
        let header = format!("Bearer realm=\"http://{tokens}/token\",service=\"r\"");
        let at = answering(move |_| {
            (
                StatusCode::UNAUTHORIZED,
                [("www-authenticate", header.clone())],
            )
        })
        .await;
        let expected = moved(expected, &tokens);
        let found = outcome(&test(at.to_string(), "alice", "S3ntinel")).await;
        assert_eq!(found, expected, "{status} {body}");
    }
}

#[tokio::test]
async fn a_login_that_is_taken_stays_so_where_the_image_is_not_found_out() {
    for (status, is_known) in [
        (412, false),
        (429, false),
        (500, false),
        (401, true),
        (403, true),
    ] {
        let at = answering(move |request: Request| {
            let is_manifest = request.uri().path().contains("/manifests/");
            match authorization(&request) == basic("alice", "S3ntinel") {
                true if is_manifest => StatusCode::from_u16(status).unwrap().into_response(),
                true => StatusCode::OK.into_response(),
                false => {
                    let header = [("www-authenticate", "Basic realm=\"r\"")];
                    (StatusCode::UNAUTHORIZED, header).into_response()
                }
            }
        })
        .await;
        let name = format!("{at}/team/tool:1");
        let test = LoginTest {
            image: Some(name.clone()),
            ..test(at.to_string(), "alice", "S3ntinel")
        };
        let found = outcome(&test).await;
        if is_known {
            assert_eq!(found, Outcome::CannotPull(name), "{status}");
        } else {
            assert!(
                matches!(found, Outcome::PullNotKnown(_)),
                "{status} {found:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_redirect_is_followed_and_the_login_goes_nowhere_else() {
    let seen = Arc::new(std::sync::Mutex::new(Vec::new()));
    let kept = Arc::clone(&seen);
    let other = answering(move |request: Request| {
        kept.lock().unwrap().push(authorization(&request));
        let header = [("www-authenticate", "Basic realm=\"r\"")];
        (StatusCode::UNAUTHORIZED, header).into_response()
    })
    .await;
    let at = answering(move |_| {
        (
            StatusCode::TEMPORARY_REDIRECT,
            [("location", format!("http://{other}/v2/"))],
        )
    })
    .await;
    let found = outcome(&test(at.to_string(), "alice", "S3ntinel")).await;
    assert_eq!(found, Outcome::Rejected);
    let seen = seen.lock().unwrap();
    assert!(
        seen.len() >= 2 && seen.iter().all(String::is_empty),
        "{seen:?}"
    );
}

#[tokio::test]
async fn a_manifest_that_cannot_be_asked_for_by_head_is_asked_for_by_get() {
    let at = answering(move |request: Request| {
        let is_manifest = request.uri().path().contains("/manifests/");
        match authorization(&request) == basic("alice", "S3ntinel") {
            true if is_manifest && request.method() == Method::HEAD => {
                StatusCode::METHOD_NOT_ALLOWED.into_response()
            }
            true => StatusCode::OK.into_response(),
            false => {
                let header = [("www-authenticate", "Basic realm=\"r\"")];
                (StatusCode::UNAUTHORIZED, header).into_response()
            }
        }
    })
    .await;
    let name = format!("{at}/team/tool:1");
    let test = LoginTest {
        image: Some(name.clone()),
        ..test(at.to_string(), "alice", "S3ntinel")
    };
    assert_eq!(outcome(&test).await, Outcome::CanPull(name));
}

#[tokio::test]
async fn where_nothing_answers_and_where_there_is_no_address_are_told_apart() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = closed.local_addr().unwrap();
    drop(closed);
    assert_eq!(
        outcome(&test(at.to_string(), "a", "b")).await,
        trouble(&at, TroubleKind::Unreachable)
    );
    let name = "no-such-host.invalid";
    assert_eq!(
        outcome(&test(name, "a", "b")).await,
        trouble(&name, TroubleKind::NoAddress)
    );
}

#[tokio::test]
async fn what_is_no_host_is_not_tried_and_of_a_scope_the_host_is() {
    for odd in [
        "a b",
        " quay.io",
        "me@quay.io",
        "https://quay.io",
        "quay.io?x",
    ] {
        let found = outcome(&test(odd, "a", "b")).await;
        assert!(matches!(found, Outcome::NotTried(_)), "{odd} {found:?}");
    }
    let at = answering(token_registry(CHALLENGES[0])).await;
    let scope = format!("{at}/team");
    assert_eq!(
        outcome(&test(scope, "alice", "S3ntinel")).await,
        Outcome::Accepted
    );
}

#[tokio::test]
async fn logins_of_amazon_are_not_tried_whoever_they_are_of() {
    for host in [
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        "public.ecr.aws",
    ] {
        for user in [
            "AKIAIOSFODNN7EXAMPLE",
            "AWS",
            "arn:aws:iam::123456789012:role/x",
        ] {
            let found = outcome(&test(host, user, "S3ntinel")).await;
            assert!(
                matches!(&found, Outcome::NotTried(_)),
                "{host} {user} {found:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_private_registry_is_not_asked_where_that_is_not_allowed() {
    let (at, count) = counting().await;
    for allows_private in [false, true] {
        let guard = Guard {
            allows_private,
            allows_this_machine: false,
        };
        let probe = Probe::new(guard, &[]).unwrap();
        for host in [at.to_string(), format!("localhost:{}", at.port())] {
            assert_eq!(
                probe.run(&test(&host, "a", "b")).await,
                trouble(&host, TroubleKind::AddressNotAllowed)
            );
        }
    }
    assert_eq!(count.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_service_of_tokens_on_an_address_that_is_not_allowed_gets_no_login() {
    let (tokens, count) = counting().await;
    // By an address that leads to this machine and is not written as one.
    let realm = format!("http://169.254.169.254:{}/token", tokens.port());
    let header = format!("Bearer realm=\"{realm}\",service=\"r\"");
    let at = answering(move |_| {
        (
            StatusCode::UNAUTHORIZED,
            [("www-authenticate", header.clone())],
        )
    })
    .await;
    let found = outcome(&test(at.to_string(), "alice", "S3ntinel")).await;
    let service = format!("169.254.169.254:{}", tokens.port());
    assert_eq!(found, trouble(&service, TroubleKind::AddressNotAllowed));
    assert_eq!(count.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn only_who_is_signed_in_may_try_and_ten_times_a_minute() {
    let server = TestServer::start().await;
    let at = answering(token_registry(CHALLENGES[0])).await.to_string();
    let body = test(&at, "alice", "wrong").to_json();
    let proof = serde_json::json!({ "accessToken": server.token.expose() });
    let request = Request::builder()
        .method(Method::POST)
        .uri(wavepass_core::session::PATH)
        .header(wavepass_core::session::CSRF_HEADER, "1")
        .body(proof.to_string().into());
    let cookie = server.send(request.unwrap()).await.cookie();
    let send = async |cookie: Option<&str>, header: bool| {
        let mut request = Request::builder().method(Method::POST).uri(PATH);
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie);
        }
        if header {
            request = request.header(wavepass_core::session::CSRF_HEADER, "1");
        }
        server
            .send(request.body(body.clone().into()).unwrap())
            .await
    };
    assert_eq!(send(None, true).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        send(Some(&cookie), false).await.status,
        StatusCode::FORBIDDEN
    );
    for _ in 0..10 {
        let answer = send(Some(&cookie), true).await;
        assert_eq!(answer.text, r#"{"outcome":"rejected"}"#);
    }
    let answer = send(Some(&cookie), true).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.headers.contains_key("retry-after"));
}
