//! The card with the form for credentials: summary of problems, fields, buttons.

use leptos::prelude::*;
use wavepass_core::credentials::Provider;

use super::error_summary::ErrorSummary;
use super::insist::Insist;
use super::model::{Event, FormModel};
use super::paste::paste_box::PasteBox;
use super::registry_select::RegistrySelect;
use super::store::{Form, now};
use super::value_field::ValueField;
use crate::ui::button::BusyButton;
use crate::ui::file_drop::{allow_files, on_file_drop};
use crate::ui::handlers::submitted;
use crate::ui::reactive::{dynamic, only_if};

/// The form for credentials.
#[component]
pub(crate) fn CredentialsFormCard(
    /// What is in it.
    form: Form,
    /// What stands above it.
    title: &'static str,
    /// What the button that submits it says, and what it says while that is under way.
    action: (&'static str, &'static str),
    /// Where Cancel leads.
    back: String,
    /// The fields before the provider's own.
    children: Children,
) -> impl IntoView {
    let (label, busy_label) = action;
    let provider = form.provider();
    let is_for_registry = form.select(FormModel::is_for_registry);
    let hopeless = form.select(FormModel::insists);
    let hopeless = Signal::derive(move || form.never_works() && !hopeless.get());
    let read = Callback::new(move |text: String| form.dispatch(Event::Pasted(text.into())));
    view! {
        <form
            on:dragover=allow_files
            on:drop=on_file_drop(read)
            class="wp-card wp-form" novalidate=true autocomplete="off" on:submit=submitted(move || form.dispatch(Event::Submitted { now: now() })) aria-labelledby="form-title">
            <h2 class="wp-card__title" id="form-title">{title}</h2>
            <ErrorSummary
                errors=form.errors()
                warnings=form.warnings()
                refusal=form.refusal()
                action=label
                hopeless
            />
            {only_if(
                move || is_for_registry.get(),
                move || view! { <PasteBox form/> }.into_any(),
            )}
            {children()}
            {only_if(
                move || provider.get() == Some(Provider::ContainerRegistry),
                move || view! { <RegistrySelect form/> }.into_any(),
            )}
            {dynamic(move || {
                let specs = provider.get().map_or(&[][..], Provider::fields);
                specs.iter().map(|spec| view! { <ValueField spec form/> }).collect_view().into_any()
            })}
            <Insist form/>
            <div class="wp-form__buttons">
                <a href=back class="wp-button">"Cancel"</a>
                <BusyButton
                    pending=form.select(FormModel::is_pending)
                    label
                    busy_label
                    class="wp-button wp-button--primary"
                />
            </div>
        </form>
    }
}
