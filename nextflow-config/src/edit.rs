//! Edits of a configuration: a setting is set or unset, and every other byte stays.
//!
//! An edit is planned on the tree ([`plan`]), applied, and read again by both parsers
//! ([`views`]): the wanted values have to be in effect and all other settings have to be as
//! they were. What cannot be had like this is refused with the reason ([`reasons`]). Nothing
//! is changed in code, comments and profiles. Start at [`edit`].

#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(
        clippy::result_large_err,
        reason = "a refusal is made once an edit, and its place and message belong together"
    )
)]

mod append;
mod argument;
mod around;
mod insert;
mod names;
pub(crate) mod notes;
mod plan;
pub(crate) mod reasons;
mod remove;
mod replacements;
mod sites;
mod style;
mod views;
mod writing;

pub use argument::ChangeError;

use super::token::Span;
use super::tree::Document;
use super::value::Value;
use crate::diagnostic::Diagnostic;

/// What somebody wants of one setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The setting's name with dots, as in [`super::Setting::path`].
    pub path: String,
    /// What it shall be; `None` takes it out. Truth values, numbers, texts and lists of them
    /// can be written, and durations and amounts of memory, which become `40.min` and `8.GB`.
    pub to: Option<Value>,
}

/// What an edit may assume and do.
#[derive(Clone, Copy, Debug, Default)]
pub struct EditOptions<'a> {
    /// The profiles that the run selects; none selects `standard`.
    pub profiles: &'a [&'a str],
    /// Whether earlier assignments of a changed setting, which never count, are taken out.
    pub removes_duplicates: bool,
}

/// A text after its changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Edited {
    /// All of it.
    pub text: String,
    /// What was replaced in the original text, in order and without overlaps. Empty when
    /// every change was in effect already.
    pub replacements: Vec<Replacement>,
    /// What became of each change, in their order.
    pub outcomes: Vec<Outcome>,
    /// What to know about the result: earlier assignments that stay, a profile that differs.
    pub notes: Vec<Diagnostic>,
}

/// A range of the original text and what is there afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// What is replaced; empty where something is inserted.
    pub span: Span,
    /// What is there instead.
    pub with: String,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was like this already.
    Unchanged,
    /// The value was replaced where it is set.
    Replaced,
    /// A line was added to a block that is there.
    Inserted,
    /// A line or a block was added at the end.
    Appended,
    /// What set it was taken out.
    Removed,
}

/// Why a text is not changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// The setting.
    pub path: String,
    /// What is in the way, and the way out.
    pub finding: Diagnostic,
    /// What is in the way in the text, where it is there.
    pub place: Option<Span>,
}

/// Makes all changes, or none.
///
/// # Errors
///
/// The first change that cannot take effect, with the reason.
pub fn edit(text: &str, changes: &[Change], options: &EditOptions<'_>) -> Result<Edited, Refused> {
    edit_document(&Document::parse(text), changes, options)
}

/// The same as [`edit`], for who has the tree of the text already.
///
/// # Errors
///
/// The first change that cannot take effect, with the reason.
pub fn edit_document(
    document: &Document<'_>,
    changes: &[Change],
    options: &EditOptions<'_>,
) -> Result<Edited, Refused> {
    let wanted = plan::Wanted::all(changes)?;
    plan::run(document, wanted, options)
}

impl Change {
    /// The setting shall have this value.
    pub fn set(path: impl Into<String>, to: Value) -> Self {
        Self {
            path: path.into(),
            to: Some(to),
        }
    }

    /// The setting shall not be set.
    pub fn unset(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            to: None,
        }
    }
}

impl Edited {
    /// What turns [`Self::text`] into the original text again.
    pub fn undo(&self, original: &str) -> Vec<Replacement> {
        replacements::inverse(original, &self.replacements)
    }
}

impl Replacement {
    /// A text after replacements, which are in order and do not overlap. One that does not
    /// fit the text is left out.
    pub fn apply(text: &str, replacements: &[Self]) -> String {
        replacements::apply(text, replacements)
    }
}

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;
