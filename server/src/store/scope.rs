//! What all records of a scope have in common: whose they are, how they are changed, and why
//! a change may fail. No table is named here. Start at [`IN_SCOPE`].

use rusqlite::{Connection, Transaction, TransactionBehavior};
use wavepass_core::platform::Scope;

/// The condition that a record is of the scope of [`owner`], its first two parameters.
/// `IS` rather than `=`, because one of the two is null.
pub(super) const IN_SCOPE: &str = "user_id IS ?1 AND workspace_id IS ?2";

/// The user or the workspace that a record of a scope belongs to.
pub(super) fn owner(user: i64, scope: Scope) -> (Option<i64>, Option<i64>) {
    match scope {
        Scope::Personal => (Some(user), None),
        Scope::Workspace(id) => (None, Some(id.0)),
    }
}

/// A transaction that reads and then writes takes the write lock at once; otherwise a
/// second process (`wavepass token create`) could make it fail half-way.
pub(super) fn begin(connection: &mut Connection) -> rusqlite::Result<Transaction<'_>> {
    connection.transaction_with_behavior(TransactionBehavior::Immediate)
}

/// Empties the write-ahead log, which would keep what was replaced or deleted (a secret in
/// its sealed form, a token in a config) until it is overwritten by chance.
pub(super) fn erase_old_pages(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}

/// Why a record was not stored.
#[derive(Debug)]
pub(crate) enum SaveError<E = std::convert::Infallible> {
    /// Another record of the scope has this name.
    NameTaken(String),
    /// There is no such record.
    Missing,
    /// It refers to something that is not in the scope, in this field.
    NoSuch(&'static str),
    /// It refers to credentials of that name, which were deleted.
    CredentialsDeleted(String),
    /// The change was refused.
    Refused(E),
    /// SQLite failed.
    Database(rusqlite::Error),
}

impl<E> From<rusqlite::Error> for SaveError<E> {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}
