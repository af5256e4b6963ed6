//! What the account settles: shown reasons first, disproved ones never called likely.

use super::*;
use crate::diagnose::{Step, diagnose};
use crate::finding::Finding;
use crate::wave::coverage::{Action, CheckedImage, CredentialLink};
use crate::wave::resolve::reason::LIST_IS_CACHED;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const REFUSED_BY_WAVE: &str =
    "Container image 'quay.io/lumen/x:1' does not exist or access is not authorized";
const REFUSED_PAST_WAVE: &str = "docker: Error response from daemon: pull access denied for \
                                 quay.io/lumen/x, repository does not exist";

fn row(host: &str, verdict: Verdict, credential: Option<&str>) -> Row {
    Row {
        host: host.into(),
        images: vec![CheckedImage {
            name: format!("{host}/lumen/x:1"),
            findings: Vec::new(),
        }],
        verdict,
        works: Works::Yes,
        credential: credential.map(|name| CredentialLink {
            id: name.into(),
            name: name.into(),
        }),
        by_rule: Vec::new(),
        is_wave_in_question: true,
        findings: vec![Finding::info(LIST_IS_CACHED, format!("why of {host}"))],
        actions: Vec::new(),
    }
}

fn table(rows: Vec<Row>) -> Coverage {
    Coverage {
        rows,
        hosts: Vec::new(),
    }
}

fn explained(log: &str, coverage: &Coverage) -> Explanation {
    diagnose(log).diagnoses[0].explain(coverage)
}

fn has(sentences: &[String], words: &str) -> bool {
    sentences.iter().any(|sentence| sentence.contains(words))
}

#[test]
fn a_credential_that_matches_rules_a_missing_one_out() {
    let coverage = table(vec![row("quay.io", Verdict::Match, Some("robot"))]);
    let told = explained(REFUSED_BY_WAVE, &coverage);
    assert!(has(&told.ruled_out, "robot is for quay.io"), "{told:?}");
    assert!(told.likely[0].contains("secret of robot"), "{told:?}");
    for words in ["No stored credential", "There is no credential"] {
        assert!(!has(&told.likely, words), "{told:?}");
    }
}

#[test]
fn a_credential_that_is_not_there_comes_first() {
    let coverage = table(vec![row("quay.io", Verdict::None, None)]);
    let told = explained(REFUSED_BY_WAVE, &coverage);
    assert_eq!(told.likely[0], "why of quay.io");
    assert_eq!(told.ruled_out, Vec::<String>::new());
    assert!(has(&told.likely, "name or the tag"), "{told:?}");
}

#[test]
fn where_the_list_is_not_known_everything_is_open_and_nothing_is_ruled_out() {
    for coverage in [
        table(vec![row("quay.io", Verdict::Unknown, None)]),
        Coverage::default(),
    ] {
        let told = explained(REFUSED_BY_WAVE, &coverage);
        assert!(
            has(&told.likely, "There is no credential for quay.io, or"),
            "{told:?}"
        );
        assert_eq!(told.ruled_out, Vec::<String>::new());
    }
}

#[test]
fn what_an_engine_pulled_itself_was_not_pulled_with_a_stored_credential() {
    let coverage = table(vec![row("quay.io", Verdict::Match, Some("robot"))]);
    let diagnosis = &diagnose(REFUSED_PAST_WAVE).diagnoses[0];
    assert!(diagnosis.is_past_wave());
    let told = diagnosis.explain(&coverage);
    assert!(told.likely[0].contains("and not Wave"), "{told:?}");
    assert!(!has(&told.likely, "secret of robot is wrong"), "{told:?}");
    // So that another secret in it is no way out, and Wave is.
    assert_eq!(diagnosis.remedy(&coverage), Some(Action::SwitchWaveOn));
    let missing = table(vec![row("quay.io", Verdict::None, None)]);
    assert_eq!(diagnosis.remedy(&missing), Some(Action::SwitchWaveOn));
    let steps = diagnosis.steps_left(&coverage);
    assert!(has(&steps, "wave.enabled = true"), "{steps:?}");
    assert!(!has(&steps, "Replace the secret"), "{steps:?}");
    // A name of Wave, and Wave's own words, are the proof of the contrary.
    let through = format!("{REFUSED_PAST_WAVE}\n").replace(
        "quay.io/lumen/x,",
        "wave.example.com/wt/0a1b2c3d4e5f/lumen/x:1,",
    );
    assert!(!diagnose(&through).diagnoses[0].is_past_wave());
    assert!(!diagnose(REFUSED_BY_WAVE).diagnoses[0].is_past_wave());
}

