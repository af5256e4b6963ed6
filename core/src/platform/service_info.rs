//! `GET /service-info`, the one answer that needs no sign-in.

use serde::Serialize;
use serde_json::Value;

use super::reader::Fields;

/// What an installation says that changes what pages may promise. Each is known or not: what
/// an old version does not say is not taken for no.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Installation {
    /// Whether people have a context of their own.
    pub has_personal: Option<bool>,
    /// Whether it is paired with a Wave service.
    pub has_wave: Option<bool>,
    /// The longest Nextflow config that a launch takes, in characters.
    pub longest_config: Option<u64>,
    /// The version of the product, as it is told: `25.1.0`.
    pub version: Option<String>,
    /// The version of the API, as it is told: `1.187.0`.
    pub api_version: Option<String>,
}

impl Installation {
    /// Reads the answer to `GET /service-info`.
    pub fn read(answer: &Value) -> Self {
        let info = Fields::of(answer).and_then(|answer| answer.inside("serviceInfo"));
        let Some(info) = info else {
            return Self::default();
        };
        let longest = info.number("launchConfigTextMaxSize");
        Self {
            has_personal: info.flag("userWorkspaceEnabled"),
            has_wave: info.flag("waveEnabled"),
            longest_config: longest.and_then(|size| u64::try_from(size).ok()),
            version: info.words("version"),
            api_version: info.words("apiVersion"),
        }
    }
}

/// The whole answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceInfoResponse {
    /// What the installation says of itself.
    pub service_info: ServiceInfo,
}

/// What an installation of Platform says of itself: the fields that every version has, recorded
/// and of today.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
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
    /// After how many seconds a run says again that it goes on.
    pub heartbeat_interval: Option<u64>,
    /// Links of the page's own bar.
    pub navbar: Option<Navbar>,
    /// Whether runs may use the credentials of the machine.
    pub allow_instance_credentials: Option<bool>,
    /// Where people sign out.
    pub logout_url: Option<String>,
    /// The page of the product.
    pub landing_url: Option<String>,
    /// The terms that people agree to.
    pub terms_of_use_url: Option<String>,
    /// Where files are shown from.
    pub content_url: Option<String>,
    /// Whom to ask.
    pub contact_email: Option<String>,
    /// The longest file that is shown, in bytes.
    pub content_max_file_size: Option<u64>,
    /// Whether runs are optimized.
    pub groundswell_enabled: Option<bool>,
    /// What names of made resources begin with.
    pub forge_prefix: Option<String>,
    /// Whether it is the one of Seqera.
    pub seqera_cloud: Option<bool>,
    /// The longest parameters that a launch takes, in characters.
    pub launch_params_text_max_size: Option<u64>,
}

/// The page's own bar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Navbar {
    /// Its links.
    pub menus: Vec<NavbarMenu>,
}

/// A link of the bar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NavbarMenu {
    /// What it says.
    pub label: Option<String>,
    /// Where it leads.
    pub url: Option<String>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_an_installation_does_not_say_is_not_known() {
        for answer in [
            json!(null),
            json!({}),
            json!({"serviceInfo": null}),
            json!({"serviceInfo": {"apiVersion": null, "allowInstanceCredentials": false}}),
            json!({"serviceInfo": {"waveEnabled": "false", "launchConfigTextMaxSize": -1,
                "version": 25, "apiVersion": " "}}),
        ] {
            assert_eq!(
                Installation::read(&answer),
                Installation::default(),
                "{answer}"
            );
        }
    }

    #[test]
    fn what_an_installation_says_is_known() {
        let answer = json!({"serviceInfo": {
            "userWorkspaceEnabled": false, "waveEnabled": true, "launchConfigTextMaxSize": 65536,
            "version": "25.1.0", "apiVersion": "1.187.0",
        }});
        let expected = Installation {
            has_personal: Some(false),
            has_wave: Some(true),
            longest_config: Some(65_536),
            version: Some("25.1.0".to_owned()),
            api_version: Some("1.187.0".to_owned()),
        };
        assert_eq!(Installation::read(&answer), expected);
    }
}
