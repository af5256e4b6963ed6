//! The commands about people and places of the embedded Platform. They work on its database, also
//! while a server runs on it. Start at [`user`].

use std::io::Write;

use anyhow::{Context, anyhow, bail};
use wavepass_core::pattern;
use wavepass_core::platform::WorkspaceId;
use wavepass_core::platform::participants::Participant;

use crate::cli::people::{
    OrganizationAddOptions, OrganizationCommand, ParticipantCommand, ParticipantOptions,
    ParticipantRoleOptions, UserAddOptions, UserCommand, WorkspaceAddOptions, WorkspaceCommand,
    WorkspaceName,
};
use crate::cli::{DataOptions, TokenCreateOptions};
use crate::embedded::Embedded;
use crate::error::is_busy;
use crate::serve::open_data;
use crate::store::{Account, AddError, Change, RemoveUserError, SaveError};
use crate::{api, clock};

/// `wavepass token create`.
///
/// # Errors
/// A data folder that cannot be used, a user who is not there, or a name that is malformed or
/// taken.
pub async fn create_token(options: TokenCreateOptions) -> anyhow::Result<()> {
    let embedded = open(&options.data).await?;
    let user = match &options.user {
        Some(user) => find_user(&embedded, user).await?.id,
        None => embedded.user,
    };
    let token = embedded.create_token_for(user, &options.name).await?;
    print(token.expose())?;
    embedded.close().await
}

/// `wavepass user`.
///
/// # Errors
/// A data folder that cannot be used, or a user who cannot be added or removed.
pub async fn user(command: UserCommand) -> anyhow::Result<()> {
    match command {
        UserCommand::Add(options) => add_user(options).await,
        UserCommand::List(options) => {
            let embedded = open(&options.data).await?;
            for user in embedded.store.users().await? {
                print(&format!("{}\t{}", user.name, user.email))?;
            }
            embedded.close().await
        }
        UserCommand::Remove(options) => {
            let embedded = open(&options.data).await?;
            let user = find_user(&embedded, &options.user).await?;
            let removed = embedded.store.remove_user(user.name.clone(), clock::now());
            removed.await.map_err(|error| match saved(error) {
                SaveError::Rejected(RemoveUserError::SignsInByLink) => anyhow!(
                    "{} is whom the sign-in link signs in, and cannot be removed",
                    user.name
                ),
                SaveError::Rejected(RemoveUserError::OnlyOwner(organization)) => anyhow!(
                    "{} is the only owner of the organization {organization}, which would be \
                     nobody's",
                    user.name
                ),
                other => unexpected(other),
            })?;
            print(&format!("{} was removed.", user.name))?;
            embedded.close().await
        }
    }
}

async fn add_user(options: UserAddOptions) -> anyhow::Result<()> {
    let name = options.name;
    if name.len() > 40 || !pattern!(r"^[A-Za-z0-9]+([-._][A-Za-z0-9]+)*$").is_match(&name) {
        bail!(
            "{name:?} is no user name: it takes 1 to 40 letters and digits, with single - . _ between them"
        );
    }
    let email = options.email.unwrap_or_else(|| format!("{name}@localhost"));
    if !pattern!(r"^[^@\s]+@[^@\s]+$").is_match(&email) {
        bail!("{email:?} is no e-mail address");
    }
    let embedded = open(&options.data).await?;
    let added = embedded
        .store
        .create_user(name.clone(), email, clock::now());
    added.await.map_err(|error| match saved(error) {
        SaveError::NameTaken(taken) => {
            anyhow!("{taken} already exists. The name of a user who was removed is not given again")
        }
        other => unexpected(other),
    })?;
    print(&format!(
        "{name} was added. To sign in, {name} needs a token: wavepass token create NAME --user {name}"
    ))?;
    embedded.close().await
}