#[test]
fn a_login_that_was_refused_is_the_stored_one_only_where_one_is_stored() {
    let log = "unauthorized: repository 'quay.io/lumen/x' unauthorized (401)";
    let there = table(vec![row("quay.io", Verdict::Match, Some("robot"))]);
    assert!(explained(log, &there).likely[0].starts_with("robot is what is used"));
    let missing = table(vec![row("quay.io", Verdict::None, None)]);
    let told = explained(log, &missing);
    assert!(
        has(&told.ruled_out, "none is stored for quay.io"),
        "{told:?}"
    );
    assert!(has(&told.likely, "Wave asked without a login"), "{told:?}");
    let engine = "Get \"https://quay.io/v2/lumen/x/manifests/1\": incorrect username or password";
    let told = explained(engine, &missing);
    assert!(has(&told.likely, "another login"), "{told:?}");
}

#[test]
fn a_missing_credential_that_is_there_now_came_too_late_or_is_elsewhere() {
    let log = "unknown: repository 'quay.io/lumen/x' bad request (400)";
    let there = table(vec![row("quay.io", Verdict::Match, Some("robot"))]);
    let told = explained(log, &there);
    assert!(has(&told.ruled_out, "not missing now"), "{told:?}");
    assert!(
        told.likely[0].contains("after the run had begun"),
        "{told:?}"
    );
}

#[test]
fn what_no_credential_mends_says_so_and_asks_for_none() {
    for log in [
        "write /x: no space left on device",
        "dial tcp: lookup qauy.io: no such host",
        "exec format error",
        "User: arn:aws:sts::112233445566:assumed-role/a/b is not authorized to perform: ecr:BatchGetImage",
    ] {
        let diagnosis = &diagnose(log).diagnoses[0];
        let told = diagnosis.explain(&Coverage::default());
        assert!(
            told.no_credential
                .is_some_and(|it| it.starts_with("No credential")),
            "{log}"
        );
        assert!(
            !diagnosis.steps.iter().any(Step::is_about_a_credential),
            "{log}"
        );
        assert_eq!(diagnosis.remedy(&Coverage::default()), None, "{log}");
        assert_eq!(told.likely, Vec::<String>::new(), "{log}");
    }
    let told = explained(REFUSED_BY_WAVE, &Coverage::default());
    assert_eq!(told.no_credential, None);
}

#[test]
fn a_name_of_wave_is_said_to_be_one_and_nobody_logs_in_there() {
    let log = "unknown: Unknown Wave container for token '0a1b2c3d4e5f'\nContainer:\n  \
               wave.example.com/wt/0a1b2c3d4e5f/lumen/x:1";
    let told = explained(log, &Coverage::default());
    assert!(
        has(&told.means, "Nobody logs in to wave.example.com"),
        "{told:?}"
    );
}

#[test]
fn a_name_without_a_host_is_said_to_be_one_of_docker_hub() {
    let told = |image: &str| {
        let log = format!("pull access denied for {image}, repository does not exist");
        explained(&log, &Coverage::default()).likely
    };
    assert!(has(
        &told("lumen-wf-common:sha1"),
        "official image of Docker Hub"
    ));
    assert!(has(&told("lumen/x"), "Without a host in the name"));
    for image in ["docker.io/lumen/x", "quay.io/lumen/x"] {
        assert!(!has(&told(image), "Without a"), "{image}");
    }
}

#[test]
fn what_the_account_shows_is_told_first_and_what_it_disproves_last() {
    let line = |host: &str| {
        format!("Container image '{host}/lumen/x:1' does not exist or access is not authorized\n")
    };
    let log = ["quay.io", "ghcr.io", "nvcr.io"].map(line).concat();
    let coverage = table(vec![
        row("quay.io", Verdict::Match, Some("robot")),
        row("ghcr.io", Verdict::Unknown, None),
        row("nvcr.io", Verdict::None, None),
    ]);
    let diagnoses = diagnose(&log).diagnoses;
    assert_eq!(order(&diagnoses, &coverage), [2, 1, 0]);
}
