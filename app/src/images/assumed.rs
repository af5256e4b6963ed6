//! What the images page cannot know from images, and has to be told: how the run is launched,
//! where, by whom, and through whose Wave.
//!
//! Start at [`Assumed`].

use wavepass_core::platform::Scope;
use wavepass_core::registry::wave_setup::{WaveHost, WaveSetup};
use wavepass_core::wave::MatchRule;
use wavepass_core::wave::resolve::{
    self as wave, Caller, ComputeEnvironment, KeyAccess, Request, Run,
};

use crate::wave_setup;

/// Everything that is assumed until somebody tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Assumed {
    /// How the run asks Wave.
    pub(crate) launch: Launch,
    /// Where its tasks are executed.
    pub(crate) environment: Environment,
    /// The name of the compute environment, where one of the workspace was chosen.
    pub(crate) environment_name: Option<String>,
    /// Whether whoever launches may read keys.
    pub(crate) role: Role,
    /// Who runs Wave.
    pub(crate) wave_host: WaveHost,
    /// How Wave compares registries with images.
    pub(crate) rule: Rule,
    /// The hosts that Wave keeps to itself, as they were typed.
    pub(crate) reserved: String,
}

impl Assumed {
    /// The usual run, by a Wave that is set up like this.
    pub(super) fn of(setup: WaveSetup) -> Self {
        Self {
            launch: Launch::default(),
            environment: Environment::default(),
            environment_name: None,
            role: Role::default(),
            wave_host: setup.host,
            rule: Rule::of(setup.rule),
            reserved: setup.reserved_hosts.join(", "),
        }
    }

    /// How Wave is set up.
    pub(super) fn setup(&self) -> WaveSetup {
        WaveSetup {
            host: self.wave_host,
            reserved_hosts: wave_setup::hosts(&self.reserved),
            rule: self.rule.to_wave(),
        }
    }

    /// How Wave is asked for an image of a scope.
    pub(super) fn request(&self, scope: Scope) -> Request<'static> {
        let (caller, run) = match self.launch {
            Launch::Platform => (Caller::Platform(scope), Run::Platform),
            Launch::Token => (Caller::Platform(scope), Run::CommandLine),
            Launch::NoToken => (Caller::Anonymous, Run::CommandLine),
        };
        Request {
            caller,
            run,
            compute_environment: self.environment.to_wave(),
            key_access: self.role.to_wave(),
        }
    }

    /// It in words.
    pub(crate) fn words(&self) -> String {
        let environment = match self.environment {
            Environment::Unknown => "compute environment not known",
            Environment::AwsBatch => "on AWS Batch",
            Environment::Other => "not on AWS Batch",
        };
        let environment = match &self.environment_name {
            Some(name) => format!("on {name} ({environment})"),
            None => environment.to_owned(),
        };
        let wave = wave_host_label(self.wave_host);
        let role = match self.role {
            Role::Unknown => "",
            Role::Reads => ", by somebody who may read keys",
            Role::DoesNotRead => ", by somebody who may not read keys",
        };
        let launch = self.launch.label();
        let compares = match self.rule {
            Rule::Unknown => "",
            Rule::ExactHost => " that compares hosts",
            Rule::LongestPath => " that matches paths",
        };
        format!("{launch}{role}, {environment}, {wave} Wave{compares}")
    }
}

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

/// How Wave compares registries with images.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Nobody said.
    #[default]
    Unknown,
    /// With the host alone.
    ExactHost,
    /// With the host and the path.
    LongestPath,
}

impl Rule {
    /// All of them, the usual one first.
    pub(crate) const ALL: [Self; 3] = [Self::Unknown, Self::ExactHost, Self::LongestPath];

    /// The choice in words.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Unknown => "Not known: show both answers where they differ",
            Self::ExactHost => "Hosts (releases up to 1.37)",
            Self::LongestPath => "Hosts and paths (the newest source)",
        }
    }

    const fn of(rule: Option<MatchRule>) -> Self {
        match rule {
            None => Self::Unknown,
            Some(MatchRule::ExactHost) => Self::ExactHost,
            Some(MatchRule::LongestPath) => Self::LongestPath,
        }
    }

    const fn to_wave(self) -> Option<MatchRule> {
        match self {
            Self::Unknown => None,
            Self::ExactHost => Some(MatchRule::ExactHost),
            Self::LongestPath => Some(MatchRule::LongestPath),
        }
    }
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

    const fn to_wave(self) -> KeyAccess {
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
    /// That of a platform, as Platform's API names it.
    pub(crate) fn of(platform: Option<&str>) -> Self {
        match platform {
            None => Self::Unknown,
            Some("aws-batch") => Self::AwsBatch,
            Some(_) => Self::Other,
        }
    }

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
    fn to_wave(self) -> wave::Environment<'static> {
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
