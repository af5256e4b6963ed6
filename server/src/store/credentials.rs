//! Credentials: what is known about them in `keys`, their secrets sealed in a table of
//! their own.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Map, Value};
use wavepass_core::platform::Scope;

use super::Store;
use super::scope::{IN_SCOPE, SaveError, begin, erase_old_pages, owner};

type Result<T> = std::result::Result<T, tokio_rusqlite::Error>;

/// Credentials as they are stored, without secrets. Times are Unix seconds.
#[derive(Clone, Debug)]
pub(crate) struct StoredCredentials {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) provider: String,
    pub(crate) base_url: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) keys: Map<String, Value>,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) last_used: Option<i64>,
}

/// Credentials to store, their secrets sealed already.
#[derive(Clone)]
pub(crate) struct NewCredentials {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) provider: &'static str,
    pub(crate) base_url: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) keys: Map<String, Value>,
    /// Field names and sealed values. On an update, a secret that is left out stays.
    pub(crate) secrets: Vec<(&'static str, Vec<u8>)>,
}

impl Store {
    /// The credentials of a scope, oldest first.
    pub(crate) async fn list_credentials(
        &self,
        user: i64,
        scope: Scope,
    ) -> Result<Vec<StoredCredentials>> {
        self.handle
            .call(move |connection| {
                let mut statement = connection.prepare(&format!(
                    "{SELECT} WHERE {IN_SCOPE} AND deleted IS NULL ORDER BY position"
                ))?;
                let (user, workspace) = owner(user, scope);
                statement
                    .query_map(params![user, workspace], read)?
                    .collect()
            })
            .await
    }

    /// One credential of a scope.
    pub(crate) async fn find_credentials(
        &self,
        user: i64,
        scope: Scope,
        id: String,
    ) -> Result<Option<StoredCredentials>> {
        self.handle
            .call(move |connection| find(connection, user, scope, &id))
            .await
    }

    /// Whether a name is taken in a scope.
    pub(crate) async fn name_is_taken(
        &self,
        user: i64,
        scope: Scope,
        name: String,
    ) -> Result<bool> {
        self.handle
            .call(move |connection| name_taken(connection, user, scope, &name, None))
            .await
    }

    /// Stores new credentials.
    pub(crate) async fn insert_credentials(
        &self,
        user: i64,
        scope: Scope,
        new: NewCredentials,
        now: i64,
    ) -> std::result::Result<(), tokio_rusqlite::Error<SaveError>> {
        self.handle
            .call(move |connection| {
                let transaction = begin(connection)?;
                if name_taken(&transaction, user, scope, &new.name, None)? {
                    return Err(SaveError::NameTaken(new.name));
                }
                let (owner_user, workspace) = owner(user, scope);
                transaction.execute(
                    "INSERT INTO credentials (id, user_id, workspace_id, name, description,
                        provider, base_url, category, keys, created, updated)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)",
                    params![
                        new.id,
                        owner_user,
                        workspace,
                        new.name,
                        new.description,
                        new.provider,
                        new.base_url,
                        new.category,
                        Value::Object(new.keys.clone()).to_string(),
                        now
                    ],
                )?;
                write_secrets(&transaction, &new)?;
                transaction.commit()?;
                Ok(())
            })
            .await
    }

    /// Changes credentials in place. What they become is decided by `change` inside the
    /// transaction, so that two changes at once do not undo each other.
    pub(crate) async fn update_credentials<E: Send + 'static>(
        &self,
        user: i64,
        scope: Scope,
        id: String,
        now: i64,
        change: impl FnOnce(StoredCredentials) -> std::result::Result<NewCredentials, E>
        + Send
        + 'static,
    ) -> std::result::Result<(), tokio_rusqlite::Error<SaveError<E>>> {
        self.handle
            .call(move |connection| {
                let transaction = begin(connection)?;
                let stored = find(&transaction, user, scope, &id)?.ok_or(SaveError::Missing)?;
                let new = change(stored).map_err(SaveError::Refused)?;
                if name_taken(&transaction, user, scope, &new.name, Some(&id))? {
                    return Err(SaveError::NameTaken(new.name));
                }
                transaction.execute(
                    "UPDATE credentials SET name = ?2, description = ?3, base_url = ?4,
                        category = ?5, keys = ?6, updated = ?7 WHERE id = ?1",
                    params![
                        id,
                        new.name,
                        new.description,
                        new.base_url,
                        new.category,
                        Value::Object(new.keys.clone()).to_string(),
                        now
                    ],
                )?;
                write_secrets(&transaction, &new)?;
                transaction.commit()?;
                erase_old_pages(connection)?;
                Ok(())
            })
            .await
    }

    /// Marks credentials as deleted and erases their keys and secrets; false when there are
    /// none.
    pub(crate) async fn delete_credentials(
        &self,
        user: i64,
        scope: Scope,
        id: String,
        now: i64,
    ) -> Result<bool> {
        self.handle
            .call(move |connection| {
                let transaction = begin(connection)?;
                if find(&transaction, user, scope, &id)?.is_none() {
                    return Ok(false);
                }
                transaction.execute(
                    "DELETE FROM credentials_secrets WHERE credentials_id = ?1",
                    [&id],
                )?;
                transaction.execute(
                    "UPDATE credentials SET deleted = ?2, keys = '{}' WHERE id = ?1",
                    params![id, now],
                )?;
                transaction.commit()?;
                erase_old_pages(connection)?;
                Ok(true)
            })
            .await
    }
}

const SELECT: &str = "SELECT id, name, description, provider, base_url, category, keys, \
                      created, updated, last_used FROM credentials";

fn find(
    connection: &Connection,
    user: i64,
    scope: Scope,
    id: &str,
) -> rusqlite::Result<Option<StoredCredentials>> {
    let (user, workspace) = owner(user, scope);
    connection
        .query_row(
            &format!("{SELECT} WHERE {IN_SCOPE} AND id = ?3 AND deleted IS NULL"),
            params![user, workspace, id],
            read,
        )
        .optional()
}

fn name_taken(
    connection: &Connection,
    user: i64,
    scope: Scope,
    name: &str,
    except: Option<&str>,
) -> rusqlite::Result<bool> {
    let (user, workspace) = owner(user, scope);
    connection.query_row(
        &format!(
            "SELECT EXISTS (SELECT 1 FROM credentials
             WHERE {IN_SCOPE} AND name = ?3 AND id IS NOT ?4 AND deleted IS NULL)"
        ),
        params![user, workspace, name, except],
        |row| row.get(0),
    )
}

fn write_secrets(connection: &Connection, new: &NewCredentials) -> rusqlite::Result<()> {
    for (field, sealed) in &new.secrets {
        connection.execute(
            "INSERT INTO credentials_secrets (credentials_id, field, sealed) VALUES (?1, ?2, ?3)
             ON CONFLICT (credentials_id, field) DO UPDATE SET sealed = excluded.sealed",
            params![new.id, field, sealed],
        )?;
    }
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredCredentials> {
    let keys: Value = row.get(6)?;
    Ok(StoredCredentials {
        id: row.get(0)?,
        name: row.get(1)?,
        description: row.get(2)?,
        provider: row.get(3)?,
        base_url: row.get(4)?,
        category: row.get(5)?,
        keys: keys.as_object().cloned().unwrap_or_default(),
        created: row.get(7)?,
        updated: row.get(8)?,
        last_used: row.get(9)?,
    })
}
