//! The form for credentials while it is filled in: what was typed, what has been looked at,
//! and which findings are due.
//!
//! Errors show after a field was left or the form was submitted, never while a field is
//! typed into for the first time. All rules are in `wavepass-core`.

mod context;
mod submission;

pub(crate) use context::follow_stored;
pub(crate) use submission::Submission;

use std::collections::BTreeSet;

use leptos::prelude::*;
use wavepass_core::credentials::{
    CredentialsForm, CredentialsSummary, Field, Provider, Purpose, ValidationContext,
};
use wavepass_core::finding::{Code, Finding};

use wavepass_core::registry::catalogue::Registry;

use super::registry_field::RegistryField;
use crate::api::ApiError;
use crate::browser;
use crate::ui::reactive::text;
use crate::wave_setup;

/// The state of one form. Copies are handles on the same form.
#[derive(Clone, Copy)]
pub(crate) struct FormState {
    form: RwSignal<CredentialsForm>,
    left: RwSignal<BTreeSet<Field>>,
    submitted: RwSignal<bool>,
    warned: RwSignal<bool>,
    /// The warnings that somebody had a chance to see.
    seen: StoredValue<BTreeSet<(Field, Code)>>,
    /// Whether a new secret was typed and forgotten with the session.
    secret_forgotten: RwSignal<bool>,
    pending: RwSignal<bool>,
    refusal: RwSignal<Option<ApiError>>,
    taken_name: RwSignal<Option<String>>,
    registry: RegistryField,
    /// What is stored in the form's context already.
    stored: RwSignal<Vec<CredentialsSummary>>,
    /// Whether somebody insists on storing what can never work.
    insists: RwSignal<bool>,
    own_id: StoredValue<Option<String>>,
    /// What the form began with.
    initial: StoredValue<CredentialsForm>,
    purpose: StoredValue<ValidationContext>,
}

impl FormState {
    /// A form for new credentials. What a link filled in is not lost by leaving.
    pub(crate) fn adding(initial: CredentialsForm) -> Self {
        Self::new(initial, ValidationContext::default(), None)
    }

    /// A form that changes stored credentials, with all that Platform gives back of them.
    pub(crate) fn editing(stored: &CredentialsSummary) -> Self {
        let mut form = CredentialsForm::of(Provider::ContainerRegistry);
        form.set(Field::Name, stored.name.clone());
        let registry = stored.registry.clone().unwrap_or_default();
        form.set(Field::Registry, registry.clone());
        form.set(
            Field::UserName,
            stored.user_name.clone().unwrap_or_default(),
        );
        let context = ValidationContext {
            purpose: Purpose::Update,
            stored_registry: Some(registry),
            ..ValidationContext::default()
        };
        Self::new(form, context, Some(stored.id.clone()))
    }

    fn new(initial: CredentialsForm, purpose: ValidationContext, id: Option<String>) -> Self {
        Self {
            form: RwSignal::new(initial.clone()),
            registry: RegistryField::new(),
            stored: RwSignal::new(Vec::new()),
            insists: RwSignal::new(false),
            own_id: StoredValue::new(id),
            initial: StoredValue::new(initial),
            purpose: StoredValue::new(ValidationContext {
                wave: wave_setup::stored(),
                ..purpose
            }),
            left: RwSignal::new(BTreeSet::new()),
            submitted: RwSignal::new(false),
            warned: RwSignal::new(false),
            seen: StoredValue::new(BTreeSet::new()),
            secret_forgotten: RwSignal::new(false),
            pending: RwSignal::new(false),
            refusal: RwSignal::new(None),
            taken_name: RwSignal::new(None),
        }
    }

    /// The text in a field.
    pub(crate) fn value(self, field: Field) -> Signal<String> {
        Signal::derive(move || self.form.with(|form| form.value(field).to_owned()))
    }

    /// Puts a text into a field.
    pub(crate) fn set(self, field: Field, text: String) {
        if field == Field::Registry {
            self.registry.touched();
        }
        self.form.update(|form| form.set(field, text));
    }

    /// The chosen provider.
    pub(crate) fn provider(self) -> Memo<Option<Provider>> {
        Memo::new(move |_| self.form.with(|form| form.provider))
    }

