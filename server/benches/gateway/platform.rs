//! A Platform that answers at once: with ten credentials, and what else the gateway may meet.

use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The path that is answered with a megabyte.
pub(crate) const LONG: &str = "/pipelines";

/// The path that fails.
pub(crate) const FAILING: &str = "/compute-envs";

/// The path whose answer stops in the middle.
pub(crate) const HALF: &str = "/orgs";

/// What is answered to which path.
struct Answers {
    list: Vec<u8>,
    long: Vec<u8>,
    user: Vec<u8>,
    failure: Vec<u8>,
}

/// Starts it and gives its address and port.
pub(crate) async fn start() -> String {
    let row = r#"{"id":"1S7A9csbEQOsudkVFRLckq","name":"a-registry","description":null,"provider":"container-reg","keys":{"userName":"me","password":null,"registry":"quay.io","discriminator":"container-reg"},"dateCreated":"2026-11-24T10:53:41Z","lastUpdated":"2026-11-24T10:53:41Z","lastUsed":null}"#;
    let list = |rows: usize| format!(r#"{{"credentials":[{}]}}"#, vec![row; rows].join(","));
    let answers = Arc::new(Answers {
        list: http("200 OK", &list(10)),
        long: http("200 OK", &list(4_000)),
        user: http("200 OK", r#"{"user":{"id":1,"userName":"me"}}"#),
        failure: http(
            "500 Internal Server Error",
            r#"{"message":"Unexpected error"}"#,
        ),
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let _ = socket.set_nodelay(true);
            tokio::spawn(serve(socket, Arc::clone(&answers)));
        }
    });
    address
}

/// Answers the requests of a connection, none of which has a body.
async fn serve(mut socket: TcpStream, answers: Arc<Answers>) {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    while let Ok(read @ 1..) = socket.read(&mut chunk).await {
        request.extend_from_slice(&chunk[..read]);
        if !request.ends_with(b"\r\n\r\n") {
            continue;
        }
        let is_of = |path: &str| request.starts_with(format!("GET /api{path} ").as_bytes());
        let answer = if is_of(LONG) {
            &answers.long
        } else if is_of("/user-info") {
            &answers.user
        } else if is_of(FAILING) {
            &answers.failure
        } else if is_of(HALF) {
            let _ = socket
                .write_all(&answers.list[..answers.list.len() / 2])
                .await;
            return;
        } else {
            &answers.list
        };
        if socket.write_all(answer).await.is_err() {
            return;
        }
        request.clear();
    }
}

fn http(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n\
         {body}"
    )
    .into_bytes()
}
