//! What somebody writes about credentials, and the day on which their secret ends.

use leptos::prelude::*;
use wavepass_core::credentials::Field as FormField;
use wavepass_core::finding::Edit;

use super::model::FormModel;
use super::store::Form;
use crate::ui::field::Field;
use crate::ui::inputs::{DayInput, TextInput};
use crate::ui::reactive::only_if;

/// The fields of a description.
#[component]
pub(crate) fn DescriptionFields(
    /// The form that they belong to.
    form: Form,
) -> impl IntoView {
    let words = FormField::Description;
    let has_secret = form.select(FormModel::has_secret);
    view! {
        <Field
            id=words.as_str()
            label="Description"
            help="What these credentials are for, and who looks after them."
            findings=form.findings(words)
            on_fix=Callback::new(move |edit: Edit| form.mend(words, &edit))
        >
            <TextInput
                value=form.value(words)
                on_input=move |text| form.typed(words, text)
                on_leave=move |()| form.left(words)
            />
        </Field>
        {only_if(move || has_secret.get(), move || view! { <ExpiresField form/> }.into_any())}
    }
}

/// The day on which the secret ends.
#[component]
pub(crate) fn ExpiresField(
    /// The form that it belongs to.
    form: Form,
) -> impl IntoView {
    let field = FormField::Expires;
    view! {
        <Field
            id=field.as_str()
            label="Expires on"
            help="The day on which the secret expires. It is kept at the end of the description, \
                  where everybody who sees the credentials can read it."
            findings=form.findings(field)
            on_fix=Callback::new(move |edit: Edit| form.mend(field, &edit))
        >
            <DayInput
                value=form.value(field)
                on_input=move |text| form.typed(field, text)
                on_leave=move |()| form.left(field)
            />
        </Field>
    }
}
