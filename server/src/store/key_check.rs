//! A sealed constant tells a wrong key at the start rather than at the first secret. And the secrets
//! themselves can be tried.

use anyhow::bail;
use rusqlite::{Connection, OptionalExtension, named_params};

use super::credentials::secret_context;
use crate::crypto::SealingKey;

const CONTEXT: &[u8] = b"settings/key-check";

/// Whether a key is the one that the database was filled with; `None` of a database that was not
/// filled yet.
pub(super) fn is_key(connection: &Connection, key: &SealingKey) -> rusqlite::Result<Option<bool>> {
    let sealed: Option<Vec<u8>> = connection
        .query_row(
            "SELECT value FROM settings WHERE name = 'key-check'",
            [],
            |row| row.get("value"),
        )
        .optional()?;
    Ok(sealed.map(|sealed| key.open(CONTEXT, &sealed).is_ok()))
}

/// Has the database filled with this key, unless it was with another.
///
/// # Errors
/// A key that is another one.
pub(super) fn check_key(connection: &Connection, key: &SealingKey) -> anyhow::Result<()> {
    match is_key(connection, key)? {
        Some(true) => Ok(()),
        Some(false) => bail!(
            "It was filled with another encryption key. Give back the old secret.key or \
             WAVEPASS_KEY, or choose another data folder with --data"
        ),
        None => note_key(connection, key),
    }
}

/// Notes which key the database is filled with.
pub(super) fn note_key(connection: &Connection, key: &SealingKey) -> anyhow::Result<()> {
    connection.execute(
        "INSERT INTO settings (name, value) VALUES ('key-check', :sealed)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        named_params! { ":sealed": key.seal(CONTEXT, b"wavepass")? },
    )?;
    Ok(())
}

/// How many secrets there are, and how many of them the key does not open.
pub(super) fn count_secrets(
    connection: &Connection,
    key: &SealingKey,
) -> rusqlite::Result<(usize, usize)> {
    let mut statement =
        connection.prepare("SELECT credentials_id, field, sealed FROM credentials_secrets")?;
    let mut rows = statement.query([])?;
    let (mut all, mut closed) = (0, 0);
    while let Some(row) = rows.next()? {
        let (id, field): (String, String) = (row.get("credentials_id")?, row.get("field")?);
        let sealed: Vec<u8> = row.get("sealed")?;
        all += 1;
        if key
            .open(secret_context(&id, &field).as_bytes(), &sealed)
            .is_err()
        {
            closed += 1;
        }
    }
    Ok((all, closed))
}
