//! A provider's own field, drawn from its row.

use leptos::prelude::*;
use wavepass_core::credentials::{Field as FormField, FieldKind, FieldSpec};
use wavepass_core::finding::Edit;

use super::field::Field;
use super::inputs::{SecretInput, TextInput};
use crate::reactive::text;
use crate::state::credentials_form::FormState;

/// A provider's own field.
#[component]
pub(crate) fn ValueField(
    /// Its row.
    spec: &'static FieldSpec,
    /// The form it belongs to.
    state: FormState,
) -> impl IntoView {
    let field = spec.field;
    let value = state.value(field);
    let on_input = move |text| state.set(field, text);
    let on_leave = move |()| state.leave(field);
    let on_fix = move |edit: Edit| state.set(field, edit.apply(&value.get_untracked()));
    let login = move || {
        let record = state.registry_kind().get()?.record();
        match field {
            FormField::UserName => Some(record.user_name),
            FormField::Password => Some(record.password),
            _ => None,
        }
    };
    // The registry's own word follows the one that Platform uses everywhere.
    let label = text(move || match login() {
        Some(login) if login.label != spec.label => format!("{}: {}", spec.label, login.label),
        _ => spec.label.to_owned(),
    });
    let help = text(move || match login() {
        Some(login) if !login.note.is_empty() => login.note,
        _ if spec.is_secret() && state.is_edit() => "",
        _ => spec.help,
    });
    let help = text(move || {
        let keeps = spec.is_secret() && state.is_edit();
        let keep = "Leave blank to keep the stored one. ";
        format!("{}{}", if keeps { keep } else { "" }, help.get())
    });
    let placeholder = text(move || {
        if field == FormField::Registry {
            let template = state.registry_kind().get();
            template.map_or(spec.placeholder, |kind| kind.record().canonical_host)
        } else {
            login().map_or(spec.placeholder, |login| login.placeholder)
        }
    });
    let required = spec.is_required() && !(spec.is_secret() && state.is_edit());
    let inputmode = match spec.kind {
        FieldKind::RegistryHost => "url",
        FieldKind::Text | FieldKind::Secret => "text",
    };
    view! {
        <Field
            id=field.as_str()
            label
            required
            help
            findings=state.findings(field)
            on_fix=Callback::new(on_fix)
        >
            {if spec.is_secret() {
                let keeps_stored = state.is_edit();
                view! { <SecretInput value on_input on_leave keeps_stored/> }.into_any()
            } else {
                view! { <TextInput value on_input on_leave placeholder inputmode/> }.into_any()
            }}
        </Field>
    }
}
