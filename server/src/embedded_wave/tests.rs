//! A Wave on a fresh database, in front of a registry that answers as it is told, over real sockets.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::Request as Asked;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::*;
use crate::testing::{Answer, TestServer};

const BASE: &str = "https://wavepass.example.org";
const MANIFEST: &str = r#"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0},"layers":[]}"#;

type Script = Arc<dyn Fn(&Heard) -> Response + Send + Sync>;

/// A registry that answers as it is told.
struct Registry {
    port: u16,
    heard: Arc<Mutex<Vec<Heard>>>,
}

/// A request that it heard.
#[derive(Clone)]
struct Heard {
    method: Method,
    path: String,
    query: String,
    headers: HeaderMap,
}

impl Heard {
    fn authorization(&self) -> Option<&str> {
        self.headers.get("authorization")?.to_str().ok()
    }

    fn is_manifest(&self) -> bool {
        self.path.contains("/manifests/")
    }
}

impl Registry {
    async fn answering(script: impl Fn(&Heard) -> Response + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let script: Script = Arc::new(script);
        let all = Arc::clone(&heard);
        let app = Router::new().fallback(async move |request: Asked| {
            let heard = Heard {
                method: request.method().clone(),
                path: request.uri().path().to_owned(),
                query: request.uri().query().unwrap_or_default().to_owned(),
                headers: request.headers().clone(),
            };
            let answer = script(&heard);
            all.lock().unwrap().push(heard);
            answer
        });
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { port, heard }
    }

    fn host(&self) -> String {
        format!("localhost:{}", self.port)
    }

    fn image(&self) -> String {
        format!("{}/org/tool:1.0", self.host())
    }

    /// What it heard but for the knock.
    fn heard(&self) -> Vec<Heard> {
        let all = self.heard.lock().unwrap();
        all.iter().filter(|it| it.path != "/v2/").cloned().collect()
    }
}

fn manifest() -> Response {
    let kind = [("content-type", "application/vnd.oci.image.manifest.v1+json")];
    (kind, MANIFEST).into_response()
}

fn status(code: u16) -> Response {
    (StatusCode::from_u16(code).unwrap(), "<html>S3ntinel</html>").into_response()
}

/// A registry that wants a login of this kind, and gives the manifest to who has one.
fn closed(heard: &Heard, challenge: &str, wanted: &str) -> Response {
    if heard.authorization() == Some(wanted) {
        return manifest();
    }
    let challenge = [("www-authenticate", challenge)];
    (StatusCode::UNAUTHORIZED, challenge, "S3ntinel").into_response()
}

async fn wave() -> TestServer {
    TestServer::with_wave(BASE, |settings| settings).await
}

async fn send(server: &TestServer, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    server.send(request.body(Body::empty()).unwrap()).await
}

async fn get(server: &TestServer, path: &str) -> Answer {
    send(server, Method::GET, path, &[]).await
}

async fn ask(server: &TestServer, body: Value) -> Answer {
    let request = Request::post("/v1alpha2/container").body(Body::from(body.to_string()));
    server.send(request.unwrap()).await
}

/// The body of a request for an image by the first user.
fn body(server: &TestServer, image: &str) -> Value {
    json!({ "containerImage": image, "towerAccessToken": server.token.expose(),
        "towerEndpoint": format!("{BASE}/api") })
}

/// Where the manifest of an image is that was asked for, with the rest of the path open.
async fn named(server: &TestServer, image: &str) -> String {
    let answer = ask(server, body(server, image)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let token = answer.json()["containerToken"].as_str().unwrap().to_owned();
    format!("/v2/wt/{token}/org/tool")
}

async fn add(server: &TestServer, registry: &str, password: &str) -> String {
    let body = json!({ "credentials": { "name": "the-registry", "provider": "container-reg",
        "keys": { "userName": "bot", "password": password, "registry": registry } } });
    let answer = server.post("/credentials", body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["credentialsId"].as_str().unwrap().to_owned()
}

fn basic(password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("bot:{password}")))
}

fn code(answer: &Answer) -> String {
    let code = answer.json()["errors"][0]["code"]
        .as_str()
        .map(str::to_owned);
    code.unwrap_or_else(|| panic!("{}", answer.text))
}

