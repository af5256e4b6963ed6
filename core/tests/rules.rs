//! Every rule is declared once, listed, documented, and on the page `docs/findings.md`.
//!
//! `cargo xtask docs` writes the page.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod docs;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use wavepass_core::finding::Severity;
use wavepass_core::rules::{self, GROUPS};

/// The folder of this crate in the checkout that cargo was called in. Asked when the test
/// runs, because checkouts that share a target folder share this program too.
fn root() -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap())
}

/// The sources that are no tests, with their paths below `src`.
fn sources() -> BTreeMap<String, String> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else if !path.to_string_lossy().contains("_tests") {
                let text = fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
                let name = path.strip_prefix(root).unwrap();
                let name = name.to_string_lossy().replace('\\', "/");
                found.insert(name, code.to_owned());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&root().join("src"), &root().join("src"), &mut found);
    found
}

fn name_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Ok => "Fine",
        Severity::Info => "Notice",
        Severity::Warning => "Warning",
        Severity::Error => "Error",
    }
}

/// The page of all rules.
fn page() -> String {
    let mut page = String::from(
        "# Findings\n\n\
         What Wavepass says about credentials, images, logs and configurations: one section for \
         each rule, under the code that its findings have. The severity is the gravest one with \
         which the rule speaks. This page is made from the rules: \
         `cargo xtask docs`.\n",
    );
    for group in GROUPS {
        let _ = write!(page, "\n## {}\n", group.title);
        for rule in group.rules() {
            let _ = write!(
                page,
                "\n### {}\n\n**{}.** {}\n\n{}\n\n*What to do:* {}\n",
                rule.code,
                name_of(rule.severity),
                escaped(rule.summary()),
                escaped(rule.why()),
                escaped(rule.action()),
            );
        }
    }
    page
}

/// A text that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '<' | '[') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[test]
fn every_code_is_there_once_in_lower_case_with_dashes() {
    let mut seen = BTreeSet::new();
    for rule in rules::all() {
        let code = rule.code.as_str();
        assert!(seen.insert(code), "{code} is there twice");
        assert!(
            code.split('-').all(|word| !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())),
            "{code}"
        );
    }
}

#[test]
fn every_rule_says_what_is_so_why_it_matters_and_what_to_do() {
    for rule in rules::all() {
        for text in [rule.summary(), rule.why(), rule.action()] {
            assert!(
                text.ends_with('.') && text.len() > 10,
                "{}: {text}",
                rule.code
            );
            assert!(!text.contains("  "), "{}: {text}", rule.code);
        }
    }
}

#[test]
fn a_rule_is_found_by_its_code() {
    for rule in rules::all() {
        assert_eq!(rules::find(rule.code.as_str()), Some(rule));
    }
    assert_eq!(rules::find("no-such-rule"), None);
}

#[test]
fn every_module_with_rules_is_listed() {
    let sources = sources();
    let listed = &sources["rules.rs"];
    let mut blocks = 0;
    for (file, text) in &sources {
        if text.starts_with("rules! {") || text.contains("\nrules! {") {
            blocks += 1;
            let path = file.trim_end_matches(".rs").replace('/', "::");
            let list = format!("crate::{path}::RULES");
            assert!(listed.contains(&list), "core/src/rules.rs lacks {list}");
        }
    }
    assert_eq!(listed.matches("::RULES").count(), blocks);
}

/// Each constant of a rule with its code.
fn codes_by_constant(sources: &BTreeMap<String, String>) -> BTreeMap<&str, &str> {
    let lines = sources.values().flat_map(|text| text.lines());
    lines
        .filter_map(|line| {
            let (declared, rest) = line.trim().strip_suffix("\" {")?.split_once(" = \"")?;
            Some((declared.rsplit(' ').next()?, rest))
        })
        .collect()
}

#[test]
fn no_rule_speaks_more_gravely_than_it_is_declared() {
    let sources = sources();
    let codes = codes_by_constant(&sources);
    let mut spoken: BTreeMap<&str, Severity> = BTreeMap::new();
    for text in sources.values() {
        for (word, severity) in [
            ("error(", Severity::Error),
            ("warning(", Severity::Warning),
            ("info(", Severity::Info),
        ] {
            for (at, _) in text.match_indices(word) {
                let rest = text[at + word.len()..].trim_start();
                let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
                if let Some(code) = codes.get(&rest[..end.unwrap_or(0)]) {
                    let gravest = spoken.entry(code).or_insert(severity);
                    *gravest = (*gravest).max(severity);
                }
            }
        }
    }
    assert!(spoken.len() > 80, "only {} rules speak", spoken.len());
    for (code, severity) in spoken {
        let declared = rules::find(code).unwrap().severity;
        assert!(
            declared >= severity,
            "{code} speaks as {severity:?} and is declared as {declared:?}"
        );
    }
}

#[test]
fn the_docs_list_the_rules_as_they_are_declared() {
    docs::is_current("findings.md", &page());
}
