//! The pipeline whose configuration was loaded, and how far giving it the new one is.
//!
//! Start at [`Proposal`] and [`Applying`].

use std::sync::Arc;

use nextflow_config::Value;
use wavepass_core::launch::{Choice, Context, Overview};
use wavepass_core::platform::compute_envs::ComputeEnvEntry;

use super::draft::Draft;
use crate::pipeline::Loaded;
use crate::ui::foreign::visible;
use wavepass_core::platform::outcome::{Applied, ApplyError, NotDone};

/// A configuration for a pipeline, until that has it or not.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Proposal {
    /// The pipeline, and what it is launched with.
    pub(in super::super) loaded: Arc<Loaded>,
    /// What it shall be launched with.
    pub(in super::super) draft: Arc<Draft>,
    /// Whether Wave is wanted for it whatever is wanted of the text.
    pub(in super::super) is_wave_wanted: bool,
    /// Whether it takes back what somebody else has changed since the text was loaded.
    pub(in super::super) overwrites: bool,
    /// What Nextflow would stop with, that it does not stop with now.
    pub(in super::super) new_errors: Vec<String>,
}

/// How far giving a pipeline another configuration is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in super::super) enum Applying {
    /// Nobody wants to.
    #[default]
    No,
    /// It is asked whether it shall be done, and told why it was refused the last time.
    Asked(Option<ApplyError>),
    /// It is on its way.
    Sent,
}

/// What is told of it to somebody who has left the page where it would have been shown. It stays
/// until it is dismissed, so it is said as something past.
pub(in super::super) fn told_late(name: &str, outcome: &Result<Applied, ApplyError>) -> String {
    match outcome {
        Ok(applied) => applied.sentence(name),
        // The dialog above asks to sign in again.
        Err(error) if error.is_signed_out() => {
            format!("The config was not applied to {name}, because your session had ended.")
        }
        Err(error) => format!("{name}: {}", error.sentence()),
    }
}

/// That a configuration is longer than the installation takes, where that is so.
pub(in super::super) fn too_long(text: &str, longest: Option<u64>) -> Option<String> {
    let length = u64::try_from(text.chars().count()).ok()?;
    let longest = longest.filter(|longest| length > *longest)?;
    Some(format!(
        "This text has {length} characters, and Platform takes at most {longest}, so it is not sent."
    ))
}

/// The compute environments that have Wave on already, by name: that of the loaded pipeline,
/// or all of them.
pub(in super::super) fn with_wave(all: &[ComputeEnvEntry], loaded: Option<&Loaded>) -> Vec<String> {
    // Nothing runs on those that are not available, whatever they switch on.
    let is_on = |one: &&ComputeEnvEntry| one.wave_enabled == Some(true) && one.is_available();
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
    let can_run = row.is_none_or(ComputeEnvEntry::is_available);
    name.filter(|_| on == Some(true) && can_run)
        .into_iter()
        .collect()
}

/// Whether the launches of a pipeline have Wave on, as far as Platform tells. What the files of the
/// pipeline say is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum WaveOfLaunch {
    /// Its config switches it on.
    OnByConfig,
    /// Its config switches it off, which wins over everything else.
    OffByConfig,
    /// Only a run can tell what its config says.
    Computed,
    /// The compute environment of this name switches it on.
    OnByComputeEnv(String),
    /// Neither switches it on.
    NotOn,
    /// Its config does not say, and Platform does not tell of the compute environment.
    NotTold,
}

impl WaveOfLaunch {
    /// That of a pipeline, of these compute environments.
    pub(in super::super) fn of(loaded: &Loaded, all: &[ComputeEnvEntry]) -> Self {
        let launch = &loaded.launch;
        let profiles = launch.profiles();
        let profiles: Vec<_> = profiles.iter().map(String::as_str).collect();
        let context = Context {
            profiles: &profiles,
            ..Context::default()
        };
        let overview = Overview::of(launch.config_text(), &context);
        let said = overview.current(Choice::Wave);
        match said.and_then(|now| now.state.value()) {
            None | Some(Value::Null) => {}
            Some(value) => {
                return match value.truth() {
                    Some(true) => Self::OnByConfig,
                    Some(false) => Self::OffByConfig,
                    None => Self::Computed,
                };
            }
        }
        let id = launch.compute_env_id();
        let row = all.iter().find(|one| Some(one.id.as_str()) == id);
        let by_launch = launch.wave_by_compute_env();
        match by_launch.or(row.and_then(|row| row.wave_enabled)) {
            Some(true) => {
                let name = launch.compute_env_name().map(str::to_owned);
                let name = name.or_else(|| row.map(|row| row.name.clone()));
                Self::OnByComputeEnv(name.unwrap_or_default())
            }
            Some(false) => Self::NotOn,
            None => Self::NotTold,
        }
    }

    /// Whether switching it on in the config of the launch changes anything.
    pub(in super::super) const fn needs_switch(&self) -> bool {
        !matches!(self, Self::OnByConfig | Self::OnByComputeEnv(_))
    }

    /// In words.
    pub(in super::super) fn sentence(&self) -> String {
        match self {
            Self::OnByConfig => "Wave is on, by its config.".to_owned(),
            Self::OffByConfig => "Wave is off, by its config.".to_owned(),
            Self::Computed => "Its config computes it, so only a run can tell.".to_owned(),
            Self::OnByComputeEnv(name) if name.is_empty() => {
                "Wave is on, by its compute environment.".to_owned()
            }
            Self::OnByComputeEnv(name) => {
                format!("Wave is on, by the compute environment {}.", visible(name))
            }
            Self::NotOn => "Wave is not switched on in Platform. The pipeline’s own files, which \
                            are not read here, may do it."
                .to_owned(),
            Self::NotTold => "Its config does not say, and Platform does not tell of its compute \
                              environment."
                .to_owned(),
        }
    }
}

/// Names, as many as can be read at a glance.
pub(in super::super) fn some_names(names: &[String]) -> String {
    const MOST: usize = 5;
    match names.get(MOST..) {
        None | Some([]) => names.join(", "),
        Some(more) => format!("{} and {} more", names[..MOST].join(", "), more.len()),
    }
}
