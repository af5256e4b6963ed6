//! What is said of a typed registry, and what the suggestion changes of it.
//!
//! This module may not know any rule, and may not decide on a change. Start at [`Diagnostics`] and
//! [`Change`].

use crate::finding::text::join_and;
use crate::finding::{Code, Edit, Finding, Fix};
use crate::registry::DOCKER_HUB;

/// One step from what was typed to what is suggestion. No step holds any of a login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// White space was taken off both ends.
    Trimmed,
    /// Quotation marks were taken off.
    Unquoted,
    /// The scheme was taken off; it is given with its slashes.
    SchemeRemoved(String),
    /// A login before an `@` was taken off.
    LoginRemoved,
    /// The first of several values was kept.
    FirstKept,
    /// The host was taken out of what stands around it.
    HostKept,
    /// The path was taken off. It is given from its slash on, without a query, and may be
    /// empty when there was only a query.
    PathRemoved(String),
    /// The slash at the end of a path was taken off.
    SlashRemoved,
    /// Upper-case letters became lower-case ones.
    LowerCased,
    /// The dot at the end was taken off.
    TrailingDotRemoved,
    /// A port was taken off.
    PortRemoved(String),
    /// Something in place of a port was taken off.
    BadPortRemoved,
    /// Another host was put in place of the one that was typed.
    Replaced {
        /// The host that was typed.
        from: String,
        /// The host that images are written with.
        to: String,
    },
}

/// A step in words.
enum Words {
    /// What was taken off, where that is all that was done.
    Removed(String),
    /// What else was done.
    Done(String),
}

impl Change {
    /// The step in words, for instance "removed `/v2/`".
    pub fn sentence(&self) -> String {
        match self.words() {
            Words::Removed(what) => format!("removed {what}"),
            Words::Done(what) => what,
        }
    }

    /// Whether the registry stays the same one in another spelling.
    pub(super) fn is_spelling(&self) -> bool {
        match self {
            Self::Trimmed
            | Self::Unquoted
            | Self::SchemeRemoved(_)
            | Self::PathRemoved(_)
            | Self::SlashRemoved
            | Self::LowerCased
            | Self::TrailingDotRemoved => true,
            // Docker Hub has one registry under many names.
            Self::Replaced { to, .. } => to == DOCKER_HUB,
            Self::LoginRemoved
            | Self::FirstKept
            | Self::HostKept
            | Self::PortRemoved(_)
            | Self::BadPortRemoved => false,
        }
    }

    fn words(&self) -> Words {
        Words::Removed(match self {
            Self::Trimmed => "white space".to_owned(),
            Self::Unquoted => "quotation marks".to_owned(),
            Self::SchemeRemoved(text) => format!("“{text}”"),
            Self::LoginRemoved => "the login".to_owned(),
            Self::PathRemoved(path) if path.is_empty() => "what follows the host".to_owned(),
            Self::PathRemoved(path) => format!("“{path}”"),
            Self::SlashRemoved => "the slash at the end".to_owned(),
            Self::TrailingDotRemoved => "the dot at the end".to_owned(),
            Self::PortRemoved(port) => format!("“:{port}”"),
            Self::BadPortRemoved => "what stands in place of a port".to_owned(),
            Self::FirstKept => return Words::Done("kept the first value".to_owned()),
            Self::HostKept => return Words::Done("kept the host".to_owned()),
            Self::LowerCased => return Words::Done("changed to lower case".to_owned()),
            Self::Replaced { from, to } => {
                return Words::Done(format!("replaced “{from}” with “{to}”"));
            }
        })
    }
}

/// All steps in one phrase: "removed `https://` and `/v2/`, changed to lower case".
pub(super) fn phrase(changes: &[Change]) -> String {
    let (mut removed, mut phrases) = (Vec::new(), Vec::new());
    for change in changes {
        match change.words() {
            Words::Removed(what) => removed.push(what),
            Words::Done(what) => phrases.push(what),
        }
    }
    if !removed.is_empty() {
        phrases.insert(0, format!("removed {}", join_and(&removed)));
    }
    phrases.join(", ")
}

/// Findings and changes, in the order in which the rules spoke.
#[derive(Default)]
pub(super) struct Diagnostics {
    pub(super) findings: Vec<Finding>,
    pub(super) changes: Vec<Change>,
}

impl Diagnostics {
    pub(super) fn error(&mut self, code: Code, message: impl Into<String>) {
        self.push(Finding::error(code, message));
    }

    pub(super) fn warning(&mut self, code: Code, message: impl Into<String>) {
        self.push(Finding::warning(code, message));
    }

    pub(super) fn info(&mut self, code: Code, message: impl Into<String>) {
        self.push(Finding::info(code, message));
    }

    /// Where the same thing was said before, once is enough.
    fn push(&mut self, finding: Finding) {
        if !self.has(finding.code) {
            self.findings.push(finding);
        }
    }

    /// Whether this was said.
    pub(super) fn has(&self, code: Code) -> bool {
        self.findings.iter().any(|said| said.code == code)
    }

    /// Says something else in place of what was said.
    pub(super) fn replace(&mut self, code: Code, by: Finding) {
        if let Some(said) = self.findings.iter_mut().find(|said| said.code == code) {
            *said = by;
        }
    }

    pub(super) fn change(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Puts the button that applies the suggestion below the gravest finding. One button is
    /// enough, since it cures every finding at once that anything can cure.
    pub(super) fn offer(&mut self, host: &str) {
        let error = self.findings.iter().position(Finding::is_error);
        if let Some(finding) = self.findings.get_mut(error.unwrap_or(0)) {
            finding.fix = Some(Fix {
                label: format!("Use {host}"),
                edit: Edit::Replace(host.to_owned()),
            });
        }
    }
}
