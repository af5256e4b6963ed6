//! What the gateway costs: the time that it adds to Platform's, how many requests it takes, and
//! whether its memory stays as it is. Run by `cargo xtask bench`; fails when a limit is missed.
//!
//! Platform is a small server in this process that answers at once, so that client, gateway and
//! Platform share the processors.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program for a terminal, which may fail loudly"
)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

/// How much later an answer comes through the gateway, of a hundred the slowest but one.
const MOST_ADDED: Duration = Duration::from_millis(3);

/// Requests a second, on two processors.
const LEAST_RATE: f64 = 3_000.0;

/// How much the memory may grow while requests are answered, in bytes.
const MOST_GROWTH: u64 = 8 * 1024 * 1024;

/// So many that none is held up: each has ten requests a second.
const TOKENS: usize = 4_000;

/// The gateway, ended with this program.
struct Gateway {
    child: Child,
    address: String,
    _data: tempfile::TempDir,
}

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn main() -> ExitCode {
    let runtime = Runtime::new().unwrap();
    let platform = runtime.block_on(platform());
    let gateway = Gateway::start(&platform);

    let direct = runtime.block_on(slowest_of_100(&platform, "/api"));
    let through = runtime.block_on(slowest_of_100(&gateway.address, "/api"));
    let added = through.saturating_sub(direct);
    let warm = runtime.block_on(rate(&gateway.address, Duration::from_secs(2)));
    let before = gateway.memory();
    let rate = runtime
        .block_on(rate(&gateway.address, Duration::from_secs(6)))
        .max(warm);
    let growth = gateway.memory().saturating_sub(before);

    println!(
        "{:>8.2} ms of {:.0} added by the gateway, the slowest of 100 ({:.2} ms without, {:.2} with)",
        milliseconds(added),
        milliseconds(MOST_ADDED),
        milliseconds(direct),
        milliseconds(through)
    );
    println!("{rate:>8.0} requests a second, at least {LEAST_RATE:.0}");
    println!(
        "{:>8.1} MB of {:.0} more memory after them",
        megabytes(growth),
        megabytes(MOST_GROWTH)
    );
    if added <= MOST_ADDED && rate >= LEAST_RATE && growth <= MOST_GROWTH {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "it is shown with one digit")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1024.0 / 1024.0
}

impl Gateway {
    fn start(platform: &str) -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_wavepass"))
            .args(["serve", "--log", "warn", "--listen", "127.0.0.1:0"])
            .args(["--platform", &format!("http://{platform}/api"), "--data"])
            .arg(data.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .map(Result::unwrap)
            .find_map(|line| {
                line.split_once("http://")
                    .map(|(_, after)| after.to_owned())
            })
            .unwrap();
        Self {
            child,
            address,
            _data: data,
        }
    }

    /// The memory that it uses; 0 where the system does not tell.
    fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next());
        kilobytes.map_or(0, |number| number.parse::<u64>().unwrap_or(0) * 1024)
    }
}

/// A Platform with ten credentials.
async fn platform() -> String {
    let row = r#"{"id":"1S7A9csbEQOsudkVFRLckq","name":"a-registry","description":null,"provider":"container-reg","keys":{"userName":"me","password":null,"registry":"quay.io","discriminator":"container-reg"},"dateCreated":"2026-11-24T10:53:41Z","lastUpdated":"2026-11-24T10:53:41Z","lastUsed":null}"#;
    let body = format!(r#"{{"credentials":[{}]}}"#, [row; 10].join(","));
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let _ = socket.set_nodelay(true);
            let answer = answer.clone();
            tokio::spawn(async move {
                let mut request = Vec::new();
                let mut chunk = [0; 4096];
                while let Ok(read @ 1..) = socket.read(&mut chunk).await {
                    request.extend_from_slice(&chunk[..read]);
                    if request.ends_with(b"\r\n\r\n") {
                        request.clear();
                        if socket.write_all(answer.as_bytes()).await.is_err() {
                            return;
                        }
                    }
                }
            });
        }
    });
    address
}

/// A connection that asks for the list again and again.
struct Client {
    socket: TcpStream,
    requests: Vec<String>,
    next: usize,
    buffer: Vec<u8>,
}

impl Client {
    async fn connect(address: &str, path: &str, first: usize) -> Self {
        let socket = TcpStream::connect(address).await.unwrap();
        socket.set_nodelay(true).unwrap();
        let request = |token: usize| {
            format!(
                "GET {path}/credentials HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer \
                 token-{token}\r\n\r\n"
            )
        };
        Self {
            socket,
            requests: (0..TOKENS).map(request).collect(),
            next: first % TOKENS,
            buffer: vec![0; 16 * 1024],
        }
    }

    async fn ask(&mut self) {
        let request = self.requests[self.next].as_bytes();
        self.next = (self.next + 1) % TOKENS;
        self.socket.write_all(request).await.unwrap();
        let mut filled = 0;
        loop {
            let read = self.socket.read(&mut self.buffer[filled..]).await.unwrap();
            assert!(read > 0, "the connection was closed");
            filled += read;
            let answer = &self.buffer[..filled];
            assert!(
                answer.starts_with(b"HTTP/1.1 200"),
                "{}",
                String::from_utf8_lossy(answer)
            );
            if answer.ends_with(b"}]}") {
                return;
            }
        }
    }
}

/// Of a hundred answers the time of the slowest but one: the least of five rounds, because what
/// else the machine does only ever adds.
async fn slowest_of_100(address: &str, path: &str) -> Duration {
    let mut client = Client::connect(address, path, 0).await;
    for _ in 0..200 {
        client.ask().await;
    }
    let mut rounds = Vec::new();
    for _ in 0..5 {
        let mut times = Vec::new();
        for _ in 0..1_000 {
            let begin = Instant::now();
            client.ask().await;
            times.push(begin.elapsed());
        }
        times.sort_unstable();
        rounds.push(times[times.len() * 99 / 100]);
    }
    rounds.into_iter().min().unwrap()
}

/// How many requests are answered in a second, over 16 connections.
async fn rate(address: &str, span: Duration) -> f64 {
    let begin = Instant::now();
    let clients: Vec<_> = (0..16)
        .map(|number| {
            let address = address.to_owned();
            tokio::spawn(async move {
                let mut client = Client::connect(&address, "/api", number * TOKENS / 16).await;
                let mut count = 0_u32;
                while begin.elapsed() < span {
                    client.ask().await;
                    count += 1;
                }
                count
            })
        })
        .collect();
    let mut count = 0;
    for client in clients {
        count += client.await.unwrap();
    }
    f64::from(count) / begin.elapsed().as_secs_f64()
}
