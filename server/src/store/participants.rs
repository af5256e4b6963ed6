//! Who is in an organization, who takes part in a workspace, and with which role.
//!
//! An owner of an organization is an owner in each of its workspaces, listed there or not. Whoever
//! takes part in a workspace without being a member of its organization is a collaborator.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use wavepass_core::platform::WorkspaceId;
use wavepass_core::platform::participants::{Member, Participant};
use wavepass_core::platform::permission::Role;

use super::accounts::find_user;
use super::scope::{SaveError, begin};
use super::{Result, Store};
use crate::ids;

/// Why somebody was not added.
#[derive(Debug)]
pub(crate) enum AddError {
    /// There is no such user, or no such member.
    Unknown,
    /// They take part, or are a member, already.
    Already,
}

/// What is to become of a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// They get another role.
    Role(Role),
    /// They leave the workspace.
    Remove,
}

/// A participant stays as they are: whoever asks may not do it to somebody of their role.
#[derive(Debug)]
pub(crate) struct NotAllowed;

const PARTICIPANTS: &str = "
    SELECT p.id, p.role, p.user_id, u.user_name, u.email, m.id AS member_id,
        ifnull(m.role, 'collaborator') AS organization_role
    FROM participants p
    JOIN users u ON u.id = p.user_id
    JOIN workspaces w ON w.id = p.workspace_id
    LEFT JOIN members m ON m.organization_id = w.organization_id AND m.user_id = p.user_id
    WHERE p.workspace_id = :workspace";

const MEMBERS: &str = "
    SELECT m.id, m.role, m.user_id, u.user_name, u.email
    FROM members m JOIN users u ON u.id = m.user_id
    WHERE m.organization_id = :organization";

impl Store {
    /// The role with which a user takes part in a workspace.
    pub(crate) async fn role_in(&self, user: i64, workspace: WorkspaceId) -> Result<Option<Role>> {
        self.read(move |connection| {
            let role: Option<Option<String>> = connection
                .query_row(
                    "SELECT CASE m.role WHEN 'owner' THEN 'owner' ELSE p.role END AS role
                         FROM workspaces w
                         LEFT JOIN members m
                            ON m.organization_id = w.organization_id AND m.user_id = :user
                         LEFT JOIN participants p
                            ON p.workspace_id = w.id AND p.user_id = :user
                         WHERE w.id = :workspace",
                    named_params! { ":user": user, ":workspace": workspace.0 },
                    |row| row.get("role"),
                )
                .optional()?;
            Ok(role.flatten().as_deref().and_then(Role::of_id))
        })
        .await
    }

    /// The organization that a workspace belongs to.
    pub(crate) async fn organization_of(&self, workspace: WorkspaceId) -> Result<Option<i64>> {
        self.read(move |connection| {
            connection
                .query_row(
                    "SELECT organization_id FROM workspaces WHERE id = :workspace",
                    named_params! { ":workspace": workspace.0 },
                    |row| row.get("organization_id"),
                )
                .optional()
        })
        .await
    }

    /// Who takes part in a workspace, by name.
    pub(crate) async fn participants(&self, workspace: WorkspaceId) -> Result<Vec<Participant>> {
        self.read(move |connection| {
            let mut statement =
                connection.prepare(&format!("{PARTICIPANTS} ORDER BY u.user_name"))?;
            statement
                .query_map(named_params! { ":workspace": workspace.0 }, to_participant)?
                .collect()
        })
        .await
    }

    /// Lets a user take part, found by name or e-mail address.
    pub(crate) async fn add_participant(
        &self,
        workspace: WorkspaceId,
        name_or_email: String,
        role: Role,
    ) -> Result<Participant, SaveError<AddError>> {
        self.write(move |connection| {
            let transaction = begin(connection)?;
            let user = find_user(&transaction, &name_or_email)?
                .ok_or(SaveError::Rejected(AddError::Unknown))?;
            let id = ids::numeric_id();
            let inserted = transaction.execute(
                "INSERT INTO participants (id, workspace_id, user_id, role)
                     VALUES (:id, :workspace, :user, :role)
                     ON CONFLICT (workspace_id, user_id) DO NOTHING",
                named_params! {
                    ":id": id,
                    ":workspace": workspace.0,
                    ":user": user.id,
                    ":role": role.id(),
                },
            )?;
            if inserted == 0 {
                return Err(SaveError::Rejected(AddError::Already));
            }
            let added = find_participant(&transaction, workspace, id)?;
            transaction.commit()?;
            added.ok_or(SaveError::NotFound)
        })
        .await
    }

