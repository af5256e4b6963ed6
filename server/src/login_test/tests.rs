//! Logins tried at registries of this machine: at the real one of Docker where it is installed, and
//! at small ones for what that does not do.

use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use axum::extract::Request;
use axum::http::{Method, Response, StatusCode};
use axum::response::IntoResponse;
use tokio::net::TcpListener;

use super::*;
use crate::testing::TestServer;

fn test(registry: impl Into<String>, user: &str, password: &str) -> LoginTest {
    LoginTest {
        registry: registry.into(),
        user_name: user.to_owned(),
        password: password.into(),
        image: None,
    }
}

async fn outcome(test: &LoginTest) -> Outcome {
    let guard = Guard {
        allows_private: true,
    };
    Probe::new(guard, &[]).unwrap().run(test).await
}

/// Something that answers at an address of this machine.
async fn answering<F, R>(answer: F) -> SocketAddr
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

fn basic(user: &str, password: &str) -> String {
    use base64::Engine;
    let text = format!("{user}:{password}");
    let coded = base64::engine::general_purpose::STANDARD.encode(text);
    format!("Basic {coded}")
}

fn authorization(request: &Request) -> String {
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
            Outcome::NoSuchImage(name("team/other:1"))
        );
        assert_eq!(
            outcome(&with("team/secret:1")).await,
            Outcome::NoAccess(name("team/secret:1"))
        );
    }
}

#[tokio::test]
async fn an_image_of_another_registry_is_no_proof_and_nothing_is_asked() {
    let at = answering(|_| -> StatusCode { panic!("nothing is asked") }).await;
    for image in ["quay.io/team/tool:1", "http://x/y", "a b"] {
        let test = LoginTest {
            image: Some(image.to_owned()),
            ..test(at.to_string(), "alice", "S3ntinel")
        };
        let outcome = outcome(&test).await;
        assert!(matches!(outcome, Outcome::NotTried(_)), "{outcome:?}");
    }
}

#[tokio::test]
async fn a_registry_that_takes_anybody_proves_nothing() {
    let open = answering(|_| ([("docker-distribution-api-version", "registry/2.0")], "{}")).await;
    assert_eq!(
        outcome(&test(open.to_string(), "alice", "S3ntinel")).await,
        Outcome::LetsAnyoneIn
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
        Outcome::LetsAnyoneIn
    );
}

#[tokio::test]
async fn what_is_no_registry_fails_or_wants_fewer_requests_says_nothing_of_the_login() {
    for (status, headers, expected) in [
        (200, "", Outcome::NotARegistry),
        (404, "", Outcome::NotARegistry),
        (401, "", Outcome::NotARegistry),
        (401, "Digest realm=\"r\"", Outcome::NotARegistry),
        (302, "", Outcome::NotARegistry),
        (429, "", Outcome::Limited),
        (503, "", Outcome::Failed(503)),
    ] {
        let at = answering(move |_| {
            let status = StatusCode::from_u16(status).unwrap();
            if headers.is_empty() {
                (status, "<html>").into_response()
            } else {
                (status, [("www-authenticate", headers)]).into_response()
            }
        })
        .await;
        let found = outcome(&test(at.to_string(), "alice", "S3ntinel")).await;
        assert_eq!(found, expected, "{status} {headers}");
    }
}

#[tokio::test]
async fn where_nothing_answers_and_where_there_is_no_host_are_told_apart() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = closed.local_addr().unwrap().to_string();
    drop(closed);
    assert_eq!(outcome(&test(at, "a", "b")).await, Outcome::Unreachable);
    assert_eq!(
        outcome(&test("no-such-host.invalid", "a", "b")).await,
        Outcome::UnknownHost
    );
    for odd in [
        "a b",
        "quay.io/team",
        "me@quay.io",
        "https://quay.io",
        "quay.io?x",
    ] {
        assert_eq!(
            outcome(&test(odd, "a", "b")).await,
            Outcome::NotARegistry,
            "{odd}"
        );
    }
}

