//! The diagnostics while they are collected: bounded, each once, in the order of their places.
//!
//! The sink also knows which texts a message may quote, so that a rule cannot quote without
//! asking. Start at [`DiagnosticSink::push`].

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::options::is_secret;
use crate::reading::{Certainty, Parser};
use crate::rule::Code;
use crate::rule::Severity;
use crate::token::Span;
use crate::value::Value;

/// So many diagnostics of one code are kept; more say nothing new.
pub(super) const MOST_OF_A_CODE: usize = 30;

/// Whether a text of the configuration may be quoted in a message.
pub(super) type MayQuote = fn(&str) -> bool;

/// What has been found so far.
pub(super) struct DiagnosticSink {
    list: Vec<Diagnostic>,
    /// Where in the list those of a code are.
    of_code: BTreeMap<Code, Vec<usize>>,
    may_quote: MayQuote,
}

impl DiagnosticSink {
    /// A sink without diagnostics.
    pub(super) fn new(may_quote: MayQuote) -> Self {
        Self {
            list: Vec::new(),
            of_code: BTreeMap::new(),
            may_quote,
        }
    }

    /// Takes a diagnostic, unless it is there already or enough of its code are.
    pub(super) fn push(&mut self, new: Diagnostic) {
        if !self.is_full(new.code) && self.same(&new).is_none() {
            let of_code = self.of_code.entry(new.code).or_default();
            of_code.push(self.list.len());
            self.list.push(new);
        }
    }

    /// Whether there are enough diagnostics of a code.
    pub(super) fn is_full(&self, code: Code) -> bool {
        let of_code = self.of_code.get(&code);
        of_code.is_some_and(|of_code| of_code.len() >= MOST_OF_A_CODE)
    }

    /// Whether there is a diagnostic of the code.
    pub(super) fn has(&self, code: Code) -> bool {
        self.of_code.contains_key(&code)
    }

    /// Where the same is in the list: of the code, about the subject, at the place.
    fn same(&self, new: &Diagnostic) -> Option<usize> {
        let mut of_code = self.of_code.get(&new.code)?.iter().copied();
        of_code.find(|at| {
            let old = self.list.get(*at);
            old.is_some_and(|old| old.subject == new.subject && old.span == new.span)
        })
    }

    /// Takes what was found in other rules' sink.
    pub(super) fn append(&mut self, other: Self) {
        for new in other.list {
            self.push(new);
        }
    }

    /// Takes what follows from one parser's settings. What does not follow from the other's as
    /// well is said of that parser only.
    pub(super) fn merge(&mut self, own: Self, parser: Parser, is_only_parser: bool) {
        for mut new in own.list {
            if let Some(old) = self.same(&new).and_then(|at| self.list.get_mut(at)) {
                if let Some(message) = without_parser(&old.message) {
                    old.message = message;
                }
                continue;
            }
            if !is_only_parser {
                new.message = format!("{}{}", with_parser(parser), new.message);
            }
            self.push(new);
        }
    }

    /// Makes warnings of the errors, for a Wave that is turned off: they do no harm yet.
    pub(super) fn soften(&mut self) {
        for new in self.list.iter_mut().filter(|new| new.is_error()) {
            new.message
                .push_str(" Wave is off here, so this matters once it is on.");
            new.severity = Severity::Warning;
        }
    }

    /// Makes warnings of the errors that are about a setting which parameters or a file that is
    /// included later may change.
    pub(super) fn soften_unsure(&mut self, certainty_at: impl Fn(Span) -> Option<Certainty>) {
        for new in self.list.iter_mut().filter(|new| new.is_error()) {
            let certainty = new.span.and_then(&certainty_at);
            new.message.push_str(match certainty {
                Some(Certainty::UnlessParams) => " Other parameters may change that.",
                Some(Certainty::UnlessIncluded) => {
                    " A file that is included later may change that."
                }
                Some(Certainty::Sure) | None => continue,
            });
            new.severity = Severity::Warning;
        }
    }

    /// Everything in the order of the places; what has none comes last.
    pub(super) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|it| {
            let place = it
                .span
                .map_or((usize::MAX, 0), |span| (span.start, span.end));
            (place, std::cmp::Reverse(it.severity))
        });
        self.list
    }

    /// Whether a text may be quoted in a message.
    pub(super) fn may_quote(&self, text: &str) -> bool {
        (self.may_quote)(text)
    }

    /// A text for a message, short and in quotes.
    pub(super) fn quoted(&self, text: &str) -> String {
        if self.may_quote(text) {
            format!("'{}'", shortened(text))
        } else {
            "a text that is not shown here".to_owned()
        }
    }

    /// The value of a setting for a message, short. That of a secret is never shown.
    pub(super) fn value(&self, path: &str, value: &Value) -> String {
        let text = value.to_string();
        if is_secret(path) || !self.may_quote(&text) {
            return "a value that is not shown here".to_owned();
        }
        let short = shortened(&text);
        match value {
            Value::Text(_) => format!("'{short}'"),
            _ => short,
        }
    }
}

const ONLY_LEGACY: &str = "With the legacy parser: ";
const ONLY_STRICT: &str = "With the strict parser: ";

fn with_parser(parser: Parser) -> &'static str {
    match parser {
        Parser::Legacy => ONLY_LEGACY,
        Parser::Strict => ONLY_STRICT,
    }
}

fn without_parser(message: &str) -> Option<String> {
    let rest = message.strip_prefix(ONLY_LEGACY);
    rest.or_else(|| message.strip_prefix(ONLY_STRICT))
        .map(str::to_owned)
}

/// How much of a text is shown, in characters.
const MOST_SHOWN: usize = 60;

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(MOST_SHOWN).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
