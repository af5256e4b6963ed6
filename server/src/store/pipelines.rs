//! Pipelines and what they are launched with, kept as it was sent. Lists are in [`list`].

mod list;

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde_json::{Map, Value};
use wavepass_core::platform::Scope;

pub(crate) use list::{PipelineQuery, Search, SortBy, SortDir};

use super::compute_envs::{self, StoredComputeEnv};
use super::scope::{IN_SCOPE, Owner, SaveError, begin};
use super::{Result, Store, json_object};

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
    /// The user who made it, whoever it belongs to.
    pub(crate) creator: Named,
    /// The organization of its workspace.
    pub(crate) organization: Option<Named>,
    /// Its workspace; none in a personal scope.
    pub(crate) workspace: Option<Named>,
    /// The visibility of its workspace.
    pub(crate) visibility: Option<String>,
}

/// The id of a record and its name.
#[derive(Clone)]
pub(crate) struct Named {
    pub(crate) id: i64,
    pub(crate) name: String,
}

impl Named {
    /// Both by themselves.
    pub(crate) fn split(self) -> (i64, String) {
        (self.id, self.name)
    }
}

impl StoredPipeline {
    /// Reads a row of [`SELECT`].
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let named = |id, name| -> rusqlite::Result<Option<Named>> {
            let both = row.get::<_, Option<i64>>(id)?.zip(row.get(name)?);
            Ok(both.map(|(id, name)| Named { id, name }))
        };
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            description: row.get("description")?,
            icon: row.get("icon")?,
            launch_id: row.get("launch_id")?,
            launch: json_object(row, "launch")?,
            created: row.get("created")?,
            updated: row.get("updated")?,
            creator: Named {
                id: row.get("creator")?,
                name: row.get("creator_name")?,
            },
            organization: named("organization_id", "organization_name")?,
            workspace: named("workspace_id", "workspace_name")?,
            visibility: row.get("visibility")?,
        })
    }
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
        self.read(move |connection| find(connection, Owner::of(user, scope), id))
            .await
    }

    /// One pipeline of a scope with the compute environment of its launch.
    pub(crate) async fn find_launch(
        &self,
        user: i64,
        scope: Scope,
        id: i64,
    ) -> Result<Option<(StoredPipeline, Option<StoredComputeEnv>)>> {
        self.read(move |connection| {
            let owner = Owner::of(user, scope);
            let transaction = connection.transaction()?;
            let Some(stored) = find(&transaction, owner, id)? else {
                return Ok(None);
            };
            let env = match compute_env_id(&stored.launch) {
                Some(id) => compute_envs::find(&transaction, owner, id)?,
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
    ) -> Result<StoredPipeline, SaveError> {
        self.write(move |connection| {
            let owner = Owner::of(user, scope);
            let transaction = begin(connection)?;
            check(&transaction, owner, &new)?;
            transaction.execute(
                "INSERT INTO pipelines (id, user_id, workspace_id, creator, name,
                        description, icon, launch_id, launch, created, updated)
                     VALUES (:id, :user, :workspace, :creator, :name,
                        :description, :icon, :launch_id, :launch, :now, :now)",
                named_params! {
                    ":id": new.id,
                    ":user": owner.user,
                    ":workspace": owner.workspace,
                    ":creator": user,
                    ":name": new.name,
                    ":description": new.description,
                    ":icon": new.icon,
                    ":launch_id": new.launch_id,
                    ":launch": Value::Object(new.launch),
                    ":now": now,
                },
            )?;
            let stored = find(&transaction, owner, new.id)?.ok_or(SaveError::NotFound)?;
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
    ) -> Result<StoredPipeline, SaveError<E>> {
        self.write_and_erase(move |connection| {
            let owner = Owner::of(user, scope);
            let transaction = begin(connection)?;
            let stored = find(&transaction, owner, id)?.ok_or(SaveError::NotFound)?;
            let new = change(stored).map_err(SaveError::Rejected)?;
            check(&transaction, owner, &new)?;
            transaction.execute(
                "UPDATE pipelines SET name = :name, description = :description, icon = :icon,
                        launch = :launch, updated = :now WHERE id = :id",
                named_params! {
                    ":id": id,
                    ":name": new.name,
                    ":description": new.description,
                    ":icon": new.icon,
                    ":launch": Value::Object(new.launch),
                    ":now": now,
                },
            )?;
            let stored = find(&transaction, owner, id)?.ok_or(SaveError::NotFound)?;
            transaction.commit()?;
            Ok(stored)
        })
        .await
    }

    /// Deletes a pipeline; false when there is none.
    pub(crate) async fn delete_pipeline(&self, user: i64, scope: Scope, id: i64) -> Result<bool> {
        self.write_and_erase(move |connection| {
            let owner = Owner::of(user, scope);
            let deleted = connection.execute(
                &format!("DELETE FROM pipelines WHERE {IN_SCOPE} AND id = :id"),
                named_params! { ":user": owner.user, ":workspace": owner.workspace, ":id": id },
            )?;
            Ok(deleted == 1)
        })
        .await
    }
}

/// Pipelines as `p`, and the names around them.
const SELECT: &str = "
    SELECT p.id, p.name, p.description, p.icon, p.launch_id, p.launch, p.created, p.updated,
        p.creator, u.user_name AS creator_name,
        o.id AS organization_id, o.name AS organization_name,
        w.id AS workspace_id, w.name AS workspace_name, w.visibility
    FROM pipelines p JOIN users u ON u.id = p.creator
        LEFT JOIN workspaces w ON w.id = p.workspace_id
        LEFT JOIN organizations o ON o.id = w.organization_id";

/// The compute environment that a stored launch names.
fn compute_env_id(launch: &Map<String, Value>) -> Option<&str> {
    launch.get("computeEnvId").and_then(Value::as_str)
}

/// Whether the name is free and the compute environment there.
fn check<E>(
    connection: &Connection,
    owner: Owner,
    new: &NewPipeline,
) -> std::result::Result<(), SaveError<E>> {
    let taken = connection.query_row(
        &format!(
            "SELECT EXISTS (SELECT 1 FROM pipelines
             WHERE {IN_SCOPE} AND name = :name AND id <> :id) AS taken"
        ),
        named_params! {
            ":user": owner.user,
            ":workspace": owner.workspace,
            ":name": new.name,
            ":id": new.id,
        },
        |row| row.get("taken"),
    )?;
    if taken {
        return Err(SaveError::NameTaken(new.name.clone()));
    }
    if let Some(id) = compute_env_id(&new.launch)
        && compute_envs::find(connection, owner, id)?.is_none()
    {
        return Err(SaveError::UnknownReference("launch.computeEnvId"));
    }
    Ok(())
}

fn find(
    connection: &Connection,
    owner: Owner,
    id: i64,
) -> rusqlite::Result<Option<StoredPipeline>> {
    connection
        .query_row(
            &format!("{SELECT} WHERE {IN_SCOPE} AND p.id = :id"),
            named_params! { ":user": owner.user, ":workspace": owner.workspace, ":id": id },
            StoredPipeline::from_row,
        )
        .optional()
}
