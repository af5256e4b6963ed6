//! What whoever runs the server sees: the options, the log, the numbers, the end.

use std::time::Duration;

use serde_json::Value;

use crate::running::{client, private_folder, start, start_with, token, wavepass};

fn check(arguments: &[&str]) -> (bool, String) {
    let output = wavepass()
        .args(["serve", "--check"])
        .args(arguments)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

#[test]
fn check_says_what_would_be_done_and_does_nothing() {
    let folder = private_folder();
    let data = folder.path().join("data");
    let file = folder.path().join("wavepass.toml");
    std::fs::write(
        &file,
        "session-idle = '2h'\npublic-url = 'http://wavepass.test'\n",
    )
    .unwrap();
    let (data, file) = (data.to_str().unwrap(), file.to_str().unwrap());
    let (done, text) = check(&["--data", data, "--config", file]);
    assert!(done, "{text}");
    for part in [
        "data: from command line",
        &format!("session-idle: from {file}"),
        "Would listen on 127.0.0.1:8080",
        "Is a small Platform itself",
        "would be made in",
        "after 2h without a request",
        "Nobody can sign in at the public URL",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!std::path::Path::new(data).exists());
}

#[test]
fn check_asks_platform_and_finds_a_missing_api() {
    let folder = private_folder();
    let platform = start(folder.path(), &[]);
    let key = [
        "--key",
        "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
        "--platform",
    ];
    let with = |url: String| check(&[&key[..], &[url.as_str()]].concat());
    let (done, text) = with(platform.url("/api/"));
    assert!(done && text.contains("Platform answers: version"), "{text}");
    let (done, text) = with(platform.url(""));
    assert!(!done, "{text}");
    assert!(
        text.contains(&format!("{} is: give that URL", platform.url("/api"))),
        "{text}"
    );
    let (done, text) = with("http://127.0.0.1:9/api".to_owned());
    assert!(
        !done && text.contains("nothing listens at 127.0.0.1:9"),
        "{text}"
    );
    assert!(!text.contains(key[1]), "{text}");
}

#[tokio::test]
async fn a_log_line_has_the_id_of_its_answer_and_no_value_of_a_query() {
    let data = private_folder();
    let mut running = start_with(data.path(), &["--log-format", "json"], &[]);
    let answer = client()
        .get(running.url("/api/credentials/validate?name=S3ntinel"))
        .header("x-request-id", "not-ours")
        .send()
        .await
        .unwrap();
    let id = answer.headers()["x-request-id"]
        .to_str()
        .unwrap()
        .to_owned();
    assert_ne!(id, "not-ours", "no proxy is trusted");
    running.log.wait_for(&id);
    let (_, log) = running.stop();
    assert!(!log.contains("S3ntinel"), "{log}");
    let lines = log
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let line = lines
        .clone()
        .find(|line| line["message"] == "answered")
        .unwrap();
    assert_eq!(line["span"]["id"], *id);
    assert_eq!(line["span"]["route"], "/api/credentials/validate");
    assert_eq!(
        (&line["status"], &line["failure"]),
        (&401.into(), &"unauthorized".into())
    );
}

#[tokio::test]
async fn numbers_are_on_a_listener_of_their_own() {
    let data = private_folder();
    let mut running = start(data.path(), &["--metrics-listen", "127.0.0.1:0"]);
    running.log.wait_for("metrics address=");
    let log = running.log.so_far();
    let (_, after) = log.rsplit_once("metrics address=").unwrap();
    let address = after.split_whitespace().next().unwrap().to_owned();
    let token = token(data.path(), "mine");
    let client = client();
    for id in ["first", "second"] {
        let url = running.url(&format!("/api/credentials/{id}"));
        client.get(url).bearer_auth(&token).send().await.unwrap();
    }
    let get = async |path: &str| {
        let url = format!("http://{address}{path}");
        let answer = client.get(url).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let (status, text) = get("/metrics").await;
    assert_eq!(status, 200);
    for line in [
        r#"wavepass_requests_total{method="GET",route="/api/credentials/{id}",status="403"} 2"#,
        r#"wavepass_failures_total{failure="forbidden"} 2"#,
        r#"wavepass_request_duration_seconds_count{route="/api/credentials/{id}"} 2"#,
        "# EOF",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(!text.contains("first"), "{text}");
    assert_eq!(get("/readyz").await.0, 204);
    assert_eq!(get("/healthz").await.0, 204);
    assert_eq!(get("/api/service-info").await.0, 404);
    let there = client.get(running.url("/metrics")).send().await.unwrap();
    assert!(!there.text().await.unwrap().contains("wavepass_requests"));
}

#[tokio::test]
async fn a_request_under_way_is_answered_before_the_end() {
    let (behind, front) = (private_folder(), private_folder());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/api", listener.local_addr().unwrap());
    drop(behind);
    let gateway = start(front.path(), &["--platform", &url]);
    let request = tokio::spawn(client().get(gateway.url("/api/service-info")).send());
    let (socket, _) = listener.accept().await.unwrap();
    let stopped = tokio::task::spawn_blocking(move || gateway.stop());
    tokio::time::sleep(Duration::from_millis(500)).await;
    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 18\r\n\r\n{\"serviceInfo\":{}}";
    socket.writable().await.unwrap();
    assert_eq!(socket.try_write(answer).unwrap(), answer.len());
    assert_eq!(request.await.unwrap().unwrap().status(), 200);
    let (clean, log) = stopped.await.unwrap();
    assert!(clean && log.contains("stopping"), "{log}");
}

#[cfg(unix)]
#[test]
fn a_data_folder_or_a_key_that_is_open_to_others_is_refused_with_the_line_that_closes_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = private_folder();
    let data = folder.path().join("data");
    token(&data, "made");
    let refused = |closing: &str| {
        let path = data.to_str().unwrap();
        for arguments in [
            &["serve", "--listen", "127.0.0.1:0"][..],
            &["serve", "--check"],
            &["token", "create", "x"],
        ] {
            let output = wavepass()
                .args(arguments)
                .args(["--data", path])
                .output()
                .unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(!output.status.success(), "{arguments:?}");
            assert!(said.contains(closing), "{arguments:?}: {said}");
        }
    };
    let open = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    };
    open(&data, 0o755);
    refused(&format!("chmod 700 {}", data.display()));
    open(&data, 0o700);
    let key = data.join("secret.key");
    open(&key, 0o640);
    refused(&format!("chmod 600 {}", key.display()));
}
