//! People, organizations and workspaces.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use wavepass_core::platform::WorkspaceId;
use wavepass_core::platform::user::{OrgAndWorkspace, Organization, User, Workspace};

use super::scope::{SaveError, begin};
use super::{Result, Store};
use crate::clock::timestamp;
use crate::ids;

const USER_NAME: &str = "local";
const ORGANIZATION: &str = "my-organization";
const WORKSPACES: [(&str, &str); 2] = [("main", "Main workspace"), ("sandbox", "Sandbox")];

impl Store {
    /// The one local user, made on the first start together with an organization of two
    /// workspaces.
    pub(crate) async fn local_user(&self, now: i64) -> Result<i64> {
        self.write(move |connection| match find_local_user(connection)? {
            Some(id) => Ok(id),
            None => seed(connection, now),
        })
        .await
    }

    /// A user by id.
    pub(crate) async fn user(&self, id: i64) -> Result<Option<User>> {
        self.read(move |connection| {
            connection
                .query_row(
                    "SELECT id, user_name, email, created FROM users
                         WHERE id = :id AND deleted IS NULL",
                    named_params! { ":id": id },
                    |row| {
                        Ok(User {
                            id: row.get("id")?,
                            user_name: row.get("user_name")?,
                            email: row.get("email")?,
                            date_created: Some(timestamp(row.get("created")?)),
                            first_name: None,
                            last_name: None,
                            organization: None,
                            description: None,
                            avatar: None,
                            avatar_id: None,
                            // Nothing of a user can be changed.
                            last_updated: Some(timestamp(row.get("created")?)),
                            last_access: None,
                            deleted: false,
                            notification: None,
                            marketing_consent: None,
                            terms_of_use_consent: None,
                        })
                    },
                )
                .optional()
        })
        .await
    }

    /// All users, by name.
    pub(crate) async fn users(&self) -> Result<Vec<Account>> {
        self.read(|connection| {
            let mut statement = connection.prepare(
                "SELECT id, user_name, email FROM users
                     WHERE deleted IS NULL ORDER BY user_name",
            )?;
            statement.query_map([], Account::from_row)?.collect()
        })
        .await
    }

    /// The user of that name or that e-mail address.
    pub(crate) async fn find_user(&self, name_or_email: String) -> Result<Option<Account>> {
        self.read(move |connection| find_user(connection, &name_or_email))
            .await
    }

