//! Freezing and mirroring: what they need and what they cannot be together with.

use crate::declarations::Applies;
use crate::diagnostic::Diagnostic;
use crate::read::read;
use crate::reading::{Lookup, Parser, Setting};
use crate::rule::rules;
use crate::value::Value;

use super::Input;
use super::effective::{EffectiveSettings, WaveState};
use super::sink::{DiagnosticSink, MOST_OF_A_CODE};
use super::wave::strategies;

rules! {
    /// Mirroring and freezing are on at once.
    pub MIRROR_FREEZE = "mirror-freeze" {
        severity: Error,
        why: "Mirroring copies images and freezing builds them. Nextflow stops with: Wave \
              configuration setting 'wave.mirror' and 'wave.freeze' conflicts each other.",
        action: "Switch one of them off.",
    }

    /// Mirroring is on without a repository to copy images to.
    pub MIRROR_WITHOUT_REPOSITORY = "mirror-without-repository" {
        severity: Error,
        why: "Nextflow stops with: Wave configuration setting 'wave.mirror' requires the use of \
              'wave.build.repository' to define the target registry.",
        action: "Set wave.build.repository, or switch mirroring off.",
    }

    /// Mirroring is on with a strategy that never takes container images.
    pub MIRROR_STRATEGY = "mirror-strategy" {
        severity: Error,
        why: "Only container images can be mirrored. Nextflow stops with: Invalid container mirror \
              operation - missing source container.",
        action: "Add container to wave.strategy, or switch mirroring off.",
    }

    /// Freezing is on without a build repository.
    pub FREEZE_WITHOUT_REPOSITORY = "freeze-without-repository" {
        severity: Error,
        why: "Nextflow does not check this. Wave refuses tasks with a container image or a \
              Dockerfile: buildRepository must be specified when using freeze mode. Conda packages \
              work where Wave has a public repository.",
        action: "Set wave.build.repository, or switch freezing off.",
    }

    /// A build template that has no native images is used where freezing gives them.
    pub TEMPLATE_NOT_FOR_SIF = "template-not-for-sif" {
        severity: Error,
        why: "With wave.freeze Wave builds native images (SIF) for Singularity and Apptainer, \
              unless ociAutoPull or ociMode is on. The templates that end in -fast have none: Wave \
              answers Build template … does not support Singularity format.",
        action: "Use a template without -fast, or let the engine pull OCI images.",
    }

    /// Freezing is on for an engine that is set to use OCI images.
    pub FREEZE_OCI = "freeze-oci" {
        severity: Info,
        why: "With ociAutoPull or ociMode Wave builds Docker images, not native ones for \
              Singularity or Apptainer.",
        action: "Set it to false if freezing shall give native images (SIF). Otherwise there is \
                 nothing to do.",
    }
}

const REPOSITORY: &str = "wave.build.repository";

pub(super) fn check(settings: &EffectiveSettings<'_>, sink: &mut DiagnosticSink) {
    let (freeze, mirror) = (settings.on("wave.freeze"), settings.on("wave.mirror"));
    if let (Some(_), Some(mirror)) = (freeze, mirror) {
        let message = "Mirroring copies images and freezing builds them, so only one of them \
                       can be on. Nextflow stops with: Wave configuration setting 'wave.mirror' \
                       and 'wave.freeze' conflicts each other.";
        sink.push(Diagnostic::error(MIRROR_FREEZE, message).at(mirror.span));
    }
    if let Some(mirror) = mirror {
        mirroring(settings, mirror, sink);
    }
    if let Some(freeze) = without_repository(settings) {
        sink.push(freeze_message(settings).at(freeze.span));
    }
    if let Some(freeze) = freeze {
        oci(settings, freeze, sink);
        template(settings, sink);
    }
}

/// The engines that take native images, and what makes them pull OCI images.
const SIF_ENGINES: [(&str, &[&str]); 2] = [
    ("singularity", &["ociAutoPull", "ociMode"]),
    ("apptainer", &["ociAutoPull"]),
];

/// Says that a template has no native images, where freezing gives them.
fn template(settings: &EffectiveSettings<'_>, sink: &mut DiagnosticSink) {
    let Some((setting, template)) = settings.text("wave.build.template") else {
        return;
    };
    let is_conda = strategies(settings).is_some_and(|it| it.iter().any(|name| name == "conda"));
    let takes_sif = SIF_ENGINES.iter().any(|(engine, modes)| {
        settings.on(&format!("{engine}.enabled")).is_some()
            && modes
                .iter()
                .all(|mode| settings.truth(&format!("{engine}.{mode}")) == Some(false))
    });
    if template.ends_with("-fast") && takes_sif && is_conda && settings.wants_wave() {
        let message = format!(
            "With freezing Wave builds native images here, which the template of \
             wave.build.template does not have. Wave \
             answers: Build template {} does not support Singularity format.",
            sink.quoted(template)
        );
        sink.push(Diagnostic::error(TEMPLATE_NOT_FOR_SIF, message).at(setting.span));
    }
}

