//! Lone words: tokens that say by themselves where they are from, and base64 of something
//! telling.
//!
//! This module may not judge a token: [`crate::registry::secret`] does that once it is in
//! the form. A token without a known beginning is an ordinary password.

use serde_json::Value as Json;

use super::advice::Reason;
use super::judge::ECR_PASSWORD_PREFIX;
use super::pasted::{Entry, Format, Pasted, Value};
use super::{docker_config, encoding, google, host, json};
use crate::registry::token_user::TokenUser;

/// A shorter word may be the base64 of something by accident.
const SHORTEST_AUTH_VALUE: usize = 12;

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

/// Reads a lone word of base64.
pub(super) fn read_base64(text: &str) -> Option<Pasted> {
    if text.starts_with(ECR_PASSWORD_PREFIX) && !text.contains('.') {
        return Some(ecr(Format::EcrPassword));
    }
    if let Some(inside) = encoding::decode_object(text) {
        return google::read_encoded(text, &inside)
            .or_else(|| docker_config::read_request(&inside))
            .or_else(|| docker_config::read(&inside));
    }
    auth_value(text, &encoding::decode(text)?)
}

fn auth_value(text: &str, inside: &str) -> Option<Pasted> {
    let (user, password) = encoding::split_user(inside)?;
    let printable = inside.bytes().all(|byte| (b' '..0x7f).contains(&byte));
    if !printable || user.is_empty() || text.len() < SHORTEST_AUTH_VALUE {
        return None;
    }
    if user == "AWS" && password.starts_with(ECR_PASSWORD_PREFIX) {
        return Some(ecr(Format::EcrAuthorizationToken));
    }
    // An older key of NVIDIA NGC is the base64 of 26 characters, a colon and a UUID, and is
    // the password itself.
    if user.len() == 26 && password.len() == 36 {
        return None;
    }
    Some(Pasted::one(
        Format::DockerAuthValue,
        Entry {
            user_name: Value::found(user),
            password: Value::secret(password),
            ..Entry::default()
        },
    ))
}

fn ecr(format: Format) -> Pasted {
    Pasted::one(
        format,
        Entry {
            password: Value::Missing(Reason::WaveNeedsAccessKey),
            ..Entry::default()
        },
    )
}
