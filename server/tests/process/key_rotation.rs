//! Another encryption key for a data folder, also when that is cut off at any moment.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;
use wavepass_core::secret::Secret;
use wavepass_server::crypto::MasterKey;

use crate::people::{done, refused};
use crate::registry;
use crate::running::{client, private_folder, start, start_with, token, wavepass};

const GIVEN: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

/// The sealed secrets: of which credentials, which field, and what.
fn sealed(data: &Path) -> Vec<(String, String, Vec<u8>)> {
    let database = Connection::open(data.join("wavepass.db")).unwrap();
    let mut statement = database
        .prepare("SELECT credentials_id, field, sealed FROM credentials_secrets")
        .unwrap();
    let rows = statement.query_map([], |row| {
        Ok((
            row.get("credentials_id")?,
            row.get("field")?,
            row.get("sealed")?,
        ))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

/// Whether every secret is the one that was typed, sealed with that key.
fn are_open_with(data: &Path, key: &MasterKey) -> bool {
    let key = key.at_rest();
    let rows = sealed(data);
    assert!(!rows.is_empty());
    rows.iter().all(|(id, field, sealed)| {
        let context = format!("credentials/{id}/{field}");
        let opened = key.open(context.as_bytes(), sealed);
        opened.is_ok_and(|secret| *secret == b"S3ntinel!")
    })
}

fn key_in(data: &Path, name: &str) -> MasterKey {
    MasterKey::read(&data.join(name)).unwrap().unwrap()
}

fn files_hold(data: &Path, bytes: &[u8]) -> bool {
    ["wavepass.db-wal", "wavepass.db"].iter().any(|name| {
        let file = std::fs::read(data.join(name)).unwrap_or_default();
        file.windows(bytes.len()).any(|part| part == bytes)
    })
}

fn copy(data: &Path) -> TempDir {
    let copy = private_folder();
    for entry in std::fs::read_dir(data).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    copy
}

/// Adds credentials with a secret each, and stops the server.
async fn fill(data: &Path, token: &str, environment: &[(&str, &str)], count: usize) {
    let running = start_with(data, &[], environment);
    for i in 0..count {
        let sent = client().post(running.url("/api/credentials"));
        let sent = sent.bearer_auth(token).json(&registry(&format!("c{i}")));
        assert_eq!(sent.send().await.unwrap().status(), 200);
    }
    running.stop();
}

/// How many credentials a server on the folder lists.
async fn count(data: &Path, token: &str) -> usize {
    let running = start(data, &[]);
    let asked = client().get(running.url("/api/credentials"));
    let answer = asked.bearer_auth(token).send().await.unwrap();
    let list: Value = answer.json().await.unwrap();
    list["credentials"].as_array().unwrap().len()
}

#[tokio::test]
async fn every_secret_gets_the_new_key_and_nothing_of_the_old_sealing_stays() {
    let data = private_folder();
    let data = data.path();
    let token = token(data, "mine");
    fill(data, &token, &[], 3).await;
    let before = sealed(data);
    let old = key_in(data, "secret.key");

    let running = start(data, &[]);
    let said = refused(data, &["key", "rotate"]);
    assert!(said.contains("Stop it first"), "{said}");
    running.stop();
    assert!(are_open_with(data, &old));

    let said = done(data, &["key", "rotate"]);
    for part in [
        "3 secrets are encrypted with a new key",
        "The key before is kept in",
        "has to sign in again",
    ] {
        assert!(said.contains(part), "{said}");
    }
    assert!(are_open_with(data, &key_in(data, "secret.key")));
    assert!(!are_open_with(data, &old));
    for (_, _, sealed) in before {
        assert!(!files_hold(data, &sealed), "what was sealed before is left");
    }
    assert_eq!(count(data, &token).await, 3, "and the token is still valid");
    // A second time the next old key is kept too.
    done(data, &["key", "rotate"]);
    assert!(!data.join("secret.key.new").exists());
    let kept = key_in(data, "secret.key.old-1");
    assert!(!are_open_with(data, &kept));
    assert_ne!(
        std::fs::read(data.join("secret.key.old-1")).unwrap(),
        std::fs::read(data.join("secret.key.old-2")).unwrap()
    );
    assert_eq!(count(data, &token).await, 3);
}

#[tokio::test]
async fn a_session_of_the_key_before_has_ended() {
    let data = private_folder();
    let data = data.path();
    let running = start(data, &[]);
    let link = running.link.clone().unwrap();
    let sign_in = client().post(running.url("/session"));
    let sign_in = sign_in.header("x-wavepass", "1");
    let answer = sign_in.json(&serde_json::json!({ "link": link }));
    let answer = answer.send().await.unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let status = async |url: String| {
        let asked = client().get(url).header("cookie", &cookie);
        asked.send().await.unwrap().status()
    };
    assert_eq!(status(running.url("/api/user-info")).await, 200);
    running.stop();
    done(data, &["key", "rotate"]);
    let running = start(data, &[]);
    assert_eq!(status(running.url("/api/user-info")).await, 401);
}

/// The folder before and after a rotation, of which the states between them are made.
async fn before_and_after() -> (TempDir, TempDir, String) {
    let before = private_folder();
    let token = token(before.path(), "mine");
    fill(before.path(), &token, &[], 3).await;
    let after = copy(before.path());
    done(after.path(), &["key", "rotate"]);
    (before, after, token)
}

#[tokio::test]
async fn cut_off_before_the_database_was_changed_it_is_undone() {
    let (before, after, token) = before_and_after().await;
    let key = std::fs::read(after.path().join("secret.key")).unwrap();
    for written in [&key[..], &key[..7], &[]] {
        let data = copy(before.path());
        let new = data.path().join("secret.key.new");
        std::fs::write(&new, written).unwrap();
        close(&new);
        assert_eq!(count(data.path(), &token).await, 3, "{written:?}");
        assert!(!new.exists());
        assert!(are_open_with(
            data.path(),
            &key_in(before.path(), "secret.key")
        ));
        // And it can be done anew.
        std::fs::write(&new, written).unwrap();
        close(&new);
        done(data.path(), &["key", "rotate"]);
        assert!(are_open_with(
            data.path(),
            &key_in(data.path(), "secret.key")
        ));
    }
}

#[tokio::test]
async fn cut_off_after_the_database_was_changed_it_is_ended() {
    let (before, after, token) = before_and_after().await;
    let (old, new) = (
        std::fs::read(before.path().join("secret.key")).unwrap(),
        std::fs::read(after.path().join("secret.key")).unwrap(),
    );
    for old_is_kept in [false, true] {
        let data = copy(after.path());
        let path = |name: &str| data.path().join(name);
        std::fs::write(path("secret.key"), &old).unwrap();
        std::fs::write(path("secret.key.new"), &new).unwrap();
        close(&path("secret.key.new"));
        if !old_is_kept {
            std::fs::remove_file(path("secret.key.old-1")).unwrap();
        }
        assert_eq!(count(data.path(), &token).await, 3);
        assert!(!path("secret.key.new").exists());
        assert_eq!(std::fs::read(path("secret.key")).unwrap(), new);
        assert_eq!(std::fs::read(path("secret.key.old-1")).unwrap(), old);
        assert!(!path("secret.key.old-2").exists());
        assert!(are_open_with(
            data.path(),
            &key_in(data.path(), "secret.key")
        ));
    }
}

#[tokio::test]
async fn with_neither_key_nothing_is_touched() {
    let (before, after, _) = before_and_after().await;
    let data = copy(before.path());
    let path = |name: &str| data.path().join(name);
    std::fs::copy(after.path().join("secret.key"), path("secret.key")).unwrap();
    std::fs::write(path("secret.key.new"), GIVEN).unwrap();
    close(&path("secret.key.new"));
    let said = refused(data.path(), &["token", "create", "x"]);
    assert!(
        said.contains("another encryption key than those in"),
        "{said}"
    );
    assert!(path("secret.key.new").exists());
    assert!(are_open_with(
        data.path(),
        &key_in(before.path(), "secret.key")
    ));
}

#[tokio::test]
async fn killed_at_any_moment_it_loses_no_secret() {
    let data = private_folder();
    let data = data.path();
    let token = token(data, "mine");
    fill(data, &token, &[], 30).await;
    for round in 0..40 {
        let mut rotation = wavepass()
            .args(["key", "rotate", "--log", "error", "--data"])
            .arg(data)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(500 * round));
        let _ = rotation.kill();
        rotation.wait().unwrap();
        // Whatever is next settles it.
        done(data, &["user", "list"]);
        assert!(!data.join("secret.key.new").exists(), "round {round}");
        assert!(
            are_open_with(data, &key_in(data, "secret.key")),
            "round {round}"
        );
    }
    assert_eq!(count(data, &token).await, 30);
}

#[tokio::test]
async fn a_key_that_is_given_is_changed_for_one_in_a_file_that_is_not_shown() {
    let (data, elsewhere) = (private_folder(), private_folder());
    let data = data.path();
    let environment = [("WAVEPASS_KEY", GIVEN)];
    let made = wavepass()
        .envs(environment)
        .args(["token", "create", "mine", "--data"])
        .arg(data)
        .output()
        .unwrap();
    let token = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    fill(data, &token, &environment, 2).await;
    let file = elsewhere.path().join("new.key");
    let new_key_file = file.to_str().unwrap();

    let said = refused(data, &["key", "rotate", "--key", GIVEN]);
    assert!(said.contains("--new-key-file FILE"), "{said}");
    let rotate = [
        "key",
        "rotate",
        "--key",
        GIVEN,
        "--new-key-file",
        new_key_file,
    ];
    let said = done(data, &rotate);
    assert!(said.contains("2 secrets are encrypted"), "{said}");
    assert!(said.contains("Give it with WAVEPASS_KEY"), "{said}");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        !said.contains(text.trim()) && !said.contains(GIVEN),
        "{said}"
    );
    assert!(are_open_with(data, &key_in(elsewhere.path(), "new.key")));
    assert!(!data.join("secret.key").exists());

    // Cut off after the database was changed, it is done again and nothing happens.
    let said = done(data, &rotate);
    assert!(said.contains("has the new key already"), "{said}");
    let said = refused(data, &["token", "create", "x", "--key", GIVEN]);
    assert!(said.contains("another encryption key"), "{said}");
    let running = start_with(data, &[], &[("WAVEPASS_KEY", text.trim())]);
    let asked = client().get(running.url("/api/credentials"));
    let answer = asked.bearer_auth(&token).send().await.unwrap();
    assert_eq!(answer.status(), 200);
}

#[test]
fn what_cannot_be_rotated_is_told_with_the_way_out() {
    let data = private_folder();
    let said = refused(data.path(), &["key", "rotate"]);
    assert!(said.contains("There is no database in"), "{said}");
    token(data.path(), "first");
    let said = refused(data.path(), &["key", "rotate", "--new-key-file", "x"]);
    assert!(said.contains("leave it out"), "{said}");
    let given = MasterKey::parse(GIVEN, "the test").unwrap();
    let secret = Secret::from(GIVEN);
    let same = MasterKey::find(Some(&secret), data.path())
        .unwrap()
        .unwrap();
    let sealed = given.at_rest().seal(b"x", b"y").unwrap();
    assert_eq!(*same.at_rest().open(b"x", &sealed).unwrap(), b"y");
    let file = data.path().join("new.key");
    let said = refused(
        data.path(),
        &[
            "key",
            "rotate",
            "--key",
            GIVEN,
            "--new-key-file",
            file.to_str().unwrap(),
        ],
    );
    assert!(said.contains("another encryption key"), "{said}");
    assert!(!file.exists(), "no key is made for nothing");
}

/// Makes a file its owner's only.
fn close(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, PermissionsExt::from_mode(0o600)).unwrap();
    }
}
