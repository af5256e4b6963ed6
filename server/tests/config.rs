//! `wavepass config` as scripts call it: the real program, real files, real pipes.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// Runs the command with a text on standard input.
fn config(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wavepass"))
        .arg("config")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input closes it.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json_of(arguments: &[&str], input: &str) -> Value {
    let output = config(arguments, input.as_bytes());
    serde_json::from_str(&stdout(&output)).unwrap()
}

fn file(folder: &tempfile::TempDir, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join("nextflow.config");
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_setting_is_changed_and_every_other_byte_stays() {
    let text = "// run\r\nwave {\r\n\tenabled = false // off\r\n}\r\n";
    let output = config(&["--set", "wave.enabled=true", "-"], text.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output), text.replace("false", "true"));
}

#[test]
fn an_empty_text_becomes_the_one_line() {
    let output = config(&["--set", "wave.enabled=true", "-"], b"");
    assert_eq!(stdout(&output), "wave { enabled = true }\n");
}

#[test]
fn a_setting_is_taken_out() {
    let text = "wave.enabled = true\nwave.freeze = true\n";
    let output = config(&["--unset", "wave.freeze", "-"], text.as_bytes());
    assert_eq!(stdout(&output), "wave.enabled = true\n");
}

#[test]
fn bytes_that_are_no_utf_8_come_through() {
    let output = config(
        &["--set", "wave.enabled=true", "-"],
        b"// gr\xfcn\nwave.enabled = 1\n",
    );
    assert_eq!(output.stdout, b"// gr\xfcn\nwave.enabled = true\n");
}

#[test]
fn in_place_replaces_the_file_with_its_rights_and_prints_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, b"wave.enabled = false\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    }
    let name = path.to_str().unwrap();
    let output = config(&["--in-place", "--set", "wave.enabled=true", name], b"");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
    assert_eq!(fs::read_to_string(&path).unwrap(), "wave.enabled = true\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o640
        );
    }
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "no temporary file is left");
}

#[cfg(unix)]
#[test]
fn in_place_follows_a_link_and_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, b"wave.enabled = false\n");
    let link = folder.path().join("link.config");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let name = link.to_str().unwrap();
    config(&["--in-place", "--set", "wave.enabled=true", name], b"");
    assert!(
        fs::symlink_metadata(&link)
            .unwrap()
            .file_type()
            .is_symlink()
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "wave.enabled = true\n");
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_neither_read_nor_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    for name in [pipe.as_path(), folder.path()] {
        let name = name.to_str().unwrap();
        let output = config(&["--in-place", "--set", "wave.enabled=true", name], b"");
        assert_eq!(output.status.code(), Some(4), "{name}");
        assert!(
            stderr(&output).contains("no regular file"),
            "{}",
            stderr(&output)
        );
    }
    assert!(!fs::metadata(&pipe).unwrap().is_file());
}

#[test]
fn standard_input_is_read_once() {
    let output = config(&["--set", "wave.enabled=true", "-", "-"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output), "");
}

#[test]
fn a_change_that_cannot_take_effect_ends_with_3_and_leaves_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let text = b"wave {\n  enabled = false\n";
    let path = file(&folder, text);
    let name = path.to_str().unwrap();
    let output = config(&["--in-place", "--set", "wave.enabled=true", name], b"");
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).starts_with(name), "{}", stderr(&output));
    assert_eq!(fs::read(&path).unwrap(), text);
}

#[test]
fn check_ends_with_1_for_an_error_and_0_without() {
    let output = config(
        &["--check", "-"],
        b"wave.mirror = true\nwave.freeze = true\nwave.enabled = true\n",
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("[mirror-freeze]"),
        "{}",
        stderr(&output)
    );
    assert_eq!(stdout(&output), "");
    let output = config(&["--check", "-"], b"wave.enabled = true\n");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn rules_are_denied_and_allowed_by_their_codes() {
    let unknown = b"wave.enable = true\n";
    let ends_with = |arguments: &[&str], text: &[u8]| config(arguments, text).status.code();
    assert_eq!(ends_with(&["--check", "-"], unknown), Some(0));
    assert_eq!(
        ends_with(&["--check", "--deny", "unknown-option", "-"], unknown),
        Some(1)
    );
    let word = b"process.executor = slurm\n";
    assert_eq!(ends_with(&["--check", "-"], word), Some(1));
    assert_eq!(
        ends_with(&["--check", "--allow", "unknown-attribute", "-"], word),
        Some(0)
    );
    // A code that is none would never do anything, and neither would one without a check.
    let output = config(&["--check", "--deny", "unknown-options", "-"], unknown);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("wavepass explain"),
        "{}",
        stderr(&output)
    );
    assert_eq!(
        ends_with(&["--deny", "unknown-option", "-"], unknown),
        Some(2)
    );
}

#[test]
fn what_a_run_with_other_parameters_may_mend_does_not_fail_a_check() {
    for (text, code) in [
        ("process.ext.x = params.y\n", 0),
        ("docker.registry = params.host ?: 'quay.io'\n", 0),
        ("def x = 1\n", 0),
        ("wave {\n", 1),
        ("docker { }\n", 1),
    ] {
        let output = config(&["--check", "-"], text.as_bytes());
        assert_eq!(
            output.status.code(),
            Some(code),
            "{text} {}",
            stderr(&output)
        );
    }
}

#[test]
fn a_missing_file_ends_with_4_and_the_others_are_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, b"wave.enabled = true\n");
    let output = config(&["--json", "missing.config", path.to_str().unwrap()], b"");
    assert_eq!(output.status.code(), Some(4));
    assert!(stderr(&output).contains("missing.config: cannot be read"));
    assert_eq!(stdout(&output).lines().count(), 1);
}

