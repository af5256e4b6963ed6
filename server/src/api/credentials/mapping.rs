//! Between stored credentials, the validated request and the wire.

use serde_json::{Map, Value};
use wavepass_core::credentials::request::wire_value;
use wavepass_core::credentials::{CredentialsRequest, Kind, Provider, Wire};
use wavepass_core::platform::credentials::{Credentials, CredentialsInput};

use super::external_id;
use crate::clock::timestamp;
use crate::crypto::SealingKey;
use crate::error::ApiError;
use crate::store::{NewCredentials, StoredCredentials, secret_context};

/// The key of a registry. Without one it is `docker.io`.
const REGISTRY: &str = "registry";

/// Whether keys say which registry they are for.
fn is_told(keys: &Map<String, Value>) -> bool {
    keys.get(REGISTRY).is_some_and(|value| !value.is_null())
}

/// Seals the secrets of a valid request for the record they belong to. `before` is what is
/// stored under that id already.
pub(super) fn to_store(
    id: String,
    request: &CredentialsRequest,
    before: Option<&StoredCredentials>,
    input: CredentialsInput,
    key: &SealingKey,
) -> Result<NewCredentials, ApiError> {
    let mut keys = Map::new();
    let mut secrets = Vec::new();
    let mut base_url = input.base_url;
    if let Some(mode) = request.kind().mode() {
        keys.insert("mode".to_owned(), mode.into());
    }
    for (spec, value) in request.values() {
        match spec.wire {
            Wire::Key(name) if spec.is_secret() => {
                let context = secret_context(&id, name);
                let sealed = key
                    .seal(context.as_bytes(), value.expose().as_bytes())
                    .map_err(ApiError::internal)?;
                secrets.push((name, sealed));
            }
            // Said or not, it means the same; what was said is given back, as recorded.
            Wire::Key(REGISTRY)
                if !is_told(&input.keys) && !before.is_some_and(|it| is_told(&it.keys)) =>
            {
                keys.insert(REGISTRY.to_owned(), Value::Null);
            }
            // An empty text is one that was taken away.
            Wire::Key(_) if value.is_empty() => {}
            Wire::Key(name) => drop(keys.insert(name.to_owned(), wire_value(spec, value))),
            Wire::BaseUrl => {
                base_url = Some(value.expose().to_owned()).filter(|url| !url.is_empty());
            }
            Wire::Query(_) => {}
        }
    }
    if let Some(id) = external_id::of(request, before) {
        keys.insert(external_id::KEY.to_owned(), id.into());
    }
    Ok(NewCredentials {
        id,
        name: request.name().to_string(),
        description: input.description,
        provider: request.provider().wire_name(),
        base_url,
        category: input.category,
        keys,
        secrets,
        foreign_secrets: foreign_secrets(request.kind()),
    })
}

/// The secrets of other kinds, which go when credentials become of this one.
fn foreign_secrets(kind: Kind) -> Vec<&'static str> {
    let foreign = kind.foreign().filter(|spec| spec.is_secret());
    foreign.filter_map(|spec| spec.wire.key()).collect()
}

/// What is told of the keys of stored credentials: what is no secret, and whose they are.
pub(super) fn told(stored: &StoredCredentials) -> Map<String, Value> {
    let mut keys = stored.keys.clone();
    keys.insert("discriminator".to_owned(), stored.provider.clone().into());
    keys
}

/// The wire form of stored credentials. Write-only fields are null, always: the store has
/// no way to give them back.
pub(super) fn to_wire(stored: StoredCredentials) -> Credentials {
    let mut keys = told(&stored);
    if let Some(provider) = Provider::from_wire(&stored.provider) {
        for key in provider.secret_keys() {
            keys.insert(key.to_owned(), Value::Null);
        }
    }
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
