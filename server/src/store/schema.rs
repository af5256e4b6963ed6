//! The tables, as a list of changes: each release brings an older database up to its own, and
//! refuses one that is newer. The number of changes is kept in SQLite's `user_version`.

use anyhow::bail;
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

pub(super) const MIGRATIONS: &[M<'static>] = &[
    M::up(include_str!("../../migrations/0001_initial.sql")),
    M::up(include_str!("../../migrations/0002_pipelines.sql")),
    M::up(include_str!("../../migrations/0003_members.sql")),
    M::up(include_str!("../../migrations/0004_container_requests.sql")),
];

/// The version of the tables in a database; 0 of an empty one.
///
/// # Errors
/// A file that is no database, or a version that this program does not know yet.
pub(super) fn version(connection: &Connection) -> anyhow::Result<usize> {
    let version: i64 =
        connection.query_row("PRAGMA user_version", [], |row| row.get("user_version"))?;
    let latest = MIGRATIONS.len();
    match usize::try_from(version) {
        Ok(version) if version <= latest => Ok(version),
        _ => bail!(
            "It was made by a newer release of Wavepass: its tables have version {version}, and \
             this release knows them up to {latest}. Nothing was changed. Use the newer release, \
             or a backup that was made before"
        ),
    }
}

/// Brings a database up to this release: all of it, or nothing.
///
/// # Errors
/// A database that is newer, or that cannot be changed.
pub(super) fn upgrade(connection: &mut Connection) -> anyhow::Result<()> {
    version(connection)?;
    Ok(Migrations::from_slice(MIGRATIONS).to_latest(connection)?)
}
