//! The embedded Platform's database: SQLite, written through before a write is confirmed.
//!
//! Methods are named after what they do for the API; SQL stays in here. Secrets are
//! encrypted before they reach this module's tables, and opened only to be sealed with another key
//! ([`rotation`]) and to see whether a key opens them. Start at [`Store::open`].

mod accounts;
pub(crate) mod backup;
mod compute_envs;
mod connections;
mod container_requests;
mod credentials;
mod erasure;
mod key_check;
#[cfg(test)]
mod locked_tests;
mod participants;
mod pipelines;
pub(crate) mod rotation;
mod schema;
mod scope;
mod tokens;

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use rusqlite::{Connection, Row};
use serde_json::{Map, Value};
use tokio_rusqlite::Connection as Handle;

pub(crate) use accounts::{Account, RemoveUserError};
pub(crate) use compute_envs::{NewComputeEnv, StoredComputeEnv};
pub(crate) use container_requests::{Asker, NewRequest, Pulled, StoredRequest, Taken};
pub(crate) use credentials::{NewCredentials, StoredCredentials, secret_context};
pub(crate) use participants::{AddError, Change};
pub(crate) use pipelines::{
    Named, NewPipeline, PipelineQuery, Search, SortBy, SortDir, StoredPipeline,
};
pub(crate) use scope::SaveError;
pub(crate) use tokens::TokenKind;

use connections::{Connections, PATIENCE};
use erasure::{Eraser, empty_log};

use crate::crypto::SealingKey;
use crate::data_folder::lock::{self, Hold};

/// What the store gives back: the connection may be closed, or SQLite or the change may fail.
type Result<T, E = rusqlite::Error> = std::result::Result<T, tokio_rusqlite::Error<E>>;

/// The name of the database in the data folder.
const FILE_NAME: &str = "wavepass.db";

/// A handle on the database. Clones share its connections, which live on threads of their own: one
/// that writes, and some that read and wait for no write.
#[derive(Clone)]
pub struct Store {
    writer: Connections,
    readers: Connections,
    eraser: Eraser,
    _hold: Arc<Hold>,
}

/// Writes a few pages beside the database, where SQLite does, and lets them be gone.
fn takes_a_file(database: &Path) -> std::io::Result<()> {
    use std::io::{Error, Write};
    // A database that was taken away is still open here, and nobody's tomorrow.
    database.metadata()?;
    let folder = database.parent().ok_or_else(|| Error::other("no folder"))?;
    let mut file = tempfile::tempfile_in(folder)?;
    file.write_all(&[0; 16 * 1024])?;
    file.sync_all()
}

impl Store {
    /// Opens the database in the data folder, creating or migrating it as needed, and
    /// checks that the key is the one it was filled with.
    ///
    /// # Errors
    /// A database that cannot be opened, is newer than this program, or belongs to another
    /// key.
    pub async fn open(data: &Path, key: &SealingKey) -> anyhow::Result<Self> {
        let hold = lock::share(data)?;
        let path = data.join(FILE_NAME);
        let its_owners = make_its_owners_only(&path);
        its_owners.with_context(|| format!("The database {} cannot be made", path.display()))?;
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
        let readers = Connections::readers(&path)
            .await
            .with_context(|| format!("The database {} cannot be read", path.display()))?;
        let writer = Connections::writer(handle);
        let eraser = Eraser::start(writer.clone(), readers.clone());
        // What an earlier process was kept from.
        eraser.try_again();
        Ok(Self {
            writer,
            readers,
            eraser,
            _hold: Arc::new(hold),
        })
    }

    /// Asks something of the database.
    async fn read<F, R, E>(&self, ask: F) -> Result<R, E>
    where
        F: FnOnce(&mut Connection) -> std::result::Result<R, E> + Send + 'static,
        R: Send + 'static,
        E: From<rusqlite::Error> + Send + 'static,
    {
        self.readers.call(ask).await
    }

