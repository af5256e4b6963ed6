//! The options of the scopes that Wavepass knows, as data.
//!
//! Start at [`option`].

/// One option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConfigOption {
    /// Its name with dots.
    pub path: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// The first stable version of Nextflow that has it, where known.
    pub since: Option<Version>,
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
}

/// A version of Nextflow: `24.10.1`, `25.02.0-edge`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// The year.
    pub year: u16,
    /// The month.
    pub month: u16,
    /// Counts releases of the month.
    pub patch: u16,
}

impl Version {
    /// Reads `24.10`, `24.10.1`, `25.02.0-edge`.
    pub fn parse(text: &str) -> Option<Self> {
        let _ = text;
        None
    }
}

/// The option of that name.
pub fn option(path: &str) -> Option<&'static ConfigOption> {
    let _ = path;
    None
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:02}", self.year, self.month)
    }
}
