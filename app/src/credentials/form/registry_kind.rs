//! The kind of a registry, by icon and name.

use leptos::prelude::*;
use wavepass_core::registry::catalogue::Registry;

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
    match registry {
        Registry::Ecr
        | Registry::EcrPublic
        | Registry::Acr
        | Registry::Gar
        | Registry::Gcr
        | Registry::Ocir
        | Registry::Icr
        | Registry::DigitalOcean
        | Registry::Alibaba
        | Registry::Tencent
        | Registry::Scaleway => Icon::Cloud,
        Registry::Ghcr | Registry::Gitlab | Registry::Gitea => Icon::Branch,
        Registry::Seqera => Icon::Wave,
        Registry::DockerHub
        | Registry::Quay
        | Registry::Harbor
        | Registry::Jfrog
        | Registry::Cloudsmith
        | Registry::Nvcr
        | Registry::RedHat
        | Registry::K8s
        | Registry::OpenShift
        | Registry::Local => Icon::Box,
    }
}
