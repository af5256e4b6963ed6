//! Typed requests to the Platform API and to Wavepass's own session.

use std::time::Duration;

use gloo_net::http::Response;
use gloo_timers::future::sleep;
use leptos::prelude::{Callable, Callback, window};
use serde::Deserialize;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wavepass_core::credentials::dependents::Mention;
use wavepass_core::credentials::validation::Validation;
use wavepass_core::credentials::{CredentialsRequest, CredentialsSummary, Described, Provider};
use wavepass_core::failure::Failure;
use wavepass_core::platform::compute_envs::ComputeEnvEntry;
use wavepass_core::platform::federation_setup::SetupValue;
use wavepass_core::platform::outcome::{DeleteError, NameAnswer, SaveError};
use wavepass_core::platform::reader::{Fields, Listed};
use wavepass_core::platform::request_error::RequestError;
use wavepass_core::platform::service_info::Installation;
use wavepass_core::platform::user::{OpenWorkspace, Person};
use wavepass_core::platform::{Scope, paths};
use wavepass_core::registry::login_test::{self, LoginTest, Outcome};
use wavepass_core::session::{self, SessionInfo, SignIn};

use super::patience::Patience;
use super::{early, list_rows};
use crate::browser;
use crate::browser::Slices;

/// Where the server offers the Platform API.
const BASE: &str = "/api";

/// The client. It reports every 401 of the Platform API to whoever keeps the session, and how
/// long it waits to whoever shows that.
#[derive(Clone, Copy)]
pub(crate) struct Api {
    on_unauthorized: Callback<()>,
    on_wait: Callback<Option<u32>>,
}

/// An answer that is no success, with its body where that is JSON.
pub(super) struct NoSuccess {
    pub(super) failure: RequestError,
    body: Option<Value>,
}

impl From<NoSuccess> for RequestError {
    fn from(no: NoSuccess) -> Self {
        no.failure
    }
}

impl Api {
    pub(crate) fn new(on_unauthorized: Callback<()>, on_wait: Callback<Option<u32>>) -> Self {
        Self {
            on_unauthorized,
            on_wait,
        }
    }

    /// Whether somebody is signed in, and where.
    pub(crate) async fn session(&self) -> Result<SessionInfo, RequestError> {
        read(send("GET", session::PATH, None).await?, SessionInfo::read).await
    }

    /// Signs in.
    pub(crate) async fn sign_in(&self, proof: &SignIn) -> Result<(), RequestError> {
        send("POST", session::PATH, Some(&proof.to_json())).await?;
        Ok(())
    }

    /// Signs out.
    pub(crate) async fn sign_out(&self) -> Result<(), RequestError> {
        send("DELETE", session::PATH, None).await?;
        Ok(())
    }

    /// Who is signed in. Whether a refusal means that nobody is, is the session's to say.
    pub(crate) async fn user_info(&self) -> Result<Person, RequestError> {
        let answer = self.patiently(paths::USER_INFO).await?;
        read(answer, Person::read).await
    }

    /// What the installation says of itself; what it does not say, and all of it where it gives
    /// no answer, is not known.
    pub(crate) async fn installation(&self) -> Installation {
        let url = format!("{BASE}{}", paths::SERVICE_INFO);
        let Ok(answer) = send("GET", &url, None).await else {
            return Installation::default();
        };
        let read = read(answer, |answer| Some(Installation::read(answer))).await;
        read.unwrap_or_default()
    }

    /// Where a person may work.
    pub(crate) async fn workspaces(
        &self,
        user: i64,
    ) -> Result<Listed<OpenWorkspace>, RequestError> {
        let answer = self.patiently(&paths::user_workspaces(user)).await?;
        read(answer, OpenWorkspace::read).await
    }

    /// The credentials of a scope, in Platform's order.
    pub(crate) async fn list(
        &self,
        scope: Scope,
    ) -> Result<Listed<CredentialsSummary>, RequestError> {
        let answer = self.ask(&paths::credentials(scope)).await?;
        let rows = list_rows::of(answer, CredentialsSummary::LIST).await;
        let rows = rows.map_err(RequestError::new)?;
        let mut slices = Slices::begin(rows.length() as usize);
        let mut listed = Listed::default();
        for row in rows.iter() {
            listed.add_text(&list_rows::text(&row), CredentialsSummary::read);
            slices.pause().await;
        }
        Ok(listed)
    }

    /// One credential.
    pub(crate) async fn describe(&self, scope: Scope, id: &str) -> Result<Described, RequestError> {
        let answer = self.ask(&paths::credential(scope, id)).await?;
        read(answer, |answer| Described::read(answer, id)).await
    }

