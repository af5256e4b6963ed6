//! Whole readings and every message about the facts' texts, so that a change shows in a diff.
//!
//! A snapshot has a paragraph a text. Settings stand below the parser that comes to them, or
//! below `both`; how sure one is stands behind it unless the text alone decides. Where a
//! refusal is not worded as Nextflow's, Nextflow's own words stand below it.

use std::fmt::Write as _;

use nextflow_config::syntax::Lines;
use nextflow_config::{Certainty, Document, Parser, Reading, Repair, Value, read};
use serde_json::Value as Json;

use crate::compare::PARSERS;
use crate::{Fact, probes, samples};

/// Compares a text with the snapshot of this name.
pub(crate) fn compare(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// A title with lines below it, further in.
fn paragraph(title: &str, lines: &str) -> String {
    let lines = lines.lines().map(|line| format!("\n  {line}"));
    format!("{title}{}", lines.collect::<String>())
}

fn value(of: &Value) -> String {
    match of {
        Value::Text(text) => format!("{text:?}"),
        Value::List(values) => {
            let values: Vec<String> = values.iter().map(value).collect();
            format!("[{}]", values.join(", "))
        }
        other => other.to_string(),
    }
}

/// A text in one line, in which nothing is hidden.
fn visible(text: &str) -> String {
    let shown = |it: char| match it {
        '\'' | '"' | '\\' => it.to_string(),
        _ => it.escape_debug().to_string(),
    };
    text.chars().map(shown).collect()
}

/// Line and column of a byte, as Nextflow counts them.
fn place(text: &str, byte: usize) -> String {
    let lines = Lines::of(text);
    let line = lines.line(byte);
    let start = lines.span(line, text).start;
    format!("{line}:{}", text[start..byte].chars().count() + 1)
}

fn reading(text: &str, reading: &Reading, facts: &Json) -> String {
    let mut lines = String::new();
    for setting in &reading.settings {
        let _ = write!(lines, "{} = {}", setting.path, value(&setting.value));
        if setting.certainty != Certainty::Sure {
            let _ = write!(lines, "  ({:?})", setting.certainty);
        }
        lines.push('\n');
    }
    for scope in &reading.empty_scopes {
        let _ = match &scope.missing {
            Some(missing) => writeln!(lines, "{} lacks {}", scope.path, missing.name),
            None => writeln!(lines, "{} is empty", scope.path),
        };
    }
    for include in &reading.includes {
        let path = include
            .path
            .as_deref()
            .unwrap_or("what only a run can tell");
        let _ = writeln!(lines, "includes {path}");
    }
    if let Some(refusal) = &reading.refusal {
        let place = place(text, refusal.span.start);
        let words = format!("{place}: {}", refusal.message);
        let _ = writeln!(lines, "refused: {}", visible(&words));
        let own = facts["error"].as_str();
        if facts["ok"] == true {
            lines.push_str("Nextflow takes it\n");
        } else if let Some(own) = own.filter(|own| *own != words) {
            let _ = writeln!(lines, "Nextflow: {}", visible(own));
        }
    }
    lines
}

/// What both parsers come to with these profiles.
fn readings(fact: &Fact, profiles: &[&str], facts: &Json) -> String {
    let document = Document::parse(&fact.text);
    let [legacy, strict] = PARSERS.map(|(key, semantics)| {
        reading(
            &fact.text,
            &read(&document, semantics, profiles),
            &facts[key],
        )
    });
    if legacy == strict {
        paragraph("both", &legacy)
    } else {
        format!("{}\n{}", paragraph("v1", &legacy), paragraph("v2", &strict))
    }
}

fn all_readings(fact: &Fact) -> String {
    let mut text = readings(fact, &[], &fact.facts);
    let declared = read(&Document::parse(&fact.text), Parser::Legacy, &[]).profiles;
    for profile in &declared {
        let with = readings(fact, &[profile], &Json::Null);
        let _ = write!(text, "\n{}", paragraph(&format!("with {profile}"), &with));
    }
    text
}

fn diagnostics(fact: &Fact) -> String {
    let mut text = String::new();
    for it in fact.diagnostics() {
        let severity = format!("{:?}", it.severity).to_lowercase();
        let place = it
            .span
            .map(|span| format!(" {}", place(&fact.text, span.start)));
        let place = place.unwrap_or_default();
        let code = it.code_with_subject();
        let _ = writeln!(text, "{severity}{place} {code}: {}", visible(&it.message));
        if let Some(suggestion) = it.suggestion {
            let _ = write!(text, "    [{}]", suggestion.label);
            if let Repair::Change(changes) = suggestion.repair {
                for change in changes {
                    let to = change.to.as_ref().map(value);
                    let to = to.unwrap_or_else(|| "nothing".to_owned());
                    let _ = write!(text, " {} = {to}", change.path);
                }
            }
            text.push('\n');
        }
    }
    text
}

fn snapshot(name: &str, facts: &[Fact], of: fn(&Fact) -> String) {
    let paragraphs = facts.iter().map(|fact| paragraph(&fact.name, &of(fact)));
    compare(name, &paragraphs.collect::<Vec<_>>().join("\n\n"));
}

#[test]
fn readings_of_the_probes() {
    snapshot("probe_readings", &probes(), all_readings);
}

#[test]
fn readings_of_the_samples() {
    snapshot("sample_readings", &samples(), all_readings);
}

#[test]
fn messages_about_the_probes() {
    snapshot("probe_diagnostics", &probes(), diagnostics);
}

#[test]
fn messages_about_the_samples() {
    snapshot("sample_diagnostics", &samples(), diagnostics);
}
