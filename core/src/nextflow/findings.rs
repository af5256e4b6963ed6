//! What is wrong or unwise in a configuration, with places.
//!
//! Start at [`findings`].

use super::edit::{Change, Replacement};
use super::options::Version;
use super::reading::Semantics;
use super::token::Span;
use super::tree::Document;
use crate::finding::Finding;
use crate::wave::resolve::CredentialIndex;

/// What is known about the run that the text is for.
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

/// Where a text is going to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// The field **Nextflow config file** of a launch or pipeline.
    #[default]
    LaunchForm,
    /// The field **Global Nextflow config** of a compute environment.
    ComputeEnvironment,
    /// `nextflow.config` of the pipeline.
    PipelineFile,
    /// A file for `nextflow run -c` outside Platform.
    CommandLine,
}

/// Something about a configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct ConfigFinding {
    /// What is said. Its own fix is not used: see [`Self::fix`].
    pub finding: Finding,
    /// The setting, profile or character that it is about, as it stands behind the code.
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

/// What a [`ConfigFix`] does.
#[derive(Clone, Debug, PartialEq)]
pub enum Repair {
    /// Settings are changed.
    Change(Vec<Change>),
    /// Characters are replaced.
    Replace(Vec<Replacement>),
}

impl ConfigFinding {
    /// The code with its subject, `text-boolean:wave.enabled`.
    pub fn code(&self) -> String {
        let code = self.finding.code.as_str();
        match &self.subject {
            Some(subject) => format!("{code}:{subject}"),
            None => code.to_owned(),
        }
    }
}

/// Everything there is to say about a text, in the order of their places.
pub fn findings(document: &Document<'_>, context: &Context<'_>) -> Vec<ConfigFinding> {
    let _ = (document, context);
    Vec::new()
}
