//! What keeps a text from the strict parser, and what of that can be written in another way
//! without changing what it means.
//!
//! Each module below knows one way of writing something else: it makes a [`Candidate`] of what
//! [`Checker::all`] found, and does not judge it. Whether it counts is decided here alone, by
//! reading the result: see [`Text::is_proved`]. What is left over is told by [`reasons`].
//! Start at [`strict_upgrade`].

mod assignments;
mod casts;
mod line_ends;
mod names;
mod punctuation;
mod reasons;
mod references;
mod replacements;
mod strings;
mod variables;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::lint::characters::BAD_CHARACTER;
use crate::lint::syntax::{REFUSED, SYNTAX_ERROR};
use crate::lint::{LintOptions, lint};
use crate::read::{read, syntax_refusal};
use crate::reading::{Certainty, Parser, Reading};
use crate::readings::Readings;
use crate::replacement::Replacement;
use crate::strict_syntax::{Checker, Finding, Form};
use crate::token::Span;
use crate::tree::Document;
use crate::value::Value;

/// What a text needs for Nextflow's strict parser, the default from 26.04. Made by
/// [`strict_upgrade`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct StrictUpgrade {
    /// The text with all rewrites.
    pub rewritten: String,
    /// What was written in another way, in the order of the places. All replacements together,
    /// given to [`Replacement::apply`], make the rewritten text of the original.
    pub rewrites: Vec<Rewrite>,
    /// What the strict parser refuses after that, each with its place in the original text.
    pub left: Vec<Diagnostic>,
}

/// Something that the strict parser refuses, written in a way that both parsers take and that
/// means the same to the legacy one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rewrite {
    /// What is replaced in the original text.
    pub replacement: Replacement,
    /// A sentence for people: what was refused and what is there now. It never shows a value.
    pub message: String,
}

/// Finds everything that Nextflow's strict parser refuses of a text, and writes in another way
/// what is known to mean the same.
///
/// A rewrite is made only if the legacy parser reads the same settings from the result, without
/// a profile, with each of the text's profiles and with all of them, and if the strict parser
/// has less to refuse. What the strict parser says only when it runs a text is told once nothing
/// else is left. `may_quote` is asked before a message shows a name of the text, as in
/// [`LintOptions::may_quote`](crate::LintOptions::may_quote).
///
/// ```
/// use nextflow_config::strict_upgrade;
///
/// let text = "\
/// def registry = 'quay.io'
/// docker['registry'] = registry
/// if (params.cloud) { wave.enabled = true }
/// ";
/// let upgrade = strict_upgrade(text, |_| true);
/// assert_eq!(
///     upgrade.rewritten,
///     "docker.registry = 'quay.io'\nif (params.cloud) { wave.enabled = true }\n"
/// );
/// let condition = upgrade.left[0].span.unwrap();
/// assert!(condition.of(text).starts_with("if (params.cloud)"));
/// ```
pub fn strict_upgrade(text: &str, may_quote: fn(&str) -> bool) -> StrictUpgrade {
    let document = Document::parse(text);
    if let Some(refusal) = syntax_refusal(&document) {
        return StrictUpgrade {
            rewritten: text.to_owned(),
            left: unreadable(&document, refusal.span, may_quote),
            ..StrictUpgrade::default()
        };
    }
    let mut budget = MOST_READINGS;
    let mut rewritten = text.to_owned();
    let mut rewrites = Vec::new();
    // What is put in may itself be refused, and what overlaps has to wait for its turn.
    for _ in 0..MOST_ROUNDS {
        let document = Document::parse(&rewritten);
        let now = Text::of(&document);
        let made = now.rewrites(&mut budget);
        let Some(result) = apply(&rewritten, &made).filter(|_| !made.is_empty()) else {
            break;
        };
        rewrites = replacements::composed(&rewrites, &made, &result);
        rewritten = result;
    }
    let left = left(&document, &rewritten, &rewrites, may_quote);
    StrictUpgrade {
        rewritten,
        rewrites,
        left,
    }
}

