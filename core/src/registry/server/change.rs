//! What a suggestion changed of a typed registry.
//!
//! This module may not decide on a change, only word it. Start at [`Change`].

use crate::finding::text::join_and;

/// One step from what was typed to what is suggested. No step holds any of a login.
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
    /// The path was taken off. It is given from its slash on, without a query, and may be
    /// empty when there was only a query.
    PathRemoved(String),
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

    fn words(&self) -> Words {
        Words::Removed(match self {
            Self::Trimmed => "white space".to_owned(),
            Self::Unquoted => "quotation marks".to_owned(),
            Self::SchemeRemoved(text) => format!("“{text}”"),
            Self::LoginRemoved => "the login".to_owned(),
            Self::PathRemoved(path) if path.is_empty() => "what follows the host".to_owned(),
            Self::PathRemoved(path) => format!("“{path}”"),
            Self::TrailingDotRemoved => "the dot at the end".to_owned(),
            Self::PortRemoved(port) => format!("“:{port}”"),
            Self::BadPortRemoved => "what stands in place of a port".to_owned(),
            Self::FirstKept => return Words::Done("kept the first value".to_owned()),
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
