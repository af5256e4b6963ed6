//! Rules of the project that a compiler does not know: style sheets that match the views,
//! files that stay small, and documents that name what is there.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The checkout that cargo was called in. Asked when the test runs, because checkouts that
/// share a target folder share this program too.
fn root() -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("..")
}

/// Every file below a folder whose name ends like that.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, ending, found);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), ending, &mut found);
    assert!(!found.is_empty(), "{folder} has no {ending}");
    found.sort();
    found
}

/// The names that begin with `wp-` in a text.
fn classes(text: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    text.split(|c| !is_part(c))
        .filter(|word| word.starts_with("wp-"))
        .map(str::to_owned)
        .collect()
}

fn read_all(paths: &[PathBuf]) -> String {
    paths
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

#[test]
fn every_class_of_a_view_has_a_style_and_every_style_a_view() {
    let mut views = files("app/src", ".rs");
    views.push(root().join("index.html"));
    let used = classes(&read_all(&views));
    let mut styled = classes(&read_all(&files("style", ".css")));
    styled.remove("wp-breathe"); // An animation, not a class.
    let missing: Vec<_> = used.difference(&styled).collect();
    let unused: Vec<_> = styled.difference(&used).collect();
    assert!(missing.is_empty(), "without a style: {missing:?}");
    assert!(unused.is_empty(), "without a view: {unused:?}");
}

#[test]
fn colours_are_named_in_the_tokens_only_and_every_token_exists() {
    let tokens = fs::read_to_string(root().join("style/tokens.css")).unwrap();
    for path in files("style", ".css") {
        let text = fs::read_to_string(&path).unwrap();
        let shown = path.display();
        for (at, _) in text.match_indices("var(--") {
            let name = text[at + 4..].split([')', ',']).next().unwrap();
            assert!(
                tokens.contains(&format!("{name}:")),
                "{shown}: no token {name}"
            );
        }
        if !path.ends_with("tokens.css") {
            for raw in ["#0", "#1", "#f", "rgb", "hsl", "oklch", "light-dark"] {
                assert!(
                    !text.contains(raw),
                    "{shown} has a colour of its own: {raw}"
                );
            }
        }
    }
}

#[test]
fn every_style_sheet_is_imported() {
    let main = fs::read_to_string(root().join("style/main.css")).unwrap();
    for path in files("style", ".css") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(
            name == "main.css" || main.contains(&format!("/{name}\"")),
            "{name}"
        );
    }
}

/// The lines of a Rust file before its tests.
fn lines_without_tests(path: &Path) -> usize {
    let text = fs::read_to_string(path).unwrap();
    text.split("#[cfg(test)]").next().unwrap().lines().count()
}

#[test]
fn files_stay_small() {
    for (folder, most) in [
        ("app/src/components", 150),
        ("app/src/pages", 250),
        ("app/src/state", 250),
        ("core/src", 300),
        ("server/src", 300),
    ] {
        for path in files(folder, ".rs") {
            let is_test = path.to_string_lossy().ends_with("_tests.rs");
            let lines = lines_without_tests(&path);
            assert!(
                is_test || lines <= most,
                "{}: {lines} of {most}",
                path.display()
            );
        }
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for folder in ["core/src", "app/src", "server/src", "xtask/src"] {
        for path in files(folder, ".rs") {
            let text = fs::read_to_string(&path).unwrap();
            let is_test = path.to_string_lossy().ends_with("_tests.rs");
            assert!(is_test || text.starts_with("//!"), "{}", path.display());
        }
    }
}

#[test]
fn a_third_of_core_is_tests() {
    let (mut all, mut code) = (0, 0);
    for path in files("core/src", ".rs") {
        all += fs::read_to_string(&path).unwrap().lines().count();
        if !path.to_string_lossy().ends_with("_tests.rs") {
            code += lines_without_tests(&path);
        }
    }
    let share = (all - code) * 100 / all;
    assert!(share >= 35, "{share} % of core's {all} lines are tests");
}

#[test]
fn core_has_no_clock_no_randomness_and_no_io() {
    for path in files("core/src", ".rs") {
        // Tests may measure.
        if path.to_string_lossy().ends_with("_tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for barred in [
            "SystemTime",
            "Instant",
            "now_utc",
            "std::fs",
            "std::net",
            "std::env",
            "std::process",
            "std::thread",
            "rand::",
            "println!",
        ] {
            assert!(!code.contains(barred), "{} has {barred}", path.display());
        }
    }
}

#[test]
fn every_crate_inherits_the_lints() {
    for crate_ in ["core", "app", "server", "bench", "xtask"] {
        let manifest = fs::read_to_string(root().join(crate_).join("Cargo.toml")).unwrap();
        assert!(manifest.contains("[lints]\nworkspace = true"), "{crate_}");
    }
}

#[test]
fn what_the_documents_name_is_there() {
    for document in ["README.md", "ARCHITECTURE.md"] {
        let text = fs::read_to_string(root().join(document)).unwrap();
        for quoted in text.split('`').skip(1).step_by(2) {
            let is_path = quoted.contains('/')
                && !quoted.contains([' ', '<', '{', '*', ':', '$', '~'])
                && !quoted.starts_with(['/', '-']);
            let is_ours = [
                "core", "app", "server", "style", "end2end", "interop", "bench", "xtask", "docs",
                ".ci",
            ]
            .contains(&quoted.split('/').next().unwrap());
            if is_path && is_ours {
                assert!(root().join(quoted).exists(), "{document} names {quoted}");
            }
        }
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split(')').next().unwrap();
            if !target.contains("://") && !target.starts_with('#') {
                assert!(root().join(target).exists(), "{document} links to {target}");
            }
        }
    }
}