#[tokio::test]
async fn an_access_key_of_amazon_is_not_tried_and_it_is_said_why() {
    let host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    let found = outcome(&test(host, "AKIAIOSFODNN7EXAMPLE", "S3ntinel")).await;
    assert!(
        matches!(&found, Outcome::NotTried(why) if why.contains("Amazon ECR")),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_private_registry_is_not_asked_where_that_is_not_allowed() {
    let probe = Probe::new(
        Guard {
            allows_private: false,
        },
        &[],
    )
    .unwrap();
    let at = answering(|_| -> StatusCode { panic!("nothing is asked") }).await;
    for host in [at.to_string(), format!("localhost:{}", at.port())] {
        assert_eq!(
            probe.run(&test(host, "a", "b")).await,
            Outcome::AddressNotAllowed
        );
    }
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

/// Docker's own registry, which ends with this.
struct DockerRegistry {
    process: Child,
    at: String,
    _data: tempfile::TempDir,
}

impl Drop for DockerRegistry {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// `None` where it is not installed.
async fn docker_registry() -> Option<DockerRegistry> {
    let data = tempfile::tempdir().unwrap();
    let users = data.path().join("users");
    let made = Command::new("htpasswd")
        .args(["-Bbc", users.to_str().unwrap(), "alice", "S3ntinel:x"])
        .stderr(Stdio::null())
        .status();
    let port = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let config = data.path().join("config.yml");
    let text = format!(
        "version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: {}\nhttp:\n  addr: \
         127.0.0.1:{port}\nauth:\n  htpasswd:\n    realm: test\n    path: {}\n",
        data.path().join("store").display(),
        users.display()
    );
    std::fs::write(&config, text).unwrap();
    let process = Command::new("docker-registry")
        .args(["serve", config.to_str().unwrap()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let (Ok(true), Ok(process)) = (made.map(|it| it.success()), process) else {
        let is_ci = std::env::var_os("CI").is_some();
        assert!(!is_ci, "docker-registry or htpasswd is not installed");
        eprintln!("docker-registry or htpasswd is not installed: not tried with it");
        return None;
    };
    let registry = DockerRegistry {
        process,
        at: format!("127.0.0.1:{port}"),
        _data: data,
    };
    for _ in 0..100 {
        if tokio::net::TcpStream::connect(&registry.at).await.is_ok() {
            return Some(registry);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("docker-registry does not listen");
}

/// What skopeo says of a login.
fn skopeo_logs_in(at: &str, user: &str, password: &str) -> Option<bool> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("auth.json");
    let done = Command::new("skopeo")
        .args([
            "login",
            "--tls-verify=false",
            "--authfile",
            file.to_str().unwrap(),
        ])
        .args(["-u", user, "-p", password, at])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    done.ok().map(|it| it.success())
}

#[tokio::test]
async fn dockers_own_registry_takes_and_refuses_what_skopeo_says_it_does() {
    let Some(registry) = docker_registry().await else {
        return;
    };
    let at = &registry.at;
    for (user, password, expected) in [
        ("alice", "S3ntinel:x", Outcome::Accepted),
        ("alice", "S3ntinel", Outcome::Rejected),
        ("alice", " S3ntinel:x", Outcome::Rejected),
        ("Alice", "S3ntinel:x", Outcome::Rejected),
        ("bob", "S3ntinel:x", Outcome::Rejected),
    ] {
        let found = outcome(&test(at, user, password)).await;
        assert_eq!(found, expected, "{user} {password}");
        if let Some(logs_in) = skopeo_logs_in(at, user, password) {
            assert_eq!(logs_in, found == Outcome::Accepted, "{user} {password}");
        }
    }
    let missing = LoginTest {
        image: Some(format!("{at}/team/tool:1")),
        ..test(at, "alice", "S3ntinel:x")
    };
    assert_eq!(
        outcome(&missing).await,
        Outcome::NoSuchImage(format!("{at}/team/tool:1"))
    );
}