/// What neither parser takes, in the words of the lint.
fn unreadable(
    document: &Document<'_>,
    place: Span,
    may_quote: fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let options = LintOptions {
        may_quote,
        ..LintOptions::default()
    };
    let mut left = lint(document, &Readings::of(document, &[]), &options);
    left.retain(|it| [SYNTAX_ERROR, BAD_CHARACTER, REFUSED].contains(&it.code));
    if left.is_empty() {
        let message = "Neither of Nextflow's parsers can read the text from here on.";
        left.push(Diagnostic::error(SYNTAX_ERROR, message).at(place));
    }
    left
}

/// How often results are read: enough for any text that somebody wrote.
const MOST_READINGS: u32 = 100;

const MOST_ROUNDS: u32 = 10;

/// With more profiles than this a text is not read with each of them, and not rewritten.
const MOST_PROFILES: usize = 200;

/// A way of writing something that is refused.
struct Candidate {
    /// What is replaced, in order and without overlaps: all of it, or nothing.
    rewrites: Vec<Rewrite>,
    proof: Proof,
}

/// What has to be so for the readings to be a proof, beside being the same.
#[derive(Clone, Copy)]
enum Proof {
    /// Nothing: for Groovy it is the same program.
    Same,
    /// The place is in a value that is known and sure, so that a change of it would show.
    Value(Span),
    /// What the statement there sets is in effect, so that a change of its name would show.
    Setting(Span),
}

impl Candidate {
    fn one(span: Span, with: impl Into<String>, message: impl Into<String>, proof: Proof) -> Self {
        Self {
            rewrites: vec![Rewrite::new(span, with, message)],
            proof,
        }
    }
}

impl Rewrite {
    fn new(span: Span, with: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            replacement: Replacement {
                span,
                with: with.into(),
            },
            message: message.into(),
        }
    }
}

fn apply(text: &str, rewrites: &[Rewrite]) -> Option<String> {
    let replacements = rewrites.iter().map(|it| it.replacement.clone());
    Replacement::apply(text, &replacements.collect::<Vec<_>>()).ok()
}

/// A text with all that is asked of it.
struct Text<'d> {
    document: &'d Document<'d>,
    /// What the strict parser refuses.
    findings: Vec<Finding<'d>>,
    /// What the legacy parser makes of it: without a profile, with each, with all.
    readings: Vec<Reading>,
}

impl<'d> Text<'d> {
    fn of(document: &'d Document<'d>) -> Self {
        let findings = findings(document);
        let mut text = Self {
            document,
            findings,
            readings: Vec::new(),
        };
        if !text.findings.is_empty() {
            text.read();
        }
        text
    }

    fn read(&mut self) {
        let first = read(self.document, Parser::Legacy, &[]);
        let names: Vec<&str> = first.profiles.iter().map(String::as_str).collect();
        let mut others = Vec::new();
        if names.len() <= MOST_PROFILES {
            let each = names.chunks(1).chain([&*names]).filter(|it| !it.is_empty());
            others.extend(each.map(|names| read(self.document, Parser::Legacy, names)));
        }
        self.readings.push(first);
        self.readings.append(&mut others);
    }

    /// What can be written in another way, in the order of the places.
    fn rewrites(&self, budget: &mut u32) -> Vec<Rewrite> {
        let mut candidates: Vec<Candidate> = self
            .findings
            .iter()
            .filter_map(|finding| self.candidate(finding))
            .filter(|candidate| self.is_provable(candidate.proof))
            .collect();
        candidates.sort_by_key(|it| it.rewrites.first().map(|it| it.replacement.span));
        let mut taken = Vec::new();
        // What overlaps with one that is not proved gets a second chance.
        for _ in 0..2 {
            let (now, later) = apart(&taken, candidates);
            self.take(&mut taken, now, budget);
            candidates = later;
        }
        sorted(&taken)
    }