    /// Changes something.
    async fn write<F, R, E>(&self, change: F) -> Result<R, E>
    where
        F: FnOnce(&mut Connection) -> std::result::Result<R, E> + Send + 'static,
        R: Send + 'static,
        E: From<rusqlite::Error> + Send + 'static,
    {
        self.writer.call(change).await
    }

    /// Changes something that holds secrets, and takes out of the log what was there before, or sees
    /// to it that this is done.
    async fn write_and_erase<F, R, E>(&self, change: F) -> Result<R, E>
    where
        F: FnOnce(&mut Connection) -> std::result::Result<R, E> + Send + 'static,
        R: Send + 'static,
        E: From<rusqlite::Error> + Send + 'static,
    {
        let eraser = self.eraser.clone();
        let done = self.writer.call(move |connection| {
            let done = change(connection)?;
            // The change is confirmed, whatever becomes of the log.
            if !empty_log(connection).unwrap_or_default() {
                eraser.try_again();
            }
            Ok(done)
        });
        done.await
    }

    /// Whether something could be stored: the database takes a change, which is taken back, and
    /// the folder that it is in takes a file. SQLite writes into a folder that was removed as into
    /// any other, and into the log only when a change is confirmed.
    pub(crate) async fn can_store(&self) -> bool {
        let tried = self.write(|connection| {
            let begun = scope::begin(connection)?;
            let version: i64 = begun.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            begun.pragma_update(None, "user_version", version)?;
            begun.rollback()?;
            Ok::<_, rusqlite::Error>(connection.path().map(std::path::PathBuf::from))
        });
        let Ok(Some(database)) = tried.await else {
            return false;
        };
        let tried = tokio::task::spawn_blocking(move || takes_a_file(&database)).await;
        tried.is_ok_and(|tried| tried.is_ok())
    }

    /// Closes the database, after which every file of it is complete on the disk.
    ///
    /// # Errors
    /// When SQLite could not finish. Confirmed writes are on the disk all the same.
    pub async fn close(self) -> anyhow::Result<()> {
        // The last connection to be closed tidies up, which only the one that writes may do.
        let closed = match self.readers.close().await {
            Ok(()) => {
                erasure::finish(&self.writer).await;
                self.writer.close().await
            }
            failed => failed,
        };
        closed.map_err(|_| anyhow::anyhow!("The database was not closed cleanly"))
    }
}

