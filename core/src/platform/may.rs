//! What somebody may not do in a workspace, where that is told, and how it is said.
//!
//! `GET /permissions` tells it by the names of permissions, and a refusal names the one that is
//! missing. What is not told is allowed until Platform refuses it: roles differ from version to
//! version, and an organization may have some of its own. Sources: Platform's documentation,
//! `orgs-and-teams/roles.md` (an owner of an organization is one in each of its workspaces) and
//! `orgs-and-teams/custom-roles.md`. Start at [`May::read`].

use serde_json::Value;

use super::permission::{Permission, Role};
use super::reader::Fields;
use super::request_error::RequestError;

/// Something of the app that takes a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// New credentials.
    AddCredentials,
    /// Other values or another secret for stored ones.
    ChangeCredentials,
    /// Stored ones are erased.
    DeleteCredentials,
    /// Platform checks stored ones at their provider.
    ValidateCredentials,
    /// Another config for a pipeline.
    ChangePipelines,
}

impl Action {
    /// What is done to credentials.
    const OF_CREDENTIALS: [Self; 3] = [
        Self::AddCredentials,
        Self::ChangeCredentials,
        Self::DeleteCredentials,
    ];

    /// The permissions of which one is enough.
    const fn takes(self) -> &'static [Permission] {
        match self {
            Self::AddCredentials | Self::ChangeCredentials => &[Permission::CredentialsWrite],
            Self::DeleteCredentials => &[Permission::CredentialsDelete],
            // The second one since 26.2.
            Self::ValidateCredentials => &[
                Permission::CredentialsWrite,
                Permission::ComputeEnvironmentWrite,
            ],
            Self::ChangePipelines => &[Permission::PipelineWrite],
        }
    }

    /// The action without what it is done to, and that.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::AddCredentials => ("add", "credentials"),
            Self::ChangeCredentials => ("change", "credentials"),
            Self::DeleteCredentials => ("delete", "credentials"),
            Self::ValidateCredentials => ("validate", "credentials"),
            Self::ChangePipelines => ("change", "pipelines"),
        }
    }
}

/// Who can help whoever lacks one of the permissions that an [`Action`] takes: both roles have all
/// of them, and give roles to others.
const HELP: &str = "An owner or an admin of the workspace can do it, or give you a role that may.";

/// The same where it is not known whether there is a workspace.
const HELP_IN_WORKSPACE: &str =
    "In a workspace, an owner or an admin can do it, or give you a role that may.";

/// What somebody may not do in a workspace, as far as it is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct May {
    /// The names of their roles there; empty where these are not told.
    roles: Vec<String>,
    /// The permissions that they do not have.
    lacks: Vec<Permission>,
}

impl May {
    /// Reads the answer to `GET /permissions` about a workspace; none where it does not tell.
    ///
    /// That a permission is not in it means something only where the names are those that are
    /// known: none of them known, or an unknown one about the same thing, and nothing is told.
    pub fn read(answer: &Value) -> Option<Self> {
        let answer = Fields::of(answer)?;
        let workspace = answer.inside("workspace")?;
        let organization = answer.inside("organization");
        let texts = |of: Option<Fields<'_>>, name| of.and_then(|of| of.texts(name));
        let owns = texts(organization, "roles").unwrap_or_default();
        if owns
            .iter()
            .any(|role| Role::of_id(role) == Some(Role::Owner))
        {
            return Some(Self::default());
        }
        let mut named = workspace.texts("operations")?;
        named.extend(texts(organization, "operations").unwrap_or_default());
        let (known, unknown): (Vec<_>, Vec<_>) = named
            .iter()
            .map(|name| Permission::of_id(name).ok_or(name.as_str()))
            .partition(Result::is_ok);
        let has: Vec<Permission> = known.into_iter().flatten().collect();
        if has.is_empty() {
            return None;
        }
        let unknown: Vec<&str> = unknown.into_iter().filter_map(Result::err).collect();
        let lacks = Permission::ALL.into_iter().filter(|permission| {
            !has.contains(permission) && !unknown.iter().any(|name| may_be(name, *permission))
        });
        Some(Self {
            lacks: lacks.collect(),
            roles: workspace.texts("roles").unwrap_or_default(),
        })
    }

    /// What a refusal tells, which names permissions by their names in the API, beyond what is
    /// told already. The roles of before may be others by now.
    #[must_use]
    pub fn refused(mut self, missing: &[String]) -> Self {
        self.roles.clear();
        let missing = missing.iter().filter_map(|id| Permission::of_id(id));
        self.lacks.extend(missing);
        self
    }

    /// Whether something is known that they may not do.
    pub const fn lacks_some(&self) -> bool {
        !self.lacks.is_empty()
    }

    /// Why they may not do it, in sentences with a way out; none where they may, or it is not told.
    pub fn why_not(&self, action: Action) -> Option<String> {
        let takes = action.takes();
        if !self.lacks_all(takes) {
            return None;
        }
        let takes: Vec<&str> = takes.iter().map(|it| it.id()).collect();
        let (verb, of) = action.words();
        let takes = format!("the permission {}", takes.join(" or "));
        Some(self.sentences(&format!("{verb} {of}"), &takes))
    }

