//! What there is to say about a configuration: the one shape of everything that is said.
//!
//! A rule makes its [`Diagnostic`] where it decides. This module may not know a rule.

use crate::change::Change;
use crate::replacement::Replacement;
use crate::rule::{Code, Severity};
use crate::token::Span;
use crate::value::Value;

/// Something about a configuration.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Which rule spoke.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// A sentence for people: what is so, and what follows from it.
    pub message: String,
    /// The setting, profile or character that it is about, as it stands behind the code. A
    /// profile begins with `@`.
    pub subject: Option<String>,
    /// Where; `None` when it is about something that is not there.
    pub span: Option<Span>,
    /// The way out, where one step does it.
    pub suggestion: Option<Suggestion>,
}

/// A way out of what a [`Diagnostic`] tells. [`Config::repair`](crate::Config::repair) takes it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Suggestion {
    /// What a button for it says.
    pub label: String,
    /// What pressing it does.
    pub repair: Repair,
}

/// What a [`Suggestion`] does.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Repair {
    /// Settings are changed.
    Change(Vec<Change>),
    /// Characters are replaced.
    Replace(Vec<Replacement>),
}

impl Diagnostic {
    /// Something that Nextflow or Wave refuses.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// Something that is probably not what was meant.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// Something that is only worth knowing.
    pub fn info(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, message)
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The code with its subject: `text-boolean:wave.enabled`, `freeze-without-repository@arm`.
    pub fn code_with_subject(&self) -> String {
        let code = self.code.as_str();
        match self.subject.as_deref() {
            Some(profile) if profile.starts_with('@') => format!("{code}{profile}"),
            Some(subject) => format!("{code}:{subject}"),
            None => code.to_owned(),
        }
    }

    /// The same about something that is named behind the code.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// The same at a place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same with a way out.
    #[must_use]
    pub fn with_suggestion(mut self, label: impl Into<String>, repair: Repair) -> Self {
        self.suggestion = Some(Suggestion {
            label: label.into(),
            repair,
        });
        self
    }

    /// The same with the suggestion to set an option.
    #[must_use]
    pub(crate) fn suggest_setting(self, label: impl Into<String>, path: &str, to: Value) -> Self {
        let change = Change {
            path: path.to_owned(),
            to: Some(to),
        };
        self.with_suggestion(label, Repair::Change(vec![change]))
    }

    /// The same with the suggestion to replace a piece of the text.
    #[must_use]
    pub(crate) fn suggest_replacing(
        self,
        label: impl Into<String>,
        span: Span,
        with: impl Into<String>,
    ) -> Self {
        let with = with.into();
        self.with_suggestion(label, Repair::Replace(vec![Replacement { span, with }]))
    }

    fn new(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            subject: None,
            span: None,
            suggestion: None,
        }
    }
}
