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

use super::DOCKER_HUB;
use super::match_rule::host_of;
use crate::finding::{Code, Finding, Severity, rules};
use crate::secret::Secret;

rules! {
    /// A registry has taken the login that was tried.
    pub LOGIN_ACCEPTED = "login-accepted" {
        severity: Ok,
        why: "The registry let the user name in with this password or token when it was tried, by \
              the server of this page.",
        action: "Nothing has to be done. Wave may be in another network, out of reach of a registry \
                 that is not public, and trusts no authority of your own.",
    }

    /// A registry has refused the login that was tried, or an image to it.
    pub LOGIN_REFUSED = "login-refused" {
        severity: Error,
        why: "Wave logs in with the same user name and secret, and most likely gets the same answer.",
        action: "Check the user name and type the secret anew; for an image check its name, and \
                 what the account or the token may read.",
    }

    /// A login was tried, and that says nothing about it.
    pub LOGIN_NOT_PROVED = "login-not-proved" {
        severity: Warning,
        why: "Whether the user name and the secret are right is not known after it.",
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
    /// The registry as it would be stored: a host, perhaps with a path; empty for Docker Hub.
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
    /// The host that is asked: of a registry with a path, that in front of it.
    pub fn host(&self) -> &str {
        match host_of(&self.registry) {
            "" => DOCKER_HUB,
            host => host,
        }
    }

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
    /// The registry takes the login, and says that this image is not there, or that the login may
    /// not read it. Which of the two it is registries mostly do not tell.
    CannotPull(String),
    /// The registry takes the login; whether it may read an image was not found out.
    PullNotKnown(Trouble),
    /// The registry does not take the login.
    Rejected,
    /// The registry does not let the login in, and does not say that it is wrong.
    NotLetIn,
    /// The registry takes a login that nobody has, so that it taking this one proves nothing.
    TakesAnyLogin,
    /// The registry asks for no login at its entrance.
    AsksForNoLogin,
    /// What answers there is no container registry.
    NotARegistry,
    /// Something was in the way, so that nothing is known of the login.
    Trouble(Trouble),
    /// It cannot be tried like this: why not.
    NotTried(String),
}

/// What was in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// The host that was asked: of the registry, or of the service that it sends for a login.
    pub at: String,
    /// What happened there.
    pub kind: TroubleKind,
}

/// What can be in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TroubleKind {
    /// No address was found for the name.
    NoAddress,
    /// No connection came about.
    Unreachable,
    /// No trusted connection: why not, as the end of a sentence.
    Tls(String),
    /// It took too long.
    TimedOut,
    /// Too many requests.
    Limited,
    /// It has failed, with this status.
    Failed(u16),
    /// It answers with a status that this test does not understand.
    Unexpected(u16),
    /// It answers something that this test does not understand.
    Garbled,
    /// The server does not ask this address.
    AddressNotAllowed,
    /// The server does not ask at this port.
    PortNotAllowed,
    /// A login is not sent there, because there is no TLS.
    NoTls,
}

impl Outcome {
    /// It for people, with the host of the registry as they write it.
    pub fn finding(&self, host: &str) -> Finding {
        let (code, severity) = self.weight();
        Finding {
            severity,
            ..Finding::info(code, self.sentence(host))
        }
    }

    /// Whether the server has asked anybody.
    pub const fn was_tried(&self) -> bool {
        !matches!(
            self,
            Self::NotTried(_)
                | Self::Trouble(Trouble {
                    kind: TroubleKind::AddressNotAllowed | TroubleKind::PortNotAllowed,
                    ..
                })
        )
    }

    const fn weight(&self) -> (Code, Severity) {
        match self {
            Self::Accepted | Self::CanPull(_) | Self::PullNotKnown(_) => {
                (LOGIN_ACCEPTED, Severity::Ok)
            }
            Self::Rejected | Self::CannotPull(_) => (LOGIN_REFUSED, Severity::Error),
            Self::NotLetIn
            | Self::TakesAnyLogin
            | Self::AsksForNoLogin
            | Self::NotARegistry
            | Self::Trouble(_)
            | Self::NotTried(_) => (LOGIN_NOT_PROVED, Severity::Warning),
        }
    }

