//! People, organizations and workspaces.

use rusqlite::{Connection, OptionalExtension, params};
use wavepass_core::platform::WorkspaceId;
use wavepass_core::platform::user::{OrgAndWorkspace, Organization, User, Workspace};

use super::Store;
use crate::clock::timestamp;
use crate::ids;

const USER_NAME: &str = "local";
const ORGANIZATION: &str = "my-organization";
const WORKSPACES: [(&str, &str); 2] = [("main", "Main workspace"), ("sandbox", "Sandbox")];

type Result<T> = std::result::Result<T, tokio_rusqlite::Error>;

impl Store {
    /// The one local user, made on the first start together with an organization of two
    /// workspaces.
    pub(crate) async fn local_user(&self, now: i64) -> Result<i64> {
        self.handle
            .call(move |connection| match find_local_user(connection)? {
                Some(id) => Ok(id),
                None => first_start(connection, now),
            })
            .await
    }

    /// A user by id.
    pub(crate) async fn user(&self, id: i64) -> Result<Option<User>> {
        self.handle
            .call(move |connection| {
                connection
                    .query_row(
                        "SELECT id, user_name, email, created FROM users WHERE id = ?1",
                        [id],
                        |row| {
                            Ok(User {
                                id: row.get(0)?,
                                user_name: row.get(1)?,
                                email: row.get(2)?,
                                date_created: Some(timestamp(row.get(3)?)),
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
                    "SELECT o.id, o.name, w.id, w.name, w.full_name, w.visibility, p.role
                     FROM participants p
                     JOIN workspaces w ON w.id = p.workspace_id
                     JOIN organizations o ON o.id = w.organization_id
                     WHERE p.user_id = ?1 ORDER BY o.name, w.name",
                )?;
                let rows = statement.query_map([user], |row| {
                    Ok(OrgAndWorkspace {
                        org_id: row.get(0)?,
                        org_name: row.get(1)?,
                        org_logo_url: None,
                        workspace_id: Some(WorkspaceId(row.get(2)?)),
                        workspace_name: row.get(3)?,
                        workspace_full_name: row.get(4)?,
                        visibility: row.get(5)?,
                        roles: Some(vec![row.get(6)?]),
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
                     WHERE p.user_id = ?1 ORDER BY o.name",
                )?;
                let rows = statement.query_map([user], |row| {
                    Ok(Organization {
                        org_id: row.get(0)?,
                        name: row.get(1)?,
                        full_name: row.get(2)?,
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
                     WHERE p.user_id = ?1 AND w.organization_id = ?2 ORDER BY w.name",
                )?;
                let rows = statement.query_map([user, organization], |row| {
                    Ok(Workspace {
                        id: WorkspaceId(row.get(0)?),
                        name: row.get(1)?,
                        full_name: row.get(2)?,
                        description: None,
                        visibility: row.get(3)?,
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
                                    WHERE user_id = ?1 AND workspace_id = ?2)",
                    [user, workspace.0],
                    |row| row.get(0),
                )
            })
            .await
    }
}

fn find_local_user(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    connection
        .query_row(
            "SELECT id FROM users WHERE user_name = ?1",
            [USER_NAME],
            |row| row.get(0),
        )
        .optional()
}

fn first_start(connection: &mut Connection, now: i64) -> rusqlite::Result<i64> {
    let transaction = connection.transaction()?;
    let (user, organization) = (ids::numeric_id(), ids::numeric_id());
    transaction.execute(
        "INSERT INTO users (id, user_name, email, created) VALUES (?1, ?2, ?3, ?4)",
        params![user, USER_NAME, "local@localhost", now],
    )?;
    transaction.execute(
        "INSERT INTO organizations (id, name, full_name) VALUES (?1, ?2, ?3)",
        params![organization, ORGANIZATION, "My organization"],
    )?;
    for (name, full_name) in WORKSPACES {
        let workspace = ids::numeric_id();
        transaction.execute(
            "INSERT INTO workspaces (id, organization_id, name, full_name, visibility)
             VALUES (?1, ?2, ?3, ?4, 'PRIVATE')",
            params![workspace, organization, name, full_name],
        )?;
        transaction.execute(
            "INSERT INTO participants (workspace_id, user_id, role) VALUES (?1, ?2, 'owner')",
            [workspace, user],
        )?;
    }
    transaction.commit()?;
    Ok(user)
}