/// Makes the file of the database where it is missing, and closes it and what SQLite keeps beside
/// it to everybody but its owner: new ones have the rights of the file itself.
fn make_its_owners_only(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)?;
    #[cfg(unix)]
    for end in ["", "-wal", "-shm"] {
        use std::os::unix::fs::PermissionsExt;
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        match std::fs::metadata(&name) {
            Ok(file) if file.permissions().mode() & 0o077 != 0 => {
                std::fs::set_permissions(&name, PermissionsExt::from_mode(0o600))?;
            }
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn prepare(connection: &mut Connection, key: &SealingKey) -> anyhow::Result<()> {
    // One that this release does not know stays as it is.
    schema::version(connection)?;
    // A confirmed write survives a power cut (full), and deleted secrets are overwritten.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.busy_timeout(PATIENCE)?;
    schema::upgrade(connection)?;
    key_check::check_key(connection, key)
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

    use rusqlite_migration::Migrations;

    use super::schema::MIGRATIONS;
    use super::*;
    use crate::embedded::Embedded;

    /// What a release that knew one user only has left behind: its tables, with that user, an
    /// organization of two workspaces, and a credential in one of them.
    const SECOND_VERSION: &str = "
        INSERT INTO users VALUES (7, 'local', 'local@localhost', 0);
        INSERT INTO organizations VALUES (8, 'my-organization', 'My organization');
        INSERT INTO workspaces VALUES (9, 8, 'main', 'Main', 'PRIVATE');
        INSERT INTO workspaces VALUES (10, 8, 'sandbox', 'Sandbox', 'PRIVATE');
        INSERT INTO participants VALUES (9, 7, 'owner');
        INSERT INTO participants VALUES (10, 7, 'owner');
        INSERT INTO credentials (id, workspace_id, name, provider, keys, created, updated)
            VALUES ('1S7A', 9, 'acr', 'container-reg', '{}', 0, 0);
        INSERT INTO credentials (id, user_id, name, provider, keys, created, updated)
            VALUES ('2S7A', 7, 'mine', 'container-reg', '{}', 0, 0);";

    #[cfg(unix)]
    #[tokio::test]
    async fn nobody_else_on_the_machine_can_read_the_database_also_one_that_was_open_to_all() {
        use std::os::unix::fs::PermissionsExt;
        let server = TestServer::start().await;
        let modes = |data: &Path| {
            let files = ["", "-wal", "-shm"].map(|end| data.join(format!("{FILE_NAME}{end}")));
            files.map(|file| std::fs::metadata(file).unwrap().permissions().mode() & 0o777)
        };
        assert_eq!(modes(server.data.path()), [0o600; 3]);
        // As an earlier release has left it.
        let path = server.data.path().join(FILE_NAME);
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
        let server = server.restart().await;
        server.workspaces().await;
        assert_eq!(modes(server.data.path()), [0o600; 3]);
    }

    #[tokio::test]
    async fn the_user_of_an_older_database_stays_owner_of_everything() {
        for version in [1, 2] {
            let data = tempfile::tempdir().unwrap();
            let path = data.path().join("wavepass.db");
            let mut database = rusqlite::Connection::open(&path).unwrap();
            Migrations::from_slice(&MIGRATIONS[..version])
                .to_latest(&mut database)
                .unwrap();
            database.execute_batch(SECOND_VERSION).unwrap();
            drop(database);
            let server = TestServer::on(data, "after").await;
            let user = server.get("/user-info").await.json()["user"].clone();
            assert_eq!(user["id"], 7, "{version}");
            let rows = server.get("/user/7/workspaces").await.json();
            let rows = rows["orgsAndWorkspaces"].as_array().unwrap().clone();
            assert_eq!(rows.len(), 3, "{version}");
            for row in &rows[1..] {
                assert_eq!(row["roles"], serde_json::json!(["owner"]), "{version}");
            }
            let orgs = server.get("/orgs").await.json();
            assert_eq!(orgs["organizations"][0]["memberRole"], "owner");
            let people = server.get("/orgs/8/workspaces/9/participants").await.json();
            assert_eq!(people["participants"][0]["wspRole"], "owner", "{people}");
            for (path, name) in [
                ("/credentials?workspaceId=9", "acr"),
                ("/credentials", "mine"),
            ] {
                let listed = server.get(path).await.json();
                assert_eq!(listed["credentials"][0]["name"], name, "{version}");
            }
            let added = server
                .post("/credentials?workspaceId=10", registry("new"))
                .await;
            assert_eq!(added.status, 200, "{version}: {added:?}");
            let created = server.post("/pipelines", pipeline("rna")).await;
            assert_eq!(created.status, 200, "{created:?}");
        }
    }

    #[tokio::test]
    async fn a_second_process_may_change_people_while_the_server_runs() {
        let server = TestServer::start().await;
        let key = crate::crypto::MasterKey::load(None, server.data.path()).unwrap();
        let other = Embedded::open(server.data.path(), &key).await.unwrap();
        let org = server.get("/orgs").await.json()["organizations"][0]["orgId"].clone();
        other
            .store
            .create_user("mira".to_owned(), "mira@lab".to_owned(), 0)
            .await
            .unwrap();
        let body = serde_json::json!({ "user": "mira@lab" });
        let added = server.put(&format!("/orgs/{org}/members/add"), body).await;
        assert_eq!(added.status, 200, "{added:?}");
        other.close().await.unwrap();
    }
}
