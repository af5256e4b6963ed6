//! Databases of earlier releases, one for each version that the tables ever had, and of later ones.

use std::path::Path;

use reqwest::Method;
use rusqlite::Connection;
use serde_json::{Value, json};
use wavepass_server::crypto::MasterKey;

use crate::people::{done, refused};
use crate::registry;
use crate::running::{Running, client, private_folder, start};

/// The key of what is sealed in the fixtures.
const KEY: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
/// The token that stands in them as number 5.
const TOKEN: &str = "eyJ0aWQiOiA1fS5jZmM1YjVhOThjZjM2MTk1NjBjZWU1YmMwODUxYzA1ZjkzMDdmN2Iz";

/// What each version has left behind, by its number. A new version of the tables needs a new file,
/// and no file is ever changed.
const RELEASED: [&str; 4] = [
    include_str!("schemas/1.sql"),
    include_str!("schemas/2.sql"),
    include_str!("schemas/3.sql"),
    include_str!("schemas/4.sql"),
];

fn database(data: &Path) -> Connection {
    Connection::open(data.join("wavepass.db")).unwrap()
}

fn version(data: &Path) -> usize {
    let question = "PRAGMA user_version";
    let version: i64 = database(data)
        .query_row(question, [], |row| row.get("user_version"))
        .unwrap();
    usize::try_from(version).unwrap()
}

