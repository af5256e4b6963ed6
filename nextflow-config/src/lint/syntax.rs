//! What Nextflow's parsers refuse, in their words.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::options::secrets;
use crate::reading::{Parser, Reading, Refusal};
use crate::rule::rules;
use crate::token::{Span, TokenKind};
use crate::tree::{Document, Problem, ProblemKind};

use super::characters;
use super::sink::{DiagnosticSink, MOST_OF_A_CODE};

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

    /// Nothing in the text sets a name or scope that it uses.
    pub UNKNOWN_ATTRIBUTE = "unknown-attribute" {
        severity: Error,
        why: "The legacy parser stops with “Unknown config attribute”. For a parameter this does \
              not happen if the command line of the run sets it.",
        action: "Give it a value in this text first, put quotes around it if it is meant as a \
                 text, or take it out.",
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
        ProblemKind::NotSeparated => format!(
            "{quoted} begins a second statement in one line. Put it on a line of its own, or a \
             semicolon before it."
        ),
        _ if problem.span.start >= document.text.len() => {
            "The text ends in the middle of a statement. Nextflow stops with: Unexpected input: \
             '<EOF>'."
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
            let message = format!("Neither of Nextflow's parsers takes this.{words}");
            sink.push(Diagnostic::error(REFUSED, message).at(refusal.span));
        }
        (None, Some(refusal)) if parser != Some(Parser::Legacy) => {
            let is_used = parser == Some(Parser::Strict);
            let message = format!(
                "Nextflow's strict parser, the default from 26.04, refuses this.{} The legacy \
                 parser takes it, which Seqera Platform launches with unless somebody turned on \
                 the strict one.",
                words(refusal)
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
    let uses_legacy = parser != Some(Parser::Strict) && legacy.refusal.is_none();
    if uses_legacy && legacy.includes.is_empty() {
        empty_scopes(document, legacy, sink);
    }
}

fn empty_scopes(document: &Document<'_>, legacy: &Reading, sink: &mut DiagnosticSink) {
    // Printing leaves a scope of this name behind, which is nobody's mistake here.
    let named = legacy.empty_scopes.iter().filter(|path| *path != "out");
    let paths: Vec<&str> = named.take(MOST_OF_A_CODE).map(String::as_str).collect();
    for (path, place) in paths.iter().zip(name_spans(document, &paths)) {
        let plain = path.replace('\'', "");
        let is_public =
            sink.may_quote(&plain) && !place.is_some_and(|it| is_near_secret(document, it));
        let name = if is_public { &plain } else { "a name" };
        let parameter = plain.find("params.").and_then(|at| plain.get(at..));
        let mut new = match parameter {
            Some(parameter) if is_public => Diagnostic::warning(
                UNKNOWN_ATTRIBUTE,
                format!(
                    "Nothing in this text sets {parameter}. Unless the command line of the run \
                     does, the legacy parser stops with: Unknown config attribute `{name}`. Give \
                     it a value here first, for instance null."
                ),
            ),
            _ => Diagnostic::error(
                UNKNOWN_ATTRIBUTE,
                format!(
                    "Nothing in this text sets {name}. The legacy parser stops with: Unknown \
                     config attribute `{name}`. Set something, put quotes around it if it is \
                     meant as a text, or take it out."
                ),
            ),
        };
        new.span = place;
        sink.push(if is_public { new.about(*path) } else { new });
    }
}

/// Where each of some names stands that nothing is assigned to: the first place where it
/// follows the name before it in its path, or else the first of its last name.
fn name_spans(document: &Document<'_>, paths: &[&str]) -> Vec<Option<Span>> {
    let mut by_last: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_path: HashMap<&str, usize> = HashMap::new();
    for (index, path) in paths.iter().enumerate() {
        by_last.entry(last_name(path)).or_default().push(index);
        by_path.insert(path, index);
    }
    let mut exact = vec![None; paths.len()];
    let mut fallback = vec![None; paths.len()];
    let first = |found: &mut [Option<Span>], index: usize, span| {
        if let Some(found) = found.get_mut(index) {
            found.get_or_insert(span);
        }
    };
    let mut before = [""; 2];
    for token in &document.tokens {
        let text = token.span().of(document.text);
        match token.kind {
            TokenKind::Name => {
                for index in by_last.get(text).into_iter().flatten().copied() {
                    let above = paths.get(index).and_then(|path| path.rsplit('.').nth(1));
                    if above.is_none_or(|above| before == [above, "."]) {
                        first(&mut exact, index, token.span());
                    }
                    first(&mut fallback, index, token.span());
                }
            }
            TokenKind::Variable => {
                let path = text.strip_prefix('$').and_then(|name| by_path.get(name));
                if let Some(index) = path {
                    first(&mut exact, *index, token.span());
                }
            }
            _ => {}
        }
        if !token.kind.is_trivia() {
            before = [before[1], text];
        }
    }
    let both = exact.into_iter().zip(fallback);
    both.map(|(exact, fallback)| exact.or(fallback)).collect()
}

fn last_name(path: &str) -> &str {
    let last = path.rsplit('.').next();
    last.unwrap_or_default().trim_matches('\'')
}

/// What the parser says, as a sentence with a space before it; nothing where that could show
/// a secret.
fn parser_says(document: &Document<'_>, refusal: &Refusal, sink: &DiagnosticSink) -> String {
    let message = &refusal.message;
    if is_near_secret(document, refusal.span) || !sink.may_quote(message) || message.len() > 200 {
        return String::new();
    }
    format!(" It says: {message}.")
}

/// Whether a place is beside the name of an option that holds a secret.
fn is_near_secret(document: &Document<'_>, place: Span) -> bool {
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
