//! What the images page cannot know from images, and has to be told: how the run is launched,
//! where, by whom, and through whose Wave.
//!
//! This module may not keep anything. Start at [`Launch`].

use wavepass_core::registry::wave_setup::WaveHost;
use wavepass_core::wave::resolve::{self as wave, ComputeEnvironment, KeyAccess};

/// How the run asks Wave for images.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Launch {
    /// Platform starts it.
    #[default]
    Platform,
    /// Somebody starts Nextflow with a Platform token.
    Token,
    /// Somebody starts Nextflow without one.
    NoToken,
}

/// Where the tasks are executed, as far as Wave cares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Environment {
    /// Nobody said.
    #[default]
    Unknown,
    /// On AWS Batch.
    AwsBatch,
    /// Anywhere else.
    Other,
}

/// Whether the role of whoever launches the run lets Wave have the keys of credentials.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nobody said.
    #[default]
    Unknown,
    /// It does.
    Reads,
    /// It does not.
    DoesNotRead,
}

/// Whose Wave it is, in words.
pub(crate) const fn wave_host_label(host: WaveHost) -> &'static str {
    match host {
        WaveHost::Seqera => "Seqera’s",
        WaveHost::SelfHosted => "self-hosted",
    }
}

impl Role {
    /// All of them, the usual one first.
    pub(crate) const ALL: [Self; 3] = [Self::Unknown, Self::Reads, Self::DoesNotRead];

    /// The choice in words.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Unknown => "Not known",
            Self::Reads => "May read keys (Admin, Owner, Maintain)",
            Self::DoesNotRead => "May not read keys",
        }
    }

    pub(super) const fn to_wave(self) -> KeyAccess {
        match self {
            Self::Unknown => KeyAccess::Unknown,
            Self::Reads => KeyAccess::Granted,
            Self::DoesNotRead => KeyAccess::Denied,
        }
    }
}

impl Launch {
    /// All of them, the usual one first.
    pub(crate) const ALL: [Self; 3] = [Self::Platform, Self::Token, Self::NoToken];

    /// The choice in words.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Platform => "Launched by Platform",
            Self::Token => "Started with nextflow run and an access token",
            Self::NoToken => "Started with nextflow run, without a token",
        }
    }
}

impl Environment {
    /// All of them, the usual one first.
    pub(crate) const ALL: [Self; 3] = [Self::Unknown, Self::AwsBatch, Self::Other];

    /// The choice in words.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Unknown => "Not known",
            Self::AwsBatch => "AWS Batch",
            Self::Other => "Another one",
        }
    }

    /// It has a credential, and which one does not matter here.
    pub(super) fn to_wave(self) -> wave::Environment<'static> {
        let platform = match self {
            Self::Unknown => return wave::Environment::Unknown,
            Self::AwsBatch => "aws-batch",
            Self::Other => "",
        };
        wave::Environment::Known(ComputeEnvironment {
            platform,
            credentials_id: Some(""),
            role_arn: None,
            access_key: None,
        })
    }
}
