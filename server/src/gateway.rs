//! Passes requests on to a Seqera Platform.
//!
//! Passed on is what the declaration of the routes marks ([`crate::api::routes`]), and only
//! under a path that reads the same everywhere; anything else is answered here with 404 or 405.
//! A request is read to its end before it is sent on, and so is an answer: half of one never
//! reaches the other side. What an answer is, [`answer`] says, for signing in and for passing on
//! alike. Nothing is kept between requests. Start at [`router`].

mod answer;
mod pace;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::response::{IntoResponse, Response};
use axum::routing::on;
use reqwest::Certificate;
use wavepass_core::failure::Failure;
use wavepass_core::platform::paths;
use wavepass_core::secret::Secret;
use wavepass_core::session::CSRF_HEADER;

use crate::api::routes;
use crate::error::ApiError;
use crate::json;
use crate::upstream::{Answer, NoAnswer, Upstream, retry_after};

use answer::{Question, Verdict};
use pace::{Pace, Patience};

/// A client for one Platform: the state of the routes that are passed on.
#[derive(Clone)]
pub struct Gateway(Arc<Inner>);

struct Inner {
    upstream: Upstream,
    pace: Pace,
}

impl Gateway {
    /// A gateway to the API below that URL.
    ///
    /// # Errors
    /// A URL that is none, or that has a query, a fragment or a user.
    pub fn new(platform: &str, authorities: &[Certificate]) -> anyhow::Result<Self> {
        let example = "https://api.cloud.seqera.io";
        let upstream = Upstream::new("Platform", platform, "--platform", example, authorities)?;
        Ok(Self(Arc::new(Inner {
            upstream,
            pace: Pace::default(),
        })))
    }

    /// The base URL of Platform's API, without a slash at the end.
    pub fn platform(&self) -> &str {
        self.0.upstream.base()
    }

    /// What Platform says of itself, as the end of a sentence; in the error, why it does not.
    pub(crate) async fn describe(&self) -> Result<String, String> {
        let question = Question::new(&Method::GET, paths::SERVICE_INFO);
        let asked = self
            .ask(
                &question,
                Method::GET,
                paths::SERVICE_INFO,
                &HeaderMap::new(),
                Bytes::new(),
            )
            .await;
        let answer = asked.map_err(|error| error.to_string())?;
        let info = match question.judge(&answer) {
            Verdict::Success => answer::service_info(&answer.body),
            _ => None,
        };
        let Some(info) = info else {
            let what = format!("status {}", answer.status);
            return Err(format!(
                "{}/service-info is not answered as Platform does ({what})",
                self.platform()
            ));
        };
        let said = |name: &str| info[name].as_str().unwrap_or("not said").to_owned();
        Ok(format!(
            "version {}, API {}",
            said("version"),
            said("apiVersion")
        ))
    }

    /// Asks Platform who somebody with that token is. What is answered when it does not tell;
    /// `None` when it does.
    pub(crate) async fn refuses(&self, token: &Secret) -> Option<Response> {
        let mut headers = HeaderMap::new();
        let bearer = Secret::new(format!("Bearer {}", token.expose()));
        match HeaderValue::from_str(bearer.expose()) {
            Ok(mut value) => {
                value.set_sensitive(true);
                headers.insert(AUTHORIZATION, value);
            }
            Err(_) => return Some(ApiError::Unauthorized.into_response()),
        }
        let question = Question::new(&Method::GET, paths::USER_INFO);
        let asked = self.ask(
            &question,
            Method::GET,
            paths::USER_INFO,
            &headers,
            Bytes::new(),
        );
        let answer = match asked.await {
            Ok(answer) => answer,
            Err(error) => return Some(error.into_response()),
        };
        match question.judge(&answer) {
            Verdict::Success if answer::names_a_user(&answer.body) => None,
            Verdict::Success => Some(self.no_api("JSON without a user").into_response()),
            Verdict::Failed(Failure::Unauthorized) => {
                Some(answer::not_accepted(&answer).into_response())
            }
            verdict => Some(self.respond(verdict, &answer)),
        }
    }

    /// Sends a request to Platform when it is its turn, with those of the headers that are needed.
    /// A read that Platform puts off is sent again, unless the app asks, which does so itself.
    async fn ask(
        &self,
        question: &Question,
        method: Method,
        path_and_query: &str,
        headers: &HeaderMap,
        body: Bytes,
    ) -> Result<Answer, ApiError> {
        let Inner { upstream, pace } = &*self.0;
        // The app waits by itself, and shows that it does.
        let is_the_apps = headers.contains_key(CSRF_HEADER);
        let mut patience = Patience::new(question.is_read() && !is_the_apps);
        loop {
            pace.admit(headers.get(AUTHORIZATION)).await?;
            let mut request = upstream
                .request(method.clone(), path_and_query)
                .header(ACCEPT, HeaderValue::from_static("application/json"));
            if !body.is_empty() {
                request = request.body(body.clone());
            }
            for name in [AUTHORIZATION, CONTENT_TYPE] {
                if let Some(value) = headers.get(&name) {
                    request = request.header(name, value);
                }
            }
            let answer = upstream.send(request).await?;
            let is_limited = question.judge(&answer) == Verdict::Failed(Failure::Limited);
            let wait = is_limited
                .then(|| patience.wait(retry_after(&answer.headers)))
                .flatten();
            match wait {
                Some(wait) => tokio::time::sleep(wait).await,
                None => return Ok(answer),
            }
        }
    }

    /// An answer of Platform's as ours.
    fn respond(&self, verdict: Verdict, answer: &Answer) -> Response {
        match verdict {
            Verdict::Success => answer::success(answer),
            Verdict::Failed(failure) => {
                answer::failed(failure, answer, &self.0.upstream.authority())
            }
            Verdict::NoApi(what) => self.no_api(&what).into_response(),
        }
    }

    fn no_api(&self, what: &str) -> ApiError {
        let message = format!(
            "This is no answer of Platform's API: {} gave {what}. Does the URL of its API end in \
             /api? Of an Enterprise installation it does. Whoever runs this server set it with \
             --platform.",
            self.0.upstream.authority()
        );
        ApiError::NoAnswer(Failure::Garbled, message)
    }
}

impl From<NoAnswer> for ApiError {
    fn from(no_answer: NoAnswer) -> Self {
        Self::NoAnswer(no_answer.failure, no_answer.message)
    }
}

/// The routes that are passed on, below the API's base path.
pub(crate) fn router(gateway: Gateway) -> Router {
    routes::all()
        .into_iter()
        .filter(|route| route.passed_on)
        .fold(Router::new(), |router, route| {
            router.route(route.pattern, on(route.method.filter(), forward))
        })
        .with_state(gateway)
}

async fn forward(State(gateway): State<Gateway>, request: Request) -> Result<Response, ApiError> {
    let (method, uri) = (request.method().clone(), request.uri().clone());
    if !is_unambiguous(uri.path()) {
        return Err(ApiError::OddPath);
    }
    let headers = request.headers().clone();
    let body = json::read(request, &()).await?;
    let question = Question::new(&method, uri.path());
    let path_and_query = uri.path_and_query().map_or("", |p| p.as_str());
    let answer = gateway.ask(&question, method, path_and_query, &headers, body);
    let answer = answer.await?;
    Ok(gateway.respond(question.judge(&answer), &answer))
}

/// Whether a path reads the same everywhere. An encoded slash or two dots in place of an id
/// would match a route here and be another path to Platform.
fn is_unambiguous(path: &str) -> bool {
    path.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'/'))
}
