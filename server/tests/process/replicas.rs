//! Two gateways with one key behind a real nginx, with TLS, below a path.

use std::path::Path;
use std::time::{Duration, Instant};

use reqwest::{Client, Response};
use serde_json::json;

use crate::proxy::{Proxy, free_port, write_certificate};
use crate::running::{Running, private_folder, start, start_with, token};

const KEY: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
const NEW_KEY: &str = "CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=";
const PREFIX: &str = "/tools/wavepass";

/// A running nginx, ended with the test.
struct Nginx {
    _proxy: Proxy,
    client: Client,
    port: u16,
}

impl Nginx {
    /// Hands what comes below the prefix to these servers in turn, and leaves the prefix on or
    /// takes it off.
    async fn start(folder: &Path, port: u16, servers: &[&Running], takes_prefix_off: bool) -> Self {
        let ca = write_certificate(folder);
        let servers = servers.iter();
        let servers: Vec<_> = servers
            .map(|server| format!("server {};", server.address))
            .collect();
        let servers = servers.concat();
        let slash = if takes_prefix_off { "/" } else { "" };
        let shown = folder.display();
        let site = format!(
            "upstream wavepass {{ {servers} }}
             server {{
               listen 127.0.0.1:{port} ssl;
               ssl_certificate {shown}/server.pem;
               ssl_certificate_key {shown}/server.key;
               location {PREFIX}/ {{
                 proxy_pass http://wavepass{slash};
                 proxy_set_header Host $http_host;
                 proxy_set_header X-Forwarded-For $remote_addr;
                 proxy_set_header X-Request-Id $request_id;
               }}
             }}"
        );
        let proxy = Proxy::nginx(folder, &site);
        let client = Client::builder().tls_certs_only([ca]).build().unwrap();
        let nginx = Self {
            _proxy: proxy,
            client,
            port,
        };
        let deadline = Instant::now() + Duration::from_mins(1);
        while nginx.get("/healthz", "").await.is_none() {
            assert!(Instant::now() < deadline, "nginx does not answer");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        nginx
    }

    fn url(&self, path: &str) -> String {
        format!("https://localhost:{}{PREFIX}{path}", self.port)
    }

    async fn get(&self, path: &str, cookie: &str) -> Option<Response> {
        let request = self.client.get(self.url(path)).header("cookie", cookie);
        request.send().await.ok()
    }

    async fn status(&self, path: &str, cookie: &str) -> u16 {
        self.get(path, cookie).await.unwrap().status().as_u16()
    }

    async fn change(&self, method: reqwest::Method, cookie: &str, body: &str) -> Response {
        self.client
            .request(method, self.url("/session"))
            .header("origin", format!("https://localhost:{}", self.port))
            .header("x-wavepass", "1")
            .header("cookie", cookie)
            .body(body.to_owned())
            .send()
            .await
            .unwrap()
    }
}

fn gateway(data: &Path, platform: &Running, port: u16, keys: &[(&str, &str)]) -> Running {
    let public = format!("https://localhost:{port}{PREFIX}");
    let platform = platform.url("/api/");
    let options = [
        "--platform",
        &platform,
        "--public-url",
        &public,
        "--trust-forwarded",
    ];
    let mut gateway = start_with(data, &options, keys);
    gateway.address = gateway.listens_on();
    gateway
}

fn cookies(answer: &Response) -> Vec<String> {
    let all = answer.headers().get_all("set-cookie").iter();
    all.map(|cookie| cookie.to_str().unwrap().to_owned())
        .collect()
}

fn pair(cookie: &str) -> String {
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn two_gateways_with_one_key_serve_one_session_below_a_path_with_tls() {
    let folder = || private_folder();
    let (behind, first, second, proxy) = (folder(), folder(), folder(), folder());
    let platform = start(behind.path(), &[]);
    let token = token(behind.path(), "mine");
    for takes_prefix_off in [false, true] {
        let port = free_port();
        let keys = [("WAVEPASS_KEY", KEY)];
        let one = gateway(first.path(), &platform, port, &keys);
        let two = gateway(second.path(), &platform, port, &keys);
        let nginx = Nginx::start(proxy.path(), port, &[&one, &two], takes_prefix_off).await;

        let body = json!({ "accessToken": token }).to_string();
        let answer = nginx.change(reqwest::Method::POST, "", &body).await;
        assert_eq!(answer.status(), 204);
        let cookie = cookies(&answer).remove(0);
        for attribute in [
            "Secure",
            "HttpOnly",
            "SameSite=Strict",
            "Path=/tools/wavepass",
        ] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        let cookie = pair(&cookie);
        for _ in 0..8 {
            assert_eq!(nginx.status("/api/user-info", &cookie).await, 200);
        }
        assert_eq!(nginx.status("/api/credentials/x/keys", &cookie).await, 404);
        let page = nginx
            .get("/credentials", "")
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        assert!(
            page.contains(r#"data-prefix="/tools/wavepass""#) || page.contains("without the app"),
            "{page}"
        );

        // One is stopped: the other goes on with the session.
        let (clean, log) = one.stop();
        assert!(clean, "{log}");
        let lines = log.lines().filter(|line| line.contains("answered"));
        assert!(lines.clone().count() >= 3, "both served: {log}");
        assert!(
            lines.clone().all(|line| line.contains("127.0.0.1")),
            "{log}"
        );
        assert!(!log.contains(&token) && !log.contains(&cookie), "{log}");
        for _ in 0..4 {
            assert_eq!(nginx.status("/api/user-info", &cookie).await, 200);
        }

        let out = nginx.change(reqwest::Method::DELETE, &cookie, "").await;
        let signed_out = pair(&cookies(&out)[1]);
        let late = format!("{cookie}; {signed_out}");
        tokio::time::sleep(Duration::from_secs(1)).await;
        let session: serde_json::Value = nginx
            .get("/session", &late)
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        assert_eq!(session["mode"], "gateway");
    }
}

#[tokio::test]
async fn a_session_outlives_a_change_of_the_key_while_the_previous_one_is_given() {
    let folder = || private_folder();
    let (behind, front, proxy) = (folder(), folder(), folder());
    let platform = start(behind.path(), &[]);
    let token = token(behind.path(), "mine");
    let port = free_port();
    let before = gateway(front.path(), &platform, port, &[("WAVEPASS_KEY", KEY)]);
    let nginx = Nginx::start(proxy.path(), port, &[&before], false).await;
    let body = json!({ "accessToken": token }).to_string();
    let answer = nginx.change(reqwest::Method::POST, "", &body).await;
    let old = pair(&cookies(&answer)[0]);
    drop((nginx, before));

    let both = [("WAVEPASS_KEY", NEW_KEY), ("WAVEPASS_PREVIOUS_KEY", KEY)];
    let during = gateway(front.path(), &platform, port, &both);
    let nginx = Nginx::start(proxy.path(), port, &[&during], false).await;
    let answer = nginx.get("/api/user-info", &old).await.unwrap();
    assert_eq!(answer.status(), 200);
    let new = pair(&cookies(&answer)[0]);
    drop((nginx, during));

    let after = gateway(front.path(), &platform, port, &[("WAVEPASS_KEY", NEW_KEY)]);
    let nginx = Nginx::start(proxy.path(), port, &[&after], false).await;
    assert_eq!(nginx.status("/api/user-info", &new).await, 200);
    assert_eq!(nginx.status("/api/user-info", &old).await, 401);
}
