//! A failure that comes when somebody has left the page where it would have been shown.

use crate::api::ApiError;

/// What is told of it: whether the credentials of that name were "added", "changed" or
/// "deleted". It stays on the page until it is dismissed, so it is said as something past.
pub(super) fn told(name: &str, done: &str, error: &ApiError) -> String {
    match error {
        // The dialog above asks to sign in again.
        ApiError::Unauthorized => {
            format!("Credentials {name} were not {done}, because your session had ended.")
        }
        error if error.may_have_been_done() => format!(
            "It is not certain whether credentials {name} were {done}: look at the list. {}",
            error.user_message()
        ),
        error => format!(
            "Credentials {name} were not {done}. {}",
            error.user_message()
        ),
    }
}

#[cfg(test)]
mod tests {
    use wavepass_core::platform::credentials::DeleteConflicts;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn in_use() -> DeleteConflicts {
        DeleteConflicts {
            credentials_id: None,
            conflicts: Vec::new(),
        }
    }

    #[test]
    fn it_claims_only_what_is_known() {
        for (error, beginning) in [
            (
                ApiError::InUse(in_use()),
                "Credentials mine were not deleted. Something uses",
            ),
            (
                ApiError::Forbidden,
                "Credentials mine were not deleted. You may not",
            ),
            (
                ApiError::Network,
                "It is not certain whether credentials mine were deleted: look at the list. The",
            ),
            (
                ApiError::Server {
                    status: 500,
                    message: None,
                },
                "It is not certain whether credentials mine were deleted: look at the list. The",
            ),
        ] {
            let told = told("mine", "deleted", &error);
            assert!(told.starts_with(beginning), "{told}");
        }
    }

    #[test]
    fn it_is_still_true_when_somebody_has_signed_in_again() {
        let told = told("mine", "deleted", &ApiError::Unauthorized);
        assert_eq!(
            told,
            "Credentials mine were not deleted, because your session had ended."
        );
    }
}
