//! What stands beside the form for registry credentials while it is filled in.

use leptos::prelude::*;
use wavepass_core::credentials::Provider;

use super::registry_help::RegistryHelp;
use super::state::FormState;
use super::wave_match::WaveMatch;
use crate::shell::routes::Place;
use crate::ui::reactive::only_if;

/// Help for the registry, and what Wave will match.
#[component]
pub(crate) fn FormAside(state: FormState, place: Place) -> impl IntoView {
    only_if(
        move || state.provider().get() == Some(Provider::ContainerRegistry),
        move || {
            view! {
                <aside class="wp-aside" aria-label="Help">
                    <WaveMatch state place=place.clone()/>
                    <RegistryHelp state/>
                </aside>
            }
            .into_any()
        },
    )
}
