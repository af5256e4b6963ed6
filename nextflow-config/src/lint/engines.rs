//! Container engines, Fusion, AWS Fargate and Conda: what needs Wave, and what cannot be on
//! together.

use crate::diagnostic::Diagnostic;
use crate::reading::{Lookup, Setting};
use crate::rule::{Code, rules};
use crate::value::Value;

use super::effective::{EffectiveSettings, FARGATE};
use super::sink::DiagnosticSink;

rules! {
    /// More than one container engine is on.
    pub MANY_ENGINES = "many-engines" {
        severity: Error,
        why: "Nextflow stops with: Cannot enable more than one container engine.",
        action: "Keep one engine and switch the others off.",
    }

    /// Wave is on with a container engine that it does not work with.
    pub ENGINE_UNSUPPORTED = "engine-unsupported" {
        severity: Error,
        why: "Wave works with docker, podman, sarus, singularity, apptainer, apple-container and \
              smolvm, and not with shifter or charliecloud. Nextflow stops with: Wave does not \
              support … container engine.",
        action: "Use another engine, or switch Wave off.",
    }

    /// Fusion is on and Wave is not.
    pub FUSION_WITHOUT_WAVE = "fusion-without-wave" {
        severity: Error,
        why: "Fusion works with Wave only. Unless another configuration turns Wave on, Nextflow \
              stops with: Fusion feature requires enabling Wave service.",
        action: "Set wave.enabled = true, or switch Fusion off.",
    }

    /// AWS Fargate is used and Wave is not on.
    pub FARGATE_WITHOUT_WAVE = "fargate-without-wave" {
        severity: Error,
        why: "Fargate works with Wave only. Unless another configuration turns Wave on, Nextflow \
              stops with: Fargate feature requires enabling Wave service.",
        action: "Set wave.enabled = true, or use another platform type.",
    }

    /// Mamba and Micromamba are on at once.
    pub CONDA_MAMBA_BOTH = "conda-mamba-both" {
        severity: Error,
        why: "Nextflow stops with: Both conda.useMamba and conda.useMicromamba were enabled -- \
              Please choose only one.",
        action: "Switch one of them off.",
    }
}

/// The engines in Nextflow's order: the scope, the name that messages have, and whether Wave
/// works with it.
const ENGINES: [(&str, &str, bool); 9] = [
    ("docker.enabled", "docker", true),
    ("podman.enabled", "podman", true),
    ("sarus.enabled", "sarus", true),
    ("shifter.enabled", "shifter", false),
    ("singularity.enabled", "singularity", true),
    ("apptainer.enabled", "apptainer", true),
    ("charliecloud.enabled", "charliecloud", false),
    ("appleContainer.enabled", "apple-container", true),
    ("smolvm.enabled", "smolvm", true),
];

pub(super) fn check(settings: &EffectiveSettings<'_>, sink: &mut DiagnosticSink) {
    let on: Vec<_> = ENGINES
        .iter()
        .filter_map(|engine| Some((settings.on(engine.0)?, engine)))
        .collect();
    if on.len() > 1 {
        let names: Vec<&str> = on.iter().map(|(_, engine)| engine.1).collect();
        let message = format!(
            "Only one container engine can be on. Nextflow stops with: Cannot enable more than \
             one container engine -- Choose either one of: {}.",
            names.join(", ")
        );
        let last = on.iter().map(|(setting, _)| setting.span).max();
        let mut new = Diagnostic::error(MANY_ENGINES, message);
        new.span = last;
        sink.push(new);
    } else if let [(setting, (path, name, false))] = on.as_slice()
        && settings.wants_wave()
    {
        let message = format!(
            "Wave works with docker, podman, sarus, singularity, apptainer, apple-container and \
             smolvm, and {path} is on. Nextflow stops with: Wave does not support '{name}' container engine."
        );
        sink.push(Diagnostic::error(ENGINE_UNSUPPORTED, message).at(setting.span));
    }
    if let Some(fusion) = settings.on("fusion.enabled") {
        needs_wave(settings, fusion, FUSION_WITHOUT_WAVE, "Fusion", sink);
    }
    if let Some((fargate, kind)) = settings.text(FARGATE)
        && kind.eq_ignore_ascii_case("fargate")
    {
        needs_wave(settings, fargate, FARGATE_WITHOUT_WAVE, "Fargate", sink);
    }
    if let (Some(_), Some(second)) = (
        settings.on("conda.useMamba"),
        settings.on("conda.useMicromamba"),
    ) {
        let message = "Only one of Mamba and Micromamba can be used. Nextflow stops with: Both \
                       conda.useMamba and conda.useMicromamba were enabled -- Please choose only \
                       one.";
        sink.push(Diagnostic::error(CONDA_MAMBA_BOTH, message).at(second.span));
    }
}

/// Says that something works with Wave only. Here any value that counts as true will do.
fn needs_wave(
    settings: &EffectiveSettings<'_>,
    of: &Setting,
    code: Code,
    name: &str,
    sink: &mut DiagnosticSink,
) {
    let path = &of.path;
    let words = format!("{name} feature requires enabling Wave service");
    let new = match settings.lookup("wave.enabled") {
        Lookup::Set(wave) if wave.value.truth() == Some(false) => Diagnostic::error(
            code,
            format!(
                "{name} works with Wave only. {path} asks for it, and wave.enabled is off. Nextflow \
                 stops with: {words}."
            ),
        ),
        Lookup::Unset => Diagnostic::warning(
            code,
            format!(
                "{name} works with Wave only. {path} asks for it, and nothing here sets \
                 wave.enabled. Unless another configuration does, Nextflow stops with: {words}."
            ),
        ),
        _ => return,
    };
    sink.push(
        new.at(of.span)
            .suggest_setting("Turn Wave on", "wave.enabled", Value::Bool(true)),
    );
}

#[cfg(test)]
mod tests;
