//! Pipelines and what they are launched with, kept as it was sent. Lists are in [`list`].

mod list;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Map, Value};
use wavepass_core::platform::Scope;

pub(crate) use list::{PipelineQuery, Search, SortBy, SortDir};

use super::Store;
use super::compute_envs::{StoredComputeEnv, find_compute_env};
use super::scope::{IN_SCOPE, SaveError, begin, erase_old_pages, owner};

type Result<T> = std::result::Result<T, tokio_rusqlite::Error>;

/// A pipeline as it is stored, with the names around it. Times are Unix seconds.
#[derive(Clone)]
pub(crate) struct StoredPipeline {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) icon: Option<String>,
    pub(crate) launch_id: String,
    pub(crate) launch: Map<String, Value>,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) creator: (i64, String),
    pub(crate) organization: Option<(i64, String)>,
    pub(crate) workspace: Option<(i64, String)>,
    pub(crate) visibility: Option<String>,
}

/// A pipeline to store.
#[derive(Clone)]
pub(crate) struct NewPipeline {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) icon: Option<String>,
    pub(crate) launch_id: String,
    pub(crate) launch: Map<String, Value>,
}

impl Store {
    /// One pipeline of a scope.
    pub(crate) async fn find_pipeline(
        &self,
        user: i64,
        scope: Scope,
        id: i64,
    ) -> Result<Option<StoredPipeline>> {
        self.handle
            .call(move |connection| find(connection, user, scope, id))
            .await
    }

    /// One pipeline of a scope with the compute environment of its launch.
    pub(crate) async fn find_launch(
        &self,
        user: i64,
        scope: Scope,
        id: i64,
    ) -> Result<Option<(StoredPipeline, Option<StoredComputeEnv>)>> {
        self.handle
            .call(move |connection| {
                let transaction = connection.transaction()?;
                let Some(stored) = find(&transaction, user, scope, id)? else {
                    return Ok(None);
                };
                let env = match compute_env_id(&stored.launch) {
                    Some(id) => find_compute_env(&transaction, user, scope, id)?,
                    None => None,
                };
                Ok(Some((stored, env)))
            })
            .await
    }

    /// Stores a new pipeline.
    pub(crate) async fn insert_pipeline(
        &self,
        user: i64,
        scope: Scope,
        new: NewPipeline,
        now: i64,
    ) -> std::result::Result<StoredPipeline, tokio_rusqlite::Error<SaveError>> {
        self.handle
            .call(move |connection| {
                let transaction = begin(connection)?;
                check(&transaction, user, scope, &new)?;
                let (owner_user, workspace) = owner(user, scope);
                transaction.execute(
                    "INSERT INTO pipelines (id, user_id, workspace_id, creator, name,
                        description, icon, launch_id, launch, created, updated)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)",
                    params![
                        new.id,
                        owner_user,
                        workspace,
                        user,
                        new.name,
                        new.description,
                        new.icon,
                        new.launch_id,
                        Value::Object(new.launch).to_string(),
                        now
                    ],
                )?;
                let stored = find(&transaction, user, scope, new.id)?.ok_or(SaveError::Missing)?;
                transaction.commit()?;
                Ok(stored)
            })
            .await
    }

    /// Changes a pipeline in place. What it becomes is decided by `change` inside the
    /// transaction, so that two changes at once do not undo each other.
    pub(crate) async fn update_pipeline<E: Send + 'static>(
        &self,
        user: i64,
        scope: Scope,
        id: i64,
        now: i64,
        change: impl FnOnce(StoredPipeline) -> std::result::Result<NewPipeline, E> + Send + 'static,
    ) -> std::result::Result<StoredPipeline, tokio_rusqlite::Error<SaveError<E>>> {
        self.handle
            .call(move |connection| {
                let transaction = begin(connection)?;
                let stored = find(&transaction, user, scope, id)?.ok_or(SaveError::Missing)?;
                let new = change(stored).map_err(SaveError::Refused)?;
                check(&transaction, user, scope, &new)?;
                transaction.execute(
                    "UPDATE pipelines SET name = ?2, description = ?3, icon = ?4, launch = ?5,
                        updated = ?6 WHERE id = ?1",
                    params![
                        id,
                        new.name,
                        new.description,
                        new.icon,
                        Value::Object(new.launch).to_string(),
                        now
                    ],
                )?;
                let stored = find(&transaction, user, scope, id)?.ok_or(SaveError::Missing)?;
                transaction.commit()?;
                erase_old_pages(connection)?;
                Ok(stored)
            })
            .await
    }

    /// Deletes a pipeline; false when there is none.
    pub(crate) async fn delete_pipeline(&self, user: i64, scope: Scope, id: i64) -> Result<bool> {
        self.handle
            .call(move |connection| {
                let (user, workspace) = owner(user, scope);
                let deleted = connection.execute(
                    &format!("DELETE FROM pipelines WHERE {IN_SCOPE} AND id = ?3"),
                    params![user, workspace, id],
                )?;
                erase_old_pages(connection)?;
                Ok(deleted == 1)
            })
            .await
    }
}

