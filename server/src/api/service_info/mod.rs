//! `/service-info`: what the installation says of itself, to everybody.

use axum::Json;
use axum::extract::State;
use wavepass_core::platform::service_info::{Navbar, ServiceInfo, ServiceInfoResponse};

use super::pipelines::CONFIG_TEXT_MAX_CHARS;
use crate::embedded::Embedded;

/// The version of Platform's API that this one follows. `tw` compares it with its minimum.
pub(super) const API_VERSION: &str = "1.187.0";

/// How often a run says that it goes on: Platform's recorded number, which clients expect to find.
/// Nothing runs here that would say so.
const HEARTBEAT_SECONDS: u64 = 3240;

pub(super) async fn describe(State(embedded): State<Embedded>) -> Json<ServiceInfoResponse> {
    Json(ServiceInfoResponse {
        service_info: ServiceInfo {
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            api_version: Some(API_VERSION.to_owned()),
            auth_types: Some(Vec::new()),
            login_path: Some("/sign-in".to_owned()),
            user_workspace_enabled: Some(true),
            // It is one itself, or there is none: pairing is not built.
            wave_enabled: Some(embedded.is_wave),
            launch_config_text_max_size: Some(CONFIG_TEXT_MAX_CHARS as u64),
            heartbeat_interval: Some(HEARTBEAT_SECONDS),
            navbar: Some(Navbar::default()),
            allow_instance_credentials: Some(false),
            groundswell_enabled: Some(false),
            seqera_cloud: Some(false),
            ..ServiceInfo::default()
        },
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{TestServer, Transcript, assert_answers};

    #[tokio::test]
    async fn its_answer_is_pinned() {
        let server = TestServer::start().await;
        let mut answers = Transcript::of(&server);
        answers.get("/service-info").await;
        assert_answers!(answers);
    }
}
