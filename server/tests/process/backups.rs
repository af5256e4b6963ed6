//! A backup while the server writes, and what becomes of it in another folder.

use std::path::Path;

use serde_json::{Value, json};

use crate::people::{done, refused};
use crate::registry;
use crate::running::{client, private_folder, start, token, wavepass};

const OTHER_KEY: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The names of the personal credentials that a server on the folder lists.
async fn names(data: &Path, token: &str) -> Vec<String> {
    let running = start(data, &[]);
    let asked = client().get(running.url("/api/credentials"));
    let answer = asked.bearer_auth(token).send().await.unwrap();
    let list: Value = answer.json().await.unwrap();
    let rows = list["credentials"].as_array().unwrap();
    rows.iter()
        .map(|row| row["name"].as_str().unwrap().to_owned())
        .collect()
}

/// Adds personal credentials of these names.
async fn add(data: &Path, token: &str, names: &[&str]) {
    let running = start(data, &[]);
    for name in names {
        let sent = client().post(running.url("/api/credentials"));
        let sent = sent.bearer_auth(token).json(&registry(name));
        assert_eq!(sent.send().await.unwrap().status(), 200);
    }
}

fn files_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_backup_while_many_write_is_whole_and_everything_is_there_after_restoring_it() {
    let (data, kept, new) = (private_folder(), private_folder(), private_folder());
    let running = start(data.path(), &[]);
    let token = token(data.path(), "load");
    done(data.path(), &["user", "add", "mira"]);
    let (client, url) = (client(), running.url("/api/credentials"));
    let (sender, mut confirmed) = tokio::sync::mpsc::unbounded_channel();
    let mut writers = Vec::new();
    for writer in 0..4 {
        let (client, url, token) = (client.clone(), url.clone(), token.clone());
        let sender = sender.clone();
        writers.push(tokio::spawn(async move {
            for i in 0_u32.. {
                let name = format!("w{writer}-{i}");
                let sent = client.post(&url).bearer_auth(&token).json(&registry(&name));
                let answer = sent.send().await.unwrap();
                assert_eq!(answer.status(), 200);
                if sender.send(name).is_err() {
                    break;
                }
            }
        }));
    }
    drop(sender);
    let mut before = Vec::new();
    while before.len() < 20 {
        before.push(confirmed.recv().await.unwrap());
    }
    let file = kept.path().join("backup.db");
    let (folder, path) = (data.path().to_owned(), file.clone());
    let said = tokio::task::spawn_blocking(move || done(&folder, &["backup", text(&path)]));
    let said = said.await.unwrap();
    assert!(said.contains("2 users, 2 workspaces, "), "{said}");
    assert!(said.contains("The encryption key is not in it"), "{said}");
    confirmed.close();
    for writer in writers {
        writer.await.unwrap();
    }
    drop(running);
    assert_eq!(files_in(kept.path()), ["backup.db"]);

    std::fs::copy(
        data.path().join("secret.key"),
        new.path().join("secret.key"),
    )
    .unwrap();
    let said = done(new.path(), &["restore", text(&file)]);
    assert!(said.contains("2 users, 2 workspaces, "), "{said}");
    assert!(done(new.path(), &["user", "list"]).contains("mira"));
    let names = names(new.path(), &token).await;
    for name in &before {
        assert!(
            names.contains(name),
            "{name} was confirmed before the backup"
        );
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_backup_is_its_owners_only_and_never_takes_the_place_of_a_file() {
    use std::os::unix::fs::PermissionsExt;
    let (data, kept) = (private_folder(), private_folder());
    let file = kept.path().join("backup.db");
    let said = refused(data.path(), &["backup", text(&file)]);
    assert!(said.contains("There is no database in"), "{said}");
    token(data.path(), "first");
    done(data.path(), &["backup", text(&file)]);
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let before = std::fs::read(&file).unwrap();
    let said = refused(data.path(), &["backup", text(&file)]);
    assert!(said.contains("there already"), "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    let nowhere = kept.path().join("none/backup.db");
    let said = refused(data.path(), &["backup", text(&nowhere)]);
    assert!(said.contains("cannot be written"), "{said}");
    assert_eq!(files_in(kept.path()), ["backup.db"]);
}

#[tokio::test]
async fn a_database_that_is_there_is_replaced_only_when_that_is_said_and_is_kept() {
    let (data, kept) = (private_folder(), private_folder());
    let token = token(data.path(), "mine");
    add(data.path(), &token, &["first"]).await;
    let file = kept.path().join("backup.db");
    done(data.path(), &["backup", text(&file)]);
    add(data.path(), &token, &["second"]).await;

    let said = refused(data.path(), &["restore", text(&file)]);
    assert!(said.contains("add --replace"), "{said}");
    let running = start(data.path(), &[]);
    let said = refused(data.path(), &["restore", "--replace", text(&file)]);
    assert!(said.contains("Stop it first"), "{said}");
    drop(running);
    assert_eq!(names(data.path(), &token).await, ["first", "second"]);

    let said = done(data.path(), &["restore", "--replace", text(&file)]);
    let aside = data.path().join("wavepass.db.before-restore-1");
    assert!(said.contains(text(&aside)), "{said}");
    assert_eq!(names(data.path(), &token).await, ["first"]);
    // And back again.
    done(data.path(), &["restore", "--replace", text(&aside)]);
    assert_eq!(names(data.path(), &token).await, ["first", "second"]);
}

#[tokio::test]
async fn what_is_no_backup_of_this_key_is_refused_and_changes_nothing() {
    let (data, kept, new) = (private_folder(), private_folder(), private_folder());
    let made = token(data.path(), "mine");
    add(data.path(), &made, &["first"]).await;
    let file = kept.path().join("backup.db");
    done(data.path(), &["backup", text(&file)]);

    let said = refused(new.path(), &["restore", text(&file)]);
    assert!(said.contains("with its key only"), "{said}");
    let said = refused(new.path(), &["restore", text(&file), "--key", OTHER_KEY]);
    assert!(said.contains("another encryption key"), "{said}");
    assert!(!said.contains(OTHER_KEY), "{said}");

    std::fs::copy(
        data.path().join("secret.key"),
        new.path().join("secret.key"),
    )
    .unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let other = kept.path().join("other");
    let mut damaged = bytes.clone();
    for byte in &mut damaged[4096..8192] {
        *byte ^= 0x55;
    }
    let sqlite = |statements: &str| {
        std::fs::write(&other, &bytes).unwrap();
        let database = rusqlite::Connection::open(&other).unwrap();
        database.execute_batch(statements).unwrap();
        drop(database);
        std::fs::read(&other).unwrap()
    };
    let newer = sqlite("PRAGMA user_version = 1000");
    let foreign = sqlite("UPDATE credentials_secrets SET sealed = x'00112233445566778899aabbcc'");
    for (content, expected) in [
        (b"not a database, by far".to_vec(), "no SQLite database"),
        (Vec::new(), "its tables are missing"),
        (bytes[..bytes.len() / 2].to_vec(), "cannot be restored"),
        (damaged, "cannot be restored"),
        (newer, "newer release of Wavepass"),
        (foreign, "1 of its 1 secrets cannot be opened"),
    ] {
        std::fs::write(&other, content).unwrap();
        let said = refused(new.path(), &["restore", text(&other)]);
        assert!(said.contains(expected), "{expected}: {said}");
    }
    let said = refused(new.path(), &["restore", text(&kept.path().join("none"))]);
    assert!(said.contains("cannot be read"), "{said}");
    assert_eq!(files_in(new.path()), ["secret.key", "wavepass.lock"]);
    done(new.path(), &["restore", text(&file)]);
    assert_eq!(names(new.path(), &made).await, ["first"]);
}

#[tokio::test]
async fn a_log_that_was_left_of_another_database_is_not_taken_for_one_of_the_backup() {
    let (data, kept, new) = (private_folder(), private_folder(), private_folder());
    let made = token(data.path(), "mine");
    add(data.path(), &made, &["first"]).await;
    let file = kept.path().join("backup.db");
    done(data.path(), &["backup", text(&file)]);
    // As a process leaves it that is killed, and whose database was then lost.
    let running = start(data.path(), &[]);
    let sent = client().post(running.url("/api/credentials"));
    let sent = sent.bearer_auth(&made).json(&registry("second"));
    assert_eq!(sent.send().await.unwrap().status(), 200);
    for name in ["secret.key", "wavepass.db-wal"] {
        std::fs::copy(data.path().join(name), new.path().join(name)).unwrap();
    }
    drop(running);
    done(new.path(), &["restore", text(&file)]);
    assert!(new.path().join("wavepass.db.before-restore-1-wal").exists());
    assert_eq!(names(new.path(), &made).await, ["first"]);
}

#[tokio::test]
async fn a_database_in_use_is_not_taken_for_a_backup() {
    let (data, new) = (private_folder(), private_folder());
    let running = start(data.path(), &[]);
    let token = token(data.path(), "mine");
    let sent = client().post(running.url("/api/credentials"));
    let sent = sent.bearer_auth(&token).json(&json!(registry("first")));
    assert_eq!(sent.send().await.unwrap().status(), 200);
    std::fs::copy(
        data.path().join("secret.key"),
        new.path().join("secret.key"),
    )
    .unwrap();
    let database = data.path().join("wavepass.db");
    let said = refused(new.path(), &["restore", text(&database)]);
    assert!(said.contains("Make a backup of it"), "{said}");
}

#[test]
fn the_commands_are_in_the_help() {
    let help = |arguments: &[&str]| {
        let output = wavepass().args(arguments).output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let all = help(&["--help"]);
    for command in ["backup", "restore", "key"] {
        assert!(all.contains(&format!("\n  {command} ")), "{all}");
    }
    assert!(help(&["restore", "--help"]).contains("--replace"));
    assert!(help(&["key", "rotate", "--help"]).contains("--new-key-file"));
}
