//! Validated credentials on their way to Platform.
//!
//! A [`CredentialsRequest`] exists only for a form without errors. This module may not
//! validate.

use serde_json::{Map, Value};

use super::description::Description;
use super::field::{FieldKind, FieldSpec, Wire};
use super::kind::Kind;
use super::name::CredentialsName;
use super::provider::Provider;
use crate::secret::Secret;

/// Credentials that can be saved.
#[derive(Clone, Debug)]
pub struct CredentialsRequest {
    name: CredentialsName,
    kind: Kind,
    values: Vec<(&'static FieldSpec, Secret)>,
    description: Option<Description>,
}

impl CredentialsRequest {
    pub(super) fn new(
        name: CredentialsName,
        kind: Kind,
        values: Vec<(&'static FieldSpec, Secret)>,
        description: Option<Description>,
    ) -> Self {
        Self {
            name,
            kind,
            values,
            description,
        }
    }

    /// The same credentials under another name.
    #[must_use]
    pub fn named(self, name: CredentialsName) -> Self {
        Self { name, ..self }
    }

    /// The name.
    pub fn name(&self) -> &CredentialsName {
        &self.name
    }

    /// The provider.
    pub const fn provider(&self) -> Provider {
        self.kind.provider()
    }

    /// The kind.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// What is written about them; `None` where what is stored stays.
    pub const fn description(&self) -> Option<&Description> {
        self.description.as_ref()
    }

    /// What stands in the query of the request, as names and values.
    pub fn query(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.values().filter_map(|(spec, value)| match spec.wire {
            Wire::Query(name) => Some((name, value.expose())),
            Wire::Key(_) | Wire::BaseUrl => None,
        })
    }

    /// The values to store, with their rows. A secret that stays as it is, is left out.
    pub fn values(&self) -> impl Iterator<Item = (&'static FieldSpec, &Secret)> {
        self.values.iter().map(|(spec, value)| (*spec, value))
    }

    /// The body of `POST /credentials`, secrets included: for the request and nothing else. A
    /// change is sent as [`Described::update`](super::Described::update) says.
    pub fn to_wire(&self) -> Value {
        let mut keys = Map::new();
        if let Some(mode) = self.kind.mode() {
            keys.insert("mode".to_owned(), mode.into());
        }
        let mut body = serde_json::json!({
            "name": self.name.as_str(),
            "provider": self.provider().wire_name(),
        });
        for (spec, value) in self.values() {
            match spec.wire {
                Wire::Key(key) => drop(keys.insert(key.to_owned(), wire_value(spec, value))),
                Wire::BaseUrl => body["baseUrl"] = wire_value(spec, value),
                Wire::Query(_) => {}
            }
        }
        body["keys"] = Value::Object(keys);
        let description = self.description().map(Description::to_text);
        if let Some(text) = description.filter(|text| !text.trim().is_empty()) {
            body["description"] = text.into();
        }
        serde_json::json!({ "credentials": body })
    }
}

/// A value as it travels: a switch is a boolean, everything else a text.
pub fn wire_value(spec: &FieldSpec, value: &Secret) -> Value {
    match spec.kind {
        FieldKind::Switch => (value.expose() == "true").into(),
        _ => value.expose().into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::credentials::form::from_wire::UNSUPPORTED_PROVIDER;
    use crate::credentials::{CredentialsForm, Field, ValidationContext};
    use crate::finding::Finding;
    use crate::finding::value::{CONTRADICTION, REQUIRED};
    use crate::placeholder::Placeholder;
    use crate::platform::credentials::CredentialsBody;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn read(json: &str) -> Result<CredentialsForm, Finding> {
        let body: CredentialsBody = serde_json::from_str(json).unwrap();
        CredentialsForm::from_wire(&body.credentials)
    }

    #[test]
    fn the_body_is_the_one_that_platforms_own_client_sends() {
        // The body that tower-cli's test of `tw credentials add container-reg` expects.
        let recorded = r#"{"credentials":{"keys":{"userName":"jordeu","password":"kkdevaka","registry":"docker.io"},"name":"docker-reg","provider":"container-reg"}}"#;
        let request = read(recorded)
            .unwrap()
            .validate(&ValidationContext::default())
            .unwrap();
        let recorded: Value = serde_json::from_str(recorded).unwrap();
        assert_eq!(request.to_wire(), recorded);
    }

    #[test]
    fn nulls_and_unknown_fields_are_as_good_as_absent() {
        let form = read(
            r#"{"credentials":{"id":"x","name":"n1","description":null,"baseUrl":null,
                "provider":"container-reg","deleted":true,
                "keys":{"keyType":"x","userName":"u","password":null,"registry":null}}}"#,
        )
        .unwrap();
        assert_eq!(form.value(Field::UserName), "u");
        assert_eq!(form.value(Field::Password), "");
    }

