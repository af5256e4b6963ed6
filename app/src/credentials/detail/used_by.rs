//! What uses one credential, and which launches are blocked while it is invalid.

use leptos::prelude::*;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::credentials::dependents::Dependents;
use wavepass_core::credentials::summary::Validity;
use wavepass_core::platform::Scope;

use crate::credentials::dependents::{UsedBy, look_up};
use crate::shell::load::Load;
use crate::shell::remote::{Remote, use_fetched};
use crate::shell::routes::Place;
use crate::shell::session::use_session;
use crate::ui::foreign::visible;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::dynamic;

/// The compute environments that use a credential, as far as they were looked at.
#[component]
pub(super) fn UsedByCard(
    /// The credential.
    target: CredentialsSummary,
    /// Where it is stored.
    place: Place,
    /// The same for Platform.
    scope: Scope,
    /// What Platform has found out about it.
    validity: RwSignal<Validity>,
) -> impl IntoView {
    let api = use_session().api();
    let found = use_fetched(move || {
        let target = target.clone();
        async move { look_up(api, scope, &target).await }
    });
    let show = Callback::new(move |found: Dependents| {
        let place = Some(place.clone());
        view! { <UsedBy found place/> }.into_any()
    });
    let blocked = move || {
        if !matches!(validity.get(), Validity::Invalid { .. }) {
            return None;
        }
        Some(match found.get() {
            Remote::Loading => return None,
            Remote::Ready(found) => found.blocked(),
            Remote::Failed(_) => {
                "Which launches are blocked while they are invalid is not known.".to_owned()
            }
        })
    };
    view! {
        <section class="wp-card wp-part" aria-labelledby="used-by">
            <h2 class="wp-card__title" id="used-by">
                <IconView icon=Icon::Cloud/>
                "Used by"
            </h2>
            {dynamic(move || {
                blocked()
                    .map(|blocked| {
                        view! {
                            <div class="wp-finding wp-finding--error">
                                <IconView icon=Icon::Warning/>
                                <p>{visible(&blocked)}</p>
                            </div>
                        }
                    })
                    .into_any()
            })}
            <Load fetched=found what="What uses them" children=show/>
        </section>
    }
}
