//! The card with the form for credentials: summary of problems, fields, buttons.

use leptos::prelude::*;
use wavepass_core::credentials::FieldSpec;

use super::description_fields::{DescriptionFields, ExpiresField};
use super::error_summary::ErrorSummary;
use super::insist::Insist;
use super::kind_cards::KindCards;
use super::login_test::LoginTestView;
use super::model::{Event, FormModel};
use super::paste::paste_box::PasteBox;
use super::registry_select::RegistrySelect;
use super::store::{Form, now};
use super::value_field::ValueField;
use crate::ui::button::BusyButton;
use crate::ui::file_drop::{allow_files, on_file_drop};
use crate::ui::handlers::{pressed, submitted};
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
    let asked = form.select(FormModel::asked);
    let asks_all = form.with_untracked(FormModel::asks_all);
    // Without a secret there is nothing to paste.
    let has_fields = asks_all || !asked.with_untracked(Vec::is_empty);
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
            <Restored form/>
            {has_fields.then(|| view! { <PasteBox form/> })}
            {children()}
            <KindCards form/>
            {only_if(
                move || asks_all && is_for_registry.get(),
                move || view! { <RegistrySelect form/> }.into_any(),
            )}
            {dynamic(move || {
                let field = |spec: &'static FieldSpec| view! { <ValueField spec form/> };
                asked.get().into_iter().map(field).collect_view().into_any()
            })}
            {only_if(
                move || has_fields && is_for_registry.get(),
                move || view! { <LoginTestView form/> }.into_any(),
            )}
            {if asks_all {
                view! { <DescriptionFields form/> }.into_any()
            } else if asked.with_untracked(Vec::is_empty) {
                ().into_any()
            } else {
                view! { <ExpiresField form/> }.into_any()
            }}
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

/// That what was typed before the page was loaded again is there, with the way to be rid of it.
#[component]
fn Restored(form: Form) -> impl IntoView {
    let is_restored = form.select(FormModel::is_restored);
    only_if(
        move || is_restored.get(),
        move || {
            view! {
                <div class="wp-notice">
                    <p>
                        "What you had typed here is back, but for secrets: these are never kept."
                    </p>
                    <button
                        type="button"
                        class="wp-button wp-button--small"
                        on:click=pressed(move || form.dispatch(Event::StartOverPressed))
                    >
                        "Start over"
                    </button>
                </div>
            }
            .into_any()
        },
    )
}
