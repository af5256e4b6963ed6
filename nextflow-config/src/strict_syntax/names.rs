//! The names that the strict parser knows, and where.
//!
//! In the value of a setting these are few. A closure that is the value itself runs later and
//! may use more, and one of a task may use names that only the task knows.

use super::super::classes;
use super::super::token::Span;
use super::expressions::no_groovy_keyword;
use super::{Checked, Checker, is_reserved, refuse};

impl Checker<'_> {
    /// A name in an expression.
    pub(super) fn variable(&self, name: &str, span: Span) -> Checked {
        if is_reserved(name) {
            return self.unexpected(span);
        }
        no_groovy_keyword(name, span)?;
        self.known(name, span)
    }

    pub(super) fn known(&self, name: &str, span: Span) -> Checked {
        if self.is_task_code
            || self.is_variable(name)
            || is_class(name)
            || classes::is_primitive(name)
        {
            return Ok(());
        }
        let is_environment = name
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
            && !name.starts_with(|c: char| c.is_ascii_digit());
        let hint = if is_environment {
            " (hint: use `env('...')` to access environment variable)"
        } else {
            ""
        };
        refuse(span, format!("`{name}` is not defined{hint}"))
    }

    pub(super) fn is_variable(&self, name: &str) -> bool {
        self.variables.contains(name)
            || matches!(
                name,
                "baseDir" | "launchDir" | "params" | "projectDir" | "secrets"
            )
            || self.is_script_code
                && matches!(
                    name,
                    "channel" | "log" | "moduleDir" | "nextflow" | "workDir" | "workflow"
                )
            || self.is_script_code && self.in_process && name == "task"
    }

    pub(super) fn is_function(&self, name: &str) -> bool {
        name == "env"
            || self.is_script_code
                && matches!(
                    name,
                    "branchCriteria"
                        | "error"
                        | "exit"
                        | "file"
                        | "files"
                        | "groupKey"
                        | "multiMapCriteria"
                        | "print"
                        | "printf"
                        | "println"
                        | "record"
                        | "sendMail"
                        | "sleep"
                        | "tuple"
                )
    }
}

pub(super) fn is_class(name: &str) -> bool {
    matches!(name, "Bag" | "Path") || classes::is_imported(name)
}
