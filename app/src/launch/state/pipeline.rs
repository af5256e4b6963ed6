//! The pipeline whose configuration was loaded, and giving it the new one.
//!
//! Start at [`Pipelines`].

use leptos::prelude::*;
use wavepass_core::platform::Scope;
use wavepass_core::platform::compute_envs::ComputeEnvEntry;
use wavepass_core::platform::pipelines::{DescribeLaunch, PipelineEntry};

use super::LaunchState;
use crate::api::{Api, ApiError};

/// A pipeline and what it is launched with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Loaded {
    /// Its row.
    pub(crate) entry: PipelineEntry,
    /// Its launch, when it was loaded.
    pub(crate) launch: DescribeLaunch,
}

/// The pipelines of a scope.
#[derive(Clone, Copy)]
pub(crate) struct Pipelines {
    /// The one whose configuration is in the editor.
    pub(crate) loaded: RwSignal<Option<Loaded>>,
    scope: Scope,
    api: Api,
}

impl Pipelines {
    pub(crate) fn new(scope: Scope, api: Api) -> Self {
        Self {
            loaded: RwSignal::new(None),
            scope,
            api,
        }
    }

    /// Puts the configuration of a pipeline into the editor, and selects its profiles.
    pub(crate) async fn load(
        self,
        state: LaunchState,
        entry: PipelineEntry,
    ) -> Result<(), ApiError> {
        let launch = self
            .api
            .pipeline_launch(self.scope, entry.pipeline_id)
            .await?;
        // The page may be gone.
        if state.profiles.try_set(launch.profiles()).is_none() {
            state.load(launch.config_text());
            self.loaded.set(Some(Loaded { entry, launch }));
        }
        Ok(())
    }

    /// Gives the loaded pipeline a configuration, and nothing else. Says whether launches take
    /// it, or it is a draft.
    ///
    /// # Errors
    ///
    /// [`ApiError::Conflict`] when somebody has changed the pipeline since it was loaded. Then,
    /// and when Platform refuses, nothing is changed.
    pub(crate) async fn apply(self, text: &str) -> Result<Applied, ApiError> {
        let Some(loaded) = self.loaded.get_untracked() else {
            return Err(ApiError::NotFound);
        };
        let id = loaded.entry.pipeline_id;
        let sent = self.api.update_config(self.scope, id, &loaded.launch, text);
        let applied = if sent.await?.is_draft() {
            Applied::Draft
        } else {
            Applied::Now
        };
        // What Platform has made of it is what is there now. Without it, the next attempt
        // finds a change and says so.
        if let Ok(launch) = self.api.pipeline_launch(self.scope, id).await {
            self.loaded.try_set(Some(Loaded { launch, ..loaded }));
        }
        Ok(applied)
    }
}

/// What became of a configuration that was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Applied {
    /// The next launch takes it.
    Now,
    /// It is in a draft, which launches take once it is published.
    Draft,
}

/// What to tell the person whose configuration was not applied.
pub(crate) fn refusal(error: &ApiError) -> String {
    match error {
        ApiError::Forbidden => "Your role may not change this pipeline: that takes Maintain, \
                                Admin or Owner. Nothing was applied. Copy the text and hand it \
                                to somebody who may."
            .to_owned(),
        other => other.user_message(),
    }
}

/// The compute environments that have Wave on already, by name: that of the loaded pipeline,
/// or all of them.
pub(crate) fn with_wave(all: &[ComputeEnvEntry], loaded: Option<&Loaded>) -> Vec<String> {
    let is_on = |one: &&ComputeEnvEntry| one.wave_enabled == Some(true);
    let Some(loaded) = loaded else {
        return all
            .iter()
            .filter(is_on)
            .map(|one| one.name.clone())
            .collect();
    };
    let launch = &loaded.launch;
    let row = all
        .iter()
        .find(|one| Some(one.id.as_str()) == launch.compute_env_id());
    // Rows of older installations do not say; the launch may.
    let on = launch
        .wave_by_compute_env()
        .or(row.and_then(|row| row.wave_enabled));
    let name = launch.compute_env_name().map(str::to_owned);
    let name = name.or_else(|| row.map(|row| row.name.clone()));
    name.filter(|_| on == Some(true)).into_iter().collect()
}
