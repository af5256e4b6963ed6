//! Who is calling: access tokens, and the one-time sign-in link.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{FromRef, FromRequestParts};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use wavepass_core::platform::tokens::AccessToken;
use wavepass_core::secret::Secret;

use super::Embedded;
use crate::AppState;
use crate::error::ApiError;
use crate::store::TokenKind;
use crate::{clock, ids};

/// The person behind a request with a valid token.
pub(crate) struct Caller {
    pub(crate) user: i64,
}

/// A valid token, taken apart.
pub(crate) struct ValidToken {
    pub(crate) id: i64,
    pub(crate) user: i64,
}

impl FromRequestParts<Arc<AppState>> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<AppState>,
    ) -> Result<Self, ApiError> {
        let header = parts.headers.get(AUTHORIZATION);
        let bearer = header
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| Secret::from(token.trim()))
            .ok_or(ApiError::Unauthorized)?;
        let valid = authenticate(&Embedded::from_ref(state), &bearer)
            .await?
            .ok_or(ApiError::Unauthorized)?;
        Ok(Self { user: valid.user })
    }
}

/// Looks a token up; `None` when it is malformed, unknown, revoked or has run out.
pub(crate) async fn authenticate(
    embedded: &Embedded,
    token: &Secret,
) -> Result<Option<ValidToken>, ApiError> {
    let Some(token) = decode(token) else {
        return Ok(None);
    };
    let now = clock::now();
    let Some(stored) = embedded.store.find_token(token.id, now).await? else {
        return Ok(None);
    };
    if !bool::from(stored.hash.ct_eq(&hash(&token.digits))) {
        return Ok(None);
    }
    if stored.is_due(now) {
        embedded.store.touch_token(token.id, now).await?;
    }
    Ok(Some(ValidToken {
        id: token.id,
        user: stored.user,
    }))
}

/// Makes a token for a user; `None` when a personal token of that name exists.
pub(crate) async fn issue_token(
    embedded: &Embedded,
    user: i64,
    kind: TokenKind,
    name: &str,
) -> Result<Option<(Secret, i64)>, ApiError> {
    let digits = ids::secret_digits();
    let id = embedded
        .store
        .create_token(user, kind, name.to_owned(), hash(&digits), clock::now())
        .await?;
    Ok(id.map(|id| {
        let text = AccessToken { id, digits }.to_text();
        (Secret::new(STANDARD.encode(text.expose())), id)
    }))
}

fn decode(token: &Secret) -> Option<AccessToken> {
    let bytes = STANDARD.decode(token.expose()).ok()?;
    let text = Secret::new(String::from_utf8(bytes).ok()?);
    AccessToken::parse(text.expose())
}

/// A plain hash is enough: the digits are 160 random bits, which nobody guesses.
fn hash(digits: &Secret) -> [u8; 32] {
    Sha256::digest(digits.expose().as_bytes()).into()
}

/// The secret of the link that the server prints: whoever opens it first is signed in.
pub struct SignInLink {
    secret: Mutex<Option<Secret>>,
    /// Unix seconds. A terminal's or a service's output may be kept for long.
    expires: i64,
}

/// How long a sign-in link works, in seconds: an hour.
const LINK_LIFETIME: i64 = 60 * 60;

impl SignInLink {
    pub(super) fn new(now: i64) -> Self {
        Self {
            secret: Mutex::new(Some(ids::secret_digits())),
            expires: now + LINK_LIFETIME,
        }
    }

    /// The secret, while it has not been used.
    pub fn secret(&self) -> Option<Secret> {
        self.lock().clone()
    }

    /// Whether the offered text is the secret, and in time. A hit uses it up.
    pub(crate) fn redeem(&self, offered: &Secret, now: i64) -> bool {
        if now >= self.expires {
            return false;
        }
        let mut secret = self.lock();
        let hit = secret.as_ref().is_some_and(|secret| {
            let (secret, offered) = (secret.expose().as_bytes(), offered.expose().as_bytes());
            bool::from(secret.ct_eq(offered))
        });
        if hit {
            *secret = None;
        }
        hit
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Secret>> {
        // Nothing that holds the lock can panic half-way through a change.
        self.secret.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_link_works_once_and_only_with_its_own_secret() {
        let link = SignInLink::new(1000);
        let secret = link.secret().unwrap();
        assert!(!link.redeem(&Secret::from(""), 1000));
        assert!(!link.redeem(&Secret::from("0000"), 1000));
        assert!(!link.redeem(&secret, 1000 + LINK_LIFETIME), "too late");
        assert!(link.redeem(&secret, 1000));
        assert!(!link.redeem(&secret, 1000));
        assert!(link.secret().is_none());
    }

    #[test]
    fn only_the_base64_form_of_a_token_is_decoded() {
        let text = r#"{"tid": 5}.cfc5b5a98cf3619560cee5bc0851c05f9307f7b3"#;
        let token =
            Secret::from("eyJ0aWQiOiA1fS5jZmM1YjVhOThjZjM2MTk1NjBjZWU1YmMwODUxYzA1ZjkzMDdmN2Iz");
        assert_eq!(decode(&token).unwrap().id, 5);
        assert!(decode(&Secret::from(text)).is_none());
        assert!(decode(&Secret::from("")).is_none());
        assert!(decode(&Secret::from("////")).is_none());
    }
}
