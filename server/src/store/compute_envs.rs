//! Compute environments: where pipelines run, as far as pipelines need one here. Nothing runs.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde_json::{Map, Value};
use wavepass_core::platform::Scope;

use super::scope::{IN_SCOPE, Owner, SaveError, begin};
use super::{Result, Store, json_object};

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
    pub(crate) credentials_deleted: bool,
    /// The name of its workspace.
    pub(crate) workspace: Option<String>,
    /// The visibility of its workspace.
    pub(crate) visibility: Option<String>,
    pub(crate) created: i64,
    pub(crate) updated: i64,
}

impl StoredComputeEnv {
    /// Reads a row of [`SELECT`].
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            description: row.get("description")?,
            platform: row.get("platform")?,
            config: json_object(row, "config")?,
            credentials_id: row.get("credentials_id")?,
            credentials_deleted: row.get("credentials_deleted")?,
            workspace: row.get("workspace")?,
            visibility: row.get("visibility")?,
            created: row.get("created")?,
            updated: row.get("updated")?,
        })
    }
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
        self.read(move |connection| {
            let owner = Owner::of(user, scope);
            let mut statement =
                connection.prepare(&format!("{SELECT} WHERE {IN_SCOPE} ORDER BY e.position"))?;
            statement
                .query_map(
                    named_params! { ":user": owner.user, ":workspace": owner.workspace },
                    StoredComputeEnv::from_row,
                )?
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
        self.read(move |connection| find(connection, Owner::of(user, scope), &id))
            .await
    }

    /// Stores a new compute environment.
    pub(crate) async fn insert_compute_env(
        &self,
        user: i64,
        scope: Scope,
        new: NewComputeEnv,
        now: i64,
    ) -> Result<(), SaveError> {
        self.write(move |connection| {
            let owner = Owner::of(user, scope);
            let transaction = begin(connection)?;
            reject_taken_name(&transaction, owner, &new.name, None)?;
            use_credentials(&transaction, owner, new.credentials_id.as_deref(), now)?;
            transaction.execute(
                "INSERT INTO compute_envs (id, user_id, workspace_id, name, description,
                        platform, config, credentials_id, created, updated)
                     VALUES (:id, :user, :workspace, :name, :description,
                        :platform, :config, :credentials_id, :now, :now)",
                named_params! {
                    ":id": new.id,
                    ":user": owner.user,
                    ":workspace": owner.workspace,
                    ":name": new.name,
                    ":description": new.description,
                    ":platform": new.platform,
                    ":config": Value::Object(new.config),
                    ":credentials_id": new.credentials_id,
                    ":now": now,
                },
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
    ) -> Result<(), SaveError<E>> {
        self.write(move |connection| {
            let owner = Owner::of(user, scope);
            let transaction = begin(connection)?;
            let stored = find(&transaction, owner, &id)?.ok_or(SaveError::NotFound)?;
            let before = stored.credentials_id.clone();
            let new = change(stored).map_err(SaveError::Rejected)?;
            reject_taken_name(&transaction, owner, &new.name, Some(&id))?;
            // Another name is fine although the credentials are gone.
            if new.credentials_id != before {
                use_credentials(&transaction, owner, new.credentials_id.as_deref(), now)?;
            }
            transaction.execute(
                "UPDATE compute_envs SET name = :name, description = :description,
                        credentials_id = :credentials_id, updated = :now WHERE id = :id",
                named_params! {
                    ":id": id,
                    ":name": new.name,
                    ":description": new.description,
                    ":credentials_id": new.credentials_id,
                    ":now": now,
                },
            )?;
            transaction.commit()?;
            Ok(())
        })
        .await
    }
}

/// Only `compute_envs` may have columns of the names in [`IN_SCOPE`] here: credentials, which
/// have them as well, are not joined but asked for.
const SELECT: &str = "
    SELECT e.id, e.name, e.description, e.platform, e.config, e.credentials_id,
        EXISTS (SELECT 1 FROM credentials c
                WHERE c.id = e.credentials_id AND c.deleted IS NOT NULL) AS credentials_deleted,
        w.name AS workspace, w.visibility, e.created, e.updated
    FROM compute_envs e LEFT JOIN workspaces w ON w.id = e.workspace_id";

/// One compute environment of a scope, for those who are inside of a transaction.
pub(super) fn find(
    connection: &Connection,
    owner: Owner,
    id: &str,
) -> rusqlite::Result<Option<StoredComputeEnv>> {
    connection
        .query_row(
            &format!("{SELECT} WHERE {IN_SCOPE} AND e.id = :id"),
            named_params! { ":user": owner.user, ":workspace": owner.workspace, ":id": id },
            StoredComputeEnv::from_row,
        )
        .optional()
}

fn reject_taken_name<E>(
    connection: &Connection,
    owner: Owner,
    name: &str,
    except: Option<&str>,
) -> std::result::Result<(), SaveError<E>> {
    let taken = connection.query_row(
        &format!(
            "SELECT EXISTS (SELECT 1 FROM compute_envs
             WHERE {IN_SCOPE} AND name = :name AND id IS NOT :except) AS taken"
        ),
        named_params! {
            ":user": owner.user,
            ":workspace": owner.workspace,
            ":name": name,
            ":except": except,
        },
        |row| row.get("taken"),
    )?;
    if taken {
        return Err(SaveError::NameTaken(name.to_owned()));
    }
    Ok(())
}

/// Notes that credentials are used, if they are there and were not deleted.
fn use_credentials<E>(
    connection: &Connection,
    owner: Owner,
    id: Option<&str>,
    now: i64,
) -> std::result::Result<(), SaveError<E>> {
    let Some(id) = id else { return Ok(()) };
    let found: Option<(String, bool)> = connection
        .query_row(
            &format!(
                "SELECT name, deleted IS NOT NULL AS is_deleted FROM credentials
                 WHERE {IN_SCOPE} AND id = :id"
            ),
            named_params! { ":user": owner.user, ":workspace": owner.workspace, ":id": id },
            |row| Ok((row.get("name")?, row.get("is_deleted")?)),
        )
        .optional()?;
    match found {
        None => return Err(SaveError::UnknownReference("computeEnv.credentialsId")),
        Some((name, true)) => return Err(SaveError::CredentialsDeleted(name)),
        Some((_, false)) => {}
    }
    connection.execute(
        "UPDATE credentials SET last_used = :now WHERE id = :id",
        named_params! { ":id": id, ":now": now },
    )?;
    Ok(())
}
