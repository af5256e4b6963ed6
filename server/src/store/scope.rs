//! What all records of a scope have in common: whose they are, how they are changed, and why
//! a change may fail. No table is named here. Start at [`IN_SCOPE`].

use rusqlite::{Connection, Transaction, TransactionBehavior};
use wavepass_core::platform::Scope;

/// The condition that a record is of a scope, with the parameters `:user` and `:workspace` of
/// an [`Owner`]. `IS` rather than `=`, because one of the two is null.
pub(super) const IN_SCOPE: &str = "user_id IS :user AND workspace_id IS :workspace";

/// The user or the workspace that the records of a scope belong to: the columns `user_id` and
/// `workspace_id`, of which exactly one is set.
#[derive(Clone, Copy)]
pub(super) struct Owner {
    pub(super) user: Option<i64>,
    pub(super) workspace: Option<i64>,
}

impl Owner {
    /// Who owns the records of a user's scope.
    pub(super) fn of(user: i64, scope: Scope) -> Self {
        match scope {
            Scope::Personal => Self {
                user: Some(user),
                workspace: None,
            },
            Scope::Workspace(id) => Self {
                user: None,
                workspace: Some(id.0),
            },
        }
    }
}

/// A transaction that reads and then writes takes the write lock at once; otherwise a
/// second process (`wavepass token create`) could make it fail half-way.
pub(super) fn begin(connection: &mut Connection) -> rusqlite::Result<Transaction<'_>> {
    connection.transaction_with_behavior(TransactionBehavior::Immediate)
}

/// Why a record was not stored.
#[derive(Debug)]
pub(crate) enum SaveError<E = std::convert::Infallible> {
    /// Another record of the scope has this name.
    NameTaken(String),
    /// There is no such record.
    NotFound,
    /// It refers to something that is not in the scope, in this field.
    UnknownReference(&'static str),
    /// It refers to credentials of that name, which were deleted.
    CredentialsDeleted(String),
    /// The change was rejected by whoever asked for it.
    Rejected(E),
    /// SQLite failed.
    Database(rusqlite::Error),
}

impl<E> From<rusqlite::Error> for SaveError<E> {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}
