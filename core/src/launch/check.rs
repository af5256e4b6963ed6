//! When a check of a configuration fails.
//!
//! Errors are what Nextflow or Wave refuses for a reason that stands in the text, and what
//! certainly loses its effect. They fail a check; whoever checks may say otherwise for a rule.
//! Start at [`CheckRules::fails`].

use super::ConfigFinding;
use crate::finding::Severity;

/// Which findings fail a check.
#[derive(Clone, Debug, Default)]
pub struct CheckRules {
    /// The codes of rules whose findings fail it whatever their severity.
    pub deny: Vec<String>,
    /// The codes of rules whose findings do not fail it.
    pub allow: Vec<String>,
}

impl CheckRules {
    /// Whether a check with these findings fails. What is denied fails it, also where it is
    /// allowed as well.
    pub fn fails(&self, findings: &[ConfigFinding]) -> bool {
        findings.iter().any(|finding| self.is_failure(finding))
    }

    fn is_failure(&self, finding: &ConfigFinding) -> bool {
        let code = finding.finding.code.as_str();
        let is_in = |codes: &[String]| codes.iter().any(|named| named == code);
        is_in(&self.deny) || finding.finding.severity == Severity::Error && !is_in(&self.allow)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::launch::{Context, findings};
    use nextflow_config::Document;

    /// Whether a check of a text fails, with these codes denied and allowed.
    fn fails(text: &str, deny: &[&str], allow: &[&str]) -> bool {
        let list = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        let rules = CheckRules {
            deny: list(deny),
            allow: list(allow),
        };
        rules.fails(&findings(&Document::parse(text), &Context::default()))
    }

    #[test]
    fn errors_fail_and_the_rest_does_not() {
        for text in [
            "wave {",
            "process.executor = slurm",
            "docker { }",
            "wave.enabled = true\nwave.mirror = true\nwave.freeze = true",
            "docker.enabled = true\npodman.enabled = true",
        ] {
            assert!(fails(text, &[], &[]), "{text}");
        }
        for text in [
            "",
            "docker.enabled = true",
            "process.ext.x = params.y",
            "def x = 1",
            "wave.enable = true",
            "wave.enabled = 'true'",
            "docker.enabled = true\ndocker.enabled = false",
        ] {
            assert!(!fails(text, &[], &[]), "{text}");
        }
    }

    #[test]
    fn whoever_checks_may_say_otherwise() {
        let unknown = "wave.enable = true";
        assert!(fails(unknown, &["unknown-option"], &[]));
        assert!(!fails(unknown, &["unknown"], &[]));
        assert!(!fails(unknown, &["removed"], &[]));
        let word = "process.executor = slurm";
        assert!(!fails(word, &[], &["unknown-attribute"]));
        assert!(fails(word, &[], &["refused"]));
        // The other errors still fail.
        let both = "docker.enabled = true\npodman.enabled = true\nprocess.executor = slurm";
        assert!(fails(both, &[], &["unknown-attribute"]));
        assert!(!fails(both, &[], &["unknown-attribute", "many-engines"]));
        assert!(fails(word, &["unknown-attribute"], &["unknown-attribute"]));
    }
}
