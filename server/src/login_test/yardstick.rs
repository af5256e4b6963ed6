//! Set-ups of registries at which skopeo and Wavepass try the same login: both come to the same verdict.
//!
//! Skopeo asks as Podman, Buildah and CRI-O do. Docker's own registry is the real one, with and
//! without users and TLS; what it does not do is played.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rcgen::CertificateParams;
use tokio::net::{TcpListener, TcpStream};
use wavepass_core::registry::login_test::LoginTest;

use super::probe::Probe;
use super::tests::{answering, authorization, basic};
use super::*;
use crate::registry_access::guard::Guard;
use crate::testing::Authority;

const USERS: [(&str, &str); 2] = [("alice", "S3ntinel:x"), ("bjørk", "pässwörd mit raum")];

/// Docker's own registry, which ends with this.
struct DockerRegistry {
    process: Child,
    port: u16,
    data: tempfile::TempDir,
}

impl Drop for DockerRegistry {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a registry is started with.
#[derive(Clone, Copy, Default)]
struct Options<'a> {
    has_users: bool,
    /// Its certificate and key, in PEM.
    tls: Option<(&'a str, &'a str)>,
}

impl DockerRegistry {
    async fn start(options: Options<'_>) -> Self {
        let data = tempfile::tempdir().unwrap();
        let port = free_port().await;
        let at = |name: &str| data.path().join(name).display().to_string();
        let mut config = format!(
            "version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: {}\nhttp:\n  addr: 127.0.0.1:{port}\n",
            at("store")
        );
        if let Some((certificate, key)) = options.tls {
            std::fs::write(at("server.pem"), certificate).unwrap();
            std::fs::write(at("server.key"), key).unwrap();
            let (certificate, key) = (at("server.pem"), at("server.key"));
            let _ = writeln!(
                config,
                "  tls:\n    certificate: {certificate}\n    key: {key}"
            );
        }
        if options.has_users {
            for (number, (user, password)) in USERS.iter().enumerate() {
                let flags = if number == 0 { "-Bbc" } else { "-Bb" };
                let made = Command::new("htpasswd")
                    .args([flags, &at("users"), user, password])
                    .stderr(Stdio::null())
                    .status();
                assert!(made.unwrap().success());
            }
            let _ = writeln!(
                config,
                "auth:\n  htpasswd:\n    realm: test\n    path: {}",
                at("users")
            );
        }
        std::fs::write(at("config.yml"), config).unwrap();
        let process = Command::new("docker-registry")
            .args(["serve", &at("config.yml")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Self {
            process,
            port,
            data,
        }
    }

    /// The registry as people write it.
    fn host(&self) -> String {
        format!("localhost:{}", self.port)
    }

    /// Puts an image there, and gives its digest.
    fn push(&self, name: &str) -> String {
        let layout = self.data.path().join("layout");
        write_image(&layout);
        let (user, password) = USERS[0];
        let done = Command::new("skopeo")
            .args(["copy", "--dest-tls-verify=false", "--dest-creds"])
            .arg(format!("{user}:{password}"))
            .arg(format!("oci:{}", layout.display()))
            .arg(format!("docker://{}/{name}", self.host()))
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        let shown = Command::new("skopeo")
            .args([
                "inspect",
                "--tls-verify=false",
                "--format",
                "{{.Digest}}",
                "--creds",
            ])
            .arg(format!("{user}:{password}"))
            .arg(format!("docker://{}/{name}", self.host()))
            .output()
            .unwrap();
        String::from_utf8(shown.stdout).unwrap().trim().to_owned()
    }
}

/// The smallest image in the layout of OCI: no layers.
fn write_image(layout: &Path) {
    use sha2::{Digest, Sha256};
    let blobs = layout.join("blobs/sha256");
    std::fs::create_dir_all(&blobs).unwrap();
    let store = |bytes: String| {
        let digest = Sha256::digest(bytes.as_bytes());
        let digest = digest
            .iter()
            .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        std::fs::write(blobs.join(&digest), &bytes).unwrap();
        (digest, bytes.len())
    };
    let (config, length) = store(
        r#"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}"#
            .to_owned(),
    );
    let (manifest, of_manifest) = store(format!(
        r#"{{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:{config}","size":{length}}},"layers":[]}}"#
    ));
    let index = format!(
        r#"{{"schemaVersion":2,"manifests":[{{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:{manifest}","size":{of_manifest}}}]}}"#
    );
    std::fs::write(layout.join("index.json"), index).unwrap();
    std::fs::write(
        layout.join("oci-layout"),
        r#"{"imageLayoutVersion":"1.0.0"}"#,
    )
    .unwrap();
}

async fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().port()
}

/// A login that is tried.
struct SetUp {
    name: String,
    host: String,
    user: &'static str,
    password: &'static str,
    image: Option<String>,
    /// The folder with the certificate of an authority, for who checks certificates.
    authority: Option<PathBuf>,
    checks_tls: bool,
}

impl SetUp {
    fn new(
        name: impl Into<String>,
        host: &str,
        user: &'static str,
        password: &'static str,
    ) -> Self {
        Self {
            name: name.into(),
            host: host.to_owned(),
            user,
            password,
            image: None,
            authority: None,
            checks_tls: false,
        }
    }

