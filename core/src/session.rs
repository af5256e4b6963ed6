//! What the app and its own server say to each other about signing in.
//!
//! This is not Platform's API but Wavepass's own: `GET`, `POST` and `DELETE` on
//! [`PATH`]. Start at [`SessionInfo`].

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::secret::Secret;

/// Where the session lives on the server.
pub const PATH: &str = "/session";

/// A request that changes state and is authenticated by the cookie must carry this header,
/// which a foreign page cannot add without the server's consent.
pub const CSRF_HEADER: &str = "x-wavepass";

/// The parameter of the sign-in link's fragment that holds the one-time secret.
pub const LINK_PARAMETER: &str = "link";

/// Whose credentials the server manages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// The server is itself a small Platform, with its own database.
    Embedded,
    /// The server passes requests on to a Seqera Platform.
    Gateway,
}

/// The answer to `GET /session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionInfo {
    /// Whether the request carried a session that has not run out.
    pub signed_in: bool,
    /// Whose credentials the server manages.
    pub mode: Mode,
    /// The API of the Seqera Platform behind a gateway.
    pub platform: Option<String>,
    /// How the Wave that runs use finds a credential, where the server was told or could read
    /// it from Wave's version: the name of a rule, `exact-host` or `longest-path`.
    pub wave_rules: Option<String>,
    /// Whether the server itself is a Wave, through which images can be pulled.
    pub own_wave: bool,
}

impl SessionInfo {
    /// Reads the answer; none where it does not say the first two. What else it has, and what
    /// other versions of the server may have, is left alone.
    pub fn read(answer: &Value) -> Option<Self> {
        let text = |field: &str| answer.get(field)?.as_str().map(str::to_owned);
        Some(Self {
            signed_in: answer.get("signedIn")?.as_bool()?,
            mode: match answer.get("mode")?.as_str()? {
                "embedded" => Mode::Embedded,
                "gateway" => Mode::Gateway,
                _ => return None,
            },
            platform: text("platform"),
            wave_rules: text("waveRules"),
            own_wave: answer.get("ownWave").and_then(Value::as_bool) == Some(true),
        })
    }
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
    use serde_json::json;

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
    fn what_the_server_says_of_a_session_is_what_the_app_reads() {
        for (mode, platform) in [
            (Mode::Embedded, None),
            (Mode::Gateway, Some("https://platform.example/api")),
        ] {
            for signed_in in [true, false] {
                let info = SessionInfo {
                    signed_in,
                    mode,
                    platform: platform.map(str::to_owned),
                    wave_rules: platform.map(|_| "exact-host".to_owned()),
                    own_wave: signed_in,
                };
                let answer = serde_json::to_value(&info).unwrap();
                assert_eq!(SessionInfo::read(&answer), Some(info), "{answer}");
            }
        }
    }

    #[test]
    fn a_session_without_a_platform_is_understood_and_one_without_a_mode_is_not() {
        let info = SessionInfo::read(&json!({ "signedIn": false, "mode": "embedded" })).unwrap();
        assert_eq!(info.mode, Mode::Embedded);
        assert_eq!(info.platform, None);
        assert_eq!(info.wave_rules, None);
        assert!(!info.own_wave);
        for other in [
            json!(null),
            json!({}),
            json!({ "signedIn": true }),
            json!({ "signedIn": true, "mode": "of-tomorrow" }),
            json!({ "signedIn": "yes", "mode": "embedded" }),
        ] {
            assert_eq!(SessionInfo::read(&other), None, "{other}");
        }
    }
}