fn mirroring(settings: &EffectiveSettings<'_>, mirror: &Setting, sink: &mut DiagnosticSink) {
    if settings.wants_wave() && has_no_repository(settings) {
        let message = "Mirroring needs a place to copy images to, and nothing here sets \
                       wave.build.repository. Nextflow stops with: Wave configuration setting \
                       'wave.mirror' requires the use of 'wave.build.repository' to define the \
                       target registry.";
        sink.push(Diagnostic::error(MIRROR_WITHOUT_REPOSITORY, message).at(mirror.span));
    }
    let lacks_container = strategies(settings)
        .is_some_and(|strategies| !strategies.iter().any(|name| name == "container"));
    if lacks_container && let Lookup::Set(strategy) = settings.lookup("wave.strategy") {
        let message = "Only container images can be mirrored, and wave.strategy never takes \
                       them. Nextflow stops with: Invalid container mirror operation - missing \
                       source container.";
        sink.push(
            Diagnostic::error(MIRROR_STRATEGY, message)
                .at(strategy.span)
                .suggest_setting(
                    "Set wave.strategy to 'container'",
                    "wave.strategy",
                    Value::Text("container".to_owned()),
                ),
        );
    }
}

/// Whether the text certainly names no build repository.
fn has_no_repository(settings: &EffectiveSettings<'_>) -> bool {
    match settings.lookup(REPOSITORY) {
        Lookup::Set(setting) => setting.value.truth() == Some(false),
        Lookup::Unset => true,
        Lookup::Unknown => false,
    }
}

/// The setting that freezes although there is no place to push to.
fn without_repository<'a>(settings: &EffectiveSettings<'a>) -> Option<&'a Setting> {
    let freeze = settings.on("wave.freeze")?;
    let is_wanted = settings.wants_wave() && has_no_repository(settings);
    // For packages of Conda the public Wave has a repository of its own.
    let needs_one =
        strategies(settings).is_none_or(|strategies| strategies.iter().any(|name| name != "conda"));
    (is_wanted && needs_one).then_some(freeze)
}

fn freeze_message(settings: &EffectiveSettings<'_>) -> Diagnostic {
    let conda_first = strategies(settings)
        .and_then(|strategies| strategies.first().cloned())
        .is_some_and(|first| first == "conda");
    let message = "Freezing pushes images to wave.build.repository, which nothing here sets. \
                   Nextflow does not check this. Wave answers every task with a container image \
                   or a Dockerfile: Attribute `buildRepository` must be specified when using \
                   freeze mode. Tasks with Conda packages work where Wave has a public \
                   repository, as Seqera's has.";
    if conda_first {
        Diagnostic::warning(FREEZE_WITHOUT_REPOSITORY, message)
    } else {
        Diagnostic::error(FREEZE_WITHOUT_REPOSITORY, message)
    }
}

fn oci(settings: &EffectiveSettings<'_>, freeze: &Setting, sink: &mut DiagnosticSink) {
    for (engine, modes) in SIF_ENGINES {
        if settings.on(&format!("{engine}.enabled")).is_none() {
            continue;
        }
        let modes = modes.iter().map(|mode| format!("{engine}.{mode}"));
        for mode in modes {
            if let Some(setting) = settings.on(&mode) {
                let message = format!(
                    "With {mode} Wave builds Docker images, not native ones for {engine}. Set it \
                     to false if freezing shall give native images (SIF)."
                );
                let place = setting.span.max(freeze.span);
                sink.push(Diagnostic::info(FREEZE_OCI, message).at(place));
            }
        }
    }
}

/// How much text is read again to look at profiles that are not selected, in bytes.
const MOST_READ_AGAIN: usize = 200_000;

/// Says which of the other profiles freeze without a repository.
pub(super) fn of_other_profiles(
    effective: &[EffectiveSettings<'_>],
    input: &Input<'_>,
    sink: &mut DiagnosticSink,
) {
    let Some(settings) = effective.first() else {
        return;
    };
    let mut left = MOST_READ_AGAIN;
    let mut seen: Vec<&str> = Vec::new();
    for declaration in input.declarations.iter() {
        let Applies::WithProfile(profile) = declaration.applies else {
            continue;
        };
        let may_freeze = matches!(&*declaration.path, "wave.freeze" | "wave");
        if !may_freeze || seen.contains(&profile) || input.is_selected(profile) {
            continue;
        }
        seen.push(profile);
        let Some(rest) = left.checked_sub(input.document.text.len()) else {
            return;
        };
        left = rest;
        if seen.len() > MOST_OF_A_CODE {
            return;
        }
        of_profile(profile, settings.parser, input, sink);
    }
}

fn of_profile(profile: &str, parser: Parser, input: &Input<'_>, sink: &mut DiagnosticSink) {
    let reading = read(input.document, parser, &[profile]);
    if reading.refusal.is_some() {
        return;
    }
    let settings = EffectiveSettings::of(&reading, parser);
    if settings.wave() != WaveState::Off
        && let Some(freeze) = without_repository(&settings)
    {
        let mut new = freeze_message(&settings).about(format!("@{profile}"));
        new.message = format!("In the profile {profile}: {}", new.message);
        sink.push(new.at(freeze.span));
    }
}

#[cfg(test)]
mod tests;
