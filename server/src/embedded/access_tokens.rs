//! Access tokens of the embedded Platform: made, and recognized when a request brings one.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use wavepass_core::platform::tokens::{AccessToken, NAME_MAX_CHARS};
use wavepass_core::secret::Secret;

use super::Embedded;
use crate::error::ApiError;
use crate::store::TokenKind;
use crate::{clock, ids};

/// A valid token, taken apart.
pub(crate) struct ValidToken {
    /// The token's id.
    pub(crate) id: i64,
    /// The id of the user who holds it.
    pub(crate) user: i64,
    /// When it runs out; of a personal one never.
    pub(crate) expires: Option<i64>,
}

/// Why there is no new token.
#[derive(Debug, thiserror::Error)]
pub enum CreateTokenError {
    /// The name is empty or too long.
    #[error("name: Give the token a name of 1 to {NAME_MAX_CHARS} characters.")]
    Name,
    /// The user has a token of this name.
    #[error("Token with name '{0}' already exists")]
    NameTaken(String),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] tokio_rusqlite::Error),
}

impl From<CreateTokenError> for ApiError {
    fn from(error: CreateTokenError) -> Self {
        match error {
            CreateTokenError::Name => Self::BadRequest(error.to_string()),
            CreateTokenError::NameTaken(_) => Self::Conflict(error.to_string()),
            CreateTokenError::Database(error) => error.into(),
        }
    }
}

impl Embedded {
    /// Looks a token up; `None` when it is malformed, unknown, revoked or has run out.
    pub(crate) async fn authenticate(
        &self,
        token: &Secret,
    ) -> Result<Option<ValidToken>, tokio_rusqlite::Error> {
        let Some(token) = decode(token) else {
            return Ok(None);
        };
        let now = clock::now();
        let Some(stored) = self.store.find_token(token.id, now).await? else {
            return Ok(None);
        };
        if !bool::from(stored.hash.ct_eq(&hash(&token.digits))) {
            return Ok(None);
        }
        if stored.last_use_is_stale(now) {
            self.store.touch_token(token.id, now).await?;
        }
        Ok(Some(ValidToken {
            id: token.id,
            user: stored.user,
            expires: stored.expires,
        }))
    }

    /// Makes a personal token: its value, shown this once, and its id.
    pub(crate) async fn create_personal_token(
        &self,
        user: i64,
        name: &str,
    ) -> Result<(Secret, i64), CreateTokenError> {
        let length = name.trim().chars().count();
        if !(1..=NAME_MAX_CHARS).contains(&length) {
            return Err(CreateTokenError::Name);
        }
        self.issue_token(user, TokenKind::Personal, name)
            .await?
            .ok_or_else(|| CreateTokenError::NameTaken(name.to_owned()))
    }

    /// Makes a token for a user: its value and its id; `None` when a personal token of that
    /// name exists.
    pub(crate) async fn issue_token(
        &self,
        user: i64,
        kind: TokenKind,
        name: &str,
    ) -> Result<Option<(Secret, i64)>, tokio_rusqlite::Error> {
        let digits = ids::secret_digits();
        let id = self
            .store
            .create_token(user, kind, name.to_owned(), hash(&digits), clock::now())
            .await?;
        Ok(id.map(|id| {
            let text = AccessToken { id, digits }.to_text();
            (Secret::new(STANDARD.encode(text.expose())), id)
        }))
    }
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

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::{Request, StatusCode};

    use super::*;
    use crate::testing::TestServer;

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

    #[tokio::test]
    async fn a_guess_at_a_token_leaves_no_trace() {
        let server = TestServer::start().await;
        let guess = base64::engine::general_purpose::STANDARD
            .encode(format!("{{\"tid\": 1}}.{}", "0".repeat(40)));
        let request =
            Request::get("/api/user-info").header("authorization", format!("Bearer {guess}"));
        let answer = server.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        let database = rusqlite::Connection::open(server.data.path().join("wavepass.db")).unwrap();
        let last_used: Option<i64> = database
            .query_row("SELECT last_used FROM tokens WHERE id = 1", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(last_used, None);
    }
}
