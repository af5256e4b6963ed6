//! What stands beside the form for registry credentials while it is filled in.

use leptos::prelude::*;
use wavepass_core::credentials::Provider;

use super::registry_help::RegistryHelp;
use crate::reactive::only_if;
use crate::state::credentials_form::FormState;

/// Help for the registry, and what Wave will match.
#[component]
pub(crate) fn FormAside(state: FormState) -> impl IntoView {
    only_if(
        move || state.provider().get() == Some(Provider::ContainerRegistry),
        move || {
            view! {
                <aside class="wp-aside" aria-label="Help">
                    <RegistryHelp state/>
                </aside>
            }
            .into_any()
        },
    )
}
