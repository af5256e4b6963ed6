//! Typed requests to the Platform API and to Wavepass's own session.

use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::{Callable, Callback};
use serde::de::DeserializeOwned;
use wavepass_core::credentials::{CredentialsRequest, CredentialsSummary};
use wavepass_core::platform::compute_envs::{ComputeEnvEntry, ListComputeEnvs};
use wavepass_core::platform::credentials::{
    CreatedCredentials, DeleteConflicts, DescribeCredentials, ListCredentials,
};
use wavepass_core::platform::error::ErrorBody;
use wavepass_core::platform::pipelines::{
    DescribeLaunch, DescribePipeline, ListPipelines, PipelineEntry,
};
use wavepass_core::platform::user::{UserInfoResponse, UserWorkspacesResponse};
use wavepass_core::platform::{Scope, paths};
use wavepass_core::session::{self, SessionInfo, SignIn};

use super::error::ApiError;

/// Where the server offers the Platform API.
const BASE: &str = "/api";

/// How many pipelines are loaded at most: nobody chooses from more.
const MOST_PIPELINES: u64 = 2_000;

/// The client. It reports every 401 of the Platform API to whoever keeps the session.
#[derive(Clone, Copy)]
pub(crate) struct Api {
    on_unauthorized: Callback<()>,
}

impl Api {
    pub(crate) fn new(on_unauthorized: Callback<()>) -> Self {
        Self { on_unauthorized }
    }

    /// Whether somebody is signed in, and where.
    pub(crate) async fn session(&self) -> Result<SessionInfo, ApiError> {
        read(send(request(Method::GET, session::PATH), None).await?).await
    }

    /// Signs in. A wrong or used proof is [`ApiError::Unauthorized`].
    pub(crate) async fn sign_in(&self, proof: &SignIn) -> Result<(), ApiError> {
        let body = proof.to_json();
        send(request(Method::POST, session::PATH), Some(body)).await?;
        Ok(())
    }

    /// Signs out.
    pub(crate) async fn sign_out(&self) -> Result<(), ApiError> {
        send(request(Method::DELETE, session::PATH), None).await?;
        Ok(())
    }

    /// Who is signed in.
    pub(crate) async fn user_info(&self) -> Result<UserInfoResponse, ApiError> {
        read(self.call(Method::GET, paths::USER_INFO, None).await?).await
    }

    /// Where a person may work.
    pub(crate) async fn workspaces(&self, user: i64) -> Result<UserWorkspacesResponse, ApiError> {
        let path = paths::user_workspaces(user);
        read(self.call(Method::GET, &path, None).await?).await
    }

    /// The credentials of a scope, in Platform's order.
    pub(crate) async fn list(&self, scope: Scope) -> Result<Vec<CredentialsSummary>, ApiError> {
        let answer = self
            .call(Method::GET, &paths::credentials(scope), None)
            .await?;
        let list: ListCredentials = read(answer).await?;
        Ok(list.credentials.into_iter().map(Into::into).collect())
    }

    /// One credential. Platform says "forbidden" of an id that it does not know; here that is
    /// [`ApiError::NotFound`] as well.
    pub(crate) async fn describe(
        &self,
        scope: Scope,
        id: &str,
    ) -> Result<CredentialsSummary, ApiError> {
        let path = paths::credential(scope, id);
        let answer = self.call(Method::GET, &path, None).await;
        let answer = answer.map_err(|error| match error {
            ApiError::Forbidden => ApiError::NotFound,
            other => other,
        })?;
        let described: DescribeCredentials = read(answer).await?;
        Ok(described.credentials.into())
    }