    /// Adds a user, who can do nothing yet outside of the personal scope.
    pub(crate) async fn create_user(
        &self,
        name: String,
        email: String,
        now: i64,
    ) -> Result<(), SaveError> {
        self.write(move |connection| {
            let transaction = begin(connection)?;
            for taken in [&name, &email] {
                let is_taken = transaction.query_row(
                    "SELECT EXISTS (SELECT 1 FROM users WHERE user_name = :text
                            OR (email = :text AND deleted IS NULL)) AS taken",
                    named_params! { ":text": taken },
                    |row| row.get("taken"),
                )?;
                if is_taken {
                    return Err(SaveError::NameTaken(taken.clone()));
                }
            }
            transaction.execute(
                "INSERT INTO users (id, user_name, email, created)
                     VALUES (:id, :name, :email, :now)",
                named_params! {
                    ":id": ids::numeric_id(), ":name": name, ":email": email, ":now": now,
                },
            )?;
            Ok(transaction.commit()?)
        })
        .await
    }

    /// Removes a user with all that is theirs alone. What they made in workspaces stays, under
    /// their name, which is not given to anybody else.
    pub(crate) async fn remove_user(
        &self,
        name: String,
        now: i64,
    ) -> Result<(), SaveError<RemoveUserError>> {
        self.write_and_erase(move |connection| {
            let transaction = begin(connection)?;
            let user = find_user(&transaction, &name)?
                .ok_or(SaveError::NotFound)?
                .id;
            if Some(user) == find_local_user(&transaction)? {
                return Err(SaveError::Rejected(RemoveUserError::SignsInByLink));
            }
            let only_owner: Option<String> = transaction
                .query_row(
                    "SELECT o.name FROM members m
                         JOIN organizations o ON o.id = m.organization_id
                         WHERE m.user_id = :user AND m.role = 'owner' AND NOT EXISTS (
                            SELECT 1 FROM members other WHERE other.role = 'owner'
                            AND other.organization_id = o.id AND other.user_id <> :user)",
                    named_params! { ":user": user },
                    |row| row.get("name"),
                )
                .optional()?;
            if let Some(organization) = only_owner {
                return Err(SaveError::Rejected(RemoveUserError::OnlyOwner(
                    organization,
                )));
            }
            for statement in [
                "DELETE FROM tokens WHERE user_id = :user",
                "DELETE FROM participants WHERE user_id = :user",
                "DELETE FROM members WHERE user_id = :user",
                "DELETE FROM pipelines WHERE user_id = :user",
                "DELETE FROM compute_envs WHERE user_id = :user",
                "DELETE FROM credentials_secrets WHERE credentials_id IN
                        (SELECT id FROM credentials WHERE user_id = :user)",
                "DELETE FROM credentials WHERE user_id = :user",
            ] {
                transaction.execute(statement, named_params! { ":user": user })?;
            }
            transaction.execute(
                "UPDATE users SET deleted = :now WHERE id = :user",
                named_params! { ":user": user, ":now": now },
            )?;
            transaction.commit()?;
            Ok(())
        })
        .await
    }

    /// The organizations that a user is in and their workspaces, each organization first as
    /// a row of its own.
    pub(crate) async fn orgs_and_workspaces(&self, user: i64) -> Result<Vec<OrgAndWorkspace>> {
        self.read(move |connection| {
            let mut statement = connection.prepare(
                "SELECT o.id AS organization_id, o.name AS organization_name,
                        w.id, w.name, w.full_name, w.visibility,
                        CASE m.role WHEN 'owner' THEN 'owner' ELSE p.role END AS role
                     FROM organizations o
                     LEFT JOIN members m ON m.organization_id = o.id AND m.user_id = :user
                     LEFT JOIN workspaces w ON w.organization_id = o.id
                     LEFT JOIN participants p ON p.workspace_id = w.id AND p.user_id = :user
                     WHERE m.role IS NOT NULL OR p.role IS NOT NULL
                     ORDER BY o.name, w.name",
            )?;
            let mut rows = statement.query(named_params! { ":user": user })?;
            let mut all: Vec<OrgAndWorkspace> = Vec::new();
            while let Some(row) = rows.next()? {
                let organization = OrgAndWorkspace {
                    org_id: row.get("organization_id")?,
                    org_name: row.get("organization_name")?,
                    org_logo_url: None,
                    workspace_id: None,
                    workspace_name: None,
                    workspace_full_name: None,
                    visibility: None,
                    roles: None,
                };
                if all
                    .last()
                    .is_none_or(|last| last.org_id != organization.org_id)
                {
                    all.push(organization.clone());
                }
                let id: Option<i64> = row.get("id")?;
                let role: Option<String> = row.get("role")?;
                if let (Some(id), Some(role)) = (id, role) {
                    all.push(OrgAndWorkspace {
                        workspace_id: Some(WorkspaceId(id)),
                        workspace_name: row.get("name")?,
                        workspace_full_name: row.get("full_name")?,
                        visibility: row.get("visibility")?,
                        roles: Some(vec![role]),
                        ..organization
                    });
                }
            }
            Ok(all)
        })
        .await
    }

    /// The organizations that a user is in.
    pub(crate) async fn organizations(&self, user: i64) -> Result<Vec<Organization>> {
        self.read(move |connection| {
            let mut statement = connection.prepare(
                "SELECT DISTINCT o.id, o.name, o.full_name, m.id AS member_id,
                        ifnull(m.role, 'collaborator') AS member_role
                     FROM organizations o
                     LEFT JOIN members m ON m.organization_id = o.id AND m.user_id = :user
                     LEFT JOIN workspaces w ON w.organization_id = o.id
                     LEFT JOIN participants p ON p.workspace_id = w.id AND p.user_id = :user
                     WHERE m.role IS NOT NULL OR p.role IS NOT NULL
                     ORDER BY o.name",
            )?;
            let rows = statement.query_map(named_params! { ":user": user }, |row| {
                Ok(Organization {
                    org_id: row.get("id")?,
                    name: row.get("name")?,
                    full_name: row.get("full_name")?,
                    description: None,
                    location: None,
                    website: None,
                    logo_id: None,
                    logo_url: None,
                    member_id: row.get("member_id")?,
                    member_role: row.get("member_role")?,
                })
            })?;
            rows.collect()
        })
        .await
    }

    /// Every organization, for whoever has the database.
    pub(crate) async fn all_organizations(&self) -> Result<Vec<(String, String)>> {
        self.read(|connection| {
            let mut statement =
                connection.prepare("SELECT name, full_name FROM organizations ORDER BY name")?;
            let rows =
                statement.query_map([], |row| Ok((row.get("name")?, row.get("full_name")?)))?;
            rows.collect()
        })
        .await
    }

    /// The organization of that name.
    pub(crate) async fn find_organization(&self, name: String) -> Result<Option<i64>> {
        self.read(move |connection| {
            connection
                .query_row(
                    "SELECT id FROM organizations WHERE name = :name",
                    named_params! { ":name": name },
                    |row| row.get("id"),
                )
                .optional()
        })
        .await
    }

    /// Every workspace as organization, name and full name, for whoever has the database.
    pub(crate) async fn all_workspaces(&self) -> Result<Vec<(String, String, String)>> {
        self.read(|connection| {
            let mut statement = connection.prepare(
                "SELECT o.name AS organization, w.name, w.full_name FROM workspaces w
                     JOIN organizations o ON o.id = w.organization_id ORDER BY o.name, w.name",
            )?;
            let rows = statement.query_map([], |row| {
                Ok((
                    row.get("organization")?,
                    row.get("name")?,
                    row.get("full_name")?,
                ))
            })?;
            rows.collect()
        })
        .await
    }

    /// The workspace of that name in an organization.
    pub(crate) async fn find_workspace(
        &self,
        organization: i64,
        name: String,
    ) -> Result<Option<WorkspaceId>> {
        self.read(move |connection| {
            connection
                .query_row(
                    "SELECT id FROM workspaces
                         WHERE organization_id = :organization AND name = :name",
                    named_params! { ":organization": organization, ":name": name },
                    |row| Ok(WorkspaceId(row.get("id")?)),
                )
                .optional()
        })
        .await
    }

    /// Makes an organization, of which the user is the owner.
    pub(crate) async fn create_organization(
        &self,
        user: i64,
        name: String,
        full_name: String,
    ) -> Result<i64, SaveError> {
        self.write(move |connection| {
            let transaction = begin(connection)?;
            let id = ids::numeric_id();
            let inserted = transaction.execute(
                "INSERT INTO organizations (id, name, full_name)
                     VALUES (:id, :name, :full_name) ON CONFLICT (name) DO NOTHING",
                named_params! { ":id": id, ":name": name, ":full_name": full_name },
            )?;
            if inserted == 0 {
                return Err(SaveError::NameTaken(name));
            }
            transaction.execute(
                "INSERT INTO members (id, organization_id, user_id, role)
                     VALUES (:id, :organization, :user, 'owner')",
                named_params! {
                    ":id": ids::numeric_id(), ":organization": id, ":user": user,
                },
            )?;
            transaction.commit()?;
            Ok(id)
        })
        .await
    }

    /// Makes a workspace, which belongs to the owners of its organization. Whoever makes it takes
    /// part in it.
    pub(crate) async fn create_workspace(
        &self,
        organization: i64,
        name: String,
        full_name: String,
        visibility: &'static str,
        creator: Option<i64>,
    ) -> Result<WorkspaceId, SaveError> {
        self.write(move |connection| {
            let id = ids::numeric_id();
            let transaction = begin(connection)?;
            let inserted = transaction.execute(
                "INSERT INTO workspaces (id, organization_id, name, full_name, visibility)
                     VALUES (:id, :organization, :name, :full_name, :visibility)
                     ON CONFLICT (organization_id, name) DO NOTHING",
                named_params! {
                    ":id": id,
                    ":organization": organization,
                    ":name": name,
                    ":full_name": full_name,
                    ":visibility": visibility,
                },
            )?;
            if inserted == 0 {
                return Err(SaveError::NameTaken(name));
            }
            if let Some(creator) = creator {
                transaction.execute(
                    "INSERT INTO participants (id, workspace_id, user_id, role)
                         VALUES (:id, :workspace, :user, 'owner')",
                    named_params! {
                        ":id": ids::numeric_id(),
                        ":workspace": id,
                        ":user": creator,
                    },
                )?;
            }
            transaction.commit()?;
            Ok(WorkspaceId(id))
        })
        .await
    }

    /// The workspaces of an organization that a user may see; nothing when the user is not in it.
    pub(crate) async fn workspaces(
        &self,
        user: i64,
        organization: i64,
    ) -> Result<Option<Vec<Workspace>>> {
        self.read(move |connection| {
            let mut statement = connection.prepare(
                "SELECT w.id, w.name, w.full_name, w.visibility
                     FROM workspaces w
                     LEFT JOIN members m
                        ON m.organization_id = w.organization_id AND m.user_id = :user
                     LEFT JOIN participants p ON p.workspace_id = w.id AND p.user_id = :user
                     WHERE w.organization_id = :organization
                        AND (m.role = 'owner' OR p.role IS NOT NULL)
                     ORDER BY w.name",
            )?;
            let parameters = named_params! { ":user": user, ":organization": organization };
            let rows = statement.query_map(parameters, |row| {
                Ok(Workspace {
                    id: WorkspaceId(row.get("id")?),
                    name: row.get("name")?,
                    full_name: row.get("full_name")?,
                    description: None,
                    visibility: row.get("visibility")?,
                })
            })?;
            let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
            let is_in =
                !rows.is_empty() || organization_role(connection, user, organization)?.is_some();
            Ok(is_in.then_some(rows))
        })
        .await
    }

    /// What a user is in an organization: owner or member; nothing for anybody else.
    pub(crate) async fn organization_role(
        &self,
        user: i64,
        organization: i64,
    ) -> Result<Option<String>> {
        self.read(move |connection| organization_role(connection, user, organization))
            .await
    }
}