const SELECT: &str = "SELECT p.id, p.name, p.description, p.icon, p.launch_id, p.launch, \
                      p.created, p.updated, u.id, u.user_name, o.id, o.name, w.id, w.name, \
                      w.visibility \
                      FROM pipelines p JOIN users u ON u.id = p.creator \
                      LEFT JOIN workspaces w ON w.id = p.workspace_id \
                      LEFT JOIN organizations o ON o.id = w.organization_id";

/// The compute environment that a stored launch names.
fn compute_env_id(launch: &Map<String, Value>) -> Option<&str> {
    launch.get("computeEnvId").and_then(Value::as_str)
}

/// Whether the name is free and the compute environment there.
fn check<E>(
    connection: &Connection,
    user: i64,
    scope: Scope,
    new: &NewPipeline,
) -> std::result::Result<(), SaveError<E>> {
    let (owner_user, workspace) = owner(user, scope);
    let taken = connection.query_row(
        &format!(
            "SELECT EXISTS (SELECT 1 FROM pipelines WHERE {IN_SCOPE} AND name = ?3 AND id <> ?4)"
        ),
        params![owner_user, workspace, new.name, new.id],
        |row| row.get(0),
    )?;
    if taken {
        return Err(SaveError::NameTaken(new.name.clone()));
    }
    if let Some(id) = compute_env_id(&new.launch)
        && find_compute_env(connection, user, scope, id)?.is_none()
    {
        return Err(SaveError::NoSuch("launch.computeEnvId"));
    }
    Ok(())
}

fn find(
    connection: &Connection,
    user: i64,
    scope: Scope,
    id: i64,
) -> rusqlite::Result<Option<StoredPipeline>> {
    let (user, workspace) = owner(user, scope);

    let query = format!("{SELECT} WHERE {IN_SCOPE} AND p.id = ?3");
    connection
        .query_row(&query, params![user, workspace, id], read)
        .optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredPipeline> {
    let launch: Value = row.get(5)?;
    let pair = |id, name| -> rusqlite::Result<Option<(i64, String)>> {
        let id: Option<i64> = row.get(id)?;
        let name: Option<String> = row.get(name)?;
        Ok(id.zip(name))
    };
    Ok(StoredPipeline {
        id: row.get(0)?,
        name: row.get(1)?,
        description: row.get(2)?,
        icon: row.get(3)?,
        launch_id: row.get(4)?,
        launch: launch.as_object().cloned().unwrap_or_default(),
        created: row.get(6)?,
        updated: row.get(7)?,
        creator: (row.get(8)?, row.get(9)?),
        organization: pair(10, 11)?,
        workspace: pair(12, 13)?,
        visibility: row.get(14)?,
    })
}