    /// Whether a name is free: `Ok(true)`, or `Ok(false)` when it is taken.
    pub(crate) async fn name_is_free(&self, scope: Scope, name: &str) -> Result<bool, ApiError> {
        let path = paths::validate_name(scope, name);
        match self.call(Method::GET, &path, None).await {
            Ok(_) => Ok(true),
            Err(ApiError::Conflict(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Stores new credentials and gives their id.
    pub(crate) async fn create(
        &self,
        scope: Scope,
        credentials: &CredentialsRequest,
    ) -> Result<String, ApiError> {
        let body = credentials.to_wire().to_string();
        let path = paths::credentials(scope);
        let answer = self.call(Method::POST, &path, Some(body)).await?;
        let created: CreatedCredentials = read(answer).await?;
        Ok(created.credentials_id)
    }

    /// Changes stored credentials. What the request leaves out stays as it is.
    pub(crate) async fn update(
        &self,
        scope: Scope,
        id: &str,
        credentials: &CredentialsRequest,
    ) -> Result<(), ApiError> {
        let body = credentials.to_wire().to_string();
        let path = paths::credential(scope, id);
        self.call(Method::PUT, &path, Some(body)).await?;
        Ok(())
    }

    /// Deletes credentials unless something uses them now.
    pub(crate) async fn delete(&self, scope: Scope, id: &str) -> Result<(), ApiError> {
        let path = paths::delete_credential(scope, id);
        self.call(Method::DELETE, &path, None).await?;
        Ok(())
    }

    /// The pipelines of a scope, all pages of them, but for a limit.
    pub(crate) async fn pipelines(&self, scope: Scope) -> Result<Vec<PipelineEntry>, ApiError> {
        let mut all: Vec<PipelineEntry> = Vec::new();
        loop {
            let path = paths::pipelines_from(scope, all.len());
            let page: ListPipelines = read(self.call(Method::GET, &path, None).await?).await?;
            let was_last = page.pipelines.is_empty();
            all.extend(page.pipelines);
            let count = all.len() as u64;
            if was_last || count >= page.total_size || count >= MOST_PIPELINES {
                return Ok(all);
            }
        }
    }

    /// What a pipeline is launched with.
    pub(crate) async fn pipeline_launch(
        &self,
        scope: Scope,
        id: i64,
    ) -> Result<DescribeLaunch, ApiError> {
        let path = paths::pipeline_launch(scope, id);
        read(self.call(Method::GET, &path, None).await?).await
    }

    /// Gives a pipeline another config and leaves everything else as it is. `launch` is what
    /// was read before: [`ApiError::Conflict`] when somebody changed it since, because the
    /// update would take that change back. The answer tells whether launches take the new
    /// config, or it is a draft ([`PipelineEntry::is_draft`]).
    pub(crate) async fn update_config(
        &self,
        scope: Scope,
        id: i64,
        launch: &DescribeLaunch,
        text: &str,
    ) -> Result<PipelineEntry, ApiError> {
        if !self
            .pipeline_launch(scope, id)
            .await?
            .asks_for_the_same(launch)
        {
            return Err(ApiError::Conflict(
                "Somebody changed this pipeline after you loaded it, so nothing was applied. \
                 Load it again, then repeat your change."
                    .to_owned(),
            ));
        }
        let path = paths::pipeline_with_labels(scope, id);
        let pipeline: DescribePipeline = read(self.call(Method::GET, &path, None).await?).await?;
        let body = pipeline.with_config_text(launch, text).to_string();
        let path = paths::pipeline(scope, id);
        let answer = self.call(Method::PUT, &path, Some(body)).await?;
        // It is done, even where a version of Platform says nothing that can be read.
        let updated: DescribePipeline = read(answer).await.unwrap_or_default();
        Ok(updated.pipeline)
    }

    /// The compute environments of a scope.
    pub(crate) async fn compute_envs(
        &self,
        scope: Scope,
    ) -> Result<Vec<ComputeEnvEntry>, ApiError> {
        let path = paths::compute_envs(scope);
        let list: ListComputeEnvs = read(self.call(Method::GET, &path, None).await?).await?;
        Ok(list.compute_envs)
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<String>,
    ) -> Result<Response, ApiError> {
        let answer = send(request(method, &format!("{BASE}{path}")), body).await;
        if answer.as_ref().err() == Some(&ApiError::Unauthorized) {
            self.on_unauthorized.run(());
        }
        answer
    }
}

fn request(method: Method, url: &str) -> RequestBuilder {
    RequestBuilder::new(url)
        .method(method)
        .header(session::CSRF_HEADER, "1")
        .header("Accept", "application/json")
}

/// Sends a request; every status outside 200 to 299 becomes an error.
async fn send(request: RequestBuilder, body: Option<String>) -> Result<Response, ApiError> {
    let request = match body {
        Some(json) => request
            .header("Content-Type", "application/json")
            .body(json),
        None => request.build(),
    }
    .map_err(|_| ApiError::Decode)?;
    let answer = request.send().await.map_err(|_| ApiError::Network)?;
    if answer.ok() {
        Ok(answer)
    } else {
        Err(refused(answer).await)
    }
}

async fn read<T: DeserializeOwned>(answer: Response) -> Result<T, ApiError> {
    let text = answer.text().await.map_err(|_| ApiError::Network)?;
    serde_json::from_str(&text).map_err(|_| ApiError::Decode)
}

/// Reads an error answer. A proxy in between may have sent HTML: then there is no message.
async fn refused(answer: Response) -> ApiError {
    let status = answer.status();
    let text = answer.text().await.unwrap_or_default();
    let body = serde_json::from_str::<ErrorBody>(&text).ok();
    let reason = body.as_ref().and_then(ErrorBody::refusal);
    let message = body.map(|body| body.message).filter(|m| !m.is_empty());
    match status {
        400 => ApiError::Invalid {
            reason,
            message: message
                .unwrap_or_else(|| "The server refused it without saying why.".to_owned()),
        },
        401 => ApiError::Unauthorized,
        403 => ApiError::Forbidden,
        404 => ApiError::NotFound,
        409 => match serde_json::from_str::<DeleteConflicts>(&text) {
            Ok(conflicts) => ApiError::InUse(conflicts),
            Err(_) => {
                ApiError::Conflict(message.unwrap_or_else(|| "It is already there.".to_owned()))
            }
        },
        429 => ApiError::RateLimited,
        status => ApiError::Server { status, message },
    }
}
