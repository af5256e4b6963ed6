//! Compute environments, as far as they switch Wave on or lend their credentials.

use serde::{Deserialize, Serialize};

/// `GET /compute-envs`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ListComputeEnvs {
    /// The rows.
    pub compute_envs: Vec<ComputeEnvEntry>,
}

/// A row of the list. Fields that older installations do not send are `None`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ComputeEnvEntry {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `aws-batch` and so on.
    pub platform: Option<String>,
    /// `AVAILABLE` and so on.
    pub status: Option<String>,
    /// Whether new launches take it unless told otherwise.
    pub primary: Option<bool>,
    /// Whether it switches Wave on.
    pub wave_enabled: Option<bool>,
    /// Whether it switches Fusion on.
    pub fusion2_enabled: Option<bool>,
    /// The credential that it uses.
    pub credentials_id: Option<String>,
}