    fn candidate(&self, finding: &Finding<'d>) -> Option<Candidate> {
        let place = finding.refusal.span;
        match finding.form {
            Form::LineEnd => line_ends::joined(self.document, place),
            Form::LeadingOperator(binary) => line_ends::trailing_operator(self.document, binary),
            Form::LastComma => line_ends::comma(self.document, place),
            Form::Path(path) => line_ends::path(self.document, path),
            Form::Keyword => Some(names::quoted(self.document, place)),
            Form::Token(kind) => punctuation::token(self.document, kind, place),
            Form::Slashy(whole) => strings::quoted(self.document, whole.start),
            Form::Cast(cast) => casts::coercion(self.document, cast),
            Form::Assignment(assignment) => assignments::plain(self.document, assignment),
            Form::Statement(item) => variables::inlined(self, item),
            Form::Variable { .. } => references::inlined(self, place),
            _ => None,
        }
    }

    /// Whether the same readings would say anything about a candidate.
    fn is_provable(&self, proof: Proof) -> bool {
        // With too many profiles the text was not read with each.
        let is_read = self
            .readings
            .first()
            .is_some_and(|it| it.profiles.len() <= MOST_PROFILES);
        let has_all = || self.readings.iter().all(|it| it.refusal.is_none());
        match proof {
            Proof::Same => is_read,
            Proof::Value(span) => is_read && has_all() && self.is_known(span),
            Proof::Setting(statement) => {
                is_read
                    && has_all()
                    && self
                        .readings
                        .iter()
                        .flat_map(|it| &it.settings)
                        .any(|it| statement.contains(it.span))
            }
        }
    }

    /// Whether a place is in a value that is known and sure.
    fn is_known(&self, place: Span) -> bool {
        self.readings.iter().flat_map(|it| &it.settings).any(|it| {
            it.span.contains(place) && it.certainty == Certainty::Sure && is_known(&it.value)
        })
    }

    /// Takes the candidates that are proved, many at once where that goes.
    fn take(&self, taken: &mut Vec<Candidate>, candidates: Vec<Candidate>, budget: &mut u32) {
        let count = candidates.len();
        if count == 0 || *budget == 0 {
            return;
        }
        *budget -= 1;
        let before = taken.len();
        taken.extend(candidates);
        if self.is_proved(&sorted(taken), taken.len()) {
            return;
        }
        let mut first = taken.split_off(before);
        if count > 1 {
            let second = first.split_off(count / 2);
            self.take(taken, first, budget);
            self.take(taken, second, budget);
        }
    }

    /// Whether rewrites leave everything as it is for the legacy parser, and each of the
    /// candidates that they come from leaves the strict one less to refuse.
    fn is_proved(&self, rewrites: &[Rewrite], candidates: usize) -> bool {
        let Some(result) = apply(self.document.text, rewrites) else {
            return false;
        };
        let document = Document::parse(&result);
        if syntax_refusal(&document).is_some() {
            return false;
        }
        let mut after = Text {
            document: &document,
            findings: findings(&document),
            readings: Vec::new(),
        };
        if after.findings.len() + candidates > self.findings.len() {
            return false;
        }
        after.read();
        self.readings.len() == after.readings.len()
            && self
                .readings
                .iter()
                .zip(&after.readings)
                .all(|(before, after)| is_same(before, after))
    }
}

/// The candidates that overlap neither with those that are taken nor with one another, and the
/// others.
fn apart(taken: &[Candidate], all: Vec<Candidate>) -> (Vec<Candidate>, Vec<Candidate>) {
    let place = |it: &Rewrite| (it.replacement.span.start, it.replacement.span.end);
    let rewrites = taken.iter().flat_map(|it| &it.rewrites);
    let mut places: BTreeMap<usize, usize> = rewrites.map(place).collect();
    all.into_iter().partition(|candidate| {
        let is_free = candidate.rewrites.iter().all(|it| {
            let (start, end) = place(it);
            let before = places.range(..end.max(start + 1)).next_back();
            before.is_none_or(|(_, before)| *before <= start)
        });
        if is_free {
            places.extend(candidate.rewrites.iter().map(place));
        }
        is_free
    })
}

/// All rewrites of candidates in the order of the places.
fn sorted(candidates: &[Candidate]) -> Vec<Rewrite> {
    let mut all: Vec<Rewrite> = candidates
        .iter()
        .flat_map(|it| it.rewrites.iter().cloned())
        .collect();
    all.sort_by_key(|it| it.replacement.span);
    all
}