    fn pulling(self, image: &str) -> Self {
        Self {
            image: Some(image.to_owned()),
            ..self
        }
    }

    fn checking(self, authority: Option<&Path>) -> Self {
        Self {
            authority: authority.map(Path::to_owned),
            checks_tls: true,
            ..self
        }
    }

    /// Whether skopeo logs in, or reads the image.
    fn skopeo(&self) -> bool {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("skopeo");
        command.arg(if self.image.is_some() {
            "inspect"
        } else {
            "login"
        });
        command.arg(format!("--tls-verify={}", self.checks_tls));
        command
            .arg("--authfile")
            .arg(folder.path().join("auth.json"));
        if let Some(authority) = &self.authority {
            command.arg("--cert-dir").arg(authority);
        }
        match &self.image {
            Some(image) => command
                .arg("--creds")
                .arg(format!("{}:{}", self.user, self.password))
                .arg(format!("docker://{}/{image}", self.host)),
            None => command.args(["-u", self.user, "-p", self.password, &self.host]),
        };
        let done = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        done.unwrap().success()
    }

    /// What Wavepass says.
    async fn wavepass(&self) -> Outcome {
        let authority = self.authority.as_ref().map(|folder| {
            let pem = std::fs::read(folder.join("ca.crt")).unwrap();
            reqwest::Certificate::from_pem(&pem).unwrap()
        });
        let guard = Guard {
            allows_private: true,
            allows_this_machine: true,
        };
        let test = LoginTest {
            registry: self.host.clone(),
            user_name: self.user.to_owned(),
            password: self.password.into(),
            image: self
                .image
                .as_ref()
                .map(|image| format!("{}/{image}", self.host)),
        };
        let probe = Probe::new(guard, authority.as_slice()).unwrap();
        probe.run(&test).await
    }
}

/// Whether somebody with that login gets what was asked for.
fn gets_in(outcome: &Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Accepted | Outcome::CanPull(_) | Outcome::TakesAnyLogin | Outcome::AsksForNoLogin
    )
}

