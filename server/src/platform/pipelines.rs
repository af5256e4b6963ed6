//! `/pipelines`: what the launch helper reads and changes. Nothing is launched.
//!
//! A launch that comes with an update replaces the whole stored launch, and labels that are
//! not named are gone, both as on Platform. Name, description and picture stay when they are
//! left out. There are no versions and no labels here. Start at [`update`].

mod launch;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value};
use wavepass_core::platform::WorkspaceId;
use wavepass_core::platform::pipelines::{
    DescribeLaunch, DescribePipeline, ListPipelines, PAGE_MAX, PipelineBody, PipelineEntry,
};

pub(super) use launch::CONFIG_TEXT_MAX_CHARS;

use super::Embedded;
use super::place::{Kind, Place, number};
use crate::clock::{self, timestamp};
use crate::error::ApiError;
use crate::ids;
use crate::json::{ApiQuery, JsonBody};
use crate::store::{NewPipeline, PipelineQuery, Search, SortBy, SortDir, StoredPipeline};

const KIND: Kind = Kind("Pipeline");

/// The longest description and the longest picture's address, in characters.
const TEXT_MAX_CHARS: usize = 2000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ListQuery {
    max: Option<i64>,
    offset: Option<i64>,
    search: Option<String>,
    sort_by: Option<SortBy>,
    sort_dir: Option<SortDir>,
    visibility: Option<String>,
    #[serde(default)]
    attributes: String,
}

#[derive(Deserialize)]
pub(super) struct DescribeQuery {
    #[serde(default)]
    attributes: String,
}

/// Whether an answer says which labels there are.
#[derive(Clone, Copy)]
enum Labels {
    Shown,
    Left,
}

impl Labels {
    /// From the names of what is wanted besides the usual.
    fn asked_for(attributes: &str) -> Self {
        if attributes.split(',').any(|name| name == "labels") {
            Self::Shown
        } else {
            Self::Left
        }
    }
}

pub(super) async fn list(
    place: Place,
    State(embedded): State<Embedded>,
    ApiQuery(query): ApiQuery<ListQuery>,
) -> Result<Json<ListPipelines>, ApiError> {
    if query.visibility.as_deref() == Some("shared") {
        // Nothing is shared between workspaces here.
        return Ok(Json(ListPipelines::default()));
    }
    let wanted = PipelineQuery {
        search: sought(query.search.as_deref().unwrap_or_default()),
        sort: (
            query.sort_by.unwrap_or_default(),
            query.sort_dir.unwrap_or_default(),
        ),
        max: query.max.map(page_length).transpose()?,
        offset: u32::try_from(query.offset.unwrap_or_default())
            .map_err(|_| ApiError::BadRequest("offset must be 0 or more.".to_owned()))?,
    };
    let labels = Labels::asked_for(&query.attributes);
    let (rows, total_size) = embedded
        .store
        .list_pipelines(place.user, place.scope, wanted)
        .await?;
    Ok(Json(ListPipelines {
        pipelines: rows
            .into_iter()
            .map(|stored| entry(stored, labels))
            .collect(),
        total_size,
    }))
}

/// Clients put a name that they want exactly into quotation marks.
fn sought(text: &str) -> Search {
    let text = text.trim();
    let quoted = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    match (quoted, text) {
        (Some(name), _) => Search::Name(name.replace("\\\"", "\"")),
        (None, "") => Search::Everything,
        (None, word) => Search::Word(word.to_owned()),
    }
}

fn page_length(max: i64) -> Result<u32, ApiError> {
    match u32::try_from(max) {
        Ok(length) if (1..=PAGE_MAX).contains(&(length as usize)) => Ok(length),
        Ok(length) if length > 0 => Err(ApiError::BadRequest(format!(
            "Pipelines length parameter cannot be greater than {PAGE_MAX} (current value={max})"
        ))),
        _ => Err(ApiError::BadRequest("max must be 1 or more.".to_owned())),
    }
}

pub(super) async fn create(
    place: Place,
    State(embedded): State<Embedded>,
    JsonBody(body): JsonBody<PipelineBody>,
) -> Result<Json<DescribePipeline>, ApiError> {
    check_outside_the_launch(&body)?;
    let launch = body
        .launch
        .ok_or_else(|| ApiError::BadRequest("launch is missing.".to_owned()))?;
    let new = NewPipeline {
        id: ids::numeric_id(),
        name: KIND.name(body.name)?,
        description: body.description,
        icon: body.icon,
        launch_id: ids::credentials_id(),
        launch: launch::to_store(launch)?,
    };
    let stored = embedded
        .store
        .insert_pipeline(place.user, place.scope, new, clock::now())
        .await
        .map_err(|error| KIND.not_saved(error, |never| match never {}))?;
    Ok(described(stored, Labels::Left))
}

