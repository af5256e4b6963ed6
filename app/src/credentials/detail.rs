//! One credential: everything that is known about it, and the way to delete it.

use leptos::prelude::*;
use wavepass_core::credentials::{CredentialsSummary, Provider, ProviderRef};
use wavepass_core::platform::{Scope, Timestamp};
use wavepass_core::wave::audit::audit;
use wavepass_core::wave::credential::StoredCredential;

use super::delete::{DeleteDialog, Deletion, use_deletion};
use super::provider_icon::ProviderIcon;
use crate::shell::load::Load;
use crate::shell::remote::{Remote, use_fetched};
use crate::shell::router::use_router;
use crate::shell::routes::Place;
use crate::shell::session::use_session;
use crate::stored_credentials::use_stored;
use crate::ui::finding::FindingView;
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::page_heading::PageHeading;
use crate::ui::reactive::{dynamic, text};
use crate::ui::time::Time;
use crate::wave_setup;

/// The page of one credential.
#[component]
pub(crate) fn CredentialsDetail(place: Place, scope: Scope, id: String) -> impl IntoView {
    let api = use_session().api();
    let router = use_router();
    let list = place.credentials();
    let back = list.clone();
    let deletion = use_deletion(scope, Callback::new(move |_: String| router.go(&list)));
    deletion.prepare();
    let found = use_fetched(move || {
        let id = id.clone();
        async move { api.describe(scope, &id).await }
    });
    let title = text(move || match found.get() {
        Remote::Ready(credentials) => credentials.name,
        Remote::Loading | Remote::Failed(_) => "Credentials".to_owned(),
    });
    // What stands out about it is seen beside its neighbours. Without them less is said.
    let listed = use_stored(scope);
    let show = Callback::new(move |credentials: CredentialsSummary| {
        let id = credentials.id.clone();
        view! {
            {dynamic(move || match listed.get() {
                Remote::Ready(rows) => view! { <StandsOut rows id=id.clone()/> }.into_any(),
                Remote::Loading | Remote::Failed(_) => ().into_any(),
            })}
            <Facts credentials/>
        }
        .into_any()
    });
    let label = place.label();
    view! {
        <a href=back class="wp-back">
            <IconView icon=Icon::ChevronLeft/>
            "Back to credentials"
        </a>
        <div class="wp-page__head">
            <PageHeading title context=label/>
            {dynamic(move || match found.get() {
                Remote::Ready(target) => view! {
                    <div class="wp-buttons">
                        <EditLink target=target.clone() place=place.clone()/>
                        <DeleteButton target deletion/>
                    </div>
                }
                .into_any(),
                Remote::Loading | Remote::Failed(_) => ().into_any(),
            })}
        </div>
        <Load fetched=found what="These credentials" children=show/>
        <DeleteDialog deletion/>
    }
}

/// What Wave will do with one credential of a list, where that is not what one expects.
#[component]
fn StandsOut(rows: Vec<CredentialsSummary>, id: String) -> impl IntoView {
    let list: Vec<_> = rows.iter().map(StoredCredential::from).collect();
    let audit = audit(&list, &wave_setup::stored());
    let row = list.iter().zip(&audit.rows).find(|(row, _)| row.id == id);
    let findings = row.map(|(_, row)| row.findings()).unwrap_or_default();
    findings
        .into_iter()
        .map(|finding| view! { <FindingView finding on_fix=None/> })
        .collect_view()
}

#[component]
fn EditLink(target: CredentialsSummary, place: Place) -> impl IntoView {
    let is_registry = target.provider == ProviderRef::Known(Provider::ContainerRegistry);
    is_registry.then(|| {
        view! {
            <a href=place.edit_credential(&target.id) class="wp-button">
                <IconView icon=Icon::Pencil/>
                "Edit"
            </a>
        }
    })
}

#[component]
fn DeleteButton(target: CredentialsSummary, deletion: Deletion) -> impl IntoView {
    view! {
        <button
            type="button"
            class="wp-button wp-button--danger"
            on:click=pressed(move || deletion.choose(target.clone()))
        >
            <IconView icon=Icon::Trash/>
            "Delete"
        </button>
    }
}

#[component]
fn Facts(credentials: CredentialsSummary) -> impl IntoView {
    let is_registry = credentials.provider == ProviderRef::Known(Provider::ContainerRegistry);
    let provider = credentials.provider.label().to_owned();
    view! {
        <dl class="wp-card wp-facts">
            <dt>"Provider"</dt>
            <dd>
                <span class="wp-with-icon">
                    <ProviderIcon provider=credentials.provider/>
                    {provider}
                </span>
            </dd>
            {credentials
                .registry
                .map(|registry| {
                    view! {
                        <dt>"Registry server"</dt>
                        <dd>
                            <code>{registry}</code>
                        </dd>
                    }
                })}
            {credentials
                .user_name
                .map(|user| {
                    view! {
                        <dt>"User name"</dt>
                        <dd>
                            <code>{user}</code>
                        </dd>
                    }
                })}
            <dt>{if is_registry { "Password" } else { "Secret" }}</dt>
            <dd class="wp-muted">"Kept by Platform, which never shows it again."</dd>
            <dt>"Last used"</dt>
            <dd>
                <Time at=credentials.last_used.map(Timestamp::unix_millis) none="Never" exact=true/>
            </dd>
            <dt>"Created"</dt>
            <dd>
                <Time at=credentials.created.map(Timestamp::unix_millis) exact=true/>
            </dd>
            <dt>"Last changed"</dt>
            <dd>
                <Time at=credentials.updated.map(Timestamp::unix_millis) exact=true/>
            </dd>
            <dt>"Id"</dt>
            <dd>
                <code>{credentials.id}</code>
            </dd>
        </dl>
    }
}
