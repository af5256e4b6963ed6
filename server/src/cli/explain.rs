//! `wavepass explain`: what a finding's rule means, why it matters and what to do.
//!
//! The rules are core's, declared beside their logic; here they are found by their codes and
//! printed. Start at [`run`].

use std::fmt::Write;
use std::process::ExitCode;

use clap::Args;
use wavepass_core::finding::Severity;

use super::{report, severity_name, write_stdout};

/// How alike an unknown code and a known one are at least, of 1, for the known one to be
/// suggested.
const SUGGESTED_FROM: f64 = 0.8;

/// How many codes are suggested at most.
const SUGGESTIONS_MAX: usize = 3;

/// Options of `wavepass explain`.
#[derive(Debug, Args)]
pub struct ExplainOptions {
    /// The code of a finding, as it stands in brackets behind the message: mirror-freeze, for
    /// instance. Without it, all codes are listed.
    pub code: Option<String>,
}

/// What a rule declares of itself.
#[derive(Clone, Copy, Debug)]
struct Rule {
    code: &'static str,
    severity: Severity,
    /// The rule in one line.
    summary: &'static str,
    /// Why it matters.
    why: &'static str,
    /// What to do about it.
    action: &'static str,
}

/// Every rule, in the order of the page of findings.
fn rules() -> Vec<Rule> {
    let declared = wavepass_core::rules::all().map(|rule| Rule {
        code: rule.code.as_str(),
        severity: rule.severity,
        summary: rule.summary(),
        why: rule.why(),
        action: rule.action(),
    });
    declared.collect()
}

/// Explains a code, or lists all of them.
pub fn run(options: &ExplainOptions) -> ExitCode {
    let rules = rules();
    let text = match &options.code {
        None => list(&rules),
        Some(given) => match find(&rules, given) {
            Ok(rule) => explanation(rule),
            Err(message) => {
                report(&format!("error: {message}"));
                return ExitCode::from(2);
            }
        },
    };
    match write_stdout(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            report(&message);
            ExitCode::FAILURE
        }
    }
}

/// The rule of a code, or the message for a code that is unknown.
fn find<'a>(rules: &'a [Rule], given: &str) -> Result<&'a Rule, String> {
    let code = code_in(given);
    let found = rules.iter().find(|rule| rule.code == code);
    found.ok_or_else(|| {
        let mut message = format!("there is no code {code:?}");
        let suggestions = suggestions(rules, &code);
        if !suggestions.is_empty() {
            let _ = write!(message, ". Did you mean {}?", suggestions.join(" or "));
        }
        message.push_str("\n\nTo list all codes, type: wavepass explain");
        message
    })
}

/// The code in what was typed or copied: in brackets, and with the option that a finding is
/// about behind a colon, or the profile behind an at sign.
fn code_in(given: &str) -> String {
    let given = given.trim().trim_start_matches('[').trim_end_matches(']');
    let code = given.split([':', '@']).next().unwrap_or_default();
    code.trim().to_ascii_lowercase()
}

/// The codes that are most like an unknown one, the best first.
fn suggestions(rules: &[Rule], code: &str) -> Vec<&'static str> {
    let likeness = |known: &str| {
        if !code.is_empty() && known.contains(code) {
            1.0
        } else {
            strsim::jaro_winkler(known, code)
        }
    };
    let mut scored: Vec<_> = rules
        .iter()
        .map(|rule| (likeness(rule.code), rule.code))
        .filter(|(likeness, _)| *likeness >= SUGGESTED_FROM)
        .collect();
    scored.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    scored.truncate(SUGGESTIONS_MAX);
    scored.into_iter().map(|(_, code)| code).collect()
}

fn explanation(rule: &Rule) -> String {
    let severity = severity_name(rule.severity);
    format!(
        "{} ({severity})\n{}\n\nWhy it matters\n  {}\n\nWhat to do\n  {}\n",
        rule.code, rule.summary, rule.why, rule.action
    )
}

fn list(rules: &[Rule]) -> String {
    let width = rules.iter().map(|rule| rule.code.len()).max().unwrap_or(0);
    let mut text = String::new();
    for rule in rules {
        let severity = severity_name(rule.severity);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{:width$}  {severity:7}  {}", rule.code, rule.summary);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: [Rule; 3] = [
        Rule {
            code: "mirror-freeze",
            severity: Severity::Error,
            summary: "Wave cannot mirror and freeze at once.",
            why: "The run stops at its first task.",
            action: "Take one of the two out.",
        },
        Rule {
            code: "text-boolean",
            severity: Severity::Warning,
            summary: "A switch is a text.",
            why: "Any text but an empty one is true.",
            action: "Write it without quotation marks.",
        },
        Rule {
            code: "token-in-clear",
            severity: Severity::Warning,
            summary: "A token stands in the config.",
            why: "Whoever reads the config has it.",
            action: "Use a secret.",
        },
    ];

    #[test]
    fn a_rule_is_explained_with_severity_reason_and_way_out() {
        insta::assert_snapshot!(explanation(&RULES[0]), @r"
        mirror-freeze (error)
        Wave cannot mirror and freeze at once.

        Why it matters
          The run stops at its first task.

        What to do
          Take one of the two out.
        ");
    }

    #[test]
    fn the_list_has_a_line_for_each_rule() {
        insta::assert_snapshot!(list(&RULES), @r"
        mirror-freeze   error    Wave cannot mirror and freeze at once.
        text-boolean    warning  A switch is a text.
        token-in-clear  warning  A token stands in the config.
        ");
        assert_eq!(list(&[]), "");
    }

    #[test]
    fn a_code_is_found_as_messages_write_it() {
        for given in [
            "text-boolean",
            "[text-boolean]",
            "text-boolean:wave.enabled",
            " Text-Boolean ",
        ] {
            assert_eq!(find(&RULES, given).unwrap().code, "text-boolean", "{given}");
        }
    }

    #[test]
    fn an_unknown_code_suggests_the_known_ones_that_are_like_it() {
        for (given, suggested) in [
            ("mirror-frezee", "Did you mean mirror-freeze?"),
            ("token-in-claer", "Did you mean token-in-clear?"),
            ("boolean", "Did you mean text-boolean?"),
            ("t", "Did you mean text-boolean or token-in-clear?"),
        ] {
            let message = find(&RULES, given).unwrap_err();
            assert!(message.contains(suggested), "{given}: {message}");
            assert!(message.ends_with("type: wavepass explain"), "{message}");
        }
        for given in ["", "zzz", "docker-hub-limit"] {
            let message = find(&RULES, given).unwrap_err();
            assert!(message.starts_with(&format!("there is no code {given:?}")));
            assert!(!message.contains("Did you mean"), "{given}: {message}");
        }
    }
}
