//! The icon of a provider, none of anybody's logos.

use leptos::prelude::*;
use wavepass_core::credentials::{Provider, ProviderRef};
use wavepass_core::registry::catalogue::Registry;

use crate::ui::icon::{Icon, IconView};

/// The icon of a provider. Kinds that are offered as one have one.
#[component]
pub(crate) fn ProviderIcon(
    /// Whose.
    provider: ProviderRef,
) -> impl IntoView {
    let icon = match provider {
        ProviderRef::Known(provider) => icon_of(provider),
        ProviderRef::Unknown(_) => Icon::Question,
    };
    view! { <IconView icon/> }
}

/// The icon of what credentials are for: a registry that is told by its host has that of the vendor's
/// other kinds, so that rows of one provider can be told apart.
#[component]
pub(crate) fn PurposeIcon(
    /// Whose.
    provider: ProviderRef,
    /// The host, as it is stored.
    registry: Option<String>,
) -> impl IntoView {
    let registry = registry.and_then(|host| Registry::of_host(&host));
    let provider = match (provider, registry) {
        (ProviderRef::Known(Provider::ContainerRegistry), Some(registry)) => {
            ProviderRef::Known(vendor(registry))
        }
        (provider, _) => provider,
    };
    view! { <ProviderIcon provider/> }
}

/// The provider with the icon of a registry's vendor.
const fn vendor(registry: Registry) -> Provider {
    match registry {
        Registry::Ecr | Registry::EcrPublic => Provider::Aws,
        Registry::Acr => Provider::Azure,
        Registry::Gar | Registry::Gcr => Provider::Google,
        Registry::K8s => Provider::Kubernetes,
        Registry::Seqera => Provider::SeqeraCompute,
        Registry::Ghcr => Provider::GitHub,
        Registry::Gitlab => Provider::GitLab,
        Registry::Gitea => Provider::Gitea,
        _ => Provider::ContainerRegistry,
    }
}

const fn icon_of(provider: Provider) -> Icon {
    match provider {
        Provider::Aws => Icon::Cloud,
        Provider::Azure | Provider::AzureEntra | Provider::AzureCloud => Icon::Diamond,
        Provider::Google => Icon::Hexagon,
        Provider::Kubernetes => Icon::Wheel,
        Provider::S3 => Icon::Bucket,
        Provider::SeqeraCompute => Icon::Wave,
        Provider::AzureRepos => Icon::Loop,
        Provider::BitBucket => Icon::Pail,
        Provider::CodeCommit => Icon::Code,
        Provider::Gitea => Icon::Cup,
        Provider::GitHub | Provider::GitHubApp => Icon::Branch,
        Provider::GitLab => Icon::Merge,
        Provider::ContainerRegistry => Icon::Box,
        Provider::Ssh => Icon::Terminal,
        Provider::TowerAgent => Icon::Antenna,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn providers_that_are_offered_apart_have_icons_of_their_own() {
        for one in Provider::ALL {
            for other in Provider::ALL {
                let is_one = one.offered_as() == other.offered_as();
                assert_eq!(icon_of(one) == icon_of(other), is_one, "{one:?} {other:?}");
            }
        }
    }
}
