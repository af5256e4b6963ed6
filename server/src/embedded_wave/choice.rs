//! Which credential a pull takes, and its secret. This is the one place where a stored secret is opened
//! to be used: for one pull, and for the one registry that it goes to.
//!
//! The list is that of the person or of the one workspace, never both, in Platform's order; which of
//! it fits is said by the same function as on the pages ([`CredentialIndex::first`]). Nothing is kept:
//! a secret that was replaced is taken at the next pull. Start at [`choose`].

use sha2::{Digest, Sha256};
use wavepass_core::platform::Scope;
use wavepass_core::registry::match_rule::{MatchRule, Repository};
use wavepass_core::secret::Secret;
use wavepass_core::wave::credential::{StoredCredential, StoredProvider, StoredState};
use wavepass_core::wave::resolve::{CredentialIndex, DeletedEntries};

use super::fault::{Cause, PullFault};
use crate::embedded::Embedded;
use crate::store::{StoredCredentials, Taken, secret_context};

/// The field of a container registry's secret.
const PASSWORD: &str = "password";

/// A login for one pull.
pub(super) struct Chosen {
    pub(super) taken: Taken,
    pub(super) user_name: String,
    pub(super) password: Secret,
    /// Another one for every change of the credential.
    pub(super) version: Version,
}

/// What tells one state of a credential from every other.
pub(super) type Version = [u8; 8];

/// The credential for a repository, with its secret; none where no credential fits.
pub(super) async fn choose(
    embedded: &Embedded,
    rule: MatchRule,
    user: i64,
    scope: Scope,
    repository: Repository<'_>,
) -> Result<Option<Chosen>, PullFault> {
    let listed = embedded.store.list_credentials(user, scope).await?;
    let Some(found) = first(&listed, rule, repository) else {
        return Ok(None);
    };
    let sealed = embedded
        .store
        .sealed_secret(user, scope, found.id.clone(), PASSWORD)
        .await?;
    let Some(sealed) = sealed else {
        // It was deleted meanwhile, or has no secret: Wave finds it all the same, and fails.
        return Err(PullFault::new(
            Cause::Login,
            format!("The credentials “{}” have no password.", found.name),
        )
        .or("Give them one"));
    };
    let context = secret_context(&found.id, PASSWORD);
    let opened = embedded.secrets.open(context.as_bytes(), &sealed);
    let text = opened
        .ok()
        .and_then(|text| String::from_utf8(text.to_vec()).ok());
    let Some(password) = text.map(Secret::new) else {
        tracing::error!(credentials = found.id, "a secret could not be opened");
        return Err(PullFault::new(
            Cause::Secret,
            format!(
                "The password of the credentials “{}” cannot be opened.",
                found.name
            ),
        )
        .or("Give them another one"));
    };
    let user_name = text_of(found, "userName").unwrap_or_default().to_owned();
    Ok(Some(Chosen {
        version: version(&user_name, &sealed),
        taken: Taken {
            id: found.id.clone(),
            name: found.name.clone(),
        },
        user_name,
        password,
    }))
}

/// The first of a list that fits, by the rule that the pages go by.
fn first<'a>(
    listed: &'a [StoredCredentials],
    rule: MatchRule,
    repository: Repository<'_>,
) -> Option<&'a StoredCredentials> {
    // An index of those that could be it: one of thousands is work for a page and not for each pull.
    let could_be = |view: &StoredCredential<'_>| {
        view.registry_text()
            .is_some_and(|registry| rule.takes(registry, repository))
    };
    let views: Vec<_> = listed.iter().map(view).filter(could_be).collect();
    let index = CredentialIndex::new(&views, DeletedEntries::LeaveOut);
    let found = index.first(rule, repository)?;
    listed.iter().find(|stored| stored.id == found.id)
}

fn view(stored: &StoredCredentials) -> StoredCredential<'_> {
    StoredCredential {
        id: &stored.id,
        name: &stored.name,
        provider: match stored.provider.as_str() {
            "container-reg" => StoredProvider::ContainerRegistry,
            "aws" => StoredProvider::Aws,
            _ => StoredProvider::Other,
        },
        registry: text_of(stored, "registry"),
        user_name: text_of(stored, "userName"),
        state: StoredState::Live,
    }
}

fn text_of<'a>(stored: &'a StoredCredentials, key: &str) -> Option<&'a str> {
    stored.keys.get(key)?.as_str()
}

/// Sealing draws a new number each time, so that no two states of a secret look alike.
fn version(user_name: &str, sealed: &[u8]) -> Version {
    let mut hash = Sha256::new();
    hash.update(sealed);
    hash.update(user_name.as_bytes());
    let all = hash.finalize();
    std::array::from_fn(|at| all[at])
}
