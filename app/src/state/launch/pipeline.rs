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

/// Why a pipeline did not get the new configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Platform did not take it.
    Platform(ApiError),
    /// Somebody else has changed it since it was loaded.
    Changed,
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

    /// Gives the loaded pipeline a configuration, and nothing else.
    ///
    /// # Errors
    ///
    /// [`Refusal::Changed`] when it has another one by now than was loaded. Then, and when
    /// Platform refuses, nothing is changed.
    pub(crate) async fn apply(self, text: &str) -> Result<(), Refusal> {
        let Some(loaded) = self.loaded.get_untracked() else {
            return Ok(());
        };
        let id = loaded.entry.pipeline_id;
        let fresh = self.api.pipeline_launch(self.scope, id).await;
        let fresh = fresh.map_err(Refusal::Platform)?;
        if fresh.config_text() != loaded.launch.config_text() {
            return Err(Refusal::Changed);
        }
        let sent = self.api.update_config(self.scope, id, &fresh, text).await;
        sent.map_err(Refusal::Platform)?;
        // What Platform has made of it is what is there now.
        let launch = self.api.pipeline_launch(self.scope, id).await;
        let launch = launch.map_err(Refusal::Platform)?;
        self.loaded.try_set(Some(Loaded { launch, ..loaded }));
        Ok(())
    }
}

impl Refusal {
    /// What to tell the person who wanted it.
    pub(crate) fn user_message(&self) -> String {
        match self {
            Self::Changed => "Somebody has changed this pipeline’s config since you loaded it. \
                              Nothing was applied. Load it again, and make your changes there."
                .to_owned(),
            Self::Platform(ApiError::Forbidden) => {
                "Your role may not change this pipeline: that takes Maintain, Admin or Owner. \
                 Nothing was applied. Copy the text and hand it to somebody who may."
                    .to_owned()
            }
            Self::Platform(error) => error.user_message(),
        }
    }
}

/// The compute environments that have Wave on already, by name.
pub(crate) fn with_wave(all: &[ComputeEnvEntry]) -> Vec<String> {
    let on = all.iter().filter(|one| one.wave_enabled == Some(true));
    on.map(|one| one.name.clone()).collect()
}
