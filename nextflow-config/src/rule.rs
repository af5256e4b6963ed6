//! The rules that diagnostics come from: each declared beside the code that applies it.
//!
//! A module that makes diagnostics declares their codes with [`rules!`], which makes a
//! constant of each and a list of them all for [`crate::rules`]. Linting uses the constants
//! only, so that a program that never asks for the texts does not carry them.

use std::fmt;

/// How much a diagnostic matters. There will be no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Info,
    /// Nextflow takes it, but it is probably not what was meant.
    Warning,
    /// Nextflow or Wave refuses it, or it certainly loses its effect.
    Error,
}

/// The name of a rule: `text-boolean`.
///
/// It is for programs and does not change; the message of a [`Diagnostic`] is for people and
/// may. All of them are constants in [`codes`], which can be used as patterns.
///
/// [`codes`]: crate::codes
/// [`Diagnostic`]: crate::Diagnostic
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The code as it is written: words in lower case with hyphens between them.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What a code stands for, as documentation for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// Its name.
    pub code: Code,
    /// The gravest severity that its diagnostics have.
    pub severity: Severity,
    /// What is found, in a sentence.
    pub summary: &'static str,
    /// What follows from it.
    pub why: &'static str,
    /// What to do about it.
    pub action: &'static str,
}

/// Declares rules: a constant [`Code`] each, and `RULES` with what they stand for. The doc
/// comment is the summary.
macro_rules! rules {
    ($(
        $(#[doc = $summary:literal])+
        $visibility:vis $name:ident = $code:literal {
            severity: $severity:ident,
            why: $why:literal,
            action: $action:literal $(,)?
        }
    )+) => {
        $(
            $(#[doc = $summary])+
            $visibility const $name: $crate::rule::Code = $crate::rule::Code::new($code);
        )+

        /// What the rules of this module stand for.
        pub(crate) const RULES: &[$crate::rule::Rule] = &[$($crate::rule::Rule {
            code: $name,
            severity: $crate::rule::Severity::$severity,
            // A doc comment begins with a space.
            summary: concat!($($summary),+).trim_ascii_start(),
            why: $why,
            action: $action,
        }),+];
    };
}

pub(crate) use rules;
