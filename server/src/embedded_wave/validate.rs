//! `validate-creds`: whether a registry takes a login, as Wave answers Platform: a bare `true` or
//! `false`. Whoever reaches this server may ask, so that only registries of the internet are tried,
//! whatever the pages may.

use std::sync::Arc;

use axum::Json;
use axum::extract::{DefaultBodyLimit, Extension, FromRequest, Request, State};
use axum::routing::{Router, post};
use serde::Deserialize;
use wavepass_core::registry::ecr::EcrRegistry;
use wavepass_core::registry::login_test::{LoginTest, Outcome, Trouble, TroubleKind};
use wavepass_core::secret::Secret;

use super::EmbeddedWave;
use super::container_api::Refusal;
use crate::client::Client;
use crate::json::JsonBody;

/// The longest body, in bytes.
const LONGEST_BODY: usize = 64 * 1024;

/// The routes of Platform.
pub(super) fn routes() -> Router<Arc<EmbeddedWave>> {
    Router::new()
        .route("/validate-creds", post(first))
        .route("/v1alpha2/validate-creds", post(second))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct Login {
    user_name: Option<String>,
    password: Option<Secret>,
    registry: Option<String>,
}

#[derive(Deserialize)]
struct Wrapped {
    request: Login,
}

async fn first(
    State(wave): State<Arc<EmbeddedWave>>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Result<Json<bool>, Refusal> {
    let JsonBody(Wrapped { request }) = JsonBody::from_request(request, &()).await?;
    wave.validate(client, request).await.map(Json)
}

async fn second(
    State(wave): State<Arc<EmbeddedWave>>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Result<Json<bool>, Refusal> {
    let JsonBody(login) = JsonBody::from_request(request, &()).await?;
    wave.validate(client, login).await.map(Json)
}

impl EmbeddedWave {
    async fn validate(&self, client: Client, login: Login) -> Result<bool, Refusal> {
        let filled = |text: Option<String>, name: &str| {
            text.filter(|text| !text.trim().is_empty())
                .ok_or_else(|| Refusal::Wrong(format!("{name}: must not be blank")))
        };
        let registry = filled(login.registry, "registry")?;
        let user_name = filled(login.user_name, "userName")?;
        let password = login.password.filter(|it| !it.expose().trim().is_empty());
        let password =
            password.ok_or_else(|| Refusal::Wrong("password: must not be blank".to_owned()))?;
        self.limits.admit_check(client).map_err(Refusal::Limited)?;
        // Wave takes a scheme off before it asks.
        let host = registry
            .trim()
            .trim_start_matches("https://")
            .trim_start_matches("http://")
            .trim_end_matches('/')
            .to_ascii_lowercase();
        if let Some(ecr) = EcrRegistry::recognise(&host) {
            let exchange = self.upstream.ecr();
            let client = self.upstream.client();
            let exchanged = exchange.exchange(client, &ecr, &user_name, &password).await;
            return Ok(exchanged.is_ok());
        }
        let test = LoginTest {
            registry: host.clone(),
            user_name,
            password,
            image: None,
        };
        match self.strangers.run(&test).await {
            Outcome::Accepted
            | Outcome::CanPull(_)
            | Outcome::CannotPull(_)
            | Outcome::PullNotKnown(_)
            | Outcome::TakesAnyLogin
            | Outcome::AsksForNoLogin => Ok(true),
            Outcome::Rejected | Outcome::NotLetIn | Outcome::NotARegistry => Ok(false),
            Outcome::NotTried(_) => Err(Refusal::Wrong("Invalid registry hostname".to_owned())),
            Outcome::Trouble(Trouble { at, kind }) => match kind {
                TroubleKind::AddressNotAllowed | TroubleKind::PortNotAllowed => Err(
                    Refusal::Wrong(format!("Access to this address is not allowed: {at}")),
                ),
                TroubleKind::NoAddress => {
                    Err(Refusal::Wrong(format!("Unable to resolve host: {at}")))
                }
                _ => Ok(false),
            },
        }
    }
}
