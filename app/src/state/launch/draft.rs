//! The text after everything that is wanted was done, for where it is going to be.
//!
//! Start at [`make`].

use wavepass_core::finding::Finding;
use wavepass_core::nextflow::{
    self, Change, Choice, EditOptions, Outcome, Overview, Refused, Value, edit,
    with_environment_token,
};
use wavepass_core::platform::WorkspaceId;

/// Where the result is going to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Target {
    /// The launch form, or a pipeline.
    #[default]
    LaunchForm,
    /// A compute environment.
    ComputeEnvironment,
    /// The pipeline's own file.
    PipelineFile,
    /// `nextflow run` on a machine of one's own.
    CommandLine,
}

impl Target {
    /// All of them, the usual one first.
    pub(crate) const ALL: [Self; 4] = [
        Self::LaunchForm,
        Self::ComputeEnvironment,
        Self::PipelineFile,
        Self::CommandLine,
    ];

    /// What its tab says.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::LaunchForm => "Launch form",
            Self::ComputeEnvironment => "Compute environment",
            Self::PipelineFile => "nextflow.config",
            Self::CommandLine => "Command line",
        }
    }

    /// Its name in addresses.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::LaunchForm => "launch-form",
            Self::ComputeEnvironment => "compute-environment",
            Self::PipelineFile => "nextflow-config",
            Self::CommandLine => "command-line",
        }
    }

    pub(super) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.name() == name)
    }

    pub(super) const fn to_core(self) -> nextflow::Target {
        match self {
            Self::LaunchForm => nextflow::Target::LaunchForm,
            Self::ComputeEnvironment => nextflow::Target::ComputeEnvironment,
            Self::PipelineFile => nextflow::Target::PipelineFile,
            Self::CommandLine => nextflow::Target::CommandLine,
        }
    }
}

/// What comes out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draft {
    /// The text.
    pub(crate) text: String,
    /// What could not be done, and why.
    pub(crate) refused: Vec<Refused>,
    /// What to know about what was done.
    pub(crate) notes: Vec<Finding>,
    /// How many wishes were fulfilled already.
    pub(crate) already: usize,
    /// What the text says.
    pub(crate) overview: Overview,
}

impl Draft {
    pub(super) fn with(mut self, overview: Overview) -> Self {
        self.overview = overview;
        self
    }
}

/// Does what is wanted, and leaves out what cannot be done.
pub(super) fn make(
    text: &str,
    wanted: &[Change],
    target: Target,
    workspace: Option<WorkspaceId>,
    profiles: &[String],
) -> Draft {
    let profiles: Vec<_> = profiles.iter().map(String::as_str).collect();
    let options = EditOptions {
        profiles: &profiles,
        ..EditOptions::default()
    };
    let mut left = wanted.to_vec();
    let outside = target == Target::CommandLine;
    let is_named = left
        .iter()
        .any(|change| change.path == Choice::Workspace.path());
    if let (true, false, Some(id)) = (outside, is_named, workspace) {
        left.push(Change {
            path: Choice::Workspace.path().to_owned(),
            to: Some(Value::Int(id.0)),
        });
    }
    let mut refused: Vec<Refused> = Vec::new();
    // Each refusal takes one wish out, so this ends.
    let edited = loop {
        match edit(text, &left, &options) {
            Ok(edited) => break Some(edited),
            Err(reason) => {
                let before = left.len();
                left.retain(|change| change.path != reason.path);
                let is_stuck = left.len() == before;
                refused.push(reason);
                if is_stuck {
                    break None;
                }
            }
        }
    };
    let (mut out, notes, outcomes) = match edited {
        Some(edited) => (edited.text, edited.notes, edited.outcomes),
        None => (text.to_owned(), Vec::new(), Vec::new()),
    };
    if outside {
        out = with_environment_token(&out);
    }
    Draft {
        text: out,
        refused,
        notes,
        already: outcomes
            .iter()
            .filter(|one| **one == Outcome::Unchanged)
            .count(),
        overview: Overview::default(),
    }
}
