//! Answers of the Azure command line about registries.
//!
//! Source: Microsoft's documentation of `az acr login --expose-token`, `az acr token` and
//! `az ad sp create-for-rbac`; azure-cli pull request 31091 for the newer fields.

use serde_json::Value as Json;

use super::advice::Caution;
use super::host;
use super::json::text;
use super::pasted::{Entry, Format, Pasted, Value};
use crate::registry::token_user::TokenUser;
use crate::timestamp::Timestamp;

/// Reads an answer of `az`.
pub(super) fn read(object: &Json) -> Option<Pasted> {
    let (format, entry) = exposed_token(object)
        .or_else(|| token(object))
        .or_else(|| passwords_alone(object))
        .or_else(|| service_principal(object))?;
    Some(Pasted::one(format, entry))
}

fn exposed_token(object: &Json) -> Option<(Format, Entry)> {
    let entry = Entry {
        registry: host::found(text(object, "loginServer")?),
        user_name: Value::found(text(object, "username").unwrap_or(TokenUser::Azure.name())),
        // Called an access token, it is in truth a refresh token (azure-cli issue 20689).
        password: Value::secret(text(object, "accessToken").or(text(object, "refreshToken"))?),
        caution: Some(Caution::ShortLived),
        ..Entry::default()
    };
    Some((Format::AzureExposeToken, entry))
}

fn token(object: &Json) -> Option<(Format, Entry)> {
    let credentials = object.get("credentials")?;
    let mut entry = chosen(credentials)?;
    entry.registry = text(object, "id")
        .and_then(registry_name)
        .map_or(Value::Absent, login_server);
    Some((Format::AzureTokenCreate, entry))
}

fn passwords_alone(object: &Json) -> Option<(Format, Entry)> {
    let mut entry = chosen(object)?;
    // What a token's passwords have and the administrator's have not.
    let of_token = |password: &Json| {
        password.get("expiry").is_some() || password.get("creationTime").is_some()
    };
    if object.get("certificates").is_some() || passwords(object).iter().any(of_token) {
        return Some((Format::AzureTokenCredentialGenerate, entry));
    }
    // The administrator has the name of the registry.
    entry.registry = text(object, "username").map_or(Value::Absent, login_server);
    entry.caution = Some(Caution::AdminAccount);
    Some((Format::AzureCredentialShow, entry))
}

fn service_principal(object: &Json) -> Option<(Format, Entry)> {
    let user = text(object, "appId").or(text(object, "clientId"))?;
    let password = text(object, "password").or(text(object, "clientSecret"))?;
    let entry = Entry {
        user_name: Value::found(user),
        password: Value::secret(password),
        ..Entry::default()
    };
    Some((Format::AzureServicePrincipal, entry))
}

/// The user and the password that works longest: one without an expiry, else the one with
/// the latest, the first of equals.
fn chosen(credentials: &Json) -> Option<Entry> {
    let user = text(credentials, "username")?;
    let mut best: Option<(&str, Option<Timestamp>)> = None;
    for password in passwords(credentials) {
        let Some(value) = text(password, "value") else {
            continue;
        };
        let expires = text(password, "expiry").and_then(Timestamp::parse);
        let lasts_longer = best.is_none_or(|(_, until)| match (until, expires) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(until), Some(expires)) => expires > until,
        });
        if lasts_longer {
            best = Some((value, expires));
        }
    }
    let (value, expires) = best?;
    Some(Entry {
        user_name: Value::found(user),
        password: Value::secret(value),
        expires,
        ..Entry::default()
    })
}

fn passwords(credentials: &Json) -> &[Json] {
    let list = credentials.get("passwords").and_then(Json::as_array);
    list.map_or(&[], Vec::as_slice)
}

/// The name of the registry in the id of one of its resources.
fn registry_name(id: &str) -> Option<&str> {
    let (_, rest) = id.split_once("/registries/")?;
    rest.split('/').next().filter(|name| !name.is_empty())
}

/// A guess: other clouds end differently, and a registry with a domain name label has a
/// hash behind its name.
fn login_server(name: &str) -> Value<String> {
    Value::Guessed(format!("{}.azurecr.io", name.to_ascii_lowercase()))
}
