//! What Nextflow's parsers refuse, in their words.

use super::super::reading::{Reading, Refusal, Semantics};
use super::super::token::{Span, TokenKind};
use super::super::tree::{Document, Problem, ProblemKind};
use super::said::{MOST_OF_A_KIND, SECRETS, Said, is_public, quoted};
use super::{Context, characters};
use crate::diagnostic::Diagnostic;
use crate::rule::rules;

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
pub(super) fn report(document: &Document<'_>, said: &mut Said) -> bool {
    if characters::report(document, said) {
        // Everything else is most likely a consequence.
        return true;
    }
    let problems = document.problems.iter();
    let first = problems
        .filter(|problem| problem.kind != ProblemKind::TooDeep)
        .min_by_key(|problem| problem.span);
    let Some(first) = first else { return false };
    said.say(Diagnostic::error(SYNTAX_ERROR, problem_message(document, *first)).at(first.span));
    true
}

fn problem_message(document: &Document<'_>, problem: Problem) -> String {
    let text = problem.span.of(document.text);
    let mut shown: String = text.chars().take(20).collect();
    if is_near_secret(document, problem.span) || !is_public(text) {
        shown.clear();
    }
    let quoted = match shown.as_str() {
        "" => "Something".to_owned(),
        "\n" | "\r" | "\r\n" => "The end of a line".to_owned(),
        shown => quoted(shown),
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
    v1: &Reading,
    v2: &Reading,
    context: &Context<'_>,
    said: &mut Said,
) {
    let words = |refusal: &Refusal| parser_says(document, refusal);
    match (&v1.refusal, &v2.refusal) {
        (Some(one), Some(other)) => {
            let (place, words) = match context.semantics {
                Some(Semantics::V2) => (other, words(other)),
                _ => (one, words(one)),
            };
            let message = format!("Neither of Nextflow's parsers takes this.{words}");
            let finding = Diagnostic::error(REFUSED, message);
            said.say(finding.at(place.span));
        }
        (None, Some(refusal)) if context.semantics != Some(Semantics::V1) => {
            let is_used = context.semantics == Some(Semantics::V2);
            let message = format!(
                "Nextflow's strict parser, the default from 26.04, refuses this.{} The legacy \
                 parser takes it, which Seqera Platform launches with unless somebody turned on \
                 the strict one.",
                words(refusal)
            );
            let finding = if is_used {
                Diagnostic::error(V2_SYNTAX, message)
            } else {
                Diagnostic::warning(V2_SYNTAX, message)
            };
            said.say(finding.at(refusal.span));
        }
        (Some(refusal), None) if context.semantics != Some(Semantics::V2) => {
            let message = format!(
                "Nextflow's legacy parser refuses this, which Seqera Platform launches with \
                 unless somebody turned on the strict one.{} The strict parser takes it.",
                words(refusal)
            );
            let finding = Diagnostic::error(V1_SYNTAX, message);
            said.say(finding.at(refusal.span));
        }
        _ => {}
    }
    let uses_legacy = context.semantics != Some(Semantics::V2) && v1.refusal.is_none();
    if uses_legacy && v1.includes.is_empty() {
        empty_scopes(document, v1, said);
    }
}

fn empty_scopes(document: &Document<'_>, v1: &Reading, said: &mut Said) {
    // Printing leaves a scope of this name behind, which is nobody's mistake here.
    let named = v1.empty_scopes.iter().filter(|path| *path != "out");
    for path in named.take(MOST_OF_A_KIND) {
        let place = name_span(document, path);
        let plain = path.replace('\'', "");
        let is_public = is_public(&plain) && !place.is_some_and(|it| is_near_secret(document, it));
        let name = if is_public { &plain } else { "a name" };
        let parameter = plain.find("params.").and_then(|at| plain.get(at..));
        let finding = match parameter {
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
        let mut new = finding;
        new.span = place;
        said.say(if is_public {
            new.about(path.as_str())
        } else {
            new
        });
    }
}

/// Where a name stands that nothing is assigned to.
fn name_span(document: &Document<'_>, path: &str) -> Option<Span> {
    let last = path.rsplit('.').next()?.trim_matches('\'');
    let above = path.rsplit('.').nth(1);
    let mut before = [""; 2];
    let mut fallback = None;
    for token in &document.tokens {
        let text = token.span.of(document.text);
        match token.kind {
            TokenKind::Name if text == last => {
                let is_it = above.is_none_or(|above| before == [above, "."]);
                if is_it {
                    return Some(token.span);
                }
                fallback.get_or_insert(token.span);
            }
            TokenKind::Variable if text.strip_prefix('$') == Some(path) => return Some(token.span),
            _ => {}
        }
        if !token.kind.is_trivia() {
            before = [before[1], text];
        }
    }
    fallback
}

/// What the parser says, as a sentence with a space before it; nothing where that could show
/// a secret.
fn parser_says(document: &Document<'_>, refusal: &Refusal) -> String {
    let message = &refusal.message;
    if is_near_secret(document, refusal.span) || !is_public(message) || message.len() > 200 {
        return String::new();
    }
    format!(" It says: {message}.")
}

/// Whether a place is beside the name of a setting that holds a secret.
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
    SECRETS.iter().any(|secret| {
        let name = secret.rsplit('.').next().unwrap_or(secret).as_bytes();
        memchr::memmem::find(around, name).is_some()
    })
}
