//! Core's modules use each other in one direction.
//!
//! A compiler takes `crate::` from anywhere. These tests read the source instead: every path
//! that begins with `crate`, `self`, `super` or a module's own child, in `use` lines and
//! elsewhere, without comments, texts and tests. Start at [`LAW`].

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Who may use whom: a module uses those of earlier lines only.
const LAW: &[&[&str]] = &[
    &[
        "finding",
        "pattern",
        "placeholder",
        "scope",
        "secret",
        "timestamp",
    ],
    &["registry"],
    &["image"],
    &["wave"],
    WIRE,
    &["credentials"],
    &["login"],
    &["diagnose"],
    &["launch"],
    &["snippet"],
    &["rules"],
];

/// What travels. It carries no rules, so it uses nothing but the first line of [`LAW`].
const WIRE: &[&str] = &["platform", "session"];

/// A use of one file by another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Arrow {
    from: Module,
    line: usize,
    to: Module,
}

/// A module by its path in the crate: `["registry", "server", "host"]`.
type Module = Vec<String>;

/// The source of a crate: each module that is not a test, with its text.
struct Source {
    modules: BTreeMap<Module, String>,
}

impl Source {
    fn of_core() -> Self {
        // Asked when the test runs, because checkouts that share a target folder share this
        // program too.
        let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("src");
        let mut modules = BTreeMap::new();
        collect(&root, &root, &mut modules);
        assert!(modules.len() > 100, "core has {} modules", modules.len());
        Self { modules }
    }

    #[cfg(test)]
    fn of(files: &[(&str, &str)]) -> Self {
        let module = |(path, text): &(&str, &str)| (module_of(Path::new(path)), (*text).to_owned());
        Self {
            modules: files.iter().map(module).collect(),
        }
    }

    /// Every use of one module by another, in the order of files and lines.
    fn arrows(&self) -> Vec<Arrow> {
        let mut arrows = Vec::new();
        for (from, text) in &self.modules {
            let code = without_tests(&without_comments_and_texts(text));
            for (at, path) in paths(&code) {
                if let Some(to) = self.resolve(from, &path).filter(|to| to != from) {
                    arrows.push(Arrow {
                        from: from.clone(),
                        line: code[..at].matches('\n').count() + 1,
                        to,
                    });
                }
            }
        }
        arrows.sort();
        arrows.dedup();
        arrows
    }

    /// The module that a path begins with; `None` for paths into other crates.
    fn resolve(&self, from: &Module, path: &[String]) -> Option<Module> {
        let mut base = from.clone();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => {
                base.clear();
                rest = &rest[1..];
            }
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|name| name == "super") {
                    base.pop();
                    rest = &rest[1..];
                }
            }
            child => {
                let own = [base.as_slice(), &[child.to_owned()]].concat();
                self.modules.contains_key(&own).then_some(())?;
            }
        }
        for name in rest {
            let longer = [base.as_slice(), std::slice::from_ref(name)].concat();
            if !self.modules.contains_key(&longer) {
                break;
            }
            base = longer;
        }
        Some(base)
    }

    /// The first arrow that [`LAW`] does not allow, in words.
    fn first_wrong_arrow(&self) -> Option<String> {
        let place = |name: &str| LAW.iter().position(|line| line.contains(&name));
        self.arrows().into_iter().find_map(|arrow| {
            let (from, to) = (arrow.from.first()?, arrow.to.first()?);
            if from == to {
                return None;
            }
            let why = match (place(from), place(to)) {
                (None, _) => format!("{from} has no place in LAW"),
                (_, None) => format!("{to} has no place in LAW"),
                (Some(_), Some(1..)) if WIRE.contains(&from.as_str()) => {
                    format!("{from} holds what travels and uses no rules")
                }
                (Some(from), Some(to)) if to < from => return None,
                _ => format!("{to} is not below {from}"),
            };
            Some(format!(
                "{}:{}: {from} -> {to} ({}): {why}",
                file_of(&arrow.from),
                arrow.line,
                arrow.to.join("::"),
            ))
        })
    }

    /// The first circle among the children of one module, each taken with everything inside
    /// it; in words. A parent and its child may use each other.
    fn first_circle(&self) -> Option<String> {
        let mut siblings: BTreeMap<Module, BTreeMap<(String, String), Arrow>> = BTreeMap::new();
        for arrow in self.arrows() {
            let common = common_ancestor(&arrow.from, &arrow.to);
            let (Some(from), Some(to)) = (arrow.from.get(common), arrow.to.get(common)) else {
                continue;
            };
            let inside = siblings.entry(arrow.from[..common].to_vec()).or_default();
            inside.entry((from.clone(), to.clone())).or_insert(arrow);
        }
        siblings.values().find_map(|arrows| {
            let circle = circle(&arrows.keys().cloned().collect())?;
            let mut words = String::new();
            for (i, from) in circle.iter().enumerate() {
                let to = &circle[(i + 1) % circle.len()];
                let arrow = &arrows[&(from.clone(), to.clone())];
                let (file, line) = (file_of(&arrow.from), arrow.line);
                let _ = writeln!(
                    words,
                    "{file}:{line}: {from} -> {to} ({})",
                    arrow.to.join("::")
                );
            }
            Some(words)
        })
    }
}

