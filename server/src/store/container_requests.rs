//! Requests for images that are pulled through the server's own Wave, and the logins that the pulls
//! take. Of a token there is only its keyed hash.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use wavepass_core::platform::Scope;
use wavepass_core::wave::pull::LISTED;

use super::scope::{IN_SCOPE, Owner, begin};
use super::{Result, Store};

/// How long a request is kept after its name has ended to work, so that it can be said when it did.
const KEPT_FOR: i64 = 7 * 24 * 60 * 60;

/// How many requests of one person are kept: who asks for more loses the oldest.
const KEPT_OF_ONE: i64 = 50_000;

/// A request to store. Times are Unix seconds.
#[derive(Clone, Debug)]
pub(crate) struct NewRequest {
    pub(crate) id: String,
    pub(crate) token_hash: [u8; 32],
    /// Who asked, with which access token. None: nobody who is known.
    pub(crate) asker: Option<Asker>,
    pub(crate) workspace: Option<i64>,
    pub(crate) registry: String,
    pub(crate) repository: String,
    /// The tag or digest that was asked for.
    pub(crate) reference: String,
    pub(crate) digest: Option<String>,
    pub(crate) platform: String,
    /// What is to be changed in the image, as JSON.
    pub(crate) config: Option<String>,
    pub(crate) workflow: Option<String>,
    pub(crate) created: i64,
    pub(crate) expires: i64,
    pub(crate) credential: Option<Taken>,
}

/// Who asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asker {
    pub(crate) user: i64,
    pub(crate) access_token: i64,
}

/// The credential that a pull took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// A request as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct StoredRequest {
    pub(crate) id: String,
    pub(crate) asker: Option<Asker>,
    pub(crate) workspace: Option<i64>,
    pub(crate) registry: String,
    pub(crate) repository: String,
    pub(crate) reference: String,
    pub(crate) digest: Option<String>,
    pub(crate) platform: String,
    pub(crate) config: Option<String>,
    pub(crate) created: i64,
    pub(crate) expires: i64,
    pub(crate) revoked: Option<i64>,
    pub(crate) credential: Option<Taken>,
    pub(crate) pulls: u32,
    pub(crate) last_pulled: Option<i64>,
    pub(crate) fault: Option<String>,
}

impl StoredRequest {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let user: Option<i64> = row.get("user_id")?;
        let access_token: Option<i64> = row.get("access_token_id")?;
        let credential_id: Option<String> = row.get("credential_id")?;
        let credential_name: Option<String> = row.get("credential_name")?;
        Ok(Self {
            id: row.get("id")?,
            asker: user
                .zip(access_token)
                .map(|(user, access_token)| Asker { user, access_token }),
            workspace: row.get("workspace_id")?,
            registry: row.get("registry")?,
            repository: row.get("repository")?,
            reference: row.get("reference")?,
            digest: row.get("digest")?,
            platform: row.get("platform")?,
            config: row.get("config")?,
            created: row.get("created")?,
            expires: row.get("expires")?,
            revoked: row.get("revoked")?,
            credential: credential_id
                .zip(credential_name)
                .map(|(id, name)| Taken { id, name }),
            pulls: row.get("pulls")?,
            last_pulled: row.get("last_pulled")?,
            fault: row.get("fault")?,
        })
    }
}

/// What came of a pull.
#[derive(Clone, Debug)]
pub(crate) enum Pulled {
    /// A manifest was given.
    Manifest {
        at: i64,
        credential: Option<Taken>,
        /// The digest of the reference that was asked for, where it was not known yet.
        digest: Option<String>,
    },
    /// Something went wrong.
    Failed { at: i64, fault: String },
}

