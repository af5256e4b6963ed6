//! Between stored credentials, the validated request and the wire.

use serde_json::{Map, Value};
use wavepass_core::credentials::{CredentialsForm, CredentialsRequest, Provider};
use wavepass_core::platform::credentials::{Credentials, CredentialsInput};

use crate::clock::timestamp;
use crate::crypto::SealingKey;
use crate::error::ApiError;
use crate::store::{NewCredentials, StoredCredentials};

/// Seals the secrets of a valid request for the record they belong to.
pub(super) fn to_store(
    id: String,
    request: &CredentialsRequest,
    input: CredentialsInput,
    key: &SealingKey,
) -> Result<NewCredentials, ApiError> {
    let mut keys = Map::new();
    let mut secrets = Vec::new();
    for (spec, value) in request.values() {
        if spec.is_secret() {
            let context = format!("credentials/{id}/{}", spec.wire_name);
            let sealed = key
                .seal(context.as_bytes(), value.expose().as_bytes())
                .map_err(ApiError::internal)?;
            secrets.push((spec.wire_name, sealed));
        } else {
            keys.insert(spec.wire_name.to_owned(), value.expose().into());
        }
    }
    Ok(NewCredentials {
        id,
        name: request.name().to_string(),
        description: input.description,
        provider: request.provider().wire_name(),
        base_url: input.base_url,
        category: input.category,
        keys,
        secrets,
    })
}

/// The wire form of stored credentials. Write-only fields are null, always: the store has
/// no way to give them back.
pub(super) fn to_wire(stored: StoredCredentials) -> Credentials {
    let mut keys = stored.keys;
    for spec in Provider::from_wire(&stored.provider).map_or(&[][..], Provider::fields) {
        if spec.is_secret() {
            keys.insert(spec.wire_name.to_owned(), Value::Null);
        }
    }
    keys.insert("discriminator".to_owned(), stored.provider.clone().into());
    Credentials {
        id: stored.id,
        name: stored.name,
        description: stored.description,
        provider: Some(stored.provider),
        base_url: stored.base_url,
        category: stored.category,
        deleted: None,
        last_used: stored.last_used.map(timestamp),
        date_created: Some(timestamp(stored.created)),
        last_updated: Some(timestamp(stored.updated)),
        status: None,
        message: None,
        last_validated: None,
        keys,
    }
}

/// The form of an update: the fields of the request, and the stored ones where it has none.
pub(super) fn merge(
    mut form: CredentialsForm,
    stored: &StoredCredentials,
    input: &CredentialsInput,
) -> CredentialsForm {
    if input.name.is_none() {
        form.name.clone_from(&stored.name);
    }
    for spec in form.provider.map_or(&[][..], Provider::fields) {
        let is_sent = input.keys.get(spec.wire_name).is_some_and(Value::is_string);
        if let Some(text) = stored.keys.get(spec.wire_name).and_then(Value::as_str)
            && !is_sent
        {
            form.set(spec.field, text);
        }
    }
    form
}
