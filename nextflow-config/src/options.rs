//! The options of the scopes that Wavepass knows, as data.
//!
//! From Nextflow's documentation, source and history. Nothing here decides whether a value is
//! right. Start at [`option`].

mod catalogue;
mod engines;
mod suggest;
mod version;

pub use version::Version;

use catalogue::{RETIRED, SCOPES};

/// One option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConfigOption {
    /// Its name with dots.
    pub path: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// The first stable version of Nextflow that has it, where known.
    pub since: Option<Version>,
    /// The first version between two stable ones that has it, where known.
    pub since_edge: Option<Version>,
    /// What it is when nothing is said, as it would be written; `None` where that depends or
    /// is nothing.
    pub default: Option<&'static str>,
    /// The values that there are, where they can be counted.
    pub values: &'static [&'static str],
    /// Whether Nextflow's documentation names it.
    pub standing: Standing,
}

/// Whether an option is one for everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is documented.
    Documented,
    /// Only the source knows it: it works, and the strict parser calls it unrecognized.
    Undocumented,
}

/// What an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// `true` or `false`.
    Bool,
    /// A text.
    Text,
    /// A list of texts, or one text with commas.
    Texts,
    /// A whole number.
    Int,
    /// A number.
    Number,
    /// A duration: `'40m'` or `40.min`.
    Duration,
    /// An amount of memory: `'8 GB'` or `8.GB`.
    Size,
    /// A text, or `true` and `false`.
    TextOrBool,
}

/// An option, or a scope of them, that is no longer what to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retired {
    /// Its name with dots.
    pub path: &'static str,
    /// What became of it.
    pub fate: Fate,
    /// The name to use instead, where there is one.
    pub instead: Option<&'static str>,
    /// What Nextflow makes of it today, as a sentence.
    pub today: &'static str,
}

/// What became of a [`Retired`] option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is still read, or was until something replaced it.
    Deprecated,
    /// It is no longer there.
    Removed,
}

/// The option of that name.
pub fn option(path: &str) -> Option<&'static ConfigOption> {
    let scope = scope_of(path)?;
    scope.options.iter().find(|option| option.path == path)
}

/// Every option, scope by scope.
pub fn options() -> impl Iterator<Item = &'static ConfigOption> {
    SCOPES.iter().flat_map(|scope| scope.options)
}

/// What is known of a name that is no longer to be used; also of the names below it.
pub fn retired(path: &str) -> Option<&'static Retired> {
    RETIRED.iter().find(|retired| is_below(path, retired.path))
}

/// Whether all options of the scope that a path is in are known, so that any other is none.
pub fn is_known_scope(path: &str) -> bool {
    scope_of(path).is_some()
}

pub(super) use suggest::suggest;

/// What a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// An option.
    Option(&'static ConfigOption),
    /// What was one, or is below what was one.
    Retired(&'static Retired),
    /// Something with options in it.
    Scope,
    /// Nothing that Nextflow knows.
    Unknown,
    /// Something of a scope that is not known here.
    Foreign,
}

/// What a path is, at one look.
pub(super) fn meaning(path: &str) -> Meaning {
    let Some(scope) = scope_of(path) else {
        return Meaning::Foreign;
    };
    if let Some(option) = scope.options.iter().find(|option| option.path == path) {
        return Meaning::Option(option);
    }
    if let Some(retired) = retired(path) {
        return Meaning::Retired(retired);
    }
    let is_around = |option: &ConfigOption| is_below(option.path, path);
    if scope.options.iter().any(is_around) {
        Meaning::Scope
    } else {
        Meaning::Unknown
    }
}

/// A scope and all of its options.
struct Scope {
    name: &'static str,
    options: &'static [ConfigOption],
}

fn scope_of(path: &str) -> Option<&'static Scope> {
    SCOPES.iter().find(|scope| is_below(path, scope.name))
}

/// Whether a path is that of a scope or of something in it.
pub(super) fn is_below(path: &str, scope: &str) -> bool {
    path.strip_prefix(scope)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

impl ConfigOption {
    const fn new(path: &'static str, takes: Takes) -> Self {
        Self {
            path,
            takes,
            since: None,
            since_edge: None,
            default: None,
            values: &[],
            standing: Standing::Documented,
        }
    }

    const fn since(mut self, year: u16, month: u16) -> Self {
        self.since = Some(Version::new(year, month, 0));
        self
    }

    const fn edge(mut self, year: u16, month: u16, patch: u16) -> Self {
        self.since_edge = Some(Version::new(year, month, patch));
        self
    }

    const fn default(mut self, written: &'static str) -> Self {
        self.default = Some(written);
        self
    }

    const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }

    const fn undocumented(mut self) -> Self {
        self.standing = Standing::Undocumented;
        self
    }

    /// Whether a version of Nextflow has it; `None` where that is not known.
    pub fn is_in(&self, version: Version) -> Option<bool> {
        let stable = self.since?;
        if let Some(edge) = self.since_edge {
            return Some(version >= edge);
        }
        // One of the versions on the way to the first stable one brought it.
        let is_between = !version.is_stable() && stable.follows(version);
        (!is_between).then_some(version >= stable)
    }
}

#[cfg(test)]
#[path = "options_tests.rs"]
mod tests;
