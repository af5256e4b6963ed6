//! The form as if somebody had typed a request of Platform's API, which a server reads.
//!
//! This module may not validate. Start at [`CredentialsForm::from_wire`].

use serde_json::{Map, Value};

use super::CredentialsForm;
use crate::credentials::description::Description;
use crate::credentials::field::{FieldKind, FieldSpec, Wire};
use crate::credentials::kind::Kind;
use crate::credentials::name::BAD_CHARACTERS;
use crate::credentials::provider::Provider;
use crate::finding::value::{CONTRADICTION, REQUIRED};
use crate::finding::{Finding, rules};
use crate::platform::credentials::CredentialsInput;

rules! {
    /// The provider is not known, or its credentials cannot be added here.
    pub(crate) UNSUPPORTED_PROVIDER = "unsupported-provider" {
        severity: Error,
        why: "Platform accepts only the provider names of its own list, and credentials of Seqera \
              Compute are made by Platform alone.",
        action: "Choose another provider. In an API request, use a provider name that Platform \
                 knows, for instance container-reg.",
    }
}

impl CredentialsForm {
    /// The form as if somebody had typed a request of Platform's API for new credentials.
    ///
    /// As Platform does, it takes explicit nulls for absent fields and ignores fields it
    /// does not know (Terraform sends `keys.keyType`). What the query says is set by the server.
    ///
    /// # Errors
    /// A provider that is missing, unknown or made by Platform alone, a `discriminator` that
    /// contradicts it, values of two ways to sign in that exclude each other, or a value of the
    /// wrong type. No message repeats a value.
    pub fn from_wire(input: &CredentialsInput) -> Result<Self, Finding> {
        let provider = provider_of(input)?;
        let kind = Kind::of_request(provider, &input.keys).ok_or_else(|| unsupported(provider))?;
        let mut form = Self::of_kind(kind);
        form.take(kind, input)?;
        Ok(form)
    }

    /// The form as if somebody had typed a request of Platform's API for a change of stored
    /// credentials, whose readable fields hold what it leaves out.
    ///
    /// # Errors
    /// The same, and a kind whose values are not all there.
    pub fn from_update(
        input: &CredentialsInput,
        stored: &Map<String, Value>,
        base_url: Option<&str>,
    ) -> Result<Self, Finding> {
        let provider = provider_of(input)?;
        let stored_kind = Kind::of_stored(provider, stored);
        let stays = stored_kind.filter(|kind| kind.stays_with(&input.keys));
        let kind = stays
            .or_else(|| Kind::of_request(provider, &input.keys))
            .ok_or_else(|| unsupported(provider))?;
        let mut form = Self::of_kind(kind);
        form.fill_from(kind, stored, base_url);
        form.take(kind, input)?;
        Ok(form)
    }

    /// Puts in what stored credentials tell of themselves: never a secret.
    pub(crate) fn fill_from(
        &mut self,
        kind: Kind,
        stored: &Map<String, Value>,
        base_url: Option<&str>,
    ) {
        for spec in kind.fields().iter().filter(|spec| !spec.is_secret()) {
            let text = match spec.wire {
                Wire::Key(key) => stored.get(key).and_then(as_text),
                Wire::BaseUrl => base_url.map(str::to_owned),
                Wire::Query(_) => None,
            };
            if let Some(text) = text {
                self.set(spec.field, text);
            }
        }
    }

    fn take(&mut self, kind: Kind, input: &CredentialsInput) -> Result<(), Finding> {
        if let Some(name) = &input.name {
            self.name.clone_from(name);
        }
        if let Some(description) = &input.description {
            self.set_description(&Description::read(description));
        }
        for spec in kind.foreign() {
            let key = spec.wire.key().unwrap_or_default();
            if !matches!(input.keys.get(key), None | Some(Value::Null)) {
                return Err(Finding::error(
                    CONTRADICTION,
                    format!(
                        "keys.{key} does not go with the other keys: {}.",
                        ways(kind)
                    ),
                ));
            }
        }
        for spec in kind.fields() {
            match spec.wire {
                Wire::Key(key) => self.take_key(spec, key, input.keys.get(key))?,
                Wire::BaseUrl => {
                    if let Some(url) = &input.base_url {
                        self.set(spec.field, url.clone());
                    }
                }
                Wire::Query(_) => {}
            }
        }
        Ok(())
    }

    fn take_key(
        &mut self,
        spec: &FieldSpec,
        key: &str,
        value: Option<&Value>,
    ) -> Result<(), Finding> {
        let wrong = |kind: &str| {
            Err(Finding::error(
                BAD_CHARACTERS,
                format!("keys.{key} must be {kind}."),
            ))
        };
        let is_switch = spec.kind == FieldKind::Switch;
        match value {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) if !is_switch => self.set(spec.field, text.clone()),
            Some(Value::Bool(on)) if is_switch => self.set(spec.field, on.to_string()),
            Some(_) if is_switch => return wrong("true or false"),
            Some(_) => return wrong("a text"),
        }
        Ok(())
    }

    /// Sets what a request says in its query, where these credentials have such a field.
    pub fn set_query(&mut self, name: &'static str, on: bool) {
        let Some(kind) = self.kind else {
            return;
        };
        for spec in kind.fields() {
            if spec.wire == Wire::Query(name) {
                self.set(spec.field, on.to_string());
            }
        }
    }
}

impl Kind {
    /// Whether a change leaves stored credentials of the kind they are: what it sends are fields
    /// of it, and no other mode.
    fn stays_with(self, sent: &Map<String, Value>) -> bool {
        let mode = sent.get("mode").and_then(Value::as_str);
        let is_foreign = |spec: &FieldSpec| {
            let key = spec.wire.key().unwrap_or_default();
            !matches!(sent.get(key), None | Some(Value::Null))
        };
        mode.is_none_or(|mode| self.mode() == Some(mode)) && !self.foreign().any(is_foreign)
    }
}

/// What a stored value is in a field.
fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(on) => Some(on.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The kinds of a provider, as names of their fields.
fn ways(kind: Kind) -> String {
    let kinds: Vec<_> = kind.provider().kinds().map(Kind::label).collect();
    format!("choose one of {}", kinds.join(", "))
}

fn unsupported(provider: Provider) -> Finding {
    Finding::error(
        UNSUPPORTED_PROVIDER,
        format!(
            "provider {} cannot be added: Platform makes these credentials itself.",
            provider.wire_name()
        ),
    )
}

fn provider_of(input: &CredentialsInput) -> Result<Provider, Finding> {
    let discriminator = input.keys.get("discriminator").and_then(Value::as_str);
    let name = match (input.provider.as_deref(), discriminator) {
        (Some(provider), Some(other)) if provider != other => {
            return Err(Finding::error(
                CONTRADICTION,
                "keys.discriminator must be the same as provider.",
            ));
        }
        (Some(name), _) | (None, Some(name)) => name,
        (None, None) => {
            return Err(Finding::error(
                REQUIRED,
                "provider is missing, for instance \"container-reg\".",
            ));
        }
    };
    Provider::from_wire(name).ok_or_else(|| {
        Finding::error(
            UNSUPPORTED_PROVIDER,
            "provider is not one of those that Platform knows, for instance \"container-reg\".",
        )
    })
}