/// A user, as whoever has the database sees them.
pub(crate) struct Account {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) email: String,
}

impl Account {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("user_name")?,
            email: row.get("email")?,
        })
    }
}

/// Why a user stays.
#[derive(Debug)]
pub(crate) enum RemoveUserError {
    /// It is the user whom the sign-in link signs in.
    SignsInByLink,
    /// An organization would have no owner.
    OnlyOwner(String),
}

pub(super) fn find_user(
    connection: &Connection,
    name_or_email: &str,
) -> rusqlite::Result<Option<Account>> {
    connection
        .query_row(
            "SELECT id, user_name, email FROM users
             WHERE (user_name = :text OR email = :text) AND deleted IS NULL",
            named_params! { ":text": name_or_email },
            Account::from_row,
        )
        .optional()
}

pub(super) fn organization_role(
    connection: &Connection,
    user: i64,
    organization: i64,
) -> rusqlite::Result<Option<String>> {
    connection
        .query_row(
            "SELECT role FROM members
             WHERE user_id = :user AND organization_id = :organization",
            named_params! { ":user": user, ":organization": organization },
            |row| row.get("role"),
        )
        .optional()
}

fn find_local_user(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    connection
        .query_row(
            "SELECT id FROM users WHERE user_name = :name",
            named_params! { ":name": USER_NAME },
            |row| row.get("id"),
        )
        .optional()
}

