//! The pipeline whose configuration was loaded, and how far giving it the new one is.
//!
//! Start at [`Loaded`] and [`Applying`].

use wavepass_core::platform::compute_envs::ComputeEnvEntry;
use wavepass_core::platform::pipelines::{DescribeLaunch, PipelineEntry};

use crate::api::ApiError;

/// A pipeline and what it is launched with.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Loaded {
    /// Its row.
    pub(in super::super) entry: PipelineEntry,
    /// Its launch, when it was loaded.
    pub(in super::super) launch: DescribeLaunch,
}

/// How far giving a pipeline another configuration is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in super::super) enum Applying {
    /// Nobody wants to.
    #[default]
    No,
    /// It is asked whether it shall be done, and told why it was refused the last time.
    Asked(Option<ApiError>),
    /// It is on its way.
    Sent,
}

/// What became of a configuration that was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Applied {
    /// The next launch takes it.
    Now,
    /// It is in a draft, which launches take once it is published.
    Draft,
}

impl Applied {
    /// What to tell the person whose configuration was applied.
    pub(super) fn sentence(self, name: &str) -> String {
        match self {
            Self::Now => format!("{name} has the new config. Its next launch uses it."),
            Self::Draft => format!(
                "The new config is in a draft of {name}. Launches use it once somebody publishes \
                 the draft in Platform."
            ),
        }
    }
}

/// What to tell the person whose configuration was not applied.
pub(in super::super) fn refusal(error: &ApiError) -> String {
    match error {
        ApiError::Forbidden => "Your role may not change this pipeline: that takes Maintain, \
                                Admin or Owner. Nothing was applied. Copy the text and hand it \
                                to somebody who may."
            .to_owned(),
        other => other.user_message(),
    }
}

/// What is told of it to somebody who has left the page where it would have been shown. It stays
/// until it is dismissed, so it is said as something past.
pub(in super::super) fn told_late(name: &str, outcome: &Result<Applied, ApiError>) -> String {
    match outcome {
        Ok(applied) => applied.sentence(name),
        // The dialog above asks to sign in again.
        Err(ApiError::Unauthorized) => {
            format!("The config was not applied to {name}, because your session had ended.")
        }
        Err(error) if error.may_have_been_done() => format!(
            "It is not certain whether {name} has the new config: load it again to see. {}",
            refusal(error)
        ),
        Err(error) => format!("The config was not applied to {name}. {}", refusal(error)),
    }
}

/// The compute environments that have Wave on already, by name: that of the loaded pipeline,
/// or all of them.
pub(in super::super) fn with_wave(all: &[ComputeEnvEntry], loaded: Option<&Loaded>) -> Vec<String> {
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
