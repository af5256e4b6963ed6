//! Submitting the form: what keeps it from being sent, and what the server said of it.

use leptos::prelude::*;
use wavepass_core::credentials::{CredentialsRequest, Field};
use wavepass_core::finding::{Finding, Severity};

use super::FormState;
use crate::api::ApiError;

/// What a press on Add leads to.
pub(crate) enum Submission {
    /// Nothing: a request is under way.
    Busy,
    /// Something has to be corrected, or looked at, first.
    Stopped,
    /// The request to send.
    Ready(CredentialsRequest),
}

impl FormState {
    /// Every error that is due after a submission, in the order of the form.
    pub(crate) fn errors(self) -> Signal<Vec<(Field, Finding)>> {
        Signal::derive(move || {
            if !self.submitted.get() {
                return Vec::new();
            }
            let mut errors = self.all_findings();
            errors.retain(|(_, finding)| finding.is_error());
            errors
        })
    }

    /// Marks the form as submitted and says what is to be done. Warnings that were not shown
    /// yet, because their field was never left, are shown before anything is sent.
    pub(crate) fn submit(self) -> Submission {
        if self.pending.get_untracked() {
            return Submission::Busy;
        }
        // Who presses Enter in the field has not seen it change.
        let changed = self.put_registry_right();
        let unseen = changed || untrack(|| self.has_unseen_warning());
        let hopeless = untrack(|| self.never_works()) && !self.insists.get_untracked();
        self.submitted.set(true);
        self.warned.set(unseen || hopeless);
        untrack(|| self.see(|_| true));
        self.refusal.set(None);
        let context = untrack(|| self.context());
        match self.form.with_untracked(|form| form.validate(&context)) {
            Err(_) => Submission::Stopped,
            Ok(_) if unseen || hopeless => Submission::Stopped,
            Ok(request) => Submission::Ready(request),
        }
    }

    /// The warnings that stopped the last submission, as long as they hold.
    pub(crate) fn warnings(self) -> Signal<Vec<(Field, Finding)>> {
        Signal::derive(move || {
            if !self.warned.get() || !self.errors().with(Vec::is_empty) {
                return Vec::new();
            }
            let mut warnings = self.all_findings();
            warnings.retain(|(_, finding)| finding.severity == Severity::Warning);
            let notice = self.registry.notice();
            warnings.extend(notice.map(|notice| (Field::Registry, notice)));
            warnings
        })
    }

    fn has_unseen_warning(self) -> bool {
        self.seen.with_value(|seen| {
            let unseen = |(field, finding): (Field, Finding)| {
                finding.severity == Severity::Warning && !seen.contains(&(field, finding.code))
            };
            self.all_findings().into_iter().any(unseen)
        })
    }

    /// Remembers the warnings of some fields as seen.
    pub(super) fn see(self, of: impl Fn(Field) -> bool) {
        let findings = self.all_findings();
        self.seen.update_value(|seen| {
            let now = findings.into_iter().filter(|(field, _)| of(*field));
            seen.extend(now.map(|(field, finding)| (field, finding.code)));
        });
    }

    fn all_findings(self) -> Vec<(Field, Finding)> {
        let context = self.context();
        self.form.with(|form| form.all_findings(&context))
    }

    /// Whether Wave can never use what is in the form. It is stored only for somebody who
    /// insists.
    pub(crate) fn never_works(self) -> bool {
        let context = self.context();
        self.form
            .with(|form| !form.never_works(&context).is_empty())
    }

    /// Whether somebody insists on storing what can never work.
    pub(crate) fn insists(self) -> RwSignal<bool> {
        self.insists
    }

    /// Whether a request is under way.
    pub(crate) fn pending(self) -> RwSignal<bool> {
        self.pending
    }

    /// Why the server did not take the form, until the next try.
    pub(crate) fn refusal(self) -> Signal<Option<ApiError>> {
        self.refusal.into()
    }

    /// Keeps the form as it is and says why the credentials of that name were not stored.
    pub(crate) fn refuse(self, name: String, error: ApiError) {
        if matches!(error, ApiError::Conflict(_)) {
            self.taken_name.set(Some(name));
        }
        self.refusal.set(Some(error));
    }
}
