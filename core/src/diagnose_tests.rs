use proptest::prelude::*;

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn only(log: &str) -> Diagnosis {
    let mut report = diagnose(log);
    assert_eq!(report.diagnoses.len(), 1, "{log}: {report:?}");
    report.diagnoses.remove(0)
}

/// Messages as programs write them, and what each is about.
const MESSAGES: [(&str, Cause); 29] = [
    (
        "Wave invalid response: POST https://wave.seqera.io/v1alpha2/container [400] \
         {\"message\":\"Container image 'quay.io/a/b:1' does not exist or access is not \
         authorized\"}",
        Cause::NoAccess,
    ),
    (
        "unknown: repository 'quay.io/a/b' bad request (400)",
        Cause::MissingCredential,
    ),
    (
        "unauthorized: repository 'quay.io/a/b' unauthorized (401)",
        Cause::WrongLogin,
    ),
    (
        "Missing credentials for container repository: docker.io/a/b",
        Cause::MissingCredential,
    ),
    (
        "Invalid credentials for container registry",
        Cause::WrongLogin,
    ),
    ("Invalid registry hostname", Cause::PrivateRegistry),
    (
        "Access to localhost is not allowed: localhost",
        Cause::PrivateRegistry,
    ),
    (
        "Missing pairing record for Tower endpoint 'https://x.io'",
        Cause::NotPaired,
    ),
    (
        "Tower instance 'https://x.io' has not enabled to connect Wave service",
        Cause::NotPaired,
    ),
    ("Missing user access token", Cause::NoToken),
    (
        "Unauthorized - Make sure you have provided a valid access token",
        Cause::NoToken,
    ),
    (
        "Attribute `buildRepository` must be specified when using freeze mode [1]",
        Cause::FreezeWithoutRepository,
    ),
    (
        "Container build repository should not include any protocol prefix - offending \
         value: 'https://x'",
        Cause::BadRepository,
    ),
    (
        "Container build repository should not include any tag suffix",
        Cause::BadRepository,
    ),
    (
        "Config setting 'wave.build.repository' should not include any protocol prefix",
        Cause::BadRepository,
    ),
    (
        "'wave.mirror' and 'wave.freeze' conflicts each other",
        Cause::ConflictingModes,
    ),
    (
        "'wave.mirror' requires the use of 'wave.build.repository' setting",
        Cause::ConflictingModes,
    ),
    (
        "Source and target mirror registry are the same",
        Cause::ConflictingModes,
    ),
    (
        "Container requests made using a SHA256 as tag does not support the \
         'containerConfig' attribute",
        Cause::DigestWithChanges,
    ),
    (
        "Unable to connect Wave service: https://wave.seqera.io",
        Cause::WaveUnreachable,
    ),
    (
        "Wave is required by the selected compute environment but the Wave service \
         connection is not active",
        Cause::WaveUnreachable,
    ),
    (
        "One or more container images specified are invalid",
        Cause::AzureWithoutWave,
    ),
    (
        "unauthorized: authentication required, visit https://aka.ms/acr/authorization for \
         more information.",
        Cause::AcrRefused,
    ),
    (
        "denied: Your authorization token has expired. Reauthenticate and try again.",
        Cause::WrongLogin,
    ),
    (
        "The credentials 'my-creds' are invalid — check them",
        Cause::InvalidInPlatform,
    ),
    (
        "The credentials 'my-creds' have been deleted",
        Cause::InvalidInPlatform,
    ),
    (
        "Associated credentials are invalid or expired",
        Cause::InvalidInPlatform,
    ),
    (
        "toomanyrequests: You have reached your pull rate limit.",
        Cause::DockerHubLimit,
    ),
    (
        "Invalid container image name — offending value: 'a b'",
        Cause::BadImageName,
    ),
];

#[test]
fn every_known_message_has_its_cause() {
    for (line, cause) in MESSAGES {
        let log = format!("Jan-01 main INFO start\n{line}\nJan-01 main INFO end\n");
        let diagnosis = only(&log);
        assert_eq!(diagnosis.cause, cause, "{line}");
        assert_eq!(diagnosis.evidence.line, 2, "{line}");
        assert_eq!(diagnosis.evidence.text, line);
        assert!(!diagnosis.steps.is_empty(), "{line}");
        for step in &diagnosis.steps {
            assert!(step.sentence().ends_with('.'), "{step:?}");
        }
    }
}

/// A line with a message and what has to stand around it.
fn line_with(message: &Message) -> String {
    let before = message.with.first().unwrap_or(&"");
    let around = message.near.join(" ");
    let path = match message.place {
        Place::Manifest => "a/b/manifests/1",
        _ => "",
    };
    format!("{around}\n{before} {} /v2/{path} {before}\n", message.text)
}

#[test]
fn every_message_of_the_table_leads_to_its_cause_or_to_one_that_its_line_settles() {
    for row in CAUSES {
        for message in row.messages {
            let line = line_with(message);
            let report = diagnose(&line);
            let causes: Vec<_> = report.diagnoses.iter().map(|d| d.cause).collect();
            // Without an image in the line, a name that is taken for a file cannot be told.
            if row.cause != Cause::SingularityPrefix {
                assert_eq!(causes, [row.cause], "{line}: {report:?}");
            }
        }
    }
}

#[test]
fn names_of_causes_are_links_and_stand_for_one_cause_each() {
    let mut names: Vec<_> = CAUSES.iter().map(|row| row.name).collect();
    for (place, row) in CAUSES.iter().enumerate() {
        assert_eq!(row.cause as usize, place, "{}", row.name);
        let is_plain = |b: u8| b.is_ascii_lowercase() || b == b'-';
        assert!(row.name.bytes().all(is_plain), "{}", row.name);
        // What a task has printed is told by its place.
        let has_words = !row.messages.is_empty() || row.cause == Cause::TaskFailed;
        assert!(has_words, "{}", row.name);
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), CAUSES.len());
}

