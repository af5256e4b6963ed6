//! The one shape for everything Wavepass has to say about a value.
//!
//! A rule makes its [`Finding`] right where it decides, so that rule and message cannot
//! drift apart. This module may not know any rule. Start at [`Finding`].

pub(crate) mod clean;
mod rule;
pub mod text;
pub mod value;

pub(crate) use rule::rules;
pub use rule::{Code, Rule};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Checked, and as it should be.
    Ok,
    /// Worth knowing; nothing to do.
    Info,
    /// Can be saved, but is probably not what was meant.
    Warning,
    /// Cannot be saved like this.
    Error,
}

/// What a fix does to the value it belongs to.
///
/// An edit of a secret is described, never spelled out, so that a finding can be shown,
/// logged and compared without care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Take the white space off both ends.
    Trim,
    /// Put this text in place of the value.
    Replace(String),
    /// Take out every character that cannot be seen.
    RemoveInvisible,
    /// Take off the quotes around the value.
    StripQuotes,
    /// Take off `Bearer`, `Basic` or `Authorization:` in front of a token, or the name of its field.
    StripPrefix,
    /// Make one line of a value that was wrapped.
    JoinLines,
    /// Write a Google service account key as base64 in one line.
    GoogleKeyToBase64,
}

impl Edit {
    /// The value after the edit; the value itself where there is nothing to do.
    pub fn apply(&self, value: &str) -> String {
        let unless_none = |text: Option<String>| text.unwrap_or_else(|| value.to_owned());
        match self {
            Self::Trim => value.trim().to_owned(),
            Self::Replace(text) => text.clone(),
            Self::RemoveInvisible => unless_none(clean::without_invisible(value)),
            Self::StripQuotes => clean::unquoted(value).unwrap_or(value).to_owned(),
            Self::StripPrefix => clean::without_prefix(value).unwrap_or(value).to_owned(),
            Self::JoinLines => unless_none(clean::joined(value)),
            Self::GoogleKeyToBase64 => STANDARD.encode(value.trim()),
        }
    }
}

/// A way out that takes one press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the button says, for instance "Use quay.io".
    pub label: String,
    /// What pressing it does.
    pub edit: Edit,
}

/// One thing that Wavepass has to say about one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which rule spoke.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// A sentence for people: what is so, and what follows from it.
    pub message: String,
    /// The way out, where there is one that needs no thought.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding that keeps the value from being saved.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A finding about a value that can be saved but is probably wrong.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A finding that is only worth knowing.
    pub fn info(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, message)
    }

    /// The same finding with a way out.
    #[must_use]
    pub fn with_fix(mut self, label: impl Into<String>, edit: Edit) -> Self {
        self.fix = Some(Fix {
            label: label.into(),
            edit,
        });
        self
    }

    /// Whether the value cannot be saved like this.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    fn new(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            fix: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::name::UNUSUAL_LENGTH;
    use crate::finding::value::REQUIRED;
    use crate::registry::server::EMPTY_MEANS_DOCKER_HUB;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn severities_are_ordered_from_fine_to_fatal() {
        assert!(Severity::Ok < Severity::Info);
        assert!(Severity::Info < Severity::Warning);
        assert!(Severity::Warning < Severity::Error);
    }

    #[test]
    fn trimming_keeps_the_white_space_inside() {
        assert_eq!(Edit::Trim.apply("\t my secret \n"), "my secret");
    }

    #[test]
    fn replacing_ignores_what_was_there() {
        assert_eq!(Edit::Replace("quay.io".into()).apply("anything"), "quay.io");
    }

    #[test]
    fn only_an_error_keeps_a_value_from_being_saved() {
        assert!(Finding::error(REQUIRED, "x").is_error());
        assert!(!Finding::warning(UNUSUAL_LENGTH, "x").is_error());
        assert!(!Finding::info(EMPTY_MEANS_DOCKER_HUB, "x").is_error());
    }
}