    /// Its name: what the answer calls it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::CanPull(_) => "can-pull",
            Self::CannotPull(_) => "cannot-pull",
            Self::PullNotKnown(_) => "pull-not-known",
            Self::Rejected => "rejected",
            Self::NotLetIn => "not-let-in",
            Self::TakesAnyLogin => "takes-any-login",
            Self::AsksForNoLogin => "asks-for-no-login",
            Self::NotARegistry => "not-a-registry",
            Self::Trouble(_) => "trouble",
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
            Self::CannotPull(image) => format!(
                "{host} accepts this login, and says that {image} is not there or that this login \
                 may not read it; registries mostly do not tell which. Check the name and the tag, \
                 then what the account or the token may read."
            ),
            Self::PullNotKnown(trouble) => format!(
                "{host} accepts this login. Whether it may read the image was not found out: {}",
                trouble.sentence(host)
            ),
            Self::Rejected => {
                format!("{host} refuses this user name with this password or token.")
            }
            Self::NotLetIn => format!(
                "{host} did not let this login in (status 403) and does not say why: the user name \
                 or the secret may be wrong or lack a permission, or the registry may not serve the \
                 network of this server."
            ),
            Self::TakesAnyLogin => format!(
                "{host} takes a login that nobody has as well, so this proves nothing about the \
                 user name and the secret."
            ),
            Self::AsksForNoLogin => format!(
                "{host} asks for no login at its entrance, so nothing is known of the user name \
                 and the secret."
            ),
            Self::NotARegistry => format!(
                "What answers at {host} does not look like a container registry: check the host \
                 and its port."
            ),
            Self::Trouble(trouble) => trouble.sentence(host),
            Self::NotTried(why) => why.clone(),
        }
    }
}

impl Trouble {
    /// It in a sentence, beside the host of the registry.
    fn sentence(&self, host: &str) -> String {
        let at = if self.at == host {
            host.to_owned()
        } else {
            format!("{}, to which {host} sends for it,", self.at)
        };
        match &self.kind {
            TroubleKind::NoAddress => {
                format!(
                    "From this server no address is found for the name {}.",
                    self.at
                )
            }
            TroubleKind::Unreachable => {
                format!("No connection from this server to {} came about.", self.at)
            }
            TroubleKind::Tls(reason) => {
                format!("No trusted connection to {} came about: {reason}", self.at)
            }
            TroubleKind::TimedOut => format!("{at} did not answer in time."),
            TroubleKind::Limited => {
                format!("{at} takes no more requests from this server for now. Try again later.")
            }
            TroubleKind::Failed(status) => format!("{at} has failed (status {status}). Try again."),
            TroubleKind::Unexpected(status) => {
                format!("{at} answered with status {status}, which this test does not understand.")
            }
            TroubleKind::Garbled => {
                format!("{at} answered something that this test does not understand.")
            }
            TroubleKind::AddressNotAllowed => format!(
                "{at} is at an address of a private network, which this server does not ask. \
                 Whoever runs it can allow that with --allow-private-registries."
            ),
            TroubleKind::PortNotAllowed => format!(
                "{at} is at a port that this server does not ask: it asks 443, and those from 1024 \
                 on."
            ),
            TroubleKind::NoTls => {
                format!("{at} has no TLS, so the login was not sent there.")
            }
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
        let kinds = [
            TroubleKind::NoAddress,
            TroubleKind::Unreachable,
            TroubleKind::Tls("the certificate has expired.".into()),
            TroubleKind::TimedOut,
            TroubleKind::Limited,
            TroubleKind::Failed(503),
            TroubleKind::Unexpected(412),
            TroubleKind::Garbled,
            TroubleKind::AddressNotAllowed,
            TroubleKind::PortNotAllowed,
            TroubleKind::NoTls,
        ];
        let trouble = kinds.map(|kind| Trouble {
            at: "quay.io".into(),
            kind,
        });
        let mut all = vec![
            Outcome::Accepted,
            Outcome::CanPull(image()),
            Outcome::CannotPull(image()),
            Outcome::Rejected,
            Outcome::NotLetIn,
            Outcome::TakesAnyLogin,
            Outcome::AsksForNoLogin,
            Outcome::NotARegistry,
            Outcome::NotTried("Not tried.".into()),
        ];
        all.extend(trouble.clone().map(Outcome::PullNotKnown));
        all.extend(trouble.map(Outcome::Trouble));
        all
    }

    #[test]
    fn what_happened_at_the_service_of_a_login_is_not_told_of_the_registry() {
        let outcome = Outcome::Trouble(Trouble {
            at: "auth.docker.io".into(),
            kind: TroubleKind::TimedOut,
        });
        assert_eq!(
            outcome.finding("docker.io").message,
            "auth.docker.io, to which docker.io sends for it, did not answer in time."
        );
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
