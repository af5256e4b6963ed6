//! The embedded Platform: its database, its keys and the user of its sign-in link. What it answers to requests
//! is in [`crate::api`]. Start at [`Embedded::open`].

mod access_tokens;
mod sign_in_link;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;
use wavepass_core::secret::Secret;

pub use access_tokens::CreateTokenError;
pub(crate) use access_tokens::ValidToken;
pub use sign_in_link::SignInLink;

use crate::clock;
use crate::crypto::{MasterKey, SealingKey};
use crate::store::Store;

/// How long a try whether something can be stored holds: anybody may ask, and it is work for the
/// disk.
const TRIED_FOR: Duration = Duration::from_secs(2);

/// Everything the embedded Platform needs: the state of its routes.
#[derive(Clone)]
pub struct Embedded {
    pub(crate) store: Store,
    /// The id of the local user, whom the sign-in link signs in.
    pub(crate) user: i64,
    /// Encrypts the secrets of credentials.
    pub(crate) secrets: SealingKey,
    pub(crate) link: Arc<SignInLink>,
    /// Whether this server is a Wave as well.
    pub(crate) is_wave: bool,
    /// When it was last tried whether something can be stored, and what came of it.
    tried_to_store: Arc<Mutex<Option<(Instant, bool)>>>,
}

impl Embedded {
    /// Opens the data folder and makes the local user when there is none yet.
    ///
    /// # Errors
    /// A data folder that cannot be used.
    pub async fn open(data: &Path, key: &MasterKey) -> anyhow::Result<Self> {
        let secrets = key.at_rest();
        let store = Store::open(data, &secrets).await?;
        let user = store.local_user(clock::now()).await?;
        Ok(Self {
            store,
            user,
            secrets,
            link: Arc::new(SignInLink::new(clock::now())),
            is_wave: false,
            tried_to_store: Arc::default(),
        })
    }

    /// The same, which says of itself whether the server is a Wave as well.
    #[must_use]
    pub fn being_wave(self, is_wave: bool) -> Self {
        Self { is_wave, ..self }
    }

    /// The secret of the sign-in link, valid once.
    pub fn sign_in_link(&self) -> &SignInLink {
        &self.link
    }

    /// Makes a personal access token for the local user.
    ///
    /// # Errors
    /// A name that is empty, too long or taken, or a database that cannot be written.
    pub async fn create_token(&self, name: &str) -> Result<Secret, CreateTokenError> {
        self.create_token_for(self.user, name).await
    }

    /// Makes a personal access token for a user.
    pub(crate) async fn create_token_for(
        &self,
        user: i64,
        name: &str,
    ) -> Result<Secret, CreateTokenError> {
        let (token, _) = self.create_personal_token(user, name).await?;
        Ok(token)
    }

    /// Whether the database takes a change, and its folder a file: a disk that is full or read
    /// only, or a folder that is gone, is found without anything being stored.
    pub(crate) async fn can_store(&self) -> bool {
        let mut tried = self.tried_to_store.lock().await;
        match *tried {
            Some((at, could)) if at.elapsed() < TRIED_FOR => could,
            _ => {
                let could = self.store.can_store().await;
                *tried = Some((Instant::now(), could));
                could
            }
        }
    }

    /// Closes the database.
    ///
    /// # Errors
    /// When SQLite could not finish.
    pub async fn close(self) -> anyhow::Result<()> {
        self.store.close().await
    }
}
