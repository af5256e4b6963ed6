//! The files in `deploy/`, each run by the program that it is for.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::json;

use crate::proxy::{Proxy, free_port, write_certificate};
use crate::running::{Running, private_folder, start};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../deploy")
        .join(name)
}

/// The file with other texts in it, each of which was there.
fn with(name: &str, changes: &[(&str, &str)]) -> String {
    let mut text = std::fs::read_to_string(file(name)).unwrap();
    for (there, instead) in changes {
        assert!(text.contains(there), "{name}: {there}");
        text = text.replace(there, instead);
    }
    text
}

/// A server that people reach through a proxy at this port, and the address that it listens on.
fn server(data: &Path, port: u16) -> (Running, String) {
    let url = format!("https://localhost:{port}");
    let mut running = start(data, &["--public-url", &url, "--trust-forwarded"]);
    let address = running.listens_on();
    (running, address)
}

/// Through the proxy: the app signs in, the files come as the server has compressed them, and what
/// a client says of its own address is not believed.
async fn can_be_used(client: &Client, port: u16, running: Running, address: &str) {
    let url = |path: &str| format!("https://localhost:{port}{path}");
    let deadline = Instant::now() + Duration::from_mins(1);
    while client.get(url("/healthz")).send().await.is_err() {
        assert!(Instant::now() < deadline, "the proxy does not answer");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let signed_in = client
        .post(url("/session"))
        .header("origin", format!("https://localhost:{port}"))
        .header("x-wavepass", "1")
        .header("x-forwarded-for", "203.0.113.9")
        .json(&json!({ "link": running.link }))
        .send()
        .await
        .unwrap();
    assert_eq!(signed_in.status(), 204);
    let cookie = signed_in.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("Secure"), "it travels with TLS only");
    assert!(
        signed_in
            .headers()
            .contains_key("strict-transport-security")
    );

    let page = client
        .get(url("/"))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    if let Some(script) = page.split(['"', '\'']).find(|part| {
        part.contains("wavepass-app-") && Path::new(part).extension().is_some_and(|it| it == "js")
    }) {
        let script = format!("/{}", script.trim_start_matches(['.', '/']));
        // A build for debugging has files that are not compressed.
        let mut encodings = Vec::new();
        for url in [format!("http://{address}{script}"), url(&script)] {
            let asked = client.get(url).header("accept-encoding", "br");
            let answer = asked.send().await.unwrap();
            encodings.push(answer.headers().get("content-encoding").cloned());
        }
        assert_eq!(encodings[0], encodings[1], "{script}");
    }
    let (_, log) = running.stop();
    assert!(log.contains("somebody signed in") && log.contains("127.0.0.1"));
    assert!(
        !log.contains("203.0.113.9"),
        "who forges an address is seen by its own"
    );
}

#[tokio::test]
async fn the_file_for_nginx_serves_the_app_with_tls() {
    let (data, folder) = (private_folder(), tempfile::tempdir().unwrap());
    let shown = folder.path().display().to_string();
    let authority = write_certificate(folder.path());
    let port = free_port();
    let (running, address) = server(data.path(), port);
    let site = with(
        "nginx.conf",
        &[
            ("127.0.0.1:8080", &address),
            ("listen 443", &format!("listen 127.0.0.1:{port}")),
            ("wavepass.example.com;", "localhost;"),
            ("/etc/ssl/wavepass.pem", &format!("{shown}/server.pem")),
            ("/etc/ssl/wavepass.key", &format!("{shown}/server.key")),
        ],
    );
    let _proxy = Proxy::nginx(folder.path(), &site);
    let client = Client::builder()
        .tls_certs_only([authority])
        .build()
        .unwrap();
    can_be_used(&client, port, running, &address).await;
}

#[tokio::test]
async fn the_file_for_caddy_serves_the_app_with_tls() {
    let (data, folder) = (private_folder(), tempfile::tempdir().unwrap());
    let shown = folder.path().display().to_string();
    let authority = write_certificate(folder.path());
    let port = free_port();
    let (running, address) = server(data.path(), port);
    let site = with(
        "Caddyfile",
        &[
            ("127.0.0.1:8080", &address),
            (
                "wavepass.example.com {",
                &format!(
                    "https://localhost:{port} {{\n\ttls {shown}/server.pem {shown}/server.key"
                ),
            ),
        ],
    );
    let config = format!("{{\n\tadmin off\n\tauto_https disable_redirects\n}}\n{site}");
    let path = folder.path().join("Caddyfile");
    std::fs::write(&path, config).unwrap();
    let _proxy = Proxy(
        Command::new("caddy")
            .args(["run", "--adapter", "caddyfile", "--config"])
            .arg(&path)
            .env("HOME", folder.path())
            .env("XDG_DATA_HOME", folder.path())
            .env("XDG_CONFIG_HOME", folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("caddy runs. To install it, type: sudo apt-get install caddy"),
    );
    let client = Client::builder()
        .tls_certs_only([authority])
        .build()
        .unwrap();
    can_be_used(&client, port, running, &address).await;
}

#[test]
fn the_unit_of_systemd_leaves_little_open() {
    let output = Command::new("systemd-analyze")
        // In tenths: what is above fails.
        .args(["security", "--offline=true", "--no-pager", "--threshold=20"])
        .arg(file("wavepass.service"))
        .output()
        .expect("systemd-analyze runs. To install it, type: sudo apt-get install systemd");
    let text = [output.stdout, output.stderr].concat();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&text)
    );
}
