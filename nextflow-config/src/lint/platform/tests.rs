#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::lint::tests::support::{COMMAND_LINE, assert_codes, check, codes_with, the, the_with};
use crate::rule::Severity;

#[test]
fn a_launch_by_platform_ignores_some_settings() {
    for (text, code) in [
        ("tower.workspaceId = 42", "platform-ignores-workspace"),
        (
            "tower.workspaceId = env('WS')",
            "platform-ignores-workspace",
        ),
        (
            "tower.accessToken = secrets.T",
            "platform-ignores-tower-token",
        ),
        (
            "tower.refreshToken = secrets.T",
            "platform-ignores-tower-token",
        ),
        ("tower.computeEnvId = 'abc'", "platform-ignores-compute-env"),
    ] {
        let diagnostic = the(code, text);
        assert_eq!(diagnostic.severity, Severity::Info);
        assert!(diagnostic.message.contains("nextflow run outside Platform"));
        assert!(diagnostic.span.is_some());
        let elsewhere = codes_with(text, &COMMAND_LINE);
        assert!(!elsewhere.contains(&code.to_owned()), "{text}");
    }
    assert_codes("tower.endpoint = 'https://tower.example.org/api'", &[]);
    assert_codes("tower.workspaceId = null", &[]);
}

#[test]
fn the_id_of_a_workspace_is_a_number() {
    for value in ["'my-workspace'", "'<id>'", "1.5", "true", "'12 34'"] {
        let text = format!("tower.workspaceId = {value}");
        let diagnostic = the_with("workspace-not-numeric", &text, &COMMAND_LINE);
        assert_eq!(diagnostic.severity, Severity::Error);
        assert!(diagnostic.message.contains("must be a numeric value"));
        let diagnostic = the("workspace-not-numeric", &text);
        assert_eq!(diagnostic.severity, Severity::Warning);
    }
    for value in ["1234", "'1234'", "-1", "12345678901234L", "''", "null"] {
        let text = format!("tower.workspaceId = {value}");
        assert_eq!(codes_with(&text, &COMMAND_LINE), [""; 0], "{value}");
    }
}

#[test]
fn what_a_launch_by_platform_ignores_is_marked() {
    check(
        "
    tower {
        workspaceId = 42
    //                ^^ platform-ignores-workspace the workspace that it is launched in
        computeEnvId = 'abc'
    //                 ^^^^^ platform-ignores-compute-env
    }
",
    );
}
