//! What the app and its own server say to each other about signing in.
//!
//! This is not Platform's API but Wavepass's own: `GET`, `POST` and `DELETE` on
//! [`PATH`]. Start at [`SessionInfo`].

use serde::{Deserialize, Serialize};

use crate::secret::Secret;

/// Where the session lives on the server.
pub const PATH: &str = "/session";

/// A request that changes state and is authenticated by the cookie must carry this header,
/// which a foreign page cannot add without the server's consent.
pub const CSRF_HEADER: &str = "x-wavepass";

/// The parameter of the sign-in link's fragment that holds the one-time secret.
pub const LINK_PARAMETER: &str = "link";

/// Whose credentials the server manages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// The server is itself a small Platform, with its own database.
    Embedded,
    /// The server passes requests on to a Seqera Platform.
    Gateway,
}

/// The answer to `GET /session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionInfo {
    /// Whether the request carried a session that has not run out.
    pub signed_in: bool,
    /// Whose credentials the server manages.
    pub mode: Mode,
    /// The API of the Seqera Platform behind a gateway.
    #[serde(default)]
    pub platform: Option<String>,
    /// How the Wave that runs use finds a credential, where the server was told or could read
    /// it from Wave's version: the name of a rule, `exact-host` or `longest-path`.
    #[serde(default)]
    pub wave_rules: Option<String>,
}

/// The body of `POST /session`: the two ways to prove who you are.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SignIn {
    /// The one-time secret of the link that the server printed.
    Link(Secret),
    /// A personal access token of Platform (or of the embedded one).
    AccessToken(Secret),
}

impl SignIn {
    /// The body as JSON, with its secret: for the request and nothing else.
    pub fn to_json(&self) -> String {
        let (key, secret) = match self {
            Self::Link(secret) => ("link", secret),
            Self::AccessToken(secret) => ("accessToken", secret),
        };
        serde_json::json!({ key: secret.expose() }).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn both_ways_to_sign_in_survive_the_trip() {
        let link = SignIn::Link(Secret::new("once")).to_json();
        assert_eq!(link, r#"{"link":"once"}"#);
        assert!(matches!(serde_json::from_str(&link), Ok(SignIn::Link(s)) if s.expose() == "once"));

        let token = SignIn::AccessToken(Secret::new("a\"b")).to_json();
        assert!(
            matches!(serde_json::from_str(&token), Ok(SignIn::AccessToken(s)) if s.expose() == "a\"b")
        );
    }

    #[test]
    fn a_session_without_a_platform_is_understood() {
        let info: SessionInfo =
            serde_json::from_str(r#"{"signedIn":false,"mode":"embedded"}"#).unwrap();
        assert_eq!(info.mode, Mode::Embedded);
        assert_eq!(info.platform, None);
        assert_eq!(info.wave_rules, None);
    }
}
