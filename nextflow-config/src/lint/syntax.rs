//! What Nextflow's parsers refuse, in their words.

use crate::diagnostic::Diagnostic;
use crate::options::secrets;
use crate::reading::{Parser, Reading, Refusal};
use crate::rule::rules;
use crate::token::Span;
use crate::tree::{Document, Problem, ProblemKind};

use super::characters;
use super::sink::DiagnosticSink;

rules! {
    /// Neither of Nextflow's parsers can read the text.
    pub SYNTAX_ERROR = "syntax-error" {
        severity: Error,
        why: "A bracket or quote is not closed, a statement is not complete, or something stands \
              where it cannot. Nextflow stops before the run starts.",
        action: "Correct the text at the place that is shown. What the rest of it means can only \
                 be told after that.",
    }

    /// Nextflow's strict parser refuses the text, and the legacy parser takes it.
    pub V2_SYNTAX = "v2-syntax" {
        severity: Error,
        why: "The strict parser is the default from Nextflow 26.04, and with it the run stops. \
              Seqera Platform launches with the legacy parser unless somebody turned on the strict \
              one.",
        action: "Write the place that is shown in a form that both parsers take, or make sure that \
                 the run uses the legacy parser.",
    }

    /// Nextflow's legacy parser refuses the text, and the strict parser takes it.
    pub V1_SYNTAX = "v1-syntax" {
        severity: Error,
        why: "Seqera Platform launches with the legacy parser unless somebody turned on the strict \
              one, and with it the run stops.",
        action: "Write the place that is shown in a form that both parsers take.",
    }

    /// Both of Nextflow's parsers refuse the text, although its brackets and quotes are right.
    pub REFUSED = "refused" {
        severity: Error,
        why: "Both can read the text and stop when they follow it. The run does not start.",
        action: "Correct the place that is shown; the message repeats what the parser says.",
    }
}

/// Says what neither parser can read. `false` when there is nothing of that.
pub(super) fn problems(document: &Document<'_>, sink: &mut DiagnosticSink) -> bool {
    if characters::check(document, sink) {
        // Everything else is most likely a consequence.
        return true;
    }
    let problems = document.problems.iter();
    let first = problems
        .filter(|problem| problem.kind != ProblemKind::TooDeep)
        .min_by_key(|problem| problem.span);
    let Some(first) = first else { return false };
    let message = problem_message(document, *first, sink);
    sink.push(Diagnostic::error(SYNTAX_ERROR, message).at(first.span));
    true
}

fn problem_message(document: &Document<'_>, problem: Problem, sink: &DiagnosticSink) -> String {
    let text = problem.span.of(document.text);
    let mut shown: String = text.chars().take(20).collect();
    if is_near_secret(document, problem.span) || !sink.may_quote(text) {
        shown.clear();
    }
    let quoted = match shown.as_str() {
        "" => "Something".to_owned(),
        "\n" | "\r" | "\r\n" => "The end of a line".to_owned(),
        shown => sink.quoted(shown),
    };
    match problem.kind {
        ProblemKind::NeverClosed => format!(
            "{quoted} is opened here and never closed, so neither of Nextflow's parsers can read \
             the text."
        ),
        ProblemKind::NothingToClose => {
            format!("{quoted} closes nothing. Take it out, or open what it shall close.")
        }
        // What a statement cannot begin with.
        ProblemKind::NotSeparated if shown.starts_with([':', '=', ')', '?', '*', '/', '.']) => {
            format!("{quoted} cannot stand here. Neither of Nextflow's parsers can read the text.")
        }
        ProblemKind::NotSeparated => format!(
            "{quoted} begins a second statement in one line. Put it on a line of its own, or a \
             semicolon before it."
        ),
        _ if problem.span.start >= document.text.len() => {
            "The text ends in the middle of a statement, so neither of Nextflow's parsers can read \
             it."
            .to_owned()
        }
        _ => {
            format!("{quoted} cannot stand here. Neither of Nextflow's parsers can read the text.")
        }
    }
}

