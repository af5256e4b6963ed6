//! Where a request of the API wants to go: the caller's scope, the number in its path. And
//! what a record that could not be stored there is answered with. Start at [`Place`].

use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use serde::Deserialize;
use wavepass_core::pattern;
use wavepass_core::platform::{Scope, WorkspaceId};

use super::Embedded;
use super::auth::Caller;
use crate::AppState;
use crate::error::ApiError;
use crate::json::ApiQuery;
use crate::store::SaveError;

/// A caller inside a scope that is open to them.
pub(super) struct Place {
    pub(super) user: i64,
    pub(super) scope: Scope,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ScopeQuery {
    workspace_id: Option<i64>,
}

impl FromRequestParts<Arc<AppState>> for Place {
    type Rejection = ApiError;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<AppState>,
    ) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, state).await?;
        let embedded = Embedded::from_ref(state);
        let ApiQuery(query) = ApiQuery::<ScopeQuery>::from_request_parts(parts, state).await?;
        let scope = match query.workspace_id.map(WorkspaceId) {
            None => Scope::Personal,
            Some(id) if embedded.store.participates(caller.user, id).await? => Scope::Workspace(id),
            Some(_) => return Err(ApiError::Forbidden),
        };
        Ok(Self {
            user: caller.user,
            scope,
        })
    }
}

/// The number that a segment of the path has to be.
pub(super) fn number(text: &str) -> Result<i64, ApiError> {
    text.parse()
        .map_err(|_| ApiError::BadRequest("The id in the path is not a number.".to_owned()))
}

/// What a record is, at the beginning of a sentence.
#[derive(Clone, Copy)]
pub(super) struct Kind(pub(super) &'static str);

impl Kind {
    /// The name of a record, if it is one: the sentence is Platform's.
    pub(super) fn name(self, name: Option<String>) -> Result<String, ApiError> {
        name.filter(|name| {
            (2..=99).contains(&name.len())
                && pattern!(r"^[A-Za-z0-9]+([-_][A-Za-z0-9]+)*$").is_match(name)
        })
        .ok_or_else(|| {
            ApiError::BadRequest(format!(
                "{} name must contain a minimum of 2 and a maximum of 99 alphanumeric \
                 characters separated by dashes or underscores",
                self.0
            ))
        })
    }

    /// Another record of the scope has the name.
    pub(super) fn name_taken(self, name: &str) -> ApiError {
        ApiError::Conflict(format!("{} with name '{name}' already exists", self.0))
    }

    /// Why a record was not stored, as an answer.
    pub(super) fn not_saved<E>(
        self,
        error: tokio_rusqlite::Error<SaveError<E>>,
        refused: impl FnOnce(E) -> ApiError,
    ) -> ApiError {
        let tokio_rusqlite::Error::Error(error) = error else {
            return ApiError::internal("the database connection is closed");
        };
        match error {
            SaveError::NameTaken(name) => self.name_taken(&name),
            SaveError::Missing => ApiError::Forbidden,
            SaveError::NoSuch(field) => ApiError::BadRequest(format!(
                "{field}: There is nothing with this id here. It may have been deleted, or be \
                 in another workspace."
            )),
            SaveError::CredentialsDeleted(name) => ApiError::BadRequest(format!(
                "The credentials '{name}' have been deleted. Select different credentials and \
                 try again"
            )),
            SaveError::Refused(refusal) => refused(refusal),
            SaveError::Database(cause) => ApiError::internal(cause),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_with_single_separators_between_them() {
        let kind = Kind("Pipeline");
        let longest = "x".repeat(99);
        for name in ["ab", "rna-seq_2-v1", "0-1", &longest] {
            assert_eq!(kind.name(Some(name.to_owned())).unwrap(), name);
        }
        let too_long = "x".repeat(100);
        for name in [
            "", "a", "-ab", "ab-", "a--b", "a b", "a.b", "a/b", "né", "ab\n", &too_long,
        ] {
            let error = kind.name(Some(name.to_owned()));
            let Err(ApiError::BadRequest(message)) = error else {
                panic!("{name}");
            };
            assert!(message.starts_with("Pipeline name must contain a minimum of 2"));
        }
        assert!(kind.name(None).is_err());
    }

    #[test]
    fn an_id_that_is_no_number_is_named_as_such() {
        assert_eq!(number("42").unwrap(), 42);
        for text in ["", "x", "4 2", "99999999999999999999"] {
            assert!(
                matches!(number(text), Err(ApiError::BadRequest(_))),
                "{text}"
            );
        }
    }
}
