//! A copy of the whole database in one file, made while others write, and put back. Start at
//! [`copy_to`] and [`inspect`].

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rusqlite::{Connection, ErrorCode, OpenFlags, named_params};

use super::connections::PATIENCE;
use super::erasure::empty_log;
use super::{FILE_NAME, key_check, schema};
use crate::crypto::SealingKey;

/// What SQLite keeps beside a database.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// How many databases are kept that were replaced.
const MOST_KEPT: u32 = 1000;

/// What is in a database, in numbers.
pub(crate) struct Contents {
    users: i64,
    workspaces: i64,
    credentials: i64,
    pipelines: i64,
}

impl fmt::Display for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let some = |count: i64, one: &str, many: &str| match count {
            1 => format!("1 {one}"),
            count => format!("{count} {many}"),
        };
        write!(
            f,
            "{}, {}, {} and {}",
            some(self.users, "user", "users"),
            some(self.workspaces, "workspace", "workspaces"),
            some(self.credentials, "credential", "credentials"),
            some(self.pipelines, "pipeline", "pipelines"),
        )
    }
}

/// The database of a data folder, if there is one.
pub(crate) fn find(data: &Path) -> Option<PathBuf> {
    let path = data.join(FILE_NAME);
    path.exists().then_some(path)
}

/// Opens a database that is there, and makes none.
pub(super) fn open(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// Copies the state of one moment into a file that is there and empty. What was deleted is not
/// copied along.
///
/// # Errors
/// A database that cannot be read, a file that cannot be written, or a copy that is not whole.
pub(crate) fn copy_to(database: &Path, file: &Path) -> anyhow::Result<Contents> {
    let name = file.to_str().with_context(|| {
        format!(
            "{} is no name that SQLite can write: choose one in UTF-8",
            file.display()
        )
    })?;
    let shown = database.display();
    open(database)
        .and_then(|source| source.execute("VACUUM INTO :file", named_params! { ":file": name }))
        .with_context(|| format!("The database {shown} cannot be copied"))?;
    fs::File::open(file)?.sync_all()?;
    let copy = open(file)?;
    is_whole(&copy).context("The copy is damaged")?;
    count(&copy).with_context(|| format!("{shown} is no database of Wavepass"))
}

/// Looks whether a file is a whole database of Wavepass, of a version that is known, whose secrets
/// the key opens.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn inspect(file: &Path, key: &SealingKey) -> anyhow::Result<Contents> {
    let connection = open(file)?;
    match is_whole(&connection) {
        Ok(()) => {}
        Err(error) if is_no_database(&error) => {
            bail!("It is no backup of Wavepass: it is no SQLite database")
        }
        Err(error) => return Err(error),
    }
    let version = schema::version(&connection)?;
    if version == 0 {
        bail!("It is no backup of Wavepass: its tables are missing");
    }
    let contents = count(&connection).context("It is no backup of Wavepass")?;
    if key_check::is_key(&connection, key)? == Some(false) {
        bail!(
            "It was filled with another encryption key, without which its secrets cannot be read. \
             Give that key with --key or WAVEPASS_KEY, or put it in secret.key in the data folder"
        );
    }
    let (all, closed) = key_check::count_secrets(&connection, key)?;
    if closed > 0 {
        bail!("It is damaged: {closed} of its {all} secrets cannot be opened with its own key");
    }
    Ok(contents)
}

fn is_whole(connection: &Connection) -> anyhow::Result<()> {
    let found: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| {
        row.get("integrity_check")
    })?;
    if found != "ok" {
        bail!("It is damaged: {found}");
    }
    Ok(())
}

fn is_no_database(error: &anyhow::Error) -> bool {
    let cause = error.downcast_ref::<rusqlite::Error>();
    cause.and_then(rusqlite::Error::sqlite_error_code) == Some(ErrorCode::NotADatabase)
}

/// Counts what every version of the tables has, and pipelines where there are some.
fn count(connection: &Connection) -> rusqlite::Result<Contents> {
    let of = |from: &str| {
        let question = format!("SELECT count(*) AS count FROM {from}");
        connection.query_row(&question, [], |row| row.get("count"))
    };
    let has_pipelines = connection.table_exists(None, "pipelines")?;
    let has_deleted = connection.column_exists(None, "users", "deleted")?;
    Ok(Contents {
        users: of(if has_deleted {
            "users WHERE deleted IS NULL"
        } else {
            "users"
        })?,
        workspaces: of("workspaces")?,
        credentials: of("credentials WHERE deleted IS NULL")?,
        pipelines: if has_pipelines { of("pipelines")? } else { 0 },
    })
}

/// Gives the database of a data folder another name, with what is beside it, so that no log of it is
/// taken for one of the next database. Gives the name where there was a database. Nobody may use it.
///
/// # Errors
/// A folder that cannot be changed.
pub(crate) fn move_aside(data: &Path) -> anyhow::Result<Option<PathBuf>> {
    let present = data.join(FILE_NAME);
    // The log goes into the file. One that is damaged is moved as it is.
    if let Ok(connection) = open(&present) {
        let _ = empty_log(&connection);
    }
    let kept = (1..=MOST_KEPT)
        .map(|number| data.join(format!("{FILE_NAME}.before-restore-{number}")))
        .find(|path| !path.exists() && !with_end(path, BESIDE[0]).exists())
        .context("Too many databases are kept there already. Delete those that are not needed")?;
    let rename = |end| match fs::rename(with_end(&present, end), with_end(&kept, end)) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    };
    let was_there = rename("")?;
    for end in BESIDE {
        rename(end)?;
    }
    Ok(was_there.then_some(kept))
}

/// Where the database of a data folder is, or will be.
pub(crate) fn place(data: &Path) -> PathBuf {
    data.join(FILE_NAME)
}

/// Whether a log lies beside a file, without which it is not the whole database.
pub(crate) fn has_log(file: &Path) -> bool {
    fs::metadata(with_end(file, BESIDE[0])).is_ok_and(|log| log.len() > 0)
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}
