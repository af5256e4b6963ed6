//! The options of the scopes that this crate knows, as a catalogue.
//!
//! Each has a type, the versions of Nextflow that have it, a default and, where they can be
//! counted, its values; [`RetiredOption`] tells of what is no longer to be used. All of it is
//! data from Nextflow's documentation, source and history: nothing here decides whether a
//! value is right. Start at [`option`].
//!
//! ```
//! use nextflow_config::options::{OptionType, Version, option};
//!
//! let template = option("wave.build.template").expect("Nextflow has it");
//! assert_eq!(template.value_type, OptionType::Text);
//! assert_eq!(template.since, Version::parse("26.04"));
//! assert!(template.values.contains(&"conda/pixi:v1"));
//! ```

mod catalogue;
mod nearest;
mod version;

pub(crate) use nearest::{in_misspelled_scope, misspelled_scope, nearest};
pub use version::Version;

use crate::path::is_at_or_below;
use catalogue::{RETIRED, SCOPES, SERVICE};

/// An option of Nextflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConfigOption {
    /// Its name with dots.
    pub path: &'static str,
    /// What it takes.
    pub value_type: OptionType,
    /// The first stable version of Nextflow that has it, where known.
    pub since: Option<Version>,
    /// The first version between two stable ones that has it, where known.
    pub since_edge: Option<Version>,
    /// What it is when nothing is said, as it would be written; `None` where that depends or
    /// is nothing.
    pub default: Option<&'static str>,
    /// The values that there are, where they can be counted.
    pub values: &'static [&'static str],
    /// Whether Nextflow's documentation names it. One that only the source knows works all
    /// the same, and the strict parser calls it unrecognized.
    pub is_documented: bool,
    /// Whether its value is a token or password, which no message quotes.
    pub is_secret: bool,
}

/// What an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OptionType {
    /// `true` or `false`.
    Bool,
    /// A text.
    Text,
    /// A list of texts, or one text with commas.
    TextList,
    /// A whole number.
    Int,
    /// A number.
    Number,
    /// A duration: `'40m'` or `40.min`.
    Duration,
    /// An amount of memory: `'8 GB'` or `8.GB`.
    Memory,
    /// A text, or `true` and `false`.
    TextOrBool,
}

/// An option, or a scope of them, that is no longer what to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetiredOption {
    /// Its name with dots.
    pub path: &'static str,
    /// What became of it.
    pub status: Status,
    /// The name to use instead, where there is one.
    pub replacement: Option<&'static str>,
    /// What Nextflow makes of it today, as a sentence.
    pub effect: &'static str,
}

/// What became of a [`RetiredOption`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
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
pub fn retired(path: &str) -> Option<&'static RetiredOption> {
    RETIRED
        .iter()
        .find(|retired| is_at_or_below(path, retired.path))
}

/// Whether all options of the scope that a path is in are known, so that any other is none.
pub fn is_known_scope(path: &str) -> bool {
    scope_of(path).is_some()
}

/// Whether the value of a path is a token or password, or part of one.
pub fn is_secret(path: &str) -> bool {
    let is_it = |option: &ConfigOption| option.is_secret && is_at_or_below(path, option.path);
    scope_of(path).is_some_and(|scope| scope.options.iter().any(is_it))
}

/// The options whose values are tokens or passwords.
pub(crate) fn secrets() -> impl Iterator<Item = &'static ConfigOption> {
    options().filter(|option| option.is_secret)
}

