//! Submitting the form: what keeps it from being sent, and what the server said of it.

use wavepass_core::credentials::Field;
use wavepass_core::finding::Severity;
use wavepass_core::platform::outcome::{NotDone, SaveError};

use super::{Effect, FormModel, Purpose, Target};
use crate::credentials::arrival::Arrival;
use crate::credentials::late_failure;

/// What is under way, and what came of the last try.
#[derive(Debug)]
pub(super) enum Work {
    /// Nothing is under way.
    Idle(Tried),
    /// What was submitted is on its way to the server.
    Sending {
        /// Why Wave most likely never uses it, where that is so.
        unused: Option<String>,
    },
    /// What was pasted is added, while the form itself waits as it was.
    AddingAll(Tried),
}

/// What came of the last try to submit.
#[derive(Debug, Default)]
pub(super) enum Tried {
    /// Nobody tried.
    #[default]
    NotYet,
    /// Something has to be corrected, looked at or insisted on first.
    Stopped {
        /// Whether there were warnings that nobody had seen or insisted against.
        warned: bool,
    },
    /// The session had run out. The shell asks to sign in again, above the form as it is.
    SessionEnded,
    /// The server did not take it.
    Refused(SaveError),
}

impl Default for Work {
    fn default() -> Self {
        Self::Idle(Tried::NotYet)
    }
}

impl Work {
    /// Whether something is under way.
    pub(super) const fn is_pending(&self) -> bool {
        !matches!(self, Self::Idle(_))
    }

    /// Whether somebody has submitted the form.
    pub(super) const fn is_submitted(&self) -> bool {
        !matches!(self.tried(), Some(Tried::NotYet))
    }

    /// What came of the last try; `None` while that is not known.
    pub(super) const fn tried(&self) -> Option<&Tried> {
        match self {
            Self::Idle(tried) | Self::AddingAll(tried) => Some(tried),
            Self::Sending { .. } => None,
        }
    }
}

impl FormModel {
    /// Sends the form, or shows what has to be done first. Warnings that were not shown yet,
    /// because their field was never left, are shown before anything is sent. While something
    /// is under way, nothing happens.
    pub(super) fn submit(&mut self, now: i64) -> Vec<Effect> {
        if self.work.is_pending() {
            return Vec::new();
        }
        // Who presses Enter in the field has not seen it change.
        let changed = self.put_registry_right();
        let context = self.context(now);
        let findings = self.form.all_findings(&context);
        let unseen = findings.iter().any(|(field, finding)| {
            finding.severity == Severity::Warning && !self.seen.contains(&(*field, finding.code))
        });
        let hopeless = !self.insists && !self.form.never_works(&context).is_empty();
        let seen = findings
            .iter()
            .map(|(field, finding)| (*field, finding.code));
        self.seen.extend(seen);
        let warned = changed || unseen || hopeless;
        match self.form.validate(&context) {
            Ok(request) if !warned => {
                let unused = self.unused(&context).filter(|_| self.is_for_registry());
                self.work = Work::Sending { unused };
                vec![Effect::Send(request)]
            }
            _ => {
                self.work = Work::Idle(Tried::Stopped { warned });
                vec![Effect::Focus(Target::Summary)]
            }
        }
    }

    /// The server has answered what was sent under a name: with the id, or why not.
    pub(super) fn answered(
        &mut self,
        name: String,
        answer: Result<String, SaveError>,
    ) -> Vec<Effect> {
        match answer {
            Ok(id) => {
                let said = said_when_saved(&self.purpose, &name, self.is_blank());
                let unused = match std::mem::take(&mut self.work) {
                    Work::Sending { unused } => unused,
                    Work::Idle(_) | Work::AddingAll(_) => None,
                };
                let arrival = match self.purpose {
                    Purpose::Add => Some(Arrival {
                        id,
                        name,
                        unused,
                        is_for_images: self.is_for_registry(),
                    }),
                    Purpose::Edit(_) => None,
                };
                self.clear();
                vec![said, Effect::GoToList(arrival)]
            }
            Err(error) if error.is_signed_out() => {
                self.work = Work::Idle(Tried::SessionEnded);
                Vec::new()
            }
            Err(error) => {
                if error == SaveError::NameTaken {
                    self.name.refused(name, self.form.value(Field::Name));
                }
                self.work = Work::Idle(Tried::Refused(error));
                vec![Effect::Focus(Target::Summary)]
            }
        }
    }
}

/// What is said when somebody has left the form before the server answered; `is_blank` when no
/// secret was sent.
pub(crate) fn said_too_late(
    purpose: &Purpose,
    name: &str,
    answer: &Result<String, SaveError>,
    is_blank: bool,
) -> Effect {
    let done = match purpose {
        Purpose::Add => "added",
        Purpose::Edit(_) => "changed",
    };
    match answer {
        Ok(_) => said_when_saved(purpose, name, is_blank),
        Err(error) => Effect::Notify(late_failure::told(name, done, error)),
    }
}

fn said_when_saved(purpose: &Purpose, name: &str, is_blank: bool) -> Effect {
    match purpose {
        Purpose::Add => Effect::Say(format!("Credentials {name} added.")),
        Purpose::Edit(change) => Effect::Notify(format!(
            "Credentials {name} saved.{}{}",
            if change.described.summary.registry.is_some() {
                " New runs use them within 60 seconds; a run that is under way keeps the old ones \
                 for up to 24 hours."
            } else {
                ""
            },
            if is_blank {
                change.blank.afterwards()
            } else {
                ""
            }
        )),
    }
}
