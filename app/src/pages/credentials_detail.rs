//! One credential: everything that is known about it, and the way to delete it.

use leptos::prelude::*;
use wavepass_core::credentials::{CredentialsSummary, Provider, ProviderRef};
use wavepass_core::platform::Scope;

use super::credentials_list::Deletion;
use crate::api::ApiError;
use crate::components::icon::{Icon, IconView};
use crate::components::load::Load;
use crate::components::page_heading::PageHeading;
use crate::components::provider_icon::ProviderIcon;
use crate::components::time::Time;
use crate::handlers::pressed;
use crate::routes::Place;
use crate::state::remote::use_fetched;
use crate::state::router::use_router;
use crate::state::session::use_session;

/// The page of one credential.
#[component]
pub(crate) fn CredentialsDetail(place: Place, scope: Scope, id: String) -> impl IntoView {
    let api = use_session().api();
    let router = use_router();
    let doomed = RwSignal::new(None::<CredentialsSummary>);
    let list = place.credentials();
    let found = use_fetched(move || {
        let id = id.clone();
        async move {
            match api.describe(scope, &id).await {
                // Platform answers both for an id that it does not know.
                Err(ApiError::Forbidden) => Err(ApiError::NotFound),
                other => other,
            }
        }
    });
    let label = StoredValue::new(place.label());
    let show = Callback::new(move |credentials: CredentialsSummary| {
        view! { <Facts credentials label=label.get_value() doomed/> }.into_any()
    });
    let back = list.clone();
    view! {
        <a href=back class="wp-back">
            <IconView icon=Icon::ChevronLeft/>
            "Back to credentials"
        </a>
        <Load fetched=found what="These credentials" children=show/>
        <Deletion
            scope
            doomed
            on_deleted=move |_: String| router.go(&list)
        />
    }
}

#[component]
fn Facts(
    credentials: CredentialsSummary,
    label: String,
    doomed: RwSignal<Option<CredentialsSummary>>,
) -> impl IntoView {
    let is_registry = credentials.provider == ProviderRef::Known(Provider::ContainerRegistry);
    let provider = credentials.provider.label().to_owned();
    let target = credentials.clone();
    view! {
        <div class="wp-page__head">
            <PageHeading title=credentials.name context=label/>
            <button
                type="button"
                class="wp-button wp-button--danger"
                on:click=pressed(move || doomed.set(Some(target.clone())))
            >
                <IconView icon=Icon::Trash/>
                "Delete"
            </button>
        </div>
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
            <dd class="wp-muted">"Stored encrypted. It cannot be shown."</dd>
            <dt>"Last used"</dt>
            <dd>
                <Time at=credentials.last_used none="Never"/>
            </dd>
            <dt>"Created"</dt>
            <dd>
                <Time at=credentials.created/>
            </dd>
            <dt>"Last changed"</dt>
            <dd>
                <Time at=credentials.updated/>
            </dd>
            <dt>"Id"</dt>
            <dd>
                <code>{credentials.id}</code>
            </dd>
        </dl>
    }
}
