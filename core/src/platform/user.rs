//! Who is signed in, and where that person may work.
//!
//! A client reads [`Person`] and [`OpenWorkspace`]; the others are what a server writes.

use serde::Serialize;
use serde_json::Value;

use super::reader::{Fields, Listed};
use super::{Timestamp, WorkspaceId};

/// Who is signed in, as far as the answer says. Platform's description requires none of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The number, with which workspaces are asked for.
    pub id: Option<i64>,
    /// The user name.
    pub user_name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The workspace that the person chose to start in.
    pub default_workspace: Option<WorkspaceId>,
}

impl Person {
    /// Reads the answer to `GET /user-info`. None where there is no user in it: then it is no
    /// answer of this API.
    pub fn read(answer: &Value) -> Option<Self> {
        let answer = Fields::of(answer)?;
        let user = answer.inside("user")?;
        Some(Self {
            id: user.number("id"),
            user_name: user.words("userName"),
            email: user.words("email"),
            default_workspace: answer.number("defaultWorkspaceId").map(WorkspaceId),
        })
    }

    /// What to call the person.
    pub fn label(&self) -> String {
        let name = self.user_name.as_ref().or(self.email.as_ref()).cloned();
        name.or_else(|| self.id.map(|id| format!("user {id}")))
            .unwrap_or_else(|| "a user without a name".to_owned())
    }
}

/// A workspace that somebody may open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenWorkspace {
    /// Its number.
    pub id: WorkspaceId,
    /// The name of its organization.
    pub organization: String,
    /// Its name.
    pub name: String,
    /// The roles that the person has in it, by their names in the API; empty where the answer
    /// does not say.
    pub roles: Vec<String>,
}

impl OpenWorkspace {
    /// Reads the answer to `GET /user/{id}/workspaces`. A row without a workspace is the
    /// organization itself; a workspace whose names stand nowhere in its row cannot be read.
    pub fn read(answer: &Value) -> Option<Listed<Self>> {
        let all = Listed::read(answer, "orgsAndWorkspaces", |row| {
            if row.get("workspaceId").is_none() {
                return Some(None);
            }
            Self::read_row(row).map(Some)
        })?;
        Some(Listed {
            rows: all.rows.into_iter().flatten().collect(),
            unreadable: all.unreadable,
        })
    }

    fn read_row(row: Fields<'_>) -> Option<Self> {
        // "organization/workspace".
        let full = row.words("workspaceFullName").unwrap_or_default();
        let (organization, name) = full.split_once('/').unwrap_or_default();
        let or = |name: Option<String>, other: &str| {
            name.or_else(|| (!other.is_empty()).then(|| other.to_owned()))
        };
        Some(Self {
            id: WorkspaceId(row.number("workspaceId")?),
            organization: or(row.words("orgName"), organization)?,
            name: or(row.words("workspaceName"), name)?,
            roles: row.texts("roles").unwrap_or_default(),
        })
    }

    /// Whether the roles allow to add, change and delete credentials; none where that is not
    /// known, because a role is Platform's own invention or an organization's.
    ///
    /// Source: Platform's documentation of roles (`orgs-and-teams/roles.md`).
    pub fn may_write_credentials(&self) -> Option<bool> {
        const MAY: [&str; 2] = ["owner", "admin"];
        const MAY_NOT: [&str; 4] = ["maintain", "launch", "connect", "view"];
        let mut roles = self.roles.iter().map(|role| role.to_ascii_lowercase());
        if roles.clone().any(|role| MAY.contains(&role.as_str())) {
            return Some(true);
        }
        let may_not = roles.all(|role| MAY_NOT.contains(&role.as_str()));
        (may_not && !self.roles.is_empty()).then_some(false)
    }

    /// That the roles most likely do not allow to change credentials, where they do not. It is
    /// said before somebody types; whether it is so, Platform decides.
    pub fn sentence_if_read_only(&self) -> Option<String> {
        (self.may_write_credentials() == Some(false)).then(|| {
            format!(
                "Your role in this workspace is {}, with which you most likely cannot add, change \
                 or delete credentials: that takes Admin or Owner.",
                self.roles.join(", ")
            )
        })
    }
}

/// `GET /user-info`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserInfoResponse {
    /// The person.
    pub user: User,
    /// Whether the person still has to accept the terms of use.
    pub need_consent: bool,
    /// The workspace the person chose to start in.
    pub default_workspace_id: Option<WorkspaceId>,
}

/// A person. Platform's answer has more fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct User {
    pub id: i64,
    pub user_name: String,
    pub email: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub organization: Option<String>,
    pub description: Option<String>,
    pub avatar: Option<String>,
    pub avatar_id: Option<String>,
    pub date_created: Option<Timestamp>,
    pub last_updated: Option<Timestamp>,
    pub last_access: Option<Timestamp>,
    pub deleted: bool,
    pub notification: Option<bool>,
    pub marketing_consent: Option<bool>,
    pub terms_of_use_consent: Option<bool>,
}

/// `GET /user/{id}/workspaces`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserWorkspacesResponse {
    /// Organizations and workspaces, mixed.
    pub orgs_and_workspaces: Vec<OrgAndWorkspace>,
}