    /// Whether the form is for a container registry, or may become so.
    pub(crate) fn is_for_registry(self) -> bool {
        let provider = self.form.with(|form| form.provider);
        provider.is_none_or(|provider| provider == Provider::ContainerRegistry)
    }

    /// The registry of the form.
    pub(crate) fn registry(self) -> RegistryField {
        self.registry
    }

    /// The id of the credentials that are changed.
    pub(crate) fn own_id(self) -> StoredValue<Option<String>> {
        self.own_id
    }

    /// What is stored in the form's context already, as far as it is known.
    pub(crate) fn stored(self) -> RwSignal<Vec<CredentialsSummary>> {
        self.stored
    }

    /// The kind of registry that the form is for, as far as it is known.
    pub(crate) fn registry_kind(self) -> Memo<Option<Registry>> {
        Memo::new(move |_| {
            self.form
                .with(|form| self.registry.kind(form.value(Field::Registry)))
        })
    }

    /// Remembers that a field was left, so that its findings are due.
    pub(crate) fn leave(self, field: Field) {
        if field == Field::Registry {
            self.put_registry_right();
        }
        if self.left.with_untracked(|left| !left.contains(&field)) {
            self.left.update(|left| {
                left.insert(field);
            });
        }
        untrack(|| self.see(|of| of == field));
    }

    /// Puts the registry into the spelling that Wave compares. Whether there was need to.
    fn put_registry_right(self) -> bool {
        let typed = self
            .form
            .with_untracked(|form| form.value(Field::Registry).to_owned());
        let host = self.registry.put_right(&typed);
        let needed = host.is_some();
        if let Some(host) = host {
            self.form.update(|form| form.set(Field::Registry, host));
        }
        needed
    }

    /// The findings of a field that are due, gravest first.
    pub(crate) fn findings(self, field: Field) -> Signal<Vec<Finding>> {
        Signal::derive(move || {
            let due = self.submitted.get() || self.left.with(|left| left.contains(&field));
            if !due {
                return Vec::new();
            }
            let mut findings = self.form.with(|form| form.findings(field, &self.context()));
            if field == Field::Registry {
                findings.extend(self.registry.notice());
            }
            let (mut errors, others): (Vec<_>, Vec<_>) =
                findings.into_iter().partition(Finding::is_error);
            errors.extend(others);
            errors
        })
    }

    /// What a page's title begins with while something is wrong.
    pub(crate) fn alert(self) -> Signal<String> {
        text(move || {
            let wrong = !self.errors().with(Vec::is_empty) || self.refusal().get().is_some();
            if wrong { "Error: " } else { "" }
        })
    }

    /// Whether something was typed or chosen.
    pub(crate) fn is_dirty(self) -> Signal<bool> {
        Signal::derive(move || {
            let same = |form: &CredentialsForm| self.initial.with_value(|first| form.equals(first));
            !self.form.with(same)
        })
    }

    /// Whether stored credentials are changed, rather than new ones added.
    pub(crate) fn is_edit(self) -> bool {
        self.purpose
            .with_value(|context| context.purpose == Purpose::Update)
    }

    /// Forgets every secret.
    pub(crate) fn clear_secrets(self) {
        self.form.update(CredentialsForm::clear_secrets);
    }

    /// Forgets everything.
    pub(crate) fn clear(self) {
        self.form.set(self.initial.get_value());
    }

    /// Host and name of the other registry credentials of the context.
    fn others(self) -> Vec<(String, String)> {
        let own = self.own_id.get_value();
        self.stored.with(|stored| {
            let others = stored.iter().filter(|row| Some(&row.id) != own.as_ref());
            let host = |row: &CredentialsSummary| Some((row.registry.clone()?, row.name.clone()));
            others.filter_map(host).collect()
        })
    }

    /// What the form is judged with.
    pub(crate) fn context(self) -> ValidationContext {
        ValidationContext {
            taken_name: self.taken_name.get(),
            chosen_registry: self.registry.chosen().get(),
            others: self.others(),
            now: Some(browser::now_millis() / 1000),
            secret_forgotten: self.secret_forgotten.get(),
            ..self.purpose.get_value()
        }
    }
}
