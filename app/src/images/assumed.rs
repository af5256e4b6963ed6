//! What the images page cannot know from images, and has to be told: how the run is launched,
//! where, by whom, and through whose Wave.
//!
//! Start at [`Assumed`].

use wavepass_core::image::extract::WaveUse;
use wavepass_core::platform::Scope;
use wavepass_core::platform::compute_envs::ComputeEnvEntry;
use wavepass_core::platform::pipelines::DescribeLaunch;
use wavepass_core::registry::server::RegistryServer;
use wavepass_core::registry::wave_setup::{WaveHost, WaveSetup};
use wavepass_core::wave::MatchRule;
use wavepass_core::wave::resolve::{
    self as wave, Caller, ComputeEnvironment, KeyAccess, Request, Run,
};

use crate::prefill::{ENVIRONMENT, WAVE, WAVE_ON};
use crate::wave_setup;

const LAUNCH: &str = "run";
const ROLE: &str = "role";
const WAVE_HOST: &str = "host";
const RULE: &str = "rule";
const RESERVED: &str = "reserved";

/// The parameters of an address that tell what is assumed.
pub(super) const PARAMETERS: [&str; 7] =
    [LAUNCH, ENVIRONMENT, ROLE, WAVE, WAVE_HOST, RULE, RESERVED];

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
    /// Whether Wave is on for the run.
    pub(crate) wave: Switched,
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
            wave: Switched::default(),
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

    /// What is known of Wave, where a text says this of it.
    pub(super) fn wave_use(&self, said: WaveUse) -> WaveUse {
        match (said, self.wave) {
            (WaveUse::NotSaid, Switched::On) => WaveUse::On,
            (said, _) => said,
        }
    }

    /// The parameters of an address that tell it, without what is the same for everybody.
    pub(super) fn parameters(&self) -> Vec<(&'static str, String)> {
        self.parameters_and(&[])
    }

    /// The same for somebody else, in whose browser Wave may be set up in another way.
    pub(super) fn parameters_for_others(&self) -> Vec<(&'static str, String)> {
        self.parameters_and(&[WAVE_HOST, RULE])
    }

    /// Those that tell something unusual, and these.
    fn parameters_and(&self, always: &[&str]) -> Vec<(&'static str, String)> {
        let usual = Self::of(WaveSetup::default()).all_parameters();
        let mut all = self.all_parameters();
        all.retain(|it| always.contains(&it.0) || !usual.contains(it));
        all
    }

    fn all_parameters(&self) -> Vec<(&'static str, String)> {
        // What somebody has typed may be anything.
        let hosts = wave_setup::hosts(&self.reserved).into_iter();
        let hosts = hosts.filter(|host| RegistryServer::read(host).usual_spelling);
        vec![
            (LAUNCH, self.launch.name().to_owned()),
            (ENVIRONMENT, self.environment.name().to_owned()),
            (ROLE, self.role.name().to_owned()),
            (WAVE, self.wave.name().to_owned()),
            (WAVE_HOST, wave_setup::host_name(self.wave_host).to_owned()),
            (RULE, self.rule.name().to_owned()),
            (RESERVED, hosts.collect::<Vec<_>>().join(",")),
        ]
    }

    /// Takes in what a parameter of an address tells. What nobody knows changes nothing.
    pub(super) fn take(&mut self, name: &str, value: &str) {
        fn named<T: Copy, const N: usize>(
            to: &mut T,
            all: [T; N],
            name_of: fn(T) -> &'static str,
            name: &str,
        ) {
            if let Some(found) = all.into_iter().find(|one| name_of(*one) == name) {
                *to = found;
            }
        }
        match name {
            LAUNCH => named(&mut self.launch, Launch::ALL, Launch::name, value),
            // As Platform names it: of those that Wave knows nothing about there are many.
            ENVIRONMENT => {
                self.environment = match value {
                    "unknown" => Environment::Unknown,
                    platform => Environment::of(Some(platform)),
                };
                self.environment_name = None;
            }
            ROLE => named(&mut self.role, Role::ALL, Role::name, value),
            WAVE => named(&mut self.wave, Switched::ALL, Switched::name, value),
            WAVE_HOST => {
                let all = [WaveHost::Seqera, WaveHost::SelfHosted];
                named(&mut self.wave_host, all, wave_setup::host_name, value);
            }
            RULE => named(&mut self.rule, Rule::ALL, Rule::name, value),
            RESERVED => self.reserved = value.replace(',', ", "),
            _ => {}
        }
    }

    /// Takes in what the launch of a pipeline tells.
    pub(super) fn take_launch(
        &mut self,
        launch: &DescribeLaunch,
        environment: Option<&ComputeEnvEntry>,
    ) {
        self.launch = Launch::Platform;
        self.environment = Environment::of(environment.and_then(|row| row.platform.as_deref()));
        let is_on = launch
            .wave_by_compute_env()
            .or(environment.and_then(|row| row.wave_enabled));
        self.wave = match is_on {
            Some(true) => Switched::On,
            Some(false) | None => Switched::Unknown,
        };
        let name = launch.compute_env_name().map(str::to_owned);
        self.environment_name = name.or_else(|| environment.map(|row| row.name.clone()));
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
        let is_on = match self.wave {
            Switched::Unknown => "",
            Switched::On => ", which is on",
        };
        format!("{launch}{role}, {environment}, {wave} Wave{compares}{is_on}")
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

/// Whether Wave is on for the run, where the text does not say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Switched {
    /// Nobody said.
    #[default]
    Unknown,
    /// It is, by the compute environment for instance.
    On,
}

impl Switched {
    /// All of them, the usual one first.
    pub(crate) const ALL: [Self; 2] = [Self::Unknown, Self::On];

    /// The choice in words.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Unknown => "Not known, unless the text says it",
            Self::On => "Yes, by the compute environment or the pipeline",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::On => WAVE_ON,
        }
    }
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

    const fn name(self) -> &'static str {
        match self.to_wave() {
            None => "unknown",
            Some(rule) => rule.id(),
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

    const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Reads => "reads-keys",
            Self::DoesNotRead => "reads-no-keys",
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

    const fn name(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Token => "token",
            Self::NoToken => "no-token",
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

    const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::AwsBatch => "aws-batch",
            Self::Other => "other",
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
