//! Another key for the whole database. This is the one place that opens secrets, to seal them anew at
//! once. Start at [`reseal`].

use std::path::Path;

use anyhow::{Context, anyhow};
use rusqlite::{Connection, Transaction, named_params};

use super::credentials::secret_context;
use super::erasure::empty_log;
use super::scope::begin;
use super::{FILE_NAME, backup, key_check, prepare, schema};
use crate::crypto::SealingKey;

/// What became of it.
pub(crate) struct Resealed {
    /// How many secrets were sealed anew.
    pub(crate) secrets: usize,
    /// Whether nothing that the old key opens is left in the files.
    pub(crate) is_erased: bool,
}

/// Whether a key is the one that the database of a data folder was filled with; `None` without a
/// database that was filled.
///
/// # Errors
/// A database that cannot be read, or is newer than this program.
pub(crate) fn is_key(data: &Path, key: &SealingKey) -> anyhow::Result<Option<bool>> {
    let Some(path) = backup::find(data) else {
        return Ok(None);
    };
    let ask = || -> anyhow::Result<Option<bool>> {
        let connection = backup::open(&path)?;
        if schema::version(&connection)? == 0 {
            return Ok(None);
        }
        Ok(key_check::is_key(&connection, key)?)
    };
    ask().with_context(|| format!("The database {} cannot be used", path.display()))
}

/// Seals every secret of a data folder's database with the new key, in one transaction. Nobody else
/// may use the folder.
///
/// # Errors
/// A database that cannot be changed, or that has a secret which the old key does not open. Which key
/// it has then, [`is_key`] tells: mostly the old one.
pub(crate) fn reseal(data: &Path, old: &SealingKey, new: &SealingKey) -> anyhow::Result<Resealed> {
    let path = data.join(FILE_NAME);
    let shown = path.display();
    let mut connection =
        backup::open(&path).with_context(|| format!("The database {shown} cannot be opened"))?;
    prepare(&mut connection, old)
        .with_context(|| format!("The database {shown} cannot be used"))?;
    let transaction = begin(&mut connection)?;
    let secrets = reseal_all(&transaction, old, new)?;
    key_check::note_key(&transaction, new)?;
    transaction.commit()?;
    let is_erased = empty_log(&connection).unwrap_or_default();
    Ok(Resealed { secrets, is_erased })
}

fn reseal_all(
    transaction: &Transaction<'_>,
    old: &SealingKey,
    new: &SealingKey,
) -> anyhow::Result<usize> {
    let sealed = all(transaction)?;
    for (id, field, sealed) in &sealed {
        let context = secret_context(id, field);
        let secret = old.open(context.as_bytes(), sealed).map_err(|_| {
            anyhow!(
                "The secret {field} of the credentials {id} cannot be opened with the present \
                 key. Nothing was changed. Delete these credentials, or give them a new secret, \
                 and try again"
            )
        })?;
        transaction.execute(
            "UPDATE credentials_secrets SET sealed = :sealed
             WHERE credentials_id = :id AND field = :field",
            named_params! {
                ":id": id,
                ":field": field,
                ":sealed": new.seal(context.as_bytes(), &secret)?,
            },
        )?;
    }
    Ok(sealed.len())
}

fn all(connection: &Connection) -> rusqlite::Result<Vec<(String, String, Vec<u8>)>> {
    let mut statement =
        connection.prepare("SELECT credentials_id, field, sealed FROM credentials_secrets")?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get("credentials_id")?,
            row.get("field")?,
            row.get("sealed")?,
        ))
    })?;
    rows.collect()
}
