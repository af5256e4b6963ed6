//! Pipelines: the list, what one is launched with, and its update.

use wavepass_core::failure::Failure;
use wavepass_core::platform::outcome::{Applied, ApplyError};
use wavepass_core::platform::pipelines::pages::{Left, Pages};
use wavepass_core::platform::pipelines::versions::{self, Updated};
use wavepass_core::platform::pipelines::{DescribeLaunch, DescribePipeline, PipelineEntry};
use wavepass_core::platform::reader::Listed;
use wavepass_core::platform::request_error::RequestError;
use wavepass_core::platform::{Scope, paths};

use super::client::{Api, NoSuccess, read, read_text};

/// The pipelines of a scope, as far as they could be loaded: those that are there, and what is
/// known of the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pipelines {
    /// Those that can be chosen.
    pub(crate) rows: Vec<PipelineEntry>,
    /// That others are missing, in sentences.
    pub(crate) missing: Option<String>,
    /// Whether there are, or may be, others that were not loaded.
    pub(crate) is_partial: bool,
}

impl From<(Listed<PipelineEntry>, Left)> for Pipelines {
    fn from((listed, left): (Listed<PipelineEntry>, Left)) -> Self {
        let said: Vec<_> = listed
            .sentence()
            .into_iter()
            .chain(left.sentence())
            .collect();
        Self {
            missing: (!said.is_empty()).then(|| said.join(" ")),
            is_partial: left.out.is_some(),
            rows: listed.rows,
        }
    }
}

impl Api {
    /// The pipelines of a scope, or those that Platform finds for a text, page by page. What came
    /// before a page that failed stays.
    pub(crate) async fn pipelines(
        &self,
        scope: Scope,
        search: &str,
    ) -> Result<Pipelines, RequestError> {
        let mut pages = Pages::default();
        while let Some(offset) = pages.next() {
            let path = paths::pipelines_from(scope, search, offset);
            if let Err(failure) = self.pipelines_page(&path, &mut pages).await {
                if offset == 0 || failure.kind == Failure::Unauthorized {
                    return Err(failure);
                }
                return Ok(pages.finish(Some(failure)).into());
            }
        }
        Ok(pages.finish(None).into())
    }

    async fn pipelines_page(&self, path: &str, pages: &mut Pages) -> Result<(), RequestError> {
        let answer = self.ask(path).await?;
        read(answer, |answer| pages.take(answer)).await
    }

    /// What a pipeline is launched with.
    pub(crate) async fn pipeline_launch(
        &self,
        scope: Scope,
        pipeline: &PipelineEntry,
    ) -> Result<DescribeLaunch, RequestError> {
        let version = pipeline.default_version();
        self.launch_of_version(scope, pipeline, version).await
    }

    async fn launch_of_version(
        &self,
        scope: Scope,
        pipeline: &PipelineEntry,
        version: Option<&str>,
    ) -> Result<DescribeLaunch, RequestError> {
        let by = pipeline.shared_by(scope);
        let path = paths::pipeline_launch_of(scope, pipeline.pipeline_id, by, version);
        let answer = self.ask(&path).await?;
        read_text(answer, DescribeLaunch::read).await
    }

    /// Gives a pipeline another config and leaves everything else as it is. `launch` is what
    /// was read before: when somebody changed it since, the update would take that change back.
    pub(crate) async fn update_config(
        &self,
        scope: Scope,
        pipeline: &PipelineEntry,
        launch: &DescribeLaunch,
        text: &str,
    ) -> Result<Applied, ApplyError> {
        let id = pipeline.pipeline_id;
        let described = self.pipeline_with_labels(scope, id).await;
        let described = described.map_err(ApplyError::NotSent)?;
        let version = described.pipeline.default_version();
        let now = self.launch_of_version(scope, pipeline, version).await;
        let now = now.map_err(ApplyError::NotSent)?;
        if !now.asks_for_the_same(launch) {
            return Err(ApplyError::Changed(Box::new(now)));
        }
        if !described.pipeline.can_name_labels() {
            return Err(ApplyError::LosesLabels);
        }
        let body = described.update(launch, text);
        let answer = self.send_update(scope, id, version, &body).await;
        let answer = answer.map_err(|no| ApplyError::Failed {
            failure: no.failure,
            unknown_fields: launch.unknown_fields(),
            is_in_workspace: scope.workspace().is_some(),
        })?;
        // It is done, even where a version of Platform says nothing that can be read.
        let updated = read(answer, DescribePipeline::read).await;
        let updated = updated.unwrap_or_default().pipeline;
        Ok(match Updated::of(&updated, version) {
            Updated::Default => Applied::Now,
            Updated::Other => Applied::Elsewhere,
            Updated::Draft(None) => Applied::Draft(None),
            Updated::Draft(Some(draft)) => {
                let name = updated.version.and_then(|version| version.name);
                let before = described.pipeline.version.as_ref();
                let before = before.and_then(|version| version.name.as_deref());
                let before = before.unwrap_or(&described.pipeline.name);
                self.publish(scope, id, &draft, name, before).await
            }
        })
    }

    /// Updates the version that launches take where Platform keeps versions, and else the pipeline.
    async fn send_update(
        &self,
        scope: Scope,
        id: i64,
        version: Option<&str>,
        body: &str,
    ) -> Result<gloo_net::http::Response, NoSuccess> {
        if let Some(version) = version {
            let path = paths::pipeline_version(scope, id, version);
            match self.call("POST", &path, Some(body)).await {
                // Older installations know versions and not this request. Nothing was done.
                Err(no) if is_unknown(&no.failure) => {}
                answer => return answer,
            }
        }
        let path = paths::pipeline(scope, id);
        self.call("PUT", &path, Some(body)).await
    }

    /// Gives a draft a name, where it has none, and makes it the version that launches take.
    async fn publish(
        &self,
        scope: Scope,
        id: i64,
        draft: &str,
        name: Option<String>,
        before: &str,
    ) -> Applied {
        let new_name = match &name {
            Some(_) => None,
            None => match self.free_version_name(scope, id, before).await {
                Ok(name) => Some(name),
                Err(failure) => return Applied::Draft(failure),
            },
        };
        let body = versions::publish(new_name.as_deref()).to_string();
        let path = paths::manage_pipeline_version(scope, id, draft);
        match self.call("PUT", &path, Some(&body)).await {
            Ok(_) => Applied::Published(new_name.or(name).unwrap_or_default()),
            Err(no) => Applied::Draft(Some(no.failure).filter(|it| !is_unknown(it))),
        }
    }

    /// The first of the next names that Platform takes.
    async fn free_version_name(
        &self,
        scope: Scope,
        id: i64,
        before: &str,
    ) -> Result<String, Option<RequestError>> {
        let mut refused = None;
        for name in versions::next_names(before) {
            let answer = self
                .ask(&paths::validate_version_name(scope, id, &name))
                .await;
            match answer {
                Ok(_) => return Ok(name),
                Err(failure) if is_unknown(&failure) => return Err(None),
                Err(failure) if failure.kind == Failure::Refused => refused = Some(failure),
                Err(failure) => return Err(Some(failure)),
            }
        }
        Err(refused)
    }

    async fn pipeline_with_labels(
        &self,
        scope: Scope,
        id: i64,
    ) -> Result<DescribePipeline, RequestError> {
        let answer = self.ask(&paths::pipeline_with_labels(scope, id)).await?;
        read(answer, DescribePipeline::read).await
    }
}

/// Whether a server does not know such a request.
const fn is_unknown(failure: &RequestError) -> bool {
    matches!(failure.status, 404 | 405)
}
