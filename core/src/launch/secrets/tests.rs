#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::finding::Severity;
use crate::launch::test_support::{codes, repaired, said, the};

/// A made-up token in the form of a real one.
const TOKEN: &str = "eyJ0aWQiOiA5OTk5fS5tYWRlVXBGb3JBVGVzdA==";
const PASSWORD: &str = "correct-horse-battery";

#[test]
fn tokens_and_passwords_in_clear_text_are_told_of_and_taken_from_the_environment() {
    for (text, becomes) in [
        (
            format!("tower.accessToken = '{TOKEN}'"),
            "tower.accessToken = System.getenv('TOWER_ACCESS_TOKEN')".to_owned(),
        ),
        (
            "tower { accessToken = \"not-like-a-token\" }".to_owned(),
            "tower { accessToken = System.getenv('TOWER_ACCESS_TOKEN') }".to_owned(),
        ),
        (
            format!("azure {{ registry {{ password = '{PASSWORD}' }} }}"),
            "azure { registry { password = System.getenv('AZURE_REGISTRY_PASSWORD') } }".to_owned(),
        ),
        (
            format!("profiles {{ a {{ tower.accessToken = '{TOKEN}' }} }}"),
            "profiles { a { tower.accessToken = System.getenv('TOWER_ACCESS_TOKEN') } }".to_owned(),
        ),
        (
            format!("tower = [accessToken: '{TOKEN}']"),
            "tower = [accessToken: System.getenv('TOWER_ACCESS_TOKEN')]".to_owned(),
        ),
    ] {
        let finding = the("token-in-clear", &text);
        assert_eq!(finding.finding.severity, Severity::Warning);
        assert_eq!(repaired(&finding, &text), becomes);
        assert!(!codes(&becomes).contains(&"token-in-clear".to_owned()));
        let count = codes(&text)
            .iter()
            .filter(|code| *code == "token-in-clear")
            .count();
        assert_eq!(count, 1, "once is enough: {text}");
    }
}

#[test]
fn what_stands_in_place_of_a_secret_is_none_in_clear() {
    for text in [
        "tower.accessToken = 'YOUR_TOKEN'",
        "tower.accessToken = '<your token>'",
        "tower.accessToken = '{{ tower_token }}'",
        "tower.accessToken = 'xxxxxxxx'",
        "tower.accessToken = ''",
        "azure { registry { password = 'REDACTED' } }",
        "params.gh = 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
    ] {
        assert!(
            !codes(text).contains(&"token-in-clear".to_owned()),
            "{text}"
        );
    }
    // A poor password is one.
    let poor = "azure { registry { password = '12345678' } }";
    assert!(codes(poor).contains(&"token-in-clear".to_owned()));
}

#[test]
fn tokens_are_found_wherever_they_stand_in_a_string() {
    for text in [
        format!("env.MY_TOKEN = '{TOKEN}'"),
        format!("docker.runOptions = '-e TOWER_ACCESS_TOKEN={TOKEN} -u 0'"),
        format!("process.ext.args = \"--token {TOKEN}\""),
        "params.gh = 'ghp_0123456789abcdefghijABCDEFGHIJ012345'".to_owned(),
        format!("params.broken = '{TOKEN}'\nwave {{"),
    ] {
        let finding = the("token-in-clear", &text);
        assert_eq!(finding.fix, None);
        assert!(finding.span.is_some());
    }
}

#[test]
fn what_is_no_secret_is_no_secret() {
    for text in [
        "tower.accessToken = System.getenv('TOWER_ACCESS_TOKEN')",
        "tower.accessToken = secrets.TOWER_ACCESS_TOKEN",
        "tower.accessToken = \"${secrets.TOWER_ACCESS_TOKEN}\"",
        "tower.accessToken = '<your token>'",
        "tower.accessToken = ''",
        "tower.accessToken = '********'",
        "azure.registry.userName = 'somebody'",
        "process.ext.args = '{ \"a\": \"a long text that is no secret at all\" }'",
        "params.url = 'https://example.org/a/very/long/address/of/a/file.txt'",
        "process.container = 'quay.io/biocontainers/samtools:1.17--h00cdaf9_0'",
        "params.pem = '-----BEGIN CERTIFICATE----- and so on'",
    ] {
        assert!(
            !codes(text).contains(&"token-in-clear".to_owned()),
            "{text}"
        );
    }
}

#[test]
fn no_message_shows_a_secret() {
    for text in [
        format!("tower.accessToken = '{TOKEN}'\ntower.accessToken = '{TOKEN}x'"),
        format!("tower {{ accessToken: '{TOKEN}' }}"),
        format!("tower.accessToken = {TOKEN}"),
        format!("tower.accessToken = ‘{TOKEN}’"),
        format!("tower.accessToken = '{TOKEN}"),
        format!("tower.accessToken '{TOKEN}'"),
        format!("tower.accessToken = ['{TOKEN}']"),
        format!("tower.workspaceId = '{TOKEN}'"),
        format!("wave.endpoint = '{TOKEN}'"),
        format!("wave.strategy = '{TOKEN}'"),
        format!("wave.build.repository = 'https://{TOKEN}@quay.io/a/b:c'"),
        format!("wave.build.repository = 'quay.io/a/b:{TOKEN}'"),
        format!("wave.build.maxDuration = '{TOKEN}'"),
        format!("wave.enabled = '{TOKEN}'\ndocker.temp = ['{TOKEN}']"),
        format!("wave.scan.mode = '{TOKEN}'\nwave.scan.allowedLevels = '{TOKEN}'"),
        format!("wave = '{TOKEN}'"),
        format!("x = '{TOKEN}'\nwave.endpoint = x"),
        format!(
            "profiles {{ standard {{ tower.accessToken = '{TOKEN}' }} }}\ntower.accessToken = 'b'"
        ),
        format!("tower {{ accessToken\n = {TOKEN} }}"),
        format!("'{TOKEN}' {{ a = 1 "),
    ] {
        for finding in said(&text) {
            let shown = format!(
                "{} {:?} {:?}",
                finding.finding.message, finding.subject, finding.fix
            );
            let part = &TOKEN[8..30];
            assert!(
                !shown.contains(part),
                "{} of {text}: {shown}",
                finding.code()
            );
        }
    }
}

#[test]
fn no_message_shows_a_password_that_looks_like_nothing() {
    for text in [
        format!("azure.registry.password = '{PASSWORD}'\nazure.registry.password = 'b'"),
        format!("azure.registry.password = [{PASSWORD}]"),
        format!("azure {{ registry {{ password = \"{PASSWORD}$\" }} }}"),
        format!("azure {{ registry {{ password '{PASSWORD}' }} }}"),
        format!("azure.registry.password = '{PASSWORD}' 'x'"),
        "azure.registry.password = correct".to_owned(),
        "profiles { standard { tower.accessToken = 'correct' } }\ntower.accessToken = 'horse'"
            .to_owned(),
    ] {
        for finding in said(&text) {
            let message = &finding.finding.message;
            let shows = ["correct", "horse", "battery"]
                .iter()
                .any(|part| message.contains(part));
            assert!(!shows, "{} of {text}: {message}", finding.code());
        }
    }
}
