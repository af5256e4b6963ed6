//! Stored credentials as a list shows them.
//!
//! Made from what Platform answers, tolerant of every version of it. A secret is never
//! part of it. Start at [`CredentialsSummary`].

use serde_json::Value;

use super::provider::Provider;
use crate::platform::reader::{Fields, Listed};
use crate::registry::DOCKER_HUB;
use crate::timestamp::{Timestamp, Told};
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
    /// Whether its fields are known, so that such credentials can be added and changed.
    pub const fn can_be_added(&self) -> bool {
        matches!(self, Self::Known(provider) if provider.can_be_added())
    }

    /// Its name for people.
    pub fn label(&self) -> &str {
        match self {
            Self::Known(provider) => provider.label(),
            Self::Unknown(name) if name.is_empty() => "Unknown",
            Self::Unknown(name) => name,
        }
    }
}

/// The registry that stored credentials are for, as far as Platform says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredRegistry {
    /// This one, exactly as it is stored.
    Stored(String),
    /// None is stored, which is Docker Hub to Wave.
    Default,
    /// Platform does not say. Old versions list credentials without their fields.
    Unknown,
}

impl StoredRegistry {
    /// The text that Wave compares with an image; none where it is not known.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Stored(text) => Some(text),
            Self::Default => Some(DOCKER_HUB),
            Self::Unknown => None,
        }
    }

    fn read(row: Fields<'_>) -> Self {
        let Some(keys) = row.inside("keys") else {
            return Self::Unknown;
        };
        // Null is the same as absent where any field of the login is told.
        let tells = keys.raw().contains_key("registry") || keys.get("userName").is_some();
        match keys.get("registry") {
            Some(Value::String(text)) if !text.is_empty() => Self::Stored(text.clone()),
            Some(Value::String(_)) => Self::Default,
            None if tells => Self::Default,
            Some(_) | None => Self::Unknown,
        }
    }
}

/// What Platform has found out about credentials. Container registries are never checked after
/// they were stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Validity {
    /// Nothing: they were never checked, or it does not say.
    NotChecked,
    /// They were good at the last check.
    Good(Timestamp),
    /// The provider refused them, or they could not be checked ten times in a row.
    Invalid {
        /// Why, in Platform's words.
        why: Option<String>,
        /// When that was found out, where it is told.
        at: Option<Timestamp>,
    },
    /// Something that is newer than this program.
    Other(String),
}

impl Validity {
    fn read(row: Fields<'_>) -> Self {
        let at = row.time("lastValidated").at();
        match row.words("status").as_deref() {
            Some("INVALID") => Self::Invalid {
                why: row.words("message"),
                at,
            },
            // A missing status is the same.
            None | Some("AVAILABLE") => at.map_or(Self::NotChecked, Self::Good),
            Some(other) => Self::Other(other.to_owned()),
        }
    }
}

/// Stored credentials, without their secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialsSummary {
    /// Platform's id: up to 22 letters and digits. Without it nothing can be asked of them.
    pub id: Option<String>,
    /// The name; empty where there is none.
    pub name: String,
    /// What the credentials are for.
    pub provider: ProviderRef,
    /// The registry, of a container registry only.
    pub registry: Option<StoredRegistry>,
    /// The user name, where there is one and Platform gives it back.
    pub user_name: Option<String>,
    /// What somebody has written about them.
    pub description: Option<String>,
    /// What of the provider's service they are for.
    pub base_url: Option<String>,
    /// Platform's own grouping.
    pub category: Option<String>,
    /// Whether Platform marks them as deleted.
    pub is_deleted: bool,
    /// What Platform has found out about them.
    pub validity: Validity,
    /// When they were last used; null for never.
    pub last_used: Told,
    /// When they were stored.
    pub created: Told,
    /// When they were last changed.
    pub updated: Told,
}

impl CredentialsSummary {
    /// Reads a row of the list, or what describes one. None where it has neither an id nor a
    /// name: then there is nothing to show.
    pub fn read(row: Fields<'_>) -> Option<Self> {
        let (id, name) = (row.words("id"), row.text("name").unwrap_or_default());
        if id.is_none() && name.trim().is_empty() {
            return None;
        }
        let keys = row.inside("keys");
        let key = |name| keys.and_then(|keys| keys.words(name));
        // Rows of 2021 have the discriminator in place of the provider.
        let provider = row.words("provider");
        let provider = provider
            .or_else(|| row.words("discriminator"))
            .or_else(|| key("discriminator"));
        let provider = ProviderRef::from(provider.unwrap_or_default().as_str());
        let is_registry = provider == ProviderRef::Known(Provider::ContainerRegistry);
        Some(Self {
            id,
            name,
            registry: is_registry.then(|| StoredRegistry::read(row)),
            user_name: key("userName").or_else(|| key("username")),
            provider,
            description: row.words("description"),
            base_url: row.words("baseUrl"),
            category: row.words("category"),
            is_deleted: row.flag("deleted") == Some(true),
            validity: Validity::read(row),
            last_used: row.time("lastUsed"),
            created: row.time("dateCreated"),
            updated: row.time("lastUpdated"),
        })
    }

