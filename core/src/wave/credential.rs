//! A stored credential as Wave's rules see it.
//!
//! A view of what Platform lists, without a secret. This module may not decide anything.
//! Start at [`StoredCredential`].

use crate::registry::DOCKER_HUB;

/// One entry of Platform's list, in the order of which Wave looks for a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredCredential<'a> {
    /// Platform's id; empty where it gives none.
    pub id: &'a str,
    /// The name that people gave it.
    pub name: &'a str,
    /// What it is for.
    pub provider: StoredProvider,
    /// The registry exactly as stored; none and the empty text both mean Docker Hub.
    pub registry: Option<&'a str>,
    /// The user name, where Platform gives it back.
    pub user_name: Option<&'a str>,
    /// Whether Platform marks it as deleted.
    pub state: StoredState,
}

/// What matters about a provider when a registry is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredProvider {
    /// The only one that Wave considers for an image.
    ContainerRegistry,
    /// One for a registry that Platform does not tell: Wave may use it, for which images nobody
    /// knows.
    UnknownRegistry,
    /// Used for ECR in one case, by way of a compute environment.
    Aws,
    /// Never used for an image.
    Other,
}

/// Whether a credential is still there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StoredState {
    /// It is.
    #[default]
    Live,
    /// It is marked as deleted. Wave does not read the mark: it relies on Platform not
    /// listing such entries.
    Deleted,
}

impl<'a> StoredCredential<'a> {
    /// The text that Wave compares with an image, a host or a host with a path; `None` when it
    /// never does.
    pub fn registry_text(&self) -> Option<&'a str> {
        let stored = self.registry.filter(|registry| !registry.is_empty());
        (self.provider == StoredProvider::ContainerRegistry).then(|| stored.unwrap_or(DOCKER_HUB))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn stored(
        provider: StoredProvider,
        registry: Option<&'static str>,
    ) -> StoredCredential<'static> {
        StoredCredential {
            id: "1",
            name: "n",
            provider,
            registry,
            user_name: None,
            state: StoredState::Live,
        }
    }

    #[test]
    fn nothing_and_the_empty_text_mean_docker_hub_and_blanks_do_not() {
        let host = |registry| stored(StoredProvider::ContainerRegistry, registry).registry_text();
        assert_eq!(host(None), Some("docker.io"));
        assert_eq!(host(Some("")), Some("docker.io"));
        assert_eq!(host(Some("  ")), Some("  "));
    }

    #[test]
    fn other_providers_have_no_host_whatever_they_store() {
        for provider in [
            StoredProvider::UnknownRegistry,
            StoredProvider::Aws,
            StoredProvider::Other,
        ] {
            assert_eq!(stored(provider, Some("quay.io")).registry_text(), None);
        }
    }
}
