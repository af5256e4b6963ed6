//! What the rules say of the form as it is, and which of it is due to be shown.

use std::borrow::Cow;

use wavepass_core::credentials::field::Format;
use wavepass_core::credentials::{CredentialsForm, Field, Kind, ValidationContext};
use wavepass_core::finding::{Finding, Severity};
use wavepass_core::registry::catalogue::Registry;
use wavepass_core::registry::guide::Guide;

use super::FormModel;
use super::submission::Tried;

/// What the rules say of the whole form. It is made once for each change, and everything that is
/// shown is picked from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Judgement {
    /// In the order of the form.
    findings: Vec<(Field, Finding)>,
    /// Whether Wave can never use what is in the form. It is stored only for somebody who
    /// insists.
    pub(crate) never_works: bool,
}

impl FormModel {
    /// Judges the form at a time, in Unix seconds.
    pub(crate) fn judge(&self, now: i64) -> Judgement {
        let context = self.context(now);
        Judgement {
            findings: self.all_findings(&context),
            never_works: !self.to_be().never_works(&context).is_empty(),
        }
    }

    /// Everything that the rules say, in the order of the form.
    pub(super) fn all_findings(&self, context: &ValidationContext) -> Vec<(Field, Finding)> {
        let mut findings = self.form.all_findings(context);
        if let Some(rotation) = self.purpose.rotation() {
            findings.extend(rotation.findings(&self.form));
        }
        findings
    }

    /// The form as it will be once its fields are left: a host in another spelling is put right
    /// then, so it is no reason to store anything in spite of it.
    fn to_be(&self) -> Cow<'_, CredentialsForm> {
        let to_be = self.spelling.to_be(self.value(Field::Registry));
        match to_be.filter(|_| self.is_for_registry() && self.asks_all()) {
            None => Cow::Borrowed(&self.form),
            Some((host, _)) => {
                let mut form = self.form.clone();
                form.set(Field::Registry, host);
                Cow::Owned(form)
            }
        }
    }

    /// The findings of a field that are due, gravest first.
    pub(crate) fn due(&self, field: Field, judgement: &Judgement) -> Vec<Finding> {
        // When a secret ends is told once it was left.
        let is_left = self.left.contains(&field)
            || field == Field::Expires && self.ending().any(|ending| self.left.contains(&ending));
        if !self.work.is_submitted() && !is_left {
            return Vec::new();
        }
        let of_field = judgement.findings.iter().filter(|(of, _)| *of == field);
        let of_field = of_field.map(|(_, finding)| finding.clone());
        let notice = self.spelling.notice().filter(|_| field == Field::Registry);
        let (mut errors, others): (Vec<_>, Vec<_>) =
            of_field.chain(notice).partition(Finding::is_error);
        errors.extend(others);
        errors
    }

    /// The registry whose guide says what to do about a finding of a field that is due, and the
    /// host that it is filled in with.
    pub(crate) fn guide(&self, field: Field, judgement: &Judgement) -> Option<(Registry, String)> {
        let due = self.due(field, judgement);
        let is_answered = due.iter().any(|finding| Guide::answers(finding.code));
        let registry = self.registry_kind().filter(|_| is_answered)?;
        let host = match self.value(Field::Registry) {
            "" => registry.record().canonical_host,
            typed => typed,
        };
        Some((registry, host.to_owned()))
    }

    /// The fields that can tell themselves when they end: secrets and certificates.
    fn ending(&self) -> impl Iterator<Item = Field> {
        let asked = self.form.kind.into_iter().flat_map(Kind::asked);
        asked
            .filter(|spec| spec.is_secret() || spec.format == Format::Certificate)
            .map(|spec| spec.field)
    }

    /// Every error that is due after a submission, in the order of the form.
    pub(crate) fn errors(&self, judgement: &Judgement) -> Vec<(Field, Finding)> {
        if !self.work.is_submitted() {
            return Vec::new();
        }
        let errors = judgement.findings.iter();
        let errors = errors.filter(|(_, finding)| finding.is_error());
        errors.cloned().collect()
    }

    /// The warnings that stopped the last submission, as long as they hold.
    pub(crate) fn warnings(&self, judgement: &Judgement) -> Vec<(Field, Finding)> {
        let was_warned = matches!(self.work.tried(), Some(Tried::Stopped { warned: true }));
        if !was_warned || !self.errors(judgement).is_empty() {
            return Vec::new();
        }
        let warnings = judgement.findings.iter();
        let warnings = warnings.filter(|(_, finding)| finding.severity == Severity::Warning);
        let notice = self.spelling.notice().filter(|_| self.is_for_registry());
        let notice = notice.map(|notice| (Field::Registry, notice));
        warnings.cloned().chain(notice).collect()
    }

    /// Whether something is wrong that is due to be told.
    pub(crate) fn is_wrong(&self, judgement: &Judgement) -> bool {
        !self.errors(judgement).is_empty() || self.refusal().is_some()
    }
}
