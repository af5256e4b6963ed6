//! What is known about the run that a configuration is for.

use nextflow_config::options::Version;
use nextflow_config::{Launcher, Parser};

use crate::registry::wave_setup::WaveSetup;
use crate::wave::resolve::{CredentialIndex, Run};

/// What is known about the run that a text is for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Which parser reads it; `None` when both may.
    pub semantics: Option<Parser>,
    /// The profiles that the run selects.
    pub profiles: &'a [&'a str],
    /// The version of Nextflow, where known.
    pub nextflow: Option<Version>,
    /// Where the text is going to be.
    pub target: Target,
    /// Whether stored registry credentials are expected to be used, which needs Wave.
    pub expects_credentials: bool,
    /// The stored credentials of the run's context, where known.
    pub credentials: Option<&'a CredentialIndex<'a>>,
    /// The Wave that the run uses; Seqera's when it is not known.
    pub wave: Option<&'a WaveSetup>,
}

/// Where a text is going to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// The field **Nextflow config file** of a launch or pipeline.
    #[default]
    LaunchForm,
    /// The field **Global Nextflow config** of a compute environment.
    ComputeEnvironment,
    /// `nextflow.config` of the pipeline.
    PipelineFile,
    /// A file for `nextflow run -c` outside Platform.
    CommandLine,
}

impl Target {
    /// Who starts the runs that read the text. A pipeline's own file is read by everybody's,
    /// so nothing is taken for granted there.
    pub const fn launcher(self) -> Launcher {
        match self {
            Self::LaunchForm | Self::ComputeEnvironment => Launcher::Platform,
            Self::PipelineFile | Self::CommandLine => Launcher::CommandLine,
        }
    }

    /// The run that asks Wave for images.
    pub(super) const fn run(self) -> Run {
        match self.launcher() {
            Launcher::Platform => Run::Platform,
            Launcher::CommandLine => Run::CommandLine,
        }
    }
}