/// What a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// An option.
    Option(&'static ConfigOption),
    /// What was one, or is below what was one.
    Retired(&'static RetiredOption),
    /// Something with options in it.
    Scope,
    /// Nothing that Nextflow knows.
    Unknown,
    /// Something of a scope that is not known here.
    Foreign,
}

/// What a path is, at one look.
pub(crate) fn meaning(path: &str) -> Meaning {
    let Some(scope) = scope_of(path) else {
        return Meaning::Foreign;
    };
    if let Some(option) = scope.options.iter().find(|option| option.path == path) {
        return Meaning::Option(option);
    }
    if let Some(retired) = retired(path) {
        return Meaning::Retired(retired);
    }
    let is_around = |option: &ConfigOption| is_at_or_below(option.path, path);
    if scope.options.iter().any(is_around) {
        Meaning::Scope
    } else {
        Meaning::Unknown
    }
}

/// Whether a path is a setting of the Wave service and none of Nextflow.
pub(crate) fn is_of_service(path: &str) -> bool {
    SERVICE.iter().any(|scope| is_at_or_below(path, scope)) && option(path).is_none()
}

/// The name that is none of the scope that it is directly in: `wave.foo` of `wave.foo.bar`.
/// `None` where that scope is not known, or where the name is an option or a scope.
pub(crate) fn unknown_name(path: &str) -> Option<&str> {
    let scope = scope_of(path)?;
    let mut end = scope.name.len();
    loop {
        let rest = path.get(end + 1..)?;
        end += 1 + rest.find('.').unwrap_or(rest.len());
        let name = path.get(..end)?;
        match meaning(name) {
            Meaning::Scope => {}
            Meaning::Unknown => return Some(name),
            _ => return None,
        }
    }
}

/// The one option that a name is that of, in another scope than it is written in.
pub(crate) fn misplaced(path: &str) -> Option<&'static ConfigOption> {
    let name = match scope_of(path) {
        Some(scope) => path.get(scope.name.len() + 1..)?,
        None => path,
    };
    if scope_of(path).is_some()
        && let Some(option) = option(name)
    {
        return Some(option);
    }
    let is_it = |option: &&ConfigOption| {
        let before = option.path.strip_suffix(name);
        before.is_some_and(|before| before.ends_with('.'))
    };
    let mut found = options().filter(is_it);
    found.next().filter(|_| found.next().is_none())
}

/// Scopes of Nextflow's that have no others of those in them that are known here.
const WITHOUT_SCOPES: [&str; 10] = [
    "process", "executor", "aws", "azure", "google", "k8s", "report", "timeline", "trace", "dag",
];

/// The option that a setting is outside of the option's scope: with its whole name in a scope that
/// has no such scope in it (`process.wave.enabled`), there also behind selectors, or by its last name
/// alone (`freeze`), if no other option has that name.
pub(crate) fn outside_scope(path: &str) -> Option<&'static ConfigOption> {
    let Some((first, mut rest)) = path.split_once('.') else {
        return misplaced(path).filter(|option| option.path.matches('.').count() == 1);
    };
    if !WITHOUT_SCOPES.contains(&first) || scope_of(path).is_some() {
        return None;
    }
    while first == "process"
        && let Some(selector) = rest.strip_prefix('\'')
    {
        let is_selector = ["withName:", "withLabel:"]
            .iter()
            .any(|start| selector.starts_with(start));
        let (_, behind) = selector.split_once("'.").filter(|_| is_selector)?;
        rest = behind;
    }
    option(rest)
}

/// Whether a path of no known scope begins like one within a known scope.
pub(crate) fn is_like_scope(path: &str) -> bool {
    let first = path.split('.').next().unwrap_or_default();
    let mut inner = SCOPES
        .iter()
        .flat_map(|scope| scope.options)
        .filter_map(|option| option.path.rsplit_once('.'));
    inner.any(|(scope, _)| scope.split('.').skip(1).any(|name| name == first))
}

/// A scope and all of its options.
struct Scope {
    name: &'static str,
    options: &'static [ConfigOption],
}

fn scope_of(path: &str) -> Option<&'static Scope> {
    SCOPES.iter().find(|scope| is_at_or_below(path, scope.name))
}

impl ConfigOption {
    const fn new(path: &'static str, value_type: OptionType) -> Self {
        Self {
            path,
            value_type,
            since: None,
            since_edge: None,
            default: None,
            values: &[],
            is_documented: true,
            is_secret: false,
        }
    }

    const fn since(mut self, year: u16, month: u16) -> Self {
        self.since = Some(Version::new(year, month, 0));
        self
    }

    const fn since_release(mut self, year: u16, month: u16, patch: u16) -> Self {
        self.since = Some(Version::new(year, month, patch));
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
        self.is_documented = false;
        self
    }

    const fn secret(mut self) -> Self {
        self.is_secret = true;
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
mod tests;
