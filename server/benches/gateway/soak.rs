//! Whether memory stays as it is while requests of every kind come in for long: answers of a
//! megabyte, failures, answers that stop in the middle, connections that begin and end, tokens
//! that come once and never again.

use std::time::{Duration, Instant};

use crate::client::{CONNECTIONS, Connection, Requests};
use crate::gateway::Gateway;
use crate::platform;

/// What came of it.
pub(crate) struct Told {
    /// The most memory in the second third of the time, in bytes. The first is for what a server
    /// takes when it is asked for the first time.
    pub(crate) before: u64,
    /// The most in the last third.
    pub(crate) after: u64,
    pub(crate) requests: usize,
}

pub(crate) async fn run(gateway: &Gateway, requests: &Requests, span: Duration) -> Told {
    let third = span / 3;
    let mut count = 0;
    let mut most = [0; 3];
    for most in &mut most {
        let requests = requests.clone();
        let asking = tokio::spawn(async move { all_kinds(&requests, third, count).await });
        while !asking.is_finished() {
            *most = gateway.memory().max(*most);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        count += asking.await.unwrap();
    }
    let [_, before, after] = most;
    Told {
        before,
        after,
        requests: count,
    }
}

async fn all_kinds(requests: &Requests, span: Duration, earlier: usize) -> usize {
    let begin = Instant::now();
    let connections: Vec<_> = (0..CONNECTIONS)
        .map(|number| {
            let requests = requests.clone();
            tokio::spawn(async move {
                let mut connection = Connection::open(&requests.address).await;
                let mut count = 0;
                while begin.elapsed() < span {
                    let session = requests.first(number) + count;
                    let path = match count % 100 {
                        20 => Some((platform::LONG, 200)),
                        40 => Some((platform::FAILING, 500)),
                        60 => Some((platform::HALF, 502)),
                        _ => None,
                    };
                    if count % 100 == 80 {
                        connection = Connection::open(&requests.address).await;
                    }
                    if let Some((path, status)) = path {
                        expect(&mut connection, &requests.get(path, session), status).await;
                    } else if count % 10 == 5 {
                        let token = format!("{number}-{}", earlier + count);
                        let request = format!(
                            "GET /api/credentials HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer \
                             once-{token}\r\n\r\n",
                            requests.address
                        );
                        expect(&mut connection, &request, 200).await;
                    } else {
                        connection.list(&requests, session).await;
                    }
                    count += 1;
                }
                count
            })
        })
        .collect();
    let mut count = 0;
    for connection in connections {
        count += connection.await.unwrap();
    }
    count
}

async fn expect(connection: &mut Connection, request: &str, status: u16) {
    assert_eq!(connection.ask(request).await.status, status, "{request}");
}
