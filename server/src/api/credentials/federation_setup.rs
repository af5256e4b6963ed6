//! `/credentials/federation-setup`: what a cloud has to be told so that it trusts Platform's own
//! identity.
//!
//! Source: Platform's documentation of workload identity (26.2) and tower-cli's tests.

use axum::Json;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::api::caller::ScopedCaller;
use crate::error::ApiError;
use crate::json::ApiQuery;

#[derive(Deserialize)]
pub(in crate::api) struct ProviderQuery {
    provider: Option<String>,
}

/// The embedded Platform is nobody's identity provider, which is what a Platform without
/// `tower.oidc.pem.path` says in these words. A provider without such a way has no values.
pub(in crate::api) async fn federation_setup(
    _caller: ScopedCaller,
    ApiQuery(query): ApiQuery<ProviderQuery>,
) -> Result<Json<Value>, ApiError> {
    let refused = |message: &str| Err(ApiError::BadRequest(message.to_owned()));
    match query.provider.as_deref() {
        None | Some("") => refused("provider is missing, for instance aws."),
        Some("aws") => refused(
            "AWS OIDC workload identity requires the OIDC provider to be configured \
             (tower.oidc.pem.path)",
        ),
        Some("google") => refused(
            "WIF credentials require the OIDC provider to be configured (tower.oidc.pem.path)",
        ),
        Some(_) => Ok(Json(json!({ "setupValues": [] }))),
    }
}