/// Says what a parser refuses although the text is well-formed.
pub(super) fn refusals(
    document: &Document<'_>,
    legacy: &Reading,
    strict: &Reading,
    parser: Option<Parser>,
    sink: &mut DiagnosticSink,
) {
    let words = |refusal: &Refusal| parser_says(document, refusal, sink);
    match (&legacy.refusal, &strict.refusal) {
        (Some(one), Some(other)) => {
            let refusal = match parser {
                Some(Parser::Strict) => other,
                _ => one,
            };
            let words = words(refusal);
            let message = match parser {
                Some(Parser::Strict) => {
                    format!(
                        "Neither of Nextflow's parsers takes this; the strict one stops here.{words}"
                    )
                }
                _ => {
                    format!(
                        "Neither of Nextflow's parsers takes this; the legacy one stops here.{words}"
                    )
                }
            };
            sink.push(Diagnostic::error(REFUSED, message).at(refusal.span));
        }
        (None, Some(refusal)) if parser != Some(Parser::Legacy) => {
            let is_used = parser == Some(Parser::Strict);
            let message = format!(
                "Nextflow's strict parser, the default from 26.04, refuses this.{} {}",
                words(refusal),
                legacy_takes(legacy, refusal)
            );
            let new = if is_used {
                Diagnostic::error(V2_SYNTAX, message)
            } else {
                Diagnostic::warning(V2_SYNTAX, message)
            };
            sink.push(new.at(refusal.span));
        }
        (Some(refusal), None) if parser != Some(Parser::Strict) => {
            let message = format!(
                "Nextflow's legacy parser refuses this, which Seqera Platform launches with \
                 unless somebody turned on the strict one.{} The strict parser takes it.",
                words(refusal)
            );
            sink.push(Diagnostic::error(V1_SYNTAX, message).at(refusal.span));
        }
        _ => {}
    }
}

/// What the legacy parser does with what the strict one refuses, without a promise where another
/// finding says that it stops.
fn legacy_takes(legacy: &Reading, refusal: &Refusal) -> &'static str {
    if refusal.message.contains("hint: use `env(") {
        return "The legacy parser, which Seqera Platform launches with unless somebody turned on \
                the strict one, takes it from the environment of the launch, and stops where that \
                has no such variable.";
    }
    if legacy.needs_parameters || !legacy.empty_scopes.is_empty() {
        return "The legacy parser takes this form, and Seqera Platform launches with it unless \
                somebody turned on the strict one.";
    }
    "The legacy parser takes it, which Seqera Platform launches with unless somebody turned on \
     the strict one."
}

/// What the parser says, or why it refuses the text, as a sentence with a space before it;
/// nothing where that could show a secret. Only words that Nextflow prints are called its own.
fn parser_says(document: &Document<'_>, refusal: &Refusal, sink: &DiagnosticSink) -> String {
    let message = &refusal.message;
    if is_near_secret(document, refusal.span) || !sink.may_quote(message) || message.len() > 200 {
        return String::new();
    }
    if refusal.is_quote {
        format!(" It says: {message}.")
    } else {
        format!(" The reason: {message}.")
    }
}

/// Whether a place is beside the name of an option that holds a secret.
pub(crate) fn is_near_secret(document: &Document<'_>, place: Span) -> bool {
    let bytes = document.text.as_bytes();
    let mut start = place.start.min(bytes.len());
    let mut lines = 0;
    while start > 0 && place.start - start < 400 {
        if bytes.get(start - 1) == Some(&b'\n') {
            lines += 1;
            if lines > 2 {
                break;
            }
        }
        start -= 1;
    }
    let end = place.end.min(place.start + 100).min(bytes.len());
    let around = bytes.get(start..end).unwrap_or_default();
    secrets().any(|option| {
        let name = option.path.rsplit('.').next().unwrap_or(option.path);
        let name = name.as_bytes();
        memchr::memmem::find(around, name).is_some()
    })
}

#[cfg(test)]
mod tests;
