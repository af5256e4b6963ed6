//! The form that changes stored credentials: what may be seen of them, and the secrets for which
//! new ones are typed.
//!
//! Whether Platform takes another name is not documented, so the name stays.

use leptos::prelude::*;
use wavepass_core::credentials::{Described, Field as FormField};
use wavepass_core::platform::Scope;

use super::aside::FormAside;
use super::card::CredentialsFormCard;
use super::described_page::DescribedPage;
use super::effects::use_form;
use super::gone::Gone;
use super::model::{BlankSecret, FormModel};
use crate::prefill;
use crate::shell::leave_guard::LeaveGuard;
use crate::shell::router::use_router;
use crate::shell::routes::Place;
use crate::shell::session::use_session;
use crate::ui::reactive::follow;
use crate::wave_setup;

/// The page with the form that changes stored credentials.
#[component]
pub(crate) fn CredentialsEdit(place: Place, scope: Scope, id: String) -> impl IntoView {
    let back = (place.credentials(), "Back to credentials");
    let (here, asked) = (place.clone(), id.clone());
    let form = Callback::new(move |(described, alert)| {
        view! { <EditForm place=here.clone() scope id=id.clone() described alert/> }.into_any()
    });
    view! {
        <DescribedPage title="Edit Credentials" back place scope id=asked children=form/>
    }
}

#[component]
fn EditForm(
    place: Place,
    scope: Scope,
    id: String,
    described: Described,
    alert: RwSignal<String>,
) -> impl IntoView {
    let router = use_router();
    let stored = described.summary.clone();
    if described.form().is_none() {
        return view! {
            <p class="wp-notice">
                {format!(
                    "Credentials of {} cannot be changed here: their fields are not known.",
                    stored.provider.label(),
                )}
            </p>
        }
        .into_any();
    }
    let is_registry = stored.registry.is_some();
    let blank = BlankSecret::at(use_session().mode());
    let model = FormModel::editing(id, described, blank, wave_setup::stored());
    let form = use_form(model, &place, scope);
    let form_alert = form.alert();
    follow(move || alert.set(form_alert.get()));
    // A way out of a finding on the list leads here with the host that was meant.
    let host = untrack(|| prefill::host_of(|name| router.query(name)));
    if let Some(host) = host.filter(|_| is_registry) {
        form.typed(FormField::Registry, host);
        form.left(FormField::Registry);
    }
    let (back, here) = (place.credentials(), place.clone());
    view! {
        <Gone form stored=stored.clone() place=place.clone()/>
        <div class="wp-beside">
            <CredentialsFormCard
                form
                title="Stored credentials"
                action=("Save", "Saving…")
                back
            >
                <dl class="wp-facts wp-facts--plain">
                    <dt>"Name"</dt>
                    <dd>{stored.label().to_owned()}</dd>
                    <dt>"Provider"</dt>
                    <dd>{stored.provider.label().to_owned()}</dd>
                </dl>
            </CredentialsFormCard>
            <FormAside form place=here scope/>
        </div>
        <LeaveGuard unsaved=form.select(FormModel::is_dirty)/>
    }
    .into_any()
}
