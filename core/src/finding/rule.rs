//! The rules that speak in findings, each declared beside its logic.
//!
//! `rules!` makes a [`Code`] for expressions and patterns, and a [`Rule`] for the page of the
//! rule. Only the code travels with a finding: the texts are in no program that does not list
//! the rules. This module may not know any rule.

use std::fmt;

use super::Severity;

/// Which rule spoke, for tests and for code that reacts to one of them.
///
/// The message of a finding is for people and may change; the code is for programs and does
/// not. It is written in lower case with dashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    /// The code of that name. Use `rules!`, which sees to it that the rule is documented.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The code as programs outside Rust read it.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What there is to know about a rule beside its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The code that its findings have.
    pub code: Code,
    /// The gravest severity with which it speaks.
    pub severity: Severity,
    summary: &'static str,
    why: &'static str,
    action: &'static str,
}

impl Rule {
    #[doc(hidden)]
    pub const fn new(
        code: Code,
        severity: Severity,
        summary: &'static str,
        why: &'static str,
        action: &'static str,
    ) -> Self {
        Self {
            code,
            severity,
            summary,
            why,
            action,
        }
    }

    /// What is so, in one sentence.
    pub fn summary(&self) -> &'static str {
        // As it comes from a documentation comment.
        self.summary.trim()
    }

    /// Why it matters, in a sentence or two.
    pub const fn why(&self) -> &'static str {
        self.why
    }

    /// What to do about it.
    pub const fn action(&self) -> &'static str {
        self.action
    }
}

/// Declares the rules of a module.
///
/// ```text
/// rules! {
///     /// Another credential of the same context has this name.
///     pub NAME_TAKEN = "name-taken" {
///         severity: Error,
///         why: "Why it matters.",
///         action: "What to do.",
///     }
/// }
/// ```
///
/// makes a constant `NAME_TAKEN` and lists the rule in `RULES`, which
/// `core/src/rules.rs` puts together with those of the other modules.
macro_rules! rules {
    ($(
        $(#[doc = $summary:literal])+
        $visibility:vis $name:ident = $code:literal {
            severity: $severity:ident,
            why: $why:literal,
            action: $action:literal,
        }
    )+) => {
        $(
            $(#[doc = $summary])+
            $visibility const $name: $crate::finding::Code = $crate::finding::Code::new($code);
        )+

        /// The rules of this module.
        pub(crate) const RULES: &[$crate::finding::Rule] = &[$(
            $crate::finding::Rule::new(
                $name,
                $crate::finding::Severity::$severity,
                concat!($($summary),+),
                $why,
                $action,
            ),
        )+];
    };
}

pub(crate) use rules;
