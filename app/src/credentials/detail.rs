//! One credential: everything that is known about it, and the way to delete it.

use leptos::prelude::*;
use wavepass_core::credentials::summary::Validity;
use wavepass_core::credentials::{
    CredentialsSummary, Described, Provider, ProviderRef, StoredRegistry,
};
use wavepass_core::platform::Scope;
use wavepass_core::registry::DOCKER_HUB;
use wavepass_core::timestamp::{Timestamp, Told};
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
use crate::ui::foreign::{Foreign, visible};
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
        Remote::Ready(described) => visible(described.summary.label()),
        Remote::Loading | Remote::Failed(_) => "Credentials".to_owned(),
    });
    // What stands out about it is seen beside its neighbours. Without them less is said.
    let listed = use_stored(scope);
    let show = Callback::new(move |described: Described| {
        let id = described.summary.id.clone().unwrap_or_default();
        view! {
            {dynamic(move || match listed.get() {
                Remote::Ready(list) => view! { <StandsOut rows=list.rows id=id.clone()/> }.into_any(),
                Remote::Loading | Remote::Failed(_) => ().into_any(),
            })}
            <Facts described/>
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
                Remote::Ready(Described { summary: target, .. }) => view! {
                    <div class="wp-buttons">
                        <Links target=target.clone() place=place.clone()/>
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
fn Links(target: CredentialsSummary, place: Place) -> impl IntoView {
    let can_be_changed = target.provider.can_be_added();
    let id = target.id.filter(|_| can_be_changed)?;
    Some({
        view! {
            <a href=place.use_credential(&id) class="wp-button">
                <IconView icon=Icon::Terminal/>
                "Use this credential"
            </a>
            <a href=place.edit_credential(&id) class="wp-button">
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

/// What is known, line by line.
#[component]
fn Facts(described: Described) -> impl IntoView {
    let told = described.told().into_iter();
    let told = told.map(|(name, value)| {
        view! { <dt>{name}</dt> <dd><code><Foreign text=value/></code></dd> }
    });
    let told = told.collect_view();
    let credentials = described.summary;
    let provider = credentials.provider.label().to_owned();
    let fact = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <dt>{name}</dt> <dd><Foreign text=value/></dd> })
    };
    let code = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <dt>{name}</dt> <dd><code><Foreign text=value/></code></dd> })
    };
    let registry = credentials.registry.map(|registry| {
        let value = match registry {
            StoredRegistry::Stored(text) => view! { <code><Foreign text/></code> }.into_any(),
            StoredRegistry::Default => view! {
                <code>{DOCKER_HUB}</code> " (the default: none is stored)"
            }
            .into_any(),
            StoredRegistry::Unknown => view! {
                <span class="wp-muted">
                    "Platform does not say, so it is not known for which images Wave uses them."
                </span>
            }
            .into_any(),
        };
        view! { <dt>"Registry server"</dt> <dd>{value}</dd> }
    });
    // Roles and agents have none, and of other providers it depends on how they were made.
    let is_registry = credentials.provider == ProviderRef::Known(Provider::ContainerRegistry);
    let password = is_registry.then(|| {
        view! {
            <dt>"Password"</dt>
            <dd class="wp-muted">"Kept by Platform, which never shows it again."</dd>
        }
    });
    let deleted = credentials.is_deleted.then(|| {
        view! {
            <dt>"Deleted"</dt>
            <dd>"Platform lists them as deleted."</dd>
        }
    });
    let never = if credentials.last_used == Told::Null {
        "Never"
    } else {
        absent(credentials.last_used)
    };
    view! {
        <dl class="wp-card wp-facts">
            <dt>"Provider"</dt>
            <dd>
                <span class="wp-with-icon">
                    <ProviderIcon provider=credentials.provider/>
                    {provider}
                </span>
            </dd>
            {deleted}
            <dt>"Status"</dt>
            <dd>{status(credentials.validity)}</dd>
            {registry}
            {code("User name", credentials.user_name)}
            {password}
            {told}
            {fact("Description", credentials.description)}
            {fact("Base URL", credentials.base_url)}
            {fact("Category", credentials.category)}
            <dt>"Last used"</dt>
            <dd>
                <Time at=millis(credentials.last_used) none=never exact=true/>
            </dd>
            <dt>"Created"</dt>
            <dd>
                <Time at=millis(credentials.created) none=absent(credentials.created) exact=true/>
            </dd>
            <dt>"Last changed"</dt>
            <dd>
                <Time at=millis(credentials.updated) none=absent(credentials.updated) exact=true/>
            </dd>
            {code("Id", credentials.id)}
        </dl>
    }
}

/// What Platform has found out about them.
fn status(validity: Validity) -> AnyView {
    let checked = |at: Timestamp| view! { <Time at=Some(at.unix_millis()) exact=true/> };
    match validity {
        Validity::NotChecked => "Not checked by Platform".into_any(),
        Validity::Good(at) => view! { "Good when Platform checked it: " {checked(at)} }.into_any(),
        Validity::Invalid { why, at } => view! {
            <strong>"Invalid"</strong>
            {why.map(|text| view! { ": " <Foreign text/> })}
            {at.map(|at| view! { " Checked: " {checked(at)} })}
        }
        .into_any(),
        Validity::Other(status) => status.into_any(),
    }
}

fn millis(told: Told) -> Option<i64> {
    told.at().map(Timestamp::unix_millis)
}

/// Why there is no time.
const fn absent(told: Told) -> &'static str {
    match told {
        Told::Unreadable => "Told in a way that cannot be read",
        _ => "Not said",
    }
}