    /// What the cloud of a provider has to be told so that it trusts Platform's identity.
    pub(crate) async fn federation_setup(
        &self,
        scope: Scope,
        provider: Provider,
    ) -> Result<Listed<SetupValue>, RequestError> {
        let path = paths::federation_setup(scope, provider.wire_name());
        let answer = self.ask(&path).await?;
        read(answer, SetupValue::read_list).await
    }

    /// What the server says of a name for new credentials.
    pub(crate) async fn name(&self, scope: Scope, name: &str) -> NameAnswer {
        let answer = self.ask(&paths::validate_name(scope, name)).await;
        NameAnswer::of(answer.map(|_| ()))
    }

    /// Stores new credentials and gives their id.
    pub(crate) async fn create(
        &self,
        scope: Scope,
        credentials: &CredentialsRequest,
    ) -> Result<String, SaveError> {
        let body = credentials.to_wire().to_string();
        let path = paths::save_credentials(scope, None, credentials.query());
        let answer = self.call("POST", &path, Some(&body)).await;
        let answer = answer.map_err(|no| SaveError::of_create(no.failure))?;
        let id = read(answer, |answer| Fields::of(answer)?.words("credentialsId")).await;
        id.map_err(SaveError::Failed)
    }

    /// Changes stored credentials, which are described as they are. Everything that is not
    /// changed is sent back as it came, but for secrets.
    pub(crate) async fn update(
        &self,
        scope: Scope,
        id: &str,
        described: &Described,
        credentials: &CredentialsRequest,
    ) -> Result<(), SaveError> {
        let body = described.update(credentials).to_string();
        let path = paths::save_credentials(scope, Some(id), credentials.query());
        let answer = self.call("PUT", &path, Some(&body)).await;
        answer.map_err(|no| SaveError::of_update(no.failure))?;
        Ok(())
    }

    /// Changes what is written about stored credentials, with the body that they have made for it.
    pub(crate) async fn redescribe(
        &self,
        scope: Scope,
        id: &str,
        described: &Described,
        body: &Value,
    ) -> Result<(), SaveError> {
        let path = paths::save_credentials(scope, Some(id), described.redescribe_query());
        let answer = self.call("PUT", &path, Some(&body.to_string())).await;
        answer.map_err(|no| SaveError::of_update(no.failure))?;
        Ok(())
    }

    /// Deletes credentials unless something uses them now.
    pub(crate) async fn delete(&self, scope: Scope, id: &str) -> Result<(), DeleteError> {
        let path = paths::delete_credential(scope, id);
        let answer = self.call("DELETE", &path, None).await;
        answer.map_err(|no| DeleteError::of(no.failure, no.body.as_ref()))?;
        Ok(())
    }

    /// Has Platform check credentials at their provider.
    pub(crate) async fn validate(
        &self,
        scope: Scope,
        id: &str,
    ) -> Result<Validation, RequestError> {
        let path = paths::validate_credential(scope, id);
        let answer = self.call("POST", &path, None).await?;
        read(answer, Validation::read).await
    }

    /// What the description of a compute environment tells of credentials.
    pub(crate) async fn mention(
        &self,
        scope: Scope,
        env: &str,
        credentials: &str,
    ) -> Result<Mention, RequestError> {
        let answer = self.ask(&paths::compute_env(scope, env)).await?;
        read(answer, |answer| Mention::read(answer, credentials)).await
    }

    /// The same of several credentials, in their order.
    pub(crate) async fn mentions(
        &self,
        scope: Scope,
        env: &str,
        credentials: &[String],
    ) -> Result<Vec<Mention>, RequestError> {
        let answer = self.ask(&paths::compute_env(scope, env)).await?;
        read(answer, |answer| {
            let all = credentials.iter();
            all.map(|id| Mention::read(answer, id)).collect()
        })
        .await
    }

    /// Has our own server try a login at its registry.
    pub(crate) async fn test_login(&self, test: &LoginTest) -> Result<Outcome, RequestError> {
        match send("POST", login_test::PATH, Some(&test.to_json())).await {
            Ok(answer) => read(answer, |answer| Outcome::deserialize(answer).ok()).await,
            Err(no) => Err(self.heeded(no.failure).await),
        }
    }

    /// The compute environments of a scope.
    pub(crate) async fn compute_envs(
        &self,
        scope: Scope,
    ) -> Result<Listed<ComputeEnvEntry>, RequestError> {
        let answer = self.ask(&paths::compute_envs(scope)).await?;
        read(answer, ComputeEnvEntry::read_list).await
    }

