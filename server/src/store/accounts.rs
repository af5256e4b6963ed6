//! People, organizations and workspaces.

use rusqlite::{Connection, OptionalExtension, named_params};
use wavepass_core::platform::WorkspaceId;
use wavepass_core::platform::user::{OrgAndWorkspace, Organization, User, Workspace};

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
        self.handle
            .call(move |connection| match find_local_user(connection)? {
                Some(id) => Ok(id),
                None => seed(connection, now),
            })
            .await
    }

    /// A user by id.
    pub(crate) async fn user(&self, id: i64) -> Result<Option<User>> {
        self.handle
            .call(move |connection| {
                connection
                    .query_row(
                        "SELECT id, user_name, email, created FROM users WHERE id = :id",
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
                                deleted: false,
                            })
                        },
                    )
                    .optional()
            })
            .await
    }

    /// The organizations that a user is in and their workspaces, each organization first as
    /// a row of its own.
    pub(crate) async fn orgs_and_workspaces(&self, user: i64) -> Result<Vec<OrgAndWorkspace>> {
        self.handle
            .call(move |connection| {
                let mut statement = connection.prepare(
                    "SELECT o.id AS organization_id, o.name AS organization_name,
                        w.id, w.name, w.full_name, w.visibility, p.role
                     FROM participants p
                     JOIN workspaces w ON w.id = p.workspace_id
                     JOIN organizations o ON o.id = w.organization_id
                     WHERE p.user_id = :user ORDER BY o.name, w.name",
                )?;
                let rows = statement.query_map(named_params! { ":user": user }, |row| {
                    Ok(OrgAndWorkspace {
                        org_id: row.get("organization_id")?,
                        org_name: row.get("organization_name")?,
                        org_logo_url: None,
                        workspace_id: Some(WorkspaceId(row.get("id")?)),
                        workspace_name: row.get("name")?,
                        workspace_full_name: row.get("full_name")?,
                        visibility: row.get("visibility")?,
                        roles: Some(vec![row.get("role")?]),
                    })
                })?;
                let mut all: Vec<OrgAndWorkspace> = Vec::new();
                for row in rows {
                    let row = row?;
                    if all.last().is_none_or(|last| last.org_id != row.org_id) {
                        all.push(OrgAndWorkspace {
                            workspace_id: None,
                            workspace_name: None,
                            workspace_full_name: None,
                            visibility: None,
                            roles: None,
                            ..row.clone()
                        });
                    }
                    all.push(row);
                }
                Ok(all)
            })
            .await
    }

    /// The organizations that a user is in.
    pub(crate) async fn organizations(&self, user: i64) -> Result<Vec<Organization>> {
        self.handle
            .call(move |connection| {
                let mut statement = connection.prepare(
                    "SELECT DISTINCT o.id, o.name, o.full_name
                     FROM participants p
                     JOIN workspaces w ON w.id = p.workspace_id
                     JOIN organizations o ON o.id = w.organization_id
                     WHERE p.user_id = :user ORDER BY o.name",
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
                        member_id: Some(user),
                        member_role: Some("owner".to_owned()),
                    })
                })?;
                rows.collect()
            })
            .await
    }

    /// The workspaces of an organization that a user may see; none when it may see none.
    pub(crate) async fn workspaces(&self, user: i64, organization: i64) -> Result<Vec<Workspace>> {
        self.handle
            .call(move |connection| {
                let mut statement = connection.prepare(
                    "SELECT w.id, w.name, w.full_name, w.visibility
                     FROM participants p JOIN workspaces w ON w.id = p.workspace_id
                     WHERE p.user_id = :user AND w.organization_id = :organization
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
                rows.collect()
            })
            .await
    }

    /// Whether a user takes part in a workspace.
    pub(crate) async fn participates(&self, user: i64, workspace: WorkspaceId) -> Result<bool> {
        self.handle
            .call(move |connection| {
                connection.query_row(
                    "SELECT EXISTS (SELECT 1 FROM participants
                        WHERE user_id = :user AND workspace_id = :workspace) AS participates",
                    named_params! { ":user": user, ":workspace": workspace.0 },
                    |row| row.get("participates"),
                )
            })
            .await
    }
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
            "INSERT INTO participants (workspace_id, user_id, role)
             VALUES (:workspace, :user, 'owner')",
            named_params! { ":workspace": workspace, ":user": user },
        )?;
    }
    transaction.commit()?;
    Ok(user)
}
