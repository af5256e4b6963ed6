//! `GET /service-info`, the one answer that needs no sign-in.

use serde::{Deserialize, Serialize};

/// The whole answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ServiceInfoResponse {
    /// What the installation says of itself.
    pub service_info: ServiceInfo,
}

/// What an installation of Platform says of itself. Of some twenty fields, those that a
/// client here may act on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ServiceInfo {
    /// The version of the product.
    pub version: Option<String>,
    /// The version of the API, `0.1` on installations of 2021.
    pub api_version: Option<String>,
    /// The revision it was built from.
    pub commit_id: Option<String>,
    /// How people sign in.
    pub auth_types: Option<Vec<String>>,
    /// Where people sign in.
    pub login_path: Option<String>,
    /// Whether people have a personal workspace.
    pub user_workspace_enabled: Option<bool>,
    /// Whether the installation is paired with a Wave service.
    pub wave_enabled: Option<bool>,
    /// The longest Nextflow config that a launch takes, in characters.
    pub launch_config_text_max_size: Option<u64>,
}
