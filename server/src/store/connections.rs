//! Connections to the database, each used by one task at a time. Who waits too long for its turn
//! is told what SQLite says of a lock that is not given: that the database is busy.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, ffi};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;
use tokio_rusqlite::Connection as Handle;

use super::Result;

/// How long a lock of somebody else is waited for, and then a turn.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// How many questions are answered at once.
const READERS: u32 = 4;

/// Some connections that do the same. Clones share them.
#[derive(Clone)]
pub(super) struct Connections(Arc<Shared>);

struct Shared {
    all: Vec<Handle>,
    free: Mutex<Vec<Handle>>,
    /// As many as are free.
    turns: Arc<Semaphore>,
    count: u32,
}

/// The use of one connection, which ends when this is dropped.
struct Turn {
    handle: Handle,
    of: Arc<Shared>,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut free = self.of.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.push(self.handle.clone());
    }
}

/// Keeps everybody else from using the connections.
pub(super) struct Pause {
    _permits: OwnedSemaphorePermit,
}

impl Connections {
    /// The one that writes.
    pub(super) fn writer(handle: Handle) -> Self {
        Self::of(vec![handle], 1)
    }

    /// Those that read, of a database that is there.
    ///
    /// # Errors
    /// A file that cannot be opened.
    pub(super) async fn readers(path: &Path) -> Result<Self> {
        let mut handles = Vec::new();
        for _ in 0..READERS {
            // Read-only connections cannot make the files beside a database that they need.
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let handle = Handle::open_with_flags(path, flags).await?;
            let prepared = handle.call(|connection| {
                connection.busy_timeout(PATIENCE)?;
                connection.pragma_update(None, "query_only", "ON")
            });
            prepared.await?;
            handles.push(handle);
        }
        Ok(Self::of(handles, READERS))
    }

    fn of(handles: Vec<Handle>, count: u32) -> Self {
        Self(Arc::new(Shared {
            free: Mutex::new(handles.clone()),
            turns: Arc::new(Semaphore::new(handles.len())),
            all: handles,
            count,
        }))
    }

    /// Runs a function on a connection that nobody else uses, and waits for one.
    pub(super) async fn call<F, R, E>(&self, function: F) -> Result<R, E>
    where
        F: FnOnce(&mut Connection) -> std::result::Result<R, E> + Send + 'static,
        R: Send + 'static,
        E: From<rusqlite::Error> + Send + 'static,
    {
        let permit = timeout(PATIENCE, Arc::clone(&self.0.turns).acquire_owned()).await;
        let permit = permit.map_err(|_| tokio_rusqlite::Error::Error(busy().into()))?;
        let permit = permit.map_err(|_| tokio_rusqlite::Error::ConnectionClosed)?;
        self.run(permit, function).await
    }

    /// The same, when a connection is free at once and no lock of anybody is in the way.
    pub(super) async fn call_at_once<F, R, E>(&self, function: F) -> Result<R, E>
    where
        F: FnOnce(&mut Connection) -> std::result::Result<R, E> + Send + 'static,
        R: Send + 'static,
        E: From<rusqlite::Error> + Send + 'static,
    {
        let permit = Arc::clone(&self.0.turns).try_acquire_owned();
        let permit = permit.map_err(|_| tokio_rusqlite::Error::Error(busy().into()))?;
        self.run(permit, |connection| {
            connection.busy_timeout(Duration::ZERO)?;
            let done = function(connection);
            connection.busy_timeout(PATIENCE)?;
            done
        })
        .await
    }

    /// The turn goes along with the function: who no longer waits for it has not ended it.
    async fn run<F, R, E>(&self, permit: OwnedSemaphorePermit, function: F) -> Result<R, E>
    where
        F: FnOnce(&mut Connection) -> std::result::Result<R, E> + Send + 'static,
        R: Send + 'static,
        E: From<rusqlite::Error> + Send + 'static,
    {
        let free = {
            let mut free = self.0.free.lock().unwrap_or_else(PoisonError::into_inner);
            free.pop()
        };
        let handle = free.ok_or(tokio_rusqlite::Error::ConnectionClosed)?;
        let turn = Turn {
            handle: handle.clone(),
            of: Arc::clone(&self.0),
            _permit: permit,
        };
        handle
            .call(move |connection| {
                let done = function(connection);
                drop(turn);
                done
            })
            .await
    }

    /// Waits until nobody uses a connection, and lets nobody use one until it is dropped; `None`
    /// when that takes too long.
    pub(super) async fn pause(&self) -> Option<Pause> {
        let turns = Arc::clone(&self.0.turns).acquire_many_owned(self.0.count);
        let permits = timeout(PATIENCE, turns).await.ok()?.ok()?;
        Some(Pause { _permits: permits })
    }

    /// Closes all of them.
    ///
    /// # Errors
    /// When SQLite could not finish.
    pub(super) async fn close(&self) -> Result<()> {
        for handle in &self.0.all {
            handle.clone().close().await?;
        }
        Ok(())
    }
}

/// What SQLite says of a lock that is not given.
fn busy() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_BUSY), None)
}