/// `wavepass org`.
///
/// # Errors
/// A data folder that cannot be used, or an organization that cannot be added.
pub async fn organization(command: OrganizationCommand) -> anyhow::Result<()> {
    match command {
        OrganizationCommand::Add(options) => add_organization(options).await,
        OrganizationCommand::List(options) => {
            let embedded = open(&options.data).await?;
            for (name, full_name) in embedded.store.all_organizations().await? {
                print(&format!("{name}\t{full_name}"))?;
            }
            embedded.close().await
        }
    }
}

async fn add_organization(options: OrganizationAddOptions) -> anyhow::Result<()> {
    let name = place_name("Organization", options.name)?;
    let embedded = open(&options.data).await?;
    let owner = match &options.owner {
        Some(owner) => find_user(&embedded, owner).await?.id,
        None => embedded.user,
    };
    let full_name = options.full_name.unwrap_or_else(|| name.clone());
    let added = embedded
        .store
        .create_organization(owner, name.clone(), full_name);
    added.await.map_err(|error| match saved(error) {
        SaveError::NameTaken(taken) => anyhow!("The organization {taken} already exists"),
        other => unexpected(other),
    })?;
    print(&format!("The organization {name} was added."))?;
    embedded.close().await
}

/// `wavepass workspace`.
///
/// # Errors
/// A data folder that cannot be used, or a workspace that cannot be added.
pub async fn workspace(command: WorkspaceCommand) -> anyhow::Result<()> {
    match command {
        WorkspaceCommand::Add(options) => add_workspace(options).await,
        WorkspaceCommand::List(options) => {
            let embedded = open(&options.data).await?;
            for (organization, name, full_name) in embedded.store.all_workspaces().await? {
                print(&format!("{organization}/{name}\t{full_name}"))?;
            }
            embedded.close().await
        }
    }
}

async fn add_workspace(options: WorkspaceAddOptions) -> anyhow::Result<()> {
    let name = place_name("Workspace", options.workspace.workspace.clone())?;
    let embedded = open(&options.data).await?;
    let organization = find_organization(&embedded, &options.workspace.organization).await?;
    let full_name = options.full_name.unwrap_or_else(|| name.clone());
    let store = &embedded.store;
    let added = store.create_workspace(organization, name, full_name, "PRIVATE", None);
    added.await.map_err(|error| match saved(error) {
        SaveError::NameTaken(_) => anyhow!("{} already exists", options.workspace),
        other => unexpected(other),
    })?;
    print(&format!("The workspace {} was added.", options.workspace))?;
    embedded.close().await
}

/// `wavepass participant`.
///
/// # Errors
/// A data folder that cannot be used, or a workspace or user who is not there.
pub async fn participant(command: ParticipantCommand) -> anyhow::Result<()> {
    match command {
        ParticipantCommand::Add(options) => add_participant(options).await,
        ParticipantCommand::Role(ParticipantRoleOptions { participant, role }) => {
            change_participant(participant, Change::Role(role)).await
        }
        ParticipantCommand::Remove(options) => change_participant(options, Change::Remove).await,
        ParticipantCommand::List(options) => {
            let embedded = open(&options.data).await?;
            let workspace = find_workspace(&embedded, &options.workspace).await?;
            for row in embedded.store.participants(workspace).await? {
                let (name, role, in_organization) = (row.user_name, row.wsp_role, row.org_role);
                print(&format!("{name}\t{role}\t{in_organization}"))?;
            }
            embedded.close().await
        }
    }
}

async fn add_participant(options: ParticipantRoleOptions) -> anyhow::Result<()> {
    let ParticipantOptions {
        workspace: name,
        user,
        data,
    } = options.participant;
    let embedded = open(&data).await?;
    let workspace = find_workspace(&embedded, &name).await?;
    let added = embedded
        .store
        .add_participant(workspace, user.clone(), options.role);
    let added = added.await.map_err(|error| match saved(error) {
        SaveError::Rejected(AddError::Unknown) => no_user(&user),
        SaveError::Rejected(AddError::Already) => anyhow!(
            "{user} already takes part in {name}. For another role: wavepass participant role"
        ),
        other => unexpected(other),
    })?;
    print(&format!(
        "{} takes part in {name} as {}.",
        added.user_name, added.wsp_role
    ))?;
    say_if_owner(&added, &name)?;
    embedded.close().await
}