/// What the strict parser refuses, in the order of the places and each once.
fn findings<'d>(document: &'d Document<'d>) -> Vec<Finding<'d>> {
    let mut all = Checker::all(document);
    all.sort_by_key(|it| it.refusal.span);
    all.dedup_by_key(|it| (it.refusal.span, std::mem::discriminant(&it.form)));
    // A token says nothing beside the statement or value with it that is refused as a whole.
    let wholes: Vec<Span> = all
        .iter()
        .filter(|it| matches!(it.form, Form::Statement(_) | Form::Expression(_)))
        .filter(|it| !it.refusal.is_quote)
        .map(|it| it.refusal.span)
        .collect();
    let mut wholes = wholes.iter().peekable();
    let mut end = 0;
    all.retain(|it| {
        let span = it.refusal.span;
        while let Some(whole) = wholes.next_if(|whole| whole.start <= span.start) {
            end = end.max(whole.end);
        }
        !matches!(it.form, Form::Token(_)) || span.end > end
    });
    all
}

/// Whether a run with the legacy parser cannot tell two texts apart.
fn is_same(a: &Reading, b: &Reading) -> bool {
    let refusal = |reading: &Reading| reading.refusal.as_ref().map(|it| it.message.clone());
    let is_same_setting = |(a, b): (&crate::Setting, &crate::Setting)| {
        a.path == b.path && a.value == b.value && a.certainty == b.certainty
    };
    let is_same_scope = |(a, b): (&crate::EmptyScope, &crate::EmptyScope)| {
        a.path == b.path && a.certainty == b.certainty && a.missing == b.missing
    };
    refusal(a) == refusal(b)
        && a.settings.len() == b.settings.len()
        && a.settings.iter().zip(&b.settings).all(is_same_setting)
        && a.empty_scopes.len() == b.empty_scopes.len()
        && a.empty_scopes
            .iter()
            .zip(&b.empty_scopes)
            .all(is_same_scope)
        && a.needs_parameters == b.needs_parameters
        && a.profiles == b.profiles
        && a.includes.len() == b.includes.len()
        && a.includes
            .iter()
            .zip(&b.includes)
            .all(|(a, b)| a.path == b.path)
}

/// Whether a value is known to the last part.
fn is_known(value: &Value) -> bool {
    match value {
        Value::Unknown | Value::Closure => false,
        Value::List(values) => values.iter().all(is_known),
        Value::Map(entries) => entries.iter().all(|(_, value)| is_known(value)),
        _ => true,
    }
}

/// What is still refused, at its places in the original text.
fn left(
    original: &Document<'_>,
    rewritten: &str,
    rewrites: &[Rewrite],
    may_quote: fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let document = Document::parse(rewritten);
    let mut left: Vec<Diagnostic> = findings(&document)
        .iter()
        .map(|finding| reasons::diagnostic(&document, finding, may_quote))
        .collect();
    if left.is_empty() {
        let profiles = read(&document, Parser::Strict, &[]).profiles;
        let names: Vec<&str> = profiles.iter().map(String::as_str).collect();
        let each = names.chunks(1).take(MOST_PROFILES).chain([&[][..]]);
        let at_run = each.filter_map(|names| read(&document, Parser::Strict, names).refusal);
        for refusal in at_run {
            let new = reasons::at_run(&document, &refusal, may_quote);
            if !left.contains(&new) {
                left.push(new);
            }
        }
        left.sort_by_key(|it| it.span);
    }
    for diagnostic in &mut left {
        let place = diagnostic.span;
        diagnostic.span = place.map(|span| replacements::original(rewrites, span));
    }
    if let Some(refusal) = read(original, Parser::Legacy, &[]).refusal
        && !left.is_empty()
    {
        let words = reasons::words(original, &refusal, may_quote);
        let message = format!("The legacy parser refuses the text as well, and stops here.{words}");
        left.push(Diagnostic::error(REFUSED, message).at(refusal.span));
    }
    left
}

#[cfg(test)]
mod tests;
