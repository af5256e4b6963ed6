//! Every message that the facts call forth, so that a change of wording shows in a diff.
//!
//! A snapshot has a paragraph a vector: its id and what it puts in, then a line for each
//! finding with severity, code and message, and below it the fix in brackets. What the vector
//! puts in is left out where it is a secret.

use std::fmt::Write as _;

use serde_json::Value;
use wavepass_core::finding::{Edit, Finding};
use wavepass_core::image::ImageReference;
use wavepass_core::login;
use wavepass_core::registry::secret;
use wavepass_core::registry::server::RegistryServer;

use crate::Facts;
use crate::compare::Vector;
use crate::compare::{config, resolution, secret as secrets};

/// How many characters of what a vector puts in are shown.
const SHOWN: usize = 90;

/// A snapshot that grows.
#[derive(Default)]
struct Paragraphs {
    text: String,
}

impl Paragraphs {
    fn begin(&mut self, id: &str, input: &str) {
        let shown: String = input.chars().take(SHOWN).collect();
        let rest = if shown.len() < input.len() { "…" } else { "" };
        let gap = if self.text.is_empty() { "" } else { "\n" };
        let title = format!("{id}  {}{rest}", shown.escape_debug());
        let _ = writeln!(self.text, "{gap}{}", title.trim());
    }

    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "  {line}");
    }

    fn finding(&mut self, place: &str, finding: &Finding) {
        let severity = format!("{:?}", finding.severity).to_lowercase();
        let code = finding.code.as_str();
        self.line(&format!("{severity} {place}{code}: {}", finding.message));
        if let Some(fix) = &finding.fix {
            let edit = match &fix.edit {
                Edit::Replace(text) => format!(" -> {text}"),
                _ => String::new(),
            };
            self.line(&format!("    [{}]{edit}", fix.label));
        }
    }

    fn findings(&mut self, place: &str, findings: &[Finding]) {
        for finding in findings {
            self.finding(place, finding);
        }
    }

    /// Compares with the snapshot of this name.
    fn compare(self, name: &str) {
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, self.text));
    }
}

/// Whether a text shows a secret, or a part of it that is long enough to be of use.
fn shows(text: &str, secret: &str) -> bool {
    let secret: Vec<char> = secret.chars().collect();
    // A shorter one stands in every text.
    let part = secret.len().clamp(4, 10);
    let mut parts = secret.windows(part);
    parts.any(|part| text.contains(&String::from_iter(part)))
}

fn id(vector: &Value) -> &str {
    vector["id"].as_str().unwrap_or_default()
}

#[test]
fn configurations() {
    let mut snapshot = Paragraphs::default();
    for json in Facts::configs().vectors().1 {
        snapshot.begin(id(json), "");
        for found in config::found(json["text"].as_str().unwrap()) {
            let expected = json["findings"].as_array().unwrap();
            if expected.contains(&found.code().into()) {
                snapshot.finding("", &found.finding);
                assert!(
                    !shows(&format!("{found:?}"), "eyJ0aWQiOiAxfQ=="),
                    "{}",
                    id(json)
                );
            }
        }
    }
    snapshot.compare("config_findings");
}

#[test]
fn images() {
    let mut snapshot = Paragraphs::default();
    for vector in Facts::images().vectors().1 {
        let input = vector["input"].as_str().unwrap();
        snapshot.begin(id(vector), input);
        snapshot.findings("", &ImageReference::read(input).findings());
    }
    snapshot.compare("image_findings");
}

#[test]
fn registry_values() {
    let mut snapshot = Paragraphs::default();
    for vector in Facts::registry_values().vectors().1 {
        let value = vector["value"].as_str().unwrap();
        let read = RegistryServer::read(value);
        snapshot.begin("", &format!("{value:?}"));
        snapshot.findings("", &read.findings);
        if !read.changes.is_empty() {
            snapshot.line(&format!("    changes: {}", read.changes_in_words()));
        }
    }
    snapshot.compare("registry_value_findings");
}

#[test]
fn pasted_logins() {
    let mut snapshot = Paragraphs::default();
    for vector in Facts::logins().vectors().1 {
        let pasted = login::read(vector["text"].as_str().unwrap()).unwrap();
        snapshot.begin(id(vector), pasted.summary());
        let before = snapshot.text.len();
        for (at, entry) in pasted.entries.iter().enumerate() {
            snapshot.line(&format!("entry {}", at + 1));
            for (field, finding) in entry.findings(None) {
                snapshot.finding(&format!("{field:?} "), &finding);
            }
        }
        let said = format!("{}{pasted:?}", &snapshot.text[before..]);
        for entry in vector["expect"].as_array().unwrap() {
            let password = entry["password"].as_str();
            assert!(
                !password.is_some_and(|it| shows(&said, it)),
                "{}",
                id(vector)
            );
        }
    }
    snapshot.compare("login_findings");
}

#[test]
fn secrets() {
    let facts = Facts::secrets();
    let now = facts.json["now"].as_i64().unwrap();
    let mut snapshot = Paragraphs::default();
    for json in facts.vectors().1 {
        let context = secrets::context(&mut Vector::new(json), now);
        let text = json["text"].as_str().unwrap();
        let inspection = secret::inspect(text, &context);
        snapshot.begin(id(json), json["kind"].as_str().unwrap());
        let before = snapshot.text.len();
        snapshot.findings("", &inspection.findings);
        snapshot.findings("user name: ", &inspection.user_name_findings);
        let said = format!("{}{inspection:?}", &snapshot.text[before..]);
        assert!(!shows(&said, text), "{}", id(json));
    }
    snapshot.compare("secret_findings");
}

#[test]
fn resolutions() {
    told(&Facts::resolutions(), "resolution_findings");
}

#[test]
fn resolutions_by_two_rules() {
    let facts = Facts::resolutions_by_two_rules();
    told(&facts, "resolution_two_rules_findings");
}

fn told(facts: &Facts, name: &str) {
    let usual = &facts.json["wave"];
    let mut snapshot = Paragraphs::default();
    for json in facts.vectors().1 {
        let (host, findings) = resolution::with(&mut Vector::new(json), usual, |resolution| {
            (resolution.host().to_owned(), resolution.findings())
        });
        let text = |field: &str| json[field].as_str().unwrap();
        snapshot.begin(id(json), text("title"));
        snapshot.line(&format!("{} at {host:?}", text("image")));
        snapshot.findings("", &findings);
    }
    snapshot.compare(name);
}
