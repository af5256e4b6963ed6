//! What the places of a configuration are called on the page and in its address.

use wavepass_core::launch::Target;

/// All of them, the usual one first.
pub(in super::super) const TARGETS: [Target; 4] = [
    Target::LaunchForm,
    Target::ComputeEnvironment,
    Target::PipelineFile,
    Target::CommandLine,
];

/// What a tab says.
pub(in super::super) const fn label(target: Target) -> &'static str {
    match target {
        Target::LaunchForm => "Launch form",
        Target::ComputeEnvironment => "Compute environment",
        Target::PipelineFile => "nextflow.config",
        Target::CommandLine => "Command line",
    }
}

/// The name in addresses.
pub(super) const fn name(target: Target) -> &'static str {
    match target {
        Target::LaunchForm => "launch-form",
        Target::ComputeEnvironment => "compute-environment",
        Target::PipelineFile => "nextflow-config",
        Target::CommandLine => "command-line",
    }
}

/// The one of that name.
pub(super) fn of_name(wanted: &str) -> Option<Target> {
    TARGETS.into_iter().find(|target| name(*target) == wanted)
}
