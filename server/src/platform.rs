//! The embedded Platform: a part of the Platform API on a local database. Credentials, and
//! of pipelines and compute environments what a change of a pipeline's config needs.
//!
//! Statuses and bodies follow the published API and recorded answers; where no public
//! source tells, ARCHITECTURE.md lists what was decided. Start at [`routes`].

mod auth;
mod compute_envs;
mod credentials;
mod mapping;
mod pipelines;
mod place;
mod tokens;
mod users;

use std::sync::Arc;

use axum::extract::{FromRef, State};
use axum::routing::{delete, get};
use axum::{Json, Router};
use wavepass_core::platform::service_info::{ServiceInfo, ServiceInfoResponse};

pub use auth::SignInLink;
pub(crate) use auth::{authenticate, issue_token};

use crate::crypto::{MasterKey, SealingKey};
use crate::error::ApiError;
use crate::store::Store;
use crate::{AppState, Backend};

/// The version of Platform's API that this one follows. `tw` compares it with its minimum.
const API_VERSION: &str = "1.187.0";

/// Everything the embedded Platform needs.
#[derive(Clone)]
pub struct Embedded {
    pub(crate) store: Store,
    pub(crate) user: i64,
    pub(crate) secrets: SealingKey,
    pub(crate) link: Arc<SignInLink>,
}

impl Embedded {
    /// Opens the data folder and makes the local user when there is none yet.
    ///
    /// # Errors
    /// A data folder that cannot be used.
    pub async fn open(data: &std::path::Path, key: &MasterKey) -> anyhow::Result<Self> {
        let secrets = key.derive("credentials at rest, v1");
        let store = Store::open(data, &secrets).await?;
        let user = store.local_user(crate::clock::now()).await?;
        Ok(Self {
            store,
            user,
            secrets,
            link: Arc::new(SignInLink::new(crate::clock::now())),
        })
    }

    /// The secret of the sign-in link, valid once.
    pub fn sign_in_link(&self) -> &SignInLink {
        &self.link
    }

    /// Makes a personal access token.
    ///
    /// # Errors
    /// A name that is empty, too long or taken, or a database that cannot be written.
    pub async fn create_token(&self, name: &str) -> anyhow::Result<wavepass_core::secret::Secret> {
        tokens::create(self, self.user, name)
            .await
            .map(|(value, _)| value)
            .map_err(|error| match error {
                ApiError::BadRequest(message) | ApiError::Conflict(message) => {
                    anyhow::anyhow!(message)
                }
                other => anyhow::anyhow!("{other:?}"),
            })
    }

    /// Closes the database.
    ///
    /// # Errors
    /// When SQLite could not finish.
    pub async fn close(self) -> anyhow::Result<()> {
        self.store.close().await
    }
}

/// A handler below these routes runs only with the embedded backend.
impl FromRef<Arc<AppState>> for Embedded {
    fn from_ref(state: &Arc<AppState>) -> Self {
        match &state.backend {
            Backend::Embedded(embedded) => Self::clone(embedded),
            Backend::Gateway(_) => {
                unreachable!("router() mounts these routes for the embedded backend only")
            }
        }
    }
}

/// The routes of the API, below its base path.
pub(crate) fn routes() -> Router<Arc<AppState>> {
    Router::new()
        .route("/service-info", get(service_info))
        .route("/user-info", get(users::user_info))
        .route("/user/{id}/workspaces", get(users::user_workspaces))
        .route("/orgs", get(users::organizations))
        .route("/orgs/{id}/workspaces", get(users::workspaces))
        .route(
            "/credentials",
            get(credentials::list).post(credentials::create),
        )
        .route("/credentials/validate", get(credentials::validate_name))
        .route(
            "/credentials/{id}",
            get(credentials::describe)
                .put(credentials::update)
                .delete(credentials::delete),
        )
        .route("/pipelines", get(pipelines::list).post(pipelines::create))
        .route(
            "/pipelines/{id}",
            get(pipelines::describe)
                .put(pipelines::update)
                .delete(pipelines::delete),
        )
        .route("/pipelines/{id}/launch", get(pipelines::describe_launch))
        .route(
            "/compute-envs",
            get(compute_envs::list).post(compute_envs::create),
        )
        .route(
            "/compute-envs/{id}",
            get(compute_envs::describe).put(compute_envs::update),
        )
        .route("/tokens", get(tokens::list).post(tokens::post))
        .route("/tokens/{id}", delete(tokens::delete))
}

async fn service_info(State(_): State<Embedded>) -> Json<ServiceInfoResponse> {
    Json(ServiceInfoResponse {
        service_info: ServiceInfo {
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            api_version: Some(API_VERSION.to_owned()),
            commit_id: None,
            auth_types: Some(Vec::new()),
            login_path: Some("/sign-in".to_owned()),
            user_workspace_enabled: Some(true),
            // Not paired with a Wave service: pairing is not built yet.
            wave_enabled: Some(false),
            launch_config_text_max_size: Some(pipelines::CONFIG_TEXT_MAX_CHARS as u64),
        },
    })
}
