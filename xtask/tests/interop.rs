//! `cargo xtask interop` on a machine that lacks what it needs.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::process::Command;

/// What is said where there is nothing on `PATH`. `CARGO_MANIFEST_DIR` is cargo's.
fn said_without_programs(arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("interop")
        .args(arguments)
        .env("PATH", "")
        .env_remove("JAVA_HOME")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.success(), said)
}

#[test]
fn what_is_missing_fails_with_the_lines_to_type() {
    let (success, said) = said_without_programs(&[]);
    assert!(!success);
    for line in [
        "sudo apt-get install default-jre-headless",
        "sudo apt-get install nodejs npm",
        "sudo apt-get install python3 python3-venv",
    ] {
        assert!(said.contains(line), "{said}");
    }
}

#[test]
fn only_what_the_named_reader_needs_is_asked_for() {
    let (success, said) = said_without_programs(&["seqerakit"]);
    assert!(!success);
    assert!(said.contains("python3-venv"), "{said}");
    assert!(!said.contains("default-jre"), "{said}");
}
