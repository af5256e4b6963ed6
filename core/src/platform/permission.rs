//! What somebody may do in a workspace: permissions by their names in the API, and the roles that
//! have them.
//!
//! An organization may have roles of its own, so what counts is always a permission; a role is only
//! where one of Platform's six is known to be held. Sources: Platform's documentation,
//! `orgs-and-teams/roles.md` (Cloud, 2025: the table of roles) and `orgs-and-teams/custom-roles.md`
//! (what each permission is needed for). Start at [`Permission`].

/// A role of a participant in a workspace. Each may do all that the ones after it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Everything, the workspace itself and its owners included.
    Owner,
    /// Everything in the workspace.
    Admin,
    /// Pipelines, but neither credentials nor compute environments.
    Maintain,
    /// Launches pipelines.
    Launch,
    /// Connects to sessions of Studios.
    Connect,
    /// Looks on.
    View,
}

impl Role {
    /// All roles, the one that may do most first.
    pub const ALL: [Self; 6] = [
        Self::Owner,
        Self::Admin,
        Self::Maintain,
        Self::Launch,
        Self::Connect,
        Self::View,
    ];

    /// Its name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Maintain => "maintain",
            Self::Launch => "launch",
            Self::Connect => "connect",
            Self::View => "view",
        }
    }

    /// What people see.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Admin => "Admin",
            Self::Maintain => "Maintain",
            Self::Launch => "Launch",
            Self::Connect => "Connect",
            Self::View => "View",
        }
    }

    /// The role of that name in the API, in whatever case.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|role| role.id().eq_ignore_ascii_case(id))
    }

    /// Whether the role has a permission.
    pub const fn has(self, permission: Permission) -> bool {
        self as u8 <= permission.least_role() as u8
    }

    /// The permissions of the role, in the order of [`Permission::ALL`].
    pub fn permissions(self) -> impl Iterator<Item = Permission> {
        Permission::ALL
            .into_iter()
            .filter(move |permission| self.has(*permission))
    }
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident $id:literal $least:ident)*) => {
        /// A permission in a workspace, of those that Wavepass has to do with.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Permission {
            $($(#[$doc])* $name,)*
        }

        impl Permission {
            /// All of them.
            pub const ALL: [Self; [$($id),*].len()] = [$(Self::$name),*];

            /// Its name in the API.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }

            /// The role with the fewest rights that has it; all before that one have it too.
            pub const fn least_role(self) -> Role {
                match self {
                    $(Self::$name => Role::$least,)*
                }
            }
        }
    };
}

permissions! {
    /// List and describe credentials.
    CredentialsRead "credentials:read" View
    /// Add and change credentials, and ask whether a name is free.
    CredentialsWrite "credentials:write" Admin
    /// Delete credentials.
    CredentialsDelete "credentials:delete" Admin
    /// Fetch the secrets, encrypted for Wave: what a run needs.
    CredentialsEncryptedRead "credentials_encrypted:read" Launch
    /// List and describe compute environments.
    ComputeEnvironmentRead "compute_environment:read" View
    /// Add and change compute environments.
    ComputeEnvironmentWrite "compute_environment:write" Admin
    /// Delete compute environments.
    ComputeEnvironmentDelete "compute_environment:delete" Admin
    /// List and describe pipelines, and what they are launched with.
    PipelineRead "pipeline:read" View
    /// Add and change pipelines.
    PipelineWrite "pipeline:write" Maintain
    /// Delete pipelines.
    PipelineDelete "pipeline:delete" Maintain
    /// Launch pipelines.
    WorkflowExecute "workflow:execute" Launch
    /// See who takes part in the workspace.
    WorkspaceRead "workspace:read" View
    /// Add and remove participants and change their roles.
    WorkspaceWrite "workspace:write" Admin
    /// Delete the workspace.
    WorkspaceDelete "workspace:delete" Owner
    /// Make and unmake owners of the workspace.
    WorkspaceAdmin "workspace:admin" Owner
    /// Leave the workspace.
    WorkspaceSelfDelete "workspace_self:delete" View
}

impl Permission {
    /// The permission of that name in the API.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|permission| permission.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// The rows of Platform's table, as they stand there: one character a role, in the order of
    /// [`Role::ALL`].
    const TABLE: [(&str, &str); 16] = [
        ("credentials:read", "yyyyyy"),
        ("credentials:write", "yy----"),
        ("credentials:delete", "yy----"),
        ("credentials_encrypted:read", "yyyy--"),
        ("compute_environment:read", "yyyyyy"),
        ("compute_environment:write", "yy----"),
        ("compute_environment:delete", "yy----"),
        ("pipeline:read", "yyyyyy"),
        ("pipeline:write", "yyy---"),
        ("pipeline:delete", "yyy---"),
        ("workflow:execute", "yyyy--"),
        ("workspace:read", "yyyyyy"),
        ("workspace:write", "yy----"),
        ("workspace:delete", "y-----"),
        ("workspace:admin", "y-----"),
        ("workspace_self:delete", "yyyyyy"),
    ];

    #[test]
    fn each_role_has_the_permissions_that_platforms_table_gives_it() {
        assert_eq!(Permission::ALL.map(Permission::id), TABLE.map(|row| row.0));
        for (id, row) in TABLE {
            let permission = Permission::of_id(id).unwrap();
            let has = Role::ALL.map(|role| if role.has(permission) { 'y' } else { '-' });
            assert_eq!(String::from_iter(has), row, "{id}");
        }
    }

    #[test]
    fn roles_and_permissions_are_known_by_their_names_and_others_are_not() {
        for role in Role::ALL {
            assert_eq!(Role::of_id(role.id()), Some(role));
            assert_eq!(Role::of_id(&role.id().to_uppercase()), Some(role));
        }
        for other in ["", "project", "our-own", "owner "] {
            assert_eq!(Role::of_id(other), None, "{other}");
        }
        for other in ["", "credentials", "credentials:*", "Credentials:read"] {
            assert_eq!(Permission::of_id(other), None, "{other}");
        }
    }

    #[test]
    fn each_role_may_do_all_that_the_next_one_may() {
        for pair in Role::ALL.windows(2) {
            let more: Vec<_> = pair[0].permissions().collect();
            assert!(pair[1].permissions().all(|it| more.contains(&it)));
        }
    }
}