    /// Asks for something, and again after as long as Platform wants.
    pub(super) async fn ask(&self, path: &str) -> Result<Response, RequestError> {
        match self.patiently(path).await {
            Ok(answer) => Ok(answer),
            Err(failure) => Err(self.heeded(failure).await),
        }
    }

    /// A failure, of which whoever keeps the session is told where it is over. Whether a 403
    /// without a reason means that, the question who is signed in tells.
    async fn heeded(&self, failure: RequestError) -> RequestError {
        let is_over = failure.kind == Failure::Unauthorized
            || failure.may_refuse_token()
                && matches!(self.user_info().await, Err(why) if why.refuses_token());
        if !is_over {
            return failure;
        }
        self.on_unauthorized.run(());
        RequestError::new(Failure::Unauthorized)
    }

    async fn patiently(&self, path: &str) -> Result<Response, RequestError> {
        let url = format!("{BASE}{path}");
        let mut patience = Patience::default();
        loop {
            let answer = send("GET", &url, None).await;
            let failure = match answer {
                Ok(answer) => return Ok(answer),
                Err(no) => no.failure,
            };
            let Some(seconds) = patience.wait(&failure) else {
                return Err(failure);
            };
            self.on_wait.run(Some(seconds));
            sleep(Duration::from_secs(seconds.into())).await;
            self.on_wait.run(None);
        }
    }

    /// Changes something. It is sent once: whoever asks for fewer requests is not asked again.
    pub(super) async fn call(
        &self,
        method: &str,
        path: &str,
        body: Option<&str>,
    ) -> Result<Response, NoSuccess> {
        match send(method, &format!("{BASE}{path}"), body).await {
            Ok(answer) => Ok(answer),
            Err(NoSuccess { failure, body }) => Err(NoSuccess {
                failure: self.heeded(failure).await,
                body,
            }),
        }
    }
}

/// Sends a request of the app, or takes the answer that the page has asked for early. The builder
/// of gloo-net would end every query with `&`.
async fn fetch(method: &str, url: &str, body: Option<&str>) -> Result<Response, JsValue> {
    let url = format!("{}{url}", browser::base());
    let early = if method == "GET" {
        early::take(&url)
    } else {
        None
    };
    let answer = if let Some(answer) = early {
        answer
    } else {
        let headers = web_sys::Headers::new()?;
        headers.set(session::CSRF_HEADER, "1")?;
        headers.set("Accept", "application/json")?;
        let settings = web_sys::RequestInit::new();
        settings.set_method(method);
        if let Some(json) = body {
            headers.set("Content-Type", "application/json")?;
            settings.set_body(&json.into());
        }
        settings.set_headers(&headers);
        window().fetch_with_str_and_init(&url, &settings)
    };
    let answer: web_sys::Response = JsFuture::from(answer).await?.unchecked_into();
    Ok(Response::from(answer))
}

const fn offline() -> RequestError {
    RequestError::new(Failure::Offline)
}

/// Sends a request; every status outside 200 to 299 becomes a failure.
async fn send(method: &str, url: &str, body: Option<&str>) -> Result<Response, NoSuccess> {
    let no = |failure| NoSuccess {
        failure,
        body: None,
    };
    let answer = fetch(method, url, body).await;
    let answer = answer.map_err(|_| no(offline()))?;
    if answer.ok() {
        return Ok(answer);
    }
    // A proxy in between may have sent HTML: then there is nothing to repeat.
    let text = answer.text().await.unwrap_or_default();
    let body: Option<Value> = serde_json::from_str(&text).ok();
    let headers = answer.headers();
    let failure = RequestError::of(answer.status(), |name| headers.get(name), body.as_ref());
    Err(NoSuccess { failure, body })
}

/// Reads an answer. What is no JSON, or not of the shape that was asked for, is no answer.
pub(super) async fn read<T>(
    answer: Response,
    read: impl FnOnce(&Value) -> Option<T>,
) -> Result<T, RequestError> {
    read(&json(answer).await?).ok_or(RequestError::new(Failure::Garbled))
}

/// The answer as JSON. Every type that is read shares its code.
async fn json(answer: Response) -> Result<Value, RequestError> {
    read_text(answer, |text| serde_json::from_str(text).ok()).await
}

/// The same of an answer whose text matters.
pub(super) async fn read_text<T>(
    answer: Response,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, RequestError> {
    let text = answer.text().await.map_err(|_| offline())?;
    read(&text).ok_or(RequestError::new(Failure::Garbled))
}