impl Store {
    /// Stores a request, and forgets those that have ended long ago.
    pub(crate) async fn insert_container_request(&self, new: NewRequest) -> Result<()> {
        self.write(move |connection| {
            let transaction = begin(connection)?;
            transaction.execute(
                "DELETE FROM container_requests WHERE expires < :before",
                named_params! { ":before": new.created - KEPT_FOR },
            )?;
            transaction.execute(
                "DELETE FROM container_requests WHERE user_id IS :user AND created < (
                     SELECT created FROM container_requests WHERE user_id IS :user
                     ORDER BY created DESC LIMIT 1 OFFSET :kept)",
                named_params! {
                    ":user": new.asker.map(|asker| asker.user),
                    ":kept": KEPT_OF_ONE,
                },
            )?;
            insert(&transaction, &new)?;
            transaction.commit()
        })
        .await
    }

    /// The request whose token has this hash, however it ended.
    pub(crate) async fn find_container_request(
        &self,
        token_hash: [u8; 32],
    ) -> Result<Option<StoredRequest>> {
        self.read(move |connection| {
            connection
                .query_row(
                    "SELECT * FROM container_requests WHERE token_hash = :hash",
                    named_params! { ":hash": token_hash },
                    StoredRequest::from_row,
                )
                .optional()
        })
        .await
    }

    /// The request of that id.
    pub(crate) async fn container_request(&self, id: String) -> Result<Option<StoredRequest>> {
        self.read(move |connection| {
            connection
                .query_row(
                    "SELECT * FROM container_requests WHERE id = :id",
                    named_params! { ":id": id },
                    StoredRequest::from_row,
                )
                .optional()
        })
        .await
    }

    /// The newest requests of a scope, each with the user name of who asked.
    pub(crate) async fn list_container_requests(
        &self,
        user: i64,
        scope: Scope,
    ) -> Result<Vec<(StoredRequest, String)>> {
        self.read(move |connection| {
            // The requests of a workspace are those of everybody in it.
            let (condition, of) = match scope {
                Scope::Personal => ("r.user_id = :of AND r.workspace_id IS NULL", user),
                Scope::Workspace(id) => ("r.workspace_id = :of", id.0),
            };
            let mut statement = connection.prepare(&format!(
                "SELECT r.*, ifnull(u.user_name, '') AS asked_by FROM container_requests r
                     LEFT JOIN users u ON u.id = r.user_id
                     WHERE {condition} ORDER BY r.created DESC, r.rowid DESC LIMIT :limit"
            ))?;
            let rows = statement.query_map(
                named_params! { ":of": of, ":limit": i64::try_from(LISTED).unwrap_or(i64::MAX) },
                |row| Ok((StoredRequest::from_row(row)?, row.get("asked_by")?)),
            )?;
            rows.collect()
        })
        .await
    }

    /// Takes a request back; false when that was done before.
    pub(crate) async fn revoke_container_request(&self, id: String, now: i64) -> Result<bool> {
        self.write(move |connection| {
            let changed = connection.execute(
                "UPDATE container_requests SET revoked = :now WHERE id = :id AND revoked IS NULL",
                named_params! { ":id": id, ":now": now },
            )?;
            Ok(changed == 1)
        })
        .await
    }

    /// Remembers what came of pulls, each of the request of that id, and that their credentials were
    /// used.
    pub(crate) async fn note_pulls(&self, pulls: Vec<(String, Pulled)>) -> Result<()> {
        self.write(move |connection| {
            let transaction = begin(connection)?;
            for (id, pulled) in &pulls {
                note(&transaction, id, pulled)?;
            }
            transaction.commit()
        })
        .await
    }

    /// The sealed secret of a credential of a scope: for the pull, and nobody else
    /// (`embedded_wave::choice`).
    pub(crate) async fn sealed_secret(
        &self,
        user: i64,
        scope: Scope,
        id: String,
        field: &'static str,
    ) -> Result<Option<Vec<u8>>> {
        self.read(move |connection| {
            let owner = Owner::of(user, scope);
            connection
                .query_row(
                    &format!(
                        "SELECT s.sealed FROM credentials_secrets s
                             JOIN credentials c ON c.id = s.credentials_id
                             WHERE {IN_SCOPE} AND c.id = :id AND c.deleted IS NULL
                             AND s.field = :field"
                    ),
                    named_params! {
                        ":user": owner.user,
                        ":workspace": owner.workspace,
                        ":id": id,
                        ":field": field,
                    },
                    |row| row.get("sealed"),
                )
                .optional()
        })
        .await
    }
}

fn insert(connection: &Connection, new: &NewRequest) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO container_requests (id, token_hash, user_id, access_token_id, workspace_id,
             registry, repository, reference, digest, platform, config, workflow_id, created,
             expires, credential_id, credential_name)
         VALUES (:id, :token_hash, :user, :access_token, :workspace, :registry, :repository,
             :reference, :digest, :platform, :config, :workflow, :created, :expires,
             :credential_id, :credential_name)",
        named_params! {
            ":id": new.id,
            ":token_hash": new.token_hash,
            ":user": new.asker.map(|asker| asker.user),
            ":access_token": new.asker.map(|asker| asker.access_token),
            ":workspace": new.workspace,
            ":registry": new.registry,
            ":repository": new.repository,
            ":reference": new.reference,
            ":digest": new.digest,
            ":platform": new.platform,
            ":config": new.config,
            ":workflow": new.workflow,
            ":created": new.created,
            ":expires": new.expires,
            ":credential_id": new.credential.as_ref().map(|it| &it.id),
            ":credential_name": new.credential.as_ref().map(|it| &it.name),
        },
    )?;
    Ok(())
}

fn note(connection: &Connection, id: &str, pulled: &Pulled) -> rusqlite::Result<()> {
    match pulled {
        Pulled::Manifest {
            at,
            credential,
            digest,
        } => {
            connection.execute(
                "UPDATE container_requests SET pulls = pulls + 1, last_pulled = :at, fault = NULL,
                     credential_id = :credential_id, credential_name = :credential_name,
                     digest = ifnull(digest, :digest)
                 WHERE id = :id",
                named_params! {
                    ":id": id,
                    ":at": at,
                    ":credential_id": credential.as_ref().map(|it| &it.id),
                    ":credential_name": credential.as_ref().map(|it| &it.name),
                    ":digest": digest,
                },
            )?;
            if let Some(credential) = credential {
                connection.execute(
                    "UPDATE credentials SET last_used = :at WHERE id = :id",
                    named_params! { ":id": credential.id, ":at": at },
                )?;
            }
        }
        Pulled::Failed { at, fault } => {
            connection.execute(
                "UPDATE container_requests SET last_pulled = :at, fault = :fault WHERE id = :id",
                named_params! { ":id": id, ":at": at, ":fault": fault },
            )?;
        }
    }
    Ok(())
}

impl NewRequest {
    /// It as it will be stored.
    pub(crate) fn as_stored(&self) -> StoredRequest {
        let new = self.clone();
        StoredRequest {
            id: new.id,
            asker: new.asker,
            workspace: new.workspace,
            registry: new.registry,
            repository: new.repository,
            reference: new.reference,
            digest: new.digest,
            platform: new.platform,
            config: new.config,
            created: new.created,
            expires: new.expires,
            revoked: None,
            credential: new.credential,
            pulls: 0,
            last_pulled: None,
            fault: None,
        }
    }
}
