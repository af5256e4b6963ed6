//! What was deleted or replaced leaves the files: a secret in its sealed form, a token in a config.
//!
//! SQLite overwrites it in the database itself, but keeps it in the write-ahead log until that is
//! emptied, which a reader who still looks at the old state keeps from happening. So emptying it is
//! tried again, in the background. Start at [`empty_log`].

use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{sleep, timeout};

use super::connections::{Connections, PATIENCE};
use crate::error::is_busy;

/// How long a reader who is in the way is waited for. Nobody can write meanwhile.
const PATIENCE_WITH_READERS: Duration = Duration::from_millis(20);

/// How long to wait before it is tried again: at first, and at most.
const PAUSES: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(30));

/// How often it is looked at without a reason: another process may have left something.
const EVERY: Duration = Duration::from_mins(1);

/// Empties the write-ahead log; false when it has to be tried again.
pub(super) fn empty_log(connection: &Connection) -> rusqlite::Result<bool> {
    connection.busy_timeout(PATIENCE_WITH_READERS)?;
    let emptied = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        row.get("busy").map(|busy: i64| busy == 0)
    });
    connection.busy_timeout(PATIENCE)?;
    emptied
}

/// Where to say that something is left in the log.
#[derive(Clone)]
pub(super) struct Eraser(Sender<()>);

impl Eraser {
    /// Starts what empties the log in the background, until the last of these is dropped.
    pub(super) fn start(writer: Connections, readers: Connections) -> Self {
        let (sender, left) = channel(1);
        tokio::spawn(erase(writer, readers, left));
        Self(sender)
    }

    /// Has the log emptied as soon as it can be.
    pub(super) fn try_again(&self) {
        // One that waits already does it for both.
        let _ = self.0.try_send(());
    }
}

/// Empties the log before the end, unless somebody else keeps it for longer than a moment. Another
/// process that has the database open, or the next one, does it then.
pub(super) async fn finish(writer: &Connections) {
    for _ in 0..20 {
        let emptied = writer.call(|connection| empty_log(connection));
        if !matches!(emptied.await, Ok(false)) {
            return;
        }
        sleep(PAUSES.0).await;
    }
}

async fn erase(writer: Connections, readers: Connections, mut left: Receiver<()>) {
    while !matches!(timeout(EVERY, left.recv()).await, Ok(None)) {
        let (mut pause, longest) = PAUSES;
        while !left.is_closed() {
            match try_to_erase(&writer, &readers).await {
                Ok(true) => break,
                Ok(false) => {}
                Err(tokio_rusqlite::Error::Error(error)) => {
                    tracing::debug!(%error, "the write-ahead log was not emptied");
                }
                Err(_) => return,
            }
            sleep(pause).await;
            pause = longest.min(pause * 2);
        }
    }
}

/// Our own questions are let end and held back for the moment, or they would be in the way one
/// after the other.
async fn try_to_erase(writer: &Connections, readers: &Connections) -> super::Result<bool> {
    let readers = readers.clone();
    let Some(pause) = readers.pause().await else {
        return Ok(false);
    };
    let emptied = writer.call_at_once(|connection| empty_log(connection));
    let emptied = emptied.await;
    drop(pause);
    match emptied {
        Err(tokio_rusqlite::Error::Error(error)) if is_busy(&error) => Ok(false),
        emptied => emptied,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Instant;

    use rusqlite::Connection;
    use serde_json::json;

    use crate::store::FILE_NAME;
    use crate::testing::{TestServer, registry};

    /// The only sealed secret.
    fn sealed(data: &Path) -> Vec<u8> {
        let database = Connection::open(data.join(FILE_NAME)).unwrap();
        let question = "SELECT sealed FROM credentials_secrets";
        database
            .query_row(question, [], |row| row.get("sealed"))
            .unwrap()
    }

    /// Whether one of the database's files holds the bytes.
    fn is_there(data: &Path, bytes: &[u8]) -> bool {
        // The log first: what leaves it is in the file already.
        ["-wal", ""].iter().any(|end| {
            let file = std::fs::read(data.join(format!("{FILE_NAME}{end}"))).unwrap_or_default();
            file.windows(bytes.len()).any(|part| part == bytes)
        })
    }

    /// Somebody who looks at the state of now, until it is dropped.
    fn reader(data: &Path) -> Connection {
        let reader = Connection::open(data.join(FILE_NAME)).unwrap();
        reader.execute_batch("BEGIN").unwrap();
        let count = "SELECT count(*) AS count FROM credentials_secrets";
        let seen: i64 = reader.query_row(count, [], |row| row.get("count")).unwrap();
        assert_eq!(seen, 1);
        reader
    }

    async fn assert_goes(data: &Path, bytes: &[u8]) {
        let begun = Instant::now();
        while is_there(data, bytes) {
            assert!(begun.elapsed().as_secs() < 30, "it is still there");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    async fn with_a_secret() -> (TestServer, String, Vec<u8>) {
        let server = TestServer::start().await;
        let added = server.post("/credentials", registry("acr")).await.json();
        let path = format!("/credentials/{}", added["credentialsId"].as_str().unwrap());
        let old = sealed(server.data.path());
        assert!(is_there(server.data.path(), &old));
        (server, path, old)
    }

    #[tokio::test]
    async fn a_secret_that_is_deleted_is_in_no_file_when_the_answer_comes() {
        let (server, path, old) = with_a_secret().await;
        assert_eq!(server.delete(&path).await.status, 204);
        assert!(!is_there(server.data.path(), &old));
    }

    #[tokio::test]
    async fn beside_a_reader_a_deleted_secret_goes_as_soon_as_the_reader_does() {
        let (server, path, old) = with_a_secret().await;
        let reader = reader(server.data.path());
        let asked = Instant::now();
        assert_eq!(server.delete(&path).await.status, 204);
        assert!(asked.elapsed().as_secs() < 2, "nobody waits for the reader");
        assert!(is_there(server.data.path(), &old), "the reader needs it");
        drop(reader);
        assert_goes(server.data.path(), &old).await;
    }

    #[tokio::test]
    async fn beside_a_reader_a_replaced_secret_goes_as_soon_as_the_reader_does() {
        let (server, path, old) = with_a_secret().await;
        let reader = reader(server.data.path());
        let mut body = registry("acr");
        body["credentials"]["keys"]["password"] = json!("another");
        assert_eq!(server.put(&path, body).await.status, 204);
        assert_ne!(sealed(server.data.path()), old);
        assert!(is_there(server.data.path(), &old), "the reader needs it");
        drop(reader);
        assert_goes(server.data.path(), &old).await;
    }

    #[tokio::test]
    async fn what_a_process_had_to_leave_goes_when_the_next_one_starts() {
        let (server, path, old) = with_a_secret().await;
        let reader = reader(server.data.path());
        server.delete(&path).await;
        server.embedded.clone().close().await.unwrap();
        let data = server.data;
        assert!(is_there(data.path(), &old), "the reader needs it");
        // A reader that ends like a process that is killed: nothing is tidied up.
        let kept = tempfile::tempdir().unwrap();
        for end in ["", "-wal"] {
            let name = format!("{FILE_NAME}{end}");
            std::fs::copy(data.path().join(&name), kept.path().join(&name)).unwrap();
        }
        std::fs::copy(
            data.path().join("secret.key"),
            kept.path().join("secret.key"),
        )
        .unwrap();
        drop(reader);
        assert!(is_there(kept.path(), &old));
        let server = TestServer::on(kept, "after").await;
        assert_goes(server.data.path(), &old).await;
    }
}
