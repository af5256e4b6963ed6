//! Every operation as every role: the table of who may do what, asked through the router.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use wavepass_core::platform::permission::{Permission, Role};
use wavepass_core::secret::Secret;

use super::routes::{self, Access};
use crate::testing::{Answer, TestServer, compute_env, pipeline, registry};

/// A workspace with one credential, one compute environment and one pipeline, and one user of each
/// role in it.
struct Lab {
    server: TestServer,
    org: i64,
    workspace: i64,
    people: Vec<(Role, Secret)>,
    /// Somebody of the same organization who takes no part in the workspace.
    member: Secret,
    /// Somebody who is in no organization.
    nobody: Secret,
}

impl Lab {
    async fn start() -> Self {
        let server = TestServer::start().await;
        let orgs = server.get("/orgs").await.json();
        let org = orgs["organizations"][0]["orgId"].as_i64().unwrap();
        let body = json!({"workspace": {
            "name": "lab", "fullName": "Lab", "visibility": "PRIVATE"}});
        let made = server.post(&format!("/orgs/{org}/workspaces"), body).await;
        assert_eq!(made.status, 200, "{made:?}");
        let workspace = made.json()["workspace"]["id"].as_i64().unwrap();
        let mut lab = Self {
            member: server.add_user("member").await,
            nobody: server.add_user("nobody").await,
            server,
            org,
            workspace,
            people: Vec::new(),
        };
        let body = json!({ "user": "member" });
        let path = format!("/orgs/{org}/members/add");
        assert_eq!(lab.server.put(&path, body).await.status, 200);
        for role in Role::ALL {
            let token = lab.server.add_user(role.id()).await;
            lab.add(role.id(), role).await;
            lab.people.push((role, token));
        }
        lab
    }

    fn participants(&self) -> String {
        format!(
            "/orgs/{}/workspaces/{}/participants",
            self.org, self.workspace
        )
    }

    /// Lets a user take part with a role, and gives the number as a participant.
    async fn add(&self, user: &str, role: Role) -> i64 {
        let path = self.participants();
        let body = json!({ "userNameOrEmail": user });
        let added = self.server.put(&format!("{path}/add"), body).await;
        assert_eq!(added.status, 200, "{added:?}");
        let id = added.json()["participant"]["participantId"]
            .as_i64()
            .unwrap();
        let body = json!({ "role": role.id() });
        let changed = self.server.put(&format!("{path}/{id}/role"), body).await;
        assert_eq!(changed.status, 204, "{changed:?}");
        id
    }

    fn token(&self, role: Role) -> &Secret {
        let found = self.people.iter().find(|(it, _)| *it == role);
        &found.unwrap().1
    }

    async fn make(&self, path: &str, body: Value, id: &str) -> String {
        let path = format!("{path}?workspaceId={}", self.workspace);
        let made = self.server.post(&path, body).await;
        assert_eq!(made.status, 200, "{made:?}");
        let id = made.json().pointer(id).unwrap().clone();
        id.as_str().map_or_else(|| id.to_string(), str::to_owned)
    }

    /// A request on something that is there, made anew for it: its path and its body.
    async fn request(&self, method: &str, pattern: &str, name: &str) -> (String, Option<Value>) {
        let mut path = pattern.to_owned();
        let mut body;
        let fill = |path: String, id: &str| path.replace("{id}", id);
        if pattern.starts_with("/credentials/{id}") {
            let id = self.make("/credentials", registry(name), "/credentialsId");
            path = fill(path, &id.await);
            let changed = json!({"credentials": {"provider": "container-reg", "description": "d"}});
            body = Some(changed);
        } else if pattern.starts_with("/pipelines/{id}") {
            let id = self.make("/pipelines", pipeline(name), "/pipeline/pipelineId");
            path = fill(path, &id.await);
            body = Some(json!({ "description": "d" }));
        } else if pattern.starts_with("/compute-envs/{id}") {
            let id = self.make("/compute-envs", compute_env(name), "/computeEnvId");
            path = fill(path, &id.await);
            body = Some(json!({ "description": "d" }));
        } else if pattern.starts_with("/orgs") {
            let guest = format!("guest-{name}");
            let _ = self.server.add_user(&guest).await;
            body = Some(json!({ "userNameOrEmail": guest, "role": "connect" }));
            if path.contains("{participant}") {
                let id = self.add(&guest, Role::View).await;
                path = path.replace("{participant}", &id.to_string());
            }
            path = path
                .replace("{id}", &self.org.to_string())
                .replace("{workspace}", &self.workspace.to_string());
        } else {
            body = match pattern {
                "/credentials" => Some(registry(&format!("new-{name}"))),
                "/pipelines" => Some(pipeline(&format!("new-{name}"))),
                "/compute-envs" => Some(compute_env(&format!("new-{name}"))),
                _ => None,
            };
        }
        if method == "GET" || method == "DELETE" {
            body = None;
        }
        let mut query = format!("?workspaceId={}", self.workspace);
        match pattern {
            "/credentials/validate" => query.push_str("&name=free"),
            "/credentials/federation-setup" => query.push_str("&provider=aws"),
            "/permissions/check" => query.push_str("&operationId=credentials:write"),
            _ => {}
        }
        (format!("{path}{query}"), body)
    }
}