    /// Changes or removes a participant of that number, unless `may` says that their present role
    /// is in the way.
    pub(crate) async fn change_participant(
        &self,
        workspace: WorkspaceId,
        id: i64,
        change: Change,
        may: impl Fn(Role) -> bool + Send + 'static,
    ) -> Result<(), SaveError<NotAllowed>> {
        self.write(move |connection| {
            let transaction = begin(connection)?;
            let found =
                find_participant(&transaction, workspace, id)?.ok_or(SaveError::NotFound)?;
            if let Some(role) = Role::of_id(&found.wsp_role)
                && !may(role)
            {
                return Err(SaveError::Rejected(NotAllowed));
            }
            let parameters = named_params! { ":id": id, ":workspace": workspace.0 };
            match change {
                Change::Role(role) => transaction.execute(
                    "UPDATE participants SET role = :role
                         WHERE id = :id AND workspace_id = :workspace",
                    named_params! {
                        ":id": id, ":workspace": workspace.0, ":role": role.id(),
                    },
                )?,
                Change::Remove => transaction.execute(
                    "DELETE FROM participants WHERE id = :id AND workspace_id = :workspace",
                    parameters,
                )?,
            };
            Ok(transaction.commit()?)
        })
        .await
    }

    /// Lets a user leave a workspace; false when they do not take part by name.
    pub(crate) async fn leave_workspace(&self, user: i64, workspace: WorkspaceId) -> Result<bool> {
        self.write(move |connection| {
            let deleted = connection.execute(
                "DELETE FROM participants WHERE user_id = :user AND workspace_id = :workspace",
                named_params! { ":user": user, ":workspace": workspace.0 },
            )?;
            Ok(deleted == 1)
        })
        .await
    }

    /// Who is in an organization, by name.
    pub(crate) async fn members(&self, organization: i64) -> Result<Vec<Member>> {
        self.read(move |connection| {
            let mut statement = connection.prepare(&format!("{MEMBERS} ORDER BY u.user_name"))?;
            statement
                .query_map(named_params! { ":organization": organization }, to_member)?
                .collect()
        })
        .await
    }

    /// Makes a user a member of an organization, found by name or e-mail address.
    pub(crate) async fn add_member(
        &self,
        organization: i64,
        name_or_email: String,
    ) -> Result<Member, SaveError<AddError>> {
        self.write(move |connection| {
            let transaction = begin(connection)?;
            let user = find_user(&transaction, &name_or_email)?
                .ok_or(SaveError::Rejected(AddError::Unknown))?;
            let inserted = transaction.execute(
                "INSERT INTO members (id, organization_id, user_id, role)
                     VALUES (:id, :organization, :user, 'member')
                     ON CONFLICT (organization_id, user_id) DO NOTHING",
                named_params! {
                    ":id": ids::numeric_id(), ":organization": organization, ":user": user.id,
                },
            )?;
            if inserted == 0 {
                return Err(SaveError::Rejected(AddError::Already));
            }
            let added = transaction.query_row(
                &format!("{MEMBERS} AND m.user_id = :user"),
                named_params! { ":organization": organization, ":user": user.id },
                to_member,
            )?;
            transaction.commit()?;
            Ok(added)
        })
        .await
    }
}

fn find_participant(
    connection: &Connection,
    workspace: WorkspaceId,
    id: i64,
) -> rusqlite::Result<Option<Participant>> {
    connection
        .query_row(
            &format!("{PARTICIPANTS} AND p.id = :id"),
            named_params! { ":workspace": workspace.0, ":id": id },
            to_participant,
        )
        .optional()
}

fn to_participant(row: &Row<'_>) -> rusqlite::Result<Participant> {
    let member_id: Option<i64> = row.get("member_id")?;
    let kind = if member_id.is_some() {
        "MEMBER"
    } else {
        "COLLABORATOR"
    };
    Ok(Participant {
        participant_id: row.get("id")?,
        member_id,
        user_name: row.get("user_name")?,
        first_name: None,
        last_name: None,
        email: row.get("email")?,
        org_role: row.get("organization_role")?,
        team_id: None,
        team_name: None,
        wsp_role: row.get("role")?,
        kind: kind.to_owned(),
        team_avatar_url: None,
        user_avatar_url: None,
    })
}

fn to_member(row: &Row<'_>) -> rusqlite::Result<Member> {
    Ok(Member {
        member_id: row.get("id")?,
        user_id: row.get("user_id")?,
        user_name: row.get("user_name")?,
        email: row.get("email")?,
        first_name: None,
        last_name: None,
        avatar: None,
        role: row.get("role")?,
    })
}
