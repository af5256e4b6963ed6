//! The embedded Platform's database: SQLite, written through before a write is confirmed.
//!
//! Methods are named after what they do for the API; SQL stays in here. Secrets are
//! encrypted before they reach this module's tables and it never decrypts them. Start at
//! [`Store::open`].

mod accounts;
mod compute_envs;
mod credentials;
mod pipelines;
mod scope;
mod tokens;

use std::path::Path;

use anyhow::Context;
use rusqlite::{Connection, OptionalExtension, Row};
use rusqlite_migration::{M, Migrations};
use serde_json::{Map, Value};
use tokio_rusqlite::Connection as Handle;

pub(crate) use compute_envs::{NewComputeEnv, StoredComputeEnv};
pub(crate) use credentials::{NewCredentials, StoredCredentials};
pub(crate) use pipelines::{
    Named, NewPipeline, PipelineQuery, Search, SortBy, SortDir, StoredPipeline,
};
pub(crate) use scope::SaveError;
pub(crate) use tokens::TokenKind;

use crate::crypto::SealingKey;

/// What the store gives back: the connection may be closed, or SQLite or the change may fail.
type Result<T, E = rusqlite::Error> = std::result::Result<T, tokio_rusqlite::Error<E>>;

const MIGRATIONS: &[M<'static>] = &[
    M::up(include_str!("../migrations/0001_initial.sql")),
    M::up(include_str!("../migrations/0002_pipelines.sql")),
];

/// A handle on the database. Clones share one connection, which lives on its own thread.
#[derive(Clone)]
pub struct Store {
    handle: Handle,
}

impl Store {
    /// Opens the database in the data folder, creating or migrating it as needed, and
    /// checks that the key is the one it was filled with.
    ///
    /// # Errors
    /// A database that cannot be opened, is newer than this program, or belongs to another
    /// key.
    pub async fn open(data: &Path, key: &SealingKey) -> anyhow::Result<Self> {
        let path = data.join("wavepass.db");
        let handle = Handle::open(&path)
            .await
            .with_context(|| format!("The database {} cannot be opened", path.display()))?;
        let key = key.clone();
        handle
            .call(move |connection| prepare(connection, &key))
            .await
            .map_err(|error| match error {
                tokio_rusqlite::Error::Error(cause) => cause,
                other => anyhow::anyhow!("{other}"),
            })
            .with_context(|| format!("The database {} cannot be used", path.display()))?;
        Ok(Self { handle })
    }

    /// Whether the database answers.
    pub(crate) async fn answers(&self) -> bool {
        let asked = self
            .handle
            .call(|connection| connection.query_row("SELECT 1", [], |_| Ok(())));
        asked.await.is_ok()
    }

    /// Closes the database, after which every file of it is complete on the disk.
    ///
    /// # Errors
    /// When SQLite could not finish. Confirmed writes are on the disk all the same.
    pub async fn close(self) -> anyhow::Result<()> {
        self.handle
            .close()
            .await
            .map_err(|_| anyhow::anyhow!("The database was not closed cleanly"))
    }
}

fn prepare(connection: &mut Connection, key: &SealingKey) -> anyhow::Result<()> {
    // A confirmed write survives a power cut (full), and deleted secrets are overwritten.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    Migrations::from_slice(MIGRATIONS).to_latest(connection)?;
    check_key(connection, key)
}

/// A sealed constant tells a wrong key at the start rather than at the first secret.
fn check_key(connection: &Connection, key: &SealingKey) -> anyhow::Result<()> {
    const CONTEXT: &[u8] = b"settings/key-check";
    let sealed: Option<Vec<u8>> = connection
        .query_row(
            "SELECT value FROM settings WHERE name = 'key-check'",
            [],
            |row| row.get("value"),
        )
        .optional()?;
    match sealed {
        Some(sealed) if key.open(CONTEXT, &sealed).is_ok() => Ok(()),
        Some(_) => anyhow::bail!(
            "It was filled with another encryption key. Give back the old secret.key or \
             WAVEPASS_KEY, or choose another data folder with --data"
        ),
        None => {
            connection.execute(
                "INSERT INTO settings (name, value) VALUES ('key-check', ?1)",
                [key.seal(CONTEXT, b"wavepass")?],
            )?;
            Ok(())
        }
    }
}

/// A column of JSON that holds an object; empty when it holds anything else.
fn json_object(row: &Row<'_>, column: &str) -> rusqlite::Result<Map<String, Value>> {
    Ok(match row.get(column)? {
        Value::Object(object) => object,
        _ => Map::new(),
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{TestServer, pipeline, registry};

    #[tokio::test]
    async fn a_database_of_the_first_version_gets_the_new_tables_and_keeps_its_rows() {
        let server = TestServer::start().await;
        server.post("/credentials", registry("acr")).await;
        let database = rusqlite::Connection::open(server.data.path().join("wavepass.db")).unwrap();
        database
            .execute_batch(
                "DROP TABLE pipelines; DROP TABLE compute_envs; PRAGMA user_version = 1;",
            )
            .unwrap();
        drop(database);
        let server = server.restart().await;
        let rows = server.get("/credentials").await.json();
        assert_eq!(rows["credentials"][0]["name"], "acr");
        let created = server.post("/pipelines", pipeline("rna")).await;
        assert_eq!(created.status, 200, "{created:?}");
    }
}