fn refusal(permission: Permission) -> String {
    format!("Forbidden. Missing permission(s): \"{}\"", permission.id())
}

#[tokio::test]
async fn each_role_may_do_what_platforms_table_says_and_nobody_else_anything() {
    let lab = Lab::start().await;
    let mut asked = 0;
    for (index, route) in routes::all().into_iter().enumerate() {
        let (method, pattern) = (route.method.as_str(), route.pattern);
        let (Access::Scope(permission) | Access::Workspace(permission)) = route.access else {
            continue;
        };
        // Leaving a workspace is tried apart: it would end the table.
        let is_leaving = permission == Permission::WorkspaceSelfDelete;
        if route.embedded.is_none() || is_leaving {
            continue;
        }
        for (number, (role, token)) in lab.people.iter().enumerate() {
            let name = format!("r{index}-{number}");
            let (path, body) = lab.request(method, pattern, &name).await;
            let call = || method.parse::<Method>().unwrap();
            let shown = format!("{} as {}: {path}", method, role.id());
            let answer = lab.server.call_as(token, call(), &path, body.clone()).await;
            if role.has(permission) {
                // A provider may have nothing to tell, which is no matter of roles.
                let is_setup = pattern.ends_with("federation-setup");
                assert!(
                    answer.status.is_success() || is_setup,
                    "{shown}: {answer:?}"
                );
                assert_ne!(answer.status, StatusCode::FORBIDDEN, "{shown}");
            } else {
                let expected = (StatusCode::FORBIDDEN, refusal(permission));
                assert_eq!((answer.status, answer.message()), expected, "{shown}");
            }
            asked += 1;
        }
        let (path, body) = lab.request(method, pattern, &format!("r{index}-x")).await;
        for stranger in [&lab.member, &lab.nobody] {
            let method = method.parse().unwrap();
            let answer = lab
                .server
                .call_as(stranger, method, &path, body.clone())
                .await;
            let expected = (StatusCode::FORBIDDEN, "Forbidden".to_owned());
            assert_eq!((answer.status, answer.message()), expected, "{path}");
        }
    }
    assert!(asked >= 6 * 21, "{asked} questions");
}

