//! Container engines, Fusion, AWS Fargate and Conda: what needs Wave, and what cannot be on
//! together.

use super::super::reading::Setting;
use super::super::value::Value;
use super::said::Said;
use super::view::{FARGATE, Known, View};
use crate::diagnostic::Diagnostic;
use crate::rule::{Code, rules};

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
        why: "Wave works with docker, podman, sarus, singularity and apptainer, among others, but \
              not with shifter or charliecloud. Nextflow stops with: Wave does not support this \
              container engine.",
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

pub(super) fn report(view: &View<'_>, said: &mut Said) {
    let on: Vec<_> = ENGINES
        .iter()
        .filter_map(|engine| Some((view.on(engine.0)?, engine)))
        .collect();
    if on.len() > 1 {
        let names: Vec<&str> = on.iter().map(|(_, engine)| engine.1).collect();
        let message = format!(
            "Only one container engine can be on. Nextflow stops with: Cannot enable more than \
             one container engine -- Choose either one of: {}.",
            names.join(", ")
        );
        let last = on.iter().map(|(setting, _)| setting.place).max();
        let mut new = Diagnostic::error(MANY_ENGINES, message);
        new.span = last;
        said.say(new);
    } else if let [(setting, (_, name, false))] = on.as_slice()
        && view.wants_wave()
    {
        let message = format!(
            "Wave works with docker, podman, sarus, singularity and apptainer. Nextflow stops \
             with: Wave does not support '{name}' container engine."
        );
        let finding = Diagnostic::error(ENGINE_UNSUPPORTED, message);
        said.say(finding.at(setting.place));
    }
    if let Some(fusion) = view.on("fusion.enabled") {
        needs_wave(view, fusion, FUSION_WITHOUT_WAVE, "Fusion", said);
    }
    if let Some((fargate, kind)) = view.text(FARGATE)
        && kind.eq_ignore_ascii_case("fargate")
    {
        needs_wave(view, fargate, FARGATE_WITHOUT_WAVE, "Fargate", said);
    }
    if let (Some(_), Some(second)) = (view.on("conda.useMamba"), view.on("conda.useMicromamba")) {
        let message = "Only one of Mamba and Micromamba can be used. Nextflow stops with: Both \
                       conda.useMamba and conda.useMicromamba were enabled -- Please choose only \
                       one.";
        let finding = Diagnostic::error(CONDA_MAMBA_BOTH, message);
        said.say(finding.at(second.place));
    }
}

/// Says that something works with Wave only. Here any value that counts as true will do.
fn needs_wave(view: &View<'_>, of: &Setting, code: Code, name: &str, said: &mut Said) {
    let words = format!("{name} feature requires enabling Wave service");
    let finding = match view.known("wave.enabled") {
        Known::Is(wave) if wave.value.truth() == Some(false) => Diagnostic::error(
            code,
            format!("{name} works with Wave only, which is off. Nextflow stops with: {words}."),
        ),
        Known::Unset if view.is_whole => Diagnostic::warning(
            code,
            format!(
                "{name} works with Wave only, which nothing here turns on. Unless another \
                 configuration does, Nextflow stops with: {words}."
            ),
        ),
        _ => return,
    };
    said.say(
        finding
            .at(of.place)
            .set("Turn Wave on", "wave.enabled", Value::Bool(true)),
    );
}
