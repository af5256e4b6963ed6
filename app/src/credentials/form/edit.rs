//! The form that changes stored credentials: registry, user name, and the secret when a new
//! one is typed.
//!
//! Whether Platform takes another name is not documented, so the name stays.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::{CredentialsRequest, CredentialsSummary, Field as FormField};
use wavepass_core::platform::Scope;

use super::aside::FormAside;
use super::card::CredentialsFormCard;
use super::paste::use_paste;
use super::state::{FormState, follow_stored};
use crate::api::ApiError;
use crate::prefill::{self, Prefill};
use crate::shell::load::Load;
use crate::shell::remote::use_fetched;
use crate::shell::router::use_router;
use crate::shell::routes::Place;
use crate::shell::session::use_session;
use crate::ui::announcer::use_announcer;
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::page_heading::PageHeading;
use crate::ui::reactive::{follow, only_if};

/// The page with the form that changes stored credentials.
#[component]
pub(crate) fn CredentialsEdit(place: Place, scope: Scope, id: String) -> impl IntoView {
    let api = use_session().api();
    let back = place.credentials();
    let found = use_fetched(move || {
        let id = id.clone();
        async move { api.describe(scope, &id).await }
    });
    let alert = RwSignal::new(String::new());
    let label = place.label();
    let form = Callback::new(move |stored: CredentialsSummary| {
        view! { <EditForm place=place.clone() scope stored alert/> }.into_any()
    });
    view! {
        <a href=back class="wp-back">
            <IconView icon=Icon::ChevronLeft/>
            "Back to credentials"
        </a>
        <PageHeading title="Edit Credentials" context=label alert/>
        <Load fetched=found what="These credentials" children=form/>
    }
}

#[component]
fn EditForm(
    place: Place,
    scope: Scope,
    stored: CredentialsSummary,
    alert: RwSignal<String>,
) -> impl IntoView {
    let session = use_session();
    let router = use_router();
    let state = FormState::editing(&stored);
    let failures = RwSignal::new(0_u32);
    router.guard(state.is_dirty());
    state.follow_session(session.expired());
    on_cleanup(move || state.clear());
    let state_alert = state.alert();
    follow(move || alert.set(state_alert.get()));
    // A way out of a finding on the list leads here with the host that was meant.
    if let Some(host) = untrack(|| prefill::host_to_fix(|name| router.query(name))) {
        state.set(FormField::Registry, host);
        state.leave(FormField::Registry);
    }
    let (back, here) = (place.credentials(), place.clone());
    follow_stored(state, scope);
    let paste = use_paste(state);
    let again = Prefill {
        registry: stored.registry.clone().unwrap_or_default(),
        user: stored.user_name.clone().unwrap_or_default(),
        name: stored.name.clone(),
    };
    let again = again.link(&place);
    let is_gone = move || {
        let refusal = state.refusal().get();
        matches!(refusal, Some(ApiError::Forbidden | ApiError::NotFound))
    };
    let save = use_update(state, failures, scope, place, stored.id.clone());
    view! {
        {only_if(
            is_gone,
            move || view! { <Gone again=again.clone()/> }.into_any(),
        )}
        <div class="wp-beside">
            <CredentialsFormCard
                state
                title="Stored credentials"
                action=("Save", "Saving…")
                back
                failures
                on_save=save
                paste
            >
                <dl class="wp-facts wp-facts--plain">
                    <dt>"Name"</dt>
                    <dd>{stored.name.clone()}</dd>
                    <dt>"Provider"</dt>
                    <dd>{stored.provider.label().to_owned()}</dd>
                </dl>
            </CredentialsFormCard>
            <FormAside state place=here/>
        </div>
    }
}

/// That there may be nothing left to change, with the way to add it anew.
#[component]
fn Gone(again: String) -> impl IntoView {
    let router = use_router();
    view! {
        <div class="wp-finding wp-finding--warning" role="alert">
            <IconView icon=Icon::Warning/>
            <p>
                "Somebody may have deleted these credentials, or you may no longer change them. \
                 You can add them again; only the password has to be typed once more."
            </p>
            <a href=again class="wp-button wp-button--small" on:click=pressed(move || router.release())>
                "Add them again"
            </a>
        </div>
    }
}

/// Changes the credentials once and goes on to the list, or says why not.
fn use_update(
    state: FormState,
    failures: RwSignal<u32>,
    scope: Scope,
    place: Place,
    id: String,
) -> Callback<CredentialsRequest> {
    let api = use_session().api();
    let router = use_router();
    let announcer = use_announcer();
    Callback::new(move |request: CredentialsRequest| {
        let (list, id) = (place.credentials(), id.clone());
        state.pending().set(true);
        spawn_local(async move {
            let done = api.update(scope, &id, &request).await;
            let form_is_gone = state.pending().try_set(false).is_some();
            let name = request.name().to_string();
            match done {
                Ok(()) => {
                    announcer.notify(format!(
                        "Credentials {name} saved. New runs use them within 60 seconds; a run \
                         that is under way keeps the old ones for up to 24 hours."
                    ));
                    if !form_is_gone {
                        state.clear();
                        router.release();
                        router.go(&list);
                    }
                }
                Err(error) if form_is_gone => announcer.notify(format!(
                    "Credentials {name} were not changed. {}",
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