    /// Why they may not do some of what is done to credentials, in sentences with a way out.
    pub fn why_not_credentials(&self) -> Option<String> {
        let denied = Action::OF_CREDENTIALS;
        let denied = denied.into_iter().filter(|it| self.lacks_all(it.takes()));
        let denied: Vec<Action> = denied.collect();
        let verbs: Vec<&str> = denied.iter().map(|it| it.words().0).collect();
        let mut takes: Vec<&str> = denied
            .iter()
            .flat_map(|it| it.takes())
            .map(|it| it.id())
            .collect();
        takes.dedup();
        let noun = match takes.len() {
            0 => return None,
            1 => "permission",
            _ => "permissions",
        };
        let done = format!("{} credentials", joined(&verbs, "or"));
        Some(self.sentences(&done, &format!("the {noun} {}", joined(&takes, "and"))))
    }

    fn lacks_all(&self, permissions: &[Permission]) -> bool {
        permissions.iter().all(|it| self.lacks.contains(it))
    }

    fn sentences(&self, done: &str, takes: &str) -> String {
        let roles: Vec<&str> = self.roles.iter().map(|role| label(role)).collect();
        let who = match roles.as_slice() {
            [] => format!("In this workspace you may not {done}"),
            [role] => format!("Your role in this workspace, {role}, may not {done}"),
            roles => {
                let roles = joined(roles, "and");
                format!("Your roles in this workspace, {roles}, may not {done}")
            }
        };
        format!("{who}: that takes {takes}. {HELP}")
    }
}

/// Why Platform did not do something, and who can help where a permission is missing that is known.
pub fn refusal(failure: &RequestError) -> String {
    let said = failure.sentence();
    let mut missing = failure.missing.iter();
    if missing.any(|id| Permission::of_id(id).is_some_and(|it| Role::Admin.has(it))) {
        format!("{said} {HELP_IN_WORKSPACE}")
    } else {
        said
    }
}

/// Whether a name that is not known may stand for a permission, among others: one about the same
/// thing, and one for everything.
fn may_be(unknown: &str, permission: Permission) -> bool {
    let thing = |name: &'_ str| {
        name.split(':')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    unknown.contains('*') || thing(unknown) == thing(permission.id())
}

/// What a role is called where people see it: Platform's own by their labels, others as they come.
fn label(role: &str) -> &str {
    Role::of_id(role).map_or(role, |known| known.label())
}

