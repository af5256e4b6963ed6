//! Whether a configuration has Wave asked for its containers, and what Wave does with them.
//!
//! Source: `WaveConfig` and `WaveClient.resolveAssets` of Nextflow. Start at [`WaveUse::of`].

use nextflow_config::{Lookup, Value};

use super::settings::Settings;

/// What a configuration says of Wave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WaveUse {
    /// Nothing: another configuration can turn it on.
    #[default]
    NotSaid,
    /// It is off, so that Wave is asked for nothing.
    Off,
    /// It is on.
    On,
    /// It is on, and builds images in place of containers that are named.
    Builds,
    /// It is on, and puts what it makes of each image into a registry.
    Freezes,
    /// It is on, and copies each image to another registry.
    Mirrors,
}

/// What becomes of a container that is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is used.
    Yes,
    /// It is used under this condition.
    When(String),
    /// Wave builds from the directive `conda` instead, by this strategy.
    Built(String),
}

impl WaveUse {
    /// A word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotSaid => "not said",
            Self::Off => "off",
            Self::On => "on",
            Self::Builds => "builds",
            Self::Freezes => "freezes",
            Self::Mirrors => "mirrors",
        }
    }

    /// What the settings say.
    pub(super) fn of(settings: &Settings) -> Self {
        match settings.lookup("wave.enabled") {
            Lookup::Unset | Lookup::Unknown => Self::NotSaid,
            Lookup::Set(setting) if setting.value != Value::Bool(true) => Self::Off,
            Lookup::Set(_) if settings.is_true("wave.mirror") => Self::Mirrors,
            Lookup::Set(_) if settings.is_true("wave.freeze") => Self::Freezes,
            Lookup::Set(_) => Self::On,
        }
    }

    /// Whether Wave is asked.
    pub(super) const fn is_on(self) -> bool {
        matches!(
            self,
            Self::On | Self::Builds | Self::Freezes | Self::Mirrors
        )
    }
}

/// What becomes of the container of a process whose settings stand in this scope, for instance
/// `process.'withName:X'`.
pub(super) fn taken(settings: &Settings, scope: &str) -> Taken {
    let wave = WaveUse::of(settings);
    let Some(strategy) = strategy(settings).filter(|_| wave != WaveUse::Off) else {
        return Taken::Yes;
    };
    let place = |what: &str| strategy.iter().position(|it| it == what);
    let has_conda = [format!("{scope}.conda"), "process.conda".to_owned()]
        .iter()
        .any(|path| match settings.lookup(path) {
            Lookup::Set(setting) => setting.value.truth() != Some(false),
            Lookup::Unset | Lookup::Unknown => false,
        });
    let is_ignored = match (place("container"), place("conda")) {
        (None, _) => true,
        (Some(container), Some(conda)) if conda < container => {
            if !has_conda {
                return Taken::When(
                    "for processes without conda, because wave.strategy takes conda first"
                        .to_owned(),
                );
            }
            true
        }
        _ => false,
    };
    let words = strategy.join(", ");
    match (is_ignored, wave) {
        (false, _) => Taken::Yes,
        (true, WaveUse::NotSaid) => Taken::When(format!(
            "while Wave is off, because wave.strategy is {words}"
        )),
        (true, _) => Taken::Built(words),
    }
}

/// What `wave.strategy` names, in order.
fn strategy(settings: &Settings) -> Option<Vec<String>> {
    let Lookup::Set(setting) = settings.lookup("wave.strategy") else {
        return None;
    };
    let words: Vec<String> = match &setting.value {
        Value::Text(text) => text.split(',').map(|word| word.trim().to_owned()).collect(),
        Value::List(values) => values.iter().map(Value::to_string).collect(),
        _ => return None,
    };
    let is_known = |word: &String| {
        matches!(
            word.as_str(),
            "container" | "conda" | "dockerfile" | "spack"
        )
    };
    (!words.is_empty() && words.iter().all(is_known)).then_some(words)
}