#[tokio::test]
async fn only_an_owner_of_the_organization_adds_workspaces_and_members() {
    let lab = Lab::start().await;
    let (org, body) = (
        lab.org,
        json!({"workspace": {"name": "other", "fullName": "Other"}}),
    );
    for (path, method, body) in [
        (format!("/orgs/{org}/workspaces"), Method::POST, body),
        (
            format!("/orgs/{org}/members/add"),
            Method::PUT,
            json!({"user": "nobody"}),
        ),
    ] {
        let people = lab.people.iter().map(|(_, token)| token);
        for token in people.chain([&lab.member, &lab.nobody]) {
            let call = lab
                .server
                .call_as(token, method.clone(), &path, Some(body.clone()));
            assert_eq!(call.await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let own = lab
            .server
            .call(method.clone(), &path, Some(body.clone()))
            .await;
        assert_eq!(own.status, StatusCode::OK, "{own:?}");
        let again = lab.server.call(method, &path, Some(body)).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{again:?}");
    }
    let path = format!("/orgs/{org}/members");
    let listed = lab
        .server
        .call_as(&lab.member, Method::GET, &path, None)
        .await;
    assert_eq!(listed.json()["totalSize"], 3);
    let found = lab.server.get(&format!("{path}?search=NOBOD")).await.json();
    assert_eq!(found["members"][0]["role"], "member");
}

#[tokio::test]
async fn whoever_makes_an_organization_owns_it_and_its_workspaces() {
    let lab = Lab::start().await;
    let call = async |method: Method, path: &str, body: Option<Value>| {
        lab.server.call_as(&lab.nobody, method, path, body).await
    };
    let body = json!({"organization": {"name": "mine", "fullName": "Mine"}});
    let made = call(Method::POST, "/orgs", Some(body.clone())).await;
    assert_eq!(made.status, 200, "{made:?}");
    let org = made.json()["organization"]["orgId"].as_i64().unwrap();
    let again = call(Method::POST, "/orgs", Some(body)).await;
    assert_eq!(
        (again.status, again.message().as_str()),
        (
            StatusCode::CONFLICT,
            "An organization with name 'mine' already exists"
        )
    );
    for wrong in [
        json!({}),
        json!({"organization": {"name": "m", "fullName": "M"}}),
        json!({"organization": {"name": "a b", "fullName": "M"}}),
        json!({"organization": {"name": "mine2", "fullName": " "}}),
    ] {
        let answer = call(Method::POST, "/orgs", Some(wrong)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    let path = format!("/orgs/{org}/workspaces");
    assert_eq!(
        call(Method::GET, &path, None).await.json()["workspaces"],
        json!([])
    );
    let body = json!({"workspace": {"name": "ws", "fullName": "W", "visibility": "SHARED"}});
    let made = call(Method::POST, &path, Some(body)).await.json();
    let workspace = made["workspace"]["id"].as_i64().unwrap();
    let path = format!("/credentials?workspaceId={workspace}");
    let added = call(Method::POST, &path, Some(registry("acr"))).await;
    assert_eq!(added.status, 200, "{added:?}");
    let other = lab.server.get(&path).await;
    assert_eq!(
        (other.status, other.message().as_str()),
        (StatusCode::FORBIDDEN, "Forbidden")
    );
}

#[tokio::test]
async fn nobody_gives_more_than_they_have_or_touches_an_owner_without_being_one() {
    let lab = Lab::start().await;
    let path = lab.participants();
    let admin = lab.token(Role::Admin);
    let guest = lab.server.add_user("guest").await;
    let id = lab.add("guest", Role::View).await;
    let owner = lab.server.get(&format!("{path}?search=owner")).await.json();
    let owner = owner["participants"][0]["participantId"].as_i64().unwrap();
    let role = async |token: &Secret, id: i64, role: &str| -> Answer {
        let path = format!("{path}/{id}/role");
        let body = Some(json!({ "role": role }));
        lab.server.call_as(token, Method::PUT, &path, body).await
    };
    assert_eq!(role(admin, id, "admin").await.status, 204);
    let refused = role(admin, id, "owner").await;
    assert_eq!(
        refused.message(),
        "Forbidden. Missing permission(s): \"workspace:delete\", \"workspace:admin\""
    );
    for refused in [
        role(admin, owner, "view").await,
        lab.server
            .call_as(admin, Method::DELETE, &format!("{path}/{owner}"), None)
            .await,
    ] {
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert_eq!(refused.message(), refusal(Permission::WorkspaceAdmin));
    }
    assert_eq!(role(lab.token(Role::Owner), id, "owner").await.status, 204);
    assert_eq!(role(&guest, owner, "view").await.status, 204);
    assert_eq!(role(admin, 1, "view").await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        role(admin, id, "project").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn participants_are_added_once_by_name_address_or_number_and_may_leave() {
    let lab = Lab::start().await;
    let path = lab.participants();
    let add = async |body: Value| lab.server.put(&format!("{path}/add"), body).await;
    let members = lab
        .server
        .get(&format!("/orgs/{}/members", lab.org))
        .await
        .json();
    let beyond = format!("/orgs/{}/members?offset=9223372036854775808", lab.org);
    assert_eq!(
        lab.server.get(&beyond).await.status,
        StatusCode::BAD_REQUEST
    );
    let rows = members["members"].as_array().unwrap().clone();
    let member = rows.iter().find(|row| row["userName"] == "member").unwrap();
    let added = add(json!({ "memberId": member["memberId"] })).await.json();
    assert_eq!(added["participant"]["wspRole"], "view");
    assert_eq!(added["participant"]["type"], "MEMBER");
    let added = add(json!({ "userNameOrEmail": "nobody@lab.example" }))
        .await
        .json();
    assert_eq!(added["participant"]["type"], "COLLABORATOR");
    assert_eq!(added["participant"]["orgRole"], "collaborator");
    let again = add(json!({ "userNameOrEmail": "nobody" })).await;
    assert_eq!(
        (again.status, again.message().as_str()),
        (StatusCode::CONFLICT, "Already a participant")
    );
    for wrong in [
        json!({}),
        json!({"teamId": 1}),
        json!({"memberId": 1}),
        json!({"userNameOrEmail": "who"}),
    ] {
        assert_eq!(add(wrong).await.status, StatusCode::BAD_REQUEST);
    }
    let credentials = format!("/credentials?workspaceId={}", lab.workspace);
    for status in [StatusCode::OK, StatusCode::FORBIDDEN] {
        let call = lab
            .server
            .call_as(&lab.nobody, Method::GET, &credentials, None);
        assert_eq!(call.await.status, status);
        let left = lab
            .server
            .call_as(&lab.nobody, Method::DELETE, &path, None)
            .await;
        assert_eq!(left.status.is_success(), status == StatusCode::OK);
    }
    // Who made the workspace takes part by name, and without that stays an owner.
    for status in [StatusCode::NO_CONTENT, StatusCode::FORBIDDEN] {
        assert_eq!(lab.server.delete(&path).await.status, status);
    }
    assert_eq!(lab.server.get(&credentials).await.status, StatusCode::OK);
}

#[tokio::test]
async fn permissions_are_told_as_they_are_enforced() {
    let lab = Lab::start().await;
    let workspace = lab.workspace;
    for (role, token) in &lab.people {
        let get = async |path: String| -> Answer {
            lab.server.call_as(token, Method::GET, &path, None).await
        };
        let told = get(format!("/permissions?workspaceId={workspace}"))
            .await
            .json();
        assert_eq!(told["workspace"]["roles"], json!([role.id()]));
        let names: Vec<_> = role.permissions().map(Permission::id).collect();
        assert_eq!(told["workspace"]["operations"], json!(names));
        assert_eq!(told["organization"]["roles"], json!(["collaborator"]));
        for permission in Permission::ALL {
            let id = permission.id();
            let path = format!("/permissions/check?workspaceId={workspace}&operationId={id}");
            let expected = json!({ "authorized": role.has(permission) });
            assert_eq!(get(path).await.json(), expected, "{id} as {}", role.id());
        }
        let own = get("/permissions".to_owned()).await.json();
        assert!(own["workspace"].is_null() && own["organization"].is_null());
        let operations = own["user"]["operations"].as_array().unwrap();
        assert!(operations.contains(&json!("credentials:write")));
    }
    let check = lab
        .server
        .get("/permissions/check?operationId=of:tomorrow")
        .await;
    assert_eq!(check.json(), json!({ "authorized": false }));
    assert_eq!(lab.server.get("/permissions/check").await.status, 400);
    assert_eq!(lab.server.get("/permissions?orgId=1").await.status, 403);
    let own = lab
        .server
        .get(&format!("/permissions?orgId={}", lab.org))
        .await
        .json();
    assert_eq!(own["organization"]["roles"], json!(["owner"]));
}

#[tokio::test]
async fn what_is_personal_is_seen_in_no_workspace_and_by_nobody_else() {
    let lab = Lab::start().await;
    let owner = lab.token(Role::Owner);
    let created = lab
        .server
        .call_as(
            owner,
            Method::POST,
            "/credentials",
            Some(registry("personal")),
        )
        .await
        .json();
    let id = created["credentialsId"].as_str().unwrap();
    let in_workspace = format!("?workspaceId={}", lab.workspace);
    for token in lab
        .people
        .iter()
        .map(|(_, token)| token)
        .chain([&lab.server.token])
    {
        let get = async |path: String| lab.server.call_as(token, Method::GET, &path, None).await;
        let listed = get(format!("/credentials{in_workspace}")).await.json();
        assert_eq!(listed["credentials"], json!([]));
        let path = format!("/credentials/{id}{in_workspace}");
        assert_eq!(get(path).await.status, StatusCode::FORBIDDEN);
        let is_own = token.expose() == owner.expose();
        let listed = get("/credentials".to_owned()).await.json();
        assert_eq!(listed["credentials"] != json!([]), is_own);
        let described = get(format!("/credentials/{id}")).await;
        assert_eq!(described.status.is_success(), is_own);
    }
    // Tokens neither: each sees their own, and nobody deletes another's.
    let tokens = lab
        .server
        .call_as(owner, Method::GET, "/tokens", None)
        .await
        .json();
    assert_eq!(tokens["tokens"].as_array().unwrap().len(), 1);
    let path = format!("/tokens/{}", tokens["tokens"][0]["id"]);
    let other = lab.token(Role::Admin);
    let refused = lab.server.call_as(other, Method::DELETE, &path, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
