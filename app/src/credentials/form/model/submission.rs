//! Submitting the form: what keeps it from being sent, and what the server said of it.

use wavepass_core::credentials::{CredentialsRequest, Field};
use wavepass_core::finding::Severity;
use wavepass_core::platform::outcome::{NotDone, SaveError};

use super::{Change, Effect, FormModel, Purpose, Target};
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
        let findings = self.all_findings(&context);
        let is_wrong = findings.iter().any(|(_, finding)| finding.is_error());
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
            Ok(request) if !warned && !is_wrong => {
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
                let is_blank = self.is_blank();
                let unused = match std::mem::take(&mut self.work) {
                    Work::Sending { unused } => unused,
                    Work::Idle(_) | Work::AddingAll(_) => None,
                };
                let arrival = match self.purpose {
                    // The page says it, and what is left to do.
                    Purpose::Rotate(ref change, _) => {
                        self.saved = Some(said_when_rotated(&name, change, is_blank));
                        self.clear();
                        return vec![Effect::Focus(Target::Saved)];
                    }
                    Purpose::Edit(ref change) => {
                        let said = said_when_edited(&name, change, is_blank);
                        self.clear();
                        let title = "Credentials saved";
                        return vec![Effect::TellInList { title, said }];
                    }
                    Purpose::Add | Purpose::Copy(_) => Arrival {
                        id,
                        name: name.clone(),
                        unused,
                        is_for_images: self.is_for_registry(),
                    },
                };
                let said = said_when_saved(&self.purpose, &name, is_blank);
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

/// Whether a request leaves secrets out that stay as they are: all of them, or one of those that
/// are rotated.
pub(crate) fn leaves_blank(purpose: &Purpose, request: &CredentialsRequest) -> bool {
    let sent = request
        .values()
        .filter(|(spec, _)| spec.is_secret())
        .count();
    match purpose {
        Purpose::Rotate(..) => sent < request.kind().secrets().count(),
        _ => sent == 0,
    }
}

/// What is said when somebody has left the form before the server answered; `is_blank` as
/// [`leaves_blank`] tells.
pub(crate) fn said_too_late(
    purpose: &Purpose,
    name: &str,
    answer: &Result<String, SaveError>,
    is_blank: bool,
) -> Effect {
    let done = match purpose {
        Purpose::Add | Purpose::Copy(_) => "added",
        Purpose::Edit(_) | Purpose::Rotate(..) => "changed",
    };
    match answer {
        Ok(_) => said_when_saved(purpose, name, is_blank),
        Err(error) => Effect::Notify(late_failure::told(name, done, error)),
    }
}

fn said_when_saved(purpose: &Purpose, name: &str, is_blank: bool) -> Effect {
    match purpose {
        Purpose::Add | Purpose::Copy(_) => Effect::Say(format!("Credentials {name} added.")),
        Purpose::Edit(change) => Effect::Tell(said_when_edited(name, change, is_blank)),
        Purpose::Rotate(change, _) => Effect::Tell(said_when_rotated(name, change, is_blank)),
    }
}

fn said_when_edited(name: &str, change: &Change, is_blank: bool) -> String {
    format!("Credentials {name} saved.{}", change.afterwards(is_blank))
}

fn said_when_rotated(name: &str, change: &Change, is_blank: bool) -> String {
    format!(
        "Credentials {name} have the new secret. Their id is still {}, so what refers to them \
         stays as it is.{}",
        change.id,
        change.afterwards(is_blank)
    )
}

impl Change {
    /// What to know once it is saved: when runs see it, where it is Wave that asks for it, whose
    /// caches are known; and what became of a secret that was left blank.
    fn afterwards(&self, is_blank: bool) -> String {
        let runs = if self.described.summary.registry.is_some() {
            " New runs use them within 60 seconds; a run that is under way keeps the old ones for \
             up to 24 hours."
        } else {
            ""
        };
        let blank = if is_blank {
            self.blank.afterwards()
        } else {
            ""
        };
        format!("{runs}{blank}")
    }
}
