//! The real program over a real socket: start, link, stop, and the gateway in front of it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail loudly"
)]

mod attacked;
mod backups;
#[cfg(target_os = "linux")]
mod deployment;
mod key_rotation;
mod operation;
mod people;
mod proxy;
mod pulls;
mod registry;
mod replicas;
mod running;
mod upgrade;

use serde_json::{Value, json};
use tokio::sync::mpsc::unbounded_channel;
use wavepass_core::platform::pipelines::{DescribeLaunch, DescribePipeline};
use wavepass_core::platform::{Scope, paths};

use running::{client, private_folder, start, start_with, token, wavepass};

const PERSONAL: Scope = Scope::Personal;

fn registry(name: &str) -> serde_json::Value {
    json!({ "credentials": { "name": name, "provider": "container-reg",
        "keys": { "userName": "me", "password": "S3ntinel!", "registry": "quay.io" } } })
}

#[tokio::test]
async fn a_confirmed_write_survives_the_signal_to_stop() {
    let data = private_folder();
    let running = start(data.path(), &[]);
    let token = token(data.path(), "load");
    let (client, url) = (client(), running.url("/api/credentials"));
    let (sender, mut confirmations) = unbounded_channel();
    for writer in 0..4 {
        let (client, url, token) = (client.clone(), url.clone(), token.clone());
        let sender = sender.clone();
        tokio::spawn(async move {
            for i in 0_u32.. {
                let name = format!("w{writer}-{i}");
                let sent = client.post(&url).bearer_auth(&token).json(&registry(&name));
                match sent.send().await {
                    Ok(answer) if answer.status() == 200 => sender.send(name).unwrap(),
                    _ => break,
                }
            }
        });
    }
    drop(sender);
    let mut confirmed = Vec::new();
    while confirmed.len() < 40 {
        confirmed.push(confirmations.recv().await.expect("the load runs"));
    }
    let (clean, log) = tokio::task::spawn_blocking(|| running.stop())
        .await
        .unwrap();
    assert!(clean, "{log}");
    while let Some(name) = confirmations.recv().await {
        confirmed.push(name);
    }

    let running = start(data.path(), &[]);
    let answer = client
        .get(running.url("/api/credentials"))
        .bearer_auth(&token);
    let list: serde_json::Value = answer.send().await.unwrap().json().await.unwrap();
    let stored: std::collections::HashSet<_> = list["credentials"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    for name in &confirmed {
        assert!(
            stored.contains(name.as_str()),
            "{name} was confirmed and is gone"
        );
    }
}

#[tokio::test]
async fn neither_secret_nor_token_nor_link_reaches_the_log() {
    let data = private_folder();
    let running = start(data.path(), &[]);
    let link = running.link.clone().expect("a sign-in link");
    let token = token(data.path(), "quiet");
    let client = client();
    let session = client
        .post(running.url("/session"))
        .header("x-wavepass", "1")
        .json(&json!({ "link": link }))
        .send()
        .await
        .unwrap();
    assert_eq!(session.status(), 204);
    let cookie = session.headers()["set-cookie"].to_str().unwrap().to_owned();
    let cookie = cookie.split(';').next().unwrap();
    for body in [registry("acr"), registry("not a name"), json!("S3ntinel!")] {
        let sent = client
            .post(running.url("/api/credentials"))
            .header("x-wavepass", "1");
        sent.header("cookie", cookie)
            .json(&body)
            .send()
            .await
            .unwrap();
    }
    client
        .get(running.url("/api/credentials"))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();

    let (_, log) = running.stop();
    assert!(
        log.contains("/api/credentials"),
        "requests are logged at this level"
    );
    for secret in ["S3ntinel!", &link, &token, cookie] {
        assert!(!log.contains(secret), "{log}");
    }
}

#[tokio::test]
async fn the_gateway_passes_on_what_the_app_needs_and_nothing_else() {
    let (behind, front) = (private_folder(), private_folder());
    let platform = start(behind.path(), &[]);
    let gateway = start(front.path(), &["--platform", &platform.url("/api/")]);
    assert!(gateway.link.is_none(), "a gateway has no sign-in link");
    let token = token(behind.path(), "mine");
    let client = client();

    let session: serde_json::Value = client
        .get(gateway.url("/session"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(session["mode"], "gateway");
    assert_eq!(session["platform"], platform.url("/api"));

    for (token, status) in [("wrong", 401), (token.as_str(), 204)] {
        let answer = client
            .post(gateway.url("/session"))
            .header("x-wavepass", "1")
            .json(&json!({ "accessToken": token }))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), status);
        if status != 204 {
            continue;
        }
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let created = client
            .post(gateway.url("/api/credentials"))
            .header("x-wavepass", "1")
            .header("cookie", &cookie)
            .json(&registry("through"))
            .send()
            .await
            .unwrap();
        assert_eq!(created.status(), 200);
        let created: serde_json::Value = created.json().await.unwrap();
        let id = created["credentialsId"].as_str().unwrap();
        let get = async |path: &str| {
            let sent = client.get(gateway.url(path)).header("cookie", &cookie);
            sent.send().await.unwrap()
        };
        let list = get("/api/credentials").await.text().await.unwrap();
        assert!(list.contains("through") && !list.contains("S3ntinel!"));
        assert_eq!(
            get("/api/credentials/validate?name=through").await.status(),
            409
        );
        for closed in [
            &format!("/api/credentials/{id}/keys") as &str,
            "/api/tokens",
        ] {
            assert_eq!(get(closed).await.status(), 404, "{closed}");
        }
    }
    drop(platform);
    let down = client
        .get(gateway.url("/api/service-info"))
        .send()
        .await
        .unwrap();
    assert_eq!(down.status(), 502);
    assert!(down.text().await.unwrap().contains("could not be reached"));
}

#[tokio::test]
async fn a_config_is_changed_through_the_gateway_and_reaches_no_log() {
    let (behind, front) = (private_folder(), private_folder());
    let platform = start(behind.path(), &[]);
    let gateway = start(front.path(), &["--platform", &platform.url("/api")]);
    let token = token(behind.path(), "mine");
    let client = client();
    let send = async |method: &str, url: String, body: Option<&Value>| {
        let method = method.parse().unwrap();
        let mut request = client.request(method, url).bearer_auth(&token);
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    };
    let env = json!({ "computeEnv": { "name": "batch", "platform": "aws-batch",
        "config": { "region": "eu-west-1", "waveEnabled": true } } });
    let (status, made) = send("POST", platform.url("/api/compute-envs"), Some(&env)).await;
    assert_eq!(status, 200, "{made}");
    let config = "tower.accessToken = 'S3ntinel!'\n";
    let new = json!({ "name": "rna", "description": "weekly", "launch": {
        "computeEnvId": made["computeEnvId"], "pipeline": "https://git.acme.org/rna",
        "preRunScript": "export TOKEN=S3ntinel!", "stubRun": true, "configText": config } });
    let (_, made) = send("POST", platform.url("/api/pipelines"), Some(&new)).await;
    let id = made["pipeline"]["pipelineId"].as_i64().unwrap();

    // What the app does, with what core says of paths and bodies.
    let url = |path: String| gateway.url(&format!("/api{path}"));
    let (_, list) = send("GET", url(paths::pipelines_from(PERSONAL, "", 0)), None).await;
    assert_eq!(list["pipelines"][0]["name"], "rna");
    let (_, envs) = send("GET", url(paths::compute_envs(PERSONAL)), None).await;
    assert_eq!(envs["computeEnvs"][0]["waveEnabled"], true);
    let (_, described) = send("GET", url(paths::pipeline_with_labels(PERSONAL, id)), None).await;
    let described = DescribePipeline::read(&described).unwrap();
    let (_, before) = send("GET", url(paths::pipeline_launch(PERSONAL, id)), None).await;
    let launch = DescribeLaunch::read(&before.to_string()).unwrap();
    assert_eq!(launch.config_text(), config);
    let body = described.with_config_text(&launch, "wave.enabled = true\n");
    let (status, answer) = send("PUT", url(paths::pipeline(PERSONAL, id)), Some(&body)).await;
    assert_eq!(
        (status, &answer["pipeline"]["description"]),
        (200, &json!("weekly"))
    );
    let (_, mut after) = send("GET", url(paths::pipeline_launch(PERSONAL, id)), None).await;
    assert_eq!(after["launch"]["configText"], "wave.enabled = true\n");
    after["launch"]["configText"] = config.into();
    after["launch"]["lastUpdated"] = before["launch"]["lastUpdated"].clone();
    assert_eq!(after, before, "and nothing else");

    for (method, path, status) in [
        ("POST", "/pipelines".to_owned(), 405),
        ("DELETE", format!("/pipelines/{id}"), 405),
        ("GET", format!("/pipelines/{id}/schema"), 404),
        ("POST", "/workflow/launch".to_owned(), 404),
        ("PUT", "/pipelines/1".to_owned(), 403),
        ("GET", "/pipelines?max=1000".to_owned(), 400),
    ] {
        let (got, _) = send(method, url(path.clone()), Some(&body)).await;
        assert_eq!(got, status, "{method} {path}");
    }
    for (who, running) in [("gateway", gateway), ("platform", platform)] {
        let (_, log) = running.stop();
        assert!(log.contains("/api/pipelines"), "{who} logs requests");
        assert!(!log.contains("S3ntinel!"), "{who}: {log}");
        assert!(!log.contains(&token), "{who}: {log}");
    }
}

#[cfg(unix)]
#[test]
fn a_browser_that_does_not_open_does_not_bring_the_link_into_the_log() {
    use std::os::unix::fs::PermissionsExt;
    let data = private_folder();
    let bin = private_folder();
    for name in [
        "xdg-open",
        "gio",
        "gnome-open",
        "kde-open",
        "wslview",
        "open",
    ] {
        let path = bin.path().join(name);
        std::fs::write(&path, "#!/bin/sh\nexit 3\n").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!(
        "{}:{}",
        bin.path().display(),
        std::env::var("PATH").unwrap()
    );
    let mut running = start_with(data.path(), &["--open"], &[("PATH", &path)]);
    let link = running.link.clone().unwrap();
    running.log.wait_for("could not be opened");
    let (_, log) = running.stop();
    assert!(!log.contains(&link), "{log}");
}

#[test]
fn mistakes_on_the_command_line_are_named_with_the_way_out() {
    let data = private_folder();
    let path = data.path().to_str().unwrap();
    for (arguments, expected) in [
        (vec!["serve", "--listen", "nowhere"], "--listen"),
        (
            vec![
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--data",
                path,
                "--key",
                "c2hvcnQ=",
            ],
            "head -c 32",
        ),
        (
            vec![
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--data",
                path,
                "--platform",
                "host",
            ],
            "--platform",
        ),
        (
            vec!["token", "create", "", "--data", path],
            "1 to 50 characters",
        ),
        (vec!["serve", "--data", "/dev/null/x"], "data folder"),
    ] {
        let output = wavepass().args(&arguments).output().unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains(expected), "{arguments:?}: {stderr}");
        assert!(!stderr.contains("c2hvcnQ="), "{stderr}");
    }
}

#[test]
fn another_key_is_told_at_the_start() {
    let data = private_folder();
    token(data.path(), "first");
    let other = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
    let output = wavepass()
        .args(["token", "create", "second", "--key", other, "--data"])
        .arg(data.path())
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(stderr.contains("another encryption key"), "{stderr}");
}