async fn compare(set_ups: &[SetUp]) {
    let mut differences = String::new();
    for set_up in set_ups {
        let (skopeo, outcome) = (set_up.skopeo(), set_up.wavepass().await);
        if skopeo != gets_in(&outcome) {
            let _ = writeln!(
                differences,
                "{}: skopeo {skopeo}, here {outcome:?}",
                set_up.name
            );
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

/// Whether what this needs is installed; in CI it is.
fn is_installed() -> bool {
    let is_there = |program: &str| {
        let mut shown = Command::new(program);
        shown
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        shown.status().is_ok()
    };
    let missing: Vec<_> = ["docker-registry", "htpasswd", "skopeo"]
        .into_iter()
        .filter(|it| !is_there(it))
        .collect();
    assert!(
        missing.is_empty() || std::env::var_os("CI").is_none(),
        "not installed: {missing:?}"
    );
    if !missing.is_empty() {
        eprintln!("not installed, so not compared: {missing:?}");
    }
    missing.is_empty()
}

#[tokio::test]
async fn at_dockers_registry_logins_and_images_are_judged_as_by_skopeo() {
    if !is_installed() {
        return;
    }
    let registry = DockerRegistry::start(Options {
        has_users: true,
        ..Options::default()
    })
    .await;
    let open = DockerRegistry::start(Options::default()).await;
    let digest = registry.push("team/tool:1");
    let (host, [(alice, right), (other, spaces)]) = (registry.host(), USERS);
    let set_up = |name: &str, user, password| SetUp::new(name, &host, user, password);
    compare(&[
        set_up("the right login", alice, right),
        set_up("another right login, beyond ASCII", other, spaces),
        set_up("a wrong password", alice, "S3ntinel"),
        set_up("a password with a space before it", alice, " S3ntinel:x"),
        set_up(
            "a password with a line break behind it",
            alice,
            "S3ntinel:x\n",
        ),
        set_up("a password in other letters", alice, "s3ntinel:x"),
        set_up("a user in other letters", "Alice", right),
        set_up("nobody's user", "bob", right),
        set_up("somebody else's password", alice, spaces),
        set_up("an image", alice, right).pulling("team/tool:1"),
        set_up("an image by its digest", alice, right).pulling(&format!("team/tool@{digest}")),
        set_up("a tag that is not there", alice, right).pulling("team/tool:2"),
        set_up("no tag, and no latest", alice, right).pulling("team/tool"),
        set_up("a repository that is not there", alice, right).pulling("team/other:1"),
        set_up("an image with a wrong password", alice, "S3ntinel").pulling("team/tool:1"),
        SetUp::new("a registry without users", &open.host(), alice, right),
    ])
    .await;
}

#[tokio::test]
async fn over_tls_certificates_are_judged_as_by_skopeo() {
    if !is_installed() {
        return;
    }
    let past = |params: &mut CertificateParams| {
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        params.not_after = rcgen::date_time_ymd(2021, 1, 1);
    };
    let later = |params: &mut CertificateParams| {
        params.not_before = rcgen::date_time_ymd(2090, 1, 1);
        params.not_after = rcgen::date_time_ymd(2091, 1, 1);
    };
    let [(alice, right), _] = USERS;
    let authority = Authority::new("ours");
    for (what, (certificate, key), logins) in [
        (
            "a good certificate",
            authority.pem_for("localhost", |_| ()),
            &[right, "wrong"][..],
        ),
        (
            "a certificate that is over",
            authority.pem_for("localhost", past),
            &[right],
        ),
        (
            "a certificate of later",
            authority.pem_for("localhost", later),
            &[right],
        ),
        (
            "a certificate of another name",
            authority.pem_for("registry.test", |_| ()),
            &[right],
        ),
    ] {
        let options = Options {
            has_users: true,
            tls: Some((&certificate, &key)),
        };
        let registry = DockerRegistry::start(options).await;
        let host = registry.host();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("ca.crt"), &authority.pem).unwrap();
        let trusted = Some(folder.path());
        for password in logins {
            let name = format!("{what}, {password}");
            compare(&[SetUp::new(name, &host, alice, password).checking(trusted)]).await;
        }
        let name = format!("{what}, of an authority that nobody knows");
        compare(&[SetUp::new(name, &host, alice, right).checking(None)]).await;
    }
}

/// A registry that sends for tokens, as its challenge says; they are given for this login.
fn token_registry(challenge: &'static str, refused: u16) -> impl Fn(Request) -> Response + Clone {
    move |request: Request| {
        let host = request.headers()["host"].to_str().unwrap().to_owned();
        let login = authorization(&request);
        match request.uri().path() {
            "/token" if login == basic("alice", "S3ntinel") => {
                axum::Json(serde_json::json!({ "token": "T0ken", "access_token": "T0ken" }))
                    .into_response()
            }
            "/token" => StatusCode::from_u16(refused).unwrap().into_response(),
            _ if login == "Bearer T0ken" => StatusCode::OK.into_response(),
            _ => {
                let challenge = challenge.replace("HOST", &host);
                (StatusCode::UNAUTHORIZED, [("www-authenticate", challenge)]).into_response()
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_tokens_are_asked_for_logins_are_judged_as_by_skopeo() {
    if !is_installed() {
        return;
    }
    for challenge in [
        r#"Bearer realm="http://HOST/token",service="r""#,
        r#"Bearer realm="http://HOST/token", service="r", scope="repository:a:pull""#,
        r#"bearer realm="http://HOST/token""#,
        r#"Bearer service="r",realm="http://HOST/token",error="invalid_token""#,
    ] {
        for refused in [401, 403] {
            let at = answering(token_registry(challenge, refused))
                .await
                .to_string();
            let name = |what: &str| format!("{what}, refused with {refused}: {challenge}");
            compare(&[
                SetUp::new(name("right"), &at, "alice", "S3ntinel"),
                SetUp::new(name("wrong"), &at, "alice", "wrong"),
            ])
            .await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_is_no_registry_nobody_gets_in_here_nor_with_skopeo() {
    if !is_installed() {
        return;
    }
    let nobody = format!("127.0.0.1:{}", free_port().await);
    compare(&[SetUp::new("nothing listens", &nobody, "alice", "S3ntinel")]).await;
    for (status, challenge) in [
        (404, ""),
        (401, ""),
        (401, "Digest realm=\"r\""),
        (403, ""),
        (500, ""),
        (503, ""),
    ] {
        let at = answering(move |_| {
            let status = StatusCode::from_u16(status).unwrap();
            match challenge {
                "" => status.into_response(),
                _ => (status, [("www-authenticate", challenge)]).into_response(),
            }
        })
        .await
        .to_string();
        let name = format!("{status} {challenge}");
        compare(&[SetUp::new(name, &at, "alice", "S3ntinel")]).await;
    }
}
