//! A finding with its place in a configuration, and what the linter says as one.
//!
//! This is the one place that knows how a diagnostic of `nextflow-config` becomes a finding.

use nextflow_config::{Diagnostic, Repair, Span};

use crate::finding::{Code, Finding, Rule, Severity};

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

fn code(of: nextflow_config::Code) -> Code {
    Code::new(of.as_str())
}

fn severity(of: nextflow_config::Severity) -> Severity {
    match of {
        nextflow_config::Severity::Info => Severity::Info,
        nextflow_config::Severity::Warning => Severity::Warning,
        nextflow_config::Severity::Error => Severity::Error,
    }
}

impl From<&nextflow_config::Rule> for Rule {
    fn from(rule: &nextflow_config::Rule) -> Self {
        let (code, severity) = (code(rule.code), severity(rule.severity));
        Self::new(code, severity, rule.summary, rule.why, rule.action)
    }
}

impl From<Diagnostic> for Finding {
    fn from(diagnostic: Diagnostic) -> Self {
        let mut finding = Self::info(code(diagnostic.code), diagnostic.message);
        finding.severity = severity(diagnostic.severity);
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
