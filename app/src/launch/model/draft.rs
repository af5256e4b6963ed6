//! The text after everything that is wanted was done, for where it is going to be.
//!
//! Start at [`make`].

use nextflow_config::{Change, Config, EditError, EditOptions, Outcome, Value};
use wavepass_core::finding::Finding;
use wavepass_core::launch::{Choice, Overview, RefusedBy, Target, with_environment_token};
use wavepass_core::platform::WorkspaceId;

/// What comes out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in super::super) struct Draft {
    /// The text.
    pub(in super::super) text: String,
    /// What could not be done, and why.
    pub(in super::super) refused: Vec<EditError>,
    /// What to know about what was done.
    pub(in super::super) notes: Vec<Finding>,
    /// How many pending changes were made already.
    pub(in super::super) already: usize,
    /// What the text says.
    pub(in super::super) overview: Overview,
}

impl Draft {
    /// Whether no parser takes it, so that nobody can launch with it.
    pub(in super::super) fn is_refused_by_all(&self) -> bool {
        self.overview.refused == RefusedBy::Both
    }
}

/// Does what is wanted, leaves out what cannot be done, and reads what comes out.
pub(super) fn make(
    text: &str,
    wanted: &[Change],
    target: Target,
    workspace: Option<WorkspaceId>,
    profiles: &[&str],
    read: impl Fn(&str) -> Overview,
) -> Draft {
    let mut config = Config::parse(text).with_profiles(profiles.iter().copied());
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
    let mut refused: Vec<EditError> = Vec::new();
    // Each refusal takes one change out, so this ends.
    let edited = loop {
        match config.edit(&left, EditOptions::default()) {
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
    let (notes, outcomes) = match edited {
        Some(edited) => {
            let notes = edited.notes.into_iter().map(Finding::from).collect();
            (notes, edited.outcomes)
        }
        None => (Vec::new(), Vec::new()),
    };
    let mut out = config.into_string();
    if outside {
        out = with_environment_token(&out);
    }
    Draft {
        overview: read(&out),
        text: out,
        refused,
        notes,
        already: outcomes
            .iter()
            .filter(|one| **one == Outcome::Unchanged)
            .count(),
    }
}