    /// The field of the answer to `GET /credentials` that holds the list, in Platform's own order.
    pub const LIST: &str = "credentials";

    /// What to call them: their name, else their id.
    pub fn label(&self) -> &str {
        if self.name.trim().is_empty() {
            self.id.as_deref().unwrap_or_default()
        } else {
            &self.name
        }
    }

    /// The registry that Wave compares; none of other providers, and where it is not known.
    pub fn registry_text(&self) -> Option<&str> {
        self.registry.as_ref()?.text()
    }

    /// Whether they are for a registry that Platform does not tell, so that nobody knows for
    /// which images Wave uses them.
    pub fn hides_registry(&self) -> bool {
        self.registry == Some(StoredRegistry::Unknown) && !self.is_deleted
    }
}

/// What is missing in a list for an answer about all of it, in a sentence; none where nothing is.
pub fn gap(list: &Listed<CredentialsSummary>) -> Option<String> {
    let hidden = list.rows.iter().filter(|row| row.hides_registry()).count();
    let hidden = match hidden {
        0 => None,
        1 => {
            Some("Of 1 registry credential Platform does not say which registry it is for.".into())
        }
        more => Some(format!(
            "Of {more} registry credentials Platform does not say which registry they are for."
        )),
    };
    let parts: Vec<_> = list.sentence().into_iter().chain(hidden).collect();
    if parts.is_empty() {
        return None;
    }
    Some(format!(
        "{} What is said here of Wave’s choice holds for the rest of the list.",
        parts.join(" ")
    ))
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
        let registry = row.registry.as_ref();
        Self {
            id: row.id.as_deref().unwrap_or_default(),
            name: row.label(),
            provider: match registry {
                Some(StoredRegistry::Unknown) => StoredProvider::UnknownRegistry,
                _ => row.provider.to_wave(),
            },
            registry: registry.and_then(StoredRegistry::text),
            user_name: row.user_name.as_deref(),
            state: if row.is_deleted {
                StoredState::Deleted
            } else {
                StoredState::Live
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::registry::wave_setup::WaveSetup;
    use crate::wave::audit::{Precedence, audit};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn read(row: &Value) -> Option<CredentialsSummary> {
        CredentialsSummary::read(Fields::of(row)?)
    }

    fn list(answer: &Value) -> Option<Listed<CredentialsSummary>> {
        Listed::read(answer, CredentialsSummary::LIST, CredentialsSummary::read)
    }

    fn summary(json: &str) -> CredentialsSummary {
        read(&serde_json::from_str(json).unwrap()).unwrap()
    }

    fn registry(keys: &Value) -> StoredRegistry {
        let row = json!({"id": "1", "provider": "container-reg", "keys": keys});
        read(&row).unwrap().registry.unwrap()
    }

    #[test]
    fn a_registry_row_shows_host_and_user() {
        let row = summary(
            r#"{"id":"1S7A","name":"credsTest","provider":"container-reg","keys":{"userName":"andrea","password":null,"registry":"quay.io","discriminator":"container-reg"}}"#,
        );
        assert_eq!(row.registry_text(), Some("quay.io"));
        assert_eq!(row.user_name.as_deref(), Some("andrea"));
        assert_eq!(row.provider.label(), "Container registry");
    }

    #[test]
    fn a_stored_null_is_docker_hub_as_it_is_to_wave() {
        let row = summary(
            r#"{"id":"1X3Y","name":"Another","provider":"container-reg","keys":{"userName":"whatever","registry":null}}"#,
        );
        assert_eq!(row.registry, Some(StoredRegistry::Default));
        assert_eq!(row.registry_text(), Some("docker.io"));
    }

    #[test]
    fn a_registry_is_stored_or_the_default_or_not_known() {
        for keys in [
            json!({"userName": "u", "registry": null}),
            json!({"userName": "u"}),
            json!({"registry": null}),
            json!({"registry": ""}),
        ] {
            assert_eq!(registry(&keys), StoredRegistry::Default, "{keys}");
        }
        for keys in [
            json!(null),
            json!([]),
            json!("keys"),
            json!({}),
            json!({"discriminator": "container-reg"}),
            json!({"userName": "u", "registry": 7}),
            json!({"userName": "u", "registry": {"host": "quay.io"}}),
        ] {
            assert_eq!(registry(&keys), StoredRegistry::Unknown, "{keys}");
        }
        // Wave compares blanks as they are.
        let blank = registry(&json!({"userName": "u", "registry": " "}));
        assert_eq!(blank, StoredRegistry::Stored(" ".to_owned()));
    }

    #[test]
    fn an_unknown_registry_takes_no_part_in_what_wave_does_and_the_list_says_so() {
        let rows = json!({"credentials": [
            {"id": "1", "name": "old", "provider": "container-reg"},
            {"id": "2", "name": "hub", "provider": "container-reg", "keys": {"registry": null}},
        ]});
        let list = list(&rows).unwrap();
        let stored: Vec<_> = list.rows.iter().map(StoredCredential::from).collect();
        assert_eq!(stored[0].registry_text(), None);
        let audit = audit(&stored, &WaveSetup::default());
        assert_eq!(audit.rows[0].precedence, Precedence::NotForImages);
        assert_eq!(audit.rows[1].precedence, Precedence::Alone);
        assert!(
            gap(&list)
                .unwrap()
                .starts_with("Of 1 registry credential Platform does not")
        );
    }

    #[test]
    fn a_list_that_is_whole_has_no_gap() {
        let rows = json!({"credentials": [{"id": "2", "provider": "container-reg",
            "keys": {"registry": "quay.io"}}, {"id": "3", "provider": "aws"}]});
        assert_eq!(gap(&list(&rows).unwrap()), None);
        let rows = json!({"credentials": [null, {"id": "3", "provider": "aws"}]});
        let said = gap(&list(&rows).unwrap()).unwrap();
        assert!(
            said.starts_with("1 entry could not be read. What"),
            "{said}"
        );
    }

    #[test]
    fn a_deleted_one_shadows_nothing() {
        let rows = json!({"credentials": [
            {"id": "1", "name": "gone", "deleted": true, "provider": "container-reg",
             "keys": {"registry": "quay.io"}},
            {"id": "2", "name": "here", "provider": "container-reg",
             "keys": {"registry": "quay.io"}},
        ]});
        let list = list(&rows).unwrap();
        assert!(list.rows[0].is_deleted && !list.rows[1].is_deleted);
        let stored: Vec<_> = list.rows.iter().map(StoredCredential::from).collect();
        let audit = audit(&stored, &WaveSetup::default());
        assert_eq!(audit.rows[0].precedence, Precedence::NotForImages);
        assert_eq!(audit.rows[1].precedence, Precedence::Alone);
    }

    #[test]
    fn what_platform_has_found_out_is_told_and_nothing_more() {
        for (fields, validity) in [
            (json!({}), Validity::NotChecked),
            (
                json!({"status": "AVAILABLE", "lastValidated": null}),
                Validity::NotChecked,
            ),
            (
                json!({"status": {"state": "AVAILABLE"}}),
                Validity::NotChecked,
            ),
            (json!({"status": "NEW"}), Validity::Other("NEW".to_owned())),
            (
                json!({"status": "INVALID", "message": "no"}),
                Validity::Invalid {
                    why: Some("no".to_owned()),
                    at: None,
                },
            ),
            (
                json!({"status": "AVAILABLE", "lastValidated": "2026-09-15T10:00:00Z"}),
                Validity::Good(Timestamp::parse("2026-09-15T10:00:00Z").unwrap()),
            ),
        ] {
            let mut row = fields.clone();
            row["id"] = json!("1");
            assert_eq!(read(&row).unwrap().validity, validity, "{fields}");
        }
    }

    #[test]
    fn a_row_is_called_by_its_name_else_by_its_id_and_else_it_is_none() {
        for (row, label) in [
            (json!({"id": "1", "name": "a"}), Some("a")),
            (json!({"id": "1", "name": null}), Some("1")),
            (json!({"id": "1", "name": " "}), Some("1")),
            (json!({"id": null, "name": "a"}), Some("a")),
            (json!({"id": 7, "name": "a"}), Some("a")),
            (json!({"provider": "aws"}), None),
        ] {
            let read = read(&row);
            assert_eq!(read.as_ref().map(CredentialsSummary::label), label, "{row}");
        }
    }

    /// Any JSON of a size that shows every shape.
    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 12, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::hash_map("[a-zA-Z]{1,12}", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_json_in_one_field_leaves_the_other_rows_alone(
            field in proptest::sample::select(vec![
                "id", "name", "description", "provider", "discriminator", "baseUrl", "category",
                "deleted", "lastUsed", "dateCreated", "lastUpdated", "status", "message",
                "lastValidated", "keys", "new",
            ]),
            odd in any_json(),
        ) {
            let good = json!({"id": "4kTq", "name": "quay", "provider": "container-reg",
                "lastUsed": null, "dateCreated": "2022-12-05T09:14:02.371846+01:00",
                "keys": {"userName": "u", "password": null, "registry": "quay.io"}});
            let mut changed = good.clone();
            changed[field] = odd;
            let answer = json!({"credentials": [good, changed, good]});
            let list = list(&answer).unwrap();
            prop_assert_eq!(list.rows.len() + list.unreadable, 3);
            let expected = read(&good).unwrap();
            prop_assert_eq!(list.rows.first(), Some(&expected));
            prop_assert_eq!(list.rows.last(), Some(&expected));
        }

        #[test]
        fn any_json_in_place_of_a_row_leaves_the_other_rows_alone(odd in any_json()) {
            let answer = json!({"credentials": [{"id": "a"}, odd, {"id": "b"}]});
            let list = list(&answer).unwrap();
            prop_assert_eq!(list.rows.len() + list.unreadable, 3);
            prop_assert_eq!(list.rows.last().and_then(|row| row.id.as_deref()), Some("b"));
        }
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
