//! An image that is pulled through the server's own Wave: what is asked of it, and what it answers.
//!
//! This is not Wave's API but Wavepass's own, for its pages: a pull that is tried
//! ([`TryPull`], answered by [`PullEvent`]s as they happen), and the requests that were made
//! ([`Requests`]). Start at [`PullEvent`].
//!
//! ```
//! use wavepass_core::wave::pull::{PullEvent, StepKind};
//!
//! let line = r#"{"event":"step","step":"manifest","millis":12,"fault":null,"what":"sha256:ab"}"#;
//! let PullEvent::Step(step) = PullEvent::read(line).unwrap() else { unreachable!() };
//! assert_eq!(step.step, StepKind::Manifest);
//! assert!(step.fault.is_none());
//! ```

use serde::{Deserialize, Serialize};

/// Where a pull is tried, by `POST` of a [`TryPull`]; `workspaceId` in the query, without it with
/// the credentials of the person. The answer is a [`PullEvent`] a line, sent as they happen.
pub const TRY_PATH: &str = "/wave/pulls";

/// Where [`Requests`] are listed by `GET` (`workspaceId` as above), and one is taken back by
/// `DELETE` of its id below it.
pub const REQUESTS_PATH: &str = "/wave/requests";

/// How many requests are listed, the newest first.
pub const LISTED: usize = 1000;

/// What is to be tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TryPull {
    /// The image, as a pipeline names it.
    pub image: String,
}

/// What happens while a pull is tried: a line of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum PullEvent {
    /// A step has ended, well or not.
    Step(Step),
    /// There is a name for the image now.
    Named(Named),
    /// The last line.
    Ended(Ended),
}

impl PullEvent {
    /// Reads a line; none where it is of another version of the server.
    pub fn read(line: &str) -> Option<Self> {
        serde_json::from_str(line).ok()
    }
}

/// A step that has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Which.
    pub step: StepKind,
    /// How long it took, in milliseconds.
    pub millis: u32,
    /// What came of it, in a few words: a digest, the host of a token service, a number of bytes.
    pub what: String,
    /// Why it failed, and what to do. None where it did not.
    pub fault: Option<Fault>,
}

/// The steps, in their order. A registry that asks for no login has no `Challenge` and no `Login`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// Wave takes the request, and finds the credential.
    Request,
    /// The registry says how it wants a login.
    Challenge,
    /// The registry, or its token service, takes the login.
    Login,
    /// The manifest arrives, and its digest is right.
    Manifest,
    /// The first bytes of the first layer arrive.
    Layer,
}

/// Why something failed, for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// What went wrong: a sentence.
    pub message: String,
    /// The way out: a sentence. None where nobody knows one.
    pub way_out: Option<String>,
}

/// The credential that a pull takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Used {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// The name under which an image can be pulled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Named {
    /// The id of the request, which is not the token.
    pub request_id: String,
    /// `HOST/wt/TOKEN/REPOSITORY:TAG`. It has the token in it, and is told this once.
    pub target_image: String,
    /// When the name ends to work: RFC 3339.
    pub expiration: String,
    /// The image as Wave reads it: `docker.io/library/ubuntu:24.04`.
    pub container_image: String,
    /// The credential that will be taken. None where the registry is asked without a login.
    pub credential: Option<Used>,
    /// Whether clients reach the host of the name by plain http.
    pub is_plain_http: bool,
}

/// How the try ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ended {
    /// Whether manifest and layer arrived.
    pub works: bool,
    /// The digest of the manifest.
    pub digest: Option<String>,
}

/// The answer to `GET` [`REQUESTS_PATH`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Requests {
    /// The newest first, at most [`LISTED`].
    pub requests: Vec<RequestEntry>,
}

/// A request that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestEntry {
    /// Its id, which is not the token.
    pub id: String,
    /// The image as Wave reads it.
    pub image: String,
    /// The digest that the image had when it was asked for, where it was found out.
    pub digest: Option<String>,
    /// The name of the credential that was taken last. None: the registry was asked without.
    pub credential: Option<String>,
    /// The id of that credential.
    pub credential_id: Option<String>,
    /// The user name of who asked.
    pub user: String,
    /// When it was asked for: RFC 3339.
    pub created: String,
    /// When its name ends to work: RFC 3339.
    pub expires: String,
    /// When it was taken back, if it was: RFC 3339.
    pub revoked: Option<String>,
    /// When a manifest was last pulled through it: RFC 3339.
    pub last_pulled: Option<String>,
    /// How often a manifest was pulled through it.
    pub pulls: u32,
    /// What went wrong at the last pull. None where it went well, or there was none.
    pub fault: Option<String>,
    /// Whether the person who looks may take it back: it is their own, or they may change
    /// credentials here.
    pub may_revoke: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_line_that_the_server_writes_is_what_the_page_reads() {
        let fault = Fault {
            message: "The registry refuses the login.".to_owned(),
            way_out: None,
        };
        let step = |fault| {
            PullEvent::Step(Step {
                step: StepKind::Login,
                millis: 7,
                what: "auth.example".to_owned(),
                fault,
            })
        };
        for event in [
            step(None),
            step(Some(fault)),
            PullEvent::Named(Named {
                request_id: "r".to_owned(),
                target_image: "localhost:1/wt/t/a:1".to_owned(),
                expiration: "2026-01-01T00:00:00Z".to_owned(),
                container_image: "docker.io/library/a:1".to_owned(),
                credential: None,
                is_plain_http: true,
            }),
            PullEvent::Ended(Ended {
                works: false,
                digest: None,
            }),
        ] {
            let line = serde_json::to_string(&event).unwrap();
            assert!(!line.contains('\n'), "{line}");
            assert_eq!(PullEvent::read(&line), Some(event));
        }
        for other in ["", "{}", r#"{"event":"of-tomorrow"}"#, "null"] {
            assert_eq!(PullEvent::read(other), None, "{other}");
        }
    }
}