#[test]
fn a_wrong_command_line_ends_with_2_and_says_how_to_write_it() {
    for (arguments, word) in [
        (&["--set", "wave.enabled", "-"][..], "--set"),
        (&["--set", "wave.enabled=perhaps", "-"], "true"),
        (&["--nextflow", "new", "-"], "24.10"),
        (&["--semantics", "v3", "-"], "v2"),
        (&[], "FILE"),
    ] {
        let output = config(arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(word), "{}", stderr(&output));
    }
}

#[test]
fn json_has_one_line_a_file_with_all_that_is_known() {
    let text = "wave {\n    enabled = 'true'\n    build.maxDuration = 1.h + 30.min\n    \
                strategy = ['conda']\n}\ntower.accessToken = secrets.T\nwave.freeze = who()\n\
                profiles { test { docker.enabled = true } }\n"
        .replace(
            "wave.freeze = who()\n",
            "wave.freeze = new File('x').exists()\n",
        );
    let line = json_of(&["--json", "-"], &text);
    assert_eq!(line["file"], "-");
    assert_eq!(line["ok"], true);
    assert_eq!(line["semantics"], "v1");
    assert_eq!(line["profile"], Value::Null);
    assert_eq!(line["effective"]["wave.enabled"], "true");
    assert_eq!(line["effective"]["wave.build.maxDuration"], "1h 30m");
    assert_eq!(line["effective"]["wave.strategy"], json!(["conda"]));
    assert!(
        line["unknown"]
            .as_array()
            .unwrap()
            .contains(&json!("wave.freeze"))
    );
    assert_eq!(line["profiles"], json!(["test"]));
    let findings = line["findings"].as_array().unwrap();
    let found = findings
        .iter()
        .find(|one| one["code"] == "text-boolean:wave.enabled")
        .unwrap();
    assert_eq!(found["line"], 2);
    assert_eq!(found["severity"], "warning");

    let line = json_of(
        &["--json", "--profile", "test", "--semantics", "v2", "-"],
        &text,
    );
    assert_eq!(line["effective"]["docker.enabled"], true);
    assert_eq!(
        (&line["profile"], &line["semantics"]),
        (&json!("test"), &json!("v2"))
    );
}

#[test]
fn a_refused_text_has_nothing_in_effect() {
    let line = json_of(&["--json", "-"], "wave {\n enabled = true\n");
    assert_eq!(line["ok"], false);
    assert_eq!(line["effective"], json!({}));
    assert_eq!(line["findings"][0]["code"], "syntax-error");
}

#[test]
fn a_token_in_a_text_is_found_and_not_repeated() {
    let text =
        "tower.accessToken = 'eyJ0aWQiOiA3fQ.S3ntinel'\nazure.registry.password = 'S3ntinel'\n";
    let output = config(&["--check", "-"], text.as_bytes());
    assert!(
        stderr(&output).contains("token-in-clear"),
        "{}",
        stderr(&output)
    );
    assert!(!stderr(&output).contains("S3ntinel"));
    let output = config(&["--set", "tower.enabled=S3ntinel", "-"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(!stderr(&output).contains("S3ntinel"));
}

#[test]
fn a_text_is_written_for_the_strict_parser_and_what_it_refuses_is_said() {
    let text = "def name = 'hunter2' // why\nwave['enabled'] = true\ntower.accessToken = name\n\
                if (params.x) { wave.freeze = true }\n";
    let output = config(&["--strict", "-"], text.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(
        stdout(&output),
        "// why\nwave.enabled = true\ntower.accessToken = 'hunter2'\n\
         if (params.x) { wave.freeze = true }\n"
    );
    let said = stderr(&output);
    assert!(said.contains("-:1: rewritten: "), "{said}");
    assert!(said.contains("-:2: rewritten: "), "{said}");
    assert!(
        said.contains("-:4:  error: Nextflow's strict parser refuses"),
        "{said}"
    );
    assert_eq!(said.matches("[v2-syntax]").count(), 1, "{said}");
    assert!(!said.contains("hunter2"), "{said}");
}

#[test]
fn a_file_is_rewritten_for_the_strict_parser_in_place_and_then_passes_the_check() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, b"params.if = 1\r\n// gr\xfcn\r\n");
    let name = path.to_str().unwrap();
    let output = config(&["--strict", "--check", name], b"");
    assert_eq!(output.status.code(), Some(0), "all of it can be rewritten");
    let output = config(
        &["--strict", "--in-place", "--set", "wave.enabled=true", name],
        b"",
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(
        fs::read(&path).unwrap(),
        b"params.'if' = 1\r\n// gr\xfcn\r\n\r\nwave.enabled = true\r\n"
    );
    let output = config(&["--check", "--semantics", "v2", name], b"");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn what_the_strict_parser_still_refuses_fails_the_check_and_is_in_the_json() {
    let text = "for (i in [1]) { wave.enabled = true }\nparams.as = 1\n";
    let output = config(&["--strict", "--check", "-"], text.as_bytes());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
    let line = json_of(&["--strict", "--json", "-"], text);
    assert_eq!(line["strict"]["rewrites"][0]["line"], 2);
    assert_eq!(line["strict"]["left"][0]["line"], 1);
    assert_eq!(line["strict"]["left"][0]["code"], "v2-syntax");
    let plain = json_of(&["--json", "-"], text);
    assert_eq!(plain.get("strict"), None);
}
