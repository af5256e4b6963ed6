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
    let stdout = String::from_utf8(output.stdout).unwrap();
    let listed = |code: &str| stdout.lines().any(|line| line.starts_with(code));
    for code in [
        "name-taken ",
        "shadowed ",
        "mirror-freeze ",
        "token-in-clear ",
    ] {
        assert!(listed(code), "{code} in {stdout}");
    }
}

#[test]
fn a_code_as_it_stands_behind_a_finding_is_explained() {
    for given in [
        "mirror-freeze",
        "[text-boolean:wave.enabled]",
        "freeze-without-repository@arm",
    ] {
        let output = explain(&[given]);
        assert_eq!(output.status.code(), Some(0), "{given}");
        let stdout = String::from_utf8(output.stdout).unwrap();
        for part in ["Why it matters", "What to do"] {
            assert!(stdout.contains(part), "{given}: {stdout}");
        }
    }
}

#[test]
fn a_misspelled_code_gets_the_one_that_was_meant() {
    let output = explain(&["mirrorfreeze"]);
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("Did you mean mirror-freeze"), "{stderr}");
}
