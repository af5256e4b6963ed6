//! `wavepass explain` as a shell calls it.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::process::{Command, Output};

fn explain(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wavepass"))
        .arg("explain")
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn an_unknown_code_is_a_wrong_command_line() {
    let output = explain(&["no-such-code-anywhere"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        stderr.starts_with("error: there is no code \"no-such-code-anywhere\""),
        "{stderr}"
    );
}

#[test]
fn without_a_code_all_are_listed() {
    let output = explain(&[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}
