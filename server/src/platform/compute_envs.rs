//! `/compute-envs`: rows that pipelines can be launched on and that say whether they switch
//! Wave on. Nothing is made in any cloud. The config is kept as it was sent and, as on
//! Platform, never changed. Start at [`create`].

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value};
use wavepass_core::platform::compute_envs::{
    ComputeEnv, ComputeEnvBody, ComputeEnvChange, ComputeEnvEntry, CreatedComputeEnv,
    DescribeComputeEnv, ListComputeEnvs,
};

use super::Embedded;
use super::place::{Kind, Place};
use crate::clock::{self, timestamp};
use crate::error::ApiError;
use crate::ids;
use crate::json::{ApiQuery, JsonBody};
use crate::store::{NewComputeEnv, StoredComputeEnv};

const KIND: Kind = Kind("Compute environment");

/// The longest description, in characters.
const DESCRIPTION_MAX_CHARS: usize = 2000;

/// Platform's names of its platforms (API 1.187), and whether a compute environment there can
/// switch Wave and Fusion on.
const PLATFORMS: [(&str, bool); 17] = [
    ("aws-batch", true),
    ("aws-cloud", true),
    ("azure-batch", true),
    ("azure-cloud", true),
    ("google-batch", true),
    ("google-cloud", true),
    ("eks-platform", true),
    ("gke-platform", true),
    ("local-platform", true),
    ("google-lifesciences", false),
    ("k8s-platform", false),
    ("seqeracompute-platform", false),
    ("slurm-platform", false),
    ("lsf-platform", false),
    ("uge-platform", false),
    ("altair-platform", false),
    ("moab-platform", false),
];

#[derive(Deserialize)]
pub(super) struct StatusQuery {
    status: Option<String>,
}

pub(super) async fn list(
    place: Place,
    State(embedded): State<Embedded>,
    ApiQuery(query): ApiQuery<StatusQuery>,
) -> Result<Json<ListComputeEnvs>, ApiError> {
    let stored = embedded
        .store
        .list_compute_envs(place.user, place.scope)
        .await?;
    let rows = stored.into_iter().map(row);
    Ok(Json(ListComputeEnvs {
        compute_envs: match query.status {
            None => rows.collect(),
            wanted => rows.filter(|row| row.status == wanted).collect(),
        },
    }))
}

pub(super) async fn create(
    place: Place,
    State(embedded): State<Embedded>,
    JsonBody(body): JsonBody<ComputeEnvBody>,
) -> Result<Json<CreatedComputeEnv>, ApiError> {
    let input = body.compute_env;
    check_description(input.description.as_deref())?;
    let platform = input.platform.unwrap_or_default();
    if !PLATFORMS.iter().any(|(name, _)| *name == platform) {
        let names = PLATFORMS.map(|(name, _)| name).join(", ");
        return Err(ApiError::BadRequest(format!(
            "computeEnv.platform must be one of {names}."
        )));
    }
    let id = ids::credentials_id();
    let new = NewComputeEnv {
        id: id.clone(),
        name: KIND.name(input.name)?,
        description: input.description,
        config: config(input.config, &platform)?,
        platform,
        credentials_id: input.credentials_id,
    };
    embedded
        .store
        .insert_compute_env(place.user, place.scope, new, clock::now())
        .await
        .map_err(|error| KIND.not_saved(error, |never| match never {}))?;
    Ok(Json(CreatedComputeEnv { compute_env_id: id }))
}

