//! Who may pull: the token of a name, and the right of who asked for it, which is looked at anew each
//! time. A right ends with the access token that asked, the account, and the place in the workspace.

use wavepass_core::platform::permission::Permission;
use wavepass_core::platform::{Scope, WorkspaceId};

use super::EmbeddedWave;
use super::fault::{Cause, PullFault};
use crate::client::Client;
use crate::clock;
use crate::store::StoredRequest;

/// The form of a token, for a message that does not repeat it.
const ASK_AGAIN: &str = "Ask Wave for the container again: a run does so by itself";

impl EmbeddedWave {
    /// The request that a token belongs to, if it may be used now and for this repository. A token that
    /// is nobody's counts against the address.
    pub(super) async fn admit(
        &self,
        client: Client,
        token: &str,
        repository: &str,
    ) -> Result<StoredRequest, PullFault> {
        self.limits.admit_guess(client)?;
        let found = self.embedded.store.find_container_request(self.hash(token));
        let Some(request) = found.await? else {
            self.limits.note_guess(client);
            return Err(PullFault::new(
                Cause::Name,
                "This name is not one that this Wave has given out, or it has ended more than a week ago.",
            )
            .or(ASK_AGAIN));
        };
        if request.repository != repository {
            return Err(PullFault::new(
                Cause::Name,
                "The name is for another repository than this.",
            )
            .or(ASK_AGAIN));
        }
        self.look_at(&request).await?;
        Ok(request)
    }

    /// Whether a request may be used now.
    async fn look_at(&self, request: &StoredRequest) -> Result<(), PullFault> {
        let ended = |why: String| PullFault::new(Cause::Name, why).or(ASK_AGAIN);
        if let Some(revoked) = request.revoked {
            let at = clock::timestamp(revoked).to_iso();
            return Err(ended(format!("This name was deleted at {at}.")));
        }
        if request.expires <= clock::now() {
            let at = clock::timestamp(request.expires).to_iso();
            return Err(ended(format!("This name has expired at {at}.")));
        }
        let Some(asker) = request.asker else {
            return if self.settings.anonymous {
                Ok(())
            } else {
                Err(ended(
                    "This Wave serves nobody who is not known.".to_owned(),
                ))
            };
        };
        let store = &self.embedded.store;
        if store
            .find_token(asker.access_token, clock::now())
            .await?
            .is_none()
        {
            return Err(ended(
                "The access token that asked for this name is no longer valid.".to_owned(),
            ));
        }
        if let Some(workspace) = request.workspace {
            let role = store.role_in(asker.user, WorkspaceId(workspace)).await?;
            if !role.is_some_and(|role| role.has(Permission::CredentialsRead)) {
                return Err(ended(
                    "Who asked for this name is no longer in its workspace.".to_owned(),
                ));
            }
        }
        Ok(())
    }
}

/// Whose credentials a request takes.
pub(super) fn scope_of(workspace: Option<i64>) -> Scope {
    workspace.map_or(Scope::Personal, |id| Scope::Workspace(WorkspaceId(id)))
}