async fn change_participant(options: ParticipantOptions, change: Change) -> anyhow::Result<()> {
    let ParticipantOptions {
        workspace: name,
        user,
        data,
    } = options;
    let embedded = open(&data).await?;
    let workspace = find_workspace(&embedded, &name).await?;
    let rows = embedded.store.participants(workspace).await?;
    let is_meant = |row: &Participant| row.user_name == user || row.email == user;
    let row = rows
        .into_iter()
        .find(is_meant)
        .ok_or_else(|| anyhow!("{user} does not take part in {name}"))?;
    let store = &embedded.store;
    let changed = store.change_participant(workspace, row.participant_id, change, |_| true);
    changed.await.map_err(|error| unexpected(saved(error)))?;
    let who = &row.user_name;
    match change {
        Change::Role(role) => print(&format!("{who} takes part in {name} as {}.", role.id())),
        Change::Remove => print(&format!("{who} no longer takes part in {name}.")),
    }?;
    say_if_owner(&row, &name)?;
    embedded.close().await
}

/// That the role of somebody counts for nothing, where it does not.
fn say_if_owner(row: &Participant, workspace: &WorkspaceName) -> anyhow::Result<()> {
    if row.org_role != "owner" {
        return Ok(());
    }
    print(&format!(
        "{} owns the organization {} and so stays an owner here.",
        row.user_name, workspace.organization
    ))
}

async fn open(data: &DataOptions) -> anyhow::Result<Embedded> {
    let key = open_data(data)?;
    Embedded::open(&data.data, &key).await
}

fn print(line: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{line}").context("Standard output cannot be written")
}

fn no_user(user: &str) -> anyhow::Error {
    anyhow!("There is no user {user}. To see who there is: wavepass user list")
}

async fn find_user(embedded: &Embedded, user: &str) -> anyhow::Result<Account> {
    let found = embedded.store.find_user(user.to_owned()).await?;
    found.ok_or_else(|| no_user(user))
}

async fn find_organization(embedded: &Embedded, name: &str) -> anyhow::Result<i64> {
    let found = embedded.store.find_organization(name.to_owned()).await?;
    found.ok_or_else(|| {
        anyhow!("There is no organization {name}. To see which there are: wavepass org list")
    })
}

async fn find_workspace(embedded: &Embedded, name: &WorkspaceName) -> anyhow::Result<WorkspaceId> {
    let organization = find_organization(embedded, &name.organization).await?;
    let store = &embedded.store;
    let found = store.find_workspace(organization, name.workspace.clone());
    found.await?.ok_or_else(|| {
        anyhow!("There is no workspace {name}. To see which there are: wavepass workspace list")
    })
}

fn place_name(what: &str, name: String) -> anyhow::Result<String> {
    api::validate_place_name(what, Some(name)).map_err(|error| anyhow!("{error}"))
}

/// What the store said, or that its connection is gone.
fn saved<E>(error: tokio_rusqlite::Error<SaveError<E>>) -> SaveError<E> {
    match error {
        tokio_rusqlite::Error::Error(error) => error,
        _ => SaveError::Database(rusqlite::Error::InvalidQuery),
    }
}

fn unexpected<E>(error: SaveError<E>) -> anyhow::Error {
    match error {
        SaveError::Database(cause) if is_busy(&cause) => {
            anyhow!("The database is busy: something else writes into it. Try again in a moment")
        }
        SaveError::Database(cause) => anyhow!("The database failed: {cause}"),
        _ => anyhow!("It is no longer there"),
    }
}
