//! The card with the form for credentials: summary of problems, fields, buttons.

use leptos::prelude::*;
use wavepass_core::credentials::{CredentialsRequest, Provider};

use super::error_summary::ErrorSummary;
use super::insist::Insist;
use super::paste::Paste;
use super::paste::paste_box::PasteBox;
use super::registry_select::RegistrySelect;
use super::state::{FormState, Submission};
use super::value_field::ValueField;
use crate::ui::button::BusyButton;
use crate::ui::file_drop::{allow_files, on_file_drop};
use crate::ui::handlers::submitted;
use crate::ui::reactive::{dynamic, only_if};

/// The form for credentials. A submission that is in order is handed on; one that is not
/// moves the focus to what is wrong.
#[component]
pub(crate) fn CredentialsFormCard(
    /// What is in it.
    state: FormState,
    /// What stands above it.
    title: &'static str,
    /// What the button that submits it says, and what it says while that is under way.
    action: (&'static str, &'static str),
    /// Where Cancel leads.
    back: String,
    /// Counts the submissions that failed, also those that the server refused.
    failures: RwSignal<u32>,
    /// Saves what is in order.
    on_save: Callback<CredentialsRequest>,
    /// Paste to fill.
    paste: Paste,
    /// Adds everything that was pasted at once, where the page can do that.
    #[prop(optional)]
    on_add_all: Option<Callback<()>>,
    /// The fields before the provider's own.
    children: Children,
) -> impl IntoView {
    let submit = move || match state.submit() {
        Submission::Busy => {}
        Submission::Ready(request) => on_save.run(request),
        Submission::Stopped => failures.update(|count| *count += 1),
    };
    let (label, busy_label) = action;
    view! {
        <form
            on:dragover=allow_files
            on:drop=on_file_drop(Callback::new(move |text: String| paste.read(text.into())))
            class="wp-card wp-form" novalidate=true autocomplete="off" on:submit=submitted(submit) aria-labelledby="form-title">
            <h2 class="wp-card__title" id="form-title">{title}</h2>
            <ErrorSummary
                errors=state.errors()
                warnings=state.warnings()
                refusal=state.refusal()
                asked=failures.into()
                action=label
                hopeless=Signal::derive(move || state.never_works() && !state.insists().get())
            />
            {only_if(
                move || state.is_for_registry(),
                move || view! { <PasteBox paste on_add_all/> }.into_any(),
            )}
            {children()}
            {only_if(
                move || state.provider().get() == Some(Provider::ContainerRegistry),
                move || view! { <RegistrySelect state/> }.into_any(),
            )}
            {dynamic(move || {
                let specs = state.provider().get().map_or(&[][..], Provider::fields);
                specs.iter().map(|spec| view! { <ValueField spec state paste/> }).collect_view().into_any()
            })}
            <Insist state/>
            <div class="wp-form__buttons">
                <a href=back class="wp-button">"Cancel"</a>
                <BusyButton
                    pending=state.pending()
                    label
                    busy_label
                    class="wp-button wp-button--primary"
                />
            </div>
        </form>
    }
}
