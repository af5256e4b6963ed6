//! What stands beside the form for credentials while it is filled in.

use leptos::prelude::*;
use wavepass_core::credentials::Kind;
use wavepass_core::platform::Scope;

use super::federation_setup::FederationSetup;
use super::registry_help::RegistryHelp;
use super::store::Form;
use super::wave_match::WaveMatch;
use crate::shell::routes::Place;
use crate::ui::reactive::dynamic;

/// Help for the registry and what Wave will match, or what the cloud has to be told.
#[component]
pub(crate) fn FormAside(form: Form, place: Place, scope: Scope) -> impl IntoView {
    let kind = form.kind();
    dynamic(move || {
        let inside = match kind.get() {
            Some(Kind::ContainerRegistry) => view! {
                <WaveMatch form place=place.clone()/>
                <RegistryHelp form place=place.clone()/>
            }
            .into_any(),
            Some(kind) if kind.trusts_platform() => {
                view! { <FederationSetup provider=kind.provider() scope/> }.into_any()
            }
            _ => return ().into_any(),
        };
        view! {
            <aside class="wp-aside" aria-label="Help">
                {inside}
            </aside>
        }
        .into_any()
    })
}
