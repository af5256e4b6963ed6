//! The kind of a registry, by icon and name.

use leptos::prelude::*;
use wavepass_core::registry::catalogue::{Registry, RegistryGroup};

use crate::ui::icon::{Icon, IconView};

/// The kind of a registry.
#[component]
pub(crate) fn RegistryKind(registry: Registry) -> impl IntoView {
    view! {
        <span class="wp-with-icon">
            <IconView icon=icon(registry)/>
            {registry.name()}
        </span>
    }
}

const fn icon(registry: Registry) -> Icon {
    match registry.group() {
        RegistryGroup::Cloud => Icon::Cloud,
        RegistryGroup::CodeHosting => Icon::Branch,
        RegistryGroup::Seqera => Icon::Wave,
        RegistryGroup::Images => Icon::Box,
    }
}
