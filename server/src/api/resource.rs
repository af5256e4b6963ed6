//! What the resources have in common: ids in paths, the rule for names, and how a record that
//! could not be stored is answered. Start at [`ResourceKind`].

use wavepass_core::pattern;

use crate::error::ApiError;
use crate::store::SaveError;

/// The numeric id that a segment of a path has to be.
pub(super) fn numeric_id(segment: &str) -> Result<i64, ApiError> {
    segment
        .parse()
        .map_err(|_| ApiError::BadRequest("The id in the path is not a number.".to_owned()))
}

/// A name of at least two letters and digits with single separators between them, and no longer than
/// that: the sentence is Platform's. `what` begins it.
pub(super) fn validate_name(
    what: &str,
    longest: usize,
    name: Option<String>,
) -> Result<String, ApiError> {
    name.filter(|name| {
        (2..=longest).contains(&name.len())
            && pattern!(r"^[A-Za-z0-9]+([-_][A-Za-z0-9]+)*$").is_match(name)
    })
    .ok_or_else(|| {
        ApiError::BadRequest(format!(
            "{what} name must contain a minimum of 2 and a maximum of {longest} alphanumeric \
             characters separated by dashes or underscores"
        ))
    })
}

/// The name of a kind of resource, as it begins a sentence.
#[derive(Clone, Copy)]
pub(super) struct ResourceKind(pub(super) &'static str);

impl ResourceKind {
    /// The name of a resource, if it is a valid one.
    pub(super) fn validate_name(self, name: Option<String>) -> Result<String, ApiError> {
        validate_name(self.0, 99, name)
    }

    /// Another resource of the scope has the name.
    pub(super) fn name_taken(self, name: &str) -> ApiError {
        ApiError::Conflict(format!("{} with name '{name}' already exists", self.0))
    }

    /// Why a resource was not stored, as an answer. `rejected` tells what a change answers that
    /// the handler itself gave up.
    pub(super) fn save_error<E>(
        self,
        error: tokio_rusqlite::Error<SaveError<E>>,
        rejected: impl FnOnce(E) -> ApiError,
    ) -> ApiError {
        let tokio_rusqlite::Error::Error(error) = error else {
            return ApiError::internal("the database connection is closed");
        };
        match error {
            SaveError::NameTaken(name) => self.name_taken(&name),
            SaveError::NotFound => ApiError::Forbidden,
            SaveError::UnknownReference(field) => ApiError::BadRequest(format!(
                "{field}: There is nothing with this id here. It may have been deleted, or be \
                 in another workspace."
            )),
            SaveError::CredentialsDeleted(name) => ApiError::BadRequest(format!(
                "The credentials '{name}' have been deleted. Select different credentials and \
                 try again"
            )),
            SaveError::Rejected(rejection) => rejected(rejection),
            SaveError::Database(cause) => ApiError::internal(cause),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_with_single_separators_between_them() {
        let kind = ResourceKind("Pipeline");
        let longest = "x".repeat(99);
        for name in ["ab", "rna-seq_2-v1", "0-1", &longest] {
            assert_eq!(kind.validate_name(Some(name.to_owned())).unwrap(), name);
        }
        let too_long = "x".repeat(100);
        for name in [
            "", "a", "-ab", "ab-", "a--b", "a b", "a.b", "a/b", "né", "ab\n", &too_long,
        ] {
            let error = kind.validate_name(Some(name.to_owned()));
            let Err(ApiError::BadRequest(message)) = error else {
                panic!("{name}");
            };
            assert!(message.starts_with("Pipeline name must contain a minimum of 2"));
        }
        assert!(kind.validate_name(None).is_err());
    }

    #[test]
    fn an_id_that_is_no_number_is_named_as_such() {
        assert_eq!(numeric_id("42").unwrap(), 42);
        for text in ["", "x", "4 2", "99999999999999999999"] {
            assert!(
                matches!(numeric_id(text), Err(ApiError::BadRequest(_))),
                "{text}"
            );
        }
    }
}