fn joined(parts: &[&str], word: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [before @ .., last] => format!("{} {word} {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const ALL: [Action; 5] = [
        Action::AddCredentials,
        Action::ChangeCredentials,
        Action::DeleteCredentials,
        Action::ValidateCredentials,
        Action::ChangePipelines,
    ];

    /// The answer about somebody with these roles and operations in a workspace.
    fn answer(roles: &[&str], operations: &[&str]) -> Value {
        json!({
            "user": {"roles": [], "operations": ["credentials:write", "credentials:delete"]},
            "organization": {"roles": ["member"], "operations": []},
            "workspace": {"roles": roles, "operations": operations},
        })
    }

    /// Of each action, whether it is known that it may not be done.
    fn denied(may: &May) -> String {
        let denied = ALL.map(|it| if may.why_not(it).is_some() { 'x' } else { '-' });
        String::from_iter(denied)
    }

    #[test]
    fn each_role_is_denied_what_platforms_table_does_not_give_it() {
        for (role, row) in Role::ALL
            .into_iter()
            .zip(["-----", "-----", "xxxx-", "xxxxx", "xxxxx", "xxxxx"])
        {
            let operations: Vec<&str> = role.permissions().map(Permission::id).collect();
            let may = May::read(&answer(&[role.id()], &operations)).unwrap();
            assert_eq!(denied(&may), row, "{role:?}");
            assert_eq!(may.lacks_some(), role != Role::Owner);
            assert_eq!(may.why_not_credentials().is_some(), row.starts_with('x'));
        }
    }

    #[test]
    fn permissions_count_and_not_the_name_of_the_role() {
        for (roles, operations, row) in [
            (
                &["view"][..],
                &["credentials:read", "credentials:write"][..],
                "--x-x",
            ),
            (
                &["our-own"],
                &["credentials:read", "credentials:delete"],
                "xx-xx",
            ),
            (&["our-own"], &["pipeline:write"], "xxxx-"),
            (
                &["our-own"],
                &["workspace:read", "compute_environment:write"],
                "xxx-x",
            ),
            (&["owner"], &["workspace:read"], "xxxxx"),
            (&[], &["credentials:read"], "xxxxx"),
        ] {
            let may = May::read(&answer(roles, operations)).unwrap();
            assert_eq!(denied(&may), row, "{operations:?}");
        }
        // What the organization grants counts here too, what is personal does not.
        let granted = json!({
            "user": {"operations": ["pipeline:write"]},
            "organization": {"operations": ["credentials:write"]},
            "workspace": {"operations": ["credentials:read"]},
        });
        assert_eq!(denied(&May::read(&granted).unwrap()), "--x-x");
    }

    #[test]
    fn an_owner_of_the_organization_is_denied_nothing() {
        for role in ["owner", "OWNER"] {
            let mut owner = answer(&["view"], &["credentials:read"]);
            owner["organization"]["roles"] = json!([role]);
            assert_eq!(May::read(&owner), Some(May::default()));
        }
    }

    #[test]
    fn an_answer_without_a_name_that_is_known_tells_nothing() {
        for silent in [
            json!(null),
            json!([]),
            json!({}),
            json!({"message": "Not Found"}),
            json!({"workspace": null}),
            json!({"workspace": {"roles": ["view"]}}),
            json!({"workspace": {"roles": ["view"], "operations": null}}),
            json!({"workspace": {"roles": ["view"], "operations": "credentials:read"}}),
            answer(&["view"], &[]),
            answer(&["view"], &["READ_CREDENTIALS", "studio:view"]),
            json!({"user": {"operations": ["credentials:read"]}}),
        ] {
            assert_eq!(May::read(&silent), None, "{silent}");
        }
    }

    #[test]
    fn a_name_that_is_unknown_may_be_the_one_that_seems_to_be_missing() {
        for (unknown, row) in [
            ("studio:view", "xxxxx"),
            ("credentials_encrypted:list", "xxxxx"),
            ("credentials:create", "----x"),
            ("Credentials:Write", "----x"),
            ("pipeline:edit", "xxxx-"),
            ("compute_environment:*", "-----"),
            ("*", "-----"),
        ] {
            let may = May::read(&answer(&["x"], &["credentials:read", unknown])).unwrap();
            assert_eq!(denied(&may), row, "{unknown}");
        }
    }

    #[test]
    fn a_refusal_tells_what_it_names_and_no_role() {
        let missing = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        for (names, row) in [
            (&["credentials:write"][..], "xx---"),
            (&["credentials:delete"], "--x--"),
            (&["pipeline:write"], "----x"),
            (&["studio:view"], "-----"),
            (&[], "-----"),
        ] {
            let may = May::default().refused(&missing(names));
            assert_eq!(denied(&may), row, "{names:?}");
        }
        let admin = May::read(&answer(&["admin"], &["credentials:write"])).unwrap();
        let said = admin.refused(&missing(&["credentials:write"]));
        let said = said.why_not(Action::AddCredentials).unwrap();
        assert_eq!(
            said,
            "In this workspace you may not add credentials: that takes the permission \
             credentials:write. An owner or an admin of the workspace can do it, or give you a \
             role that may."
        );
    }

    #[test]
    fn what_is_missing_is_said_with_the_roles_that_are_told() {
        for (roles, who) in [
            (
                &["connect"][..],
                "Your role in this workspace, Connect, may not",
            ),
            (&["LAUNCH"], "Your role in this workspace, Launch, may not"),
            (
                &["launch", "our-own"],
                "Your roles in this workspace, Launch and our-own, may not",
            ),
            (&[], "In this workspace you may not"),
        ] {
            let may = May::read(&answer(roles, &["credentials:read"])).unwrap();
            for (action, end) in [
                (
                    Action::AddCredentials,
                    "add credentials: that takes the permission credentials:write.",
                ),
                (
                    Action::ValidateCredentials,
                    "validate credentials: that takes the permission credentials:write or \
                     compute_environment:write.",
                ),
                (
                    Action::ChangePipelines,
                    "change pipelines: that takes the permission pipeline:write.",
                ),
            ] {
                let said = may.why_not(action).unwrap();
                assert!(said.starts_with(&format!("{who} {end} {HELP}")), "{said}");
            }
        }
    }

    #[test]
    fn what_may_not_be_done_to_credentials_is_said_in_one_sentence() {
        let all = May::read(&answer(&["view"], &["credentials:read"])).unwrap();
        assert_eq!(
            all.why_not_credentials().unwrap(),
            format!(
                "Your role in this workspace, View, may not add, change or delete credentials: \
                 that takes the permissions credentials:write and credentials:delete. {HELP}"
            )
        );
        let some = ["credentials:read", "credentials:write"];
        let some = May::read(&answer(&["our-own"], &some)).unwrap();
        assert_eq!(
            some.why_not_credentials().unwrap(),
            format!(
                "Your role in this workspace, our-own, may not delete credentials: that takes the \
                 permission credentials:delete. {HELP}"
            )
        );
    }

    #[test]
    fn a_refusal_says_who_can_help_where_that_is_known() {
        let refused = |said: &str| {
            let body = json!({ "message": said });
            refusal(&RequestError::of(403, |_| None, Some(&body)))
        };
        for (said, helps) in [
            (
                "Forbidden. Missing permission(s): \"credentials:write\"",
                true,
            ),
            ("Forbidden. Missing permission(s): \"pipeline:write\"", true),
            ("Forbidden. Missing permission(s): \"studio:view\"", false),
            (
                "Forbidden. Missing permission(s): \"workspace:admin\"",
                false,
            ),
            ("Forbidden", false),
            ("Your licence has ended", false),
        ] {
            assert_eq!(refused(said).ends_with(HELP_IN_WORKSPACE), helps, "{said}");
        }
    }
}
