//! A failure that comes when somebody has left the page where it would have been shown.

use wavepass_core::platform::outcome::NotDone;

/// What is told of it: whether the credentials of that name were "added", "changed" or
/// "deleted". It stays on the page until it is dismissed, so it is said as something past.
pub(super) fn told(name: &str, done: &str, why: &dyn NotDone) -> String {
    if why.is_signed_out() {
        // The dialog above asks to sign in again.
        return format!("Credentials {name} were not {done}, because your session had ended.");
    }
    let sentence = why.sentence();
    if why.may_have_been_done() {
        return format!(
            "It is not certain whether credentials {name} were {done}: look at the list. \
             {sentence}"
        );
    }
    format!("Credentials {name} were not {done}. {sentence}")
}

#[cfg(test)]
mod tests {
    use wavepass_core::failure::Failure;
    use wavepass_core::platform::outcome::DeleteError;
    use wavepass_core::platform::request_error::RequestError;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn failed(kind: Failure) -> DeleteError {
        DeleteError::Failed(RequestError::new(kind))
    }

    #[test]
    fn it_claims_only_what_is_known() {
        for (why, beginning) in [
            (
                DeleteError::InUse(Vec::new()),
                "Credentials mine were not deleted. Something uses",
            ),
            (
                failed(Failure::Forbidden),
                "Credentials mine were not deleted. It is not there, or you may not",
            ),
            (
                failed(Failure::Offline),
                "It is not certain whether credentials mine were deleted: look at the list. The",
            ),
            (
                failed(Failure::Failed),
                "It is not certain whether credentials mine were deleted: look at the list. The",
            ),
        ] {
            let told = told("mine", "deleted", &why);
            assert!(told.starts_with(beginning), "{told}");
        }
    }

    #[test]
    fn it_is_still_true_when_somebody_has_signed_in_again() {
        let told = told("mine", "deleted", &failed(Failure::Unauthorized));
        assert_eq!(
            told,
            "Credentials mine were not deleted, because your session had ended."
        );
    }
}
