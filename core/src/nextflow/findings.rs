//! What is wrong or unwise in a configuration, with places.
//!
//! Rules look at the text ([`syntax`], [`written`]) and at what the two parsers come to
//! ([`view`]). What only a run can tell is never claimed: such a value gives no finding but
//! the one that says so. Nothing here changes a text; a fix is a proposal. Start at
//! [`findings`].

mod characters;
mod credentials;
mod differences;
mod engines;
mod freeze;
mod kinds;
mod names;
mod platform;
mod repositories;
mod said;
mod scan;
mod secrets;
mod statements;
mod syntax;
mod unsure;
mod view;
mod wave;
mod written;

use super::edit::{Change, Replacement};
use super::options::Version;
use super::reading::{Reading, Semantics, read};
use super::token::Span;
use super::tree::Document;
use crate::finding::Finding;
use crate::wave::resolve::CredentialIndex;
use said::Said;
use view::View;
use written::Written;

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
    /// The setting, profile or character that it is about, as it stands behind the code. A
    /// profile begins with `@`.
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

impl Target {
    /// Whether Platform starts the runs that read the text.
    pub(super) fn is_platform_launch(self) -> bool {
        matches!(self, Self::LaunchForm | Self::ComputeEnvironment)
    }
}

/// Everything there is to say about a text, in the order of their places.
pub fn findings(document: &Document<'_>, context: &Context<'_>) -> Vec<ConfigFinding> {
    let v1 = read(document, Semantics::V1, context.profiles);
    let v2 = read(document, Semantics::V2, context.profiles);
    findings_of(document, &v1, &v2, context)
}

/// The same for a text that has been read already, with the profiles of the context.
pub fn findings_of(
    document: &Document<'_>,
    v1: &Reading,
    v2: &Reading,
    context: &Context<'_>,
) -> Vec<ConfigFinding> {
    let mut said = Said::default();
    let written = Written::of(document);
    secrets::report(document, &written, &mut said);
    statements::labels(document.text, &written, &mut said);
    if syntax::report(document, &mut said) {
        // What the rest means cannot be told before the brackets and quotes are right.
        return said.sorted();
    }
    syntax::refusals(document, v1, v2, context, &mut said);
    let views = View::all(v1, v2, context);
    let about = About {
        document,
        written: &written,
        context,
    };
    for view in &views {
        let mut own = Said::default();
        names::report(view, &about, &mut own);
        kinds::report(view, &mut own);
        let mut of_wave = Said::default();
        wave::report(view, &about, &mut of_wave);
        scan::report(view, &mut of_wave);
        freeze::report(view, &mut of_wave);
        repositories::report(view, &mut of_wave);
        if view.is_wave_turned_off() {
            of_wave.soften();
        }
        own.add(of_wave);
        engines::report(view, &mut own);
        platform::report(view, &about, &mut own);
        credentials::report(view, &about, &mut own);
        unsure::report(view, &about, &mut own);
        said.merge(own, view, &views);
    }
    statements::duplicates(&about, &mut said);
    differences::report(v1, v2, &views, &about, &mut said);
    freeze::of_other_profiles(&views, &about, &mut said);
    unsure::in_other_profiles(&views, &about, &mut said);
    said.sorted()
}

/// What the rules are about, apart from what a parser comes to.
struct About<'a> {
    document: &'a Document<'a>,
    written: &'a Written<'a>,
    context: &'a Context<'a>,
}

#[cfg(test)]
#[path = "findings_tests.rs"]
mod tests;
