use std::collections::{BTreeMap, BTreeSet};
#[cfg(not(target_arch = "wasm32"))]
use std::path::{Path, PathBuf};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
#[cfg(not(target_arch = "wasm32"))]
use crate::rule::Severity;

/// The codes are for programs, so one that was published stays as it is.
const PUBLISHED: [&str; 64] = [
    "bad-character",
    "compression-mode-invalid",
    "conda-mamba-both",
    "conditional-setting",
    "config-url-protocol",
    "deprecated",
    "duplicate-setting",
    "dynamic-value",
    "edit-changes-others",
    "edit-earlier-stay",
    "edit-not-effective",
    "edit-one-parser",
    "edit-path",
    "edit-profile-differs",
    "edit-repair-first",
    "edit-scope-is-value",
    "edit-set-in-code",
    "edit-set-in-profile",
    "edit-twice",
    "edit-unreadable",
    "edit-value",
    "edit-was-computed",
    "endpoint-protocol",
    "engine-unsupported",
    "fargate-without-wave",
    "freeze-oci",
    "freeze-without-repository",
    "fusion-without-wave",
    "in-unselected-profile",
    "includes-unknown",
    "label-not-assignment",
    "many-engines",
    "mirror-freeze",
    "mirror-strategy",
    "mirror-without-repository",
    "option-outside-scope",
    "option-too-new",
    "platform-ignores-compute-env",
    "platform-ignores-tower-token",
    "platform-ignores-workspace",
    "profile-order-differs",
    "refused",
    "removed",
    "repository-incomplete",
    "repository-port",
    "repository-protocol",
    "repository-tag",
    "scan-level-invalid",
    "scan-levels-need-required",
    "scan-mode-invalid",
    "scope-reset",
    "semantics-differ",
    "server-setting-in-nextflow-config",
    "strategy-invalid",
    "syntax-error",
    "template-not-for-sif",
    "template-unknown",
    "text-boolean",
    "unknown-attribute",
    "unknown-option",
    "v1-syntax",
    "v2-syntax",
    "workspace-not-numeric",
    "wrong-type",
];

#[test]
fn the_codes_are_those_that_were_published() {
    let declared: BTreeSet<&str> = rules().map(|rule| rule.code.as_str()).collect();
    assert_eq!(declared, BTreeSet::from(PUBLISHED));
}

#[test]
fn no_code_is_declared_twice() {
    let mut seen = BTreeMap::new();
    for rule in rules() {
        if let Some(other) = seen.insert(rule.code, rule) {
            panic!(
                "{} is declared twice: {} {}",
                rule.code, other.summary, rule.summary
            );
        }
    }
}

#[test]
fn a_code_is_words_in_lower_case_with_hyphens() {
    for rule in rules() {
        let code = rule.code.as_str();
        let is_word = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        assert!(code.split('-').all(is_word), "{code}");
        assert_eq!(rule.code.to_string(), code);
    }
}

#[test]
fn every_rule_says_what_it_finds_why_it_matters_and_what_to_do() {
    for rule in rules() {
        for text in [rule.summary, rule.why, rule.action] {
            assert!(text.ends_with('.'), "{}: {text:?}", rule.code);
            assert!(text.len() > 10, "{}: {text:?}", rule.code);
            assert_eq!(text.trim(), text, "{}", rule.code);
            assert!(!text.contains("  "), "{}: {text:?}", rule.code);
        }
    }
}

#[test]
fn a_code_can_be_a_pattern() {
    let is_of_values = |code| matches!(code, TEXT_BOOLEAN | WRONG_TYPE);
    assert!(is_of_values(TEXT_BOOLEAN));
    assert!(!is_of_values(UNKNOWN_OPTION));
}

/// Every source file below a folder.
#[cfg(not(target_arch = "wasm32"))]
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.append(&mut sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
#[cfg(not(target_arch = "wasm32"))]
fn every_block_of_rules_is_in_the_list() {
    // Asked when the test runs: checkouts that share a target folder share this program too.
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("src");
    let mut declared = Vec::new();
    for path in sources(&root) {
        let text = std::fs::read_to_string(&path).unwrap();
        // The name, the equals sign and the code of each.
        let in_blocks = text.split("\nrules! {").skip(1);
        for block in in_blocks.filter_map(|rest| rest.split("\n}").next()) {
            for line in block.lines().filter(|line| line.ends_with("\" {")) {
                let code = line.split('"').nth(1).unwrap();
                declared.push(code.to_owned());
            }
        }
    }
    declared.sort();
    let mut listed: Vec<String> = rules().map(|rule| rule.code.to_string()).collect();
    listed.sort();
    assert_eq!(declared, listed);
}

#[test]
#[cfg(not(target_arch = "wasm32"))]
fn a_rule_is_declared_with_the_gravest_severity_of_its_diagnostics() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("src");
    let texts: Vec<String> = sources(&root)
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let mut seen = BTreeSet::new();
    for rule in rules() {
        let name = rule.code.as_str().replace('-', "_").to_ascii_uppercase();
        for (function, severity) in [
            ("Diagnostic::error(", Severity::Error),
            ("Diagnostic::warning(", Severity::Warning),
            ("Diagnostic::info(", Severity::Info),
        ] {
            let is_made = texts.iter().any(|text| {
                let mut calls = text.split(function).skip(1);
                calls.any(|rest| {
                    let rest = rest.trim_start().strip_prefix(&name);
                    rest.is_some_and(|rest| rest.starts_with(','))
                })
            });
            if is_made {
                seen.insert(rule.code);
                assert!(rule.severity >= severity, "{} as {severity:?}", rule.code);
            }
        }
    }
    assert!(seen.len() > 35, "only of {} rules", seen.len());
}
