//! What a message is about, what is near one and is none, and what a report shows.

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn causes(log: &str) -> Vec<Cause> {
    diagnose(log).diagnoses.iter().map(|d| d.cause).collect()
}

#[test]
fn what_is_near_a_message_is_none() {
    for line in [
        "Container image 'quay.io/a/b' does not exist",
        "access is not authorized",
        "bad request (400)",
        "unauthorized (401)",
        "repository 'quay.io/a/b' bad request (404)",
        "repository 'quay.io/a/b' UNAUTHORIZED (401)",
        "missing credentials for container repository",
        "has not enabled to connect Wave",
        "using a SHA256 as tag does not support this",
        "The credentials 'x' are fine",
        "The workflow runs have been deleted",
        "too many requests",
        "valid access token",
        "visit https://aka.ms/acr/authorize",
        "Unable to resolve host",
        "wave.mirror and wave.freeze conflicts",
        "Invalid container",
    ] {
        assert_eq!(causes(line), [], "{line}");
    }
}

#[test]
fn both_halves_of_a_message_have_to_be_on_one_line() {
    assert_eq!(causes("repository 'a/b'\nbad request (400)"), []);
    assert_eq!(
        causes("repository 'a/b' bad request (400)"),
        [Cause::BadRequest]
    );
    assert_eq!(causes("The credentials 'x'\nare invalid"), []);
}

#[test]
fn the_image_is_taken_from_the_message_and_its_host_as_wave_reads_it() {
    for (line, image, host) in [
        (
            "Container image 'ubuntu:1' does not exist or access is not authorized",
            "ubuntu:1",
            "docker.io",
        ),
        (
            "Container image 'reg.example.com:5000/a/b' does not exist or access is not authorized",
            "reg.example.com:5000/a/b",
            "reg.example.com:5000",
        ),
        (
            "Container image 'localhost/a/b:1' does not exist or access is not authorized",
            "localhost/a/b:1",
            "docker.io",
        ),
        (
            "unauthorized: repository 'QUAY.io/a/b' unauthorized (401)",
            "QUAY.io/a/b",
            "QUAY.io",
        ),
        (
            "Missing credentials for container repository: quay.io/a/b.",
            "quay.io/a/b",
            "quay.io",
        ),
        (
            "Missing credentials for container repository: quay.io/a/b, docker.io/c",
            "quay.io/a/b",
            "quay.io",
        ),
    ] {
        let found = diagnose(line).diagnoses.remove(0);
        assert_eq!(found.image.as_deref(), Some(image), "{line}");
        assert_eq!(found.host.as_deref(), Some(host), "{line}");
    }
}

#[test]
fn a_step_that_needs_an_image_is_left_out_without_one() {
    let resolves = |log: &str| {
        let steps = diagnose(log).diagnoses.remove(0).steps;
        steps
            .iter()
            .any(|step| matches!(step, Step::Resolve { .. }))
    };
    let line = "unauthorized: authentication required, visit https://aka.ms/acr/authorization";
    assert!(!resolves(line));
    assert!(resolves(&format!(
        "Failed to pull r0123.azurecr.io/a/b:1: {line}"
    )));
}

#[test]
fn the_limit_of_docker_hub_is_about_docker_hub_whatever_the_line_names() {
    let found = diagnose("docker pull quay.io/a/b:1: toomanyrequests")
        .diagnoses
        .remove(0);
    assert_eq!(
        (found.image, found.host.as_deref()),
        (None, Some("docker.io"))
    );
}

#[test]
fn every_text_of_the_table_is_plain_and_an_inference_is_called_one() {
    // What the message itself says, so that nothing is inferred.
    let told = [
        Cause::LoginNotConfirmed,
        Cause::PrivateRegistry,
        Cause::FreezeWithoutRepository,
        Cause::BadRepository,
        Cause::ConflictingModes,
        Cause::DigestWithChanges,
        Cause::InvalidInPlatform,
        Cause::DockerHubLimit,
        Cause::BadImageName,
    ];
    for row in &ROWS {
        let likely = row.cause.likely();
        assert_eq!(
            likely.contains("Most likely"),
            !told.contains(&row.cause),
            "{likely}"
        );
        let steps = row.steps.iter().map(Step::sentence);
        for text in steps.chain([likely.to_owned()]) {
            assert!(
                !text.contains(['`', '\n']) && !text.contains("  "),
                "{text}"
            );
            assert!(text.ends_with('.'), "{text}");
        }
        assert!(!row.cause.title().ends_with('.'));
    }
}

#[test]
fn steps_say_which_host_they_are_for_and_speak_without_one() {
    for row in &ROWS {
        for step in row.steps {
            let (bare, named) = (
                step.about(Some("a/b"), None).unwrap(),
                step.about(Some("a/b"), Some("quay.io")).unwrap(),
            );
            if bare != named {
                assert!(bare.sentence().contains("the registry"), "{bare:?}");
                assert!(named.sentence().contains("quay.io"), "{named:?}");
            }
        }
    }
}

#[test]
fn lines_are_counted_from_one_and_the_last_may_end_or_not() {
    for (log, lines) in [
        ("", 0),
        ("a", 1),
        ("a\n", 1),
        ("a\nb", 2),
        ("\n\n", 2),
        ("a\r\nb\r\n", 2),
    ] {
        assert_eq!(diagnose(log).lines, lines, "{log:?}");
    }
    let report = diagnose("x\n\nMissing user access token\r\ntoomanyrequests");
    let found: Vec<_> = (report.diagnoses.iter())
        .map(|d| (d.evidence.line, d.evidence.text.as_str()))
        .collect();
    assert_eq!(
        found,
        [(3, "Missing user access token"), (4, "toomanyrequests")]
    );
}

#[test]
fn a_secret_on_the_line_of_a_message_is_in_no_part_of_the_report() {
    for line in [
        "docker login -u me -p §; Missing user access token",
        "echo § | docker login --password-stdin: toomanyrequests",
        "https://me:§@quay.io/a/b: unauthorized: repository 'quay.io/a/b' unauthorized (401)",
        "Container image 'quay.io/a/b' does not exist or access is not authorized password=§",
    ] {
        let report = diagnose(&line.replace('§', "hunter2"));
        assert!(!report.diagnoses.is_empty(), "{line}");
        assert!(!format!("{report:?}").contains("hunter2"), "{report:?}");
    }
}

#[test]
fn a_flood_of_images_is_cut_for_each_cause_and_leaves_room_for_others() {
    let line = |n| format!("repository 'quay.io/a/b{n}' bad request (400)");
    let mut lines: Vec<_> = (0..100).map(line).collect();
    lines.push("toomanyrequests".to_owned());
    let causes = causes(&lines.join("\n"));
    let flood = causes.iter().filter(|c| **c == Cause::BadRequest);
    assert_eq!(flood.count(), MOST_OF_A_CAUSE);
    assert_eq!(causes.last(), Some(&Cause::DockerHubLimit));
}

#[test]
fn a_long_line_is_cut_on_both_sides_with_a_mark() {
    let filler = "\u{e4} ".repeat(1000);
    let text = |log: &str| diagnose(log).diagnoses.remove(0).evidence.text;
    let both = text(&format!("{filler}toomanyrequests {filler}"));
    assert!(both.starts_with('…') && both.ends_with('…'), "{both}");
    let end = text(&format!("x\ntoomanyrequests {filler}"));
    assert!(end.starts_with("toomanyrequests") && end.ends_with('…'));
    let none = text("x\ntoomanyrequests\ty\u{7}\n");
    assert_eq!(none, "toomanyrequests y");
}
