//! The compute environments that use stored credentials, as far as Platform tells.

use futures_util::future::join_all;
use leptos::prelude::*;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::credentials::dependents::{Dependents, Subject};
use wavepass_core::platform::Scope;
use wavepass_core::platform::request_error::RequestError;

use crate::api::Api;
use crate::prefill;
use crate::shell::routes::Place;
use crate::ui::foreign::{Foreign, visible};

/// Looks up which compute environments of a scope use credentials. One that cannot be looked at
/// is among those of which it is not known; without their list nothing is.
pub(super) async fn look_up(
    api: Api,
    scope: Scope,
    row: &CredentialsSummary,
) -> Result<Dependents, RequestError> {
    let id = row.id.as_deref().unwrap_or_default();
    let list = api.compute_envs(scope).await?;
    let subject = Subject {
        id,
        is_registry: row.registry.is_some(),
    };
    let lookup = Dependents::of_list(&list, subject);
    let asked = lookup.open().into_iter().map(|env| async move {
        let mention = api.mention(scope, &env, id).await.ok();
        (env, mention)
    });
    Ok(lookup.complete(&join_all(asked).await))
}

/// The compute environments that use credentials, and what was not looked at.
#[component]
pub(super) fn UsedBy(
    found: Dependents,
    /// Where its images can be checked; none where nothing may lead away.
    place: Option<Place>,
) -> impl IntoView {
    let sentence = found.sentence();
    let gap = found
        .gap()
        .map(|gap| view! { <p class="wp-notice">{visible(&gap)}</p> });
    let items = found.used_by.into_iter().map(|env| {
        let about = env.about();
        let images = place
            .as_ref()
            .zip(env.platform.as_ref())
            .map(|(place, platform)| {
                let link = prefill::check_images_on(place, platform, env.wave == Some(true));
                let of = visible(&env.name);
                view! {
                    " "
                    <a href=link>
                        "Check images" <span class="wp-visually-hidden">" for runs on " {of}</span>
                    </a>
                }
                .into_any()
            });
        view! {
            <li>
                <Foreign text=env.name/>
                " "
                <span class="wp-muted"><Foreign text=about/></span>
                {images}
            </li>
        }
    });
    let items = items.collect_view();
    let list = (!items.is_empty()).then(|| view! { <ul class="wp-dialog__scroll">{items}</ul> });
    view! {
        <p>{sentence}</p>
        {list}
        {gap}
        <p class="wp-muted">
            "Pipelines and their configs, Studios and other tools were not searched."
        </p>
    }
}
