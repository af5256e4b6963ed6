//! The findings while they are collected: bounded, each once, in the order of their places.

use super::super::edit::{Change, Replacement};
use super::super::options::is_below;
use super::super::reading::Semantics;
use super::super::token::Span;
use super::super::value::Value;
use super::view::View;
use crate::diagnostic::{Diagnostic, Repair, Severity, Suggestion};
use crate::rule::Code;

/// So many findings of one kind say enough.
pub(super) const MOST_OF_A_KIND: usize = 30;

/// What has been said so far.
#[derive(Default)]
pub(super) struct Said {
    list: Vec<Diagnostic>,
}

impl Said {
    /// Says something, unless it has been said or enough of its kind has.
    pub(super) fn say(&mut self, new: Diagnostic) {
        let mut same = 0;
        for old in &self.list {
            if old.code == new.code {
                if old.subject == new.subject && old.span == new.span {
                    return;
                }
                same += 1;
            }
        }
        if same < MOST_OF_A_KIND {
            self.list.push(new);
        }
    }

    /// Takes what there is to say of one parser's view. What the other does not see as well
    /// is said of that parser only.
    pub(super) fn merge(&mut self, own: Self, view: &View<'_>, views: &[View<'_>]) {
        let is_only = views.len() < 2;
        for mut new in own.list {
            let old = self.list.iter_mut().find(|old| {
                old.code == new.code && old.subject == new.subject && old.span == new.span
            });
            if let Some(old) = old {
                if let Some(message) = without_parser(&old.message) {
                    old.message = message;
                }
                continue;
            }
            if !is_only {
                let message = &new.message;
                new.message = format!("{}{message}", with_parser(view.semantics));
            }
            self.say(new);
        }
    }

    /// Says the same of a Wave that is turned off, where it does no harm yet.
    pub(super) fn soften(&mut self) {
        for new in self.list.iter_mut().filter(|new| new.is_error()) {
            let message = &new.message;
            new.message = format!("{message} Wave is off here, so this matters once it is on.");
            new.severity = Severity::Warning;
        }
    }

    /// Takes what there is to say elsewhere.
    pub(super) fn add(&mut self, other: Self) {
        for new in other.list {
            self.say(new);
        }
    }

    /// Whether something of the kind has been said.
    pub(super) fn has(&self, code: Code) -> bool {
        self.list.iter().any(|old| old.code == code)
    }

    /// Everything in the order of the places; what has none comes last.
    pub(super) fn sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|it| {
            let place = it
                .span
                .map_or((usize::MAX, 0), |span| (span.start, span.end));
            (place, std::cmp::Reverse(it.severity))
        });
        self.list
    }
}

const ONLY_V1: &str = "With the legacy parser: ";
const ONLY_V2: &str = "With the strict parser: ";

fn with_parser(semantics: Semantics) -> &'static str {
    match semantics {
        Semantics::V1 => ONLY_V1,
        Semantics::V2 => ONLY_V2,
    }
}

fn without_parser(message: &str) -> Option<String> {
    let rest = message.strip_prefix(ONLY_V1);
    rest.or_else(|| message.strip_prefix(ONLY_V2))
        .map(str::to_owned)
}

impl Diagnostic {
    /// Says what stands behind the code.
    pub(super) fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Says where.
    pub(super) fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Offers to set an option.
    pub(super) fn set(self, label: impl Into<String>, path: &str, to: Value) -> Self {
        let change = Change {
            path: path.to_owned(),
            to: Some(to),
        };
        self.with_suggestion(label, Repair::Change(vec![change]))
    }

    /// Offers to replace a piece of the text.
    pub(super) fn replace(
        self,
        label: impl Into<String>,
        span: Span,
        with: impl Into<String>,
    ) -> Self {
        let with = with.into();
        self.with_suggestion(label, Repair::Replace(vec![Replacement { span, with }]))
    }

    /// Offers a way out.
    pub(super) fn with_suggestion(mut self, label: impl Into<String>, repair: Repair) -> Self {
        self.suggestion = Some(Suggestion {
            label: label.into(),
            repair,
        });
        self
    }
}

/// The settings whose values are secrets.
pub(super) const SECRETS: [&str; 3] = [
    "tower.accessToken",
    "tower.refreshToken",
    "azure.registry.password",
];

/// Whether the value of a setting is nobody's business.
pub(super) fn is_secret(path: &str) -> bool {
    SECRETS.iter().any(|secret| is_below(path, secret))
}

/// How much of a value is shown, in characters.
const MOST_SHOWN: usize = 60;

/// A value for a message, short and without a secret.
pub(super) fn shown(path: &str, value: &Value) -> String {
    let text = value.to_string();
    if is_secret(path) || !is_public(&text) {
        return "a value that is not shown here".to_owned();
    }
    let short = shortened(&text);
    match value {
        Value::Text(_) => format!("'{short}'"),
        _ => short,
    }
}

/// A text for a message, short and without a secret.
pub(super) fn quoted(text: &str) -> String {
    if is_public(text) {
        format!("'{}'", shortened(text))
    } else {
        "a text that is not shown here".to_owned()
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(MOST_SHOWN).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Whether a text has neither a token nor a login in it, as far as its look tells.
pub(super) fn is_public(text: &str) -> bool {
    let has_login = text.contains("://") && text.contains('@');
    let is_token = |word: &str| {
        word.len() >= 20
            && word.bytes().any(|b| b.is_ascii_digit())
            && word.bytes().any(|b| b.is_ascii_uppercase())
    };
    !has_login
        && !text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(is_token)
}
