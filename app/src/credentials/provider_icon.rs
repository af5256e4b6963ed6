//! The icon of a provider: one for each kind, none of anybody's logos.

use leptos::prelude::*;
use wavepass_core::credentials::{ProviderGroup, ProviderRef};

use crate::ui::icon::{Icon, IconView};

/// The icon of a provider.
#[component]
pub(crate) fn ProviderIcon(
    /// Whose.
    provider: ProviderRef,
) -> impl IntoView {
    let icon = match provider {
        ProviderRef::Known(provider) => match provider.group() {
            ProviderGroup::ContainerRegistries => Icon::Box,
            ProviderGroup::Cloud => Icon::Cloud,
            ProviderGroup::Git => Icon::Branch,
            ProviderGroup::Access => Icon::Terminal,
        },
        ProviderRef::Unknown(_) => Icon::Question,
    };
    view! { <IconView icon/> }
}
