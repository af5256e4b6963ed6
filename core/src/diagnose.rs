//! What went wrong, told from the lines of a log.
//!
//! The messages come from the published source of Wave and Nextflow and from reports of their
//! users; which cause is the likeliest is said as such. Secrets are hidden before anything
//! else is done, so that nothing in a report can show one. This module may not know which
//! credentials exist: it names the image, and the resolver does the rest. Start at
//! [`diagnose`].

mod cause;
mod evidence;
mod remedy;
mod step;
mod table;

pub use cause::Cause;
pub use evidence::Evidence;
pub use step::{Access, ConfigFix, Step};

use memchr::memmem;

use crate::finding::{Finding, rules};
use crate::image::extract::{self, Found};
use crate::image::wave::parse;
use crate::registry::DOCKER_HUB;
use crate::secret::redact::redact;
use crate::wave::resolve::reason::LIST_IS_CACHED;
use table::{Pattern, ROWS, Row};

rules! {
    /// A message in a log has a known cause.
    pub DIAGNOSIS = "diagnosis" {
        severity: Warning,
        why: "The text is compared with messages of Wave, Nextflow, Platform and registries. \
              The likeliest cause is named, and others are possible.",
        action: "Follow the steps that are listed with the cause, in their order.",
    }

    /// No message in the log is known.
    pub NOTHING_RECOGNISED = "nothing-recognised" {
        severity: Info,
        why: "Only messages with a known cause are recognised. That says nothing about whether \
              something went wrong.",
        action: "If the text names images, check which credential Wave uses for them. Otherwise \
                 paste more of the log.",
    }
}

/// How often a message is looked at. One that comes more often says nothing new.
const MOST_LOOKED_AT: usize = 1000;

/// How many images a report names at most for one cause.
const MOST_OF_A_CAUSE: usize = 20;

/// What a log says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What was recognised, in the order of the log; each cause once for each image.
    pub diagnoses: Vec<Diagnosis>,
    /// The images that the log names.
    pub images: Found,
    /// How many lines the log has.
    pub lines: usize,
}

/// One thing that went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// Which row of the table it is.
    pub cause: Cause,
    /// The line that shows it, without secrets.
    pub evidence: Evidence,
    /// The image or repository that it is about.
    pub image: Option<String>,
    /// The registry that it is about.
    pub host: Option<String>,
    /// What to do, in this order.
    pub steps: Vec<Step>,
}

/// Reads a log.
pub fn diagnose(log: &str) -> Report {
    let log = redact(log);
    let mut diagnoses = Vec::new();
    for row in &ROWS {
        for pattern in row.patterns {
            collect(&log, row, pattern, &mut diagnoses);
        }
    }
    diagnoses.sort_unstable_by_key(|d| (d.evidence.offset, d.cause));
    let mut lines = evidence::LineCounter::new(&log);
    for diagnosis in &mut diagnoses {
        diagnosis.evidence.line = lines.line_of(diagnosis.evidence.offset);
    }
    Report {
        diagnoses,
        images: extract::extract(&log),
        lines: lines.total(),
    }
}

impl Report {
    /// What holds for the whole report: that nothing was recognised, or that a run in
    /// progress does not see what is changed now.
    pub fn note(&self) -> Option<Finding> {
        if self.diagnoses.is_empty() {
            return Some(Finding::info(
                NOTHING_RECOGNISED,
                match self.images.images.len() {
                    0 => "Nothing in this text is a message that Wavepass knows, and no image \
                          is named in it."
                        .to_owned(),
                    1 => "Nothing in this text is a message that Wavepass knows. It names one \
                          image: check which credential Wave uses for it."
                        .to_owned(),
                    count => format!(
                        "Nothing in this text is a message that Wavepass knows. It names \
                         {count} images: check which credentials Wave uses for them."
                    ),
                },
            ));
        }
        let is_cached = |diagnosis: &Diagnosis| diagnosis.cause.is_about_a_credential();
        self.diagnoses.iter().any(is_cached).then(|| {
            Finding::info(
                LIST_IS_CACHED,
                "A run that is already in progress keeps the credential list it started with \
                 for up to 24 hours: relaunch or resume after fixing.",
            )
        })
    }
}

impl Diagnosis {
    /// What is most likely the case.
    pub fn finding(&self) -> Finding {
        Finding::warning(DIAGNOSIS, self.cause.likely())
    }
}

fn collect(log: &str, row: &'static Row, pattern: &Pattern, diagnoses: &mut Vec<Diagnosis>) {
    let places = memmem::find_iter(log.as_bytes(), pattern.needle);
    for offset in places.take(MOST_LOOKED_AT) {
        let of_cause = diagnoses.iter().filter(|d| d.cause == row.cause);
        if of_cause.count() >= MOST_OF_A_CAUSE {
            return;
        }
        let evidence = Evidence::around(log, offset);
        if !pattern.also.iter().all(|also| evidence.text.contains(also)) {
            continue;
        }
        let (image, host) = subject(row, &evidence.text);
        let is_known = diagnoses
            .iter()
            .any(|d| d.cause == row.cause && d.image == image && d.host == host);
        if !is_known {
            let steps = row.steps.iter();
            diagnoses.push(Diagnosis {
                cause: row.cause,
                steps: steps
                    .filter_map(|step| step.about(image.as_deref(), host.as_deref()))
                    .collect(),
                evidence,
                image,
                host,
            });
        }
    }
}

/// The image and the host that a message is about.
fn subject(row: &Row, text: &str) -> (Option<String>, Option<String>) {
    if row.cause == Cause::DockerHubLimit {
        return (None, Some(DOCKER_HUB.to_owned()));
    }
    let quoted = row.opening.and_then(|opening| between(text, opening));
    let image = quoted.or_else(|| extract::image_in_message(text));
    let host = match &image {
        Some(image) => parse(image).ok().map(|coordinates| coordinates.registry),
        None => evidence::registry_in(text),
    };
    (image, host)
}

/// What stands behind an opening, up to a quote or white space.
fn between(text: &str, opening: &str) -> Option<String> {
    let (_, rest) = text.split_once(opening)?;
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '`' | '\\'))
        .unwrap_or(rest.len());
    let found = rest.get(..end)?.trim_end_matches(['.', ',', ';']);
    (!found.is_empty()).then(|| found.to_owned())
}

#[cfg(test)]
#[path = "diagnose_tests.rs"]
mod tests;

#[cfg(test)]
mod echo_tests;

#[cfg(test)]
mod subjects_tests;
