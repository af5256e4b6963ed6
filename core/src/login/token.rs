//! Tokens that were pasted alone and say by themselves where they are from.
//!
//! This module may not judge a token: [`crate::registry::secret`] does that once it is in
//! the form. A token without a known beginning is an ordinary password.

use serde_json::Value as Json;

use super::pasted::{Entry, Format, Pasted, Value};
use super::{encoding, host, json};
use crate::registry::token_user::TokenUser;

/// What the beginning of a token says.
struct Kind {
    prefix: &'static str,
    format: Format,
    registry: Option<&'static str>,
    user_name: Option<&'static str>,
    suggestion: Option<&'static str>,
}

const fn at(prefix: &'static str, format: Format, registry: &'static str) -> Kind {
    Kind {
        prefix,
        format,
        registry: Some(registry),
        user_name: None,
        suggestion: None,
    }
}

/// Self-managed GitLab servers give out the same tokens, so the public one is only likely.
const fn gitlab(prefix: &'static str) -> Kind {
    Kind {
        prefix,
        format: Format::GitLabToken,
        registry: None,
        user_name: None,
        suggestion: Some("registry.gitlab.com"),
    }
}

const KINDS: [Kind; 14] = [
    at("dckr_pat_", Format::DockerToken, "docker.io"),
    at("dckr_oat_", Format::DockerToken, "docker.io"),
    at("ghp_", Format::GitHubToken, "ghcr.io"),
    at("gho_", Format::GitHubToken, "ghcr.io"),
    at("ghu_", Format::GitHubToken, "ghcr.io"),
    at("ghs_", Format::GitHubToken, "ghcr.io"),
    at("ghr_", Format::GitHubToken, "ghcr.io"),
    at("github_pat_", Format::GitHubToken, "ghcr.io"),
    gitlab("glpat-"),
    gitlab("gldt-"),
    gitlab("glcbt-"),
    gitlab("glptt-"),
    Kind {
        prefix: "nvapi-",
        format: Format::NgcToken,
        registry: Some("nvcr.io"),
        // Literally so, for everybody.
        user_name: Some("$oauthtoken"),
        suggestion: None,
    },
    Kind {
        prefix: "ya29.",
        format: Format::GoogleToken,
        registry: None,
        user_name: Some("oauth2accesstoken"),
        suggestion: None,
    },
];

/// Reads a token that stands alone.
pub(super) fn read(text: &str) -> Option<Pasted> {
    if text.contains(char::is_whitespace) {
        return None;
    }
    azure_token(text).or_else(|| {
        let kind = KINDS.iter().find(|kind| {
            let rest = text.strip_prefix(kind.prefix);
            rest.is_some_and(|rest| !rest.is_empty())
        })?;
        let mut entry = Entry {
            registry: kind.registry.map_or(Value::Absent, Value::found),
            user_name: kind.user_name.map_or(Value::Absent, Value::found),
            password: Value::secret(text),
            ..Entry::default()
        };
        entry.suggested_registries.extend(kind.suggestion);
        Some(Pasted::one(kind.format, entry))
    })
}

/// A token of `az acr login --expose-token` says which registry it is for.
fn azure_token(text: &str) -> Option<Pasted> {
    let claims = text.strip_prefix("eyJ")?.split('.').nth(1)?;
    let claims: Json = serde_json::from_str(&encoding::decode_url_safe(claims)?).ok()?;
    let is_login = json::text(&claims, "iss") == Some("Azure Container Registry")
        && json::text(&claims, "grant_type") == Some("refresh_token");
    if !is_login {
        return None;
    }
    Some(Pasted::one(
        Format::AzureRefreshToken,
        Entry {
            registry: host::found(json::text(&claims, "aud")?),
            user_name: Value::found(TokenUser::Azure.name()),
            password: Value::secret(text),
            ..Entry::default()
        },
    ))
}
