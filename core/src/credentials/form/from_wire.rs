//! The form as if somebody had typed a request of Platform's API, which a server reads.
//!
//! This module may not validate. Start at [`CredentialsForm::from_wire`].

use serde_json::Value;

use super::CredentialsForm;
use crate::credentials::name::BAD_CHARACTERS;
use crate::credentials::provider::Provider;
use crate::finding::value::{CONTRADICTION, REQUIRED};
use crate::finding::{Finding, rules};
use crate::platform::credentials::CredentialsInput;

rules! {
    /// The provider is not known, or its credentials cannot be added here.
    pub(crate) UNSUPPORTED_PROVIDER = "unsupported-provider" {
        severity: Error,
        why: "Platform accepts only the provider names of its own list, and Wavepass adds \
              credentials only for providers whose fields it knows.",
        action: "Choose another provider, or add these credentials in Platform itself. In an \
                 API request, use a provider name that Platform knows, for instance \
                 container-reg.",
    }
}

impl CredentialsForm {
    /// The form as if somebody had typed a request of Platform's API.
    ///
    /// As Platform does, it takes explicit nulls for absent fields and ignores fields it
    /// does not know (Terraform sends `keys.keyType`).
    ///
    /// # Errors
    /// A provider that is missing or unknown, a `discriminator` that contradicts it, or a
    /// value that is no text. No message repeats a value.
    pub fn from_wire(input: &CredentialsInput) -> Result<Self, Finding> {
        let provider = provider_of(input)?;
        let mut form = Self::of(provider);
        form.name = input.name.clone().unwrap_or_default();
        for spec in provider.fields() {
            match input.keys.get(spec.wire_name) {
                None | Some(Value::Null) => {}
                Some(Value::String(text)) => form.set(spec.field, text.clone()),
                Some(_) => {
                    return Err(Finding::error(
                        BAD_CHARACTERS,
                        format!("keys.{} must be a text.", spec.wire_name),
                    ));
                }
            }
        }
        Ok(form)
    }
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
