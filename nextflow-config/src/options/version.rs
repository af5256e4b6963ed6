//! Versions of Nextflow.
//!
//! Stable ones come in April and October; those of other months are on the way to the next
//! stable one. Start at [`Version::parse`].

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
    pub(super) const fn new(year: u16, month: u16, patch: u16) -> Self {
        Self { year, month, patch }
    }

    /// Reads `24.10`, `v24.10.1`, `25.02.0-edge`, also with the build or an operator that
    /// `nextflowVersion` of a manifest has (`!>=24.04.2`).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches(['!', '>', '=', 'v', ' ']);
        let numbers = text.split(['-', '+', ' ']).next().unwrap_or_default();
        let mut parts = numbers.split('.');
        let mut part = || {
            let digits = parts.next()?;
            let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            if is_number { digits.parse().ok() } else { None }
        };
        let (year, month) = (part()?, part()?);
        let patch = match parts.next() {
            None => 0,
            Some(patch) => patch.parse().ok()?,
        };
        (1..=12)
            .contains(&month)
            .then_some(Self { year, month, patch })
    }

    /// Whether it is no version on the way to another.
    pub(super) fn is_stable(self) -> bool {
        matches!(self.month, 4 | 10)
    }

    /// Whether this is the stable version to which another one is on the way.
    pub(super) fn follows(self, other: Self) -> bool {
        let months = |version: Self| u32::from(version.year) * 12 + u32::from(version.month);
        let (this, that) = (months(self), months(other));
        that < this && this - that < 6
    }
}

/// Writes a version the way Nextflow's documentation does: `24.10`, `24.10.2`,
/// `25.02.0-edge`.
impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}.{:02}", self.year, self.month)?;
        if !self.is_stable() {
            write!(f, ".{}-edge", self.patch)
        } else if self.patch > 0 {
            write!(f, ".{}", self.patch)
        } else {
            Ok(())
        }
    }
}
