//! What comes over a server: slow and silent connections, garbage, a log that nobody reads, a kill.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpSocket, TcpStream};

use serde_json::Value;

use crate::registry;
use crate::running::{client, private_folder, start, token, wavepass};

async fn connect(from: Ipv4Addr, to: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((from, 0).into()).unwrap();
    let to: SocketAddr = to.parse().unwrap();
    socket.connect(to).await.unwrap()
}

/// How long a client waits for an answer: the middle one of many.
async fn wait(url: &str) -> Duration {
    let client = client();
    let mut took = Vec::new();
    for _ in 0..21 {
        let begun = Instant::now();
        assert_eq!(client.get(url).send().await.unwrap().status(), 200);
        took.push(begun.elapsed());
    }
    took.sort();
    took[took.len() / 2]
}

#[tokio::test]
async fn two_hundred_slow_connections_keep_nobody_waiting() {
    let data = private_folder();
    let running = start(data.path(), &[]);
    let mut slow = Vec::new();
    for _ in 0..200 {
        let mut socket = connect(Ipv4Addr::new(127, 0, 0, 2), &running.address).await;
        let begun = b"POST /session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n{";
        socket.write_all(begun).await.unwrap();
        slow.push(socket);
    }
    let waited = wait(&running.url("/api/service-info")).await;
    assert!(waited < Duration::from_millis(100), "{waited:?}");
}

#[tokio::test]
async fn garbage_is_refused_and_the_next_request_answered() {
    let data = private_folder();
    let running = start(data.path(), &[]);
    let until = Instant::now() + Duration::from_secs(1);
    let garbage: Vec<u8> = (0..=u8::MAX).cycle().skip(128).take(1 << 16).collect();
    while Instant::now() < until {
        let mut socket = connect(Ipv4Addr::new(127, 0, 0, 2), &running.address).await;
        // It may hang up before the end.
        let _ = socket.write_all(&garbage).await;
        let head = format!(
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: {}",
            "x".repeat(1 << 18)
        );
        let mut socket = connect(Ipv4Addr::new(127, 0, 0, 2), &running.address).await;
        let _ = socket.write_all(head.as_bytes()).await;
    }
    wait(&running.url("/api/service-info")).await;
}

#[test]
fn a_request_is_answered_when_the_log_can_not_be_written() {
    let data = private_folder();
    let mut child = wavepass()
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--log",
            "trace",
            "--data",
        ])
        .arg(data.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let line = stdout
        .lines()
        .map(Result::unwrap)
        .find(|line| line.contains("://"))
        .unwrap();
    let address = line.split("://").nth(1).unwrap().split('/').next().unwrap();
    // From now on each line fails.
    drop(child.stderr.take());
    for _ in 0..3 {
        let mut socket = std::net::TcpStream::connect(address).unwrap();
        socket
            .write_all(
                b"GET /api/service-info HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            )
            .unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// How often the server is killed: 500 take some minutes.
fn kills() -> usize {
    let said = std::env::var("WAVEPASS_TEST_KILLS").ok();
    said.and_then(|number| number.parse().ok()).unwrap_or(15)
}

#[tokio::test]
async fn a_write_that_was_acknowledged_is_there_after_the_server_was_killed() {
    let data = private_folder();
    let token = token(data.path(), "load");
    let client = client();
    let mut acknowledged = Vec::new();
    for round in 0..kills() {
        let running = start(data.path(), &[]);
        let url = running.url("/api/credentials");
        let (client, token) = (client.clone(), token.clone());
        let writer = tokio::spawn(async move {
            let mut done = Vec::new();
            for i in 0_u32.. {
                let name = format!("r{round}-{i}");
                let sent = client.post(&url).bearer_auth(&token).json(&registry(&name));
                match sent.send().await {
                    Ok(answer) if answer.status() == 200 => done.push(name),
                    _ => break,
                }
            }
            done
        });
        let time = 40 + 7 * u64::try_from(round % 20).unwrap();
        tokio::time::sleep(Duration::from_millis(time)).await;
        // SIGKILL.
        drop(running);
        acknowledged.extend(writer.await.unwrap());
    }
    assert!(acknowledged.len() > kills(), "something was written");
    let running = start(data.path(), &[]);
    let list = client
        .get(running.url("/api/credentials"))
        .bearer_auth(&token);
    let list: Value = list.send().await.unwrap().json().await.unwrap();
    let stored: std::collections::HashSet<_> = list["credentials"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    for name in &acknowledged {
        assert!(stored.contains(name.as_str()), "{name} is gone");
    }
}