fn sentence(answer: &Answer) -> String {
    answer.json()["errors"][0]["message"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_request_is_answered_as_clients_of_both_generations_read_it() {
    let registry = Registry::answering(|_| manifest()).await;
    let server = wave().await;
    let answer = ask(&server, body(&server, &registry.image())).await.json();
    let token = answer["containerToken"].as_str().unwrap();
    assert_eq!(token.len(), 12);
    assert_ne!(answer["requestId"], answer["containerToken"]);
    let target = format!("wavepass.example.org/wt/{token}/org/tool:1.0");
    assert_eq!(answer["targetImage"], target);
    assert_eq!(answer["containerImage"], registry.image());
    for (field, value) in [("freeze", false), ("mirror", false), ("succeeded", true)] {
        assert_eq!(answer[field], value, "{field}");
    }
    for absent in ["buildId", "cached", "scanId"] {
        assert_eq!(answer.get(absent), None, "{absent}");
    }
    let id = answer["requestId"].as_str().unwrap();
    let told = get(&server, &format!("/v1alpha2/container/{id}/status"))
        .await
        .json();
    assert_eq!(
        (&told["status"], &told["succeeded"]),
        (&json!("DONE"), &json!(true))
    );
    assert!(told["creationTime"].as_str().unwrap().ends_with('Z'));
    assert_eq!(
        get(&server, "/v1alpha2/container/nobody/status")
            .await
            .status,
        404
    );

    let builds = "/v1alpha1/builds/bd-1234_1/status";
    assert_eq!(get(&server, builds).await.status, 404);

    let first = Request::post("/container-token");
    let first = first.body(Body::from(body(&server, &registry.image()).to_string()));
    let first = server.send(first.unwrap()).await.json();
    assert!(first["targetImage"].as_str().unwrap().contains("/wt/"));
    assert_eq!(first.get("succeeded"), None);
}

#[tokio::test]
async fn who_asks_is_looked_at_and_a_refusal_says_what_to_do() {
    let registry = Registry::answering(|_| manifest()).await;
    let server = wave().await;
    let image = registry.image();
    let with = |field: &str, value: Value| {
        let mut body = body(&server, &image);
        body[field] = value;
        body
    };
    let unknown = ask(&server, with("towerAccessToken", json!("nonsense"))).await;
    assert_eq!(unknown.status, 401);
    assert!(unknown.text.is_empty() && !unknown.headers.contains_key("www-authenticate"));
    for (body, words) in [
        (
            with("towerAccessToken", json!(null)),
            "Missing user access token",
        ),
        (
            with("towerEndpoint", json!("https://api.cloud.seqera.io")),
            "Missing pairing record for Tower endpoint 'https://api.cloud.seqera.io'",
        ),
        (
            with("towerEndpoint", json!("https://api.cloud.seqera.io")),
            "https://wavepass.example.org/api",
        ),
        (
            with("towerWorkspaceId", json!(42)),
            "There is no workspace 42",
        ),
        (with("towerWorkspaceId", json!("x")), "towerWorkspaceId"),
        (
            with("containerImage", json!(null)),
            "Specify either 'containerImage'",
        ),
    ] {
        let answer = ask(&server, body).await;
        assert_eq!(answer.status, 400);
        assert!(answer.message().contains(words), "{}", answer.message());
    }
    let [workspace, _] = server.workspaces().await;
    let inside = ask(
        &server,
        with("towerWorkspaceId", json!(workspace.to_string())),
    )
    .await;
    assert_eq!(inside.status, 200, "{}", inside.text);
    let stranger = server.add_user("mallory").await;
    let mut outside = with("towerWorkspaceId", json!(workspace));
    outside["towerAccessToken"] = stranger.expose().into();
    assert_eq!(ask(&server, outside).await.status, 400);

    let request = Request::post("/v1alpha2/container")
        .header("authorization", format!("Bearer {}", server.token.expose()))
        .body(Body::from(json!({ "containerImage": image }).to_string()));
    assert_eq!(server.send(request.unwrap()).await.status, 200);

    let open = TestServer::with_wave(BASE, |settings| settings.anonymous(true)).await;
    let nobody = json!({ "containerImage": image, "towerEndpoint": "https://api.cloud.seqera.io" });
    assert_eq!(ask(&open, nobody).await.status, 200);
}

#[tokio::test]
async fn what_a_later_try_may_cure_is_accepted_and_what_stays_wrong_is_told_at_once() {
    for (code, expected) in [
        (401, 400),
        (403, 400),
        (404, 400),
        (429, 200),
        (500, 200),
        (503, 200),
    ] {
        let registry = Registry::answering(move |heard| match heard.path.as_str() {
            "/v2/" => status(200),
            _ => status(code),
        })
        .await;
        let server = wave().await;
        let answer = ask(&server, body(&server, &registry.image())).await;
        assert_eq!(answer.status.as_u16(), expected, "{code}: {}", answer.text);
        assert!(!answer.text.contains("S3ntinel"), "{}", answer.text);
        if expected == 400 {
            let words = format!(
                "Container image '{}' does not exist or access is not authorized",
                registry.image()
            );
            assert!(answer.message().contains(&words), "{}", answer.message());
        }
    }
    let server = wave().await;
    let nobody = ask(&server, body(&server, "registry.invalid/org/tool:1")).await;
    assert_eq!(nobody.status, 400);
    assert!(
        nobody.message().contains("finds no address"),
        "{}",
        nobody.message()
    );
}

#[tokio::test]
async fn nothing_is_served_without_a_name_that_was_given_out() {
    let registry = Registry::answering(|_| manifest()).await;
    let server = wave().await;
    let manifests = named(&server, &registry.image()).await;
    let before = registry.heard().len();
    for path in ["/v2", "/v2/"] {
        let ping = get(&server, path).await;
        assert_eq!(
            (ping.status.as_u16(), ping.text.as_str()),
            (200, "OK"),
            "{path}"
        );
        assert_eq!(
            ping.headers["docker-distribution-api-version"],
            "registry/2.0"
        );
        assert!(!ping.headers.contains_key("www-authenticate"));
    }
    for path in [
        "/v2/quay.io/org/tool/manifests/1.0",
        "/v2/library/ubuntu/manifests/latest",
        "/v2/_catalog",
        "/v2/wt/000000000000/org/tool/manifests/1.0",
        &manifests.replace("/org/tool", "/org%2Ftool/manifests/1.0"),
        &format!(
            "{}/manifests/1.0",
            manifests.replace("/org/tool", "/org/other")
        ),
        &format!("{manifests}/referrers/sha256:{}", "a".repeat(64)),
    ] {
        let answer = get(&server, path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(code(&answer), "NAME_UNKNOWN", "{path}");
    }
    let put = send(
        &server,
        Method::PUT,
        &format!("{manifests}/manifests/1.0"),
        &[],
    )
    .await;
    assert_eq!(put.status, 405);
    assert_eq!(registry.heard().len(), before, "nobody was asked");
}

#[tokio::test]
async fn a_manifest_is_fetched_once_and_nothing_of_the_client_is_passed_on() {
    let registry = Registry::answering(|_| manifest()).await;
    let server = wave().await;
    let path = named(&server, &registry.image()).await;
    let before = registry.heard().len();
    let headers = [
        ("authorization", "Basic eDp5"),
        ("cookie", "a=b"),
        ("x-forwarded-for", "10.0.0.1"),
        ("user-agent", "skopeo/1.9.3"),
    ];
    let tag = format!("{path}/manifests/1.0");
    let head = send(&server, Method::HEAD, &tag, &headers).await;
    assert_eq!(head.status, 200);
    assert!(head.text.is_empty());
    let digest = head.headers["docker-content-digest"]
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(head.headers["content-length"], MANIFEST.len().to_string());
    assert_eq!(
        head.headers["content-type"],
        "application/vnd.oci.image.manifest.v1+json"
    );
    let got = get(&server, &format!("{path}/manifests/{digest}")).await;
    assert_eq!(got.text, MANIFEST);
    let all = registry.heard();
    assert_eq!(all.len(), before + 1);
    let last = all.last().unwrap();
    for absent in ["authorization", "cookie", "x-forwarded-for"] {
        assert!(!last.headers.contains_key(absent), "{absent}");
    }
    assert!(
        last.headers["user-agent"]
            .to_str()
            .unwrap()
            .starts_with("wavepass/")
    );
    assert_eq!(last.headers["accept-encoding"], "identity");
}

#[tokio::test]
async fn a_login_is_made_as_the_registry_wants_it_and_anew_for_another_secret() {
    let registry = Registry::answering(|heard| match heard.path.as_str() {
        "/v2/" => status(200),
        _ => closed(heard, "Basic realm=\"Registry Realm\"", &basic("S3ntinel!")),
    })
    .await;
    let server = wave().await;
    let id = add(&server, &registry.host(), "S3ntinel!").await;
    let path = named(&server, &registry.image()).await;
    assert_eq!(
        get(&server, &format!("{path}/manifests/1.0")).await.text,
        MANIFEST
    );

    let change = json!({ "credentials": { "name": "the-registry", "provider": "container-reg",
        "keys": { "userName": "bot", "password": "other", "registry": registry.host() } } });
    let changed = server.put(&format!("/credentials/{id}"), change).await;
    assert!(changed.status.is_success());
    let refused = get(&server, &format!("{path}/manifests/1.0")).await;
    assert_eq!(
        (refused.status.as_u16(), code(&refused)),
        (401, "UNAUTHORIZED".to_owned())
    );
    let said = sentence(&refused);
    assert!(
        said.contains(&registry.host()) && said.contains("the-registry"),
        "{said}"
    );
    assert!(!refused.headers.contains_key("www-authenticate"));
    assert!(!refused.text.contains("S3ntinel"));
}

#[tokio::test]
async fn a_token_is_asked_for_once_beside_what_the_realm_asks_for() {
    let ports = Arc::new(Mutex::new(0_u16));
    let known = Arc::clone(&ports);
    let registry = Registry::answering(move |heard| match heard.path.as_str() {
        "/v2/" => status(200),
        "/token" => {
            axum::Json(json!({ "access_token": "of-bot", "expires_in": 300 })).into_response()
        }
        _ => {
            let port = *known.lock().unwrap();
            let challenge = format!(
                "Bearer service=\"reg\", realm=\"http://localhost:{port}/token?account=x\""
            );
            closed(heard, &challenge, "Bearer of-bot")
        }
    })
    .await;
    *ports.lock().unwrap() = registry.port;
    let tokens = || -> Vec<Heard> {
        let heard = registry.heard();
        heard.into_iter().filter(|it| it.path == "/token").collect()
    };
    let server = wave().await;
    let path = named(&server, &registry.image()).await;
    assert_eq!(
        get(&server, &format!("{path}/manifests/1.0")).await.status,
        200
    );
    let asked = tokens();
    assert_eq!(asked.len(), 1);
    assert_eq!(
        asked[0].query,
        "account=x&service=reg&scope=repository%3Aorg%2Ftool%3Apull"
    );
    assert_eq!(
        asked[0].authorization(),
        None,
        "nobody's token is asked for without a login"
    );

    let id = add(&server, &registry.host(), "S3ntinel!").await;
    assert_eq!(
        get(&server, &format!("{path}/manifests/1.0")).await.status,
        200
    );
    assert_eq!(
        get(&server, &format!("{path}/manifests/2.0")).await.status,
        200
    );
    assert_eq!(tokens().len(), 2);
    assert_eq!(tokens()[1].authorization(), Some(&*basic("S3ntinel!")));
    server.delete(&format!("/credentials/{id}")).await;
    assert_eq!(
        get(&server, &format!("{path}/manifests/3.0")).await.status,
        200
    );
    let last = registry
        .heard()
        .into_iter()
        .rfind(Heard::is_manifest)
        .unwrap();
    assert_eq!(last.authorization(), Some("Bearer of-bot"));
}

#[tokio::test]
async fn every_fault_of_a_registry_is_told_in_our_words() {
    type Fault = fn() -> Response;
    let faults: [(Fault, u16, &str, &str); 8] = [
        (|| status(403), 403, "DENIED", "does not let"),
        (|| status(404), 404, "MANIFEST_UNKNOWN", "not there"),
        (|| status(429), 429, "TOOMANYREQUESTS", "no more requests"),
        (|| status(500), 502, "UNKNOWN", "has failed"),
        (
            || {
                (
                    [(
                        "docker-content-digest",
                        format!("sha256:{}", "0".repeat(64)),
                    )],
                    manifest(),
                )
                    .into_response()
            },
            400,
            "DIGEST_INVALID",
            "digest",
        ),
        (
            || axum::Json(json!({ "schemaVersion": 1 })).into_response(),
            400,
            "MANIFEST_INVALID",
            "schema 1",
        ),
        (
            || "no JSON".into_response(),
            400,
            "MANIFEST_INVALID",
            "no manifest",
        ),
        (
            || "x".repeat(manifests::LONGEST + 1).into_response(),
            400,
            "MANIFEST_INVALID",
            "longer than",
        ),
    ];
    for (fault, expected, expected_code, words) in faults {
        let registry = Registry::answering(move |heard| match heard.method {
            Method::HEAD => manifest(),
            _ if heard.path == "/v2/" => status(200),
            _ => fault(),
        })
        .await;
        let server = wave().await;
        let path = named(&server, &registry.image()).await;
        let answer = get(&server, &format!("{path}/manifests/1.0")).await;
        assert_eq!(answer.status.as_u16(), expected, "{words}: {}", answer.text);
        assert_eq!(code(&answer), expected_code);
        let said = sentence(&answer);
        assert!(said.contains(words) && said.contains("localhost"), "{said}");
        assert!(!answer.text.contains("S3ntinel"), "{}", answer.text);
    }
}

#[tokio::test]
async fn a_registry_that_fails_for_a_moment_is_asked_again() {
    let count = Arc::new(Mutex::new(0));
    let registry = Registry::answering(move |heard| {
        if heard.method != Method::GET || !heard.is_manifest() {
            return manifest();
        }
        let mut count = count.lock().unwrap();
        *count += 1;
        if *count < 3 { status(503) } else { manifest() }
    })
    .await;
    let server = wave().await;
    let path = named(&server, &registry.image()).await;
    assert_eq!(
        get(&server, &format!("{path}/manifests/1.0")).await.status,
        200
    );
}

#[tokio::test]
async fn blobs_are_followed_without_the_login_and_never_to_where_nobody_may_go() {
    let content = "a layer";
    let digest = digest::Digest::of(content.as_bytes()).to_string();
    let storage = Registry::answering(move |_| content.into_response()).await;
    let to = Arc::new(Mutex::new(format!("http://{}/x?sig=abc", storage.host())));
    let at = Arc::clone(&to);
    let registry = Registry::answering(move |heard| {
        if heard.path.contains("/blobs/") {
            let location = [("location", at.lock().unwrap().clone())];
            return (StatusCode::TEMPORARY_REDIRECT, location).into_response();
        }
        closed(heard, "Basic realm=\"x\"", &basic("S3ntinel!"))
    })
    .await;
    for blobs in [Blobs::Stream, Blobs::Redirect] {
        let server = TestServer::with_wave(BASE, |settings| settings.giving(blobs)).await;
        add(&server, &registry.host(), "S3ntinel!").await;
        let blob = format!("{}/blobs/{digest}", named(&server, &registry.image()).await);
        let answer = get(&server, &blob).await;
        if blobs == Blobs::Stream {
            assert_eq!(
                (answer.status.as_u16(), answer.text.as_str()),
                (200, content)
            );
            assert_eq!(answer.headers["docker-content-digest"], digest.as_str());
            assert_eq!(storage.heard().last().unwrap().authorization(), None);
        } else {
            assert_eq!(answer.status, 307);
            assert_eq!(answer.headers["location"], to.lock().unwrap().as_str());
            assert_eq!(answer.headers["cache-control"], "no-store");
        }
        let before = std::mem::replace(
            &mut *to.lock().unwrap(),
            "https://169.254.169.254/latest/meta-data".to_owned(),
        );
        let refused = get(&server, &blob).await;
        assert_eq!(
            (refused.status.as_u16(), code(&refused)),
            (403, "DENIED".to_owned())
        );
        *to.lock().unwrap() = before;
    }
}

#[tokio::test]
async fn a_name_ends_with_its_time_its_deletion_and_the_right_of_who_asked() {
    let registry = Registry::answering(|_| manifest()).await;
    let server = TestServer::with_wave(BASE, |settings| settings.lasting(-1)).await;
    let path = named(&server, &registry.image()).await;
    let expired = get(&server, &format!("{path}/manifests/1.0")).await;
    assert_eq!(
        (expired.status.as_u16(), code(&expired)),
        (404, "NAME_UNKNOWN".to_owned())
    );
    assert!(sentence(&expired).contains("expired"), "{}", expired.text);

    let server = wave().await;
    let path = named(&server, &registry.image()).await;
    let token = path.split('/').nth(3).unwrap();
    let delete = format!("/container-token/{token}");
    assert_eq!(
        send(&server, Method::DELETE, &delete, &[]).await.status,
        401
    );
    let stranger = server.add_user("mallory").await;
    let bearer = |token: &str| format!("Bearer {token}");
    let theirs = bearer(stranger.expose());
    let own = bearer(server.token.expose());
    for (authorization, expected) in [(&theirs, 404), (&own, 200), (&own, 404)] {
        let answer = send(
            &server,
            Method::DELETE,
            &delete,
            &[("authorization", authorization)],
        )
        .await;
        assert_eq!(answer.status.as_u16(), expected);
    }
    let deleted = get(&server, &format!("{path}/manifests/1.0")).await;
    assert!(sentence(&deleted).contains("deleted"), "{}", deleted.text);

    let made = server
        .post("/tokens", json!({ "name": "short" }))
        .await
        .json();
    let mut asked = body(&server, &registry.image());
    asked["towerAccessToken"] = made["accessKey"].clone();
    let answer = ask(&server, asked).await.json();
    let path = format!(
        "/v2/wt/{}/org/tool/manifests/1.0",
        answer["containerToken"].as_str().unwrap()
    );
    assert_eq!(get(&server, &path).await.status, 200);
    server
        .delete(&format!("/tokens/{}", made["token"]["id"]))
        .await;
    let gone = get(&server, &path).await;
    assert_eq!(
        (gone.status.as_u16(), code(&gone)),
        (404, "NAME_UNKNOWN".to_owned())
    );
}

#[tokio::test]
async fn who_guesses_names_is_told_to_wait() {
    let server = wave().await;
    let guess = |number: usize| format!("/v2/wt/{number:012}/org/tool/manifests/1.0");
    for number in 0..21 {
        assert_eq!(get(&server, &guess(number)).await.status, 404);
    }
    let answer = get(&server, &guess(21)).await;
    assert_eq!(
        (answer.status.as_u16(), code(&answer)),
        (429, "TOOMANYREQUESTS".to_owned())
    );
    assert!(answer.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn logins_are_checked_for_platform_at_the_internet_alone() {
    let registry = Registry::answering(|_| status(200)).await;
    let server = wave().await;
    let check = async |path: &str, body: Value| {
        let request = Request::post(path).body(Body::from(body.to_string()));
        server.send(request.unwrap()).await
    };
    let login = |registry: &str| json!({ "userName": "u", "password": "p", "registry": registry });
    for (host, words) in [
        (registry.host(), "not allowed"),
        ("169.254.169.254".to_owned(), "not allowed"),
        ("registry.invalid".to_owned(), "Unable to resolve host"),
        ("  ".to_owned(), "must not be blank"),
    ] {
        let answer = check("/v1alpha2/validate-creds", login(&host)).await;
        assert_eq!(answer.status, 400, "{host}: {}", answer.text);
        assert!(answer.message().contains(words), "{host}: {}", answer.text);
    }
    let wrapped = json!({ "request": login("127.0.0.1:5000") });
    assert_eq!(check("/validate-creds", wrapped).await.status, 400);
    assert!(registry.heard().is_empty());
}

#[tokio::test]
async fn requests_are_listed_for_who_may_see_them_and_without_their_tokens() {
    let registry = Registry::answering(|_| manifest()).await;
    let server = wave().await;
    let [workspace, _] = server.workspaces().await;
    let mut asked = body(&server, &registry.image());
    asked["towerWorkspaceId"] = workspace.into();
    let answer = ask(&server, asked).await.json();
    let list = async |token: &str, place: &str| {
        let authorization = format!("Bearer {token}");
        let path = format!("/wave/requests{place}");
        send(
            &server,
            Method::GET,
            &path,
            &[("authorization", &authorization)],
        )
        .await
    };
    let here = format!("?workspaceId={workspace}");
    let listed = list(server.token.expose(), &here).await;
    assert!(
        !listed
            .text
            .contains(answer["containerToken"].as_str().unwrap())
    );
    let listed = listed.json();
    assert_eq!(listed["requests"][0]["id"], answer["requestId"]);
    assert_eq!(listed["requests"][0]["mayRevoke"], true);
    let personal = list(server.token.expose(), "").await.json();
    assert_eq!(personal["requests"], json!([]));
    let stranger = server.add_user("mallory").await;
    assert_eq!(list(stranger.expose(), &here).await.status, 403);
    assert_eq!(list("nonsense", "").await.status, 401);
}
