//! What the rules have to say while a value is read.
//!
//! This module may not know any rule. Start at [`Notes`].

use super::change::Change;
use crate::finding::{Code, Edit, Finding, Fix};

/// Findings and changes, in the order in which the rules spoke.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) findings: Vec<Finding>,
    pub(super) changes: Vec<Change>,
}

impl Notes {
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
