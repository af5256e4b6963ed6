//! Who wants to keep others out: slow and silent connections, garbage, a log that nobody reads.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpSocket, TcpStream};

use crate::running::{client, start, wavepass};

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
    let data = tempfile::tempdir().unwrap();
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
    let data = tempfile::tempdir().unwrap();
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
    let data = tempfile::tempdir().unwrap();
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
