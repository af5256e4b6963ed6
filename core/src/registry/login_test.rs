//! A login that is tried at its registry: what is asked of our own server, and what came of it.
//!
//! The server does what a container engine does for a pull: it asks `/v2/`, answers the challenge,
//! and looks for an image where one is named. It is not Wave, and it may be in another network;
//! whoever shows an outcome says so with [`WHERE`]. This module may not ask a registry. Start at
//! [`LoginTest`] and [`Outcome`].
//!
//! ```
//! use wavepass_core::registry::login_test::Outcome;
//!
//! let finding = Outcome::Rejected.finding("quay.io");
//! assert!(finding.is_error());
//! assert_eq!(
//!     finding.message,
//!     "quay.io refuses this user name with this password or token."
//! );
//! ```

use serde::{Deserialize, Serialize};

use crate::finding::{Code, Finding, Severity, rules};
use crate::secret::Secret;

rules! {
    /// A registry has taken the login that was tried.
    pub LOGIN_ACCEPTED = "login-accepted" {
        severity: Ok,
        why: "The registry let the user name in with this password or token when it was tried, by \
              the server of this page.",
        action: "Nothing has to be done. Wave may be in another network, where a registry that is \
                 not public is out of its reach.",
    }

    /// A registry has refused the login that was tried, or what it is for.
    pub LOGIN_REFUSED = "login-refused" {
        severity: Error,
        why: "Wave logs in with the same user name and secret, so that a pull fails as well.",
        action: "Check the user name and type the secret anew; give the account or the token the \
                 right to pull where that is what is missing.",
    }

    /// A login was tried, and that says nothing about it.
    pub LOGIN_NOT_PROVED = "login-not-proved" {
        severity: Warning,
        why: "What answered did not ask for a login, or nothing answered: whether the user name \
              and the secret are right is not known.",
        action: "Check the registry server, and try again where something was in the way.",
    }
}

/// Where the server takes [`LoginTest`]s, by `POST`.
pub const PATH: &str = "/registry/check";

/// Where a login was tried, and what that does not tell.
pub const WHERE: &str = "Tried by this server, not by Wave, which may be in another network.";

/// What is to be tried.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoginTest {
    /// The host of the registry, as it would be stored; empty for Docker Hub.
    #[serde(default)]
    pub registry: String,
    /// The user name.
    pub user_name: String,
    /// The password or token.
    pub password: Secret,
    /// An image of the registry that has to be readable, without one only the login is tried.
    #[serde(default)]
    pub image: Option<String>,
}

impl LoginTest {
    /// The body as JSON, with its secret: for the request and nothing else.
    pub fn to_json(&self) -> String {
        serde_json::json!({
            "registry": self.registry,
            "userName": self.user_name,
            "password": self.password.expose(),
            "image": self.image,
        })
        .to_string()
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", content = "detail", rename_all = "kebab-case")]
pub enum Outcome {
    /// The registry takes the login. No image was named.
    Accepted,
    /// The registry takes the login and lets it read this image.
    CanPull(String),
    /// The registry takes the login, and has no such image or does not show it to this login.
    NoSuchImage(String),
    /// The registry takes the login, and does not let it read this image.
    NoAccess(String),
    /// The registry does not take the login.
    Rejected,
    /// The registry lets anybody in, so that the login proves nothing.
    LetsAnyoneIn,
    /// What answers there is no container registry.
    NotARegistry,
    /// There is no such host.
    UnknownHost,
    /// Nothing answers.
    Unreachable,
    /// No trusted connection: why not, as the end of a sentence.
    Tls(String),
    /// It takes too long.
    TimedOut,
    /// The registry takes no more requests now.
    Limited,
    /// The registry has failed, with this status.
    Failed(u16),
    /// The server does not ask this address.
    AddressNotAllowed,
    /// It cannot be tried like this: why not.
    NotTried(String),
}

impl Outcome {
    /// It for people, with the host as they write it.
    pub fn finding(&self, host: &str) -> Finding {
        let (code, severity) = self.weight();
        Finding {
            severity,
            ..Finding::info(code, self.sentence(host))
        }
    }

    /// Whether the server has asked anybody.
    pub const fn was_tried(&self) -> bool {
        !matches!(self, Self::NotTried(_) | Self::AddressNotAllowed)
    }

    const fn weight(&self) -> (Code, Severity) {
        match self {
            Self::Accepted | Self::CanPull(_) => (LOGIN_ACCEPTED, Severity::Ok),
            Self::Rejected | Self::NoAccess(_) | Self::NoSuchImage(_) => {
                (LOGIN_REFUSED, Severity::Error)
            }
            Self::LetsAnyoneIn
            | Self::NotARegistry
            | Self::UnknownHost
            | Self::Unreachable
            | Self::Tls(_)
            | Self::TimedOut
            | Self::Limited
            | Self::Failed(_)
            | Self::AddressNotAllowed
            | Self::NotTried(_) => (LOGIN_NOT_PROVED, Severity::Warning),
        }
    }

    /// Its name: what the answer calls it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::CanPull(_) => "can-pull",
            Self::NoSuchImage(_) => "no-such-image",
            Self::NoAccess(_) => "no-access",
            Self::Rejected => "rejected",
            Self::LetsAnyoneIn => "lets-anyone-in",
            Self::NotARegistry => "not-a-registry",
            Self::UnknownHost => "unknown-host",
            Self::Unreachable => "unreachable",
            Self::Tls(_) => "tls",
            Self::TimedOut => "timed-out",
            Self::Limited => "limited",
            Self::Failed(_) => "failed",
            Self::AddressNotAllowed => "address-not-allowed",
            Self::NotTried(_) => "not-tried",
        }
    }

