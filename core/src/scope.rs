//! Where credentials belong: to a person, or to a workspace of an organization.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Platform's id of a workspace: a positive number below 2^53.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WorkspaceId(pub i64);

impl fmt::Display for WorkspaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The context of a request: absent `workspaceId` means the person's own credentials.
///
/// Credentials of one scope are invisible in every other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The caller's own credentials.
    #[default]
    Personal,
    /// The credentials of one workspace.
    Workspace(WorkspaceId),
}

impl Scope {
    /// The workspace, if the scope is one.
    pub const fn workspace(self) -> Option<WorkspaceId> {
        match self {
            Self::Personal => None,
            Self::Workspace(id) => Some(id),
        }
    }
}