/// What the tables are, without what only spaces tell apart.
fn tables(data: &Path) -> Vec<String> {
    let database = database(data);
    let mut statement = database
        .prepare("SELECT name || ' ' || ifnull(sql, '') AS text FROM sqlite_master ORDER BY name")
        .unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>("text"));
    rows.unwrap()
        .map(|text| {
            text.unwrap()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

async fn send(running: &Running, method: Method, path: &str, body: Option<Value>) -> Value {
    let asked = client().request(method, running.url(&format!("/api{path}")));
    let asked = match body {
        Some(body) => asked.json(&body),
        None => asked,
    };
    let answer = asked.bearer_auth(TOKEN).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.json().await.unwrap()
}

async fn get(running: &Running, path: &str) -> Value {
    send(running, Method::GET, path, None).await
}

#[tokio::test]
async fn the_database_of_every_earlier_release_is_upgraded_and_nothing_is_lost() {
    let new = private_folder();
    done(new.path(), &["user", "list"]);
    assert_eq!(
        version(new.path()),
        RELEASED.len(),
        "each version has a fixture"
    );
    for (before, sql) in (1..).zip(RELEASED) {
        let folder = private_folder();
        let data = folder.path();
        database(data).execute_batch(sql).unwrap();
        assert_eq!(version(data), before);
        let running = start(data, &["--key", KEY]);
        let me = get(&running, "/user-info").await;
        assert_eq!(me["user"]["userName"], "local", "{before}");
        let rows = get(&running, "/user/7/workspaces").await;
        for (row, name) in [(1, "main"), (2, "sandbox")] {
            let row = &rows["orgsAndWorkspaces"][row];
            let role = json!(["owner"]);
            assert_eq!(
                (&row["workspaceName"], &row["roles"]),
                (&json!(name), &role)
            );
        }
        for (path, name) in [
            ("/credentials?workspaceId=9", "acr"),
            ("/credentials", "mine"),
        ] {
            let list = get(&running, path).await;
            let rows = list["credentials"].as_array().unwrap();
            assert_eq!(rows.len(), 1, "{before}: {list}");
            assert_eq!(rows[0]["name"], name, "{before}");
            assert_eq!(rows[0]["keys"]["registry"], "quay.io", "{before}");
        }
        if before >= 2 {
            let envs = get(&running, "/compute-envs?workspaceId=9").await;
            assert_eq!(envs["computeEnvs"][0]["name"], "batch", "{before}");
            let launch = get(&running, "/pipelines/40/launch?workspaceId=9").await;
            assert_eq!(launch["launch"]["configText"], "process.cpus = 2\n");
        }
        if before >= 3 {
            let people = get(&running, "/orgs/8/workspaces/9/participants").await;
            assert!(people.to_string().contains("mira@lab.example"), "{people}");
        }
        if before >= 4 {
            let asked = client().get(running.url("/wave/requests?workspaceId=9"));
            let requests: Value = asked
                .bearer_auth(TOKEN)
                .send()
                .await
                .unwrap()
                .json()
                .await
                .unwrap();
            let request = &requests["requests"][0];
            assert_eq!(
                (&request["image"], &request["pulls"]),
                (&json!("quay.io/org/tool:1.0"), &json!(2))
            );
        }
        let body = Some(registry("new"));
        send(&running, Method::POST, "/credentials", body).await;
        running.stop();

        assert_eq!(version(data), RELEASED.len());
        assert_eq!(
            tables(data),
            tables(new.path()),
            "as if it were new: {before}"
        );
        assert_whole(data, 3);
    }
}

/// Whether a database is whole, and so many secrets are what was typed.
fn assert_whole(data: &Path, secrets: usize) {
    let database = database(data);
    let whole: String = database
        .query_row("PRAGMA integrity_check", [], |row| {
            row.get("integrity_check")
        })
        .unwrap();
    assert_eq!(whole, "ok");
    let mut orphans = database.prepare("PRAGMA foreign_key_check").unwrap();
    assert!(!orphans.exists([]).unwrap());
    let key = MasterKey::parse(KEY, "the test").unwrap().at_rest();
    let mut statement = database
        .prepare("SELECT credentials_id, field, sealed FROM credentials_secrets")
        .unwrap();
    let opened = statement.query_map([], |row| {
        let (id, field): (String, String) = (row.get("credentials_id")?, row.get("field")?);
        let sealed: Vec<u8> = row.get("sealed")?;
        Ok(key.open(format!("credentials/{id}/{field}").as_bytes(), &sealed))
    });
    let opened: Vec<_> = opened.unwrap().map(|row| row.unwrap().unwrap()).collect();
    assert_eq!(opened.len(), secrets);
    assert!(opened.iter().all(|secret| **secret == b"S3ntinel!"[..]));
}

#[test]
fn a_backup_of_every_earlier_release_can_be_restored() {
    for (before, sql) in (1..).zip(RELEASED) {
        let (old, new) = (private_folder(), private_folder());
        database(old.path()).execute_batch(sql).unwrap();
        let file = new.path().join("backup.db");
        let file = file.to_str().unwrap();
        let said = done(old.path(), &["backup", file]);
        assert!(
            said.contains("2 workspaces, 2 credentials"),
            "{before}: {said}"
        );
        done(new.path(), &["restore", file, "--key", KEY]);
        assert_eq!(version(new.path()), before, "the next start upgrades it");
        done(new.path(), &["user", "list", "--key", KEY]);
        assert_eq!(version(new.path()), RELEASED.len());
        assert_whole(new.path(), 2);
    }
}

#[test]
fn the_database_of_a_newer_release_is_refused_with_words_and_stays_as_it_is() {
    let folder = private_folder();
    let data = folder.path();
    let (newest, newer) = (RELEASED.len(), RELEASED.len() + 1);
    database(data).execute_batch(RELEASED[newest - 1]).unwrap();
    let change = format!("CREATE TABLE teams (id INTEGER); PRAGMA user_version = {newer};");
    database(data).execute_batch(&change).unwrap();
    let before = std::fs::read(data.join("wavepass.db")).unwrap();
    let new_key = data.join("new.key");
    let new_key = new_key.to_str().unwrap();
    for arguments in [
        &["serve", "--listen", "127.0.0.1:0", "--key", KEY][..],
        &["token", "create", "x", "--key", KEY],
        &["key", "rotate", "--key", KEY, "--new-key-file", new_key],
    ] {
        let said = refused(data, arguments);
        assert!(said.contains("newer release of Wavepass"), "{said}");
        assert!(
            said.contains(&format!("version {newer}")) && said.contains(&format!("up to {newest}")),
            "{said}"
        );
        assert!(said.contains("Use the newer release"), "{said}");
    }
    assert_eq!(std::fs::read(data.join("wavepass.db")).unwrap(), before);
    assert!(!data.join("wavepass.db-wal").exists());
    assert!(!data.join("new.key").exists());
}

#[test]
fn an_upgrade_that_fails_changes_nothing() {
    let folder = private_folder();
    let data = folder.path();
    database(data).execute_batch(RELEASED[0]).unwrap();
    // In the way of the third version.
    let in_the_way = "CREATE TABLE members (id INTEGER)";
    database(data).execute_batch(in_the_way).unwrap();
    let before = tables(data);
    let said = refused(data, &["user", "list", "--key", KEY]);
    assert!(said.contains("cannot be used"), "{said}");
    assert_eq!((version(data), tables(data)), (1, before));
    database(data).execute_batch("DROP TABLE members").unwrap();
    done(data, &["user", "list", "--key", KEY]);
    assert_eq!(version(data), RELEASED.len());
}
