#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

const PLATFORM: [Target; 2] = [Target::LaunchForm, Target::ComputeEnvironment];
const ELSEWHERE: [Target; 2] = [Target::PipelineFile, Target::CommandLine];

fn at(target: Target) -> Context<'static> {
    Context {
        target,
        ..Context::default()
    }
}

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
        for target in PLATFORM {
            let finding = the_in(code, text, &at(target));
            assert_eq!(finding.severity, Severity::Info);
            assert!(finding.message.contains("nextflow run outside Platform"));
            assert!(finding.span.is_some());
        }
        for target in ELSEWHERE {
            assert!(
                !codes_in(text, &at(target)).contains(&code.to_owned()),
                "{text}"
            );
        }
    }
    assert_codes("tower.endpoint = 'https://tower.example.org/api'", &[]);
    assert_codes("tower.workspaceId = null", &[]);
}

#[test]
fn the_id_of_a_workspace_is_a_number() {
    for value in ["'my-workspace'", "'<id>'", "1.5", "true", "'12 34'"] {
        let text = format!("tower.workspaceId = {value}");
        let finding = the_in("workspace-not-numeric", &text, &at(Target::CommandLine));
        assert_eq!(finding.severity, Severity::Error);
        assert!(finding.message.contains("must be a numeric value"));
        let finding = the("workspace-not-numeric", &text);
        assert_eq!(finding.severity, Severity::Warning);
    }
    for value in ["1234", "'1234'", "-1", "12345678901234L", "''", "null"] {
        let text = format!("tower.workspaceId = {value}");
        assert_eq!(
            codes_in(&text, &at(Target::CommandLine)),
            [""; 0],
            "{value}"
        );
    }
}

#[test]
fn profiles_that_are_not_selected_do_not_count() {
    let text = "profiles { wave { wave.enabled = true; wave.strategy = 'conda' }\n\
                other { docker.enabled = true } }";
    assert_codes(text, &["in-unselected-profile@wave"]);
    let finding = the("in-unselected-profile@wave", text);
    let message = &finding.message;
    assert_eq!(finding.severity, Severity::Info);
    assert!(message.contains("wave.enabled, wave.strategy"), "{message}");
    assert!(message.contains("Wave is off without it"), "{message}");
    let selected = Context {
        profiles: &["wave"],
        ..Context::default()
    };
    assert_eq!(codes_in(text, &selected), [""; 0]);
    // The one that is selected when nobody selects.
    assert_codes("profiles { standard { wave.enabled = true } }", &[]);
    let text = "wave.enabled = true\nprofiles { a { wave.mirror = false } }";
    let message = the("in-unselected-profile@a", text).message;
    assert!(!message.contains("Wave is off"), "{message}");
}

#[test]
fn other_profiles_that_freeze_without_a_repository_are_told_of() {
    let text = "profiles {\n arm { wave.enabled = true; wave.freeze = true }\n\
                ok { wave { enabled = true; freeze = true; build.repository = 'quay.io/a' } }\n\
                conda { wave { enabled = true; freeze = true; strategy = 'conda' } }\n\
                'two-words' { wave { enabled = true; freeze = true } }\n}";
    let codes = codes(text);
    let freezing: Vec<_> = codes
        .iter()
        .filter(|code| code.starts_with("freeze"))
        .collect();
    assert_eq!(
        freezing,
        [
            "freeze-without-repository@arm",
            "freeze-without-repository@two-words"
        ]
    );
    let finding = the("freeze-without-repository@arm", text);
    assert!(finding.message.starts_with("In the profile arm: "));
    let with_repository = format!("{text}\nwave.build.repository = 'quay.io/a'");
    let codes = super::codes(&with_repository);
    assert!(
        !codes.iter().any(|code| code.starts_with("freeze")),
        "{codes:?}"
    );
}
