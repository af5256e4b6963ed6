//! Credentials: what is known about them in `keys`, their secrets sealed in a table of
//! their own.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde_json::{Map, Value};
use wavepass_core::platform::Scope;

use super::scope::{IN_SCOPE, Owner, SaveError, begin};
use super::{Result, Store, json_object};

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

impl StoredCredentials {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            description: row.get("description")?,
            provider: row.get("provider")?,
            base_url: row.get("base_url")?,
            category: row.get("category")?,
            keys: json_object(row, "keys")?,
            created: row.get("created")?,
            updated: row.get("updated")?,
            last_used: row.get("last_used")?,
        })
    }
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
    /// Field names of secrets that do not belong to the credentials as they become.
    pub(crate) foreign_secrets: Vec<&'static str>,
}

/// What a sealed secret is bound to: its record and its field.
pub(crate) fn secret_context(id: &str, field: &str) -> String {
    format!("credentials/{id}/{field}")
}

impl Store {
    /// The credentials of a scope, oldest first.
    pub(crate) async fn list_credentials(
        &self,
        user: i64,
        scope: Scope,
    ) -> Result<Vec<StoredCredentials>> {
        self.read(move |connection| {
            let owner = Owner::of(user, scope);
            let mut statement = connection.prepare(&format!(
                "SELECT * FROM credentials WHERE {IN_SCOPE} AND deleted IS NULL
                     ORDER BY position"
            ))?;
            statement
                .query_map(
                    named_params! { ":user": owner.user, ":workspace": owner.workspace },
                    StoredCredentials::from_row,
                )?
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
        self.read(move |connection| find(connection, Owner::of(user, scope), &id))
            .await
    }

    /// Whether a name is taken in a scope.
    pub(crate) async fn name_is_taken(
        &self,
        user: i64,
        scope: Scope,
        name: String,
    ) -> Result<bool> {
        self.read(move |connection| name_taken(connection, Owner::of(user, scope), &name, None))
            .await
    }

    /// Stores new credentials.
    pub(crate) async fn insert_credentials(
        &self,
        user: i64,
        scope: Scope,
        new: NewCredentials,
        now: i64,
    ) -> Result<(), SaveError> {
        self.write(move |connection| {
            let owner = Owner::of(user, scope);
            let transaction = begin(connection)?;
            if name_taken(&transaction, owner, &new.name, None)? {
                return Err(SaveError::NameTaken(new.name));
            }
            save(&transaction, INSERT, owner, new, now)?;
            transaction.commit()?;
            Ok(())
        })
        .await
    }

    /// Changes credentials in place. What they become is decided by `change` inside the
    /// transaction, so that two changes at once do not undo each other. Provider and scope
    /// stay.
    pub(crate) async fn update_credentials<E: Send + 'static>(
        &self,
        user: i64,
        scope: Scope,
        id: String,
        now: i64,
        change: impl FnOnce(StoredCredentials) -> std::result::Result<NewCredentials, E>
        + Send
        + 'static,
    ) -> Result<(), SaveError<E>> {
        self.write_and_erase(move |connection| {
            let owner = Owner::of(user, scope);
            let transaction = begin(connection)?;
            let stored = find(&transaction, owner, &id)?.ok_or(SaveError::NotFound)?;
            let new = change(stored).map_err(SaveError::Rejected)?;
            if name_taken(&transaction, owner, &new.name, Some(&id))? {
                return Err(SaveError::NameTaken(new.name));
            }
            save(&transaction, UPDATE, owner, new, now)?;
            transaction.commit()?;
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
        self.write_and_erase(move |connection| {
            let transaction = begin(connection)?;
            if find(&transaction, Owner::of(user, scope), &id)?.is_none() {
                return Ok(false);
            }
            transaction.execute(
                "DELETE FROM credentials_secrets WHERE credentials_id = :id",
                named_params! { ":id": id },
            )?;
            transaction.execute(
                "UPDATE credentials SET deleted = :now, keys = '{}' WHERE id = :id",
                named_params! { ":id": id, ":now": now },
            )?;
            transaction.commit()?;
            Ok(true)
        })
        .await
    }
}

fn find(
    connection: &Connection,
    owner: Owner,
    id: &str,
) -> rusqlite::Result<Option<StoredCredentials>> {
    connection
        .query_row(
            &format!("SELECT * FROM credentials WHERE {IN_SCOPE} AND id = :id AND deleted IS NULL"),
            named_params! { ":user": owner.user, ":workspace": owner.workspace, ":id": id },
            StoredCredentials::from_row,
        )
        .optional()
}

fn name_taken(
    connection: &Connection,
    owner: Owner,
    name: &str,
    except: Option<&str>,
) -> rusqlite::Result<bool> {
    connection.query_row(
        &format!(
            "SELECT EXISTS (SELECT 1 FROM credentials
             WHERE {IN_SCOPE} AND name = :name AND id IS NOT :except AND deleted IS NULL)
             AS taken"
        ),
        named_params! {
            ":user": owner.user,
            ":workspace": owner.workspace,
            ":name": name,
            ":except": except,
        },
        |row| row.get("taken"),
    )
}

const INSERT: &str = "
    INSERT INTO credentials (id, user_id, workspace_id, name, description, provider, base_url,
        category, keys, created, updated)
    VALUES (:id, :user, :workspace, :name, :description, :provider, :base_url,
        :category, :keys, :now, :now)";

/// Takes the parameters of [`INSERT`]; what cannot change says which row it is.
const UPDATE: &str = "
    UPDATE credentials SET name = :name, description = :description, base_url = :base_url,
        category = :category, keys = :keys, updated = :now
    WHERE id = :id AND user_id IS :user AND workspace_id IS :workspace AND provider = :provider";

/// Runs [`INSERT`] or [`UPDATE`], and stores the secrets.
fn save(
    connection: &Connection,
    statement: &str,
    owner: Owner,
    new: NewCredentials,
    now: i64,
) -> rusqlite::Result<()> {
    connection.execute(
        statement,
        named_params! {
            ":id": new.id,
            ":user": owner.user,
            ":workspace": owner.workspace,
            ":name": new.name,
            ":description": new.description,
            ":provider": new.provider,
            ":base_url": new.base_url,
            ":category": new.category,
            ":keys": Value::Object(new.keys),
            ":now": now,
        },
    )?;
    for field in new.foreign_secrets {
        connection.execute(
            "DELETE FROM credentials_secrets WHERE credentials_id = :id AND field = :field",
            named_params! { ":id": new.id, ":field": field },
        )?;
    }
    for (field, sealed) in new.secrets {
        connection.execute(
            "INSERT INTO credentials_secrets (credentials_id, field, sealed)
             VALUES (:id, :field, :sealed)
             ON CONFLICT (credentials_id, field) DO UPDATE SET sealed = excluded.sealed",
            named_params! { ":id": new.id, ":field": field, ":sealed": sealed },
        )?;
    }
    Ok(())
}