/// Makes the local user with an organization of two workspaces.
fn seed(connection: &mut Connection, now: i64) -> rusqlite::Result<i64> {
    let transaction = connection.transaction()?;
    let (user, organization) = (ids::numeric_id(), ids::numeric_id());
    transaction.execute(
        "INSERT INTO users (id, user_name, email, created) VALUES (:id, :name, :email, :now)",
        named_params! { ":id": user, ":name": USER_NAME, ":email": "local@localhost", ":now": now },
    )?;
    transaction.execute(
        "INSERT INTO organizations (id, name, full_name) VALUES (:id, :name, :full_name)",
        named_params! {
            ":id": organization,
            ":name": ORGANIZATION,
            ":full_name": "My organization",
        },
    )?;
    transaction.execute(
        "INSERT INTO members (id, organization_id, user_id, role)
         VALUES (:id, :organization, :user, 'owner')",
        named_params! {
            ":id": ids::numeric_id(), ":organization": organization, ":user": user,
        },
    )?;
    for (name, full_name) in WORKSPACES {
        let workspace = ids::numeric_id();
        transaction.execute(
            "INSERT INTO workspaces (id, organization_id, name, full_name, visibility)
             VALUES (:id, :organization, :name, :full_name, 'PRIVATE')",
            named_params! {
                ":id": workspace,
                ":organization": organization,
                ":name": name,
                ":full_name": full_name,
            },
        )?;
        transaction.execute(
            "INSERT INTO participants (id, workspace_id, user_id, role)
             VALUES (:id, :workspace, :user, 'owner')",
            named_params! {
                ":id": ids::numeric_id(), ":workspace": workspace, ":user": user,
            },
        )?;
    }
    transaction.commit()?;
    Ok(user)
}