pub(super) async fn describe(
    place: Place,
    State(embedded): State<Embedded>,
    Path(id): Path<String>,
    ApiQuery(query): ApiQuery<DescribeQuery>,
) -> Result<Json<DescribePipeline>, ApiError> {
    let stored = embedded
        .store
        .find_pipeline(place.user, place.scope, number(&id)?)
        .await?
        .ok_or(ApiError::Forbidden)?;
    Ok(described(stored, Labels::asked_for(&query.attributes)))
}

pub(super) async fn describe_launch(
    place: Place,
    State(embedded): State<Embedded>,
    Path(id): Path<String>,
) -> Result<Json<DescribeLaunch>, ApiError> {
    let (stored, env) = embedded
        .store
        .find_launch(place.user, place.scope, number(&id)?)
        .await?
        .ok_or(ApiError::Forbidden)?;
    Ok(Json(DescribeLaunch {
        launch: launch::to_wire(stored, env)?,
    }))
}

pub(super) async fn update(
    place: Place,
    State(embedded): State<Embedded>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<PipelineBody>,
) -> Result<Json<DescribePipeline>, ApiError> {
    let id = number(&id)?;
    check_outside_the_launch(&body)?;
    let change = move |stored| changed(stored, body);
    let stored = embedded
        .store
        .update_pipeline(place.user, place.scope, id, clock::now(), change)
        .await
        .map_err(|error| KIND.not_saved(error, |refusal| refusal))?;
    Ok(described(stored, Labels::Left))
}

/// A stored pipeline after an update, or why it is refused.
fn changed(stored: StoredPipeline, body: PipelineBody) -> Result<NewPipeline, ApiError> {
    Ok(NewPipeline {
        id: stored.id,
        name: KIND.name(body.name.or(Some(stored.name)))?,
        description: body.description.or(stored.description),
        icon: body.icon.or(stored.icon),
        launch_id: stored.launch_id,
        launch: body.launch.map_or(Ok(stored.launch), launch::to_store)?,
    })
}

pub(super) async fn delete(
    place: Place,
    State(embedded): State<Embedded>,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let id = number(&id)?;
    let deleted = embedded
        .store
        .delete_pipeline(place.user, place.scope, id)
        .await?;
    if deleted {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::Forbidden)
    }
}

fn check_outside_the_launch(body: &PipelineBody) -> Result<(), ApiError> {
    for (name, value) in [("description", &body.description), ("icon", &body.icon)] {
        let length = value.as_deref().unwrap_or_default().chars().count();
        if length > TEXT_MAX_CHARS {
            return Err(ApiError::BadRequest(format!(
                "{name} may have at most {TEXT_MAX_CHARS} characters; this one has {length}."
            )));
        }
    }
    if body.label_ids.as_ref().is_some_and(|ids| !ids.is_empty()) {
        return Err(ApiError::BadRequest("Labels not found".to_owned()));
    }
    Ok(())
}

fn described(stored: StoredPipeline, labels: Labels) -> Json<DescribePipeline> {
    Json(DescribePipeline {
        pipeline: entry(stored, labels),
    })
}

fn entry(stored: StoredPipeline, labels: Labels) -> PipelineEntry {
    let text = |launch: &Map<String, Value>| {
        let repository = launch.get("pipeline").and_then(Value::as_str);
        repository.map(str::to_owned)
    };
    let (org_id, org_name) = stored.organization.unzip();
    let (workspace_id, workspace_name) = stored.workspace.unzip();
    PipelineEntry {
        pipeline_id: stored.id,
        name: stored.name,
        description: stored.description,
        icon: stored.icon,
        repository: text(&stored.launch),
        user_id: Some(stored.creator.0),
        user_name: Some(stored.creator.1),
        org_id,
        org_name,
        workspace_id: workspace_id.map(WorkspaceId),
        workspace_name,
        visibility: stored.visibility,
        last_updated: Some(timestamp(stored.updated)),
        labels: matches!(labels, Labels::Shown).then(Vec::new),
        version: None,
    }
}
