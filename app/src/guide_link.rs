//! The way from what is wrong with a login, or missing, to the guide for its registry.

use leptos::prelude::*;
use wavepass_core::registry::catalogue::Registry;
use wavepass_core::registry::guide::Guide;

use crate::prefill;
use crate::shell::routes::Place;

/// A link to the guide for a registry, filled in with a host; none where there is no guide.
pub(crate) fn guide_link(place: &Place, registry: Registry, host: &str) -> Option<AnyView> {
    Guide::is_useful(registry).then(|| {
        let href = prefill::guide(place, registry, host);
        view! {
            <a href=href target="_blank">
                "What to store for " {registry.name()} " (opens a new tab)"
            </a>
        }
        .into_any()
    })
}
