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
fn messages_are_read_without_regard_to_case_quotes_and_wrapping() {
    for log in [
        "unauthorized: repository 'quay.io/a/b' unauthorized (401)",
        "UNAUTHORIZED: REPOSITORY 'quay.io/a/b' UNAUTHORIZED (401)",
        "{\"message\":\"unauthorized: repository \\\"quay.io/a/b\\\" unauthorized (401)\"}",
        "unauthorized: repository `quay.io/a/b` unauthorized (401)",
        "\u{1b}[31munauthorized: repository 'quay.io/a/b'\u{1b}[0m unauthorized\u{1b}[1m (401)",
    ] {
        let found = diagnose(log).diagnoses.remove(0);
        assert_eq!(found.cause, Cause::WrongLogin, "{log}");
        assert_eq!(found.image.as_deref(), Some("quay.io/a/b"), "{log}");
    }
    for log in [
        "denied: requested access to the\n    resource is denied",
        "denied: requested access to the\r\n\tresource is denied",
        "denied: requested access\\nto the resource is denied",
    ] {
        assert_eq!(causes(log), [Cause::NoAccess], "{log:?}");
    }
}

#[test]
fn both_halves_of_a_message_have_to_be_on_one_line() {
    assert_eq!(causes("repository 'a/b'\nbad request (400)"), []);
    assert_eq!(
        causes("repository 'a/b' bad request (400)"),
        [Cause::MissingCredential]
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
fn a_limit_belongs_to_the_host_of_its_line_and_else_to_its_words() {
    let told = |log: &str| {
        let found = diagnose(log).diagnoses.remove(0);
        (found.cause, found.host)
    };
    let of = |host: &str| Some(host.to_owned());
    for (log, cause, host) in [
        (
            "docker pull quay.io/a/b:1: toomanyrequests",
            Cause::RegistryLimit,
            of("quay.io"),
        ),
        (
            "docker pull acme/b:1: toomanyrequests",
            Cause::DockerHubLimit,
            of("docker.io"),
        ),
        ("toomanyrequests", Cause::UnknownLimit, None),
        ("HTTP 429 from somewhere", Cause::UnknownLimit, None),
        (
            "toomanyrequests: You have reached your pull rate limit.",
            Cause::DockerHubLimit,
            of("docker.io"),
        ),
        (
            "toomanyrequests: retry-after: 312.4ms, allowed: 44000/minute",
            Cause::RegistryLimit,
            of("ghcr.io"),
        ),
        (
            "toomanyrequests: Request exceeded pull rate limit for IP 203.0.113.9",
            Cause::WaveLimit,
            None,
        ),
        (
            "Maximum request rate exceeded - Wait 4secs before",
            Cause::WaveLimit,
            None,
        ),
        (
            "Maximum request rate exceeded. Wait a while",
            Cause::PlatformLimit,
            None,
        ),
        (
            "GET https://quay.io/v2/acme/b/manifests/1: 429 Too Many Requests",
            Cause::RegistryLimit,
            of("quay.io"),
        ),
        (
            "Rate exceeded (Service: AmazonECS; Status Code: 400; Error Code: ThrottlingException)",
            Cause::AwsApiLimit,
            None,
        ),
        (
            "https://api.github.com/repos/acme/flow/contents/main.nf: 429 Too Many Requests",
            Cause::ScmLimit,
            None,
        ),
    ] {
        assert_eq!(told(log), (cause, host), "{log}");
    }
}

#[test]
fn every_text_of_the_table_is_plain() {
    for row in CAUSES {
        let steps = row.steps.iter().map(Step::sentence);
        let notes = row.messages.iter().filter_map(|message| message.note);
        let texts = notes.chain([row.means, row.mends.sentence()]);
        for text in steps.chain(texts.map(str::to_owned)) {
            assert!(
                !text.contains(['`', '\n']) && !text.contains("  "),
                "{text}"
            );
            assert!(text.ends_with('.'), "{text}");
        }
        assert!(!row.title.ends_with('.') && !row.speakers.ends_with('.'));
        // What stands around a message is compared in small letters, with one kind of quote.
        for message in row.messages {
            for words in [message.with, message.near, message.without].concat() {
                assert_eq!(words, words.to_lowercase());
            }
            assert!(!message.text.contains(['"', '`', '\n']), "{}", message.text);
        }
    }
}

#[test]
fn a_credential_is_offered_against_a_limit_only_where_it_is_known_to_raise_it() {
    let told = |line: &str| {
        let found = diagnose(line).diagnoses.remove(0);
        let asks = found.steps.iter().any(Step::is_about_a_credential);
        assert_eq!(asks, found.mends.is_offered(), "{line}");
        found.mends
    };
    for (line, mends) in [
        ("toomanyrequests: Data limit exceeded", Mends::Stored),
        ("Pulling ghcr.io/a/b:1: toomanyrequests", Mends::Nothing),
        (
            "Pulling quay.io/a/b:1: 429 Too Many Requests",
            Mends::Unknown,
        ),
        ("toomanyrequests", Mends::Unknown),
        (
            "Request exceeded pull rate limit for user 1",
            Mends::Nothing,
        ),
    ] {
        assert_eq!(told(line), mends, "{line}");
    }
}

#[test]
fn what_no_credential_mends_asks_for_none() {
    for row in CAUSES {
        let asks = row.steps.iter().any(Step::is_about_a_credential);
        assert!(row.mends.is_offered() || !asks, "{}", row.name);
    }
}

#[test]
fn steps_say_which_host_they_are_for_and_speak_without_one() {
    for row in CAUSES {
        for step in row.steps {
            let (bare, named) = (
                step.about(Some("a/b"), None).unwrap(),
                step.about(Some("a/b"), Some("reg.example.com")).unwrap(),
            );
            if bare != named {
                assert!(
                    bare.sentence().contains("the registry")
                        || bare.sentence().contains("the host"),
                    "{bare:?}"
                );
                assert!(named.sentence().contains("reg.example.com"), "{named:?}");
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
    let flood = causes.iter().filter(|c| **c == Cause::MissingCredential);
    assert_eq!(flood.count(), reading::MOST_OF_A_CAUSE);
    assert_eq!(causes.last(), Some(&Cause::UnknownLimit));
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
