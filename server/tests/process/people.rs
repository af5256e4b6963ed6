//! Several people on one embedded Platform, made with the program's own commands while it runs.

use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};

use crate::registry;
use crate::running::{client, private_folder, start, wavepass};

fn run(data: &Path, arguments: &[&str]) -> Output {
    let mut command = wavepass();
    command.args(["--log", "error"]).args(arguments);
    command.arg("--data").arg(data).output().unwrap()
}

/// What a command says that works.
pub(crate) fn done(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// What a command says that does not.
pub(crate) fn refused(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    assert!(!output.status.success(), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
async fn a_small_lab_shares_a_workspace_while_the_server_runs() {
    let data = private_folder();
    let data = data.path();
    let running = start(data, &[]);
    assert!(
        done(
            data,
            &["user", "add", "mira", "--email", "mira@lab.example"]
        )
        .contains("mira")
    );
    done(data, &["user", "add", "boss"]);
    done(
        data,
        &[
            "org",
            "add",
            "lab",
            "--full-name",
            "The lab",
            "--owner",
            "boss",
        ],
    );
    done(data, &["workspace", "add", "lab/rna"]);
    let said = done(data, &["participant", "add", "lab/rna", "mira", "view"]);
    assert_eq!(said, "mira takes part in lab/rna as view.");
    let mira = done(
        data,
        &["token", "create", "laptop", "--user", "mira@lab.example"],
    );
    let boss = done(data, &["token", "create", "laptop", "--user", "boss"]);

    let client = client();
    let get = async |token: &str, path: &str| {
        let request = client.get(running.url(&format!("/api{path}")));
        request.bearer_auth(token).send().await.unwrap()
    };
    let me: Value = get(&mira, "/user-info").await.json().await.unwrap();
    assert_eq!(me["user"]["userName"], "mira");
    let path = format!("/user/{}/workspaces", me["user"]["id"]);
    let rows: Value = get(&mira, &path).await.json().await.unwrap();
    let row = &rows["orgsAndWorkspaces"][1];
    assert_eq!(
        (&row["workspaceName"], &row["roles"]),
        (&json!("rna"), &json!(["view"]))
    );
    let path = format!("/credentials?workspaceId={}", row["workspaceId"]);
    let add = async |token: &str, name: &str| {
        let request = client.post(running.url(&format!("/api{path}")));
        let answer = request
            .bearer_auth(token)
            .json(&registry(name))
            .send()
            .await;
        answer.unwrap().status().as_u16()
    };
    assert_eq!(add(&mira, "hers").await, 403);
    assert_eq!(add(&boss, "shared").await, 200);
    assert_eq!(get(&mira, &path).await.status(), 200);

    done(data, &["participant", "role", "lab/rna", "mira", "admin"]);
    assert_eq!(add(&mira, "hers").await, 200);
    done(data, &["participant", "remove", "lab/rna", "mira"]);
    assert_eq!(get(&mira, &path).await.status(), 403);
    done(data, &["user", "remove", "mira"]);
    assert_eq!(
        get(&mira, "/user-info").await.status(),
        401,
        "the token is gone"
    );
    let listed: Value = get(&boss, &path).await.json().await.unwrap();
    let rows = listed["credentials"].as_array().unwrap();
    assert_eq!(rows.len(), 2, "what she made for the workspace stays");
}

#[test]
fn what_is_there_is_listed() {
    let data = private_folder();
    let data = data.path();
    assert_eq!(done(data, &["user", "list"]), "local\tlocal@localhost");
    assert_eq!(
        done(data, &["org", "list"]),
        "my-organization\tMy organization"
    );
    let workspaces = "my-organization/main\tMain workspace\nmy-organization/sandbox\tSandbox";
    assert_eq!(done(data, &["workspace", "list"]), workspaces);
    done(data, &["user", "add", "mira"]);
    done(
        data,
        &[
            "participant",
            "add",
            "my-organization/main",
            "mira",
            "launch",
        ],
    );
    let people = "local\towner\towner\nmira\tlaunch\tcollaborator";
    assert_eq!(
        done(data, &["participant", "list", "my-organization/main"]),
        people
    );
}

#[test]
fn a_role_that_counts_for_nothing_beside_an_owner_is_told_so() {
    let data = private_folder();
    let data = data.path();
    done(data, &["user", "add", "boss"]);
    done(data, &["user", "add", "mira"]);
    done(data, &["org", "add", "lab", "--owner", "boss"]);
    done(data, &["workspace", "add", "lab/rna"]);
    let owner = "boss owns the organization lab and so stays an owner here.";
    for (change, who, role, is_owner) in [
        ("add", "boss", "view", true),
        ("role", "boss", "launch", true),
        ("add", "mira", "view", false),
        ("role", "mira", "owner", false),
    ] {
        let said = done(data, &["participant", change, "lab/rna", who, role]);
        let taken = format!("{who} takes part in lab/rna as {role}.");
        assert!(said.starts_with(&taken), "{said}");
        assert_eq!(said.contains(owner), is_owner, "{said}");
    }
}

#[test]
fn what_cannot_be_is_refused_with_a_way_out() {
    let data = private_folder();
    let data = data.path();
    done(data, &["user", "add", "mira"]);
    done(data, &["org", "add", "lab", "--owner", "mira"]);
    let main = "my-organization/main";
    for (arguments, said) in [
        (&["user", "add", "mira"][..], "mira already exists"),
        (&["user", "add", "m i"], "is no user name"),
        (
            &["user", "add", "max", "--email", "max"],
            "is no e-mail address",
        ),
        (
            &["user", "remove", "max"],
            "There is no user max. To see who there is: wavepass user list",
        ),
        (
            &["user", "remove", "local"],
            "whom the sign-in link signs in",
        ),
        (
            &["user", "remove", "mira"],
            "the only owner of the organization lab",
        ),
        (
            &["org", "add", "lab"],
            "The organization lab already exists",
        ),
        (&["org", "add", "l"], "Organization name must contain"),
        (
            &["org", "add", "new", "--owner", "max"],
            "There is no user max",
        ),
        (&["workspace", "add", "main"], "as in my-organization/main"),
        (
            &["workspace", "add", "max/main"],
            "There is no organization max",
        ),
        (
            &["workspace", "add", main],
            "my-organization/main already exists",
        ),
        (
            &["participant", "add", main, "max", "view"],
            "There is no user max",
        ),
        (
            &["participant", "add", main, "local", "view"],
            "already takes part",
        ),
        (
            &["participant", "add", main, "mira", "boss"],
            "possible values: owner, admin",
        ),
        (
            &["participant", "add", "lab/x", "mira", "view"],
            "There is no workspace lab/x",
        ),
        (
            &["participant", "role", main, "mira", "view"],
            "mira does not take part in",
        ),
        (
            &["participant", "remove", main, "mira"],
            "mira does not take part in",
        ),
        (
            &["token", "create", "x", "--user", "max"],
            "There is no user max",
        ),
    ] {
        let answer = refused(data, arguments);
        assert!(answer.contains(said), "{arguments:?}: {answer}");
    }
}
