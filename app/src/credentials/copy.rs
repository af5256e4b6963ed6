//! The page that adds stored credentials to other workspaces: the secret is typed once, and each
//! workspace tells what became of it.

mod model;
mod rivals;
mod store;
mod targets;

use leptos::prelude::*;
use wavepass_core::credentials::{CredentialsRequest, Described, Kind};
use wavepass_core::platform::Scope;

use super::form::card::CredentialsFormCard;
use super::form::described_page::DescribedPage;
use super::form::effects::use_form_with;
use super::form::kept_fields::KeptFields;
use super::form::model::{Event as FormEvent, FormModel};
use crate::shell::leave_guard::LeaveGuard;
use crate::shell::routes::Place;
use crate::shell::session::{Account, use_session};
use crate::ui::reactive::follow;
use crate::wave_setup;
use model::{CopyModel, Event, Target};
use store::use_copying;
use targets::Targets;

/// The page that adds stored credentials to other workspaces.
#[component]
pub(crate) fn CredentialsCopy(place: Place, scope: Scope, id: String) -> impl IntoView {
    let back = (place.credential(&id), "Back to details");
    let (here, asked) = (place.clone(), id.clone());
    let show = Callback::new(move |(described, alert)| {
        let targets = targets_for(&here, &described);
        if let Some(why) = why_not(&described, &targets) {
            return view! { <p class="wp-notice">{why}</p> }.into_any();
        }
        let (place, id) = (here.clone(), id.clone());
        view! { <CopyForm place scope id described targets alert/> }.into_any()
    });
    view! { <DescribedPage title="Copy to Workspaces" back place scope id=asked children=show/> }
}

/// Why nothing can be copied.
fn why_not(described: &Described, targets: &[Target]) -> Option<String> {
    let provider = described.summary.provider.label();
    if described.form().is_none() {
        return Some(format!(
            "Credentials of {provider} cannot be copied here: their fields are not known."
        ));
    }
    if described.kind().is_none() {
        return Some(format!(
            "Platform does not say which kind of {provider} credentials these are, so it is not \
             known what there is to copy. Add them anew where they are needed."
        ));
    }
    if described.summary.hides_registry() {
        return Some(
            "Platform does not say which registry these credentials are for, so they cannot be \
             copied. Add them anew where they are needed."
                .to_owned(),
        );
    }
    targets.is_empty().then(|| {
        "There is no other workspace: you take part in this one alone, as far as Platform says."
            .to_owned()
    })
}

/// Where credentials of a place may be copied to.
fn targets_for(place: &Place, described: &Described) -> Vec<Target> {
    let session = use_session();
    let name = described.summary.name.as_str();
    let account: Option<Account> = session.account().get_untracked();
    let workspaces = account.into_iter().flat_map(|account| account.workspaces);
    let workspaces = workspaces
        .map(|open| Target::new(open.place, Scope::Workspace(open.id), open.read_only, name));
    let installation = session.installation().get_untracked();
    let is_off = installation.is_some_and(|it| it.has_personal == Some(false))
        || described.kind() == Some(Kind::AwsWorkloadIdentity);
    let personal = Target::new(Place::Personal, Scope::Personal, None, name);
    let personal = (!is_off).then_some(personal);
    let all = personal.into_iter().chain(workspaces);
    all.filter(|target| target.place != *place).collect()
}

#[component]
fn CopyForm(
    place: Place,
    scope: Scope,
    id: String,
    described: Described,
    targets: Vec<Target>,
    alert: RwSignal<String>,
) -> impl IntoView {
    let stored = described.summary.clone();
    let has_secret = described.kind().is_some_and(Kind::has_secret);
    let back = place.credential(&id);
    let started = RwSignal::new(None::<Callback<CredentialsRequest>>);
    let form = use_form_with(
        FormModel::copying(described, wave_setup::stored()),
        &place,
        scope,
        Some(Callback::new(move |request| {
            if let Some(started) = started.get_untracked() {
                started.run(request);
            }
        })),
    );
    let on_end = Callback::new(move |is_done| form.dispatch(FormEvent::HandedBack { is_done }));
    let copying = use_copying(
        CopyModel::new(&stored, wave_setup::stored(), targets),
        on_end,
    );
    started.set(Some(Callback::new(move |request| {
        copying.dispatch(Event::Started(request));
    })));
    let form_alert = form.alert();
    follow(move || alert.set(form_alert.get()));
    let is_running = copying.select(CopyModel::is_running);
    let is_dirty = form.select(FormModel::is_dirty);
    view! {
        <CredentialsFormCard form title="What is copied" action=("Copy", "Copying…") back>
            <KeptFields form stored/>
            <Targets copying/>
            {has_secret
                .then(|| {
                    view! {
                        <p class="wp-muted">
                            "Platform never gives a secret back, so type it here, once for all. It \
                             is sent to each workspace that you chose, one after the other."
                        </p>
                    }
                })}
        </CredentialsFormCard>
        <LeaveGuard
            unsaved=Signal::derive(move || is_running.get() || is_dirty.get())
            words="What was not added yet will not be, and what you typed on this page will be lost."
        />
    }
}
