//! What went wrong, told from the lines of a log.
//!
//! The table ([`CAUSES`]) says which messages are known, who says them, what they mean and what
//! to do. A log is read in these stages, each knowing only those before it:
//!
//! 1. secrets are hidden, so that nothing in a report can show one;
//! 2. `scan` finds every message in one pass;
//! 3. `reading` makes errors of them, with one cause and one `subject` each: `wording` tells
//!    whose words a line is in, `task_output` what a task has printed itself.
//!
//! Which of the possible reasons is the likely one depends on what is stored:
//! [`Diagnosis::explain`] asks the table of coverage. Start at [`diagnose`], or at
//! [`LogReader`] where a long log must not hold up a page.

mod cause;
mod evidence;
mod explain;
mod host;
mod limit;
mod message;
mod reading;
mod remedy;
mod scan;
mod step;
mod subject;
mod task_output;
mod wording;

pub use cause::{CAUSES, Cause, CauseRow, Mends};
pub use evidence::Evidence;
pub use explain::{Explanation, order};
pub use message::{Message, Place, Weight};
pub use remedy::withhold_offers;
pub use step::{Access, ConfigFix, Step};

use std::borrow::Cow;

use crate::finding::{Finding, rules};
use crate::image::extract::{self, Found, WaveUse};
use crate::secret::redact::Redactor;
use crate::wave::resolve::reason::LIST_IS_CACHED;
use scan::Scan;

rules! {
    /// A message in a log has a known cause.
    pub DIAGNOSIS = "diagnosis" {
        severity: Warning,
        why: "The text is compared with messages of Wave, Nextflow, Platform, container engines \
              and registries. What the message means is said, and which of its reasons is the \
              likely one by what is stored; others are possible.",
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

/// What is looked for in a log, in a sentence.
const LOOKED_FOR: &str = "It looks for what container engines, clouds and registries say when a \
                          pull is refused or limited, an image is not there or a network, a disk \
                          or a processor is in the way, and for the errors of Wave, Nextflow and \
                          Platform.";

/// How much of a log is read in one go where a page must not stand still: a few milliseconds
/// in a browser.
const SLICE: usize = 128 * 1024;

/// What a log says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What was recognised, the likeliest first; each cause once for each image.
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
    /// What this wording tells beyond the cause.
    pub note: Option<&'static str>,
    /// Whether Wave itself says it, so that the request or the pull has gone through Wave.
    pub is_waves: bool,
    /// Whether a credential mends it, at this registry.
    pub mends: Mends,
    /// The image or repository that it is about.
    pub image: Option<String>,
    /// The registry that it is about.
    pub host: Option<String>,
    /// The name that Wave gave to the image that it is about. Nobody logs in to its host, and
    /// it hides the registry of its source.
    pub wave_name: Option<String>,
    /// What to do, in this order.
    pub steps: Vec<Step>,
}

/// Reads a log.
pub fn diagnose(log: &str) -> Report {
    let mut reader = LogReader::new(log);
    while !reader.advance(usize::MAX) {}
    reader.finish()
}

/// Reads a log in parts.
///
/// ```
/// use wavepass_core::diagnose::LogReader;
///
/// let mut reader = LogReader::new("docker: command not found\n");
/// while !reader.advance_a_little() {
///     // Give the page a chance to draw itself.
/// }
/// assert_eq!(reader.finish().diagnoses[0].cause.name(), "no-engine");
/// ```
pub struct LogReader<'a> {
    log: &'a str,
    profiles: Option<Vec<&'a str>>,
    stage: Stage<'a>,
}