/// A config to store: what this program reads of it is of the right type, the rest is kept.
fn config(
    config: Option<Map<String, Value>>,
    platform: &str,
) -> Result<Map<String, Value>, ApiError> {
    let wrong = |field: &str, form: &str| {
        ApiError::BadRequest(format!("computeEnv.config{field} must be {form}."))
    };
    let mut config = config.ok_or_else(|| wrong("", "an object"))?;
    for field in ["waveEnabled", "fusion2Enabled"] {
        let value = config.get(field).unwrap_or(&Value::Null);
        if !value.is_null() && !value.is_boolean() {
            return Err(wrong(&format!(".{field}"), "true or false"));
        }
    }
    for field in ["nextflowConfig", "workDir", "region"] {
        let value = config.get(field).unwrap_or(&Value::Null);
        if !value.is_null() && !value.is_string() {
            return Err(wrong(&format!(".{field}"), "a text"));
        }
    }
    let discriminator = config.get("discriminator").unwrap_or(&Value::Null);
    if !discriminator.is_null() && discriminator != platform {
        return Err(wrong(".discriminator", "the platform, or absent"));
    }
    config.insert("discriminator".to_owned(), platform.into());
    Ok(config)
}

pub(super) async fn describe(
    place: Place,
    State(embedded): State<Embedded>,
    Path(id): Path<String>,
) -> Result<Json<DescribeComputeEnv>, ApiError> {
    let stored = embedded
        .store
        .find_compute_env(place.user, place.scope, id)
        .await?
        .ok_or(ApiError::Forbidden)?;
    Ok(Json(DescribeComputeEnv {
        compute_env: to_wire(stored),
    }))
}

/// Changes name, description and credentials, and keeps each that is left out. Anything else
/// in the body is ignored, as on Platform.
pub(super) async fn update(
    place: Place,
    State(embedded): State<Embedded>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<ComputeEnvChange>,
) -> Result<StatusCode, ApiError> {
    check_description(body.description.as_deref())?;
    let change = move |stored: StoredComputeEnv| {
        Ok(NewComputeEnv {
            id: stored.id,
            name: KIND.name(body.name.or(Some(stored.name)))?,
            description: body.description.or(stored.description),
            platform: stored.platform,
            config: stored.config,
            credentials_id: body.credentials_id.or(stored.credentials_id),
        })
    };
    embedded
        .store
        .update_compute_env(place.user, place.scope, id, clock::now(), change)
        .await
        .map_err(|error| KIND.not_saved(error, |refusal| refusal))?;
    Ok(StatusCode::NO_CONTENT)
}

fn check_description(text: Option<&str>) -> Result<(), ApiError> {
    let length = text.unwrap_or_default().chars().count();
    if length > DESCRIPTION_MAX_CHARS {
        return Err(ApiError::BadRequest(format!(
            "description may have at most {DESCRIPTION_MAX_CHARS} characters; this one has \
             {length}."
        )));
    }
    Ok(())
}

/// A stored compute environment as an answer. Without its credentials it is of no use.
pub(super) fn to_wire(stored: StoredComputeEnv) -> ComputeEnv {
    let (status, message) = if stored.lost_credentials {
        ("INVALID", Some("Associated credentials have been deleted"))
    } else {
        ("AVAILABLE", None)
    };
    ComputeEnv {
        id: stored.id,
        name: stored.name,
        description: stored.description,
        platform: Some(stored.platform),
        config: stored.config,
        date_created: Some(timestamp(stored.created)),
        last_updated: Some(timestamp(stored.updated)),
        last_used: None,
        deleted: None,
        status: Some(status.to_owned()),
        message: message.map(str::to_owned),
        primary: None,
        credentials_id: stored.credentials_id,
    }
}

fn row(mut stored: StoredComputeEnv) -> ComputeEnvEntry {
    let has_switches = PLATFORMS.contains(&(stored.platform.as_str(), true));
    let (workspace_name, visibility) = (stored.workspace.take(), stored.visibility.take());
    let env = to_wire(stored);
    let switch = |field| has_switches.then(|| env.switch(field).unwrap_or(false));
    let text = |field| env.text(field).map(str::to_owned);
    ComputeEnvEntry {
        wave_enabled: switch("waveEnabled"),
        fusion2_enabled: switch("fusion2Enabled"),
        region: text("region"),
        work_dir: text("workDir"),
        workspace_name,
        visibility,
        id: env.id,
        name: env.name,
        description: env.description,
        platform: env.platform,
        status: env.status,
        message: env.message,
        primary: env.primary,
        credentials_id: env.credentials_id,
        last_used: env.last_used,
    }
}