/// A workspace with its organization; without a workspace, the organization itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct OrgAndWorkspace {
    pub org_id: i64,
    pub org_name: String,
    pub org_logo_url: Option<String>,
    pub workspace_id: Option<WorkspaceId>,
    pub workspace_name: Option<String>,
    pub workspace_full_name: Option<String>,
    pub visibility: Option<String>,
    pub roles: Option<Vec<String>>,
}

/// `GET /orgs`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct OrgsResponse {
    pub organizations: Vec<Organization>,
    pub total_size: Option<u64>,
}

/// An organization, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct Organization {
    pub org_id: i64,
    pub name: String,
    pub full_name: Option<String>,
    pub description: Option<String>,
    pub location: Option<String>,
    pub website: Option<String>,
    pub logo_id: Option<String>,
    pub logo_url: Option<String>,
    pub member_id: Option<i64>,
    pub member_role: Option<String>,
}

/// `GET /orgs/{id}/workspaces`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkspacesResponse {
    /// The workspaces of the organization that the caller may see.
    pub workspaces: Vec<Workspace>,
}

/// A workspace, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct Workspace {
    pub id: WorkspaceId,
    pub name: String,
    pub full_name: Option<String>,
    pub description: Option<String>,
    pub visibility: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn person(json: &str) -> Option<Person> {
        Person::read(&serde_json::from_str(json).unwrap())
    }

    fn workspaces(json: &str) -> Listed<OpenWorkspace> {
        let json = format!(r#"{{"orgsAndWorkspaces":{json}}}"#);
        OpenWorkspace::read(&serde_json::from_str(&json).unwrap()).unwrap()
    }

    #[test]
    fn a_person_is_called_by_name_else_by_address_else_by_number() {
        for (json, label) in [
            (
                r#"{"user":{"id":1,"userName":"mira","email":"m@x"}}"#,
                "mira",
            ),
            (r#"{"user":{"id":1,"userName":null,"email":"m@x"}}"#, "m@x"),
            (r#"{"user":{"id":1,"userName":7}}"#, "user 1"),
            (r#"{"user":{"id":"1"}}"#, "a user without a name"),
        ] {
            assert_eq!(person(json).unwrap().label(), label, "{json}");
        }
        for json in ["{}", "null", "[]", r#"{"user":null}"#, r#"{"user":"mira"}"#] {
            assert_eq!(person(json), None, "{json}");
        }
    }

    #[test]
    fn the_workspace_to_start_in_is_read_where_it_is_a_number() {
        let json = r#"{"user":{},"defaultWorkspaceId":9007199254740993}"#;
        let chosen = person(json).unwrap().default_workspace;
        assert_eq!(chosen, Some(WorkspaceId(9_007_199_254_740_993)));
        let json = r#"{"user":{},"defaultWorkspaceId":null}"#;
        assert_eq!(person(json).unwrap().default_workspace, None);
    }

    #[test]
    fn a_workspace_is_named_by_what_its_row_has_and_else_counted() {
        let listed = workspaces(
            r#"[{"orgId":1,"orgName":"lab","workspaceId":null},
                {"orgId":null,"orgName":null,"workspaceId":2,"workspaceName":"a","workspaceFullName":"lab/a"},
                {"orgName":"lab","workspaceId":3,"workspaceName":null,"workspaceFullName":"lab/b"},
                {"orgName":null,"workspaceId":4,"workspaceName":"c"},
                {"orgName":"lab","workspaceId":"5","workspaceName":"d"},
                null,
                {"orgName":"lab","workspaceId":6,"workspaceName":"e","roles":"owner"}]"#,
        );
        let names = listed.rows.iter().map(|row| (row.id.0, row.name.as_str()));
        assert_eq!(names.collect::<Vec<_>>(), [(2, "a"), (3, "b"), (6, "e")]);
        assert!(listed.rows.iter().all(|row| row.organization == "lab"));
        assert_eq!(listed.unreadable, 3);
    }

    #[test]
    fn only_roles_that_are_known_tell_what_they_allow() {
        for (roles, may) in [
            (r#"["owner"]"#, Some(true)),
            (r#"["ADMIN"]"#, Some(true)),
            (r#"["view","admin"]"#, Some(true)),
            (r#"["maintain"]"#, Some(false)),
            (r#"["launch"]"#, Some(false)),
            (r#"["connect"]"#, Some(false)),
            (r#"["view"]"#, Some(false)),
            // An organization's own role, and Platform's newest.
            (r#"["view","our-own"]"#, None),
            (r#"["project"]"#, None),
            ("[]", None),
            ("null", None),
            ("7", None),
        ] {
            let json = format!(
                r#"[{{"orgName":"o","workspaceId":1,"workspaceName":"w","roles":{roles}}}]"#
            );
            let row = &workspaces(&json).rows[0];
            assert_eq!(row.may_write_credentials(), may, "{roles}");
            assert_eq!(row.sentence_if_read_only().is_some(), may == Some(false));
        }
    }
}
