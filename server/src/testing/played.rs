//! A small server on a real socket that answers with the bytes it is told, however odd: half an
//! answer, no HTTP at all, one that never ends.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// What is done with a connection after the request came in, one after the other; then it is
/// closed.
#[derive(Clone)]
pub(crate) enum Step {
    Send(Vec<u8>),
    Wait(Duration),
    /// Again and again, until nobody listens any more.
    Repeat(Vec<u8>),
}

/// A server that plays its part until the test is over.
pub(crate) struct Played {
    address: std::net::SocketAddr,
    scheme: &'static str,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Played {
    /// Answers each request with the next of these, and the last one for ever.
    pub(crate) async fn steps(answers: Vec<Vec<Step>>) -> Self {
        Self::start(answers, None).await
    }

    /// Answers every request with these bytes.
    pub(crate) async fn bytes(answer: impl Into<Vec<u8>>) -> Self {
        Self::steps(vec![vec![Step::Send(answer.into())]]).await
    }

    /// Answers every request with a status, headers that each end their line, and a body.
    pub(crate) async fn answer(status: &str, headers: &str, body: &str) -> Self {
        Self::bytes(http(status, headers, body)).await
    }

    /// The same over TLS.
    pub(crate) async fn with_tls(answer: Vec<u8>, tls: TlsAcceptor) -> Self {
        Self::start(vec![vec![Step::Send(answer)]], Some(tls)).await
    }

    async fn start(answers: Vec<Vec<Step>>, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let requests = Arc::new(Mutex::new(Vec::new()));
        let played = Self {
            address,
            scheme,
            requests: Arc::clone(&requests),
        };
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (answers, tls) = (answers.clone(), tls.clone());
                let requests = Arc::clone(&requests);
                tokio::spawn(async move {
                    match tls {
                        None => play(socket, &answers, &requests).await,
                        Some(tls) => {
                            match tls.accept(socket).into_fallible().await {
                                Ok(socket) => play(socket, &answers, &requests).await,
                                // Closed with something unread, it would take back what the
                                // client was told.
                                Err((_, mut socket)) => {
                                    let _ = socket.shutdown().await;
                                    let mut sink = tokio::io::sink();
                                    let _ = tokio::io::copy(&mut socket, &mut sink).await;
                                }
                            }
                        }
                    }
                });
            }
        });
        played
    }

    /// The base URL of its API.
    pub(crate) fn url(&self) -> String {
        format!("{}://localhost:{}/api", self.scheme, self.address.port())
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// The requests that came in, as they were sent.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

/// An answer in HTTP.
pub(crate) fn http(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n{headers}\r\n{body}").into_bytes()
}

async fn play(
    mut socket: impl AsyncRead + AsyncWrite + Unpin,
    answers: &[Vec<Step>],
    requests: &Mutex<Vec<String>>,
) {
    let Some(request) = read(&mut socket).await else {
        return;
    };
    let number = {
        let mut requests = requests.lock().unwrap();
        requests.push(request);
        requests.len()
    };
    for step in &answers[(number - 1).min(answers.len() - 1)] {
        match step {
            Step::Send(bytes) => {
                let _ = socket.write_all(bytes).await;
            }
            Step::Wait(duration) => tokio::time::sleep(*duration).await,
            Step::Repeat(bytes) => while socket.write_all(bytes).await.is_ok() {},
        }
    }
    let _ = socket.shutdown().await;
}

/// A request, head and body.
async fn read(socket: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                let is_length = name.eq_ignore_ascii_case("content-length");
                is_length.then(|| value.trim().parse().unwrap_or(0))
            });
            if body.len() >= length.unwrap_or(0) {
                return Some(text);
            }
        }
        let mut chunk = [0; 4096];
        let read = socket
            .read(&mut chunk)
            .await
            .ok()
            .filter(|read| *read > 0)?;
        bytes.extend_from_slice(&chunk[..read]);
    }
}
