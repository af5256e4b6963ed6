//! Compute environments: where pipelines run, as far as pipelines need one here. Nothing runs.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Map, Value};
use wavepass_core::platform::Scope;

use super::Store;
use super::scope::{IN_SCOPE, SaveError, begin, owner};

type Result<T> = std::result::Result<T, tokio_rusqlite::Error>;
type Saved<E = std::convert::Infallible> =
    std::result::Result<(), tokio_rusqlite::Error<SaveError<E>>>;

/// A compute environment as it is stored. Times are Unix seconds.
#[derive(Clone, Debug)]
pub(crate) struct StoredComputeEnv {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) platform: String,
    pub(crate) config: Map<String, Value>,
    pub(crate) credentials_id: Option<String>,
    /// Whether its credentials were deleted since.
    pub(crate) lost_credentials: bool,
    pub(crate) workspace: Option<String>,
    pub(crate) visibility: Option<String>,
    pub(crate) created: i64,
    pub(crate) updated: i64,
}

/// A compute environment to store. A change leaves platform and config as they are.
#[derive(Clone)]
pub(crate) struct NewComputeEnv {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) platform: String,
    pub(crate) config: Map<String, Value>,
    pub(crate) credentials_id: Option<String>,
}

impl Store {
    /// The compute environments of a scope, oldest first.
    pub(crate) async fn list_compute_envs(
        &self,
        user: i64,
        scope: Scope,
    ) -> Result<Vec<StoredComputeEnv>> {
        self.handle
            .call(move |connection| {
                let query = format!("{SELECT} WHERE {IN_SCOPE_HERE} ORDER BY e.position");
                let mut statement = connection.prepare(&query)?;
                let (user, workspace) = owner(user, scope);
                statement
                    .query_map(params![user, workspace], read)?
                    .collect()
            })
            .await
    }

    /// One compute environment of a scope.
    pub(crate) async fn find_compute_env(
        &self,
        user: i64,
        scope: Scope,
        id: String,
    ) -> Result<Option<StoredComputeEnv>> {
        self.handle
            .call(move |connection| find_compute_env(connection, user, scope, &id))
            .await
    }

    /// Stores a new compute environment.
    pub(crate) async fn insert_compute_env(
        &self,
        user: i64,
        scope: Scope,
        new: NewComputeEnv,
        now: i64,
    ) -> Saved {
        self.handle
            .call(move |connection| {
                let transaction = begin(connection)?;
                refuse_taken_name(&transaction, user, scope, &new.name, None)?;
                use_credentials(
                    &transaction,
                    user,
                    scope,
                    new.credentials_id.as_deref(),
                    now,
                )?;
                let (owner_user, workspace) = owner(user, scope);
                transaction.execute(
                    "INSERT INTO compute_envs (id, user_id, workspace_id, name, description,
                        platform, config, credentials_id, created, updated)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)",
                    params![
                        new.id,
                        owner_user,
                        workspace,
                        new.name,
                        new.description,
                        new.platform,
                        Value::Object(new.config).to_string(),
                        new.credentials_id,
                        now
                    ],
                )?;
                transaction.commit()?;
                Ok(())
            })
            .await
    }

    /// Changes name, description and credentials. What they become is decided by `change`
    /// inside the transaction.
    pub(crate) async fn update_compute_env<E: Send + 'static>(
        &self,
        user: i64,
        scope: Scope,
        id: String,
        now: i64,
        change: impl FnOnce(StoredComputeEnv) -> std::result::Result<NewComputeEnv, E> + Send + 'static,
    ) -> Saved<E> {
        self.handle
            .call(move |connection| {
                let transaction = begin(connection)?;
                let stored =
                    find_compute_env(&transaction, user, scope, &id)?.ok_or(SaveError::Missing)?;
                let before = stored.credentials_id.clone();
                let new = change(stored).map_err(SaveError::Refused)?;
                refuse_taken_name(&transaction, user, scope, &new.name, Some(&id))?;
                // Another name is fine although the credentials are gone.
                if new.credentials_id != before {
                    let credentials = new.credentials_id.as_deref();
                    use_credentials(&transaction, user, scope, credentials, now)?;
                }
                transaction.execute(
                    "UPDATE compute_envs SET name = ?2, description = ?3, credentials_id = ?4,
                        updated = ?5 WHERE id = ?1",
                    params![id, new.name, new.description, new.credentials_id, now],
                )?;
                transaction.commit()?;
                Ok(())
            })
            .await
    }
}

const SELECT: &str = "SELECT e.id, e.name, e.description, e.platform, e.config, \
                      e.credentials_id, c.deleted IS NOT NULL, w.name, w.visibility, \
                      e.created, e.updated \
                      FROM compute_envs e \
                      LEFT JOIN credentials c ON c.id = e.credentials_id \
                      LEFT JOIN workspaces w ON w.id = e.workspace_id";

/// [`IN_SCOPE`] where credentials, which have the same columns, are joined.
const IN_SCOPE_HERE: &str = "e.user_id IS ?1 AND e.workspace_id IS ?2";

/// One compute environment of a scope, for those who are inside of a transaction.
pub(super) fn find_compute_env(
    connection: &Connection,
    user: i64,
    scope: Scope,
    id: &str,
) -> rusqlite::Result<Option<StoredComputeEnv>> {
    let (user, workspace) = owner(user, scope);
    let query = format!("{SELECT} WHERE {IN_SCOPE_HERE} AND e.id = ?3");
    connection
        .query_row(&query, params![user, workspace, id], read)
        .optional()
}

fn refuse_taken_name<E>(
    connection: &Connection,
    user: i64,
    scope: Scope,
    name: &str,
    except: Option<&str>,
) -> std::result::Result<(), SaveError<E>> {
    let (user, workspace) = owner(user, scope);
    let taken = connection.query_row(
        &format!(
            "SELECT EXISTS (SELECT 1 FROM compute_envs
             WHERE {IN_SCOPE} AND name = ?3 AND id IS NOT ?4)"
        ),
        params![user, workspace, name, except],
        |row| row.get(0),
    )?;
    if taken {
        return Err(SaveError::NameTaken(name.to_owned()));
    }
    Ok(())
}

/// Notes that credentials are used, if they are there and were not deleted.
fn use_credentials<E>(
    connection: &Connection,
    user: i64,
    scope: Scope,
    id: Option<&str>,
    now: i64,
) -> std::result::Result<(), SaveError<E>> {
    let Some(id) = id else { return Ok(()) };
    let (user, workspace) = owner(user, scope);
    let found: Option<(String, bool)> = connection
        .query_row(
            &format!(
                "SELECT name, deleted IS NOT NULL FROM credentials WHERE {IN_SCOPE} AND id = ?3"
            ),
            params![user, workspace, id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    match found {
        None => return Err(SaveError::NoSuch("computeEnv.credentialsId")),
        Some((name, true)) => return Err(SaveError::CredentialsDeleted(name)),
        Some((_, false)) => {}
    }
    connection.execute(
        "UPDATE credentials SET last_used = ?2 WHERE id = ?1",
        params![id, now],
    )?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredComputeEnv> {
    let config: Value = row.get(4)?;
    Ok(StoredComputeEnv {
        id: row.get(0)?,
        name: row.get(1)?,
        description: row.get(2)?,
        platform: row.get(3)?,
        config: config.as_object().cloned().unwrap_or_default(),
        credentials_id: row.get(5)?,
        lost_credentials: row.get(6)?,
        workspace: row.get(7)?,
        visibility: row.get(8)?,
        created: row.get(9)?,
        updated: row.get(10)?,
    })
}
