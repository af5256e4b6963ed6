//! What a browser downloads, against the budget.
//!
//! Which files the credentials page fetches is not reckoned but seen: a real browser shows it.

use std::collections::BTreeSet;
use std::fs;

use anyhow::ensure;
use xshell::Shell;

use crate::app::{self, Profile};
use crate::{step, test, tools};

/// The most that everything may take which the credentials page of somebody who is signed in
/// fetches by itself, in bytes of brotli.
const BUDGET: usize = 200 * 1000;

pub(crate) fn build_and_report(sh: &Shell) -> anyhow::Result<()> {
    tools::for_building(sh)?;
    app::build_if_stale(sh, Profile::Release)?;
    report(sh)
}

/// Names of files that are not of the first program, but of what `app/src/shell/lazy.rs`
/// declares; see `split.rs`.
const LATER: [&str; 2] = ["split_", "chunk_"];

/// When a browser fetches a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// Every page needs it.
    First,
    /// The credentials page fetches it by itself.
    WithPage,
    /// It comes when somebody wants something.
    Later,
}

impl When {
    fn of(name: &str, fetched: &BTreeSet<String>) -> Self {
        if !LATER.iter().any(|start| name.starts_with(start)) {
            Self::First
        } else if fetched.contains(name) {
            Self::WithPage
        } else {
            Self::Later
        }
    }
}

/// A file of the app.
struct File {
    name: String,
    /// In bytes, as it is.
    raw: usize,
    /// In bytes of brotli.
    size: usize,
}

/// Compares the size of what the credentials page fetches with the budget.
pub(crate) fn report(sh: &Shell) -> anyhow::Result<()> {
    let fetched = test::fetched_by_first_page(sh)?;
    step("Size of what the credentials page fetches (brotli)");
    let mut files = Vec::new();
    for path in app::files(&sh.current_dir().join("dist"))? {
        let bytes = fs::read(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        files.push(File {
            name: name.into_owned(),
            raw: bytes.len(),
            size: app::brotli(&bytes)?.len(),
        });
    }
    for file in &files {
        let when = match When::of(&file.name, &fetched) {
            When::First => "",
            When::WithPage => ", fetched by the page",
            When::Later => ", when it is wanted",
        };
        println!("{:>9}  {} ({} raw{when})", file.size, file.name, file.raw);
    }
    let sizes = Sizes::of(&files, &fetched)?;
    println!("{:>9}  come when they are wanted", sizes.later);
    println!("{:>9}  the first program", sizes.first);
    println!("{:>9}  the whole page, of {BUDGET}", sizes.page);
    sizes.ensure_fits(BUDGET)
}

/// Sums, in bytes of brotli.
#[derive(Debug, PartialEq, Eq)]
struct Sizes {
    /// What every page needs.
    first: usize,
    /// What the credentials page fetches by itself: the first program among it.
    page: usize,
    /// What comes when somebody wants something.
    later: usize,
}

impl Sizes {
    fn of(files: &[File], fetched: &BTreeSet<String>) -> anyhow::Result<Self> {
        let unknown = fetched
            .iter()
            .find(|name| files.iter().all(|file| file.name != **name));
        ensure!(
            unknown.is_none(),
            "the page fetches {}, which is not in dist",
            unknown.map_or("", String::as_str)
        );
        let sum = |when| {
            let files = files.iter();
            let counted = files.filter(|file| When::of(&file.name, fetched) == when);
            counted.map(|file| file.size).sum::<usize>()
        };
        let first = sum(When::First);
        Ok(Self {
            first,
            page: first + sum(When::WithPage),
            later: sum(When::Later),
        })
    }

    fn ensure_fits(&self, budget: usize) -> anyhow::Result<()> {
        let over = self.page.saturating_sub(budget);
        ensure!(over == 0, "the page is {over} bytes over its budget");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(fetched: &[&str]) -> anyhow::Result<Sizes> {
        let files = [
            ("index.html", 1),
            ("icon.svg", 2),
            ("chunk_3.wasm", 10),
            ("split_a.wasm", 100),
            ("split_b.wasm", 1000),
        ];
        let files = files.map(|(name, size)| File {
            name: name.to_owned(),
            raw: 0,
            size,
        });
        Sizes::of(
            &files,
            &fetched.iter().copied().map(str::to_owned).collect(),
        )
    }

    #[test]
    fn what_the_page_fetches_by_itself_counts_whatever_file_it_is_in() {
        let fetched = ["index.html", "split_a.wasm", "chunk_3.wasm"];
        let expected = Sizes {
            first: 3,
            page: 113,
            later: 1000,
        };
        assert_eq!(sizes(&fetched).unwrap(), expected);
        let alone = sizes(&["index.html"]).unwrap();
        assert_eq!((alone.first, alone.page, alone.later), (3, 3, 1110));
    }

    #[test]
    fn the_whole_page_has_to_fit() {
        let sizes = sizes(&["split_a.wasm"]).unwrap();
        assert!(sizes.ensure_fits(103).is_ok());
        let error = sizes.ensure_fits(100).unwrap_err();
        assert_eq!(error.to_string(), "the page is 3 bytes over its budget");
    }

    #[test]
    fn a_file_that_nobody_built_is_not_passed_over() {
        let error = sizes(&["split_c.wasm"]).unwrap_err();
        assert!(error.to_string().contains("split_c.wasm"), "{error}");
    }
}
