//! A Nextflow configuration joined with what Wavepass knows: stored credentials, secrets, and
//! what a person can choose on the launch page.
//!
//! The text itself is read, changed and linted by `nextflow-config`, which knows none of
//! these. Start at [`Overview::of`] and [`findings_of`].

mod choices;
pub mod credentials;
pub mod secrets;
mod token_line;

use nextflow_config::{
    self as config, Diagnostic, Document, Reading, Repair, Semantics, Span, Target, Version, read,
};

use crate::finding::{Code, Finding, Severity};
use crate::wave::resolve::CredentialIndex;

pub use choices::{Choice, Current, Input, Overview, RefusedBy, State, lacks, objection};
pub use token_line::{TOKEN_LINE, with_environment_token};

/// What is known about the run that a text is for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Which parser reads it; `None` when both may.
    pub semantics: Option<Semantics>,
    /// The profiles that the run selects.
    pub profiles: &'a [&'a str],
    /// The version of Nextflow, where known.
    pub nextflow: Option<Version>,
    /// Where the text is going to be.
    pub target: Target,
    /// Whether stored registry credentials are expected to be used, which needs Wave.
    pub expects_credentials: bool,
    /// The stored credentials of the run's context, where known.
    pub credentials: Option<&'a CredentialIndex<'a>>,
}

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
    fn new(finding: Finding) -> Self {
        Self {
            finding,
            subject: None,
            span: None,
            fix: None,
        }
    }

    fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    fn with_fix(mut self, label: impl Into<String>, repair: Repair) -> Self {
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

impl From<Diagnostic> for Finding {
    fn from(diagnostic: Diagnostic) -> Self {
        let code = Code::new(diagnostic.code.as_str());
        let mut finding = Self::info(code, diagnostic.message);
        finding.severity = match diagnostic.severity {
            config::Severity::Info => Severity::Info,
            config::Severity::Warning => Severity::Warning,
            config::Severity::Error => Severity::Error,
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

/// Everything there is to say about a text, in the order of the places.
pub fn findings(document: &Document<'_>, context: &Context<'_>) -> Vec<ConfigFinding> {
    let legacy = read(document, Semantics::V1, context.profiles);
    let strict = read(document, Semantics::V2, context.profiles);
    findings_of(document, &legacy, &strict, context)
}

/// The same for a text that has been read already, with the profiles of the context.
pub fn findings_of(
    document: &Document<'_>,
    legacy: &Reading,
    strict: &Reading,
    context: &Context<'_>,
) -> Vec<ConfigFinding> {
    let about = config::Context {
        semantics: context.semantics,
        profiles: context.profiles,
        nextflow: context.nextflow,
        target: context.target,
        may_quote: None,
    };
    let linted = config::findings_of(document, legacy, strict, &about);
    let mut all: Vec<ConfigFinding> = linted.into_iter().map(ConfigFinding::from).collect();
    secrets::report(document, &mut all);
    if document.problems.is_empty() {
        for reading in readings_that_count(legacy, strict, context.semantics) {
            credentials::report(reading, context, &mut all);
        }
    }
    all.sort_by_key(|it| {
        let place = it
            .span
            .map_or((usize::MAX, 0), |span| (span.start, span.end));
        (place, std::cmp::Reverse(it.finding.severity))
    });
    all
}

/// The readings that matter: of the parser that is given, or of all that take the text.
fn readings_that_count<'r>(
    legacy: &'r Reading,
    strict: &'r Reading,
    semantics: Option<Semantics>,
) -> Vec<&'r Reading> {
    match semantics {
        Some(Semantics::V1) => vec![legacy],
        Some(Semantics::V2) => vec![strict],
        None => match (&legacy.refusal, &strict.refusal) {
            (None, None) => vec![legacy, strict],
            (Some(_), None) => vec![strict],
            _ => vec![legacy],
        },
    }
}

#[cfg(test)]
#[path = "launch/findings_tests.rs"]
mod tests;