#[test]
fn the_host_of_the_image_is_where_to_add_a_credential() {
    let diagnosis = only(
        "ERROR ~ Wave invalid response: POST https://wave.seqera.io/v1alpha2/container [400] \
         {\"message\":\"Container image 'us-east1-docker.pkg.dev/proj/repo/tool:1' does not \
         exist or access is not authorized\"}",
    );
    assert_eq!(
        diagnosis.image.as_deref(),
        Some("us-east1-docker.pkg.dev/proj/repo/tool:1")
    );
    assert_eq!(diagnosis.host.as_deref(), Some("us-east1-docker.pkg.dev"));
    assert_eq!(
        diagnosis.steps[..2],
        [
            Step::Resolve {
                image: "us-east1-docker.pkg.dev/proj/repo/tool:1".to_owned()
            },
            Step::AddCredential {
                host: Some("us-east1-docker.pkg.dev".to_owned()),
                access: Access::Pull
            },
        ]
    );
}

#[test]
fn a_repository_without_a_host_is_on_docker_hub() {
    let diagnosis = only("unknown: repository 'biocontainers/fastqc' bad request (400)");
    assert_eq!(diagnosis.host.as_deref(), Some("docker.io"));
}

#[test]
fn a_build_repository_needs_a_login_that_may_push() {
    let diagnosis = only("Missing credentials for container repository: quay.io/acme/wave");
    assert_eq!(diagnosis.image.as_deref(), Some("quay.io/acme/wave"));
    assert!(diagnosis.steps.contains(&Step::AddCredential {
        host: Some("quay.io".to_owned()),
        access: Access::PullAndPush
    }));
}

#[test]
fn the_host_may_stand_in_a_url_only() {
    let diagnosis = only(
        "Get \"https://myreg.azurecr.io/v2/\": unauthorized: authentication required, visit \
         https://aka.ms/acr/authorization for more information.",
    );
    assert_eq!(diagnosis.host.as_deref(), Some("myreg.azurecr.io"));
}

#[test]
fn a_log_that_is_read_in_parts_says_the_same() {
    let mut log: String = MESSAGES.map(|(line, _)| format!("{line}\n")).concat();
    log.push_str("docker login -u me -p hunter2 quay.io\nException in quay.io/a/b:1\n");
    let whole = diagnose(&log);
    assert!(whole.diagnoses.len() > 10);
    for bytes in [1, 13, 1000] {
        let mut reader = LogReader::new(&log);
        while !reader.advance(bytes) {}
        assert_eq!(reader.finish(), whole, "{bytes}");
    }
    assert_eq!(LogReader::new(&log).finish(), whole);
}

#[test]
fn what_hides_secrets_hides_no_message() {
    for (log, cause) in [
        (
            "may require 'docker login': denied: Your authorization token has expired.",
            Cause::WrongLogin,
        ),
        (
            "failed to fetch oauth token: GET request to https://auth.docker.io/token: 401 Unauthorized",
            Cause::WrongLogin,
        ),
    ] {
        assert_eq!(only(log).cause, cause, "{log}");
    }
}

#[test]
fn a_message_that_repeats_itself_is_reported_once_for_each_image() {
    let line = |n: u8| format!("unknown: repository 'quay.io/a/b{n}' bad request (400)\n");
    let log = [line(1), line(2), line(1), line(1)].concat();
    let images: Vec<_> = diagnose(&log)
        .diagnoses
        .into_iter()
        .map(|d| d.image.unwrap())
        .collect();
    assert_eq!(images, ["quay.io/a/b1", "quay.io/a/b2"]);
}

#[test]
fn what_the_cache_delays_is_said_where_it_matters() {
    let note = |log: &str| diagnose(log).note();
    let cached = note("repository 'quay.io/a/b' unauthorized (401)").unwrap();
    assert!(cached.message.contains("24 hours"), "{}", cached.message);
    assert_eq!(note("Unable to connect Wave service: x"), None);
}

#[test]
fn a_text_without_a_known_message_is_said_to_be_one() {
    let report = diagnose("all is well with quay.io/org/tool:1\n");
    assert_eq!(report.diagnoses, []);
    assert_eq!(report.images.images, ["quay.io/org/tool:1"]);
    let note = report.note().unwrap();
    assert_eq!(note.code, NOTHING_RECOGNISED);
    assert!(note.message.contains("one image"), "{}", note.message);
    assert_eq!(diagnose("").note().unwrap().code, NOTHING_RECOGNISED);
}

#[test]
fn evidence_is_short_plain_and_without_secrets() {
    let log = format!(
        "{}\u{1b}[31mlogin -p hunter2 https://me:s3cret@quay.io Missing user access token\u{1b}[0m{}",
        "é".repeat(2000),
        "é".repeat(2000)
    );
    let text = only(&log).evidence.text;
    assert!(text.len() < 2000, "{}", text.len());
    assert!(!text.contains('\u{1b}') && !text.contains("[31m"), "{text}");
    assert!(
        !text.contains("hunter2") && !text.contains("s3cret"),
        "{text}"
    );
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(log in any::<String>()) {
        let _ = diagnose(&log);
    }

    #[test]
    fn a_message_is_found_wherever_it_stands(
        before in "\\PC{0,60}\n",
        after in "\n\\PC{0,60}",
    ) {
        let log = format!("{before}Missing user access token{after}");
        let report = diagnose(&log);
        prop_assert!(report.diagnoses.iter().any(|d| d.cause == Cause::NoToken));
    }
}