    #[test]
    fn the_provider_may_stand_in_the_discriminator_but_not_contradict_it() {
        let form = read(r#"{"credentials":{"keys":{"discriminator":"container-reg"}}}"#).unwrap();
        assert_eq!(form.kind, Some(Kind::ContainerRegistry));

        let clash =
            read(r#"{"credentials":{"provider":"github","keys":{"discriminator":"gitlab"}}}"#);
        assert_eq!(clash.unwrap_err().code, CONTRADICTION);
    }

    #[test]
    fn a_missing_or_unknown_provider_is_named() {
        for (json, code) in [
            (r#"{"credentials":{}}"#, REQUIRED),
            (
                r#"{"credentials":{"provider":"dropbox"}}"#,
                UNSUPPORTED_PROVIDER,
            ),
        ] {
            let finding = read(json).unwrap_err();
            assert_eq!(finding.code, code);
            assert!(finding.message.contains("provider"), "{finding:?}");
        }
    }

    #[test]
    fn new_credentials_carry_their_description_and_an_empty_one_is_left_out() {
        let sent = |words: &str, expires: &str| {
            let mut form = CredentialsForm::of(Provider::ContainerRegistry);
            for (field, text) in [
                (Field::Name, "quay"),
                (Field::UserName, "u"),
                (Field::Password, "S3ntinel!"),
                (Field::Registry, "quay.io"),
                (Field::Description, words),
                (Field::Expires, expires),
            ] {
                form.set(field, text);
            }
            let request = form.validate(&ValidationContext::default()).unwrap();
            request.to_wire()["credentials"]["description"].clone()
        };
        assert_eq!(sent("of A", "2027-01-31"), "of A [expires 2027-01-31]");
        assert_eq!(sent("", "2027-01-31"), "[expires 2027-01-31]");
        assert_eq!(sent("of A", ""), "of A");
        for empty in ["", "  "] {
            assert_eq!(sent(empty, ""), Value::Null);
        }
    }

    #[test]
    fn a_secret_of_the_wrong_type_is_refused_without_repeating_it() {
        let finding = read(
            r#"{"credentials":{"provider":"container-reg","keys":{"password":["S3ntinel!"]}}}"#,
        )
        .unwrap_err();
        assert!(finding.message.contains("keys.password"), "{finding:?}");
        assert!(!finding.message.contains("S3ntinel!"), "{finding:?}");
    }

    proptest! {
        #[test]
        fn what_is_sent_reads_back_as_what_was_typed(
            name in "[A-Za-z0-9_-]{1,100}",
            user in "[^\\pC]{0,40}[a-z]",
            password in any::<String>().prop_filter(
                "asked for, and refused where it only stands in place of one",
                |p| !p.is_empty() && Placeholder::of_secret(p).is_none_or(|found| !found.is_certain())
            ),
            registry in " ?[a-z0-9./-]{0,40} ?",
        ) {
            let mut form = CredentialsForm::of(Provider::ContainerRegistry);
            form.set(Field::Name, name);
            form.set(Field::UserName, user);
            form.set(Field::Password, password);
            form.set(Field::Registry, registry);
            let sent = form.validate(&ValidationContext::default()).unwrap().to_wire();
            let back = read(&sent.to_string()).unwrap();
            for field in [Field::Name, Field::Provider, Field::UserName, Field::Password] {
                prop_assert_eq!(back.value(field), form.value(field));
            }
            let typed = form.value(Field::Registry);
            let stored = if typed.trim().is_empty() { "docker.io" } else { typed };
            prop_assert_eq!(back.value(Field::Registry), stored);
        }

        #[test]
        fn no_json_in_the_keys_makes_it_panic(value in any::<String>(), number in any::<f64>()) {
            for odd in [
                serde_json::json!(value),
                serde_json::json!(number),
                serde_json::json!([value]),
            ] {
                let body = serde_json::json!({"credentials": {
                    "provider": "container-reg",
                    "name": "n",
                    "keys": {"userName": odd, "password": odd, "registry": odd},
                }});
                if let Ok(form) = read(&body.to_string()) {
                    let _ = form.validate(&ValidationContext::default());
                }
            }
        }
    }
}
