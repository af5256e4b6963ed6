//! A provider's own field, drawn from its row.

use leptos::prelude::*;
use wavepass_core::credentials::{FieldKind, FieldSpec};
use wavepass_core::finding::Edit;

use super::field::Field;
use super::inputs::{SecretInput, TextInput};
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
    let inputmode = match spec.kind {
        FieldKind::RegistryHost => "url",
        FieldKind::Text | FieldKind::Secret => "text",
    };
    view! {
        <Field
            id=field.as_str()
            label=spec.label
            required=spec.is_required()
            help=spec.help
            findings=state.findings(field)
            on_fix=Callback::new(on_fix)
        >
            {if spec.is_secret() {
                let keeps_stored = state.is_edit();
                view! { <SecretInput value on_input on_leave keeps_stored/> }.into_any()
            } else {
                let placeholder = spec.placeholder;
                view! { <TextInput value on_input on_leave placeholder inputmode/> }.into_any()
            }}
        </Field>
    }
}
