//! Pipelines of the launchpad.
//!
//! What a pipeline is launched with is in [`DescribeLaunch`]. A change of its config is sent
//! back with [`DescribePipeline::update`]: Platform replaces what it has by what it
//! is sent, so whatever a body leaves out is gone. Shapes are those of the public API
//! description (1.187) and of recorded answers. No rules here but that one. Start there.

mod launch;
pub mod pages;
pub mod versions;

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use launch::DescribeLaunch;

use super::reader::Fields;
use super::{Scope, Timestamp, WorkspaceId};

/// The most rows that one answer of the list has.
pub const PAGE_MAX: usize = 100;

/// `GET /pipelines`
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListPipelines {
    /// The rows of this page.
    pub pipelines: Vec<PipelineEntry>,
    /// How many there are in all.
    pub total_size: u64,
}

/// A row of the list, and the pipeline in the answers to describe, create and update.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PipelineEntry {
    /// Its number.
    pub pipeline_id: i64,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The address or id of its picture.
    pub icon: Option<String>,
    /// Where its code is.
    pub repository: Option<String>,
    /// Who made it.
    pub user_id: Option<i64>,
    /// The name of who made it.
    pub user_name: Option<String>,
    /// The first name of who made it.
    pub user_first_name: Option<String>,
    /// The last name of who made it.
    pub user_last_name: Option<String>,
    /// The organization of its workspace.
    pub org_id: Option<i64>,
    /// The name of that organization.
    pub org_name: Option<String>,
    /// Its workspace; none for a pipeline of a person's own.
    pub workspace_id: Option<WorkspaceId>,
    /// The name of that workspace.
    pub workspace_name: Option<String>,
    /// `PRIVATE` or `SHARED`: the visibility of its workspace.
    pub visibility: Option<String>,
    /// When it was changed.
    pub last_updated: Option<Timestamp>,
    /// Its labels; none unless they were asked for (`attributes=labels`).
    pub labels: Option<Vec<Label>>,
    /// The version that the answer is about, on installations that keep versions.
    pub version: Option<PipelineVersion>,
}

impl PipelineEntry {
    /// Reads a row, or the pipeline of an answer. Without its number nothing can be asked of it.
    pub fn read(row: Fields<'_>) -> Option<Self> {
        Some(Self {
            pipeline_id: row.number("pipelineId")?,
            name: row.text("name").unwrap_or_default(),
            description: row.text("description"),
            icon: row.text("icon"),
            repository: row.words("repository"),
            org_name: row.words("orgName"),
            workspace_id: row.number("workspaceId").map(WorkspaceId),
            workspace_name: row.words("workspaceName"),
            labels: row
                .get("labels")
                .and_then(Value::as_array)
                .map(|labels| labels.iter().map(Label::read).collect()),
            version: row.inside("version").map(|version| PipelineVersion {
                id: version.words("id"),
                name: version.words("name"),
                is_default: version.flag("isDefault"),
            }),
            ..Self::default()
        })
    }

    /// The workspace that shares the pipeline with a scope that it does not belong to.
    pub fn shared_by(&self, scope: Scope) -> Option<WorkspaceId> {
        self.workspace_id
            .filter(|id| scope.workspace() != Some(*id))
    }

    /// What to call it: by its name, else by its number.
    pub fn label(&self) -> String {
        if self.name.trim().is_empty() {
            format!("pipeline {}", self.pipeline_id)
        } else {
            self.name.clone()
        }
    }

    /// The version that launches take, by its id, on installations that keep versions.
    pub fn default_version(&self) -> Option<&str> {
        let version = self.version.as_ref()?;
        version
            .id
            .as_deref()
            .filter(|_| version.is_default != Some(false))
    }

    /// Whether every label can be named, so that an update keeps them.
    pub fn can_name_labels(&self) -> bool {
        let labels = self.labels.iter().flatten();
        labels.into_iter().all(|label| label.id.is_some())
    }
}

/// A label of a pipeline. An update names the labels that stay by their ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Its number. Without it an update cannot name the label.
    pub id: Option<i64>,
    /// Its name.
    pub name: Option<String>,
    /// Its value, for a label that is passed on to the cloud's resources.
    pub value: Option<String>,
}

impl Label {
    fn read(label: &Value) -> Self {
        let fields = Fields::of(label);
        Self {
            id: fields.and_then(|label| label.number("id")),
            name: fields.and_then(|label| label.text("name")),
            value: fields.and_then(|label| label.text("value")),
        }
    }
}

/// A version of a pipeline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PipelineVersion {
    /// Its id.
    pub id: Option<String>,
    /// Its name; a draft has none.
    pub name: Option<String>,
    /// Whether launches take it unless told otherwise.
    pub is_default: Option<bool>,
}

/// `GET /pipelines/{id}`, and the answers to create and update.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DescribePipeline {
    /// The pipeline.
    pub pipeline: PipelineEntry,
}

impl DescribePipeline {
    /// Reads the answer; none where there is no pipeline with a number in it.
    pub fn read(answer: &Value) -> Option<Self> {
        let pipeline = Fields::of(answer)?.inside("pipeline")?;
        PipelineEntry::read(pipeline).map(|pipeline| Self { pipeline })
    }

    /// The body of `PUT /pipelines/{id}` with another config and everything else as it is:
    /// name, description, picture, labels and the rest of the launch.
    ///
    /// Ask for the pipeline with its labels. Platform removes those that a body does not
    /// name, as its description says; labels that were not asked for cannot be named, nor those
    /// without an id: see [`PipelineEntry::can_name_labels`].
    pub fn with_config_text(&self, launch: &DescribeLaunch, text: &str) -> Value {
        Value::Object(self.body(launch, text))
    }

    /// The same body as it is sent: what goes back does so as it was written.
    pub fn update(&self, launch: &DescribeLaunch, text: &str) -> String {
        launch.body_as_written(&self.body(launch, text))
    }

    fn body(&self, launch: &DescribeLaunch, text: &str) -> Map<String, Value> {
        let mut body = launch.body(text);
        let pipeline = &self.pipeline;
        let name = Some(&pipeline.name).filter(|name| !name.is_empty());
        for (field, value) in [
            ("name", name),
            ("description", pipeline.description.as_ref()),
            ("icon", pipeline.icon.as_ref()),
        ] {
            if let Some(value) = value {
                body.insert(field.to_owned(), value.clone().into());
            }
        }
        if let Some(labels) = &pipeline.labels {
            let ids: Vec<Value> = labels
                .iter()
                .filter_map(|label| Some(label.id?.into()))
                .collect();
            body.insert("labelIds".to_owned(), ids.into());
        }
        body
    }
}

/// The body of `POST /pipelines` and `PUT /pipelines/{id}`, as a server reads it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PipelineBody {
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The address or id of its picture.
    pub icon: Option<String>,
    /// The labels that it has from now on.
    pub label_ids: Option<Vec<i64>>,
    /// What it is launched with.
    pub launch: Option<Map<String, Value>>,
}

impl fmt::Debug for PipelineBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PipelineBody")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "pipelines_tests.rs"]
mod tests;