    fn sentence(&self, host: &str) -> String {
        match self {
            Self::Accepted => format!(
                "{host} accepts this login. Whether it may read your images was not tried: name \
                 one to try that too."
            ),
            Self::CanPull(image) => {
                format!("{host} accepts this login and lets it read {image}.")
            }
            Self::NoSuchImage(image) => format!(
                "{host} accepts this login, and says that {image} is not there. Registries say \
                 the same of an image that a login may not see: check the name and the tag, then \
                 what the login may read."
            ),
            Self::NoAccess(image) => format!(
                "{host} accepts this login, but does not let it read {image}: the account or the \
                 token lacks the right to pull from there."
            ),
            Self::Rejected => {
                format!("{host} refuses this user name with this password or token.")
            }
            Self::LetsAnyoneIn => format!(
                "{host} lets anyone in without a login, so this proves nothing about the user \
                 name and the secret."
            ),
            Self::NotARegistry => format!(
                "What answers at {host} is not a container registry, or not at this address: check \
                 the host and its port."
            ),
            Self::UnknownHost => format!("There is no host with the name {host}."),
            Self::Unreachable => format!("Nothing answers at {host} from here."),
            Self::Tls(reason) => format!("No trusted connection to {host} came about: {reason}"),
            Self::TimedOut => format!("{host} did not answer in time."),
            Self::Limited => format!(
                "{host} takes no more requests from this server for now. That says nothing about \
                 the login: try again later."
            ),
            Self::Failed(status) => format!(
                "{host} has failed (status {status}). That says nothing about the login: try again."
            ),
            Self::AddressNotAllowed => format!(
                "{host} is at an address of a private network, which this server does not ask. \
                 Whoever runs it can allow that with --allow-private-registries."
            ),
            Self::NotTried(why) => why.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn all() -> Vec<Outcome> {
        let image = || "quay.io/a/b:1".to_owned();
        vec![
            Outcome::Accepted,
            Outcome::CanPull(image()),
            Outcome::NoSuchImage(image()),
            Outcome::NoAccess(image()),
            Outcome::Rejected,
            Outcome::LetsAnyoneIn,
            Outcome::NotARegistry,
            Outcome::UnknownHost,
            Outcome::Unreachable,
            Outcome::Tls("the certificate has expired.".into()),
            Outcome::TimedOut,
            Outcome::Limited,
            Outcome::Failed(503),
            Outcome::AddressNotAllowed,
            Outcome::NotTried("Not tried.".into()),
        ]
    }

    #[test]
    fn an_outcome_is_read_as_it_was_written() {
        for outcome in all() {
            let text = serde_json::to_string(&outcome).unwrap();
            assert_eq!(serde_json::from_str::<Outcome>(&text).unwrap(), outcome);
            let name = format!(r#"{{"outcome":"{}""#, outcome.name());
            assert!(text.starts_with(&name), "{text}");
        }
        let text = serde_json::to_string(&Outcome::CanPull("a/b".into())).unwrap();
        assert_eq!(text, r#"{"outcome":"can-pull","detail":"a/b"}"#);
    }

    #[test]
    fn only_a_registry_that_took_the_login_is_good_news() {
        for outcome in all() {
            let finding = outcome.finding("quay.io");
            let says_so = finding.message.contains("accepts this login");
            match finding.severity {
                Severity::Ok => assert!(says_so, "{outcome:?}"),
                Severity::Warning => assert!(!says_so, "{outcome:?}"),
                _ => assert!(finding.is_error(), "{outcome:?}"),
            }
        }
    }

    #[test]
    fn the_body_is_read_as_it_was_written_and_no_debug_output_has_the_secret() {
        let test = LoginTest {
            registry: "quay.io".into(),
            user_name: "me".into(),
            password: "S3ntinel\"\n".into(),
            image: None,
        };
        let read: LoginTest = serde_json::from_str(&test.to_json()).unwrap();
        assert_eq!(read.password.expose(), "S3ntinel\"\n");
        assert_eq!((read.registry.as_str(), read.image), ("quay.io", None));
        assert!(!format!("{test:?}").contains("S3ntinel"));
    }
}
