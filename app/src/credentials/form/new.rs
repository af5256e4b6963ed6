//! The form for new credentials.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::{CredentialsRequest, Field as FormField};
use wavepass_core::finding::{Edit, Finding};
use wavepass_core::platform::Scope;

use super::aside::FormAside;
use super::card::CredentialsFormCard;
use super::name_check::{NameCheck, use_name_check};
use super::paste::add_all::use_add_all;
use super::paste::use_paste;
use super::provider_select::ProviderSelect;
use super::state::{FormState, follow_stored};
use crate::api::ApiError;
use crate::browser::focus_soon;
use crate::credentials::arrival::{Arrival, use_arrivals};
use crate::prefill;
use crate::shell::router::use_router;
use crate::shell::routes::Place;
use crate::shell::session::use_session;
use crate::ui::announcer::use_announcer;
use crate::ui::field::Field;
use crate::ui::finding::FindingView;
use crate::ui::icon::{Icon, IconView};
use crate::ui::inputs::TextInput;
use crate::ui::page_heading::PageHeading;
use wavepass_core::credentials::form::SECRET_IN_ADDRESS;

/// The page with the form for new credentials.
#[component]
pub(crate) fn CredentialsNew(place: Place, scope: Scope) -> impl IntoView {
    let session = use_session();
    let router = use_router();
    let state = untrack(|| FormState::adding(prefill::form(|name| router.query(name))));
    let had_secret = router.had_secret();
    let failures = RwSignal::new(0_u32);
    let name = state.value(FormField::Name);
    let name_check = use_name_check(session.api(), scope, name);
    state.follow_name_check(name_check);
    router.guard(state.is_dirty());
    on_cleanup(move || state.clear());
    state.follow_session(session.expired());

    let (back, here) = (place.credentials(), place.clone());
    follow_stored(state, scope);
    let paste = use_paste(state);
    let add_all = use_add_all(state, paste, scope, back.clone());
    let save = use_save(state, failures, scope, place.clone());
    let card = match place {
        Place::Personal => "New Personal Credentials",
        Place::Workspace { .. } => "New Credentials",
    };
    view! {
        <a href=back.clone() class="wp-back">
            <IconView icon=Icon::ChevronLeft/>
            "Back to credentials"
        </a>
        <PageHeading title="Add Credentials" context=place.label() alert=state.alert()/>
        {had_secret.then(|| view! { <SecretInAddress/> })}
        <div class="wp-beside">
            <CredentialsFormCard state title=card action=("Add", "Adding…") back failures on_save=save paste on_add_all=add_all>
                <NameField state name_check/>
                <Field
                    id=FormField::Provider.as_str()
                    label="Provider"
                    required=true
                    help="The service that these credentials are for."
                    findings=state.findings(FormField::Provider)
                >
                    <ProviderSelect
                        value=state.value(FormField::Provider)
                        on_change=move |text| state.set(FormField::Provider, text)
                        on_leave=move |()| state.leave(FormField::Provider)
                    />
                </Field>
            </CredentialsFormCard>
            <FormAside state place=here/>
        </div>
    }
}

/// That the address came with a secret, which is not used.
#[component]
fn SecretInAddress() -> impl IntoView {
    let finding = Finding::warning(
        SECRET_IN_ADDRESS,
        "The link to this page had a password or token in it. It was taken out of the address \
         and is not used, but it may be in a browser history or a log by now: make a new one.",
    );
    view! { <FindingView finding on_fix=None/> }
}

/// The name, with what the server says of it.
#[component]
fn NameField(state: FormState, name_check: Signal<NameCheck>) -> impl IntoView {
    let value = state.value(FormField::Name);
    let help = Signal::derive(move || {
        let checked = match name_check.get() {
            NameCheck::Idle | NameCheck::Taken(_) => "",
            NameCheck::Checking => " Checking whether it is free…",
            NameCheck::Free => " This name is free.",
            NameCheck::Unknown => {
                " Whether it is free could not be checked; it will be when you save."
            }
        };
        format!("A unique name: letters, digits, dashes and underscores.{checked}")
    });
    view! {
        <Field
            id=FormField::Name.as_str()
            label="Name"
            required=true
            help
            findings=state.findings(FormField::Name)
            on_fix=Callback::new(move |edit: Edit| {
                state.set(FormField::Name, edit.apply(&value.get_untracked()));
                focus_soon(FormField::Name.as_str());
            })
        >
            <TextInput
                value
                on_input=move |text| state.set(FormField::Name, text)
                on_leave=move |()| {
                    // Who only passes through an empty field on the way in is not scolded.
                    if !value.with_untracked(String::is_empty) {
                        state.leave(FormField::Name);
                    }
                }
                placeholder="my-registry-creds"
            />
        </Field>
    }
}

/// Stores the credentials once and goes on to the list, or says why not.
fn use_save(
    state: FormState,
    failures: RwSignal<u32>,
    scope: Scope,
    place: Place,
) -> Callback<CredentialsRequest> {
    let api = use_session().api();
    let router = use_router();
    let announcer = use_announcer();
    let arrivals = use_arrivals();
    Callback::new(move |request: CredentialsRequest| {
        let list = place.credentials();
        state.pending().set(true);
        spawn_local(async move {
            let done = api.create(scope, &request).await;
            // Somebody may have left while the server was busy.
            let form_is_gone = state.pending().try_set(false).is_some();
            let name = request.name().to_string();
            match done {
                Ok(id) => {
                    announcer.say(format!("Credentials {name} added."));
                    if !form_is_gone {
                        state.clear();
                        router.release();
                        arrivals.announce(Arrival { id, name });
                        router.go(&list);
                    }
                }
                Err(error) if form_is_gone => announcer.notify(format!(
                    "Credentials {name} were not added. {}",
                    error.user_message()
                )),
                // The shell asks to sign in again, above the form as it is.
                Err(ApiError::Unauthorized) => {}
                Err(error) => {
                    state.refuse(name, error);
                    failures.update(|count| *count += 1);
                }
            }
        });
    })
}
