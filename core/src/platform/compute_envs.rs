//! Compute environments, as far as they switch Wave on or lend their credentials.
//!
//! Shapes are those of the public API description (1.187) and of recorded answers. The
//! config has another set of fields on each platform, so it is kept as JSON. Start at
//! [`ComputeEnvEntry`].

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Timestamp;
use super::reader::{Fields, Listed};

/// `GET /compute-envs`
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListComputeEnvs {
    /// The rows.
    pub compute_envs: Vec<ComputeEnvEntry>,
}

/// A row of the list. Fields that older installations do not send are `None`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ComputeEnvEntry {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// `aws-batch` and so on.
    pub platform: Option<String>,
    /// `AVAILABLE` and so on.
    pub status: Option<String>,
    /// Why it is not available.
    pub message: Option<String>,
    /// Whether new launches take it unless told otherwise.
    pub primary: Option<bool>,
    /// Whether it switches Wave on.
    pub wave_enabled: Option<bool>,
    /// Whether it switches Fusion on.
    pub fusion2_enabled: Option<bool>,
    /// The credential that it uses.
    pub credentials_id: Option<String>,
    /// The region of the cloud.
    pub region: Option<String>,
    /// Where runs keep their files.
    pub work_dir: Option<String>,
    /// The name of its workspace.
    pub workspace_name: Option<String>,
    /// `PRIVATE` or `SHARED`: the visibility of its workspace.
    pub visibility: Option<String>,
    /// When a run last used it.
    pub last_used: Option<Timestamp>,
}

impl ComputeEnvEntry {
    /// Reads a row. None where it has neither an id nor a name.
    pub fn read(row: Fields<'_>) -> Option<Self> {
        let (id, name) = (row.words("id"), row.words("name"));
        if id.is_none() && name.is_none() {
            return None;
        }
        let id = id.unwrap_or_default();
        Some(Self {
            name: name.unwrap_or_else(|| id.clone()),
            id,
            platform: row.words("platform"),
            status: row.words("status"),
            wave_enabled: row.flag("waveEnabled"),
            fusion2_enabled: row.flag("fusion2Enabled"),
            credentials_id: row.words("credentialsId"),
            ..Self::default()
        })
    }

    /// Reads the answer to `GET /compute-envs`.
    pub fn read_list(answer: &Value) -> Option<Listed<Self>> {
        Listed::read(answer, "computeEnvs", Self::read)
    }

    /// Whether runs can start on it. A row that does not say is taken for one that can.
    pub fn is_available(&self) -> bool {
        let status = self.status.as_deref();
        status.is_none_or(|status| status == "AVAILABLE")
    }
}

/// `GET /compute-envs/{id}`
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeComputeEnv {
    /// The compute environment.
    pub compute_env: ComputeEnv,
}

/// A compute environment with its config, alone or inside of a launch.
#[derive(Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ComputeEnv {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// `aws-batch` and so on.
    pub platform: Option<String>,
    /// The fields of its platform.
    pub config: Map<String, Value>,
    /// When it was made.
    pub date_created: Option<Timestamp>,
    /// When it was changed.
    pub last_updated: Option<Timestamp>,
    /// When a run last used it.
    pub last_used: Option<Timestamp>,
    /// Whether it is gone.
    pub deleted: Option<bool>,
    /// `AVAILABLE` and so on.
    pub status: Option<String>,
    /// Why it is not available.
    pub message: Option<String>,
    /// Whether new launches take it unless told otherwise.
    pub primary: Option<bool>,
    /// The credential that it uses.
    pub credentials_id: Option<String>,
}

impl ComputeEnv {
    /// A text of the config.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.config.get(field)?.as_str()
    }

    /// A switch of the config.
    pub fn switch(&self, field: &str) -> Option<bool> {
        self.config.get(field)?.as_bool()
    }
}

/// A config may hold secrets, in its scripts and in its Nextflow config.
impl fmt::Debug for ComputeEnv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ComputeEnv")
            .field("id", &self.id)
            .field("name", &self.name)
            .field("platform", &self.platform)
            .finish_non_exhaustive()
    }
}

/// The body of `POST /compute-envs`, as a server reads it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ComputeEnvBody {
    /// The compute environment to make.
    #[serde(deserialize_with = "super::object::only")]
    pub compute_env: ComputeEnvInput,
}

/// A compute environment to make. Read-only fields in it are ignored.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct ComputeEnvInput {
    pub name: Option<String>,
    pub description: Option<String>,
    pub platform: Option<String>,
    pub config: Option<Map<String, Value>>,
    pub credentials_id: Option<String>,
}

impl fmt::Debug for ComputeEnvInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ComputeEnvInput")
            .field("name", &self.name)
            .field("platform", &self.platform)
            .finish_non_exhaustive()
    }
}

/// The answer to `POST /compute-envs`, with status 200.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedComputeEnv {
    /// The id of the new compute environment.
    pub compute_env_id: String,
}

/// The body of `PUT /compute-envs/{id}`: the config cannot be changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct ComputeEnvChange {
    pub name: Option<String>,
    pub description: Option<String>,
    pub credentials_id: Option<String>,
}

#[cfg(test)]
#[path = "compute_envs_tests.rs"]
mod tests;