enum Stage<'a> {
    /// Secrets are looked for, up to this byte.
    Hide(Box<Redactor<'a>>, usize),
    /// Messages are looked for, up to this byte, in the log as it is: what hides secrets may
    /// hide a word of a message, too. Only the log without secrets is shown.
    Scan(reading::Log<'a>, Scan, usize),
    /// Images are looked for, up to this byte.
    Images {
        log: Cow<'a, str>,
        diagnoses: Vec<Diagnosis>,
        images: extract::Extraction,
    },
    /// Nothing is left to do.
    Done(Box<Report>),
    /// A stage is on its way to the next.
    Between,
}

impl<'a> LogReader<'a> {
    /// Nothing is read yet.
    pub fn new(log: &'a str) -> Self {
        Self {
            log,
            profiles: None,
            stage: Stage::Hide(Box::new(Redactor::new(log)), 0),
        }
    }

    /// The same text where it is known which profiles the run selects, in case it is a
    /// configuration.
    #[must_use]
    pub fn with_profiles(mut self, profiles: Vec<&'a str>) -> Self {
        self.profiles = Some(profiles);
        self
    }

    /// Reads on for a few milliseconds. Answers whether everything is read.
    pub fn advance_a_little(&mut self) -> bool {
        self.advance(SLICE)
    }

    /// Reads on by so many bytes, or to the end of a stage. Answers whether everything is read.
    fn advance(&mut self, bytes: usize) -> bool {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Between) {
            Stage::Hide(mut redactor, at) => {
                let to = at.saturating_add(bytes);
                if redactor.advance(to) {
                    let (shown, places) = redactor.finish();
                    let given = self.log;
                    Stage::Scan(
                        reading::Log {
                            given,
                            shown,
                            places,
                        },
                        Scan::new(),
                        0,
                    )
                } else {
                    Stage::Hide(redactor, to)
                }
            }
            Stage::Scan(log, mut scan, at) => {
                let to = at.saturating_add(bytes);
                if scan.advance(log.given.as_bytes(), to) {
                    let diagnoses = reading::diagnoses(&log, &scan.into_hits());
                    let images = extract::Extraction::of(
                        &log.shown,
                        !diagnoses.is_empty(),
                        self.profiles.as_deref(),
                    );
                    Stage::Images {
                        log: log.shown,
                        diagnoses,
                        images,
                    }
                } else {
                    Stage::Scan(log, scan, to)
                }
            }
            Stage::Images {
                log,
                diagnoses,
                mut images,
            } => {
                if images.advance(&log, bytes) {
                    let mut images = images.finish();
                    // Who has an answer of Wave has asked it.
                    let has_asked_wave = |it: &Diagnosis| it.is_waves || it.wave_name.is_some();
                    if images.wave == WaveUse::NotSaid && diagnoses.iter().any(has_asked_wave) {
                        images.wave = WaveUse::On;
                    }
                    Stage::Done(Box::new(Report {
                        diagnoses,
                        images,
                        lines: evidence::LineCounter::new(&log).total(),
                    }))
                } else {
                    Stage::Images {
                        log,
                        diagnoses,
                        images,
                    }
                }
            }
            Stage::Done(report) => Stage::Done(report),
            Stage::Between => Stage::Between,
        };
        matches!(self.stage, Stage::Done(_) | Stage::Between)
    }

    /// What the log says. What is not read yet is read now.
    pub fn finish(mut self) -> Report {
        while !self.advance(usize::MAX) {}
        match self.stage {
            Stage::Done(report) => *report,
            _ => Report {
                diagnoses: Vec::new(),
                images: extract::extract(""),
                lines: 0,
            },
        }
    }
}

impl Report {
    /// What holds for the whole report: that nothing was recognised, or that a run in
    /// progress does not see what is changed now.
    pub fn note(&self) -> Option<Finding> {
        if self.diagnoses.is_empty() {
            let images = match self.images.images.len() {
                0 => "No image is named in it either.".to_owned(),
                1 => "It names one image: check which credential Wave uses for it.".to_owned(),
                count => {
                    format!("It names {count} images: check which credentials Wave uses for them.")
                }
            };
            return Some(Finding::info(
                NOTHING_RECOGNISED,
                format!(
                    "Nothing in this text is a message that Wavepass knows. {LOOKED_FOR} {images}"
                ),
            ));
        }
        let is_cached = |diagnosis: &Diagnosis| diagnosis.asks_for_a_credential();
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
    /// What the message means.
    pub fn finding(&self) -> Finding {
        Finding::warning(DIAGNOSIS, self.cause.row().means)
    }

    /// Whether a step asks for a credential.
    fn asks_for_a_credential(&self) -> bool {
        self.steps.iter().any(Step::is_about_a_credential)
    }
}

#[cfg(test)]
#[path = "diagnose_tests.rs"]
mod tests;

#[cfg(test)]
mod echo_tests;

#[cfg(test)]
mod subjects_tests;

#[cfg(test)]
mod wording_tests;