/// Whether a file is tests only, by its own name: a checkout may lie anywhere.
fn is_test(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_string_lossy();
    name == "tests.rs" || name.ends_with("_tests.rs")
}

fn collect(root: &Path, folder: &Path, modules: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, modules);
        } else if path.extension().is_some_and(|end| end == "rs") && !is_test(&path) {
            let text = fs::read_to_string(&path).unwrap();
            modules.insert(module_of(path.strip_prefix(root).unwrap()), text);
        }
    }
}

/// The module of a file; none of its names for the crate itself.
fn module_of(path: &Path) -> Module {
    let path = path.with_extension("");
    let names = path.iter().map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name != "lib").collect()
}

/// The file of a module, for people.
fn file_of(module: &[String]) -> String {
    format!("core/src/{}.rs", module.join("/"))
}

fn common_ancestor(a: &[String], b: &[String]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// A shortest way back from the first node that has one.
fn circle(edges: &BTreeSet<(String, String)>) -> Option<Vec<String>> {
    let starts: BTreeSet<_> = edges.iter().map(|(from, _)| from).collect();
    starts.into_iter().find_map(|start| {
        let mut ways = vec![vec![start.clone()]];
        let mut seen = BTreeSet::new();
        while let Some(way) = (!ways.is_empty()).then(|| ways.remove(0)) {
            let last = way.last()?;
            for (_, to) in edges.iter().filter(|(from, _)| from == last) {
                if to == start {
                    return Some(way);
                }
                if seen.insert(to.clone()) {
                    ways.push([way.as_slice(), std::slice::from_ref(to)].concat());
                }
            }
        }
        None
    })
}

/// A text of the same length without what is no code, so that places stay what they are.
fn without_comments_and_texts(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_word_before = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let end = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if !is_word_before && raw_hashes(rest).is_some() {
            let hashes = "#".repeat(raw_hashes(rest).unwrap_or_default());
            let opening = rest.find('"').unwrap_or_default() + 1;
            let closing = format!("\"{hashes}");
            rest[opening..]
                .find(&closing)
                .map_or(rest.len(), |at| opening + at + closing.len())
        } else if c == '"' {
            text_end(rest, '"')
        } else if c == '\'' && is_char(rest) {
            text_end(rest, '\'')
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        let blank = |c: char| {
            if c == '\n' {
                "\n".to_owned()
            } else {
                " ".repeat(c.len_utf8())
            }
        };
        code.extend(rest[..end].chars().map(blank));
        rest = &rest[end..];
    }
    code
}

/// How many `#` a raw text begins with, if it is one.
fn raw_hashes(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let behind = rest.trim_start_matches('#');
    behind.starts_with('"').then_some(rest.len() - behind.len())
}

/// Whether an apostrophe begins a character rather than a lifetime.
fn is_char(text: &str) -> bool {
    let mut chars = text.chars().skip(1);
    match (chars.next(), chars.next()) {
        (Some('\\'), _) => true,
        (Some(_), after) => after == Some('\''),
        _ => false,
    }
}

fn text_end(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            c if c == quote && !escaped => return at + c.len_utf8(),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

/// Code without the items that only tests have.
fn without_tests(code: &str) -> String {
    let mut kept = code.to_owned();
    while let Some(start) = kept.find("#[cfg(test)]") {
        let rest = &kept[start..];
        let body = rest.find('{').unwrap_or(rest.len());
        let end = match rest.find(';') {
            Some(semicolon) if semicolon < body => semicolon + 1,
            _ => {
                let mut depth = 0_usize;
                let closing =
                    rest.char_indices()
                        .skip_while(|(at, _)| *at < body)
                        .find(|(_, c)| {
                            match c {
                                '{' => depth += 1,
                                '}' => depth -= 1,
                                _ => {}
                            }
                            depth == 0
                        });
                closing.map_or(rest.len(), |(at, _)| at + 1)
            }
        };
        let blank: String = rest[..end]
            .chars()
            .map(|c| if c == '\n' { '\n' } else { ' ' })
            .collect();
        kept.replace_range(start..start + end, &blank);
    }
    kept
}

/// Every path of at least two names, with its place; the names of a `use` group each for
/// itself.
fn paths(code: &str) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < code.len() {
        let rest = &code[at..];
        let name = leading_name(rest);
        if name.is_empty() {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let is_inside_path = code[..at].trim_end().ends_with("::");
        if is_inside_path || !rest[name.len()..].starts_with("::") {
            at += name.len();
            continue;
        }
        at += tree(rest, at, &[], &mut found);
    }
    found
}

/// Reads `a::b`, `a::{b, c::d}`, `a::*`; answers how much of the text it was.
fn tree(text: &str, at: usize, before: &[String], found: &mut Vec<(usize, Vec<String>)>) -> usize {
    let mut path = before.to_vec();
    let mut read = 0;
    loop {
        let name = leading_name(&text[read..]);
        if !name.is_empty() {
            path.push(name.to_owned());
            read += name.len();
            if text[read..].starts_with("::") {
                read += 2;
                continue;
            }
        } else if text[read..].starts_with('{') {
            read += 1;
            while !text[read..].starts_with('}') && read < text.len() {
                let rest = &text[read..];
                read += if leading_name(rest).is_empty() {
                    rest.chars().next().map_or(1, char::len_utf8)
                } else {
                    tree(rest, at + read, &path, found)
                };
            }
            return read + 1;
        }
        found.push((at, path));
        return read.max(1);
    }
}

fn leading_name(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_'));
    &text[..end.unwrap_or(text.len())]
}

#[test]
fn every_arrow_points_down() {
    let wrong = Source::of_core().first_wrong_arrow();
    assert_eq!(wrong, None, "{}", wrong.as_deref().unwrap_or_default());
}

#[test]
fn no_files_use_each_other_in_a_circle_but_parent_and_child() {
    let circle = Source::of_core().first_circle();
    assert_eq!(circle, None, "{}", circle.as_deref().unwrap_or_default());
}

#[test]
fn an_arrow_that_points_back_is_named_with_file_and_line() {
    let core = Source::of(&[
        ("finding.rs", ""),
        (
            "registry.rs",
            "// crate::wave is not used here.\n\nuse crate::{finding::A, wave::B};",
        ),
        ("wave.rs", "use crate::registry::C;"),
    ]);
    assert_eq!(
        core.first_wrong_arrow().unwrap(),
        "core/src/registry.rs:3: registry -> wave (wave): wave is not below registry"
    );
}

#[test]
fn what_travels_uses_no_rules() {
    let core = Source::of(&[
        ("registry.rs", ""),
        ("platform.rs", "fn f() { crate::registry::g() }"),
    ]);
    let wrong = core.first_wrong_arrow().unwrap();
    assert!(
        wrong.ends_with("platform holds what travels and uses no rules"),
        "{wrong}"
    );
}

#[test]
fn a_circle_is_found_through_a_folder_and_named_arrow_by_arrow() {
    let core = Source::of(&[
        ("wave.rs", "mod a;\nmod b;"),
        ("wave/a.rs", "use super::b::B;"),
        ("wave/b.rs", "mod c;\nuse c::C;"),
        ("wave/b/c.rs", "use super::B;\nuse super::super::a::A;"),
    ]);
    assert_eq!(
        core.first_circle().unwrap(),
        "core/src/wave/a.rs:1: a -> b (wave::b)\ncore/src/wave/b/c.rs:2: b -> a (wave::a)\n"
    );
}

#[test]
fn tests_comments_texts_and_parents_are_no_arrows() {
    let core = Source::of(&[
        ("wave.rs", "mod a;\nfn f() { a::g() }"),
        (
            "wave/a.rs",
            "use super::f; // crate::snippet::X\nconst T: &str = r#\"crate::snippet::Y\"#;\n\
             #[cfg(test)]\nmod tests { use crate::snippet::Z; }",
        ),
        ("snippet.rs", ""),
    ]);
    assert_eq!(
        (core.first_wrong_arrow(), core.first_circle()),
        (None, None)
    );
}
