//! A finding with its place in a configuration, and what the linter says as one.

use nextflow_config::{Diagnostic, Repair, Span};

use crate::finding::{Code, Finding, Severity};

/// A finding with its place in a configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct ConfigFinding {
    /// What is said. Its own fix is not used: see [`Self::fix`].
    pub finding: Finding,
    /// The setting, profile or character that it is about; a profile begins with `@`.
    pub subject: Option<String>,
    /// Where; `None` when it is about something that is not there.
    pub span: Option<Span>,
    /// The way out, where one press does it.
    pub fix: Option<ConfigFix>,
}

/// A way out of a [`ConfigFinding`].
#[derive(Clone, Debug, PartialEq)]
pub struct ConfigFix {
    /// What the button says.
    pub label: String,
    /// What pressing it does.
    pub repair: Repair,
}

impl ConfigFinding {
    /// A finding without a place.
    pub(super) fn new(finding: Finding) -> Self {
        Self {
            finding,
            subject: None,
            span: None,
            fix: None,
        }
    }

    pub(super) fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    pub(super) fn with_fix(mut self, label: impl Into<String>, repair: Repair) -> Self {
        self.fix = Some(ConfigFix {
            label: label.into(),
            repair,
        });
        self
    }

    /// The code with its subject: `text-boolean:wave.enabled`, `freeze-without-repository@arm`.
    pub fn code(&self) -> String {
        let code = self.finding.code.as_str();
        match self.subject.as_deref() {
            Some(profile) if profile.starts_with('@') => format!("{code}{profile}"),
            Some(subject) => format!("{code}:{subject}"),
            None => code.to_owned(),
        }
    }
}

/// The one place where what the linter says becomes a finding.
impl From<Diagnostic> for Finding {
    fn from(diagnostic: Diagnostic) -> Self {
        let code = Code::new(diagnostic.code.as_str());
        let mut finding = Self::info(code, diagnostic.message);
        finding.severity = match diagnostic.severity {
            nextflow_config::Severity::Info => Severity::Info,
            nextflow_config::Severity::Warning => Severity::Warning,
            nextflow_config::Severity::Error => Severity::Error,
        };
        finding
    }
}

impl From<Diagnostic> for ConfigFinding {
    fn from(mut diagnostic: Diagnostic) -> Self {
        let subject = diagnostic.subject.take();
        let span = diagnostic.span;
        let fix = diagnostic.suggestion.take().map(|suggestion| ConfigFix {
            label: suggestion.label,
            repair: suggestion.repair,
        });
        Self {
            finding: diagnostic.into(),
            subject,
            span,
            fix,
        }
    }
}
