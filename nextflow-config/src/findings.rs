//! What is wrong or unwise in a configuration, with places.
//!
//! Rules look at the text ([`syntax`], [`written`]) and at what the two parsers come to
//! ([`view`]). What only a run can tell is never claimed: such a value gives no finding but
//! the one that says so. Nothing here changes a text; a fix is a proposal. Start at
//! [`findings`].

pub(crate) mod characters;
pub(crate) mod differences;
pub(crate) mod engines;
pub(crate) mod freeze;
pub(crate) mod kinds;
pub(crate) mod names;
pub(crate) mod platform;
pub(crate) mod repositories;
mod said;
pub(crate) mod scan;
pub(crate) mod statements;
pub(crate) mod syntax;
pub(crate) mod unsure;
mod view;
pub(crate) mod wave;
mod written;

use super::options::Version;
use super::reading::{Reading, Semantics, read};
use super::tree::Document;
use crate::diagnostic::Diagnostic;
use said::Said;
use view::View;
pub use written::{Entry, Written};

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
    /// Whether a text of the configuration may be quoted in a message. Without it, all may.
    pub may_quote: Option<fn(&str) -> bool>,
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

impl Target {
    /// Whether Platform starts the runs that read the text.
    pub fn is_platform_launch(self) -> bool {
        matches!(self, Self::LaunchForm | Self::ComputeEnvironment)
    }
}

/// Everything there is to say about a text, in the order of their places.
pub fn findings(document: &Document<'_>, context: &Context<'_>) -> Vec<Diagnostic> {
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
) -> Vec<Diagnostic> {
    let mut said = Said::default();
    let written = Written::of(document);
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
