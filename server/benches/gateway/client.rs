//! Who asks: connections that send one request after the other.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How many connections there are at a time: as many as a few browsers have.
pub(crate) const CONNECTIONS: usize = 16;

/// Where is asked, and as whom.
#[derive(Clone)]
pub(crate) struct Requests {
    pub(crate) address: Arc<str>,
    /// A header for each session.
    sessions: Arc<[String]>,
}

impl Requests {
    /// To Platform itself.
    pub(crate) fn to_platform(address: &str) -> Self {
        Self {
            address: address.into(),
            sessions: ["authorization: Bearer token".to_owned()].into(),
        }
    }

    /// To the gateway, with the cookies of so many sessions.
    pub(crate) async fn with_sessions(gateway: &str, count: usize) -> Self {
        let mut connection = Connection::open(gateway).await;
        let mut sessions = Vec::new();
        for number in 0..count {
            let body = format!(r#"{{"accessToken":"token-{number}"}}"#);
            let request = format!(
                "POST /session HTTP/1.1\r\nhost: {gateway}\r\nx-wavepass: 1\r\ncontent-type: \
                 application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
            let answer = connection.ask(&request).await;
            assert_eq!(answer.status, 204);
            let cookie = answer.header("set-cookie").unwrap();
            let cookie = cookie.split(';').next().unwrap_or_default();
            sessions.push(format!("cookie: {cookie}"));
        }
        Self {
            address: gateway.into(),
            sessions: sessions.into(),
        }
    }

    /// The request of a session for a path of the API.
    pub(crate) fn get(&self, path: &str, session: usize) -> String {
        let header = &self.sessions[session % self.sessions.len()];
        format!(
            "GET /api{path} HTTP/1.1\r\nhost: {}\r\n{header}\r\n\r\n",
            self.address
        )
    }

    /// The session with which a connection begins: each with another one.
    pub(crate) fn first(&self, connection: usize) -> usize {
        connection * self.sessions.len() / CONNECTIONS
    }
}

/// A connection.
pub(crate) struct Connection {
    socket: TcpStream,
    buffer: Vec<u8>,
}

/// An answer, with the head as it came.
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let headers = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut of_name = headers.filter(|(other, _)| other.eq_ignore_ascii_case(name));
        of_name.next().map(|(_, value)| value)
    }
}

impl Connection {
    pub(crate) async fn open(address: &str) -> Self {
        let socket = TcpStream::connect(address).await.unwrap();
        socket.set_nodelay(true).unwrap();
        Self {
            socket,
            buffer: Vec::new(),
        }
    }

    /// Sends a request and reads the answer to its last byte.
    pub(crate) async fn ask(&mut self, request: &str) -> Answer {
        self.socket.write_all(request.as_bytes()).await.unwrap();
        self.buffer.clear();
        let mut head = None;
        loop {
            let read = self.socket.read_buf(&mut self.buffer).await.unwrap();
            assert!(read > 0, "the connection was closed");
            let (at, length) = match head {
                Some(head) => head,
                None => match self.head() {
                    Some(found) => *head.insert(found),
                    None => continue,
                },
            };
            if self.buffer.len() >= at + length {
                let head = String::from_utf8_lossy(&self.buffer[..at]).into_owned();
                return Answer {
                    status: head[9..12].parse().unwrap(),
                    head,
                };
            }
        }
    }

    /// Asks for the list of credentials, and nothing but the list will do.
    pub(crate) async fn list(&mut self, requests: &Requests, session: usize) {
        let answer = self.ask(&requests.get("/credentials", session)).await;
        assert_eq!(answer.status, 200);
        assert!(self.buffer.ends_with(b"}]}"));
    }

    /// Where the body of an answer begins, and how long it is.
    fn head(&self) -> Option<(usize, usize)> {
        let end = self
            .buffer
            .windows(4)
            .position(|four| four == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&self.buffer[..end]).unwrap();
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            let is_length = name.eq_ignore_ascii_case("content-length");
            is_length.then(|| value.parse().unwrap())
        });
        Some((end + 4, length.unwrap_or(0)))
    }
}

/// How many requests are answered in a second, over all connections.
pub(crate) async fn rate(requests: &Requests, span: Duration) -> f64 {
    let begin = Instant::now();
    let connections: Vec<_> = (0..CONNECTIONS)
        .map(|number| {
            let requests = requests.clone();
            tokio::spawn(async move {
                let mut connection = Connection::open(&requests.address).await;
                let mut count = 0;
                while begin.elapsed() < span {
                    let session = requests.first(number) + count as usize;
                    connection.list(&requests, session).await;
                    count += 1_u32;
                }
                count
            })
        })
        .collect();
    let mut count = 0;
    for connection in connections {
        count += connection.await.unwrap();
    }
    f64::from(count) / begin.elapsed().as_secs_f64()
}
