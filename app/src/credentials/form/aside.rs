//! What stands beside the form for registry credentials while it is filled in.

use leptos::prelude::*;
use wavepass_core::credentials::Provider;

use super::registry_help::RegistryHelp;
use super::store::Form;
use super::wave_match::WaveMatch;
use crate::shell::routes::Place;
use crate::ui::reactive::only_if;

/// Help for the registry, and what Wave will match.
#[component]
pub(crate) fn FormAside(form: Form, place: Place) -> impl IntoView {
    let provider = form.provider();
    only_if(
        move || provider.get() == Some(Provider::ContainerRegistry),
        move || {
            view! {
                <aside class="wp-aside" aria-label="Help">
                    <WaveMatch form place=place.clone()/>
                    <RegistryHelp form place=place.clone()/>
                </aside>
            }
            .into_any()
        },
    )
}
