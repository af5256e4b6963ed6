//! Stored credentials as a list shows them.
//!
//! Made from what Platform answers, tolerant of every version of it. A secret is never
//! part of it. Start at [`CredentialsSummary`].

use super::provider::Provider;
use crate::platform::credentials::Credentials;
use crate::registry::DOCKER_HUB;
use crate::timestamp::Timestamp;
use crate::wave::credential::{StoredCredential, StoredProvider, StoredState};

/// A provider as a list may contain it: one of Platform's, or one that is newer or older
/// than what Wavepass knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProviderRef {
    /// One of Platform's list.
    Known(Provider),
    /// Another one, by its name in the API.
    Unknown(String),
}

impl ProviderRef {
    /// Its name for people.
    pub fn label(&self) -> &str {
        match self {
            Self::Known(provider) => provider.label(),
            Self::Unknown(name) if name.is_empty() => "Unknown",
            Self::Unknown(name) => name,
        }
    }
}

/// Stored credentials, without their secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialsSummary {
    /// Platform's id: up to 22 letters and digits.
    pub id: String,
    /// The name.
    pub name: String,
    /// What the credentials are for.
    pub provider: ProviderRef,
    /// The registry that Wave compares, of a container registry only. A stored null is
    /// Docker Hub to Wave.
    pub registry: Option<String>,
    /// The user name, where there is one and Platform gives it back.
    pub user_name: Option<String>,
    /// When the credentials were last used; `None` for never.
    pub last_used: Option<Timestamp>,
    /// When they were stored.
    pub created: Option<Timestamp>,
    /// When they were last changed.
    pub updated: Option<Timestamp>,
}

impl From<Credentials> for CredentialsSummary {
    fn from(wire: Credentials) -> Self {
        let key = |name: &str| {
            let text = wire.keys.get(name).and_then(serde_json::Value::as_str)?;
            (!text.is_empty()).then(|| text.to_owned())
        };
        let provider = ProviderRef::from(wire.provider_name());
        let is_registry = provider == ProviderRef::Known(Provider::ContainerRegistry);
        Self {
            registry: is_registry.then(|| key("registry").unwrap_or_else(|| DOCKER_HUB.to_owned())),
            user_name: key("userName").or_else(|| key("username")),
            provider,
            id: wire.id,
            name: wire.name,
            last_used: wire.last_used,
            created: wire.date_created,
            updated: wire.last_updated,
        }
    }
}

impl ProviderRef {
    /// What the provider is to Wave when a registry is asked for.
    pub fn to_wave(&self) -> StoredProvider {
        match self {
            Self::Known(Provider::ContainerRegistry) => StoredProvider::ContainerRegistry,
            Self::Known(Provider::Aws) => StoredProvider::Aws,
            Self::Known(_) | Self::Unknown(_) => StoredProvider::Other,
        }
    }
}

impl From<&str> for ProviderRef {
    /// The provider of that name in Platform's API.
    fn from(name: &str) -> Self {
        Provider::from_wire(name).map_or_else(|| Self::Unknown(name.to_owned()), Self::Known)
    }
}

impl<'a> From<&'a CredentialsSummary> for StoredCredential<'a> {
    fn from(row: &'a CredentialsSummary) -> Self {
        Self {
            id: &row.id,
            name: &row.name,
            provider: row.provider.to_wave(),
            registry: row.registry.as_deref(),
            user_name: row.user_name.as_deref(),
            state: StoredState::Live,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn summary(json: &str) -> CredentialsSummary {
        serde_json::from_str::<Credentials>(json).unwrap().into()
    }

    #[test]
    fn a_registry_row_shows_host_and_user() {
        let row = summary(
            r#"{"id":"1S7A","name":"credsTest","provider":"container-reg","keys":{"userName":"andrea","password":null,"registry":"quay.io","discriminator":"container-reg"}}"#,
        );
        assert_eq!(row.registry.as_deref(), Some("quay.io"));
        assert_eq!(row.user_name.as_deref(), Some("andrea"));
        assert_eq!(row.provider.label(), "Container registry");
    }

    #[test]
    fn a_stored_null_is_docker_hub_as_it_is_to_wave() {
        let row = summary(
            r#"{"id":"1X3Y","name":"Another","provider":"container-reg","keys":{"userName":"whatever","registry":null}}"#,
        );
        assert_eq!(row.registry.as_deref(), Some("docker.io"));
    }

    #[test]
    fn other_providers_have_no_registry() {
        let row = summary(
            r#"{"id":"1","name":"gh","provider":"github","keys":{"username":"me","registry":"x"}}"#,
        );
        assert_eq!(row.registry, None);
        assert_eq!(row.user_name.as_deref(), Some("me"));
    }

    #[test]
    fn a_provider_of_another_time_is_shown_by_its_name() {
        let local = summary(r#"{"id":"1","name":"c","provider":"local"}"#);
        assert_eq!(local.provider.label(), "local");
        let none = summary(r#"{"id":"1","name":"c"}"#);
        assert_eq!(none.provider.label(), "Unknown");
        // A row of 2021 has the discriminator in place of the provider.
        let old = summary(r#"{"id":"1","name":"c","discriminator":"aws"}"#);
        assert_eq!(old.provider.label(), "AWS");
    }

    #[test]
    fn a_row_of_the_list_is_a_stored_credential() {
        let row = summary(
            r#"{"id":"9","name":"hub","provider":"container-reg","keys":{"userName":"u","registry":null}}"#,
        );
        let stored = StoredCredential::from(&row);
        assert_eq!((stored.id, stored.name), ("9", "hub"));
        assert_eq!(stored.registry_text(), Some("docker.io"));
        assert_eq!(stored.user_name, Some("u"));
    }

    #[test]
    fn wave_looks_at_container_registries_and_for_ecr_at_aws() {
        for (name, provider) in [
            ("container-reg", StoredProvider::ContainerRegistry),
            ("aws", StoredProvider::Aws),
            ("azure", StoredProvider::Other),
            ("github", StoredProvider::Other),
            ("local", StoredProvider::Other),
            ("Container-Reg", StoredProvider::Other),
            ("", StoredProvider::Other),
        ] {
            assert_eq!(ProviderRef::from(name).to_wave(), provider, "{name}");
        }
    }
}
