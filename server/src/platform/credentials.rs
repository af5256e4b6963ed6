//! `/credentials`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use wavepass_core::credentials::{
    CredentialsForm, CredentialsName, Provider, Purpose, ValidationContext,
};
use wavepass_core::finding::Finding;
use wavepass_core::platform::credentials::{
    CreatedCredentials, CredentialsBody, CredentialsInput, DescribeCredentials, ListCredentials,
};

use super::place::{Kind, Place};
use super::{Embedded, mapping};
use crate::crypto::SealingKey;
use crate::error::ApiError;
use crate::json::{ApiQuery, JsonBody};
use crate::store::{NewCredentials, StoredCredentials};
use crate::{clock, ids};

const KIND: Kind = Kind("Credentials");

#[derive(Deserialize)]
pub(super) struct NameQuery {
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlatformQuery {
    platform_id: Option<String>,
}

pub(super) async fn list(
    place: Place,
    State(embedded): State<Embedded>,
    ApiQuery(query): ApiQuery<PlatformQuery>,
) -> Result<Json<ListCredentials>, ApiError> {
    let stored = embedded
        .store
        .list_credentials(place.user, place.scope)
        .await?;
    let fits = |provider: &str| {
        query
            .platform_id
            .as_deref()
            .is_none_or(|platform| providers_of(platform).contains(&provider))
    };
    Ok(Json(ListCredentials {
        credentials: stored
            .into_iter()
            .filter(|stored| fits(&stored.provider))
            .map(mapping::to_wire)
            .collect(),
    }))
}

pub(super) async fn create(
    place: Place,
    State(embedded): State<Embedded>,
    JsonBody(body): JsonBody<CredentialsBody>,
) -> Result<Json<CreatedCredentials>, ApiError> {
    let input = body.credentials;
    check_lengths(&input)?;
    let form = CredentialsForm::from_wire(&input).map_err(refuse)?;
    let request = form
        .validate(&ValidationContext::default())
        .map_err(|errors| ApiError::BadRequest(errors.summary()))?;
    let id = ids::credentials_id();
    let new = mapping::to_store(id.clone(), &request, input, &embedded.secrets);
    embedded
        .store
        .insert_credentials(place.user, place.scope, new, clock::now())
        .await
        .map_err(|error| KIND.not_saved(error, |never| match never {}))?;
    Ok(Json(CreatedCredentials { credentials_id: id }))
}

pub(super) async fn validate_name(
    place: Place,
    State(embedded): State<Embedded>,
    ApiQuery(query): ApiQuery<NameQuery>,
) -> Result<StatusCode, ApiError> {
    let name = CredentialsName::try_from(query.name.unwrap_or_default())
        .map_err(|invalid| refuse(invalid.0))?;
    let taken = embedded
        .store
        .name_is_taken(place.user, place.scope, name.to_string())
        .await?;
    if taken {
        Err(KIND.name_taken(name.as_str()))
    } else {
        Ok(StatusCode::NO_CONTENT)
    }
}

pub(super) async fn describe(
    place: Place,
    State(embedded): State<Embedded>,
    Path(id): Path<String>,
) -> Result<Json<DescribeCredentials>, ApiError> {
    let stored = embedded
        .store
        .find_credentials(place.user, place.scope, id)
        .await?
        .ok_or(ApiError::Forbidden)?;
    Ok(Json(DescribeCredentials {
        credentials: mapping::to_wire(stored),
    }))
}

/// What the body leaves out (or sets to null) stays as it is, secrets included; an empty
/// secret is refused, because it is more likely a mistake than a wish.
pub(super) async fn update(
    place: Place,
    State(embedded): State<Embedded>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<CredentialsBody>,
) -> Result<StatusCode, ApiError> {
    let key = embedded.secrets.clone();
    let record = id.clone();
    let change = move |stored| changed(record, stored, body.credentials, &key);
    embedded
        .store
        .update_credentials(place.user, place.scope, id, clock::now(), change)
        .await
        .map_err(|error| KIND.not_saved(error, |refusal| refusal))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Stored credentials after an update, or why it is refused.
fn changed(
    id: String,
    stored: StoredCredentials,
    mut input: CredentialsInput,
    key: &SealingKey,
) -> Result<NewCredentials, ApiError> {
    let provider = input
        .provider
        .get_or_insert_with(|| stored.provider.clone());
    if *provider != stored.provider {
        return Err(ApiError::BadRequest(
            "provider cannot be changed. Add new credentials instead.".to_owned(),
        ));
    }
    check_lengths(&input)?;
    let form = CredentialsForm::from_wire(&input).map_err(refuse)?;
    refuse_empty_secrets(&form, &input)?;
    let form = mapping::merge(form, &stored, &input);
    let context = ValidationContext {
        purpose: Purpose::Update,
        ..ValidationContext::default()
    };
    let request = form
        .validate(&context)
        .map_err(|errors| ApiError::BadRequest(errors.summary()))?;
    input.description = input.description.or(stored.description);
    input.base_url = input.base_url.or(stored.base_url);
    input.category = input.category.or(stored.category);
    Ok(mapping::to_store(id, &request, input, key))
}

/// With or without `checked=true`: nothing here runs jobs that could be in the way.
pub(super) async fn delete(
    place: Place,
    State(embedded): State<Embedded>,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let deleted = embedded
        .store
        .delete_credentials(place.user, place.scope, id, clock::now())
        .await?;
    if deleted {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::Forbidden)
    }
}

fn refuse_empty_secrets(form: &CredentialsForm, input: &CredentialsInput) -> Result<(), ApiError> {
    for spec in form.provider.map_or(&[][..], Provider::fields) {
        let empty = input.keys.get(spec.wire_name).and_then(Value::as_str) == Some("");
        if spec.is_secret() && empty {
            return Err(ApiError::BadRequest(format!(
                "keys.{} is empty. Leave it out to keep the stored one.",
                spec.wire_name
            )));
        }
    }
    Ok(())
}

fn refuse(finding: Finding) -> ApiError {
    ApiError::BadRequest(finding.message)
}

/// The limits of Platform's API for the fields that no form shows.
fn check_lengths(input: &CredentialsInput) -> Result<(), ApiError> {
    for (name, value, most) in [
        ("baseUrl", &input.base_url, 200),
        ("category", &input.category, 20),
    ] {
        let length = value.as_deref().unwrap_or_default().chars().count();
        if length > most {
            return Err(ApiError::BadRequest(format!(
                "{name} may have at most {most} characters; this one has {length}."
            )));
        }
    }
    Ok(())
}

/// Which providers a compute platform can use, as recorded and documented for Platform.
fn providers_of(platform: &str) -> &'static [&'static str] {
    match platform {
        "aws-batch" | "aws-cloud" | "eks-platform" => &["aws"],
        "azure-batch" => &["azure", "azure_entra"],
        "azure-cloud" => &["azure-cloud"],
        "google-batch" | "google-cloud" | "google-lifesciences" | "gke-platform" => &["google"],
        "k8s-platform" => &["k8s"],
        "slurm-platform" | "lsf-platform" | "uge-platform" | "altair-platform"
        | "moab-platform" => &["ssh", "tw-agent"],
        "seqeracompute-platform" => &["seqeracompute"],
        _ => &[],
    }
}
