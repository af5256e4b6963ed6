//! The body of an error answer.

use serde::{Deserialize, Serialize};

/// `{"message": "…"}`, the body of 400 and 409 and, on some versions, of 403 and 404.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// A sentence for people, in English.
    pub message: String,
}

/// Why Platform refuses a request, where it is a reason that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Wave could not log in to the registry with these credentials. Platform says so of a
    /// wrong login and of a registry that Wave cannot reach alike.
    RegistryLogin,
}

/// How Platform begins the sentence of [`Refusal::RegistryLogin`]; the host follows in single
/// quotes. Recorded 2025-06-23.
const REGISTRY_LOGIN: &str = "Invalid credentials for container registry";

impl ErrorBody {
    /// The reason that the sentence gives. Platform sends no code for it, so this is the one
    /// place that knows its words.
    pub fn refusal(&self) -> Option<Refusal> {
        self.message
            .starts_with(REGISTRY_LOGIN)
            .then_some(Refusal::RegistryLogin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn refusal(message: &str) -> Option<Refusal> {
        let message = message.to_owned();
        ErrorBody { message }.refusal()
    }

    #[test]
    fn a_login_that_the_registry_refused_is_told_from_other_refusals() {
        let recorded = "Invalid credentials for container registry 'docker.io'";
        assert_eq!(refusal(recorded), Some(Refusal::RegistryLogin));
        for other in ["", "Invalid name", "The container registry is not set"] {
            assert_eq!(refusal(other), None, "{other:?}");
        }
    }
}
