//! What is known of the Wave that runs use: how it finds a credential among those that are stored.
//!
//! Platform does not tell which Wave it uses, and Wave allows browsers of its own origin only, so
//! that the app cannot ask. Somebody names the Wave, whose version this server reads from
//! `/service-info` (`ServiceInfoController` in Wave's published source), or the rule itself.
//! Nothing else is asked of Wave. Start at [`Wave`].

use std::time::Duration;

use axum::http::Method;
use reqwest::Certificate;
use serde::Deserialize;
use tokio::sync::watch;
use wavepass_core::wave::MatchRule;

use crate::upstream::Upstream;

/// How often the version is read: a Wave may be replaced while this server runs.
const INTERVAL: Duration = Duration::from_mins(10);

/// What is known of the Wave that runs use.
#[derive(Clone)]
pub struct Wave {
    rule: watch::Receiver<Option<MatchRule>>,
}

/// The answer of Wave's `/service-info`, as far as it is of use.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    service_info: ServiceInfo,
}

#[derive(Deserialize)]
struct ServiceInfo {
    version: String,
}

impl Default for Wave {
    /// Nobody has said anything of it.
    fn default() -> Self {
        Self::known(None)
    }
}

impl Wave {
    /// A Wave of which somebody has said how it finds a credential.
    pub fn with_rule(rule: MatchRule) -> Self {
        Self::known(Some(rule))
    }

    /// The Wave at a URL. Its version is read now and again in the background; as long as it
    /// cannot be read, and where it does not tell the rule, nothing is known.
    ///
    /// # Errors
    /// A URL that is none, or that has a query, a fragment or a user.
    pub fn at(url: &str, authorities: &[Certificate]) -> anyhow::Result<Self> {
        let wave = Upstream::new("Wave", url, "--wave", "https://wave.seqera.io", authorities)?;
        let (known, rule) = watch::channel(None);
        tokio::spawn(async move {
            loop {
                let version = version(&wave).await;
                let rule = version.as_deref().and_then(MatchRule::of_version);
                let is_new = known.send_replace(rule) != rule;
                match version {
                    Some(version) if is_new => tracing::info!(version, "read the version of Wave"),
                    Some(_) => {}
                    None => tracing::warn!("the version of Wave could not be read"),
                }
                tokio::select! {
                    () = tokio::time::sleep(INTERVAL) => {}
                    () = known.closed() => return,
                }
            }
        });
        Ok(Self { rule })
    }

    /// How it finds a credential, where that is known.
    pub fn rule(&self) -> Option<MatchRule> {
        *self.rule.borrow()
    }

    fn known(rule: Option<MatchRule>) -> Self {
        Self {
            rule: watch::channel(rule).1,
        }
    }
}

/// The version that a Wave names; `None` when it does not answer like one.
async fn version(wave: &Upstream) -> Option<String> {
    let request = wave.request(Method::GET, "/service-info");
    let answer = wave.send(request).await.ok()?;
    let body = (answer.status == 200).then_some(answer.body)?;
    let answer: Answer = serde_json::from_slice(&body).ok()?;
    Some(answer.service_info.version)
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::routing::get;

    use super::*;

    /// A server that answers `/service-info` with this text.
    async fn serving(text: &'static str) -> String {
        let app = Router::new().route("/service-info", get(async move || text));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, app).await });
        format!("http://{address}/")
    }

    #[tokio::test]
    async fn the_version_of_a_wave_is_read() {
        let url = serving(r#"{"serviceInfo":{"version":"1.37.0","commitId":"7b8b9f6"}}"#).await;
        let mut wave = Wave::at(&url, &[]).unwrap();
        assert_eq!(wave.rule(), None, "nothing is known before it has answered");
        wave.rule.changed().await.unwrap();
        assert_eq!(wave.rule(), Some(MatchRule::ExactHost));
    }

    #[tokio::test]
    async fn what_does_not_tell_the_rule_leaves_it_unknown() {
        for answer in [
            r#"{"serviceInfo":{"version":"1.45.0"}}"#,
            r#"{"serviceInfo":{}}"#,
            "not a Wave",
        ] {
            let url = serving(answer).await;
            let mut wave = Wave::at(&url, &[]).unwrap();
            wave.rule.changed().await.unwrap();
            assert_eq!(wave.rule(), None, "{answer}");
        }
        assert_eq!(
            Wave::with_rule(MatchRule::LongestPath).rule(),
            Some(MatchRule::LongestPath)
        );
        assert_eq!(Wave::default().rule(), None);
    }

    #[tokio::test]
    async fn a_url_that_is_none_is_refused_at_the_start() {
        for url in [
            "wave.seqera.io",
            "ftp://wave.example.com",
            "https://me:pw@wave.example.com",
            "https://wave.example.com?x",
        ] {
            let error = Wave::at(url, &[]).err().unwrap().to_string();
            assert!(error.contains("--wave needs"), "{error}");
        }
    }
}
