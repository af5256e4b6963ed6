//! Which credential Wave uses when it pushes to a repository: what it builds, mirrors, caches.
//!
//! The choice is that of a pull, see [`super::resolve`]; whether a login may write is not
//! known here. Start at [`answer`].

use super::resolve::{Outcome, Resolver};
use crate::finding::{Finding, rules};
use crate::wave::resolve::reason::WAVE_REFUSES;

rules! {
    /// A stored credential is used for pushes to the repository.
    pub PUSHES_WITH = "pushes-with" {
        severity: Info,
        why: "Pushing needs write permission. Whether this login has it is not known here.",
        action: "There is nothing to do if the login may push. If in doubt, check it at the \
                 registry.",
    }

    /// No stored credential is for the host of the repository.
    pub PUSHES_WITH_NOTHING = "pushes-with-nothing" {
        severity: Warning,
        why: "Wave pushes what it builds, mirrors or caches there, and without a login the \
              registry most likely refuses that.",
        action: "Add a credential for that host that may push.",
    }
}

/// What Wave uses for pushes to a repository; `None` when there is nothing to look for.
pub fn answer(resolver: &Resolver<'_>, repository: &str) -> Option<Finding> {
    if repository.trim().is_empty() {
        return None;
    }
    let resolution = resolver.resolve(repository);
    let host = resolution.host();
    Some(match &resolution.outcome {
        Outcome::Stored { credential, .. } => match resolution.warning() {
            Some(reason) => reason.finding(&resolution),
            None => Finding::info(
                PUSHES_WITH,
                format!(
                    "{} will be used. Pushing needs write permission.",
                    credential.name
                ),
            ),
        },
        Outcome::Anonymous => match resolution.warning() {
            Some(reason) => reason.finding(&resolution),
            None => nothing(host),
        },
        Outcome::Refused { .. } => Finding::warning(
            WAVE_REFUSES,
            "Wave cannot read this as a repository. Write the host, a slash and the path.",
        ),
        Outcome::Operator { .. }
        | Outcome::PerhapsOperator
        | Outcome::ComputeEnvironment { .. }
        | Outcome::PerhapsComputeEnvironment => resolution
            .findings()
            .into_iter()
            .max_by_key(|finding| finding.severity)
            .unwrap_or_else(|| nothing(host)),
    })
}

fn nothing(host: &str) -> Finding {
    Finding::warning(
        PUSHES_WITH_NOTHING,
        format!("No stored credential is for {host}, so pushes will most likely be refused."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::registry::wave_setup::WaveSetup;
    use crate::scope::Scope;
    use crate::wave::credential::{StoredCredential, StoredProvider, StoredState};
    use crate::wave::resolve::{CredentialIndex, DeletedEntries, Run};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn said(repository: &str, user: &str) -> Option<(Severity, String)> {
        let list = [StoredCredential {
            id: "1",
            name: "acr-prod",
            provider: StoredProvider::ContainerRegistry,
            registry: Some("labtools.azurecr.io"),
            user_name: Some(user),
            state: StoredState::Live,
        }];
        let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
        let setup = WaveSetup::default();
        let resolver = Resolver::for_scope(Scope::Personal, Run::Platform, &index, &setup);
        answer(&resolver, repository).map(|finding| (finding.severity, finding.message))
    }

    #[test]
    fn a_stored_credential_is_named_with_what_pushing_needs() {
        let (severity, message) = said("labtools.azurecr.io/wave", "wave-push").unwrap();
        assert_eq!(severity, Severity::Info);
        assert_eq!(
            message,
            "acr-prod will be used. Pushing needs write permission."
        );
    }

    #[test]
    fn a_host_without_a_credential_is_said_to_be_refused_most_likely() {
        let (severity, message) = said("ghcr.io/lab/wave", "wave-push").unwrap();
        assert_eq!(severity, Severity::Warning);
        assert!(message.contains("ghcr.io"), "{message}");
    }

    #[test]
    fn a_login_that_ends_soon_is_said_before_anything_else() {
        let short_lived = "00000000-0000-0000-0000-000000000000";
        let (severity, message) = said("labtools.azurecr.io/wave", short_lived).unwrap();
        assert_eq!(severity, Severity::Warning);
        assert!(!message.contains("write permission"), "{message}");
    }

    #[test]
    fn nothing_typed_is_nothing_said() {
        assert_eq!(said("  ", "x"), None);
        assert!(said("a b", "x").is_some());
    }
}
