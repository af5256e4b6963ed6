//! What requests are told while the database is locked.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use rusqlite::Connection;

use super::{FILE_NAME, SaveError};
use crate::testing::{Answer, TestServer, compute_env, pipeline, registry};

/// Another process that is writing.
fn lock(server: &TestServer) -> Connection {
    let other = Connection::open(server.data.path().join(FILE_NAME)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    other
}

fn assert_busy(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{answer:?}");
    assert_eq!(answer.headers["retry-after"], "1");
    assert_eq!(answer.headers["x-wavepass-failure"], "limited");
    assert!(answer.message().contains("busy"), "{answer:?}");
}

#[tokio::test]
async fn a_locked_database_is_said_to_be_busy_whatever_was_asked_for() {
    let server = TestServer::start().await;
    server.post("/credentials", registry("there")).await;
    let lock = lock(&server);
    let answers = tokio::join!(
        server.post("/credentials", registry("acr")),
        server.post("/compute-envs", compute_env("batch")),
        server.post("/pipelines", pipeline("rna")),
        server.post("/tokens", serde_json::json!({ "name": "laptop" })),
        server.delete("/credentials/none"),
    );
    for answer in [answers.0, answers.1, answers.2, answers.3, answers.4] {
        assert_busy(&answer);
    }
    drop(lock);
    let stored = server.post("/credentials", registry("acr")).await;
    assert_eq!(stored.status, 200, "and nothing was done: {stored:?}");
}

#[tokio::test]
async fn questions_are_answered_while_somebody_else_writes() {
    let server = TestServer::start().await;
    server.post("/credentials", registry("there")).await;
    // A token that was not used for long: its last use would be written.
    let forget = |connection: &mut Connection| {
        connection.execute("UPDATE tokens SET last_used = 0", [])?;
        Ok::<_, rusqlite::Error>(())
    };
    server.embedded.store.write(forget).await.unwrap();
    let _lock = lock(&server);
    let asked = Instant::now();
    let listed = server.get("/credentials").await;
    assert_eq!(listed.json()["credentials"][0]["name"], "there");
    assert!(asked.elapsed() < Duration::from_secs(2), "{asked:?}");
}

#[tokio::test]
async fn a_long_write_keeps_no_question_waiting() {
    let server = TestServer::start().await;
    let store = server.embedded.store.clone();
    let (started, is_started) = tokio::sync::oneshot::channel();
    let (release, released) = std::sync::mpsc::channel::<()>();
    let long = tokio::spawn(async move {
        let long = store.write(move |connection| {
            let transaction = connection.transaction()?;
            transaction.execute("UPDATE users SET created = created", [])?;
            let _ = started.send(());
            let _ = released.recv();
            transaction.commit()?;
            Ok::<_, rusqlite::Error>(())
        });
        long.await
    });
    is_started.await.unwrap();
    let asked = Instant::now();
    for _ in 0..8 {
        assert_eq!(server.get("/credentials").await.status, 200);
    }
    assert!(asked.elapsed() < Duration::from_secs(2), "{asked:?}");
    // Another write does not wait for ever.
    assert_busy(&server.post("/credentials", registry("acr")).await);
    release.send(()).unwrap();
    long.await.unwrap().unwrap();
    let stored = server.post("/credentials", registry("acr")).await;
    assert_eq!(stored.status, 200, "{stored:?}");
}

#[tokio::test]
async fn those_that_read_cannot_write() {
    let server = TestServer::start().await;
    let tried = server.embedded.store.read(|connection| {
        connection.execute("DELETE FROM tokens", [])?;
        Ok::<_, SaveError>(())
    });
    assert!(tried.await.is_err());
    assert_eq!(server.get("/credentials").await.status, 200);
}
