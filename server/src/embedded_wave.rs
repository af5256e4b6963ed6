//! The server's own Wave: a container is asked for with an access token, a name with a token in it is
//! given out, and what is pulled by that name comes from the registry of the image, with the credential
//! that fits.
//!
//! It builds, copies and scans nothing. What it does is told by the published source of Wave and by what
//! clients send; where it does otherwise, the reason stands there. The API of clients is
//! [`container_api`], what engines ask is [`registry_api`], what the pages ask [`app_api`]. Start at
//! [`EmbeddedWave::new`].

mod admission;
mod app_api;
mod blobs;
mod choice;
mod container_api;
mod container_config;
mod container_request;
mod digest;
mod ecr;
mod fault;
mod limits;
mod manifests;
mod notes;
mod own_address;
mod pull_path;
mod registry_api;
mod status;
mod steps;
#[cfg(test)]
mod tests;
mod upstream;
mod validate;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use reqwest::{Certificate, Url};
use wavepass_core::wave::MatchRule;

pub use blobs::Blobs;

use limits::Limits;
use manifests::Kept;
use notes::Notes;
use own_address::OwnAddress;
use upstream::Upstream;

use crate::crypto::{HashingKey, MasterKey};
use crate::embedded::Embedded;
use crate::registry_access::guard::Guard;
use crate::registry_access::{Patience, RegistryClient};
use crate::{AppState, LoginTests, Reach, session, web};

/// How long a registry may send nothing in the middle of an answer.
const SILENCE: Duration = Duration::from_mins(1);

/// How many unused connections to a registry are kept.
const IDLE_CONNECTIONS: usize = 32;

/// A Wave.
pub struct EmbeddedWave {
    embedded: Embedded,
    settings: Settings,
    hashing: HashingKey,
    upstream: Upstream,
    kept: Kept,
    limits: Limits,
    notes: Notes,
    /// Tries logins for whoever asks.
    strangers: LoginTests,
}

/// What a Wave is told.
#[derive(Clone, Debug)]
pub struct Settings {
    address: OwnAddress,
    rule: MatchRule,
    anonymous: bool,
    /// How long a name works, in seconds.
    life: i64,
    blobs: Blobs,
    reach: Reach,
    /// In place of Amazon's own interface, for tests.
    amazon: Option<Url>,
}

impl Settings {
    /// How long a name works unless it is said otherwise, in seconds: 36 hours, as Wave has it since
    /// 1.33.1.
    pub const USUAL_LIFE: i64 = 36 * 60 * 60;

    /// For a server that is reached by that URL.
    ///
    /// # Errors
    /// A host that container engines take for a name on Docker Hub.
    pub fn new(base: &Url, reach: Reach) -> Result<Self, String> {
        Ok(Self {
            address: OwnAddress::new(base)?,
            rule: MatchRule::LongestPath,
            anonymous: false,
            life: Self::USUAL_LIFE,
            blobs: Blobs::default(),
            reach,
            amazon: None,
        })
    }

    /// Finds credentials by that rule.
    #[must_use]
    pub fn by_rule(self, rule: MatchRule) -> Self {
        Self { rule, ..self }
    }

    /// Serves those who have no access token as well, without credentials.
    #[must_use]
    pub fn anonymous(self, anonymous: bool) -> Self {
        Self { anonymous, ..self }
    }

    /// Gives out names that work for so many seconds.
    #[must_use]
    pub fn lasting(self, life: i64) -> Self {
        Self { life, ..self }
    }

    /// Gives blobs like that.
    #[must_use]
    pub fn giving(self, blobs: Blobs) -> Self {
        Self { blobs, ..self }
    }
}

impl EmbeddedWave {
    /// A Wave of an embedded Platform. Beside the authorities that the system trusts, these are trusted.
    ///
    /// # Errors
    /// A system without certificates.
    pub fn new(
        embedded: Embedded,
        key: &MasterKey,
        settings: Settings,
        authorities: &[Certificate],
    ) -> anyhow::Result<Arc<Self>> {
        let guard = Guard {
            allows_private: settings.reach.private_networks,
            allows_this_machine: settings.reach.this_machine,
        };
        let patience = Patience {
            silence: SILENCE,
            idle_connections: IDLE_CONNECTIONS,
        };
        let client = RegistryClient::new(guard, authorities, patience)?;
        let strangers = LoginTests::new(Reach::default(), authorities);
        Ok(Arc::new(Self {
            upstream: Upstream::new(client, settings.amazon.clone()),
            notes: Notes::into(embedded.store.clone()),
            embedded,
            settings,
            hashing: key.of_wave_tokens(),
            kept: Kept::default(),
            limits: Limits::default(),
            strangers,
        }))
    }

    /// What belongs into `wave.endpoint`.
    pub fn endpoint(&self) -> &str {
        self.settings.address.wave_endpoint()
    }

    fn hash(&self, token: &str) -> [u8; 32] {
        self.hashing.hash(token.as_bytes())
    }
}

/// The routes of a Wave: those of its clients, of container engines and of the pages.
pub(crate) fn router(wave: Arc<EmbeddedWave>, state: &Arc<AppState>) -> Router {
    let pages = app_api::routes().layer(from_fn_with_state(
        Arc::clone(state),
        session::cookie_to_bearer,
    ));
    let api = container_api::routes()
        .merge(validate::routes())
        .merge(pages)
        .layer(from_fn(web::headers::no_store));
    api.merge(registry_api::routes()).with_state(wave)
}
