//! Options of the commands about people and places: who uses the embedded Platform, and what they
//! may do there. They run in [`crate::people`].

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use wavepass_core::platform::permission::Role;

use super::DataOptions;

/// What can be done with users.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a user, who signs in with an access token (wavepass token create NAME --user USER).
    Add(UserAddOptions),
    /// List the users: name and e-mail address.
    List(ListOptions),
    /// Remove a user with their tokens and all that is personal. What they made in workspaces
    /// stays, and their name is not given again.
    Remove(UserRemoveOptions),
}

/// What can be done with organizations.
#[derive(Debug, Subcommand)]
pub enum OrganizationCommand {
    /// Add an organization.
    Add(OrganizationAddOptions),
    /// List the organizations: name and full name.
    List(ListOptions),
}

/// What can be done with workspaces.
#[derive(Debug, Subcommand)]
pub enum WorkspaceCommand {
    /// Add a workspace to an organization, whose owners own it.
    Add(WorkspaceAddOptions),
    /// List the workspaces: organization and name, and full name.
    List(ListOptions),
}

/// What can be done with the participants of a workspace.
#[derive(Debug, Subcommand)]
pub enum ParticipantCommand {
    /// Let a user take part in a workspace.
    Add(ParticipantRoleOptions),
    /// Give a participant another role.
    Role(ParticipantRoleOptions),
    /// Let a user no longer take part. Owners of the organization stay owners.
    Remove(ParticipantOptions),
    /// List who takes part in a workspace: name, role and what they are in the organization.
    List(ParticipantListOptions),
}

/// Options of the lists.
#[derive(Debug, Args)]
pub struct ListOptions {
    /// Where the database and the encryption key are kept.
    #[command(flatten)]
    pub data: DataOptions,
}

/// Options of `wavepass user add`.
#[derive(Debug, Args)]
pub struct UserAddOptions {
    /// The user's name: up to 40 letters and digits, with single - . _ between them.
    #[arg(value_name = "USER")]
    pub name: String,
    /// The e-mail address, by which the user can be found too. Nothing is sent to it. Without it,
    /// it is USER@localhost.
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// Where the database and the encryption key are kept.
    #[command(flatten)]
    pub data: DataOptions,
}

/// Options of `wavepass user remove`.
#[derive(Debug, Args)]
pub struct UserRemoveOptions {
    /// The user's name or e-mail address.
    #[arg(value_name = "USER")]
    pub user: String,
    /// Where the database and the encryption key are kept.
    #[command(flatten)]
    pub data: DataOptions,
}

/// Options of `wavepass org add`.
#[derive(Debug, Args)]
pub struct OrganizationAddOptions {
    /// The organization's name: 2 to 40 letters and digits, with single - _ between them.
    pub name: String,
    /// The name that is shown. Without it, it is the name.
    #[arg(long, value_name = "TEXT")]
    pub full_name: Option<String>,
    /// Who owns it, and with it each of its workspaces. Without it, the user whom the sign-in link
    /// signs in.
    #[arg(long, value_name = "USER")]
    pub owner: Option<String>,
    /// Where the database and the encryption key are kept.
    #[command(flatten)]
    pub data: DataOptions,
}

/// Options of `wavepass workspace add`.
#[derive(Debug, Args)]
pub struct WorkspaceAddOptions {
    /// The organization, which is there, and the name of the new workspace.
    #[arg(value_name = "ORG/WORKSPACE")]
    pub workspace: WorkspaceName,
    /// The name that is shown. Without it, it is the name.
    #[arg(long, value_name = "TEXT")]
    pub full_name: Option<String>,
    /// Where the database and the encryption key are kept.
    #[command(flatten)]
    pub data: DataOptions,
}

/// Options of `wavepass participant add` and `wavepass participant role`.
#[derive(Debug, Args)]
pub struct ParticipantRoleOptions {
    /// The user and the workspace.
    #[command(flatten)]
    pub participant: ParticipantOptions,
    /// What they may do: an owner and an admin everything, maintain changes pipelines, launch
    /// launches them, connect and view look on.
    #[arg(value_parser = role_parser())]
    pub role: Role,
}

/// A user in a workspace.
#[derive(Debug, Args)]
pub struct ParticipantOptions {
    /// The organization and the workspace.
    #[arg(value_name = "ORG/WORKSPACE")]
    pub workspace: WorkspaceName,
    /// The user's name or e-mail address.
    #[arg(value_name = "USER")]
    pub user: String,
    /// Where the database and the encryption key are kept.
    #[command(flatten)]
    pub data: DataOptions,
}

/// Options of `wavepass participant list`.
#[derive(Debug, Args)]
pub struct ParticipantListOptions {
    /// The organization and the workspace.
    #[arg(value_name = "ORG/WORKSPACE")]
    pub workspace: WorkspaceName,
    /// Where the database and the encryption key are kept.
    #[command(flatten)]
    pub data: DataOptions,
}

/// A workspace by its organization and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceName {
    /// The organization's name.
    pub organization: String,
    /// The workspace's own name.
    pub workspace: String,
}

impl std::str::FromStr for WorkspaceName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('/') {
            Some((organization, workspace))
                if !organization.is_empty()
                    && !workspace.is_empty()
                    && !workspace.contains('/') =>
            {
                Ok(Self {
                    organization: organization.to_owned(),
                    workspace: workspace.to_owned(),
                })
            }
            _ => {
                Err("organization and workspace are needed, as in my-organization/main".to_owned())
            }
        }
    }
}

impl std::fmt::Display for WorkspaceName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.organization, self.workspace)
    }
}

fn role_parser() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::id))
        .try_map(|id| Role::of_id(&id).ok_or("there is no such role"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_is_named_with_its_organization() {
        let name: WorkspaceName = "lab/main".parse().unwrap();
        assert_eq!(
            (name.organization.as_str(), name.to_string()),
            ("lab", "lab/main".to_owned())
        );
        for text in ["", "main", "/main", "lab/", "lab/main/x"] {
            assert!(text.parse::<WorkspaceName>().is_err(), "{text}");
        }
    }
}
